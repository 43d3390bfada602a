import type { Appliance } from '../../appliance/appliance.ts';
import { encryptionsOf } from '../../appliance/disks/encryption.ts';
import { matchesGlob } from '../../glob.ts';
import type { PlannedPackage } from '../plan.ts';

/** A package that lines of the kickstart need. */
export interface Need {
  readonly package: string;
  readonly reason: string;
  readonly when: (appliance: Appliance, asked: ReadonlySet<string>) => boolean;
  readonly alternatives?: readonly string[];
  readonly optional?: boolean;
}

/** GRUB boots through UEFI where there is an EFI system partition. */
export const hasGrubForUefi = (appliance: Appliance) =>
  appliance.bootLoader.loader === 'grub' && appliance.parts.some(({ efi }) => efi);

/** Whether %packages names a package of that kind itself. */
export const askedFor = (asked: ReadonlySet<string>, ...patterns: readonly RegExp[]) =>
  [...asked].some((name) => patterns.some((pattern) => pattern.test(name)));

/** The needs that hold, but for what %packages names or excludes itself. */
export function neededPackages(
  needs: readonly Need[],
  appliance: Appliance,
  asked: ReadonlySet<string>,
  excluded: readonly string[],
): PlannedPackage[] {
  const isExcluded = (name: string) => excluded.some((pattern) => matchesGlob(pattern, name));
  const added = new Set<string>();
  return needs
    .filter(({ package: name, when }) => !asked.has(name) && !isExcluded(name) && when(appliance, asked))
    .filter(({ package: name }) => !added.has(name) && added.add(name))
    .map(({ package: name, reason, alternatives, optional }) => ({
      name,
      reason,
      position: undefined,
      ...(alternatives === undefined ? {} : { alternatives: alternatives.filter((other) => !isExcluded(other)) }),
      ...(optional === undefined ? {} : { optional }),
    }));
}

/** Types of the filesystems of parts and volumes. */
const filesystemTypes = ({ parts, storage }: Appliance) => [
  ...parts.flatMap(({ fsType }) => fsType ?? []),
  ...[...storage.logicalVolumes, ...storage.arrays, ...storage.btrfs].map(({ format }) => format.fsType),
];

export const hasFilesystem = (type: string) => (appliance: Appliance) =>
  filesystemTypes(appliance).some((other) => other === type);

export const asksForFirewall = ({ system: { firewall } }: Appliance) =>
  firewall?.enabled === true && !firewall.useSystemDefaults;

/** Packages that both families have under one name. */
export const commonNeeds: readonly Need[] = [
  {
    package: 'e2fsprogs',
    reason: 'filesystem ext',
    when: (appliance) => filesystemTypes(appliance).some((type) => type.startsWith('ext')),
  },
  { package: 'dosfstools', reason: 'filesystem vfat', when: hasFilesystem('vfat') },
  { package: 'xfsprogs', reason: 'filesystem xfs', when: hasFilesystem('xfs') },
  { package: 'btrfs-progs', reason: 'filesystem btrfs', when: hasFilesystem('btrfs') },
  { package: 'cryptsetup', reason: 'encryption', when: (appliance) => encryptionsOf(appliance).length > 0 },
  { package: 'mdadm', reason: 'raid', when: ({ storage }) => storage.arrays.length > 0 },
  { package: 'lvm2', reason: 'volgroup', when: ({ storage }) => storage.volumeGroups.length > 0 },
  {
    package: 'ca-certificates',
    reason: '%certificate',
    when: ({ system }) => system.certificates.some(({ type }) => type === 'anchor'),
  },
  { package: 'tzdata', reason: 'timezone', when: ({ system }) => system.timezone?.zone !== undefined },
];
