import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { kernelsOf } from '../configure/kernels.ts';
import type { ExtractedKernel } from '../descriptor/xen-boot.ts';
import { type RootFiles, rootFiles } from '../host/root/root-files.ts';

/**
 * Copies the guest's default kernel and its initramfs beside the disks, as NAME-vmlinuz and NAME-initrd. There is one: the initramfs
 * was made for it.
 */
export async function extractKernel(root: string, name: string, directory: string): Promise<ExtractedKernel> {
  const files = rootFiles(root);
  const [kernel] = await kernelsOf(files);
  if (kernel === undefined) throw new Error('a root without a kernel has got an initramfs');
  const copy = async (from: string, to: string) => {
    await copyOut(files, `/boot/${from}`, path.join(directory, to));
    return to;
  };
  return {
    kernel: await copy(kernel.file, `${name}-vmlinuz`),
    initrd: kernel.initramfs === undefined ? undefined : await copy(kernel.initramfs, `${name}-initrd`),
  };
}

/** Links of the guest are followed inside of its root. */
async function copyOut(files: RootFiles, guestPath: string, target: string): Promise<void> {
  await fs.copyFile(await files.path(guestPath), target, fs.constants.COPYFILE_EXCL);
  await fs.chmod(target, 0o644);
}
