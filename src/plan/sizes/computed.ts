import type { Appliance, PartSpec } from '../../appliance/appliance.ts';
import { typeRules } from '../../appliance/disks/format.ts';
import type { VolumeGroupSpec } from '../../appliance/storage.ts';
import { ApplianceError } from '../../errors.ts';

/** Label and metadata area of a physical volume, in MiB; LVM2's own default. */
export const metadataMiB = 1;

/** The extents that fit into a physical volume of that size. */
export const extentsIn = (sizeMiB: number, { extentMiB }: Pick<VolumeGroupSpec, 'extentMiB'>): number =>
  Math.max(0, Math.floor((sizeMiB - metadataMiB) / extentMiB));

/** The physical volume, in MiB, that has so many extents. */
export const sizeOfExtents = (extents: number, { extentMiB }: Pick<VolumeGroupSpec, 'extentMiB'>): number =>
  extents * extentMiB + metadataMiB;

/**
 * The part lines as the layout takes them. A physical volume with --grow on a disk whose size is computed becomes as large as the
 * logical volumes need, up to --maxsize: in whole extents, with what is reserved and the metadata. All other parts of such a disk keep
 * their sizes.
 *
 * @throws ApplianceError code `percent-of-computed` for --percent of a group whose size follows from its volumes
 */
export function withRoomForVolumes(appliance: Appliance): PartSpec[] {
  const sizes = new Map<string, number>();
  for (const group of appliance.storage.volumeGroups) {
    for (const [member, sizeMiB] of roomFor(appliance, group)) sizes.set(member, sizeMiB);
  }
  return appliance.parts.map((part) => ({ ...part, sizeMiB: sizes.get(part.member ?? '') ?? part.sizeMiB }));
}

/** @returns the sizes in MiB, by member, of the physical volumes that are made larger */
function roomFor({ parts, disks, storage }: Appliance, group: VolumeGroupSpec): [member: string, sizeMiB: number][] {
  const members = group.physicalVolumes.flatMap((name) => parts.find(({ member }) => member === name) ?? []);
  const computed = (name: string) => disks.find((disk) => disk.name === name)?.sizeBytes === undefined;
  const growing = members.filter(({ grow, disk }) => grow && computed(disk));
  const volumes = storage.logicalVolumes.filter((volume) => volume.group === group.name);
  const has = members.reduce((sum, { sizeMiB }) => sum + extentsIn(sizeMiB, group), 0);
  let missing = totalFor(group, volumes) - has;
  if (missing <= 0 || growing.length === 0) return [];
  const share = volumes.find(({ percent }) => percent !== undefined);
  if (share !== undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'percent-of-computed',
      message: `logvol ${share.name}: nobody knows ${share.percent} % of ${group.name}, whose size is computed from its logical volumes`,
      position: share.position,
      hint: `write --size here, or give the disk a size: --disk ${growing[0]?.disk}=SIZE`,
    });
  }
  return growing.map(({ member = '', sizeMiB, maxSizeMiB = Number.POSITIVE_INFINITY }) => {
    const own = extentsIn(sizeMiB, group);
    const more = Math.min(missing, extentsIn(maxSizeMiB, group) - own);
    missing -= Math.max(0, more);
    return [member, more > 0 ? Math.max(typeRules['lvmpv']?.leastMiB ?? 1, sizeOfExtents(own + more, group)) : sizeMiB];
  });
}

/** The extents of a group that holds its volumes and keeps what it is to reserve. */
function totalFor(
  { extentMiB, reservedMiB, reservedPercent }: VolumeGroupSpec,
  volumes: Appliance['storage']['logicalVolumes'],
): number {
  const extents = (sizeMiB: number) => Math.ceil(sizeMiB / extentMiB);
  const wanted = volumes.reduce((sum, { sizeMiB }) => sum + extents(sizeMiB), extents(reservedMiB));
  let total = wanted;
  while (reservedPercent < 100 && total - Math.ceil((total * reservedPercent) / 100) < wanted) total += 1;
  return total;
}
