import { grainBytes } from '../../grains/read-grains.ts';

/** VMware Virtual Disk Format 5.0, "Hosted Sparse Extent Header". Numbers are little-endian, places are in sectors. */
export const sectorBytes = 512;
export const sectorsPerGrain = grainBytes / sectorBytes;
export const entriesPerTable = 512;
export const descriptorSector = 1;
export const descriptorSectors = 20;
const magic = 0x564d444b;

export interface SparseHeader {
  readonly version: number;
  readonly flags: number;
  readonly capacitySectors: number;
  /** 0: there is no second copy of the tables. */
  readonly secondDirectorySector: number;
  readonly directorySector: bigint;
  /** Where the first grain lies. */
  readonly overheadSectors: number;
  /** 0: none; 1: deflate. */
  readonly compression: number;
}

export function sparseHeader(fields: SparseHeader): Buffer {
  const header = Buffer.alloc(sectorBytes);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(fields.version, 4);
  header.writeUInt32LE(fields.flags, 8);
  header.writeBigUInt64LE(BigInt(fields.capacitySectors), 12);
  header.writeBigUInt64LE(BigInt(sectorsPerGrain), 20);
  header.writeBigUInt64LE(BigInt(descriptorSector), 28);
  header.writeBigUInt64LE(BigInt(descriptorSectors), 36);
  header.writeUInt32LE(entriesPerTable, 44);
  header.writeBigUInt64LE(BigInt(fields.secondDirectorySector), 48);
  header.writeBigUInt64LE(fields.directorySector, 56);
  header.writeBigUInt64LE(BigInt(fields.overheadSectors), 64);
  header.write('\n \r\n', 73, 'latin1');
  header.writeUInt16LE(fields.compression, 77);
  return header;
}

export function littleEndian32(values: Uint32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
