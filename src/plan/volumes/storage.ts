import type { Position } from '../../errors.ts';
import type { DiskPlan, FilesystemPlan } from '../plan.ts';

/** What filesystems lie on: everything that a guest has to put together before it can mount them. Sizes and offsets in bytes. */
export interface StoragePlan {
  readonly disks: readonly DiskPlan[];
  readonly volumeGroups: readonly VolumeGroupPlan[];
  readonly arrays: readonly ArrayPlan[];
}

/** A range of bytes of a disk file. */
export interface Extent {
  /** Name of the disk. */
  readonly disk: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/** A volume group of LVM2, as vgcfgrestore(8) reads it. */
export interface VolumeGroupPlan {
  readonly name: string;
  /** LVM's form: 32 characters of [0-9a-zA-Z] in groups of 6-4-4-4-4-4-6. */
  readonly uuid: string;
  /** Size of a physical extent: a power of two, 4 MiB by default. */
  readonly extentBytes: number;
  readonly physicalVolumes: readonly PhysicalVolumePlan[];
  readonly logicalVolumes: readonly LogicalVolumePlan[];
  readonly position: Position;
}

export interface PhysicalVolumePlan {
  readonly uuid: string;
  /** The whole partition. */
  readonly place: Extent;
  readonly partition: number;
  /** From the beginning of the partition to its first extent (pe_start): 1 MiB. */
  readonly dataOffsetBytes: number;
  readonly extents: number;
}

export interface LogicalVolumePlan {
  readonly name: string;
  readonly uuid: string;
  /** In the order of the volume's bytes; one unless it goes on in a further physical volume. */
  readonly segments: readonly LogicalSegment[];
  readonly sizeBytes: number;
  readonly filesystem: FilesystemPlan;
  readonly position: Position;
}

export interface LogicalSegment {
  /** Index in `physicalVolumes`. */
  readonly physicalVolume: number;
  readonly firstExtent: number;
  readonly extents: number;
}

/** An array of the kernel's md driver with metadata of version 1. */
export interface ArrayPlan {
  /** `root` for /dev/md/root. */
  readonly name: string;
  readonly level: 0 | 1;
  /** Lower-case UUID form; md prints it in groups of eight with colons. */
  readonly uuid: string;
  /** Whole partitions. */
  readonly members: readonly (Extent & { readonly partition: number })[];
  /** 1.0 keeps the superblock at the end of a member, 1.2 at its beginning. */
  readonly metadata: '1.0' | '1.2';
  /** From the beginning of a member to its data; 0 with metadata 1.0. */
  readonly dataOffsetBytes: number;
  /** Of level 0; undefined for level 1. */
  readonly chunkBytes: number | undefined;
  readonly sizeBytes: number;
  readonly filesystem: FilesystemPlan;
  readonly position: Position;
}

/** A LUKS2 container around a filesystem or swap area; its passphrase is no part of a plan. */
export interface EncryptionPlan {
  /** Of the container, lower-case. */
  readonly uuid: string;
}

/** A subvolume of a btrfs filesystem. */
export interface SubvolumePlan {
  /** Path below the top of the filesystem: `root`. */
  readonly name: string;
  readonly mountPoint: string;
  readonly position: Position;
}
