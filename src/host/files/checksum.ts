import * as nodeCrypto from 'node:crypto';
import * as nodeFs from 'node:fs';
import * as fs from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { throwIfInterrupted } from '../program/run.ts';

export interface FileMeasure {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /**
   * The space that the file needs: that of pages of 4 KiB that are not all zeros. What a filesystem really gives it depends on
   * how busy the machine was, too.
   */
  readonly dataBytes: number;
}

/**
 * SHA-256 of a file; lower-case hexadecimal.
 *
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  return (await measure(file, false, signal)).sha256;
}

/**
 * Another checksum of a file, for what old files carry; lower-case hexadecimal.
 *
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
export async function checksumOfFile(algorithm: 'sha1', file: string, signal: AbortSignal): Promise<string> {
  const hash = nodeCrypto.createHash(algorithm);
  for await (const chunk of nodeFs.createReadStream(file)) {
    throwIfInterrupted(signal);
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/**
 * Measures a file with holes in one reading.
 *
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
export async function measureFile(file: string, signal?: AbortSignal): Promise<FileMeasure> {
  return await measure(file, true, signal);
}

/** Below it, starting a thread takes longer than it saves. */
const worthAThreadBytes = 8 * 1024 * 1024;

/** Large files are read in a thread of their own, so that several take several processors. */
async function measure(file: string, countsPages: boolean, signal?: AbortSignal): Promise<FileMeasure> {
  if (signal !== undefined) throwIfInterrupted(signal);
  const { size } = await fs.stat(file);
  if (size < worthAThreadBytes) return readWhole(nodeFs, nodeCrypto, file, countsPages);
  const values = JSON.stringify([file, countsPages]);
  const program = `const read = ${readWhole};
    const result = read(require('node:fs'), require('node:crypto'), ...${values});
    require('node:worker_threads').parentPort.postMessage(result);`;
  const worker = new Worker(program, { eval: true });
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop);
  try {
    const result = await new Promise<FileMeasure | undefined>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', () => resolve(undefined));
    });
    if (signal !== undefined) throwIfInterrupted(signal);
    if (result === undefined) throw new Error(`the thread that read ${file} ended early`);
    return result;
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

/** Threads run the text of it, so it uses nothing from outside of itself but what it is given. */
function readWhole(
  { openSync, readSync, closeSync }: Pick<typeof nodeFs, 'openSync' | 'readSync' | 'closeSync'>,
  { createHash }: Pick<typeof nodeCrypto, 'createHash'>,
  file: string,
  countsPages: boolean,
): FileMeasure {
  const pageBytes = 4096;
  const block = Buffer.allocUnsafe(1024 * 1024);
  const zeros = Buffer.alloc(block.length);
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'r');
  let dataBytes = 0;
  try {
    for (;;) {
      const count = readSync(descriptor, block);
      if (count === 0) return { sha256: hash.digest('hex'), dataBytes };
      hash.update(block.subarray(0, count));
      if (!countsPages || block.compare(zeros, 0, count, 0, count) === 0) continue;
      for (let start = 0; start < count; start += pageBytes) {
        const end = Math.min(start + pageBytes, count);
        if (block.compare(zeros, start, end, start, end) !== 0) dataBytes += end - start;
      }
    }
  } finally {
    closeSync(descriptor);
  }
}
