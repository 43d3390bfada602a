import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import pLimit from 'p-limit';
import type { Runner } from '../host/program/run.ts';
import type { BootLoaderPlan, DiskPlan, FilesystemPlan } from '../plan/plan.ts';
import type { StoragePlan } from '../plan/volumes/storage.ts';
import { plainBytes, volumesOf } from '../plan/volumes/volumes.ts';
import { placeArray } from './arrays/place-array.ts';
import { arraySuperblocks } from './arrays/superblock.ts';
import { bootPlace } from './boot/boot-place.ts';
import { loaders } from './boot/loaders.ts';
import { applyWrites, createSparseFile } from './disk-file.ts';
import type { FilesystemJob } from './filesystems/filesystem-job.ts';
import { makeFilesystem } from './filesystems/filesystems.ts';
import { placeFile } from './filesystems/place-file.ts';
import type { GrubFamily } from './grub/grub-layout.ts';
import { makeContainer } from './luks/container.ts';
import { volumeGroupWrites } from './lvm/volume-groups.ts';
import { checkFit, type MeasuredVolume } from './sizes/fit.ts';
import { measureTree, sumOf, type TreeSize } from './sizes/tree-size.ts';
import { partitionTable } from './tables/partition-table.ts';

export interface AssembleRequest {
  readonly storage: StoragePlan;
  readonly bootLoader: BootLoaderPlan;
  /** Directory on the host with exactly the contents of a filesystem, by mount point; a filesystem without one stays empty. */
  readonly trees: ReadonlyMap<string, string>;
  /** Of encrypted volumes, by the UUID of the container. Never print them. */
  readonly passphrases?: ReadonlyMap<string, string>;
  /** The trees' files have SELinux labels. */
  readonly labelled?: boolean;
  readonly family: GrubFamily;
  /** The whole root of the guest, where its own GRUB modules may lie. */
  readonly guestRoot: string;
  /** An existing directory that the raw files go to, as STEM.raw. */
  readonly outputDirectory: string;
  /** An existing directory for temporary files; filesystems that need a file of their own lie there. */
  readonly scratch: string;
  /** Seconds since 1970 that filesystems show as their making (SOURCE_DATE_EPOCH); undefined: now. */
  readonly epochSeconds: number | undefined;
  /** How many filesystems are made at once. */
  readonly concurrency: number;
}

export interface AssembledDisk {
  readonly disk: DiskPlan;
  /** The raw, sparse file. */
  readonly path: string;
}

/**
 * Makes the raw disk files: partition tables, filesystems with their contents, boot loader. Nothing is mounted but, for xfs and
 * tight btrfs, a file of that one filesystem; no partition device, no device-mapper. The trees hold the files of
 * `writeBootFiles` already. Returns the disks in the order of the plan; on failure incomplete files stay in the output directory,
 * which the caller owns.
 *
 * @throws ApplianceError codes `contents-do-not-fit` (ApplianceErrors if of several filesystems), `contents-unsuitable`,
 *   `label-too-long`, `layout-impossible`, `no-bios-boot-partition`, `no-room-for-boot-loader`, or that of a tool
 */
export async function assembleDisks(runner: Runner, request: AssembleRequest): Promise<AssembledDisk[]> {
  const assembled = request.storage.disks.map((disk) => ({
    disk,
    path: path.join(request.outputDirectory, `${disk.stem}.raw`),
  }));
  const measured = await Promise.all(
    volumesOf(request.storage).map(async (volume) => ({
      volume,
      size: await sizeOf(volume.filesystem, request.trees),
    })),
  );
  checkFit(measured);
  const madeAt = request.epochSeconds ?? Math.floor(Date.now() / 1000);
  const tables = assembled.map(({ disk }) => partitionTable(disk));
  for (const [index, { disk, path: file }] of assembled.entries()) {
    await createSparseFile(file, disk.sizeBytes);
    await applyWrites(file, tables[index] ?? []);
    await applyWrites(file, volumeGroupWrites(request.storage, disk.name, madeAt));
  }
  const fileOf = (name: string) => assembled.find(({ disk }) => disk.name === name)?.path ?? '';
  for (const array of request.storage.arrays) {
    for (const { disk, write } of arraySuperblocks(array, madeAt)) await applyWrites(fileOf(disk), [write]);
  }
  await inParallel(
    request.concurrency,
    measured.map((one) => () => fillVolume(runner, request, one, fileOf)),
  );
  const target = assembled.find(({ disk }) => disk.name === request.bootLoader.bios?.disk);
  if (target !== undefined) {
    const { bootLoader, family, guestRoot, scratch } = request;
    await loaders[bootLoader.loader].installBios(runner, {
      disk: target.disk,
      diskFile: target.path,
      bootSector: bootLoader.bios?.bootSector ?? false,
      place: bootPlace(request.storage),
      ...{ family, guestRoot, scratch },
    });
  }
  return assembled;
}

