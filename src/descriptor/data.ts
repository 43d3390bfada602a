/** What a virt-image descriptor says, in the words of virt-image(5) of 2008. */
export interface DescriptorData {
  readonly name: string;
  /** `0.1.0`; informative only. */
  readonly version: string | undefined;
  readonly arch: string;
  readonly vcpus: number;
  readonly memoryKiB: number;
  /** How many network interfaces. */
  readonly interfaces: number;
  readonly graphics: boolean;
  /** In the order in which the guest sees them. */
  readonly drives: readonly DescriptorDrive[];
  readonly disks: readonly DescriptorDisk[];
}

export interface DescriptorDrive {
  /** Id of a disk. */
  readonly disk: string;
  /** `vda`; undefined: the next free name. */
  readonly target: string | undefined;
}

export type DiskUse = 'system' | 'user' | 'scratch';
export interface DescriptorDisk {
  readonly id: string;
  /** Relative to the folder of the descriptor. */
  readonly file: string;
  readonly use: DiskUse;
  readonly format: string;
  /** Virtual size in MiB. */
  readonly sizeMiB: number | undefined;
  /** SHA-256 of the file, lower-case hexadecimal. */
  readonly sha256: string | undefined;
}
