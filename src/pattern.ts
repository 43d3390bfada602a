/** What is wrong with a pattern, in words that follow its name, and what may be done. */
export interface PatternProblem {
  readonly message: string;
  readonly hint?: string;
}

/** @param source of a regular expression, in which `^` and `$` are those of a line */
export function patternProblem(source: string): PatternProblem | undefined {
  try {
    new RegExp(source, 'm');
  } catch (error) {
    return { message: `is no regular expression: ${error instanceof Error ? error.message : String(error)}` };
  }
  // Nobody means that, and it would be met by whatever comes.
  return source === '' ? { message: 'is empty', hint: emptyHint } : undefined;
}

/** For a pattern that has to be seen, in whatever comes: it must not be met by nothing at all. */
export function expectationProblem(source: string): PatternProblem | undefined {
  const problem = patternProblem(source);
  if (problem !== undefined || !new RegExp(source, 'm').test('')) return problem;
  return { message: 'matches an empty text', hint: emptyHint };
}

const emptyHint = 'an empty pattern is met by anything; is a variable unset?';
