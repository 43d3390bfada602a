import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Appliance } from '../appliance/appliance.ts';
import type { Scenario } from '../boottest/scenario/scenario.ts';
import { openCache } from '../cache/cache.ts';
import { forgiving } from '../cache/trouble.ts';
import { withoutResults } from '../cache/without-results.ts';
import { distributionOf } from '../configure/family.ts';
import { createWorkspace } from '../host/files/workspace.ts';
import { runForeignPrograms } from '../host/foreign/foreign-programs.ts';
import type { Runner } from '../host/program/run.ts';
import { rootFiles } from '../host/root/root-files.ts';
import { Scope } from '../host/scope.ts';
import type { Plan } from '../plan/plan.ts';
import { makeSbom, sbomName } from '../report/bill/sbom.ts';
import {
  type ArchiveResult,
  bootReportsAt,
  type Manifest,
  makeManifest,
  manifestName,
  manifestText,
  withoutBoots,
  withoutFigures,
} from '../report/manifest/manifest.ts';
import type { Reporter } from '../report/progress/reporter.ts';
import { version } from '../version.ts';
import { assembleAndConvert } from './assemble.ts';
import { bootFilesIn, bootRecord, bootResult, writeBootReports } from './boot/boot-files.ts';
import { bootDisks, findAccelerator, kernelIn, planBootTest } from './boot/boot-plan.ts';
import { bootTest } from './boot/boot-test.ts';
import { writeBundles } from './bundles/bundles.ts';
import { writePackage } from './bundles/package.ts';
import { checksumLines, checksumsName, writeDescription } from './describe.ts';
import { differingVolumes } from './differing-volumes.ts';
import { type Epoch, fillRoot } from './fill-root.ts';
import { runFailureScripts } from './on-failure.ts';
import { logName, type Output, type Owner } from './output.ts';
import { prepareRoot } from './prepare-root.ts';

export interface BuildInputs {
  readonly appliance: Appliance;
  readonly plan: Plan;
  readonly kickstart: { readonly file: string; readonly sha256: string };
  readonly cacheDirectory: string;
  /** An empty directory for scratch space. */
  readonly scratchDirectory: string;
  /** The user named a folder for scratch space: stay on disk. */
  readonly scratchOnDisk: boolean;
  /** Suite of repositories that name none; undefined: the host's. */
  readonly release: string | undefined;
  readonly bootTest: boolean;
  /** What happens once it has booted; undefined: nothing. */
  readonly scenario: Scenario | undefined;
  /** Find the accelerator in any case, for boots that come later. */
  readonly probeAccelerator: boolean;
  readonly epoch: Epoch;
  /** Take nothing from the cache but packages and their metadata, and put nothing else there. */
  readonly packagesOnly?: boolean;
  readonly cores: number;
}

export interface BuildServices {
  readonly runner: Runner;
  readonly reporter: Reporter;
  readonly output: Output;
  readonly owner: Owner;
}

export interface BuildResult {
  readonly manifest: Manifest;
  /** 0, or that of the worst verdict of the boot test. */
  readonly exitCode: number;
}

/**
 * Builds an appliance. It must run as root in a private mount and PID namespace; what it mounts is unmounted on the way
 * out, in the order of the code, whatever happens. On success the output directory is published, the verdict of the boot
 * test notwithstanding; on failure the scripts of the kickstart for that case run and the caller abandons it.
 *
 * @throws ApplianceError, ApplianceErrors
 */
export async function buildAppliance(inputs: BuildInputs, services: BuildServices): Promise<BuildResult> {
  const { runner, reporter } = services;
  await using scope = new Scope();
  const workspace = scope.use(await createWorkspace(runner, inputs.scratchDirectory, inputs.scratchOnDisk));
  runner.log(`scratch space: ${workspace.place}`);
  const scratch = workspace.directory;
  let root: string | undefined;
  const rootIsThere = (directory: string) => {
    root = directory;
  };
  try {
    return await buildIn({ ...inputs, scratch, scope, rootIsThere }, services);
  } catch (error) {
    await runFailureScripts(error, { scripts: inputs.appliance.scripts, root, scratch }, { runner, reporter });
    throw error;
  }
}

interface ScopedInputs extends BuildInputs {
  readonly scratch: string;
  /** Owns what must last as long as the root. */
  readonly scope: Scope;
  /** Told of the root as soon as the packages are in it. */
  readonly rootIsThere: (directory: string) => void;
}

