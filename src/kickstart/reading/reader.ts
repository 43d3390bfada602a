import { ApplianceError, type Position } from '../../errors.ts';
import type { Word } from '../document.ts';
import type { IncludeReader } from '../include.ts';
import type { Judge } from '../options/options.ts';
import { parseVersion, type Syntax, type Version } from '../versions/versions.ts';
import { Diagnostics } from './diagnostics.ts';
import { LineSource, type SourceLine } from './source.ts';
import { shown } from './text.ts';
import { splitWords } from './words.ts';

export interface ReaderOptions {
  /** Undefined: what `#version=` says, else lenient. */
  readonly syntax?: Syntax | undefined;
  /** Keeps the lines that make up one self-contained kickstart. */
  readonly flatten?: boolean | undefined;
}

/** What every part of the parser works with: the lines, and where to report. */
export class Reader {
  readonly source: LineSource;
  readonly diagnostics: Diagnostics;
  readonly judge: Judge;
  readonly #hintAt: Position | undefined;
  readonly #kept: SourceLine[] | undefined;

  constructor(text: string, file: string, includes: IncludeReader, options: ReaderOptions) {
    this.source = new LineSource(text, file, includes);
    this.diagnostics = new Diagnostics(this.source.chainOf);
    // It goes from the source when its lines are used up.
    this.#hintAt = this.source.versionHint?.position;
    const syntax = options.syntax ?? this.#hinted() ?? 'lenient';
    this.judge = { syntax, report: this.report, warn: (warning) => this.diagnostics.warn(warning) };
    this.#kept = options.flatten === true ? [] : undefined;
  }

  readonly report = (error: ApplianceError): void => this.diagnostics.report(error);

  /** The lines that a kickstart without includes needs to say the same; undefined unless `flatten` was asked for. */
  get kept(): readonly SourceLine[] | undefined {
    return this.#kept;
  }

  keep(line: SourceLine): void {
    this.#kept?.push(line);
  }

  /** True for the `#version=` line that counts. */
  isVersionHint({ position: { file, line } }: SourceLine): boolean {
    const at = this.#hintAt;
    return at?.file === file && at.line === line;
  }

  /** `#version=` among the comments at the top of the file. */
  #hinted(): Version | undefined {
    const hint = this.source.versionHint;
    if (hint === undefined) return undefined;
    const { text, position } = hint;
    const version = parseVersion(text);
    this.diagnostics.warn({
      severity: 'note',
      code: 'version-hint',
      message:
        version === undefined
          ? `#version=${shown(text)} names no version known here; the file is read leniently`
          : `the file is read as ${version} because of this line; --syntax overrules it`,
      position,
    });
    return version;
  }

  /** Reports an ApplianceError that was thrown; throws anything else on. */
  reportThrown(error: unknown): void {
    if (!(error instanceof ApplianceError)) {
      throw error;
    }
    this.report(error);
  }

  /** The words of a line by the rules of commands; undefined after reporting an error or for a line without words. */
  words(line: SourceLine): readonly [Word, ...Word[]] | undefined {
    try {
      const text = line.ending === '' ? line.text : `${line.text}\n`;
      const { words, cutAt, backslashAt } = splitWords(text, line.position);
      if (cutAt !== undefined) {
        this.diagnostics.warn({
          code: 'mid-word-comment',
          message: 'the # inside a word starts a comment: the rest of the line is not read',
          position: cutAt,
          hint: 'put the word in quotes if the # belongs to it',
        });
      }
      if (backslashAt !== undefined) {
        this.diagnostics.warn({
          code: 'line-continuation',
          message:
            'kickstart has no line continuation: the backslash at the end of the line does not join the next one',
          position: backslashAt,
        });
      }
      const [first, ...others] = words;
      return first === undefined ? undefined : [first, ...others];
    } catch (error) {
      this.reportThrown(error);
      return undefined;
    }
  }

  /** Reports what is wrong with the words of a line that is kept as text. */
  checkWords(line: SourceLine): void {
    try {
      splitWords(line.ending === '' ? line.text : `${line.text}\n`, line.position);
    } catch (error) {
      this.reportThrown(error);
    }
  }

  /** Follows a `%include PATH` line; words after the path are ignored, as in the reference. */
  include(line: SourceLine): void {
    const words = this.words(line);
    if (words === undefined) {
      return;
    }
    const [command, path] = words;
    if (path === undefined || path.text === '') {
      const message = '%include needs a file';
      this.report(new ApplianceError({ kind: 'input', code: 'missing-argument', message, position: command.position }));
      return;
    }
    try {
      this.source.include(path.text, command.position);
    } catch (error) {
      this.reportThrown(error);
    }
  }
}
