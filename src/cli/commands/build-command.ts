import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Scenario } from '../../boottest/scenario/scenario.ts';
import { secretsOfScenario } from '../../boottest/scenario/secrets.ts';
import { type BuildInputs, buildAppliance } from '../../build/build.ts';
import type { Epoch } from '../../build/fill-root.ts';
import { logName, openOutput } from '../../build/output.ts';
import { ApplianceError } from '../../errors.ts';
import type { FileOwner } from '../../host/files/file-owner.ts';
import { createRunner, throwIfInterrupted } from '../../host/program/run.ts';
import { type InnerSide, joinOuter, runInPrivateNamespace } from '../../host/root/namespace.ts';
import { openBuildLog } from '../../report/build-log.ts';
import { jsonLine } from '../../report/printable.ts';
import { displayForPeople } from '../../report/progress/for-people.ts';
import { displayForPrograms, type EventStream } from '../../report/progress/for-programs.ts';
import { createReporter } from '../../report/progress/reporter.ts';
import { summaryText } from '../../report/progress/summary.ts';
import { requireBootTest, type ScenarioFlags, scenarioOf } from '../boot/scenario-flags.ts';
import {
  type Environment,
  ensureTools,
  innerEnvironment,
  plainRunner,
  signalOfProcess,
  toolEnvironment,
} from '../host/environment.ts';
import { scenarioUses, toolUses } from '../host/tool-uses.ts';
import { loadGathered, saveGathered } from '../kickstart/gathered.ts';
import { outsideOf } from '../kickstart/outside.ts';
import { type Planned, planKickstart } from '../kickstart/read-kickstart.ts';
import { secretsOf } from '../kickstart/secrets.ts';
import { type BuildFlags, buildOptionsOf } from '../options/build-options.ts';
import { defaultCacheDirectory } from '../options/default-cache.ts';
import { onlyOnce } from '../options/only-once.ts';
import { readOptionsOf } from '../options/read-options.ts';
import { errorLines, exitCodeOf } from '../print-error.ts';
import { errorEvent, type ProgressFlags, withErrorEvents } from '../progress.ts';
import { stopAtEndOfInput } from '../stop-at-eof.ts';
import { buildAgain } from './build-again.ts';

export interface BuildCommandFlags extends BuildFlags, ProgressFlags, ScenarioFlags {
  readonly out?: string;
  readonly cacheDir?: string;
  readonly workDir?: string;
  readonly bootTest?: boolean;
  readonly probeAccelerator?: boolean;
  readonly installTools?: boolean;
  readonly stopAtEof?: boolean;
  readonly owner?: FileOwner;
}

/** Tells the process inside the namespace where its scratch space is, and that it is inside. */
const scratchVariable = 'APPLIANCE_BUILD_SCRATCH';

/**
 * Compressing passes many short-lived buffers through the young generation; a small one costs no time here and keeps the
 * process below 200 MB (measured: 199 against 150).
 */
const memoryFlags = ['--max-semi-space-size=2'] as const;

/** @returns the exit code */
export async function buildCommand(
  kickstart: string,
  flags: BuildCommandFlags,
  environment: Environment,
): Promise<number> {
  const scratch = environment.variables[scratchVariable];
  if (scratch === undefined && flags.stopAtEof === true) stopAtEndOfInput();
  return await withErrorEvents(flags, environment, (events) =>
    buildPlanned(kickstart, flags, environment, { scratch, events }),
  );
}

interface Side {
  /** Undefined in the outer process. */
  readonly scratch: string | undefined;
  readonly events: EventStream | undefined;
}

async function buildPlanned(
  kickstart: string,
  flags: BuildCommandFlags,
  environment: Environment,
  { scratch, events }: Side,
): Promise<number> {
  requireBootTest(flags);
  // The process inside reads the kickstart with what the one outside gathered for it, so that both see the same.
  const gathered = scratch === undefined ? undefined : await loadGathered(scratch);
  const signal = onlyOnce(signalOfProcess);
  const outside = outsideOf(environment, signal);
  const readOptions = { ...readOptionsOf(flags), gathered };
  const planned = await planKickstart(kickstart, buildOptionsOf(flags), outside, readOptions);
  const scenario = await scenarioOf(flags, environment);
  const secrets = [...secretsOf(planned.appliance), ...secretsOfScenario(scenario)];
  events?.hide(secrets);
  if (scratch !== undefined)
    return await buildInside(planned, flags, environment, { scratch, secrets, events, scenario });
  events?.emit({ event: 'secrets', secrets });
  return await buildOutside(planned, flags, environment, { signal: signal(), scenario, events });
}

/** Node compresses in a pool of four threads unless its environment says otherwise before it starts. */
const threads = { UV_THREADPOOL_SIZE: String(Math.max(4, os.availableParallelism())) };

