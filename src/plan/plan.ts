import type { Backend, FilesystemType, Loader } from '../appliance/appliance.ts';
import type { ArchiveKind, BundleFormat } from '../appliance/bundles.ts';
import type { Format } from '../appliance/formats.ts';
import type { DiskUse, Target } from '../appliance/targets.ts';
import type { Architecture } from '../architecture.ts';
import type { Position } from '../errors.ts';
import type { InstallOptions } from './install-options.ts';
import type { EncryptionPlan, StoragePlan, SubvolumePlan } from './volumes/storage.ts';

/** Pure data: what a build does, before it does anything. All sizes and offsets are bytes unless the name says otherwise. */
export interface Plan extends StoragePlan {
  readonly name: string;
  readonly version: string | undefined;
  readonly arch: Architecture;
  readonly backend: Backend;
  /** Why it is that one. */
  readonly backendReason: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly packages: PackagePlan;
  readonly bootLoader: BootLoaderPlan;
  /** Output formats of the disks in the order asked for. */
  readonly formats: readonly Format[];
  /** Output files of the whole appliance. */
  readonly bundles: readonly BundleFormat[];
  /** The archive that all output is put into, too. */
  readonly archive: ArchiveKind | undefined;
  /** What the appliance is to run on; at least one. */
  readonly targets: readonly Target[];
  /** Network interfaces of the machine: one for each card that the network lines need, at least one. */
  readonly interfaces: number;
  readonly steps: readonly PlannedStep[];
}

export interface DiskPlan {
  /** As the user named it: `os`. */
  readonly name: string;
  /** The kickstart's device: `sda`. */
  readonly device: string;
  /** File name without extension: `hello-os`. */
  readonly stem: string;
  readonly sizeBytes: number;
  /** How the size came about; undefined: it was given. */
  readonly computed?: ComputedSize;
  readonly table: PartitionTable;
  /** Undefined: it is a system disk. */
  readonly use?: DiskUse;
  readonly partitions: readonly PartitionPlan[];
}

/** The size of a disk that follows from its parts. */
export interface ComputedSize {
  readonly partsBytes: number;
  /** For the partition table, alignment and what the plan adds for the boot loader. */
  readonly slackBytes: number;
}

export type PartitionTable =
  | { readonly type: 'gpt' /** Upper-case GUID. */; readonly guid: string }
  | { readonly type: 'msdos' /** 32-bit disk signature. */; readonly signature: number };

export interface PartitionPlan {
  /** Number as the guest's kernel counts: msdos logical partitions start at 5. */
  readonly number: number;
  /** A multiple of 1 MiB. */
  readonly startBytes: number;
  readonly sizeBytes: number;
  /** `extended` is the msdos container of the logical partitions, `lvmpv` a physical volume of LVM, `raid` a member of an array. */
  readonly kind: 'filesystem' | 'swap' | 'biosboot' | 'prepboot' | 'lvmpv' | 'raid' | 'extended';
  /** GPT: upper-case type GUID. msdos: `0x83`. */
  readonly type: string;
  /** GPT only: upper-case unique GUID. */
  readonly guid: string | undefined;
  /** GPT only: partition name, at most 36 UTF-16 units. */
  readonly gptName: string | undefined;
  readonly bootable: boolean;
  readonly logical: boolean;
  readonly filesystem: FilesystemPlan | undefined;
  /** The `part` line it comes from; undefined for what the plan added. */
  readonly position: Position | undefined;
}

export interface FilesystemPlan {
  readonly type: FilesystemType;
  /** Lower-case UUID; for vfat the 32-bit serial as `1A2B-3C4D`. */
  readonly uuid: string;
  readonly label: string | undefined;
  /** Undefined for swap, and for a btrfs of which only subvolumes are mounted. */
  readonly mountPoint: string | undefined;
  /** Options of fstab besides those that the program adds (--fsoptions); undefined: the defaults of the type. */
  readonly mountOptions?: string;
  /** Words for the tool that makes it. */
  readonly makeOptions?: readonly string[];
  /** Of ext2, ext3 and ext4: bytes of the filesystem for each inode; undefined: by its size. */
  readonly inodeRatio?: number;
  /** The volume is a LUKS2 container, and the filesystem lies in it. */
  readonly encryption?: EncryptionPlan;
  /** Of btrfs, outer ones first. */
  readonly subvolumes?: readonly SubvolumePlan[];
  /** Features of ext2, ext3 and ext4 to leave out: the boot loader cannot read them. */
  readonly withoutFeatures?: readonly string[];
}

export interface BootLoaderPlan {
  readonly loader: Loader;
  /** Undefined if the loader does not boot through a BIOS, or there is none. `bootSector`: whether its code is written. */
  readonly bios: { readonly disk: string; readonly bootSector: boolean } | undefined;
  /** Present when a disk has an EFI system partition and the loader boots through UEFI. */
  readonly uefi:
    | {
        readonly disk: string;
        readonly partition: number;
        /** The packages bring loaders that are signed for Secure Boot; what a build found is in its manifest. */
        readonly signed?: true;
      }
    | undefined;
  /** -1: for ever. */
  readonly timeoutSeconds: number;
  /** Whether the menu is protected; the password itself is no part of a plan. */
  readonly hasPassword: boolean;
  /** Kernel arguments besides root= and ro, in order. */
  readonly kernelArguments: readonly string[];
  /**
   * Whether a serial console of a PC (8250) is among the kernel arguments; the GRUB menu then speaks on it too. That of ARM's
   * machines (PL011) is the console of UEFI itself.
   */
  readonly serialConsole: boolean;
}

export interface PlannedPackage {
  readonly name: string;
  /** `kickstart`, `core`, or what needs it: `filesystem vfat`, `kernel`. */
  readonly reason: string;
  readonly position: Position | undefined;
  /** Names to try if no repository has the first: distributions differ. Only for what the plan adds. */
  readonly alternatives?: readonly string[];
  /** Left out, with a note, if no repository has it under any name. Only for what the plan adds. */
  readonly optional?: boolean;
}
/** A group of packages of an RPM repository (comps), by its id or its name. */
export interface PlannedGroup extends Omit<PlannedPackage, 'alternatives'> {
  /** Which of its packages: the mandatory ones alone, those and the default ones, or the optional ones too. */
  readonly members: 'mandatory' | 'default' | 'all';
}

/** A module of an RPM repository. */
export interface PlannedModule {
  readonly name: string;
  readonly stream: string | undefined;
  /** Undefined: the stream is enabled, and nothing of it installed because of that. `default`: its default profile. */
  readonly profile: string | undefined;
  readonly disable: boolean;
  readonly position: Position | undefined;
}

export interface PackagePlan {
  readonly requested: readonly PlannedPackage[];
  readonly excluded: readonly PlannedPackage[];
  /** Of RPM appliances, as are environment and modules; empty with apt. The name has no `@`. */
  readonly groups: readonly PlannedGroup[];
  readonly excludedGroups: readonly PlannedGroup[];
  /** Its id or name, without `@^`; `default`: the first environment of the repositories (%packages --default). */
  readonly environment: Pick<PlannedPackage, 'name' | 'position'> | undefined;
  readonly modules: readonly PlannedModule[];
  readonly options: InstallOptions;
}

export type StepName =
  | 'resolve'
  | 'fetch'
  | 'install'
  | 'configure'
  | 'scripts'
  | 'initramfs'
  | 'disk'
  | 'convert'
  | 'describe'
  | 'bundle'
  | 'package'
  | 'boot-test';
export interface PlannedStep {
  readonly name: StepName;
  readonly description: string;
}
