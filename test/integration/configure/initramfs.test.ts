import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { makeInitramfs } from '../../../src/configure/initramfs/initramfs.ts';
import type { BlobCache } from '../../../src/configure/initramfs/initramfs-cache.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';
import { inPrivateNamespace, overlay, runner } from './support.ts';

inPrivateNamespace(import.meta.url);

/** A cache in a folder, as simple as can be. */
function folderCache(folder: string): BlobCache {
  const file = (key: string) => path.join(folder, key);
  return {
    get: async (key) => ((await fs.stat(file(key)).catch(() => undefined)) === undefined ? undefined : file(key)),
    put: async (key, source) => fs.copyFile(source, file(key)),
  };
}

/** The guest's own configuration makes it small here, so that the test is quick. */
async function quickRoot() {
  const box = await overlay();
  const quick = 'MODULES=list\nCOMPRESS=gzip\nCOMPRESSLEVEL=1\n';
  await rootFiles(box.root).write('/etc/initramfs-tools/conf.d/quick', quick);
  return box;
}

test('an initramfs is made again only when something that goes into it changed', async (context) => {
  await using box = await quickRoot();
  const files = rootFiles(box.root);
  const kept = path.join(box.scratch, 'cache');
  await fs.mkdir(kept);
  await using chroot = await enterRoot(runner, box.root);
  const make = async () => {
    const { results } = await makeInitramfs({
      ...{ chroot, upper: box.upper, layerKey: 'layer', cache: folderCache(kept) },
      ...{ sourceDateEpoch: 1_700_000_000, scratch: box.scratch },
    });
    assert.equal(results.length, 1);
    const [{ fromCache, file } = { fromCache: false, file: '' }] = results;
    return { fromCache, bytes: await fs.readFile(await files.path(file)) };
  };
  const first = await make();
  assert.equal(first.fromCache, false);
  assert.ok(first.bytes.length > 1_000_000);
  assert.ok((await fs.stat(path.join(box.root, 'initrd.img'))).size === first.bytes.length, '/initrd.img is valid');

  await context.test('changes that no generator reads', async () => {
    await files.write('/etc/motd', 'hello');
    await files.write('/srv/app/index.html', '<p>');
    await files.write('/var/log/app.log', 'x');
    await files.append('/etc/passwd', 'kim:x:1000:1000::/home/kim:/bin/sh\n');
    await files.remove('/usr/share/doc');
    await files.remove('/etc/issue');
    const again = await make();
    assert.equal(again.fromCache, true);
    assert.ok(again.bytes.equals(first.bytes));
  });

  await context.test('a change in its own configuration', async () => {
    await files.append('/etc/initramfs-tools/modules', 'loop\n');
    const changed = await make();
    assert.equal(changed.fromCache, false);
    assert.ok(!changed.bytes.equals(first.bytes));
    assert.equal((await make()).fromCache, true);
  });

  await context.test('a hook that copies what is never read otherwise', async () => {
    const hook =
      '#!/bin/sh\n[ "$1" = prereqs ] && exit\nmkdir -p $DESTDIR/srv\ncp /srv/key $DESTDIR/srv/key 2>/dev/null || true\n';
    await files.write('/etc/initramfs-tools/hooks/key', hook, 0o755);
    assert.equal((await make()).fromCache, false);
    assert.equal((await make()).fromCache, true);
    await files.write('/srv/key', 'one');
    assert.equal((await make()).fromCache, false);
    await files.write('/srv/key', 'two');
    assert.equal((await make()).fromCache, false);
  });
});

test('two generations are the same byte for byte', async () => {
  const generate = async () => {
    await using box = await quickRoot();
    await using chroot = await enterRoot(runner, box.root);
    await rootFiles(box.root).write('/etc/fstab', 'UUID=1 / ext4 defaults 0 1\n');
    const options = { chroot, upper: box.upper, layerKey: 'layer', cache: undefined, scratch: box.scratch };
    const { results } = await makeInitramfs({ ...options, sourceDateEpoch: 1_700_000_000 });
    return await fs.readFile(path.join(box.root, results[0]?.file ?? ''));
  };
  assert.ok((await generate()).equals(await generate()));
});
