import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, ApplianceErrors } from '../../errors.ts';
import { extraArgumentErrors, optionsOf } from '../inputs/arguments.ts';
import { badInput, findKickstarts, isInside, workingDirectory } from '../inputs/workspace.ts';
import { inputsOfJob, type Job } from '../job.ts';
import { judgeRun, refuseUntrusted } from '../trust.ts';

/** What the inputs of the action `build` come to. */
export interface BuildOrder {
  /** The working directory, absolute. */
  readonly directory: string;
  /** Relative to it. */
  readonly kickstarts: readonly string[];
  /** Options of the command line, the same for every kickstart. */
  readonly options: readonly string[];
  readonly bootTest: boolean;
  readonly cache: {
    readonly mode: 'read-write' | 'read-only' | 'off';
    readonly prefix: string;
    readonly layers: boolean;
  };
  /** Whether only people with write access can have written what is built. */
  readonly trusted: boolean;
  /** Absolute path; undefined: that of the previous run, if the cache has it. */
  readonly previousManifest: string | undefined;
}

const cacheModes = { true: 'read-write', false: 'off', 'read-only': 'read-only' } as const;

/**
 * Reads and checks everything that the job asks for, before anything of it runs.
 *
 * @throws ApplianceError code `untrusted-run`, ApplianceErrors with every input that is wrong
 */
export async function readOrder(job: Job): Promise<BuildOrder> {
  const { workspace, facts } = job;
  const trust = judgeRun(facts);
  const errors: ApplianceError[] = [];
  const inputs = readAll(job, errors);
  // Files are looked for all the same, so that what is wrong with them is told with the rest.
  const paths = inputs ?? inputsOfJob('plan', job);
  if (inputs !== undefined) refuseUntrusted(trust, facts.selfHosted, inputs['allow-untrusted']);
  const directory = await workingDirectory(workspace, paths['working-directory'] ?? '.');
  const kickstarts = await orErrors(errors, [], findKickstarts(workspace, directory, paths.kickstart));
  if (inputs === undefined) throw new ApplianceErrors(errors);
  if (!trust.trusted) job.log.annotate('notice', `${trust.reason}: nothing of this run is kept in the cache`);

  errors.push(...extraArgumentErrors(inputs['extra-args']));
  const previousManifest = await orErrors(
    errors,
    undefined,
    previousManifestOf(workspace, directory, inputs['previous-manifest']),
  );
  if (kickstarts.length > 1 && inputs.name !== undefined) {
    errors.push(
      badInput('name', `${kickstarts.length} kickstarts cannot share one`, 'leave it away: each has its own name'),
    );
  }
  if (errors.length > 0) throw new ApplianceErrors(errors);
  return {
    directory,
    kickstarts,
    options: optionsOf(inputs),
    bootTest: inputs['boot-test'] !== 'never',
    cache: {
      mode: cacheModes[inputs.cache as keyof typeof cacheModes],
      prefix: inputs['cache-prefix'] ?? '',
      layers: inputs['layer-cache'],
    },
    trusted: trust.trusted,
    previousManifest,
  };
}

/** @returns undefined if any is wrong, which is among the errors then */
function readAll(job: Job, errors: ApplianceError[]) {
  try {
    return inputsOfJob('build', job);
  } catch (error) {
    if (!(error instanceof ApplianceErrors)) throw error;
    errors.push(...error.errors);
    return undefined;
  }
}

async function previousManifestOf(
  workspace: string,
  directory: string,
  given: string | undefined,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const file = path.resolve(directory, given);
  const stat = await fs.stat(file).catch(() => undefined);
  if (stat === undefined) {
    // The first release has no earlier one; a workflow should not have to know.
    return undefined;
  }
  if (!(await isInside(workspace, file))) throw badInput('previous-manifest', `${given} leads out of the workspace`);
  if (!stat.isFile()) throw badInput('previous-manifest', `${given} is no file`);
  return file;
}

async function orErrors<T>(errors: ApplianceError[], otherwise: T, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApplianceError)) throw error;
    errors.push(error);
    return otherwise;
  }
}
