import type { DiskSpec, PartSpec } from '../../appliance/appliance.ts';
import { ApplianceError, type Position } from '../../errors.ts';

/** 2^32 sectors of 512 bytes: what the 32-bit fields of an msdos table can address. */
const maxMsdosBytes = 2 ** 32 * 512;
const maxPrimary = 4;
const maxPrimaryBesideExtended = 3;

/**
 * Decides which parts of an msdos disk are primary: all of up to four; of more, those with --asprimary and then the
 * first in the file, three in all, while the rest become logical ones.
 *
 * @throws ApplianceError code `too-many-partitions` if more than three of five or more parts ask to be primary
 */
export function splitMsdos(parts: readonly PartSpec[]): { primary: PartSpec[]; logical: PartSpec[] } {
  if (parts.length <= maxPrimary) return { primary: [...parts], logical: [] };
  const asked = parts.filter(({ asPrimary }) => asPrimary);
  const tooMany = asked[maxPrimaryBesideExtended];
  if (tooMany !== undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'too-many-partitions',
      message: `an msdos table has room for ${maxPrimaryBesideExtended} primary partitions beside logical ones`,
      position: tooMany.position,
      hint: 'drop --asprimary from some part lines, or use clearpart --disklabel=gpt',
    });
  }
  const others = parts.filter(({ asPrimary }) => !asPrimary);
  const chosen = new Set([...asked, ...others.slice(0, maxPrimaryBesideExtended - asked.length)]);
  return { primary: parts.filter((part) => chosen.has(part)), logical: parts.filter((part) => !chosen.has(part)) };
}

/** @throws ApplianceError code `disk-too-large` for an msdos disk beyond 2 TiB */
export function fitsTable(disk: DiskSpec, sizeBytes: number, position: Position | undefined): void {
  if (disk.table !== 'msdos' || sizeBytes <= maxMsdosBytes) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'disk-too-large',
    message: `disk ${disk.name} is larger than the 2 TiB that an msdos partition table can address`,
    position,
    hint: 'use clearpart --disklabel=gpt',
  });
}
