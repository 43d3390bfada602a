import * as fs from 'node:fs/promises';
import { dataExtents, type Extent } from '../../host/files/data-extents.ts';
import type { Runner } from '../../host/program/run.ts';
import { type Packing, packers } from './tools.ts';

const mebibyte = 1024 * 1024;
/** Shorter holes are packed as the zeros that they are: each piece costs a start of the program. */
const shortHoleBytes = 16 * mebibyte;

export interface PackRequest {
  /** Name of the disk, for messages. */
  readonly disk: string;
  /** A raw file. */
  readonly source: string;
  readonly target: string;
  readonly packing: Packing;
}

/**
 * Packs a raw disk as one file of several pieces, one after the other, which the tools of the format unpack as one. Long holes are
 * not read. The same disk gives the same bytes.
 *
 * @throws ApplianceError code `tool-failed`, `tool-missing`
 */
export async function packDisk(runner: Runner, { disk, source, target, packing }: PackRequest): Promise<void> {
  const { size } = await fs.stat(source);
  const { pack, zeros, zeroPieceBytes } = packers[packing];
  const failure = `can't pack disk ${disk}`;
  await fs.writeFile(target, '');
  const packPart = async (part: Extent) =>
    await runner.run(packing, pack, { inputPart: { file: source, ...part }, appendTo: target, failure });
  const repeated = new Map<number, Buffer>();
  for (const { start, length, isHole } of stretches(await dataExtents(runner, source), size)) {
    if (!isHole) {
      await packPart({ start, length });
      continue;
    }
    for (let done = 0; done < length; done += zeroPieceBytes) {
      const pieceBytes = Math.min(zeroPieceBytes, length - done);
      const known = repeated.get(pieceBytes) ?? zeros?.(pieceBytes);
      if (known === undefined) {
        const { size: before } = await fs.stat(target);
        await packPart({ start, length: pieceBytes });
        repeated.set(pieceBytes, await readFrom(target, before));
      } else {
        repeated.set(pieceBytes, known);
        await fs.appendFile(target, known);
      }
    }
  }
}

/**
 * Cuts a disk in stretches of data, with short holes in them, and long holes.
 *
 * @param extents stretches of data, in order
 */
export function stretches(
  extents: readonly Extent[],
  sizeBytes: number,
): readonly (Extent & { readonly isHole: boolean })[] {
  const result: { start: number; length: number; isHole: boolean }[] = [];
  let end = 0;
  const add = (start: number, until: number) => {
    const last = result.at(-1);
    const isShort = start - end < shortHoleBytes;
    if (isShort && last !== undefined) last.length = until - last.start;
    else if (isShort) result.push({ start: end, length: until - end, isHole: false });
    else {
      result.push({ start: end, length: start - end, isHole: true });
      if (until > start) result.push({ start, length: until - start, isHole: false });
    }
    end = until;
  };
  for (const { start, length } of extents) add(start, start + length);
  if (end < sizeBytes) add(sizeBytes, sizeBytes);
  return result;
}

async function readFrom(file: string, start: number): Promise<Buffer> {
  const handle = await fs.open(file);
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(size - start);
    await handle.read(bytes, 0, bytes.length, start);
    return bytes;
  } finally {
    await handle.close();
  }
}
