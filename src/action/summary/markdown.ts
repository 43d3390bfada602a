import { clip } from '../../log-text.ts';
import { plainLines } from '../log/foreign.ts';

/** In UTF-16 code units; a longer text of others is cut. */
const longestText = 1000;
const longestFencedLine = 1000;

/**
 * Everything that GitHub's Markdown gives a meaning inside a line: HTML, entities, emphasis, code, links, mentions,
 * formulas, cells of tables (GitHub Flavored Markdown, §6 and §4.10). As an entity, a character is never markup.
 */
const special = /[&<>|`*_~[\]\\#@$!{}]|:(?=\/\/)|(?<=\bwww)\.|^(?:[-+=]|\d{1,9}(?=[.)](?:\s|$)))/gi;

/** Text of others as text of one line. */
export function escapeText(text: string): string {
  const line = clip(plainLines(text).join(' ').replaceAll('\t', ' ').trim(), longestText);
  return line.replaceAll(special, (found) => [...found].map((one) => `&#${one.codePointAt(0)};`).join(''));
}

/** The same in the type of code; unlike backticks, it holds in cells of tables, too. */
export function code(text: string): string {
  return `<code>${escapeText(text)}</code>`;
}

/** @param address percent-encoded already */
export function link(text: string, address: string): string {
  return `[${escapeText(text)}](<${address.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** @param lines text of others; shown as it is */
export function fence(lines: readonly string[], language = 'text'): string {
  const shown = shownLines(lines);
  const runs = shown.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const marks = '`'.repeat(Math.max(3, 1 + runs.reduce((longest, length) => Math.max(longest, length), 0)));
  return [`${marks}${language}`, ...shown, marks].join('\n');
}

/** What `fence` shows of lines of others: what can be seen of them, cut where they are long. */
export function shownLines(lines: readonly string[]): string[] {
  return lines.flatMap(plainLines).map((line) => clip(line, longestFencedLine));
}

/** A part that is folded until it is asked for. The empty lines make Markdown of what is inside. */
export function details(title: string, body: string, { open = false } = {}): string {
  return `<details${open ? ' open' : ''}><summary>${escapeText(title)}</summary>\n\n${body}\n\n</details>`;
}

/** @param rows cells as Markdown, already escaped; @param right columns of numbers */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, column) => (right.includes(column) ? '---:' : '---'));
  return [header, rule, ...rows].map(line).join('\n');
}

/** `1 package`, `2 packages`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
