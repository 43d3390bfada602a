import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Appliance } from '../appliance/appliance.ts';
import { diskFormat, type Format } from '../appliance/formats.ts';
import type { Family } from '../configure/family.ts';
import { type ConvertedDisk, type ConvertJob, convertDisks, type WrittenFile } from '../convert/convert.ts';
import type { GrainStore } from '../convert/grains/grain-cache.ts';
import { assembleDisks } from '../disk/assemble.ts';
import type { Runner } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import type { BootLoaderPlan, DiskPlan, Plan } from '../plan/plan.ts';
import { formatBytes } from '../report/format.ts';
import type { DiskResult } from '../report/manifest/manifest.ts';
import type { Reporter } from '../report/progress/reporter.ts';
import { passphrasesOf } from './passphrases.ts';
import { splitRoot } from './views.ts';

export interface AssembleInputs {
  readonly appliance: Appliance;
  readonly plan: Plan;
  readonly bootLoader: BootLoaderPlan;
  readonly family: Family['name'];
  /** What the boot loader left for the disks. */
  readonly bootScratch: string;
  /** The root's files have SELinux labels. */
  readonly labelled: boolean;
  /** The configured root on the host. */
  readonly root: string;
  readonly scratch: string;
  readonly epochSeconds: number | undefined;
  readonly cores: number;
  readonly grainStore: GrainStore;
  /** Where the results go. */
  readonly directory: string;
}

export interface Assembled {
  /** What the output directory has. */
  readonly disks: readonly DiskResult[];
  /** The same, and those that are only in an OVA. */
  readonly converted: readonly ConvertedDisk[];
}

/** Makes the raw disks of the root, and of them the formats asked for. */
export async function assembleAndConvert(
  inputs: AssembleInputs,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<Assembled> {
  const { plan, cores } = inputs;
  const raws = await reporter.step('disk', 'assemble the raw disks', async (detail) => {
    const assembled = await assembleRaw(inputs, runner);
    const used = await Promise.all(assembled.map(async ({ path: file }) => (await fs.stat(file)).blocks * 512));
    detail(
      assembled
        .map(({ disk }, index) => `${disk.name} ${formatBytes(disk.sizeBytes)}, ${formatBytes(used[index] ?? 0)} used`)
        .join('; '),
    );
    return assembled;
  });
  return await reporter.step('convert', `write ${plan.formats.join(' and ')}`, async (detail) => {
    const jobs = await jobsOf(inputs, raws);
    const {
      disks: converted,
      grains,
      reused,
    } = await convertDisks(runner, jobs, {
      concurrency: cores,
      store: inputs.grainStore,
      scratch: inputs.scratch,
    });
    const disks = converted.filter(({ path: file }) => path.dirname(file) === inputs.directory);
    const files = disks.flatMap((disk) => [disk, ...(disk.extent === undefined ? [] : [disk.extent])]);
    const bytes = files.reduce((sum, { fileBytes }) => sum + fileBytes, 0);
    const percent = grains === 0 ? 0 : Math.floor((100 * reused) / grains);
    detail(
      `${files.length} file${files.length === 1 ? '' : 's'}, ${formatBytes(bytes)}${reused > 0 ? `; ${percent} % of the data came compressed from the cache` : ''}`,
    );
    return {
      converted,
      disks: disks.map(({ extent, ...disk }) => ({
        ...named(disk),
        ...(extent === undefined ? {} : { extent: named(extent) }),
      })),
    };
  });
}

/** Each raw disk in each format; and as an OVA has it, unless that is among the formats. */
async function jobsOf(
  { plan, directory, scratch }: AssembleInputs,
  raws: readonly { readonly disk: DiskPlan; readonly path: string }[],
): Promise<ConvertJob[]> {
  const job = (raw: (typeof raws)[number], format: Format, folder: string): ConvertJob => ({
    disk: raw.disk.name,
    stem: raw.disk.stem,
    format,
    source: raw.path,
    target: path.join(folder, `${raw.disk.stem}.${diskFormat(format).suffix}`),
  });
  const wanted = raws.flatMap((raw) => plan.formats.map((format) => job(raw, format, directory)));
  if (!plan.bundles.includes('ova') || plan.formats.includes('vmdk')) return wanted;
  const forOva = path.join(scratch, 'ova');
  await fs.mkdir(forOva);
  return [...wanted, ...raws.map((raw) => job(raw, 'vmdk', forOva))];
}

/** As the manifest has it: without the folder. */
const named = <File extends WrittenFile>({ path: file, ...rest }: File) => ({ ...rest, file: path.basename(file) });

async function assembleRaw(inputs: AssembleInputs, runner: Runner) {
  const { plan, bootLoader, root, scratch, epochSeconds, cores } = inputs;
  const rawDirectory = path.join(scratch, 'raw');
  await fs.mkdir(rawDirectory);
  await using scope = new Scope();
  const trees = await splitRoot(runner, scope, root, plan, scratch);
  return await assembleDisks(runner, {
    storage: plan,
    passphrases: passphrasesOf(inputs.appliance, plan),
    bootLoader,
    trees,
    labelled: inputs.labelled,
    family: inputs.family,
    guestRoot: root,
    outputDirectory: rawDirectory,
    scratch: inputs.bootScratch,
    epochSeconds,
    concurrency: cores,
  });
}
