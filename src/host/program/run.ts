import { createReadStream } from 'node:fs';
import { execa } from 'execa';
import { ApplianceError } from '../../errors.ts';

/** Takes one line of a program's output, without its line end. */
export type LineSink = (line: string) => void;

export interface RunOptions {
  /** Written to standard input, which is closed after it. Default: empty. */
  readonly input?: string | Uint8Array;
  /** Path of a file that standard input is read from. */
  readonly inputFile?: string;
  /** A part of a file that standard input is read from; bytes. */
  readonly inputPart?: { readonly file: string; readonly start: number; readonly length: number };
  /** Path of a file that takes standard output as it is; `stdout` of the result is then empty. */
  readonly outputFile?: string;
  /** Likewise, but it is added to what is in the file. */
  readonly appendTo?: string;
  readonly cwd?: string;
  /** Added to the runner's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Exit codes that are not a failure. Default: only 0. */
  readonly okCodes?: readonly number[];
  /** Seconds after which the program is killed and the run fails. Default: none. */
  readonly timeoutSeconds?: number;
  /** Called with each line of standard output and standard error, besides the log. */
  readonly onLine?: LineSink;
  /** The first line of output that matches ends the program, and the run fails: it would only wait in vain. */
  readonly abandonAt?: RegExp;
  /** Ends the program, too; the run then fails. */
  readonly until?: AbortSignal;
  /** Whether standard output goes to the log; standard error always does. Default: false (it is returned). */
  readonly logOutput?: boolean;
  /** What the failing step means to the user, put before the tool's own words: `can't make the filesystem of /`. */
  readonly failure?: string;
}

export interface RunResult {
  readonly exitCode: number;
  /** Standard output as UTF-8, without the last line end. Empty when `logOutput` is set. */
  readonly stdout: string;
  /** The last lines of standard error and, with `logOutput`, standard output. */
  readonly tail: readonly string[];
}

/**
 * Runs host programs: arguments as an array, never a shell, a clean environment, output to the log,
 * killed (TERM, then KILL) when the signal is aborted.
 */
