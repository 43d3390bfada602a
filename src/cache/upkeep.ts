import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** What the cache holds, by kind. Kinds are the folders of the cache directory. */
export const cacheKinds = [
  'packages',
  'layers',
  'initramfs',
  'grains',
  'apt-lists',
  'dnf-metadata',
  'signatures',
  'accelerator',
] as const;
export type CacheKind = (typeof cacheKinds)[number];

export interface CacheEntry {
  readonly kind: CacheKind;
  /** Path relative to the cache directory. */
  readonly name: string;
  readonly bytes: number;
  readonly lastUsed: Date;
}

/** All entries, least recently used first. */
export async function listCache(directory: string): Promise<CacheEntry[]> {
  const entries = await Promise.all(cacheKinds.map((kind) => listKind(directory, kind)));
  return entries.flat().sort((one, other) => one.lastUsed.getTime() - other.lastUsed.getTime());
}

async function listKind(directory: string, kind: CacheKind): Promise<CacheEntry[]> {
  const found = await fs.readdir(path.join(directory, kind), { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found.filter((entry) => entry.isFile());
  const entries = await Promise.all(
    files.map(async (entry): Promise<CacheEntry | undefined> => {
      const file = path.join(entry.parentPath, entry.name);
      const stat = await fs.stat(file).catch(() => undefined);
      return stat === undefined
        ? undefined
        : { kind, name: path.relative(directory, file), bytes: stat.size, lastUsed: stat.mtime };
    }),
  );
  return entries.filter((entry) => entry !== undefined);
}

export interface PruneRules {
  /** Entries not used for this many days go; undefined: age does not matter. */
  readonly maxAgeDays: number | undefined;
  /** Then the least recently used go until no more than this is left; undefined: size does not matter. */
  readonly maxBytes: number | undefined;
}

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/** @returns the entries that were removed */
export async function pruneCache(directory: string, rules: PruneRules, now = new Date()): Promise<CacheEntry[]> {
  const entries = await listCache(directory);
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const removed: CacheEntry[] = [];
  for (const entry of entries) {
    const tooOld =
      rules.maxAgeDays !== undefined &&
      now.getTime() - entry.lastUsed.getTime() > rules.maxAgeDays * millisecondsPerDay;
    const tooMuch = rules.maxBytes !== undefined && bytes > rules.maxBytes;
    if (!tooOld && !tooMuch) continue;
    await fs.rm(path.join(directory, entry.name), { force: true });
    bytes -= entry.bytes;
    removed.push(entry);
  }
  return removed;
}

/** Removes what the program put there, and the directory itself if nothing else is in it. */
export async function clearCache(directory: string): Promise<CacheEntry[]> {
  const entries = await listCache(directory);
  await Promise.all(cacheKinds.map((kind) => fs.rm(path.join(directory, kind), { recursive: true, force: true })));
  await fs.rmdir(directory).catch(() => undefined);
  return entries;
}
