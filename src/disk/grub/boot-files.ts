import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/run.ts';
import type { BootLoaderPlan, DiskPlan } from '../../plan/plan.ts';
import { bootPlace, grubFolder } from './boot-place.ts';
import { grubConfig } from './grub-config.ts';
import { makeGrubImage } from './grub-image.ts';
import { grubModulesDirectory, installGrubModules } from './grub-modules.ts';
import { findKernels } from './kernels.ts';

export interface BootFilesRequest {
  readonly disks: readonly DiskPlan[];
  readonly bootLoader: BootLoaderPlan;
  /** The whole root of the guest, where its own GRUB modules may lie. */
  readonly guestRoot: string;
  /** The guest's /boot on the host. */
  readonly bootDirectory: string;
  /** The guest's EFI system partition (/boot/efi) on the host; undefined if it has none. */
  readonly espDirectory: string | undefined;
  /** Name of the system in the menu. */
  readonly title: string;
  readonly scratch: string;
}

/** Where firmware looks on a disk that it knows nothing of (UEFI specification 2.10, §3.5.1.1). */
const removablePath = ['EFI', 'BOOT', 'BOOTX64.EFI'];

/**
 * Writes all files of the boot loader: the menu, the modules for BIOS, the program for UEFI. It must run on the trees before
 * their filesystems are made; `assembleDisks` then writes what lies outside of filesystems.
 *
 * @throws ApplianceError codes `no-kernel`, `grub-modules-missing`, `no-root-filesystem`
 */
export async function writeBootFiles(runner: Runner, request: BootFilesRequest): Promise<void> {
  const { bootLoader, guestRoot, bootDirectory, espDirectory, scratch } = request;
  if (bootLoader.bios === undefined && bootLoader.uefi === undefined) return;
  const place = bootPlace(request.disks);
  const kernels = findKernels(await fs.readdir(bootDirectory));
  if (kernels.length === 0) {
    throw new ApplianceError({
      kind: 'build',
      code: 'no-kernel',
      message: 'the root has no kernel in /boot, so the appliance could not boot',
      hint: 'put a kernel package into %packages, or say: bootloader --location=none',
    });
  }
  const grubDirectory = path.join(bootDirectory, grubFolder);
  await fs.mkdir(grubDirectory, { recursive: true });
  await fs.writeFile(path.join(grubDirectory, 'grub.cfg'), grubConfig({ ...request, ...bootLoader, place, kernels }));
  if (bootLoader.bios !== undefined) {
    await installGrubModules(await grubModulesDirectory(guestRoot, 'i386-pc'), 'i386-pc', grubDirectory);
  }
  if (bootLoader.uefi !== undefined && espDirectory !== undefined) {
    const output = path.join(espDirectory, ...removablePath);
    await fs.mkdir(path.dirname(output), { recursive: true });
    const modules = await grubModulesDirectory(guestRoot, 'x86_64-efi');
    await makeGrubImage(runner, { target: 'x86_64-efi', modules, place, output, scratch });
  }
}
