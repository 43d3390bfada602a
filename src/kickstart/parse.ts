import { ApplianceError, ApplianceErrors, type Position } from '../errors.ts';
import { closest } from '../suggest.ts';
import { judgeCommand } from './commands/definition.ts';
import { findCommand, knownCommandNames } from './commands/index.ts';
import type { Addon, Certificate, Command, Document, InstallerSection, Script, Word, Written } from './document.ts';
import type { IncludeReader } from './include.ts';
import type { Judge } from './options/options.ts';
import { TooManyErrors } from './reading/diagnostics.ts';
import { isBlankOrComment, percentWord } from './reading/lines.ts';
import { Reader, type ReaderOptions } from './reading/reader.ts';
import type { SourceLine } from './reading/source.ts';
import { binaryError, shown } from './reading/text.ts';
import { ConflictCheck } from './rules/conflicts.ts';
import { DuplicateCheck } from './rules/duplicates.ts';
import { readAddon } from './sections/addon.ts';
import { readCertificate, readInstallerSection } from './sections/certificate.ts';
import { PackageCollector } from './sections/packages.ts';
import { isScriptSection, readScript } from './sections/scripts.ts';
import { isSection, placeOf, SECTIONS, skipUnknownBody } from './sections/sections.ts';

export { binaryError } from './reading/text.ts';

/** What came of reading a kickstart. With errors, the document holds what could be read. */
export interface Reading {
  readonly document: Document;
  /** In the order of their places. */
  readonly errors: readonly ApplianceError[];
  /** How many lines each command has, those with errors too, by the name in the document. */
  readonly counts: ReadonlyMap<string, number>;
  /** The texts of the kickstart and its included files, by the names that positions show. */
  readonly texts: ReadonlyMap<string, string>;
  /** With `flatten`: one kickstart that says the same without includes. */
  readonly flat: string | undefined;
}

/**
 * Reads a kickstart: commands with their places in file order, sections, included files. Pure but for `includes`, and
 * linear in the length of the text.
 *
 * @param text the file, decoded as UTF-8
 * @param file its name as positions show it
 */
export function readKickstartText(
  text: string,
  file: string,
  includes: IncludeReader,
  options: ReaderOptions = {},
): Reading {
  const binary = binaryError(text, file);
  const reading = new Parser(binary === undefined ? text : '', file, includes, options).parse();
  return binary === undefined ? reading : { ...reading, errors: [binary] };
}

/**
 * @see readKickstartText
 * @throws ApplianceErrors with all errors in the order of reading, kind input, each with its position; errors in
 *   included files carry those files' names, and the hint names the chain of %include lines
 */
export function parseKickstart(
  text: string,
  file: string,
  includes: IncludeReader,
  options: ReaderOptions = {},
): Document {
  const { document, errors } = readKickstartText(text, file, includes, options);
  if (errors.length > 0) throw new ApplianceErrors(errors);
  return document;
}

class Parser {
  readonly #file: string;
  readonly #reader: Reader;
  readonly #judge: Judge;
  readonly #packages = new PackageCollector();
  readonly #commands: Command[] = [];
  readonly #written = new Map<Command, Written>();
  readonly #counts = new Map<string, number>();
  readonly #scripts: Script[] = [];
  readonly #addons: Addon[] = [];
  readonly #certificates: Certificate[] = [];
  readonly #installerSections: InstallerSection[] = [];
  readonly #conflicts = new ConflictCheck();
  readonly #duplicates = new DuplicateCheck();

