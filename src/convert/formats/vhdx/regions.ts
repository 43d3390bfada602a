import { crc32c } from './crc32c.ts';

/** [MS-VHDX] 2.2: where things lie; every region on a boundary of 1 MiB. */
const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
export const places = { log: mebibyte, metadata: 2 * mebibyte, blockTable: 3 * mebibyte } as const;
const regionBytes = 64 * kibibyte;
const sectorBytes = 512;
const creator = 'appliance-build';

/** Identifiers as the specification prints them. */
const regionIds = {
  blockTable: '2DC27766-F623-4200-9D64-115E9BFD4A08',
  metadata: '8B7CA206-4790-4B9A-B8FE-575F050F886E',
} as const;
const itemIds = {
  fileParameters: 'CAA16737-FA36-4D43-B3B6-33F0AA44E76B',
  diskSize: '2FA54224-CD1B-4876-B211-5DBED83BF4B8',
  diskId: 'BECA12AB-B2E6-4523-93EF-C309E000C746',
  logicalSector: '8141BF1D-A96F-4709-BA47-F233A8FAAB5F',
  physicalSector: 'CDA348C7-445D-4471-9CC9-E9885251C556',
} as const;

export interface VhdxFields {
  readonly sizeBytes: number;
  readonly blockBytes: number;
  /** Length of the block allocation table's region. */
  readonly tableBytes: number;
  readonly identity: Buffer;
}

/** 2.2.1 to 2.2.3: the identifier of the format, two headers, two region tables: the first 320 KiB. */
export function headSection({ tableBytes, identity }: VhdxFields): Buffer {
  const section = Buffer.alloc(5 * regionBytes);
  section.write('vhdxfile', 0, 'latin1');
  section.write(creator, 8, 'utf16le');
  const table = regionTable(tableBytes);
  for (const copy of [0, 1]) {
    header(identity, copy + 1).copy(section, (1 + copy) * regionBytes);
    table.copy(section, (3 + copy) * regionBytes);
  }
  return section;
}

/** 2.2.2. The log's identifier is zero: there is nothing to replay. */
function header(identity: Buffer, sequenceNumber: number): Buffer {
  const bytes = Buffer.alloc(4 * kibibyte);
  bytes.write('head', 0, 'latin1');
  bytes.writeBigUInt64LE(BigInt(sequenceNumber), 8);
  identity.copy(bytes, 16, 0, 32);
  bytes.writeUInt16LE(1, 66);
  bytes.writeUInt32LE(mebibyte, 68);
  bytes.writeBigUInt64LE(BigInt(places.log), 72);
  bytes.writeUInt32LE(crc32c(bytes), 4);
  return bytes;
}

/** 2.2.3. */
function regionTable(tableBytes: number): Buffer {
  const bytes = Buffer.alloc(regionBytes);
  bytes.write('regi', 0, 'latin1');
  const regions = [
    { id: regionIds.blockTable, start: places.blockTable, length: tableBytes },
    { id: regionIds.metadata, start: places.metadata, length: mebibyte },
  ];
  bytes.writeUInt32LE(regions.length, 8);
  for (const [index, { id, start, length }] of regions.entries()) {
    const entry = 16 + index * 32;
    guid(id).copy(bytes, entry);
    bytes.writeBigUInt64LE(BigInt(start), entry + 16);
    bytes.writeUInt32LE(length, entry + 24);
    bytes.writeUInt32LE(1, entry + 28);
  }
  bytes.writeUInt32LE(crc32c(bytes), 4);
  return bytes;
}

/** 2.6: a table of items, and the items 64 KiB behind it. */
export function metadataRegion({ sizeBytes, blockBytes, identity }: VhdxFields): Buffer {
  const [required, ofDisk] = [4, 2];
  const items = [
    { id: itemIds.fileParameters, value: littleEndian([blockBytes, 0]), flags: required },
    { id: itemIds.diskSize, value: littleEndian64(sizeBytes), flags: required | ofDisk },
    { id: itemIds.diskId, value: identity.subarray(0, 16), flags: required | ofDisk },
    { id: itemIds.logicalSector, value: littleEndian([sectorBytes]), flags: required | ofDisk },
    { id: itemIds.physicalSector, value: littleEndian([sectorBytes]), flags: required | ofDisk },
  ];
  const bytes = Buffer.alloc(2 * regionBytes);
  bytes.write('metadata', 0, 'latin1');
  bytes.writeUInt16LE(items.length, 10);
  for (const [index, { id, value, flags }] of items.entries()) {
    const entry = 32 + index * 32;
    const place = regionBytes + index * 16;
    guid(id).copy(bytes, entry);
    bytes.writeUInt32LE(place, entry + 16);
    bytes.writeUInt32LE(value.length, entry + 20);
    bytes.writeUInt32LE(flags, entry + 24);
    value.copy(bytes, place);
  }
  return bytes;
}

/** The first three fields of an identifier are little-endian. */
function guid(text: string): Buffer {
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

function littleEndian(values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}

function littleEndian64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
