import { withoutHidden } from '../../log-text.ts';
import { createCleaner } from './console.ts';

const linePrefix = '│ ';
const lineSeparators = /[\u2028\u2029]/g;

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
    .map((line) => linePrefix + breakCommands(withoutHidden(line.replace(lineSeparators, ''))));
}

function breakCommands(line: string): string {
  return line.replaceAll('##[', '##\u200b[');
}
