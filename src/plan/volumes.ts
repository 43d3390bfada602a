import type { Position } from '../errors.ts';
import type { FilesystemPlan } from './plan.ts';
import type { Extent, LogicalVolumePlan, StoragePlan, VolumeGroupPlan } from './storage.ts';

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
    ...storage.arrays.map(
      ({ name, sizeBytes, members, dataOffsetBytes, filesystem, position }): VolumePlan => ({
        kind: 'array',
        id: `md-${name}`,
        sizeBytes,
        pieces: members.map((member) => ({
          disk: member.disk,
          startBytes: member.startBytes + dataOffsetBytes,
          sizeBytes: member.sizeBytes - dataOffsetBytes,
        })),
        filesystem,
        position,
      }),
    ),
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

/** All filesystems and swap areas, in the order of `volumesOf`. */
export const filesystemsOf = (storage: StoragePlan): FilesystemPlan[] =>
  volumesOf(storage).map(({ filesystem }) => filesystem);

export const volumeAt = (storage: StoragePlan, mountPoint: string): VolumePlan | undefined =>
  volumesOf(storage).find(({ filesystem }) => filesystem.mountPoint === mountPoint);

export const filesystemAt = (storage: StoragePlan, mountPoint: string): FilesystemPlan | undefined =>
  volumeAt(storage, mountPoint)?.filesystem;

/**
 * The kernel arguments that tell the initramfs where / is. One on LVM is named by its group and volume: that is what
 * initramfs-tools activates, and rd.lvm.lv is what dracut does (dracut.cmdline(7)).
 */
export function rootArguments(storage: StoragePlan): readonly string[] {
  const root = volumeAt(storage, '/');
  if (root === undefined) return [];
  if (root.logical === undefined) return [`root=UUID=${root.filesystem.uuid}`, 'ro'];
  const { group, volume } = root.logical;
  // In names of device-mapper a hyphen parts group and volume, and one of a name is written twice.
  const node = [group, volume].map((name) => name.replaceAll('-', '--')).join('-');
  return [`root=/dev/mapper/${node}`, 'ro', `rd.lvm.lv=${group}/${volume}`];
}
