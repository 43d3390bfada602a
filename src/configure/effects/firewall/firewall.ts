import { parsePort } from '../../../appliance/firewall/ports.ts';
import { firewallServices } from '../../../appliance/firewall/services.ts';
import { ApplianceError } from '../../../errors.ts';
import type { FirewallCommand } from '../../../kickstart/document.ts';
import { findProgram, type Guest } from '../../guest.ts';
import { findUnit, switchUnit } from '../units.ts';
import { openServices, setUpFirewalld } from './firewalld.ts';

const firewallUnits = ['nftables', 'firewalld', 'ufw', 'iptables', 'ip6tables', 'netfilter-persistent'];
/** Ports by protocol, as nft writes them: `5900-5910`. */
export type OpenPorts = Readonly<Record<string, readonly string[]>>;

/**
 * Ports that a firewall line opens.
 *
 * @throws ApplianceError codes `unknown-firewall-service`, `bad-firewall-port`
 */
export function openPorts(command: FirewallCommand): OpenPorts {
  const { position } = command;
  const fromServices = openServices(command).flatMap((service) => {
    const known = firewallServices[service];
    if (known !== undefined) return known;
    throw new ApplianceError({
      kind: 'input',
      code: 'unknown-firewall-service',
      message: `the ports of the firewall service ${service} are not known`,
      position,
      hint: 'write its ports, --port=8080:tcp, or add firewalld to %packages',
    });
  });
  const byProtocol = new Map<string, Set<string>>();
  for (const text of [...fromServices, ...command.ports]) {
    const port = parsePort(text);
    if (port === undefined) {
      throw new ApplianceError({ kind: 'input', code: 'bad-firewall-port', message: `${text} is no port`, position });
    }
    byProtocol.set(port.protocol, (byProtocol.get(port.protocol) ?? new Set()).add(port.range));
  }
  return Object.fromEntries([...byProtocol].map(([protocol, ranges]) => [protocol, [...ranges]]));
}

/**
 * nft(8) rules. ICMPv6 is not optional: without it IPv6 finds neither neighbours nor routers (RFC 4890); answers of
 * DHCPv6 come from another address than the question went to, so tracking does not know them.
 *
 * @param closed services that are removed: `dhcpv6-client` is open otherwise, as in firewalld's zones
 */
export function nftablesText(ports: OpenPorts, trusted: readonly string[], closed: readonly string[] = []): string {
  const rules = [
    'ct state established,related accept',
    'ct state invalid drop',
    'iif "lo" accept',
    ...trusted.map((device) => `iifname "${device}" accept`),
    // ICMP and ICMPv6 by number: a guest without /etc/protocols knows no names.
    'meta l4proto { 1, 58 } accept',
    ...(closed.includes('dhcpv6-client') ? [] : ['ip6 saddr fe80::/10 udp dport 546 accept']),
    ...Object.entries(ports).map(([protocol, ranges]) => `${protocol} dport { ${ranges.join(', ')} } accept`),
  ];
  return [
    '#!/usr/sbin/nft -f',
    '# From the firewall line of the kickstart.',
    'flush ruleset',
    'table inet filter {',
    ...['  chain input {', '    type filter hook input priority filter; policy drop;'],
    ...rules.map((rule) => `    ${rule}`),
    '  }',
    '  chain forward {\n    type filter hook forward priority filter; policy drop;\n  }',
    '  chain output {\n    type filter hook output priority filter; policy accept;\n  }',
    '}',
    '',
  ].join('\n');
}

/**
 * Sets up firewalld if the guest has it, else nftables; with --use-system-defaults neither.
 *
 * @throws ApplianceError codes `firewall-missing`, `firewall-failed`, and those of `openPorts`
 */
export async function applyFirewall(command: FirewallCommand, guest: Guest): Promise<void> {
  const { files, family } = guest;
  if (command.useSystemDefaults) return;
  if (!command.enabled) {
    for (const name of firewallUnits) await switchIfInstalled('disable', name, command, guest);
    return;
  }
  if ((await findProgram(files, 'firewall-offline-cmd')) !== undefined) {
    await setUpFirewalld(command, guest);
    await switchIfInstalled('enable', 'firewalld', command, guest);
    return;
  }
  const ports = openPorts(command);
  if ((await findProgram(files, 'nft')) === undefined) {
    throw new ApplianceError({
      kind: 'build',
      code: 'firewall-missing',
      message: 'the kickstart asks for a firewall, but the guest has neither firewalld nor nftables',
      position: command.position,
      hint: `add ${family.packages.firewall} to %packages, or write "firewall --disabled"`,
    });
  }
  await files.write(family.nftablesFile, nftablesText(ports, command.trust, command.removeServices), 0o755);
  await switchIfInstalled('enable', 'nftables', command, guest);
}

async function switchIfInstalled(
  action: 'enable' | 'disable',
  name: string,
  { position }: FirewallCommand,
  guest: Guest,
): Promise<void> {
  const unit = await findUnit(name, guest);
  const problem = unit === undefined ? undefined : await switchUnit(action, unit, guest);
  if (problem !== undefined)
    guest.warn({ code: `service-not-${action}d`, message: `can't ${action} ${name}: ${problem}`, position });
}
