// What tests of real machines need besides disks.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import * as path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Processes whose command line names the text. */
export function processesNaming(text: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
}

export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Returns when a file holds the words. Call it before the file is written to. */
export async function untilItSays(file: string, words: string): Promise<void> {
  // What is watched for may fail to come, and the test's process must end all the same.
  for await (const { filename } of watch(path.dirname(file), { persistent: false })) {
    if (filename === path.basename(file) && readFileSync(file, 'utf8').includes(words)) return;
  }
}
