import { firewallServices } from './services.ts';

export interface PortRange {
  readonly protocol: string;
  /** As nft writes it: `80` or `5900-5910`. */
  readonly range: string;
}

const portPattern = /^(\d{1,5}(?:-\d{1,5})?|[a-z][a-z0-9-]*):(tcp|udp|sctp|dccp)$/;
const largestPort = 65_535;
/** Names of services(5) that firewalld calls otherwise, or not at all. */
const registeredNames: Readonly<Record<string, string>> = {
  bootpc: '68',
  bootps: '67',
  domain: '53',
  'http-alt': '8080',
  'microsoft-ds': '445',
  'ms-wbt-server': '3389',
  'netbios-ssn': '139',
  rsync: '873',
  sunrpc: '111',
  webmin: '10000',
  www: '80',
};

/** @returns what `80:tcp`, `5900-5910:tcp` or `imaps:tcp` means; undefined if it is no port */
export function parsePort(text: string): PortRange | undefined {
  const [, port = '', protocol = ''] = portPattern.exec(text.trim()) ?? [];
  const range = /^\d/.test(port) ? port : numberOf(port, protocol);
  return range !== undefined && inRange(range) ? { protocol, range } : undefined;
}

const numberOf = (service: string, protocol: string) =>
  firewallServices[service]?.find((port) => port.endsWith(`:${protocol}`))?.split(':')[0] ?? registeredNames[service];

function inRange(range: string): boolean {
  const [from = 0, to = from] = range.split('-').map(Number);
  return from >= 1 && from <= to && to <= largestPort;
}