  constructor(text: string, file: string, includes: IncludeReader, options: ReaderOptions) {
    this.#file = file;
    this.#reader = new Reader(text, file, includes, options);
    this.#judge = this.#reader.judge;
    if (text.includes('\uFFFD')) {
      this.#reader.diagnostics.warn({
        code: 'invalid-utf8',
        message: 'some characters of the file are not UTF-8; they are read as \uFFFD',
        position: { file, line: 1, column: 1 },
        hint: 'save the file as UTF-8',
      });
    }
  }

  parse(): Reading {
    const { diagnostics, source, kept } = this.#reader;
    this.#readAll();
    const document: Document = {
      file: this.#file,
      syntax: this.#judge.syntax,
      commands: this.#commands,
      written: this.#written,
      packages: this.#packages.selection,
      scripts: this.#scripts,
      addons: this.#addons,
      certificates: this.#certificates,
      installerSections: this.#installerSections,
      warnings: diagnostics.warnings,
    };
    return {
      document,
      errors: diagnostics.errors,
      counts: this.#counts,
      texts: source.texts,
      flat: kept?.map(({ text, ending }) => `${text}${ending}`).join(''),
    };
  }

  #readAll(): void {
    const { source } = this.#reader;
    try {
      for (const problem of source.problems) this.#judge.report(problem);
      for (let line = source.next(); line !== undefined; line = source.next()) {
        if (!isBlankOrComment(line.text)) {
          this.#readLine(line);
        } else if (!line.text.startsWith('#version=') || this.#reader.isVersionHint(line)) {
          this.#reader.keep(line);
        }
      }
    } catch (error) {
      if (!(error instanceof TooManyErrors)) {
        throw error;
      }
    }
  }

  #readLine(line: SourceLine): void {
    const percent = percentWord(line.text);
    if (percent === '%include') {
      this.#reader.include(line);
      return;
    }
    if (percent === '%ksappend') {
      const position = placeOf(percent, line);
      const message = '%ksappend is followed in the kickstart itself alone: this line is passed over';
      this.#judge.warn({ code: 'ksappend-ignored', message, position, hint: 'use %include' });
      return;
    }
    this.#reader.keep(line);
    const words = this.#reader.words(line) ?? sectionWordOf(line);
    if (words === undefined) {
      return;
    }
    if (words[0].text.startsWith('%')) {
      this.#readSection(words);
    } else {
      this.#readCommand(words);
    }
  }

  #readCommand(words: readonly [Word, ...Word[]]): void {
    const [word] = words;
    const definition = findCommand(word.text);
    if (definition === undefined) {
      this.#judge.report(unknownCommand(word));
      return;
    }
    const [name] = definition.names;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    const status = judgeCommand(word, definition, this.#judge);
    if (status === 'refused') return;
    this.#conflicts.check(name, word, this.#judge);
    const read = definition.read(words, status === 'read' ? this.#judge : deafTo(this.#judge));
    if (read === undefined) return;
    const { command, written } = read;
    this.#duplicates.check(command, word.text, this.#judge);
    this.#commands.push(command);
    this.#written.set(command, written);
  }

  #readSection(words: readonly [Word, ...Word[]]): void {
    const [header] = words;
    const name = header.text;
    if (name === '%packages') {
      this.#packages.read(this.#reader, words);
    } else if (name === '%addon') {
      pushDefined(this.#addons, readAddon(this.#reader, words));
    } else if (name === '%certificate') {
      pushDefined(this.#certificates, readCertificate(this.#reader, words));
    } else if (name === '%anaconda') {
      this.#installerSections.push(readInstallerSection(this.#reader, words));
    } else if (isScriptSection(name)) {
      pushDefined(this.#scripts, readScript(this.#reader, words, name));
    } else {
      this.#reader.report(unknownSection(header));
      if (name !== '%end') {
        skipUnknownBody(this.#reader);
      }
    }
  }
}

/** A deprecated command does nothing, whatever its words: what can be understood of them is kept, the rest is no error. */
function deafTo(judge: Judge): Judge {
  return { ...judge, report: () => undefined, warn: () => undefined };
}

/** A header that can't be cut into words still opens its section, so that its body is not taken for commands. */
function sectionWordOf(line: SourceLine): readonly [Word] | undefined {
  const text = percentWord(line.text);
  return text !== undefined && isSection(text) ? [{ text, position: placeOf(text, line) }] : undefined;
}

function pushDefined<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) {
    list.push(item);
  }
}

function inputError(code: string, message: string, position: Position, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code, message, position, hint });
}

function unknownCommand({ text, position }: Word): ApplianceError {
  const near = closest(text, knownCommandNames());
  const hint = near === undefined ? undefined : `did you mean ${near}?`;
  return inputError('unknown-command', `unknown command ${shown(text)}`, position, hint);
}

function unknownSection({ text, position }: Word): ApplianceError {
  if (text === '%end') {
    return inputError('unknown-section', '%end without a section', position);
  }
  const near = closest(text, [...SECTIONS, '%include', '%end']);
  const hint = near === undefined ? undefined : `did you mean ${near}?`;
  return inputError('unknown-section', `unknown section ${shown(text)}`, position, hint);
}
