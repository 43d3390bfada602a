import { architectures } from '../../../architecture.ts';
import type { Position } from '../../../errors.ts';
import type { PartCommand } from '../../../kickstart/document.ts';
import type { DiskSpec } from '../../appliance.ts';
import type { Machine } from './autopart.ts';
import { partLine } from './lines.ts';
import { biosBootMiB, bootMiB, espMiB } from './sizes.ts';

const mib = 2 ** 20;
/** Of /boot where the disk is as large as its parts. */
const unknownDiskMiB = Number.POSITIVE_INFINITY;

/**
 * The partitions that the boot loader needs on the disk that machines boot from: a BIOS boot partition for GRUB on GPT, and an EFI
 * system partition for loaders that know UEFI. A disk with an msdos table is for a BIOS, unless the loader or the machine knows no other
 * firmware.
 */
export function platformLines(
  at: Position,
  { arch, bootLoader: { loader, bootSector } }: Pick<Machine, 'arch' | 'bootLoader'>,
  { device, table }: DiskSpec,
): PartCommand[] {
  const { hasBios } = architectures[arch];
  const biosBoot = hasBios && loader === 'grub' && bootSector && table === 'gpt';
  const sizeMiB = !hasBios || loader === 'sdboot' || table === 'gpt' ? espMiB[loader] : undefined;
  return [
    ...(biosBoot ? [partLine(at, { mountPoint: 'biosboot', sizeMiB: biosBootMiB, onDisk: device })] : []),
    ...(sizeMiB === undefined
      ? []
      : [partLine(at, { mountPoint: '/boot/efi', fsType: 'efi', sizeMiB, onDisk: device })]),
  ];
}

/** The kernel's own partition, outside of volumes that not every boot loader reads. */
export function bootLine(at: Position, { device, sizeBytes }: DiskSpec, fsType: string | undefined): PartCommand {
  const sizeMiB = bootMiB(sizeBytes === undefined ? unknownDiskMiB : Math.floor(sizeBytes / mib));
  return partLine(at, { mountPoint: '/boot', fsType, sizeMiB, onDisk: device });
}
