import { mebibyte } from '../bytes.ts';
import type { TreeSize } from './tree-size.ts';

/** Items of a file or folder in the trees; 590 were measured on a root of 12 000 files. */
const inodeBytes = 512;
/** Kept free at the beginning, and the system chunk twice. */
const fixedBytes = (1 + 2 * 8) * mebibyte;
/** Metadata chunk by size of the filesystem. */
const chunks: readonly (readonly [upToMiB: number, chunkBytes: (sizeBytes: number) => number])[] = [
  [640, () => 32 * mebibyte],
  [2560, (sizeBytes) => sizeBytes / 20],
  [50 * 1024, () => 256 * mebibyte],
  [Number.POSITIVE_INFINITY, () => 1024 * mebibyte],
];

/** The first metadata chunk, in bytes, of which there are two copies. */
export function metadataChunk(sizeBytes: number): number {
  return chunks.find(([upToMiB]) => sizeBytes <= upToMiB * mebibyte)?.[1](sizeBytes) ?? 0;
}

/**
 * Bytes of a btrfs filesystem that hold no contents of files, from below: what mkfs.btrfs 6.2 sets aside on 23 sizes from 114 MiB to
 * 60 GiB, as copying until it is full shows. Small files lie in the metadata.
 */
export function btrfsOverhead(sizeBytes: number, { inodes, small }: TreeSize): number {
  const metadata = inodes * inodeBytes + small.bytes;
  return fixedBytes + 2 * Math.max(metadataChunk(sizeBytes), metadata);
}

/** The most that files can take of it, in bytes, were they all so small that they lie in the metadata first. */
export const btrfsCapacity = (sizeBytes: number): number => sizeBytes - fixedBytes - metadataChunk(sizeBytes);
