import { createLineReader } from './console.ts';
import { createEcho } from './echo.ts';
import { createExpectations, windowAt, withoutKernelWords } from './expectations.ts';

/** Raised when what is waited for does not come in time. */
export class NotSeen extends Error {
  /** @param what a pattern, or words for it */
  constructor(what: RegExp | string) {
    super(`${typeof what === 'string' ? what : `/${what.source}/`} was not seen`);
  }
}

/** What is waited for on the unfinished line. */
export interface Prompt {
  /** In words: `a prompt for the password`. */
  readonly name: string;
  /**
   * @param line the unfinished line, without what the kernel said in the midst of it
   * @returns milliseconds that it has to stay as it is to be taken for the prompt, 0: none; undefined: it is another
   */
  quietFor(line: string): number | undefined;
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
  /**
   * Waits until the unfinished line is a prompt.
   *
   * @throws NotSeen after the deadline; what `fail` was called with
   */
  nextPrompt(prompt: Prompt, milliseconds: number): Promise<void>;
  /** Whether the unfinished line matches, seen before or not. */
  isAt(pattern: RegExp): boolean;
  /** Nothing more will come: all that wait, and will wait, get this error. */
  fail(error: Error): void;
}

/** How something is looked for. */
interface Search<Found> {
  /** Looks at what came since it looked last. @returns undefined: it is not there yet */
  look(): Found | undefined;
  /** The first of the lines are no longer kept. */
  forget?(lines: number): void;
}

interface Waiter {
  /** @returns whether it is served */
  look(): boolean;
  forget(lines: number): void;
  reject(error: Error): void;
}

/** What nobody asks for is forgotten, so that a guest which prints for ever costs no memory. */
const mostLines = 20_000;
/** In UTF-16 code units. */
const mostCharacters = 4 * 1024 * 1024;
/** Of those, when there are more: all at once, as moving the others takes its time. */
const shareKept = 0.75;
/** Lines that are looked at with another; more than a pattern may span. */
const mostBefore = 20;
/** After so long the end of a long line is looked at, too. */
const millisecondsUntilLook = 100;

export function createTranscript(): Transcript {
  const read = createLineReader();
  /** The last one is unfinished. */
  let lines = [''];
  /** Of all of them. */
  let characters = 0;
  let current = '';
  let lengthRead = 0;
  let echo = createEcho('');
  let waiter: Waiter | undefined;
  let laterLook: NodeJS.Timeout | undefined;
  let failure: Error | undefined;

  const lookNow = () => {
    clearTimeout(laterLook);
    laterLook = undefined;
    if (waiter?.look() === true) waiter = undefined;
  };
  const lookLater = (milliseconds: number) => {
    laterLook ??= setTimeout(lookNow, milliseconds);
  };

  function forgetOldest(): void {
    let dropped = 0;
    while (lines.length - dropped > mostLines * shareKept || characters > mostCharacters * shareKept) {
      characters -= lines[dropped]?.length ?? 0;
      dropped += 1;
    }
    lines.splice(0, dropped);
    waiter?.forget(dropped);
  }

  /** @returns what stands before a place of a line; what follows it is what is left */
  function takeUntil(index: number, end: number): string[] {
    const line = lines[index] ?? '';
    const taken = [...lines.slice(0, index), line.slice(0, end)];
    lines = [line.slice(end), ...lines.slice(index + 1)];
    characters = lines.reduce((sum, { length }) => sum + length, 0);
    return taken;
  }

  async function wait<Found>(what: RegExp | string, milliseconds: number, search: Search<Found>): Promise<Found> {
    if (failure !== undefined) throw failure;
    return await new Promise((resolve, reject) => {
      const own: Waiter = {
        look() {
          const found = search.look();
          if (found === undefined) return false;
          clearTimeout(timer);
          resolve(found);
          return true;
        },
        forget: (count) => search.forget?.(count),
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        waiter = undefined;
        if (!own.look()) reject(new NotSeen(what));
      }, milliseconds);
      if (!own.look()) waiter = own;
    });
  }

  return {
    feed(chunk) {
      const pieces = read(chunk);
      for (const { line, complete } of pieces) {
        const text = echo.strip(line.slice(lengthRead), complete);
        lines[lines.length - 1] += text;
        characters += text.length;
        lengthRead = complete ? 0 : line.length;
        current = complete ? '' : line;
        if (!complete) continue;
        if (!echo.isActive()) lines.push('');
        if (lines.length > mostLines || characters > mostCharacters) forgetOldest();
      }
      if (pieces.some(({ due }) => due)) lookNow();
      else if (pieces.length > 0) lookLater(millisecondsUntilLook);
    },
    typed(text) {
      echo = createEcho(text);
    },
    async next(pattern, milliseconds) {
      const expectations = createExpectations([pattern]);
      let unseen = 0;
      return await wait(pattern, milliseconds, {
        look() {
          for (let index = unseen; index < lines.length; index += 1) {
            const end = expectations.meet(lines.slice(Math.max(0, index - mostBefore), index), lines[index] ?? '');
            if (end !== undefined) return takeUntil(index, end);
          }
          // More of the last one may come.
          unseen = lines.length - 1;
          return undefined;
        },
        forget(count) {
          unseen = Math.max(0, unseen - count);
        },
      });
    },
    async nextPrompt({ name, quietFor }, milliseconds) {
      let seen: string | undefined;
      let since = 0;
      await wait(name, milliseconds, {
        look() {
          const line = withoutKernelWords(windowAt(lines).join('\n')).split('\n').at(-1) ?? '';
          if (line !== seen) [seen, since] = [line, performance.now()];
          const quiet = quietFor(line);
          if (quiet === undefined) return undefined;
          const left = since + quiet - performance.now();
          if (left <= 0) return takeUntil(lines.length - 1, lines.at(-1)?.length ?? 0);
          lookLater(left);
          return undefined;
        },
      });
    },
    isAt: (pattern) => pattern.test(current),
    fail(error) {
      failure ??= error;
      clearTimeout(laterLook);
      waiter?.reject(failure);
      waiter = undefined;
    },
  };
}
