import type { Dirent } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { transferable } from './transfer/names.ts';
import type { CacheKind } from './upkeep.ts';

/** An entry of the cache that was used: a file, or a folder that is kept as a whole. */
export interface UsedEntry {
  /** Path relative to the cache directory. */
  readonly name: string;
  readonly bytes: number;
}

/** Remembers what of a cache was used, whether it was there or was put there. */
export interface CacheUse {
  /** @param entry absolute path */
  note(entry: string): void;
  /** What was used so far, is there and may be carried to other machines, by name. */
  of(kinds: readonly CacheKind[]): Promise<UsedEntry[]>;
}

export function recordUse(directory: string): CacheUse {
  const names = new Set<string>();
  return {
    note: (entry) => void names.add(path.relative(directory, entry)),
    async of(kinds) {
      const isWanted = (name: string) => kinds.some((kind) => transferable(name)?.kind === kind);
      const wanted = [...names].filter(isWanted).sort();
      const entries = await Promise.all(
        wanted.map(async (name) => ({ name, bytes: await bytesOf(path.join(directory, name)) })),
      );
      return entries.flatMap(({ name, bytes }) => (bytes === undefined ? [] : [{ name, bytes }]));
    },
  };
}

/** @returns undefined if there is no such entry; 0 for a folder that somebody removes just now */
async function bytesOf(entry: string): Promise<number | undefined> {
  const stat = await fs.stat(entry).catch(() => undefined);
  if (stat?.isDirectory() !== true) return stat?.size;
  const found = await fs
    .readdir(entry, { recursive: true, withFileTypes: true })
    .catch((error: NodeJS.ErrnoException): Dirent[] => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
  const sizes = await Promise.all(
    found
      .filter((one) => one.isFile())
      .map(async (one) => (await fs.stat(path.join(one.parentPath, one.name)).catch(() => undefined))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
