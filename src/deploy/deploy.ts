import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { virtualBytesOf } from '../convert/self-contained.ts';
import { ApplianceError, messageOf, type Warning } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import { prepareImage, verifyInPlace } from './disks/images.ts';
import type { DeployedVolume, DiskAction } from './disks/plan-disks.ts';
import type { DeployedDomain } from './domain/deployment.ts';
import { writeDomain } from './domain/domain-xml.ts';
import type { Libvirt } from './host/libvirt.ts';
import type { Pool } from './host/pools.ts';
import type { DeployPlan } from './plan-deployment.ts';
import { runSteps, type Step, type StepRunner } from './steps.ts';
import { type BootWait, waitForBoot } from './wait-boot.ts';

export interface DeployOptions {
  readonly plan: DeployPlan;
  readonly pool: Pool;
  readonly old: DeployedDomain | undefined;
  /** Compare the files with the checksums of the descriptor. */
  readonly checks: boolean;
  readonly starts: boolean;
  /** What to wait for once it is started; undefined: nothing. */
  readonly wait: BootWait | undefined;
  /** Seconds that the old machine has to shut down. */
  readonly shutdownSeconds: number;
  /** Pull the plug of one that does not. */
  readonly force: boolean;
}

export interface DeployMeans {
  readonly runner: Runner;
  readonly libvirt: Libvirt;
  /** Used to put things back, also after an interruption. */
  readonly undoing: Libvirt;
  /** An existing folder for copies, on disk. */
  readonly scratch: string;
  readonly run: StepRunner;
  readonly warn: (warning: Warning) => void;
}

/**
 * Deploys as planned: all of it, or nothing, and then the old machine is what it was and runs if it ran. Old disks are deleted
 * only when everything else is done.
 *
 * @returns seconds until the machine had booted, if that was waited for
 * @throws ApplianceError of the step that failed; BootFailure
 */
export async function deploy(options: DeployOptions, means: DeployMeans): Promise<{ bootSeconds: number | undefined }> {
  const { plan } = options;
  const result: { bootSeconds: number | undefined } = { bootSeconds: undefined };
  await runSteps(deploySteps(options, means, result), means.run, means.warn);
  for (const { volume, name } of plan.dropped) {
    if (volume === undefined) continue;
    await means.libvirt.deleteVolume(volume.pool, volume.name).catch((error: unknown) =>
      means.warn({
        code: 'not-deleted',
        message: `the old disk ${name} could not be deleted: ${messageOf(error)}`,
        hint: `virsh vol-delete --pool ${volume.pool} ${volume.name}`,
      }),
    );
  }
  return result;
}

/** The steps in their order. The old machine runs until everything is prepared. */
function deploySteps(options: DeployOptions, means: DeployMeans, result: { bootSeconds: number | undefined }): Step[] {
  const { plan, pool, old, starts, wait } = options;
  const { name } = plan.domain;
  const usesPool = plan.disks.some(({ kind }) => kind !== 'in-place' && kind !== 'keep');
  return [
    ...(usesPool && pool.state !== 'active' ? [poolStep(pool, means)] : []),
    ...plan.disks.flatMap((action) => diskStep(action, options, means)),
    ...(old === undefined ? [] : [stopStep(name, options, means)]),
    defineStep(options, means),
    ...(starts ? [startStep(name, means)] : []),
    ...(wait === undefined
      ? []
      : [
          {
            name: `wait for ${name} to boot`,
            run: async () => {
              result.bootSeconds = await waitForBoot(means, wait);
            },
          },
        ]),
  ];
}

function poolStep({ name, folder, state }: Pool, { libvirt, undoing }: DeployMeans): Step {
  return {
    name: state === 'missing' ? `make the pool ${name}` : `start the pool ${name}`,
    async run() {
      if (state === 'missing') await libvirt.definePool(name, folder);
      await libvirt.startPool(name);
    },
    async undo() {
      if (await undoing.isPoolActive(name)) await undoing.stopPool(name);
      if (state === 'missing' && (await undoing.poolNames()).includes(name)) await undoing.undefinePool(name);
    },
  };
}

