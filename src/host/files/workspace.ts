import * as fs from 'node:fs/promises';
import { availableMemoryBytes } from '../program/memory.ts';
import type { Runner } from '../program/run.ts';
import { mountTmpfs } from '../root/mount.ts';

/** Scratch space of one build. */
export interface Workspace extends AsyncDisposable {
  /** Absolute path of an empty directory. */
  readonly directory: string;
  /** For the log and for errors: `memory, 8.0 GiB` or the folder it lies in. */
  readonly place: string;
}

const gib = 1024 ** 3;
/** Below this much free memory the scratch space stays on disk: a root of 1 GiB with its raw disks must fit with ease. */
const leastBytes = 6 * gib;
const shareOfMemory = 0.6;

/**
 * Turns an empty directory into scratch space: in memory if there is enough and `onDisk` does not forbid it, because
 * a root is unpacked on a tmpfs in a sixth of the time. Call it in a private mount namespace: the tmpfs then vanishes
 * with the build, however that ends.
 *
 * @param directory an empty directory; it is emptied, not removed, when the scratch space is disposed of
 */
export async function createWorkspace(runner: Runner, directory: string, onDisk: boolean): Promise<Workspace> {
  const memoryBytes = onDisk ? 0 : await availableMemoryBytes();
  if (memoryBytes < leastBytes) {
    return { directory, place: directory, [Symbol.asyncDispose]: () => emptyDirectory(directory) };
  }
  const sizeMiB = Math.floor((memoryBytes * shareOfMemory) / 1024 ** 2);
  const mount = await mountTmpfs(runner, directory, [`size=${sizeMiB}m`, 'mode=755', 'nr_inodes=0']);
  return {
    directory,
    place: `memory, ${(sizeMiB / 1024).toFixed(1)} GiB`,
    [Symbol.asyncDispose]: async () => {
      await mount[Symbol.asyncDispose]();
    },
  };
}

async function emptyDirectory(directory: string): Promise<void> {
  const names = await fs.readdir(directory).catch(() => []);
  await Promise.all(names.map((name) => fs.rm(`${directory}/${name}`, { recursive: true, force: true })));
}
