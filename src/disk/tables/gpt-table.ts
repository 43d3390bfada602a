import { crc32 } from 'node:zlib';
import type { DiskPlan, PartitionPlan } from '../../plan/plan.ts';
import { guidBytes, sectorBytes, type Write } from '../bytes.ts';
import { checkLayout, impossible } from './layout-checks.ts';
import { mbrEntry, mbrSector } from './mbr.ts';

/** UEFI specification 2.10, §5.3: sizes of the GUID partition table. */
const headerBytes = 92;
const entryBytes = 128;
const entryCount = 128;
const entriesSectors = (entryBytes * entryCount) / sectorBytes;
const nameUnits = 36;
/** Sectors before the first usable one: protective MBR, header, entries. */
const reservedSectors = 2 + entriesSectors;
/** Attribute bit 2: legacy BIOS bootable. */
const legacyBootable = 4n;
const largestMbrSectors = 0xffffffff;

/**
 * The GUID partition table of a disk: protective MBR, primary header and entries, and their backup at the end of the disk
 * (UEFI specification 2.10, §5.2.3 and §5.3).
 *
 * @throws ApplianceError code `layout-impossible`
 */
export function gptTable(disk: DiskPlan, diskGuid: string): Write[] {
  const sectors = Math.floor(disk.sizeBytes / sectorBytes);
  const lastUsable = sectors - entriesSectors - 2;
  checkLayout(disk, reservedSectors * sectorBytes, (lastUsable + 1) * sectorBytes);
  const entries = Buffer.alloc(entryBytes * entryCount);
  for (const partition of disk.partitions) writeEntry(entries, disk, partition);
  const header = (own: number, other: number, entriesSector: number) =>
    gptHeader({ own, other, entriesSector, lastUsable, diskGuid, entriesCrc: crc32(entries) });
  return [
    { offset: 0, bytes: protectiveMbr(sectors) },
    { offset: sectorBytes, bytes: header(1, sectors - 1, 2) },
    { offset: 2 * sectorBytes, bytes: entries },
    { offset: (sectors - 1 - entriesSectors) * sectorBytes, bytes: entries },
    { offset: (sectors - 1) * sectorBytes, bytes: header(sectors - 1, 1, sectors - 1 - entriesSectors) },
  ];
}

function protectiveMbr(sectors: number): Buffer {
  const sector = mbrSector(0);
  const size = Math.min(sectors - 1, largestMbrSectors);
  mbrEntry({ bootable: false, type: 0xee, relativeSector: 1, absoluteSector: 1, sectors: size }).copy(sector, 0x1be);
  return sector;
}

interface HeaderFields {
  readonly own: number;
  readonly other: number;
  readonly entriesSector: number;
  readonly lastUsable: number;
  readonly diskGuid: string;
  readonly entriesCrc: number;
}

function gptHeader(fields: HeaderFields): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  sector.write('EFI PART', 0, 'latin1');
  sector.writeUInt32LE(0x00010000, 8);
  sector.writeUInt32LE(headerBytes, 12);
  sector.writeBigUInt64LE(BigInt(fields.own), 24);
  sector.writeBigUInt64LE(BigInt(fields.other), 32);
  sector.writeBigUInt64LE(BigInt(reservedSectors), 40);
  sector.writeBigUInt64LE(BigInt(fields.lastUsable), 48);
  guidBytes(fields.diskGuid).copy(sector, 56);
  sector.writeBigUInt64LE(BigInt(fields.entriesSector), 72);
  sector.writeUInt32LE(entryCount, 80);
  sector.writeUInt32LE(entryBytes, 84);
  sector.writeUInt32LE(fields.entriesCrc, 88);
  sector.writeUInt32LE(crc32(sector.subarray(0, headerBytes)), 16);
  return sector;
}

function writeEntry(entries: Buffer, disk: DiskPlan, partition: PartitionPlan): void {
  const { number, guid, gptName = '' } = partition;
  if (guid === undefined) throw impossible(disk, `partition ${number} has no GUID`, partition);
  if (number < 1 || number > entryCount) throw impossible(disk, `there is no partition number ${number}`, partition);
  const entry = entries.subarray((number - 1) * entryBytes, number * entryBytes);
  guidBytes(partition.type).copy(entry, 0);
  guidBytes(guid).copy(entry, 16);
  entry.writeBigUInt64LE(BigInt(partition.startBytes / sectorBytes), 32);
  entry.writeBigUInt64LE(BigInt((partition.startBytes + partition.sizeBytes) / sectorBytes - 1), 40);
  entry.writeBigUInt64LE(partition.bootable ? legacyBootable : 0n, 48);
  entry.write(gptName.slice(0, nameUnits), 56, 'utf16le');
}
