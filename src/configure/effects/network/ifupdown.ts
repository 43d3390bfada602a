import type { Connection } from '../../../appliance/network/connection.ts';
import { findProgram, firstExisting, type Guest } from '../../guest.ts';
import { dhclientConfText, dhclientHookText, needsDhcpClient } from './dhclient.ts';
import { interfacesText, unknownToIfenslave } from './interfaces.ts';
import { resolvedConfText, useResolved, writeResolvConf } from './resolver.ts';
import { warnOfOptions } from './unknown-options.ts';

const main = '/etc/network/interfaces';
const hookFolder = '/etc/dhcp/dhclient-enter-hooks.d';

interface Tool {
  readonly package: string;
  /** Any of these tells that the guest has it. */
  readonly files: readonly string[];
  readonly what: string;
  readonly needs: (connection: Connection) => boolean;
}

const sbin = (...names: readonly string[]) => names.flatMap((name) => [`/usr/sbin/${name}`, `/sbin/${name}`]);
const usesDhcp = ({ ipv4, ipv6 }: Connection) => ipv4.method === 'auto' || ipv6.method === 'dhcp';

/** What ifupdown calls for the parts that it can't do by itself. */
const tools: readonly Tool[] = [
  {
    package: 'isc-dhcp-client',
    files: [...sbin('dhclient', 'dhcpcd', 'udhcpc'), '/usr/bin/udhcpc'],
    what: 'DHCP',
    needs: usesDhcp,
  },
  {
    package: 'ifenslave',
    files: ['/etc/network/if-pre-up.d/ifenslave'],
    what: 'bonds',
    needs: ({ kind }) => kind === 'bond',
  },
  {
    package: 'bridge-utils',
    files: ['/etc/network/if-pre-up.d/bridge', ...sbin('brctl')],
    what: 'bridges',
    needs: ({ kind }) => kind === 'bridge',
  },
  {
    package: 'ethtool',
    files: sbin('ethtool'),
    what: 'the settings of --ethtool',
    needs: ({ ethtool }) => ethtool !== undefined,
  },
];

/** Sets up ifupdown: interfaces(5), and the DHCP client and the resolver for what it leaves to them. */
export async function writeIfupdown(
  connections: readonly Connection[],
  _appliance: string,
  guest: Guest,
): Promise<void> {
  const { files } = guest;
  const before = (await files.read(main)) ?? '';
  if (!/^\s*iface\s+lo\s/m.test(before)) await files.append(main, 'auto lo\niface lo inet loopback\n');
  if (!/^\s*source(?:-directory)?\s/m.test(before)) await files.append(main, 'source /etc/network/interfaces.d/*\n');
  for (const connection of connections) {
    await files.write(`/etc/network/interfaces.d/${fileOf(connection)}`, interfacesText(connection));
    warnOfOptions(connection, unknownToIfenslave(connection), 'ifenslave', guest);
  }
  await missingTools(connections, guest);
  await tellDhcpClient(connections, guest);
  await tellResolver(connections, guest);
}

/** Files are read by name: what others run on and the devices that the kickstart names come first. */
function fileOf({ id, kind, match }: Connection): string {
  const order =
    kind === 'ethernet' ? (match.by === 'any' ? 90 : 10) : kind === 'bond' ? 20 : kind === 'bridge' ? 30 : 40;
  return `${order}-${id}`;
}

async function missingTools(connections: readonly Connection[], { files, warn }: Guest): Promise<void> {
  for (const tool of tools) {
    const first = connections.find(tool.needs);
    if (first === undefined || (await firstExisting(files, tool.files)) !== undefined) continue;
    warn({
      code: 'network-tool-missing',
      message: `${first.id} will not work: ifupdown needs ${tool.package} for ${tool.what}`,
      position: first.position,
      hint: `add ${tool.package} to %packages`,
    });
  }
}

async function tellDhcpClient(connections: readonly Connection[], { files, warn }: Guest): Promise<void> {
  const told = connections.find(needsDhcpClient);
  if (told === undefined) return;
  if ((await findProgram(files, 'dhclient')) === undefined) {
    warn({
      code: 'option-unused',
      message: `name servers, routes and class that ${told.id} takes besides or instead of those of DHCP have no effect`,
      position: told.position,
      hint: 'add isc-dhcp-client to %packages',
    });
    return;
  }
  const conf = dhclientConfText(connections);
  const hook = dhclientHookText(connections);
  if (conf !== undefined) await files.append('/etc/dhcp/dhclient.conf', conf);
  if (hook !== undefined) await files.write(`${hookFolder}/kickstart`, hook);
}

async function tellResolver(connections: readonly Connection[], guest: Guest): Promise<void> {
  const [first] = connections;
  if (first !== undefined && (await useResolved(first.position, guest))) {
    // The hook by which ifupdown 0.8.41 tells resolved writes a file that resolved's own script can't read.
    const text = resolvedConfText(connections);
    if (text !== undefined) await guest.files.write('/etc/systemd/resolved.conf.d/kickstart.conf', text);
  } else if ((await findProgram(guest.files, 'resolvconf')) === undefined) await writeResolvConf(connections, guest);
}
