import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { openCache } from '../../../src/cache/cache.ts';
import { keysOf } from '../../../src/install/dnf/verify/keys.ts';
import { keysIn } from '../../../src/install/dnf/verify/release-keys.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';

const block = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabcd\n-----END PGP PUBLIC KEY BLOCK-----\n';

async function textsOf(folder: string, ...keys: readonly string[]): Promise<string[]> {
  const repository = { name: 'base', url: 'https://host/', position: undefined, keys };
  const found = await keysOf([repository], openCache(folder).repositoryKeys, new AbortController().signal);
  return found.get('base')?.map(({ text }) => text) ?? [];
}

/** @returns the address, without http://, and what was sent as authorization */
async function serveKey(t: TestContext, answers: readonly string[] = []) {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end(answers[seen.length - 1] ?? block);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  t.after(close);
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen, close };
}

describe('keys of a repository', () => {
  test('are read from paths and file URLs, which may have blanks', async (t) => {
    const folder = temporaryDirectory(t);
    const file = path.join(folder, 'a key.asc');
    await fs.writeFile(file, block);
    assert.deepEqual(await textsOf(folder, file, pathToFileURL(file).href), [block, block]);
  });

  test('come from the network, with the user name and password of the address', async (t) => {
    const { host, seen } = await serveKey(t);
    assert.deepEqual(await textsOf(temporaryDirectory(t), `http://me:a%40b@${host}/key`), [block]);
    assert.deepEqual(seen, [`Basic ${Buffer.from('me:a@b').toString('base64')}`]);
  });

  test('come from the cache when nobody answers', async (t) => {
    const folder = temporaryDirectory(t);
    const { host, close } = await serveKey(t);
    const url = `http://${host}/key`;
    await textsOf(folder, url);
    await close();
    assert.deepEqual(await textsOf(folder, url), [block]);
    await assert.rejects(textsOf(folder, `http://me:secret@${host}/other`), (error: Error) => {
      assert.match(error.message, /\*\*\*@.* cannot be used: /);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  test('stay in the cache when a login page comes in their place', async (t) => {
    const folder = temporaryDirectory(t);
    const { host, close } = await serveKey(t, [block, '<html>Please log in</html>']);
    const url = `http://${host}/key`;
    await textsOf(folder, url);
    await assert.rejects(textsOf(folder, url), { code: 'key-unusable' });
    await close();
    assert.deepEqual(await textsOf(folder, url), [block]);
  });

  test('are not waited for when the program is interrupted, nor taken from the cache then', async (t) => {
    const asked = new AbortController();
    const server = createServer(() => asked.abort('SIGTERM'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close().closeAllConnections());
    const keys = [`http://127.0.0.1:${(server.address() as AddressInfo).port}/key`];
    const repository = { name: 'base', url: 'https://host/', position: undefined, keys };
    const store = { get: () => Promise.reject(new Error('not asked')), put: () => Promise.resolve() };
    await assert.rejects(keysOf([repository], store, asked.signal), {
      kind: 'interrupted',
      message: 'interrupted by SIGTERM',
    });
  });

  test('are had without a cache that can be written', async (t) => {
    const { host } = await serveKey(t);
    const file = path.join(temporaryDirectory(t), 'no-folder');
    await fs.writeFile(file, '');
    assert.deepEqual(await textsOf(file, `http://${host}/key`), [block]);
  });
});

test('keys of a release package are those of its own folder: no link leads out of it', async (t) => {
  const outside = temporaryDirectory(t);
  await fs.writeFile(path.join(outside, 'KEY'), block);
  const root = temporaryDirectory(t);
  await fs.mkdir(path.join(root, 'etc/pki/rpm-gpg'), { recursive: true });
  await fs.writeFile(path.join(root, 'etc/pki/rpm-gpg/KEY-1'), block);
  await fs.writeFile(path.join(root, 'etc/pki/rpm-gpg/README'), 'no key');
  await fs.symlink(path.join(outside, 'KEY'), path.join(root, 'etc/pki/rpm-gpg/KEY-2'));
  assert.deepEqual(await keysIn(root), [{ source: '/etc/pki/rpm-gpg/KEY-1', text: block }]);
  const linked = temporaryDirectory(t);
  await fs.mkdir(path.join(linked, 'etc/pki'), { recursive: true });
  await fs.symlink(outside, path.join(linked, 'etc/pki/rpm-gpg'));
  assert.deepEqual(await keysIn(linked), []);
});
