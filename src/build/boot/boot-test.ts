import * as os from 'node:os';
import pLimit from 'p-limit';
import type { Format } from '../../appliance/formats.ts';
import type { Architecture } from '../../architecture.ts';
import { type BootVerdict, bootAppliance, linesToShow } from '../../boottest/boot.ts';
import { verdictExitCodes } from '../../boottest/judge/verdicts.ts';
import type { AcceleratorVerdict } from '../../boottest/machine/accelerator.ts';
import { hasRoomForSockets } from '../../boottest/machine/channel.ts';
import type { MachineDisk } from '../../boottest/machine/overlays.ts';
import type { Scenario } from '../../boottest/scenario/scenario.ts';
import { availableMemoryBytes } from '../../host/program/memory.ts';
import type { Runner } from '../../host/program/run.ts';
import { Scope } from '../../host/scope.ts';
import { formatSeconds } from '../../report/format.ts';
import type { BootCombination, BootTestPlan } from '../../report/manifest/manifest.ts';
import type { Reporter } from '../../report/progress/reporter.ts';
import type { BootFiles } from './boot-files.ts';
import { unpacked } from './unpacked.ts';

export interface BootTestInputs {
  readonly test: BootTestPlan;
  /** Undefined: the boot is all. */
  readonly scenario: Scenario | undefined;
  readonly machine: {
    readonly arch: Architecture;
    readonly memoryMiB: number;
    readonly vcpus: number;
    readonly interfaces: number;
  };
  readonly accelerator: AcceleratorVerdict;
  /** In the order in which the firmware tries them. */
  readonly disksOf: (format: Format) => readonly MachineDisk[];
  /** Called before each boot. */
  readonly filesOf: (combination: BootCombination) => Promise<BootFiles>;
  readonly scratch: string;
  /** Called for each boot, in the order of the test. */
  readonly onVerdict?: (verdict: BootVerdict) => Promise<void>;
}

export interface BootTestResult {
  readonly verdicts: readonly BootVerdict[];
  /** 0, or that of the first verdict that was not `passed`. */
  readonly exitCode: number;
}

interface Services {
  readonly runner: Runner;
  readonly reporter: Reporter;
}

/**
 * Boots an appliance in every combination of its test, as many at once as there are processors and memory for.
 *
 * @throws ApplianceError kind `tool` or `build` if QEMU cannot run, `interrupted`
 */
export async function bootTest(inputs: BootTestInputs, { runner, reporter }: Services): Promise<BootTestResult> {
  const { combinations } = inputs.test;
  const verdicts: BootVerdict[] = [];
  const limit = pLimit({ concurrency: await bootsAtOnce(inputs.machine), rejectOnClear: true });
  const boots = combinations.map((combination) => limit(() => bootOne(runner, inputs, combination)));
  // A failure is thrown where its turn comes; until then it must not count as unhandled.
  for (const boot of boots) boot.catch(() => undefined);
  try {
    for (const [index, { format, firmware }] of combinations.entries()) {
      await reporter.step('boot-test', `boot the ${format} disks under ${firmware}`, async (detail) => {
        const verdict = await (boots[index] as Promise<BootVerdict>);
        const how = verdict.verdict === 'passed' ? ` after ${formatSeconds(verdict.seconds)}` : `, ${verdict.reason}`;
        detail(`${format} under ${firmware}: ${verdict.verdict}${how}`);
        for (const line of linesToShow(verdict)) reporter.note(line);
        verdicts.push(verdict);
        await inputs.onVerdict?.(verdict);
      });
    }
  } finally {
    // None may still run when the folders go that it uses.
    limit.clearQueue();
    await Promise.allSettled(boots);
  }
  const failed = verdicts.find(({ verdict }) => verdict !== 'passed');
  return { verdicts, exitCode: failed === undefined ? 0 : verdictExitCodes[failed.verdict] };
}

/** What QEMU takes besides the memory of the guest. */
const overheadMiB = 256;
/** The rest is for the page cache, in which the disks are. */
const shareOfMemory = 0.6;

async function bootsAtOnce({ memoryMiB, vcpus }: BootTestInputs['machine']): Promise<number> {
  const byMemory = ((await availableMemoryBytes()) * shareOfMemory) / ((memoryMiB + overheadMiB) * 1024 * 1024);
  return Math.max(1, Math.floor(Math.min(os.availableParallelism() / vcpus, byMemory)));
}

async function bootOne(runner: Runner, inputs: BootTestInputs, combination: BootCombination): Promise<BootVerdict> {
  const { test, machine, scratch, accelerator, scenario } = inputs;
  const { format, firmware } = combination;
  const files = await inputs.filesOf(combination);
  await using scope = new Scope();
  const disks = await unpacked(runner, scope, inputs.disksOf(format), scratch);
  return await bootAppliance({
    ...{ runner, disks, firmware, accelerator },
    arch: machine.arch,
    memoryMiB: machine.memoryMiB,
    vcpus: machine.vcpus,
    interfaces: machine.interfaces,
    expect: test.expect.map((source) => new RegExp(source)),
    ...(scenario === undefined ? {} : { scenario }),
    timeoutSeconds: test.timeoutSeconds,
    logFile: files.consoleLog,
    timedLogFile: files.timedLog,
    screenshotFile: files.screenshot,
    workDir: scratch,
    // There they go with the build, even if it is killed.
    ...(hasRoomForSockets(scratch) ? { socketDir: scratch } : {}),
  });
}
