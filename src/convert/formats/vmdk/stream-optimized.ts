import * as path from 'node:path';
import { createAppendFile } from '../append-file.ts';
import type { ImageSettings, ImageWriter } from '../image-writer.ts';
import { descriptorText, quotable } from './descriptor.ts';
import {
  descriptorSector,
  entriesPerTable,
  littleEndian32,
  sectorBytes,
  sectorsPerGrain,
  sparseHeader,
} from './sparse-header.ts';

/** VMware Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents". */
const version = 3;
/** Valid newline test, compressed grains, markers. */
const flags = 0x30001;
const directoryAtEnd = 0xffff_ffff_ffff_ffffn;
const deflate = 1;
/** The data begins on a boundary of 64 KiB, as other writers have it. */
const overheadSectors = 128;
const marker = { endOfStream: 0, grainTable: 1, grainDirectory: 2, footer: 3 } as const;

/**
 * Writes a streamOptimized vmdk: grains with their markers, a grain table after each 512 of them, the directory and a footer at
 * the end.
 */
export async function createStreamOptimized({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createAppendFile(file);
  const capacitySectors = sizeBytes / sectorBytes;
  const tableCount = Math.ceil(capacitySectors / sectorsPerGrain / entriesPerTable);
  const directory = new Uint32Array(tableCount);
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
  const headerOf = (directorySector: bigint) =>
    sparseHeader({
      version,
      flags,
      capacitySectors,
      secondDirectorySector: 0,
      directorySector,
      overheadSectors,
      compression: deflate,
    });

  return {
    async add(index, _data, compressed) {
      const wanted = Math.floor(index / entriesPerTable);
      if (wanted !== tableIndex) await finishTable();
      tableIndex = wanted;
      table[index % entriesPerTable] = sector();
      tableUsed = true;
      const head = Buffer.alloc(12);
      head.writeBigUInt64LE(BigInt(index * sectorsPerGrain), 0);
      head.writeUInt32LE(compressed.length, 8);
      await output.append(head);
      await output.append(compressed);
      await output.align(sectorBytes);
    },

    async finish(identity) {
      await finishTable();
      const directoryBytes = littleEndian32(directory);
      await output.append(metadataMarker(Math.ceil(directoryBytes.length / sectorBytes), marker.grainDirectory));
      const directorySector = BigInt(sector());
      await output.append(directoryBytes);
      await output.align(sectorBytes);
      await output.append(metadataMarker(1, marker.footer));
      await output.append(headerOf(directorySector));
      await output.append(metadataMarker(0, marker.endOfStream));
      await output.replace(headerOf(directoryAtEnd), 0);
      const extent = `RDONLY ${capacitySectors} SPARSE "${quotable(path.basename(file))}"`;
      const text = descriptorText({ createType: 'streamOptimized', extent, capacitySectors, identity });
      await output.replace(Buffer.from(text), descriptorSector * sectorBytes);
    },

    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

/** "Markers": how many sectors of metadata follow, and of what kind. */
function metadataMarker(sectors: number, type: number): Buffer {
  const bytes = Buffer.alloc(sectorBytes);
  bytes.writeBigUInt64LE(BigInt(sectors), 0);
  bytes.writeUInt32LE(type, 12);
  return bytes;
}
