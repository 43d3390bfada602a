import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Paths that an overlay's upper directory changes, without leading slash, sorted; removed files (whiteouts) too.
 *
 * @param skip folders and files not to look at; a folder only if all below it is skipped
 */
export async function changedPaths(upper: string, skip: (path: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  const walk = async (folder: string): Promise<void> => {
    for (const entry of await fs.readdir(path.join(upper, folder), { withFileTypes: true })) {
      const here = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (skip(here)) continue;
      found.push(here);
      if (entry.isDirectory()) await walk(here);
    }
  };
  await walk('');
  return found.sort();
}

/**
 * One line that changes when what stands at a path changes: type, permissions, content, link target, or a folder's
 * names. Times do not count. Read from the mounted root, so that it is right whatever the overlay keeps where.
 */
export async function fingerprint(root: string, path_: string): Promise<string> {
  const file = path.join(root, path_);
  const stats = await fs.lstat(file).catch(() => undefined);
  return `${JSON.stringify(path_)} ${stats === undefined ? 'none' : await describe(file, stats)}`;
}

async function describe(file: string, stats: Stats): Promise<string> {
  const mode = stats.mode.toString(8);
  if (stats.isSymbolicLink()) return `${mode} ${JSON.stringify(await fs.readlink(file))}`;
  if (stats.isDirectory()) return `${mode} ${JSON.stringify((await fs.readdir(file)).sort())}`;
  if (!stats.isFile()) return `${mode} ${stats.rdev}`;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return `${mode} ${hash.digest('hex')}`;
}
