import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApplianceError } from '../../../src/errors.ts';
import { splitWords } from '../../../src/kickstart/reading/words.ts';

const at = { file: 'a.ks', line: 3, column: 1 };
const texts = (line: string, comments = true): readonly string[] =>
  splitWords(line, at, { comments }).words.map((word) => word.text);

const CASES: readonly [string, readonly string[]][] = [
  ['', []],
  ['  \t ', []],
  ['lang en_US', ['lang', 'en_US']],
  ['\tlang\ten_US\r\n', ['lang', 'en_US']],
  ["l'an'g x", ['lang', 'x']],
  ["''", ['']],
  [`a''b ""`, ['ab', '']],
  [`'a "b" \\'`, ['a "b" \\']],
  [`"a \\" \\\\ \\n 'x' #"`, [`a " \\ \\n 'x' #`]],
  ['a\\ b \\# \\"', ['a b', '#', '"']],
  ['# all comment', []],
  ['lang x # rest "', ['lang', 'x']],
  ['rootpw abc#def', ['rootpw', 'abc']],
  [`rootpw abc#it's`, ['rootpw', 'abc']],
  ['rootpw "abc#def"', ['rootpw', 'abc#def']],
  ["''#x", ['']],
  ['a ; b $c *', ['a', ';', 'b', '$c', '*']],
  ['part / \\\n', ['part', '/', '\n']],
  ['--size=1024\\\n', ['--size=1024\n']],
  ['a\u00a0b\u2003c', ['a\u00a0b\u2003c']],
];

for (const [line, expected] of CASES) {
  test(`words of ${JSON.stringify(line)}`, () => {
    assert.deepEqual(texts(line), expected);
  });
}

test('a # is an ordinary character where comments are off', () => {
  assert.deepEqual(texts('%end # ok', false), ['%end', '#', 'ok']);
});

test('each word has its column, and so have a cut and a last backslash', () => {
  const { words, cutAt, backslashAt } = splitWords(`  "a b" c'd'e#f`, { ...at, column: 5 });
  assert.deepEqual(
    words.map((word) => word.position.column),
    [7, 13],
  );
  assert.deepEqual(cutAt, { file: 'a.ks', line: 3, column: 18 });
  assert.equal(backslashAt, undefined);
  assert.deepEqual(splitWords('a \\\n', at).backslashAt, { ...at, column: 3 });
});

for (const [line, code, column] of [
  [`rootpw "a`, 'unbalanced-quote', 8],
  [`rootpw x'a"`, 'unbalanced-quote', 9],
  ['lang x\\', 'trailing-backslash', 7],
  ['"a\\"', 'unbalanced-quote', 1],
] as const) {
  test(`${JSON.stringify(line)} is an error with its column`, () => {
    assert.throws(
      () => splitWords(line, at),
      (error) => {
        assert.ok(error instanceof ApplianceError);
        assert.equal(error.code, code);
        assert.deepEqual(error.position, { ...at, column });
        return true;
      },
    );
  });
}