function diskStep(
  action: DiskAction,
  { checks }: DeployOptions,
  { runner, libvirt, undoing, scratch }: DeployMeans,
): Step[] {
  if (action.kind === 'keep') return [];
  const { deployed } = action;
  if (action.kind === 'in-place') {
    const { located } = action;
    return [{ name: `verify disk ${deployed.name}`, run: () => verifyInPlace(runner, located, checks) }];
  }
  return [
    {
      name: `${action.kind === 'blank' ? 'make' : action.kind} disk ${deployed.name}`,
      async run() {
        if (action.kind === 'blank') await makeBlank(action.deployed, action.sizeMiB, libvirt);
        else if (action.kind === 'overlay') {
          const { located } = action;
          await verifyInPlace(runner, located, checks);
          const format = located.disk.format === 'qcow2' ? 'qcow2' : 'raw';
          const capacityBytes = await virtualBytesOf(runner, located.path, format);
          const backing = { path: located.path, format };
          await libvirt.createVolume({ ...placeOf(action.deployed), format: 'qcow2', capacityBytes, backing });
        } else {
          const copy = path.join(scratch, action.deployed.volume.name);
          const image = await prepareImage(runner, action.located, copy, checks);
          // A raw volume is just as long as the file that fills it; libvirt then sees what it is.
          await libvirt.createVolume({ ...placeOf(action.deployed), format: 'raw', capacityBytes: image.fileBytes });
          await libvirt.uploadVolume(action.deployed.volume.pool, action.deployed.volume.name, image.path);
          await Promise.all([copy, `${copy}.raw`].map((file) => fs.rm(file, { force: true })));
          if (image.driver !== 'raw') await libvirt.refreshPool(action.deployed.volume.pool);
        }
      },
      async undo() {
        const { pool, name } = action.deployed.volume;
        const isThere = (await undoing.isPoolActive(pool)) && (await undoing.volumeNames(pool)).includes(name);
        if (isThere) await undoing.deleteVolume(pool, name);
      },
    },
  ];
}

const placeOf = ({ volume }: DeployedVolume) => ({ pool: volume.pool, name: volume.name });

async function makeBlank(deployed: DeployedVolume, sizeMiB: number, libvirt: Libvirt): Promise<void> {
  await libvirt.createVolume({ ...placeOf(deployed), format: 'qcow2', capacityBytes: sizeMiB * 1024 * 1024 });
}

function stopStep(name: string, { shutdownSeconds, force }: DeployOptions, { libvirt, undoing }: DeployMeans): Step {
  let ran = false;
  return {
    name: `shut down the old ${name}`,
    async run() {
      ran = await libvirt.isActive(name);
      if (ran) await stopDomain(libvirt, name, { shutdownSeconds, force });
    },
    async undo() {
      if (ran && !(await undoing.isActive(name))) await undoing.start(name);
    },
  };
}

export interface StopOptions {
  readonly shutdownSeconds: number;
  readonly force: boolean;
}

/**
 * Shuts a machine down so that its disks are whole.
 *
 * @throws ApplianceError code `guest-runs-on`
 */
export async function stopDomain(
  libvirt: Libvirt,
  name: string,
  { shutdownSeconds, force }: StopOptions,
): Promise<void> {
  if (await libvirt.shutDown(name, shutdownSeconds)) return;
  if (force) {
    await libvirt.destroy(name);
    return;
  }
  throw new ApplianceError({
    kind: 'build',
    code: 'guest-runs-on',
    message: `${name} did not shut down within ${shutdownSeconds} s`,
    hint: 'shut it down from inside, give it more time (--shutdown-timeout), or pull the plug (--force)',
  });
}

function defineStep({ plan, old }: DeployOptions, { libvirt, undoing }: DeployMeans): Step {
  const { name } = plan.domain;
  return {
    name: `define ${name}`,
    run: () => libvirt.define(writeDomain(plan.domain)),
    async undo() {
      // What libvirt gave it takes back, also if its schema would not.
      if (old !== undefined) await undoing.define(old.xml, false);
      else if ((await undoing.domainNames()).includes(name)) await undoing.undefine(name);
    },
  };
}

function startStep(name: string, { libvirt, undoing }: DeployMeans): Step {
  return {
    name: `start ${name}`,
    run: () => libvirt.start(name),
    async undo() {
      if (await undoing.isActive(name)) await undoing.destroy(name);
    },
  };
}
