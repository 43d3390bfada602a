import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { mebibyte, sectorBytes } from '../bytes.ts';
import { epochEnv, type FilesystemJob } from './filesystem-job.ts';
import { asDoesNotFit, doesNotFit, nameOf, smallestSize } from './fit.ts';

const full = /disk full|no space|no free cluster/i;
interface Fat {
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

/**
 * Makes a vfat filesystem with its contents straight inside the disk file.
 *
 * @throws ApplianceError code `contents-do-not-fit`; `contents-unsuitable` for what vfat cannot hold
 */
export async function makeVfat(job: FilesystemJob): Promise<void> {
  const { runner, volume, filesystem, diskFile, tree, size } = job;
  const name = nameOf(filesystem);
  if (size.unixOnly !== undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'contents-unsuitable',
      message: `vfat, the filesystem of ${name}, cannot hold ${path.join(name, size.unixOnly)}: it is a link or a device`,
      position: volume.position,
      hint: 'use ext4 for this part line, or move the file elsewhere',
    });
  }
  const needed = smallestSize(size.contentBytes, overhead);
  if (needed > volume.sizeBytes) throw doesNotFit(volume, filesystem, needed);
  const startSector = volume.startBytes / sectorBytes;
  const args = ['--invariant', '-i', filesystem.uuid.replace('-', ''), '-h', String(startSector)];
  args.push(`--offset=${startSector}`);
  const { bits, sectors } = fatOf(volume.sizeBytes);
  args.push('-F', String(bits), '-s', String(sectors), ...(filesystem.makeOptions ?? []));
  if (filesystem.label !== undefined) args.push('-n', filesystem.label.toUpperCase());
  const env = { ...epochEnv(job), MTOOLS_SKIP_CHECK: '1' };
  const failure = `can't make the vfat filesystem of ${name}`;
  await runner.run('mkfs.vfat', [...args, diskFile, String(volume.sizeBytes / 1024)], { env, failure });
  const contents = tree === undefined ? [] : (await fs.readdir(tree)).sort().map((file) => path.join(tree, file));
  if (contents.length === 0) return;
  const image = `${diskFile}@@${volume.startBytes}`;
  try {
    await runner.run('mcopy', ['-s', '-m', '-Q', '-i', image, ...contents, '::'], { env, failure });
  } catch (error) {
    throw asDoesNotFit(error, full, volume, filesystem, needed);
  }
}

function fatOf(sizeBytes: number): Fat {
  return fats.find(([belowMiB]) => sizeBytes < belowMiB * mebibyte)?.[1] ?? largestFat;
}

/** Root directory (FAT12 and FAT16) and reserved sectors with their alignment, in sectors. */
const fixedSectors = 64;

/** Bytes of both allocation tables, the root directory and the reserved sectors. */
function overhead(sizeBytes: number): number {
  const { bits, sectors } = fatOf(sizeBytes);
  const clusters = Math.ceil(sizeBytes / (sectors * sectorBytes));
  return 2 * Math.ceil((clusters * bits) / 8) + fixedSectors * sectorBytes;
}
