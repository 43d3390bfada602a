import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { RepositorySpec } from '../../appliance/appliance.ts';
import type { Architecture } from '../../architecture.ts';
import type { KeyedStore } from '../../cache/cache.ts';
import type { ContentStore } from '../../cache/content-store.ts';
import type { KeptFolders } from '../../cache/kept-folder.ts';
import { notKept } from '../../cache/trouble.ts';
import { type ApplianceError, ApplianceErrors, type Warning } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { InstallOptions } from '../../plan/install-options.ts';
import type { PackagePlan } from '../../plan/plan.ts';
import { requireAccessFiles } from '../access-files.ts';
import type { Backend } from '../backend.ts';
import { resolveWithMetadata } from './ask/metadata.ts';
import { type RpmPackage, rpmPackages } from './ask/packages.ts';
import { dependencyError, moduleError, repositoryError } from './ask/refusals.ts';
import { type DnfRequest, repositoriesKey, resolveRequest } from './ask/request.ts';
import { leftOutLines, unknownErrors } from './ask/unknown-lines.ts';
import { fetchRpms } from './fetch.ts';
import { finishGuestDnf } from './guest.ts';
import { type DnfProgram, type EnabledModule, findDnf, isRefusal, type Refusal } from './program.ts';
import { settleDatabase } from './root/database.ts';
import { installRpms, newestPackage } from './root/transaction.ts';
import { type Key, keysOf } from './verify/keys.ts';
import { checkSignatures } from './verify/signatures.ts';

export interface DnfSettings {
  readonly runner: Runner;
  /** An empty directory that lives as long as the build. */
  readonly scratch: string;
  readonly packageStore: ContentStore;
  readonly metadataCache: KeptFolders;
  readonly keyStore: KeyedStore;
  readonly signatureStore: KeyedStore;
  readonly repositories: readonly RepositorySpec[];
  readonly releasever: string | undefined;
  readonly arch: Architecture;
  /** A package that is not verified is an error, not a warning. */
  readonly requireSignatures: boolean;
}

interface State {
  readonly program: DnfProgram;
  readonly request: DnfRequest;
  readonly packages: readonly RpmPackage[];
  readonly modules: readonly EnabledModule[];
  readonly keys: ReadonlyMap<string, readonly Key[]>;
  readonly options: InstallOptions;
  /** Of the warnings that go with the layer. */
  readonly warningsKey: string;
  /** Warnings of the build that made the layer; none if there was no such build. */
  readonly told: readonly Warning[];
}

