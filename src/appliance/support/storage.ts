import { each, later, type Refusal, refused } from './means.ts';

const encryption: Refusal = { reason: 'no disk is encrypted', later: true };
const parted: Refusal = { reason: 'partitions are always new', later: true };
const useParts = 'write part lines';
const attached = 'it attaches disks of one machine, and the disks of an appliance are files';

/** Commands that lay out disks, and the boot loader. */
export const storageSupport = {
  part: {
    is: 'honoured',
    effect:
      'A partition with its filesystem; `/etc/fstab` by UUID. Sizes in MiB. `--fstype`: ext2, ext3, ext4 (default), xfs, btrfs, vfat, efi, swap, biosboot.',
    refused: {
      ...each(['--active', '--noformat', '--onbiosdisk', '--onpart', '--resize'], parted),
      ...each(['--fsoptions', '--fsprofile', '--mkfsoptions'], { reason: 'options of filesystems', later: true }),
      ...each(['--hibernation', '--recommended'], { reason: 'write --size', later: true }),
      ...each(
        [
          ...['--encrypted', '--passphrase', '--cipher', '--escrowcert', '--backuppassphrase', '--luks-version'],
          ...['--pbkdf', '--pbkdf-memory', '--pbkdf-time', '--pbkdf-iterations', '--hw-passphrase'],
        ],
        encryption,
      ),
    },
  },
  clearpart: {
    is: 'honoured',
    effect: '`--disklabel=gpt` (default) or `msdos` for every disk. Disks are always new, so the rest changes nothing.',
    refused: { '--cdl': { reason: 'it formats disks of s390 machines' } },
  },
  zerombr: { is: 'honoured', effect: 'Nothing: disks are always new.' },
  bootloader: {
    is: 'honoured',
    effect:
      'Kernel arguments and menu timeout of GRUB, in `grub.cfg` and `/etc/default/grub`. `--location=none`: no boot loader.',
    refused: each(
      [
        ...['--boot-drive', '--default', '--disabled', '--driveorder', '--extlinux', '--iscrypted'],
        ...['--md5pass', '--nombr', '--password', '--sdboot', '--upgrade'],
      ],
      { reason: 'only GRUB is set up', later: true },
    ),
  },
  ignoredisk: {
    is: 'no-effect',
    why: 'the disks of an appliance are those of its part lines; there are no others to ignore',
  },
  autopart: later('disks are laid out by part lines', useParts),
  btrfs: later('subvolumes are not laid out', 'write "part / --fstype=btrfs"'),
  fcoe: refused(attached),
  iscsi: refused(attached),
  iscsiname: refused(attached),
  logvol: later('volume groups are not laid out', useParts),
  mount: refused('it mounts a partition that exists, and disks are always new', useParts),
  nvdimm: refused(attached),
  raid: later('disk arrays are not laid out', useParts),
  reqpart: later('disks are laid out by part lines', 'write "part biosboot --size=1" or "part /boot/efi --fstype=efi"'),
  snapshot: refused('thin volumes and their snapshots belong to a machine that runs'),
  volgroup: later('volume groups are not laid out', useParts),
  zfcp: refused(attached),
  zipl: refused('it is the boot loader of s390 machines'),
} as const;
