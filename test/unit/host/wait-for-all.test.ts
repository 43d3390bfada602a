import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { waitForAll } from '../../../src/host/wait-for-all.ts';

test('what all give, in their order', async () => {
  assert.deepEqual(await waitForAll([Promise.resolve(1), 'two', Promise.resolve([3])]), [1, 'two', [3]]);
  assert.deepEqual(await waitForAll([]), []);
});

test('a failure is told when all have ended: the first of the list', async () => {
  const ended: string[] = [];
  const slow = async (name: string) => {
    for (let turn = 0; turn < 5; turn++) await setImmediate();
    ended.push(name);
    throw new Error(name);
  };
  const quick = Promise.reject(new Error('quick'));
  await assert.rejects(waitForAll([slow('slow'), quick, slow('slower')]), { message: 'slow' });
  assert.deepEqual(ended, ['slow', 'slower']);
});
