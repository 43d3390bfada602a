import type { FilesystemPlan } from '../../plan/plan.ts';
import { mebibyte } from '../bytes.ts';
import type { TreeSize } from './tree-size.ts';

type Inodes = Pick<TreeSize, 'inodes'>;

export const extBlockBytes = 4096;
const inodeBytes = 256;
const groupBytes = 32768 * extBlockBytes;
/** One block and one inode bitmap. */
const bitmapsPerGroup = 2;
/** Blocks kept so that the group descriptors can grow online: for 1024 times as many of them, up to this. */
const largestReserve = 1024;
const reservedInodes = 11;
/** lost+found is made with room for names. */
const lostAndFoundBytes = 16384;
const smallestJournalledBytes = 8 * mebibyte;

/** Journal size by size of the filesystem, as mke2fs 1.47 chooses; the last line is for what is larger. */
const journalMiB: readonly (readonly [belowMiB: number, journal: number])[] = [
  [8, 0],
  [128, 4],
  [1024, 16],
  [2048, 32],
  [16384, 64],
  [32768, 128],
  [65536, 256],
  [131072, 512],
  [Number.POSITIVE_INFINITY, 1024],
];

/** Bytes per inode: small filesystems get more of them, large ones fewer. */
const inodeRatios: readonly (readonly [belowMiB: number, ratio: number])[] = [
  [512, 4096],
  [4 * 1024 * 1024, 16384],
  [16 * 1024 * 1024, 32768],
  [Number.POSITIVE_INFINITY, 65536],
];

/** How many inodes to make: the usual number for the size, and more when the tree needs them, with a quarter to spare. */
export function extInodes(sizeBytes: number, tree: Inodes, ratio = lookUp(inodeRatios, sizeBytes)): number {
  const usual = Math.floor(sizeBytes / ratio);
  const needed = Math.ceil((tree.inodes + reservedInodes + 1) * 1.25);
  return Math.max(usual, needed, 64);
}

/** Bytes for each inode that --mkfsoptions or --fsprofile ask for; undefined: by the size. */
export function askedRatio({ makeOptions = [], inodeRatio }: FilesystemPlan): number | undefined {
  return Number(makeOptions.findLast((_, index) => makeOptions[index - 1] === '-i')) || inodeRatio;
}

/** Bytes of an ext filesystem that hold no contents; within 1 % of what mke2fs 1.47 reports. */
export function extOverhead(sizeBytes: number, tree: Inodes, filesystem: FilesystemPlan): number {
  const groups = Math.ceil(sizeBytes / groupBytes);
  const inodeTables = extInodes(sizeBytes, tree, askedRatio(filesystem)) * inodeBytes;
  const bitmaps = groups * bitmapsPerGroup * extBlockBytes;
  const perBlock = extBlockBytes / descriptorBytes(filesystem);
  const reserve = Math.min(largestReserve, Math.floor((sizeBytes / groupBytes) * (1024 / perBlock)));
  const descriptors = Math.ceil(groups / perBlock);
  const superblocks = superblockCopies(groups) * (1 + descriptors + reserve) * extBlockBytes;
  const hasJournal = filesystem.type !== 'ext2' && sizeBytes >= smallestJournalledBytes;
  const journalBytes = hasJournal ? lookUp(journalMiB, sizeBytes) * mebibyte : 0;
  return inodeTables + bitmaps + superblocks + journalBytes + lostAndFoundBytes;
}

/** The feature 64bit doubles them. */
const descriptorBytes = ({ type, withoutFeatures = [] }: FilesystemPlan): number =>
  type === 'ext4' && !withoutFeatures.includes('64bit') ? 64 : 32;

/** Sparse superblocks: copies lie in groups 0 and 1 and in those whose number is a power of 3, 5 or 7. */
function superblockCopies(groups: number): number {
  let copies = Math.min(groups, 2);
  for (const base of [3, 5, 7]) {
    for (let group = base; group < groups; group *= base) copies += 1;
  }
  return copies;
}

function lookUp(table: readonly (readonly [belowMiB: number, value: number])[], sizeBytes: number): number {
  return table.find(([below]) => sizeBytes < below * mebibyte)?.[1] ?? 0;
}
