import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { placeAtomically } from './content-store.ts';

/**
 * Folders of the cache that are worked on as copies and put back whole: an interrupted build leaves them as they were, and
 * builds side by side do not meet in them.
 */
export interface KeptFolders {
  /** @returns when the folder was last put back or found unchanged; undefined if the cache has none */
  copyOut(key: string, copy: string): Promise<Date | undefined>;
  /** @param worthKeeping judges files by their path below the folder */
  putBack(key: string, copy: string, worthKeeping: (name: string) => boolean): Promise<void>;
}

/** @param note told of each folder that is used or put there */
export function keptFolders(directory: string, note: (folder: string) => void): KeptFolders {
  return {
    async copyOut(key, copy) {
      const kept = path.join(directory, key);
      const saved = await copyOutFolder(kept, copy);
      if (saved !== undefined) note(kept);
      return saved;
    },
    async putBack(key, copy, worthKeeping) {
      const kept = path.join(directory, key);
      await putBackFolder(copy, kept, worthKeeping);
      note(kept);
    },
  };
}

async function copyOutFolder(kept: string, copy: string): Promise<Date | undefined> {
  const saved = await fs.stat(kept).catch(() => undefined);
  if (saved === undefined) return undefined;
  await fs.cp(kept, copy, { recursive: true, preserveTimestamps: true });
  return saved.mtime;
}

async function putBackFolder(copy: string, kept: string, worthKeeping: (name: string) => boolean): Promise<void> {
  const names = (await filesBelow(copy)).filter(worthKeeping);
  const now = new Date();
  if ((await description(copy, names)) === (await description(kept, await filesBelow(kept)))) {
    await fs.utimes(kept, now, now);
    return;
  }
  await placeFolder(kept, async (temporary) => {
    await fs.mkdir(temporary);
    for (const name of names) {
      await fs.cp(path.join(copy, name), path.join(temporary, name), { preserveTimestamps: true });
    }
  });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

async function description(folder: string, names: readonly string[]): Promise<string> {
  const stats = await Promise.all(names.map((name) => fs.stat(path.join(folder, name)).catch(() => undefined)));
  return JSON.stringify(
    names.map((name, index) => [name, stats[index]?.size, Math.floor((stats[index]?.mtimeMs ?? 0) / 1000)]),
  );
}

/**
 * Makes a folder appear whole in the place of an older one.
 *
 * A folder can't be renamed over one that isn't empty; a build that loses the race keeps the winner's.
 */
export async function placeFolder(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await placeAtomically(target, async (temporary) => {
    await write(temporary);
    await fs.rm(target, { recursive: true, force: true });
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}
