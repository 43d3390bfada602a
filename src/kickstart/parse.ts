import { ApplianceError, ApplianceErrors } from '../errors.ts';
import { closest } from '../suggest.ts';
import { findCommand, knownCommandNames } from './commands/index.ts';
import { NOT_SUPPORTED_YET } from './commands/known.ts';
import type { Addon, Command, Document, Script, Word } from './document.ts';
import type { IncludeReader } from './include.ts';
import { TooManyErrors } from './reading/diagnostics.ts';
import { isBlankOrComment, percentWord } from './reading/lines.ts';
import { Reader } from './reading/reader.ts';
import type { SourceLine } from './reading/source.ts';
import { binaryError, shown } from './reading/text.ts';
import { readAddon } from './sections/addon.ts';
import { PackageCollector } from './sections/packages.ts';
import { isScriptSection, readScript } from './sections/scripts.ts';
import { isSection, ksappendError, placeOf, readBody, SECTIONS, skipUnknownBody } from './sections/sections.ts';

export { binaryError } from './reading/text.ts';

/**
 * Reads a kickstart: commands with their places in file order, sections, included files. Pure but for `includes`, and
 * linear in the length of the text.
 *
 * @param text the file, decoded as UTF-8
 * @param file its name as positions show it
 * @throws ApplianceErrors with all errors in the order of reading, kind input, each with its position; errors in
 *   included files carry those files' names, and the hint names the chain of %include lines
 */
export function parseKickstart(text: string, file: string, includes: IncludeReader): Document {
  const binary = binaryError(text, file);
  if (binary !== undefined) {
    throw new ApplianceErrors([binary]);
  }
  return new Parser(text, file, includes).parse();
}

class Parser {
  readonly #file: string;
  readonly #reader: Reader;
  readonly #packages = new PackageCollector();
  readonly #commands: Command[] = [];
  readonly #scripts: Script[] = [];
  readonly #addons: Addon[] = [];
  #empty = true;

  constructor(text: string, file: string, includes: IncludeReader) {
    this.#file = file;
    this.#reader = new Reader(text, file, includes);
    if (text.includes('\uFFFD')) {
      this.#reader.diagnostics.warn({
        code: 'invalid-utf8',
        message: 'some characters of the file are not UTF-8; they are read as \uFFFD',
        position: { file, line: 1, column: 1 },
        hint: 'save the file as UTF-8',
      });
    }
  }

  parse(): Document {
    const { diagnostics } = this.#reader;
    this.#readAll();
    if (this.#empty && diagnostics.errors.length === 0) {
      diagnostics.report(emptyError(this.#file));
    }
    const { errors } = diagnostics;
    if (errors.length > 0) {
      throw new ApplianceErrors(errors);
    }
    return {
      file: this.#file,
      commands: this.#commands,
      packages: this.#packages.selection,
      scripts: this.#scripts,
      addons: this.#addons,
      warnings: diagnostics.warnings,
    };
  }

  #readAll(): void {
    const { source } = this.#reader;
    try {
      for (let line = source.next(); line !== undefined; line = source.next()) {
        if (!isBlankOrComment(line.text)) {
          this.#readLine(line);
        }
      }
    } catch (error) {
      if (!(error instanceof TooManyErrors)) {
        throw error;
      }
    }
  }

  #readLine(line: SourceLine): void {
    if (percentWord(line.text) === '%include') {
      this.#reader.include(line);
      return;
    }
    this.#empty = false;
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
    const [{ text: name, position }] = words;
    const definition = findCommand(name);
    if (definition !== undefined) {
      const command = definition.read(words, this.#reader.report);
      if (command !== undefined) {
        this.#commands.push(command);
      }
    } else if (NOT_SUPPORTED_YET.has(name)) {
      const message = `the command ${name} is not supported yet`;
      this.#reader.report(new ApplianceError({ kind: 'input', code: 'not-supported-yet', message, position }));
    } else {
      const near = closest(name, knownCommandNames());
      const hint = near === undefined ? undefined : `did you mean ${near}?`;
      const message = `unknown command ${shown(name)}`;
      this.#reader.report(new ApplianceError({ kind: 'input', code: 'unknown-command', message, position, hint }));
    }
  }

  #readSection(words: readonly [Word, ...Word[]]): void {
    const [header] = words;
    const name = header.text;
    if (name === '%packages') {
      this.#packages.read(this.#reader, words);
    } else if (name === '%addon') {
      pushDefined(this.#addons, readAddon(this.#reader, words));
    } else if (isScriptSection(name)) {
      pushDefined(this.#scripts, readScript(this.#reader, words, name));
    } else if (isSection(name)) {
      const message = `the section ${name} is not supported yet`;
      const { position } = header;
      this.#reader.report(new ApplianceError({ kind: 'input', code: 'not-supported-yet', message, position }));
      readBody(this.#reader, header, () => {});
    } else if (name === '%ksappend') {
      this.#reader.report(ksappendError(header.position));
    } else {
      this.#reader.report(unknownSection(header));
      if (name !== '%end') {
        skipUnknownBody(this.#reader);
      }
    }
  }
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

function unknownSection({ text, position }: Word): ApplianceError {
  if (text === '%end') {
    const message = '%end without a section';
    return new ApplianceError({ kind: 'input', code: 'unknown-section', message, position });
  }
  const near = closest(text, [...Object.keys(SECTIONS), '%include', '%end']);
  const hint = near === undefined ? undefined : `did you mean ${near}?`;
  const message = `unknown section ${shown(text)}`;
  return new ApplianceError({ kind: 'input', code: 'unknown-section', message, position, hint });
}

function emptyError(file: string): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'empty-kickstart',
    message: 'the kickstart is empty',
    position: { file, line: 1, column: 1 },
    hint: 'it needs at least a root part and %packages',
  });
}
