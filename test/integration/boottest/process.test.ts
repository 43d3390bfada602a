import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { test } from 'node:test';
import { startProcess } from '../../../src/host/program/process.ts';

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

test('it dies with us, even if we are killed', { timeout: 30_000 }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'process-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const socket = path.join(folder, 'alive');
  const server = net.createServer();
  // After a timeout, too: whatever is left of these would keep this process.
  t.after(() => server.close());
  const alive = new Promise<net.Socket>((resolve) => {
    server.once('connection', resolve);
  });
  await new Promise<void>((resolve) => {
    server.listen(socket, resolve);
  });
  const module = new URL('../../../src/host/program/process.ts', import.meta.url).href;
  const child = `require('node:net').connect(${JSON.stringify(socket)})`;
  const parent = `import { startProcess } from ${JSON.stringify(module)};
    await startProcess({ tool: process.execPath, args: ['-e', ${JSON.stringify(child)}], log() {} });
    setInterval(() => {}, 1000);`;
  const us = spawn(process.execPath, ['--input-type=module', '-e', parent], { stdio: 'ignore' });
  t.after(() => us.kill('SIGKILL'));
  const connection = await alive;
  t.after(() => connection.destroy());
  const gone = new Promise<void>((resolve) => {
    connection.on('error', () => {}).once('close', () => resolve());
  });
  connection.resume();
  us.kill('SIGKILL');
  await gone;
});
