import type { FilesystemType } from '../../appliance/appliance.ts';
import { ApplianceError } from '../../errors.ts';
import { nameOf } from '../../plan/sizes/room.ts';
import { makeBtrfs } from './btrfs.ts';
import { makeExt } from './ext.ts';
import type { FilesystemJob } from './filesystem-job.ts';
import { makeSwap } from './swap.ts';
import { makeVfat } from './vfat.ts';
import { makeXfs } from './xfs.ts';

interface FilesystemMaker {
  readonly make: (job: FilesystemJob) => Promise<void>;
  /** Bytes of a label. */
  readonly longestLabel: number;
}

const makers: Readonly<Record<FilesystemType, FilesystemMaker>> = {
  ext2: { make: makeExt, longestLabel: 16 },
  ext3: { make: makeExt, longestLabel: 16 },
  ext4: { make: makeExt, longestLabel: 16 },
  vfat: { make: makeVfat, longestLabel: 11 },
  xfs: { make: makeXfs, longestLabel: 12 },
  btrfs: { make: makeBtrfs, longestLabel: 255 },
  swap: { make: makeSwap, longestLabel: 15 },
};

/**
 * Makes a filesystem of any type with its contents in its partition.
 *
 * @throws ApplianceError codes `contents-do-not-fit`, `contents-unsuitable`, `label-too-long`
 */
export async function makeFilesystem(job: FilesystemJob): Promise<void> {
  const { filesystem, volume } = job;
  const { make, longestLabel } = makers[filesystem.type];
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