/** The backend of Fedora, EL and their kin. */
export function dnfBackend(settings: DnfSettings): Backend {
  const { runner, packageStore, signatureStore, repositories } = settings;
  const base = path.join(settings.scratch, 'dnf');
  const folder = path.join(base, 'rpms');
  let state: State | undefined;
  let ofSignatures: readonly Warning[] = [];
  const resolved = () => {
    if (state === undefined) throw new Error('resolve comes first');
    return state;
  };

  return {
    name: 'dnf',
    layerVersion: '3',
    async resolve(plan) {
      const program = await findDnf(runner);
      await requireAccessFiles(repositories);
      const places = { root: path.join(base, 'root'), cacheDirectory: path.join(base, 'metadata'), scratch: base };
      await fs.mkdir(places.root, { recursive: true });
      await fs.mkdir(folder);
      const request = resolveRequest(plan, settings, repositories, places);
      const cached = { folders: settings.metadataCache, key: repositoriesKey(request.repositories) };
      const { answer, notes } = await resolveWithMetadata(runner, program, request, cached);
      if (isRefusal(answer)) throw errorOf(answer.error, plan, repositories);
      if (answer.unknown.length > 0 && !plan.options.ignoreMissing)
        throw new ApplianceErrors(unknownErrors(plan, answer));
      const keys = await keysOf(repositories, settings.keyStore, runner.signal);
      const packages = rpmPackages(answer.packages);
      const variations = [...variationsOf(plan.options), signatureVariation(packages, { ...settings, keys })];
      const set = packages.map(({ sha256, repository }) => `${sha256} ${repository}`);
      const warningsKey = digest([...variations, ...set].join('\n'));
      const told = await toldBefore(signatureStore, warningsKey);
      const { options } = plan;
      state = { program, request, packages, modules: answer.modules ?? [], keys, options, warningsKey, told };
      const leftOut = leftOutLines(plan, answer);
      return {
        packages,
        variations,
        notes: [...notes, ...leftOut.notes],
        warnings: [...leftOut.warnings, ...told],
      };
    },
    async fetch() {
      const { program, request, packages, keys, warningsKey, told } = resolved();
      const fetched = await fetchRpms(runner, { program, request }, packageStore, packages, folder);
      const warnings = await checkSignatures(runner, {
        folder,
        packages,
        repositories,
        keys,
        required: settings.requireSignatures,
        scratch: base,
      });
      ofSignatures = warnings;
      const notes = await keepWarnings(signatureStore, warningsKey, warnings);
      return { ...fetched, notes: [...fetched.notes, ...notes], warnings: untold(warnings, told) };
    },
    async install(_resolution, root) {
      const { packages, options, warningsKey, told } = resolved();
      const newestSeconds = await newestPackage(runner, folder, packages);
      const warnings = await installRpms(runner, packages, folder, root, {
        ...options,
        arch: settings.arch,
        epochSeconds: newestSeconds,
      });
      await settleDatabase(runner, root, packages);
      if (warnings.length === 0) return { warnings, newestSeconds };
      const notes = await keepWarnings(signatureStore, warningsKey, [...ofSignatures, ...warnings]);
      const all = [
        ...untold(warnings, told),
        ...notes.map((message) => ({ code: 'warnings-not-kept', severity: 'note', message }) as const),
      ];
      return { warnings: all, newestSeconds };
    },
    finish: (_plan, _resolution, root) => finishGuestDnf(root, { repositories, ...resolved() }),
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function errorOf(refusal: Refusal, plan: PackagePlan, repositories: readonly RepositorySpec[]): ApplianceError {
  if (refusal.code === 'dependencies') return dependencyError(refusal);
  if (refusal.code === 'module' || refusal.code === 'no-modules') return moduleError(refusal, plan);
  return repositoryError(refusal, repositories);
}

function variationsOf({ excludeDocs, languages, ignoreBroken }: InstallOptions): string[] {
  return [
    ...(ignoreBroken ? ['scriptlets may have failed'] : []),
    ...(excludeDocs ? ['without documentation'] : []),
    ...(languages === undefined ? [] : [`languages: ${[...languages].sort().join(' ') || 'none'}`]),
  ];
}

export interface SignatureDemands {
  readonly repositories: readonly RepositorySpec[];
  readonly keys: ReadonlyMap<string, readonly Key[]>;
  readonly requireSignatures: boolean;
}

/**
 * What was demanded of the signature of each package: a layer serves only builds that demand just the same of each. Where a
 * package comes from does not count otherwise, nor what a repository is called.
 */
export function signatureVariation(
  packages: readonly Pick<RpmPackage, 'sha256' | 'repository'>[],
  { repositories, keys, requireSignatures }: SignatureDemands,
): string {
  const demands = new Map(
    repositories.map(({ name, checkSignatures }) => {
      const isDemand = requireSignatures || checkSignatures === true;
      const own = keys.get(name)?.map(({ text }) => text);
      return [name, `${isDemand ? 'demanded' : 'told'} ${own === undefined ? 'by the set' : digest(own.join('\n'))}`];
    }),
  );
  const all = packages.map(({ sha256, repository }) => `${sha256} ${demands.get(repository)}`);
  return `signatures: ${digest(all.sort().join('\n'))}`;
}

async function toldBefore(store: KeyedStore, key: string): Promise<Warning[]> {
  const file = await store.get(key);
  // It may be deleted meanwhile.
  const text = file === undefined ? undefined : await fs.readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? [] : (JSON.parse(text) as Warning[]);
}

/** Without places, which are those of this kickstart: another one may have the same packages. @returns notes for the user */
async function keepWarnings(store: KeyedStore, key: string, warnings: readonly Warning[]): Promise<string[]> {
  try {
    await store.put(key, (file) =>
      fs.writeFile(file, JSON.stringify(warnings.map(({ position: _, ...warning }) => warning))),
    );
    return [];
  } catch (error) {
    return [notKept('what was found of the packages', error)];
  }
}

const untold = (warnings: readonly Warning[], told: readonly Warning[]): Warning[] =>
  warnings.filter(({ message }) => !told.some((other) => other.message === message));
