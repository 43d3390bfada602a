import * as fs from 'node:fs/promises';
import type { Appliance } from '../appliance/appliance.ts';
import type { Cache } from '../cache/cache.ts';
import { forgiving } from '../cache/trouble.ts';
import { grubPasswordHash } from '../configure/boot/grub-password.ts';
import { entryToken } from '../configure/boot/kernel-install.ts';
import { configureRoot } from '../configure/effects.ts';
import type { Family } from '../configure/family.ts';
import { type InitramfsResult, makeInitramfs } from '../configure/initramfs/initramfs.ts';
import type { BlobCache } from '../configure/initramfs/initramfs-cache.ts';
import { runScripts } from '../configure/scripts/scripts.ts';
import { settleTimes } from '../configure/settle-times.ts';
import type { Warning } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import { enterRoot } from '../host/root/chroot.ts';
import { privateAmong } from '../install/private-files.ts';
import type { BootLoaderPlan, Plan } from '../plan/plan.ts';
import type { Reporter } from '../report/progress/reporter.ts';
import type { FilledRoot } from './fill-root.ts';
import { finishRoot } from './finish-root.ts';

export interface PrepareInputs extends Pick<FilledRoot, 'root' | 'layer' | 'epochSeconds'> {
  readonly appliance: Appliance;
  readonly plan: Plan;
  readonly cache: Cache;
  readonly scratch: string;
}

export interface PreparedRoot {
  /** As planned, with what the scripts changed in the loader's settings. */
  readonly bootLoader: BootLoaderPlan;
  /** It boots with Secure Boot. */
  readonly signed: boolean;
  readonly family: Family['name'];
  /** What the boot loader left for the disks. */
  readonly bootScratch: string;
  /** Its files have SELinux labels. */
  readonly labelled: boolean;
  readonly warnings: readonly Warning[];
}

/** Turns installed packages into the appliance's root: commands, then scripts, then what the machine boots from. */
export async function prepareRoot(
  inputs: PrepareInputs,
  services: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<PreparedRoot> {
  const prepared = await prepareInside(inputs, services);
  // Entering and leaving the root has left its times, too.
  if (inputs.epochSeconds !== undefined) await settleTimes(services.runner, inputs.root.directory, inputs.epochSeconds);
  return prepared;
}

async function prepareInside(
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
  const { epochSeconds } = inputs;
  const variables = epochSeconds === undefined ? {} : { SOURCE_DATE_EPOCH: String(epochSeconds) };
  await using chroot = await enterRoot(runner, root.directory, variables);
  await reporter.step('configure', 'apply the kickstart commands', async () => {
    warn(
      await configureRoot(chroot, {
        name: plan.name,
        system: appliance.system,
        disks: plan.disks,
        volumeGroups: plan.volumeGroups,
        arrays: plan.arrays,
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
  const finished = await reporter.step('initramfs', 'make the initramfs and the boot configuration', async (detail) => {
    const { results, warnings: found } = await makeInitramfs({
      chroot,
      upper: root.delta ?? root.directory,
      layerKey: inputs.layer.key,
      cache: root.delta === undefined ? undefined : blobCache(inputs.cache, (text) => reporter.note(text)),
      sourceDateEpoch: epochSeconds,
      rescueToken: entryToken(plan),
      scratch,
    });
    warn(found);
    await tellInitramfs(results, { root: root.directory, cache: inputs.cache, reporter });
    detail(results.map(({ version, fromCache }) => `${version}${fromCache ? ' from the cache' : ''}`).join(', '));
    const { warnings: last, ...result } = await finishRoot(runner, { chroot, plan, passwordHash, scratch });
    warn(last);
    return result;
  });
  return { ...finished, warnings };
}

/** Images without anything secret in them may leave the machine; dracut, for one, copies the hash of root's password. */
async function tellInitramfs(
  results: readonly InitramfsResult[],
  { root, cache, reporter }: { readonly root: string; readonly cache: Cache; readonly reporter: Reporter },
): Promise<void> {
  const contents = results.map((result) => result.contents);
  if (!contents.every((names) => names !== undefined)) return;
  if ((await privateAmong(root, contents.flat())).length > 0) return;
  reporter.tell({ event: 'initramfs-kept', used: await cache.use.of(['initramfs']) });
}

function blobCache(cache: Cache, note: (text: string) => void): BlobCache {
  const { get, put } = forgiving(cache.initramfs, 'the initramfs', note);
  return { get, put: (key, file) => put(key, (temporary) => fs.copyFile(file, temporary)) };
}
