/** A program of the host that a build or boot runs. */
export interface HostTool {
  /** Its name on the PATH, or an absolute path of a file that a package brings; distributions differ, the first found serves. */
  readonly names: readonly [string, ...string[]];
  readonly purpose: string;
  /** Arguments that make it print its version in the first line; undefined for files. */
  readonly versionArguments: readonly string[] | undefined;
  readonly packages: Readonly<Record<PackageFamily, string>>;
  readonly needs: readonly ToolUse[];
}

/** How a distribution names and installs its packages. */
export type PackageFamily = 'debian' | 'fedora';
/** What a tool is needed for; a build asks for those of its plan only, and never for those that inspect results or that tests need. */
export type ToolUse =
  | 'build'
  | 'apt'
  | 'dnf'
  | 'vfat'
  | 'xfs'
  | 'btrfs'
  | 'luks'
  | 'bios'
  | 'uefi'
  | 'convert'
  | 'zstd'
  | 'xz'
  | 'boot'
  | 'boot-uefi'
  | 'boot-uefi-secure'
  | 'boot-ipv6'
  | 'boot-ready'
  | 'deploy-console'
  | UseOfAarch64
  | 'deploy'
  | 'libvirt'
  | 'inspect'
  | 'rpm-repository'
  | 'unprivileged-runner';

/** What only appliances for aarch64 need. */
export const usesOfAarch64 = ['uefi-aarch64', 'emulate-aarch64', 'boot-aarch64'] as const;
type UseOfAarch64 = (typeof usesOfAarch64)[number];

const version = ['--version'] as const;

/** dnf 5 is asked through its Python module, which its command does without; Debian and Fedora keep it in other folders. */
const pythonOfDnf5 = [
  'python3/dist-packages',
  ...['3.12', '3.13', '3.14', '3.15'].map((minor) => `python${minor}/site-packages`),
]
  .flatMap((folder) => [`/usr/lib/${folder}`, `/usr/lib64/${folder}`])
  .map((folder) => `${folder}/libdnf5/__init__.py`);

