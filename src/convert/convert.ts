import * as fs from 'node:fs/promises';
import pLimit from 'p-limit';
import { diskFormat, type Format } from '../appliance/formats.ts';
import { type FileMeasure, measureFile, sha256OfFile } from '../host/files/checksum.ts';
import type { Runner } from '../host/program/run.ts';
import { waitForAll } from '../host/wait-for-all.ts';
import { flatExtentOf } from './formats/vmdk/monolithic-flat.ts';
import type { GrainStore } from './grains/grain-cache.ts';
import { packDisk } from './packed/pack.ts';
import { type WrittenImages, writeImages } from './write-images.ts';
import { hasHoles, isWritten, type WrittenFormat } from './writers.ts';

export interface ConvertJob {
  /** Name of the disk, for messages and the result. */
  readonly disk: string;
  /** Name of the disk in the cache. Default: `disk`. */
  readonly stem?: string;
  readonly format: Format;
  /** A raw file. */
  readonly source: string;
  /** File to write. */
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

export interface WrittenFile {
  readonly path: string;
  /** Space that the file takes; holes do not count. */
  readonly fileBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface ConvertedDisk extends WrittenFile {
  readonly disk: string;
  readonly format: Format;
  /** Size of the disk as the guest sees it. */
  readonly virtualBytes: number;
  /** The second file, which holds the data, if the format has one. */
  readonly extent?: WrittenFile;
}

export interface Conversion extends WrittenImages {
  /** In the order of the jobs. */
  readonly disks: readonly ConvertedDisk[];
}

/**
 * Converts raw disks to other formats. The same disk gives the same bytes.
 *
 * What `writers` has is written by us, all formats of a disk in one reading; the rest by qemu-img, zstd and xz beside it.
 *
 * @throws ApplianceError of the tool; unfinished files are removed
 */
export async function convertDisks(
  runner: Runner,
  jobs: readonly ConvertJob[],
  options: ConvertOptions,
): Promise<Conversion> {
  const own = jobs.filter(({ format }) => isWritten(format));
  const limit = pLimit(options.concurrency);
  const others = jobs.filter((job) => !own.includes(job));
  // One after the other: each of these tools uses all processors.
  const byTools = pLimit(1);
  const made = others.map((job) => byTools(() => dropOnFailure([job], () => runTool(runner, job))));
  // All of them end before a failure of one is told: what goes on would write into folders that are removed.
  const measures = measuresOfSources(runner);
  // Copies are measured by their source, beside the writing; a failure is thrown where the measure is used.
  for (const { format, source } of jobs) if (isCopy(format)) measures(source).catch(() => undefined);
  const [written] = await waitForAll([writeOwn(runner, own, options), ...made]);
  const disks = await Promise.all(jobs.map((job) => limit(() => describeResult(runner, job, measures))));
  return { disks, ...written };
}

async function writeOwn(runner: Runner, jobs: readonly ConvertJob[], options: ConvertOptions): Promise<WrittenImages> {
  let [grains, reused] = [0, 0];
  for (const source of new Set(jobs.map((job) => job.source))) {
    const ofDisk = jobs.filter((job) => job.source === source);
    const done = await dropOnFailure(ofDisk, () => write(runner, source, ofDisk, options));
    grains += done.grains;
    reused += done.reused;
  }
  return { grains, reused };
}

async function write(runner: Runner, source: string, jobs: readonly ConvertJob[], options: ConvertOptions) {
  return await writeImages(runner, {
    disk: jobs[0]?.stem ?? jobs[0]?.disk ?? '',
    source,
    targets: jobs.map(({ format, target }) => ({ format: format as WrittenFormat, file: target })),
    store: options.store,
    scratch: options.scratch,
    threads: options.concurrency,
  });
}

async function runTool(runner: Runner, { disk, format, source, target }: ConvertJob): Promise<void> {
  const { packed, driver } = diskFormat(format);
  if (packed !== undefined) return await packDisk(runner, { disk, source, target, packing: packed });
  // Without -W: it would put the clusters in the order in which they happen to be ready.
  const args = ['convert', '-f', 'raw', '-O', driver, '-c', '-o', 'compression_type=zstd', '-m', '8', source, target];
  await runner.run('qemu-img', args, { failure: `can't convert disk ${disk} to ${format}` });
}

/** @returns whether the format, or its second file, is the raw disk itself */
const isCopy = (format: Format) => format === 'raw' || format === 'vmdk:monolithicFlat';

/** @returns the files of a format, by the name of its first */
function filesOf({ format, target }: Pick<ConvertJob, 'format' | 'target'>): [string, ...string[]] {
  return format === 'vmdk:monolithicFlat' ? [target, flatExtentOf(target)] : [target];
}

async function dropOnFailure<Result>(jobs: readonly ConvertJob[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    await Promise.all(jobs.flatMap(filesOf).map((file) => fs.rm(file, { force: true })));
    throw error;
  }
}

/** The measures of a raw disk, taken once: its copies have the same. */
type SourceMeasures = (source: string) => Promise<FileMeasure>;

function measuresOfSources(runner: Runner): SourceMeasures {
  const taken = new Map<string, Promise<FileMeasure>>();
  return (source) => {
    const measure = taken.get(source) ?? measureFile(source, runner.signal);
    taken.set(source, measure);
    return measure;
  };
}

async function describeResult(runner: Runner, job: ConvertJob, measures: SourceMeasures): Promise<ConvertedDisk> {
  const [first, second] = filesOf(job);
  return {
    disk: job.disk,
    format: job.format,
    virtualBytes: (await fs.stat(job.source)).size,
    ...(job.format === 'raw'
      ? await describeCopy(job, first, measures)
      : await describeFile(runner, first, job.format)),
    ...(second === undefined ? {} : { extent: await describeCopy(job, second, measures) }),
  };
}

async function describeCopy({ source }: ConvertJob, file: string, measures: SourceMeasures): Promise<WrittenFile> {
  const { sha256, dataBytes } = await measures(source);
  return { path: file, fileBytes: dataBytes, sha256 };
}

async function describeFile(runner: Runner, file: string, format: Format): Promise<WrittenFile> {
  if (hasHoles(format)) {
    const { sha256, dataBytes } = await measureFile(file, runner.signal);
    return { path: file, fileBytes: dataBytes, sha256 };
  }
  const { size } = await fs.stat(file);
  return { path: file, fileBytes: size, sha256: await sha256OfFile(file, runner.signal) };
}
