import type { Backend, Loader } from '../appliance/appliance.ts';
import type { PackagePlan } from './plan.ts';

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

export const loaderTraits: Readonly<Record<Loader, LoaderTraits>> = {
  grub: { ...nothing, bios: true, uefi: true, biosBootPartition: true },
  extlinux: { ...nothing, bios: true, startsActivePartition: true, withoutFeatures: ['64bit'] },
  sdboot: { ...nothing, uefi: true },
  none: nothing,
};

/** The packages with a shim and a GRUB that are signed for Secure Boot. */
const signedPackages: Readonly<Record<Backend, readonly string[]>> = {
  apt: ['shim-signed', 'grub-efi-amd64-signed'],
  dnf: ['shim-x64', 'grub2-efi-x64'],
};

/** Whether packages bring the loader in a form that Secure Boot accepts. */
export const asksForSigned = (
  loader: Loader,
  backend: Backend,
  { requested }: Pick<PackagePlan, 'requested'>,
): boolean => loader === 'grub' && signedPackages[backend].every((name) => requested.some((one) => one.name === name));
