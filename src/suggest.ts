/** Longer words than this are no slips of the finger. */
const LONGEST = 40;
const FARTHEST = 2;
/** In words as short as this, two letters changed leave another word. */
const SHORT = 3;

/**
 * The known word nearest to a misspelt one: at most two letters inserted, dropped or replaced (one in short words);
 * undefined if there is none.
 */
export function closest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > LONGEST) {
    return undefined;
  }
  let best: string | undefined;
  const letters = word.replace(/^[-%]+/, '').length;
  let bestDistance = (letters <= SHORT ? Math.min(1, letters - 1) : FARTHEST) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) < bestDistance) {
      const distance = levenshtein(word, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
  }
  return best;
}

function levenshtein(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[right.length] ?? 0;
}
