import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { throwIfInterrupted } from './run.ts';

const blockBytes = 1024 * 1024;

/**
 * SHA-256 of a file, read through one buffer of 1 MiB; lower-case hexadecimal.
 *
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const handle = await fs.open(file);
  try {
    const block = Buffer.allocUnsafe(blockBytes);
    for (;;) {
      if (signal !== undefined) throwIfInterrupted(signal);
      const { bytesRead } = await handle.read(block, 0, blockBytes);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(block.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
