import type { RootFiles } from '../../host/root/root-files.ts';
import { rootArguments } from '../../plan/volumes/boot-volumes.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { readVariable, setVariables } from '../shell-variables.ts';
import { type BootLayout, rootFilesystem, splitArguments } from './settings.ts';

const argumentsFile = '/etc/kernel/cmdline';
const tokenFile = '/etc/kernel/entry-token';
const configFile = '/etc/kernel/install.conf';
const packagedConfigFile = '/usr/lib/kernel/install.conf';
const defaultKernelFile = '/etc/sysconfig/kernel';

/**
 * The start of the names of boot entries and of rescue files: 32 hexadecimal digits, where an installed Fedora has the
 * machine-id. An appliance has none yet, every copy gets one of its own, and entries by that name would never be those
 * of the image: its old kernel's entry would stay when a `dnf upgrade` in the guest removes that kernel, the menu, which
 * is sorted by name, would mix both at random, and a second rescue kernel would be made. So the name is fixed, from
 * the root filesystem's UUID, and kernel-install(8) of the guest is told to use it. That of EL 8 can't be told: there
 * /etc/sysconfig/kernel makes the newest kernel the default.
 */
export function entryToken(storage: StoragePlan): string | undefined {
  const hex = rootFilesystem(storage)?.uuid.toLowerCase().replaceAll('-', '');
  return hex !== undefined && /^[0-9a-f]{32}$/.test(hex) ? hex : undefined;
}

/** What kernel-install(8) and its plug-ins read in the guest of Fedora's family when a kernel comes or goes. */
export async function writeKernelInstall(files: RootFiles, layout: BootLayout): Promise<void> {
  await writeKernelArguments(files, layout);
  const token = entryToken(layout);
  if (token !== undefined) {
    await files.write(tokenFile, `${token}\n`);
    // The one in /etc hides the packaged one.
    const before = (await files.read(configFile)) ?? (await files.read(packagedConfigFile)) ?? '';
    await files.write(configFile, setVariables(before, { MACHINE_ID: token }));
  }
  const before = (await files.read(defaultKernelFile)) ?? '';
  if (readVariable(before, 'UPDATEDEFAULT') !== undefined) return;
  const defaults = { UPDATEDEFAULT: 'yes', DEFAULTKERNEL: readVariable(before, 'DEFAULTKERNEL') ?? 'kernel-core' };
  await files.write(defaultKernelFile, setVariables(before, defaults));
}

export async function writeKernelArguments(files: RootFiles, layout: BootLayout): Promise<void> {
  const words = [...rootArguments(layout), ...layout.bootLoader.kernelArguments];
  await files.write(argumentsFile, `${words.join(' ')}\n`);
}

/** @returns the kernel arguments besides `root=UUID=… ro` if a script changed them */
export async function changedKernelArguments(
  files: RootFiles,
  layout: BootLayout,
): Promise<readonly string[] | undefined> {
  const text = await files.read(argumentsFile);
  if (text === undefined) return undefined;
  const fixed = rootArguments(layout);
  const words = splitArguments(text).filter((word) => !fixed.includes(word));
  return words.join(' ') === layout.bootLoader.kernelArguments.join(' ') ? undefined : words;
}
