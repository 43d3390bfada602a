import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { compareTrees } from '../../../src/build/verify/compare-trees.ts';
import { firstDifference } from '../../../src/build/verify/first-difference.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const interrupted = AbortSignal.abort('SIGTERM');
const never = new AbortController().signal;

test('the comparison of files ends when the program is interrupted', async (t) => {
  const files: [string, string] = [path.join(temporaryDirectory(t), 'one'), path.join(temporaryDirectory(t), 'other')];
  for (const file of files) fs.writeFileSync(file, Buffer.alloc(3 * 1024 * 1024));
  assert.equal(await firstDifference(files, never), undefined);
  await assert.rejects(firstDifference(files, interrupted), { kind: 'interrupted' });
  fs.appendFileSync(files[1], 'x');
  assert.equal(await firstDifference(files, never), 3 * 1024 * 1024);
});

test('the comparison of trees ends when the program is interrupted', async (t) => {
  const trees: [string, string] = [temporaryDirectory(t), temporaryDirectory(t)];
  const moment = new Date(0);
  for (const tree of trees) {
    fs.mkdirSync(path.join(tree, 'folder'));
    for (const name of ['folder', '.']) fs.utimesSync(path.join(tree, name), moment, moment);
  }
  assert.deepEqual(await compareTrees(trees, 10, never), []);
  await assert.rejects(compareTrees(trees, 10, interrupted), { kind: 'interrupted' });
});
