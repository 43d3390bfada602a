import { createHash } from 'node:crypto';
import type { ArrayPlan, Extent } from '../../plan/volumes/storage.ts';
import { sectorBytes, uuidBytes, type Write } from '../bytes.ts';

/**
 * Offsets in `struct mdp_superblock_1` (kernel, include/uapi/linux/raid/md_p.h), all numbers little-endian. What is not here
 * stays zero: a feature map without bits, no bitmap, no reshape, no log of bad blocks.
 */
const fields = {
  magic: 0,
  majorVersion: 4,
  arrayUuid: 16,
  name: 32,
  creationTime: 64,
  level: 72,
  sizeSectors: 80,
  chunkSectors: 88,
  raidDisks: 92,
  dataOffsetSectors: 128,
  dataSectors: 136,
  superblockSector: 144,
  deviceNumber: 160,
  deviceUuid: 168,
  updateTime: 192,
  events: 200,
  resyncOffset: 208,
  checksum: 216,
  maxDevices: 220,
  roles: 256,
} as const;
const magic = 0xa92b4efc;
const nameBytes = 32;
/** As many roles as make the superblock 1 KiB, "1K allows 384 devices". */
const maxDevices = 384;
const superblockBytes = fields.roles + 2 * maxDevices;
/** Role of a device that is none. */
const spare = 0xffff;
/** MaxSector of the kernel: everything is in sync. */
const allInSync = 0xffff_ffff_ffff_ffffn;

const sectors = (bytes: number) => BigInt(bytes / sectorBytes);

/**
 * Where the superblock of a member lies, in bytes from the member's beginning (super_1_load of the kernel's drivers/md/md.c):
 * with 1.2 at 4 KiB, with 1.0 8 KiB or more before the end, on a boundary of 4 KiB.
 */
export function superblockOffset(metadata: ArrayPlan['metadata'], memberBytes: number): number {
  if (metadata === '1.2') return 4096;
  return Math.floor((memberBytes - 8192) / 4096) * 4096;
}

/**
 * The superblocks of an array whose members are all there, clean and in sync, so that the kernel has nothing to do but to assemble
 * it. `placeArray` gives members of level 1 the same bytes.
 *
 * @param epochSeconds time of its making
 * @returns a list per member, offsets from the start of its disk
 */
export function arraySuperblocks(
  array: ArrayPlan,
  epochSeconds: number,
): readonly { readonly disk: string; readonly write: Write }[] {
  return array.members.map((member, role) => ({
    disk: member.disk,
    write: {
      offset: member.startBytes + superblockOffset(array.metadata, member.sizeBytes),
      bytes: memberSuperblock(array, member, role, epochSeconds),
    },
  }));
}

function memberSuperblock(array: ArrayPlan, member: Extent, role: number, epochSeconds: number): Buffer {
  const block = Buffer.alloc(superblockBytes);
  const componentSectors = sectors(componentBytes(array));
  block.writeUInt32LE(magic, fields.magic);
  block.writeUInt32LE(1, fields.majorVersion);
  uuidBytes(array.uuid).copy(block, fields.arrayUuid);
  block.write(array.name, fields.name, nameBytes, 'utf8');
  block.writeBigUInt64LE(BigInt(epochSeconds), fields.creationTime);
  block.writeUInt32LE(array.level, fields.level);
  // Of level 0 the members' own sizes count (data_size), which are the same here, so that it has one zone and needs no layout.
  block.writeBigUInt64LE(array.level === 0 ? 0n : componentSectors, fields.sizeSectors);
  block.writeUInt32LE((array.chunkBytes ?? 0) / sectorBytes, fields.chunkSectors);
  block.writeUInt32LE(array.members.length, fields.raidDisks);
  block.writeBigUInt64LE(sectors(array.dataOffsetBytes), fields.dataOffsetSectors);
  block.writeBigUInt64LE(componentSectors, fields.dataSectors);
  block.writeBigUInt64LE(sectors(superblockOffset(array.metadata, member.sizeBytes)), fields.superblockSector);
  block.writeUInt32LE(role, fields.deviceNumber);
  deviceUuid(array, role).copy(block, fields.deviceUuid);
  block.writeBigUInt64LE(BigInt(epochSeconds), fields.updateTime);
  block.writeBigUInt64LE(1n, fields.events);
  block.writeBigUInt64LE(allInSync, fields.resyncOffset);
  block.writeUInt32LE(maxDevices, fields.maxDevices);
  for (let device = 0; device < maxDevices; device += 1) {
    block.writeUInt16LE(device < array.members.length ? device : spare, fields.roles + 2 * device);
  }
  block.writeUInt32LE(checksum(block), fields.checksum);
  return block;
}

/** Bytes that each member gives to the array. */
export function componentBytes({ level, sizeBytes, members }: ArrayPlan): number {
  return level === 0 ? sizeBytes / members.length : sizeBytes;
}

/** Sum of all words while the checksum is zero, with the carry added in (calc_sb_1_csum of drivers/md/md.c). */
function checksum(block: Buffer): number {
  let sum = 0;
  for (let offset = 0; offset < block.length; offset += 4) sum += block.readUInt32LE(offset);
  return ((sum % 2 ** 32) + Math.floor(sum / 2 ** 32)) >>> 0;
}

function deviceUuid({ uuid }: ArrayPlan, role: number): Buffer {
  return createHash('sha256').update(`member ${role} of array ${uuid}`).digest().subarray(0, 16);
}
