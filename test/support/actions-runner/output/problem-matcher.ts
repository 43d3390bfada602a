// Turns lines of output into annotations by the patterns of a problem matcher file, as add-matcher gives them.
import { readFileSync } from 'node:fs';

interface Pattern {
  readonly regexp: string;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
  readonly severity?: number;
  readonly message?: number;
}
interface MatcherConfig {
  readonly owner: string;
  readonly severity?: string;
  readonly pattern: readonly Pattern[];
}

export interface Matched {
  readonly severity: string;
  readonly message: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
}
export interface ProblemMatcher {
  readonly owner: string;
  match(line: string): Matched | undefined;
}

/** @throws Error for a file of another format, and for matchers of several lines, which this runner doesn't know */
export function readMatchers(file: string): ProblemMatcher[] {
  const { problemMatcher } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly problemMatcher: readonly MatcherConfig[];
  };
  return problemMatcher.map(toMatcher);
}

function toMatcher(config: MatcherConfig): ProblemMatcher {
  const [pattern, ...more] = config.pattern;
  if (pattern === undefined || more.length > 0) {
    throw new Error(`the matcher ${config.owner} must have one pattern, has ${config.pattern.length}`);
  }
  const regexp = new RegExp(pattern.regexp);
  return {
    owner: config.owner,
    match(line) {
      const groups = regexp.exec(line);
      if (groups === null) return undefined;
      const group = (index: number | undefined) => (index === undefined ? undefined : groups[index]);
      const number = (index: number | undefined) => {
        const text = group(index) ?? '';
        return /^\d+$/.test(text) ? Number(text) : undefined;
      };
      const message = group(pattern.message) ?? '';
      if (message.trim() === '') return undefined;
      return {
        severity: (group(pattern.severity) || config.severity || 'error').toLowerCase(),
        message,
        file: group(pattern.file),
        line: number(pattern.line),
        column: number(pattern.column),
      };
    },
  };
}
