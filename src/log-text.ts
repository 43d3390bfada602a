/** What reorders or hides text: bidirectional controls and zero-width characters. */
const hidden = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * What a terminal or a CI log may obey, in a text that has no controls of ASCII but line ends and tabs: further controls, line
 * separators, hidden characters; the bracket of `##[command]`; the first colon of `::command::` at the start of a line.
 */
const obeyed =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\[(?<=##\[)|:(?=:)(?<=^[^\S\n\r\u2028\u2029]*:)/gm;

/** Drops what reorders or hides text. */
export function withoutHidden(text: string): string {
  return text.replaceAll(hidden, '');
}

/**
 * Writes text of others so that neither a terminal nor a CI log obeys it, in a language that can write each character in another way.
 *
 * @param written the character, in UTF-16 a single unit, as the language writes it by its number
 */
export function escapeObeyed(text: string, written: (code: number) => string): string {
  return text.replaceAll(obeyed, (character) => written(character.charCodeAt(0)));
}

/** Cuts a text to a number of UTF-16 code units, never through a character. */
export function clip(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
