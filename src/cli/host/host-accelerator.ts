import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type AcceleratorVerdict, probeAccelerator, verdictFileIn } from '../../boottest/machine/accelerator.ts';
import { hostArchitecture } from '../../host/architecture.ts';
import type { Runner } from '../../host/program/run.ts';
import { defaultCacheDirectory } from '../options/default-cache.ts';

/** Finds the accelerator with a kernel of the host, or takes the verdict of an earlier build or boot. */
export async function probeHost(runner: Runner): Promise<AcceleratorVerdict> {
  return await probeAccelerator({
    runner,
    arch: hostArchitecture() ?? 'x86_64',
    kernel: await hostKernel(),
    cacheFile: verdictFileIn(defaultCacheDirectory),
  });
}

/** In a container there is often none, and then KVM is not relied on. */
export async function hostKernel(): Promise<string | undefined> {
  const kernels = (await fs.readdir('/boot').catch(() => [])).filter((name) => name.startsWith('vmlinuz'));
  return kernels[0] === undefined ? undefined : path.join('/boot', kernels[0]);
}
