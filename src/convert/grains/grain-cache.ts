import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { throwIfInterrupted } from '../../host/program/run.ts';
import type { Codec } from './codecs.ts';
import type { Grain } from './read-grains.ts';

/** Where compressed grains are kept between builds; the convert room knows no more of the cache. */
export interface GrainStore {
  /** @returns absolute path of a file that is only read; undefined if there is none */
  get(key: string): Promise<string | undefined>;
  put(key: string, write: (temporary: string) => Promise<void>): Promise<void>;
}

/** Compresses the grains of one disk with one codec, or finds them compressed by the last build of that disk. */
export interface GrainCompressor extends AsyncDisposable {
  compress(grain: Grain, digest: string): Promise<Buffer>;
  /** Told in the order of the disk, so that the next build finds the grain. */
  keep(digest: string, compressed: Buffer): Promise<void>;
  /** Puts what was kept into the store. */
  save(): Promise<void>;
  readonly reused: number;
}

/** Stored as hexadecimal in the index; 128 bits tell more grains apart than there ever will be. */
export const digestOf = (data: Buffer) => createHash('sha256').update(data).digest('hex').slice(0, 32);

type Place = readonly [digest: string, offset: number, length: number];
/** The last line of a grain file: where each grain lies, and the checksum of all of them. */
interface Index {
  readonly sha256: string;
  readonly places: readonly Place[];
}

export interface CompressorSettings {
  readonly codec: Codec;
  /** How many processors there are to use. */
  readonly threads: number;
  readonly store: GrainStore | undefined;
  /** Names the disk: grains of the last disk of this name are found again. */
  readonly disk: string;
  /** An existing file, still empty, that takes the grains until they are saved. */
  readonly temporary: string;
  /** Ends the reading of what was kept, which is as large as the disk. */
  readonly signal: AbortSignal;
}

/** @throws ApplianceError kind `interrupted` if the signal was aborted */
export async function openCompressor(settings: CompressorSettings): Promise<GrainCompressor> {
  const { codec, threads, store, disk, temporary, signal } = settings;
  const key = `${disk}-${codec.name}`;
  const before = store === undefined ? undefined : await readGrainFile(await store.get(key), signal);
  const output = store === undefined ? undefined : await fs.open(temporary, 'w');
  const opened = codec.open(threads);
  const kept = new Map<string, Place>();
  const hash = createHash('sha256');
  let position = 0;
  let reused = 0;
  return {
    get reused() {
      return reused;
    },
    async compress({ data }, digest) {
      const found = await before?.find(digest);
      if (found !== undefined) {
        reused += 1;
        return found;
      }
      return await opened.compress(data);
    },
    async keep(digest, compressed) {
      if (output === undefined || kept.has(digest)) return;
      kept.set(digest, [digest, position, compressed.length]);
      hash.update(compressed);
      await output.write(compressed);
      position += compressed.length;
    },
    async save() {
      if (store === undefined || output === undefined) return;
      const index: Index = { sha256: hash.digest('hex'), places: [...kept.values()] };
      const text = Buffer.from(JSON.stringify(index));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(text.length));
      await output.write(text);
      await output.write(length);
      await store.put(key, (target) => fs.copyFile(temporary, target));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([before?.close(), output?.close(), opened[Symbol.asyncDispose]()]);
    },
  };
}

interface GrainFile {
  find(digest: string): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

/**
 * @returns undefined if there is no file, or a damaged one: its checksum is compared before anything of it is used
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
async function readGrainFile(file: string | undefined, signal: AbortSignal): Promise<GrainFile | undefined> {
  if (file === undefined) return undefined;
  const handle = await fs.open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  const index = await readIndex(handle, signal).catch(() => undefined);
  if (index === undefined) {
    await handle.close();
    throwIfInterrupted(signal);
    return undefined;
  }
  const places = new Map(index.places.map((place) => [place[0], place]));
  return {
    async find(digest) {
      const place = places.get(digest);
      if (place === undefined) return undefined;
      const [, offset, length] = place;
      const data = Buffer.alloc(length);
      const { bytesRead } = await handle.read(data, 0, length, offset);
      return bytesRead === length ? data : undefined;
    },
    close: () => handle.close(),
  };
}

const blockBytes = 1024 * 1024;

async function readIndex(handle: fs.FileHandle, signal: AbortSignal): Promise<Index | undefined> {
  const { size } = await handle.stat();
  const tail = Buffer.alloc(8);
  await handle.read(tail, 0, 8, size - 8);
  const textLength = Number(tail.readBigUInt64LE());
  const grainsEnd = size - 8 - textLength;
  if (grainsEnd < 0) return undefined;
  const text = Buffer.alloc(textLength);
  await handle.read(text, 0, textLength, grainsEnd);
  const index = JSON.parse(text.toString()) as Index;
  const hash = createHash('sha256');
  const block = Buffer.alloc(blockBytes);
  for (let offset = 0; offset < grainsEnd; offset += blockBytes) {
    throwIfInterrupted(signal);
    const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes, grainsEnd - offset), offset);
    hash.update(block.subarray(0, bytesRead));
  }
  return hash.digest('hex') === index.sha256 ? index : undefined;
}
