import type { Life } from '../versions/life.ts';
import { defineCommand, lastGiven, type Rule } from './definition.ts';

const DNS: Life = { fedora: { since: 39 }, rhel: { since: 9 } };
const TEAM: Life = { rhel: { deprecated: 10 }, instead: '--bondslaves and --bondopts' };

const OPTIONS = {
  hostname: { names: ['--hostname'], kind: 'text' },
  device: { names: ['--device'], kind: 'text' },
  bootProto: { names: ['--bootproto'], kind: 'text', choices: ['dhcp', 'bootp', 'static', 'query', 'ibft'] },
  activate: { names: ['--activate'], kind: 'flag' },
  noActivate: { names: ['--no-activate'], kind: 'flag' },
  onBoot: { names: ['--onboot'], kind: 'boolean' },
  ip: { names: ['--ip'], kind: 'text' },
  netmask: { names: ['--netmask'], kind: 'text' },
  gateway: { names: ['--gateway'], kind: 'text' },
  nameservers: { names: ['--nameserver'], kind: 'list' },
  noDns: { names: ['--nodns'], kind: 'flag' },
  noDefaultRoute: { names: ['--nodefroute'], kind: 'flag' },
  noIpv4: { names: ['--noipv4'], kind: 'flag' },
  noIpv6: { names: ['--noipv6'], kind: 'flag' },
  ipv6: { names: ['--ipv6'], kind: 'text' },
  ipv6Gateway: { names: ['--ipv6gateway'], kind: 'text' },
  ipv4DnsSearch: { names: ['--ipv4-dns-search'], kind: 'list', life: DNS },
  ipv6DnsSearch: { names: ['--ipv6-dns-search'], kind: 'list', life: DNS },
  ipv4IgnoreAutoDns: { names: ['--ipv4-ignore-auto-dns'], kind: 'flag', life: DNS },
  ipv6IgnoreAutoDns: { names: ['--ipv6-ignore-auto-dns'], kind: 'flag', life: DNS },
  mtu: { names: ['--mtu'], kind: 'text' },
  dhcpClass: { names: ['--dhcpclass'], kind: 'text' },
  ethtool: { names: ['--ethtool'], kind: 'text' },
  essid: { names: ['--essid'], kind: 'text' },
  wepKey: { names: ['--wepkey'], kind: 'text', secret: true },
  wpaKey: { names: ['--wpakey'], kind: 'text', secret: true },
  noTkDevice: { names: ['--notksdevice'], kind: 'flag' },
  bondSlaves: { names: ['--bondslaves'], kind: 'list' },
  bondOpts: { names: ['--bondopts'], kind: 'text' },
  vlanId: { names: ['--vlanid'], kind: 'text' },
  interfaceName: { names: ['--interfacename'], kind: 'text' },
  bridgeSlaves: { names: ['--bridgeslaves'], kind: 'list' },
  bridgeOpts: { names: ['--bridgeopts'], kind: 'text' },
  teamSlaves: { names: ['--teamslaves'], kind: 'text', life: TEAM },
  teamConfig: { names: ['--teamconfig'], kind: 'text', life: TEAM },
  bindTo: { names: ['--bindto'], kind: 'text', choices: ['mac'] },
} as const;

type NetworkRule = Rule<typeof OPTIONS>;

const needsDevice = (at: keyof typeof OPTIONS): NetworkRule => ({
  code: 'missing-option',
  at,
  check: ({ positions, values }) =>
    positions[at] !== undefined && !values.device ? `${OPTIONS[at].names[0]} needs --device` : undefined,
});

const rules: readonly NetworkRule[] = [
  {
    code: 'missing-option',
    at: 'bridgeOpts',
    check: ({ values }) =>
      values.bridgeOpts && !values.bridgeSlaves?.length ? '--bridgeopts needs --bridgeslaves' : undefined,
  },
  {
    at: 'bridgeOpts',
    check: ({ values }) =>
      values.bridgeOpts?.split(',').some((option) => !/^[^=]*=[^=]+$/.test(option)) && values.bridgeOpts !== ''
        ? '--bridgeopts takes KEY=VALUE, separated by commas'
        : undefined,
  },
  {
    at: 'bindTo',
    check: ({ values }) =>
      values.bindTo && values.vlanId && !values.bondOpts ? '--bindto=mac does not go with --vlanid' : undefined,
  },
  needsDevice('ipv4DnsSearch'),
  needsDevice('ipv6DnsSearch'),
  needsDevice('ipv4IgnoreAutoDns'),
  needsDevice('ipv6IgnoreAutoDns'),
];

/** bondopts are separated by commas, or by semicolons where a value holds commas. */
const bondOptsOf = (text: string) =>
  text
    .split(text.includes(';') ? ';' : ',')
    .map((option) => option.trim())
    .filter((option) => option !== '');

export const network = defineCommand({
  names: ['network'],
  grammar: { options: OPTIONS, secret: 'options', lastWins: [['activate', 'noActivate']] },
  rules,
  build: (line) => {
    const { noActivate, noTkDevice, ...values } = line.values;
    const { hostname: atHostname, ...others } = line.positions;
    const switched = lastGiven(line, ['activate', 'noActivate']);
    return {
      name: 'network',
      position: line.command.position,
      ...values,
      // `network` alone means dhcp; `network --hostname=x` alone makes no connection.
      configuresDevice: atHostname === undefined || Object.keys(others).length > 0,
      bootProto: values.bootProto ?? 'dhcp',
      activate: switched === undefined ? undefined : switched === 'activate',
      onBoot: values.onBoot ?? true,
      nameservers: values.nameservers ?? [],
      ipv4DnsSearch: values.ipv4DnsSearch ?? [],
      ipv6DnsSearch: values.ipv6DnsSearch ?? [],
      bondSlaves: values.bondSlaves ?? [],
      bondOpts: bondOptsOf(values.bondOpts ?? ''),
      bridgeSlaves: values.bridgeSlaves ?? [],
      bridgeOpts: (values.bridgeOpts ?? '').split(',').filter((option) => option !== ''),
    };
  },
});
