import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Architecture } from '../../architecture.ts';
import { hostArchitecture } from '../../host/architecture.ts';
import { startProcess } from '../../host/program/process.ts';
import { type Runner, throwIfInterrupted } from '../../host/program/run.ts';
import { type MachineType, machineTypes } from './machine-types.ts';
import { sandbox } from './qemu.ts';

export interface AcceleratorVerdict {
  readonly accelerator: 'kvm' | 'tcg';
  /** QEMU's name of the CPU model. */
  readonly cpu: string;
  /** In words, for the report. */
  readonly reason: string;
}

export interface ProbeOptions {
  readonly runner: Pick<Runner, 'log' | 'signal'>;
  /** Of the machine that is to run; one that this machine is not can only be emulated. */
  readonly arch: Architecture;
  /** Any Linux kernel for it: the image's own, or the host's. Without one there is no proof, and so no KVM. */
  readonly kernel: string | undefined;
  /** Keeps the verdict until the host boots again. */
  readonly cacheFile?: string | undefined;
  /** Default: /dev/kvm. */
  readonly device?: string;
}

/** Where a cache directory keeps the verdict. */
export const verdictFileIn = (cacheDirectory: string) => path.join(cacheDirectory, 'accelerator', 'verdict.json');

const emulated = (arch: Architecture) => ({ accelerator: 'tcg', cpu: machineTypes[arch].tcgCpu }) as const;

/** Seconds. A kernel that speaks but then says nothing for `silence` hangs; a healthy one is done within two seconds. */
const probeDeadlines = { total: 10, silence: 4 };

/**
 * Finds out whether KVM really runs guests, by booting a kernel: the device may be there, open, and run the firmware, and
 * guests still hang. Takes 10 s at most for each CPU model when they hang, and nothing with a verdict in the cache.
 *
 * @throws ApplianceError kind `tool` if QEMU is not installed, `interrupted`
 */
