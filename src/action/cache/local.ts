import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { CacheFile } from '../../report/progress/events.ts';
import type { Job } from '../job.ts';

export interface LocalFacts {
  readonly selfHosted: boolean;
  /** Whether only people with write access can have written what is built. */
  readonly trusted: boolean;
  /** GITHUB_EVENT_NAME. */
  readonly eventName: string;
  /** GITHUB_REPOSITORY: `owner/name`. */
  readonly repository: string;
  /** RUNNER_TOOL_CACHE; survives jobs on runners that are not thrown away. */
  readonly toolCache: string | undefined;
  /** A folder of our own below RUNNER_TEMP. */
  readonly temporary: string;
}

export interface LocalCache {
  /** Absolute: what `--cache-dir` gets. It may not exist yet, and its files are root's. */
  readonly directory: string;
  /** Absolute path of the file that tells what former jobs used; undefined if the folder does not outlive this one. */
  readonly recordFile: string | undefined;
}

/**
 * Where the cache of this machine is. On a self-hosted runner it stays, one for each repository; pull requests have another
 * than the branches, so that none of them can change what a release is made of, and strangers leave nothing behind.
 */
export function localCache(facts: LocalFacts): LocalCache {
  const { selfHosted, trusted, eventName, repository, toolCache, temporary } = facts;
  if (!selfHosted || !trusted || toolCache === undefined || toolCache === '') {
    return { directory: path.join(temporary, 'cache'), recordFile: undefined };
  }
  const side = eventName.startsWith('pull_request') ? 'pull-request' : 'branch';
  const folder = path.join(path.resolve(toolCache), 'appliance-build', ...plainSegments(repository), side);
  return { directory: path.join(folder, 'cache'), recordFile: path.join(folder, 'used.json') };
}

/** @param trusted of `LocalFacts` */
export function localCacheOf({ facts, variables, temporary }: Job, trusted: boolean): LocalCache {
  return localCache({ ...facts, trusted, toolCache: variables['RUNNER_TOOL_CACHE'], temporary });
}

function plainSegments(repository: string): string[] {
  return repository.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

export type LocalPart = 'packages' | 'metadata' | 'layer' | 'initramfs';

/** What former jobs of this machine used, by request (its SHA-256) and part. */
export type UseRecord = Readonly<Record<string, Readonly<Partial<Record<LocalPart, readonly CacheFile[]>>>>>;

const mostRequests = 50;

/** @returns an empty record if there is none, or one that cannot be read: it only saves time */
export async function readRecord(file: string | undefined): Promise<UseRecord> {
  if (file === undefined) return {};
  const text = await fs.readFile(file, 'utf8').catch(() => '{}');
  try {
    const record: unknown = JSON.parse(text);
    return typeof record === 'object' && record !== null ? (record as UseRecord) : {};
  } catch {
    return {};
  }
}

/** Adds to the record; the requests that were used longest ago are forgotten. */
export async function writeRecord(
  file: string,
  request: string,
  used: Readonly<Partial<Record<LocalPart, readonly CacheFile[]>>>,
): Promise<void> {
  const { [request]: before, ...others } = await readRecord(file);
  const kept = Object.entries(others).slice(-(mostRequests - 1));
  const record = Object.fromEntries([...kept, [request, { ...before, ...used }]]);
  await fs.mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  await fs.writeFile(temporary, JSON.stringify(record));
  await fs.rename(temporary, file);
}

/** Whether the cache has all that was used, as far as names and sizes tell; its files are checked whenever they are used. */
export async function holds(directory: string, files: readonly CacheFile[] | undefined): Promise<boolean> {
  if (files === undefined || files.length === 0) return false;
  const found = await Promise.all(
    files.map(async ({ name, bytes }) => {
      const stat = await fs.stat(path.join(directory, name)).catch(() => undefined);
      return stat !== undefined && (stat.isDirectory() || stat.size === bytes);
    }),
  );
  return found.every(Boolean);
}

/**
 * Waits for the tools of the host if `zstd` is among what they bring: the client compresses with gzip without it, and what
 * is compressed in another way has another version for the service, so that neither finds the other's entries.
 *
 * @param searchPath PATH
 */
export async function whenZstdIsThere(searchPath: string | undefined, tools: Promise<unknown>): Promise<void> {
  const places = (searchPath ?? '').split(path.delimiter).map((folder) => path.join(folder, 'zstd'));
  const found = await Promise.all(
    places.map((file) =>
      fs.access(file, fs.constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (!found.includes(true)) await tools;
}
