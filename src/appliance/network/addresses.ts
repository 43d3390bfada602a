import { isIPv4, isIPv6 } from 'node:net';

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
  if (!isIPv6(address) || address.includes('%') || more.length > 0) return undefined;
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) < 1 || Number(prefix) > 128) return undefined;
  return { address, prefix: Number(prefix) };
}

/** No scope such as `%eth0`: the gateway is on the line's own device. */
export const isPlainIpv6 = (text: string): boolean => isIPv6(text) && !text.includes('%');
