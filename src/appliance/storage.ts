import type { Position } from '../errors.ts';
import type { FilesystemType } from './appliance.ts';

/** --encrypted: a LUKS2 container. */
export interface EncryptionSpec {
  /** Never print it, nor put it into a plan or a manifest. */
  readonly passphrase: string;
  /** Where it was said. */
  readonly position: Position;
}

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
  readonly encryption?: EncryptionSpec | undefined;
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

export interface ArraySpec {
  readonly name: string;
  readonly level: 0 | 1;
  /** Names of `part raid.NAME` lines. */
  readonly members: readonly string[];
  readonly chunkKiB: number | undefined;
  readonly format: FormatSpec;
  readonly position: Position;
}

/** A btrfs filesystem over one `part btrfs.NAME`. */
export interface BtrfsSpec {
  readonly member: string;
  readonly format: FormatSpec;
  readonly subvolumes: readonly { readonly name: string; readonly mountPoint: string; readonly position: Position }[];
  readonly position: Position;
}

/** Volumes over parts; empty lists where the kickstart lays out plain partitions only. */
export interface StorageSpec {
  readonly volumeGroups: readonly VolumeGroupSpec[];
  readonly logicalVolumes: readonly LogicalVolumeSpec[];
  readonly arrays: readonly ArraySpec[];
  readonly btrfs: readonly BtrfsSpec[];
}
