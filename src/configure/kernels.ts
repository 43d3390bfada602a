import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';
import type { RootFiles } from '../host/root/root-files.ts';
import { findKernels, type Kernel } from '../plan/boot/kernels.ts';
import type { Family } from './family.ts';

/** @returns the kernels in the guest's /boot, as every boot loader offers them */
export async function kernelsOf(files: RootFiles): Promise<Kernel[]> {
  return findKernels(await files.list('/boot'));
}

/**
 * The kernels that get an initramfs.
 *
 * @throws ApplianceError code `kernel-missing`
 */
export async function requireKernels(files: RootFiles, family: Family): Promise<Kernel[]> {
  const kernels = (await kernelsOf(files)).filter(({ rescue }) => !rescue);
  if (kernels.length > 0) return kernels;
  throw new ApplianceError({
    kind: 'build',
    code: 'kernel-missing',
    message: 'the guest has no kernel: there is no /boot/vmlinuz-* in it',
    hint: `add ${family.packages.kernel} to %packages`,
  });
}

/** What a kernel package of Fedora brings in /lib/modules/VERSION, and where kernel-install(8) puts it. */
const packagedFiles: readonly { readonly from: string; readonly to: (version: string) => string }[] = [
  { from: 'vmlinuz', to: (version) => `vmlinuz-${version}` },
  { from: '.vmlinuz.hmac', to: (version) => `.vmlinuz-${version}.hmac` },
  { from: 'config', to: (version) => `config-${version}` },
  { from: 'System.map', to: (version) => `System.map-${version}` },
];

/**
 * Copies the kernels of Fedora's family to /boot, with their modes, as kernel-install(8) does: when packages are installed
 * into a root it may not have run. What is in /boot already stays.
 */
export async function placeKernels(files: RootFiles, family: Family): Promise<void> {
  if (family.name !== 'fedora') return;
  for (const version of await files.list('/lib/modules')) {
    const folder = `/lib/modules/${version}`;
    if (!(await files.exists(`${folder}/vmlinuz`))) continue;
    await fs.mkdir(await files.path('/boot'), { recursive: true });
    for (const { from, to } of packagedFiles) {
      const target = `/boot/${to(version)}`;
      if (!(await files.exists(`${folder}/${from}`)) || (await files.exists(target))) continue;
      await copyWithMode(await files.path(`${folder}/${from}`), await files.path(target));
    }
  }
}

export async function copyWithMode(source: string, target: string): Promise<void> {
  await fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE);
  const { mode, atime, mtime } = await fs.stat(source);
  await fs.chmod(target, mode);
  await fs.utimes(target, atime, mtime);
}
