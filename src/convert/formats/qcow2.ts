import { grainBytes } from '../grains/read-grains.ts';
import { createAppendFile } from './append-file.ts';
import type { ImageSettings, ImageWriter } from './image-writer.ts';

/** All numbers of the format are big-endian; sections are those of the qcow2 specification (QEMU, docs/interop/qcow2). */
const magic = 0x514649fb;
const version = 3;
const headerBytes = 104;
const clusterBits = 16;
const clusterBytes = 2 ** clusterBits;
const l2Entries = clusterBytes / 8;
/** 16 bits, "refcount_order". */
const refcountOrder = 4;
const refcountsPerBlock = clusterBytes / 2;
const copied = 1n << 63n;
const compressedFlag = 1n << 62n;
/** "Compressed cluster descriptor": below it the offset, above it the number of further sectors. */
const sectorCountShift = BigInt(62 - (clusterBits - 8));
const sectorBytes = 512;

if (grainBytes !== clusterBytes) throw new Error('a grain must be a cluster');

/**
 * Writes a compressed qcow2 image, version 3 (compat 1.1): first the data, packed byte by byte, then the tables, so the file
 * is written once from front to back but for the header.
 */
export async function createQcow2({ file, sizeBytes }: ImageSettings): Promise<ImageWriter> {
  const output = await createAppendFile(file);
  const tables = new Map<number, BigUint64Array>();
  const refcounts = new Refcounts();
  await output.append(Buffer.alloc(clusterBytes));
  refcounts.count(0, clusterBytes);

  const entry = (index: number, value: bigint) => {
    const place = Math.floor(index / l2Entries);
    let table = tables.get(place);
    if (table === undefined) {
      table = new BigUint64Array(l2Entries);
      tables.set(place, table);
    }
    table[index % l2Entries] = value;
  };

  return {
    async add(index, data, compressed) {
      if (compressed.length >= clusterBytes) {
        await output.align(clusterBytes);
        entry(index, copied | BigInt(output.position));
        refcounts.count(output.position, clusterBytes);
        await output.append(data);
        return;
      }
      const offset = output.position;
      const lastSector = Math.floor((offset + compressed.length - 1) / sectorBytes);
      const furtherSectors = lastSector - Math.floor(offset / sectorBytes);
      entry(index, compressedFlag | (BigInt(furtherSectors) << sectorCountShift) | BigInt(offset));
      refcounts.count(offset, compressed.length);
      await output.append(compressed);
    },

    async finish() {
      await output.align(clusterBytes);
      const appendTable = async (bytes: Uint8Array) => {
        const offset = output.position;
        await output.append(bytes);
        await output.align(clusterBytes);
        refcounts.count(offset, output.position - offset);
        return offset;
      };
      const l1 = new BigUint64Array(Math.max(1, Math.ceil(sizeBytes / clusterBytes / l2Entries)));
      for (const [place, table] of tables) l1[place] = copied | BigInt(await appendTable(bigEndian64(table)));
      const l1Offset = await appendTable(bigEndian64(l1));
      const { tableOffset, tableClusters, bytes } = refcounts.layOut(output.position);
      await output.append(bytes);
      const header = headerOf({ sizeBytes, l1Size: l1.length, l1Offset, tableOffset, tableClusters });
      await output.replace(header, 0);
    },

    [Symbol.asyncDispose]: () => output[Symbol.asyncDispose](),
  };
}

interface HeaderFields {
  readonly sizeBytes: number;
  readonly l1Size: number;
  readonly l1Offset: number;
  readonly tableOffset: number;
  readonly tableClusters: number;
}

/** "Header". What is not set is zero: no backing file, no encryption, no snapshots, no features, deflate. */
function headerOf({ sizeBytes, l1Size, l1Offset, tableOffset, tableClusters }: HeaderFields): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(magic, 0);
  header.writeUInt32BE(version, 4);
  header.writeUInt32BE(clusterBits, 20);
  header.writeBigUInt64BE(BigInt(sizeBytes), 24);
  header.writeUInt32BE(l1Size, 36);
  header.writeBigUInt64BE(BigInt(l1Offset), 40);
  header.writeBigUInt64BE(BigInt(tableOffset), 48);
  header.writeUInt32BE(tableClusters, 56);
  header.writeUInt32BE(refcountOrder, 96);
  header.writeUInt32BE(headerBytes, 100);
  return header;
}

/** How often each cluster of the file is used: "Host cluster management". */
class Refcounts {
  #counts = new Uint16Array(4096);
  #clusters = 0;

  count(offset: number, length: number): void {
    const last = Math.floor((offset + length - 1) / clusterBytes);
    for (let cluster = Math.floor(offset / clusterBytes); cluster <= last; cluster += 1) this.#increment(cluster);
  }

  #increment(cluster: number): void {
    if (cluster >= this.#counts.length) {
      const larger = new Uint16Array(Math.max(this.#counts.length * 2, cluster + 1));
      larger.set(this.#counts);
      this.#counts = larger;
    }
    this.#counts[cluster] = (this.#counts[cluster] ?? 0) + 1;
    this.#clusters = Math.max(this.#clusters, cluster + 1);
  }

  /** The blocks and then the table that lists them, as they are appended at `offset`; they count themselves, too. */
  layOut(offset: number): { readonly tableOffset: number; readonly tableClusters: number; readonly bytes: Buffer } {
    let blocks = 0;
    let tableClusters = 0;
    for (;;) {
      const needed = Math.ceil((this.#clusters + blocks + tableClusters) / refcountsPerBlock);
      const table = Math.ceil((needed * 8) / clusterBytes);
      if (needed === blocks && table === tableClusters) break;
      blocks = needed;
      tableClusters = table;
    }
    this.count(offset, (blocks + tableClusters) * clusterBytes);
    const bytes = Buffer.alloc((blocks + tableClusters) * clusterBytes);
    for (let cluster = 0; cluster < this.#clusters; cluster += 1)
      bytes.writeUInt16BE(this.#counts[cluster] ?? 0, cluster * 2);
    const tableOffset = offset + blocks * clusterBytes;
    for (let block = 0; block < blocks; block += 1) {
      bytes.writeBigUInt64BE(BigInt(offset + block * clusterBytes), blocks * clusterBytes + block * 8);
    }
    return { tableOffset, tableClusters, bytes };
  }
}

function bigEndian64(values: BigUint64Array): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64BE(value, index * 8);
  return bytes;
}
