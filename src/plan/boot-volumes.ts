import { mdUuid } from './arrays.ts';
import type { StoragePlan } from './storage.ts';
import { mountAt, mountsOf } from './volumes.ts';

/**
 * The kernel arguments that find the root, which every loader puts before the kickstart's: `root=UUID=… ro`, the subvolume that it is,
 * and what dracut(8) puts together only when told to. Other initramfs generators pass over those.
 */
export function rootArguments(storage: StoragePlan): readonly string[] {
  const root = mountAt(storage, '/');
  if (root === undefined) return [];
  const arguments_ = [`root=UUID=${root.filesystem.uuid}`, 'ro'];
  if (root.subvolume !== undefined) arguments_.push(`rootflags=subvol=${root.subvolume}`);
  return [...arguments_, ...arraysOfInitramfs(storage)];
}

/** The initramfs mounts / and /usr; all else the system itself puts together. */
function arraysOfInitramfs(storage: StoragePlan): string[] {
  return storage.arrays
    .filter(({ filesystem }) =>
      mountsOf(storage).some((mount) => mount.filesystem === filesystem && ['/', '/usr'].includes(mount.mountPoint)),
    )
    .map(({ uuid }) => `rd.md.uuid=${mdUuid(uuid)}`);
}

/**
 * Path of /boot as a boot loader sees it inside of the filesystem that it lies on: empty when it is one of its own. That of a btrfs
 * begins at its top, whatever subvolume is mounted.
 */
export function bootPrefix(storage: StoragePlan): string {
  const own = mountAt(storage, '/boot');
  const { subvolume } = own ?? mountAt(storage, '/') ?? {};
  return `${subvolume === undefined ? '' : `/${subvolume}`}${own === undefined ? '/boot' : ''}`;
}
