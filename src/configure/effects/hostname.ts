import type { SystemSpec } from '../../appliance/appliance.ts';
import type { Guest } from '../guest.ts';

const ownLine = (address: string, hostname: string) => {
  const [short = hostname] = hostname.split('.');
  return `${address}\t${short === hostname ? hostname : `${hostname} ${short}`}`;
};

const standardHosts = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n';

/**
 * hosts(5) text in which the machine finds its own name.
 *
 * @param addresses of the lines for the name itself; none: the file only needs localhost
 */
export function hostsText(
  before: string | undefined,
  hostname: string | undefined,
  addresses: readonly string[],
): string {
  const text = before === undefined || before.trim() === '' ? standardHosts : before;
  if (hostname === undefined || addresses.length === 0) return text;
  const lines = text.split('\n').filter((line) => !addresses.includes(line.split(/\s/)[0] ?? ''));
  const after = lines.findIndex((line) => /^127\.0\.0\.1\s/.test(line));
  lines.splice(after + 1, 0, ...addresses.map((address) => ownLine(address, hostname)));
  return lines.join('\n');
}

/**
 * The addresses that the name stands for: those of the first connection that has static ones, before any that lead
 * nowhere else (Debian reference, 5.1.1).
 */
export function ownAddresses(networks: SystemSpec['networks'], family: Guest['family']): readonly string[] {
  const fixed = networks.filter(({ ipv4, ipv6 }) => ipv4.static !== undefined || ipv6.static !== undefined);
  const chosen = fixed.find(({ neverDefault }) => !neverDefault) ?? fixed[0];
  if (chosen === undefined) return family.ownAddress === undefined ? [] : [family.ownAddress];
  return [chosen.ipv4.static, chosen.ipv6.static].flatMap((address) => address?.address ?? []);
}

/**
 * hostname(5) and hosts(5). Without a name the file goes: what is in it was copied from the machine that installed the
 * packages, and without it the guest is `localhost`, or what DHCP calls it.
 */
export async function applyHostname(
  { hostname, networks }: Pick<SystemSpec, 'hostname' | 'networks'>,
  { files, family }: Guest,
): Promise<void> {
  if (hostname === undefined) await files.remove('/etc/hostname');
  else await files.write('/etc/hostname', `${hostname}\n`);
  await files.write('/etc/hosts', hostsText(await files.read('/etc/hosts'), hostname, ownAddresses(networks, family)));
}
