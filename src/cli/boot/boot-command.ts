import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { diskFormat, type Format } from '../../appliance/formats.ts';
import type { BootVerdict } from '../../boottest/boot.ts';
import { verdictExitCodes } from '../../boottest/judge/verdicts.ts';
import {
  type BootFiles,
  bootFilesAt,
  bootFilesIn,
  bootFilesOf,
  bootRecord,
  writeBootReports,
} from '../../build/boot/boot-files.ts';
import { findAccelerator } from '../../build/boot/boot-plan.ts';
import { bootTest } from '../../build/boot/boot-test.ts';
import { requireSelfContained } from '../../convert/self-contained.ts';
import { ApplianceError } from '../../errors.ts';
import { type FileOwner, giveTo } from '../../host/files/file-owner.ts';
import { formatSeconds } from '../../report/format.ts';
import { type BootCombination, bootReportsAt } from '../../report/manifest/manifest.ts';
import { jsonLine, printable } from '../../report/printable.ts';
import { displayForPeople } from '../../report/progress/for-people.ts';
import { displayForPrograms, type EventStream } from '../../report/progress/for-programs.ts';
import { createReporter } from '../../report/progress/reporter.ts';
import { type Environment, ensureTools, plainRunner, signalOfProcess } from '../host/environment.ts';
import { hostKernel } from '../host/host-accelerator.ts';
import { bootUses, scenarioUses } from '../host/tool-uses.ts';
import { defaultCacheDirectory } from '../options/default-cache.ts';
import { type ProgressFlags, withErrorEvents } from '../progress.ts';
import { stopAtEndOfInput } from '../stop-at-eof.ts';
import { recordVerdict, requireRecordable } from './record.ts';
import { type ScenarioFlags, scenarioOf } from './scenario-flags.ts';
import { type BootSubject, type BootWishes, readSubject } from './subject.ts';

export interface BootFlags extends BootWishes, ProgressFlags, ScenarioFlags {
  readonly log?: string;
  readonly record?: boolean;
  readonly owner?: FileOwner;
  readonly cacheDir?: string;
  readonly installTools?: boolean;
  readonly stopAtEof?: boolean;
}

/** The short commands keep none. */
const noLog = { line: () => undefined };

/** @returns 0, or the exit code of the first verdict that is not `passed` */
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
  const runner = plainRunner(environment, signalOfProcess());
  const display = events === undefined ? displayForPeople(environment.stderr) : displayForPrograms(events);
  const reporter = createReporter(display, noLog);
  const subject = await readSubject(file, flags, (warning) => reporter.warn(warning));
  const scenario = await scenarioOf(flags, environment);
  const { arch, descriptor, directory, test, disks } = subject;
  const disksOf = (format: Format) => disks.get(format) ?? [];
  if (flags.record === true) await requireRecordable(subject, directory, runner.signal);
  const filesOf = chooseFiles(file, flags, subject);
  await ensureTools({
    environment,
    runner,
    uses: new Set([...bootUses(arch, test.combinations), ...scenarioUses(scenario)]),
    install: flags.installTools === true,
  });
  for (const disk of [...disks.values()].flat())
    if ('path' in disk) await requireSelfContained(runner, disk.path, diskFormat(disk.format).driver);
  const cacheDirectory = path.resolve(flags.cacheDir ?? defaultCacheDirectory);
  const accelerator = await findAccelerator(arch, await hostKernel(), cacheDirectory, { runner, reporter });
  const emulates = flags.first === 'emulated' && accelerator.accelerator === 'tcg';
  const { verdicts, exitCode } = await bootTest(
    {
      test: emulates ? { ...test, combinations: test.combinations.slice(0, 1) } : test,
      scenario,
      machine: {
        arch,
        memoryMiB: Math.floor(descriptor.memoryKiB / 1024),
        vcpus: descriptor.vcpus,
        interfaces: descriptor.interfaces,
      },
      accelerator,
      disksOf,
      filesOf,
      scratch: environment.variables['TMPDIR'] ?? '/var/tmp',
      async onVerdict(verdict) {
        const { screenshot, screenshots, timedLog } = verdict;
        for (const made of [screenshot, timedLog, ...screenshots])
          if (made !== undefined) await giveTo(flags.owner, made);
        if (flags.record === true) await recordVerdict(directory, verdict, flags.owner);
        const { name } = descriptor;
        events?.emit({ event: 'booted', name, ...verdict, exitCode: verdictExitCodes[verdict.verdict] });
      },
    },
    { runner, reporter },
  );
  await report(file, flags, subject, { name: descriptor.name, acceleratorReason: accelerator.reason }, verdicts);
  if (events !== undefined) return exitCode;
  environment.stdout.write(
    flags.json === true
      ? `${jsonLine({
          // Scripts read the verdict of a single boot from the object itself.
          ...(verdicts.length === 1 ? verdicts[0] : {}),
          ok: exitCode === 0,
          accelerator: accelerator.accelerator,
          acceleratorReason: accelerator.reason,
          results: verdicts,
        })}\n`
      : verdicts.map((verdict) => `${printable(verdictLine(verdict, verdicts.length > 1))}\n`).join(''),
  );
  return exitCode;
}

