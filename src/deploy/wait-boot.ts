import * as fs from 'node:fs/promises';
import { sanitiseForLog } from '../boottest/console/sanitise.ts';
import { createJudge } from '../boottest/judge/judge.ts';
import { deadlinesFor, type Verdict } from '../boottest/judge/verdicts.ts';
import { watch } from '../boottest/judge/watch.ts';
import { ApplianceError } from '../errors.ts';
import { startProcess } from '../host/program/process.ts';
import type { Runner } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';

export interface BootWait {
  readonly uri: string;
  readonly domain: string;
  /** File that takes what the guest prints. It is there when the domain has been started. */
  readonly consoleLog: string;
  /** All must be seen. */
  readonly expect: readonly RegExp[];
  /** Replaces the deadline of the whole boot. */
  readonly timeoutSeconds: number | undefined;
  readonly accelerator: 'kvm' | 'tcg';
}

/** A boot that was waited for in vain. */
export class BootFailure extends ApplianceError {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, reason: string, consoleLog: string, lastLines: readonly string[]) {
    super({
      kind: 'build',
      code: `boot-${verdict}`,
      message: `the machine did not come up: ${reason}`,
      detail: sanitiseForLog(lastLines.slice(-shownLines).join('\n')),
      hint: `its console is in ${consoleLog}`,
    });
    this.verdict = verdict;
  }
}

const shownLines = 15;

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
  const followed = new AbortController();
  const following = follow(wait.consoleLog, (chunk) => watching.feedSerial(chunk), followed.signal);
  scope.defer(async () => {
    followed.abort();
    await following.catch(() => undefined);
  });
  const { stopped } = await watchEnd(wait, runner, scope);
  const decision = await Promise.race([
    watching.decision,
    stopped.then(() => judge.end('powered off')),
    // It only ends by itself when the file cannot be read.
    following.then(() => watching.decision),
  ]);
  if (decision.verdict === 'passed') return watching.elapsedMs() / 1000;
  throw new BootFailure(decision.verdict, decision.reason, await keepLog(wait.consoleLog), judge.lastLines);
}

/** The machine that is put back writes to the same file. @returns path of the copy */
async function keepLog(file: string): Promise<string> {
  const copy = `${file}.failed`;
  try {
    await fs.copyFile(file, copy);
    return copy;
  } catch {
    return file;
  }
}

/** Reads a file that grows, and returns when that is aborted. */
async function follow(file: string, take: (chunk: Buffer) => void, signal: AbortSignal): Promise<void> {
  await using handle = await fs.open(file);
  const changes = fs.watch(file, { signal });
  const readAll = async () => {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024));
      if (bytesRead === 0) return;
      take(buffer.subarray(0, bytesRead));
    }
  };
  try {
    // The watch begins with the first turn of the loop, so what came before is read after it.
    const iterator = changes[Symbol.asyncIterator]();
    let next = iterator.next();
    await readAll();
    while (!(await next).done) {
      next = iterator.next();
      await readAll();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** @returns a promise that settles when the domain is no longer active */
async function watchEnd({ uri, domain }: BootWait, runner: Runner, scope: Scope): Promise<{ stopped: Promise<void> }> {
  let settle = () => {};
  const stopped = new Promise<void>((resolve) => {
    settle = resolve;
  });
  scope.use(
    await startProcess({
      tool: 'virsh',
      args: ['--connect', uri, 'event', '--domain', domain, '--event', 'lifecycle', '--loop'],
      log: runner.log,
      onOutput: (chunk) => {
        if (/: (?:Stopped|Crashed) /.test(chunk.toString('latin1'))) settle();
      },
    }),
  );
  return { stopped };
}
