import type { Connection } from '../../../appliance/network/connection.ts';
import type { Position } from '../../../errors.ts';
import { firstExisting, type Guest } from '../../guest.ts';
import { switchUnit } from '../units.ts';
import { iniText, setting } from './ini.ts';

export const daemonFolders = ['/usr/lib/systemd', '/lib/systemd'];
const resolvConf = '/etc/resolv.conf';
const largestServerCount = 3;

/** Name servers and search domains of all connections, each once. */
function namesOf(connections: readonly Connection[]) {
  return {
    servers: [...new Set(connections.flatMap(({ nameservers }) => nameservers))],
    search: [...new Set(connections.flatMap(({ ipv4, ipv6 }) => [...ipv4.search, ...ipv6.search]))],
  };
}

/** Enables a unit; that it can't is a warning. */
export async function enableUnit(unit: string, position: Position, guest: Guest): Promise<void> {
  const problem = await switchUnit('enable', unit, guest);
  if (problem === undefined) return;
  guest.warn({ code: 'service-not-enabled', message: `can't enable ${unit}: ${problem}`, position });
}

/** @returns whether the guest has systemd-resolved, which then answers for all names */
export async function useResolved(position: Position, guest: Guest): Promise<boolean> {
  const programs = daemonFolders.map((folder) => `${folder}/systemd-resolved`);
  if ((await firstExisting(guest.files, programs)) === undefined) return false;
  await guest.files.link(resolvConf, '../run/systemd/resolve/stub-resolv.conf');
  await enableUnit('systemd-resolved.service', position, guest);
  return true;
}

/** resolved.conf(5) for a network service that tells resolved nothing; undefined without name servers and domains. */
export function resolvedConfText(connections: readonly Connection[]): string | undefined {
  const { servers, search } = namesOf(connections);
  if (servers.length + search.length === 0) return undefined;
  const lines = [
    ...setting('DNS', servers.join(' ') || undefined),
    ...setting('Domains', search.join(' ') || undefined),
  ];
  return iniText([['Resolve', lines]]);
}

/** resolv.conf(5), of whose name servers the C library reads three; undefined without name servers and domains. */
function resolvConfText(connections: readonly Connection[]): string | undefined {
  const { servers, search } = namesOf(connections);
  if (servers.length + search.length === 0) return undefined;
  return [
    ...(search.length === 0 ? [] : [`search ${search.join(' ')}`]),
    ...servers.slice(0, largestServerCount).map((server) => `nameserver ${server}`),
    '',
  ].join('\n');
}

/** For guests in which nobody else writes /etc/resolv.conf. */
export async function writeResolvConf(connections: readonly Connection[], { files }: Guest): Promise<void> {
  const text = resolvConfText(connections);
  if (text === undefined) return;
  // A link would lead to a file of a service that is not there.
  await files.remove(resolvConf);
  await files.write(resolvConf, text);
}
