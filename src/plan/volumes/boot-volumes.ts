import { mdUuid } from './arrays.ts';
import { openedName } from './encryption.ts';
import type { StoragePlan } from './storage.ts';
import { type MountPlan, mountAt, mountsOf } from './volumes.ts';

/**
 * The kernel arguments that find the root, which every loader puts before the kickstart's: `root=UUID=… ro`, the subvolume that it is,
 * and what dracut(8) puts together only when told to. Other initramfs generators pass over those.
 */
export function rootArguments(storage: StoragePlan): readonly string[] {
  const root = mountAt(storage, '/');
  if (root === undefined) return [];
  const arguments_ = [`root=${rootDevice(root)}`, 'ro'];
  if (root.subvolume !== undefined) arguments_.push(`rootflags=subvol=${root.subvolume}`);
  for (const { filesystem, volume } of mountsOf(storage).filter(isEarly)) {
    if (volume.logical !== undefined) arguments_.push(`rd.lvm.lv=${volume.logical.group}/${volume.logical.volume}`);
    if (volume.array !== undefined) arguments_.push(`rd.md.uuid=${mdUuid(volume.array.uuid)}`);
    if (filesystem.encryption !== undefined) arguments_.push(`rd.luks.uuid=${openedName(filesystem.encryption)}`);
  }
  return [...new Set(arguments_)];
}

/** initramfs-tools activates a logical volume if the name of the root is its own. */
function rootDevice({ filesystem, volume: { logical } }: MountPlan): string {
  if (logical === undefined || filesystem.encryption !== undefined) return `UUID=${filesystem.uuid}`;
  // In names of device-mapper a hyphen parts group and volume, and one of a name is written twice.
  return `/dev/mapper/${[logical.group, logical.volume].map((name) => name.replaceAll('-', '--')).join('-')}`;
}

/** Whether the initramfs mounts it; all else the system itself puts together. */
export const isEarly = ({ mountPoint }: Pick<MountPlan, 'mountPoint'>) => mountPoint === '/' || mountPoint === '/usr';

/**
 * Path of /boot as a boot loader sees it inside of the filesystem that it lies on: empty when it is one of its own. That of a btrfs
 * begins at its top, whatever subvolume is mounted.
 */
export function bootPrefix(storage: StoragePlan): string {
  const own = mountAt(storage, '/boot');
  const { subvolume } = own ?? mountAt(storage, '/') ?? {};
  return `${subvolume === undefined ? '' : `/${subvolume}`}${own === undefined ? '/boot' : ''}`;
}
