import * as path from 'node:path';
import { grainBytes } from '../../grains/read-grains.ts';
import type { ImageSettings, ImageWriter } from '../image-writer.ts';
import { createPlacedFile } from '../placed-file.ts';
import { descriptorText, quotable } from './descriptor.ts';
import {
  descriptorSector,
  descriptorSectors,
  entriesPerTable,
  littleEndian32,
  sectorBytes,
  sectorsPerGrain,
  sparseHeader,
} from './sparse-header.ts';

/** VMware Virtual Disk Format 5.0, "Hosted Sparse Extents". */
const version = 1;
/** Valid newline test, a second copy of the tables. */
const flags = 3;
const tableSectors = (entriesPerTable * 4) / sectorBytes;

/**
 * Writes a monolithicSparse vmdk: two copies of the grain directory and its tables, all of them in their places, and the grains
 * behind them. Tables without an entry stay holes.
 */
export async function createMonolithicSparse({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createPlacedFile(file);
  const capacitySectors = sizeBytes / sectorBytes;
  const tableCount = Math.ceil(capacitySectors / sectorsPerGrain / entriesPerTable);
  const directorySectors = Math.ceil((tableCount * 4) / sectorBytes);
  const copySectors = directorySectors + tableCount * tableSectors;
  const copies = [descriptorSector + descriptorSectors, descriptorSector + descriptorSectors + copySectors] as const;
  const [secondDirectorySector, directorySector] = copies;
  const overheadSectors = Math.ceil((directorySector + copySectors) / sectorsPerGrain) * sectorsPerGrain;
  const tables = new Map<number, Uint32Array>();
  let grains = 0;

  return {
    async add(index, data) {
      const place = Math.floor(index / entriesPerTable);
      const table = tables.get(place) ?? new Uint32Array(entriesPerTable);
      tables.set(place, table);
      table[index % entriesPerTable] = overheadSectors + grains * sectorsPerGrain;
      await output.write(data, overheadSectors * sectorBytes + grains * grainBytes);
      grains += 1;
    },

    async finish(identity) {
      for (const start of copies) {
        const firstTable = start + directorySectors;
        const directory = Uint32Array.from({ length: tableCount }, (_, place) => firstTable + place * tableSectors);
        await output.write(littleEndian32(directory), start * sectorBytes);
        for (const [place, table] of tables)
          await output.write(littleEndian32(table), (firstTable + place * tableSectors) * sectorBytes);
      }
      const extent = `RW ${capacitySectors} SPARSE "${quotable(path.basename(file))}"`;
      const text = descriptorText({ createType: 'monolithicSparse', extent, capacitySectors, identity });
      await output.write(Buffer.from(text), descriptorSector * sectorBytes);
      const header = sparseHeader({
        version,
        flags,
        capacitySectors,
        secondDirectorySector,
        directorySector: BigInt(directorySector),
        overheadSectors,
        compression: 0,
      });
      await output.write(header, 0);
      await output.finish(overheadSectors * sectorBytes + grains * grainBytes);
    },

    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}
