import { ApplianceError, messageOf, type Position } from '../../errors.ts';
import type { IncludeReader } from '../include.ts';
import { followKsappend } from './ksappend.ts';
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
  readonly identity: string;
  readonly lines: readonly RawLine[];
  next: number;
  begun: boolean;
}

const DEEPEST = 100;
/** Files that include others twice each would otherwise grow without bound. */
const MOST_INCLUDES = 10_000;
const MOST_INCLUDED_CHARACTERS = 2 ** 24;
const VERSION_HINT = /^#version=(.*)$/;

/** The lines of a kickstart with those of included files in place. */
export class LineSource {
  /** What is wrong with its %ksappend lines. */
  readonly problems: readonly ApplianceError[];
  readonly #includes: IncludeReader;
  readonly #frames: Frame[] = [];
  readonly #includedAt = new Map<string, Position>();
  readonly #texts = new Map<string, string>();
  #includeCount = 0;
  #includedCharacters = 0;
  #pushedBack: SourceLine | undefined;

  constructor(text: string, file: string, includes: IncludeReader) {
    this.#includes = includes;
    const plain = withoutMark(text);
    this.#texts.set(file, plain);
    const problems: ApplianceError[] = [];
    const read = (path: string, at: Position) => this.#read(path, at, '%ksappend');
    const lines = followKsappend(splitLines(plain), file, read, (error) => problems.push(error));
    this.problems = problems;
    this.#frames.push({ file, identity: file, lines, next: 0, begun: true });
  }

  /** The texts of all files read so far, by the names that positions show. */
  get texts(): ReadonlyMap<string, string> {
    return this.#texts;
  }

  /** The first `#version=` among the comments with which the kickstart begins. */
  get versionHint(): { readonly text: string; readonly position: Position } | undefined {
    const [root] = this.#frames;
    for (const [index, { text, at }] of root?.lines.entries() ?? []) {
      if (!isBlankOrComment(text)) return undefined;
      const version = VERSION_HINT.exec(text)?.[1];
      if (version !== undefined && root !== undefined) {
        return { text: version.trim(), position: { file: root.file, line: index + 1, ...at, column: 1 } };
      }
    }
    return undefined;
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
        const { text, ending, at } = line;
        const opensInclude = !frame.begun;
        frame.begun ||= !isBlankOrComment(text) && percentWord(text) !== '%include';
        const position = { file: at?.file ?? frame.file, line: at?.line ?? frame.next, column: 1 };
        return { text, ending, position, opensInclude };
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
    if (this.#frames.length >= DEEPEST) {
      throw includeError('too-many-includes', `%include of ${path}: too many files include each other`, at);
    }
    const { file, text, identity = file } = this.#read(path, at, '%include');
    const lines = splitLines(text).map((line) => (line.ending === '' ? { ...line, ending: '\n' } : line));
    this.#frames.push({ file, identity, lines, next: 0, begun: false });
  }

  #read(path: string, at: Position, word: string): ReturnType<IncludeReader['read']> {
    this.#includeCount += 1;
    if (this.#includeCount > MOST_INCLUDES) {
      throw includeError('too-many-includes', `${word} of ${path}: too many files include each other`, at);
    }
    const read = this.#readText(path, at);
    const { file, identity = file } = read;
    const text = withoutMark(read.text);
    if (this.#frames.some((frame) => frame.file === file || frame.identity === identity)) {
      throw includeError('include-cycle', `${file} includes itself`, at);
    }
    this.#includedCharacters += text.length;
    if (this.#includedCharacters > MOST_INCLUDED_CHARACTERS) {
      throw includeError('too-many-includes', `${word} of ${path}: the included files are too large together`, at);
    }
    this.#includedAt.set(file, at);
    this.#texts.set(file, text);
    const binary = binaryError(text, file);
    if (binary !== undefined) {
      throw binary;
    }
    return { file, identity, text };
  }

  #readText(path: string, at: Position): ReturnType<IncludeReader['read']> {
    try {
      return this.#includes.read(path, at.file);
    } catch (error) {
      const reason = messageOf(error);
      throw includeError('unreadable-include', `can't include ${path}: ${reason}`, at, error);
    }
  }
}

/** A byte order mark says nothing in UTF-8. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function includeError(code: string, message: string, position: Position, cause?: unknown): ApplianceError {
  return new ApplianceError({ kind: 'input', code, message, position, cause });
}
