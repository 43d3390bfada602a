import type { Appliance, DiskSpec, PartSpec } from '../appliance/appliance.ts';
import { countCards } from '../appliance/network/connections.ts';
import type { FormatSpec } from '../appliance/storage.ts';
import { ApplianceError, ApplianceErrors } from '../errors.ts';
import { asksForSigned, loaderTraitsOf } from './boot/loaders.ts';
import { requireFormats } from './limits/format-limits.ts';
import { vmwareProblems } from './limits/vmware-limits.ts';
import { planPackages } from './packages/packages.ts';
import type {
  BootLoaderPlan,
  DiskPlan,
  FilesystemPlan,
  PackagePlan,
  PartitionPlan,
  PartitionTable,
  Plan,
} from './plan.ts';
import { withRoomForVolumes } from './sizes/computed.ts';
import { tooSmall } from './sizes/least.ts';
import { planSteps } from './steps.ts';
import { diskSignatureOf, fatSerialOf, uuidOf } from './table/identifiers.ts';
import { layOutDisk, mib, type PlacedPart } from './table/layout.ts';
import { gptTypeOf, msdosExtendedType, msdosTypeOf } from './table/partition-types.ts';
import { planArrays } from './volumes/arrays.ts';
import { planSubvolumes } from './volumes/btrfs.ts';
import { planEncryption } from './volumes/encryption.ts';
import type { ArrayPlan, SubvolumePlan } from './volumes/storage.ts';
import { planVolumeGroups } from './volumes/volume-groups.ts';

/**
 * Turns the validated specification into everything a build does, as data.
 *
 * @throws ApplianceErrors with every disk whose parts do not fit, every volume that is too small for its filesystem, or with what
 * VMware's machines have no room for
 */
export function planAppliance(asked: Appliance): Plan {
  const appliance = { ...asked, parts: withRoomForVolumes(asked) };
  const biosDisk = loaderTraitsOf(appliance).bios ? appliance.disks[0] : undefined;
  const errors: ApplianceError[] = [];
  const disks = appliance.disks.flatMap((disk) => {
    try {
      return [planDisk(appliance, disk, disk === biosDisk)];
    } catch (error) {
      if (!(error instanceof ApplianceError)) throw error;
      errors.push(error);
      return [];
    }
  });
  if (errors.length > 0) throw new ApplianceErrors(errors);
  const packages = planPackages(appliance);
  const bootMountPoint = bootMountPointOf(appliance);
  const volumeGroups = planVolumeGroups(appliance, disks, (format, named) => planFilesystem(appliance, format, named));
  const arrays = planArrays(appliance.storage.arrays, {
    appliance: appliance.name,
    members: membersOf(appliance, disks),
    filesystemOf: ({ format, name }) => planFilesystem(appliance, format, ['md', name]),
    bootMountPoint,
  });
  const small = tooSmall({ disks, volumeGroups, arrays });
  if (small.length > 0) throw new ApplianceErrors(small);
  const plan: Plan = {
    name: appliance.name,
    version: appliance.version,
    arch: appliance.arch,
    backend: appliance.backend,
    backendReason: appliance.backendReason,
    memoryMiB: appliance.memoryMiB,
    vcpus: appliance.vcpus,
    disks,
    volumeGroups,
    arrays,
    packages,
    bootLoader: planBootLoader(appliance, disks, packages),
    formats: appliance.formats,
    bundles: appliance.bundles,
    archive: appliance.archive,
    targets: appliance.targets,
    interfaces: Math.max(1, countCards(appliance.system.networks)),
    steps: planSteps(appliance),
  };
  const problems = vmwareProblems(plan);
  if (problems.length > 0) throw new ApplianceErrors(problems);
  return plan;
}

