import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFINITIONS, knownCommandNames } from '../../../src/kickstart/commands/index.ts';
import { splitWords } from '../../../src/kickstart/reading/words.ts';
import { shownLine } from '../../../src/kickstart/shown-line.ts';
import { SYNTAXES } from '../../../src/kickstart/versions/versions.ts';
import { errorsOf, parse, readText } from './in-memory.ts';

const SEED = 20_081_103;
const FILES = { a: '# c\n\necho x\n%include b\n', b: '%end\nlang x\n', c: '%post\n', d: '%include d\n' };

const optionNames = DEFINITIONS.flatMap(({ grammar }) => Object.values(grammar.options).flatMap((rule) => rule.names));
const word = fc.oneof(
  fc.constantFrom(...knownCommandNames()),
  fc.constantFrom(...optionNames),
  fc.constantFrom('%post', '%pre', '%packages', '%addon', '%end', '%include a', '%include c', '%include d', '%x', '--'),
  fc.constantFrom('=', '"', "'", '\\', '#', '-', '-5', '1', '/', '@core', ',', 'a b', '\uFFFD'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const gap = fc.constantFrom(' ', ' ', ' ', '', '\t', '\n', '\n', '\r\n', '\r', '\v', '\x85', '\u2028');
const kickstart = fc
  .array(fc.tuple(word, gap), { maxLength: 40 })
  .map((parts) => parts.map(([text, between]) => `${text}${between}`).join(''));

test('whatever the text and the version, it is read or gives errors with places', () => {
  const anyText = fc.oneof(kickstart, fc.string({ unit: 'binary', maxLength: 200 }));
  fc.assert(
    fc.property(anyText, fc.constantFrom(undefined, ...SYNTAXES), fc.boolean(), (text, syntax, flatten) => {
      const { errors, document, texts } = readText(text, { syntax, flatten }, FILES);
      for (const { position, code, kind } of errors) {
        assert.ok(position !== undefined && position.line >= 1 && position.column >= 1, code);
        assert.ok(texts.has(position.file), code);
        assert.equal(kind, 'input');
      }
      for (const { position, code } of document.warnings) assert.ok(position !== undefined, code);
    }),
    { seed: SEED, numRuns: 5000 },
  );
});

test('a line that is masked keeps its length and its blanks', () => {
  fc.assert(
    fc.property(kickstart, fc.boolean(), (text, keepsWord) => {
      const shown = shownLine(text, keepsWord);
      assert.equal(shown.length, text.length);
      assert.deepEqual(shown.match(/\s/g), text.match(/\s/g));
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test('the same text gives the same document or errors', () => {
  const outcome = (text: string): unknown => {
    const errors = errorsOf(text, FILES).map(({ code, message, position }) => ({ code, message, position }));
    return errors.length > 0 ? errors : parse(text, FILES);
  };
  fc.assert(
    fc.property(kickstart, (text) => {
      assert.deepEqual(outcome(text), outcome(text));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('words that are quoted come out as they went in', () => {
  const quote = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const { words } = splitWords(texts.map(quote).join(' '), { file: 'a', line: 1, column: 1 });
      assert.deepEqual(
        words.map(({ text }) => text),
        texts,
      );
    }),
    { seed: SEED },
  );
});

test('time grows with the length, not with its square', () => {
  const lines = [
    'lang a ',
    'firewall --port=1:tcp ',
    'part / --size=1 ',
    'x',
    "''",
    '"a',
    'lan\n',
    '%post\n',
    '%x\n',
    'a#b\n',
    'logvol / --name=a --name=b ',
    'raid a ',
    '%packages\n-a\n@b --optional\n%end\n',
    'part / --size=1\n',
    'network --bridgeopts=a=b,',
    '%include a\n',
    '%ksappend a\n',
  ];
  for (const line of lines) {
    const text = `firewall ${line.repeat(Math.ceil(500_000 / line.length))}`;
    const start = performance.now();
    errorsOf(text);
    const milliseconds = performance.now() - start;
    // Measured: at most 150 ms; what is quadratic takes a minute and more.
    assert.ok(milliseconds < 5000, `${JSON.stringify(line)}: ${milliseconds} ms`);
  }
});
