import * as path from 'node:path';
import { Worker } from 'node:worker_threads';

/** What a thread is asked for; it answers in the order in which it is asked, with the zlib stream (RFC 1950). */
export interface DeflateTask {
  readonly data: Uint8Array;
  /** Of libdeflate: 1 to 12. */
  readonly level: number;
}

export interface DeflatePool extends AsyncDisposable {
  /** @throws Error of the thread */
  compress(data: Buffer, level: number): Promise<Buffer>;
}

interface Answer {
  resolve(compressed: Buffer): void;
  reject(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  /** For the tasks that it was given, in their order. */
  readonly waiting: Answer[];
}

/** Beside this file in src/ as in dist/. */
const program = new URL(`./deflate-thread${path.extname(import.meta.url)}`, import.meta.url);

/**
 * Compresses in threads of its own. They begin when there is work for them.
 *
 * @param size how many threads there are at most
 */
export function createDeflatePool(size: number): DeflatePool {
  const threads: Thread[] = [];
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
      const { worker, waiting } = leastBusy();
      const task: DeflateTask = { data, level };
      worker.postMessage(task);
      return new Promise((resolve, reject) => void waiting.push({ resolve, reject }));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(): Thread {
  const worker = new Worker(program);
  const waiting: Answer[] = [];
  const failAll = (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on('message', ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>) =>
    waiting.shift()?.resolve(Buffer.from(buffer, byteOffset, byteLength)),
  );
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the thread that compresses grains has ended')));
  return { worker, waiting };
}
