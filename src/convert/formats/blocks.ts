import { grainBytes } from '../grains/read-grains.ts';

export interface BlockSettings {
  /** Size of a block of the format; a multiple of a grain. */
  readonly blockBytes: number;
  /** Where the first block lies in the file. */
  readonly firstBytes: number;
  /** What stands before the data of each block, and belongs to it. */
  readonly headBytes?: number;
}

/** Gives the blocks of a disk their places in the file: one after the other, as the grains reach them. */
export interface Blocks {
  /** @returns where a grain goes in the file; `opened`: where a block begins that was not there before */
  place(grain: number): { readonly position: number; readonly opened: number | undefined };
  /** Where the blocks that hold something begin in the file, by their number on the disk. */
  readonly starts: ReadonlyMap<number, number>;
  /** Where the last block ends. */
  readonly endBytes: number;
}

export function createBlocks({ blockBytes, firstBytes, headBytes = 0 }: BlockSettings): Blocks {
  const starts = new Map<number, number>();
  const grainsPerBlock = blockBytes / grainBytes;
  const end = () => firstBytes + starts.size * (headBytes + blockBytes);
  return {
    place(grain) {
      const block = Math.floor(grain / grainsPerBlock);
      const known = starts.get(block);
      const start = known ?? end();
      starts.set(block, start);
      const position = start + headBytes + (grain % grainsPerBlock) * grainBytes;
      return { position, opened: known === undefined ? start : undefined };
    },
    starts,
    get endBytes() {
      return end();
    },
  };
}
