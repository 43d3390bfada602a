import type { DeviceMatch } from './connection.ts';

/** Letters; IFNAMSIZ of the kernel counts a zero byte too. */
export const longestName = 15;

/** Devices that the installer picks on the live machine. */
const pickedByInstaller: ReadonlySet<string> = new Set(['link', 'bootif', 'ibft']);
const macAddress = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i;
/**
 * Narrower than the kernel's own rule (15 bytes, no slash, colon or blank), as names go into patterns and file names;
 * systemd takes no name of digits alone.
 */
const interfaceName = /^(?!\d+$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/;

export const isInterfaceName = (text: string): boolean => interfaceName.test(text);

/** @returns undefined for what is neither a name, a MAC address nor a word such as `link` */
export function deviceMatch(device: string | undefined): DeviceMatch | undefined {
  if (device === undefined || device === '' || pickedByInstaller.has(device)) return { by: 'any' };
  if (macAddress.test(device)) return { by: 'mac', mac: device.toLowerCase().replaceAll('-', ':') };
  return isInterfaceName(device) ? { by: 'name', name: device } : undefined;
}

export function connectionId(match: DeviceMatch): string {
  if (match.by === 'any') return 'wired';
  return match.by === 'name' ? match.name : `mac-${match.mac.replaceAll(':', '')}`;
}

/** anaconda's default name of a vlan: `eth0.171`. */
export const vlanName = (parent: string, tag: string): string => `${parent}.${tag}`;
