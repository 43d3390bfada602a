import type { RootFiles } from '../../host/root/root-files.ts';
import type { Kernel } from '../../plan/boot/kernels.ts';
import { bootPrefix, rootArguments } from '../../plan/volumes/boot-volumes.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { osRelease } from '../family.ts';
import { kernelsOf } from '../kernels.ts';
import { readVariable } from '../shell-variables.ts';
import { entryToken } from './kernel-install.ts';

const folder = '/boot/loader/entries';
/** Of a rescue kernel's version and of its entry's name. */
const rescueName = '0-rescue';

/** What os-release(5) says of the system, for titles and classes of entries. */
export interface SystemName {
  /** `Fedora Linux` */
  readonly name: string;
  /** `39 (Thirty Nine)` */
  readonly version: string;
  /** `fedora` */
  readonly id: string;
}

/** An entry of the Boot Loader Specification, type 1, with the keys that Fedora's GRUB adds. */
export interface BootEntry {
  readonly system: SystemName;
  readonly kernel: Kernel;
  /** Path of /boot in its filesystem, or empty. */
  readonly prefix: string;
  /** All kernel arguments. */
  readonly options: string;
}

export function bootEntry({ system, kernel, prefix, options }: BootEntry): string {
  const lines = [
    `title ${`${system.name} (${kernel.version}) ${system.version}`.trimEnd()}`,
    `version ${kernel.version}`,
    `linux ${prefix}/${kernel.file}`,
    ...(kernel.initramfs === undefined ? [] : [`initrd ${prefix}/${kernel.initramfs}`]),
    `options ${options}`,
    'grub_users $grub_users',
    'grub_arg --unrestricted',
    `grub_class ${system.id}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** @returns the value of the first line with the key, `version` or `options` */
export const entryValue = (text: string, key: string): string | undefined =>
  new RegExp(`^${key}[ \\t]+(.*?)[ \\t]*$`, 'm').exec(text)?.[1];

/** Name of the entry of a kernel: the identifier of its menu entry as well. */
export const entryName = (token: string, kernel: Pick<Kernel, 'version' | 'rescue'>): string =>
  `${token}-${kernel.rescue ? rescueName : kernel.version}`;

export interface EntriesSpec {
  readonly storage: StoragePlan;
  /** Kernel arguments besides `root=UUID=… ro`. */
  readonly kernelArguments: readonly string[];
  /** Those of an earlier run: entries that have others since were changed by a script, and keep theirs. */
  readonly earlierArguments: readonly string[] | undefined;
}

/**
 * Writes an entry for each kernel in /boot. Those that packages made for the same kernels, by the name of a machine and
 * with the arguments of the machine that builds, go; and those whose kernel is gone. Others (of another system) stay.
 */
export async function writeBootEntries(files: RootFiles, spec: EntriesSpec): Promise<void> {
  const token = entryToken(spec.storage);
  if (token === undefined) return;
  const kernels = await kernelsOf(files);
  const system = await systemName(files);
  const optionsWith = (words: readonly string[]) => [...rootArguments(spec.storage), ...words].join(' ');
  const wanted = new Map<string, string>();
  for (const kernel of kernels) {
    const name = `${entryName(token, kernel)}.conf`;
    const before = entryValue((await files.read(`${folder}/${name}`)) ?? '', 'options');
    const earlier = spec.earlierArguments === undefined ? undefined : optionsWith(spec.earlierArguments);
    const changed = before !== undefined && earlier !== undefined && before !== earlier;
    const options = changed ? before : optionsWith(spec.kernelArguments);
    wanted.set(name, bootEntry({ system, kernel, prefix: bootPrefix(spec.storage), options }));
  }
  const inBoot = new Set(await files.list('/boot'));
  const endings = kernels.map((kernel) => entryName('', kernel));
  for (const name of await files.list(folder)) {
    if (!name.endsWith('.conf') || wanted.has(name)) continue;
    const isDouble = endings.some((ending) => name.endsWith(`${ending}.conf`));
    if (isDouble || kernelIsGone((await files.read(`${folder}/${name}`)) ?? '', inBoot)) {
      await files.remove(`${folder}/${name}`);
    }
  }
  for (const [name, text] of wanted) await files.write(`${folder}/${name}`, text);
}

function kernelIsGone(entry: string, inBoot: ReadonlySet<string>): boolean {
  const file = /^\/(?:boot\/)?(vmlinuz-[^/]+)$/.exec(entryValue(entry, 'linux') ?? '')?.[1];
  return file !== undefined && !inBoot.has(file);
}

async function systemName(files: RootFiles): Promise<SystemName> {
  const text = await osRelease(files);
  const value = (name: string) => readVariable(text, name) ?? '';
  return { name: value('NAME') || 'Linux', version: value('VERSION'), id: value('ID') || 'linux' };
}
