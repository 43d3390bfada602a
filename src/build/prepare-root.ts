import * as fs from 'node:fs/promises';
import type { Appliance } from '../appliance/appliance.ts';
import type { Cache } from '../cache/cache.ts';
import { forgiving } from '../cache/trouble.ts';
import { grubPasswordHash } from '../configure/boot/grub-password.ts';
import { loaderSettings } from '../configure/boot/loader-settings.ts';
import { configureRoot } from '../configure/effects.ts';
import { makeInitramfs } from '../configure/initramfs/initramfs.ts';
import type { BlobCache } from '../configure/initramfs/initramfs-cache.ts';
import { kernelsOf } from '../configure/kernels.ts';
import { removeTraces } from '../configure/leftovers.ts';
import { runScripts } from '../configure/scripts/scripts.ts';
import type { Warning } from '../errors.ts';
import { enterRoot } from '../host/chroot.ts';
import { rootFiles } from '../host/root-files.ts';
import type { Runner } from '../host/run.ts';
import type { Kernel } from '../plan/kernels.ts';
import type { BootLoaderPlan, Plan } from '../plan/plan.ts';
import type { Reporter } from '../report/reporter.ts';
import type { FilledRoot } from './fill-root.ts';

export interface PrepareInputs extends Pick<FilledRoot, 'root' | 'layer'> {
  readonly appliance: Appliance;
  readonly plan: Plan;
  readonly cache: Cache;
  readonly epochSeconds: number | undefined;
  readonly scratch: string;
}

export interface PreparedRoot {
  /** As planned, with what the scripts changed in the loader's settings. */
  readonly bootLoader: BootLoaderPlan;
  /** Those that the scripts installed too. */
  readonly kernels: readonly Kernel[];
  /** GRUB's hash of the password for its menu. Never print it. */
  readonly passwordHash: string | undefined;
  readonly warnings: readonly Warning[];
}

/** Turns installed packages into the appliance's root: commands, then scripts, then what the machine boots from. */
export async function prepareRoot(
  inputs: PrepareInputs,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<PreparedRoot> {
  const { appliance, plan, root, scratch } = inputs;
  const passwordHash = grubPasswordHash(appliance.bootLoader.password, appliance.name);
  const warnings: Warning[] = [];
  const warn = (found: readonly Warning[]) => {
    for (const warning of found) reporter.warn(warning);
    warnings.push(...found);
  };
  await using chroot = await enterRoot(runner, root.directory);
  await reporter.step('configure', 'apply the kickstart commands', async () => {
    warn(
      await configureRoot(chroot, {
        name: plan.name,
        system: appliance.system,
        disks: plan.disks,
        bootLoader: plan.bootLoader,
        passwordHash,
      }),
    );
  });
  const posts = appliance.scripts.filter(({ section }) => section === 'post').length;
  if (posts > 0) {
    await reporter.step('scripts', 'run the %post scripts', async (detail) => {
      warn(await runScripts(appliance.scripts, { chroot, runner, scratch }));
      detail(`${posts} %post script${posts === 1 ? '' : 's'}`);
    });
  }
  await reporter.step('initramfs', 'make the initramfs', async (detail) => {
    const { results, warnings: found } = await makeInitramfs({
      chroot,
      upper: root.delta ?? root.directory,
      layerKey: inputs.layer.key,
      cache: root.delta === undefined ? undefined : blobCache(inputs.cache, (text) => reporter.note(text)),
      sourceDateEpoch: inputs.epochSeconds,
      scratch,
    });
    warn(found);
    detail(results.map(({ version, fromCache }) => `${version}${fromCache ? ' from the cache' : ''}`).join(', '));
  });
  const files = rootFiles(root.directory);
  await removeTraces(files);
  const settings = await loaderSettings[plan.bootLoader.loader].read(files, plan);
  const bootLoader = { ...plan.bootLoader, ...settings };
  return { bootLoader, kernels: await kernelsOf(files), passwordHash, warnings };
}

function blobCache(cache: Cache, note: (text: string) => void): BlobCache {
  const { get, put } = forgiving(cache.initramfs, 'the initramfs', note);
  return { get, put: (key, file) => put(key, (temporary) => fs.copyFile(file, temporary)) };
}
