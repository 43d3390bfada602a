/**
 * Which changed files can't change an initramfs. A location is listed only if no generator's packaged hooks read it; what
 * a listed location adds to an initramfs all the same is caught by the listing of the initramfs (initramfs-cache.ts).
 * Paths are the guest's without the leading slash; one names itself and all below it.
 */
const neverRead: readonly string[] = [
  'boot/grub',
  'boot/grub2',
  'boot/efi',
  'boot/loader',
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
];

/**
 * What generators and the hooks of packages read in /etc; other places there count only if the listing of the initramfs has
 * them. (initramfs-tools(7), dracut.conf(5), and the hooks of Debian's packages.)
 */
const readInEtc: readonly string[] = [
  'etc/bcache',
  'etc/console-setup',
  'etc/crypttab',
  'etc/cryptsetup-initramfs',
  'etc/default/console-setup',
  'etc/default/cryptdisks',
  'etc/default/keyboard',
  'etc/default/mdadm',
  'etc/dracut.conf',
  'etc/dracut.conf.d',
  'etc/dropbear',
  'etc/fstab',
  'etc/hostid',
  'etc/initramfs-tools',
  'etc/iscsi',
  'etc/kbd',
  'etc/kernel',
  'etc/ld.so.cache',
  'etc/ld.so.conf',
  'etc/ld.so.conf.d',
  'etc/lvm',
  'etc/mdadm',
  'etc/mdadm.conf',
  'etc/modprobe.d',
  'etc/modules',
  'etc/modules-load.d',
  'etc/multipath',
  'etc/multipath.conf',
  'etc/nvme',
  'etc/os-release',
  'etc/plymouth',
  'etc/selinux',
  'etc/systemd/network',
  'etc/sysctl.conf',
  'etc/sysctl.d',
  'etc/udev',
  'etc/vconsole.conf',
  'etc/zfs',
];

/** dracut's modules copy accounts, the host name and units; initramfs-tools knows nothing of them. */
const readInEtcByDracut: readonly string[] = [
  'etc/group',
  'etc/gshadow',
  'etc/hostname',
  'etc/hosts',
  'etc/locale.conf',
  'etc/machine-id',
  'etc/network',
  'etc/NetworkManager',
  'etc/nsswitch.conf',
  'etc/passwd',
  'etc/resolv.conf',
  'etc/services',
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

export type GeneratorName = 'initramfs-tools' | 'dracut';

const inEtc = (generator: GeneratorName) => (generator === 'dracut' ? [...readInEtc, ...readInEtcByDracut] : readInEtc);
const holds = (folder: string, locations: readonly string[]) =>
  locations.some((location) => location.startsWith(`${folder}/`));

/** Whether no generator reads a path, nor anything below it. */
export function isNeverRead(path: string, generator: GeneratorName): boolean {
  if (!path.startsWith('etc/')) return within(path, neverRead);
  const read = inEtc(generator);
  return !within(path, read) && !holds(path, read);
}

/** Whether something in a folder is never read: then its names would count what its files do not. */
export function holdsNeverRead(folder: string, generator: GeneratorName): boolean {
  if (folder === 'boot' || folder === 'etc') return true;
  if (folder.startsWith('etc/')) return !within(folder, inEtc(generator));
  return holds(folder, neverRead);
}
