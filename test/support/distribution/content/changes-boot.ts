import type { Change, Changes } from './change.ts';

/** What shim's fallback program makes a boot entry of: UTF-16 with a byte order mark. */
const bootEntry = Buffer.from('\ufeffshimx64.efi,Trial Linux,,This is the boot entry for Trial Linux\n', 'utf16le');

/** Boot loader and SELinux. */
export const bootChanges: Changes = {
  'grub2-tools': {
    dependencies: { Provides: ['grub2-tools-minimal', 'grub2-tools-extra'] },
    adds: Object.fromEntries(
      ['install', 'mkconfig', 'reboot', 'set-default'].map((name) => [
        `/usr/sbin/grub2-${name}`,
        { link: `grub-${name}` },
      ]),
    ),
  },
  'grub2-common': {
    adds: Object.fromEntries(
      ['editenv', 'mkimage', 'mkpasswd-pbkdf2', 'script-check', 'file', 'mkrelpath'].map((name) => [
        `/usr/bin/grub2-${name}`,
        { link: `grub-${name}` },
      ]),
    ),
    removes: /^\/etc\/grub\.d\/05_debian_theme$/,
  },
  dracut: {
    dependencies: { Requires: ['cpio', 'gzip', 'xz', 'zstd', 'sed', 'grep', 'findutils', 'procps-ng'] },
    adds: { '/usr/lib/dracut/dracut.conf.d/01-dist.conf': 'compress="zstd"\nhostonly="yes"\n' },
  },
  'selinux-policy-targeted': {
    drops: /^(?:python3-|selinux-policy-dev)/,
    moves: [[/^\/etc\/selinux\/default\//, '/etc/selinux/targeted/']],
    dependencies: { Requires: ['selinux-policy'], Provides: ['selinux-policy-base', 'selinux-policy-any'] },
  },
  // Its prefix is Debian's folder, which is not there, so it reads the grub.cfg beside it.
  'grub2-efi-x64': {
    moves: [[/^\/usr\/lib\/grub\/x86_64-efi-signed\/grubx64\.efi\.signed$/, '/boot/efi/EFI/trial/grubx64.efi']],
    removes: /^\/usr\/lib\/grub\/(?!x86_64-efi-signed\/grubx64\.efi\.signed$)/,
    dependencies: { Requires: ['grub2-tools'], Recommends: ['shim-x64'], Provides: ['grub2-efi'] },
  },
  'shim-x64': {
    copies: [[/^\/usr\/lib\/shim\/shimx64\.efi\.signed$/, '/boot/efi/EFI/BOOT/BOOTX64.EFI']],
    moves: [[/^\/usr\/lib\/shim\/shimx64\.efi\.signed$/, '/boot/efi/EFI/trial/shimx64.efi']],
    adds: { '/boot/efi/EFI/trial/BOOTX64.CSV': { text: bootEntry } },
    drops: /^(?:grub2-efi-x64-modules|grub2-tools)\b/,
    dependencies: { Provides: ['shim'] },
  },
  'shim-helpers-amd64-signed': {
    moves: [
      [/^\/usr\/lib\/shim\/mmx64\.efi\.signed$/, '/boot/efi/EFI/trial/mmx64.efi'],
      [/^\/usr\/lib\/shim\/fbx64\.efi\.signed$/, '/boot/efi/EFI/BOOT/fbx64.efi'],
    ],
  },
};

/**
 * Fedora's kernel lies below /usr, and comes to /boot when the transaction ends.
 *
 * @param version as `uname -r` tells it
 */
export function kernelChange(version: string): Change {
  const copied = ['vmlinuz', 'System.map', 'config'];
  const ghosts = [...copied.map((name) => `/boot/${name}-${version}`), `/boot/initramfs-${version}.img`];
  return {
    moves: [[/^\/boot\/(vmlinuz|System\.map|config)-.*$/, `/usr/lib/modules/${version}/$1`]],
    attributes: Object.fromEntries(
      ghosts.map((file) => [file, { ghost: true, mode: file.includes('initramfs') ? '0600' : '0644' }]),
    ),
    dependencies: {
      Requires: ['dracut'],
      'Requires(post)': ['kmod'],
      'Requires(posttrans)': ['coreutils', 'bash'],
      Provides: ['kernel-modules', 'kernel-modules-core', 'installonlypkg(kernel)'],
    },
    scriptlets: {
      post: `depmod ${version}`,
      posttrans: copied.map((name) => `cp -f /usr/lib/modules/${version}/${name} /boot/${name}-${version}`).join('\n'),
      postun: `rm -f ${ghosts.join(' ')}`,
    },
  };
}
