import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Document } from '../../../src/kickstart/document.ts';
import { type Files, readText } from './in-memory.ts';
import { LINES } from './language-lines.ts';

const SEED = 20_081_103;

function flat(text: string, files: Files = {}): string {
  const { errors, flat: flattened } = readText(text, { flatten: true }, files);
  assert.deepEqual(errors, []);
  return flattened ?? assert.fail('nothing is flattened');
}

/** What a document says, wherever it stands. */
function said({ file, written, warnings, ...document }: Document): unknown {
  const words = [...written.values()].map(({ word, options, arguments: others }) => [
    word.text,
    Object.keys(options),
    others.map(({ text }) => text),
  ]);
  const withoutPlaces = JSON.stringify({ ...document, words }, (key, value) =>
    /position$/i.test(key) || key === 'options' ? undefined : value,
  );
  return { document: JSON.parse(withoutPlaces), warnings: warnings.map(({ code, message }) => [code, message]) };
}

test('included text stands in place of its %include, wherever that is', () => {
  const files = {
    a: '#version=F40\nlang a\n%include b\n%packages\nx',
    b: 'zerombr\n',
    c: '#!/bin/sh\n# dropped\n\necho 1\n# kept\n',
  };
  assert.equal(
    flat('#version=RHEL9\n# top\n%include a # c\ny\n%end\n%post\n# own\n%include c\n%include c\n%end\n', files),
    '#version=RHEL9\n# top\nlang a\nzerombr\n%packages\nx\ny\n%end\n%post\n# own\necho 1\n# kept\necho 1\n# kept\n%end\n',
  );
});

test('appended text stands in place of its %ksappend; what it appends itself is passed over', () => {
  const files = { 'http://x/a': 'lang a\n%ksappend b\n' };
  assert.equal(flat('%ksappend http://x/a\nzerombr\n', files), 'lang a\nzerombr\n');
});

test('a #version= of an included file does not become one of the whole', () => {
  const files = { a: '# c\n#version=F40\nlang a\n' };
  const text = '# top\n%include a\n';
  assert.equal(flat(text, files), '# top\n# c\nlang a\n');
  assert.equal(readText(flat(text, files)).document.syntax, readText(text, {}, files).document.syntax);
});

const right = LINES.filter(
  ([text, where]) => where !== 'none' && !/^(?:autopart|mount|reqpart|snapshot|bootc|ostree)/.test(text),
);
const line = fc.oneof(
  fc.constantFrom(...right.map(([text]) => text)),
  fc.constantFrom('# comment', '', '  lang  a#b', "'lang' x", 'rootpw a\\ b', '#version=F40', 'part / --size=1\\'),
);
const bodyLine = fc.constantFrom('echo x', '# c', '', '  %%end', 'foo', 'a # b', '@g --optional', '-foo', '\tx\\', 'ä');
const header = fc.constantFrom(
  '%post',
  '%pre --erroronfail',
  '%packages --nocore',
  '%addon x',
  '%anaconda',
  '%onerror',
);
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\f', '\u2028');

/** Blocks of lines; sections may begin in one file and end in another, but each is whole. */
const { block } = fc.letrec<{ block: string; section: string; body: string }>((tie) => ({
  body: fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 5, arbitrary: bodyLine }, fc.constantFrom('%include body1', ' %include body2')),
        ending,
      ),
    )
    .map((lines) => lines.map(([text, end]) => `${text}${end}`).join('')),
  section: fc.tuple(header, tie('body')).map(([head, body]) => `${head}\n${body}%end\n`),
  block: fc
    .array(
      fc.oneof(
        fc.tuple(line, ending).map(([text, end]) => `${text}${end}`),
        tie('section'),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
}));
const files = fc.record({
  a: fc.tuple(block, fc.constantFrom('', '%include c\n', '%include c')).map((parts) => parts.join('')),
  b: block.map((text) => text.trimEnd()),
  c: block,
  body1: fc.array(bodyLine).map((lines) => lines.join('\n')),
  body2: fc.array(bodyLine).map((lines) => `%include body1\n${lines.join('\r\n')}\n`),
});

test('a flattened kickstart says the same as the one with includes', () => {
  const main = fc
    .array(fc.oneof(block, fc.constantFrom('%include a\n', '%include b # c\n', '%ksappend c\n')), { maxLength: 6 })
    .map((parts) => parts.join(''));
  let compared = 0;
  fc.assert(
    fc.property(main, files, (text, others) => {
      const reading = readText(text, { flatten: true }, others);
      if (reading.errors.length > 0) return;
      compared += 1;
      const again = readText(reading.flat ?? '');
      assert.deepEqual(again.errors, []);
      const kept = (document: Document) => said({ ...document, warnings: ignoreKsappend(document) });
      assert.deepEqual(kept(again.document), kept(reading.document));
    }),
    { seed: SEED, numRuns: 1000 },
  );
  assert.ok(compared > 300, `only ${compared} were free of errors`);
});

/** The lines that are passed over are not in the flattened text, nor is what a # at the end of an %include cut. */
function ignoreKsappend({ warnings }: Document): Document['warnings'] {
  return warnings.filter(({ code }) => code !== 'ksappend-ignored' && code !== 'duplicate');
}
