import type { DiskPlan, PartitionPlan, Plan } from '../plan/plan.ts';
import { formatBytes, formatTable } from '../report/format.ts';
import { type BuildFlags, buildOptionsOf } from './build-options.ts';
import { type Environment, signalOfProcess } from './environment.ts';
import { Excerpts } from './kickstart-errors.ts';
import { outsideOf } from './outside.ts';
import { warningData, warningLines } from './print-error.ts';
import { planKickstart } from './read-kickstart.ts';
import { readOptionsOf } from './read-options.ts';

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
    stdout.write(`${JSON.stringify({ ...plan, warnings: appliance.warnings.map(warningData) }, null, 2)}\n`);
    return 0;
  }
  const excerpts = new Excerpts(texts);
  for (const line of appliance.warnings.flatMap((warning) => warningLines(warning, excerpts)))
    stderr.write(`${line}\n`);
  stdout.write(`${planText(plan)}\n`);
  return 0;
}

function planText(plan: Plan): string {
  const added = plan.packages.requested.filter(({ reason }) => reason !== 'kickstart');
  const asked = plan.packages.requested.filter(({ reason }) => reason === 'kickstart');
  return [
    `${plan.name}${plan.version === undefined ? '' : ` ${plan.version}`}: ${plan.arch}, ${plan.vcpus} vcpu, ${plan.memoryMiB} MiB, backend ${plan.backend}, formats ${plan.formats.join(', ')}`,
    ...plan.disks.flatMap((disk) => ['', ...diskLines(disk)]),
    '',
    `packages asked for: ${asked.map(({ name }) => name).join(' ') || 'none'}`,
    `packages added:     ${added.map(({ name, reason }) => `${name} (${reason})`).join(', ') || 'none'}`,
    ...(plan.packages.excluded.length > 0
      ? [`packages excluded:  ${plan.packages.excluded.map(({ name }) => name).join(' ')}`]
      : []),
    '',
    `boot loader: ${bootLoaderText(plan)}`,
    `kernel arguments: ${plan.bootLoader.kernelArguments.join(' ') || 'none'}`,
    '',
    'steps',
    formatTable(plan.steps.map(({ name, description }) => [`  ${name}`, description])),
  ].join('\n');
}

function diskLines(disk: DiskPlan): string[] {
  const rows = disk.partitions.map((partition) => [
    `  ${partition.number}`,
    String(partition.startBytes),
    formatBytes(partition.sizeBytes),
    contentOf(partition),
    partition.filesystem?.mountPoint ?? '',
    partition.filesystem?.uuid ?? '',
  ]);
  return [
    `disk ${disk.name} (${disk.device}), ${formatBytes(disk.sizeBytes)}, ${disk.table.type}: ${disk.stem}`,
    formatTable([['  #', 'offset', 'size', 'type', 'mounted on', 'uuid'], ...rows], [false, true, true]),
  ];
}

function contentOf({ kind, filesystem }: PartitionPlan): string {
  return filesystem?.type ?? kind;
}

const loaderNames = { grub: 'GRUB', extlinux: 'extlinux', sdboot: 'systemd-boot', none: 'none' } as const;

function bootLoaderText({ bootLoader: { loader, bios, uefi, timeoutSeconds, hasPassword } }: Plan): string {
  const firmwares = [
    bios && `BIOS (disk ${bios.disk}${bios.bootSector ? '' : ', no boot sector'})`,
    uefi && `UEFI (disk ${uefi.disk}, partition ${uefi.partition})`,
  ].filter((text) => text !== undefined);
  if (firmwares.length === 0) return 'none';
  const menu = timeoutSeconds === -1 ? 'menu for ever' : `menu for ${timeoutSeconds} s`;
  return `${loaderNames[loader]} for ${firmwares.join(' and ')}, ${menu}${hasPassword ? ', with a password' : ''}`;
}
