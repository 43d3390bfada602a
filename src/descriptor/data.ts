import type { DiskUse } from '../appliance/targets.ts';

/** What a virt-image descriptor says, in the words of virt-image(5) of 2008. */
export interface DescriptorData {
  /** Empty: it has none. */
  readonly name: string;
  /** `0.1.0`; informative only, as is the release. */
  readonly version: string | undefined;
  readonly release: string | undefined;
  /** A line and a text for people. */
  readonly label: string | undefined;
  readonly description: string | undefined;
  /** Ways of booting, the preferred first; at least one. */
  readonly boots: readonly BootRecord[];
  readonly vcpus: number;
  readonly memoryKiB: number;
  /** How many network interfaces. */
  readonly interfaces: number;
  readonly graphics: boolean;
  readonly disks: readonly DescriptorDisk[];
}

/** One way of booting: what the host must offer, what starts the guest, and which disks it sees. */
export interface BootRecord {
  /** `hvm`: fully virtualised; `xen`: paravirtualised by Xen. */
  readonly type: 'hvm' | 'xen';
  readonly arch: string;
  /** True: needed; false: must be off; not said: as the host has it. */
  readonly features: BootFeatures;
  readonly os: BootSource;
  /** In the order in which the guest sees them; at least one. */
  readonly drives: readonly DescriptorDrive[];
}

/** The most that any computer of these architectures can have, not what a hypervisor of today gives. */
export const most = {
  /** 52 bits of physical addresses (x86-64, ARMv8.2), 4 PiB. */
  memoryKiB: 2 ** 42,
  /** The type of the element in libvirt's schema of domains. */
  vcpus: 65535,
  /** Addresses of bytes within a file are signed numbers of 64 bits. */
  diskMiB: 2 ** 43 - 1,
  /** The names of the grammar have two letters at most: hda … hdzz. */
  disks: 702,
  /** Buses of PCI Express: libvirt gives each card one of its own. */
  interfaces: 256,
  boots: 256,
} as const;

export const featureNames = ['pae', 'acpi', 'apic'] as const;
export type FeatureName = (typeof featureNames)[number];
export type BootFeatures = Readonly<Partial<Record<FeatureName, boolean>>>;

/** `hd`, `cdrom`: the firmware boots from the first such drive; `pygrub`: Xen reads the first drive's boot loader files. */
export type BootSource =
  | { readonly loader: 'hd' | 'cdrom' | 'pygrub' }
  | { readonly kernel: string; readonly initrd: string | undefined; readonly cmdline: string | undefined };

export interface DescriptorDrive {
  /** Id of a disk. */
  readonly disk: string;
  /** `vda`; undefined: the next free name. */
  readonly target: string | undefined;
}

export interface DescriptorDisk {
  readonly id: string;
  /** Relative to the folder of the descriptor. */
  readonly file: string;
  readonly use: DiskUse;
  readonly format: string;
  /** Virtual size in MiB. */
  readonly sizeMiB: number | undefined;
  /** Checksums of the file, lower-case hexadecimal. */
  readonly sha256: string | undefined;
  readonly sha1: string | undefined;
}
