import type { ArrayPlan } from '../../plan/volumes/storage.ts';
import { componentBytes } from './superblock.ts';

/** A stretch of an array's bytes and where it lies. */
export interface ArrayPiece {
  /** From the beginning of the array. */
  readonly arrayOffset: number;
  readonly sizeBytes: number;
  readonly disk: string;
  /** From the beginning of the disk. */
  readonly diskOffset: number;
}

/**
 * Where bytes of an array lie on its members: all of them on each one of level 1; of level 0 chunk by chunk on one after the
 * other (md(4), "RAID0": all members give the same size here, so there is one zone).
 *
 * @param start first byte of the array
 * @throws RangeError beyond the end of the array
 */
export function* arrayPieces(array: ArrayPlan, start: number, sizeBytes: number): Generator<ArrayPiece> {
  const end = start + sizeBytes;
  if (start < 0 || end > array.sizeBytes) throw new RangeError(`array ${array.name} has no byte ${end - 1}`);
  const places = array.members.map(({ disk, startBytes }) => ({ disk, base: startBytes + array.dataOffsetBytes }));
  if (array.level === 1) {
    for (const { disk, base } of places) yield { arrayOffset: start, sizeBytes, disk, diskOffset: base + start };
    return;
  }
  const chunk = array.chunkBytes ?? componentBytes(array);
  for (let offset = start; offset < end; ) {
    const number = Math.floor(offset / chunk);
    const within = offset - number * chunk;
    const length = Math.min(chunk - within, end - offset);
    const place = places[number % places.length];
    if (place === undefined) return;
    const row = Math.floor(number / places.length);
    yield { arrayOffset: offset, sizeBytes: length, disk: place.disk, diskOffset: place.base + row * chunk + within };
    offset += length;
  }
}
