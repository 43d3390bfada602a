const ipv4Part = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4Pattern = new RegExp(`^${ipv4Part}(?:\\.${ipv4Part}){3}$`);

/** Four decimal numbers without leading zeros, which some programs would read as octal. */
export const isIPv4 = (text: string): boolean => ipv4Pattern.test(text);

/** RFC 4291 §2.2, without a scope such as `%eth0`: the device is that of the line. */
export function isIPv6(text: string): boolean {
  const [left = '', right, ...more] = text.split('::');
  if (more.length > 0) return false;
  const groups = [left, right ?? ''].flatMap((side) => (side === '' ? [] : side.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIPv4 = isIPv4(last) && text.endsWith(last);
  const hex = endsInIPv4 ? groups.slice(0, -1) : groups;
  const count = hex.length + (endsInIPv4 ? 2 : 0);
  return hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (right === undefined ? count === 8 : count < 8);
}

const ipv4Number = (address: string) => address.split('.').reduce((number, part) => number * 256 + Number(part), 0);

/** @returns prefix length of a netmask such as 255.255.255.0; undefined if it is none */
export function prefixOf(netmask: string): number | undefined {
  if (!isIPv4(netmask)) return undefined;
  const bits = ipv4Number(netmask).toString(2).padStart(32, '0');
  return /^1+0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}

/** Whether two IPv4 addresses lie in the same network. */
export function sameNetwork(one: string, other: string, prefix: number): boolean {
  const size = 2 ** (32 - prefix);
  return Math.floor(ipv4Number(one) / size) === Math.floor(ipv4Number(other) / size);
}

/** What --ipv6 takes for a prefix length if none is given, as anaconda does. */
const defaultIpv6Prefix = 64;

/** `2001:db8::1` or `2001:db8::1/64`; undefined if it is neither. */
export function ipv6AddressOf(text: string): { readonly address: string; readonly prefix: number } | undefined {
  const [address = '', prefix = String(defaultIpv6Prefix), ...more] = text.split('/');
  if (!isIPv6(address) || more.length > 0) return undefined;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) < 1 || Number(prefix) > 128) return undefined;
  return { address, prefix: Number(prefix) };
}
