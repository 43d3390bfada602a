import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { architectures } from '../../architecture.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Kernel } from '../../plan/boot/kernels.ts';
import type { PlacedBootFiles, WrittenBootFiles } from '../boot/boot-files.ts';
import { removablePath } from '../boot/removable-path.ts';
import { grubConfig, grubStub } from './grub-config.ts';
import { makeGrubImage } from './grub-image.ts';
import { type GrubLayout, grubLayouts, hasBlscfg } from './grub-layout.ts';
import { grubModulesDirectory, installGrubModules } from './grub-modules.ts';
import { takePackagedLoaders } from './packaged-loaders.ts';
import { findVendorLoaders, placeVendorLoaders, type VendorLoaders } from './vendor-loaders.ts';

const readByAll = 0o644;
const readByRoot = 0o600;
/** grub-editenv(1): the block has a fixed size, so that GRUB can write it where it lies. */
const environmentBytes = 1024;

/** Writes GRUB's menu, its modules for BIOS and its program for UEFI. @throws ApplianceError code `grub-modules-missing` */
export async function writeGrubFiles(runner: Runner, request: PlacedBootFiles): Promise<WrittenBootFiles> {
  const { arch, bootLoader, guestRoot, bootDirectory, place } = request;
  const layout = grubLayouts[request.family];
  const grubDirectory = path.join(bootDirectory, layout.folder);
  await fs.mkdir(grubDirectory, { recursive: true });
  const espDirectory = bootLoader.uefi === undefined ? undefined : request.espDirectory;
  const vendor = espDirectory === undefined ? undefined : await vendorLoaders(espDirectory, request);
  const menu = path.join(grubDirectory, 'grub.cfg');
  const mode = request.passwordHash === undefined ? readByAll : readByRoot;
  // grubenv names the default by the boot entry, wherever the menu has it from.
  const identifier = request.entryName ?? ((kernel: Kernel) => `linux-${kernel.version}`);
  const readsEntries = await allReadEntries(request, vendor);
  // A file that was there keeps its mode when it is written.
  await fs.rm(menu, { force: true });
  await fs.writeFile(menu, grubConfig({ ...request, ...bootLoader, layout, readsEntries, identifier }), {
    mode,
  });
  if (layout.savedDefault) await makeEnvironment(path.join(grubDirectory, 'grubenv'));
  if (bootLoader.bios !== undefined) {
    await installGrubModules(await grubModulesDirectory(guestRoot, 'i386-pc'), 'i386-pc', grubDirectory);
  }
  if (espDirectory === undefined) return { signed: false };
  if (vendor === undefined) await writeOwnProgram(runner, request, espDirectory, layout);
  else await placeVendorLoaders(espDirectory, vendor, { arch, stub: grubStub(place, layout), title: request.title });
  return { signed: vendor?.isSigned ?? false };
}

async function vendorLoaders(esp: string, request: PlacedBootFiles): Promise<VendorLoaders | undefined> {
  await takePackagedLoaders(esp, request);
  return await findVendorLoaders(esp, request);
}

/** The program at the removable path, made of GRUB's modules. */
async function writeOwnProgram(runner: Runner, request: PlacedBootFiles, esp: string, layout: GrubLayout) {
  const { arch, guestRoot, place, scratch } = request;
  const output = path.join(esp, ...removablePath(arch));
  const target = architectures[arch].grubPlatform;
  await fs.mkdir(path.dirname(output), { recursive: true });
  const modules = await grubModulesDirectory(guestRoot, target);
  await makeGrubImage(runner, { target, modules, place, layout, output, scratch });
}

/** One menu serves both firmwares, so the GRUB of each must know the command that reads entries. */
async function allReadEntries(request: PlacedBootFiles, vendor: VendorLoaders | undefined): Promise<boolean> {
  const { arch, bootLoader, guestRoot, espDirectory } = request;
  const { grubPlatform } = architectures[arch];
  const bios = bootLoader.bios === undefined || (await hasBlscfg(guestRoot, 'i386-pc'));
  const hasUefi = bootLoader.uefi !== undefined && espDirectory !== undefined;
  const uefi = !hasUefi || (vendor === undefined ? await hasBlscfg(guestRoot, grubPlatform) : vendor.hasBlscfg);
  return bios && uefi && request.entryName !== undefined && (bootLoader.bios !== undefined || hasUefi);
}

/** A link that is there leads to another filesystem, as in old releases of Fedora. */
async function makeEnvironment(file: string): Promise<void> {
  if ((await fs.lstat(file).catch(() => undefined)) !== undefined) return;
  await fs.writeFile(file, '# GRUB Environment Block\n'.padEnd(environmentBytes, '#'), { mode: readByAll });
}
