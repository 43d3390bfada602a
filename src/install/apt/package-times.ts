import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { AptDirectories } from './config.ts';
import type { AptPackage } from './resolve.ts';

/** A package is an archive of ar(1); the header of its first member holds the time, in decimal digits (deb(5)). */
const timeField = { offset: 24, length: 12 } as const;

/** @returns when the newest of the fetched packages was built, in seconds since 1970 */
export async function newestPackage(
  { archives }: Pick<AptDirectories, 'archives'>,
  packages: readonly Pick<AptPackage, 'fileName'>[],
): Promise<number> {
  let newest = 0;
  for (const { fileName } of packages) newest = Math.max(newest, await builtAt(path.join(archives, fileName)));
  return newest;
}

async function builtAt(file: string): Promise<number> {
  const handle = await fs.open(file, 'r');
  try {
    const { offset, length } = timeField;
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return Number.parseInt(buffer.toString('latin1'), 10) || 0;
  } finally {
    await handle.close();
  }
}
