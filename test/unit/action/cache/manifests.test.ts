import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { keepManifest, restorePreviousManifest } from '../../../../src/action/cache/manifests.ts';
import type { CacheService } from '../../../../src/action/cache/service.ts';
import type { Manifest } from '../../../../src/report/manifest.ts';

const log = {
  line: () => undefined,
  debug: () => undefined,
  startGroup: () => undefined,
  endGroup: () => undefined,
  annotate: () => assert.fail('no trouble was made'),
  mask: () => undefined,
};

function manifest(version: string, timings: Manifest['timings'] = []): Manifest {
  return {
    schema: 1,
    name: 'web',
    version: undefined,
    arch: 'x86_64',
    backend: 'apt',
    builder: { program: 'appliance-build', version: '1', peakMemoryBytes: 1 },
    kickstart: { file: 'web.ks', sha256: '0' },
    descriptor: 'web.xml',
    disks: [{ disk: 'os', format: 'qcow2', file: 'web-os.qcow2', virtualBytes: 2, fileBytes: 1, sha256: '1' }],
    files: [],
    packages: [{ name: 'a', version, arch: 'all', sha256: '2' }],
    layer: { key: '', fromCache: false },
    noEffect: [],
    warnings: [],
    boot: [],
    timings,
  };
}

/** Runs of one appliance, one after the other, with a service that keeps one text for each key. */
function runs(t: TestContext) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'manifests-'));
  t.after(() => fs.rmSync(root, { recursive: true }));
  const kept = new Map<string, string>();
  const service: CacheService = {
    maySave: true,
    has: async (_folder, key) => kept.has(key),
    async save({ parent, name }, key) {
      kept.set(key, fs.readFileSync(path.join(parent, name, 'manifest.json'), 'utf8'));
      return { outcome: 'saved', key, bytes: 1, seconds: 0, reason: undefined };
    },
    async restore({ parent, name }, { restoreKeys: [prefix = ''] }) {
      const key = [...kept.keys()].findLast((one) => one.startsWith(prefix));
      if (key !== undefined) {
        fs.mkdirSync(path.join(parent, name), { recursive: true });
        fs.writeFileSync(path.join(parent, name, 'manifest.json'), kept.get(key) ?? '');
      }
      return { outcome: key === undefined ? 'miss' : 'near', key, bytes: 1, seconds: 0, reason: undefined };
    },
  };
  const run = async (id: string, built: Manifest, changed: Partial<CacheService> = {}) => {
    const scratch = path.join(root, id);
    const context = { prefix: 'p', name: 'web', scratch, service: { ...service, ...changed }, log };
    const previous = await restorePreviousManifest(context);
    const version = previous && (JSON.parse(fs.readFileSync(previous, 'utf8')) as Manifest).packages[0]?.version;
    await keepManifest(context, built, previous, { id, attempt: '1' });
    return version;
  };
  return { kept, run };
}

test('a run is compared with the last one that differed, and is kept if it differs itself', async (t) => {
  const { kept, run } = runs(t);
  assert.equal(await run('1', manifest('1')), undefined);
  assert.equal(await run('2', manifest('1', [{ name: 'fetch', seconds: 9 }] as never)), '1');
  assert.equal(await run('3', manifest('2')), '1');
  assert.equal(await run('4', manifest('3'), { maySave: false }), '2');
  assert.deepEqual([...kept.keys()], ['p-manifest-v1-web-1-1', 'p-manifest-v1-web-3-1']);
});

test('what is kept but is no manifest counts as none', async (t) => {
  const { kept, run } = runs(t);
  for (const text of ['', '{}', 'null', '{"schema": 2, "packages": [], "disks": []}']) {
    kept.set('p-manifest-v1-web-0-1', text);
    assert.equal(await run('5', manifest('1')), undefined, text);
    kept.clear();
  }
});
