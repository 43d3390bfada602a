import type { FilesystemType } from '../../appliance/appliance.ts';
import { ApplianceError } from '../../errors.ts';
import { mebibyte } from '../bytes.ts';
import { makeBtrfs } from './btrfs.ts';
import { makeExt } from './ext.ts';
import type { FilesystemJob } from './filesystem-job.ts';
import { nameOf } from './fit.ts';
import { makeSwap } from './swap.ts';
import { makeVfat } from './vfat.ts';
import { makeXfs } from './xfs.ts';

interface FilesystemMaker {
  readonly make: (job: FilesystemJob) => Promise<void>;
  /** What the tool or the format refuses to go below. */
  readonly smallestMiB: number;
  /** Bytes of a label. */
  readonly longestLabel: number;
}

const makers: Readonly<Record<FilesystemType, FilesystemMaker>> = {
  ext2: { make: makeExt, smallestMiB: 1, longestLabel: 16 },
  ext3: { make: makeExt, smallestMiB: 1, longestLabel: 16 },
  ext4: { make: makeExt, smallestMiB: 1, longestLabel: 16 },
  vfat: { make: makeVfat, smallestMiB: 1, longestLabel: 11 },
  xfs: { make: makeXfs, smallestMiB: 300, longestLabel: 12 },
  btrfs: { make: makeBtrfs, smallestMiB: 114, longestLabel: 255 },
  swap: { make: makeSwap, smallestMiB: 1, longestLabel: 15 },
};

/**
 * Makes a filesystem of any type with its contents in its partition.
 *
 * @throws ApplianceError codes `contents-do-not-fit`, `contents-unsuitable`, `filesystem-too-small`, `label-too-long`
 */
export async function makeFilesystem(job: FilesystemJob): Promise<void> {
  const { filesystem, volume } = job;
  const { make, smallestMiB, longestLabel } = makers[filesystem.type];
  if (volume.sizeBytes < smallestMiB * mebibyte) {
    throw new ApplianceError({
      kind: 'input',
      code: 'filesystem-too-small',
      message: `${nameOf(filesystem)} has ${volume.sizeBytes / mebibyte} MiB, and ${filesystem.type} needs at least ${smallestMiB} MiB`,
      position: volume.position,
      hint: `give this part line --size=${smallestMiB} or more, or another --fstype`,
    });
  }
  if (Buffer.byteLength(filesystem.label ?? '') > longestLabel) {
    throw new ApplianceError({
      kind: 'input',
      code: 'label-too-long',
      message: `the label "${filesystem.label}" of ${nameOf(filesystem)} is longer than the ${longestLabel} bytes of ${filesystem.type}`,
      position: volume.position,
      hint: 'shorten --label',
    });
  }
  await make(job);
}
