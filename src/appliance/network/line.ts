import type { Position } from '../../errors.ts';
import type { NetworkCommand } from '../../kickstart/document.ts';
import { ipv6AddressOf, prefixOf } from './addresses.ts';
import type { Connection, Ipv4Spec, Ipv6Spec } from './connection.ts';
import { bondRules, bridgeRules, controllerOptions, watchedBond } from './controller-options.ts';
import { connectionId, deviceMatch, vlanName } from './device-names.ts';
import { readEthtool } from './ethtool.ts';

const noAddresses = { method: 'disabled', static: undefined, search: [], ignoreAutoDns: false } as const;
const off: Pick<Connection, 'ipv4' | 'ipv6' | 'neverDefault' | 'nameservers'> = {
  ipv4: { ...noAddresses, dhcpClass: undefined },
  ipv6: noAddresses,
  neverDefault: false,
  nameservers: [],
};

/** A device that is up and has no addresses: a port, or what a vlan runs on. */
export function plainConnection(name: string, position: Position): Connection {
  return {
    id: name,
    kind: 'ethernet',
    match: { by: 'name', name },
    controller: undefined,
    ports: [],
    options: {},
    vlan: undefined,
    onBoot: true,
    mtu: undefined,
    ethtool: undefined,
    ...off,
    position,
  };
}

/**
 * The connections of one line: a vlan over a bond makes both, and then the addresses are those of the vlan. Values that
 * are wrong, which the check of the line reports, count as not given.
 */
export function connectionsOf(line: NetworkCommand): readonly Connection[] {
  const { device, bondSlaves, bridgeSlaves, vlanId, position } = line;
  const match = deviceMatch(device) ?? { by: 'any' };
  const ethtool = line.ethtool ? readEthtool(line.ethtool, device) : undefined;
  const base: Connection = {
    ...plainConnection('', position),
    id: connectionId(match),
    match,
    onBoot: line.onBoot,
    mtu: line.mtu ? Number(line.mtu) : undefined,
    ethtool: typeof ethtool === 'string' ? undefined : ethtool,
  };
  const addressed = { ipv4: ipv4Of(line), ipv6: ipv6Of(line), ...routesAndNames(line) };
  const lower: Connection =
    bondSlaves.length > 0
      ? { ...base, kind: 'bond', ports: bondSlaves, options: watchedBond(controllerOptions(line.bondOpts, bondRules)) }
      : bridgeSlaves.length > 0
        ? { ...base, kind: 'bridge', ports: bridgeSlaves, options: controllerOptions(line.bridgeOpts, bridgeRules) }
        : base;
  if (!vlanId || match.by !== 'name') return [{ ...lower, ...addressed }];
  const name = line.interfaceName || vlanName(match.name, vlanId);
  const vlan: Connection = {
    ...base,
    ...addressed,
    id: name,
    kind: 'vlan',
    match: { by: 'name', name },
    vlan: { parent: match.name, tag: Number(vlanId) },
    ethtool: undefined,
  };
  return lower.kind === 'ethernet' ? [vlan] : [lower, vlan];
}

function ipv4Of(line: NetworkCommand): Ipv4Spec {
  const { ip, netmask, gateway, noIpv4, noDefaultRoute, bootProto } = line;
  const common = {
    search: line.ipv4DnsSearch,
    ignoreAutoDns: line.ipv4IgnoreAutoDns || line.noDns,
    dhcpClass: undefined,
    static: undefined,
  };
  if (noIpv4) return { ...common, method: 'disabled' };
  if (bootProto !== 'static') return { ...common, method: 'auto', dhcpClass: line.dhcpClass || undefined };
  const prefix = prefixOf(netmask ?? '');
  // Only IPv6 is static then.
  if (!ip || prefix === undefined) return { ...common, method: 'disabled' };
  const reached = noDefaultRoute ? undefined : gateway || undefined;
  return { ...common, method: 'manual', static: { address: ip, prefix, gateway: reached } };
}

function ipv6Of(line: NetworkCommand): Ipv6Spec {
  const { ipv6, ipv6Gateway, noIpv6, noDefaultRoute } = line;
  const common = {
    search: line.ipv6DnsSearch,
    ignoreAutoDns: line.ipv6IgnoreAutoDns || line.noDns,
    static: undefined,
  };
  if (noIpv6) return { ...common, method: 'disabled' };
  const address = ipv6AddressOf(ipv6 ?? '');
  if (address === undefined) return { ...common, method: ipv6 === 'dhcp' ? 'dhcp' : 'auto' };
  const gateway = noDefaultRoute ? undefined : ipv6Gateway || undefined;
  return { ...common, method: 'manual', static: { ...address, gateway } };
}

const routesAndNames = ({ noDefaultRoute, nameservers }: NetworkCommand) => ({
  neverDefault: noDefaultRoute,
  nameservers,
});
