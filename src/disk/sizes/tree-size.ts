import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** What directory trees ask of a filesystem. Hard links count once. */
export interface TreeSize {
  /** Files, folders, links and devices: each takes an inode. The top folder is not counted. */
  readonly inodes: number;
  /** Contents of files in whole blocks; holes of sparse files do not count. */
  readonly fileBytes: number;
  /** Folders and targets of long links in whole blocks, as ext and vfat keep them. */
  readonly folderBytes: number;
  /** Folders whose entries xfs cannot keep in the inode, in whole blocks. */
  readonly largeFolderBytes: number;
  /** The files that btrfs keeps among its metadata: what of `fileBytes` is theirs, and their bytes. */
  readonly small: { readonly blockBytes: number; readonly bytes: number };
  /** Path below the tree of something that only a Unix filesystem can hold: a symbolic link, a device, a socket. */
  readonly unixOnly: string | undefined;
}

const blockBytes = 4096;
const statBlockBytes = 512;
/** Targets shorter than this lie in the inode of ext. */
const fastLinkBytes = 60;
/** An xfs inode of 512 bytes less its core of 176 (XFS Algorithms & Data Structures, "On-disk Inode"). */
const xfsLiteralBytes = 336;
/** btrfs(5), mount option max_inline: its default. */
const largestInlineBytes = 2048;

export const emptyTree: TreeSize = {
  inodes: 0,
  fileBytes: 0,
  folderBytes: 0,
  largeFolderBytes: 0,
  small: { blockBytes: 0, bytes: 0 },
  unixOnly: undefined,
};

/** What several trees ask of one filesystem; nothing if there are none. */
export const sumOf = (sizes: readonly TreeSize[]): TreeSize => sizes.reduce(plus, emptyTree);

const plus = (one: TreeSize, other: TreeSize): TreeSize => ({
  inodes: one.inodes + other.inodes,
  fileBytes: one.fileBytes + other.fileBytes,
  folderBytes: one.folderBytes + other.folderBytes,
  largeFolderBytes: one.largeFolderBytes + other.largeFolderBytes,
  small: {
    blockBytes: one.small.blockBytes + other.small.blockBytes,
    bytes: one.small.bytes + other.small.bytes,
  },
  unixOnly: one.unixOnly ?? other.unixOnly,
});

/** Measures a tree without leaving it: other filesystems mounted below are part of it, as they are for the tools that copy it. */
export async function measureTree(tree: string): Promise<TreeSize> {
  const linked = new Set<string>();
  let size = emptyTree;
  const pending = [tree];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const here = folder;
    const names = await fs.readdir(here);
    const files = names.map((name) => path.join(here, name));
    const found = await Promise.all(files.map(async (file) => ({ file, stats: await fs.lstat(file) })));
    for (const { file, stats } of found) {
      if (stats.isDirectory()) pending.push(file);
      else if (!stats.isFile()) size = { ...size, unixOnly: size.unixOnly ?? path.relative(tree, file) };
      if (stats.nlink > 1 && !stats.isDirectory()) {
        const identity = `${stats.dev}:${stats.ino}`;
        if (linked.has(identity)) continue;
        linked.add(identity);
      }
      size = plus(size, sizeOf(stats));
    }
    size = plus(size, folderSize(names));
  }
  return size;
}

/** Of anything; of a folder without its entries. */
function sizeOf(stats: Stats): TreeSize {
  const one = { ...emptyTree, inodes: 1 };
  if (stats.isSymbolicLink()) return { ...one, folderBytes: stats.size < fastLinkBytes ? 0 : blockBytes };
  if (!stats.isFile()) return one;
  const fileBytes = roundUp(Math.min(stats.size, stats.blocks * statBlockBytes));
  if (stats.size > largestInlineBytes) return { ...one, fileBytes };
  return { ...one, fileBytes, small: { blockBytes: fileBytes, bytes: stats.size } };
}

/**
 * A folder's entries. In ext each takes 8 bytes and the name, in steps of 4 (kernel, Documentation/filesystems/ext4/directory.rst); in
 * an xfs inode at least 7 bytes and the name (XFS Algorithms & Data Structures, "Short Form Directories").
 */
function folderSize(names: readonly string[]): TreeSize {
  const lengths = names.map((name) => Buffer.byteLength(name));
  const entries = lengths.reduce((sum, length) => sum + 8 + Math.ceil(length / 4) * 4, 0);
  const shortForm = lengths.reduce((sum, length) => sum + 7 + length, 0);
  return {
    ...emptyTree,
    folderBytes: Math.max(blockBytes, roundUp(entries)),
    largeFolderBytes: shortForm > xfsLiteralBytes ? roundUp(entries) : 0,
  };
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}
