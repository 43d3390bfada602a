/**
 * Which changed files can't change an initramfs. A location is listed only if no generator's packaged hooks read it; what
 * a listed location adds to an initramfs all the same is caught by the listing of the initramfs (initramfs-cache.ts).
 * Paths are the guest's without the leading slash; one names itself and all below it.
 */
export const neverRead: readonly string[] = [
  'boot/grub',
  'boot/grub2',
  'boot/efi',
  'dev',
  'home',
  'media',
  'mnt',
  'opt',
  'proc',
  'root',
  'run',
  'srv',
  'sys',
  'tmp',
  'var',
  'usr/sbin/policy-rc.d',
  'usr/share/doc',
  'usr/share/i18n',
  'usr/share/info',
  'usr/share/locale',
  'usr/share/man',
  'usr/share/zoneinfo',
  'usr/lib/locale',
  'usr/lib/tmpfiles.d',
  'etc/adjtime',
  'etc/apache2',
  'etc/apt',
  'etc/cron.d',
  'etc/cron.daily',
  'etc/default/grub',
  'etc/default/grub.d',
  'etc/default/locale',
  'etc/dnf',
  'etc/grub.d',
  'etc/hosts',
  'etc/issue',
  'etc/issue.net',
  'etc/locale.gen',
  'etc/localtime',
  'etc/logrotate.d',
  'etc/motd',
  'etc/nftables.conf',
  'etc/nginx',
  'etc/profile.d',
  'etc/skel',
  'etc/ssh',
  'etc/ssl',
  'etc/subgid',
  'etc/subuid',
  'etc/sudoers.d',
  'etc/timezone',
  'etc/yum.repos.d',
  // Backups of the shadow tools and their lock.
  'etc/.pwd.lock',
  'etc/passwd-',
  'etc/shadow-',
  'etc/group-',
  'etc/gshadow-',
  'etc/subuid-',
  'etc/subgid-',
];

/** dracut's modules copy accounts, the host name and units; initramfs-tools knows nothing of them. */
export const readOnlyByDracut: readonly string[] = [
  'etc/group',
  'etc/gshadow',
  'etc/hostname',
  'etc/locale.conf',
  'etc/machine-id',
  'etc/network',
  'etc/NetworkManager',
  'etc/passwd',
  'etc/resolv.conf',
  'etc/shadow',
  'etc/systemd/system',
];

/** What makes a generator copy files from anywhere: with a change in one of these, every changed file counts. */
export const steering: readonly string[] = [
  'etc/cryptsetup-initramfs',
  'etc/crypttab',
  'etc/dracut.conf',
  'etc/dracut.conf.d',
  'etc/initramfs-tools/hooks',
  'usr/lib/dracut',
  'usr/share/initramfs-tools/hooks',
];

/** Results of earlier runs, which depend on the inputs and are none. */
export const generated: readonly RegExp[] = [/^boot\/initr(?:d|amfs)[.-]/, /^initrd\.img(?:\.old)?$/];

export const within = (path: string, locations: readonly string[]) =>
  locations.some((location) => path === location || path.startsWith(`${location}/`));
