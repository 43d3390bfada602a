import * as fs from 'node:fs/promises';
import { createJudge } from '../boottest/judge/judge.ts';
import { deadlinesFor, type Verdict } from '../boottest/judge/verdicts.ts';
import { watch } from '../boottest/judge/watch.ts';
import { excerpt } from '../boottest/verdict.ts';
import { ApplianceError } from '../errors.ts';
import { withDeadline } from '../host/program/deadline.ts';
import { startProcess } from '../host/program/process.ts';
import type { Runner } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import { type ClientEnvironment, type ConsoleSource, followConsole } from './follow-console.ts';

/** The file of its console, if there is one, is there when the domain has been started. */
export interface BootWait extends ConsoleSource {
  /** File on the host that keeps what the guest prints; undefined: none. */
  readonly consoleLog: string | undefined;
  readonly env: ClientEnvironment;
  /** All must be seen. */
  readonly expect: readonly RegExp[];
  /** Replaces the deadline of the whole boot. */
  readonly timeoutSeconds: number | undefined;
  readonly accelerator: 'kvm' | 'tcg';
}

/** A boot that was waited for in vain. */
export class BootFailure extends ApplianceError {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, reason: string, consoleLog: string | undefined, lastLines: readonly string[]) {
    super({
      kind: 'build',
      code: `boot-${verdict}`,
      message: `the machine did not come up: ${reason}`,
      detail: excerpt(lastLines),
      hint: consoleLog === undefined ? undefined : `its console is in ${consoleLog}`,
    });
    this.verdict = verdict;
  }
}

const millisecondsToHear = 2000;

/**
 * Waits until a machine that was just started shows what is expected on its console, by the rules of the boot test.
 *
 * @returns seconds that it took
 * @throws BootFailure, ApplianceError kind `interrupted`
 */
export async function waitForBoot(runner: Runner, wait: BootWait): Promise<number> {
  const judge = createJudge({ expect: wait.expect, deadlines: deadlinesFor(wait.accelerator, wait.timeoutSeconds) });
  await using scope = new Scope();
  const watching = watch(judge, runner.signal);
  scope.defer(() => watching[Symbol.dispose]());
  const { log } = runner;
  const { over } = await followConsole(wait, (chunk) => watching.feedSerial(chunk), {
    scope,
    log,
    env: wait.env,
  });
  const { stopped } = await watchEnd(wait, runner, scope);
  const decision = await Promise.race([
    watching.decision,
    stopped.then(() => judge.end('powered off')),
    over.then(
      () => watching.decision,
      // That of a machine which stops is lost, too, and it may be told of that first.
      async (error) => {
        await withDeadline(stopped, millisecondsToHear);
        throw error;
      },
    ),
  ]);
  if (decision.verdict === 'passed') return watching.elapsedMs() / 1000;
  throw new BootFailure(decision.verdict, decision.reason, await keepLog(wait), judge.lastLines);
}

/** The machine that is put back writes to the same file. @returns path of the copy, where one can be made */
async function keepLog({ consoleFile, consoleLog: file }: BootWait): Promise<string | undefined> {
  if (file === undefined || consoleFile === undefined) return file;
  const copy = `${file}.failed`;
  try {
    await fs.copyFile(file, copy);
    return copy;
  } catch {
    return file;
  }
}

/** @returns a promise that settles when the domain is no longer active */
async function watchEnd(
  { uri, domain, env }: BootWait,
  runner: Runner,
  scope: Scope,
): Promise<{ stopped: Promise<void> }> {
  let settle = () => {};
  const stopped = new Promise<void>((resolve) => {
    settle = resolve;
  });
  scope.use(
    await startProcess({
      tool: 'virsh',
      args: ['--connect', uri, 'event', '--domain', domain, '--event', 'lifecycle', '--loop'],
      env,
      log: runner.log,
      onOutput: (chunk) => {
        if (/: (?:Stopped|Crashed) /.test(chunk.toString('latin1'))) settle();
      },
    }),
  );
  return { stopped };
}
