import { type Architecture, architectures } from '../../architecture.ts';
import { ApplianceError, type Position } from '../../errors.ts';
import type { CommandNamed, Document } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed, mergedCommand } from '../../kickstart/select.ts';
import type { BootLoaderSpec, DiskSpec, KdumpSpec, Loader, PartSpec } from '../appliance.ts';
import { withCrashKernel } from '../kdump.ts';
import { defaults } from '../settings.ts';
import type { StorageSpec } from '../storage.ts';

type Line = CommandNamed<'bootloader'>;

/** What the bootloader lines say together. */
export function bootLoaderOf(document: Document, kdump: KdumpSpec | undefined): BootLoaderSpec {
  const line = mergedCommand(document, 'bootloader');
  return {
    loader: loaderOf(line),
    bootSector: line?.noMbr !== true,
    password: line?.password,
    kernelArguments: withCrashKernel(splitArguments(line?.append ?? ''), kdump),
    timeoutSeconds: line?.timeoutSeconds ?? defaults.timeoutSeconds,
    position: line?.position,
  };
}

function loaderOf(line: Line | undefined): Loader {
  if (line?.location === 'none' || line?.disabled === true) return 'none';
  if (line?.sdboot === true) return 'sdboot';
  return line?.extlinux === true ? 'extlinux' : 'grub';
}

/** Kernel arguments are parted by blanks; double quotes keep them together (kernel-parameters documentation). */
const splitArguments = (text: string) => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];

/**
 * Puts the disk first that --boot-drive names, or else --driveorder: a machine that knows nothing of its disks boots from
 * the first one, and so do libvirt and QEMU.
 */
export function bootDiskFirst(document: Document, disks: readonly DiskSpec[], report: Report): DiskSpec[] {
  const line = mergedCommand(document, 'bootloader');
  const find = (device: string, option: string) => {
    const found = disks.find((disk) => disk.device === device.replace(/^\/dev\//, ''));
    if (found === undefined) report(unknownDisk(document, option, device, disks));
    return found;
  };
  const ordered = (line?.driveOrder ?? []).map((device) => find(device, '--driveorder'));
  const named = line?.bootDrive ? find(line.bootDrive, '--boot-drive') : undefined;
  const first = named ?? ordered[0];
  return first === undefined ? [...disks] : [first, ...disks.filter((disk) => disk !== first)];
}

function unknownDisk(document: Document, option: string, device: string, disks: readonly DiskSpec[]): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'unknown-disk',
    message: `bootloader ${option}: no part line has --ondisk=${device}`,
    position: placeOf(document, option),
    hint: `the kickstart's disks are ${disks.map((disk) => disk.device).join(', ')}`,
  });
}

/** Where an option stands, on the last line that has it. */
function placeOf(document: Document, option: string): Position | undefined {
  const lines = commandsNamed(document, 'bootloader');
  return lines.map((line) => document.written.get(line)?.options[option]).findLast((place) => place !== undefined);
}

interface Layout {
  readonly arch: Architecture;
  readonly bootLoader: BootLoaderSpec;
  /** The boot disk first. */
  readonly disks: readonly DiskSpec[];
  readonly parts: readonly PartSpec[];
  readonly storage: StorageSpec;
}

