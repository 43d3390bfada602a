import { ApplianceError } from '../../errors.ts';
import type { DiskPlan, PartitionPlan } from '../../plan/plan.ts';
import { sectorBytes } from '../bytes.ts';

/**
 * Refuses a layout that no partition table can hold. The plan never makes one; a disk written from one would lose data.
 *
 * @param firstByte where the first partition may start
 * @param endByte where the last partition must have ended
 * @throws ApplianceError code `layout-impossible`
 */
export function checkLayout(disk: DiskPlan, firstByte: number, endByte: number): void {
  if (disk.sizeBytes % sectorBytes !== 0) throw impossible(disk, 'its size is not a whole number of sectors');
  let end = firstByte;
  const inOrder = disk.partitions
    .filter((partition) => partition.kind !== 'extended')
    .toSorted((a, b) => a.startBytes - b.startBytes);
  for (const partition of inOrder) {
    if (partition.startBytes % sectorBytes !== 0 || partition.sizeBytes % sectorBytes !== 0) {
      throw impossible(disk, `partition ${partition.number} is not made of whole sectors`, partition);
    }
    if (partition.startBytes < end) {
      throw impossible(disk, `partition ${partition.number} overlaps what lies before it`, partition);
    }
    end = partition.startBytes + partition.sizeBytes;
    if (end > endByte) {
      throw impossible(disk, `partition ${partition.number} reaches beyond the end of the disk`, partition);
    }
  }
}

export function impossible(disk: DiskPlan, why: string, partition?: PartitionPlan): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'layout-impossible',
    message: `the layout of disk ${disk.name} cannot be written: ${why}`,
    position: partition?.position,
  });
}
