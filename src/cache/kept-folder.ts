import { randomUUID } from 'node:crypto';
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

/** The second one finds what took the place of the first; no build puts a folder back twice. */
const looks = 2;

/** What is copied is one folder as it was put there, not half of one and half of another that took its place meanwhile. */
async function copyOutFolder(kept: string, copy: string): Promise<Date | undefined> {
  for (let look = 0; look < looks; look++) {
    const saved = await fs.stat(kept).catch(() => undefined);
    if (saved === undefined) return undefined;
    const copied = await unlessGone(fs.cp(kept, copy, { recursive: true, preserveTimestamps: true }));
    const after = await fs.stat(kept).catch(() => undefined);
    if (copied && after?.ino === saved.ino) return saved.mtime;
    await fs.rm(copy, { recursive: true, force: true });
  }
  return undefined;
}

/** @returns false if what it works on is not there, or not any more */
async function unlessGone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function putBackFolder(copy: string, kept: string, worthKeeping: (name: string) => boolean): Promise<void> {
  const names = (await filesBelow(copy)).filter(worthKeeping);
  const now = new Date();
  const isSame = (await description(copy, names)) === (await description(kept, await filesBelow(kept)));
  if (isSame && (await unlessGone(fs.utimes(kept, now, now)))) return;
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
 * Makes a folder appear whole in the place of an older one, which goes as a whole: whoever copies it sees that.
 *
 * A folder can't be renamed over one that isn't empty; a build that loses the race keeps the winner's.
 */
export async function placeFolder(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const older = `${target}.${randomUUID()}.partial`;
  try {
    await placeAtomically(target, async (temporary) => {
      await write(temporary);
      await unlessGone(setAside(target, older));
    });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  } finally {
    await fs.rm(older, { recursive: true, force: true });
  }
}

async function setAside(folder: string, aside: string): Promise<void> {
  try {
    await fs.rename(folder, aside);
  } catch (error) {
    // A folder of a container's image may only be removed (kernel, Documentation/filesystems/overlayfs.rst, redirect_dir).
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await fs.rm(folder, { recursive: true, force: true });
  }
}
