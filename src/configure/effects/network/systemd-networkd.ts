import type { Connection } from '../../../appliance/network/connection.ts';
import type { Guest } from '../../guest.ts';
import { linkText } from './link-file.ts';
import { netdevText, unknownToNetworkd } from './netdev.ts';
import { networkText } from './networkd.ts';
import { enableUnit, useResolved, writeResolvConf } from './resolver.ts';
import { warnOfOptions } from './unknown-options.ts';

const folder = '/etc/systemd/network';

/** Sets up systemd-networkd and systemd-resolved. */
export async function writeNetworkd(
  connections: readonly Connection[],
  _appliance: string,
  guest: Guest,
): Promise<void> {
  const { files, warn } = guest;
  for (const connection of connections) {
    // The first file that matches a device counts: a line for one device before the one for all.
    const stem = `${folder}/${connection.match.by === 'any' ? 80 : 20}-${connection.id}`;
    await files.write(`${stem}.network`, networkText(connection, connections));
    if (connection.kind !== 'ethernet') await files.write(`${stem}.netdev`, netdevText(connection));
    warnOfOptions(connection, unknownToNetworkd(connection), 'systemd-networkd', guest);
    const link = linkText(connection);
    if (link !== undefined) await files.write(`${stem}.link`, link);
    else if (connection.ethtool !== undefined) {
      warn({
        code: 'option-unused',
        message: `--ethtool has no effect on ${connection.id}: systemd.link(5) can't say it`,
        position: connection.position,
        hint: "name the device by its MAC address, or by the kernel's name such as eth0",
      });
    }
  }
  const [first] = connections;
  if (first === undefined) return;
  await enableUnit('systemd-networkd.service', first.position, guest);
  if (await useResolved(first.position, guest)) return;
  await writeResolvConf(connections, guest);
  const learns = connections.find(({ ipv4, ipv6 }) => ipv4.method === 'auto' || ipv6.method === 'dhcp');
  if (learns === undefined) return;
  warn({
    code: 'resolver-missing',
    message: 'the guest knows no name servers but those of --nameserver: only systemd-resolved uses those of DHCP',
    position: learns.position,
    hint: `add ${guest.family.packages.resolver} to %packages`,
  });
}
