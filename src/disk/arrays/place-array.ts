import * as fs from 'node:fs/promises';
import { dataExtents } from '../../host/files/data-extents.ts';
import { type Runner, throwIfInterrupted } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';
import type { ArrayPlan } from '../../plan/volumes/storage.ts';
import { arrayPieces } from './pieces.ts';

const blockBytes = 1024 * 1024;
const zeros = Buffer.alloc(blockBytes);

/**
 * Copies what an array holds, made in a file of its own, to its members. Holes and blocks of zeros are not written.
 *
 * @param fileOf path of a disk's file by the disk's name; the files are zero where the members lie
 * @throws ApplianceError kind `interrupted` if the runner's signal was aborted
 */
export async function placeArray(
  runner: Runner,
  source: string,
  array: ArrayPlan,
  fileOf: (disk: string) => string,
): Promise<void> {
  await using from = await fs.open(source, 'r');
  await using scope = new Scope();
  const targets = new Map<string, fs.FileHandle>();
  for (const { disk } of array.members) {
    if (!targets.has(disk)) targets.set(disk, scope.use(await fs.open(fileOf(disk), 'r+')));
  }
  for (const { start, length } of await dataExtents(runner, source)) {
    for (let offset = start; offset < start + length; offset += blockBytes) {
      throwIfInterrupted(runner.signal);
      const block = Buffer.alloc(Math.min(blockBytes, start + length - offset));
      await from.read(block, 0, block.length, offset);
      if (block.equals(zeros.subarray(0, block.length))) continue;
      for (const { arrayOffset, sizeBytes, disk, diskOffset } of arrayPieces(array, offset, block.length)) {
        await targets.get(disk)?.write(block, arrayOffset - offset, sizeBytes, diskOffset);
      }
    }
  }
}
