import type { Connection } from '../../../appliance/network/connection.ts';
import { findProgram, type Guest } from '../../guest.ts';
import { writeIfupdown } from './ifupdown.ts';
import { keyfileText } from './keyfile.ts';
import { writeNoIpv6 } from './no-ipv6.ts';
import { daemonFolders, useResolved } from './resolver.ts';
import { writeNetworkd } from './systemd-networkd.ts';

interface Manager {
  /** Any of these programs tells that the guest has it. */
  readonly programs: readonly string[];
  readonly write: (connections: readonly Connection[], appliance: string, guest: Guest) => Promise<void>;
}

/** In order of preference: who asks for a manager besides systemd's own, which Debian always installs, wants it used. */
const managers: readonly Manager[] = [
  { programs: ['NetworkManager'], write: writeKeyfiles },
  { programs: ['ifup'], write: writeIfupdown },
  { programs: daemonFolders.map((folder) => `${folder}/systemd-networkd`), write: writeNetworkd },
];

async function installed({ programs }: Manager, { files }: Guest): Promise<boolean> {
  for (const program of programs) if ((await findProgram(files, program)) !== undefined) return true;
  return false;
}

/**
 * Configures devices with whatever manages networks in the guest.
 *
 * @param appliance its name; UUIDs are derived from it
 */
export async function applyNetworks(
  connections: readonly Connection[],
  appliance: string,
  guest: Guest,
): Promise<void> {
  const [first] = connections;
  if (first === undefined) return;
  await writeNoIpv6(connections, guest);
  for (const manager of managers) {
    if (!(await installed(manager, guest))) continue;
    await manager.write(connections, appliance, guest);
    return;
  }
  guest.warn({
    code: 'network-manager-missing',
    message: 'the network line has no effect: nothing in the guest configures networks',
    position: first.position,
    hint: 'add systemd-networkd (in Debian: systemd), network-manager or ifupdown to %packages',
  });
}

async function writeKeyfiles(connections: readonly Connection[], appliance: string, guest: Guest): Promise<void> {
  for (const connection of connections) {
    const file = `/etc/NetworkManager/system-connections/${connection.id}.nmconnection`;
    await guest.files.write(file, keyfileText(connection, appliance, connections), 0o600);
  }
  // It tells systemd-resolved what it knows, and without it writes /etc/resolv.conf itself.
  const [first] = connections;
  if (first !== undefined) await useResolved(first.position, guest);
}
