import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { createInterface } from 'node:readline';

export interface Azurite {
  /** Path-style address of the account: `http://127.0.0.1:PORT/devstoreaccount1`. */
  readonly endpoint: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts Azurite's blob service on a free port of the loopback device. It ends with this process, even if that is killed.
 *
 * @param directory where the blobs lie; made if missing
 */
export async function startAzurite(directory: string): Promise<Azurite> {
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');
  const child = spawn(
    process.execPath,
    [
      '--import',
      path.join(import.meta.dirname, 'end-with-parent.ts'),
      main,
      '--blobHost',
      '127.0.0.1',
      '--blobPort',
      '0',
      '--silent',
      '--disableTelemetry',
      '--location',
      directory,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const port = await Promise.race([
    portSaidBy(child.stdout),
    ended.then(([code]) => {
      throw new Error(`Azurite ended at once, with ${code}`);
    }),
  ]);
  return {
    endpoint: `http://127.0.0.1:${port}/devstoreaccount1`,
    port,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function portSaidBy(output: NodeJS.ReadableStream): Promise<number> {
  const lines = createInterface({ input: output });
  return await new Promise((resolve) => {
    // The listener stays: nobody else reads the pipe, and a full one would stop Azurite.
    lines.on('line', (line) => {
      const port = /successfully listens on http:\/\/[^:]+:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}
