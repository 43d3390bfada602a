// Runs the program as users do: the bundle in dist/, with the node of the PATH, judged by exit code, text and files.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
/** One cache for all integration tests, so that packages are downloaded, and the common layer is made, once. */
export const sharedCache = path.join(repository, '.cache/test-cache');

export interface RunCliOptions {
  /** Added to the test's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Programs before the command line, such as `['setpriv', '--reuid=65534']`. */
  readonly wrapper?: readonly string[];
  /** Called with each line of standard output and error as it comes; `kill` sends a signal to the command. */
  readonly onLine?: (line: string, kill: (signal: NodeJS.Signals) => void, pid: number) => void;
  /** Called as soon as the process is there. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void, pid: number) => void;
  /** Sends the signal once, when a line of standard error matches. */
  readonly signalAt?: { readonly line: RegExp; readonly signal: NodeJS.Signals };
}

export interface CliResult {
  /** As a shell would report it: 128 + the signal's number if a signal ended the process. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** From the signal of `signalAt` to the end of the process; undefined if it was not sent. */
  readonly secondsAfterSignal: number | undefined;
}

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

export async function runCli(args: readonly string[], options: RunCliOptions = {}): Promise<CliResult> {
  const [program = '', ...words] = [...(options.wrapper ?? []), 'node', path.join(repository, 'dist/cli.js'), ...args];
  const start = performance.now();
  const child = spawn(program, words, {
    cwd: options.cwd ?? repository,
    env: { ...process.env, PATH: pathWithoutModules(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let signalledAt: number | undefined;
  const kill = (signal: NodeJS.Signals) => {
    signalledAt ??= performance.now();
    child.kill(signal);
  };
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signalNumbers[signal ?? ''] ?? 0)));
  });
  child.once('spawn', () => options.onStart?.(kill, child.pid ?? 0));
  const stdoutRead = readLines(child.stdout, (line) => options.onLine?.(line, kill, child.pid ?? 0));
  const stderrRead = readLines(child.stderr, (line) => {
    if (signalledAt === undefined && options.signalAt?.line.test(line) === true) kill(options.signalAt.signal);
    options.onLine?.(line, kill, child.pid ?? 0);
  });
  const [code, stdout, stderr] = await Promise.all([ended, stdoutRead, stderrRead]).catch((error) => {
    // Nobody reads what it says any more, so that it would not end by itself.
    child.kill('SIGKILL');
    throw error;
  });
  const end = performance.now();
  return {
    code,
    stdout,
    stderr,
    seconds: (end - start) / 1000,
    secondsAfterSignal: signalledAt === undefined ? undefined : (end - signalledAt) / 1000,
  };
}

/** npm puts the Node of the development dependencies first; users run the program with their own. */
function pathWithoutModules(): string {
  const folders = (process.env['PATH'] ?? '').split(':');
  return folders.filter((folder) => !folder.includes('node_modules')).join(':');
}

async function readLines(stream: Readable, take: (line: string) => void): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines.push(line);
    take(line);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** An empty folder on disk that goes when the test is over, whatever its outcome. */
export function temporaryDirectory(t: TestContext): string {
  const parent = path.join(repository, '.cache/test-tmp');
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(path.join(parent, 't-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
