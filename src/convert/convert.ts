import * as fs from 'node:fs/promises';
import pLimit from 'p-limit';
import type { Format } from '../appliance/appliance.ts';
import { sha256OfFile } from '../host/checksum.ts';
import type { Runner } from '../host/run.ts';
import type { DiskImage } from './image.ts';
import { settleVmdkIdentity } from './vmdk-identity.ts';

export interface ConvertJob {
  /** Name of the disk, for messages and the result. */
  readonly disk: string;
  readonly format: Format;
  readonly source: string;
  /** What the source is. Default: a raw file. */
  readonly image?: DiskImage;
  /** File to write; it may be the source itself if the format is raw. */
  readonly target: string;
}

export interface ConvertOptions {
  /** How many conversions run at once. */
  readonly concurrency: number;
  /**
   * Whether the same raw file must give the same bytes. If not, and if processors would be idle, qcow2 clusters are written
   * as their compression ends.
   */
  readonly sameBytes: boolean;
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

interface Converter {
  readonly options: readonly string[];
  /** Options that use more than one processor and give other bytes each time. */
  readonly outOfOrder: readonly string[];
  readonly afterwards: (file: string, options: ConvertOptions, signal: AbortSignal) => Promise<void>;
}

const nothing = async () => undefined;
/** Hardware version 13 is ESXi 6.5; it and all later ones take the disk. */
const vmdkOptions = 'subformat=streamOptimized,adapter_type=lsilogic,hwversion=13';

const converters: Readonly<Record<Format, Converter>> = {
  raw: { options: ['-O', 'raw'], outOfOrder: ['-W'], afterwards: nothing },
  qcow2: { options: ['-O', 'qcow2', '-c', '-o', 'compat=1.1'], outOfOrder: ['-W', '-m', '8'], afterwards: nothing },
  vmdk: {
    options: ['-O', 'vmdk', '-o', vmdkOptions],
    // The format is a stream: it cannot be written out of order.
    outOfOrder: [],
    afterwards: async (file, { sameBytes }, signal) => {
      if (sameBytes) await settleVmdkIdentity(file, signal);
    },
  },
};

/**
 * Converts disks, several at once and the largest first: compressed qcow2, streamOptimized vmdk, or a plain copy.
 *
 * @returns in the order of the jobs, with the checksums of what was written
 * @throws ApplianceError of the tool; the unfinished file is removed
 */
export async function convertDisks(
  runner: Runner,
  jobs: readonly ConvertJob[],
  options: ConvertOptions,
): Promise<ConvertedDisk[]> {
  const limit = pLimit(options.concurrency);
  const sized = await Promise.all(jobs.map(async (job) => ({ job, space: await spaceOf(job.source) })));
  const spread = !options.sameBytes && leavesProcessorsIdle(sized, options.concurrency);
  const results = new Map<ConvertJob, ConvertedDisk>();
  const failures: unknown[] = [];
  const guarded = async (job: ConvertJob) => {
    if (failures.length > 0) return;
    try {
      results.set(job, await convertDisk(runner, job, { ...options, spread }));
    } catch (error) {
      failures.push(error);
    }
  };
  const largestFirst = sized.toSorted((a, b) => b.space - a.space);
  await Promise.all(largestFirst.map(({ job }) => limit(guarded, job)));
  if (failures.length > 0) throw failures[0];
  return jobs.flatMap((job) => results.get(job) ?? []);
}

/**
 * A conversion that spreads over all processors takes them from one that can't, and the whole takes longer. So it may
 * spread only if there are fewer large conversions than processors; small ones are over before it matters.
 */
function leavesProcessorsIdle(jobs: readonly { readonly space: number }[], processors: number): boolean {
  const largest = Math.max(...jobs.map(({ space }) => space));
  return jobs.filter(({ space }) => space * 8 >= largest).length < processors;
}

interface JobOptions extends ConvertOptions {
  readonly spread: boolean;
}

async function convertDisk(runner: Runner, job: ConvertJob, options: JobOptions): Promise<ConvertedDisk> {
  const { disk, format, source, target } = job;
  if (source !== target) await write(runner, job, options);
  const virtualBytes = job.image?.virtualBytes ?? (await fs.stat(source)).size;
  const fileBytes = format === 'raw' ? await spaceOf(target) : (await fs.stat(target)).size;
  const sha256 = await sha256OfFile(target, runner.signal);
  return { disk, format, path: target, virtualBytes, fileBytes, sha256 };
}

async function write(runner: Runner, job: ConvertJob, options: JobOptions): Promise<void> {
  const { disk, format, source, image, target } = job;
  const converter = converters[format];
  const order = options.spread ? converter.outOfOrder : [];
  const args = ['convert', '-f', image?.format ?? 'raw', ...converter.options, ...order, source, target];
  try {
    await runner.run('qemu-img', args, { failure: `can't convert disk ${disk} to ${format}` });
    await converter.afterwards(target, options, runner.signal);
  } catch (error) {
    await fs.rm(target, { force: true });
    throw error;
  }
}

async function spaceOf(file: string): Promise<number> {
  return (await fs.stat(file)).blocks * 512;
}
