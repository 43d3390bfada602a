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
  needs: ['coreutils', 'policycoreutils', 'selinux-policy-targeted'],
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

export const products: readonly Product[] = [policy, languagePack('en', 'en_GB', 'en_US'), languagePack('de', 'de_DE')];
