import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { FilesystemType } from '../../appliance/appliance.ts';
import { cleanupRunner, unmount } from '../../host/root/mount.ts';
import { Scope } from '../../host/scope.ts';
import { asDoesNotFit, doesNotFit } from '../sizes/fit.ts';
import type { FilesystemJob } from './filesystem-job.ts';

/** Another build of the same appliance may run: its filesystem has the same UUID. */
const ofType: Partial<Readonly<Record<FilesystemType, readonly string[]>>> = { xfs: ['nouuid'] };
const full = /no space left on device/i;

/**
 * Fills a filesystem that lies in a file of its own by mounting that file, with every attribute that the tree has.
 * It is no disk image: it has no partitions, so a plain loop device does. Unmounted whatever happens.
 *
 * @param file the filesystem
 * @throws ApplianceError code `contents-do-not-fit`
 */
export async function fillByMount(job: FilesystemJob, file: string, failure: string): Promise<void> {
  const { tree } = job;
  if (tree === undefined) return;
  await whileMounted(job, file, failure, async (mountPoint) => {
    await copyTree(job, { tree, target: mountPoint, failure });
  });
}

/** Mounts a filesystem that lies in a file of its own while `work` runs. */
export async function whileMounted(
  { runner, scratch, filesystem }: FilesystemJob,
  file: string,
  failure: string,
  work: (mountPoint: string) => Promise<void>,
): Promise<void> {
  const mountPoint = path.join(scratch, 'mnt');
  await fs.mkdir(mountPoint, { recursive: true });
  await using scope = new Scope();
  let mounted = false;
  // Deferred first: if the signal comes while mount runs, it may have mounted already (32: it has not).
  scope.defer(async () => {
    if (mounted) await unmount(runner, mountPoint);
    else await cleanupRunner(runner).run('umount', [mountPoint], { okCodes: [0, 32] });
  });
  const options = ['loop', 'nodev', 'nosuid', 'noexec', 'noatime', ...(ofType[filesystem.type] ?? [])];
  await runner.run('mount', ['-t', filesystem.type, '-o', options.join(','), file, mountPoint], { failure });
  mounted = true;
  await work(mountPoint);
}

export interface TreeCopy {
  readonly tree: string;
  /** An existing folder of the mounted filesystem; it gets the attributes of the tree's top. */
  readonly target: string;
  readonly failure: string;
}

/** @throws ApplianceError code `contents-do-not-fit` */
export async function copyTree(job: FilesystemJob, { tree, target, failure }: TreeCopy): Promise<void> {
  try {
    await job.runner.run('cp', ['-a', '--preserve=all', '--sparse=auto', `${tree}/.`, target], { failure });
  } catch (error) {
    throw asNotFitting(job, error);
  }
}

/** What to throw for an error of copying: that there is no room, if it says so. */
export function asNotFitting({ volume }: FilesystemJob, error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return doesNotFit(volume, undefined);
  return asDoesNotFit(error, full, volume);
}
