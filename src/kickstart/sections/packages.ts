import { ApplianceError, type Position } from '../../errors.ts';
import type { PackageEntry, PackageSelection, Word } from '../document.ts';
import type { Reader } from '../reading/reader.ts';
import type { SourceLine } from '../reading/source.ts';
import { shown } from '../reading/text.ts';
import { type Header, readPackagesHeader } from './packages-header.ts';
import { readBody } from './sections.ts';

/** Gathers all %packages sections of a kickstart. */
export class PackageCollector {
  readonly #included = new Map<string, PackageEntry>();
  readonly #excluded = new Map<string, PackageEntry>();
  #present = false;
  #header: Header | undefined;
  #environment: string | undefined;

  get selection(): PackageSelection {
    return {
      present: this.#present,
      included: [...this.#included.values()],
      excluded: [...this.#excluded.values()],
      noCore: this.#header?.noCore ?? false,
      flags: this.#header?.flags,
    };
  }

  /** Reads one section and its `%end`. Its lines add to those before; its header's flags replace those before. */
  read(reader: Reader, words: readonly [Word, ...Word[]]): void {
    this.#present = true;
    this.#header = readPackagesHeader(words, this.#header, reader.judge);
    readBody(reader, words[0], (bodyLine) => {
      this.#takeLine(reader, bodyLine);
      return 'kept';
    });
  }

  #takeLine(reader: Reader, line: SourceLine): void {
    const uncommented = line.text.split('#', 1)[0] ?? '';
    const text = uncommented.trim();
    if (text === '') {
      return;
    }
    const position = { ...line.position, column: uncommented.length - uncommented.trimStart().length + 1 };
    const excludes = text.startsWith('-');
    const entry = excludes ? { name: text.slice(1), position } : entryOf(text, position);
    if (entry instanceof ApplianceError) {
      reader.report(entry);
      return;
    }
    if (entry.name === '' || entry.name === '@' || entry.name === '@^') {
      const message = 'a name is missing after - or @';
      reader.report(new ApplianceError({ kind: 'input', code: 'missing-argument', message, position }));
      return;
    }
    if (/\s/.test(entry.name) && !entry.name.startsWith('@')) {
      reader.diagnostics.warn({
        code: 'blank-in-package-name',
        message: `"${shown(entry.name)}" is taken as one name`,
        position,
        hint: 'write one package per line',
      });
    }
    this.#add(entry, excludes);
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

/** A group's options may stand anywhere after the `@`, shortened as far as they differ; other words are its name. */
function entryOf(text: string, position: Position): PackageEntry | ApplianceError {
  if (!text.startsWith('@') || text.startsWith('@^')) {
    return { name: text, position };
  }
  const options = new Set<'mandatory' | 'all'>();
  const name = text
    .slice(1)
    .split(/\s+/)
    .filter((word) => {
      const members = membersOf(word);
      if (members !== undefined) options.add(members);
      return word !== '' && members === undefined;
    })
    .join(' ');
  const [members, another] = options;
  if (another !== undefined) {
    const message = 'a group takes --nodefaults or --optional, not both';
    return new ApplianceError({ kind: 'input', code: 'conflicting-options', message, position });
  }
  return { name: `@${name}`, position, ...(members === undefined ? {} : { members }) };
}

function membersOf(word: string): 'mandatory' | 'all' | undefined {
  if (word.length < '--o'.length) return undefined;
  if ('--nodefaults'.startsWith(word)) return 'mandatory';
  return '--optional'.startsWith(word) ? 'all' : undefined;
}
