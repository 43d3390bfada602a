import type { NetworkCommand } from '../../kickstart/document.ts';
import { type Problem, problem } from '../values/problem.ts';
import { ipv6AddressOf, isIPv4, isIPv6, prefixOf } from './addresses.ts';
import { kindProblems } from './check-kind.ts';
import { deviceMatch, longestName } from './device-names.ts';
import { readEthtool } from './ethtool.ts';

/**
 * Labels of letters, digits and hyphens (RFC 1123 §2.1, RFC 952), parted by dots; 64 characters at most, which is all
 * that the kernel keeps (hostname(7)).
 */
const hostname =
  /^(?=.{1,64}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const domain = /^(?=.{1,253}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.?)+$/;
/** It is written between quotes into files of which each has its own rules for what stands there. */
const dhcpClass = /^[\w .,:/()+@=-]{1,255}$/;

const leastMtu = 68;
const leastIpv6Mtu = 1280;
const largestMtu = 65_535;

/** What is wrong with one network line, whatever the others say. An empty value counts as not given. */
export function networkProblems(line: NetworkCommand): readonly Problem[] {
  const named = problem(
    !!line.hostname && !hostname.test(line.hostname),
    `"${line.hostname}" cannot be a host name`,
    '--hostname',
    { code: 'bad-hostname', hint: 'use letters, digits, hyphens and dots, 64 at most' },
  );
  if (!line.configuresDevice) return named;
  return [
    ...named,
    ...device(line),
    ...bootProto(line),
    ...ipv4(line),
    ...ipv6(line),
    ...others(line),
    ...kindProblems(line),
  ];
}

function device({ device, bindTo }: NetworkCommand): readonly Problem[] {
  const match = deviceMatch(device);
  return [
    ...problem(match === undefined, `"${device}" is no network device`, '--device', {
      hint: `write a name of at most ${longestName} letters and digits, a MAC address, or link for any`,
    }),
    ...problem(
      bindTo === 'mac' && match?.by !== 'mac',
      'network --bindto is refused: the MAC address of a device is known on the machine alone',
      '--bindto',
      { code: 'refused', hint: 'write the MAC address as --device' },
    ),
  ];
}

function bootProto({ bootProto }: NetworkCommand): readonly Problem[] {
  const why =
    bootProto === 'ibft'
      ? 'addresses in the firmware of the machine that starts from iSCSI are none that an image can know'
      : 'it asks whoever sits in front of the installer';
  return problem(
    bootProto === 'query' || bootProto === 'ibft',
    `network --bootproto=${bootProto} is refused: ${why}`,
    '--bootproto',
    { code: 'refused', hint: 'write dhcp or static' },
  );
}

function ipv4(line: NetworkCommand): readonly Problem[] {
  const { ip, netmask, gateway } = line;
  const isStatic = line.bootProto === 'static' && !line.noIpv4;
  const address = (text: string | undefined, at: string) =>
    problem(!!text && !isIPv4(text), `"${text}" is no IPv4 address`, at);
  return [
    ...address(ip, '--ip'),
    ...address(gateway, '--gateway'),
    ...problem(!!netmask && prefixOf(netmask) === undefined, `"${netmask}" is no netmask`, '--netmask', {
      hint: 'write it as 255.255.255.0',
    }),
    ...problem(isStatic && !!ip && !netmask, '--ip needs --netmask', '--ip', { code: 'missing-option' }),
    ...problem(isStatic && !ip && !line.ipv6, '--bootproto=static needs --ip', '--bootproto', {
      code: 'missing-option',
      hint: 'add --ip and --netmask, or --ipv6',
    }),
  ];
}

function ipv6({ ipv6, ipv6Gateway }: NetworkCommand): readonly Problem[] {
  return [
    ...problem(
      !!ipv6 && ipv6 !== 'auto' && ipv6 !== 'dhcp' && ipv6AddressOf(ipv6) === undefined,
      `"${ipv6}" is no IPv6 address`,
      '--ipv6',
      { hint: 'write auto, dhcp, ADDRESS or ADDRESS/PREFIX' },
    ),
    ...problem(!!ipv6Gateway && !isIPv6(ipv6Gateway), `"${ipv6Gateway}" is no IPv6 address`, '--ipv6gateway'),
  ];
}

function others(line: NetworkCommand): readonly Problem[] {
  const { nameservers, mtu, noIpv6 } = line;
  const domains = (names: readonly string[], at: string) =>
    names.flatMap((name) => problem(!domain.test(name), `"${name}" cannot be a domain`, at));
  const bytes = /^\d{1,5}$/.test(mtu ?? '') ? Number(mtu) : 0;
  const least = noIpv6 ? leastMtu : leastIpv6Mtu;
  const ethtool = line.ethtool ? readEthtool(line.ethtool, line.device) : undefined;
  return [
    ...nameservers.flatMap((server) =>
      problem(!isIPv4(server) && !isIPv6(server), `"${server}" is no IP address`, '--nameserver'),
    ),
    ...domains(line.ipv4DnsSearch, '--ipv4-dns-search'),
    ...domains(line.ipv6DnsSearch, '--ipv6-dns-search'),
    ...problem(
      !!mtu && (bytes < least || bytes > largestMtu),
      `"${mtu}" is not from ${least} to ${largestMtu}`,
      '--mtu',
      {
        ...(bytes >= leastMtu && bytes < least ? { hint: `IPv6 needs ${leastIpv6Mtu} (RFC 8200); add --noipv6` } : {}),
      },
    ),
    ...problem(
      !!line.dhcpClass && !dhcpClass.test(line.dhcpClass),
      'the class holds other signs than letters, digits and . , : / ( ) + @ = -',
      '--dhcpclass',
    ),
    ...problem(
      typeof ethtool === 'string',
      `network --ethtool is refused: "${ethtool}" is not understood by every network service`,
      '--ethtool',
      {
        code: 'refused',
        hint: 'write autoneg, speed and duplex, or "-K DEVICE gro off"; what else ethtool can do belongs into a service made in %post',
      },
    ),
  ];
}
