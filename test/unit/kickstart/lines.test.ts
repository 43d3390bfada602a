import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitLines } from '../../../src/kickstart/reading/lines.ts';
import { parse } from './in-memory.ts';

test('every line end of the language ends a line', () => {
  const ends = ['\n', '\r\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029'];
  for (const ending of ends) {
    assert.deepEqual(splitLines(`a${ending}b`), [
      { text: 'a', ending },
      { text: 'b', ending: '' },
    ]);
  }
});

test('a line end at the end opens no further line, an empty line in between is one', () => {
  assert.deepEqual(splitLines(''), []);
  assert.equal(splitLines('a\n').length, 1);
  assert.equal(splitLines('a\n\n').length, 2);
  assert.equal(splitLines('\r\r\n').length, 2);
});

test('a lone CR and a form feed part two commands, and count as lines', () => {
  const { commands } = parse('lang a\rzerombr\ftext\n');
  assert.deepEqual(
    commands.map(({ name, position }) => [name, position.line]),
    [
      ['lang', 1],
      ['zerombr', 2],
      ['text', 3],
    ],
  );
});
