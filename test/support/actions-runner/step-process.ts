// Runs a step's process as the runner does: lines of both streams, and signals when the job is cancelled.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { asUser, type RunnerUser, runAs } from './user.ts';

export interface StepProcess {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: RunnerUser | undefined;
  readonly onLine: (line: string) => void;
  /** Aborted when this step shall stop. */
  readonly stop: AbortSignal;
}

export interface ProcessEnd {
  readonly exitCode: number;
  /** Sent until it ended; empty if it was let run. */
  readonly signals: readonly NodeJS.Signals[];
  readonly secondsToStop: number;
}

/** How long the runner waits after each signal for the process to end. */
const ladder = [
  ['SIGINT', 7500],
  ['SIGTERM', 2500],
] as const;
/** How long it waits for the streams once the process is gone; a child may hold them. */
const streamsMilliseconds = 5000;

/** @throws Error when the program can't be started */
export async function runStepProcess(step: StepProcess): Promise<ProcessEnd> {
  const [program = '', ...args] = [...asUser(step.user), ...step.command];
  const child = spawn(program, args, { cwd: step.cwd, env: step.env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end();
  const reading = [child.stdout, child.stderr].map((stream) => readLines(stream, step.onLine));
  // What one throws counts when the process is gone; until then nobody takes it.
  for (const one of reading) one.catch(() => undefined);
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
  const signals: NodeJS.Signals[] = [];
  let stoppedAt: number | undefined;
  const climb = async () => {
    stoppedAt = performance.now();
    for (const [signal, milliseconds] of ladder) {
      signals.push(signal);
      send(step.user, signal, child.pid);
      if (await endsWithin(exited, milliseconds)) return;
    }
    signals.push('SIGKILL');
    killTree(step.user, child.pid);
  };
  let climbing: Promise<void> | undefined;
  const onStop = () => {
    climbing = climb();
  };
  if (step.stop.aborted) onStop();
  else step.stop.addEventListener('abort', onStop, { once: true });
  const exitCode = await exited;
  const secondsToStop = stoppedAt === undefined ? 0 : (performance.now() - stoppedAt) / 1000;
  step.stop.removeEventListener('abort', onStop);
  await climbing;
  if (!(await endsWithin(Promise.all(reading), streamsMilliseconds))) {
    for (const stream of [child.stdout, child.stderr]) stream.destroy();
  }
  return { exitCode, signals, secondsToStop };
}

/** Lines end at LF, CR LF and CR alone, as .NET reads them. */
async function readLines(stream: Readable, take: (line: string) => void): Promise<void> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split(/\r\n|\n|\r(?!\n|$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  }
  if (rest !== '') take(rest.replace(/\r$/, ''));
}

/** With the user's rights only: an unprivileged runner can't signal what runs as root. */
function send(user: RunnerUser | undefined, signal: NodeJS.Signals, pid: number | undefined): void {
  if (pid !== undefined) runAs(user, ['sh', '-c', 'kill -s "$1" "$2"', 'sh', signal.replace('SIG', ''), String(pid)]);
}

/** Children first, as the runner does. */
export function killTree(user: RunnerUser | undefined, pid: number | undefined): void {
  if (pid === undefined) return;
  for (const child of childrenOf(pid)) killTree(user, child);
  send(user, 'SIGKILL', pid);
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return new RegExp(`^PPid:\\s+${parent}$`, 'm').test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function endsWithin(ended: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const over = new AbortController();
  const tooLong = setTimeout(milliseconds, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([ended.then(() => true), tooLong]);
  } finally {
    over.abort();
  }
}
