import { type Command, InvalidArgumentError, Option } from 'commander';
import { archiveKinds } from '../../appliance/bundles.ts';
import { formatNames } from '../../appliance/outputs.ts';
import { type BuildOptions, defaults, firmwares } from '../../appliance/settings.ts';
import { targets } from '../../appliance/targets.ts';
import { most } from '../../descriptor/data.ts';
import { addReadOptions, type ReadFlags } from './read-options.ts';

/** What `build` and `plan` understand beside the kickstart: one table for the parser and the help. */
export interface BuildFlags extends ReadFlags {
  readonly name?: string;
  readonly imageVersion?: string;
  readonly disk?: readonly string[];
  readonly format?: readonly string[];
  readonly package?: string;
  readonly target?: readonly string[];
  readonly backend?: string;
  readonly releasever?: string;
  readonly arch?: string;
  readonly requireSignatures?: boolean;
  readonly repo?: readonly string[];
  readonly memory?: number;
  readonly vcpus?: number;
  readonly expect?: readonly string[];
  readonly bootTimeout?: number;
  readonly firmware?: readonly string[];
  readonly reproducible?: boolean;
  readonly verifyReproducible?: boolean;
}

export const collect = (value: string, before: readonly string[] = []) => [...before, value];
export const collectList = (value: string, before: readonly string[] = []) => {
  const items = value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0) throw new InvalidArgumentError('It must name at least one.');
  return [...before, ...items];
};

/** A list of words, each of which must be known. */
export function listAmong<const Word extends string>(known: readonly Word[]) {
  return (value: string, before: readonly Word[] = []): Word[] => {
    const words = collectList(value);
    const isKnown = (word: string): word is Word => known.some((one) => one === word);
    if (!words.every(isKnown)) throw new InvalidArgumentError(`It must be of ${known.join(', ')}.`);
    return [...new Set([...before, ...words])];
  };
}

/** @param limit default: what a number holds exactly */
export function integer(least: number, limit = Number.MAX_SAFE_INTEGER): (value: string) => number {
  const range = limit === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${limit}`;
  return (value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > limit)
      throw new InvalidArgumentError(`It must be a whole number, ${range}.`);
    return number;
  };
}

/** Memory in MiB and processors, as descriptors can tell them. */
export const memoryMiB = (least: number) => integer(least, most.memoryKiB / 1024);
export const processors = integer(1, most.vcpus);
/** A timer of Node has 31 bits of milliseconds, and one that is set to more goes off at once. */
export const seconds = integer(1, Math.floor((2 ** 31 - 1) / 1000));

const rows: readonly (readonly [flags: string, help: string, parse?: (value: string, before: never) => unknown])[] = [
  ['--name <name>', 'name of the appliance (default: the kickstart without its ending)'],
  ['--image-version <version>', 'version of the appliance, for the descriptor'],
  ['--disk <name=size>', 'name and size of a disk, in the order of --ondisk; repeat it for each disk', collect],
  [
    '--format <list>',
    `formats to write: ${formatNames.join(', ')} (default: ${defaults.formats.join(',')})`,
    collectList,
  ],
  ['--package <kind>', `put everything into an archive, too: ${archiveKinds.join(', ')}`],
  ['--target <list>', `what it is to run on: ${targets.join(', ')} (default: kvm)`, collectList],
  ['--backend <backend>', 'package manager: auto (as the kickstart reads), apt or dnf'],
  ['--releasever <release>', 'release of repositories that name none: bookworm, or 42 for $releasever'],
  ['--arch <arch>', 'architecture: x86_64, or aarch64 by emulation (default: x86_64)'],
  ['--repo <name=url>', 'package repository; replaces one of the same name, else adds it', collect],
  ['--require-signatures', 'take no package whose signature no known key verifies'],
  ['--memory <mib>', 'memory of the machine in MiB (default: 1024)', memoryMiB(64)],
  ['--vcpus <n>', 'processors of the machine (default: 1)', processors],
  ['--expect <regex>', 'what the boot test must see on the serial console (default: login:); repeatable', collect],
  ['--boot-timeout <seconds>', 'deadline of the boot test', seconds],
  [
    '--reproducible',
    'the same bytes each time: no time is later than that of the newest package (or SOURCE_DATE_EPOCH)',
  ],
  ['--verify-reproducible', 'build twice, the second time without a cached root, and compare every byte'],
  ['--firmware <list>', `firmware of the boot test: ${firmwares.join(', ')}`, collectList],
];

export function addBuildOptions(command: Command): Command {
  for (const [flags, help, parse] of rows) {
    const option = new Option(flags, help);
    if (parse !== undefined) option.argParser(parse as (value: string, before: unknown) => unknown);
    command.addOption(option);
  }
  return addReadOptions(command);
}

export function buildOptionsOf(flags: BuildFlags): BuildOptions {
  return {
    name: flags.name,
    version: flags.imageVersion,
    disks: flags.disk,
    formats: flags.format,
    archive: flags.package,
    targets: flags.target,
    backend: flags.backend,
    releasever: flags.releasever,
    arch: flags.arch,
    requireSignatures: flags.requireSignatures,
    repos: flags.repo,
    memoryMiB: flags.memory,
    vcpus: flags.vcpus,
    expect: flags.expect,
    bootTimeoutSeconds: flags.bootTimeout,
    firmware: flags.firmware,
  };
}
