// What a thread of the deflate pool runs. libdeflate finds more matches than the zlib inside Node, in less time, but works in the
// thread that calls it.
import { parentPort } from 'node:worker_threads';
import { zlib } from 'libdeflate';
import type { DeflateTask } from './deflate-pool.ts';

parentPort?.on('message', ({ data, level }: DeflateTask) => {
  const compressed = zlib(data, level);
  parentPort?.postMessage(compressed, [compressed.buffer as ArrayBuffer]);
});
