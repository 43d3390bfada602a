import { createCleaner } from './console.ts';

const linePrefix = '│ ';
/** Marks that reorder or hide text (bidirectional controls, zero-width characters) and line separators of Unicode. */
const hiddenCharacters = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Makes text of a guest safe to print in a CI log: no escape sequences, no control characters, and nothing that GitHub's
 * runner takes for a command. It obeys `::name::` at the start of a line, after white space, and `##[name]` anywhere.
 *
 * @param text one line or more, with any line ends
 * @returns lines without line ends, each with a visible prefix
 */
export function sanitiseForLog(text: string): string[] {
  const clean = createCleaner();
  return clean(text)
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => linePrefix + breakCommands(line.replace(hiddenCharacters, '')));
}

function breakCommands(line: string): string {
  return line.replaceAll('##[', '##\u200b[');
}
