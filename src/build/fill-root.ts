import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Appliance } from '../appliance/appliance.ts';
import type { Cache } from '../cache/cache.ts';
import { notKept } from '../cache/trouble.ts';
import { removeLayerTraces } from '../configure/leftovers.ts';
import { labelLayer } from '../configure/selinux/label-root.ts';
import { settleTimes } from '../configure/settle-times.ts';
import { ApplianceError, type Warning } from '../errors.ts';
import { diskFull, type Runner } from '../host/program/run.ts';
import { rootFiles } from '../host/root/root-files.ts';
import type { Scope } from '../host/scope.ts';
import { aptBackend } from '../install/apt/apt.ts';
import type { Backend, Fetched, Resolution } from '../install/backend.ts';
import { dnfBackend } from '../install/dnf/dnf.ts';
import { layerKey, restoreLayer, saveLayer, setDigest } from '../install/layer.ts';
import { privateFiles } from '../install/private-files.ts';
import type { Plan } from '../plan/plan.ts';
import { formatBytes } from '../report/format.ts';
import type { Reporter } from '../report/progress/reporter.ts';
import { checkPackagesFit } from './check-packages-fit.ts';
import { type BuildRoot, overlayRoot } from './root.ts';

export interface FillInputs {
  readonly appliance: Appliance;
  readonly plan: Plan;
  readonly cache: Cache;
  readonly release: string | undefined;
  readonly scratch: string;
  readonly epoch: Epoch;
}

/**
 * What no time in the output is later than, in seconds since 1970. `packages`: when the newest package was built, the same for
 * the same packages. Undefined: times are those of the build.
 */
export type Epoch = number | 'packages' | undefined;

/** A root with the packages in it, and nothing else yet. */
export interface FilledRoot {
  readonly root: BuildRoot;
  readonly resolution: Resolution;
  /** Of the resolution, and of fetching and installing where that was done. */
  readonly warnings: readonly Warning[];
  readonly layer: { readonly key: string; readonly fromCache: boolean };
  /** The layer is put into the cache beside the rest of the build; resolves, never rejects, when that is over. */
  readonly layerSaved: Promise<void>;
  /** Seconds since 1970; undefined: times are those of the build. */
  readonly epochSeconds: number | undefined;
}

interface Services {
  readonly runner: Runner;
  readonly reporter: Reporter;
}

export async function fillRoot(inputs: FillInputs, services: Services, scope: Scope): Promise<FilledRoot> {
  return await fillBy(backends[inputs.plan.backend](inputs, services.runner), inputs, services, scope);
}

/** As `fillRoot`, with what this backend knows. */
export async function fillBy(
  backend: Backend,
  inputs: FillInputs,
  { runner, reporter }: Services,
  scope: Scope,
): Promise<FilledRoot> {
  const { plan, cache } = inputs;
  const resolution = await reporter.step(
    'resolve',
    'ask the repositories which packages are needed',
    async (detail) => {
      const resolved = await backend.resolve(plan.packages);
      detail(`${resolved.packages.length} packages`);
      return resolved;
    },
  );
  for (const note of resolution.notes) reporter.note(note);
  const warnings: Warning[] = [];
  const warn = (found: readonly Warning[]) => {
    for (const warning of found) reporter.warn(warning);
    warnings.push(...found);
  };
  warn(resolution.warnings);
  warn(checkPackagesFit(inputs, resolution));

  const key = layerKey(backend, resolution);
  const layerDirectory = path.join(inputs.scratch, 'layer');
  await fs.mkdir(layerDirectory);
  const isKept = (await cache.layers.get(key)) !== undefined;
  tellResolved(reporter, resolution, key, isKept);
  const fromCache = isKept && (await takeLayer(cache, key, layerDirectory, { runner, reporter }));
  if (fromCache) {
    // None of the package files is needed; those that are there go with the set.
    for (const { sha256 } of resolution.packages) await cache[stores[plan.backend]].has(sha256);
    await tellFetched(cache, reporter, { downloaded: 0, downloadedBytes: 0 });
  } else {
    if (isKept) tellResolved(reporter, resolution, key, false);
    const figures = await fetchPackages(backend, resolution, reporter, warn);
    await tellFetched(cache, reporter, figures);
    const newestSeconds = await installPackages(backend, resolution, layerDirectory, reporter, warn);
    await removeLayerTraces(rootFiles(layerDirectory));
    await labelLayer(runner, layerDirectory);
    await settleTimes(runner, layerDirectory, newestSeconds);
  }
  // Packages were put into the top folder, so its time was later, and is that of the newest package now.
  const layerSeconds = Math.floor((await fs.stat(layerDirectory)).mtimeMs / 1000);
  const epochSeconds = inputs.epoch === 'packages' ? layerSeconds : inputs.epoch;
  const saving = fromCache ? Promise.resolve() : keepLayer(runner, cache, key, layerDirectory, reporter);
  // From here on: whatever ends the build must not take the layer away while it is read.
  scope.defer(() => saving);
  if (epochSeconds !== undefined && epochSeconds < layerSeconds) {
    // Here, as an overlay would copy each of the files. The layer is kept without that.
    await saving;
    await settleTimes(runner, layerDirectory, epochSeconds);
  }
  const root = await overlayRoot(runner, scope, layerDirectory, inputs.scratch);
  // Without an overlay the layer itself is about to be changed.
  if (root.delta === undefined) await saving;
  for (const note of await backend.finish(plan.packages, resolution, root.directory)) reporter.note(note);
  return { root, resolution, warnings, layer: { key, fromCache }, layerSaved: saving, epochSeconds };
}

