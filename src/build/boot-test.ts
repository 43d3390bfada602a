import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BootSpec } from '../appliance/appliance.ts';
import { probeAccelerator } from '../boottest/accelerator.ts';
import { bootAppliance, linesToShow } from '../boottest/boot.ts';
import { hasRoomForSockets } from '../boottest/channel.ts';
import { verdictExitCodes } from '../boottest/verdicts.ts';
import type { Cache } from '../cache/cache.ts';
import type { Runner } from '../host/run.ts';
import type { Plan } from '../plan/plan.ts';
import type { BootResult, DiskResult } from '../report/manifest.ts';
import type { Reporter } from '../report/reporter.ts';

export interface BootTestInputs {
  readonly plan: Plan;
  readonly boot: BootSpec;
  readonly disks: readonly DiskResult[];
  /** The root, for its kernel: the accelerator is probed by booting it. */
  readonly root: string;
  readonly cache: Cache;
  readonly scratch: string;
  /** Where the disks are, and the console logs go. */
  readonly directory: string;
}

export interface BootTestResult {
  readonly results: readonly BootResult[];
  /** 0, or that of the first verdict that was not `passed`. */
  readonly exitCode: number;
}

/** Boots what was built: every format, under the BIOS and, where there is an EFI system partition, under UEFI. */
export async function bootTest(
  inputs: BootTestInputs,
  { runner, reporter }: { readonly runner: Runner; readonly reporter: Reporter },
): Promise<BootTestResult> {
  const { plan, boot, directory } = inputs;
  const accelerator = await reporter.step('probe', 'boot a kernel to find the accelerator', async (detail) => {
    const found = await probeAccelerator({
      runner,
      kernel: await findKernel(inputs.root),
      cacheFile: path.join(inputs.cache.directory, 'accelerator', 'verdict.json'),
    });
    detail(`${found.accelerator}: ${found.reason}`);
    return found;
  });
  const results: BootResult[] = [];
  let exitCode = 0;
  for (const { format, firmware } of combinations(plan, boot)) {
    await reporter.step('boot-test', `boot the ${format} disks under ${firmware}`, async (detail) => {
      const consoleLog = `boot-${format}-${firmware}.log`;
      const outcome = await bootAppliance({
        runner,
        disks: inputs.disks
          .filter((disk) => disk.format === format)
          .map(({ disk, file }) => ({ name: disk, format, path: path.join(directory, file) })),
        memoryMiB: plan.memoryMiB,
        vcpus: plan.vcpus,
        interfaces: plan.interfaces,
        firmware,
        expect: boot.expect.map((source) => new RegExp(source)),
        timeoutSeconds: boot.timeoutSeconds,
        accelerator,
        logFile: path.join(directory, consoleLog),
        workDir: inputs.scratch,
        // There they go with the build, even if it is killed.
        ...(hasRoomForSockets(inputs.scratch) ? { socketDir: inputs.scratch } : {}),
      });
      const { verdict, reason, seconds } = outcome;
      detail(`${format} under ${firmware}: ${verdict}${verdict === 'passed' ? '' : `, ${reason}`}`);
      for (const line of linesToShow(outcome)) reporter.note(line);
      results.push({ format, firmware, accelerator: accelerator.accelerator, verdict, reason, seconds, consoleLog });
      if (exitCode === 0) exitCode = verdictExitCodes[verdict];
    });
  }
  return { results, exitCode };
}

/** Every format under every firmware asked for; without a wish, those that the layout allows. */
function combinations({ formats, bootLoader: { bios, uefi } }: Plan, { firmware }: BootSpec) {
  const possible = [
    ...(bios?.bootSector === true ? ['bios' as const] : []),
    ...(uefi === undefined ? [] : ['uefi' as const]),
  ];
  const firmwares = firmware.length > 0 ? firmware : possible.length > 0 ? possible : ['bios' as const];
  return formats.flatMap((format) => firmwares.map((name) => ({ format, firmware: name })));
}

async function findKernel(root: string): Promise<string | undefined> {
  const boot = path.join(root, 'boot');
  const kernel = (await fs.readdir(boot).catch(() => [])).find((name) => name.startsWith('vmlinuz-'));
  return kernel === undefined ? undefined : path.join(boot, kernel);
}
