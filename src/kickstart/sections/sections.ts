import { ApplianceError, type Position } from '../../errors.ts';
import type { Word } from '../document.ts';
import { percentWord } from '../reading/lines.ts';
import type { Reader } from '../reading/reader.ts';
import type { SourceLine } from '../reading/source.ts';
import { splitWords } from '../reading/words.ts';

/** Whether the language knows a section, and whether this program reads it. */
export const SECTIONS: Readonly<Record<string, 'read' | 'not-yet'>> = {
  '%pre': 'read',
  '%pre-install': 'read',
  '%post': 'read',
  '%packages': 'read',
  '%addon': 'read',
  '%onerror': 'not-yet',
  '%traceback': 'not-yet',
  '%certificate': 'not-yet',
  '%anaconda': 'not-yet',
};

export function isSection(name: string): boolean {
  return Object.hasOwn(SECTIONS, name);
}

/**
 * Reads the body of a section up to its `%end`. A line whose first word is `%end`, `%include` or a known section is live
 * even inside a heredoc; all others go to `take`.
 *
 * @param header the section's word in its header
 */
export function readBody(reader: Reader, header: Word, take: (line: SourceLine) => void): void {
  for (let line = reader.source.next(); line !== undefined; line = reader.source.next()) {
    const word = percentWord(line.text);
    if (word === '%end') {
      checkEnd(reader, line);
      return;
    }
    if (word === '%include') {
      reader.include(line);
    } else if (word === '%ksappend') {
      reader.report(ksappendError(placeOf(word, line)));
    } else if (word !== undefined && isSection(word)) {
      reader.report(notClosed(header, `before ${word} on line ${line.position.line}`));
      reader.source.pushBack(line);
      return;
    } else {
      take(line);
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

export function ksappendError(position: Position): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'not-supported-yet',
    message: '%ksappend is not supported yet',
    position,
    hint: 'use %include',
  });
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
