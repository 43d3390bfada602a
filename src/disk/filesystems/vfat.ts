import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { mebibyte, sectorBytes } from '../bytes.ts';
import { epochEnv, type FilesystemJob } from './filesystem-job.ts';
import { asDoesNotFit, doesNotFit, nameOf, smallestSize } from './fit.ts';

const full = /disk full|no space|no free cluster/i;
/** Below this FAT32 would have fewer clusters than its format asks for, and mkfs.vfat picks FAT12 or FAT16. */
const smallestFat32 = 64 * mebibyte;
const fat16Overhead = 0.01;

/** Sectors of a FAT32 cluster by size of the filesystem (Microsoft, FAT32 File System Specification 1.03, page 20). */
const clusterSectors: readonly (readonly [belowMiB: number, sectors: number])[] = [
  [260, 1],
  [8 * 1024, 8],
  [16 * 1024, 16],
  [32 * 1024, 32],
  [Number.POSITIVE_INFINITY, 64],
];

/**
 * Makes a vfat filesystem with its contents straight inside the disk file.
 *
 * @throws ApplianceError code `contents-do-not-fit`; `contents-unsuitable` for what vfat cannot hold
 */
export async function makeVfat(job: FilesystemJob): Promise<void> {
  const { runner, partition, filesystem, diskFile, tree, size } = job;
  const name = nameOf(filesystem);
  if (size.unixOnly !== undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'contents-unsuitable',
      message: `vfat, the filesystem of ${name}, cannot hold ${path.join(name, size.unixOnly)}: it is a link or a device`,
      position: partition.position,
      hint: 'use ext4 for this part line, or move the file elsewhere',
    });
  }
  const needed = smallestSize(size.contentBytes, overhead);
  if (needed > partition.sizeBytes) throw doesNotFit(partition, filesystem, needed);
  const startSector = partition.startBytes / sectorBytes;
  const args = ['--invariant', '-i', filesystem.uuid.replace('-', ''), '-h', String(startSector)];
  args.push(`--offset=${startSector}`);
  if (partition.sizeBytes >= smallestFat32) args.push('-F', '32', '-s', String(sectorsOf(partition.sizeBytes)));
  if (filesystem.label !== undefined) args.push('-n', filesystem.label.toUpperCase());
  const env = { ...epochEnv(job), MTOOLS_SKIP_CHECK: '1' };
  const failure = `can't make the vfat filesystem of ${name}`;
  await runner.run('mkfs.vfat', [...args, diskFile, String(partition.sizeBytes / 1024)], { env, failure });
  const contents = tree === undefined ? [] : (await fs.readdir(tree)).sort().map((file) => path.join(tree, file));
  if (contents.length === 0) return;
  const image = `${diskFile}@@${partition.startBytes}`;
  try {
    await runner.run('mcopy', ['-s', '-m', '-Q', '-i', image, ...contents, '::'], { env, failure });
  } catch (error) {
    throw asDoesNotFit(error, full, partition, filesystem, needed);
  }
}

function sectorsOf(sizeBytes: number): number {
  return clusterSectors.find(([below]) => sizeBytes < below * mebibyte)?.[1] ?? 1;
}

/** Bytes of both allocation tables and the reserved sectors. */
function overhead(sizeBytes: number): number {
  if (sizeBytes < smallestFat32) return Math.ceil(sizeBytes * fat16Overhead);
  return 2 * 4 * Math.ceil(sizeBytes / (sectorsOf(sizeBytes) * sectorBytes)) + 32 * sectorBytes;
}
