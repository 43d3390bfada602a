import { ApplianceError, type Position } from '../../errors.ts';
import { percentWord, type RawLine, splitLines } from './lines.ts';

/** Reads a file, as `LineSource` does; throws ApplianceError. */
export type ReadFile = (path: string, at: Position) => { readonly file: string; readonly text: string };

/**
 * Replaces each `%ksappend URL` line by the text of that file, before anything else is read: wherever the line stands,
 * in a script too, and once: lines in the text that comes in are not followed. The address is what stands between the
 * first blank and the next.
 *
 * @param report is called for each line that can't be followed
 */
export function followKsappend(
  lines: readonly RawLine[],
  file: string,
  read: ReadFile,
  report: (error: ApplianceError) => void,
): readonly RawLine[] {
  if (!lines.some(({ text }) => percentWord(text) === '%ksappend')) return lines;
  return lines.flatMap((line, index) => {
    const at = { file, line: index + 1 };
    if (percentWord(line.text) !== '%ksappend') return [{ ...line, at }];
    const position = { ...at, column: line.text.indexOf('%') + 1 };
    const [, path = ''] = line.text.trim().split(' ');
    if (path === '') {
      const message = '%ksappend needs a file or an address, after one blank';
      report(new ApplianceError({ kind: 'input', code: 'missing-argument', message, position }));
      return [];
    }
    try {
      const appended = read(path, position);
      return splitLines(appended.text).map((added, number) => ({
        text: added.text,
        ending: added.ending || '\n',
        at: { file: appended.file, line: number + 1 },
      }));
    } catch (error) {
      if (!(error instanceof ApplianceError)) throw error;
      report(error);
      return [];
    }
  });
}