/** What the boot loader reads itself: `/boot`, or `/` when it holds /boot. */
function bootMountPointOf({ parts, storage: { arrays, logicalVolumes, btrfs } }: Appliance): '/boot' | '/' {
  const formats = [...arrays, ...logicalVolumes, ...btrfs].map(({ format }) => format);
  const places = [...parts, ...formats, ...btrfs.flatMap(({ subvolumes }) => subvolumes)];
  return places.some(({ mountPoint }) => mountPoint === '/boot') ? '/boot' : '/';
}

/** Where the members of arrays lie, by the names that raid lines have for them. */
function membersOf({ parts }: Appliance, disks: readonly DiskPlan[]): Map<string, ArrayPlan['members'][number]> {
  return new Map(
    disks.flatMap((disk) =>
      disk.partitions.flatMap(({ number, startBytes, sizeBytes, position }) => {
        const member = parts.find((part) => part.kind === 'raid' && part.position === position)?.member;
        return member === undefined
          ? []
          : [[member, { disk: disk.name, partition: number, startBytes, sizeBytes }] as const];
      }),
    ),
  );
}

function planDisk(appliance: Appliance, disk: DiskSpec, bootsBios: boolean): DiskPlan {
  const parts = appliance.parts.filter((part) => part.disk === disk.name);
  const { bootSector } = appliance.bootLoader;
  const traits = loaderTraitsOf(appliance);
  const needsBiosBoot = bootsBios && bootSector && traits.biosBootPartition && disk.table === 'gpt';
  const addBiosBoot = needsBiosBoot && !parts.some(({ kind }) => kind === 'biosboot');
  const layout = layOutDisk(disk, parts, addBiosBoot);
  requireFormats(appliance, disk, layout.sizeMiB * mib);
  const table: PartitionTable =
    disk.table === 'gpt'
      ? { type: 'gpt', guid: uuidOf(appliance.name, disk.name, 'disk').toUpperCase() }
      : { type: 'msdos', signature: diskSignatureOf(appliance.name, disk.name) };
  const hasActive = disk.table === 'msdos' || traits.startsActivePartition;
  const bootPart = bootsBios && hasActive ? bootPartOf(layout.parts) : undefined;
  const holdsBoot = appliance.parts.some(({ mountPoint }) => mountPoint === '/boot') ? '/boot' : '/';
  const withoutFeatures = (placed: PlacedPart) => (placed.part?.mountPoint === holdsBoot ? traits.withoutFeatures : []);
  return {
    name: disk.name,
    device: disk.device,
    stem: `${appliance.name}-${disk.name}`,
    sizeBytes: layout.sizeMiB * mib,
    ...(disk.sizeBytes === undefined
      ? { computed: { partsBytes: layout.claimedMiB * mib, slackBytes: layout.overheadMiB * mib } }
      : {}),
    table,
    ...(disk.use === 'system' ? {} : { use: disk.use }),
    partitions: layout.parts.map((placed) =>
      planPartition(appliance, disk, placed, placed === bootPart, withoutFeatures(placed)),
    ),
  };
}

/** Some BIOSes refuse an msdos disk on which no partition is active. */
function bootPartOf(parts: readonly PlacedPart[]): PlacedPart | undefined {
  const primary = parts.filter(({ role, logical }) => role === 'part' && !logical);
  return (
    primary.find(({ part }) => part?.mountPoint === '/boot') ??
    primary.find(({ part }) => part?.mountPoint === '/') ??
    primary[0]
  );
}

