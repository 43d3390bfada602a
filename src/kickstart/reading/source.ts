import { ApplianceError, type Position } from '../../errors.ts';
import type { IncludeReader } from '../include.ts';
import { isBlankOrComment, percentWord, type RawLine, splitLines } from './lines.ts';
import { binaryError } from './text.ts';

/** A line and where it begins. */
export interface SourceLine extends RawLine {
  readonly position: Position;
  /** True up to and with the first line of an included file that is blank, a comment or an %include. */
  readonly opensInclude: boolean;
}

interface Frame {
  readonly file: string;
  readonly lines: readonly RawLine[];
  next: number;
  begun: boolean;
}

const DEEPEST = 100;
/** Files that include others twice each would otherwise grow without bound. */
const MOST_INCLUDES = 10_000;
const MOST_INCLUDED_CHARACTERS = 2 ** 24;

/** The lines of a kickstart with those of included files in place. */
export class LineSource {
  readonly #includes: IncludeReader;
  readonly #frames: Frame[] = [];
  readonly #includedAt = new Map<string, Position>();
  #includeCount = 0;
  #includedCharacters = 0;
  #pushedBack: SourceLine | undefined;

  constructor(text: string, file: string, includes: IncludeReader) {
    this.#includes = includes;
    // A byte order mark says nothing in UTF-8.
    const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
    this.#frames.push({ file, lines: splitLines(plain), next: 0, begun: true });
  }

  next(): SourceLine | undefined {
    const again = this.#pushedBack;
    if (again !== undefined) {
      this.#pushedBack = undefined;
      return again;
    }
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      const line = frame.lines[frame.next];
      if (line !== undefined) {
        frame.next += 1;
        const opensInclude = !frame.begun;
        frame.begun ||= !isBlankOrComment(line.text) && percentWord(line.text) !== '%include';
        return { ...line, position: { file: frame.file, line: frame.next, column: 1 }, opensInclude };
      }
      this.#frames.pop();
    }
    return undefined;
  }

  /** Makes `next` return this line once more. */
  pushBack(line: SourceLine): void {
    this.#pushedBack = line;
  }

  /** Where the innermost include of a file stands, then that of its parent, and so on. */
  readonly chainOf = (file: string): readonly Position[] => {
    const chain: Position[] = [];
    let at = this.#includedAt.get(file);
    while (at !== undefined && chain.length < DEEPEST) {
      chain.push(at);
      at = this.#includedAt.get(at.file);
    }
    return chain;
  };

  /**
   * Continues with the lines of another file.
   *
   * @throws ApplianceError kind input: `unreadable-include`, `include-cycle`, `too-many-includes`, `binary-kickstart`
   */
  include(path: string, at: Position): void {
    const fail = (code: string, message: string, cause?: unknown): ApplianceError =>
      new ApplianceError({ kind: 'input', code, message, position: at, cause });
    this.#includeCount += 1;
    if (this.#frames.length >= DEEPEST || this.#includeCount > MOST_INCLUDES) {
      throw fail('too-many-includes', `%include of ${path}: too many files include each other`);
    }
    const { file, text } = this.#read(path, at, fail);
    if (this.#frames.some((frame) => frame.file === file)) {
      throw fail('include-cycle', `${file} includes itself`);
    }
    this.#includedCharacters += text.length;
    if (this.#includedCharacters > MOST_INCLUDED_CHARACTERS) {
      throw fail('too-many-includes', `%include of ${path}: the included files are too large together`);
    }
    const binary = binaryError(text, file);
    this.#includedAt.set(file, at);
    if (binary !== undefined) {
      throw binary;
    }
    this.#frames.push({ file, lines: splitLines(text), next: 0, begun: false });
  }

  #read(
    path: string,
    at: Position,
    fail: (code: string, message: string, cause?: unknown) => ApplianceError,
  ): ReturnType<IncludeReader['read']> {
    try {
      return this.#includes.read(path, at.file);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw fail('unreadable-include', `can't include ${path}: ${reason}`, error);
    }
  }
}
