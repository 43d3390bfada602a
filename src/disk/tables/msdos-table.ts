import type { DiskPlan, PartitionPlan } from '../../plan/plan.ts';
import { mebibyte, sectorBytes, type Write } from '../bytes.ts';
import { checkLayout, impossible } from './layout-checks.ts';
import { mbrEntry, mbrSector } from './mbr.ts';

const entriesOffset = 0x1be;
const entrySize = 16;
const extendedType = 0x05;
const largestSectors = 0xffffffff;
const maxPrimaries = 4;

/**
 * The msdos partition table of a disk: the master boot record (without boot code) and one extended boot record for each
 * logical partition, chained. The first record lies at the start of the extended partition, each further one 1 MiB before
 * its partition, in the gap that the alignment leaves.
 *
 * @throws ApplianceError code `layout-impossible`
 */
export function msdosTable(disk: DiskPlan, signature: number): Write[] {
  if (disk.sizeBytes / sectorBytes > largestSectors) {
    throw impossible(disk, 'an msdos partition table ends at 2 TiB; use clearpart --disklabel=gpt');
  }
  checkLayout(disk, sectorBytes, disk.sizeBytes);
  const mbr = mbrSector(signature);
  for (const partition of disk.partitions.filter(({ logical }) => !logical)) {
    if (partition.number < 1 || partition.number > maxPrimaries) {
      throw impossible(disk, `there is no primary partition number ${partition.number}`, partition);
    }
    entryOf(partition, 0).copy(mbr, entriesOffset + (partition.number - 1) * entrySize);
  }
  return [{ offset: 0, bytes: mbr }, ...extendedRecords(disk)];
}

function extendedRecords(disk: DiskPlan): Write[] {
  const logicals = disk.partitions.filter(({ logical }) => logical).toSorted((a, b) => a.number - b.number);
  const container = disk.partitions.find(({ kind }) => kind === 'extended');
  const [first] = logicals;
  if (first === undefined) return [];
  if (container === undefined) throw impossible(disk, 'logical partitions need an extended one', first);
  const places = logicals.map((_, index) => recordPlace(disk, container, logicals, index));
  return logicals.map((partition, index) => {
    const place = places[index] ?? 0;
    const record = mbrSector(0);
    entryOf(partition, place).copy(record, entriesOffset);
    const next = logicals[index + 1];
    const nextPlace = places[index + 1];
    if (next !== undefined && nextPlace !== undefined) {
      mbrEntry({
        bootable: false,
        type: extendedType,
        relativeSector: (nextPlace - container.startBytes) / sectorBytes,
        absoluteSector: nextPlace / sectorBytes,
        sectors: (next.startBytes + next.sizeBytes - nextPlace) / sectorBytes,
      }).copy(record, entriesOffset + entrySize);
    }
    return { offset: place, bytes: record };
  });
}

/** @returns bytes from the start of the disk */
function recordPlace(
  disk: DiskPlan,
  container: PartitionPlan,
  logicals: readonly PartitionPlan[],
  index: number,
): number {
  const partition = logicals[index];
  const before = logicals[index - 1];
  if (partition === undefined) return container.startBytes;
  const earliest = before === undefined ? container.startBytes : before.startBytes + before.sizeBytes;
  const place = before === undefined ? container.startBytes : partition.startBytes - mebibyte;
  const end = partition.startBytes + partition.sizeBytes;
  const containerEnd = container.startBytes + container.sizeBytes;
  if (partition.number !== index + maxPrimaries + 1) {
    throw impossible(disk, `logical partition ${partition.number} is out of order`, partition);
  }
  if (place < earliest || partition.startBytes <= place) {
    throw impossible(disk, `there is no room for the record of logical partition ${partition.number}`, partition);
  }
  if (end > containerEnd) {
    throw impossible(disk, `partition ${partition.number} reaches beyond the extended partition`, partition);
  }
  return place;
}

function entryOf(partition: PartitionPlan, relativeTo: number): Buffer {
  return mbrEntry({
    bootable: partition.bootable,
    type: Number(partition.type),
    relativeSector: (partition.startBytes - relativeTo) / sectorBytes,
    absoluteSector: partition.startBytes / sectorBytes,
    sectors: partition.sizeBytes / sectorBytes,
  });
}
