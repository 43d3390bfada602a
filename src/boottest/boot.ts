import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Firmware } from '../appliance/appliance.ts';
import type { Format } from '../appliance/formats.ts';
import type { Architecture } from '../architecture.ts';
import { ApplianceError } from '../errors.ts';
import { throwIfInterrupted } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import type { BootOptions } from './boot-options.ts';
import { createBootRun } from './boot-run.ts';
import { openLogFile } from './console/log-file.ts';
import { openTimedLog } from './console/timed-log.ts';
import type { LevelReached } from './judge/decision.ts';
import { allowancesOn, createLedger, type RuleCount } from './judge/ledger.ts';
import { deadlinesFor, type Verdict } from './judge/verdicts.ts';
import type { FilesystemCheck } from './machine/check-disks.ts';
import { type FirmwareFiles, findFirmware, type UefiFirmware } from './machine/firmware.ts';
import { machineTypes } from './machine/machine-types.ts';
import { createOverlays, lacksBootCode } from './machine/overlays.ts';
import { guestMac, openNamespaceNetwork } from './network/namespace-network.ts';
import { openNotifySocket } from './notify/notify-socket.ts';
import { playSteps, type StepOutcome } from './scenario/play.ts';
import { noScenario, wantsIpv6, wantsReady } from './scenario/scenario.ts';
import { assertionsAt, endingOf, excerpt, printableOutcome } from './verdict.ts';

export interface BootVerdict {
  readonly verdict: Verdict;
  /** The rule that matched, or the deadline that passed. */
  readonly rule: string;
  /** One sentence without a period, in our own words (it may quote the expected patterns). */
  readonly reason: string;
  readonly accelerator: 'kvm' | 'tcg';
  readonly firmware: Firmware;
  /** Format of the first disk. */
  readonly format: Format;
  /** From power-on to the verdict. */
  readonly seconds: number;
  readonly levels: readonly LevelReached[];
  /** Of the scenario. */
  readonly steps: readonly StepOutcome[];
  /** How often each rule found something, over all boots of the test. */
  readonly counts: readonly RuleCount[];
  /** Of the last shutdown; empty if there was none. */
  readonly filesystems: readonly FilesystemCheck[];
  /** Sources of the expected patterns. */
  readonly matched: readonly string[];
  readonly missing: readonly string[];
  /** The line that decided, and what came before it, oldest first; safe to print. Empty when passed. */
  readonly evidence: readonly string[];
  /** Safe to print. */
  readonly lastConsoleLines: readonly string[];
  readonly consoleLog: string;
  readonly timedLog: string | undefined;
  /** Undefined: none was taken. */
  readonly screenshot: string | undefined;
  /** Those that steps took. */
  readonly screenshots: readonly string[];
}

/** What to show of a boot that did not pass: the line that decided with those before it, or the end of the console. */
export function linesToShow({ verdict, evidence, lastConsoleLines }: BootVerdict): readonly string[] {
  if (verdict === 'passed') return [];
  return evidence.length > 0 ? evidence : lastConsoleLines;
}

const defaultExpectation = [/login:/];

/**
 * Boots an appliance in QEMU, on overlays so that its disks stay what they were, and judges its serial console.
 * QEMU is stopped as soon as the verdict is known.
 *
 * @throws ApplianceError kind `tool` if QEMU or the firmware is missing, `build` (code `qemu-failed`) if QEMU itself
 *   fails, `interrupted` when the runner's signal is aborted. A bad image is no error: it is a verdict.
 */
