import type { Connection } from '../../../appliance/network/connection.ts';
import { setting } from './ini.ts';

const wiredNames = ['en*', 'eth*'];
const option = (name: string, value: string | number | undefined) =>
  setting(name, value).map((line) => line.replace('=', ' '));

/**
 * interfaces(5) of one connection: a stanza for each family. A pattern maps whatever devices there are to one logical
 * interface. Ports are up and have no addresses; their stanza keeps the pattern away from them.
 */
export function interfacesText(connection: Connection): string {
  const { id, match, onBoot, controller } = connection;
  const device = [...made(connection), ...option('mtu', connection.mtu), ...ethtoolOptions(connection)];
  const patterns =
    match.by === 'any'
      ? wiredNames.map((name) => `/${name}=${id}`)
      : [match.by === 'mac' ? `mac/${match.mac}=${id}` : match.name];
  // Without it a port of a bridge would take addresses and routes from router advertisements.
  const plain: Stanza = ['inet', 'manual', controller === undefined ? [] : [`pre-${sysctl('disable_ipv6', 1)}`]];
  const [first = plain, ...rest] = controller === undefined ? familyStanzas(connection) : [];
  const stanzas: readonly Stanza[] = [[first[0], first[1], [...device, ...first[2]]], ...rest];
  return [
    ...(onBoot ? [`auto ${patterns.join(' ')}`] : []),
    ...stanzas.flatMap(([family, method, options]) => [
      `iface ${id} ${family} ${method}`,
      ...options.map((line) => `    ${line}`),
    ]),
    '',
  ].join('\n');
}

type Stanza = readonly [family: 'inet' | 'inet6', method: string, options: readonly string[]];

/** Set whenever the device comes up, as `$IFACE` may be any that the pattern maps. */
const sysctl = (name: string, value: number) => `up echo ${value} > "/proc/sys/net/ipv6/conf/$IFACE/${name}" || true`;

function familyStanzas(connection: Connection): readonly Stanza[] {
  const { ipv4, ipv6, neverDefault } = connection;
  const withoutIpv6 = ipv6.method === 'disabled' ? [sysctl('disable_ipv6', 1)] : [];
  const dhcpRoute = neverDefault ? ['up ip -4 route flush exact default dev "$IFACE" || true'] : [];
  const names4 = names(connection, 'ipv4');
  const names6 = names(connection, 'ipv6');
  const inet: readonly Stanza[] =
    ipv4.static !== undefined
      ? [['inet', 'static', [...address(ipv4.static), ...names4, ...withoutIpv6]]]
      : ipv4.method === 'auto'
        ? [['inet', 'dhcp', [...option('vendor', ipv4.dhcpClass), ...names4, ...dhcpRoute, ...withoutIpv6]]]
        : ipv6.method === 'disabled'
          ? [['inet', 'manual', withoutIpv6]]
          : [];
  // The device may be up and have a route already, from the IPv4 stanza before.
  const noRoute = neverDefault
    ? [`pre-${sysctl('accept_ra_defrtr', 0)}`, 'up ip -6 route flush exact default dev "$IFACE" || true']
    : [];
  const inet6: readonly Stanza[] =
    ipv6.static !== undefined
      ? [['inet6', 'static', [...address(ipv6.static), 'accept_ra 0', ...names6]]]
      : ipv6.method === 'dhcp'
        ? [['inet6', 'dhcp', ['accept_ra 2', 'autoconf 0', ...names6, ...noRoute]]]
        : ipv6.method === 'auto'
          ? [['inet6', 'auto', [...names6, ...noRoute]]]
          : [];
  return [...inet, ...inet6];
}

const address = ({ address, prefix, gateway }: NonNullable<Connection['ipv4']['static']>) => [
  `address ${address}/${prefix}`,
  ...option('gateway', gateway),
];

/** Read by resolvconf and by the hook of systemd-resolved. */
function names(connection: Connection, family: 'ipv4' | 'ipv6'): readonly string[] {
  const servers = connection.nameservers.filter((server) => server.includes(':') === (family === 'ipv6'));
  return [
    ...option('dns-nameservers', servers.join(' ') || undefined),
    ...option('dns-search', connection[family].search.join(' ') || undefined),
  ];
}

/** Options of bridge-utils-interfaces(5), by the names of the kickstart. */
const bridgeOptions: Readonly<Record<string, string>> = {
  stp: 'bridge_stp',
  priority: 'bridge_bridgeprio',
  'forward-delay': 'bridge_fd',
  'hello-time': 'bridge_hello',
  'max-age': 'bridge_maxage',
  'ageing-time': 'bridge_ageing',
};

/** How a device comes to be that is no card: a bond (ifenslave), a bridge (bridge-utils), a vlan (interfaces(5)). */
function made({ id, kind, ports, options, vlan }: Connection): readonly string[] {
  if (vlan !== undefined) {
    // ifupdown makes those that are called PARENT.TAG by itself.
    return id === `${vlan.parent}.${vlan.tag}`
      ? []
      : [
          `pre-up ip link set up dev ${vlan.parent}`,
          `pre-up ip link add link ${vlan.parent} name ${id} type vlan id ${vlan.tag} || true`,
          `post-down ip link del ${id} || true`,
        ];
  }
  if (kind === 'bond') {
    const list = (value: string) => value.replaceAll(',', ' ');
    return [
      `bond-slaves ${ports.join(' ')}`,
      ...Object.entries(options).map(([name, value]) => `bond-${name.replaceAll('_', '-')} ${list(value)}`),
    ];
  }
  if (kind === 'bridge') {
    return [
      `bridge_ports ${ports.join(' ')}`,
      ...Object.entries(options).map(([name, value]) => `${bridgeOptions[name]} ${value}`),
    ];
  }
  return [];
}

/** Options that the ethtool package's hooks read (README.Debian of ethtool). */
function ethtoolOptions({ ethtool }: Connection): readonly string[] {
  const onOff = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'on' : 'off');
  return [
    ...option('ethernet-autoneg', onOff(ethtool?.autoNegotiate)),
    ...option('link-speed', ethtool?.speed),
    ...option('link-duplex', ethtool?.duplex),
    ...Object.entries(ethtool?.features ?? {}).flatMap(([name, on]) => option(`offload-${name}`, onOff(on))),
  ];
}

/** What ifenslave 2.13 sets (its if-pre-up.d script). */
const ifenslaveOptions: ReadonlySet<string> = new Set([
  ...['mode', 'miimon', 'updelay', 'downdelay', 'use_carrier', 'primary', 'primary_reselect', 'active_slave'],
  ...['fail_over_mac', 'lacp_rate', 'ad_select', 'xmit_hash_policy', 'arp_interval', 'arp_ip_target', 'arp_validate'],
  ...['num_grat_arp', 'num_unsol_na', 'packets_per_slave', 'tlb_dynamic_lb'],
]);

export function unknownToIfenslave({ kind, options }: Connection): readonly string[] {
  return kind === 'bond' ? Object.keys(options).filter((name) => !ifenslaveOptions.has(name)) : [];
}
