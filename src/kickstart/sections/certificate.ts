import { ApplianceError } from '../../errors.ts';
import type { Certificate, InstallerSection, Word } from '../document.ts';
import { defineGrammar, interpret } from '../options/options.ts';
import type { Reader } from '../reading/reader.ts';
import { readTextBody } from './scripts.ts';

const HEADER = defineGrammar({
  options: {
    filename: { names: ['--filename'], kind: 'text', required: true },
    directory: { names: ['--dir'], kind: 'text' },
    type: { names: ['--type'], kind: 'text' },
  },
  anyOf: ['directory', 'type'],
});

/** Reads `%certificate` and its `%end`; no version refuses the section, though F42 brought it. */
export function readCertificate(reader: Reader, words: readonly [Word, ...Word[]]): Certificate | undefined {
  const [{ position }] = words;
  const line = interpret(words, HEADER, reader.judge);
  const { body } = readTextBody(reader, words[0]);
  const text = body.replace(/\n$/, '');
  if (text.trim() === '') {
    const message = 'the certificate is missing between %certificate and %end';
    reader.report(new ApplianceError({ kind: 'input', code: 'empty-section', message, position }));
    return undefined;
  }
  if (line === undefined) return undefined;
  const { filename, directory, type } = line.values;
  return { position, filename, directory: directory || undefined, type: type || undefined, text };
}

/** Reads `%anaconda` and its `%end`: settings of the installer that nothing else looks into. */
export function readInstallerSection(reader: Reader, words: readonly [Word, ...Word[]]): InstallerSection {
  const [{ position }, ...others] = words;
  const { body } = readTextBody(reader, words[0]);
  return { position, arguments: others.map(({ text }) => text), body };
}
