import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sanitiseForLog } from '../../../src/boottest/console/sanitise.ts';

test('no line of a guest can be a workflow command', () => {
  const hostile = [
    '::error file=x::y',
    '  ::set-output name=a::b',
    'x\r::add-mask::y',
    'text ##[command]x',
    '\x1b[0m::warning::z',
    '##\x1b[0m[group]x',
    '##\u200b[group]x',
    '##\x00[group]',
    '\u2028::error::a',
  ];
  for (const text of hostile) {
    for (const line of sanitiseForLog(text)) {
      assert.ok(line.startsWith('│ '), line);
      assert.doesNotMatch(line, /##\[/);
      assert.doesNotMatch(line, /[\x00-\x1f\x7f-\x9f\u2028\u202e]/);
    }
  }
});

test('text stays readable, one entry a line', () => {
  assert.deepEqual(sanitiseForLog('a\r\nb é\n'), ['│ a', '│ b é']);
  assert.deepEqual(sanitiseForLog('x ##[error]y'), ['│ x ##\u200b[error]y']);
});
