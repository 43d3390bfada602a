import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { dataExtents } from '../host/files/data-extents.ts';
import { diskFullHint, type Runner, throwIfInterrupted } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import { waitForAll } from '../host/wait-for-all.ts';
import { digestOf, type GrainStore, openCompressor } from './grains/grain-cache.ts';
import { type Grain, readGrains } from './grains/read-grains.ts';
import { type WrittenFormat, writers } from './writers.ts';

export interface WriteRequest {
  /** Name of the disk, also in the cache. */
  readonly disk: string;
  /** The raw file. */
  readonly source: string;
  /** At most one of each format. */
  readonly targets: readonly { readonly format: WrittenFormat; readonly file: string }[];
  /** Keeps compressed grains for the next build; undefined: nothing is kept. */
  readonly store: GrainStore | undefined;
  /** An existing folder for temporary files. */
  readonly scratch: string;
  /** How many processors there are to use. */
  readonly threads: number;
}

export interface WrittenImages {
  /** How many grains hold data. */
  readonly grains: number;
  /** How many of them came compressed from the cache. */
  readonly reused: number;
}

/**
 * Writes images of a raw disk, all formats in one reading. Compressed grains that the last build of the disk had, too, are taken
 * from the cache. The same disk gives the same bytes, whatever the cache held.
 *
 * @throws ApplianceError code `disk-not-written` with the system's reason, `interrupted`
 */
export async function writeImages(runner: Runner, request: WriteRequest): Promise<WrittenImages> {
  try {
    return await writeAll(runner, request);
  } catch (error) {
    if (error instanceof ApplianceError) throw error;
    throw notWritten(request, error);
  }
}

function notWritten({ disk }: WriteRequest, cause: unknown): ApplianceError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new ApplianceError({
    kind: 'build',
    code: 'disk-not-written',
    message: `can't write the images of disk ${disk}: ${code === 'ENOSPC' ? 'no space is left on the device' : (message ?? String(cause))}`,
    hint: code === 'ENOSPC' ? diskFullHint : undefined,
    cause,
  });
}

async function writeAll(runner: Runner, request: WriteRequest): Promise<WrittenImages> {
  const { source, targets, store, scratch, disk, threads } = request;
  await using scope = new Scope();
  const extents = await dataExtents(runner, source);
  const handle = await fs.open(source);
  scope.defer(() => handle.close());
  const { size: sizeBytes } = await handle.stat();
  // What is opened after the scope is left would never be closed.
  const outputs = await waitForAll(
    targets.map(async ({ format, file }) => {
      const { codec, create } = writers[format];
      const temporary = path.join(scratch, `${path.basename(file)}.grains`);
      scope.defer(() => fs.rm(temporary, { force: true }));
      return {
        writer: scope.use(await create({ file, sizeBytes })),
        compressor:
          codec === undefined
            ? undefined
            : scope.use(await openCompressor({ codec, threads, store, disk, temporary, signal: runner.signal })),
      };
    }),
  );
  const compressors = outputs.flatMap(({ compressor }) => compressor ?? []);
  const work = async (grain: Grain) => {
    const digest = digestOf(grain.data);
    const compressed = outputs.map(
      async ({ compressor }) => (await compressor?.compress(grain, digest)) ?? notCompressed,
    );
    return { grain, digest, compressed: await Promise.all(compressed) };
  };
  const contents = createHash('sha256');
  let grains = 0;
  for await (const { grain, digest, compressed } of inOrder(readGrains(handle, extents), work, 2 * threads)) {
    throwIfInterrupted(runner.signal);
    grains += 1;
    contents.update(`${grain.index} ${digest}\n`);
    for (const [place, { writer, compressor }] of outputs.entries()) {
      const bytes = compressed[place] ?? notCompressed;
      await writer.add(grain.index, grain.data, bytes);
      await compressor?.keep(digest, bytes);
    }
  }
  const identity = contents.digest();
  for (const { writer } of outputs) await writer.finish(identity);
  const reused = compressors.length === 0 ? 0 : Math.min(...compressors.map((compressor) => compressor.reused));
  if (reused < grains) for (const compressor of compressors) await compressor.save();
  return { grains, reused };
}

const notCompressed = Buffer.alloc(0);

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
