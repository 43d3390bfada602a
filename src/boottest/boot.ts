import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Architecture } from '../architecture.ts';
import { ApplianceError } from '../errors.ts';
import { type ProcessEnd, startProcess } from '../host/program/process.ts';
import { type Runner, throwIfInterrupted } from '../host/program/run.ts';
import { Scope } from '../host/scope.ts';
import { sanitiseForLog } from './console/sanitise.ts';
import type { Decision, LevelReached } from './judge/decision.ts';
import { createJudge, type Judge } from './judge/judge.ts';
import { type Deadlines, deadlines, rules, type Verdict } from './judge/verdicts.ts';
import { watch } from './judge/watch.ts';
import { listenOn, makeSocketDirectory } from './machine/channel.ts';
import { type Firmware, findFirmware, type UefiFirmware } from './machine/firmware.ts';
import { machineTypes } from './machine/machine-types.ts';
import { type BootDisk, createOverlays, lacksBootCode } from './machine/overlays.ts';
import { type FirmwareFiles, type Machine, qemuArguments } from './machine/qemu.ts';
import { createQmpClient } from './machine/qmp.ts';
import { takeScreenshot } from './machine/screenshot.ts';

export interface BootOptions {
  readonly runner: Runner;
  readonly arch: Architecture;
  /** In the order in which the firmware tries them. */
  readonly disks: readonly BootDisk[];
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Number of network interfaces. */
  readonly interfaces: number;
  readonly firmware: Firmware;
  /** Patterns that must all be seen on the serial console. Default: `login:`. */
  readonly expect?: readonly RegExp[];
  /** Replaces the deadline of the whole boot. */
  readonly timeoutSeconds?: number | undefined;
  /** Replaces single deadlines, as a long menu of the boot loader needs it. */
  readonly deadlines?: Partial<Deadlines>;
  readonly accelerator: { readonly accelerator: 'kvm' | 'tcg'; readonly cpu: string };
  /** Gets every byte of the serial console. Overwritten. */
  readonly logFile: string;
  /** Gets a picture (PNG) of the screen if the boot does not pass and the machine is still there. Overwritten. */
  readonly screenshotFile?: string;
  /** An existing folder for overlays, which are removed again. */
  readonly workDir: string;
  /** A folder with a short path for sockets, which are removed again. Default: /tmp. */
  readonly socketDir?: string;
}

export interface BootVerdict {
  readonly verdict: Verdict;
  /** The rule that matched, or the deadline that passed. */
  readonly rule: string;
  /** One sentence without a period, in our own words (it may quote the expected patterns). */
  readonly reason: string;
  readonly accelerator: 'kvm' | 'tcg';
  readonly firmware: Firmware;
  /** Format of the first disk. */
  readonly format: BootDisk['format'];
  /** From power-on to the verdict. */
  readonly seconds: number;
  readonly levels: readonly LevelReached[];
  /** Sources of the expected patterns. */
  readonly matched: readonly string[];
  readonly missing: readonly string[];
  /** The line that decided, and what came before it, oldest first; safe to print. Empty when passed. */
  readonly evidence: readonly string[];
  /** Safe to print. */
  readonly lastConsoleLines: readonly string[];
  readonly consoleLog: string;
  /** Undefined: none was taken. */
  readonly screenshot: string | undefined;
}

/** What to show of a boot that did not pass: the line that decided with those before it, or the end of the console. */
export function linesToShow({ verdict, evidence, lastConsoleLines }: BootVerdict): readonly string[] {
  if (verdict === 'passed') return [];
  return evidence.length > 0 ? evidence : lastConsoleLines;
}

const defaultExpectation = [/login:/];
const evidenceLines = 20;

/**
 * Boots an appliance in QEMU, on overlays so that its disks stay what they were, and judges its serial console.
 * QEMU is stopped as soon as the verdict is known.
 *
 * @throws ApplianceError kind `tool` if QEMU or the firmware is missing, `build` (code `qemu-failed`) if QEMU itself
 *   fails, `interrupted` when the runner's signal is aborted. A bad image is no error: it is a verdict.
 */
export async function bootAppliance(options: BootOptions): Promise<BootVerdict> {
  const { runner, firmware, accelerator, logFile } = options;
  throwIfInterrupted(runner.signal);
  const [firstDisk] = options.disks;
  if (firstDisk === undefined) throw new Error('a boot test needs a disk');
  await using scope = new Scope();
  const directory = await fs.mkdtemp(path.join(path.resolve(options.workDir), 'boot-test-'));
  scope.defer(() => fs.rm(directory, { recursive: true, force: true }));
  const disks = await createOverlays(runner, directory, options.disks);
  const machine = {
    ...accelerator,
    arch: options.arch,
    memoryMiB: options.memoryMiB,
    vcpus: options.vcpus,
    interfaces: options.interfaces,
    disks,
    firmware: firmware === 'bios' ? firmware : await copyFirmware(options.arch, firmware, directory),
    serialLog: path.resolve(logFile),
  };
  const judge = createJudge({
    expect: options.expect ?? defaultExpectation,
    deadlines: deadlinesFor(options),
  });
  if (firmware === 'bios' && (await lacksBootCode(runner, directory, disks[0]?.overlayPath ?? ''))) {
    judge.suspect('no-boot-code', `the boot sector of disk ${firstDisk.name} holds no code`);
  }
  const { decision, seconds, screenshot } = await runMachine(options, machine, judge);
  return {
    verdict: decision.verdict,
    rule: decision.rule,
    reason: decision.reason,
    accelerator: accelerator.accelerator,
    firmware,
    format: firstDisk.format,
    seconds,
    levels: [...judge.levels],
    matched: judge.matched,
    missing: judge.missing,
    evidence: decision.verdict === 'passed' ? [] : evidenceOf(decision, judge),
    lastConsoleLines: excerpt(judge.lastLines),
    consoleLog: logFile,
    screenshot,
  };
}