function planPartition(
  appliance: Appliance,
  disk: DiskSpec,
  placed: PlacedPart,
  bootable: boolean,
  withoutFeatures: readonly string[],
): PartitionPlan {
  const { part, role, number } = placed;
  const kind = role === 'part' ? (part?.kind ?? 'filesystem') : role;
  const format = formatOf(appliance, part);
  const content = {
    kind: kind === 'extended' ? 'filesystem' : kind,
    efi: part?.efi ?? false,
    encrypted: format?.encryption !== undefined,
    mountPoint: part?.mountPoint,
    fsType: part?.fsType,
  } as const;
  const isGpt = disk.table === 'gpt';
  return {
    number,
    startBytes: placed.startMiB * mib,
    sizeBytes: placed.sizeMiB * mib,
    kind: kind === 'btrfs' ? 'filesystem' : kind,
    type: isGpt ? gptTypeOf(content, appliance.arch) : kind === 'extended' ? msdosExtendedType : msdosTypeOf(content),
    guid: isGpt ? uuidOf(appliance.name, disk.name, String(number), 'partition').toUpperCase() : undefined,
    gptName: isGpt ? gptNameOf(part, kind) : undefined,
    bootable,
    logical: placed.logical,
    filesystem:
      format === undefined
        ? undefined
        : planFilesystem(appliance, format, [disk.name, String(number)], withoutFeatures),
    position: part?.position,
  };
}

interface PartFormat extends FormatSpec {
  readonly subvolumes?: readonly SubvolumePlan[];
}

/** The filesystem of a part line, or of the btrfs line over it. */
function formatOf({ storage: { btrfs } }: Appliance, part: PartSpec | undefined): PartFormat | undefined {
  const volume = btrfs.find(({ member }) => member === part?.member);
  if (volume !== undefined) return { ...volume.format, subvolumes: planSubvolumes(volume) };
  return part?.fsType === undefined ? undefined : { ...part, fsType: part.fsType };
}

function gptNameOf(part: PartSpec | undefined, kind: PartitionPlan['kind'] | 'btrfs'): string {
  return (part?.label ?? part?.mountPoint ?? part?.member ?? kind).slice(0, 36);
}

function planFilesystem(
  appliance: Appliance,
  format: PartFormat,
  place: readonly string[],
  withoutFeatures: readonly string[] = [],
): FilesystemPlan {
  const { fsType, mountPoint, label, mountOptions, makeOptions, inodeRatio, subvolumes = [] } = format;
  const named = [appliance.name, ...place, mountPoint ?? 'swap', 'filesystem'] as const;
  const uuid = fsType === 'vfat' ? fatSerialOf(...named) : uuidOf(...named);
  const places = mountPoint === undefined ? subvolumes.map((subvolume) => subvolume.mountPoint) : [mountPoint];
  const encryption = planEncryption({ ...format, places }, uuid, bootMountPointOf(appliance));
  return {
    type: fsType,
    uuid,
    label,
    mountPoint,
    ...(mountOptions === undefined ? {} : { mountOptions }),
    ...(makeOptions.length === 0 ? {} : { makeOptions }),
    ...(inodeRatio === undefined ? {} : { inodeRatio }),
    ...(withoutFeatures.length === 0 ? {} : { withoutFeatures }),
    ...(encryption === undefined ? {} : { encryption }),
    ...(subvolumes.length === 0 ? {} : { subvolumes }),
  };
}

function planBootLoader(appliance: Appliance, disks: readonly DiskPlan[], packages: PackagePlan): BootLoaderPlan {
  const { loader, bootSector, password, kernelArguments, timeoutSeconds } = appliance.bootLoader;
  const { bios, uefi } = loaderTraitsOf(appliance);
  const signed = asksForSigned(appliance, packages);
  const esp = appliance.parts.find(({ efi }) => efi);
  const espDisk = disks.find(({ name }) => name === esp?.disk);
  const espPartition = espDisk?.partitions.find(({ filesystem }) => filesystem?.mountPoint === esp?.mountPoint);
  return {
    loader,
    bios: bios && disks[0] !== undefined ? { disk: disks[0].name, bootSector } : undefined,
    uefi:
      uefi && espDisk !== undefined && espPartition !== undefined
        ? { disk: espDisk.name, partition: espPartition.number, ...(signed ? { signed } : {}) }
        : undefined,
    timeoutSeconds,
    hasPassword: password !== undefined,
    kernelArguments,
    serialConsole: kernelArguments.some((argument) => argument.startsWith('console=ttyS')),
  };
}