export async function bootAppliance(options: BootOptions): Promise<BootVerdict> {
  const { runner, firmware, accelerator, logFile, scenario = noScenario } = options;
  throwIfInterrupted(runner.signal);
  const [firstDisk] = options.disks;
  if (firstDisk === undefined || !('path' in firstDisk)) throw new Error('a boot test needs a disk');
  await using scope = new Scope();
  const directory = await fs.mkdtemp(path.join(path.resolve(options.workDir), 'boot-test-'));
  scope.defer(() => fs.rm(directory, { recursive: true, force: true }));
  const disks = await createOverlays(runner, directory, options.disks);
  const { steps } = scenario;
  const network = await openIf(steps.some(wantsIpv6), scope, () => openNamespaceNetwork(runner, directory));
  const notify = await openIf(steps.some(wantsReady), scope, () =>
    openNotifySocket({ runner, socketDir: options.socketDir }),
  );
  const machine = {
    ...accelerator,
    arch: options.arch,
    memoryMiB: options.memoryMiB,
    vcpus: options.vcpus,
    interfaces: options.interfaces,
    tap: network.made === undefined ? undefined : { name: network.made.tap, mac: guestMac },
    notify: notify.made?.address,
    disks,
    firmware: firmware === 'bios' ? firmware : await copyFirmware(options.arch, firmware, directory),
  };
  const allow = allowancesOn(new Date().toISOString().slice(0, 10), scenario.allow);
  const ledger = createLedger(allow, accelerator.accelerator);
  const consoleLog = openLogFile(path.resolve(logFile));
  scope.defer(() => consoleLog[Symbol.dispose]());
  const timedLog = openTimedLog(options.timedLogFile);
  scope.defer(() => timedLog[Symbol.dispose]());
  const run = scope.use(
    createBootRun({
      options,
      machine,
      ledger,
      allow,
      network: network.made,
      noNetwork: network.reason,
      notify: notify.made,
      noNotify: notify.reason,
      consoleLog,
      timedLog,
      deadlines: deadlinesFor(accelerator.accelerator, options.timeoutSeconds, options.deadlines),
      expect: options.expect ?? defaultExpectation,
      scratch: directory,
    }),
  );
  const mute = firmware === 'bios' && (await lacksBootCode(runner, directory, disks[0]?.overlayPath ?? ''));
  const booted = await run.powerOn((judge) => {
    if (mute) judge.suspect('no-boot-code', `the boot sector of disk ${firstDisk.name} holds no code`);
  });
  const toPlay = booted.decision.verdict === 'passed' ? steps : [];
  const played = await playSteps(toPlay, run.stage, accelerator.accelerator);
  const ending = endingOf(booted, { ...played, fatal: run.fatal, ledger });
  const { screenshotFile } = options;
  const taken = screenshotFile !== undefined && (await run.takeScreenshot(path.resolve(screenshotFile)));
  throwIfInterrupted(runner.signal);
  const { judge, seconds } = booted;
  const done = ending.verdict === 'passed' && toPlay.length > 0 ? [assertionsAt(seconds, played.outcomes)] : [];
  return {
    ...ending,
    accelerator: accelerator.accelerator,
    firmware,
    format: firstDisk.format,
    seconds,
    levels: [...judge.levels, ...done],
    matched: judge.matched,
    missing: judge.missing,
    lastConsoleLines: excerpt(judge.lastLines),
    steps: played.outcomes.map(printableOutcome),
    counts: ledger.counts,
    filesystems: run.filesystems,
    consoleLog: logFile,
    timedLog: options.timedLogFile,
    screenshot: taken ? screenshotFile : undefined,
    screenshots: run.screenshots,
  };
}

async function copyFirmware(arch: Architecture, firmware: UefiFirmware, directory: string): Promise<FirmwareFiles> {
  const { vars, ...files } = await findFirmware(machineTypes[arch].firmware, firmware);
  const copy = path.join(directory, 'vars.fd');
  await fs.copyFile(vars, copy);
  await fs.chmod(copy, 0o600);
  return { ...files, vars: copy };
}

interface Opened<Thing> {
  readonly made?: Thing;
  /** Why there is none; undefined: none was wanted, or there is one. */
  readonly reason?: string;
}

/** IPv6 from outside and readiness are had only where the host allows it; the report says so if not. */
async function openIf<Thing extends AsyncDisposable>(
  isWanted: boolean,
  scope: Scope,
  open: () => Promise<Thing>,
): Promise<Opened<Thing>> {
  if (!isWanted) return {};
  try {
    return { made: scope.use(await open()) };
  } catch (error) {
    if (!(error instanceof ApplianceError) || error.kind === 'interrupted') throw error;
    return { reason: error.message };
  }
}