/** Checks what can be checked without the namespace, then starts the build in it. */
async function buildOutside(
  { appliance, plan, gathered }: Planned,
  flags: BuildCommandFlags,
  environment: Environment,
  { signal, scenario, events }: { readonly signal: AbortSignal } & Pick<Inside, 'scenario' | 'events'>,
): Promise<number> {
  if (!environment.isRoot) {
    throw new ApplianceError({
      kind: 'input',
      code: 'not-root',
      message: 'a build must run as root: it makes files of all owners and runs package scripts in a chroot',
      hint: 'use sudo, or in a container the root user; check and plan need no root',
    });
  }
  const uses = new Set([...toolUses(plan, appliance.boot, flags), ...scenarioUses(scenario)]);
  await ensureTools({
    environment,
    runner: plainRunner(environment, signal),
    uses,
    install: flags.installTools === true,
    say: events && ((text) => events.emit({ event: 'note', text })),
  });
  throwIfInterrupted(signal);
  const scratch = await makeScratch(flags.workDir ?? environment.variables['TMPDIR'] ?? '/var/tmp');
  try {
    await saveGathered(scratch, gathered);
    // From here on the signals are passed on.
    throwIfInterrupted(signal);
    return await runInPrivateNamespace({
      command: [process.execPath, ...process.execArgv, ...memoryFlags, ...process.argv.slice(1)],
      env: { ...innerEnvironment(environment), ...threads, [scratchVariable]: scratch },
    });
  } finally {
    await fs.rm(scratch, { recursive: true, force: true });
  }
}

async function makeScratch(parent: string): Promise<string> {
  try {
    const scratch = await fs.mkdtemp(path.join(path.resolve(parent), 'appliance-build-'));
    await fs.chmod(scratch, 0o755);
    return scratch;
  } catch (cause) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-work-dir',
      message: `cannot make scratch space in ${parent}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      hint: 'name an existing folder on a disk with free space: --work-dir DIR',
      cause,
    });
  }
}

interface Inside {
  readonly scratch: string;
  readonly secrets: readonly string[];
  readonly scenario: Scenario | undefined;
  readonly events: EventStream | undefined;
}

async function buildInside(
  planned: Planned,
  flags: BuildCommandFlags,
  environment: Environment,
  inside: Inside,
): Promise<number> {
  const inner = joinOuter();
  try {
    return await buildWithLog(planned, flags, environment, inside, inner);
  } finally {
    if (inner.orphaned) await fs.rm(inside.scratch, { recursive: true, force: true });
    inner.close();
  }
}

async function buildWithLog(
  planned: Planned,
  flags: BuildCommandFlags,
  environment: Environment,
  { scratch, secrets, scenario, events }: Inside,
  inner: InnerSide,
): Promise<number> {
  const { appliance, plan } = planned;
  const output = await openOutput(flags.out ?? plan.name, plan.name, inner, flags.owner);
  const log = openBuildLog(path.join(output.staging, logName), secrets);
  for (const line of planned.gathered.pre?.log ?? []) log.line(line);
  const display = events === undefined ? displayForPeople(environment.stderr) : displayForPrograms(events);
  const reporter = createReporter(display, log);
  for (const warning of appliance.warnings) reporter.warn(warning);
  const runner = createRunner({ signal: inner.signal, log: log.line, env: toolEnvironment(environment, scratch) });
  let built = false;
  try {
    const inputs: BuildInputs = {
      appliance,
      plan,
      kickstart: { file: path.basename(planned.file), sha256: planned.sha256 },
      cacheDirectory: path.resolve(flags.cacheDir ?? defaultCacheDirectory),
      scratchDirectory: scratch,
      scratchOnDisk: flags.workDir !== undefined,
      release: flags.releasever,
      bootTest: flags.bootTest === true,
      scenario,
      probeAccelerator: flags.probeAccelerator === true,
      epoch: epochOf(environment, flags.reproducible === true || flags.verifyReproducible === true),
      cores: os.availableParallelism(),
    };
    const { manifest, exitCode } = await buildAppliance(inputs, { runner, reporter, output, owner: inner });
    built = true;
    if (flags.verifyReproducible === true) {
      const first = { directory: output.directory, manifest };
      await buildAgain(first, inputs, { runner, reporter, display, log, inner, owner: flags.owner });
    }
    await log.close();
    events?.emit({ event: 'built', directory: output.directory, manifest, exitCode });
    if (events !== undefined) return exitCode;
    const text =
      flags.json === true
        ? jsonLine({ ok: exitCode === 0, directory: output.directory, ...manifest })
        : summaryText(manifest, output.directory);
    environment.stdout.write(`${text}\n`);
    return exitCode;
  } catch (error) {
    for (const line of errorLines(error)) log.line(line);
    await log.close();
    const failedLog = built ? path.join(output.directory, logName) : await output.abandon();
    events?.emit(errorEvent(error, failedLog));
    if (events !== undefined) return exitCodeOf(error);
    for (const line of errorLines(error)) environment.stderr.write(`${line}\n`);
    environment.stderr.write(`the full log is ${failedLog}\n`);
    return exitCodeOf(error);
  }
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function epochOf({ variables }: Environment, reproducible: boolean): Epoch {
  const text = variables['SOURCE_DATE_EPOCH'];
  if (text === undefined || text === '') return reproducible ? 'packages' : undefined;
  if (/^\d{1,11}$/.test(text)) return Number(text);
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-epoch',
    message: `SOURCE_DATE_EPOCH is "${text}", not a number of seconds`,
  });
}