interface LoaderProblem {
  readonly option: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Reports what a loader needs of the disks and they lack, at the option that asks for it. */
export function checkBootLoader(document: Document, layout: Layout, report: Report): void {
  const line = mergedCommand(document, 'bootloader');
  const { loader } = layout.bootLoader;
  for (const { option, ...problem } of loaderProblems[loader](layout, line)) {
    const position = placeOf(document, option) ?? layout.bootLoader.position;
    report(new ApplianceError({ kind: 'input', position, ...problem }));
  }
}

const espFolders: readonly string[] = ['/boot/efi', '/efi'];

const loaderProblems: Readonly<Record<Loader, (layout: Layout, line: Line | undefined) => readonly LoaderProblem[]>> = {
  none: () => [],
  grub: (layout, line) => [...noWayToBoot(layout), ...espElsewhere(layout, line)],
  sdboot: (layout, line) => {
    const esp = layout.parts.find(({ efi }) => efi);
    return [
      ...noPassword(layout, '--sdboot', 'systemd-boot'),
      ...(esp === undefined
        ? [
            {
              option: '--sdboot',
              code: 'no-efi-partition',
              message: '--sdboot: systemd-boot lies on an EFI system partition, and no part line makes one',
              hint: 'add the line: part /boot/efi --fstype=efi --size=256',
            },
          ]
        : []),
      ...(esp?.mountPoint !== undefined && !espFolders.includes(esp.mountPoint)
        ? [
            {
              option: '--sdboot',
              code: 'bad-mount-point',
              message: `--sdboot: updates of the kernel do not find an EFI system partition on ${esp.mountPoint}`,
              hint: 'mount it on /boot/efi or /efi',
            },
          ]
        : []),
      ...espElsewhere(layout, line),
    ];
  },
  extlinux: (layout) => {
    const { arch, disks } = layout;
    const boot = bootOf(layout);
    return [
      ...noPassword(layout, '--extlinux', 'extlinux'),
      ...(architectures[arch].hasBios
        ? []
        : [
            {
              option: '--extlinux',
              code: 'no-bios',
              message: `--extlinux: it boots through a BIOS alone, and machines of ${arch} have none`,
              hint: 'remove the option: GRUB and systemd-boot boot through UEFI',
            },
          ]),
      ...(boot !== undefined && !/^ext[234]$/.test(boot.fsType ?? '')
        ? [
            {
              option: '--extlinux',
              code: 'bad-filesystem',
              message: `--extlinux: it reads the kernel from ext2, ext3 or ext4, and ${boot.mountPoint} is ${boot.fsType}`,
              hint: 'add the line: part /boot --fstype=ext4 --size=512',
            },
          ]
        : []),
      ...(boot !== undefined && boot.disk === undefined
        ? [
            {
              option: '--extlinux',
              code: 'boot-on-volume',
              message: `--extlinux: it reads the kernel from a partition, and ${boot.mountPoint} lies on a volume over partitions`,
              hint: 'add the line: part /boot --fstype=ext4 --size=512',
            },
          ]
        : []),
      ...(boot?.disk !== undefined && boot.disk !== disks[0]?.name
        ? [
            {
              option: '--extlinux',
              code: 'boot-on-other-disk',
              message: `--extlinux: ${boot.mountPoint} lies on disk ${boot.disk}, and machines boot from ${disks[0]?.name}`,
              hint: `put the part on the first disk, or write --boot-drive=${disks.find(({ name }) => name === boot.disk)?.device}`,
            },
          ]
        : []),
    ];
  },
};

function noWayToBoot({ arch, parts }: Layout): LoaderProblem[] {
  if (architectures[arch].hasBios || parts.some(({ efi }) => efi)) return [];
  return [
    {
      option: '--location',
      code: 'no-efi-partition',
      message: `machines of ${arch} boot through UEFI, and no part line makes an EFI system partition`,
      hint: 'add the line: part /boot/efi --fstype=efi --size=64',
    },
  ];
}

/** What /boot lies on; a volume over partitions has no disk of its own. */
function bootOf({ parts, storage: { logicalVolumes, arrays, btrfs } }: Layout) {
  const volumes = [...logicalVolumes, ...arrays].map(({ format }) => ({ ...format, disk: undefined }));
  const trees = btrfs.flatMap(({ member, format, subvolumes }) => {
    const disk = parts.find((part) => part.member === member)?.disk;
    return [format, ...subvolumes].map(({ mountPoint }) => ({ mountPoint, fsType: format.fsType, disk }));
  });
  const at = (place: string) => [...parts, ...volumes, ...trees].find(({ mountPoint }) => mountPoint === place);
  return at('/boot') ?? at('/');
}

const noPassword = ({ bootLoader }: Layout, option: string, name: string): LoaderProblem[] =>
  bootLoader.password === undefined
    ? []
    : [
        {
          option: '--password',
          code: 'conflicting-options',
          message: `--password: ${name} has no password of GRUB's kind, so the menu would stay open`,
          hint: `remove ${option}, or the password`,
        },
      ];

/** Only a disk that the line names can be wrong: without a name every firmware finds its own. */
function espElsewhere({ parts, disks }: Layout, line: Line | undefined): LoaderProblem[] {
  const esp = parts.find(({ efi }) => efi);
  if (!line?.bootDrive || esp === undefined || esp.disk === disks[0]?.name) return [];
  return [
    {
      option: '--boot-drive',
      code: 'boot-on-other-disk',
      message: `--boot-drive=${line.bootDrive}: the EFI system partition lies on another disk, ${esp.disk}`,
      hint: `put ${esp.mountPoint} on the boot drive`,
    },
  ];
}
