import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { type DeployOptions, deploy } from '../../../src/deploy/deploy.ts';
import { readDomain } from '../../../src/deploy/domain/deployment.ts';
import { connectLibvirt } from '../../../src/deploy/host/libvirt.ts';
import { findPool } from '../../../src/deploy/host/pools.ts';
import { parseUri } from '../../../src/deploy/host/uri.ts';
import { planDeployment } from '../../../src/deploy/plan-deployment.ts';
import { runStep, type Step } from '../../../src/deploy/steps.ts';
import type { DescriptorData } from '../../../src/descriptor/data.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { requestOf } from '../../support/deploy-requests.ts';
import { descriptorOf, diskNamed } from '../../support/descriptors.ts';
import { systemUri } from '../../support/libvirt.ts';
import type { site } from './site.ts';

const data = (version: string): DescriptorData =>
  descriptorOf({
    version,
    disks: [
      diskNamed('box-os.raw', { format: 'raw' }),
      diskNamed('box-data.qcow2', { use: 'user' }),
      diskNamed('box-tmp.qcow2', { use: 'scratch', sizeMiB: 2 }),
    ],
  });

/** Deploys in this process, with a step that fails, or none. @returns names of the steps */
export async function attempt(where: ReturnType<typeof site>, version: string, failing: number) {
  const runner = createRunner({
    signal: new AbortController().signal,
    log: () => {},
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
  });
  const scratch = path.join(where.images, '..', `scratch-${failing}`);
  mkdirSync(scratch, { recursive: true });
  const libvirt = connectLibvirt(runner, parseUri(systemUri), scratch);
  const isThere = (await libvirt.domainNames()).includes(where.name);
  const old = isThere ? readDomain(await libvirt.domainXml(where.name)) : undefined;
  const pool = await findPool(libvirt, where.name);
  const about = data(version);
  const located = new Map(
    about.disks.slice(0, 2).map((disk) => [disk.id, { disk, path: where.at(disk.file), isPacked: false }]),
  );
  const plan = planDeployment(
    requestOf({ name: where.name, data: about, located, pool, old, keepsUserDisks: true, consoleLog: undefined }),
  );
  const options: DeployOptions = {
    plan,
    pool,
    old,
    checks: true,
    starts: true,
    wait: undefined,
    shutdownSeconds: 0,
    force: true,
  };
  const names: string[] = [];
  const run = async (step: Step) => {
    names.push(step.name);
    // Half of the work is done when it fails.
    await runStep(step);
    if (names.length === failing) throw new Error(`${step.name} is broken`);
  };
  const warn = (warning: object) => assert.fail(JSON.stringify(warning));
  const deploying = deploy(options, { runner, libvirt, undoing: libvirt, scratch, run, warn });
  if (failing === 0) await deploying;
  else await assert.rejects(deploying, /is broken/);
  return names;
}
