import { packageRequestOf } from '../../plan/packages/request.ts';
import type { DiskPlan, FilesystemPlan, PackagePlan, PartitionPlan, Plan, PlannedModule } from '../../plan/plan.ts';
import { volumesOf } from '../../plan/volumes/volumes.ts';
import { formatBytes, formatTable } from '../../report/format.ts';
import { jsonLines } from '../../report/printable.ts';
import { type Environment, signalOfProcess } from '../host/environment.ts';
import { readHostRelease } from '../host/host-release.ts';
import { toolUses } from '../host/tool-uses.ts';
import { Excerpts } from '../kickstart/kickstart-errors.ts';
import { outsideOf } from '../kickstart/outside.ts';
import { planKickstart } from '../kickstart/read-kickstart.ts';
import { type BuildFlags, buildOptionsOf } from '../options/build-options.ts';
import { readOptionsOf } from '../options/read-options.ts';
import { warningData, warningLines } from '../print-error.ts';

export interface PlanFlags extends BuildFlags {
  readonly json?: boolean;
}

/** Prints what a build would do, without doing any of it. */
export async function planCommand(kickstart: string, flags: PlanFlags, environment: Environment): Promise<number> {
  const { stdout, stderr } = environment;
  const outside = outsideOf(environment, signalOfProcess);
  const { plan, appliance, texts } = await planKickstart(
    kickstart,
    buildOptionsOf(flags),
    outside,
    readOptionsOf(flags),
  );
  if (flags.json === true) {
    const data = {
      ...plan,
      packageRequest: packageRequestOf(appliance, plan.packages, await readHostRelease()),
      toolUses: {
        build: [...toolUses(plan, appliance.boot, {})],
        bootTest: [...toolUses(plan, appliance.boot, { bootTest: true })],
      },
      warnings: appliance.warnings.map(warningData),
    };
    stdout.write(`${jsonLines(data)}\n`);
    return 0;
  }
  const excerpts = new Excerpts(texts);
  for (const line of appliance.warnings.flatMap((warning) => warningLines(warning, excerpts)))
    stderr.write(`${line}\n`);
  stdout.write(`${planText(plan)}\n`);
  return 0;
}

function planText(plan: Plan): string {
  return [
    `${plan.name}${plan.version === undefined ? '' : ` ${plan.version}`}: ${plan.arch}, ${plan.vcpus} vcpu, ${plan.memoryMiB} MiB, backend ${plan.backend} (${plan.backendReason}), formats ${[...plan.formats, ...plan.bundles].join(', ')}${plan.archive === undefined ? '' : `, package ${plan.archive}`}, for ${plan.targets.join(', ')}`,
    ...plan.disks.flatMap((disk) => ['', ...diskLines(disk)]),
    ...volumeLines(plan),
    '',
    ...packageLines(plan.packages),
    '',
    `boot loader: ${bootLoaderText(plan)}`,
    `kernel arguments: ${plan.bootLoader.kernelArguments.join(' ') || 'none'}`,
    '',
    'steps',
    formatTable(plan.steps.map(({ name, description }) => [`  ${name}`, description])),
  ].join('\n');
}

function packageLines({ requested, excluded, groups, excludedGroups, environment, modules }: PackagePlan): string[] {
  const isAsked = ({ reason }: { readonly reason: string }) => reason === 'kickstart';
  const all = [...groups.map((group) => ({ ...group, name: `@${group.name}` })), ...requested];
  const asked = [
    ...(environment === undefined ? [] : [`@^${environment.name}`]),
    ...all.filter(isAsked).map(({ name }) => name),
  ];
  const added = all.filter((one) => !isAsked(one)).map(({ name, reason }) => `${name} (${reason})`);
  const without = [...excludedGroups.map(({ name }) => `@${name}`), ...excluded.map(({ name }) => name)];
  return [
    `packages asked for: ${asked.join(' ') || 'none'}`,
    `packages added:     ${added.join(', ') || 'none'}`,
    ...(without.length > 0 ? [`packages excluded:  ${without.join(' ')}`] : []),
    ...(modules.length > 0 ? [`modules:            ${modules.map(moduleText).join(', ')}`] : []),
  ];
}

function moduleText({ name, stream, profile, disable }: PlannedModule): string {
  if (disable) return `${name} disabled`;
  return `${name}${stream === undefined ? '' : `:${stream}`}${profile === undefined ? ' enabled' : `/${profile}`}`;
}

function diskLines(disk: DiskPlan): string[] {
  const rows = disk.partitions.map((partition) => [
    `  ${partition.number}`,
    String(partition.startBytes),
    formatBytes(partition.sizeBytes),
    contentOf(partition),
    ...placeOf(partition.filesystem),
  ]);
  return [
    `disk ${disk.name} (${disk.device}), ${formatBytes(disk.sizeBytes)}${computedText(disk)}, ${disk.table.type}${disk.use === undefined ? '' : `, ${disk.use} disk`}: ${disk.stem}`,
    formatTable([['  #', 'offset', 'size', 'type', 'mounted on', 'uuid'], ...rows], [false, true, true]),
  ];
}

function computedText({ computed }: DiskPlan): string {
  if (computed === undefined) return '';
  const { partsBytes, slackBytes } = computed;
  return ` (computed: parts ${formatBytes(partsBytes)}, slack ${formatBytes(slackBytes)})`;
}

/** What lies on more than a partition, or on a part of one. */
function volumeLines(plan: Plan): string[] {
  const rows = volumesOf(plan)
    .filter(({ kind }) => kind !== 'partition')
    .map(({ id, sizeBytes, filesystem }) => [
      ...[`  ${id}`, formatBytes(sizeBytes), typeOf(filesystem)],
      ...placeOf(filesystem),
    ]);
  const heads = ['  name', 'size', 'type', 'mounted on', 'uuid'];
  return rows.length === 0 ? [] : ['', 'volumes', formatTable([heads, ...rows], [false, true])];
}

const contentOf = ({ kind, filesystem }: PartitionPlan) => (filesystem === undefined ? kind : typeOf(filesystem));
const typeOf = ({ type, encryption }: FilesystemPlan) => `${type}${encryption === undefined ? '' : ' in LUKS2'}`;

/** Where a filesystem is mounted, and its UUID. */
function placeOf(filesystem: FilesystemPlan | undefined): [string, string] {
  const { mountPoint, subvolumes = [], uuid = '' } = filesystem ?? {};
  const places = [mountPoint, ...subvolumes.map((subvolume) => subvolume.mountPoint)];
  return [places.filter((place) => place !== undefined).join(' '), uuid];
}

const loaderNames = { grub: 'GRUB', extlinux: 'extlinux', sdboot: 'systemd-boot', none: 'none' } as const;

function bootLoaderText({ bootLoader: { loader, bios, uefi, timeoutSeconds, hasPassword } }: Plan): string {
  const firmwares = [
    bios && `BIOS (disk ${bios.disk}${bios.bootSector ? '' : ', no boot sector'})`,
    uefi && `UEFI (disk ${uefi.disk}, partition ${uefi.partition}${uefi.signed === true ? ', signed' : ''})`,
  ].filter((text) => text !== undefined);
  if (firmwares.length === 0) return 'none';
  const menu = timeoutSeconds === -1 ? 'menu for ever' : `menu for ${timeoutSeconds} s`;
  return `${loaderNames[loader]} for ${firmwares.join(' and ')}, ${menu}${hasPassword ? ', with a password' : ''}`;
}
