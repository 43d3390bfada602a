import type { DescriptorData } from '../descriptor/data.ts';
import type { LocatedDisk } from './disks/locate.ts';
import type { DeployedDomain } from './domain/deployment.ts';
import type { Network } from './domain/networks.ts';
import type { Wishes } from './domain/wishes.ts';
import type { BootChoice } from './host/choose-boot.ts';
import type { Pool } from './host/pools.ts';

/** What the program that built the appliance knows of its boot loaders. */
export interface BootLoaderFacts {
  readonly bios: boolean;
  readonly uefi: boolean;
  readonly signed: boolean;
}

/** Everything that a deployment is decided by. */
export interface DeployRequest {
  /** Of the domain. */
  readonly name: string;
  readonly data: DescriptorData;
  readonly choice: BootChoice;
  /** Files of disks by their ids; those that are not there are missing. */
  readonly located: ReadonlyMap<string, LocatedDisk>;
  readonly pool: Pool;
  /** `import` copies disks into the pool; `overlay` keeps there what differs from the files; `in-place` runs from the files. */
  readonly mode: 'import' | 'overlay' | 'in-place';
  /** The domain of that name, which is upgraded or replaced; undefined: there is none. */
  readonly old: DeployedDomain | undefined;
  /** Whether user disks of the old domain stay. */
  readonly keepsUserDisks: boolean;
  /** Volumes of the pool to take as user disks, by names of disks. */
  readonly adopted: ReadonlyMap<string, string>;
  /** Undefined: nobody says; what the descriptor was made for is a BIOS. */
  readonly bootLoader: BootLoaderFacts | undefined;
  /** What is asked for, and was asked for before; other members follow from it. */
  readonly wishes: Wishes;
  /** Of each card. */
  readonly networks: readonly Network[];
  /** Addresses of the first cards; others are those of the old domain, or libvirt's. */
  readonly macs: readonly string[];
  readonly consoleLog: string | undefined;
}
