import type { Appliance, Backend, Loader } from '../../appliance/appliance.ts';
import { type ArchitectureTraits, architectures } from '../../architecture.ts';
import type { PackagePlan } from '../plan.ts';

/** What a boot loader asks of the disks. */
export interface LoaderTraits {
  readonly bios: boolean;
  readonly uefi: boolean;
  /** Its code for a BIOS lies in a BIOS boot partition if the disk has a GPT. */
  readonly biosBootPartition: boolean;
  /** Its code in the first sector starts the active partition, on GPT too (attribute bit 2, UEFI specification 2.10, table 5.8). */
  readonly startsActivePartition: boolean;
  /** Features of the filesystem of /boot that it cannot read. */
  readonly withoutFeatures: readonly string[];
}

const nothing = {
  bios: false,
  uefi: false,
  biosBootPartition: false,
  startsActivePartition: false,
  withoutFeatures: [],
};

const loaderTraits: Readonly<Record<Loader, LoaderTraits>> = {
  grub: { ...nothing, bios: true, uefi: true, biosBootPartition: true },
  extlinux: { ...nothing, bios: true, startsActivePartition: true, withoutFeatures: ['64bit'] },
  sdboot: { ...nothing, uefi: true },
  none: nothing,
};

/** What the appliance's loader asks of the disks, on machines of its architecture. */
export function loaderTraitsOf({ arch, bootLoader: { loader } }: Pick<Appliance, 'arch' | 'bootLoader'>): LoaderTraits {
  const traits = loaderTraits[loader];
  return { ...traits, bios: traits.bios && architectures[arch].hasBios };
}

/** The packages with a shim and a GRUB that are signed for Secure Boot. */
const signedPackages: Readonly<Record<Backend, (traits: ArchitectureTraits) => readonly string[]>> = {
  apt: ({ debian }) => ['shim-signed', `grub-efi-${debian}-signed`],
  dnf: ({ efi }) => [`shim-${efi}`, `grub2-efi-${efi}`],
};

/** Whether packages bring the loader in a form that Secure Boot accepts. */
export function asksForSigned(
  { arch, backend, bootLoader: { loader } }: Pick<Appliance, 'arch' | 'backend' | 'bootLoader'>,
  { requested }: Pick<PackagePlan, 'requested'>,
): boolean {
  const needed = signedPackages[backend](architectures[arch]);
  return loader === 'grub' && needed.every((name) => requested.some((one) => one.name === name));
}