/** Beside the descriptor, or where a build has them. */
async function report(
  file: string,
  { record, owner }: BootFlags,
  { directory }: BootSubject,
  about: { readonly name: string; readonly acceleratorReason: string },
  verdicts: readonly BootVerdict[],
): Promise<void> {
  const files = bootReportsAt(record === true ? path.join(directory, 'boot') : `${file.replace(/\.xml$/, '')}-boot`);
  await writeBootReports(files, about, verdicts.map(bootRecord));
  for (const made of Object.values(files)) await giveTo(owner, made);
}

function verdictLine({ verdict, reason, seconds, consoleLog, format, firmware }: BootVerdict, isOneOfMany: boolean) {
  const which = isOneOfMany ? `${format} under ${firmware}: ` : '';
  return `${which}${verdict}: ${reason} (${formatSeconds(seconds)} after power-on); console: ${consoleLog}`;
}

/**
 * Where each boot leaves its console: under the names of a build if it is recorded, else under others.
 *
 * @throws ApplianceError codes `log-and-record`, `one-log`
 */
export function chooseFiles(
  file: string,
  { log, record, owner }: Pick<BootFlags, 'log' | 'record' | 'owner'>,
  { directory, manifest, test }: Pick<BootSubject, 'directory' | 'manifest' | 'test'>,
): (combination: BootCombination) => Promise<BootFiles> {
  if (log !== undefined && record === true) {
    throw new ApplianceError({
      kind: 'input',
      code: 'log-and-record',
      message: '--log and --record exclude each other: a recorded console has the name that a build gives it',
    });
  }
  if (log !== undefined && test.combinations.length > 1) {
    throw new ApplianceError({
      kind: 'input',
      code: 'one-log',
      message: `--log names one file, but there are ${test.combinations.length} boots`,
      hint: 'add --first, or choose with --format and --firmware; without --log each gets a file of its own',
    });
  }
  if (log !== undefined) return async () => ({ ...bootFilesAt(log.replace(/\.log$/, '')), consoleLog: log });
  const prefix = `${file.replace(/\.xml$/, '')}-boot`;
  return async (combination) => {
    const beside =
      manifest === undefined ? bootFilesAt(`${prefix}-${combination.firmware}`) : bootFilesOf(prefix, combination);
    const files = record === true ? bootFilesIn(directory, combination) : beside;
    await makeRoom(files, owner);
    return files;
  };
}

/** Removes what an earlier boot left, and makes the log anew: QEMU, as root, must not write to where a link points. */
async function makeRoom(files: BootFiles, owner: FileOwner | undefined): Promise<void> {
  const { consoleLog } = files;
  await Promise.all(Object.values(files).map((file) => fs.rm(file, { force: true })));
  await fs.writeFile(consoleLog, '', { flag: 'wx', mode: 0o644 });
  await giveTo(owner, consoleLog);
}
