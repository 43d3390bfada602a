import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createOverlays } from '../../../src/boottest/machine/overlays.ts';
import type { Runner } from '../../../src/host/program/run.ts';

test('when a disk gets no overlay, those of the others are made before that is told: their folder is about to go', async () => {
  const made: string[] = [];
  const runner: Runner = {
    signal: new AbortController().signal,
    log: () => {},
    async run(_tool, args) {
      if (args.includes('1M')) throw new Error('no overlay');
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      made.push(args.at(-1) ?? '');
      return { exitCode: 0, stdout: '', tail: [] };
    },
  };
  const disks = [1, 2].map((sizeMiB) => ({ name: `disk${sizeMiB}`, sizeMiB }));
  await assert.rejects(createOverlays(runner, '/nowhere', disks), { message: 'no overlay' });
  assert.deepEqual(made, ['2M']);
});