async function fillVolume(
  runner: Runner,
  request: AssembleRequest,
  { volume, size }: MeasuredVolume,
  fileOf: (disk: string) => string,
): Promise<void> {
  const { filesystem, id, sizeBytes, pieces, array } = volume;
  const tree = filesystem.mountPoint === undefined ? undefined : request.trees.get(filesystem.mountPoint);
  const scratch = path.join(request.scratch, id);
  await fs.mkdir(scratch, { recursive: true });
  const subvolumeTrees = subvolumeTreesOf(filesystem, request.trees);
  const { epochSeconds, labelled = false } = request;
  const common = { runner, filesystem, volume, tree, subvolumeTrees, size, labelled, scratch, epochSeconds };
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1 && filesystem.encryption === undefined) {
    const place = { startBytes: first.startBytes, sizeBytes };
    await makeFilesystem({ ...common, place, diskFile: fileOf(first.disk) });
  } else {
    const file = await makeVolume(common, request);
    const places = pieces.map(({ disk, ...range }) => ({ ...range, file: fileOf(disk) }));
    if (array === undefined) await placeFile(runner, file, places, `can't put ${id} in its place`);
    else await placeArray(runner, file, array, fileOf);
  }
  await fs.rm(scratch, { recursive: true });
}

/** Makes a volume in a file of its own. @returns the file */
async function makeVolume(
  common: Omit<FilesystemJob, 'place' | 'diskFile'>,
  { passphrases }: AssembleRequest,
): Promise<string> {
  const { runner, scratch, volume, filesystem } = common;
  const { encryption, type } = filesystem;
  const plainFile = path.join(scratch, 'volume');
  const sizeBytes = plainBytes(volume);
  await createSparseFile(plainFile, sizeBytes);
  await makeFilesystem({ ...common, place: { startBytes: 0, sizeBytes }, diskFile: plainFile });
  if (encryption === undefined) return plainFile;
  const output = path.join(scratch, 'container');
  const passphrase = passphrases?.get(encryption.uuid);
  // A container that an empty passphrase opens must never come about.
  if (passphrase === undefined) throw new TypeError(`the container ${encryption.uuid} has no passphrase`);
  await makeContainer(runner, { plainFile, type, uuid: encryption.uuid, passphrase, output, scratch });
  await fs.rm(plainFile);
  return output;
}

/** What all that lies in a filesystem asks of it. */
async function sizeOf(filesystem: FilesystemPlan, trees: AssembleRequest['trees']): Promise<TreeSize> {
  const tree = filesystem.mountPoint === undefined ? undefined : trees.get(filesystem.mountPoint);
  const all = [...(tree === undefined ? [] : [tree]), ...subvolumeTreesOf(filesystem, trees).values()];
  return sumOf(await Promise.all(all.map(measureTree)));
}

function subvolumeTreesOf({ subvolumes = [] }: FilesystemPlan, trees: AssembleRequest['trees']): Map<string, string> {
  return new Map(
    subvolumes.flatMap(({ name, mountPoint }): [string, string][] => {
      const tree = trees.get(mountPoint);
      return tree === undefined ? [] : [[name, tree]];
    }),
  );
}

/** Begins nothing new after a failure, waits for what runs so that the caller can clean up, then throws the first failure. */
async function inParallel(concurrency: number, work: readonly (() => Promise<void>)[]): Promise<void> {
  const limit = pLimit(concurrency);
  const failures: unknown[] = [];
  const guarded = async (job: () => Promise<void>) => {
    if (failures.length > 0) return;
    await job().catch((error: unknown) => failures.push(error));
  };
  await Promise.all(work.map((job) => limit(guarded, job)));
  if (failures.length > 0) throw failures[0];
}
