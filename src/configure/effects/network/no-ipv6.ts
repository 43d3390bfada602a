import type { Connection } from '../../../appliance/network/connection.ts';
import type { Guest } from '../../guest.ts';

const file = '/etc/sysctl.d/60-no-ipv6.conf';

/**
 * sysctl.d(5): IPv6 is off for the whole machine, devices that come later included, when no connection wants it, as
 * anaconda does. Where only some do without it, the network service turns it off on their devices.
 */
function noIpv6Text(connections: readonly Connection[]): string | undefined {
  // Ports have no addresses of their own whatever their controller has.
  const judged = connections.filter(({ controller }) => controller === undefined);
  if (judged.length === 0 || judged.some(({ ipv6 }) => ipv6.method !== 'disabled')) return undefined;
  return 'net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.default.disable_ipv6 = 1\n';
}

export async function writeNoIpv6(connections: readonly Connection[], { files }: Guest): Promise<void> {
  const text = noIpv6Text(connections);
  if (text !== undefined) await files.write(file, text);
}
