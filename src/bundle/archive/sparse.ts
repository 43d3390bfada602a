import type * as fs from 'node:fs/promises';
import { grainBytes, readGrains } from '../../convert/grains/read-grains.ts';
import { dataExtents, type Extent } from '../../host/files/data-extents.ts';
import type { Runner } from '../../host/program/run.ts';
import { paddingOf } from './tar-header.ts';

export type Stretch = Extent;

/**
 * Finds the stretches of a file that are not zeros, in steps of 64 KiB. Where the filesystem has its holes saves reading them, and makes no
 * difference otherwise: the same bytes give the same stretches.
 */
export async function findData(
  runner: Runner,
  file: string,
  handle: fs.FileHandle,
  sizeBytes: number,
): Promise<Stretch[]> {
  const stretches: { start: number; length: number }[] = [];
  for await (const { index } of readGrains(handle, await dataExtents(runner, file))) {
    const start = index * grainBytes;
    const length = Math.min(grainBytes, sizeBytes - start);
    const last = stretches.at(-1);
    if (last !== undefined && last.start + last.length === start) last.length += length;
    else stretches.push({ start, length });
  }
  return stretches;
}

/** "Storing Sparse Files", "PAX Format, Version 1.0" of the manual of GNU tar: how many stretches, then start and length of each. */
export function sparseMapOf(stretches: readonly Stretch[], sizeBytes: number): Buffer {
  const last = stretches.at(-1);
  const reachesEnd = last !== undefined && last.start + last.length === sizeBytes;
  const all = reachesEnd ? stretches : [...stretches, { start: sizeBytes, length: 0 }];
  const numbers = [all.length, ...all.flatMap(({ start, length }) => [start, length])];
  const text = Buffer.from(numbers.map((number) => `${number}\n`).join(''));
  return Buffer.concat([text, paddingOf(text.length)]);
}
