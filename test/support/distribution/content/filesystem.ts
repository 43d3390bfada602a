import type { Entries } from '../rpm/tree.ts';

const libraries = '/usr/lib/x86_64-linux-gnu';

/** Folders that belong to the `filesystem` package, with their modes; no other package lists them. */
export const standardFolders: ReadonlyMap<string, number> = new Map([
  ...[
    '/boot',
    '/dev',
    '/etc',
    '/etc/default',
    '/etc/pam.d',
    '/etc/pki',
    '/etc/pki/rpm-gpg',
    '/etc/profile.d',
    '/etc/security',
    '/etc/skel',
    '/etc/ssl',
    '/etc/ssl/certs',
    '/etc/sysconfig',
    '/etc/yum.repos.d',
    '/home',
    '/media',
    '/mnt',
    '/opt',
    '/run',
    '/srv',
    '/usr',
    '/usr/bin',
    '/usr/games',
    '/usr/include',
    '/usr/lib',
    libraries,
    '/usr/lib/locale',
    '/usr/lib/modules',
    '/usr/lib/systemd',
    '/usr/lib/systemd/system',
    '/usr/lib64',
    '/usr/libexec',
    '/usr/local',
    '/usr/local/bin',
    '/usr/local/lib',
    '/usr/local/sbin',
    '/usr/local/share',
    '/usr/sbin',
    '/usr/share',
    '/usr/share/doc',
    '/usr/share/info',
    '/usr/share/licenses',
    '/usr/share/locale',
    '/usr/share/man',
    '/usr/share/misc',
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((section) => `/usr/share/man/man${section}`),
    '/usr/src',
    '/var',
    '/var/cache',
    '/var/lib',
    '/var/lib/misc',
    '/var/log',
    '/var/spool',
    '/var/spool/mail',
  ].map((folder): [string, number] => [folder, 0o755]),
  ['/proc', 0o555],
  ['/sys', 0o555],
  ['/root', 0o550],
  ['/tmp', 0o1777],
  ['/var/tmp', 0o1777],
]);

/** What is mounted over while packages are installed: in no package's payload, made by a scriptlet. */
export const mountPoints = ['/dev', '/proc', '/sys', '/run'] as const;

export const filesystemEntries: Entries = {
  ...Object.fromEntries(
    [...standardFolders]
      .filter(([folder]) => !mountPoints.some((point) => point === folder))
      .map(([folder, mode]) => [folder, { directory: mode }]),
  ),
  '/bin': { link: 'usr/bin' },
  '/sbin': { link: 'usr/sbin' },
  '/lib': { link: 'usr/lib' },
  '/lib64': { link: 'usr/lib64' },
  '/var/lock': { link: '../run/lock' },
  '/var/run': { link: '../run' },
  '/var/mail': { link: 'spool/mail' },
};

/** Lua, since there is no shell yet. */
export const makeMountPoints = `--
${mountPoints.map((point) => `posix.mkdir("${point}")`).join('\n')}
posix.chmod("/proc", "0555")
posix.chmod("/sys", "0555")
`;
