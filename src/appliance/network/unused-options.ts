import type { Warning } from '../../errors.ts';
import type { NetworkCommand, Written } from '../../kickstart/document.ts';
import { ipv6AddressOf, prefixOf, sameNetwork } from './addresses.ts';

interface UnusedOption {
  readonly option: string;
  readonly unused: (line: NetworkCommand) => boolean;
  readonly why: string;
  readonly hint?: string;
}

const notStatic = (line: NetworkCommand) => line.bootProto !== 'static';
const noStaticIpv6 = ({ ipv6 }: NetworkCommand) => ipv6AddressOf(ipv6 ?? '') === undefined;
const needsStatic = { unused: notStatic, why: 'only --bootproto=static uses it', hint: 'add --bootproto=static' };

/** Options that are legal together, and of which one has no effect; anaconda drops them without a word. */
const unusedOptions: readonly UnusedOption[] = [
  ...['--ip', '--netmask', '--gateway'].flatMap((option) => [
    { option, ...needsStatic },
    {
      option,
      unused: (line: NetworkCommand) => line.noIpv4 && !notStatic(line),
      why: '--noipv4 turns IPv4 off',
    },
  ]),
  { option: '--dhcpclass', unused: (line) => !notStatic(line) || line.noIpv4, why: 'no DHCP is used for IPv4' },
  { option: '--ipv6', unused: ({ noIpv6 }) => noIpv6, why: '--noipv6 turns IPv6 off' },
  { option: '--ipv6gateway', unused: ({ noIpv6 }) => noIpv6, why: '--noipv6 turns IPv6 off' },
  {
    option: '--ipv6gateway',
    unused: (line) => !line.noIpv6 && noStaticIpv6(line),
    why: 'router advertisements tell the gateway unless --ipv6 is an address',
  },
  { option: '--interfacename', unused: ({ vlanId }) => !vlanId, why: 'only a vlan is named so', hint: 'add --vlanid' },
];

/** What one network line says in vain. */
export function unusedOptionsOf(line: NetworkCommand, written: Written | undefined): readonly Warning[] {
  const unused = unusedOptions
    .filter(({ option, unused }) => written?.options[option] !== undefined && unused(line))
    .map(({ option, why, hint }) => ({
      code: 'option-unused',
      message: `${option} has no effect: ${why}`,
      position: written?.options[option] ?? line.position,
      hint,
    }));
  return [...unused, ...farGateway(line, written)];
}

function farGateway(line: NetworkCommand, written: Written | undefined): readonly Warning[] {
  const { ip, netmask, gateway } = line;
  const prefix = prefixOf(netmask ?? '');
  if (notStatic(line) || line.noIpv4 || !ip || !gateway || prefix === undefined) return [];
  if (sameNetwork(ip, gateway, prefix)) return [];
  return [
    {
      code: 'gateway-out-of-reach',
      message: `the gateway ${gateway} is not in the network of ${ip}/${prefix}`,
      position: written?.options['--gateway'] ?? line.position,
      hint: 'most network services refuse a gateway that no address of the device reaches',
    },
  ];
}
