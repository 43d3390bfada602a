import { ApplianceError } from '../../errors.ts';
import type { FilesystemPlan } from '../../plan/plan.ts';
import type { StoragePlan } from '../../plan/storage.ts';
import { rootArguments, volumeAt } from '../../plan/volumes.ts';

/** Where the boot loader finds the kernel and its own files. */
export interface BootPlace {
  /** The filesystem that holds /boot. */
  readonly filesystem: FilesystemPlan;
  /** What tells the kernel where / is: `root=UUID=… ro`. */
  readonly rootArguments: readonly string[];
  /** It lies on a logical volume. */
  readonly onLvm: boolean;
  /** Path of /boot as GRUB sees it inside that filesystem: `/boot`, or empty when /boot is a filesystem of its own. */
  readonly prefix: '/boot' | '';
}

/** @throws ApplianceError code `no-root-filesystem` */
export function bootPlace(storage: StoragePlan): BootPlace {
  const root = volumeAt(storage, '/');
  if (root === undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'no-root-filesystem',
      message: 'no disk has a filesystem for /',
      hint: 'add a line such as: part / --size=2048 --fstype=ext4',
    });
  }
  const own = volumeAt(storage, '/boot');
  const { filesystem, kind } = own ?? root;
  return {
    filesystem,
    rootArguments: rootArguments(storage),
    onLvm: kind === 'logical',
    prefix: own === undefined ? '/boot' : '',
  };
}