function deadlinesFor({ accelerator, deadlines: own, timeoutSeconds }: BootOptions): Deadlines {
  const all = { ...deadlines[accelerator.accelerator], ...own };
  return timeoutSeconds === undefined ? all : { ...all, total: timeoutSeconds };
}

async function copyFirmware(arch: Architecture, firmware: UefiFirmware, directory: string): Promise<FirmwareFiles> {
  const { vars, ...files } = await findFirmware(machineTypes[arch].firmware, firmware);
  const copy = path.join(directory, 'vars.fd');
  await fs.copyFile(vars, copy);
  await fs.chmod(copy, 0o600);
  return { ...files, vars: copy };
}

type MachineOnDisk = Omit<Machine, 'serialSocket' | 'firmwareSocket' | 'qmpSocket'>;

interface MachineRun {
  readonly decision: Decision;
  readonly seconds: number;
  readonly screenshot: string | undefined;
}

async function runMachine(
  { runner, socketDir, screenshotFile }: Pick<BootOptions, 'runner' | 'socketDir' | 'screenshotFile'>,
  machine: MachineOnDisk,
  judge: Judge,
): Promise<MachineRun> {
  await using scope = new Scope();
  const directory = await makeSocketDirectory(socketDir ?? '/tmp');
  scope.defer(() => fs.rm(directory, { recursive: true, force: true }));
  const watching = watch(judge, runner.signal);
  scope.defer(() => watching[Symbol.dispose]());
  const listen = async (name: string, take: (chunk: Buffer) => void) =>
    scope.use(await listenOn(path.join(directory, `${name}.sock`), take));
  const serial = await listen('serial', watching.feedSerial);
  const firmware = await listen('firmware', watching.feedFirmware);
  const control = await listen('qmp', (chunk) => qmp.feed(chunk));
  const qmp = createQmpClient(control.write);
  const args = qemuArguments({
    ...machine,
    serialSocket: serial.path,
    firmwareSocket: firmware.path,
    qmpSocket: control.path,
  });
  throwIfInterrupted(runner.signal);
  const { program } = machineTypes[machine.arch];
  const qemu = scope.use(await startProcess({ tool: program, args, log: runner.log }));
  // Without this negotiation QEMU neither sends events nor takes commands. A refusal would be told by its end.
  qmp.execute('qmp_capabilities').catch((error: Error) => runner.log(`QMP: ${error.message}`));
  const ended = qemu.ended.then(async (end) => {
    await Promise.all([serial.drain(), firmware.drain(), control.drain()]);
    return qmp.ending === undefined ? raiseFailure(program, end, qemu.tail) : judge.end(qmp.ending);
  });
  const decision = await Promise.race([watching.decision, ended]);
  const seconds = watching.elapsedMs() / 1000;
  if (decision.verdict === 'passed' || screenshotFile === undefined)
    return { decision, seconds, screenshot: undefined };
  const file = path.resolve(screenshotFile);
  const taken = await takeScreenshot(qmp, { file, gone: qemu.ended, signal: runner.signal, log: runner.log });
  throwIfInterrupted(runner.signal);
  return { decision, seconds, screenshot: taken ? screenshotFile : undefined };
}

function raiseFailure(program: string, { exitCode, signal }: ProcessEnd, tail: readonly string[]): never {
  throw new ApplianceError({
    kind: 'build',
    code: 'qemu-failed',
    message: `the boot test could not run: ${program} ${signal === undefined ? `failed with exit code ${exitCode}` : `was killed by ${signal}`}`,
    detail: tail,
  });
}

/** What the firmware said is shown only if it decided, or if nobody else spoke. */
function evidenceOf({ line, rule, verdict }: Decision, judge: Judge): string[] {
  const { lastLines, lastFirmwareLines } = judge;
  const fromFirmware = rules.find(({ id }) => id === rule)?.source === 'firmware';
  const said = fromFirmware || verdict === 'silent' ? [...lastFirmwareLines, ...lastLines] : lastLines;
  return excerpt(line === undefined || said.includes(line) ? said : [...said, line]);
}

/** The last lines, without empty ones, and repetitions in a row told as one. */
function excerpt(lines: readonly string[]): string[] {
  const runs: { readonly line: string; times: number }[] = [];
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs
    .slice(-evidenceLines)
    .flatMap(({ line, times }) => sanitiseForLog(times === 1 ? line : `${line} (${times} times)`));
}
