import { ApplianceError, type Position } from '../../errors.ts';
import type { PackageEntry, PackageSelection, Word } from '../document.ts';
import { defineGrammar, interpret } from '../options/options.ts';
import type { Reader } from '../reading/reader.ts';
import type { SourceLine } from '../reading/source.ts';
import { shown } from '../reading/text.ts';
import { readBody } from './sections.ts';

const HEADER = defineGrammar({
  options: { noCore: { names: ['--nocore'], kind: 'flag' } },
  notYet: [
    '--default',
    '--exclude-weakdeps',
    '--excludeWeakdeps',
    '--excludedocs',
    '--ignorebroken',
    '--ignoremissing',
    '--inst-langs=',
    '--instLangs=',
    '--multilib',
    '--retries=',
    '--timeout=',
  ],
});

const GROUP_OPTION = /\s--(?:nodefaults|optional)(?=\s|$)/;

/** Gathers all %packages sections of a kickstart. */
export class PackageCollector {
  readonly #included = new Map<string, PackageEntry>();
  readonly #excluded = new Map<string, PackageEntry>();
  #present = false;
  #noCore = false;
  #environment: string | undefined;

  get selection(): PackageSelection {
    return {
      present: this.#present,
      included: [...this.#included.values()],
      excluded: [...this.#excluded.values()],
      noCore: this.#noCore,
    };
  }

  /** Reads one section and its `%end`. Its lines add to those before; its header's flags replace those before. */
  read(reader: Reader, words: readonly [Word, ...Word[]]): void {
    const [header] = words;
    const line = interpret(words, HEADER, reader.report);
    const noCore = line?.values.noCore ?? this.#noCore;
    if (this.#noCore && !noCore) {
      reader.diagnostics.warn({
        code: 'header-flag-lost',
        message: 'an earlier %packages has --nocore; only the last header counts, and this one lacks it',
        position: header.position,
        hint: 'repeat --nocore here',
      });
    }
    this.#present = true;
    this.#noCore = noCore;
    readBody(reader, header, (bodyLine) => this.#takeLine(reader, bodyLine));
  }

  #takeLine(reader: Reader, line: SourceLine): void {
    const uncommented = line.text.split('#', 1)[0] ?? '';
    const text = uncommented.trim();
    if (text === '') {
      return;
    }
    const position = { ...line.position, column: uncommented.length - uncommented.trimStart().length + 1 };
    const excludes = text.startsWith('-');
    const name = excludes ? text.slice(1) : text;
    const problem = this.#problemWith(name, position);
    if (problem !== undefined) {
      reader.report(problem);
      return;
    }
    if (/\s/.test(name) && !name.startsWith('@')) {
      reader.diagnostics.warn({
        code: 'blank-in-package-name',
        message: `"${shown(name)}" is taken as one name`,
        position,
        hint: 'write one package per line',
      });
    }
    this.#add({ name: name.replace(/^@\s+/, '@'), position }, excludes);
  }

  #problemWith(name: string, position: Position): ApplianceError | undefined {
    if (name === '' || name === '@' || name === '@^') {
      const message = 'a name is missing after - or @';
      return new ApplianceError({ kind: 'input', code: 'missing-argument', message, position });
    }
    if (name.startsWith('@') && GROUP_OPTION.test(name)) {
      const message = 'options of a package group are not supported yet';
      return new ApplianceError({ kind: 'input', code: 'not-supported-yet', message, position });
    }
    return undefined;
  }

  /** The later line wins between `foo` and `-foo`; an excluded group stays excluded when a later line adds it again. */
  #add(entry: PackageEntry, excludes: boolean): void {
    const { name } = entry;
    if (excludes) {
      const cancelsEnvironment = name.startsWith('@^') && this.#included.delete(name);
      this.#included.delete(name);
      if (!cancelsEnvironment && !this.#excluded.has(name)) {
        this.#excluded.set(name, entry);
      }
      return;
    }
    if (!name.startsWith('@')) {
      this.#excluded.delete(name);
    }
    if (name.startsWith('@^')) {
      this.#included.delete(this.#environment ?? '');
      this.#environment = name;
    }
    if (!this.#included.has(name)) {
      this.#included.set(name, entry);
    }
  }
}
