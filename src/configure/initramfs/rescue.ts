import * as fs from 'node:fs/promises';
import type { RootFiles } from '../../host/root/root-files.ts';
import { copyWithMode } from '../kernels.ts';
import { readVariable } from '../shell-variables.ts';

const kernelName = /^vmlinuz-0-rescue-(.+)$/;

/** Whether the guest has rescue kernels: the package dracut-config-rescue sets `dracut_rescue_image` (dracut.conf(5)). */
export async function wantsRescue(files: RootFiles): Promise<boolean> {
  const sources = ['/etc/dracut.conf'];
  for (const folder of ['/usr/lib/dracut/dracut.conf.d', '/etc/dracut.conf.d']) {
    for (const name of await files.list(folder)) if (name.endsWith('.conf')) sources.push(`${folder}/${name}`);
  }
  let value: string | undefined;
  for (const source of sources) {
    value = readVariable((await files.read(source)) ?? '', 'dracut_rescue_image') ?? value;
  }
  return value === 'yes';
}

export const rescueInitramfs = (token: string): string => `/boot/initramfs-0-rescue-${token}.img`;

/**
 * Puts the rescue kernel into /boot by the name that 51-dracut-rescue.install of dracut gives it, with the entry token for
 * the machine-id. One that the packages' scripts made during the build, by an id that goes with it, is renamed.
 *
 * @param version of the kernel to copy
 * @returns whether its initramfs has still to be made
 */
export async function placeRescueKernel(files: RootFiles, token: string, version: string): Promise<boolean> {
  for (const name of await files.list('/boot')) {
    const id = kernelName.exec(name)?.[1];
    if (id === undefined || id === token || id.endsWith('.hmac')) continue;
    await adopt(files, `/boot/${name}`, `/boot/vmlinuz-0-rescue-${token}`);
    await adopt(files, rescueInitramfs(id), rescueInitramfs(token));
    await files.remove(`/boot/.vmlinuz-0-rescue-${id}.hmac`);
  }
  const kernel = `/boot/vmlinuz-0-rescue-${token}`;
  if (!(await files.exists(kernel))) {
    await copyWithMode(await files.path(`/boot/vmlinuz-${version}`), await files.path(kernel));
  }
  return !(await files.exists(rescueInitramfs(token)));
}

async function adopt(files: RootFiles, from: string, to: string): Promise<void> {
  if (!(await files.exists(from))) return;
  if (await files.exists(to)) await files.remove(from);
  else await fs.rename(await files.path(from), await files.path(to));
}
