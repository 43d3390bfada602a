import { createHash } from 'node:crypto';
import type { NetworkCommand } from '../../kickstart/document.ts';

/** What one network line means, free of kickstart's words. */
export interface Connection {
  /** Also the name of its file. */
  readonly id: string;
  /** Undefined: every wired device. */
  readonly device: string | undefined;
  readonly mac: string | undefined;
  readonly onBoot: boolean;
}

/** Devices that the installer picks on the live machine; an image doesn't know it, so every wired device is meant. */
const anyDevice: ReadonlySet<string> = new Set(['link', 'bootif']);
const macAddress = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;
const wiredNames = ['en*', 'eth*'];

export function connectionOf({ device, onBoot }: Pick<NetworkCommand, 'device' | 'onBoot'>): Connection {
  if (device === undefined || anyDevice.has(device)) return { id: 'wired', device: undefined, mac: undefined, onBoot };
  if (macAddress.test(device)) {
    const mac = device.toLowerCase();
    return { id: `mac-${mac.replaceAll(':', '')}`, device: undefined, mac, onBoot };
  }
  return { id: device, device, mac: undefined, onBoot };
}

/**
 * systemd.network(5). By name and not by `Type=ether`: bridges and the ends of container links are ether too.
 * IPv6 router advertisements stay on.
 */
export function networkdText({ device, mac, onBoot }: Connection): string {
  const match = mac === undefined ? `Name=${device ?? wiredNames.join(' ')}` : `MACAddress=${mac}`;
  const link = onBoot ? '' : '\n[Link]\nActivationPolicy=manual\nRequiredForOnline=no\n';
  return `[Match]\n${match}\n${link}\n[Network]\nDHCP=yes\nIPv6AcceptRA=yes\n`;
}

/** NetworkManager keyfile (nm-settings-keyfile(5)); its UUID comes from the appliance and the file's name. */
export function keyfileText({ id, device, mac, onBoot }: Connection, appliance: string): string {
  return [
    '[connection]',
    `id=${id}`,
    `uuid=${derivedUuid(`${appliance}\0${id}`)}`,
    'type=ethernet',
    ...(device === undefined ? [] : [`interface-name=${device}`]),
    `autoconnect=${onBoot}`,
    '',
    '[ethernet]',
    ...(mac === undefined ? [] : [`mac-address=${mac.toUpperCase()}`]),
    '',
    '[ipv4]',
    'method=auto',
    '',
    '[ipv6]',
    'method=auto',
    'addr-gen-mode=eui64',
    '',
  ].join('\n');
}

/** A UUID of version 8 (RFC 9562, 5.8: made as the application likes). */
function derivedUuid(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** interfaces(5); a pattern maps whatever devices there are to one logical interface. */
export function interfacesText({ id, device, mac, onBoot }: Connection): string {
  const patterns = mac === undefined ? wiredNames.map((name) => `/${name}=${id}`) : [`mac/${mac}=${id}`];
  const names = device === undefined ? patterns : [device];
  return [...(onBoot ? [`auto ${names.join(' ')}`] : []), `iface ${id} inet dhcp`, `iface ${id} inet6 auto`, ''].join(
    '\n',
  );
}
