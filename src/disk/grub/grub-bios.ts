import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { DiskPlan } from '../../plan/plan.ts';
import type { BiosRequest } from '../boot/loaders.ts';
import { sectorBytes } from '../bytes.ts';
import { applyWrites, readBytes } from '../disk-file.ts';
import { makeGrubImage } from './grub-image.ts';
import { grubLayouts } from './grub-layout.ts';
import { grubModulesDirectory } from './grub-modules.ts';

/** Offsets in GRUB's boot.img (grub-core/boot/i386/pc/boot.S and include/grub/i386/pc/boot.h name them). */
const bpbStart = 0x03;
const bpbEnd = 0x5a;
const kernelSectorField = 0x5c;
const bootDriveField = 0x64;
const driveCheckField = 0x66;
const partitionTableStart = 0x1b8;
/** "The drive that the BIOS booted from." */
const bootDriveFromBios = 0xff;
const nop = 0x90;
/** The one entry of the block list, at the end of the core's first sector: start (8), length (2), segment (2). */
const blockListBytes = 12;
/** Where the rest of the core is loaded: the segment after that of the first sector. */
const coreSegment = 0x820;

/** Puts GRUB's boot code around the partition table of a boot sector. Neither argument is changed. */
export function bootSector(mbr: Uint8Array, bootImage: Uint8Array, coreSector: number): Buffer {
  const sector = Buffer.from(bootImage.subarray(0, sectorBytes));
  sector.set(mbr.subarray(bpbStart, bpbEnd), bpbStart);
  sector.set(mbr.subarray(partitionTableStart, sectorBytes), partitionTableStart);
  sector.writeBigUInt64LE(BigInt(coreSector), kernelSectorField);
  sector[bootDriveField] = bootDriveFromBios;
  // The check for a wrong drive number is for floppies; hard disks skip it by two NOPs.
  sector.fill(nop, driveCheckField, driveCheckField + 2);
  return sector;
}

/** A core image, padded to whole sectors, that loads its own rest from the sectors that follow `coreSector`. */
export function coreImage(core: Uint8Array, coreSector: number): Buffer {
  const sectors = Math.ceil(core.length / sectorBytes);
  const image = Buffer.alloc(sectors * sectorBytes);
  image.set(core);
  const list = sectorBytes - blockListBytes;
  image.writeBigUInt64LE(BigInt(coreSector + 1), list);
  image.writeUInt16LE(sectors - 1, list + 8);
  image.writeUInt16LE(coreSegment, list + 10);
  return image;
}

/**
 * Where the core goes: the BIOS boot partition of GPT, or the gap between the boot sector and the first partition of msdos.
 *
 * @returns bytes from the start of the disk, and how many there are
 * @throws ApplianceError codes `no-bios-boot-partition`
 */
export function coreSpace(disk: DiskPlan): { readonly offset: number; readonly sizeBytes: number } {
  if (disk.table.type === 'msdos') {
    const first = Math.min(disk.sizeBytes, ...disk.partitions.map(({ startBytes }) => startBytes));
    return { offset: sectorBytes, sizeBytes: first - sectorBytes };
  }
  const partition = disk.partitions.find(({ kind }) => kind === 'biosboot');
  if (partition !== undefined) return { offset: partition.startBytes, sizeBytes: partition.sizeBytes };
  throw new ApplianceError({
    kind: 'input',
    code: 'no-bios-boot-partition',
    message: `disk ${disk.name} has a GPT and no BIOS boot partition, so a BIOS could not boot it`,
    hint: `add: part biosboot --fstype=biosboot --size=1 --ondisk=${disk.device}`,
  });
}

/**
 * Makes a disk bootable by a BIOS, without mounting anything.
 *
 * @throws ApplianceError codes `no-bios-boot-partition`, `no-room-for-boot-loader`
 */
export async function installGrubBios(runner: Runner, request: BiosRequest): Promise<void> {
  const { disk, diskFile, place, scratch } = request;
  if (!request.bootSector) return;
  const modules = await grubModulesDirectory(request.guestRoot, 'i386-pc');
  const space = coreSpace(disk);
  const output = path.join(scratch, 'core.img');
  const layout = grubLayouts[request.family];
  await makeGrubImage(runner, { target: 'i386-pc', modules, place, layout, output, scratch });
  const sector = space.offset / sectorBytes;
  const core = coreImage(await fs.readFile(output), sector);
  if (core.length > space.sizeBytes) throw noRoom(disk, core.length, space.sizeBytes);
  const bootImage = await fs.readFile(path.join(modules, 'boot.img'));
  const mbr = await readBytes(diskFile, 0, sectorBytes);
  await applyWrites(diskFile, [
    { offset: space.offset, bytes: core },
    { offset: 0, bytes: bootSector(mbr, bootImage, sector) },
  ]);
}

function noRoom(disk: DiskPlan, needed: number, there: number): ApplianceError {
  const where = disk.table.type === 'gpt' ? 'its BIOS boot partition' : 'the gap before its first partition';
  return new ApplianceError({
    kind: 'build',
    code: 'no-room-for-boot-loader',
    message: `the boot loader of disk ${disk.name} needs ${needed} bytes, and ${where} has ${there}`,
    position: disk.partitions.find(({ kind }) => kind === 'biosboot')?.position,
    hint: 'start the first partition at 1 MiB, or make the BIOS boot partition 1 MiB large',
  });
}
