import type { Architecture } from '../architecture.ts';
import type { Position, Warning } from '../errors.ts';
import type {
  AuthCommand,
  AuthselectCommand,
  Certificate,
  FirewallCommand,
  FirstbootCommand,
  GroupCommand,
  KeyboardCommand,
  LangCommand,
  ModuleCommand,
  PackageSelection,
  Password,
  RootpwCommand,
  Script,
  SelinuxCommand,
  ServicesCommand,
  SkipxCommand,
  SshkeyCommand,
  SyspurposeCommand,
  TimesourceCommand,
  TimezoneCommand,
  UserCommand,
  XconfigCommand,
} from '../kickstart/document.ts';
import type { ArchiveKind, BundleFormat } from './bundles.ts';
import type { Format } from './formats.ts';
import type { Connection } from './network/connection.ts';
import type { EncryptionSpec, StorageSpec } from './storage.ts';
import type { DiskUse, Target } from './targets.ts';

/** What installs the packages: apt in Debian and its kin, dnf in the distributions of RPM. */
export type Backend = 'apt' | 'dnf';
export type FilesystemType = 'ext2' | 'ext3' | 'ext4' | 'vfat' | 'xfs' | 'btrfs' | 'swap';

/** The validated specification: kickstart, %addon lines and options merged. Nothing is guessed after this. */
export interface Appliance {
  readonly name: string;
  readonly version: string | undefined;
  readonly arch: Architecture;
  readonly backend: Backend;
  /** Why it is that backend, in words for the plan. */
  readonly backendReason: string;
  /** Release of the target's repositories: a code name or a suite with apt, `$releasever` with dnf. */
  readonly releasever: string | undefined;
  /** A package whose signature nothing verifies is an error. */
  readonly requireSignatures: boolean;
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** In the order of the descriptor's drives; at least one. The first is the one that machines boot from. */
  readonly disks: readonly DiskSpec[];
  readonly parts: readonly PartSpec[];
  /** Volumes over parts. */
  readonly storage: StorageSpec;
  readonly bootLoader: BootLoaderSpec;
  readonly packages: PackageSelection;
  /** The module lines, in order; with apt there are none. */
  readonly modules: readonly ModuleCommand[];
  readonly repositories: readonly RepositorySpec[];
  readonly system: SystemSpec;
  readonly scripts: readonly Script[];
  readonly formats: readonly Format[];
  /** Files of the whole appliance. */
  readonly bundles: readonly BundleFormat[];
  /** The archive that everything is put into, too; undefined: none. */
  readonly archive: ArchiveKind | undefined;
  /** At least one. */
  readonly targets: readonly Target[];
  readonly boot: BootSpec;
  /** Commands that were accepted and change nothing in an image. */
  readonly noEffect: readonly { readonly command: string; readonly position: Position }[];
  readonly warnings: readonly Warning[];
}

export interface DiskSpec {
  readonly name: string;
  /** The kickstart's device without `/dev/`: `sda`. */
  readonly device: string;
  /** Undefined: computed from the parts. */
  readonly sizeBytes: number | undefined;
  readonly table: 'gpt' | 'msdos';
  readonly use: DiskUse;
}

export interface PartSpec {
  /** `lvmpv`, `raid`, `btrfs`: a physical volume, a member of an array, the part of a btrfs line; their filesystems are those of other lines. */
  readonly kind: 'filesystem' | 'swap' | 'biosboot' | 'prepboot' | 'lvmpv' | 'raid' | 'btrfs';
  /** What volgroup, raid and btrfs lines call it: `pv.01`; undefined for others. */
  readonly member: string | undefined;
  /** Undefined for what is not mounted. */
  readonly mountPoint: string | undefined;
  /** Name of the disk it lies on. */
  readonly disk: string;
  readonly sizeMiB: number;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
  readonly fsType: FilesystemType | undefined;
  /** True for `--fstype=efi`: vfat with the type of an EFI system partition. */
  readonly efi: boolean;
  readonly label: string | undefined;
  readonly mountOptions: string | undefined;
  readonly makeOptions: readonly string[];
  readonly inodeRatio: number | undefined;
  readonly encryption: EncryptionSpec | undefined;
  readonly asPrimary: boolean;
  /** Of --onpart; undefined: whatever comes next. */
  readonly number: WantedNumber | undefined;
  readonly position: Position;
}

