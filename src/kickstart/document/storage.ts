import type { CommandOf } from './command.ts';

/** LUKS, as part, raid, logvol and autopart take it. */
export interface Encryption {
  readonly encrypted: boolean;
  /** Never print it. */
  readonly passphrase: string | undefined;
  readonly cipher: string | undefined;
  readonly escrowCert: string | undefined;
  readonly backupPassphrase: boolean;
  readonly luksVersion: string | undefined;
  readonly pbkdf: string | undefined;
  readonly pbkdfMemory: number | undefined;
  readonly pbkdfTime: number | undefined;
  readonly pbkdfIterations: number | undefined;
}

/** How part, raid and logvol make and mount a filesystem. */
export interface Formatting {
  readonly fsType: string | undefined;
  readonly label: string | undefined;
  /** Options of the fourth field of fstab. */
  readonly fsOptions: string | undefined;
  readonly mkfsOptions: string | undefined;
  readonly fsProfile: string | undefined;
  readonly noFormat: boolean;
}

/** `part`/`partition`: sizes in MiB as written. Options that were not given are undefined. */
export interface PartCommand extends CommandOf<'part'>, Encryption, Formatting {
  /** `/`, `/srv/data`, `swap`, `biosboot`, `pv.01`, `raid.01`, `btrfs.01`, without a slash at its end. */
  readonly mountPoint: string;
  readonly sizeMiB: number | undefined;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
  /** As written, without a leading `/dev/`. */
  readonly onDisk: string | undefined;
  /** Likewise. */
  readonly onPart: string | undefined;
  readonly onBiosDisk: string | undefined;
  readonly asPrimary: boolean;
  readonly active: boolean;
  readonly recommended: boolean;
  readonly hibernation: boolean;
  readonly resize: boolean;
  readonly hwPassphrase: string | undefined;
}
export interface AutopartCommand extends CommandOf<'autopart'>, Encryption {
  readonly scheme: 'lvm' | 'thinp' | 'plain' | 'btrfs';
  readonly fsType: string | undefined;
  readonly noHome: boolean;
  readonly noBoot: boolean;
  readonly noSwap: boolean;
  readonly hibernation: boolean;
  readonly hwPassphrase: string | undefined;
}
export interface ReqpartCommand extends CommandOf<'reqpart'> {
  readonly addBoot: boolean;
}
export interface RaidCommand extends CommandOf<'raid'>, Encryption, Formatting {
  readonly mountPoint: string;
  /** As written: `md0`, `0`, `root`. */
  readonly device: string;
  readonly level: 'raid0' | 'raid1' | 'raid4' | 'raid5' | 'raid6' | 'raid10' | undefined;
  readonly members: readonly string[];
  readonly spares: number | undefined;
  readonly useExisting: boolean;
  readonly chunkSizeKiB: number | undefined;
}
export interface VolgroupCommand extends CommandOf<'volgroup'> {
  readonly volumeGroup: string;
  readonly members: readonly string[];
  readonly peSizeKiB: number | undefined;
  readonly reservedSpaceMiB: number | undefined;
  readonly reservedPercent: number | undefined;
  readonly noFormat: boolean;
  readonly useExisting: boolean;
}
export interface LogvolCommand extends CommandOf<'logvol'>, Encryption, Formatting {
  readonly mountPoint: string;
  readonly volume: string;
  readonly volumeGroup: string;
  readonly sizeMiB: number | undefined;
  readonly percent: number | undefined;
  readonly grow: boolean;
  readonly maxSizeMiB: number | undefined;
  readonly recommended: boolean;
  readonly hibernation: boolean;
  readonly resize: boolean;
  readonly useExisting: boolean;
  readonly thinPool: boolean;
  readonly thin: boolean;
  readonly poolName: string | undefined;
  readonly chunkSizeKiB: number | undefined;
  readonly metadataSizeMiB: number | undefined;
  readonly profile: string | undefined;
  readonly cacheSizeMiB: number | undefined;
  readonly cacheMode: string | undefined;
  readonly cachePvs: readonly string[] | undefined;
}
export interface BtrfsCommand extends CommandOf<'btrfs'> {
  /** `none` for a volume that is not mounted. */
  readonly mountPoint: string;
  /** Partitions of a volume; the parent, by its `LABEL=`, of a subvolume. */
  readonly members: readonly string[];
  readonly label: string | undefined;
  readonly dataLevel: 'raid0' | 'raid1' | 'raid10' | 'single' | undefined;
  readonly metadataLevel: 'raid0' | 'raid1' | 'raid10' | 'single' | undefined;
  readonly subvolume: boolean;
  readonly subvolumeName: string | undefined;
  readonly parent: string | undefined;
  readonly noFormat: boolean;
  readonly useExisting: boolean;
  readonly mkfsOptions: string | undefined;
}
export interface MountCommand extends CommandOf<'mount'> {
  readonly device: string;
  readonly mountPoint: string;
  readonly reformat: boolean;
  /** The type given to --reformat. */
  readonly format: string | undefined;
  readonly mkfsOptions: string | undefined;
  readonly mountOptions: string | undefined;
}
export interface SnapshotCommand extends CommandOf<'snapshot'> {
  /** `VG/LV`. */
  readonly origin: string;
  readonly snapshot: string;
  readonly when: 'pre-install' | 'post-install';
}
export interface ClearpartCommand extends CommandOf<'clearpart'> {
  /** As written: `gpt`, `msdos`, `dasd`, … */
  readonly diskLabel: string | undefined;
  readonly clears: 'all' | 'linux' | 'list' | 'none' | undefined;
  readonly drives: readonly string[];
  readonly list: readonly string[];
  readonly initLabel: boolean;
  readonly cdl: boolean;
}
export interface ZerombrCommand extends CommandOf<'zerombr'> {}
export interface IgnorediskCommand extends CommandOf<'ignoredisk'> {
  readonly drives: readonly string[];
  readonly onlyUse: readonly string[];
  readonly interactive: boolean;
}
export interface BootloaderCommand extends CommandOf<'bootloader'> {
  /** Kernel arguments as written in one string. */
  readonly append: string | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly location: 'mbr' | 'none' | 'partition' | 'boot' | undefined;
  /** For changes of the menu. Never print it. */
  readonly password: { readonly text: string; readonly encrypted: boolean } | undefined;
  readonly bootDrive: string | undefined;
  readonly driveOrder: readonly string[] | undefined;
  readonly defaultEntry: string | undefined;
  readonly leaveBootOrder: boolean;
  readonly extlinux: boolean;
  readonly sdboot: boolean;
  readonly disabled: boolean;
  readonly noMbr: boolean;
  readonly upgrade: boolean;
}
export interface ZiplCommand extends CommandOf<'zipl'> {
  readonly secureBoot: 'secure-boot' | 'force-secure-boot' | 'no-secure-boot' | undefined;
}
export interface FcoeCommand extends CommandOf<'fcoe'> {
  readonly nic: string;
  readonly dcb: boolean;
  readonly autovlan: boolean;
}
export interface IscsiCommand extends CommandOf<'iscsi'> {
  readonly ipaddr: string;
  readonly target: string | undefined;
  readonly port: number | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly reverseUser: string | undefined;
  readonly reversePassword: string | undefined;
  readonly iface: string | undefined;
}
export interface IscsinameCommand extends CommandOf<'iscsiname'> {
  readonly iqn: string;
}
export interface ZfcpCommand extends CommandOf<'zfcp'> {
  readonly devnum: string;
  readonly wwpn: string | undefined;
  readonly fcplun: string | undefined;
}
export interface NvdimmCommand extends CommandOf<'nvdimm'> {
  readonly action: 'reconfigure' | 'use';
  readonly namespace: string | undefined;
  readonly blockDevs: readonly string[];
  readonly mode: 'sector' | undefined;
  readonly sectorSize: number | undefined;
}

export type StorageCommand =
  | PartCommand
  | AutopartCommand
  | ReqpartCommand
  | RaidCommand
  | VolgroupCommand
  | LogvolCommand
  | BtrfsCommand
  | MountCommand
  | SnapshotCommand
  | ClearpartCommand
  | ZerombrCommand
  | IgnorediskCommand
  | BootloaderCommand
  | ZiplCommand
  | FcoeCommand
  | IscsiCommand
  | IscsinameCommand
  | ZfcpCommand
  | NvdimmCommand;
