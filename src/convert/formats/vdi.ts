import { createBlocks } from './blocks.ts';
import { biosGeometry } from './geometry.ts';
import type { ImageSettings, ImageWriter } from './image-writer.ts';
import { createPlacedFile } from './placed-file.ts';

/**
 * VirtualBox's format, version 1.1 (QEMU, block/vdi; VirtualBox, VDICore.h: structure VDIHEADER1PLUS). Numbers are little-endian. A
 * header, a map with the place of each block, and the blocks.
 */
const mebibyte = 1024 * 1024;
const blockBytes = mebibyte;
const text = '<<< Oracle VM VirtualBox Disk Image >>>\n';
const signature = 0xbeda107f;
const version = 0x0001_0001;
const headerBytes = 400;
const growing = 1;
const mapBytes = mebibyte;
/** In the map: a block that holds zeros alone. */
const notThere = 0xffff_ffff;

/** Writes a growing vdi: blocks of 1 MiB, each on a boundary of 1 MiB. */
export async function createVdi({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createPlacedFile(file);
  const count = Math.ceil(sizeBytes / blockBytes);
  const firstBytes = Math.ceil((mapBytes + count * 4) / mebibyte) * mebibyte;
  const blocks = createBlocks({ blockBytes, firstBytes });
  return {
    add: (index, data) => output.write(data, blocks.place(index).position),
    async finish(identity) {
      const map = Buffer.alloc(count * 4, 0xff);
      for (const [block, start] of blocks.starts) map.writeUInt32LE((start - firstBytes) / blockBytes, block * 4);
      await output.write(map, mapBytes);
      await output.write(headerOf({ sizeBytes, firstBytes, count, used: blocks.starts.size, identity }), 0);
      await output.finish(blocks.endBytes);
    },
    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

if (notThere !== Buffer.alloc(4, 0xff).readUInt32LE()) throw new Error('the map is filled with another value');

interface HeaderFields {
  readonly sizeBytes: number;
  readonly firstBytes: number;
  readonly count: number;
  readonly used: number;
  readonly identity: Buffer;
}

/** What is not set is zero: no flags, no comment, no snapshot, no parent. */
function headerOf({ sizeBytes, firstBytes, count, used, identity }: HeaderFields): Buffer {
  const header = Buffer.alloc(512);
  header.write(text, 0, 'latin1');
  header.writeUInt32LE(signature, 64);
  header.writeUInt32LE(version, 68);
  header.writeUInt32LE(headerBytes, 72);
  header.writeUInt32LE(growing, 76);
  header.writeUInt32LE(mapBytes, 340);
  header.writeUInt32LE(firstBytes, 344);
  header.writeUInt32LE(512, 360);
  header.writeBigUInt64LE(BigInt(sizeBytes), 368);
  header.writeUInt32LE(blockBytes, 376);
  header.writeUInt32LE(count, 384);
  header.writeUInt32LE(used, 388);
  identity.copy(header, 392, 0, 16);
  identity.copy(header, 408, 16, 32);
  const { cylinders, heads, sectorsPerTrack } = biosGeometry(sizeBytes / 512, 1024);
  for (const [index, value] of [cylinders, heads, sectorsPerTrack, 512].entries())
    header.writeUInt32LE(value, 456 + index * 4);
  return header;
}
