import type { DiskSpec, PartSpec } from '../../appliance/appliance.ts';
import { ApplianceError, type Position } from '../../errors.ts';
import { growSizes } from './grow.ts';
import { fitsTable, splitMsdos } from './msdos.ts';
import { numberParts } from './numbers.ts';

export const mib = 1024 * 1024;

/** Kept free before the first partition: the table, and on msdos GRUB's core image. */
const headMiB = 1;
/** Kept free at the end of a GPT disk: the backup table. */
const gptTailMiB = 1;
const biosBootMiB = 1;

/** A part with its place on the disk; sizes and offsets in MiB. */
export interface PlacedPart {
  /** Undefined for what the plan added. */
  readonly part: PartSpec | undefined;
  readonly role: 'part' | 'biosboot' | 'extended';
  readonly number: number;
  readonly startMiB: number;
  readonly sizeMiB: number;
  readonly logical: boolean;
}

export interface DiskLayout {
  readonly sizeMiB: number;
  /** Of the size what parts claim, and what lies beside them. */
  readonly claimedMiB: number;
  readonly overheadMiB: number;
  readonly parts: readonly PlacedPart[];
}

/**
 * Places the parts of one disk, each on a boundary of 1 MiB, and computes the disk's size if none was given.
 *
 * @param addBiosBoot GRUB will boot this GPT disk through the BIOS and no part makes room for it
 * @throws ApplianceError code `parts-do-not-fit` with the MiB that are missing, `too-many-partitions`, `disk-too-large`,
 *   `duplicate-partition`, `partition-number`
 */
export function layOutDisk(disk: DiskSpec, parts: readonly PartSpec[], addBiosBoot: boolean): DiskLayout {
  const split = disk.table === 'msdos' ? splitMsdos(parts) : { primary: parts, logical: [] as const };
  const addedMiB = addBiosBoot ? biosBootMiB : 0;
  // An extended partition begins with a table of its own, and so does each logical one; every table takes 1 MiB of alignment.
  const overheadMiB = headMiB + (disk.table === 'gpt' ? gptTailMiB : 0) + addedMiB + split.logical.length;
  const ordered = [...split.primary, ...split.logical];
  const claimedMiB = ordered.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
  const sizeMiB = disk.sizeBytes === undefined ? overheadMiB + claimedMiB : Math.floor(disk.sizeBytes / mib);
  const freeMiB = sizeMiB - overheadMiB - claimedMiB;
  if (freeMiB < 0) throw doNotFit(disk, ordered, sizeMiB, overheadMiB, claimedMiB);
  fitsTable(disk, sizeMiB * mib, ordered[0]?.position);
  const sizes = growSizes(ordered, freeMiB);
  return { sizeMiB, claimedMiB, overheadMiB, parts: numberParts(disk, place(split, sizes, addBiosBoot)) };
}

function place(
  split: { readonly primary: readonly PartSpec[]; readonly logical: readonly PartSpec[] },
  sizes: readonly number[],
  addBiosBoot: boolean,
): PlacedPart[] {
  const placed: PlacedPart[] = [];
  let next = headMiB;
  const add = (
    part: PartSpec | undefined,
    role: PlacedPart['role'],
    sizeMiB: number,
    number: number,
    logical = false,
  ) => {
    placed.push({ part, role, number, startMiB: next, sizeMiB, logical });
    next += sizeMiB;
  };
  if (addBiosBoot) add(undefined, 'biosboot', biosBootMiB, 1);
  split.primary.forEach((part, index) => {
    add(part, 'part', sizes[index] ?? 0, placed.length + 1);
  });
  if (split.logical.length === 0) return placed;
  const logicalSizes = sizes.slice(split.primary.length);
  const extendedMiB = logicalSizes.reduce((sum, size) => sum + size + 1, 0);
  placed.push({
    part: undefined,
    role: 'extended',
    number: placed.length + 1,
    startMiB: next,
    sizeMiB: extendedMiB,
    logical: false,
  });
  split.logical.forEach((part, index) => {
    next += 1;
    add(part, 'part', logicalSizes[index] ?? 0, 5 + index, true);
  });
  return placed;
}

function doNotFit(
  disk: DiskSpec,
  parts: readonly PartSpec[],
  sizeMiB: number,
  overheadMiB: number,
  claimedMiB: number,
): ApplianceError {
  const missingMiB = claimedMiB + overheadMiB - sizeMiB;
  let end = overheadMiB;
  let culprit: Position | undefined;
  for (const part of parts) {
    end += part.sizeMiB;
    if (end > sizeMiB) {
      culprit = part.position;
      break;
    }
  }
  return new ApplianceError({
    kind: 'input',
    code: 'parts-do-not-fit',
    message:
      `the parts on disk ${disk.name} (${disk.device}) do not fit: ${missingMiB} MiB are missing ` +
      `(${claimedMiB} MiB asked for, ${overheadMiB} MiB for the partition table and boot loader, the disk has ${sizeMiB} MiB)`,
    position: culprit ?? parts[0]?.position,
    hint: `make a part smaller, or the disk at least ${claimedMiB + overheadMiB} MiB: --disk ${disk.name}=${claimedMiB + overheadMiB}M`,
  });
}
