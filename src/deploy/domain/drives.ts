import type { BootRecord, DescriptorData, DescriptorDisk } from '../../descriptor/data.ts';
import { driveName } from '../../descriptor/describe.ts';
import { ApplianceError } from '../../errors.ts';
import type { DomainType } from '../host/capabilities.ts';
import type { Bus } from './choices.ts';

/** A disk in its place in the machine. */
export interface PlacedDrive {
  readonly disk: DescriptorDisk;
  readonly device: 'disk' | 'cdrom';
  readonly bus: Bus | 'xen';
  /** libvirt's name of the place: `vda`. */
  readonly target: string;
}

export interface DriveOptions {
  /** Of disks; default: what the machine has that is fastest. */
  readonly bus?: Bus | undefined;
  readonly domainType: DomainType;
  /** QEMU's machine: `q35`, `pc`, `virt`; undefined: it is not QEMU's to say. */
  readonly machine: string | undefined;
}

const prefixes: Readonly<Record<PlacedDrive['bus'], string>> = {
  virtio: 'vd',
  sata: 'sd',
  scsi: 'sd',
  ide: 'hd',
  xen: 'xvd',
};
/** Two channels of two; that is all a PC had. */
const idePlaces = 4;

/** Machines by the beginning of their names: the bus of CD drives, and buses that they lack. */
const machineBuses: readonly (readonly [RegExp, { readonly cdrom: Bus; readonly lacks: readonly Bus[] }])[] = [
  [/^(?:pc-q35|q35)/, { cdrom: 'sata', lacks: ['ide'] }],
  [/^(?:pc|isapc)/, { cdrom: 'ide', lacks: [] }],
  [/^virt/, { cdrom: 'scsi', lacks: ['ide', 'sata'] }],
];

/**
 * Gives every drive of a way of booting its place. The targets of a descriptor say in which order the guest of 2008 saw the disks;
 * of which bus they are is for the machine of today to say. A drive without a target has the first free place.
 *
 * @throws ApplianceError codes `bad-bus`, `too-many-drives`
 */
export function placeDrives(
  { type, drives }: BootRecord,
  { disks }: Pick<DescriptorData, 'disks'>,
  { bus, machine, domainType }: DriveOptions,
): PlacedDrive[] {
  const known = machineBuses.find(([pattern]) => pattern.test(machine ?? ''))?.[1];
  if (bus !== undefined && known?.lacks.includes(bus) === true) throw noSuchBus(bus, machine ?? '');
  const ofDisks = bus ?? (type === 'xen' || domainType === 'xen' ? 'xen' : 'virtio');
  const ofCdroms = type === 'xen' ? 'xen' : (known?.cdrom ?? 'ide');
  const taken = new Map<PlacedDrive['bus'], number>();
  const placed = inOrderOfTargets(drives).flatMap((id): PlacedDrive[] => {
    const disk = disks.find((candidate) => candidate.id === id);
    if (disk === undefined) return [];
    const device = disk.format === 'iso' ? 'cdrom' : 'disk';
    const chosen = device === 'cdrom' ? ofCdroms : ofDisks;
    // SATA and SCSI share their names.
    const shared = prefixes[chosen] === 'sd' ? 'sata' : chosen;
    const index = taken.get(shared) ?? 0;
    taken.set(shared, index + 1);
    return [{ disk, device, bus: chosen, target: driveName(index, prefixes[chosen]) }];
  });
  const onIde = taken.get('ide') ?? 0;
  if (onIde > idePlaces) {
    throw new ApplianceError({
      kind: 'input',
      code: 'too-many-drives',
      message: `${onIde} drives are more than the ${idePlaces} of IDE`,
      hint: 'leave out --bus ide',
    });
  }
  return placed;
}

/** @returns ids of disks */
function inOrderOfTargets(drives: BootRecord['drives']): string[] {
  const placeOf = (target: string) => {
    const letters = /^(?:xvd|[a-z]d)([a-z]+)$/.exec(target)?.[1];
    return letters === undefined
      ? undefined
      : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0);
  };
  const taken = new Set(drives.flatMap(({ target }) => (target === undefined ? [] : (placeOf(target) ?? []))));
  let free = 1;
  const nextFree = () => {
    while (taken.has(free)) free += 1;
    taken.add(free);
    return free;
  };
  return drives
    .map(({ disk, target }) => ({ disk, place: (target === undefined ? undefined : placeOf(target)) ?? nextFree() }))
    .sort((a, b) => a.place - b.place)
    .map(({ disk }) => disk);
}

function noSuchBus(bus: Bus, machine: string): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'bad-bus',
    message: `the machine ${machine} has no ${bus}`,
    hint: bus === 'ide' ? 'take --bus sata, or --machine pc' : 'take --bus virtio or scsi',
  });
}
