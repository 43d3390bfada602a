import { ApplianceError } from '../../errors.ts';
import type { Addon, Word } from '../document.ts';
import { isBlankOrComment } from '../reading/lines.ts';
import type { Reader } from '../reading/reader.ts';
import { readBody } from './sections.ts';

/** The addon whose lines are read by this program; those of others are kept as they are. */
const OWN_ADDON = 'org_appliance_build';

/** Reads `%addon NAME …` and its `%end`. Lines of our own addon are cut into words; a line of another one is one word. */
export function readAddon(reader: Reader, words: readonly [Word, ...Word[]]): Addon | undefined {
  const [header, name, ...others] = words;
  const isOwn = name?.text === OWN_ADDON;
  const [extra] = others;
  if (name === undefined) {
    fail(reader, 'missing-argument', '%addon needs a name', header);
  } else if (isOwn && extra !== undefined) {
    fail(reader, 'unexpected-argument', `%addon ${OWN_ADDON} takes no options: write them inside the section`, extra);
  }
  const lines: (readonly Word[])[] = [];
  readBody(reader, header, (line) => {
    if (!isOwn) {
      lines.push([{ text: line.text, position: line.position }]);
    } else if (!isBlankOrComment(line.text)) {
      const cut = reader.words(line);
      if (cut !== undefined) {
        lines.push(cut);
      }
    }
    return 'kept';
  });
  if (name === undefined) {
    return undefined;
  }
  return { name: name.text, position: header.position, arguments: others.map(({ text }) => text), lines };
}

function fail(reader: Reader, code: string, message: string, { position }: Word): void {
  reader.report(new ApplianceError({ kind: 'input', code, message, position }));
}
