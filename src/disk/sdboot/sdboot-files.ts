import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { architectures } from '../../architecture.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import { rootFiles } from '../../host/root/root-files.ts';
import type { Kernel } from '../../plan/boot/kernels.ts';
import type { PlacedBootFiles } from '../boot/boot-files.ts';
import { removablePath } from '../boot/removable-path.ts';

/** Of the package systemd-boot-efi (Debian), systemd-boot-unsigned (Fedora). */
const folderOfProgram = '/usr/lib/systemd/boot/efi';
/** kernel-install(8), "ENTRY-TOKEN": the folder on the EFI system partition, and the start of the entries' names. */
const tokenFile = '/etc/kernel/entry-token';

/**
 * The text of a menu entry (Boot Loader Specification, type 1). It has no sort-key: the guest's kernel-install gives one to
 * its own entries, and such entries come first, so a newer kernel boots; among ours the newest name comes first.
 */
export function sdbootEntry(kernel: Kernel, folder: string, title: string, options: readonly string[]): string {
  const lines = [
    `title ${title}`,
    `version ${kernel.version}`,
    `options ${options.join(' ')}`,
    `linux ${folder}/linux`,
    ...(kernel.initramfs === undefined ? [] : [`initrd ${folder}/${kernel.initramfs}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Writes systemd-boot, its entries, the kernels and their initramfs to the EFI system partition, where the guest's
 * kernel-install adds others later. The settings of loader.conf are there already.
 *
 * @throws ApplianceError code `boot-loader-missing`
 */
export async function writeSdbootFiles(_: Runner, request: PlacedBootFiles): Promise<void> {
  const { arch, guestRoot, bootDirectory, espDirectory, kernels, place, title } = request;
  if (espDirectory === undefined) return;
  const guest = rootFiles(guestRoot);
  const name = `systemd-boot${architectures[arch].efi}.efi`;
  const program = `${folderOfProgram}/${name}` as const;
  if (!(await guest.exists(program))) {
    throw new ApplianceError({
      kind: 'build',
      code: 'boot-loader-missing',
      message: `bootloader --sdboot: the guest has no systemd-boot (${program})`,
      hint: 'add systemd-boot-efi (Debian) or systemd-boot-unsigned (Fedora) to %packages',
    });
  }
  for (const target of [['EFI', 'systemd', name], removablePath(arch)]) {
    const file = path.join(espDirectory, ...target);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.copyFile(await guest.path(program), file);
  }
  const token = ((await guest.read(tokenFile)) ?? '').trim() || 'linux';
  const entries = path.join(espDirectory, 'loader', 'entries');
  await fs.mkdir(entries, { recursive: true });
  await fs.writeFile(path.join(espDirectory, 'loader', 'entries.srel'), 'type1\n');
  const options = [...place.rootArguments, ...request.bootLoader.kernelArguments];
  for (const kernel of kernels) {
    const folder = path.join(espDirectory, token, kernel.version);
    await fs.mkdir(folder, { recursive: true });
    await fs.copyFile(path.join(bootDirectory, kernel.file), path.join(folder, 'linux'));
    if (kernel.initramfs !== undefined) {
      await fs.copyFile(path.join(bootDirectory, kernel.initramfs), path.join(folder, kernel.initramfs));
    }
    const text = sdbootEntry(kernel, `/${token}/${kernel.version}`, title, options);
    await fs.writeFile(path.join(entries, `${token}-${kernel.version}.conf`), text);
  }
}
