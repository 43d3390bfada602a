import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { guestEnvironment, runIsolated } from '../../host/chroot.ts';
import { cleanupRunner, mountTmpfs, unmount } from '../../host/mount.ts';
import type { Runner } from '../../host/run.ts';
import { Scope } from '../../host/scope.ts';
import type { PartitionPlan } from '../../plan/plan.ts';

export interface PartitionInGuest {
  readonly diskFile: string;
  readonly partition: PartitionPlan;
  readonly guestRoot: string;
}

/** Where the filesystem appears in the guest. */
export const mountedOn = '/mnt';

/**
 * Runs a program of the guest while one of its filesystems is mounted on /mnt: the partition is a plain loop device with offset
 * and size, and no other device is in the guest's /dev. The journal is left alone, so that no time gets into it.
 * Nothing stays mounted, whatever happens.
 */
export async function runOnPartition(
  runner: Runner,
  { diskFile, partition, guestRoot }: PartitionInGuest,
  [program, ...args]: readonly [string, ...string[]],
  failure: string,
): Promise<void> {
  await using scope = new Scope();
  const mountPoint = path.join(guestRoot, mountedOn);
  const device = await attach(runner, scope, diskFile, partition, failure);
  const dev = path.join(guestRoot, 'dev');
  await fs.mkdir(mountPoint, { recursive: true });
  scope.use(await mountTmpfs(runner, dev, ['mode=755', 'nosuid', 'noexec', 'size=1m']));
  await runner.run('cp', ['-a', device, dev], { failure });
  const type = partition.filesystem?.type ?? 'ext4';
  const options = ['nodev', 'nosuid', 'noexec', 'noatime', ...(type === 'ext2' ? [] : ['noload'])];
  await runner.run('mount', ['-t', type, '-o', options.join(','), device, mountPoint], { failure });
  scope.defer(() => unmount(runner, mountPoint));
  const isolation = { root: guestRoot, mountProcOn: path.join(guestRoot, 'proc'), env: guestEnvironment };
  await fs.mkdir(isolation.mountProcOn, { recursive: true });
  await runIsolated(runner, isolation, program, args, { failure, logOutput: true });
}

async function attach(
  runner: Runner,
  scope: Scope,
  diskFile: string,
  { startBytes, sizeBytes }: PartitionPlan,
  failure: string,
): Promise<string> {
  const place = [`--offset=${startBytes}`, `--sizelimit=${sizeBytes}`];
  const { stdout } = await runner.run('losetup', ['--find', '--show', ...place, diskFile], { failure });
  const device = stdout.trim();
  scope.defer(async () => {
    await cleanupRunner(runner).run('losetup', ['--detach', device], { failure: `can't detach ${device}` });
  });
  return device;
}
