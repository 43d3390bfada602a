import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { followConsole } from '../../../src/deploy/follow-console.ts';
import { Scope } from '../../../src/host/scope.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const source = (consoleFile: string) => ({ uri: 'test:///default', domain: 'box', consoleFile });

test('a console file is read from its begin and while it grows', async (t) => {
  const file = path.join(temporaryDirectory(t), 'console');
  writeFileSync(file, 'before ');
  const scope = new Scope();
  let heard = '';
  let hear = () => {};
  const take = (chunk: Buffer) => {
    heard += chunk;
    hear();
  };
  const until = (text: string) =>
    new Promise<void>((resolve) => {
      hear = () => heard === text && resolve();
      hear();
    });
  const { over } = await followConsole(source(file), take, { scope, log: () => {}, env: {} });
  await until('before ');
  appendFileSync(file, 'while ');
  await until('before while ');
  appendFileSync(file, 'later');
  await until('before while later');
  await scope[Symbol.asyncDispose]();
  assert.equal(await over, undefined);
});

test('it may be left in the middle of a read', async (t) => {
  const file = path.join(temporaryDirectory(t), 'console');
  // More than one read takes, so that another one is under way.
  writeFileSync(file, Buffer.alloc(1024 * 1024, 'x'));
  const scope = new Scope();
  let left: Promise<void> | undefined;
  const take = () => {
    left ??= scope[Symbol.asyncDispose]();
  };
  const { over } = await followConsole(source(file), take, { scope, log: () => {}, env: {} });
  await over;
  await left;
  // A failure that nobody took would be told by now.
  await setImmediate();
});
