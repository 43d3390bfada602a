// Runs an action as the one step of a job, from the runner's set-up to its clean-up.
import { chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { StringToken } from '@actions/workflow-parser/templates/tokens/string-token';
import type { StepDefinition } from './action-file.ts';
import { hasStage, type Instance, makeInstance, type StepRecord } from './instance.ts';
import { type Job, type JobOptions, makeJob, worst } from './job.ts';
import type { Annotation, AnnotationKind, JobResult, Stage, StepResult } from './result.ts';
import { runStep } from './run-step.ts';
import type { Surroundings } from './running.ts';
import { killTree } from './step-process.ts';
import { runAs } from './user.ts';

/** More annotations of one kind are not shown for a step of the workflow. */
export const annotationsLimit = 10;

/**
 * Runs `uses: ACTION` with its inputs in a job of its own. Files that lay in RUNNER_TEMP are deleted before, as far as the
 * runner can.
 *
 * Facts: actions/runner 2.336 (StepsRunner, CompositeActionHandler, ActionRunner, OutputManager, ActionCommandManager,
 * FileCommandManager, ProcessInvoker, TempDirectoryManager).
 *
 * @throws {ActionFileError} when an action.yml breaks the schema; a failed step is a result, not an error
 */
export async function runAction(options: JobOptions): Promise<JobResult> {
  const { action, repositoryRoot = action, temporary, workspace, user, event } = options;
  emptyFolder(options);
  const workflowFolder = path.join(temporary, '_github_workflow');
  mkdirSync(workflowFolder, { recursive: true });
  const eventFile = path.join(workflowFolder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(event.payload));
  if (user !== undefined) for (const one of [workflowFolder, eventFile]) chownSync(one, user.uid, user.gid);
  const job = makeJob(options, eventFile);
  const definition = workflowStep(`$/${path.relative(repositoryRoot, action)}`, options.inputs ?? {});
  const instance = makeInstance(definition, 0, { workspace, repositoryRoot, depth: 0 });
  const around: Surroundings = {
    composite: undefined,
    env: new Map(),
    onLine: (line) => void job.log.push(line),
  };
  const record: StepRecord = { outputs: {} };
  const run = async (stage: Stage): Promise<StepResult> => {
    const result = await runStep(job, instance, stage, around, record);
    job.status = worst(job.status, result.conclusion);
    return result;
  };
  const pre = hasStage(instance, 'pre') ? await run('pre') : undefined;
  const main = await run('main');
  const post = instance.postDue ? await run('post') : undefined;
  const orphans = endOrphans(job);
  const leftovers = emptyFolder(options);
  const parts = [pre, main, post].filter((part) => part !== undefined);
  return {
    conclusion: job.status,
    outputs: record.outputs,
    steps: inner(instance, main),
    pre: pre === undefined ? [] : inner(instance, pre),
    post: post === undefined ? [] : inner(instance, post),
    annotations: parts.flatMap((part) => shown(allAnnotations(part))),
    summaries: parts.flatMap(allSummaries),
    log: job.log,
    cancellations: job.cancellations,
    leftovers,
    orphans,
    artifactSubjects: Object.fromEntries(job.artifacts),
  };
}

function workflowStep(uses: string, inputs: Readonly<Record<string, string>>): StepDefinition {
  const literal = (value: string) => new StringToken(undefined, undefined, value, undefined, undefined);
  return {
    id: 'action',
    name: undefined,
    condition: 'success()',
    continueOnError: undefined,
    env: [],
    does: { kind: 'uses', uses, with: Object.entries(inputs).map(([name, value]) => [name, literal(value)]) },
  };
}

function inner({ action }: Instance, step: StepResult): readonly StepResult[] {
  return action?.runs.using === 'composite' ? step.steps : [step];
}

function allAnnotations(step: StepResult): Annotation[] {
  return [...step.steps.flatMap(allAnnotations), ...step.annotations];
}

function allSummaries(step: StepResult): string[] {
  return [...step.steps.flatMap(allSummaries), ...(step.summary === undefined ? [] : [step.summary])];
}

/** Those of nested steps count for the step of the workflow. */
function shown(annotations: readonly Annotation[]): Annotation[] {
  const seen: Record<AnnotationKind, number> = { error: 0, warning: 0, notice: 0 };
  return annotations.filter(({ kind }) => {
    seen[kind] += 1;
    return seen[kind] <= annotationsLimit;
  });
}

/** With the runner's rights, and not across mounts. @returns what is left */
function emptyFolder({ temporary, user }: JobOptions): string[] {
  runAs(user, ['find', temporary, '-xdev', '-mindepth', '1', '-delete']);
  return readdirSync(temporary, { recursive: true, encoding: 'utf8' }).sort();
}

/** Kills what outlives the job, as far as the runner may. @returns the processes */
function endOrphans(job: Job): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.filter((pid) => read(`/proc/${pid}/environ`).includes(`RUNNER_TRACKING_ID=${job.trackingId}`));
  return found.map((pid) => {
    const line = `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()}`;
    killTree(job.options.user, Number(pid));
    return line;
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
