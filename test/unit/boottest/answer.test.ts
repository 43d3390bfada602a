import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answered } from '../../../src/boottest/machine/answer.ts';

const never = new Promise<never>(() => {});
const quiet = new AbortController().signal;

test('an answer of QEMU is waited for, and so is its refusal', async () => {
  assert.equal(await answered(Promise.resolve(7), { gone: never, signal: quiet }), 7);
  const refused = answered(Promise.reject(new Error('no such device')), { gone: never, signal: quiet });
  await assert.rejects(refused, { message: 'no such device' });
});

test('a QEMU that goes never answers', async () => {
  await assert.rejects(answered(never, { gone: Promise.resolve(), signal: quiet }), { message: 'the machine is gone' });
});

test('an interruption is heard at once, also one that was before', async () => {
  const interrupted = new AbortController();
  const waiting = answered(never, { gone: never, signal: interrupted.signal });
  interrupted.abort('SIGINT');
  await assert.rejects(waiting, { kind: 'interrupted', message: 'interrupted by SIGINT' });
  await assert.rejects(answered(never, { gone: never, signal: interrupted.signal }), { kind: 'interrupted' });
});

test('a QEMU that hangs is not waited for', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const waiting = answered(never, { gone: never, signal: quiet });
  t.mock.timers.tick(10_000);
  await assert.rejects(waiting, { message: 'QEMU did not answer in time' });
});
