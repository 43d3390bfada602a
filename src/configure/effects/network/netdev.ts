import type { Connection } from '../../../appliance/network/connection.ts';
import { iniText } from './ini.ts';

interface Key {
  readonly key: string;
  /** What the number counts; systemd takes bare numbers as seconds. */
  readonly unit?: 'ms';
  /** A list, parted by blanks. */
  readonly list?: true;
  /** 0 and 1 become no and yes. */
  readonly flag?: true;
}

/**
 * Keys of systemd.netdev(5) for parameters of the bonding driver. `primary` and `active_slave` stand in the files of the
 * ports.
 */
const bondKeys: Readonly<Record<string, Key>> = {
  mode: { key: 'Mode' },
  miimon: { key: 'MIIMonitorSec', unit: 'ms' },
  updelay: { key: 'UpDelaySec', unit: 'ms' },
  downdelay: { key: 'DownDelaySec', unit: 'ms' },
  primary_reselect: { key: 'PrimaryReselectPolicy' },
  fail_over_mac: { key: 'FailOverMACPolicy' },
  lacp_rate: { key: 'LACPTransmitRate' },
  ad_select: { key: 'AdSelect' },
  ad_actor_system: { key: 'AdActorSystem' },
  ad_actor_sys_prio: { key: 'AdActorSystemPriority' },
  ad_user_port_key: { key: 'AdUserPortKey' },
  xmit_hash_policy: { key: 'TransmitHashPolicy' },
  arp_interval: { key: 'ARPIntervalSec', unit: 'ms' },
  arp_ip_target: { key: 'ARPIPTargets', list: true },
  arp_validate: { key: 'ARPValidate' },
  arp_all_targets: { key: 'ARPAllTargets' },
  num_grat_arp: { key: 'GratuitousARP' },
  num_unsol_na: { key: 'GratuitousARP' },
  resend_igmp: { key: 'ResendIGMP' },
  packets_per_slave: { key: 'PacketsPerSlave' },
  all_slaves_active: { key: 'AllSlavesActive', flag: true },
  min_links: { key: 'MinLinks' },
  lp_interval: { key: 'LearnPacketIntervalSec' },
  tlb_dynamic_lb: { key: 'DynamicTransmitLoadBalancing', flag: true },
};

const bridgeKeys: Readonly<Record<string, Key>> = {
  stp: { key: 'STP' },
  priority: { key: 'Priority' },
  'forward-delay': { key: 'ForwardDelaySec' },
  'hello-time': { key: 'HelloTimeSec' },
  'max-age': { key: 'MaxAgeSec' },
  'ageing-time': { key: 'AgeingTimeSec' },
};

const inPorts: ReadonlySet<string> = new Set(['primary', 'active_slave']);

/** systemd.netdev(5) of a bond, bridge or vlan. */
export function netdevText({ id, kind, options, vlan }: Connection): string {
  const keys = kind === 'bond' ? bondKeys : bridgeKeys;
  const lines = Object.entries(options).flatMap(([name, value]) => optionLine(keys[name], value));
  return iniText([
    ['NetDev', [`Name=${id}`, `Kind=${kind}`]],
    [kind === 'bond' ? 'Bond' : 'Bridge', lines],
    ['VLAN', vlan === undefined ? [] : [`Id=${vlan.tag}`]],
  ]);
}

/** Options of a bond that systemd 252 has no key for. */
export function unknownToNetworkd({ kind, options }: Connection): readonly string[] {
  if (kind !== 'bond') return [];
  return Object.keys(options).filter((name) => !inPorts.has(name) && !Object.hasOwn(bondKeys, name));
}

function optionLine(key: Key | undefined, value: string): readonly string[] {
  if (key === undefined) return [];
  const text = key.flag ? (value === '0' ? 'no' : 'yes') : key.list ? value.replaceAll(',', ' ') : value;
  return [`${key.key}=${text}${key.unit ?? ''}`];
}
