import * as path from 'node:path';
import { parseSizeBytes } from '../../appliance/disks/size.ts';
import { type CacheEntry, cacheKinds, clearCache, listCache, pruneCache } from '../../cache/upkeep.ts';
import { formatBytes, formatTable } from '../../report/format.ts';
import type { Environment } from '../host/environment.ts';
import { defaultCacheDirectory } from '../options/default-cache.ts';

export interface CacheFlags {
  readonly cacheDir?: string;
  readonly json?: boolean;
  readonly maxAge?: number;
  readonly maxSize?: string;
}

/** Without any rule, prune drops what no build of the last month used. */
const defaultMaxAgeDays = 30;

export async function cacheListCommand(flags: CacheFlags, { stdout }: Environment): Promise<number> {
  const directory = directoryOf(flags);
  const entries = await listCache(directory);
  if (flags.json === true) {
    stdout.write(`${JSON.stringify({ directory, entries })}\n`);
    return 0;
  }
  const rows = cacheKinds.map((kind) => {
    const ofKind = entries.filter((entry) => entry.kind === kind);
    const lastUsed = ofKind.at(-1)?.lastUsed.toISOString().slice(0, 16) ?? '';
    return [`  ${kind}`, String(ofKind.length), formatBytes(sumBytes(ofKind)), lastUsed];
  });
  stdout.write(
    `${directory}\n${formatTable([['  kind', 'files', 'size', 'last used'], ...rows], [false, true, true])}\n`,
  );
  return 0;
}

export async function cachePruneCommand(flags: CacheFlags, environment: Environment): Promise<number> {
  const noRule = flags.maxAge === undefined && flags.maxSize === undefined;
  const removed = await pruneCache(directoryOf(flags), {
    maxAgeDays: noRule ? defaultMaxAgeDays : flags.maxAge,
    maxBytes: flags.maxSize === undefined ? undefined : (parseSizeBytes(flags.maxSize, '--max-size') ?? 0),
  });
  return told(removed, flags, environment);
}

export async function cacheClearCommand(flags: CacheFlags, environment: Environment): Promise<number> {
  return told(await clearCache(directoryOf(flags)), flags, environment);
}

function told(removed: readonly CacheEntry[], flags: CacheFlags, { stdout }: Environment): number {
  const bytes = sumBytes(removed);
  stdout.write(
    flags.json === true
      ? `${JSON.stringify({ removed: removed.length, bytes })}\n`
      : `removed ${removed.length} file${removed.length === 1 ? '' : 's'}, ${formatBytes(bytes)}\n`,
  );
  return 0;
}

/** @returns an absolute path */
export function directoryOf(flags: CacheFlags): string {
  return path.resolve(flags.cacheDir ?? defaultCacheDirectory);
}

function sumBytes(entries: readonly CacheEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
