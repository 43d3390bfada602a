import type { FilesystemPlan } from '../plan.ts';
import { memberBytes } from '../volumes/arrays.ts';
import type { VolumePlan } from '../volumes/volumes.ts';

const mebibyte = 2 ** 20;

/** What messages tell of a volume. */
export type RoomVolume = Pick<VolumePlan, 'kind' | 'sizeBytes' | 'filesystem' | 'position' | 'array'>;

/** What a filesystem is called in messages: its mount point, or those of its subvolumes, or `swap`. */
export function nameOf({ mountPoint, subvolumes = [], type }: FilesystemPlan): string {
  const inner = subvolumes.map((subvolume) => subvolume.mountPoint);
  return mountPoint ?? (inner.length > 0 ? inner.join(', ') : type);
}

/** What holds a filesystem, in words. */
export const volumeNouns: Readonly<Record<VolumePlan['kind'], string>> = {
  partition: 'partition',
  logical: 'logical volume',
  array: 'array',
};

/** How to make a volume so large: whose --size it is. */
export function roomHint({ kind, array }: RoomVolume, sizeMiB: number): string {
  if (array !== undefined) {
    const each = Math.ceil(memberBytes(array, sizeMiB * mebibyte) / mebibyte);
    return `give the part line of each member --size=${each} or more`;
  }
  return kind === 'logical'
    ? `give this logvol line --size=${sizeMiB} or more, for which its volume group needs the room`
    : `give this part line --size=${sizeMiB} or more`;
}
