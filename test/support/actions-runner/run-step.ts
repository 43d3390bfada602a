// Runs one step in one stage, and for a composite action the steps in it.
import { evaluateCondition, expand } from './expressions.ts';
import { conditionOf, hasStage, type Instance, loadAction, type StepRecord } from './instance.ts';
import { type Job, worst } from './job.ts';
import { makeStepOutput } from './output/step-output.ts';
import type { Stage, StepResult } from './result.ts';
import { runNode, runScript } from './run-process.ts';
import { type Composite, type Running, type Surroundings, scopeOf } from './running.ts';

/** @param record the step's place in the `steps` context */
export async function runStep(
  job: Job,
  instance: Instance,
  stage: Stage,
  around: Surroundings,
  record: StepRecord,
): Promise<StepResult> {
  const start = performance.now();
  const log: string[] = [];
  const running = begin(job, instance, stage, around, record, (line) => {
    log.push(line);
    around.onLine(line);
  });
  const release = heedCancellation(running);
  try {
    for (const [name, value] of instance.definition.env) running.env.set(name, expand(value, scopeOf(running)));
    running.name = nameOf(running);
    const due = evaluateCondition(conditionOf(instance, stage), scopeOf(running));
    if (due) await carryOut(running);
    else running.result = 'skipped';
  } catch (error) {
    running.output.fail((error as Error).message);
  } finally {
    release();
  }
  if (running.output.commandFailed) running.result = worst(running.result, 'failure');
  const outcome = running.result;
  const conclusion = outcome === 'failure' && continuesOnError(running) ? 'success' : outcome;
  if (stage === 'main') Object.assign(record, { outcome, conclusion });
  return {
    id: instance.definition.id,
    name: running.name,
    stage,
    outcome,
    conclusion,
    outputs: { ...record.outputs },
    seconds: (performance.now() - start) / 1000,
    log,
    annotations: running.output.annotations,
    summary: running.summary,
    environment: running.environment,
    steps: running.children,
  };
}

function begin(
  job: Job,
  instance: Instance,
  stage: Stage,
  around: Surroundings,
  record: StepRecord,
  keep: (line: string) => void,
): Running {
  const { onLine, workspace, debug = false } = job.options;
  const running: Running = {
    job,
    instance,
    stage,
    around,
    record,
    keep,
    env: new Map(around.env),
    stop: new AbortController(),
    output: makeStepOutput({
      masker: job.masker,
      matchers: job.matchers,
      workspace,
      debug,
      target: {
        setOutput: (name, value) => {
          record.outputs[name] = value;
        },
        saveState: (name, value) => instance.state.set(name, value),
      },
      onLine: (line) => {
        keep(line);
        onLine?.(line, { step: running.name, stage, cancel: () => cancelJob(job) });
      },
    }),
    result: 'success',
    name: instance.definition.id ?? instance.contextName,
    summary: undefined,
    environment: {},
    children: [],
  };
  return running;
}

export function cancelJob(job: Job): void {
  job.status = 'cancelled';
  job.cancelled.abort();
}

/** A step whose condition holds in a cancelled job, too, such as always(), is let run. */
function heedCancellation(running: Running): () => void {
  const { job, instance, stage } = running;
  const { signal } = job.cancelled;
  if (signal.aborted) return () => undefined;
  const onCancel = () => {
    const scope = scopeOf(running);
    if (!evaluateCondition(conditionOf(instance, stage), { ...scope, status: 'cancelled' })) running.stop.abort();
  };
  signal.addEventListener('abort', onCancel, { once: true });
  return () => signal.removeEventListener('abort', onCancel);
}

function continuesOnError(running: Running): boolean {
  const { continueOnError } = running.instance.definition;
  return continueOnError !== undefined && expand(continueOnError, scopeOf(running)) === 'true';
}

