import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { codecs } from '../../../src/convert/grains/codecs.ts';
import { digestOf, openCompressor } from '../../../src/convert/grains/grain-cache.ts';
import { grainBytes } from '../../../src/convert/grains/read-grains.ts';
import { writeImages } from '../../../src/convert/write-images.ts';
import type { Runner } from '../../../src/host/program/run.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const never = new AbortController().signal;

function place(t: TestContext) {
  const folder = temporaryDirectory(t);
  const at = (name: string) => path.join(folder, name);
  const openBelow = () =>
    fs
      .readdirSync('/proc/self/fd')
      .map((name) => `/proc/self/fd/${name}`)
      // That of the folder itself is closed again.
      .filter((link) => fs.existsSync(link) && fs.readlinkSync(link).startsWith(`${folder}/`));
  return { folder, at, openBelow };
}

/** A file of kept grains, as a build leaves it. */
async function keptGrains(at: (name: string) => string): Promise<string> {
  const store = {
    get: async () => undefined,
    put: async (_key: string, write: (temporary: string) => Promise<void>) => await write(at('kept')),
  };
  const settings = { codec: codecs.qcow2, threads: 1, store, disk: 'os', temporary: at('temporary'), signal: never };
  await using compressor = await openCompressor(settings);
  const data = Buffer.alloc(grainBytes, 'text');
  await compressor.keep(digestOf(data), await compressor.compress({ index: 0, data }, digestOf(data)));
  await compressor.save();
  return at('kept');
}

test('an image that cannot be made fails when the others are open, so that they can be closed', async (t) => {
  const { folder, at, openBelow } = place(t);
  fs.writeFileSync(at('os.raw'), Buffer.alloc(grainBytes, 'text'));
  const runner: Runner = {
    signal: never,
    log: () => {},
    run: async () => ({ exitCode: 0, stdout: '[]', tail: [] }),
  };
  let asked = false;
  const store = {
    async get() {
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      asked = true;
      return undefined;
    },
    put: async () => {},
  };
  const targets = [
    { format: 'vmdk' as const, file: at('none/os.vmdk') },
    { format: 'qcow2' as const, file: at('os.qcow2') },
  ];
  const written = writeImages(runner, {
    disk: 'os',
    source: at('os.raw'),
    targets,
    store,
    scratch: folder,
    threads: 1,
  });
  await assert.rejects(written, { code: 'disk-not-written' });
  assert.ok(asked);
  assert.deepEqual(openBelow(), []);
  assert.deepEqual(fs.readdirSync(folder).sort(), ['os.qcow2', 'os.raw']);
});

describe('kept grains', () => {
  const settings = (at: (name: string) => string, kept: string, signal: AbortSignal) => ({
    codec: codecs.qcow2,
    threads: 1,
    store: { get: async () => kept, put: async () => {} },
    disk: 'os',
    temporary: at('temporary'),
    signal,
  });

  test('are not read to their end when the program is interrupted, and their file is closed', async (t) => {
    const { at, openBelow } = place(t);
    const kept = await keptGrains(at);
    const opened = openCompressor(settings(at, kept, AbortSignal.abort('SIGTERM')));
    await assert.rejects(opened, { kind: 'interrupted' });
    assert.deepEqual(openBelow(), []);
  });

  test('are found again, but not in a damaged file', async (t) => {
    const { at, openBelow } = place(t);
    const kept = await keptGrains(at);
    const data = Buffer.alloc(grainBytes, 'text');
    for (const reused of [1, 0]) {
      await using compressor = await openCompressor(settings(at, kept, never));
      await compressor.compress({ index: 0, data }, digestOf(data));
      assert.equal(compressor.reused, reused);
      const bytes = fs.readFileSync(kept);
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      fs.writeFileSync(kept, bytes);
    }
    assert.deepEqual(openBelow(), []);
  });
});
