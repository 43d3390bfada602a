import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Waits for a writer of the FIFO, and no longer once whoever shall write has ended.
 *
 * @returns what was written to it
 */
export async function readFifo(fifo: string, ended: Promise<unknown>): Promise<string> {
  const over = new AbortController();
  const reading = promisify(execFile)('cat', [fifo], { signal: over.signal });
  const tooLate = ended.then(() => {
    throw new Error(`it ended before anything was written to ${fifo}`);
  });
  try {
    return (await Promise.race([reading, tooLate])).stdout;
  } finally {
    over.abort();
  }
}
