import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openCache } from '../../../src/cache/cache.ts';
import { exportCache } from '../../../src/cache/transfer/export.ts';
import { importCache } from '../../../src/cache/transfer/import.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const layerKey = digest('a layer');
const listsKey = digest('sources').slice(0, 32);
const kinds = ['packages', 'layers', 'initramfs', 'grains', 'apt-lists', 'dnf-metadata', 'signatures'] as const;

/** A cache as a build leaves it, and what the build says that it used. */
async function filled(t: TestContext) {
  const folder = temporaryDirectory(t);
  const cache = openCache(path.join(folder, 'cache'));
  const lists = path.join(folder, 'lists');
  fs.mkdirSync(path.join(lists, 'deep'), { recursive: true });
  for (const name of ['host_InRelease', 'deep/host_Packages']) {
    fs.writeFileSync(path.join(lists, name), `text of ${name}`);
    fs.utimesSync(path.join(lists, name), 1_600_000_000, 1_600_000_000);
  }
  const file = path.join(folder, 'a.deb');
  fs.writeFileSync(file, 'a package');
  await cache.packages.add(digest('a package'), file);
  await cache.aptLists.putBack(listsKey, lists, () => true);
  for (const store of [cache.layers, cache.signatures, cache.initramfs, cache.grains, cache.repositoryKeys]) {
    await store.put(layerKey, async (temporary) => fs.writeFileSync(temporary, 'what was made'));
  }
  const used = await cache.use.of(kinds);
  return { folder, cache, names: used.map(({ name }) => name), used };
}

async function carried(t: TestContext) {
  const { folder, cache, names } = await filled(t);
  const target = path.join(folder, 'carried');
  const exported = await exportCache({ directory: cache.directory, names, target, owner: undefined });
  const index = JSON.parse(fs.readFileSync(path.join(target, 'index.json'), 'utf8'));
  const changeIndex = (change: (data: typeof index) => void) => {
    change(index);
    fs.writeFileSync(path.join(target, 'index.json'), JSON.stringify(index));
  };
  return { folder, cache, target, exported, other: path.join(folder, 'other'), index, changeIndex };
}

const packageName = `packages/${digest('a package').slice(0, 2)}/${digest('a package')}.deb`;
const filesBelow = (directory: string) =>
  fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .sort();

test('what a build used is told by name, but not what stays on the machine', async (t) => {
  const { used } = await filled(t);
  assert.deepEqual(
    used.map(({ name, bytes }) => [name, bytes]),
    [
      [`apt-lists/${listsKey}`, 'text of host_InRelease'.length + 'text of deep/host_Packages'.length],
      [`dnf-metadata/keys/${layerKey}.asc`, 13],
      [`layers/${layerKey}.tar.zst`, 13],
      [packageName, 9],
      [`signatures/${layerKey}.json`, 13],
    ],
  );
});

test('what was exported comes into another cache as it was', async (t) => {
  const { cache, target, exported, other } = await carried(t);
  assert.deepEqual({ ...exported, bytes: 0 }, { files: 6, bytes: 0, missing: 0, withheld: 0 });
  const { bytes } = exported;
  assert.deepEqual(await importCache(other, target), { files: 6, bytes, dropped: 0, new: 6 });
  for (const name of filesBelow(other)) {
    const [one, before] = [path.join(other, name), path.join(cache.directory, name)];
    assert.equal(fs.readFileSync(one, 'utf8'), fs.readFileSync(before, 'utf8'));
    assert.equal(fs.statSync(one).mtime.toISOString(), fs.statSync(before).mtime.toISOString());
  }
  const folder = (directory: string) => fs.statSync(path.join(directory, 'apt-lists', listsKey)).mtime.toISOString();
  assert.equal(folder(other), folder(cache.directory));
  assert.deepEqual(await importCache(other, target), { files: 6, bytes, dropped: 0, new: 0 });
});

test('everybody can read it, and its owner delete it', async (t) => {
  const { folder, cache, names } = await filled(t);
  const target = path.join(folder, 'carried');
  fs.chmodSync(path.join(cache.directory, packageName), 0o600);
  const owner = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
  await exportCache({ directory: cache.directory, names, target, owner });
  for (const entry of fs.readdirSync(target, { recursive: true, withFileTypes: true })) {
    const stat = fs.statSync(path.join(entry.parentPath, entry.name));
    assert.equal(stat.mode & 0o777, entry.isDirectory() ? 0o755 : 0o644, entry.name);
    if (owner !== undefined) assert.equal(stat.uid, entry.isDirectory() ? owner.uid : 0);
  }
  assert.equal(fs.statSync(path.join(cache.directory, packageName)).mode & 0o777, 0o600, 'the cache is as it was');
});

