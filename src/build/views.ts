import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import { bindMount } from '../host/root/mount.ts';
import { resolveInRoot } from '../host/root/root-files.ts';
import type { Scope } from '../host/scope.ts';
import type { StoragePlan } from '../plan/volumes/storage.ts';
import { mountsOf } from '../plan/volumes/volumes.ts';

/**
 * Shows each filesystem's part of the root as a directory of its own: the root is bound a second time and what lies on
 * other filesystems is covered by empty directories with the same owner, mode, times and labels.
 *
 * @returns directory on the host by mount point
 */
export async function splitRoot(
  runner: Runner,
  scope: Scope,
  root: string,
  storage: StoragePlan,
  scratch: string,
): Promise<Map<string, string>> {
  const mountPoints = mountsOf(storage)
    .map(({ mountPoint }) => mountPoint)
    .sort();
  const views = new Map<string, string>();
  for (const [index, mountPoint] of mountPoints.entries()) {
    const view = path.join(scratch, 'views', String(index));
    scope.use(await bindMount(runner, await plainDirectory(root, mountPoint), view));
    views.set(mountPoint, view);
    for (const inner of nestedIn(mountPoint, mountPoints)) {
      const cover = path.join(scratch, 'views', `cover-${index}-${mountPoints.indexOf(inner)}`);
      await emptyLike(runner, path.join(root, inner), cover);
      scope.use(await bindMount(runner, cover, path.join(view, path.relative(mountPoint, inner))));
    }
  }
  return views;
}

/** Mount points right below another one: what lies deeper is covered with them. */
function nestedIn(outer: string, mountPoints: readonly string[]): string[] {
  const isBelow = (inner: string, above: string) =>
    inner !== above && inner.startsWith(above === '/' ? '/' : `${above}/`);
  const below = mountPoints.filter((mountPoint) => isBelow(mountPoint, outer));
  return below.filter((mountPoint) => !below.some((between) => isBelow(mountPoint, between)));
}

/** @throws ApplianceError code `mount-point-is-link`: mounting would follow the link, perhaps out of the root */
async function plainDirectory(root: string, mountPoint: string): Promise<string> {
  const plain = path.resolve(root, `.${mountPoint}`);
  if ((await resolveInRoot(root, mountPoint)) === plain) return plain;
  throw new ApplianceError({
    kind: 'build',
    code: 'mount-point-is-link',
    message: `the mount point ${mountPoint} lies behind a symbolic link of the root`,
    hint: 'mount the filesystem where the link points to',
  });
}

/** tar, as node knows no extended attributes: SELinux labels, and access lists. */
async function emptyLike(runner: Runner, original: string, copy: string): Promise<void> {
  await fs.mkdir(copy, { recursive: true });
  const archive = `${copy}.tar`;
  const attributes = ['--numeric-owner', '--xattrs', '--xattrs-include=*', '--acls'];
  const failure = `can't copy the attributes of ${original}`;
  await runner.run('tar', ['--create', '--file', archive, '--no-recursion', ...attributes, '-C', original, '.'], {
    failure,
  });
  const kept = ['--preserve-permissions', '--same-owner', ...attributes];
  await runner.run('tar', ['--extract', '--file', archive, ...kept, '-C', copy], { failure });
  await fs.rm(archive);
}
