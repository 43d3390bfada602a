import { mebibyte } from '../bytes.ts';
import type { TreeSize } from './tree-size.ts';

const inodeBytes = 512;
const smallestLogBytes = 64 * mebibyte;
/** The log of a large filesystem is this share of it, up to `largestLogBytes`. */
const logShare = 1 / 2048;
const largestLogBytes = 2047 * mebibyte;
/** Blocks that the kernel keeps for itself: 5 %, at most 8192 (kernel, xfs_default_resblks). */
const kernelShare = 0.05;
const kernelMostBytes = 8192 * 4096;
/** What allocation groups keep for the trees of reflinks and free inodes. */
const groupShare = 0.00695;
const groupLessBytes = 0.2 * mebibyte;

/**
 * Bytes of an xfs filesystem that hold no contents, from below. What mkfs.xfs 6.1 and kernel 6.18 leave of 17 sizes from 300 MiB to
 * 1 TiB, as statfs(2) tells and as copying until it is full confirms, is at most 0.5 % (1 MiB below 1 GiB) less.
 */
export function xfsOverhead(sizeBytes: number, { inodes, largeFolderBytes }: TreeSize): number {
  const log = Math.min(Math.max(sizeBytes * logShare, smallestLogBytes), largestLogBytes);
  const kernel = Math.min(sizeBytes * kernelShare, kernelMostBytes);
  const groups = Math.max(0, sizeBytes * groupShare - groupLessBytes);
  return log + kernel + groups + inodes * inodeBytes + largeFolderBytes;
}
