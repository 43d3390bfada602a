import type * as fs from 'node:fs/promises';
import type { Extent } from '../../host/files/data-extents.ts';

/** Size of a qcow2 cluster and of a vmdk grain, as we write them. */
export const grainBytes = 65_536;

/** A piece of the disk that is not all zeros. */
export interface Grain {
  /** Its place, counted in grains. */
  readonly index: number;
  /** Always whole: the end of the disk is filled up with zeros. */
  readonly data: Buffer;
}

const zeros = Buffer.alloc(grainBytes);
const grainsAtOnce = 4;

/** Reads the grains that hold data, in order; those of zeros alone are left out. */
export async function* readGrains(handle: fs.FileHandle, extents: readonly Extent[]): AsyncGenerator<Grain> {
  let next = 0;
  for (const { start, length } of extents) {
    const first = Math.max(next, Math.floor(start / grainBytes));
    const end = Math.ceil((start + length) / grainBytes);
    for (let index = first; index < end; index += grainsAtOnce) {
      const count = Math.min(grainsAtOnce, end - index);
      const block = Buffer.alloc(count * grainBytes);
      await handle.read(block, 0, block.length, index * grainBytes);
      for (let place = 0; place < count; place += 1) {
        const data = block.subarray(place * grainBytes, (place + 1) * grainBytes);
        if (!data.equals(zeros)) yield { index: index + place, data };
      }
    }
    next = Math.max(next, end);
  }
}
