import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceErrors } from '../../errors.ts';
import { localCacheOf } from '../cache/local.ts';
import { badInput, isInside, workingDirectory } from '../inputs/workspace.ts';
import { inputsOfJob, type Job } from '../job.ts';
import type { Program } from '../ports.ts';
import { type ProgramParts, programOfJob } from '../program.ts';
import { followBuild } from '../progress/progress.ts';
import type { BuildRecord } from '../progress/record.ts';
import { bootAnnotations, bootSummary, bootsOf } from '../summary/boot-summary.ts';
import { judgeRun, refuseUntrusted } from '../trust.ts';

interface BootOrder {
  /** The working directory, absolute. */
  readonly directory: string;
  /** Absolute paths. */
  readonly descriptors: readonly string[];
  /** Options of the command line. */
  readonly options: readonly string[];
  /** Whether only people with write access can have written what is booted. */
  readonly trusted: boolean;
}

interface BootOutcome {
  /** Absolute. */
  readonly descriptor: string;
  readonly name: string;
  readonly exitCode: number;
  readonly record: BuildRecord;
}

/**
 * The action `boot-test`: boots appliances that were built, judges their serial consoles, and records the verdicts in their
 * manifests.
 *
 * @returns false if any did not pass, which is told by then
 * @throws ApplianceErrors, ApplianceError for what is refused or asked for wrongly
 */
export async function bootTestAction(job: Job, parts: ProgramParts): Promise<boolean> {
  const order = await readBootOrder(job);
  await fs.mkdir(job.temporary, { recursive: true });
  const { directory: cacheDirectory } = localCacheOf(job, order.trusted);
  const program = programOfJob(job, parts, order.directory);
  const common = [
    '--progress=json',
    '--stop-at-eof',
    '--install-tools',
    '--record',
    `--cache-dir=${cacheDirectory}`,
    ...(parts.owner === undefined ? [] : [`--owner=${parts.owner}`]),
    ...order.options,
  ];
  const outcomes: BootOutcome[] = [];
  for (const descriptor of order.descriptors) {
    if (job.signal.aborted) break;
    outcomes.push(await bootOne(descriptor, common, { program, job, order }));
  }
  for (const { name, record } of outcomes) {
    for (const { kind, message, place, title } of bootAnnotations({ name, boots: bootsOf(record) })) {
      job.log.annotate(kind, message, place, title);
    }
  }
  setOutputs(job, outcomes);
  await job.addSummary(bootSummary(outcomes.map(shownOf)));
  return !job.signal.aborted && outcomes.every(({ exitCode }) => exitCode === 0);
}

async function readBootOrder(job: Job): Promise<BootOrder> {
  const { workspace, facts } = job;
  const inputs = inputsOfJob('boot-test', job);
  const trust = judgeRun(facts);
  refuseUntrusted(trust, facts.selfHosted, inputs['allow-untrusted']);
  const directory = await workingDirectory(workspace, inputs['working-directory'] ?? '.');
  const descriptors = inputs.descriptor.map((file) => path.resolve(directory, file));
  const errors = await Promise.all(
    descriptors.map(async (file) =>
      (await isInside(workspace, file)) ? [] : [badInput('descriptor', `there is no ${file} in the workspace`)],
    ),
  );
  const scenario = inputs['boot-scenario'];
  const scenarioFile = scenario === undefined ? undefined : path.resolve(directory, scenario);
  if (scenarioFile !== undefined && !(await isInside(workspace, scenarioFile)))
    errors.push([badInput('boot-scenario', `there is no ${scenario} in the workspace`)]);
  if (descriptors.length === 0) errors.push([badInput('descriptor', 'it is required', 'name the NAME.xml of a build')]);
  if (errors.flat().length > 0) throw new ApplianceErrors(errors.flat());
  const timeout = inputs['boot-timeout'];
  return {
    directory,
    trusted: trust.trusted,
    descriptors: inputs['boot-test'] === 'never' ? [] : descriptors,
    options: [
      ...(inputs['boot-test'] === 'auto' ? ['--first=emulated'] : []),
      ...inputs['boot-expect'].map((pattern) => `--expect=${pattern}`),
      ...inputs['boot-firmware'].map((firmware) => `--firmware=${firmware}`),
      ...(timeout === undefined ? [] : [`--timeout=${timeout}`]),
      ...(scenarioFile === undefined ? [] : [`--scenario=${scenarioFile}`]),
      ...(inputs['boot-twice'] ? ['--twice'] : []),
      ...(inputs['boot-ready'] ? ['--ready'] : []),
    ],
  };
}

async function bootOne(
  descriptor: string,
  common: readonly string[],
  { program, job, order }: { readonly program: Program; readonly job: Job; readonly order: BootOrder },
): Promise<BootOutcome> {
  const name = path.basename(descriptor, '.xml');
  const several = order.descriptors.length > 1;
  const progress = followBuild({
    log: job.log,
    folders: { workspace: job.workspace, directory: order.directory },
    appliance: several ? name : undefined,
  });
  const { exitCode } = await program.run(['boot', ...common, '--', descriptor], { onEvent: progress.onEvent });
  return { descriptor, name, exitCode, record: progress.record };
}

const shownOf = ({ name, record }: BootOutcome) => ({
  name,
  boots: bootsOf(record),
  errors: record.remarks.filter(({ severity }) => severity === 'error'),
});

/** A boot test that broke off has no verdict of its own. */
function verdictOf({ record, exitCode }: BootOutcome): string {
  const failed = record.boots.find(({ verdict }) => verdict !== 'passed');
  return failed?.verdict ?? (exitCode === 0 ? 'passed' : 'error');
}

function setOutputs({ setOutput }: Job, outcomes: readonly BootOutcome[]): void {
  const verdicts = outcomes.map(verdictOf);
  setOutput('verdict', verdicts.find((verdict) => verdict !== 'passed') ?? verdicts[0] ?? '');
  const appliances = outcomes.map((outcome) => ({
    name: outcome.name,
    directory: path.dirname(outcome.descriptor),
    verdict: verdictOf(outcome),
    exitCode: outcome.exitCode,
    boots: bootsOf(outcome.record),
  }));
  setOutput('json', JSON.stringify({ appliances }));
}
