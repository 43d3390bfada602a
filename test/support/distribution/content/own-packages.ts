import type { FileAttributes } from '../rpm/file-list.ts';
import type { Dependencies, Scriptlets } from '../rpm/package.ts';
import type { Entries } from '../rpm/tree.ts';
import { accountFiles } from './accounts.ts';
import { filesystemEntries, makeMountPoints, mountPoints } from './filesystem.ts';

/** A package that no Debian package stands behind. */
export interface OwnPackage {
  readonly name: string;
  readonly version: string;
  readonly release?: string;
  readonly architecture?: 'x86_64' | 'i686' | 'noarch';
  readonly summary: string;
  readonly entries?: Entries;
  readonly attributes?: Readonly<Record<string, FileAttributes>>;
  readonly configuration?: readonly string[];
  readonly dependencies?: Dependencies;
  readonly scriptlets?: Scriptlets;
}

const lines = (...texts: readonly string[]) => `${texts.join('\n')}\n`;

/** Version of the distribution, `$releasever`. */
export const releaseVersion = '1';

const setupFiles: Entries = {
  '/etc/passwd': accountFiles.passwd,
  '/etc/group': accountFiles.group,
  '/etc/shadow': { text: accountFiles.shadow, mode: 0 },
  '/etc/gshadow': { text: accountFiles.gshadow, mode: 0 },
  '/etc/subuid': '',
  '/etc/subgid': '',
  '/etc/hosts': lines('127.0.0.1 localhost localhost.localdomain', '::1 localhost localhost.localdomain'),
  '/etc/host.conf': 'multi on\n',
  '/etc/shells': lines('/bin/sh', '/bin/bash', '/usr/bin/sh', '/usr/bin/bash'),
  '/etc/motd': '',
  '/etc/environment': '',
  '/etc/fstab': '',
  '/etc/profile': lines(
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
    'export PATH',
    'for file in /etc/profile.d/*.sh; do [ -r "$file" ] && . "$file"; done',
    'unset file',
  ),
  '/etc/profile.d/lang.sh': '[ ! -r /etc/locale.conf ] || { . /etc/locale.conf; export LANG; }\n',
};

const presets = lines(
  'enable getty@.service',
  'enable remote-fs.target',
  'enable systemd-pstore.service',
  'enable systemd-resolved.service',
  'enable NetworkManager.service',
  'enable NetworkManager-dispatcher.service',
  'enable chronyd.service',
  'enable dbus.socket',
  'enable dbus.service',
  'enable sshd.service',
  'enable ctrl-alt-del.target',
);

/** os-release(5). */
const osRelease = lines(
  'NAME="Trial Linux"',
  `VERSION="${releaseVersion} (First)"`,
  'ID=trial',
  'ID_LIKE="fedora rhel"',
  `VERSION_ID=${releaseVersion}`,
  `PLATFORM_ID="platform:trial${releaseVersion}"`,
  `PRETTY_NAME="Trial Linux ${releaseVersion}"`,
  `CPE_NAME="cpe:/o:trial:trial:${releaseVersion}"`,
  'HOME_URL="https://trial.invalid/"',
);

const repositories = lines(
  '[trial]',
  'name=Trial Linux $releasever - $basearch',
  'baseurl=http://trial.invalid/$releasever/base/',
  'enabled=0',
  'gpgcheck=1',
  'gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-trial',
);

/** The packages that make it a distribution. @param publicKey text of the key that signs its packages */
export function ownPackages(publicKey: string): OwnPackage[] {
  return [
    {
      name: 'filesystem',
      version: '1.0',
      architecture: 'x86_64',
      summary: 'The folders of the system',
      entries: filesystemEntries,
      attributes: Object.fromEntries(
        mountPoints.map((point) => [
          point,
          { ghost: true, directory: true, mode: point === '/proc' || point === '/sys' ? '0555' : '0755' },
        ]),
      ),
      dependencies: { 'Requires(pre)': ['setup'] },
      scriptlets: { pretrans: makeMountPoints },
    },
    {
      name: 'setup',
      version: '1.0',
      summary: 'Accounts and first settings',
      entries: setupFiles,
      configuration: Object.keys(setupFiles),
      dependencies: { Requires: ['trial-release'] },
    },
    {
      name: 'trial-release',
      version: releaseVersion,
      summary: 'What this distribution is, and where it comes from',
      entries: {
        '/usr/lib/os-release': osRelease,
        '/etc/os-release': { link: '../usr/lib/os-release' },
        '/etc/trial-release': `Trial Linux release ${releaseVersion} (First)\n`,
        '/etc/redhat-release': { link: 'trial-release' },
        '/etc/system-release': { link: 'trial-release' },
        '/etc/issue': 'Trial Linux \\r on an \\m (\\l)\n\n',
        '/etc/pki/rpm-gpg/RPM-GPG-KEY-trial': publicKey,
        '/etc/yum.repos.d/trial.repo': repositories,
        '/usr/lib/systemd/system-preset/85-trial.preset': presets,
        '/usr/lib/systemd/system-preset/99-default-disable.preset': 'disable *\n',
      },
      configuration: ['/etc/issue', '/etc/yum.repos.d/trial.repo'],
      dependencies: {
        Provides: [
          `system-release = ${releaseVersion}`,
          `system-release(releasever) = ${releaseVersion}`,
          `trial-repos = ${releaseVersion}`,
          'base-module(platform:trial1)',
        ],
      },
    },
    {
      name: 'grub2-pc',
      version: '2.06',
      summary: 'GRUB for machines with a BIOS',
      dependencies: { Requires: ['grub2-pc-modules', 'grub2-tools'], Provides: ['grub2'] },
    },
    {
      name: 'glibc-all-langpacks',
      version: '2.36',
      summary: 'All languages',
      dependencies: { Requires: ['glibc-langpack-en', 'glibc-langpack-de'] },
    },
    {
      name: 'selinux-policy',
      version: '2.20221101',
      summary: 'SELinux settings',
      entries: { '/etc/selinux/config': lines('SELINUX=enforcing', 'SELINUXTYPE=targeted') },
      configuration: ['/etc/selinux/config'],
    },
  ];
}