export interface Runner {
  readonly signal: AbortSignal;
  readonly log: LineSink;
  /**
   * @throws ApplianceError kind `build` with the tool's last output if it fails, `tool` if it is not installed,
   *   `interrupted` if the signal was aborted
   */
  run(tool: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

export interface RunnerSettings {
  readonly signal: AbortSignal;
  readonly log: LineSink;
  /** The whole environment of the programs; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Programs are not reached by Ctrl-C in the terminal, which otherwise ends them before the signal can. Default: false. */
  readonly outOfReach?: boolean;
}

const tailLines = 20;
const readAheadBytes = 1024 * 1024;
/** A cancelled job has ten seconds for everything, and what a killed tool leaves goes with its namespace. */
const secondsToDieAfterTerm = 2;

export function createRunner({ signal, log, env, outOfReach = false }: RunnerSettings): Runner {
  async function run(tool: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    throwIfInterrupted(signal);
    log(`+ ${[tool, ...args].map(quoteForLog).join(' ')}`);
    const tail: string[] = [];
    const captured: string[] = [];
    const abandon = new AbortController();
    const take = (line: string) => {
      log(line);
      if (options.abandonAt?.test(line) === true) abandon.abort();
      options.onLine?.(line);
      tail.push(line);
      if (tail.length > tailLines) tail.shift();
    };
    const child = execa(tool, args, {
      extendEnv: false,
      env: { ...env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...inputOf(options),
      ...outputOf(options),
      ...(options.timeoutSeconds === undefined ? {} : { timeout: options.timeoutSeconds * 1000 }),
      detached: outOfReach,
      cancelSignal: AbortSignal.any([signal, abandon.signal, ...(options.until === undefined ? [] : [options.until])]),
      forceKillAfterDelay: secondsToDieAfterTerm * 1000,
      buffer: false,
      reject: false,
    });
    const streams: Promise<void>[] = [];
    // One that could not even be started, as its arguments are too long, has none.
    const isStarted = child.pid !== undefined;
    if (isStarted) streams.push(readLines(child.iterable({ from: 'stderr' }), take));
    if (isStarted && options.outputFile === undefined && options.appendTo === undefined) {
      streams.push(
        readLines(child.iterable({ from: 'stdout' }), options.logOutput ? take : (line) => captured.push(line)),
      );
    }
    const [result] = await Promise.all([child, ...streams]);
    throwIfInterrupted(signal);
    if (result.exitCode !== undefined && (options.okCodes ?? [0]).includes(result.exitCode)) {
      return { exitCode: result.exitCode, stdout: captured.join('\n'), tail };
    }
    const { exitCode, signal: killedBy, timedOut, code } = result;
    const ending = { exitCode, signal: killedBy, timedOut, code, abandoned: abandon.signal.aborted };
    throw failureOf(tool, ending, options, tail.length > 0 ? tail : captured.slice(-tailLines));
  }
  return { signal, log, run };
}

function inputOf({ input, inputFile, inputPart }: RunOptions) {
  if (inputFile !== undefined) return { inputFile };
  if (inputPart !== undefined) {
    const { file, start, length } = inputPart;
    return { input: createReadStream(file, { start, end: start + length - 1, highWaterMark: readAheadBytes }) };
  }
  return input === undefined ? { stdin: 'ignore' as const } : { input };
}

function outputOf({ outputFile, appendTo }: RunOptions) {
  if (appendTo !== undefined) return { stdout: { file: appendTo, append: true } };
  return outputFile === undefined ? {} : { stdout: { file: outputFile } };
}

/** Reads lines without failing: how the program ended is told by its result, not by its streams. */
export async function readLines(lines: AsyncIterable<unknown>, take: (line: string) => void): Promise<void> {
  try {
    for await (const line of lines) take(String(line));
  } catch {
    // The stream breaks when the program is killed; the exit code says so.
  }
}

interface Ending {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly timedOut: boolean;
  readonly abandoned: boolean;
  readonly code?: string | undefined;
}

function failureOf(tool: string, ending: Ending, options: RunOptions, lastOutput: readonly string[]): ApplianceError {
  const before = options.failure === undefined ? '' : `${options.failure}: `;
  if (ending.code === 'ENOENT') {
    return new ApplianceError({
      kind: 'tool',
      code: 'tool-missing',
      message: `${before}the program ${tool} is not installed`,
      hint: 'run "appliance-build doctor --install", or add --install-tools',
    });
  }
  const how = ending.timedOut
    ? `did not finish within ${options.timeoutSeconds} s`
    : ending.abandoned
      ? 'was stopped because nobody answers'
      : ending.signal !== undefined
        ? `was killed by ${ending.signal}`
        : ending.exitCode !== undefined
          ? `failed with exit code ${ending.exitCode}`
          : `could not be started (${ending.code ?? 'unknown reason'})`;
  return new ApplianceError({
    kind: 'build',
    code: 'tool-failed',
    message: `${before}${tool} ${how}`,
    detail: lastOutput,
    hint: hintFor(lastOutput),
  });
}

/** What tools say when there is no room left (strerror of ENOSPC and EDQUOT). */
export const diskFull = /No space left on device|Disk quota exceeded/;
export const diskFullHint = 'make room, or name other folders: --work-dir for scratch space, --out, --cache-dir';

/** What to do about a program that ended with this output; undefined if that is not known. */
export function hintFor(output: readonly string[]): string | undefined {
  return output.some((line) => diskFull.test(line)) ? diskFullHint : undefined;
}

/** @throws ApplianceError kind `interrupted` if the signal was aborted */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interruptionBy(signal);
}

/** What a signal that was aborted makes work end with. */
export function interruptionBy({ reason }: AbortSignal): ApplianceError {
  return new ApplianceError({ kind: 'interrupted', code: 'interrupted', message: `interrupted by ${String(reason)}` });
}

function quoteForLog(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
