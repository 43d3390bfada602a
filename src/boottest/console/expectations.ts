import { isWrapped } from './console.ts';

/** The patterns that must all be seen, and which of them were. */
export interface Expectations {
  /**
   * Looks for the missing patterns in a line and the lines before it.
   *
   * @returns once all are seen, where in the line the last of them ended
   */
  meet(linesBefore: readonly string[], line: string): number | undefined;
  /** Sources of the patterns. */
  matched(): string[];
  missing(): string[];
}

/** Lines a pattern may span. */
const windowLines = 20;

export function createExpectations(patterns: readonly RegExp[]): Expectations {
  // The flags g and y would make a pattern remember where it last matched; with m, ^ and $ are those of a line.
  const all = patterns.map((pattern) => ({
    source: pattern.source,
    pattern: new RegExp(pattern.source, `${pattern.flags.replace(/[gmy]/g, '')}m`),
    seen: false,
  }));
  const missing = () => all.filter(({ seen }) => !seen).map(({ source }) => source);
  return {
    meet(linesBefore, line) {
      let endsAt = 0;
      const texts = windowsOf(linesBefore.slice(1 - windowLines), line);
      for (const expectation of all) {
        if (expectation.seen) continue;
        for (const text of texts) {
          const match = expectation.pattern.exec(text);
          if (match === null) continue;
          expectation.seen = true;
          endsAt = Math.max(endsAt, match.index + match[0].length - (text.length - line.length));
          break;
        }
      }
      return missing().length === 0 ? endsAt : undefined;
    },
    matched: () => all.filter(({ seen }) => seen).map(({ source }) => source),
    missing,
  };
}

/** The lines as they came; if some were wrapped, with those put together; if the kernel spoke in between, without its words. */
function windowsOf(before: readonly string[], line: string): string[] {
  const plain = [...before, line].join('\n');
  const unwrapped = before.some(isWrapped)
    ? [before.map((text) => (isWrapped(text) ? text : `${text}\n`)).join('') + line]
    : [];
  const quiet = plain.replace(kernelWords, '');
  return [plain, ...unwrapped, ...(quiet === plain ? [] : [quiet])];
}

/** A message with its time, from wherever in a line it begins, with the line end that follows. */
const kernelWords = /\[ *\d+\.\d{6}\] [^\n]*\n/g;