const backends: Readonly<Record<Plan['backend'], (inputs: FillInputs, runner: Runner) => Backend>> = {
  apt: ({ appliance, cache, release, scratch }, runner) =>
    aptBackend({
      runner,
      scratch,
      packageStore: cache.packages,
      listsCache: cache.aptLists,
      repositories: appliance.repositories,
      release,
      arch: appliance.arch,
    }),
  dnf: ({ appliance, cache, scratch }, runner) =>
    dnfBackend({
      runner,
      scratch,
      packageStore: cache.rpmPackages,
      metadataCache: cache.dnfMetadata,
      keyStore: cache.repositoryKeys,
      signatureStore: cache.signatures,
      repositories: appliance.repositories,
      releasever: appliance.releasever,
      arch: appliance.arch,
      requireSignatures: appliance.requireSignatures,
    }),
};

const stores = { apt: 'packages', dnf: 'rpmPackages' } as const satisfies Record<Plan['backend'], keyof Cache>;

function tellResolved({ tell }: Reporter, { packages }: Resolution, layerKey: string, layerFromCache: boolean): void {
  tell({
    event: 'resolved',
    packages: packages.map(({ name, version, arch, sha256 }) => ({ name, version, arch, sha256 })),
    setSha256: setDigest(packages),
    layerKey,
    layerFromCache,
  });
}

/** @returns false if somebody has removed it from the cache meanwhile; the directory is empty then */
async function takeLayer(
  from: Cache,
  key: string,
  directory: string,
  { runner, reporter }: Services,
): Promise<boolean> {
  return await reporter.step('install', 'take the installed root from the cache', async (detail) => {
    const taken = await restoreLayer(runner, from.layers, key, directory);
    if (!taken) {
      await fs.rm(directory, { recursive: true });
      await fs.mkdir(directory);
    }
    detail(`layer ${key.slice(0, 12)} ${taken ? 'from the cache, nothing installed' : 'has gone from the cache'}`);
    return taken;
  });
}

async function fetchPackages(
  backend: Backend,
  resolution: Resolution,
  reporter: Reporter,
  warn: (warnings: readonly Warning[]) => void,
): Promise<Fetched> {
  return await reporter.step('fetch', 'fetch the package files', async (detail) => {
    const fetched = await backend.fetch(resolution);
    warn(fetched.warnings);
    for (const note of fetched.notes) reporter.note(note);
    const { fromCache, downloaded, downloadedBytes } = fetched;
    detail(`${downloaded} downloaded (${formatBytes(downloadedBytes)}), ${fromCache} from the cache`);
    return fetched;
  });
}

async function tellFetched(
  { use }: Cache,
  reporter: Reporter,
  { downloaded, downloadedBytes }: Pick<Fetched, 'downloaded' | 'downloadedBytes'>,
): Promise<void> {
  const used = await use.of(['packages', 'apt-lists', 'dnf-metadata', 'signatures']);
  reporter.tell({ event: 'fetched', downloaded, downloadedBytes, used });
}

/** @returns when the newest package was built */
async function installPackages(
  backend: Backend,
  resolution: Resolution,
  directory: string,
  reporter: Reporter,
  warn: (warnings: readonly Warning[]) => void,
): Promise<number> {
  return await reporter.step('install', 'install the packages', async (detail) => {
    const { warnings, newestSeconds } = await backend.install(resolution, directory);
    warn(warnings);
    detail(`${resolution.packages.length} packages installed`);
    return newestSeconds;
  });
}

/** A cache that cannot be written costs time in the next build, not this build. */
async function keepLayer(
  runner: Runner,
  cache: Cache,
  key: string,
  directory: string,
  reporter: Reporter,
): Promise<void> {
  try {
    await saveLayer(runner, cache.layers, key, directory);
    const files = await privateFiles(directory);
    for (const file of files) runner.log(`the layer stays on this machine: ${file} may be secret`);
    reporter.tell(
      files.length > 0
        ? { event: 'layer-private', layerKey: key, files }
        : // With it goes what its packages have to be told of.
          { event: 'layer-kept', layerKey: key, used: await cache.use.of(['layers', 'signatures']) },
    );
  } catch (error) {
    if (error instanceof ApplianceError && error.kind === 'interrupted') return;
    reporter.warn({
      code: 'layer-not-kept',
      message:
        error instanceof ApplianceError
          ? `${error.message}: ${error.detail.find((line) => diskFull.test(line)) ?? error.detail.at(-1) ?? 'no reason given'}`
          : notKept('the installed root', error),
      hint: 'the next build installs the packages again',
    });
  }
}
