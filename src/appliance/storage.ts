import type { Position } from '../errors.ts';
import type { FilesystemType } from './appliance.ts';

/** How a filesystem is made and mounted, whatever it lies on. */
export interface FormatSpec {
  readonly fsType: FilesystemType;
  /** Undefined for swap, and for a btrfs whose subvolumes alone are mounted. */
  readonly mountPoint: string | undefined;
  readonly label: string | undefined;
  /** Fourth field of fstab; undefined: that of the type. */
  readonly mountOptions: string | undefined;
  /** Words for the tool that makes it. */
  readonly makeOptions: readonly string[];
  /** Of ext2, ext3 and ext4: bytes of the filesystem for each inode; undefined: by its size. */
  readonly inodeRatio: number | undefined;
}

export interface VolumeGroupSpec {
  readonly name: string;
  /** Names of `part pv.NAME` lines, in order. */
  readonly physicalVolumes: readonly string[];
  readonly extentMiB: number;
  /** Kept free for the guest's later use. */
  readonly reservedMiB: number;
  readonly reservedPercent: number;
  readonly position: Position;
}

export interface LogicalVolumeSpec {
  readonly name: string;
  readonly group: string;
  /** 0 with `percent`. */
  readonly sizeMiB: number;
  readonly percent: number | undefined;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
  readonly format: FormatSpec;
  readonly position: Position;
}

/** Volumes over parts; empty lists where the kickstart lays out plain partitions only. */
export interface StorageSpec {
  readonly volumeGroups: readonly VolumeGroupSpec[];
  readonly logicalVolumes: readonly LogicalVolumeSpec[];
}
