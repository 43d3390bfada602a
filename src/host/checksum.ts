import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const blockBytes = 1024 * 1024;

/** SHA-256 of a file, read in blocks of 1 MiB; lower-case hexadecimal. */
export async function sha256OfFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: blockBytes }), hash, signal === undefined ? {} : { signal });
  return hash.digest('hex');
}
