import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { nameOf } from '../../plan/sizes/room.ts';
import { createSparseFile } from '../disk-file.ts';
import { epochEnv, type FilesystemJob } from './filesystem-job.ts';
import { fillByMount } from './mounted-copy.ts';
import { placeFile } from './place-file.ts';
import { fillSubvolumes } from './subvolumes.ts';

/**
 * Makes a btrfs filesystem, in a file of its own that is then put in place. `mkfs.btrfs --rootdir` needs no mount, but it grows
 * the file when the partition is tight, forgets the attributes of the top folder, and knows no subvolumes (those of today); then a
 * plain loop mount does it.
 *
 * @throws ApplianceError codes `contents-do-not-fit`, `subvolume-in-the-way`
 */
export async function makeBtrfs(job: FilesystemJob): Promise<void> {
  const { runner, place, diskFile, filesystem, scratch, tree } = job;
  const failure = `can't make the btrfs filesystem of ${nameOf(filesystem)}`;
  const file = path.join(scratch, 'btrfs');
  const make = async (options: readonly string[]) => {
    await createSparseFile(file, place.sizeBytes);
    const args = ['-q', '-f', '-K', '-U', filesystem.uuid, '-b', String(place.sizeBytes), ...options];
    args.push(...(filesystem.makeOptions ?? []));
    if (filesystem.label !== undefined) args.push('-L', filesystem.label);
    await runner.run('mkfs.btrfs', [...args, file], { env: epochEnv(job), failure });
    return (await fs.stat(file)).size === place.sizeBytes;
  };
  const hasSubvolumes = (filesystem.subvolumes ?? []).length > 0;
  const direct = !hasSubvolumes && tree !== undefined && job.labelled !== true && (await hasPlainTop(tree));
  if (!direct || !(await make(['--rootdir', tree]))) {
    await make([]);
    await (hasSubvolumes ? fillSubvolumes : fillByMount)(job, file, failure);
  }
  await placeFile(runner, file, [{ ...place, file: diskFile }], failure);
  await fs.rm(file);
}

async function hasPlainTop(tree: string): Promise<boolean> {
  const { mode, uid, gid } = await fs.stat(tree);
  return (mode & 0o7777) === 0o755 && uid === 0 && gid === 0;
}
