import * as path from 'node:path';
import type { FilesystemType } from '../../appliance/appliance.ts';
import { diskFormat } from '../../appliance/formats.ts';
import type { Runner } from '../../host/program/run.ts';
import { mountImage } from '../../host/root/mount.ts';
import { Scope } from '../../host/scope.ts';
import type { DiskPlan } from '../../plan/plan.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { type VolumePlan, volumesOf } from '../../plan/volumes/volumes.ts';
import type { DiskResult } from '../../report/manifest/manifest.ts';
import { compareTrees, type TreeDifference } from './compare-trees.ts';
import { firstDifference } from './first-difference.ts';

/** Where two builds differ. */
export interface Difference {
  /** In the output directory. */
  readonly file: string;
  /** In words: `byte 12`, `/etc/hosts in the filesystem of /: its owner: 0:0 and 1:0`. */
  readonly where: string;
  /** What else differs there, if that can be told; a line each. */
  readonly further: readonly string[];
}

const mostPaths = 10;

/**
 * How the kernel mounts a filesystem without writing to it or looking at its journal; absent: it is not mounted here. Of btrfs the
 * kernel mounts no two with one UUID.
 */
const readOnly: Partial<Readonly<Record<FilesystemType, readonly string[]>>> = {
  ext2: ['noload'],
  ext3: ['noload'],
  ext4: ['noload'],
  xfs: ['norecovery', 'nouuid'],
};

export interface ComparedDisk {
  readonly result: DiskResult;
  readonly disk: DiskPlan;
  readonly storage: StoragePlan;
  /** Absolute paths of the same file of both builds, which are known to differ. */
  readonly files: readonly [string, string];
  /** An existing directory for temporary files. */
  readonly scratch: string;
}

/**
 * Says where the files of a disk differ: inside of which filesystem, and at which path, if they hold different disks. It must
 * run in a private mount namespace.
 */
export async function compareDisks(runner: Runner, compared: ComparedDisk): Promise<Difference> {
  const { result, files, storage, disk, scratch } = compared;
  const { file, format } = result;
  const inFile = `byte ${await firstDifference(files, runner.signal)}`;
  const { driver, packed } = diskFormat(format);
  if (packed !== undefined) return { file, where: inFile, further: [] };
  const offset = await contentMismatch(runner, driver, files);
  if (offset === undefined) return { file, where: `${inFile}, though both hold the same disk`, further: [] };
  const place = format === 'raw' ? inFile : `${inFile}; the disk that it holds from byte ${offset} on`;
  const volume = volumesOf(storage).find(({ pieces }) =>
    pieces.some((piece) => piece.disk === disk.name && isIn(offset, piece)),
  );
  if (volume === undefined) return { file, where: `${place}, ${outsideOf(offset, disk)}`, further: [] };
  const { mountPoint, type } = volume.filesystem;
  const name = `the ${type} filesystem of ${mountPoint ?? volume.id}`;
  const raws = format === 'raw' ? files : await rawsOf(runner, driver, files, scratch);
  const paths = await differingPaths(runner, volume, raws, scratch);
  if (paths === undefined) return { file, where: `${place}, in ${name}`, further: [] };
  const [first, ...others] = paths.map(({ path: at, what }) => `${at} in ${name}: ${what}`);
  return {
    file,
    where: first ?? `${place}, in ${name}, whose files are the same`,
    further: first === undefined ? [] : [...others, `${file}: ${place}`],
  };
}

const isIn = (offset: number, { startBytes, sizeBytes }: { readonly startBytes: number; readonly sizeBytes: number }) =>
  offset >= startBytes && offset < startBytes + sizeBytes;

function outsideOf(offset: number, { partitions }: DiskPlan): string {
  const partition = partitions.find((one) => isIn(offset, one));
  return partition === undefined ? 'outside of all partitions' : `in partition ${partition.number}`;
}

/** @returns offset in the disk that two images hold; undefined: they hold the same */
async function contentMismatch(
  runner: Runner,
  driver: string,
  files: readonly [string, string],
): Promise<number | undefined> {
  const { stdout, exitCode } = await runner.run('qemu-img', ['compare', '-f', driver, '-F', driver, ...files], {
    okCodes: [0, 1],
  });
  if (exitCode === 0) return undefined;
  return Number(/at offset (\d+)/.exec(stdout)?.[1] ?? 0);
}

async function rawsOf(
  runner: Runner,
  driver: string,
  files: readonly [string, string],
  scratch: string,
): Promise<[string, string]> {
  const raws: [string, string] = [path.join(scratch, 'first.raw'), path.join(scratch, 'second.raw')];
  for (const [index, raw] of raws.entries()) {
    await runner.run('qemu-img', ['convert', '-f', driver, '-O', 'raw', files[index] ?? '', raw]);
  }
  return raws;
}

/** @returns undefined if the filesystem cannot be mounted from one disk file */
async function differingPaths(
  runner: Runner,
  { filesystem, pieces }: VolumePlan,
  raws: readonly [string, string],
  scratch: string,
): Promise<TreeDifference[] | undefined> {
  const options = readOnly[filesystem.type];
  const [piece] = pieces;
  if (options === undefined || filesystem.encryption !== undefined) return undefined;
  if (piece === undefined || pieces.length > 1) return undefined;
  await using scope = new Scope();
  const mounted: string[] = [];
  for (const [index, file] of raws.entries()) {
    const target = path.join(scratch, `mounted-${index}`);
    const { startBytes, sizeBytes } = piece;
    scope.use(await mountImage(runner, { file, type: filesystem.type, startBytes, sizeBytes, options }, target));
    mounted.push(target);
  }
  return await compareTrees([mounted[0] ?? '', mounted[1] ?? ''], mostPaths, runner.signal);
}
