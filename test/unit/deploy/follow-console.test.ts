import assert from 'node:assert/strict';
import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
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

test('a console that goes on in a new file of the name is followed there', async (t) => {
  const file = path.join(temporaryDirectory(t), 'console');
  writeFileSync(file, 'first, ');
  await using scope = new Scope();
  let heard = '';
  let [begin, end] = [() => {}, () => {}];
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const all = new Promise<void>((resolve) => {
    end = resolve;
  });
  const take = (chunk: Buffer) => {
    heard += chunk;
    begin();
    if (heard.endsWith('end')) end();
  };
  const { over } = await followConsole(source(file), take, { scope, log: () => {}, env: {} });
  await begun;
  renameSync(file, `${file}.0`);
  appendFileSync(`${file}.0`, 'its last words, ');
  writeFileSync(file, 'second, ');
  appendFileSync(file, 'end');
  await Promise.race([all, over]);
  assert.equal(heard, 'first, its last words, second, end');
});

test('one that is not there is lost, and that is told when somebody asks', async (t) => {
  const file = path.join(temporaryDirectory(t), 'console');
  await using scope = new Scope();
  const { over } = await followConsole(source(file), () => {}, { scope, log: () => {}, env: {} });
  await setImmediate();
  await assert.rejects(over, { code: 'console-lost', detail: [`ENOENT: no such file or directory, open '${file}'`] });
});
