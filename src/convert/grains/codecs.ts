import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { grainBytes } from './read-grains.ts';

/** How a format compresses its grains. */
export interface Codec {
  /** Part of the name under which compressed grains are cached; changes when the bytes would. */
  readonly name: string;
  compress(data: Buffer): Promise<Buffer>;
}

const deflateRaw = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.deflateRaw);
const deflate = promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.deflate);

/** All of a compressed grain: with less, Node asks its pool of threads once more for each piece. */
const chunkSize = grainBytes + 16_384;

/** Node compresses in its pool of threads, so several grains at once use several processors. */
export const codecs = {
  /** qcow2 specification, "Compressed cluster descriptor": raw deflate with a window of 4 KiB. */
  qcow2: { name: 'deflate-raw-12', compress: (data) => deflateRaw(data, { level: 6, windowBits: 12, chunkSize }) },
  /** VMware Virtual Disk Format 5.0, "Compressed grains": a zlib stream (RFC 1950). */
  vmdk: { name: 'zlib-15', compress: (data) => deflate(data, { level: 6, chunkSize }) },
} as const satisfies Readonly<Record<string, Codec>>;
