import { typeRules } from '../../appliance/disks/format.ts';
import { ApplianceError } from '../../errors.ts';
import type { DiskPlan, PartitionPlan } from '../plan.ts';
import type { StoragePlan } from '../volumes/storage.ts';
import { plainBytes, type VolumePlan, volumesOf } from '../volumes/volumes.ts';
import { nameOf, roomHint } from './room.ts';

const mebibyte = 2 ** 20;
const leastOf = (type: string): number => typeRules[type]?.leastMiB ?? 1;

/**
 * What only the plan knows: whether what lines with --grow came to, what an array has left of its members, and what a container has
 * left of its volume are enough for what lies there.
 *
 * @returns errors of the code `filesystem-too-small`
 */
export function tooSmall(storage: StoragePlan): ApplianceError[] {
  return [
    ...storage.disks.flatMap((disk) => disk.partitions.flatMap((partition) => ofPartition(disk, partition))),
    ...volumesOf(storage).flatMap((volume) => ofVolume(volume, storage.disks)),
  ];
}

function ofPartition(disk: DiskPlan, { kind, filesystem, sizeBytes, position }: PartitionPlan): ApplianceError[] {
  const least = leastOf(kind);
  if (filesystem !== undefined || kind === 'extended' || sizeBytes >= least * mebibyte) return [];
  return [
    errorOf(kind, sizeBytes, kind, least, position, `give this part line --size=${least} or more${orDisk(disk)}`),
  ];
}

function ofVolume(volume: VolumePlan, disks: readonly DiskPlan[]): ApplianceError[] {
  const { filesystem, sizeBytes, position, kind, pieces } = volume;
  const least = leastOf(filesystem.type);
  const bytes = plainBytes(volume);
  if (bytes >= least * mebibyte) return [];
  const header = sizeBytes - bytes;
  const name = `${nameOf(filesystem)}${header > 0 ? ', in its container,' : ''}`;
  const disk = kind === 'partition' ? disks.find((candidate) => candidate.name === pieces[0]?.disk) : undefined;
  const hint = roomHint(volume, least + header / mebibyte) + (disk === undefined ? '' : orDisk(disk));
  return [errorOf(name, bytes, filesystem.type, least, position, hint)];
}

const orDisk = ({ name, computed }: DiskPlan): string =>
  computed === undefined ? '' : `; --grow takes what is left of a disk that has a size: --disk ${name}=SIZE`;

function errorOf(
  name: string,
  bytes: number,
  type: string,
  leastMiB: number,
  position: PartitionPlan['position'],
  hint: string,
): ApplianceError {
  const has = Math.floor(bytes / mebibyte);
  return new ApplianceError({
    kind: 'input',
    code: 'filesystem-too-small',
    message: `${name} has ${has} MiB, and ${type} needs at least ${leastMiB} MiB: ${leastMiB - has} MiB are missing`,
    position,
    hint,
  });
}
