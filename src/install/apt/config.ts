import * as path from 'node:path';
import type { InstallOptions } from '../../plan/install-options.ts';
import type { AptSetting } from './access.ts';

/** Where the private apt of one build keeps its things; all paths absolute on the host. */
export interface AptDirectories {
  readonly base: string;
  readonly lists: string;
  readonly archives: string;
  readonly status: string;
  readonly trustedParts: string;
  readonly sourceList: string;
  readonly sourceParts: string;
  readonly configFile: string;
}

export function aptDirectories(base: string): AptDirectories {
  return {
    base,
    lists: path.join(base, 'lists'),
    archives: path.join(base, 'archives'),
    status: path.join(base, 'status'),
    trustedParts: path.join(base, 'trusted.gpg.d'),
    sourceList: path.join(base, 'sources.list'),
    sourceParts: path.join(base, 'sources.list.d'),
    configFile: path.join(base, 'apt.conf'),
  };
}

/** apt connects a second time before it gives up, so a silent mirror costs twice as long. */
const silenceSeconds = 15;

/**
 * Settings that say how to reach repositories, not what is installed: they are taken from the host, whose proxy,
 * credentials and clock rules hold for everything on it. See apt.conf(5), "THE ACQUIRE GROUP".
 */
const inheritedSettings = /^Acquire::(?:https?|ftp|tor|Check-Valid-Until|Check-Date|Max-FutureTime|ForceIPv[46])\b/;

/**
 * The text of an apt.conf for a private apt: own state, own cache, empty dpkg status, none of the host's packages.
 *
 * @param hostDump what `apt-config dump` prints on the host
 * @param options how long to wait for repositories, and how often to ask again
 * @param access how to reach the hosts of the kickstart's repositories
 */
export function aptConfigText(
  directories: AptDirectories,
  hostDump: string,
  { retries = 0, timeoutSeconds = silenceSeconds }: Pick<InstallOptions, 'retries' | 'timeoutSeconds'>,
  access: readonly AptSetting[] = [],
): string {
  const inherited = hostDump.split('\n').filter((line) => inheritedSettings.test(line) && !/ "";$/.test(line));
  const own: readonly AptSetting[] = [
    ['Dir::State', `${directories.base}/state`],
    ['Dir::State::lists', directories.lists],
    ['Dir::State::status', directories.status],
    ['Dir::Cache', `${directories.base}/cache`],
    ['Dir::Cache::archives', directories.archives],
    ['Dir::Etc::main', '/dev/null'],
    ['Dir::Etc::Parts', '/dev/null'],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', '/dev/null'],
    ['Dir::Etc::netrc', '/etc/apt/auth.conf'],
    ['Dir::Etc::netrcparts', '/etc/apt/auth.conf.d'],
    ['Dir::Etc::trusted', '/dev/null'],
    ['Dir::Etc::trustedparts', directories.trustedParts],
    ['Dir::Etc::sourcelist', directories.sourceList],
    ['Dir::Etc::sourceparts', directories.sourceParts],
    ['Dir::Log', `${directories.base}/log`],
    ['APT::Install-Recommends', 'false'],
    ['APT::Get::AllowUnauthenticated', 'false'],
    ['Acquire::AllowInsecureRepositories', 'false'],
    ['Acquire::AllowDowngradeToInsecureRepositories', 'false'],
    ['Acquire::Languages', 'none'],
    ['Acquire::ForceHash', 'SHA256'],
    ['Acquire::http::Timeout', String(timeoutSeconds)],
    ['Acquire::https::Timeout', String(timeoutSeconds)],
    ['Acquire::Retries', String(retries)],
    ['Binary::apt-get::Acquire::Retries', String(retries)],
  ];
  return `${[...inherited, ...[...own, ...access].map(([name, value]) => `${name} "${value}";`)].join('\n')}\n`;
}