async function buildIn(inputs: ScopedInputs, services: BuildServices): Promise<BuildResult> {
  const { plan, appliance, scratch, scope } = inputs;
  const { runner, reporter, output } = services;
  const opened = openCache(inputs.cacheDirectory);
  const cache = inputs.packagesOnly === true ? withoutResults(opened) : opened;
  const directory = output.staging;
  const programs = scope.use(await runForeignPrograms(runner, plan.arch, scratch, services.owner));
  if (programs.how !== undefined)
    reporter.note(`the programs of ${plan.arch} are run ${programs.how}, which takes its time`);
  const differing = inputs.epoch === undefined ? [] : differingVolumes(plan);
  for (const warning of differing) reporter.warn(warning);
  const filled = await fillRoot({ ...inputs, cache }, services, scope);
  inputs.rootIsThere(filled.root.directory);
  const { epochSeconds } = filled;
  const prepared = await prepareRoot({ ...inputs, ...filled, cache }, services);
  const root = filled.root.directory;
  const grainStore = forgiving(cache.grains, 'the compressed disks', (text) => reporter.note(text));
  const { disks, converted } = await assembleAndConvert(
    { ...inputs, ...prepared, epochSeconds, root, directory, grainStore },
    services,
  );
  const distribution = await distributionOf(rootFiles(root));
  const ofBundles = { plan, guestId: distribution.id, disks: converted, directory, epochSeconds };
  const bundles = await writeBundles(ofBundles, services);
  const [descriptor, ...kernelFiles] = await reporter.step('describe', 'write the descriptor', () =>
    writeDescription({ ...plan, bootLoader: prepared.bootLoader }, { disks, directory, root }),
  );
  const test = planBootTest(plan, appliance.boot);
  const accelerator =
    inputs.bootTest || inputs.probeAccelerator
      ? await findAccelerator(plan.arch, await kernelIn(root), cache.directory, services)
      : undefined;
  const boot =
    inputs.bootTest && accelerator !== undefined
      ? await bootTest(
          {
            test,
            scenario: inputs.scenario,
            machine: plan,
            accelerator,
            disksOf: (format) => bootDisks(disks, format, directory),
            filesOf: async (combination) => bootFilesIn(directory, combination),
            scratch,
          },
          services,
        )
      : { verdicts: [], exitCode: 0 };
  if (accelerator !== undefined && boot.verdicts.length > 0) {
    const about = { name: plan.name, acceleratorReason: accelerator.reason };
    await writeBootReports(bootReportsAt(path.join(directory, 'boot')), about, boot.verdicts.map(bootRecord));
  }
  await filled.layerSaved;

  const { packages } = filled.resolution;
  const builder = { version, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 };
  const sbom = makeSbom({
    plan,
    builder,
    packages,
    disks,
    distribution,
    epochSeconds,
  });
  await fs.writeFile(path.join(directory, sbomName), `${JSON.stringify(sbom, null, 2)}\n`);
  const beside = [descriptor, ...kernelFiles, sbomName];
  await fs.writeFile(path.join(directory, checksumsName), await checksumLines(directory, disks, bundles, beside));
  const files = (await fs.readdir(directory)).filter((name) => name !== logName).sort();
  const manifestOf = (archive: ArchiveResult | undefined) =>
    makeManifest({
      plan,
      builder,
      kickstart: inputs.kickstart,
      packages,
      layer: filled.layer,
      disks,
      bundles,
      archive,
      descriptor,
      files: archive === undefined ? files : [...files, archive.file].sort(),
      noEffect: [...new Set(appliance.noEffect.map(({ command }) => command))],
      warnings: [...appliance.warnings, ...differing, ...filled.warnings, ...prepared.warnings].map(
        ({ message }) => message,
      ),
      bootLoader: {
        loader: plan.bootLoader.loader,
        bios: plan.bootLoader.bios?.bootSector === true,
        uefi: plan.bootLoader.uefi !== undefined,
        signed: prepared.signed,
      },
      bootTest: test,
      boot: boot.verdicts.map(bootResult),
      timings: reporter.timings,
    });
  const asWritten = (made: Manifest) => (epochSeconds === undefined ? made : withoutFigures(made));
  const inside = asWritten(withoutBoots(manifestOf(undefined)));
  const archive = await writePackage({ kind: plan.archive, manifest: inside, directory, epochSeconds }, services);
  const manifest = manifestOf(archive);
  await fs.writeFile(path.join(directory, manifestName), manifestText(asWritten(manifest)));
  await output.publish();
  return { manifest, exitCode: boot.exitCode };
}
