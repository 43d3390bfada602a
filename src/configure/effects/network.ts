import type { Position } from '../../errors.ts';
import type { NetworkCommand } from '../../kickstart/document.ts';
import { findProgram, firstExisting, type Guest } from '../guest.ts';
import { type Connection, connectionOf, interfacesText, keyfileText, networkdText } from './network-files.ts';
import { switchUnit } from './units.ts';

type Writer = (
  connections: readonly Connection[],
  appliance: string,
  position: Position,
  guest: Guest,
) => Promise<void>;

interface Manager {
  readonly name: string;
  /** Any of these programs tells that the guest has it. */
  readonly programs: readonly string[];
  readonly write: Writer;
}

const daemonFolders = ['/usr/lib/systemd', '/lib/systemd'];

/** In order of preference: who asks for a manager besides systemd's own, which Debian always installs, wants it used. */
const managers: readonly Manager[] = [
  { name: 'NetworkManager', programs: ['NetworkManager'], write: writeKeyfiles },
  { name: 'ifupdown', programs: ['ifup'], write: writeInterfaces },
  {
    name: 'systemd-networkd',
    programs: daemonFolders.map((folder) => `${folder}/systemd-networkd`),
    write: writeNetworkd,
  },
];

async function installed({ programs }: Manager, { files }: Guest): Promise<boolean> {
  for (const program of programs) if ((await findProgram(files, program)) !== undefined) return true;
  return false;
}

/** Configures devices with whatever manages networks in the guest. Lines that mean the same device count once. */
export async function applyNetworks(lines: readonly NetworkCommand[], appliance: string, guest: Guest): Promise<void> {
  const configuring = lines.filter(({ configuresDevice }) => configuresDevice);
  const [first] = configuring;
  if (first === undefined) return;
  const connections = new Map(configuring.map((line) => [connectionOf(line).id, connectionOf(line)]));
  for (const manager of managers) {
    if (!(await installed(manager, guest))) continue;
    await manager.write([...connections.values()], appliance, first.position, guest);
    return;
  }
  guest.warn({
    code: 'network-manager-missing',
    message: 'the network line has no effect: nothing in the guest configures networks',
    position: first.position,
    hint: 'add systemd-networkd (in Debian: systemd), network-manager or ifupdown to %packages',
  });
}

async function writeKeyfiles(
  connections: readonly Connection[],
  appliance: string,
  _position: Position,
  { files }: Guest,
): Promise<void> {
  for (const connection of connections) {
    const file = `/etc/NetworkManager/system-connections/${connection.id}.nmconnection`;
    await files.write(file, keyfileText(connection, appliance), 0o600);
  }
}

async function writeInterfaces(
  connections: readonly Connection[],
  _appliance: string,
  _position: Position,
  { files }: Guest,
): Promise<void> {
  const source = 'source /etc/network/interfaces.d/*';
  const main = (await files.read('/etc/network/interfaces')) ?? '';
  if (!/^\s*iface\s+lo\s/m.test(main))
    await files.append('/etc/network/interfaces', 'auto lo\niface lo inet loopback\n');
  if (!/^\s*source(?:-directory)?\s/m.test(main)) await files.append('/etc/network/interfaces', `${source}\n`);
  for (const connection of connections) {
    await files.write(`/etc/network/interfaces.d/${connection.id}`, interfacesText(connection));
  }
}

async function writeNetworkd(
  connections: readonly Connection[],
  _appliance: string,
  position: Position,
  guest: Guest,
): Promise<void> {
  const { files, family, warn } = guest;
  for (const connection of connections) {
    // A line for one device counts before the one for all.
    const order = connection.id === 'wired' ? 80 : 20;
    await files.write(`/etc/systemd/network/${order}-${connection.id}.network`, networkdText(connection));
  }
  const units = ['systemd-networkd.service'];
  const resolver = await firstExisting(
    files,
    daemonFolders.map((folder) => `${folder}/systemd-resolved`),
  );
  if (resolver !== undefined) {
    units.push('systemd-resolved.service');
    await files.link('/etc/resolv.conf', '../run/systemd/resolve/stub-resolv.conf');
  } else {
    warn({
      code: 'resolver-missing',
      message: 'the guest will find no names: systemd-networkd needs systemd-resolved to use the name servers of DHCP',
      position,
      hint: `add ${family.packages.resolver} to %packages`,
    });
  }
  for (const unit of units) {
    const problem = await switchUnit('enable', unit, guest);
    if (problem !== undefined) {
      warn({ code: 'service-not-enabled', message: `can't enable ${unit}: ${problem}`, position });
    }
  }
}
