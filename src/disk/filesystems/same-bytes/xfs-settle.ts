import * as fs from 'node:fs/promises';
import { dataExtents } from '../../../host/files/data-extents.ts';
import { type Runner, throwIfInterrupted } from '../../../host/program/run.ts';
import { mebibyte } from '../../bytes.ts';
import { crc32c } from './crc32c.ts';
import { inodeFields, type XfsHeader, xfsHeaders } from './xfs-headers.ts';

/** Fields of the superblock, big-endian (struct xfs_dsb). */
const fieldsOfSuperblock = {
  blockBytes: 4,
  uuid: 32,
  logStart: 48,
  agBlocks: 84,
  logBlocks: 96,
  incompatibleFeatures: 216,
} as const;
const sizesOfSuperblock = { sectorBytes: 102, inodeBytes: 104, agBlocksLog: 124 } as const;
const bigTimeFeature = 8;
const superblockBytes = 512;
const uuidBytes = 16;
/** Cycle 1, block 0: where the log of a new filesystem begins. */
const firstLsn = 1n << 32n;

interface Geometry {
  readonly blockBytes: number;
  readonly sectorBytes: number;
  readonly inodeBytes: number;
  readonly uuid: Buffer;
  readonly bigTime: boolean;
  readonly log: { readonly offset: number; readonly length: number };
}

async function geometryOf(handle: fs.FileHandle): Promise<Geometry> {
  const { buffer } = await handle.read(Buffer.alloc(superblockBytes), 0, superblockBytes, 0);
  const { blockBytes: blockField, uuid, logStart, agBlocks, logBlocks, incompatibleFeatures } = fieldsOfSuperblock;
  const blockBytes = buffer.readUInt32BE(blockField);
  const start = buffer.readBigUInt64BE(logStart);
  const agLog = BigInt(buffer.readUInt8(sizesOfSuperblock.agBlocksLog));
  // A block's number is that of its allocation group and, in the low bits, its place in there.
  const block = Number(start >> agLog) * buffer.readUInt32BE(agBlocks) + Number(start & ((1n << agLog) - 1n));
  return {
    blockBytes,
    sectorBytes: buffer.readUInt16BE(sizesOfSuperblock.sectorBytes),
    inodeBytes: buffer.readUInt16BE(sizesOfSuperblock.inodeBytes),
    uuid: Buffer.from(buffer.subarray(uuid, uuid + uuidBytes)),
    bigTime: (buffer.readUInt32BE(incompatibleFeatures) & bigTimeFeature) !== 0,
    log: { offset: block * blockBytes, length: buffer.readUInt32BE(logBlocks) * blockBytes },
  };
}

/** The log of a new filesystem: nothing but a few blocks at its beginning. */
export async function newLog(file: string): Promise<Buffer> {
  const handle = await fs.open(file);
  try {
    const { log } = await geometryOf(handle);
    const length = Math.min(log.length, mebibyte);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, log.offset);
    return buffer;
  } finally {
    await handle.close();
  }
}

/**
 * Takes out of an unmounted XFS filesystem what differs although the same was done to it: the log and the numbers of its
 * entries all over the metadata, the random generations of inodes, and times that only the kernel sets.
 *
 * @param logBefore what `newLog` gave before the first mount
 * @param epochSeconds nothing was changed or made later than that
 * @throws ApplianceError kind `interrupted` if the runner's signal was aborted
 */
export async function settleXfs(
  runner: Runner,
  file: string,
  { logBefore, epochSeconds }: { readonly logBefore: Buffer; readonly epochSeconds: number },
): Promise<void> {
  const extents = await dataExtents(runner, file);
  const handle = await fs.open(file, 'r+');
  try {
    const geometry = await geometryOf(handle);
    const { blockBytes, log } = geometry;
    const latest = timestamp(epochSeconds, geometry.bigTime);
    const chunk = Buffer.alloc(mebibyte);
    for (const { start, length } of extents) {
      for (let at = start - (start % blockBytes); at < start + length; at += mebibyte) {
        throwIfInterrupted(runner.signal);
        const { bytesRead } = await handle.read(chunk, 0, Math.min(mebibyte, start + length - at), at);
        let changed = false;
        for (let offset = 0; offset < bytesRead; offset += blockBytes) {
          const block = chunk.subarray(offset, Math.min(offset + blockBytes, bytesRead));
          const isLog = at + offset >= log.offset && at + offset < log.offset + log.length;
          if (isLog) block.fill(0);
          if (settleBlock(block, geometry, latest) || isLog) changed = true;
        }
        if (changed) await handle.write(chunk, 0, bytesRead, at);
      }
    }
    await handle.write(logBefore, 0, logBefore.length, log.offset);
  } finally {
    await handle.close();
  }
}

/**
 * As an inode holds it: seconds and nanoseconds in 32 bits each; with the feature bigtime the nanoseconds since the least time
 * that 32 bits hold.
 */
function timestamp(seconds: number, bigTime: boolean): bigint {
  return bigTime ? (BigInt(seconds) + (1n << 31n)) * 1_000_000_000n : BigInt(seconds) << 32n;
}

/** @returns whether it is metadata, and was changed */
function settleBlock(block: Buffer, geometry: Geometry, latest: bigint): boolean {
  const first = xfsHeaders.find((header) => hasMark(block, header));
  if (first === undefined) return false;
  const unitBytes = { sector: geometry.sectorBytes, inode: geometry.inodeBytes, block: block.length }[first.unit];
  let changed = false;
  for (let offset = 0; offset + unitBytes <= block.length; offset += unitBytes) {
    const unit = block.subarray(offset, offset + unitBytes);
    const header = xfsHeaders.find((one) => one.unit === first.unit && hasMark(unit, one));
    if (header !== undefined && settleUnit(unit, header, geometry.uuid, latest)) changed = true;
  }
  return changed;
}

const hasMark = (unit: Buffer, { mark: { offset, value, length } }: XfsHeader) =>
  unit.length >= offset + length && unit.readUIntBE(offset, length) === value;

/** Data may look like metadata; only metadata has this filesystem's UUID and a right checksum. */
function settleUnit(unit: Buffer, header: XfsHeader, uuid: Buffer, latest: bigint): boolean {
  if (!unit.subarray(header.uuid, header.uuid + uuidBytes).equals(uuid)) return false;
  const before = unit.readUInt32LE(header.checksum);
  unit.writeUInt32LE(0, header.checksum);
  if (crc32c(unit) !== before) {
    unit.writeUInt32LE(before, header.checksum);
    return false;
  }
  unit.writeBigUInt64BE(firstLsn, header.lsn);
  if (header.unit === 'inode') settleInode(unit, latest);
  unit.writeUInt32LE(crc32c(unit), header.checksum);
  return true;
}

function settleInode(inode: Buffer, latest: bigint): void {
  const { accessTime, modificationTime, changeTime, birthTime, generation, changeCount, number } = inodeFields;
  for (const time of [modificationTime, changeTime, birthTime]) {
    if (inode.readBigUInt64BE(time) > latest) inode.writeBigUInt64BE(latest, time);
  }
  // The tree was read, by whom and when is no part of it.
  inode.writeBigUInt64BE(inode.readBigUInt64BE(modificationTime), accessTime);
  // Only NFS looks at it, to tell an inode from an earlier one of its number.
  inode.writeUInt32BE(crc32c(inode.subarray(number, number + 8)), generation);
  inode.writeBigUInt64BE(1n, changeCount);
}
