import { createBlocks } from '../blocks.ts';
import type { ImageSettings, ImageWriter } from '../image-writer.ts';
import { createPlacedFile } from '../placed-file.ts';
import { headSection, metadataRegion, places } from './regions.ts';

const mebibyte = 1024 * 1024;
/** The smallest that there is, which Microsoft advises for Linux guests: their filesystems write all over the disk. */
const blockBytes = mebibyte;
/** [MS-VHDX] 2.5: after so many entries of blocks comes one of a bitmap, which only disks with a parent use. */
const chunkRatio = (2 ** 23 * 512) / blockBytes;
const fullyPresent = 6n;
const offsetShift = 20n;

/** Writes a dynamic vhdx, [MS-VHDX] version 1: headers, an empty log, metadata, the block allocation table, the blocks. */
export async function createVhdx({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createPlacedFile(file);
  const count = Math.ceil(sizeBytes / blockBytes);
  const entries = count + Math.floor((count - 1) / chunkRatio);
  const tableBytes = Math.ceil((entries * 8) / mebibyte) * mebibyte;
  const blocks = createBlocks({ blockBytes, firstBytes: places.blockTable + tableBytes });
  return {
    add: (index, data) => output.write(data, blocks.place(index).position),
    async finish(identity) {
      // Only as far as there is something in it: the table of a large empty disk stays a hole.
      const used = Math.max(0, ...[...blocks.starts.keys()].slice(-1).map((block) => entryOf(block) + 1));
      const table = Buffer.alloc(used * 8);
      for (const [block, start] of blocks.starts)
        table.writeBigUInt64LE((BigInt(start / mebibyte) << offsetShift) | fullyPresent, entryOf(block) * 8);
      if (used > 0) await output.write(table, places.blockTable);
      const fields = { sizeBytes, blockBytes, tableBytes, identity };
      await output.write(metadataRegion(fields), places.metadata);
      await output.write(headSection(fields), 0);
      await output.finish(blocks.endBytes);
    },
    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

/** 2.5.1.1: the place of a block's entry in the table. */
const entryOf = (block: number) => block + Math.floor(block / chunkRatio);
