import * as fs from 'node:fs/promises';
import type { LineSink } from '../../host/program/run.ts';
import type { QmpClient } from './qmp.ts';

export interface ScreenshotOptions {
  /** A PNG; overwritten. */
  readonly file: string;
  /** Settles when the machine is gone. */
  readonly gone: Promise<unknown>;
  readonly signal: AbortSignal;
  readonly log: LineSink;
}

/** It takes 0.1 s; a QEMU that hangs must not keep the verdict back. */
const mostMilliseconds = 10_000;

/**
 * Has QEMU (7.1 and newer) write what the screen of the machine shows.
 *
 * @returns whether there is a file now; the machine may be gone, or QEMU built without PNG
 */
export async function takeScreenshot(qmp: QmpClient, options: ScreenshotOptions): Promise<boolean> {
  const { file, signal, log } = options;
  let stop: (why: string) => void = () => {};
  const stopped = new Promise<string>((resolve) => {
    stop = resolve;
  });
  const onAbort = () => stop('it was interrupted');
  signal.addEventListener('abort', onAbort);
  const timer = setTimeout(() => stop('QEMU did not answer in time'), mostMilliseconds);
  const asked = qmp.execute('screendump', { filename: file, format: 'png' });
  const failure = await Promise.race([
    asked.then(
      () => undefined,
      (error: Error) => error.message,
    ),
    options.gone.then(() => 'the machine is gone'),
    stopped,
  ]);
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  if (failure === undefined) return true;
  log(`no screenshot: ${failure}`);
  await fs.rm(file, { force: true });
  return false;
}
