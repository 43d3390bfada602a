import type { FilesystemType } from '../../appliance/appliance.ts';
import type { FilesystemPlan } from '../../plan/plan.ts';
import { mebibyte } from '../bytes.ts';
import { btrfsCapacity, btrfsOverhead } from './btrfs-size.ts';
import { extOverhead } from './ext-size.ts';
import { emptyTree, type TreeSize } from './tree-size.ts';
import { vfatOverhead } from './vfat-size.ts';
import { xfsOverhead } from './xfs-size.ts';

interface SizeRule {
  /** Bytes that a filesystem of that size must have to hold the tree, from below. */
  readonly needed: (sizeBytes: number, tree: TreeSize, filesystem: FilesystemPlan) => number;
  /** The most, in bytes, that files can take of one. */
  readonly capacity: (sizeBytes: number, filesystem: FilesystemPlan) => number;
  /** Options of --mkfsoptions, each with a value, that change nothing of this. */
  readonly harmless: readonly string[];
}

const ext: SizeRule = {
  needed: (sizeBytes, tree, filesystem) => tree.fileBytes + tree.folderBytes + extOverhead(sizeBytes, tree, filesystem),
  capacity: (sizeBytes, filesystem) => sizeBytes - extOverhead(sizeBytes, emptyTree, filesystem),
  harmless: ['-i', '-m', '-e', '-M'],
};

const rules: Readonly<Record<FilesystemType, SizeRule>> = {
  ext2: ext,
  ext3: ext,
  ext4: ext,
  xfs: {
    needed: (sizeBytes, tree) => tree.fileBytes + xfsOverhead(sizeBytes, tree),
    capacity: (sizeBytes) => sizeBytes - xfsOverhead(sizeBytes, emptyTree),
    harmless: [],
  },
  btrfs: {
    needed: (sizeBytes, tree) => tree.fileBytes - tree.small.blockBytes + btrfsOverhead(sizeBytes, tree),
    capacity: btrfsCapacity,
    harmless: ['--csum', '--checksum'],
  },
  vfat: {
    needed: (sizeBytes, tree) => tree.fileBytes + tree.folderBytes + vfatOverhead(sizeBytes),
    capacity: (sizeBytes) => sizeBytes - vfatOverhead(sizeBytes),
    harmless: [],
  },
  swap: { needed: () => 0, capacity: () => 0, harmless: [] },
};

/** Whether it is made as usual, so that the rules hold. */
function isUsual({ type, makeOptions = [] }: FilesystemPlan): boolean {
  const { harmless } = rules[type];
  return makeOptions.every((word) => !word.startsWith('-') || harmless.includes(word));
}

/**
 * Whether a filesystem of that size holds the tree, and if not what size does.
 *
 * @returns the bytes that it must have, in whole MiB, from below; undefined if the tree fits
 */
export function sizeToHold(tree: TreeSize, filesystem: FilesystemPlan, sizeBytes: number): number | undefined {
  const needed = isUsual(filesystem)
    ? (bytes: number) => rules[filesystem.type].needed(bytes, tree, filesystem)
    : () => tree.fileBytes - tree.small.blockBytes;
  if (needed(sizeBytes) <= sizeBytes) return undefined;
  let size = sizeBytes;
  for (let round = 0; round < 30 && needed(size) > size; round += 1) {
    size = Math.ceil(needed(size) / mebibyte) * mebibyte;
  }
  return size;
}

/** The most, in bytes, that files can take of a filesystem of that size. */
export function capacityOf(filesystem: FilesystemPlan, sizeBytes: number): number {
  return isUsual(filesystem) ? Math.max(0, rules[filesystem.type].capacity(sizeBytes, filesystem)) : sizeBytes;
}
