import { createLineReader } from './console.ts';
import { createExpectations } from './expectations.ts';

/** Raised when a pattern does not come in time. */
export class NotSeen extends Error {
  constructor(pattern: RegExp) {
    super(`/${pattern.source}/ was not seen`);
  }
}

/** The serial console as somebody reads it who types there: text after the last match, without the echo of what was typed. */
export interface Transcript {
  feed(chunk: Uint8Array | string): void;
  /** Call it with what is typed, before it is sent. */
  typed(text: string): void;
  /**
   * Waits for a pattern in what came since the last match; a line that is not yet finished counts, as a prompt has no line end.
   *
   * @returns the lines up to the end of the match, without line ends
   * @throws NotSeen after the deadline; what `fail` was called with
   */
  next(pattern: RegExp, milliseconds: number): Promise<string[]>;
  /** Whether the unfinished line matches, seen before or not. */
  isAt(pattern: RegExp): boolean;
  /** Nothing more will come: all that wait, and will wait, get this error. */
  fail(error: Error): void;
}

interface Waiter {
  /** Looks at the lines that it has not seen. @returns whether it is served */
  look(): boolean;
  reject(error: Error): void;
}

/** What nobody asks for is forgotten, so that a guest which prints for ever costs no memory. */
const mostLines = 20_000;

export function createTranscript(): Transcript {
  const read = createLineReader();
  /** The last one is unfinished. */
  let lines = [''];
  let current = '';
  let lengthRead = 0;
  let echo = createEcho('');
  let waiter: Waiter | undefined;
  let failure: Error | undefined;

  const append = (text: string) => {
    lines[lines.length - 1] += text;
  };

  return {
    feed(chunk) {
      for (const { line, complete } of read(chunk)) {
        append(echo.strip(line.slice(lengthRead), complete));
        lengthRead = complete ? 0 : line.length;
        current = complete ? '' : line;
        if (!complete) continue;
        if (!echo.isActive()) lines.push('');
        if (lines.length > mostLines) lines.shift();
      }
      if (waiter?.look() === true) waiter = undefined;
    },
    typed(text) {
      echo = createEcho(text);
    },
    async next(pattern, milliseconds) {
      if (failure !== undefined) throw failure;
      return await new Promise((resolve, reject) => {
        const expectations = createExpectations([pattern]);
        const timer = setTimeout(() => {
          waiter = undefined;
          reject(new NotSeen(pattern));
        }, milliseconds);
        const own: Waiter = {
          look() {
            for (const [index, line] of lines.entries()) {
              const end = expectations.meet(lines.slice(0, index), line);
              if (end === undefined) continue;
              clearTimeout(timer);
              resolve([...lines.slice(0, index), line.slice(0, end)]);
              lines = [line.slice(end), ...lines.slice(index + 1)];
              return true;
            }
            return false;
          },
          reject(error) {
            clearTimeout(timer);
            reject(error);
          },
        };
        if (!own.look()) waiter = own;
      });
    },
    isAt: (pattern) => pattern.test(current),
    fail(error) {
      failure ??= error;
      waiter?.reject(failure);
      waiter = undefined;
    },
  };
}

/** Takes the echo of what was typed off the text that follows; a terminal may wrap it anywhere, so white space does not count. */
function createEcho(typed: string) {
  let expected = typed.replace(/\s/g, '');
  let held = '';
  return {
    isActive: () => held !== '' && expected !== '',
    strip(text: string, complete: boolean): string {
      let out = '';
      for (const character of text) {
        if (expected === '') out += character;
        else if (expected.startsWith(character)) {
          expected = expected.slice(character.length);
          held += character;
        } else if (/\s/.test(character)) held += character;
        else {
          // It was no echo: passwords have none.
          out += held + character;
          [expected, held] = ['', ''];
        }
      }
      if (expected === '') held = '';
      else if (complete && held.trim() === '') expected = '';
      return out;
    },
  };
}
