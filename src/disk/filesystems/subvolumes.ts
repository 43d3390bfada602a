import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { defaultSubvolume } from '../../plan/volumes/btrfs.ts';
import type { SubvolumePlan } from '../../plan/volumes/storage.ts';
import type { FilesystemJob } from './filesystem-job.ts';
import { copyTree, whileMounted } from './mounted-copy.ts';

/**
 * Makes the subvolumes of an empty btrfs filesystem, fills them and the filesystem's top, and makes that of / the one that is mounted
 * by default. Only the kernel makes subvolumes, so the file of this one filesystem is mounted for it.
 *
 * @param file the filesystem
 * @throws ApplianceError codes `contents-do-not-fit`, `subvolume-in-the-way`
 */
export async function fillSubvolumes(job: FilesystemJob, file: string, failure: string): Promise<void> {
  const { runner, tree, filesystem, subvolumeTrees = new Map() } = job;
  const { subvolumes = [] } = filesystem;
  for (const subvolume of subvolumes) await refuseInTheWay(job, subvolume);
  await whileMounted(job, file, failure, async (mountPoint) => {
    const top = tree === undefined ? [] : [{ target: mountPoint, tree }];
    const copies = subvolumes.flatMap(({ name }) => {
      const source = subvolumeTrees.get(name);
      return source === undefined ? [] : [{ target: path.join(mountPoint, name), tree: source }];
    });
    for (const { name } of subvolumes) {
      const folder = path.join(mountPoint, name);
      await fs.mkdir(path.dirname(folder), { recursive: true });
      await runner.run('btrfs', ['subvolume', 'create', folder], { failure });
    }
    for (const copy of [...top, ...copies]) await copyTree(job, { ...copy, failure });
    const preferred = defaultSubvolume(subvolumes);
    if (preferred === undefined) return;
    await runner.run('btrfs', ['subvolume', 'set-default', path.join(mountPoint, preferred.name)], { failure });
  });
}

/** A subvolume lies in a folder of what is around it, where something else of the root may be. */
async function refuseInTheWay(
  { tree, filesystem, subvolumeTrees = new Map() }: FilesystemJob,
  { name, position }: SubvolumePlan,
): Promise<void> {
  const outer = (filesystem.subvolumes ?? []).findLast((other) => name.startsWith(`${other.name}/`));
  const around = outer === undefined ? tree : subvolumeTrees.get(outer.name);
  if (around === undefined) return;
  const inside = outer === undefined ? name : name.slice(outer.name.length + 1);
  const place = path.join(around, inside);
  const stats = await fs.lstat(place).catch(() => undefined);
  if (stats === undefined) return;
  if (stats.isDirectory() && (await fs.readdir(place)).length === 0) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'subvolume-in-the-way',
    message: `the subvolume ${name} would lie where ${outer?.mountPoint ?? filesystem.mountPoint ?? '/'} has its own ${inside}`,
    position,
    hint: 'give it another --name',
  });
}
