// A step under way, and what it can ask for.
import { githubContext, jobContexts } from './contexts.ts';
import type { ContextValue, Scope } from './expressions.ts';
import type { Instance, StepRecord } from './instance.ts';
import type { Job } from './job.ts';
import type { FileCommands } from './output/file-commands.ts';
import type { StepOutput } from './output/step-output.ts';
import type { Outcome, Stage, StepResult } from './result.ts';

/** A composite action under way. */
export interface Composite {
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly records: ReadonlyMap<string, StepRecord>;
  /** What success() and failure() look at in the main part of its steps. */
  status: Outcome;
}

/** What a step finds around it. */
export interface Surroundings {
  /** Undefined for the step of the workflow. */
  readonly composite: Composite | undefined;
  /** `env:` of the steps around. */
  readonly env: ReadonlyMap<string, string>;
  readonly onLine: (line: string) => void;
}

export interface Running {
  readonly job: Job;
  readonly instance: Instance;
  readonly stage: Stage;
  readonly around: Surroundings;
  readonly record: StepRecord;
  readonly output: StepOutput;
  /** Puts a line into the log of this step and of those around it. */
  readonly keep: (line: string) => void;
  /** `env:` of the steps around and of this one. */
  readonly env: Map<string, string>;
  /** Aborted when the job is cancelled and the condition of the step does not hold then. */
  readonly stop: AbortController;
  result: Outcome;
  name: string;
  summary: string | undefined;
  environment: Readonly<Record<string, string>>;
  children: readonly StepResult[];
}

/** The contexts as they are now, and what the status functions say. */
export function scopeOf(running: Running, files?: FileCommands): Scope {
  const { job, stage, around } = running;
  const { composite } = around;
  const ofComposite = composite !== undefined && stage === 'main';
  return {
    status: ofComposite ? composite.status : job.status,
    jobStatus: job.status,
    workspace: job.options.workspace,
    contexts: {
      ...jobContexts(job),
      github: { ...githubOf(running, files), action_status: composite?.status ?? '' },
      env: Object.fromEntries([...job.env, ...running.env]),
      inputs: composite?.inputs ?? {},
      steps: recordsAsContext(composite?.records),
    },
  };
}

export function githubOf(running: Running, files?: FileCommands): Readonly<Record<string, ContextValue>> {
  const { job, instance, around } = running;
  const ofRepository = instance.definition.does.kind === 'uses' && !instance.local;
  return githubContext(job, instance.contextName, around.composite?.folder, ofRepository, files);
}

function recordsAsContext(records: ReadonlyMap<string, StepRecord> | undefined): ContextValue {
  const shown = [...(records ?? [])].map(([id, { outputs, outcome, conclusion }]) => [
    id,
    { outputs, outcome: outcome ?? null, conclusion: conclusion ?? null },
  ]);
  return Object.fromEntries(shown) as ContextValue;
}
