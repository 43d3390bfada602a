// The dnf backend by itself, with the test distribution: what a kickstart's lines make it resolve, fetch and install.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { openCache } from '../../../src/cache/cache.ts';
import { ApplianceError, ApplianceErrors } from '../../../src/errors.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { sanePath } from '../../../src/host/root/mount.ts';
import type { Backend, Resolution } from '../../../src/install/backend.ts';
import { dnfBackend } from '../../../src/install/dnf/dnf.ts';
import type { PackagePlan } from '../../../src/plan/plan.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

export interface Lines {
  /** Of the commands: repositories, modules. */
  readonly commands: readonly string[];
  readonly packages?: readonly string[];
  /** Options of the %packages header; default `--nocore`. */
  readonly packagesOptions?: string;
  /** Lines of %addon org_appliance_build. */
  readonly addon?: readonly string[];
  readonly options?: BuildOptions;
  /** Default: one of this call's own. */
  readonly cacheDirectory?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Opened {
  readonly backend: Backend;
  readonly plan: PackagePlan;
  /** An empty folder. */
  readonly root: string;
  readonly log: readonly string[];
}

export function openDnf(t: TestContext, lines: Lines): Opened {
  const directory = temporaryDirectory(t);
  const scratch = path.join(directory, 'scratch');
  const root = path.join(directory, 'root');
  for (const folder of [scratch, root]) mkdirSync(folder);
  const text = [
    'part / --size=900',
    ...lines.commands,
    `%packages ${lines.packagesOptions ?? '--nocore'}`,
    ...(lines.packages ?? []),
    '%end',
    '%addon org_appliance_build',
    ...(lines.addon ?? []),
    '%end',
    '',
  ].join('\n');
  const options = { backend: 'dnf', ...lines.options };
  const appliance = applianceOf(text, options);
  const { packages } = planOf(text, options);
  const log: string[] = [];
  const cache = openCache(lines.cacheDirectory ?? path.join(directory, 'cache'));
  const backend = dnfBackend({
    runner: createRunner({
      signal: new AbortController().signal,
      log: (line) => void log.push(line),
      env: { PATH: sanePath, LC_ALL: 'C.UTF-8', ...lines.env },
    }),
    scratch,
    packageStore: cache.rpmPackages,
    metadataCache: cache.dnfMetadata,
    keyStore: cache.repositoryKeys,
    signatureStore: cache.signatures,
    repositories: appliance.repositories,
    releasever: appliance.releasever,
    arch: appliance.arch,
    requireSignatures: appliance.requireSignatures,
  });
  const requested = packages.requested.filter(({ reason }) => reason === 'kickstart');
  return { backend, plan: { ...packages, requested }, root, log };
}

/** Names with versions as `NAME-VERSION-RELEASE.ARCH`, of the packages made for tests alone. */
export const trialPackages = ({ packages }: Resolution) =>
  packages
    .filter(({ name }) => name.startsWith('trial-') && name !== 'trial-release')
    .map(({ name, version, arch }) => `${name}-${version}.${arch}`);

export const trialNames = ({ packages }: Resolution) =>
  packages.map(({ name }) => name).filter((name) => name.startsWith('trial-') && name !== 'trial-release');

export async function resolveLines(t: TestContext, lines: Lines): Promise<Resolution> {
  const { backend, plan } = openDnf(t, lines);
  return await backend.resolve(plan);
}

/** @returns the errors that the work ends with; fails if there are none */
export async function errorsOf(work: Promise<unknown>): Promise<readonly ApplianceError[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ApplianceErrors) return error.errors;
    if (error instanceof ApplianceError) return [error];
    throw error;
  }
  throw new Error('there was no error');
}

export async function onlyError(work: Promise<unknown>): Promise<ApplianceError> {
  const [error, ...others] = await errorsOf(work);
  assert.ok(error);
  assert.deepEqual(others, []);
  return error;
}

/** Resolves, fetches and installs. */
export async function installLines(t: TestContext, lines: Lines) {
  const opened = openDnf(t, lines);
  const resolution = await opened.backend.resolve(opened.plan);
  const fetched = await opened.backend.fetch(resolution);
  const { warnings } = await opened.backend.install(resolution, opened.root);
  return { ...opened, resolution, fetched, warnings };
}
