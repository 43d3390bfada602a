import type { Architecture } from '../../../architecture.ts';
import type { AutopartCommand, Command } from '../../../kickstart/document.ts';
import type { Report } from '../../../kickstart/options/options.ts';
import type { BootLoaderSpec, DiskSpec } from '../../appliance.ts';
import { containerOf } from '../encryption.ts';
import { failAt } from '../format.ts';
import { swapSizeMiB } from '../swap-size.ts';
import { btrfsLine, logvolLine, partLine, volgroupLine } from './lines.ts';
import { bootLine, platformLines } from './platform.ts';
import { home, leastPhysicalMiB, physicalOverheadMiB, root } from './sizes.ts';

export interface Machine {
  readonly arch: Architecture;
  /** The one that machines boot from first; at least one, and each with a size where autopart lays it out. */
  readonly disks: readonly [DiskSpec, ...DiskSpec[]];
  readonly bootLoader: Pick<BootLoaderSpec, 'loader' | 'bootSector'>;
  readonly memoryMiB: number;
  /** Of the appliance. */
  readonly name: string;
}

/** What is left to lay out when the boot loader's partitions and /boot are there. */
interface Contents {
  readonly line: AutopartCommand;
  readonly machine: Machine;
  /** Undefined with --noswap. */
  readonly swapMiB: number | undefined;
  readonly hasHome: boolean;
  readonly encryption: { readonly encrypted: true; readonly passphrase: string } | Record<never, never>;
}

/** Of / and /boot; a root of btrfs is a scheme of its own. */
export const autopartTypes: readonly string[] = ['ext2', 'ext3', 'ext4', 'xfs'];

/** How anaconda calls volumes and subvolumes. */
const volumes = { root: 'root', home: 'home', swap: 'swap' } as const;

/** @returns the lines that stand for an autopart line */
export function autopartLines(written: AutopartCommand, machine: Machine, report: Report): Command[] {
  // Another type is an error where the values of lines are checked.
  const line = { ...written, fsType: autopartTypes.find((type) => type === written.fsType) };
  const { disks, memoryMiB } = machine;
  const [bootDisk] = disks;
  const totalBytes = disks.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
  const container = containerOf(line, 'autopart', failAt(line.position, report));
  const contents: Contents = {
    line,
    machine,
    swapMiB: line.noSwap ? undefined : swapSizeMiB(memoryMiB, line.hibernation, totalBytes),
    hasHome: !line.noHome && totalBytes >= home.fromMiB * 2 ** 20,
    encryption: container === undefined ? {} : { encrypted: true, passphrase: container.passphrase },
  };
  return [
    ...platformLines(line.position, machine, bootDisk),
    ...(line.noBoot ? [] : [bootLine(line.position, bootDisk, line.fsType)]),
    ...schemes[line.scheme](contents),
  ];
}

const schemes: Readonly<Record<AutopartCommand['scheme'], (contents: Contents) => Command[]>> = {
  plain: (contents) => [
    ...swapPart(contents),
    ...filesystems(contents).map(({ volume, ...fields }) => partLine(contents.line.position, on(contents, fields))),
  ],
  lvm: (contents) => {
    const { line, machine, swapMiB } = contents;
    const volumeGroup = volumeGroupOf(machine.name);
    const logical = [
      ...(swapMiB === undefined ? [] : [{ mountPoint: 'swap', volume: volumes.swap, sizeMiB: swapMiB }]),
      ...filesystems(contents),
    ];
    const leastMiB = logical.reduce((sum, { sizeMiB }) => sum + sizeMiB + physicalOverheadMiB, physicalOverheadMiB);
    const physical = machine.disks.map(({ device }, index) =>
      partLine(line.position, {
        ...{ mountPoint: `pv.${index + 1}`, onDisk: device, grow: true },
        sizeMiB: index === 0 ? leastMiB : leastPhysicalMiB,
      }),
    );
    const members = physical.map(({ mountPoint }) => mountPoint);
    return [
      ...physical,
      volgroupLine(line.position, { volumeGroup, members }),
      ...logical.map((fields) => logvolLine(line.position, { ...contents.encryption, ...fields, volumeGroup })),
    ];
  },
  btrfs: (contents) => {
    const { line, machine, hasHome } = contents;
    const [member, label] = ['btrfs.1', machine.name];
    const subvolume = (mountPoint: string, subvolumeName: string) =>
      btrfsLine(line.position, { mountPoint, subvolume: true, subvolumeName, members: [`LABEL=${label}`] });
    return [
      ...swapPart(contents),
      partLine(line.position, on(contents, { mountPoint: member, sizeMiB: root.leastMiB, grow: true })),
      btrfsLine(line.position, { mountPoint: 'none', label, members: [member] }),
      subvolume('/', volumes.root),
      ...(hasHome ? [subvolume('/home', volumes.home)] : []),
    ];
  },
  /** Refused where the values of lines are checked; this lets the rest of the kickstart be judged. */
  thinp: (contents) => schemes.lvm(contents),
};

/** Where / is alone it takes all that is left. */
function filesystems({ line: { fsType }, hasHome }: Contents) {
  const maxSizeMiB = hasHome ? root.mostMiBBesideHome : undefined;
  const grow = true;
  return [
    { mountPoint: '/', volume: volumes.root, fsType, grow, sizeMiB: root.leastMiB, maxSizeMiB },
    ...(hasHome
      ? [{ mountPoint: '/home', volume: volumes.home, fsType, grow, sizeMiB: home.leastMiB, maxSizeMiB: undefined }]
      : []),
  ];
}

const swapPart = (contents: Contents) =>
  contents.swapMiB === undefined
    ? []
    : [partLine(contents.line.position, on(contents, { mountPoint: 'swap', sizeMiB: contents.swapMiB }))];

const on = <Fields extends object>({ machine, encryption }: Contents, fields: Fields) => ({
  ...encryption,
  ...fields,
  onDisk: machine.disks[0].device,
});

/** Groups of one name hide one another when a disk is looked at on another machine, so it tells whose it is. */
const volumeGroupOf = (appliance: string) => `vg_${appliance.replaceAll('-', '_')}`;
