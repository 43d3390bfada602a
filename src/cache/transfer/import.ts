import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { placeAtomically } from '../content-store.ts';
import { placeFolder } from '../kept-folder.ts';
import { type CarriedFile, readIndex } from './index-file.ts';
import { inFolder } from './names.ts';

export interface Imported {
  /** Those of the index that the cache has now. */
  readonly files: number;
  readonly bytes: number;
  /** Damaged or missing ones; all of a folder that is kept as a whole if one of it is. */
  readonly dropped: number;
  /** Those that the cache did not have before. */
  readonly new: number;
}

/**
 * Takes a folder of `exportCache` into the cache. Anybody may have changed it on its way: nothing gets in that is not a
 * regular file of a known name with the size and the SHA-256 that the index says, for package files the one that is their
 * name. What the cache has already stays, unless the carried one is younger.
 *
 * @param source the folder; neither it nor what is in it is trusted
 * @throws ApplianceError code `bad-cache-folder` if its index is unusable
 */
export async function importCache(directory: string, source: string): Promise<Imported> {
  const base = await fs.realpath(source).catch(() => source);
  const { files, folders } = await readIndex(base);
  const result = { files: 0, bytes: 0, dropped: 0, new: 0 };
  const count = (these: readonly CarriedFile[], outcome: Outcome) => {
    if (outcome === 'damaged') {
      result.dropped += these.length;
      return;
    }
    result.files += these.length;
    result.bytes += these.reduce((sum, { bytes }) => sum + bytes, 0);
    if (outcome === 'new') result.new += these.length;
  };
  for (const file of files) {
    if (inFolder(file.name) === undefined) count([file], await takeFile(directory, base, file));
  }
  for (const folder of folders) {
    const content = files.filter(({ name }) => inFolder(name)?.folder === folder.name);
    count(content, await takeFolder(directory, base, folder, content));
  }
  return result;
}

type Outcome = 'new' | 'known' | 'damaged';

async function takeFile(directory: string, base: string, file: CarriedFile): Promise<Outcome> {
  const target = path.join(directory, file.name);
  const before = await fs.lstat(target).catch(() => undefined);
  if (before !== undefined && (isNamedByContent(file.name) || before.mtimeMs >= file.mtimeMs)) return 'known';
  const taken = await ifSound(placeAtomically(target, (temporary) => copySound(base, file, temporary)));
  return taken ? (before === undefined ? 'new' : 'known') : 'damaged';
}

/** A package's name is its checksum, and that of a layer its key: what is there is the same. */
const isNamedByContent = (name: string) => /^(?:packages|layers)\//.test(name);

async function takeFolder(
  directory: string,
  base: string,
  { name, mtimeMs }: { readonly name: string; readonly mtimeMs: number },
  content: readonly CarriedFile[],
): Promise<Outcome> {
  const target = path.join(directory, name);
  const before = await fs.lstat(target).catch(() => undefined);
  if (before !== undefined && before.mtimeMs >= mtimeMs) return 'known';
  const taken = await ifSound(
    placeFolder(target, async (temporary) => {
      await fs.mkdir(temporary);
      for (const file of content) {
        const place = path.join(temporary, inFolder(file.name)?.below ?? '');
        await makeFolder(path.dirname(place));
        await copySound(base, file, place);
      }
      await fs.utimes(temporary, mtimeMs / 1000, mtimeMs / 1000);
    }),
  );
  return taken ? (before === undefined ? 'new' : 'known') : 'damaged';
}

/** What says that a carried file is not what the index says. */
class Damaged extends Error {}

/** A file and a folder of one name cannot both be right. */
async function makeFolder(folder: string): Promise<void> {
  await fs.mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' || error.code === 'ENOTDIR' ? new Damaged(folder) : error;
  });
}

/** @returns false if what is carried is damaged; trouble with the cache itself is thrown */
async function ifSound(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Damaged) return false;
    throw error;
  }
}

async function copySound(base: string, { name, bytes, sha256, mtimeMs }: CarriedFile, target: string): Promise<void> {
  await using source = await openSound(base, name);
  const stat = await source.stat();
  if (!stat.isFile() || stat.size !== bytes) throw new Damaged(name);
  await using copy = await fs.open(target, 'wx', 0o644);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1024 * 1024);
  let copied = 0;
  for (;;) {
    const { bytesRead } = await source.read(buffer);
    if (bytesRead === 0) break;
    copied += bytesRead;
    if (copied > bytes) throw new Damaged(name);
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await copy.writeFile(chunk);
  }
  if (copied !== bytes || hash.digest('hex') !== sha256) throw new Damaged(name);
  await copy.utimes(mtimeMs / 1000, mtimeMs / 1000);
}

/** Opens a file below the folder without following links, on the way to it either, and without waiting for a FIFO. */
async function openSound(base: string, name: string): Promise<fs.FileHandle> {
  const file = path.join(base, name);
  const folder = path.dirname(file);
  const flags = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;
  try {
    if ((await fs.realpath(folder)) !== folder || !(await fs.lstat(file)).isFile()) throw new Damaged(name);
    return await fs.open(file, flags);
  } catch {
    throw new Damaged(name);
  }
}