describe('not exported', () => {
  for (const name of [
    '../secret',
    '/etc/shadow',
    'layers/../../secret',
    `initramfs/${layerKey}`,
    `grains/${layerKey}`,
    'accelerator/verdict.json',
    `apt-lists/${listsKey}/host_InRelease`,
    `dnf-metadata/private-${listsKey}`,
  ]) {
    test(`by the name ${name}`, async (t) => {
      const { folder, cache } = await filled(t);
      const target = path.join(folder, 'carried');
      const work = exportCache({ directory: cache.directory, names: [name], target, owner: undefined });
      await assert.rejects(work, { code: 'bad-cache-name' });
      assert.equal(fs.existsSync(target), false);
    });
  }

  test('links, and what is gone', async (t) => {
    const { folder, cache, names } = await filled(t);
    fs.rmSync(path.join(cache.directory, packageName));
    fs.symlinkSync('/etc/passwd', path.join(cache.directory, packageName));
    fs.rmSync(path.join(cache.directory, 'layers'), { recursive: true });
    const target = path.join(folder, 'carried');
    const exported = await exportCache({ directory: cache.directory, names, target, owner: undefined });
    assert.equal(exported.missing, 2);
    assert.equal(fs.existsSync(path.join(target, packageName)), false);
  });

  test('a folder in which an address has a password', async (t) => {
    const { folder, cache, names } = await filled(t);
    const list = path.join(cache.directory, 'apt-lists', listsKey, 'mirrorlist');
    fs.writeFileSync(list, 'https://me:secret@host/path\n');
    const target = path.join(folder, 'carried');
    const exported = await exportCache({ directory: cache.directory, names, target, owner: undefined });
    assert.equal(exported.withheld, 1);
    assert.equal(fs.existsSync(path.join(target, 'apt-lists')), false);
  });
});

describe('dropped on import', () => {
  const sabotages: Readonly<Record<string, (file: string, folder: string) => void>> = {
    'another content of the same size': (file) => {
      fs.rmSync(file);
      fs.writeFileSync(file, 'b package');
    },
    'a longer one': (file) => fs.appendFileSync(file, '!'),
    'a missing one': (file) => fs.rmSync(file),
    'a link to the right content': (file, folder) => {
      fs.renameSync(file, path.join(folder, 'elsewhere'));
      fs.symlinkSync(path.join(folder, 'elsewhere'), file);
    },
    'one below a link': (file, folder) => {
      fs.renameSync(path.dirname(file), path.join(folder, 'elsewhere'));
      fs.symlinkSync(path.join(folder, 'elsewhere'), path.dirname(file));
    },
    'a FIFO': (file) => {
      fs.rmSync(file);
      execFileSync('mkfifo', [file]);
    },
    'a folder': (file) => {
      fs.rmSync(file);
      fs.mkdirSync(file);
    },
  };
  for (const [what, sabotage] of Object.entries(sabotages)) {
    test(what, async (t) => {
      const { folder, target, other } = await carried(t);
      sabotage(path.join(target, packageName), folder);
      const { files, dropped } = await importCache(other, target);
      assert.deepEqual({ files, dropped }, { files: 5, dropped: 1 });
      assert.ok(!filesBelow(other).some((name) => name.startsWith('packages/')));
    });
  }

  test('all of a folder, if one file of it is damaged', async (t) => {
    const { target, other } = await carried(t);
    fs.rmSync(path.join(target, 'apt-lists', listsKey, 'host_InRelease'));
    const { files, dropped } = await importCache(other, target);
    assert.deepEqual({ files, dropped }, { files: 4, dropped: 2 });
    assert.equal(fs.existsSync(path.join(other, 'apt-lists', listsKey)), false);
  });
});

test('an older copy of metadata does not replace what the cache has; a younger one does', async (t) => {
  const { target, other, changeIndex, index } = await carried(t);
  const list = path.join(other, 'apt-lists', listsKey, 'host_InRelease');
  fs.mkdirSync(path.dirname(list), { recursive: true });
  fs.writeFileSync(list, 'fresh');
  await importCache(other, target);
  assert.equal(fs.readFileSync(list, 'utf8'), 'fresh');
  changeIndex(() => {
    index.folders[0].mtimeMs = Date.now() + 60_000;
  });
  await importCache(other, target);
  assert.equal(fs.readFileSync(list, 'utf8'), 'text of host_InRelease');
});

describe('an index is refused', () => {
  const first = (data: { files: { name: string }[] }, name: string) => {
    if (data.files[0] !== undefined) data.files[0].name = name;
  };
  const changes: Readonly<Record<string, (data: Record<string, never> & { files: never[] }) => void>> = {
    'with a path that leads out': (data) => first(data, `apt-lists/${listsKey}/../../../../etc/passwd`),
    'with an absolute path': (data) => first(data, '/etc/passwd'),
    'with an unknown kind': (data) => first(data, 'accelerator/verdict.json'),
    'with a package of another checksum': (data) => first(data, `packages/aa/aa${'b'.repeat(62)}.deb`),
    'with a file of a folder that it does not name': (data) => Object.assign(data, { folders: [] }),
    'that names a file twice': (data) => data.files.push(...data.files.slice(0, 1)),
    'without files': (data) => Object.assign(data, { files: undefined }),
    'of another schema': (data) => Object.assign(data, { schema: 2 }),
    'with a negative size': (data) => Object.assign(data.files[0] ?? {}, { bytes: -1 }),
  };
  for (const [what, change] of Object.entries(changes)) {
    test(what, async (t) => {
      const { target, other, changeIndex } = await carried(t);
      changeIndex(change);
      await assert.rejects(importCache(other, target), { code: 'bad-cache-folder' });
      assert.equal(fs.existsSync(other), false);
    });
  }

  test('that is a link, none, or no JSON', async (t) => {
    const { folder, target, other } = await carried(t);
    const index = path.join(target, 'index.json');
    fs.renameSync(index, path.join(folder, 'index.json'));
    await assert.rejects(importCache(other, target), { code: 'bad-cache-folder' });
    fs.symlinkSync(path.join(folder, 'index.json'), index);
    await assert.rejects(importCache(other, target), { code: 'bad-cache-folder' });
    fs.rmSync(index);
    fs.writeFileSync(index, '{');
    await assert.rejects(importCache(other, target), { code: 'bad-cache-folder' });
  });
});
