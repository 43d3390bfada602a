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

/** Lines a pattern may span, with the one in which it ends. */
const windowLines = 20;
/** How much of the lines before it may have; of the last of them there is always all. In UTF-16 code units. */
const windowCharacters = 4096;

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
      const texts = windowsOf(windowAt(linesBefore), line);
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

/**
 * Some twenty lines of a console have two thousand characters; long ones would have to be searched again with each line.
 *
 * @returns the last of the lines, as far as one pattern may reach
 */
export function windowAt(lines: readonly string[]): readonly string[] {
  const last = lines.slice(1 - windowLines);
  let characters = 0;
  const tooFar = last.findLastIndex((line, index) => {
    characters += line.length;
    return index < last.length - 1 && characters > windowCharacters;
  });
  return last.slice(tooFar + 1);
}

/** The lines as they came; if some were wrapped, with those put together; if the kernel spoke in between, without its words. */
function windowsOf(before: readonly string[], line: string): string[] {
  const plain = [...before, line].join('\n');
  const unwrapped = before.some(isWrapped)
    ? [before.map((text) => (isWrapped(text) ? text : `${text}\n`)).join('') + line]
    : [];
  const quiet = withoutKernelWords(plain);
  return [plain, ...unwrapped, ...(quiet === plain ? [] : [quiet])];
}

/** @param text lines, with line ends between them */
export const withoutKernelWords = (text: string) => text.replace(kernelWords, '');

/** A message with its time, from wherever in a line it begins, with the line end that follows. */
const kernelWords = /\[ *\d+\.\d{6}\] [^\n]*\n/g;
