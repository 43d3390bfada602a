// What a thread of the deflate pool runs. libdeflate finds more matches than the zlib inside Node, in less time, but works in the
// thread that calls it.
import { parentPort } from 'node:worker_threads';
import { zlib } from 'libdeflate';
import type { DeflateAnswer, DeflateTask } from './deflate-pool.ts';

parentPort?.on('message', ({ slot, length, level }: DeflateTask) => {
  const compressed = zlib(new Uint8Array(slot, 0, length), level);
  new Uint8Array(slot).set(compressed);
  const answer: DeflateAnswer = { length: compressed.length };
  parentPort?.postMessage(answer);
});