function nameOf(running: Running): string {
  const { name, does } = running.instance.definition;
  const prefix = { pre: 'Pre ', main: '', post: 'Post ' }[running.stage];
  if (name !== undefined) return prefix + expand(name, scopeOf(running));
  if (does.kind === 'uses') return `${prefix}Run ${does.uses}`;
  return `Run ${expand(does.run, scopeOf(running)).trimStart().split('\n')[0] ?? ''}`;
}

async function carryOut(running: Running): Promise<void> {
  const { instance, job, output, stage } = running;
  const { does } = instance.definition;
  if (does.kind === 'run') {
    await runScript(running, does);
    return;
  }
  if (instance.action === undefined) loadAction(instance, job.options.workspace);
  if (instance.local && stage === 'main' && instance.action?.runs.using === 'node24' && instance.action.runs.pre) {
    output.annotate('warning', `\`pre\` execution is not supported for local action from '${does.uses}'`);
  }
  if (hasStage(instance, 'post')) instance.postDue = true;
  const inputs = inputsOf(running);
  const runs = instance.action?.runs;
  if (runs?.using === 'composite') await runComposite(running, inputs);
  else if (runs?.using === 'node24') await runNode(running, runs, inputs);
}

/** What `with:` gives, and the defaults; evaluated anew in each stage. */
function inputsOf(running: Running): Record<string, string> {
  const { instance, output } = running;
  const { does } = instance.definition;
  const given = does.kind === 'uses' ? does.with : [];
  const inputs = Object.fromEntries(given.map(([name, value]) => [name, expand(value, scopeOf(running))]));
  const names = new Set(Object.keys(inputs).map((name) => name.toLowerCase()));
  const defined = instance.action?.inputs ?? [];
  for (const { name, default: template, deprecation } of defined) {
    const has = names.has(name.toLowerCase());
    if (has && deprecation !== undefined) {
      output.annotate('warning', `Input '${name}' has been deprecated with message: ${deprecation}`);
    }
    if (!has) inputs[name] = template === undefined ? '' : expand(template, scopeOf(running));
  }
  const known = new Set(defined.map(({ name }) => name.toLowerCase()));
  const unexpected = [...names].filter((name) => !known.has(name));
  if (unexpected.length > 0) {
    const valid = defined.map(({ name }) => name).join("', '");
    output.annotate('warning', `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid}']`);
  }
  return inputs;
}

async function runComposite(running: Running, inputs: Readonly<Record<string, string>>): Promise<void> {
  const { instance, job, stage, env } = running;
  const { action } = instance;
  if (action === undefined) return;
  const composite: Composite = { folder: action.folder, inputs, records: instance.records, status: 'success' };
  const onLine = running.keep;
  const children: StepResult[] = [];
  running.children = children;
  for (const child of stepsOf(instance, stage)) {
    const record = recordOf(instance, child);
    const result = await runStep(job, child, stage, { composite, env, onLine }, record);
    children.push(result);
    composite.status = worst(composite.status, result.conclusion);
  }
  running.result = composite.status;
  // Local actions are known only now.
  if (hasStage(instance, 'post')) instance.postDue = true;
  if (stage !== 'main') return;
  // Outputs are mapped even when a step failed.
  const inside: Running = { ...running, around: { composite, env, onLine } };
  for (const [name, value] of action.outputs) {
    if (value !== undefined) running.record.outputs[name] = expand(value, scopeOf(inside));
  }
}

/** Post parts run last come first, and only where the main or pre part was reached. */
function stepsOf(instance: Instance, stage: Stage): readonly Instance[] {
  if (stage === 'main') return instance.children;
  const having = instance.children.filter((child) => hasStage(child, stage));
  return stage === 'pre' ? having : having.filter(({ postDue }) => postDue).reverse();
}

/** A step without id leaves nothing in the `steps` context. */
function recordOf(instance: Instance, child: Instance): StepRecord {
  const { id } = child.definition;
  const record = (id === undefined ? undefined : instance.records.get(id)) ?? { outputs: {} };
  if (id !== undefined) instance.records.set(id, record);
  return record;
}
