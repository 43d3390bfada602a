import { ApplianceError, type Position } from '../errors.ts';
import type { Addon, Document, Word } from '../kickstart/document.ts';
import {
  defineGrammar,
  type Grammar,
  interpret as interpretBy,
  type OptionTable,
  type Report,
} from '../kickstart/options/options.ts';
import { closest } from '../suggest.ts';
import type { Firmware } from './appliance.ts';
import type { AddonRepository } from './packages/signatures.ts';
import { firmwares } from './settings.ts';
import { type DiskUse, diskUses } from './targets.ts';

/** A line `disk NAME --device=sda --size=5G --use=user`. */
export interface AddonDisk {
  readonly name: Word;
  readonly device: string | undefined;
  /** As written; the position is that of the value. */
  readonly size: Word | undefined;
  readonly use: { readonly text: DiskUse; readonly position: Position } | undefined;
}

/** What %addon org_appliance_build says; undefined: not said. */
export interface AddonSettings {
  readonly name: Word | undefined;
  readonly version: Word | undefined;
  readonly memoryMiB: number | undefined;
  readonly vcpus: number | undefined;
  readonly disks: readonly AddonDisk[];
  readonly repositories: readonly AddonRepository[];
  readonly formats: readonly Word[];
  readonly archive: Word | undefined;
  readonly targets: readonly Word[];
  readonly expect: readonly Word[];
  readonly bootTimeoutSeconds: number | undefined;
  readonly firmware: readonly { readonly name: Firmware; readonly position: Position }[];
}

type Draft = { -readonly [Key in keyof AddonSettings]: AddonSettings[Key] };
type Line = readonly [Word, ...Word[]];

const image = defineGrammar({
  options: { name: { names: ['--name'], kind: 'text' }, version: { names: ['--version'], kind: 'text' } },
  anyOf: ['name', 'version'],
});
const machine = defineGrammar({
  options: {
    memory: { names: ['--memory'], kind: 'integer', minimum: 64 },
    vcpus: { names: ['--vcpus'], kind: 'integer', minimum: 1, maximum: 512 },
  },
  anyOf: ['memory', 'vcpus'],
});
const disk = defineGrammar({
  options: {
    device: { names: ['--device'], kind: 'text' },
    size: { names: ['--size'], kind: 'text' },
    use: { names: ['--use'], kind: 'text', choices: diskUses },
  },
  positionals: { minimum: 1, maximum: 1, name: 'the name of the disk' },
});
const repo = defineGrammar({
  options: {
    keys: { names: ['--gpgkey'], kind: 'list', repeat: 'collect' },
    check: { names: ['--gpgcheck'], kind: 'flag' },
    priority: { names: ['--priority'], kind: 'integer', minimum: 1, maximum: 99 },
  },
  positionals: { minimum: 1, maximum: 1, name: 'the name of the repository' },
  anyOf: ['keys', 'check', 'priority'],
});
const format = defineGrammar({ options: {}, positionals: { minimum: 1, maximum: 20, name: 'a format' } });
const archive = defineGrammar({ options: {}, positionals: { minimum: 1, maximum: 1, name: 'a kind of archive' } });
const target = defineGrammar({ options: {}, positionals: { minimum: 1, maximum: 20, name: 'a target' } });
const boot = defineGrammar({
  options: {
    expect: { names: ['--expect'], kind: 'texts' },
    timeout: { names: ['--timeout'], kind: 'integer', minimum: 1 },
    firmware: { names: ['--firmware'], kind: 'texts', choices: firmwares },
  },
  anyOf: ['expect', 'timeout', 'firmware'],
});

/** The lines are the same in every version of the language. */
function interpret<T extends OptionTable>(line: Line, grammar: Grammar<T>, report: Report) {
  return interpretBy(line, grammar, { syntax: 'lenient', report, warn: () => undefined });
}

