import type { DiskPlan } from '../../plan/plan.ts';
import type { Write } from '../bytes.ts';
import { gptTable } from './gpt-table.ts';
import { msdosTable } from './msdos-table.ts';

/** What to write where so that the disk has the planned partitions. @throws ApplianceError code `layout-impossible` */
export function partitionTable(disk: DiskPlan): Write[] {
  return disk.table.type === 'gpt' ? gptTable(disk, disk.table.guid) : msdosTable(disk, disk.table.signature);
}
