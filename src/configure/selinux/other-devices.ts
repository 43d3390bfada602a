import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** Enough to meet a file that the configuration has not replaced. */
const sampleSize = 50;
const sampleFolder = 'usr/bin';

/**
 * The files, without folders, that stat(2) shows on another device than the root's folders. An overlay does that to the files
 * of a layer which lies on another filesystem than its upper folder (kernel, Documentation/filesystems/overlayfs.rst,
 * "Inode properties"), and programs that stay on one filesystem pass over them. What is mounted in the root is left out.
 *
 * @returns absolute paths in the root; none after a look at a few files if these lie on the root's device
 */
export async function filesOfOtherDevices(root: string): Promise<string[]> {
  const { dev } = await fs.lstat(root);
  const isElsewhere = (stats: Stats) => !stats.isDirectory() && stats.dev !== dev;
  const sample = await statsIn(path.join(root, sampleFolder), sampleSize);
  if (!sample.some(({ stats }) => isElsewhere(stats))) return [];
  const found: string[] = [];
  const pending = ['/'];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const { name, stats } of await statsIn(path.join(root, folder))) {
      const file = path.posix.join(folder, name);
      if (isElsewhere(stats)) found.push(file);
      else if (stats.isDirectory() && stats.dev === dev) pending.push(file);
    }
  }
  return found.sort();
}

async function statsIn(folder: string, limit?: number): Promise<{ readonly name: string; readonly stats: Stats }[]> {
  const names = (await fs.readdir(folder).catch(() => [])).slice(0, limit);
  return await Promise.all(names.map(async (name) => ({ name, stats: await fs.lstat(path.join(folder, name)) })));
}
