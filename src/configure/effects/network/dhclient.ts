import type { Connection } from '../../../appliance/network/connection.ts';

const usesDhcp = ({ ipv4, ipv6 }: Connection) => ipv4.method === 'auto' || ipv6.method === 'dhcp';

/** What ifupdown itself has no option for, and the DHCP client must be told. */
export const needsDhcpClient = (connection: Connection): boolean =>
  usesDhcp(connection) &&
  (connection.ipv4.dhcpClass !== undefined ||
    connection.nameservers.length > 0 ||
    connection.neverDefault ||
    connection.ipv4.ignoreAutoDns ||
    connection.ipv6.ignoreAutoDns);

/** dhclient.conf(5) lines that give the vendor class; undefined: none does. */
export function dhclientConfText(connections: readonly Connection[]): string | undefined {
  const lines = connections.flatMap(({ match, ipv4 }) => {
    if (ipv4.dhcpClass === undefined) return [];
    const send = `send vendor-class-identifier "${ipv4.dhcpClass}";`;
    return [match.by === 'name' ? `interface "${match.name}" { ${send} }` : send];
  });
  return lines.length === 0 ? undefined : `${lines.join('\n')}\n`;
}

/**
 * A hook of dhclient-script(8), sourced before the answer of a server is used, which takes from it what the kickstart
 * wants from elsewhere. A server may send what was not asked for, so a `request` without it would not do.
 *
 * @returns undefined if there is nothing to take away or add
 */
export function dhclientHookText(connections: readonly Connection[]): string | undefined {
  const cases = connections.filter((one) => usesDhcp(one) && changes(one).length > 0);
  if (cases.length === 0) return undefined;
  const named = cases.filter(({ match }) => match.by === 'name');
  const byMac = cases.filter(({ match }) => match.by === 'mac');
  const others = cases.filter(({ match }) => match.by === 'any');
  const arms = [
    ...[...named, ...byMac].map((one) => arm(one.match.by === 'mac' ? `*/${one.match.mac}` : `${one.id}/*`, one)),
    // The connections that name their device have the answer as it came.
    ...connections
      .filter((one) => one.match.by === 'name' && !named.includes(one))
      .map(({ id }) => [`    ${id}/*) ;;`]),
    ...others.map((one) => arm('en*/*|eth*/*', one)),
  ];
  return [
    `case "$interface/$(cat "/sys/class/net/$interface/address" 2>/dev/null)" in`,
    ...arms.flat(),
    'esac',
    '',
  ].join('\n');
}

const arm = (pattern: string, connection: Connection) => [
  `    ${pattern})`,
  ...changes(connection).map((line) => `        ${line}`),
  '        ;;',
];

function changes({ ipv4, ipv6, nameservers, neverDefault }: Connection): readonly string[] {
  const of = (six: boolean) => nameservers.filter((server) => server.includes(':') === six).join(' ');
  const server = (name: string, own: string, ignore: boolean) =>
    own === '' ? [] : [`${name}="${own}${ignore ? '' : ` $${name}`}"`];
  return [
    ...(ipv4.ignoreAutoDns ? ['unset new_domain_name new_domain_name_servers new_domain_search'] : []),
    ...(ipv6.ignoreAutoDns ? ['unset new_dhcp6_name_servers new_dhcp6_domain_search'] : []),
    ...server('new_domain_name_servers', of(false), ipv4.ignoreAutoDns),
    ...server('new_dhcp6_name_servers', of(true), ipv6.ignoreAutoDns),
    ...(neverDefault ? ['unset new_routers'] : []),
  ];
}
