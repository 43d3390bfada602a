import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { unpacked } from '../../../src/build/boot/unpacked.ts';
import type { Runner } from '../../../src/host/program/run.ts';
import { Scope } from '../../../src/host/scope.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

test('when a disk cannot be unpacked, the others are unpacked before that is told: their folder is about to go', async (t) => {
  const scratch = temporaryDirectory(t);
  const done: string[] = [];
  const runner: Runner = {
    signal: new AbortController().signal,
    log: () => {},
    async run(_tool, args) {
      const link = args.at(-1) ?? '';
      if ((await fs.readlink(link)).endsWith('broken')) throw new Error('not packed');
      await setTimeout(100);
      const file = path.join(path.dirname(link), 'disk');
      await fs.writeFile(file, '');
      done.push(file);
      return { exitCode: 0, stdout: '', tail: [] };
    },
  };
  const disks = ['broken', 'sound'].map((name) => ({ name, path: `/disks/${name}`, format: 'raw.zst' as const }));
  const scope = new Scope();
  await assert.rejects(unpacked(runner, scope, disks, scratch), { message: 'not packed' });
  assert.equal(done.length, 1);
  await scope[Symbol.asyncDispose]();
  assert.deepEqual(await fs.readdir(scratch), []);
});
