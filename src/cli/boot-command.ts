import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type BootDisk, bootAppliance, linesToShow } from '../boottest/boot.ts';
import { verdictExitCodes } from '../boottest/verdicts.ts';
import type { DescriptorData } from '../descriptor/data.ts';
import { readDescriptor } from '../descriptor/read.ts';
import { ApplianceError } from '../errors.ts';
import { displayForPrograms, type EventStream } from '../report/for-programs.ts';
import { formatSeconds } from '../report/format.ts';
import { printable } from '../report/printable.ts';
import { createReporter } from '../report/reporter.ts';
import { type Environment, ensureTools, plainRunner, signalOfProcess } from './environment.ts';
import { probeHost } from './host-accelerator.ts';
import { type ProgressFlags, withErrorEvents } from './progress.ts';
import { stopAtEndOfInput } from './stop-at-eof.ts';

export interface BootFlags extends ProgressFlags {
  readonly expect?: readonly string[];
  readonly timeout?: number;
  readonly firmware: 'bios' | 'uefi';
  readonly log?: string;
  readonly stopAtEof?: boolean;
}

/** @returns 0, or the exit code of the verdict */
export async function bootCommand(file: string, flags: BootFlags, environment: Environment): Promise<number> {
  if (flags.stopAtEof === true) stopAtEndOfInput();
  return await withErrorEvents(flags, environment, (events) => bootAndTell(file, flags, environment, events));
}

async function bootAndTell(
  file: string,
  flags: BootFlags,
  environment: Environment,
  events: EventStream | undefined,
): Promise<number> {
  const { stdout, stderr } = environment;
  const { firmware } = flags;
  const runner = plainRunner(environment, signalOfProcess());
  const descriptor = readDescriptor(await readText(file));
  await ensureTools({
    environment,
    runner,
    uses: new Set(firmware === 'uefi' ? ['boot', 'boot-uefi'] : ['boot']),
    install: false,
  });
  const accelerator = await probeHost(runner);
  const what = `${descriptor.name} under ${firmware}, ${accelerator.accelerator} (${accelerator.reason})`;
  const boot = () =>
    bootAppliance({
      runner,
      disks: disksOf(descriptor, path.dirname(file)),
      memoryMiB: Math.floor(descriptor.memoryKiB / 1024),
      vcpus: descriptor.vcpus,
      interfaces: descriptor.interfaces,
      firmware,
      expect: (flags.expect ?? ['login:']).map(expectation),
      timeoutSeconds: flags.timeout,
      accelerator,
      logFile: flags.log ?? `${file.replace(/\.xml$/, '')}-boot-${firmware}.log`,
      workDir: environment.variables['TMPDIR'] ?? '/var/tmp',
    });
  if (events !== undefined) {
    const reporter = createReporter(displayForPrograms(events), { line: () => undefined });
    const outcome = await reporter.step('boot-test', `boot ${what}`, boot);
    const exitCode = verdictExitCodes[outcome.verdict];
    events.emit({ event: 'booted', name: descriptor.name, ...outcome, exitCode });
    return exitCode;
  }
  stderr.write(`${printable(`booting ${what}`)}\n`);
  const outcome = await boot();
  if (flags.json === true) {
    stdout.write(`${JSON.stringify({ ok: outcome.verdict === 'passed', ...outcome })}\n`);
  } else {
    for (const line of linesToShow(outcome)) stderr.write(`${printable(line)}\n`);
    stdout.write(
      `${printable(`${outcome.verdict}: ${outcome.reason} (${formatSeconds(outcome.seconds)} after power-on); console: ${outcome.consoleLog}`)}\n`,
    );
  }
  return verdictExitCodes[outcome.verdict];
}

async function readText(file: string): Promise<string> {
  return await fs.readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ApplianceError({
      kind: 'input',
      code: 'unreadable-descriptor',
      message:
        cause.code === 'ENOENT' ? `there is no file ${file}` : `cannot read ${file}: ${cause.code ?? cause.message}`,
      cause,
    });
  });
}

function disksOf({ drives, disks }: DescriptorData, directory: string): BootDisk[] {
  return drives.flatMap(({ disk: id }) =>
    disks
      .filter((disk) => disk.id === id)
      .map(({ file, format }) => {
        if (format === 'raw' || format === 'qcow2' || format === 'vmdk')
          return { name: id, format, path: path.join(directory, file) };
        throw new ApplianceError({
          kind: 'input',
          code: 'not-supported-yet',
          message: `the boot test cannot boot ${file}: format ${format} is not supported yet`,
        });
      }),
  );
}

function expectation(source: string): RegExp {
  try {
    return new RegExp(source);
  } catch (cause) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-expectation',
      message: `--expect is no regular expression: ${String(cause)}`,
      cause,
    });
  }
}
