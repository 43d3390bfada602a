import { createHash } from 'node:crypto';
import type { Address, Connection } from '../../../appliance/network/connection.ts';
import { iniText, type Section, setting } from './ini.ts';

/**
 * NetworkManager keyfile (nm-settings-keyfile(5), nm-settings-nmcli(5)) as anaconda sets up the same line. The keys are
 * those that NetworkManager 1.22 of EL 8 and all later ones read: `master`, not `controller`.
 *
 * @param appliance its name; UUIDs come from it and the connection's name
 * @param all every connection, to find a controller by its name
 */
export function keyfileText(connection: Connection, appliance: string, all: readonly Connection[]): string {
  const { id, kind, match, controller, ports, options, vlan, ipv4, ipv6 } = connection;
  const master = all.find(({ id }) => id === controller);
  const sections: readonly Section[] = [
    [
      'connection',
      [
        `id=${id}`,
        `uuid=${uuidOf(appliance, id)}`,
        `type=${kind}`,
        ...setting('interface-name', match.by === 'name' ? match.name : undefined),
        `autoconnect=${connection.onBoot}`,
        ...(match.by === 'any' ? anyDevice(connection) : []),
        ...(ports.length > 0 ? ['autoconnect-slaves=1'] : []),
        ...(master === undefined ? [] : [`master=${uuidOf(appliance, master.id)}`, `slave-type=${master.kind}`]),
      ],
    ],
    ['ethernet', ethernet(connection)],
    ['ethtool', Object.entries(connection.ethtool?.features ?? {}).map(([name, on]) => `feature-${name}=${on}`)],
    ...(kind === 'bond' ? [['bond', Object.entries(options).map(([name, value]) => `${name}=${value}`)] as const] : []),
    ...(kind === 'bridge' ? [['bridge', Object.entries(options).map(bridgeOption)] as const] : []),
    ['vlan', vlan === undefined ? [] : [`id=${vlan.tag}`, `parent=${vlan.parent}`]],
  ];
  if (controller !== undefined) return iniText(sections);
  return iniText([
    ...sections,
    [
      'ipv4',
      [
        `method=${ipv4.method}`,
        ...address(ipv4.static),
        ...names(connection, 'ipv4'),
        ...setting('dhcp-vendor-class-identifier', ipv4.dhcpClass),
        ...setting('never-default', connection.neverDefault || undefined),
      ],
    ],
    [
      'ipv6',
      [
        // `ignore`, which anaconda writes for --noipv6, would leave the kernel to take addresses from routers.
        `method=${ipv6.method}`,
        ...(ipv6.method === 'disabled' ? [] : ['addr-gen-mode=eui64']),
        ...address(ipv6.static),
        ...names(connection, 'ipv6'),
        ...setting('never-default', connection.neverDefault || undefined),
      ],
    ],
  ]);
}

/** Behind the profiles that name their device, and for as many devices as there are, unless they would share an address. */
function anyDevice({ ipv4, ipv6 }: Connection): readonly string[] {
  const shared = ipv4.static !== undefined || ipv6.static !== undefined;
  return ['autoconnect-priority=-10', ...(shared ? [] : ['multi-connect=3'])];
}

function ethernet({ match, mtu, ethtool }: Connection): readonly string[] {
  return [
    ...setting('mac-address', match.by === 'mac' ? match.mac.toUpperCase() : undefined),
    ...setting('mtu', mtu),
    ...setting('auto-negotiate', ethtool?.autoNegotiate),
    ...setting('speed', ethtool?.speed),
    ...setting('duplex', ethtool?.duplex),
  ];
}

const bridgeOption = ([name, value]: readonly [string, string]) =>
  `${name}=${name === 'stp' ? value === 'yes' : value}`;

const address = (given: Address | undefined) =>
  given === undefined
    ? []
    : [`address1=${given.address}/${given.prefix}${given.gateway === undefined ? '' : `,${given.gateway}`}`];

const listed = (key: string, values: readonly string[]) =>
  values.length === 0 ? [] : [`${key}=${values.map((value) => `${value};`).join('')}`];

/** A family that is off can have neither name servers nor domains: NetworkManager would refuse the file. */
function names(connection: Connection, family: 'ipv4' | 'ipv6'): readonly string[] {
  const { method, search, ignoreAutoDns } = connection[family];
  if (method === 'disabled') return [];
  const servers = connection.nameservers.filter((server) => server.includes(':') === (family === 'ipv6'));
  return [
    ...listed('dns', servers),
    ...listed('dns-search', search),
    ...setting('ignore-auto-dns', ignoreAutoDns || undefined),
  ];
}

/** A UUID of version 8 (RFC 9562, 5.8: made as the application likes). */
function uuidOf(appliance: string, id: string): string {
  const bytes = createHash('sha256').update(`${appliance}\0${id}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
