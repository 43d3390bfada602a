import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import { rootFiles } from '../../host/root/root-files.ts';
import type { PlacedBootFiles } from '../boot/boot-files.ts';
import { extlinuxConfig } from './extlinux-config.ts';
import { firstExisting } from './guest-file.ts';
import { ldlinuxTemplate } from './ldlinux-template.ts';

export const extlinuxFolder = 'extlinux';
/** In the scratch folder: the boot sector that goes with ldlinux.sys, until the filesystem is there. */
export const bootSectorFile = 'extlinux.bss';
/** Of syslinux-common (Debian), syslinux-nonlinux (Fedora). */
const moduleFolders = ['/usr/lib/syslinux/modules/bios', '/usr/share/syslinux'];
/** What ldlinux.sys loads first; the menu, and what it needs. */
const modules = ['ldlinux.c32', 'menu.c32', 'libutil.c32'];

/** Writes ldlinux.sys, extlinux.conf and the menu's modules. @throws ApplianceError code `boot-loader-missing` */
export async function writeExtlinuxFiles(runner: Runner, request: PlacedBootFiles): Promise<void> {
  const { guestRoot, chroot, bootDirectory, bootLoader, scratch } = request;
  const folder = path.join(bootDirectory, extlinuxFolder);
  await fs.mkdir(folder, { recursive: true });
  const guest = rootFiles(guestRoot);
  for (const name of modules) {
    const source = await firstExisting(
      guest,
      moduleFolders.map((candidate) => `${candidate}/${name}`),
    );
    await fs.copyFile(source, path.join(folder, name));
  }
  const { image, bootSector } = await ldlinuxTemplate(runner, { guestRoot, chroot, scratch });
  await fs.writeFile(path.join(folder, 'ldlinux.sys'), image, { mode: 0o444 });
  await fs.writeFile(path.join(scratch, bootSectorFile), bootSector);
  await fs.writeFile(path.join(folder, 'extlinux.conf'), extlinuxConfig({ ...request, ...bootLoader }));
}
