import type { Position } from '../../errors.ts';
import type { Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { Appliance, DiskSpec } from '../appliance.ts';
import { checkArchitecture } from '../architecture.ts';
import type { Machine } from './automatic/autopart.ts';
import { expandAutomatic } from './automatic/expand.ts';
import { bootDiskFirst, checkBootLoader } from './boot-loader.ts';
import type { FormattedLine } from './format.ts';
import { checkRoot, validateParts } from './parts.ts';
import { readVolumes } from './volumes.ts';

/**
 * Validates all lines that lay out disks, those that autopart and reqpart stand for among them.
 *
 * @param named the disks in the order of their devices; at least one
 */
export function readStorage(
  document: Document,
  named: readonly DiskSpec[],
  machine: Omit<Machine, 'disks' | 'bootLoader'> & Pick<Appliance, 'bootLoader'>,
  report: Report,
): Pick<Appliance, 'disks' | 'parts' | 'storage'> {
  const { arch, bootLoader, memoryMiB } = machine;
  const disks = bootDiskFirst(document, named, report);
  const firstNamed: DiskSpec = named[0] ?? { name: '', device: '', sizeBytes: undefined, table: 'gpt', use: 'system' };
  const [bootDisk = firstNamed, ...otherDisks] = disks;
  const whole = expandAutomatic(document, { ...machine, disks: [bootDisk, ...otherDisks] }, report);
  const start: Position = { file: document.file, line: 1, column: 1 };
  const seen = new Map<string, FormattedLine>();
  const diskOf = (device: string | undefined) => named.find((disk) => disk.device === device) ?? firstNamed;
  const parts = validateParts(whole, diskOf, memoryMiB, seen, report);
  const storage = readVolumes(whole, parts, seen, memoryMiB, report);
  checkRoot(whole, seen, start, report);
  checkBootLoader(document, { arch, bootLoader, disks, parts, storage }, report);
  checkArchitecture(arch, parts, report);
  return { disks, parts, storage };
}
