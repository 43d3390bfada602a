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

/** Numbers by their size, so that 6.1.0-10 comes after 6.1.0-9. */
const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * Finds the newest kernel of the host. In a container there is often none, and then KVM is not relied on.
 *
 * @param folder where kernels lie, as `vmlinuz-VERSION`
 * @returns its path; undefined: there is none
 */
export async function hostKernel(folder = '/boot'): Promise<string | undefined> {
  const names = await fs.readdir(folder).catch(() => []);
  const kernels = names.filter((name) => name.startsWith('vmlinuz') && !name.endsWith('.old')).sort(byVersion.compare);
  const newest = kernels.at(-1);
  return newest === undefined ? undefined : path.join(folder, newest);
}
