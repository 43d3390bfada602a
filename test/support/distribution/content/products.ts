import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import type { Dependencies } from '../rpm/package.ts';

/** Files that programs of the distribution make of files of the distribution. */
export interface Product {
  /** The package that they go into; a new one unless the distribution has it. */
  readonly package: {
    readonly name: string;
    readonly version?: string;
    readonly summary?: string;
    readonly dependencies?: Dependencies;
  };
  /** Packages that the commands need. */
  readonly needs: readonly string[];
  /** Run inside of `root`, one after the other. */
  readonly commands: (root: string) => readonly (readonly string[])[];
  /** Files and folders that the commands made. */
  readonly takes: readonly string[];
  /** Folders of the package that it no longer needs. */
  readonly removes?: readonly string[];
}

const policyModules = '/usr/share/selinux/default';

/** semodule(8): the policy ready to load, its file contexts, and the store that it was made from. */
const policy: Product = {
  package: { name: 'selinux-policy-targeted' },
  needs: ['policycoreutils', 'selinux-policy-targeted'],
  commands: (root) => [
    ['mkdir', '-p', '/var/lib/selinux/targeted'],
    [
      ...['semodule', '--store=targeted', '--noreload', '--priority=100', '--install'],
      ...readdirSync(path.join(root, policyModules))
        .filter((file) => file.endsWith('.bz2'))
        .map((file) => `${policyModules}/${file}`),
    ],
  ],
  takes: ['/etc/selinux/targeted', '/var/lib/selinux/targeted'],
  removes: [policyModules],
};

const efiModules = [
  ...[
    'all_video',
    'boot',
    'btrfs',
    'cat',
    'chain',
    'configfile',
    'echo',
    'efifwsetup',
    'ext2',
    'fat',
    'font',
    'gfxterm',
  ],
  ...[
    'gzio',
    'halt',
    'help',
    'keystatus',
    'linux',
    'loadenv',
    'ls',
    'lvm',
    'minicmd',
    'normal',
    'part_gpt',
    'part_msdos',
  ],
  ...['password_pbkdf2', 'probe', 'reboot', 'regexp', 'search', 'search_fs_uuid', 'search_label', 'serial', 'sleep'],
  ...['terminal', 'test', 'true', 'video', 'xfs'],
];

/** The program that shim starts: it reads grub.cfg in its own folder. */
const grubForUefi: Product = {
  package: {
    name: 'grub2-efi-x64',
    version: '2.06',
    summary: 'GRUB for machines with UEFI',
    dependencies: { Requires: ['grub2-tools'], Recommends: ['shim-x64'], Provides: ['grub2-efi'] },
  },
  needs: ['coreutils', 'grub2-common', 'grub2-efi-x64-modules'],
  commands: () => [
    ['mkdir', '-p', '/boot/efi/EFI/trial'],
    [
      ...['grub-mkimage', '--format=x86_64-efi', '--prefix=/EFI/trial', '--output=/boot/efi/EFI/trial/grubx64.efi'],
      ...efiModules,
    ],
  ],
  takes: ['/boot/efi/EFI/trial/grubx64.efi'],
};

/** localedef(1). */
const languagePack = (language: string, ...locales: readonly string[]): Product => ({
  package: {
    name: `glibc-langpack-${language}`,
    version: '2.36',
    summary: `Locales of the language ${language}`,
    dependencies: { Requires: ['glibc-common'], Provides: ['glibc-langpack'] },
  },
  needs: ['bash', 'gzip', 'glibc-common', 'glibc-locale-source'],
  commands: () =>
    locales.map((locale) => [
      ...['localedef', '--no-archive', '-i', locale, '-f', 'UTF-8'],
      `/usr/lib/locale/${locale}.utf8`,
    ]),
  takes: locales.map((locale) => `/usr/lib/locale/${locale}.utf8`),
});

export const products: readonly Product[] = [
  policy,
  grubForUefi,
  languagePack('en', 'en_GB', 'en_US'),
  languagePack('de', 'de_DE'),
];
