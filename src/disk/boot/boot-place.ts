import { ApplianceError } from '../../errors.ts';
import type { FilesystemPlan } from '../../plan/plan.ts';
import { bootPrefix, rootArguments } from '../../plan/volumes/boot-volumes.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { mountAt, type VolumePlan } from '../../plan/volumes/volumes.ts';

/** Where the boot loader finds the kernel and its own files. */
export interface BootPlace {
  /** The filesystem that holds /boot. */
  readonly filesystem: FilesystemPlan;
  /** What that lies on. */
  readonly kind: VolumePlan['kind'];
  /** Path of /boot as GRUB sees it inside that filesystem: `/boot`, or empty when /boot is a filesystem of its own. */
  readonly prefix: string;
  /** Kernel arguments that find the root: `root=UUID=…`, `ro`. */
  readonly rootArguments: readonly string[];
}

/** @throws ApplianceError code `no-root-filesystem` */
export function bootPlace(storage: StoragePlan): BootPlace {
  const root = mountAt(storage, '/');
  if (root === undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'no-root-filesystem',
      message: 'no disk has a filesystem for /',
      hint: 'add a line such as: part / --size=2048 --fstype=ext4',
    });
  }
  const { filesystem, volume } = mountAt(storage, '/boot') ?? root;
  return { filesystem, kind: volume.kind, prefix: bootPrefix(storage), rootArguments: rootArguments(storage) };
}
