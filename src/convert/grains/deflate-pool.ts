import * as path from 'node:path';
import { Worker } from 'node:worker_threads';

/** What a thread is asked for: to replace what is in the slot by its zlib stream (RFC 1950). Answers come in the order of the tasks. */
export interface DeflateTask {
  readonly slot: SharedArrayBuffer;
  /** Of the data, in bytes. */
  readonly length: number;
  /** Of libdeflate: 1 to 12. */
  readonly level: number;
}

export interface DeflateAnswer {
  /** Of the stream, in bytes. */
  readonly length: number;
}

export interface DeflatePool extends AsyncDisposable {
  /**
   * @param data at most `mostBytes`
   * @throws Error of the thread
   */
  compress(data: Buffer, level: number): Promise<Buffer>;
}

interface Waiting {
  readonly slot: SharedArrayBuffer;
  resolve(compressed: Buffer): void;
  reject(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  /** For the tasks that it was given, in their order. */
  readonly waiting: Waiting[];
  /** Memory that both sides see, used again and again: what is posted otherwise is copied, and left to the garbage collector. */
  readonly free: SharedArrayBuffer[];
}

/** Beside this file in src/ as in dist/. */
const program = new URL(`./deflate-thread${path.extname(import.meta.url)}`, import.meta.url);

/** What it allocates is small and short-lived; a large young generation only costs memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 } as const;

/**
 * Compresses in threads of its own. They begin when there is work for them.
 *
 * @param size how many threads there are at most
 * @param mostBytes size of the largest piece of data
 */
export function createDeflatePool(size: number, mostBytes: number): DeflatePool {
  const threads: Thread[] = [];
  // libdeflate stores what it cannot compress, with 5 bytes for each 64 KiB and 6 around all.
  const slotBytes = mostBytes + Math.ceil(mostBytes / 65_535) * 5 + 64;
  const leastBusy = (): Thread => {
    const idle = threads.find(({ waiting }) => waiting.length === 0);
    if (idle !== undefined) return idle;
    if (threads.length < size) {
      const thread = startThread();
      threads.push(thread);
      return thread;
    }
    return threads.reduce((least, thread) => (thread.waiting.length < least.waiting.length ? thread : least));
  };
  return {
    compress(data, level) {
      const { worker, waiting, free } = leastBusy();
      const slot = free.pop() ?? new SharedArrayBuffer(slotBytes);
      new Uint8Array(slot).set(data);
      const task: DeflateTask = { slot, length: data.length, level };
      worker.postMessage(task);
      return new Promise((resolve, reject) => void waiting.push({ slot, resolve, reject }));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(): Thread {
  const worker = new Worker(program, { resourceLimits });
  const waiting: Waiting[] = [];
  const free: SharedArrayBuffer[] = [];
  const failAll = (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', ({ length }: DeflateAnswer) => {
    const first = waiting.shift();
    if (first === undefined) return;
    first.resolve(Buffer.from(new Uint8Array(first.slot, 0, length)));
    free.push(first.slot);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the thread that compresses grains has ended')));
  return { worker, waiting, free };
}
