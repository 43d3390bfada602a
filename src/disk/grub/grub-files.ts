import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/run.ts';
import type { PlacedBootFiles } from '../boot/boot-files.ts';
import { grubFolder } from '../boot/boot-place.ts';
import { removablePath } from '../boot/removable-path.ts';
import { grubConfig } from './grub-config.ts';
import { makeGrubImage } from './grub-image.ts';
import { grubModulesDirectory, installGrubModules } from './grub-modules.ts';

const readByAll = 0o644;
const readByRoot = 0o600;

/** Writes GRUB's menu, its modules for BIOS and its program for UEFI. @throws ApplianceError code `grub-modules-missing` */
export async function writeGrubFiles(runner: Runner, request: PlacedBootFiles): Promise<void> {
  const { bootLoader, guestRoot, bootDirectory, espDirectory, place, scratch } = request;
  const grubDirectory = path.join(bootDirectory, grubFolder);
  await fs.mkdir(grubDirectory, { recursive: true });
  const menu = path.join(grubDirectory, 'grub.cfg');
  const mode = request.passwordHash === undefined ? readByAll : readByRoot;
  // A file that was there keeps its mode when it is written.
  await fs.rm(menu, { force: true });
  await fs.writeFile(menu, grubConfig({ ...request, ...bootLoader }), { mode });
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
