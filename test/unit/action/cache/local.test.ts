import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  holds,
  type LocalFacts,
  localCache,
  readRecord,
  whenZstdIsThere,
  writeRecord,
} from '../../../../src/action/cache/local.ts';

function temporaryFolder(t: TestContext): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'local-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  return folder;
}

const facts: LocalFacts = {
  selfHosted: true,
  trusted: true,
  eventName: 'push',
  repository: 'owner/name',
  toolCache: '/opt/tools',
  temporary: '/tmp/ours',
};

test('a cache outlives the job on self-hosted runners alone, and never one of strangers', () => {
  const place = (changed: Partial<LocalFacts>) => localCache({ ...facts, ...changed }).directory;
  const stays = '/opt/tools/appliance-build/owner/name';
  assert.equal(place({}), `${stays}/branch/cache`);
  assert.equal(place({ eventName: 'pull_request' }), `${stays}/pull-request/cache`);
  assert.equal(place({ repository: '../../name' }), '/opt/tools/appliance-build/name/branch/cache');
  for (const changed of [{ selfHosted: false }, { trusted: false }, { toolCache: undefined }, { toolCache: '' }]) {
    assert.deepEqual(localCache({ ...facts, ...changed }), { directory: '/tmp/ours/cache', recordFile: undefined });
  }
});

test('what a request used is remembered for each part, by the request', async (t) => {
  const file = path.join(temporaryFolder(t), 'deep/used.json');
  assert.deepEqual(await readRecord(file), {});
  await writeRecord(file, 'a', { layer: [{ name: 'l', bytes: 1 }] });
  await writeRecord(file, 'b', {});
  await writeRecord(file, 'a', { packages: [{ name: 'p', bytes: 2 }] });
  assert.deepEqual(await readRecord(file), {
    b: {},
    a: { layer: [{ name: 'l', bytes: 1 }], packages: [{ name: 'p', bytes: 2 }] },
  });
  assert.deepEqual(fs.readdirSync(path.dirname(file)), ['used.json']);
});

test('a record that is no record, and the longest unused requests, are forgotten', async (t) => {
  const file = path.join(temporaryFolder(t), 'used.json');
  for (const text of ['', 'null', '7', '{"a']) {
    fs.writeFileSync(file, text);
    assert.deepEqual(await readRecord(file), {});
  }
  for (let count = 0; count < 60; count += 1) await writeRecord(file, `r${count}`, {});
  const requests = Object.keys(await readRecord(file));
  assert.deepEqual([requests.length, requests[0], requests.at(-1)], [50, 'r10', 'r59']);
});

test('the cache holds what it has in the right size, and folders as they are', async (t) => {
  const folder = temporaryFolder(t);
  fs.mkdirSync(path.join(folder, 'lists'));
  fs.writeFileSync(path.join(folder, 'a'), 'aa');
  const a = { name: 'a', bytes: 2 };
  assert.equal(await holds(folder, [a, { name: 'lists', bytes: 99 }]), true);
  assert.equal(await holds(folder, [a, { name: 'b', bytes: 1 }]), false);
  assert.equal(await holds(folder, [{ name: 'a', bytes: 3 }]), false);
  assert.equal(await holds(folder, []), false);
  assert.equal(await holds(folder, undefined), false);
});

test('the tools of the host are waited for only without zstd', async (t) => {
  const folder = temporaryFolder(t);
  const never = new Promise(() => undefined);
  fs.writeFileSync(path.join(folder, 'zstd'), '', { mode: 0o755 });
  await whenZstdIsThere(`/nowhere:${folder}`, never);
  let waited = false;
  const tools = Promise.resolve().then(() => {
    waited = true;
  });
  await whenZstdIsThere('/nowhere', tools);
  assert.equal(waited, true);
});
