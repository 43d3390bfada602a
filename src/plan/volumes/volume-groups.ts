import type { Appliance } from '../../appliance/appliance.ts';
import { typeRules } from '../../appliance/disks/format.ts';
import type { FormatSpec, LogicalVolumeSpec, VolumeGroupSpec } from '../../appliance/storage.ts';
import { ApplianceError, ApplianceErrors } from '../../errors.ts';
import type { DiskPlan, FilesystemPlan } from '../plan.ts';
import { extentsIn, metadataMiB, sizeOfExtents } from '../sizes/computed.ts';
import { growSizes } from '../table/grow.ts';
import { lvmUuidOf } from '../table/identifiers.ts';
import { mib } from '../table/layout.ts';
import type { LogicalSegment, PhysicalVolumePlan, VolumeGroupPlan } from './storage.ts';

/**
 * Gives each logical volume its extents: in the order of the lines, from the first physical volume that has some left, so that
 * as few volumes as possible are in several pieces.
 *
 * @throws ApplianceErrors code `volumes-do-not-fit` with the MiB that are missing
 */
export function planVolumeGroups(
  appliance: Appliance,
  disks: readonly DiskPlan[],
  filesystemOf: (format: FormatSpec, named: readonly string[]) => FilesystemPlan,
): VolumeGroupPlan[] {
  const errors: ApplianceError[] = [];
  const groups = appliance.storage.volumeGroups.map((spec): VolumeGroupPlan => {
    const extentBytes = spec.extentMiB * mib;
    const physicalVolumes = spec.physicalVolumes.flatMap((member) => physicalOf(appliance, disks, spec, member));
    const volumes = appliance.storage.logicalVolumes.filter(({ group }) => group === spec.name);
    const total = physicalVolumes.reduce((sum, { extents }) => sum + extents, 0);
    const sizes = extentsOf(spec, volumes, total, errors);
    const take = taker(physicalVolumes);
    return {
      name: spec.name,
      uuid: lvmUuidOf(appliance.name, spec.name, 'group'),
      extentBytes,
      physicalVolumes,
      logicalVolumes: volumes.map(({ name, format, position }, index) => ({
        name,
        uuid: lvmUuidOf(appliance.name, spec.name, name, 'volume'),
        segments: take(sizes[index] ?? 0),
        sizeBytes: (sizes[index] ?? 0) * extentBytes,
        filesystem: filesystemOf(format, [spec.name, name]),
        position,
      })),
      position: spec.position,
    };
  });
  if (errors.length > 0) throw new ApplianceErrors(errors);
  return groups;
}

function physicalOf(
  appliance: Appliance,
  disks: readonly DiskPlan[],
  group: VolumeGroupSpec,
  member: string,
): PhysicalVolumePlan[] {
  const part = appliance.parts.find((candidate) => candidate.member === member);
  const disk = disks.find((candidate) => candidate.name === part?.disk);
  const partition = disk?.partitions.find(({ kind, position }) => kind === 'lvmpv' && position === part?.position);
  if (disk === undefined || partition === undefined) return [];
  const { number, startBytes, sizeBytes } = partition;
  return [
    {
      uuid: lvmUuidOf(appliance.name, group.name, member, 'physical'),
      place: { disk: disk.name, startBytes, sizeBytes },
      partition: number,
      dataOffsetBytes: metadataMiB * mib,
      extents: extentsIn(sizeBytes / mib, group),
    },
  ];
}