export async function probeAccelerator(options: ProbeOptions): Promise<AcceleratorVerdict> {
  const { kernel, runner, arch } = options;
  const tcg = emulated(arch);
  if (arch !== hostArchitecture()) return { ...tcg, reason: `the appliance is for ${arch}, and this machine is not` };
  const device = options.device ?? '/dev/kvm';
  const refusal = await openRefusal(device);
  // Not cached: somebody may load the module or grant access at any time, and asking costs nothing.
  if (refusal !== undefined) return { ...tcg, reason: `${device} ${refusal}` };
  const bootId = (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const cached = await readCache(options.cacheFile, bootId);
  if (cached !== undefined) return cached;
  if (kernel === undefined) return { ...tcg, reason: `${device} opens, but there is no kernel to try it with` };
  const verdict = await probeKvm({ kernel, runner, arch });
  await writeCache(options.cacheFile, bootId, verdict).catch((error: Error) =>
    runner.log(`the verdict on KVM is not kept: ${error.message}`),
  );
  return verdict;
}

async function openRefusal(device: string): Promise<string | undefined> {
  try {
    await (await fs.open(device, 'r+')).close();
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') return 'does not exist';
    return code === 'EACCES' || code === 'EPERM' ? 'may not be opened by this user' : `cannot be opened (${code})`;
  }
}

type TrialOptions = Pick<ProbeOptions, 'runner' | 'arch'> & { readonly kernel: string };

async function probeKvm(options: TrialOptions): Promise<AcceleratorVerdict> {
  for (const cpu of machineTypes[options.arch].kvmCpus) {
    const failure = await bootFailure('kvm', cpu, options);
    if (failure === undefined) return { accelerator: 'kvm', cpu, reason: 'a kernel booted under KVM' };
    options.runner.log(`KVM with the CPU model ${cpu}: ${failure}`);
  }
  return { ...emulated(options.arch), reason: '/dev/kvm opens, but no kernel boots under it' };
}

/**
 * Boots a kernel until it prints its version.
 *
 * @returns undefined if it does, else what happened, in words
 */
export async function bootFailure(
  accelerator: 'kvm' | 'tcg',
  cpu: string,
  { runner, arch, kernel }: TrialOptions,
): Promise<string | undefined> {
  throwIfInterrupted(runner.signal);
  let output = '';
  let settle: (failure: string | undefined) => void = () => {};
  const outcome = new Promise<string | undefined>((resolve) => {
    settle = resolve;
  });
  let silence: NodeJS.Timeout | undefined;
  const total = setTimeout(() => settle(`nothing came within ${probeDeadlines.total} s`), probeDeadlines.total * 1000);
  const onAbort = () => settle('it was interrupted');
  runner.signal.addEventListener('abort', onAbort);
  try {
    await using qemu = await startProcess({
      tool: machineTypes[arch].program,
      args: probeArguments(machineTypes[arch], accelerator, cpu, kernel),
      log: runner.log,
      onOutput(chunk) {
        output += chunk.toString('latin1');
        if (output.includes('Linux version')) settle(undefined);
        clearTimeout(silence);
        silence = setTimeout(
          () => settle(`it hung: its last words were "${lastWords(output)}"`),
          probeDeadlines.silence * 1000,
        );
      },
    });
    const ended = qemu.ended.then(({ exitCode, signal }) => {
      if (output.includes('Linux version')) return undefined;
      const how = signal === undefined ? `with exit code ${exitCode}` : `by ${signal}`;
      return `QEMU ended ${how}${qemu.tail.length === 0 ? '' : ` ("${qemu.tail.at(-1)}")`}`;
    });
    const failure = await Promise.race([outcome, ended]);
    throwIfInterrupted(runner.signal);
    return failure;
  } finally {
    clearTimeout(total);
    clearTimeout(silence);
    runner.signal.removeEventListener('abort', onAbort);
  }
}

function probeArguments(type: MachineType, accelerator: 'kvm' | 'tcg', cpu: string, kernel: string): string[] {
  return [
    ['-machine', `${type.machine},accel=${accelerator}`],
    ['-cpu', cpu],
    ['-m', '512'],
    ['-nodefaults', '-no-user-config', '-no-reboot'],
    [...sandbox],
    ['-display', 'none'],
    ['-serial', 'stdio'],
    ['-kernel', path.resolve(kernel)],
    ['-append', `${type.consoleArguments} panic=-1`],
  ].flat();
}

function lastWords(output: string): string {
  return (
    output
      .trim()
      .split(/[\r\n]+/)
      .at(-1)
      ?.replace(/[^\x20-\x7e]/g, '')
      .slice(0, 60) ?? ''
  );
}

interface CacheEntry extends AcceleratorVerdict {
  readonly bootId: string;
}

async function readCache(file: string | undefined, bootId: string): Promise<AcceleratorVerdict | undefined> {
  if (file === undefined) return undefined;
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  const entry = parseEntry(text);
  if (entry === undefined || entry.bootId !== bootId) return undefined;
  const { accelerator, cpu, reason } = entry;
  return { accelerator, cpu, reason };
}

/** Anything else than what we wrote counts as nothing: probing again is always right. */
function parseEntry(text: string): CacheEntry | undefined {
  try {
    const entry: Partial<CacheEntry> = JSON.parse(text);
    const known = entry.accelerator === 'kvm' || entry.accelerator === 'tcg';
    return known && typeof entry.cpu === 'string' && typeof entry.reason === 'string'
      ? (entry as CacheEntry)
      : undefined;
  } catch {
    return undefined;
  }
}

async function writeCache(file: string | undefined, bootId: string, verdict: AcceleratorVerdict): Promise<void> {
  if (file === undefined) return;
  await fs.mkdir(path.dirname(file), { recursive: true });
  const entry: CacheEntry = { ...verdict, bootId };
  const draft = `${file}.${process.pid}`;
  await fs.writeFile(draft, `${JSON.stringify(entry)}\n`);
  await fs.rename(draft, file);
}
