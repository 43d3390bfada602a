import { createBlocks } from './blocks.ts';
import type { Geometry } from './geometry.ts';
import type { ImageSettings, ImageWriter } from './image-writer.ts';
import { createPlacedFile } from './placed-file.ts';

/** Virtual Hard Disk Image Format Specification 1.0, "Dynamic Disk". Numbers are big-endian. */
const sectorBytes = 512;
const blockBytes = 2 * 1024 * 1024;
/** One bit for each sector of a block. */
const bitmapBytes = blockBytes / sectorBytes / 8;
const footerBytes = 512;
const headerBytes = 1024;
const tableBytes = footerBytes + headerBytes;
const nothing = 0xffff_ffff_ffff_ffffn;
const formatVersion = 0x0001_0000;
const features = 2;
const dynamic = 3;
/**
 * Readers take the disk's size from the footer only if they know the creator to write it right, else from the geometry, which is
 * smaller. This is Windows' name, which all of them know.
 */
const creator = { application: 'win ', host: 'Wi2k', version: 0x000a_0000 };

/** Writes a dynamic vhd: the footer, a header, the table of the blocks, the blocks with their bitmaps, and the footer again. */
export async function createVhd({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createPlacedFile(file);
  const count = Math.ceil(sizeBytes / blockBytes);
  const firstBytes = Math.ceil((tableBytes + count * 4) / sectorBytes) * sectorBytes;
  const blocks = createBlocks({ blockBytes, firstBytes, headBytes: bitmapBytes });
  const allThere = Buffer.alloc(bitmapBytes, 0xff);
  return {
    async add(index, data) {
      const { position, opened } = blocks.place(index);
      if (opened !== undefined) await output.write(allThere, opened);
      await output.write(data, position);
    },
    async finish(identity) {
      const footer = footerOf(sizeBytes, identity);
      await output.write(footer, blocks.endBytes);
      const table = Buffer.alloc(firstBytes - tableBytes, 0xff);
      for (const [block, start] of blocks.starts) table.writeUInt32BE(start / sectorBytes, block * 4);
      await output.write(Buffer.concat([footer, headerOf(count), table]), 0);
      await output.finish(blocks.endBytes + footerBytes);
    },
    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

/** "Hard Disk Footer Format". */
function footerOf(sizeBytes: number, identity: Buffer): Buffer {
  const footer = Buffer.alloc(footerBytes);
  footer.write('conectix', 0, 'latin1');
  footer.writeUInt32BE(features, 8);
  footer.writeUInt32BE(formatVersion, 12);
  footer.writeBigUInt64BE(BigInt(footerBytes), 16);
  footer.write(creator.application, 28, 'latin1');
  footer.writeUInt32BE(creator.version, 32);
  footer.write(creator.host, 36, 'latin1');
  footer.writeBigUInt64BE(BigInt(sizeBytes), 40);
  footer.writeBigUInt64BE(BigInt(sizeBytes), 48);
  const { cylinders, heads, sectorsPerTrack } = vhdGeometry(sizeBytes / sectorBytes);
  footer.writeUInt16BE(cylinders, 56);
  footer.writeUInt8(heads, 58);
  footer.writeUInt8(sectorsPerTrack, 59);
  footer.writeUInt32BE(dynamic, 60);
  identity.copy(footer, 68, 0, 16);
  footer.writeUInt32BE(checksum(footer), 64);
  return footer;
}

/** "Dynamic Disk Header Format". */
function headerOf(count: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.write('cxsparse', 0, 'latin1');
  header.writeBigUInt64BE(nothing, 8);
  header.writeBigUInt64BE(BigInt(tableBytes), 16);
  header.writeUInt32BE(formatVersion, 24);
  header.writeUInt32BE(count, 28);
  header.writeUInt32BE(blockBytes, 32);
  header.writeUInt32BE(checksum(header), 36);
  return header;
}

/** The complement of the sum of all bytes, with zeros where it goes. */
function checksum(bytes: Buffer): number {
  return ~bytes.reduce((sum, byte) => sum + byte, 0) >>> 0;
}

/** "Appendix: CHS Calculation". */
export function vhdGeometry(sectors: number): Geometry {
  const total = Math.min(sectors, 65_535 * 16 * 255);
  if (total >= 65_535 * 16 * 63) return { cylinders: Math.floor(total / (16 * 255)), heads: 16, sectorsPerTrack: 255 };
  const of17 = { heads: Math.max(4, Math.ceil(Math.floor(total / 17) / 1024)), sectorsPerTrack: 17 };
  const fits = ({ heads, sectorsPerTrack }: typeof of17) =>
    heads <= 16 && Math.floor(total / sectorsPerTrack) < heads * 1024;
  const choice = [of17, { heads: 16, sectorsPerTrack: 31 }].find(fits) ?? { heads: 16, sectorsPerTrack: 63 };
  return { ...choice, cylinders: Math.floor(total / choice.sectorsPerTrack / choice.heads) };
}