/** Every host tool, in the order in which a build uses it. A table: doctor, --install-tools and the docs read it. */
export const hostTools: readonly HostTool[] = [
  tool('unshare', 'private mounts and processes', version, 'util-linux', 'util-linux', 'build'),
  tool(
    'setpriv',
    'ends virtual machines with the program',
    version,
    'util-linux',
    'util-linux',
    'boot',
    'boot-aarch64',
  ),
  tool('mount', 'private mounts', version, 'mount', 'util-linux', 'build'),
  tool('chroot', 'runs programs inside the root', version, 'coreutils', 'coreutils', 'build'),
  tool('find', 'finds files that are too new', version, 'findutils', 'findutils', 'build'),
  tool('xargs', 'names files for other tools', version, 'findutils', 'findutils', 'xfs'),
  tool('tar', 'keeps the installed root as a layer', version, 'tar', 'tar', 'build'),
  tool('zstd', 'compresses layers', version, 'zstd', 'zstd', 'build'),
  tool('apt-get', 'resolves and fetches Debian packages', version, 'apt', 'apt', 'apt'),
  tool('mmdebstrap', 'installs Debian packages into a root', version, 'mmdebstrap', 'mmdebstrap', 'apt'),
  tool('gpgv', 'verifies the signatures of repositories', version, 'gpgv', 'gnupg2', 'apt'),
  tool('dpkg-deb', 'unpacks Debian packages', version, 'dpkg', 'dpkg', 'apt'),
  file(['dnf-3', ...pythonOfDnf5], 'resolves and fetches RPM packages', 'dnf', 'python3-libdnf5', 'dnf'),
  tool('rpm', 'installs RPM packages into a root', version, 'rpm', 'rpm', 'dnf'),
  tool('rpmdb', 'makes the RPM database fit the guest', version, 'rpm', 'rpm', 'dnf'),
  tool('rpmkeys', 'verifies the signatures of RPM packages', version, 'rpm', 'rpm', 'dnf'),
  tool('mke2fs', 'makes ext2, ext3 and ext4 filesystems', ['-V'], 'e2fsprogs', 'e2fsprogs', 'build'),
  tool('debugfs', 'sets what mke2fs leaves out', ['-V'], 'e2fsprogs', 'e2fsprogs', 'build'),
  tool('mkfs.vfat', 'makes FAT filesystems', ['--help'], 'dosfstools', 'dosfstools', 'vfat'),
  tool('mcopy', 'fills FAT filesystems without mounting them', version, 'mtools', 'mtools', 'vfat'),
  tool('mkfs.xfs', 'makes XFS filesystems', ['-V'], 'xfsprogs', 'xfsprogs', 'xfs'),
  tool('xfs_io', 'gives files their space in XFS filesystems', ['-V'], 'xfsprogs', 'xfsprogs', 'xfs'),
  tool('mkfs.btrfs', 'makes btrfs filesystems', version, 'btrfs-progs', 'btrfs-progs', 'btrfs'),
  tool('btrfs', 'makes subvolumes', version, 'btrfs-progs', 'btrfs-progs', 'btrfs'),
  tool('cryptsetup', 'makes encrypted volumes', version, 'cryptsetup-bin', 'cryptsetup', 'luks'),
  tool('dumpe2fs', 'tells what an ext filesystem uses, to encrypt it', ['-V'], 'e2fsprogs', 'e2fsprogs', 'luks'),
  tool('xfs_db', 'tells what an xfs filesystem uses, to encrypt it', ['-V'], 'xfsprogs', 'xfsprogs', 'luks'),
  tool(
    ['grub-mkimage', 'grub2-mkimage'],
    'makes the boot loader',
    version,
    'grub-common',
    'grub2-tools',
    'bios',
    'uefi',
    'uefi-aarch64',
  ),
  file('/usr/lib/grub/i386-pc/boot.img', 'GRUB for BIOS', 'grub-pc-bin', 'grub2-pc-modules', 'bios'),
  file('/usr/lib/grub/x86_64-efi/kernel.img', 'GRUB for UEFI', 'grub-efi-amd64-bin', 'grub2-efi-x64-modules', 'uefi'),
  tool('zstd', 'packs raw disks', version, 'zstd', 'zstd', 'zstd'),
  tool('xz', 'packs raw disks', version, 'xz-utils', 'xz', 'xz'),
  tool('qemu-img', 'converts disks', version, 'qemu-utils', 'qemu-img', 'convert', 'boot', 'boot-aarch64', 'deploy'),
  tool(
    ['qemu-system-x86_64', '/usr/libexec/qemu-kvm'],
    'boots the appliance',
    version,
    'qemu-system-x86',
    'qemu-system-x86-core',
    'boot',
  ),
  tool('dnsmasq', 'gives the guest addresses, for steps over IPv6', version, 'dnsmasq-base', 'dnsmasq', 'boot-ipv6'),
  tool('ping', 'finds the address of the guest, for steps over IPv6', ['-V'], 'iputils-ping', 'iputils', 'boot-ipv6'),
  tool('ip', 'makes a network for steps over IPv6', ['-V'], 'iproute2', 'iproute', 'boot-ipv6'),
  tool(
    'socat',
    'hears guests over vsock, and consoles of other hosts',
    ['-V'],
    'socat',
    'socat',
    'boot-ready',
    'deploy-console',
  ),
  file(
    ['/usr/share/OVMF/OVMF_CODE_4M.fd', '/usr/share/edk2/ovmf/OVMF_CODE_4M.qcow2', '/usr/share/edk2/ovmf/OVMF_CODE.fd'],
    'UEFI firmware for the boot test',
    'ovmf',
    'edk2-ovmf',
    'boot-uefi',
  ),
  file(
    [
      '/usr/share/OVMF/OVMF_VARS_4M.ms.fd',
      '/usr/share/OVMF/OVMF_VARS.ms.fd',
      '/usr/share/edk2/ovmf/OVMF_VARS.secboot.fd',
    ],
    'UEFI firmware with Secure Boot for the boot test',
    'ovmf',
    'edk2-ovmf',
    'boot-uefi-secure',
  ),
  tool(
    ['qemu-aarch64-static', 'qemu-aarch64'],
    'runs programs of aarch64',
    version,
    'qemu-user-static',
    'qemu-user-static-aarch64',
    'emulate-aarch64',
  ),
  tool(
    'qemu-system-aarch64',
    'boots appliances for aarch64',
    version,
    'qemu-system-arm',
    'qemu-system-aarch64-core',
    'boot-aarch64',
  ),
  file(
    ['/usr/share/AAVMF/AAVMF_CODE.fd', '/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw'],
    'UEFI firmware for the boot test of aarch64',
    'qemu-efi-aarch64',
    'edk2-aarch64',
    'boot-aarch64',
  ),
  tool('virsh', 'deploys with libvirt', version, 'libvirt-clients', 'libvirt-client', 'deploy'),
  file(
    '/usr/bin/virt-xml-validate',
    'checks machines before libvirt gets them',
    'libvirt-clients',
    'libvirt-client',
    'deploy',
  ),
  tool('xmllint', 'checks machines before libvirt gets them', version, 'libxml2-utils', 'libxml2', 'deploy'),
  tool(
    ['/usr/sbin/libvirtd', '/usr/sbin/virtqemud'],
    'runs appliances on this machine',
    version,
    'libvirt-daemon-system',
    'libvirt-daemon-kvm',
    'libvirt',
  ),
  tool('sfdisk', 'shows partition tables', version, 'fdisk', 'util-linux', 'inspect'),
  tool('mdadm', 'shows arrays', version, 'mdadm', 'mdadm', 'inspect'),
  tool('xmllint', 'checks the descriptor', version, 'libxml2-utils', 'libxml2', 'inspect'),
  tool('file', 'tells formats of files', version, 'file', 'file', 'inspect'),
  tool('pvck', 'checks physical volumes', version, 'lvm2', 'lvm2', 'inspect'),
  tool('rpmbuild', 'builds packages of the test distribution', version, 'rpm', 'rpm-build', 'rpm-repository'),
  tool('rpmsign', 'signs packages of the test distribution', version, 'rpm', 'rpm-sign', 'rpm-repository'),
  tool('gpg', 'makes keys of the test distribution', version, 'gnupg', 'gnupg2', 'rpm-repository'),
  tool('createrepo_c', 'makes repositories of packages', version, 'createrepo-c', 'createrepo_c', 'rpm-repository'),
  tool('sudo', 'becomes root in jobs of an unprivileged runner', version, 'sudo', 'sudo', 'unprivileged-runner'),
];

type Names = string | readonly [string, ...string[]];

function tool(
  names: Names,
  purpose: string,
  versionArguments: readonly string[],
  debian: string,
  fedora: string,
  ...needs: readonly ToolUse[]
): HostTool {
  return { names: listOf(names), purpose, versionArguments, packages: { debian, fedora }, needs };
}

function file(names: Names, purpose: string, debian: string, fedora: string, ...needs: readonly ToolUse[]): HostTool {
  return { names: listOf(names), purpose, versionArguments: undefined, packages: { debian, fedora }, needs };
}

function listOf(names: Names): readonly [string, ...string[]] {
  return typeof names === 'string' ? [names] : names;
}
