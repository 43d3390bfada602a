import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { FilesystemType } from '../../appliance/appliance.ts';
import type { ArchitectureTraits } from '../../architecture.ts';
import { ApplianceError } from '../../errors.ts';
import { resolveInRoot } from '../../host/root/root-files.ts';
import type { BootPlace } from '../boot/boot-place.ts';

/** GRUB's name of a platform. */
export type GrubTarget = 'i386-pc' | ArchitectureTraits['grubPlatform'];

const howToGet: Readonly<Record<GrubTarget, string>> = {
  'i386-pc': installOnHost('grub-pc-bin (Debian) or grub2-pc-modules (Fedora)'),
  'x86_64-efi': installOnHost('grub-efi-amd64-bin (Debian) or grub2-efi-x64-modules (Fedora)'),
  'arm64-efi': 'add grub-efi-arm64-bin (Debian) or grub2-efi-aa64-modules (Fedora) to %packages',
};

function installOnHost(packages: string): string {
  return `install ${packages}, or run "appliance-build doctor --install"`;
}

/** Built into the image, so that the menu works even if the modules in /boot do not match it. */
const builtIn: readonly string[] = [
  'part_gpt',
  'part_msdos',
  'search',
  'search_fs_uuid',
  'search_fs_file',
  'search_label',
  'normal',
  'configfile',
  'linux',
  'gzio',
  'serial',
  'terminal',
  'terminfo',
  'echo',
  'test',
  'true',
  'sleep',
  'ls',
  'cat',
  'regexp',
  // A password must be asked for even if the modules in /boot are gone.
  'password_pbkdf2',
  'halt',
  'reboot',
];
/** No modules are installed for UEFI, so what a menu of a user may need is here too. */
const builtInForUefi: readonly string[] = [
  ...['ext2', 'xfs', 'btrfs', 'fat', 'all_video', 'efi_gop', 'efi_uga', 'video_bochs', 'video_cirrus', 'font'],
  ...['gfxterm', 'chain', 'loadenv', 'blscfg', 'minicmd', 'efifwsetup'],
];
const builtInByTarget: Readonly<Record<GrubTarget, readonly string[]>> = {
  'i386-pc': ['biosdisk'],
  'x86_64-efi': builtInForUefi,
  'arm64-efi': builtInForUefi,
};
const filesystemModule: Readonly<Record<FilesystemType, string | undefined>> = {
  ext2: 'ext2',
  ext3: 'ext2',
  ext4: 'ext2',
  xfs: 'xfs',
  btrfs: 'btrfs',
  vfat: 'fat',
  swap: undefined,
};

/** What finds a filesystem that is not just a partition. */
const volumeModules: Readonly<Record<BootPlace['kind'], readonly string[]>> = {
  partition: [],
  logical: ['diskfilter', 'lvm'],
  array: ['diskfilter', 'mdraid1x'],
};

/**
 * The folder of GRUB's modules: the guest's own if its package is installed there, so that a GRUB that the guest updates fits its
 * modules; else the host's.
 *
 * @throws ApplianceError kind `tool`, code `grub-modules-missing`
 */
export async function grubModulesDirectory(guestRoot: string, target: GrubTarget): Promise<string> {
  const folder = `/usr/lib/grub/${target}`;
  const candidates = [await resolveInRoot(guestRoot, folder), folder];
  for (const candidate of candidates) {
    const names = await fs.readdir(candidate).catch((): string[] => []);
    if (names.includes('kernel.img') && names.includes('moddep.lst')) return candidate;
  }
  throw new ApplianceError({
    kind: 'tool',
    code: 'grub-modules-missing',
    message: `GRUB's modules for ${target} are neither in the appliance nor on this machine`,
    hint: howToGet[target],
  });
}

/** The modules to build into an image, leaving out those that this GRUB does not have. */
export async function modulesFor(
  directory: string,
  target: GrubTarget,
  { filesystem, kind }: Pick<BootPlace, 'filesystem' | 'kind'>,
): Promise<string[]> {
  const present = new Set(await fs.readdir(directory));
  const wanted = new Set([...builtIn, ...builtInByTarget[target], ...volumeModules[kind]]);
  const own = filesystemModule[filesystem.type];
  if (own !== undefined) wanted.add(own);
  return [...wanted].filter((name) => present.has(`${name}.mod`));
}

/** Copies the modules and their lists to a folder of the platform in GRUB's folder below /boot, where GRUB looks for what is not built in. */
export async function installGrubModules(directory: string, target: GrubTarget, grubDirectory: string): Promise<void> {
  const destination = path.join(grubDirectory, target);
  await fs.mkdir(destination, { recursive: true });
  const names = (await fs.readdir(directory)).filter((name) => /\.(?:mod|lst)$/.test(name)).sort();
  for (const name of names) await fs.copyFile(path.join(directory, name), path.join(destination, name));
}
