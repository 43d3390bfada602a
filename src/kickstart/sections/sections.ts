import { ApplianceError, type Position } from '../../errors.ts';
import type { Word } from '../document.ts';
import { percentWord } from '../reading/lines.ts';
import type { Reader } from '../reading/reader.ts';
import type { SourceLine } from '../reading/source.ts';
import { splitWords } from '../reading/words.ts';

/** The sections of the language; it knows them in all its versions. */
export const SECTIONS = [
  '%pre',
  '%pre-install',
  '%post',
  '%onerror',
  '%traceback',
  '%packages',
  '%addon',
  '%certificate',
  '%anaconda',
] as const;
const known: ReadonlySet<string> = new Set(SECTIONS);

export function isSection(name: string): boolean {
  return known.has(name);
}

/** What became of a body line: one that was dropped is not in a flattened kickstart either. */
export type Taken = 'kept' | 'dropped';

/**
 * Reads the body of a section up to its `%end`. A line whose first word is `%end`, `%include` or a known section is live
 * even inside a heredoc; all others go to `take`.
 *
 * @param header the section's word in its header
 */
export function readBody(reader: Reader, header: Word, take: (line: SourceLine) => Taken): void {
  for (let line = reader.source.next(); line !== undefined; line = reader.source.next()) {
    const word = percentWord(line.text);
    if (word === '%end') {
      checkEnd(reader, line);
      reader.keep(line);
      return;
    }
    if (word === '%include') {
      reader.include(line);
    } else if (word !== undefined && isSection(word)) {
      reader.report(notClosed(header, `before ${word} on line ${line.position.line}`));
      reader.source.pushBack(line);
      return;
    } else if (take(line) !== 'dropped') {
      reader.keep(line);
    }
  }
  reader.report(notClosed(header, 'before the end of the file'));
}

/** Passes over the body of a section that the language does not know, which may have none. */
export function skipUnknownBody(reader: Reader): void {
  for (let line = reader.source.next(); line !== undefined; line = reader.source.next()) {
    const word = percentWord(line.text);
    if (word === '%end') {
      return;
    }
    if (word !== undefined && isSection(word)) {
      reader.source.pushBack(line);
      return;
    }
  }
}

/** The place of the first word of a line. */
export function placeOf(word: string, line: SourceLine): Position {
  return { ...line.position, column: line.text.indexOf(word) + 1 };
}

/** The reference cuts `%end` lines without regard to comments, so that a quote in one counts. */
function checkEnd(reader: Reader, line: SourceLine): void {
  try {
    splitWords(line.text, line.position, { comments: false });
  } catch (error) {
    reader.reportThrown(error);
  }
}

function notClosed(header: Word, where: string): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'section-not-closed',
    message: `section ${header.text} is not closed with %end ${where}`,
    position: header.position,
    hint: 'write %end on a line of its own after the last line of the section',
  });
}
