import { each, noEffect, refused } from './means.ts';

/** Of --encrypted, which is honoured. */
const encryption = {
  ...each(['--escrowcert', '--backuppassphrase'], {
    reason: 'an escrow packet is for the machine that is installed, and an appliance has many copies',
  }),
  ...each(['--pbkdf', '--pbkdf-memory', '--pbkdf-time', '--pbkdf-iterations'], {
    reason: 'the key derivation is argon2id with 128 MiB, which every machine of the appliance can do',
  }),
};
const hardware = { '--hw-passphrase': { reason: 'it is for drives that encrypt themselves' } };
const attached = 'it attaches disks of one machine, and the disks of an appliance are files';

/** Commands that lay out disks, and the boot loader. */
export const storageSupport = {
  part: {
    is: 'honoured',
    effect:
      'A partition with its filesystem; `/etc/fstab` by UUID. Sizes in MiB. `--grow` takes what is left of a disk that has a size; where the size is computed it adds nothing, but to a physical volume what its logical volumes need. `--fstype`: ext2, ext3, ext4 (default), xfs, btrfs, vfat, efi, swap, biosboot, prepboot (left empty: the machines of an appliance do not boot from it). `part pv.NAME`: a physical volume of LVM; `part raid.NAME`: a member of an array; `part btrfs.NAME`: of a btrfs line. `--encrypted` with `--passphrase`: a LUKS2 container (aes-xts-plain64, argon2id), for whose passphrase the machine asks as it boots; not /boot, nor vfat. `--fsoptions`: options in `/etc/fstab`. `--mkfsoptions`: those that change the filesystem alone. `--fsprofile`: news, largefile or largefile4 of ext2, ext3 and ext4. `--recommended`, `--hibernation`: size of swap by the memory of the machine. `--onpart=sda2`: partition 2 of the planned disk sda, made new like all others, so it needs a size; names that do not tell disk and number are refused.',
    withoutEffect: ['--active'],
    refused: {
      ...each(['--noformat', '--resize'], {
        reason: 'partitions are always new, and a partition that nobody has filled has nothing to keep',
        hint: 'remove the option; --size says how large the partition is to be',
      }),
      '--onbiosdisk': {
        reason: 'the firmware of one machine counts its disks that way',
        hint: 'write --ondisk=sda',
      },
      ...encryption,
      ...hardware,
    },
  },
  clearpart: {
    is: 'honoured',
    effect:
      '`--disklabel=gpt` (default) or `msdos` for every disk. `--drives`: without `ignoredisk --only-use` the first is the disk of part lines that name none, and those of autopart; one that the appliance does not have is a warning. Disks are always new, so there is nothing to clear.',
    withoutEffect: ['--all', '--linux', '--none', '--list', '--initlabel'],
    refused: { '--cdl': { reason: 'it formats disks of s390 machines' } },
  },
  zerombr: noEffect('disks are always new'),
  bootloader: {
    is: 'honoured',
    effect:
      'GRUB for BIOS, and for UEFI where there is an EFI system partition. `--append`: kernel arguments; `--timeout`: seconds of the menu, 0 for none, -1 for ever. What a %post changes in the settings counts. `--password` (clear, or with `--iscrypted` a hash of `grub-mkpasswd-pbkdf2`): root and the password for changes of entries and the command line; booting needs none. `--boot-drive`, else the first of `--driveorder`: the disk that machines boot from; it becomes the first of the descriptor. `--location=none`, `--disabled`: no boot loader. `--nombr`: its files, and no boot sector. `--sdboot`: systemd-boot on the EFI system partition, for UEFI only. `--extlinux`: for BIOS only, /boot on a partition with ext2, ext3 or ext4. On aarch64 all boots through UEFI.',
    debian:
      'GRUB: settings in `/etc/default/grub`, the password in `/etc/grub.d/01_password`, so that `update-grub` keeps them. `--sdboot` adds the package systemd-boot, `--extlinux` extlinux and syslinux-common.',
    rpm: 'The password of GRUB is also in `/boot/grub2/user.cfg`. The packages of GRUB (grub2-pc, grub2-efi-x64, shim-x64, their modules; on aarch64 those of UEFI alone, which end in aa64), of systemd-boot or of extlinux are added.',
    withoutEffect: ['--leavebootorder'],
    refused: {
      '--default': { reason: 'entries get their names from kernels that nobody knows yet; the newest kernel boots' },
      '--md5pass': {
        reason: 'MD5 hashes are those of GRUB before version 2',
        hint: 'write --password=HASH --iscrypted with a hash of grub-mkpasswd-pbkdf2',
      },
      '--upgrade': { reason: 'a new appliance has no boot loader that could be upgraded' },
    },
  },
  ignoredisk: {
    is: 'honoured',
    effect:
      'A part line on a disk that is not to be used is an error. The first of `--only-use` is the disk of part lines that name none; autopart takes them all. Patterns are those of the shell, with `|` between.',
    withoutEffect: ['--interactive'],
  },
  autopart: {
    is: 'honoured',
    effect:
      'The partitions of the boot loader, /boot, swap, / and on large disks /home: [disk-layout.md](disk-layout.md#autopart). `--type`: lvm (default, over all disks), plain or btrfs (on one disk); thinp is refused. `--fstype`: ext2, ext3, ext4 or xfs, of /boot too. `--encrypted` with `--passphrase`: everything but /boot, with LVM each logical volume.',
    refused: { ...encryption, ...hardware },
  },
  btrfs: {
    is: 'honoured',
    effect:
      'A btrfs volume over one `part btrfs.NAME`, and with `--subvol --name=NAME` its subvolumes, which name it as `LABEL=LABEL`. `none` instead of a mount point: only subvolumes are mounted. The subvolume of / is the default one, and boots.',
    withoutEffect: ['--parent'],
    refused: {
      ...each(['--noformat', '--useexisting'], { reason: 'volumes are always new' }),
      ...each(['--data', '--metadata'], { reason: 'a volume lies on one disk, data once and metadata twice' }),
    },
  },
  fcoe: refused(attached),
  iscsi: refused(attached),
  iscsiname: refused(attached),
  logvol: {
    is: 'honoured',
    effect:
      'A logical volume with its filesystem, as `part` has it. `--size`, `--percent` (of the whole group; not if its size follows from its volumes), `--grow`, `--maxsize`; sizes are rounded up to whole extents. A volume larger than what is left of any physical volume lies on several. / and /boot on LVM boot with GRUB.',
    refused: {
      ...each(['--useexisting', '--noformat', '--resize'], { reason: 'volumes are always new' }),
      ...each(['--thinpool', '--thin', '--poolname', '--chunksize', '--metadatasize', '--profile'], {
        reason: 'the metadata of a thin pool are made by the kernel, and the building machine has no device-mapper',
        hint: 'write logvol lines without --thin and --thinpool',
      }),
      ...each(['--cachesize', '--cachemode', '--cachepvs'], {
        reason: 'the metadata of a cache are made by the kernel, and the building machine has no device-mapper',
      }),
      ...encryption,
    },
  },
  mount: refused(
    'it mounts a partition that exists, and disks are always new',
    'write "part MOUNTPOINT --fstype=TYPE --size=MIB"',
  ),
  nvdimm: refused(attached),
  raid: {
    is: 'honoured',
    effect:
      'An array of md over `part raid.NAME` lines, in sync from its first boot, with its filesystem. `--device`: its name below `/dev/md/`. `--level`: 1, or 0 for what the boot loader does not read. `--chunksize` in KiB (512), of level 0.',
    refused: {
      ...each(['--useexisting', '--noformat'], { reason: 'arrays are always new' }),
      '--spares': { reason: 'an appliance has as many members as its array works on' },
      ...encryption,
    },
  },
  reqpart: {
    is: 'honoured',
    effect:
      'The partitions that the boot loader needs, first on the disk that machines boot from, unless a line makes them itself: [disk-layout.md](disk-layout.md#reqpart). `--add-boot`: /boot with ext4 besides.',
  },
  snapshot: refused('thin volumes and their snapshots belong to a machine that runs'),
  volgroup: {
    is: 'honoured',
    effect:
      'A volume group of LVM over `part pv.NAME` lines, on any disks. `--pesize` in KiB (4096), a power of two from 1024; `--reserved-space`, `--reserved-percent`: what logical volumes leave free.',
    refused: each(['--useexisting', '--noformat'], { reason: 'volume groups are always new' }),
  },
  zfcp: refused(attached),
  zipl: refused('it is the boot loader of s390 machines'),
} as const;
