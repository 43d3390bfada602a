import { randomUUID } from 'node:crypto';
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
  /** Boots the kernel under KVM with a model of a CPU. Default: QEMU does. */
  readonly boot?: (cpu: string, kernel: string) => Promise<Trial>;
}

/**
 * How a kernel booted. `refused`: QEMU did not even begin, so that it says nothing about KVM; `failed`: QEMU or the guest hung,
 * or ended without a word of the kernel. Both have what happened, in words.
 */
export type Trial =
  | { readonly outcome: 'booted' }
  | { readonly outcome: 'refused' | 'failed'; readonly failure: string };

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
  const { runner, arch } = options;
  const tcg = emulated(arch);
  if (arch !== hostArchitecture()) return { ...tcg, reason: `the appliance is for ${arch}, and this machine is not` };
  const device = options.device ?? '/dev/kvm';
  const refusal = await openRefusal(device);
  // Not cached: somebody may load the module or grant access at any time, and asking costs nothing.
  if (refusal !== undefined) return { ...tcg, reason: `${device} ${refusal}` };
  const bootId = (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  const cached = await readCache(options.cacheFile, bootId);
  if (cached !== undefined) return cached;
  // What follows is not cached either, unless every model was tried: the next time there may be another kernel, or QEMU.
  const { kernel } = options;
  if (kernel === undefined || !(await isReadable(kernel)))
    return { ...tcg, reason: `${device} opens, but there is no kernel to try it with` };
  const boot = options.boot ?? ((cpu, file) => bootKernel('kvm', cpu, { runner, arch, kernel: file }));
  const { booted, refused } = await tryModels(options, (cpu) => boot(cpu, kernel));
  if (refused !== undefined) return { ...tcg, reason: `${device} opens, but QEMU does not try it: ${refused}` };
  const verdict: AcceleratorVerdict =
    booted === undefined
      ? { ...tcg, reason: '/dev/kvm opens, but no kernel boots under it' }
      : { accelerator: 'kvm', cpu: booted, reason: 'a kernel booted under KVM' };
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

/** Kernels of a host are often for root alone. */
async function isReadable(file: string): Promise<boolean> {
  try {
    // Asked first, as a pipe would keep whoever opens it.
    if (!(await fs.stat(file)).isFile()) return false;
    await fs.access(file, fs.constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns the first CPU model with which the kernel boots, or QEMU's first complaint; neither: guests do not run */
async function tryModels(
  { arch, runner }: Pick<ProbeOptions, 'runner' | 'arch'>,
  boot: (cpu: string) => Promise<Trial>,
): Promise<{ readonly booted?: string; readonly refused?: string | undefined }> {
  let refused: string | undefined;
  for (const cpu of machineTypes[arch].kvmCpus) {
    const trial = await boot(cpu);
    if (trial.outcome === 'booted') return { booted: cpu };
    runner.log(`KVM with the CPU model ${cpu}: ${trial.failure}`);
    if (trial.outcome === 'refused') refused ??= trial.failure;
  }
  return { refused };
}

type TrialOptions = Pick<ProbeOptions, 'runner' | 'arch'> & { readonly kernel: string };

/**
 * Boots a kernel until it prints its version.
 *
 * @throws ApplianceError kind `tool` if QEMU is not installed, `interrupted`
 */
export async function bootKernel(
  accelerator: 'kvm' | 'tcg',
  cpu: string,
  { runner, arch, kernel }: TrialOptions,
): Promise<Trial> {
  throwIfInterrupted(runner.signal);
  let output = '';
  let settle: (trial: Trial) => void = () => {};
  const outcome = new Promise<Trial>((resolve) => {
    settle = resolve;
  });
  const fail = (failure: string) => settle({ outcome: 'failed', failure });
  let silence: NodeJS.Timeout | undefined;
  const total = setTimeout(() => fail(`nothing came within ${probeDeadlines.total} s`), probeDeadlines.total * 1000);
  const onAbort = () => fail('it was interrupted');
  runner.signal.addEventListener('abort', onAbort);
  try {
    await using qemu = await startProcess({
      tool: machineTypes[arch].program,
      args: probeArguments(machineTypes[arch], accelerator, cpu, kernel),
      log: runner.log,
      onOutput(chunk) {
        output += chunk.toString('latin1');
        if (output.includes('Linux version')) settle({ outcome: 'booted' });
        clearTimeout(silence);
        silence = setTimeout(
          () => fail(`it hung: its last words were "${lastWords(output)}"`),
          probeDeadlines.silence * 1000,
        );
      },
    });
    const ended = qemu.ended.then(({ exitCode, signal }): Trial => {
      if (output.includes('Linux version')) return { outcome: 'booted' };
      const how = signal === undefined ? `with exit code ${exitCode}` : `by ${signal}`;
      const failure = `QEMU ended ${how}${qemu.tail.length === 0 ? '' : ` ("${qemu.tail.at(-1)}")`}`;
      // A guest that ends its machine leaves 0, and an abort is a signal.
      const isRefusal = output === '' && exitCode !== undefined && exitCode !== 0;
      return { outcome: isRefusal ? 'refused' : 'failed', failure };
    });
    const trial = await Promise.race([outcome, ended]);
    throwIfInterrupted(runner.signal);
    return trial;
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
  // Processes in namespaces of their own may have the same number.
  const draft = `${file}.${randomUUID()}`;
  await fs.writeFile(draft, `${JSON.stringify(entry)}\n`);
  await fs.rename(draft, file);
}
