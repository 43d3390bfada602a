import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { firmwareProblem } from '../../appliance/architecture.ts';
import type { Format } from '../../appliance/formats.ts';
import { defaults } from '../../appliance/settings.ts';
import { type Architecture, architectureNamed, architectures } from '../../architecture.ts';
import type { MachineDisk } from '../../boottest/machine/overlays.ts';
import { bootableRecord } from '../../descriptor/bootable.ts';
import type { DescriptorData } from '../../descriptor/data.ts';
import { ApplianceError, type Warning } from '../../errors.ts';
import { expectationProblem } from '../../pattern.ts';
import {
  type BootCombination,
  type BootTestPlan,
  type Manifest,
  manifestName,
} from '../../report/manifest/manifest.ts';
import { readDescriptorFile } from '../descriptor/descriptor-file.ts';
import { readManifestIfThere } from '../manifest-file.ts';
import { descriptorDisks, manifestDisks } from './disks.ts';

/** What the command line says of the boot test; it wins over the manifest. */
export interface BootWishes {
  readonly expect?: readonly string[];
  readonly timeout?: number;
  readonly format?: readonly Format[];
  readonly firmware?: readonly BootCombination['firmware'][];
  /** Only the first combination; `emulated`: unless KVM works. */
  readonly first?: 'always' | 'emulated';
}

/** What is booted, and how. */
export interface BootSubject {
  /** Of the machine that boots it. */
  readonly arch: Architecture;
  readonly descriptor: DescriptorData;
  /** Where descriptor, disks and manifest are. */
  readonly directory: string;
  /** Undefined: none lies beside the descriptor, or it is about another appliance. */
  readonly manifest: Manifest | undefined;
  readonly test: BootTestPlan;
  /** Of every format of the test, in the order of the machine. */
  readonly disks: ReadonlyMap<Format, readonly MachineDisk[]>;
}

/**
 * Reads a descriptor, and the manifest beside it if it names the descriptor. Both are taken for what anybody may have
 * written: every disk that they name lies in their folder, also behind links.
 *
 * @param warn takes what was corrected in the reading
 * @throws ApplianceError kind `input`
 */
export async function readSubject(
  file: string,
  wishes: BootWishes,
  warn: (warning: Warning) => void,
): Promise<BootSubject> {
  const directory = path.dirname(file);
  const { data: descriptor, warnings } = await readDescriptorFile(file);
  for (const warning of warnings) warn(warning);
  const manifest = await manifestBeside(directory, path.basename(file));
  const arch = machineFor(descriptor);
  const described = manifest === undefined ? await descriptorDisks(descriptor, directory, warn) : [];
  const present = manifest === undefined ? formatOfFirst(described) : formatsOf(manifest);
  const test = withWishes(manifest?.bootTest ?? defaultTest(arch, present, manifest), wishes);
  for (const { firmware } of test.combinations) {
    const problem = firmwareProblem(arch, firmware);
    if (problem !== undefined) throw new ApplianceError({ kind: 'input', ...problem });
  }
  const disks = new Map<Format, readonly MachineDisk[]>();
  for (const { format } of test.combinations) {
    if (!present.includes(format)) throw noSuchFormat(format, present, manifest);
    const found = manifest === undefined ? described : await manifestDisks(manifest.disks, format, directory);
    disks.set(format, found);
  }
  return { arch, descriptor, directory, manifest, test, disks };
}

const formatsOf = ({ disks }: Manifest): Format[] => [...new Set(disks.map(({ format }) => format))];

/** The disk that boots says the format; others may have another. */
const formatOfFirst = ([first]: readonly MachineDisk[]): Format[] =>
  first !== undefined && 'path' in first ? [first.format] : [];

/** A machine of 64 bits runs appliances of 32 bits, too. */
function machineFor(descriptor: DescriptorData): Architecture {
  const { arch } = bootableRecord(descriptor);
  const known = arch === 'i686' ? 'x86_64' : architectureNamed(arch);
  if (known !== undefined) return known;
  throw new ApplianceError({
    kind: 'input',
    code: 'not-supported-yet',
    message: `the boot test has no machine of ${arch}`,
  });
}

/** A descriptor of several formats is booted as it is, as one. */
function defaultTest(arch: Architecture, present: readonly Format[], manifest: Manifest | undefined): BootTestPlan {
  const firmware = architectures[arch].hasBios ? 'bios' : 'uefi';
  const booted = manifest === undefined ? present.slice(0, 1) : present;
  return { expect: defaults.expect, combinations: booted.map((format) => ({ format, firmware })) };
}

function withWishes(test: BootTestPlan, { expect, timeout, format, firmware, first }: BootWishes): BootTestPlan {
  const wanted = format ?? [...new Set(test.combinations.map((one) => one.format))];
  const firmwares = firmware ?? [...new Set(test.combinations.map((one) => one.firmware))];
  const combinations =
    format === undefined && firmware === undefined
      ? test.combinations
      : wanted.flatMap((one) => firmwares.map((other) => ({ format: one, firmware: other })));
  for (const source of expect ?? []) parseExpectation(source);
  return {
    expect: expect ?? test.expect,
    timeoutSeconds: timeout ?? test.timeoutSeconds,
    combinations: first === 'always' ? combinations.slice(0, 1) : combinations,
  };
}

/** @throws ApplianceError code `bad-expectation` */
export function parseExpectation(source: string): RegExp {
  const problem = expectationProblem(source);
  if (problem === undefined) return new RegExp(source);
  const { message, hint } = problem;
  throw new ApplianceError({ kind: 'input', code: 'bad-expectation', message: `--expect ${message}`, hint });
}

function noSuchFormat(format: Format, known: readonly Format[], manifest: Manifest | undefined): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'no-such-format',
    message: `there are no ${format} disks, only ${known.join(', ')}`,
    ...(manifest === undefined ? { hint: `other formats than the descriptor's are found by ${manifestName}` } : {}),
  });
}

/** Other programs write files of this name, too; one that does not name the descriptor is not ours to judge. */
export async function manifestBeside(directory: string, descriptor: string): Promise<Manifest | undefined> {
  const file = path.join(directory, manifestName);
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  return namedIn(text) === descriptor ? await readManifestIfThere(file) : undefined;
}

function namedIn(text: string): unknown {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && 'descriptor' in data ? data.descriptor : undefined;
  } catch {
    return undefined;
  }
}
