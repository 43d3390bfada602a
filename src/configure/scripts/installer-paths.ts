import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import { bindMount, mountTmpfs } from '../../host/root/mount.ts';
import { Scope } from '../../host/scope.ts';

/** Where anaconda mounts the target; published --nochroot scripts use both. */
export const installerAliases: readonly string[] = ['/mnt/sysimage', '/mnt/sysroot'];

/**
 * Shows the root at `/mnt/sysimage` and `/mnt/sysroot`, in the mount namespace of the caller. /mnt is covered by a folder of
 * its own, so that nothing is made in the host's; what the host has in /mnt is shown in it again.
 *
 * @param scratch existing folder on the host
 */
export async function showAtInstallerPaths(runner: Runner, root: string, scratch: string): Promise<AsyncDisposable> {
  const cover = path.join(scratch, 'mnt');
  const scope = new Scope();
  try {
    scope.use(await mountTmpfs(runner, cover, ['mode=755', 'nosuid', 'nodev', 'size=16m']));
    for (const entry of await fs.readdir('/mnt', { withFileTypes: true }).catch(() => [])) {
      if (!entry.isDirectory() || installerAliases.includes(`/mnt/${entry.name}`)) continue;
      scope.use(await bindMount(runner, `/mnt/${entry.name}`, path.join(cover, entry.name), { recursive: true }));
    }
    for (const alias of installerAliases) {
      scope.use(await bindMount(runner, root, path.join(cover, path.basename(alias)), { recursive: true }));
    }
    scope.use(await bindMount(runner, cover, '/mnt', { recursive: true }));
  } catch (error) {
    await scope.abandon();
    throw error;
  }
  return scope;
}
