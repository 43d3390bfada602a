import { execa } from 'execa';
import { type LineSink, readLines } from './run.ts';

export interface LifelineOptions {
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onOutput: LineSink;
  readonly onError: LineSink;
  /** Seconds that the program gets to clean up after its input has ended; then it is killed if that is permitted. */
  readonly graceSeconds: number;
}

/**
 * Runs a program that stops by itself when its standard input ends. That is how root's processes are stopped by one who
 * is not root and may not signal them, and the input ends even when the caller is killed.
 *
 * @returns its exit code; 128 and more if a signal ended it, 127 if it could not be started
 */
export async function runWithLifeline(
  file: string,
  args: readonly string[],
  options: LifelineOptions,
): Promise<number> {
  const child = execa(file, args, {
    extendEnv: false,
    env: { ...options.env },
    cwd: options.cwd,
    stdin: 'pipe',
    buffer: false,
    reject: false,
    detached: true,
  });
  child.stdin.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.stdin.end();
    timer = setTimeout(() => child.kill('SIGKILL'), options.graceSeconds * 1000);
  };
  if (options.signal.aborted) stop();
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    const [result] = await Promise.all([
      child,
      readLines(child.iterable({ from: 'stdout' }), options.onOutput),
      readLines(child.iterable({ from: 'stderr' }), options.onError),
    ]);
    return result.exitCode ?? (result.signal === undefined ? 127 : 137);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', stop);
  }
}