/** Extents of each volume. A percentage is one of the whole group, as anaconda takes it, before others grow. */
function extentsOf(
  group: VolumeGroupSpec,
  volumes: readonly LogicalVolumeSpec[],
  total: number,
  errors: ApplianceError[],
): number[] {
  const { name, extentMiB, reservedMiB, reservedPercent, position } = group;
  const extents = (sizeMiB: number) => Math.ceil(sizeMiB / extentMiB);
  const reserved = extents(reservedMiB) + Math.ceil((total * reservedPercent) / 100);
  const fixed = volumes.map(({ sizeMiB, percent }) => (percent === undefined ? extents(sizeMiB) : 0));
  const free = total - reserved - fixed.reduce((sum, size) => sum + size, 0);
  if (free < 0) {
    let end = reserved;
    const culprit = volumes.find((_, index) => {
      end += fixed[index] ?? 0;
      return end > total;
    });
    errors.push(
      new ApplianceError({
        kind: 'input',
        code: 'volumes-do-not-fit',
        message:
          `the logical volumes of ${name} do not fit: ${-free * extentMiB} MiB are missing ` +
          `(the volume group has ${total * extentMiB} MiB in extents of ${extentMiB} MiB)`,
        position: culprit?.position ?? position,
        hint: `make a logvol smaller, or ${largerHint(group, total - free, -free)}`,
      }),
    );
    return fixed;
  }
  let pool = free;
  const sizes = volumes.map(({ percent }, index) => {
    if (percent === undefined) return fixed[index] ?? 0;
    const share = Math.min(pool, Math.floor((total * percent) / 100));
    pool -= share;
    return share;
  });
  const requests = volumes.map(({ grow, maxSizeMiB }, index) => ({
    sizeMiB: sizes[index] ?? 0,
    grow,
    maxSizeMiB: maxSizeMiB === undefined ? undefined : Math.floor(maxSizeMiB / extentMiB),
  }));
  const grown = growSizes(requests, pool);
  errors.push(...volumes.flatMap((volume, index) => tooSmall(group, volume, (grown[index] ?? 0) * extentMiB)));
  return grown;
}

function largerHint(group: VolumeGroupSpec, wanted: number, missing: number): string {
  const [only, ...others] = group.physicalVolumes;
  return only !== undefined && others.length === 0
    ? `give "part ${only}" --size=${sizeOfExtents(wanted, group)} or more`
    : `make the parts of its physical volumes larger by ${missing * group.extentMiB} MiB together`;
}

/** What only the plan can know: whether a percentage of the group is enough. LVM reads no group with a volume of no extents. */
function tooSmall(group: VolumeGroupSpec, volume: LogicalVolumeSpec, sizeMiB: number): ApplianceError[] {
  const { name, percent, format, position } = volume;
  const leastMiB = typeRules[format.fsType]?.leastMiB ?? 1;
  if (percent === undefined || sizeMiB >= leastMiB) return [];
  return [
    new ApplianceError({
      kind: 'input',
      code: 'volumes-do-not-fit',
      message:
        `logvol ${name}: ${percent} % of ${group.name} leave it ${sizeMiB} MiB, ` +
        `and ${format.fsType} needs at least ${leastMiB} MiB: ${leastMiB - sizeMiB} MiB are missing`,
      position,
      hint: 'make another logvol smaller, or a "part pv." larger',
    }),
  ];
}

/** Hands out extents; each call goes on where the one before ended. */
function taker(physicalVolumes: readonly PhysicalVolumePlan[]): (extents: number) => LogicalSegment[] {
  const used = physicalVolumes.map(() => 0);
  return (wanted) => {
    const segments: LogicalSegment[] = [];
    const left = (index: number) => (physicalVolumes[index]?.extents ?? 0) - (used[index] ?? 0);
    const whole = physicalVolumes.findIndex((_, index) => left(index) >= wanted);
    const order = whole < 0 ? [...physicalVolumes.keys()] : [whole];
    let missing = wanted;
    for (const physicalVolume of order) {
      const extents = Math.min(missing, left(physicalVolume));
      if (extents === 0) continue;
      segments.push({ physicalVolume, firstExtent: used[physicalVolume] ?? 0, extents });
      used[physicalVolume] = (used[physicalVolume] ?? 0) + extents;
      missing -= extents;
    }
    return segments;
  };
}
