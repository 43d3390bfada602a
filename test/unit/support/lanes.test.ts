import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { alone, arrange, seconds } from '../../lanes.ts';

const files = readdirSync('test/integration', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.test.ts'),
);

test('every file of integration tests runs once, either beside others or alone', () => {
  const arranged = arrange(files);
  assert.deepEqual([...arranged.sideBySide, ...arranged.alone].sort(), files.toSorted());
  assert.deepEqual(arranged.alone, Object.keys(alone).sort());
});

test('the tables name files that are there', () => {
  for (const file of [...Object.keys(alone), ...Object.keys(seconds)]) assert.ok(files.includes(file), file);
});

test('long files begin first, files without a row come after them in the order of their names', () => {
  const { sideBySide } = arrange(['z/new.test.ts', 'build/hello.test.ts', 'a/new.test.ts', 'build/rpm.test.ts']);
  assert.deepEqual(sideBySide, ['build/rpm.test.ts', 'build/hello.test.ts', 'a/new.test.ts', 'z/new.test.ts']);
});
