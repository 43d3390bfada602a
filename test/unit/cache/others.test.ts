// What another build, or a user, does to the cache while a build uses it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openCache } from '../../../src/cache/cache.ts';
import { exportCache } from '../../../src/cache/transfer/export.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { beforeNext } from './meanwhile.ts';

const key = createHash('sha256').update('sources').digest('hex').slice(0, 32);

/** A cache with package lists in it. */
async function place(t: TestContext) {
  const folder = temporaryDirectory(t);
  const cache = openCache(path.join(folder, 'cache'));
  const kept = path.join(cache.directory, 'apt-lists', key);
  /** A folder to put back: files that all hold the same text. */
  const lists = (text: string) => {
    const directory = fs.mkdtempSync(path.join(folder, 'lists-'));
    for (let index = 0; index < 40; index++) fs.writeFileSync(path.join(directory, `list${index}`), text);
    return directory;
  };
  await cache.aptLists.putBack(key, lists('first'), () => true);
  const copy = path.join(folder, 'copy');
  const remove = () => fs.promises.rm(kept, { recursive: true });
  return { folder, cache, kept, lists, copy, remove };
}

const textsIn = (directory: string) =>
  fs.readdirSync(directory).map((name) => fs.readFileSync(path.join(directory, name), 'utf8'));

describe('a folder of the cache', () => {
  test('that is replaced again and again is copied whole, as one of those that were put there', async (t) => {
    const { cache, lists, copy } = await place(t);
    const versions = [lists('second, longer'), lists('third')];
    let isOver = false;
    const replacing = (async () => {
      for (let round = 0; !isOver; round++) await cache.aptLists.putBack(key, versions[round % 2] ?? '', () => true);
    })();
    try {
      for (let round = 0; round < 25; round++) {
        const saved = await cache.aptLists.copyOut(key, copy);
        assert.equal(fs.existsSync(copy), saved !== undefined);
        if (saved === undefined) continue;
        const texts = textsIn(copy);
        assert.deepEqual([texts.length, new Set(texts).size], [40, 1]);
        fs.rmSync(copy, { recursive: true });
      }
    } finally {
      isOver = true;
      await replacing;
    }
    assert.ok((await cache.aptLists.copyOut(key, copy)) !== undefined);
    assert.deepEqual(fs.readdirSync(path.join(cache.directory, 'apt-lists')), [key]);
  });

  test('that is removed before it is copied is none', async (t) => {
    const { cache, copy, remove } = await place(t);
    const came = beforeNext(t, 'cp', remove);
    assert.equal(await cache.aptLists.copyOut(key, copy), undefined);
    assert.ok(came());
    assert.equal(fs.existsSync(copy), false);
  });

  test('that is replaced before it is copied is the newer one', async (t) => {
    const { cache, copy, kept, lists } = await place(t);
    const newer = lists('a newer text');
    const moment = new Date('2020-01-01T00:00:00Z');
    beforeNext(t, 'cp', async () => {
      await cache.aptLists.putBack(key, newer, () => true);
      fs.utimesSync(kept, moment, moment);
    });
    assert.deepEqual(await cache.aptLists.copyOut(key, copy), moment);
    assert.deepEqual([...new Set(textsIn(copy))], ['a newer text']);
  });

  test('that is removed while it is put back unchanged is put there anew', async (t) => {
    const { cache, kept, copy, remove } = await place(t);
    await cache.aptLists.copyOut(key, copy);
    const came = beforeNext(t, 'utimes', remove);
    await cache.aptLists.putBack(key, copy, () => true);
    assert.ok(came());
    assert.deepEqual([...new Set(textsIn(kept))], ['first']);
  });

  test('that cannot be renamed, as it came with the image of a container, is replaced all the same', async (t) => {
    const { cache, kept, lists } = await place(t);
    const came = beforeNext(t, 'rename', () => Promise.reject(Object.assign(new Error('EXDEV'), { code: 'EXDEV' })));
    await cache.aptLists.putBack(key, lists('a newer text'), () => true);
    assert.ok(came());
    assert.deepEqual([...new Set(textsIn(kept))], ['a newer text']);
    assert.deepEqual(fs.readdirSync(path.dirname(kept)), [key]);
  });

  test('that is removed while its size is taken has none', async (t) => {
    const { cache, remove } = await place(t);
    const came = beforeNext(t, 'readdir', remove);
    assert.deepEqual(await cache.use.of(['apt-lists']), [{ name: `apt-lists/${key}`, bytes: 0 }]);
    assert.ok(came());
  });

  test('that is removed while it is exported is missing', async (t) => {
    const { folder, cache, remove } = await place(t);
    const target = path.join(folder, 'carried');
    const names = [`apt-lists/${key}`];
    // The first folder that it reads is the target.
    const came = beforeNext(t, 'readdir', async () => void beforeNext(t, 'readdir', remove));
    const exported = await exportCache({ directory: cache.directory, names, target, owner: undefined });
    assert.ok(came());
    assert.deepEqual(exported, { files: 0, bytes: 0, missing: 1, withheld: 0 });
  });
});

describe('a package of the cache', () => {
  const sha256 = createHash('sha256').update('a package').digest('hex');

  test('that is removed before it is copied is none', async (t) => {
    const { folder, cache } = await place(t);
    const file = path.join(folder, 'a.deb');
    fs.writeFileSync(file, 'a package');
    await cache.packages.add(sha256, file);
    const came = beforeNext(t, 'copyFile', () =>
      fs.promises.rm(path.join(cache.directory, 'packages'), { recursive: true }),
    );
    assert.equal(await cache.packages.copyTo(sha256, path.join(folder, 'b.deb')), false);
    assert.ok(came());
  });

  test('that is there does not hide that there is no folder to copy it to', async (t) => {
    const { folder, cache } = await place(t);
    const file = path.join(folder, 'a.deb');
    fs.writeFileSync(file, 'a package');
    await cache.packages.add(sha256, file);
    await assert.rejects(cache.packages.copyTo(sha256, path.join(folder, 'none', 'b.deb')), { code: 'ENOENT' });
  });
});
