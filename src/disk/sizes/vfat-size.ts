import { mebibyte, sectorBytes } from '../bytes.ts';

export interface Fat {
  readonly bits: 12 | 16 | 32;
  /** Sectors of a cluster. */
  readonly sectors: number;
}

/**
 * The kind of FAT by size of the filesystem, chosen here because mkfs.vfat goes by the size of the whole disk file. FAT12
 * has fewer than 4085 clusters, FAT16 fewer than 65525, FAT32 more (Microsoft, FAT32 File System Specification 1.03,
 * page 14; page 20 for the clusters of FAT32).
 */
const fats: readonly (readonly [belowMiB: number, fat: Fat])[] = [
  [4, { bits: 12, sectors: 4 }],
  [8, { bits: 16, sectors: 1 }],
  [32, { bits: 16, sectors: 2 }],
  [64, { bits: 16, sectors: 4 }],
  [260, { bits: 32, sectors: 1 }],
  [8 * 1024, { bits: 32, sectors: 8 }],
  [16 * 1024, { bits: 32, sectors: 16 }],
  [32 * 1024, { bits: 32, sectors: 32 }],
];
const largestFat: Fat = { bits: 32, sectors: 64 };
/** Root directory (FAT12 and FAT16), or reserved sectors (FAT32), in sectors. */
const fixedSectors = 32;

export function fatOf(sizeBytes: number): Fat {
  return fats.find(([belowMiB]) => sizeBytes < belowMiB * mebibyte)?.[1] ?? largestFat;
}

/** Bytes of both allocation tables, which have an entry for each cluster, the root directory and the reserved sectors; from below. */
export function vfatOverhead(sizeBytes: number): number {
  const { bits, sectors } = fatOf(sizeBytes);
  const fixedBytes = fixedSectors * sectorBytes;
  const entriesBytes = 2 * (bits / 8);
  const clusters = Math.floor((sizeBytes - fixedBytes) / (sectors * sectorBytes + entriesBytes));
  return fixedBytes + Math.ceil(clusters * entriesBytes);
}
