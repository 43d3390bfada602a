import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { supportPage } from '../../../docs/generate.ts';

test('docs/kickstart-support.md is what the tables of the code say: run "npm run docs"', () => {
  assert.equal(readFileSync('docs/kickstart-support.md', 'utf8'), supportPage());
});
