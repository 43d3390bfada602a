import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { BootSpec } from '../appliance/appliance.ts';
import { diskFormat, type Format } from '../appliance/formats.ts';
import { type Architecture, architectures } from '../architecture.ts';
import { type BootVerdict, bootAppliance, linesToShow } from '../boottest/boot.ts';
import { verdictExitCodes } from '../boottest/judge/verdicts.ts';
import { type AcceleratorVerdict, probeAccelerator, verdictFileIn } from '../boottest/machine/accelerator.ts';
import { hasRoomForSockets } from '../boottest/machine/channel.ts';
import type { BootDisk } from '../boottest/machine/overlays.ts';
import { unpackDisk } from '../convert/packed/unpack.ts';
import type { Runner } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import type { Plan } from '../plan/plan.ts';
import type { BootCombination, BootResult, BootTestPlan, DiskResult } from '../report/manifest/manifest.ts';
import type { Reporter } from '../report/progress/reporter.ts';

interface Services {
  readonly runner: Runner;
  readonly reporter: Reporter;
}

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
  { runner, reporter }: Services,
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

/** Where a boot leaves what was seen of it. */
export interface BootFiles {
  readonly consoleLog: string;
  readonly screenshot: string;
}

/** In an output directory. */
export function bootFilesIn(directory: string, { format, firmware }: BootCombination): BootFiles {
  // No colon: artifacts may not have one in their names.
  const stem = path.join(directory, `boot-${format.replace(':', '-')}-${firmware}`);
  return { consoleLog: `${stem}.log`, screenshot: `${stem}.png` };
}

export interface BootTestInputs {
  readonly test: BootTestPlan;
  readonly machine: {
    readonly arch: Architecture;
    readonly memoryMiB: number;
    readonly vcpus: number;
    readonly interfaces: number;
  };
  readonly accelerator: AcceleratorVerdict;
  /** In the order in which the firmware tries them. */
  readonly disksOf: (format: Format) => readonly BootDisk[];
  /** Called before each boot. */
  readonly filesOf: (combination: BootCombination) => Promise<BootFiles>;
  readonly scratch: string;
  /** Called after each boot, before the next. */
  readonly onVerdict?: (verdict: BootVerdict) => Promise<void>;
}

export interface BootTestResult {
  readonly verdicts: readonly BootVerdict[];
  /** 0, or that of the first verdict that was not `passed`. */
  readonly exitCode: number;
}

/** Boots an appliance in every combination of its test, one after the other. */
export async function bootTest(inputs: BootTestInputs, { runner, reporter }: Services): Promise<BootTestResult> {
  const { test, machine, scratch } = inputs;
  const verdicts: BootVerdict[] = [];
  for (const combination of test.combinations) {
    const { format, firmware } = combination;
    await reporter.step('boot-test', `boot the ${format} disks under ${firmware}`, async (detail) => {
      const files = await inputs.filesOf(combination);
      await using scope = new Scope();
      const disks = await unpacked(runner, scope, inputs.disksOf(format), scratch);
      const verdict = await bootAppliance({
        runner,
        arch: machine.arch,
        disks,
        memoryMiB: machine.memoryMiB,
        vcpus: machine.vcpus,
        interfaces: machine.interfaces,
        firmware,
        expect: test.expect.map((source) => new RegExp(source)),
        timeoutSeconds: test.timeoutSeconds,
        accelerator: inputs.accelerator,
        logFile: files.consoleLog,
        screenshotFile: files.screenshot,
        workDir: scratch,
        // There they go with the build, even if it is killed.
        ...(hasRoomForSockets(scratch) ? { socketDir: scratch } : {}),
      });
      detail(
        `${format} under ${firmware}: ${verdict.verdict}${verdict.verdict === 'passed' ? '' : `, ${verdict.reason}`}`,
      );
      for (const line of linesToShow(verdict)) reporter.note(line);
      verdicts.push(verdict);
      await inputs.onVerdict?.(verdict);
    });
  }
  const failed = verdicts.find(({ verdict }) => verdict !== 'passed');
  return { verdicts, exitCode: failed === undefined ? 0 : verdictExitCodes[failed.verdict] };
}

/** Packed disks are unpacked for as long as the scope lasts. */
async function unpacked(
  runner: Runner,
  scope: Scope,
  disks: readonly BootDisk[],
  scratch: string,
): Promise<readonly BootDisk[]> {
  const folder = await fs.mkdtemp(path.join(scratch, 'unpacked-'));
  scope.defer(() => fs.rm(folder, { recursive: true, force: true }));
  const one = async (disk: BootDisk, index: number) => {
    const { packed } = diskFormat(disk.format);
    if (packed === undefined) return disk;
    const target = path.join(folder, `disk${index}`);
    await unpackDisk(runner, packed, disk.path, target);
    return { ...disk, path: target };
  };
  return await Promise.all(disks.map(one));
}

/** What the manifest keeps of a boot. */
export function bootResult(boot: BootVerdict): BootResult {
  const { format, firmware, accelerator, verdict, reason, seconds, screenshot } = boot;
  return {
    format,
    firmware,
    accelerator,
    verdict,
    reason,
    seconds,
    consoleLog: path.basename(boot.consoleLog),
    ...(screenshot === undefined ? {} : { screenshot: path.basename(screenshot) }),
  };
}
