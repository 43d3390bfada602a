import { ApplianceError } from '../../errors.ts';
import type { FirewallCommand } from '../../kickstart/document.ts';
import { findProgram, type Guest } from '../guest.ts';
import { firewallServices } from './firewall-services.ts';
import { findUnit, switchUnit } from './units.ts';

const firewallUnits = ['nftables', 'firewalld', 'ufw', 'iptables', 'netfilter-persistent'];
const portPattern = /^(\d+(?:-\d+)?|[a-z][a-z0-9-]*):(tcp|udp|sctp|dccp)$/;

/** Ports by protocol, as nft writes them: `5900-5910`. */
export type OpenPorts = Readonly<Record<string, readonly string[]>>;

/**
 * Ports that a firewall line opens; ssh always, as anaconda does, so that nobody is locked out.
 *
 * @throws ApplianceError codes `unknown-firewall-service`, `bad-firewall-port`
 */
export function openPorts({
  ports,
  services,
  position,
}: Pick<FirewallCommand, 'ports' | 'services' | 'position'>): OpenPorts {
  const fromServices = ['ssh', ...services].flatMap((service) => {
    const known = firewallServices[service];
    if (known !== undefined) return known;
    throw new ApplianceError({
      kind: 'input',
      code: 'unknown-firewall-service',
      message: `the ports of the firewall service ${service} are not known`,
      position,
      hint: 'write its ports: --port=8080:tcp',
    });
  });
  const byProtocol = new Map<string, Set<string>>();
  for (const text of [...fromServices, ...ports]) {
    const [, number, protocol] = portPattern.exec(text.trim()) ?? [];
    const range = number === undefined || /^\d/.test(number) ? number : named(number, protocol);
    if (range === undefined || protocol === undefined || !inRange(range)) {
      throw new ApplianceError({
        kind: 'input',
        code: 'bad-firewall-port',
        message: `${text} is no port`,
        position,
        hint: 'ports are written as 8080:tcp or 5900-5910:tcp',
      });
    }
    byProtocol.set(protocol, (byProtocol.get(protocol) ?? new Set()).add(range));
  }
  return Object.fromEntries([...byProtocol].map(([protocol, ranges]) => [protocol, [...ranges]]));
}

/** `imap:tcp`: the port of a service by name. */
const named = (service: string, protocol: string | undefined) =>
  firewallServices[service]?.find((port) => port.endsWith(`:${protocol}`))?.split(':')[0];

function inRange(range: string): boolean {
  const [from = 0, to = from] = range.split('-').map(Number);
  return from >= 1 && from <= to && to <= 65535;
}

/**
 * nft(8) rules. ICMPv6 is not optional: without it IPv6 finds neither neighbours nor routers (RFC 4890); answers of
 * DHCPv6 come from another address than the question went to, so tracking does not know them.
 */
export function nftablesText(ports: OpenPorts, trusted: readonly string[]): string {
  const rules = [
    'ct state established,related accept',
    'ct state invalid drop',
    'iif "lo" accept',
    ...trusted.map((device) => `iifname "${device}" accept`),
    // ICMP and ICMPv6 by number: a guest without /etc/protocols knows no names.
    'meta l4proto { 1, 58 } accept',
    'ip6 saddr fe80::/10 udp dport 546 accept',
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

export function firewalldArguments({
  ports,
  services,
  trust,
}: Pick<FirewallCommand, 'ports' | 'services' | 'trust'>): string[] {
  return [
    '--enabled',
    ...trust.map((device) => `--trust=${device}`),
    ...ports.map((port) => `--port=${port}`),
    ...[...new Set(['ssh', ...services])].map((service) => `--service=${service}`),
  ];
}

/**
 * Sets up firewalld if the guest has it, else nftables.
 *
 * @throws ApplianceError code `firewall-missing`, and those of `openPorts`
 */
export async function applyFirewall(command: FirewallCommand, guest: Guest): Promise<void> {
  const { files, chroot, family } = guest;
  if (!command.enabled) {
    for (const name of firewallUnits) await switchIfInstalled('disable', name, command, guest);
    return;
  }
  if ((await findProgram(files, 'firewall-offline-cmd')) !== undefined) {
    const failure = "can't set up the firewall";
    await chroot.run('firewall-offline-cmd', firewalldArguments(command), { logOutput: true, failure });
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
  await files.write(family.nftablesFile, nftablesText(ports, command.trust), 0o755);
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
