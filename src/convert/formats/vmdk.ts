import { createHash } from 'node:crypto';
import * as path from 'node:path';
import { grainBytes } from '../grains/read-grains.ts';
import { createAppendFile } from './append-file.ts';
import type { ImageWriter } from './image-writer.ts';

/** VMware Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents". Numbers are little-endian, places sectors. */
const sectorBytes = 512;
const magic = 0x564d444b;
const version = 3;
/** Valid newline test, compressed grains, markers. */
const flags = 0x30001;
const sectorsPerGrain = grainBytes / sectorBytes;
const entriesPerTable = 512;
const directoryAtEnd = 0xffff_ffff_ffff_ffffn;
const deflate = 1;
const descriptorSector = 1;
const descriptorSectors = 20;
/** The data begins on a boundary of 64 KiB, as other writers have it. */
const overheadSectors = 128;
const marker = { endOfStream: 0, grainTable: 1, grainDirectory: 2, footer: 3 } as const;

/** The adapter and the hardware version (13 is ESXi 6.5 and later) of a virtual machine that gets the disk. */
const adapterType = 'lsilogic';
const hardwareVersion = 13;

/**
 * Writes a streamOptimized vmdk: grains with their markers, a grain table after each 512 of them, the directory and a footer at
 * the end.
 *
 * @param sizeBytes of the disk; a multiple of 512
 */
export async function createVmdk(file: string, sizeBytes: number): Promise<ImageWriter> {
  const output = await createAppendFile(file);
  const capacity = sizeBytes / sectorBytes;
  const tableCount = Math.ceil(capacity / sectorsPerGrain / entriesPerTable);
  const directory = new Uint32Array(tableCount);
  const contents = createHash('sha256');
  let table = new Uint32Array(entriesPerTable);
  let tableIndex = 0;
  let tableUsed = false;
  await output.append(Buffer.alloc(overheadSectors * sectorBytes));

  const sector = () => output.position / sectorBytes;
  const finishTable = async () => {
    if (!tableUsed) return;
    await output.append(metadataMarker((entriesPerTable * 4) / sectorBytes, marker.grainTable));
    directory[tableIndex] = sector();
    await output.append(littleEndian32(table));
    table = new Uint32Array(entriesPerTable);
    tableUsed = false;
  };

  return {
    async add(index, _data, compressed) {
      const wanted = Math.floor(index / entriesPerTable);
      if (wanted !== tableIndex) await finishTable();
      tableIndex = wanted;
      table[index % entriesPerTable] = sector();
      tableUsed = true;
      contents.update(compressed);
      const head = Buffer.alloc(12);
      head.writeBigUInt64LE(BigInt(index * sectorsPerGrain), 0);
      head.writeUInt32LE(compressed.length, 8);
      await output.append(head);
      await output.append(compressed);
      await output.align(sectorBytes);
    },

    async finish() {
      await finishTable();
      const directoryBytes = littleEndian32(directory);
      await output.append(metadataMarker(Math.ceil(directoryBytes.length / sectorBytes), marker.grainDirectory));
      const directorySector = BigInt(sector());
      await output.append(directoryBytes);
      await output.align(sectorBytes);
      await output.append(metadataMarker(1, marker.footer));
      await output.append(headerOf(capacity, directorySector));
      await output.append(metadataMarker(0, marker.endOfStream));
      await output.replace(headerOf(capacity, directoryAtEnd), 0);
      // The identifier must change with the contents (it tells whether a snapshot fits), and only with them.
      const identifier = contents.digest().readUInt32BE(0) & 0x7fff_ffff;
      await output.replace(
        Buffer.from(descriptorOf(path.basename(file), capacity, identifier)),
        descriptorSector * sectorBytes,
      );
    },

    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

/** "Hosted Sparse Extent Header"; the footer is the same but for the place of the directory. */
function headerOf(capacity: number, directorySector: bigint): Buffer {
  const header = Buffer.alloc(sectorBytes);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(version, 4);
  header.writeUInt32LE(flags, 8);
  header.writeBigUInt64LE(BigInt(capacity), 12);
  header.writeBigUInt64LE(BigInt(sectorsPerGrain), 20);
  header.writeBigUInt64LE(BigInt(descriptorSector), 28);
  header.writeBigUInt64LE(BigInt(descriptorSectors), 36);
  header.writeUInt32LE(entriesPerTable, 44);
  header.writeBigUInt64LE(0n, 48);
  header.writeBigUInt64LE(directorySector, 56);
  header.writeBigUInt64LE(BigInt(overheadSectors), 64);
  header.write('\n \r\n', 73, 'latin1');
  header.writeUInt16LE(deflate, 77);
  return header;
}

/** "Markers": how many sectors of metadata follow, and of what kind. */
function metadataMarker(sectors: number, type: number): Buffer {
  const bytes = Buffer.alloc(sectorBytes);
  bytes.writeBigUInt64LE(BigInt(sectors), 0);
  bytes.writeUInt32LE(type, 12);
  return bytes;
}

/** "The Disk Descriptor File". The geometry is the one that BIOSes make up for large disks. */
function descriptorOf(name: string, capacity: number, identifier: number): string {
  const [heads, sectors] = [255, 63];
  return [
    '# Disk DescriptorFile',
    'version=1',
    `CID=${identifier.toString(16).padStart(8, '0')}`,
    'parentCID=ffffffff',
    'createType="streamOptimized"',
    '',
    '# Extent description',
    `RDONLY ${capacity} SPARSE "${name.replaceAll('"', '_')}"`,
    '',
    '# The Disk Data Base',
    '#DDB',
    '',
    `ddb.virtualHWVersion = "${hardwareVersion}"`,
    `ddb.geometry.cylinders = "${Math.min(65_535, Math.floor(capacity / (heads * sectors)))}"`,
    `ddb.geometry.heads = "${heads}"`,
    `ddb.geometry.sectors = "${sectors}"`,
    `ddb.adapterType = "${adapterType}"`,
    '',
  ].join('\n');
}

function littleEndian32(values: Uint32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
