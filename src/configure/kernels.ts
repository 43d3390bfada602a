import { ApplianceError } from '../errors.ts';
import type { RootFiles } from '../host/root-files.ts';
import { findKernels, type Kernel } from '../plan/kernels.ts';
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
