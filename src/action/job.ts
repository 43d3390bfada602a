import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { ApplianceError } from '../errors.ts';
import type { OutputName } from './inputs/outputs.ts';
import { type Inputs, readInputs } from './inputs/read.ts';
import type { ActionName } from './inputs/row.ts';
import { type InputOf, inputsOf } from './inputs/table.ts';
import type { JobLog } from './log/action-log.ts';
import { placeOf } from './log/place.ts';
import type { RunFacts } from './trust.ts';

/** What a step of a job may read and write: the environment, put into words (GitHub's documentation, "Variables"). */
export interface Job {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** GITHUB_WORKSPACE, absolute. */
  readonly workspace: string;
  /** A folder of our own below RUNNER_TEMP; it may not exist yet. */
  readonly temporary: string;
  readonly facts: RunFacts;
  readonly isRoot: boolean;
  readonly log: JobLog;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
  readonly setOutput: (name: OutputName, value: string) => void;
  readonly addSummary: (markdown: string) => Promise<void>;
}

export interface ProcessFacts {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly currentDirectory: string;
  readonly isRoot: boolean;
}

/** @returns the part of a job that follows from the process alone */
export async function jobFacts({
  variables,
  currentDirectory,
  isRoot,
}: ProcessFacts): Promise<Pick<Job, 'variables' | 'workspace' | 'temporary' | 'facts' | 'isRoot'>> {
  const eventPath = variables['GITHUB_EVENT_PATH'];
  const event: unknown = eventPath === undefined ? undefined : await readJson(eventPath);
  return {
    variables,
    isRoot,
    workspace: path.resolve(variables['GITHUB_WORKSPACE'] ?? currentDirectory),
    temporary: path.join(path.resolve(variables['RUNNER_TEMP'] ?? currentDirectory), 'appliance-build'),
    facts: {
      eventName: variables['GITHUB_EVENT_NAME'] ?? '',
      event,
      repository: variables['GITHUB_REPOSITORY'] ?? '',
      selfHosted: variables['RUNNER_ENVIRONMENT'] !== 'github-hosted',
    },
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await fs.readFile(file, 'utf8'));
  } catch {
    // A payload that cannot be read says nothing about who is behind the event: judged as if it were empty.
    return undefined;
  }
}

/**
 * Reads the inputs of an action from the variables that the runner makes of them: upper case, blanks become underscores.
 *
 * @throws ApplianceErrors with every input that is wrong
 */
export function inputsOfJob<Action extends Exclude<ActionName, 'root'>>(
  action: Action,
  { variables }: Pick<Job, 'variables'>,
): Inputs<InputOf<Action>> {
  return readInputs(inputsOf(action), (name) => variables[`INPUT_${name.toUpperCase()}`] ?? '');
}

/** Shows errors as annotations, each at its place. */
export function annotateErrors(
  { log, workspace }: Pick<Job, 'log' | 'workspace'>,
  errors: readonly ApplianceError[],
): void {
  for (const { message, hint, detail, position } of errors) {
    if (detail.length > 0) log.foreign(detail.join('\n'));
    const place = position === undefined ? undefined : placeOf(position, { workspace, directory: workspace });
    log.annotate('error', hint === undefined ? message : `${message}\nhint: ${hint}`, place);
  }
}
