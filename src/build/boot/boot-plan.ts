import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BootSpec } from '../../appliance/appliance.ts';
import type { Format } from '../../appliance/formats.ts';
import { type Architecture, architectures } from '../../architecture.ts';
import { type AcceleratorVerdict, probeAccelerator, verdictFileIn } from '../../boottest/machine/accelerator.ts';
import type { BootDisk } from '../../boottest/machine/overlays.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Plan } from '../../plan/plan.ts';
import type { BootCombination, BootTestPlan, DiskResult } from '../../report/manifest/manifest.ts';
import type { Reporter } from '../../report/progress/reporter.ts';

/** What an appliance's boot test is to do. */
export function planBootTest(plan: Plan, boot: BootSpec): BootTestPlan {
  const { expect, timeoutSeconds } = boot;
  return {
    expect,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    combinations: combinations(plan, boot),
  };
}

/** Every format under every firmware asked for; without a wish, those that the layout allows. */
function combinations({ arch, formats, bootLoader: { bios, uefi } }: Plan, { firmware }: BootSpec): BootCombination[] {
  const possible = [
    ...(bios?.bootSector === true ? ['bios' as const] : []),
    ...(uefi === undefined ? [] : ['uefi' as const]),
  ];
  const usual = architectures[arch].hasBios ? ('bios' as const) : ('uefi' as const);
  const firmwares = firmware.length > 0 ? firmware : possible.length > 0 ? possible : [usual];
  return formats.flatMap((format) => firmwares.map((name) => ({ format, firmware: name })));
}

/** Finds the accelerator as a step of its own; the verdict is in the cache then. */
export async function findAccelerator(
  arch: Architecture,
  kernel: string | undefined,
  cacheDirectory: string,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<AcceleratorVerdict> {
  return await reporter.step('probe', 'boot a kernel to find the accelerator', async (detail) => {
    const found = await probeAccelerator({ runner, arch, kernel, cacheFile: verdictFileIn(cacheDirectory) });
    detail(`${found.accelerator}: ${found.reason}`);
    return found;
  });
}

/** @returns the kernel of an installed root */
export async function kernelIn(root: string): Promise<string | undefined> {
  const boot = path.join(root, 'boot');
  const kernel = (await fs.readdir(boot).catch(() => [])).find((name) => name.startsWith('vmlinuz-'));
  return kernel === undefined ? undefined : path.join(boot, kernel);
}

/** @returns the disks of one format, in the order of the machine */
export function bootDisks(disks: readonly DiskResult[], format: Format, directory: string): BootDisk[] {
  return disks
    .filter((disk) => disk.format === format)
    .map(({ disk, file }) => ({ name: disk, format, path: path.join(directory, file) }));
}
