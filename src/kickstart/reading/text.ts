import { ApplianceError } from '../../errors.ts';

const REPLACED = '\uFFFD';
const SHOWN = 60;
/** So many characters that are not UTF-8 can't be a slip of an editor in a comment. */
const MANY_REPLACED = 8;
const REPLACED_SHARE = 0.05;

/**
 * Tells a binary file from a kickstart: it holds a NUL, or more than one character in twenty is the replacement
 * character (U+FFFD) that a decoder puts where the bytes are not UTF-8.
 *
 * @param text the file, decoded as UTF-8
 * @returns an error `binary-kickstart` at the file's beginning, or undefined for text
 */
export function binaryError(text: string, file: string): ApplianceError | undefined {
  if (!text.includes('\0') && !isMostlyReplaced(text)) {
    return undefined;
  }
  return new ApplianceError({
    kind: 'input',
    code: 'binary-kickstart',
    message: 'this is a binary file, not a kickstart',
    position: { file, line: 1, column: 1 },
    hint: 'give a plain text file in UTF-8',
  });
}

function isMostlyReplaced(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf(REPLACED); at >= 0; at = text.indexOf(REPLACED, at + 1)) {
    count += 1;
  }
  return count >= MANY_REPLACED && count > text.length * REPLACED_SHARE;
}

/** A word as messages show it: shortened, control characters made visible. */
export function shown(word: string): string {
  const short = word.length > SHOWN ? `${word.slice(0, SHOWN)}…` : word;
  return JSON.stringify(short).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}
