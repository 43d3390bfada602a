import type { Loader } from '../../appliance.ts';

/** Sizes that autopart and reqpart choose, in MiB. Those of / and /home are anaconda's defaults. */
const gib = 1024;

export const biosBootMiB = 1;

/** The EFI system partition of each boot loader; undefined: it has none. systemd-boot keeps kernels there. */
export const espMiB: Readonly<Record<Loader, number | undefined>> = {
  grub: 100,
  sdboot: 512,
  extlinux: undefined,
  none: undefined,
};

/** 1 GiB, and on disks below 8 GiB an eighth of them, but room for an old and a new kernel. */
export const bootMiB = (diskMiB: number): number => Math.min(gib, Math.max(384, Math.floor(diskMiB / 8)));

export const root = { leastMiB: gib, mostMiBBesideHome: 70 * gib } as const;
/** Is made where the disks have at least `fromMiB` together. */
export const home = { leastMiB: 500, fromMiB: 50 * gib } as const;

/** Of each physical volume beside the first. */
export const leastPhysicalMiB = 64;
/** What the metadata of LVM take, and what rounding each volume up to whole extents does. */
export const physicalOverheadMiB = 8;

/** Of a disk that autopart lays out and nobody gave a size: as in any image, what is not used costs nothing. */
export const autopartDiskBytes = 10 * gib * 2 ** 20;
