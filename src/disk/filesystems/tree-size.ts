import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** What a directory tree asks of a filesystem. Hard links count once. */
export interface TreeSize {
  /** Files, folders, links and devices: each takes an inode. The top folder is not counted. */
  readonly inodes: number;
  /** Contents in whole blocks, folders included; holes of sparse files do not count. */
  readonly contentBytes: number;
  /** Path below the tree of something that only a Unix filesystem can hold: a symbolic link, a device, a socket. */
  readonly unixOnly: string | undefined;
}

const blockBytes = 4096;
const statBlockBytes = 512;
/** Targets shorter than this lie in the inode. */
const fastLinkBytes = 60;

/** What several trees ask of one filesystem; nothing if there are none. */
export function sumOf(sizes: readonly TreeSize[]): TreeSize {
  return {
    inodes: sizes.reduce((sum, { inodes }) => sum + inodes, 0),
    contentBytes: sizes.reduce((sum, { contentBytes }) => sum + contentBytes, 0),
    unixOnly: sizes.find(({ unixOnly }) => unixOnly !== undefined)?.unixOnly,
  };
}

/** Measures a tree without leaving it: other filesystems mounted below are part of it, as they are for the tools that copy it. */
export async function measureTree(tree: string): Promise<TreeSize> {
  const linked = new Set<string>();
  let inodes = 0;
  let contentBytes = 0;
  let unixOnly: string | undefined;
  const pending = [tree];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const here = folder;
    const names = await fs.readdir(here);
    const files = names.map((name) => path.join(here, name));
    const found = await Promise.all(files.map(async (file) => ({ file, stats: await fs.lstat(file) })));
    for (const { file, stats } of found) {
      if (stats.isDirectory()) pending.push(file);
      else if (!stats.isFile()) unixOnly ??= path.relative(tree, file);
      if (stats.nlink > 1 && !stats.isDirectory()) {
        const identity = `${stats.dev}:${stats.ino}`;
        if (linked.has(identity)) continue;
        linked.add(identity);
      }
      inodes += 1;
      contentBytes += blocksOf(stats);
    }
    contentBytes += folderBytes(names);
  }
  return { inodes, contentBytes, unixOnly };
}

function blocksOf(stats: Stats): number {
  if (stats.isSymbolicLink()) return stats.size < fastLinkBytes ? 0 : blockBytes;
  if (!stats.isFile()) return 0;
  return roundUp(Math.min(stats.size, stats.blocks * statBlockBytes));
}

/** A folder's entries take 8 bytes and the name, in steps of 4 (kernel, Documentation/filesystems/ext4/directory.rst). */
function folderBytes(names: readonly string[]): number {
  const entries = names.reduce((sum, name) => sum + 8 + Math.ceil(Buffer.byteLength(name) / 4) * 4, 0);
  return Math.max(blockBytes, roundUp(entries));
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}
