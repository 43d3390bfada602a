import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createCleaner, createLineReader, isWrapped } from '../../../src/boottest/console/console.ts';

const cases: readonly (readonly [string, string, string])[] = [
  ['colours are dropped', '[\x1b[0;32m  OK  \x1b[0m] Started', '[  OK  ] Started'],
  ['CR LF is one line end', 'a\r\nb', 'a\nb'],
  ['CR CR LF is one line end', 'a\r\r\nb', 'a\nb'],
  ['LF CR is one line end', 'a\n\rb', 'a\nb'],
  ['empty lines stay', 'a\r\n\r\nb', 'a\n\nb'],
  ['a bare CR starts a line', '[***   ] wait\r\x1b[K[  OK  ] done', '[***   ] wait\n[  OK  ] done'],
  ['a cursor movement starts a line', 'menu\x1b[5;1Hgrub> ', 'menu\ngrub> '],
  ['clearing the screen starts a line', 'x\x1b[2J\x1b[01;01Hy', 'x\ny'],
  ['private parameters are dropped', '\x1b[=3h\x1b[?25lx', 'x'],
  ['OSC ended by BEL', 'a\x1b]3008;start=1\x07b', 'ab'],
  ['OSC ended by ST', 'a\x1b]104\x1b\\b', 'ab'],
  ['an open OSC cannot hide the next line', '\x1b]0;\nKernel panic', '\nKernel panic'],
  ['an open CSI cannot hide the next line', 'a\x1b[12\nKernel panic', 'a\nKernel panic'],
  ['charset selection is dropped', 'a\x1b(Bb\x1bcd', 'abd'],
  ['control characters are dropped', 'a\x00\x07\x08\x7f\u009bb', 'ab'],
  ['a tab is a space', 'a\tb', 'a b'],
];

for (const [name, input, expected] of cases) {
  test(name, () => assert.equal(createCleaner()(input), expected));
}

test('UTF-8 cut inside a character is put together', () => {
  const bytes = Buffer.from('│ é');
  const clean = createCleaner();
  assert.equal([...bytes].map((byte) => clean(Uint8Array.of(byte))).join(''), '│ é');
});

const noise = fc.constantFrom(
  '\x1b',
  '[',
  ']',
  '\r',
  '\n',
  '\x07',
  '\\',
  '0',
  ';',
  'm',
  'H',
  'J',
  'x',
  'é',
  '\t',
  '(',
  '\x1b[2J',
);

test('where chunks are cut makes no difference', () => {
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 60 }), fc.infiniteStream(fc.nat(7)), (parts, sizes) => {
      const bytes = Buffer.from(parts.join(''));
      const whole = createCleaner()(bytes);
      const clean = createCleaner();
      let cut = '';
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + (sizes.next().value ?? 0);
        cut += clean(bytes.subarray(at, at + size));
        at += size;
      }
      assert.equal(cut, whole);
      assert.doesNotMatch(whole, /[\x00-\x09\x0b-\x1f\x7f]/);
    }),
  );
});

test('the unfinished line is given with each piece of it, then complete', () => {
  const read = createLineReader();
  assert.deepEqual(read('log'), [{ line: 'log', complete: false, due: true }]);
  assert.deepEqual(read('in: '), [{ line: 'login: ', complete: false, due: true }]);
  assert.deepEqual(read('x\ny'), [
    { line: 'login: x', complete: true, due: true },
    { line: 'y', complete: false, due: true },
  ]);
});

test('a long line is due now and then as it grows, and when it is complete', () => {
  const read = createLineReader();
  const pieces = Array.from({ length: 100 }, () => read('x'.repeat(16))).flat();
  assert.equal(pieces.length, 100);
  const due = pieces.filter((piece) => piece.due).map(({ line }) => line.length);
  assert.deepEqual(due, [...Array.from({ length: 32 }, (_, index) => 16 * (index + 1)), 1024, 1536]);
  assert.deepEqual(
    read('\nnext').map(({ complete, due }) => [complete, due]),
    [
      [true, true],
      [false, true],
    ],
  );
});

test('a line that never ends is cut, so that it costs no memory', () => {
  const pieces = createLineReader()('x'.repeat(10_000));
  assert.deepEqual(
    pieces.map(({ line, complete }) => [line.length, complete]),
    [
      [4096, true],
      [4096, true],
      [1808, false],
    ],
  );
});

test('only a full line of 80 columns counts as wrapped', () => {
  assert.deepEqual(
    [0, 79, 80, 81, 160].map((length) => isWrapped('x'.repeat(length))),
    [false, false, true, false, true],
  );
});
