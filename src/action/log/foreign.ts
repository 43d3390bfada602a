import { clip, withoutHidden } from '../../log-text.ts';
import { printable } from '../../report/printable.ts';

/** The mark before a line that others wrote: tools, package scripts, guests. */
const mark = '│ ';
/** In UTF-16 code units; a longer line is cut. */
const longestLine = 2000;

/** ECMA-48 §5.4 and §5.6: control sequences, and command strings (titles, links) up to their end or that of the line. */
const sequences =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;

/**
 * The lines of a text of others, with nothing in them but what can be seen. A carriage return, which a console takes for
 * "write over this line", ends a line here: the runner takes it for a line end, too.
 */
export function plainLines(text: string): string[] {
  return text
    .replaceAll(sequences, '')
    .split(lineEnds)
    .map((line) => withoutHidden(line.replaceAll(controls, '')));
}

/** A line of our own for the job's log: it may hold words of others, but can't become a workflow command. */
export function ownLine(line: string): string {
  return printable(clip(line, longestLine));
}

/** The line without the mark, which the command line has put before lines of guests already. */
export function unmarked(line: string): string {
  return line.startsWith(mark) ? line.slice(mark.length) : line;
}

/** A line of others for the job's log: besides, it is marked as theirs, once. */
export function foreignLine(marked: string): string {
  const line = unmarked(marked);
  const cut = line.length - longestLine;
  return printable(mark + (cut > 0 ? `${clip(line, longestLine)} (${cut} more characters)` : line));
}
