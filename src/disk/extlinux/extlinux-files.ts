import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { rootFiles } from '../../host/root-files.ts';
import type { Runner } from '../../host/run.ts';
import type { PlacedBootFiles } from '../boot/boot-files.ts';
import { extlinuxConfig } from './extlinux-config.ts';

export const extlinuxFolder = 'extlinux';
/** Of syslinux-common (Debian), syslinux-nonlinux (Fedora). */
const moduleFolders = ['/usr/lib/syslinux/modules/bios', '/usr/share/syslinux'];
/** The menu, and what it needs. */
const modules = ['menu.c32', 'libutil.c32'];

/** Writes extlinux.conf and the menu's modules. @throws ApplianceError code `boot-loader-missing` */
export async function writeExtlinuxFiles(_: Runner, request: PlacedBootFiles): Promise<void> {
  const { guestRoot, bootDirectory, bootLoader } = request;
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
  await fs.writeFile(path.join(folder, 'extlinux.conf'), extlinuxConfig({ ...request, ...bootLoader }));
}

/** @returns path on the host. @throws ApplianceError code `boot-loader-missing` */
export async function firstExisting(
  guest: ReturnType<typeof rootFiles>,
  candidates: readonly string[],
): Promise<string> {
  for (const candidate of candidates) if (await guest.exists(candidate)) return await guest.path(candidate);
  throw new ApplianceError({
    kind: 'build',
    code: 'boot-loader-missing',
    message: `bootloader --extlinux: the guest has no ${candidates[0]}`,
    hint: 'add extlinux and syslinux-common (Debian) or syslinux-extlinux (Fedora) to %packages',
  });
}
