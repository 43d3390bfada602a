import { ApplianceError, type Position } from '../../errors.ts';
import type { Word } from '../document.ts';

/** What one line holds. */
export interface SplitLine {
  readonly words: readonly Word[];
  /** Where a `#` in mid-word began a comment and cut the word. */
  readonly cutAt: Position | undefined;
  /** Where a backslash stands as the last character of the line; the word it belongs to then ends in `\n`. */
  readonly backslashAt: Position | undefined;
}

export interface SplitOptions {
  /** False where `#` is an ordinary character, as on `%end` lines. Default: true. */
  readonly comments?: boolean;
}

const BLANKS = new Set([' ', '\t', '\r', '\n']);
/** Ends a run of ordinary characters inside a word. */
const SPECIAL = /[ \t\r\n'"\\#]/g;

/**
 * Cuts one line into words by the rules of Python's `shlex` in POSIX mode, which is how kickstart reads commands,
 * section headers and `%include` lines: blanks separate, single quotes are literal, in double quotes a backslash
 * escapes only `"` and `\`, outside quotes it escapes any character, and an unquoted `#` starts a comment even in
 * mid-word. There are no variables and no line continuation.
 *
 * @param line the text, with a `\n` at its end if a line end follows in the file: a backslash before it makes the
 *   newline part of the word, while one at the very end of the file is an error
 * @param position where the text's first character stands
 * @throws ApplianceError `unbalanced-quote` or `trailing-backslash`, kind input, with the place of the character
 */
export function splitWords(line: string, position: Position, options: SplitOptions = {}): SplitLine {
  const comments = options.comments ?? true;
  const words: Word[] = [];
  const at = (index: number): Position => ({ ...position, column: position.column + index });
  let cutAt: Position | undefined;
  let backslashAt: Position | undefined;
  let index = 0;
  while (index < line.length) {
    if (BLANKS.has(line.charAt(index))) {
      index += 1;
      continue;
    }
    if (comments && line.charAt(index) === '#') {
      break;
    }
    const start = index;
    let text = '';
    while (index < line.length && !BLANKS.has(line.charAt(index))) {
      const character = line.charAt(index);
      if (character === "'" || character === '"') {
        const quoted = readQuoted(line, index, at);
        text += quoted.text;
        index = quoted.next;
      } else if (character === '\\') {
        if (index + 1 >= line.length) {
          throw new ApplianceError({
            kind: 'input',
            code: 'trailing-backslash',
            message: 'a backslash at the end of the file escapes nothing',
            position: at(index),
            hint: 'remove the backslash; kickstart has no line continuation',
          });
        }
        if (line.charAt(index + 1) === '\n') {
          backslashAt = at(index);
        }
        text += line.charAt(index + 1);
        index += 2;
      } else if (character === '#' && comments) {
        cutAt = at(index);
        index = line.length;
      } else {
        const end = endOfRun(line, index + 1);
        text += line.slice(index, end);
        index = end;
      }
    }
    words.push({ text, position: at(start) });
  }
  return { words, cutAt, backslashAt };
}

function endOfRun(line: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(line)?.index ?? line.length;
}

function readQuoted(line: string, open: number, at: (index: number) => Position): { text: string; next: number } {
  const quote = line.charAt(open);
  let text = '';
  let index = open + 1;
  while (index < line.length) {
    const character = line.charAt(index);
    if (character === quote) {
      return { text, next: index + 1 };
    }
    const next = line.charAt(index + 1);
    if (quote === '"' && character === '\\' && (next === '"' || next === '\\')) {
      text += next;
      index += 2;
    } else {
      text += character;
      index += 1;
    }
  }
  throw new ApplianceError({
    kind: 'input',
    code: 'unbalanced-quote',
    message: `the ${quote === '"' ? 'double' : 'single'} quote is not closed on this line`,
    position: at(open),
    hint: 'close it, or put a backslash before it if it is meant literally',
  });
}