/** Every line the addon may hold: how it is read, and what it does to the settings. */
const readers: Readonly<Record<string, (line: Line, draft: Draft, report: Report) => void>> = {
  image(line, draft, report) {
    const read = interpret(line, image, report);
    if (read === undefined) return;
    draft.name = wordOf(read.values.name, read.positions.name) ?? draft.name;
    draft.version = wordOf(read.values.version, read.positions.version) ?? draft.version;
  },
  machine(line, draft, report) {
    const read = interpret(line, machine, report);
    draft.memoryMiB = read?.values.memory ?? draft.memoryMiB;
    draft.vcpus = read?.values.vcpus ?? draft.vcpus;
  },
  disk(line, draft, report) {
    const read = interpret(line, disk, report);
    const name = read?.positionals[0];
    if (read === undefined || name === undefined) return;
    const { device, size, use } = read.values;
    const usePosition = read.positions.use ?? name.position;
    draft.disks = [
      ...draft.disks,
      {
        name,
        device,
        size: wordOf(size, read.positions.size),
        use: use === undefined ? undefined : { text: use, position: usePosition },
      },
    ];
  },
  repo(line, draft, report) {
    const read = interpret(line, repo, report);
    const name = read?.positionals[0];
    if (read === undefined || name === undefined) return;
    const { keys = [], check, priority } = read.values;
    const keysPosition = read.positions.keys ?? name.position;
    draft.repositories = [...draft.repositories, { name, keys, keysPosition, check, priority }];
  },
  format(line, draft, report) {
    draft.formats = [...draft.formats, ...(interpret(line, format, report)?.positionals ?? [])];
  },
  package(line, draft, report) {
    draft.archive = interpret(line, archive, report)?.positionals[0] ?? draft.archive;
  },
  target(line, draft, report) {
    draft.targets = [...draft.targets, ...(interpret(line, target, report)?.positionals ?? [])];
  },
  boot(line, draft, report) {
    const read = interpret(line, boot, report);
    if (read === undefined) return;
    const { expect = [], timeout, firmware = [] } = read.values;
    const position = read.positions.expect ?? read.command.position;
    draft.expect = [...draft.expect, ...expect.map((text) => ({ text, position }))];
    draft.bootTimeoutSeconds = timeout ?? draft.bootTimeoutSeconds;
    const place = read.positions.firmware ?? read.command.position;
    const names = firmware as Firmware[];
    draft.firmware = [...draft.firmware, ...names.map((name) => ({ name, position: place }))];
  },
};

function wordOf(text: string | undefined, position: Word['position'] | undefined): Word | undefined {
  return text === undefined || position === undefined ? undefined : { text, position };
}

/**
 * Reads the lines of %addon org_appliance_build. They are in kickstart style: a word, then options.
 *
 * @param report is called for each error, with its position
 */
export function readAddonLines(document: Document, report: Report): AddonSettings {
  const draft: Draft = {
    name: undefined,
    version: undefined,
    memoryMiB: undefined,
    vcpus: undefined,
    disks: [],
    repositories: [],
    formats: [],
    archive: undefined,
    targets: [],
    expect: [],
    bootTimeoutSeconds: undefined,
    firmware: [],
  };
  for (const addon of document.addons.filter(({ name }) => name === 'org_appliance_build'))
    readLines(addon, draft, report);
  return draft;
}

function readLines(addon: Addon, draft: Draft, report: Report): void {
  for (const words of addon.lines) {
    const [command, ...rest] = words;
    if (command === undefined) continue;
    const reader = Object.hasOwn(readers, command.text) ? readers[command.text] : undefined;
    if (reader !== undefined) {
      reader([command, ...rest], draft, report);
      continue;
    }
    const near = closest(command.text, Object.keys(readers));
    report(
      new ApplianceError({
        kind: 'input',
        code: 'unknown-addon-line',
        message: `%addon org_appliance_build has no line "${command.text}"`,
        position: command.position,
        hint: near === undefined ? `its lines are ${Object.keys(readers).join(', ')}` : `did you mean ${near}?`,
      }),
    );
  }
}
