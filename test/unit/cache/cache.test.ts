import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openCache } from '../../../src/cache/cache.ts';
import { clearCache, listCache, pruneCache } from '../../../src/cache/upkeep.ts';
import { ApplianceError } from '../../../src/errors.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

function place(t: TestContext) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cache-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string) => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  return { folder, file, cache: openCache(path.join(folder, 'cache')) };
}

describe('packages are kept by their content', () => {
  test('what went in comes out', async (t) => {
    const { cache, file, folder } = place(t);
    await cache.packages.add(digest('abc'), file('a.deb', 'abc'));
    assert.equal(await cache.packages.copyTo(digest('abc'), path.join(folder, 'b.deb')), true);
    assert.equal(fs.readFileSync(path.join(folder, 'b.deb'), 'utf8'), 'abc');
  });

  test('what is not there is not given', async (t) => {
    const { cache, folder } = place(t);
    assert.equal(await cache.packages.copyTo(digest('abc'), path.join(folder, 'b.deb')), false);
  });

  test('a file that is not what it claims is refused', async (t) => {
    const { cache, file } = place(t);
    await assert.rejects(
      cache.packages.add(digest('abc'), file('a.deb', 'evil')),
      (error) => error instanceof ApplianceError && error.code === 'checksum-mismatch',
    );
    assert.equal(await cache.packages.has(digest('abc')), false);
  });

  test('a copy that was damaged in the cache is dropped, not used', async (t) => {
    const { cache, file, folder } = place(t);
    await cache.packages.add(digest('abc'), file('a.deb', 'abc'));
    const [entry] = await listCache(cache.directory);
    fs.writeFileSync(path.join(cache.directory, entry?.name ?? ''), 'abd');
    assert.equal(await cache.packages.copyTo(digest('abc'), path.join(folder, 'b.deb')), false);
    assert.equal(fs.existsSync(path.join(folder, 'b.deb')), false);
    assert.equal(await cache.packages.has(digest('abc')), false);
  });

  test('many builds may add the same file at once', async (t) => {
    const { cache, file } = place(t);
    const source = file('a.deb', 'abc');
    await Promise.all(Array.from({ length: 20 }, () => cache.packages.add(digest('abc'), source)));
    assert.deepEqual(
      (await listCache(cache.directory)).map(({ bytes }) => bytes),
      [3],
    );
  });
});

describe('layers are kept by their key', () => {
  test('a layer appears whole or not at all', async (t) => {
    const { cache } = place(t);
    await assert.rejects(
      cache.layers.put('k', async (temporary) => {
        fs.writeFileSync(temporary, 'half');
        throw new Error('disk full');
      }),
    );
    assert.equal(await cache.layers.get('k'), undefined);
    assert.deepEqual(fs.readdirSync(path.join(cache.directory, 'layers')), []);
    await cache.layers.put('k', async (temporary) => fs.writeFileSync(temporary, 'whole'));
    assert.equal(fs.readFileSync((await cache.layers.get('k')) ?? '', 'utf8'), 'whole');
  });
});

describe('upkeep', () => {
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
  const fill = async (t: TestContext) => {
    const { cache, folder } = place(t);
    for (const [key, bytes, age] of [
      ['old', 100, 40],
      ['middle', 200, 20],
      ['new', 300, 1],
    ] as const) {
      await cache.layers.put(key, async (temporary) => fs.writeFileSync(temporary, 'x'.repeat(bytes)));
      fs.utimesSync(path.join(cache.directory, 'layers', `${key}.tar.zst`), days(age), days(age));
    }
    return { cache, folder };
  };
  const keys = async (directory: string) =>
    (await listCache(directory)).map(({ name }) => path.basename(name, '.tar.zst'));

  test('lists the least recently used first', async (t) => {
    const { cache } = await fill(t);
    assert.deepEqual(await keys(cache.directory), ['old', 'middle', 'new']);
  });

  test('use makes young', async (t) => {
    const { cache } = await fill(t);
    await cache.layers.get('old');
    assert.deepEqual(await keys(cache.directory), ['middle', 'new', 'old']);
  });

  test('prunes by age', async (t) => {
    const { cache } = await fill(t);
    assert.equal((await pruneCache(cache.directory, { maxAgeDays: 30, maxBytes: undefined })).length, 1);
    assert.deepEqual(await keys(cache.directory), ['middle', 'new']);
  });

  test('prunes by size', async (t) => {
    const { cache } = await fill(t);
    await pruneCache(cache.directory, { maxAgeDays: undefined, maxBytes: 300 });
    assert.deepEqual(await keys(cache.directory), ['new']);
  });

  test('clears what is its own and leaves the rest', async (t) => {
    const { cache } = await fill(t);
    fs.writeFileSync(path.join(cache.directory, 'mine.txt'), '');
    assert.equal((await clearCache(cache.directory)).length, 3);
    assert.deepEqual(fs.readdirSync(cache.directory), ['mine.txt']);
  });
});