/** The number that a partition is to have. */
export interface WantedNumber {
  readonly value: number;
  /** Where it was asked for. */
  readonly position: Position;
}

export type Loader = 'grub' | 'extlinux' | 'sdboot' | 'none';

export interface BootLoaderSpec {
  readonly loader: Loader;
  /** False with `--nombr`: all files of the loader, and no code outside of filesystems. */
  readonly bootSector: boolean;
  /** For changes of the menu and for GRUB's command line. Never print it. */
  readonly password: Password | undefined;
  readonly kernelArguments: readonly string[];
  /** -1: the menu waits for ever. */
  readonly timeoutSeconds: number;
  readonly position: Position | undefined;
}

export interface RepositorySpec {
  readonly name: string;
  /** Optionally followed by a suite and components. */
  readonly url: string;
  readonly position: Position | undefined;
  /** What the address is that of; undefined: the repository's own. */
  readonly list?: 'mirrorlist' | 'metalink';
  readonly access?: RepositoryAccess;
  /** Of two repositories that have a package in the same version, the one that costs less serves it; undefined: 1000. */
  readonly cost?: number | undefined;
  /** Patterns of names: which of its packages there are for the build; no `included` means all. */
  readonly packages?: { readonly included: readonly string[]; readonly excluded: readonly string[] };
  /** The guest does not get it. */
  readonly forBuildOnly?: true;
  /** From 1 to 99, the lowest wins over versions; undefined: 99. Of dnf alone, as are the signatures. */
  readonly priority?: number | undefined;
  /** Keys that its packages are signed with: URLs, or absolute paths on the building machine. */
  readonly keys?: readonly string[] | undefined;
  /** Each of its packages must be signed by a key that is known: those above, or without them the release package's. */
  readonly checkSignatures?: true | undefined;
}

/** How its host is reached; files are paths on the building machine, or file: URLs. */
export interface RepositoryAccess {
  readonly proxy?: string | undefined;
  readonly noVerifySsl?: true | undefined;
  readonly sslCaCert?: string | undefined;
  readonly sslClientCert?: string | undefined;
  readonly sslClientKey?: string | undefined;
}

/** What configure/ does to the root; undefined means that the kickstart has no such line. */
export interface SystemSpec {
  readonly lang: LangCommand | undefined;
  readonly keyboard: KeyboardCommand | undefined;
  readonly timezone: TimezoneCommand | undefined;
  readonly timeSources: readonly TimesourceCommand[];
  readonly rootpw: RootpwCommand | undefined;
  readonly groups: readonly GroupCommand[];
  readonly users: readonly UserCommand[];
  readonly sshKeys: readonly SshkeyCommand[];
  readonly hostname: string | undefined;
  /** What the network lines set up; none if they only set the host name. */
  readonly networks: readonly Connection[];
  readonly services: ServicesCommand | undefined;
  readonly firewall: FirewallCommand | undefined;
  readonly selinux: SelinuxCommand | undefined;
  /** `auth` or `authselect`, whichever comes last. */
  readonly authentication: AuthCommand | AuthselectCommand | undefined;
  readonly firstboot: FirstbootCommand | undefined;
  readonly xconfig: XconfigCommand | undefined;
  readonly skipx: SkipxCommand | undefined;
  readonly syspurpose: SyspurposeCommand | undefined;
  readonly certificates: readonly Certificate[];
  readonly kdump: KdumpSpec | undefined;
}

/** `%addon com_redhat_kdump`. */
export interface KdumpSpec {
  readonly enabled: boolean;
  /** Value of the kernel argument `crashkernel`. */
  readonly crashKernel: string;
  readonly position: Position;
}

/** What a machine starts with: `uefi-secure` is UEFI with Secure Boot on and the keys of Microsoft enrolled, as machines are sold. */
export type Firmware = 'bios' | 'uefi' | 'uefi-secure';

export interface BootSpec {
  /** Regular expressions that must all appear on the serial console; default `login:`. */
  readonly expect: readonly string[];
  /** Undefined: the default of the boot test. */
  readonly timeoutSeconds: number | undefined;
  readonly firmware: readonly Firmware[];
}
