import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommand } from '../../../support/actions-runner/output/workflow-command.ts';

const known = new Set(['error', 'set-output', 'group']);
const parse = (line: string) => parseCommand(line, known);

test('the new form counts at the start of a line, after white space', () => {
  assert.deepEqual(parse(' \t::error file=a.ks,line=3,col=::boo'), {
    name: 'error',
    properties: { file: 'a.ks', line: '3' },
    data: 'boo',
  });
  assert.deepEqual(parse('::GROUP::'), { name: 'group', properties: {}, data: '' });
  for (const line of ['x ::error::boo', '│ ::error::boo', '::error', ':error::boo', '::unknown::boo', '']) {
    assert.equal(parse(line), undefined, line);
  }
});

test('the old form counts anywhere in a line', () => {
  assert.deepEqual(parse('[  1.0] kernel: ##[set-output name=x;]y'), {
    name: 'set-output',
    properties: { name: 'x' },
    data: 'y',
  });
  for (const line of ['##\u200b[error]boo', '## [error]boo', '##[error boo', '##[nothing]boo']) {
    assert.equal(parse(line), undefined, line);
  }
});

test('escapes are undone once, in values and data', () => {
  const command = parse('::error title=a%2Cb%3Ac%25d::one%0Atwo%0D%253A');
  assert.deepEqual(command?.properties, { title: 'a,b:c%d' });
  assert.equal(command?.data, 'one\ntwo\r%3A');
  assert.equal(parse('##[error title=a%3Bb%5D]c%5D')?.data, 'c]');
  assert.deepEqual(parse('##[error title=a%3Bb%5D]c')?.properties, { title: 'a;b]' });
});
