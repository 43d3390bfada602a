import { type ChildProcessByStdio, spawn } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Readable } from 'node:stream';
import { ApplianceError } from '../../errors.ts';
import { withDeadline } from './deadline.ts';
import type { LineSink } from './run.ts';

export interface ProcessSettings {
  readonly tool: string;
  readonly args: readonly string[];
  readonly log: LineSink;
  /** The whole environment; nothing is inherited. Default: only a PATH and the C locale. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes standard output in chunks. Default: it is dropped. */
  readonly onOutput?: (chunk: Buffer) => void;
}

export interface ProcessEnd {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** A long-running child that ends, at the latest, when its scope does. */
export interface OwnedProcess extends AsyncDisposable {
  readonly pid: number;
  /** Settles, never rejects, once the process is gone and its output is read. */
  readonly ended: Promise<ProcessEnd>;
  /** The last lines of standard error. */
  readonly tail: readonly string[];
  /** Sends TERM to its group, and KILL if that does not help within two seconds. Returns when the process is gone. */
  terminate(): Promise<ProcessEnd>;
}

const plainEnvironment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };
const tailLines = 20;
const millisecondsToDieAfterTerm = 2000;

/**
 * Starts a program that runs until it is told to stop. It gets a process group of its own, so that Ctrl-C in a terminal
 * reaches only us, and we end it in our own order.
 *
 * @throws ApplianceError kind `tool`, code `tool-missing`, if the program is not installed
 */
export async function startProcess(settings: ProcessSettings): Promise<OwnedProcess> {
  const { tool, args, log } = settings;
  log(`+ ${[tool, ...args].join(' ')}`);
  const env = settings.env ?? plainEnvironment;
  const program = await findProgram(tool, env['PATH'] ?? '');
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const tail: string[] = [];
  keepTail(child.stderr, tail, log);
  if (settings.onOutput === undefined) child.stdout.resume();
  else child.stdout.on('data', settings.onOutput);
  let isOver = false;
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('close', (exitCode, signal) => {
      isOver = true;
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
    });
  });
  const pid = await spawned(child, tool);
  const terminate = async () => {
    if (isOver) return await ended;
    signalGroup(pid, 'SIGTERM');
    const kill = setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
      // What has left the group may hold them for ever.
      child.stdout.destroy();
      child.stderr.destroy();
    }, millisecondsToDieAfterTerm);
    try {
      return await ended;
    } finally {
      clearTimeout(kill);
    }
  };
  return {
    pid,
    ended,
    tail,
    terminate,
    async [Symbol.asyncDispose]() {
      await terminate();
    },
  };
}

/** Also to what the program has started. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Starts a program and waits for its sign that it is ready.
 *
 * @param sign what a line of standard error, or a chunk of standard output, then matches
 * @returns the process, which belongs to the caller in any case, and whether the sign came before its end and in time
 * @throws ApplianceError as `startProcess`
 */
export async function startUntil(
  settings: ProcessSettings,
  sign: RegExp,
  milliseconds: number,
): Promise<{ readonly owned: OwnedProcess; readonly isReady: boolean }> {
  let ready: (word: 'ready') => void = () => {};
  const signed = new Promise<'ready'>((resolve) => {
    ready = resolve;
  });
  const look = (text: string) => {
    if (sign.test(text)) ready('ready');
  };
  const owned = await startProcess({
    ...settings,
    log(line) {
      settings.log(line);
      look(line);
    },
    onOutput(chunk) {
      settings.onOutput?.(chunk);
      look(chunk.toString('latin1'));
    },
  });
  return { owned, isReady: (await withDeadline(Promise.race([signed, owned.ended]), milliseconds)) === 'ready' };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

function spawned(child: Child, tool: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid ?? 0));
    child.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'ENOENT'
          ? missing('setpriv')
          : new ApplianceError({
              kind: 'build',
              code: 'tool-failed',
              message: `${tool} could not be started (${cause.code})`,
              cause,
            }),
      ),
    );
  });
}

async function findProgram(tool: string, searchPath: string): Promise<string> {
  const candidates = tool.includes('/') ? [tool] : searchPath.split(':').map((folder) => path.join(folder, tool));
  for (const candidate of candidates) {
    const found = await fs.access(candidate, fs.constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  throw missing(tool);
}

function missing(tool: string): ApplianceError {
  return new ApplianceError({
    kind: 'tool',
    code: 'tool-missing',
    message: `the program ${tool} is not installed`,
    hint: 'run "appliance-build doctor --install", or add --install-tools',
  });
}

function keepTail(stream: Readable, tail: string[], log: LineSink): void {
  let rest = '';
  const take = (line: string) => {
    log(line);
    tail.push(line);
    if (tail.length > tailLines) tail.shift();
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('end', () => {
    if (rest !== '') take(rest);
  });
}
