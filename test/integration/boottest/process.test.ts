import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProcess } from '../../../src/host/process.ts';

const log = () => {};

test('a program that is not installed is a missing tool', async () => {
  await assert.rejects(startProcess({ tool: 'no-such-program', args: [], log }), {
    kind: 'tool',
    code: 'tool-missing',
  });
});

test('how it ended and its last words are kept', async () => {
  const script = 'console.error("first\\nlast"); process.exitCode = 3';
  await using child = await startProcess({ tool: process.execPath, args: ['-e', script], log });
  assert.deepEqual(await child.ended, { exitCode: 3, signal: undefined });
  assert.deepEqual(child.tail, ['first', 'last']);
  assert.deepEqual(await child.terminate(), { exitCode: 3, signal: undefined });
});

test('one that ignores TERM is killed when its scope ends', async () => {
  const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")';
  let ready = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const child = await startProcess({ tool: process.execPath, args: ['-e', script], log, onOutput: () => ready() });
  await isReady;
  await child[Symbol.asyncDispose]();
  assert.deepEqual(await child.ended, { exitCode: undefined, signal: 'SIGKILL' });
});
