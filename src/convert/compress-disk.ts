import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { dataExtents } from '../host/data-extents.ts';
import { diskFullHint, type Runner, throwIfInterrupted } from '../host/run.ts';
import { Scope } from '../host/scope.ts';
import type { ImageWriter } from './formats/image-writer.ts';
import { createQcow2 } from './formats/qcow2.ts';
import { createVmdk } from './formats/vmdk.ts';
import { type Codec, codecs } from './grains/codecs.ts';
import { digestOf, type GrainStore, openCompressor } from './grains/grain-cache.ts';
import { type Grain, readGrains } from './grains/read-grains.ts';

/** Formats that we write ourselves, because it is measured faster: docs/performance.md. */
export type CompressedFormat = 'qcow2' | 'vmdk';

export function isCompressedFormat(format: string): format is CompressedFormat {
  return Object.hasOwn(formats, format);
}

const formats: Readonly<
  Record<
    CompressedFormat,
    { readonly codec: Codec; readonly create: (file: string, sizeBytes: number) => Promise<ImageWriter> }
  >
> = {
  qcow2: { codec: codecs.qcow2, create: createQcow2 },
  vmdk: { codec: codecs.vmdk, create: createVmdk },
};

export interface CompressRequest {
  /** Name of the disk, also in the cache. */
  readonly disk: string;
  /** The raw file. */
  readonly source: string;
  /** At most one of each format. */
  readonly targets: readonly { readonly format: CompressedFormat; readonly file: string }[];
  /** Keeps compressed grains for the next build; undefined: nothing is kept. */
  readonly store: GrainStore | undefined;
  /** An existing folder for temporary files. */
  readonly scratch: string;
  /** How many grains are compressed at once. */
  readonly concurrency: number;
}

/**
 * Writes compressed images of a raw disk, all formats in one reading. Grains that the last build of the disk had, too, are taken
 * from the cache. The same disk gives the same bytes, whatever the cache held.
 *
 * @returns how many grains were written, and how many of them came from the cache
 * @throws ApplianceError code `disk-not-written` with the system's reason, `interrupted`
 */
export async function compressDisk(
  runner: Runner,
  request: CompressRequest,
): Promise<{ readonly grains: number; readonly reused: number }> {
  try {
    return await writeImages(runner, request);
  } catch (error) {
    if (error instanceof ApplianceError) throw error;
    throw notWritten(request, error);
  }
}

function notWritten({ disk }: CompressRequest, cause: unknown): ApplianceError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new ApplianceError({
    kind: 'build',
    code: 'disk-not-written',
    message: `can't write the images of disk ${disk}: ${code === 'ENOSPC' ? 'no space is left on the device' : (message ?? String(cause))}`,
    hint: code === 'ENOSPC' ? diskFullHint : undefined,
    cause,
  });
}

async function writeImages(
  runner: Runner,
  request: CompressRequest,
): Promise<{ readonly grains: number; readonly reused: number }> {
  const { source, targets, store, scratch, disk } = request;
  await using scope = new Scope();
  const extents = await dataExtents(runner, source);
  const handle = await fs.open(source);
  scope.defer(() => handle.close());
  const { size } = await handle.stat();
  const outputs = await Promise.all(
    targets.map(async ({ format, file }) => {
      const { codec, create } = formats[format];
      const temporary = path.join(scratch, `${path.basename(file)}.grains`);
      scope.defer(() => fs.rm(temporary, { force: true }));
      return {
        writer: scope.use(await create(file, size)),
        compressor: scope.use(await openCompressor({ codec, store, disk, temporary })),
      };
    }),
  );
  const work = async (grain: Grain) => {
    const digest = store === undefined ? '' : digestOf(grain.data);
    return {
      grain,
      digest,
      compressed: await Promise.all(outputs.map(({ compressor }) => compressor.compress(grain, digest))),
    };
  };
  let grains = 0;
  for await (const { grain, digest, compressed } of inOrder(readGrains(handle, extents), work, request.concurrency)) {
    throwIfInterrupted(runner.signal);
    grains += 1;
    for (const [place, { writer, compressor }] of outputs.entries()) {
      const bytes = compressed[place] ?? Buffer.alloc(0);
      await writer.add(grain.index, grain.data, bytes);
      await compressor.keep(digest, bytes);
    }
  }
  for (const { writer } of outputs) await writer.finish();
  const reused = Math.min(...outputs.map(({ compressor }) => compressor.reused));
  if (reused < grains) for (const { compressor } of outputs) await compressor.save();
  return { grains, reused };
}

/** Works on several items at once and gives the results in the order of the items. */
async function* inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  atOnce: number,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    // A failure is thrown where the result is taken; until then it must not count as unhandled.
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= atOnce) yield await (running.shift() as Promise<Result>);
  }
  for (const result of running) yield await result;
}
