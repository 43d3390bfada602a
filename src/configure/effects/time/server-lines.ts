import type { TimeSource } from '../../../appliance/locale/time-sources.ts';

/** Lines for chrony.conf(5) and ntp.conf(5) alike. `iburst`: several questions at the start, for a clock that is soon right. */
export const serverLines = (sources: readonly TimeSource[]): string[] =>
  sources.map(({ kind, host, nts }) => `${kind} ${host} iburst${nts ? ' nts' : ''}`);

/** 127.127.T.U is a clock in the machine itself (ntp.conf(5), "Reference Clock"). */
const serverLine = /^\s*(?:server|pool)\s+(?!127\.127\.)/i;

/** Puts lines in the place of all servers and pools; other lines, and comments, stay. Without any they go to the end. */
export function replaceServers(text: string, lines: readonly string[]): string {
  const before = text.replace(/\n$/, '').split('\n');
  const first = before.findIndex((line) => serverLine.test(line));
  const place = first === -1 ? before.length : first;
  const kept = (part: readonly string[]) => part.filter((line) => !serverLine.test(line));
  return [...kept(before.slice(0, place)), ...lines, ...kept(before.slice(place)), ''].join('\n').replace(/^\n/, '');
}

/** Folders below /etc from which a chrony.conf(5) takes further servers. */
export const sourceFolders = (text: string): string[] =>
  [...text.matchAll(/^\s*(?:sourcedir|confdir)\s+(.*)$/gim)]
    .flatMap(([, folders = '']) => folders.trim().split(/\s+/))
    .filter((folder) => folder.startsWith('/etc/'));

/** timesyncd.conf(5): servers are tried in this order; a pool is a name like any other. */
export const timesyncdText = (sources: readonly TimeSource[]): string =>
  `[Time]\nNTP=${sources.map(({ host }) => host).join(' ')}\n`;
