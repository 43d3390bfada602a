import * as fs from 'node:fs/promises';
import { sanitiseForLog } from '../boottest/console/sanitise.ts';
import { createJudge } from '../boottest/judge/judge.ts';
import { createLedger, type FirstFailure, meanings, noAllowances } from '../boottest/judge/ledger.ts';
import { deadlinesFor, type Verdict } from '../boottest/judge/verdicts.ts';
import { watch } from '../boottest/judge/watch.ts';
import { excerpt } from '../boottest/verdict.ts';
import { ApplianceError, type Warning } from '../errors.ts';
import { withDeadline } from '../host/program/deadline.ts';
import type { Runner } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import { type ClientEnvironment, type ConsoleSource, followConsole } from './follow-console.ts';
import type { Libvirt } from './host/libvirt.ts';
import { watchEnd } from './watch-end.ts';

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

interface WaitMeans {
  readonly runner: Runner;
  readonly libvirt: Pick<Libvirt, 'isActive'>;
  readonly warn: (warning: Warning) => void;
}

const millisecondsToHear = 2000;

/**
 * Waits until a machine that was just started shows what is expected on its console, by the rules of the boot test that end one.
 * What it only complains of, such as a unit that failed, is a warning.
 *
 * @returns seconds that it took
 * @throws BootFailure, ApplianceError kind `interrupted`
 */
export async function waitForBoot({ runner, libvirt, warn }: WaitMeans, wait: BootWait): Promise<number> {
  const ledger = createLedger(noAllowances, wait.accelerator);
  const judge = createJudge({ expect: wait.expect, deadlines: deadlinesFor(wait.accelerator, wait.timeoutSeconds) });
  await using scope = new Scope();
  const watching = watch(judge, runner.signal);
  scope.defer(() => watching[Symbol.dispose]());
  const hear = (chunk: Buffer) => {
    ledger.feed(chunk, watching.elapsedMs());
    watching.feedSerial(chunk);
  };
  const { over } = await followConsole(wait, hear, { scope, log: runner.log, env: wait.env });
  const { ended } = await watchEnd(wait, { runner, libvirt, scope });
  const decision = await Promise.race([
    watching.decision,
    ended.then((how) => judge.end(how)),
    over.then(
      () => watching.decision,
      // That of a machine which stops is lost, too, and it may be told of that first.
      async (error) => {
        await withDeadline(ended, millisecondsToHear);
        throw error;
      },
    ),
  ]);
  if (decision.verdict !== 'passed')
    throw new BootFailure(decision.verdict, decision.reason, await keepLog(wait), judge.lastLines);
  if (ledger.firstHard !== undefined) warn(complaintOf(ledger.firstHard));
  return watching.elapsedMs() / 1000;
}

function complaintOf({ rule, line }: FirstFailure): Warning {
  const message = `${meanings[rule.verdict]}: ${sanitiseForLog(line).join(' ')}`;
  return { code: 'boot-complaint', message, hint: 'the machine has come up all the same; its boot test would fail' };
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
