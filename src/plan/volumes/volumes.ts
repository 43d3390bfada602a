import type { Position } from '../../errors.ts';
import type { FilesystemPlan } from '../plan.ts';
import { luksHeaderBytes } from './encryption.ts';
import type { ArrayPlan, Extent, LogicalVolumePlan, StoragePlan, VolumeGroupPlan } from './storage.ts';

/** A place that holds one filesystem, or a swap area. */
export interface VolumePlan {
  readonly kind: 'partition' | 'logical' | 'array';
  /** Part of file names, and no other volume's: `hello-os-2`, `vg-root`. */
  readonly id: string;
  readonly sizeBytes: number;
  /**
   * Where its bytes lie. Of a partition and a logical volume: in order, one after the other. Of an array: the data of each
   * member.
   */
  readonly pieces: readonly Extent[];
  readonly filesystem: FilesystemPlan;
  /** Of a logical volume: what the guest calls it. */
  readonly logical?: { readonly group: string; readonly volume: string };
  /** The array that it is. */
  readonly array?: ArrayPlan;
  /** The line that it comes from. */
  readonly position: Position | undefined;
}

/** Every place with a filesystem or a swap area: partitions in the order of the disks, then logical volumes, then arrays. */
export function volumesOf(storage: StoragePlan): VolumePlan[] {
  return [
    ...storage.disks.flatMap((disk) =>
      disk.partitions.flatMap(({ filesystem, number, startBytes, sizeBytes, position }): VolumePlan[] => {
        if (filesystem === undefined) return [];
        const pieces = [{ disk: disk.name, startBytes, sizeBytes }];
        return [{ kind: 'partition', id: `${disk.stem}-${number}`, sizeBytes, pieces, filesystem, position }];
      }),
    ),
    ...storage.volumeGroups.flatMap((group) =>
      group.logicalVolumes.map(
        (volume): VolumePlan => ({
          kind: 'logical',
          id: `${group.name}-${volume.name}`,
          sizeBytes: volume.sizeBytes,
          logical: { group: group.name, volume: volume.name },
          pieces: piecesOf(group, volume),
          filesystem: volume.filesystem,
          position: volume.position,
        }),
      ),
    ),
    ...storage.arrays.map((array): VolumePlan => {
      const { name, sizeBytes, members, dataOffsetBytes, filesystem, position } = array;
      const pieces = members.map((member) => ({
        disk: member.disk,
        startBytes: member.startBytes + dataOffsetBytes,
        sizeBytes: member.sizeBytes - dataOffsetBytes,
      }));
      return { kind: 'array', id: `md-${name}`, sizeBytes, pieces, filesystem, array, position };
    }),
  ];
}

function piecesOf({ physicalVolumes, extentBytes }: VolumeGroupPlan, { segments }: LogicalVolumePlan): Extent[] {
  return segments.flatMap(({ physicalVolume, firstExtent, extents }) => {
    const lies = physicalVolumes[physicalVolume];
    if (lies === undefined) return [];
    const { place, dataOffsetBytes } = lies;
    const startBytes = place.startBytes + dataOffsetBytes + firstExtent * extentBytes;
    return [{ disk: place.disk, startBytes, sizeBytes: extents * extentBytes }];
  });
}

/** Bytes that a volume has for its filesystem: all, or what the header of its container leaves. Not below 0. */
export const plainBytes = ({ sizeBytes, filesystem }: Pick<VolumePlan, 'sizeBytes' | 'filesystem'>): number =>
  filesystem.encryption === undefined ? sizeBytes : Math.max(0, sizeBytes - luksHeaderBytes);

/** All filesystems and swap areas, in the order of `volumesOf`. */
export const filesystemsOf = (storage: StoragePlan): FilesystemPlan[] =>
  volumesOf(storage).map(({ filesystem }) => filesystem);

/** A filesystem, or a subvolume of it, and where the guest mounts it. */
export interface MountPlan {
  readonly filesystem: FilesystemPlan;
  readonly mountPoint: string;
  /** Path below the top of a btrfs filesystem. */
  readonly subvolume: string | undefined;
  readonly volume: VolumePlan;
}

/** Everything that the guest mounts; swap areas are not among it. */
export function mountsOf(storage: StoragePlan): MountPlan[] {
  return volumesOf(storage).flatMap((volume) => {
    const { filesystem } = volume;
    const { mountPoint, subvolumes = [] } = filesystem;
    const whole = mountPoint === undefined ? [] : [{ filesystem, mountPoint, subvolume: undefined, volume }];
    return [
      ...whole,
      ...subvolumes.map(({ name, mountPoint: at }) => ({ filesystem, mountPoint: at, subvolume: name, volume })),
    ];
  });
}

export const mountAt = (storage: StoragePlan, mountPoint: string): MountPlan | undefined =>
  mountsOf(storage).find((mount) => mount.mountPoint === mountPoint);

export const filesystemAt = (storage: StoragePlan, mountPoint: string): FilesystemPlan | undefined =>
  mountAt(storage, mountPoint)?.filesystem;
