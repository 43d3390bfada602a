/** One line of a text, without and with what ended it. */
export interface RawLine {
  readonly text: string;
  /** `''` for a last line that nothing ends. */
  readonly ending: string;
  /** Where it came from, if not from the file that is read. */
  readonly at?: { readonly file: string; readonly line: number };
}

/**
 * Line ends of the kickstart language. The reference reads lines with Python's `str.splitlines`: besides LF, CRLF and
 * a lone CR these are VT, FF, FS, GS, RS, NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR.
 */
const LINE_END = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/g;

/** Cuts a text into lines. A line end at the end of the text opens no further line. */
export function splitLines(text: string): readonly RawLine[] {
  const lines: RawLine[] = [];
  let start = 0;
  for (const match of text.matchAll(LINE_END)) {
    lines.push({ text: text.slice(start, match.index), ending: match[0] });
    start = match.index + match[0].length;
  }
  if (start < text.length) {
    lines.push({ text: text.slice(start), ending: '' });
  }
  return lines;
}

/** True for lines that say nothing in command state: blank, or `#` as the first character that is not blank. */
export function isBlankOrComment(text: string): boolean {
  const first = text.trimStart();
  return first === '' || first.startsWith('#');
}

const FIRST_WORD = /^\s*(%\S+)/;

/** The first word of a line if it begins with `%`. Quotes are not looked at. */
export function percentWord(text: string): string | undefined {
  return FIRST_WORD.exec(text)?.[1];
}
