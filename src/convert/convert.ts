import * as fs from 'node:fs/promises';
import pLimit from 'p-limit';
import type { Format } from '../appliance/appliance.ts';
import { sha256OfFile } from '../host/checksum.ts';
import type { Runner } from '../host/run.ts';
import { type CompressedFormat, compressDisk, isCompressedFormat } from './compress-disk.ts';
import type { GrainStore } from './grains/grain-cache.ts';
import type { DiskImage } from './image.ts';

export interface ConvertJob {
  /** Name of the disk, for messages and the result. */
  readonly disk: string;
  /** Name of the disk in the cache. Default: `disk`. */
  readonly stem?: string;
  readonly format: Format;
  readonly source: string;
  /** What the source is. Default: a raw file. */
  readonly image?: DiskImage;
  /** File to write; it may be the source itself if the format is raw. */
  readonly target: string;
}

export interface ConvertOptions {
  /** How many processors there are to use. */
  readonly concurrency: number;
  /** Keeps compressed grains for the next build; undefined: nothing is kept. */
  readonly store: GrainStore | undefined;
  /** An existing folder for temporary files. */
  readonly scratch: string;
}

export interface ConvertedDisk {
  readonly disk: string;
  readonly format: Format;
  readonly path: string;
  /** Size of the disk as the guest sees it. */
  readonly virtualBytes: number;
  /** Space that the file takes; holes of raw files do not count. */
  readonly fileBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface Conversion {
  /** In the order of the jobs. */
  readonly disks: readonly ConvertedDisk[];
  /** Pieces of 64 KiB that hold data, and how many of them came compressed from the cache. */
  readonly grains: number;
  readonly reused: number;
}

/**
 * Converts disks: compressed qcow2, streamOptimized vmdk, or a plain copy. The same raw disk gives the same bytes.
 *
 * Compressed formats of raw disks are written by `compressDisk`, all formats of a disk in one reading; anything else by qemu-img.
 *
 * @throws ApplianceError of the tool; the unfinished file is removed
 */
export async function convertDisks(
  runner: Runner,
  jobs: readonly ConvertJob[],
  options: ConvertOptions,
): Promise<Conversion> {
  const own = jobs.filter(({ format, image }) => isCompressedFormat(format) && (image?.format ?? 'raw') === 'raw');
  const limit = pLimit(options.concurrency);
  const others = jobs.filter((job) => !own.includes(job) && job.source !== job.target);
  const copied = Promise.all(others.map((job) => limit(() => dropOnFailure([job], () => runQemuImg(runner, job)))));
  // It is awaited below; a failure before that must not count as unhandled.
  copied.catch(() => undefined);
  let [grains, reused] = [0, 0];
  for (const source of new Set(own.map((job) => job.source))) {
    const ofDisk = own.filter((job) => job.source === source);
    const done = await dropOnFailure(ofDisk, () => compress(runner, source, ofDisk, options));
    grains += done.grains;
    reused += done.reused;
  }
  await copied;
  const disks = await Promise.all(jobs.map((job) => limit(() => describeResult(runner, job))));
  return { disks, grains, reused };
}

async function compress(runner: Runner, source: string, jobs: readonly ConvertJob[], options: ConvertOptions) {
  return await compressDisk(runner, {
    disk: jobs[0]?.stem ?? jobs[0]?.disk ?? '',
    source,
    targets: jobs.map(({ format, target }) => ({ format: format as CompressedFormat, file: target })),
    store: options.store,
    scratch: options.scratch,
    concurrency: 2 * options.concurrency,
  });
}

const qemuOptions: Readonly<Record<Format, readonly string[]>> = {
  raw: ['-O', 'raw', '-W'],
  qcow2: ['-O', 'qcow2', '-c', '-W', '-m', '8'],
  vmdk: ['-O', 'vmdk', '-o', 'subformat=streamOptimized,adapter_type=lsilogic,hwversion=13'],
};

async function runQemuImg(runner: Runner, { disk, format, source, image, target }: ConvertJob): Promise<void> {
  const args = ['convert', '-f', image?.format ?? 'raw', ...qemuOptions[format], source, target];
  await runner.run('qemu-img', args, { failure: `can't convert disk ${disk} to ${format}` });
}

async function dropOnFailure<Result>(jobs: readonly ConvertJob[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await Promise.all(jobs.map(({ target }) => fs.rm(target, { force: true })));
    throw error;
  }
}

async function describeResult(
  runner: Runner,
  { disk, format, source, image, target }: ConvertJob,
): Promise<ConvertedDisk> {
  const stat = await fs.stat(target);
  return {
    disk,
    format,
    path: target,
    virtualBytes: image?.virtualBytes ?? (await fs.stat(source)).size,
    fileBytes: format === 'raw' ? stat.blocks * 512 : stat.size,
    sha256: await sha256OfFile(target, runner.signal),
  };
}
