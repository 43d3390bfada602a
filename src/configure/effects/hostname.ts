import type { Guest } from '../guest.ts';

const ownLine = (address: string, hostname: string) => {
  const [short = hostname] = hostname.split('.');
  return `${address}\t${short === hostname ? hostname : `${hostname} ${short}`}`;
};

const standardHosts = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n';

/**
 * hosts(5) text in which the machine finds its own name.
 *
 * @param address of the line for the name itself; undefined: the file only needs localhost
 */
export function hostsText(
  before: string | undefined,
  hostname: string | undefined,
  address: string | undefined,
): string {
  const text = before === undefined || before.trim() === '' ? standardHosts : before;
  if (hostname === undefined || address === undefined) return text;
  const lines = text.split('\n').filter((line) => line.split(/\s/)[0] !== address);
  const after = lines.findIndex((line) => /^127\.0\.0\.1\s/.test(line));
  lines.splice(after + 1, 0, ownLine(address, hostname));
  return lines.join('\n');
}

/**
 * hostname(5) and hosts(5). Without a name the file goes: what is in it was copied from the machine that installed the
 * packages, and without it the guest is `localhost`, or what DHCP calls it.
 */
export async function applyHostname(hostname: string | undefined, { files, family }: Guest): Promise<void> {
  if (hostname === undefined) await files.remove('/etc/hostname');
  else await files.write('/etc/hostname', `${hostname}\n`);
  await files.write('/etc/hosts', hostsText(await files.read('/etc/hosts'), hostname, family.ownAddress));
}
