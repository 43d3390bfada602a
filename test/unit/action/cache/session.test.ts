// The session's decisions, with a service and a program that live in memory. That the real ones do what is asked of them is
// shown in test/integration/action/.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { LookUp } from '../../../../src/action/cache/keys.ts';
import type { CacheService, TransferFolder } from '../../../../src/action/cache/service.ts';
import { type CacheSessionOptions, openCacheSession } from '../../../../src/action/cache/session.ts';
import { cacheLines } from '../../../../src/action/cache/words.ts';
import type { Program } from '../../../../src/action/ports.ts';
import type { CacheFile, ProgressEvent } from '../../../../src/report/progress/events.ts';

const digest = (digit: string) => digit.repeat(64);
const packageFile = (digit: string): CacheFile => ({
  name: `packages/${digit}${digit}/${digest(digit)}.deb`,
  bytes: 3,
});
const lists: CacheFile = { name: `apt-lists/${'0'.repeat(32)}`, bytes: 10 };
const layer: CacheFile = { name: `layers/${digest('e')}.tar.zst`, bytes: 20 };
const request = { distribution: 'debian', release: '12', arch: 'amd64', sha256: digest('a') };
const requestKey = 'aaaaaaaaaaaaaaaa';

function resolved(digits: string, layerFromCache = false): ProgressEvent {
  const packages = [...digits].map((digit) => ({ name: digit, version: '1', arch: 'all', sha256: digest(digit) }));
  return { event: 'resolved', packages, setSha256: digest('b'), layerKey: digest('e'), layerFromCache };
}

function fetched(used: readonly CacheFile[], downloaded = 0): ProgressEvent {
  return { event: 'fetched', downloaded, downloadedBytes: downloaded * 3, used };
}

const initramfs: CacheFile = { name: `initramfs/initramfs-${digest('9')}`, bytes: 5 };
const initramfsKept: ProgressEvent = { event: 'initramfs-kept', used: [initramfs] };
const layerKept: ProgressEvent = { event: 'layer-kept', layerKey: digest('e'), used: [layer] };

/** A service as GitHub's, whose entries outlive the machines. */
function memoryService(entries: Map<string, string> = new Map()) {
  const asked: string[] = [];
  const service: CacheService = {
    maySave: true,
    async restore({ parent, name }: TransferFolder, { restoreKeys }: LookUp) {
      asked.push(`restore ${name}`);
      const key = restoreKeys
        .map((prefix) => [...entries.keys()].findLast((one) => one.startsWith(prefix)))
        .find((one) => one !== undefined);
      const nothing = { key: undefined, bytes: 0, seconds: 0, reason: undefined };
      if (key === undefined) return { ...nothing, outcome: 'miss' };
      fs.mkdirSync(path.join(parent, name), { recursive: true });
      fs.writeFileSync(path.join(parent, name, 'index.json'), entries.get(key) ?? '');
      return { ...nothing, outcome: 'near', key };
    },
    async has({ name }, key) {
      asked.push(`has ${name}`);
      return entries.has(key);
    },
    async save({ parent, name }, key) {
      asked.push(`save ${name}`);
      entries.set(key, fs.readFileSync(path.join(parent, name, 'index.json'), 'utf8'));
      return { outcome: 'saved', key, bytes: 1, seconds: 0, reason: undefined };
    },
  };
  return { service, entries, asked };
}

/** The cache of a machine as a folder, from which files are carried by their names alone. */
function machine(t: TestContext) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'session-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const directory = path.join(folder, 'cache');
  const put = ({ name, bytes }: CacheFile) => {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), 'x'.repeat(bytes));
  };
  const answer = (value: unknown) => ({ exitCode: 0, stdout: JSON.stringify(value), stderrTail: [] });
  const program: Program = {
    async run([, verb, place = '', , , , list = '']) {
      if (verb === 'import') {
        const { files } = JSON.parse(fs.readFileSync(path.join(place, 'index.json'), 'utf8')) as { files: CacheFile[] };
        files.forEach(put);
        return answer({ files: files.length, bytes: 0, dropped: 0, new: files.length });
      }
      const names = fs.readFileSync(list, 'utf8').trim().split('\n');
      const files = names
        .filter((name) => fs.existsSync(path.join(directory, name)))
        .map((name) => ({ name, bytes: fs.statSync(path.join(directory, name)).size, sha256: digest('9') }));
      fs.mkdirSync(place);
      fs.writeFileSync(path.join(place, 'index.json'), JSON.stringify({ files }));
      return answer({ files: files.length, bytes: 0, missing: names.length - files.length, withheld: 0 });
    },
  };
  const warnings: string[] = [];
  const log = {
    line: () => undefined,
    debug: () => undefined,
    startGroup: () => undefined,
    endGroup: () => undefined,
    annotate: (_kind: string, message: string) => void warnings.push(message),
    mask: () => undefined,
  };
  const scratch = path.join(folder, 'scratch');
  const recordFile = path.join(folder, 'used.json');
  return { put, warnings, recordFile, directory, common: { directory, program, log, scratch, recordFile: undefined } };
}

type Machine = ReturnType<typeof machine>;

const ordinary = { mode: 'read-write', prefix: 'p', layers: true, trusted: true, request } as const;

async function build(
  { common }: Machine,
  service: CacheService,
  events: readonly ProgressEvent[],
  changed: Partial<CacheSessionOptions> = {},
) {
  const session = openCacheSession({ ...ordinary, service, ...common, ...changed });
  await session.restore();
  events.forEach(session.onEvent);
  const outcome = await session.settle();
  return {
    ...outcome,
    saved: outcome.saved.map(({ part, outcome: how }) => `${part} ${how}`),
    lines: cacheLines(outcome),
  };
}

const coldBuild = [resolved('cd'), fetched([packageFile('c'), packageFile('d'), lists], 2), layerKept, initramfsKept];

async function afterColdBuild(t: TestContext) {
  const memory = memoryService();
  const first = machine(t);
  for (const file of [packageFile('c'), packageFile('d'), lists, layer, initramfs]) first.put(file);
  const outcome = await build(first, memory.service, coldBuild);
  return { ...memory, outcome };
}

test('a first build saves what it fetched and made, by content and without asking once more', async (t) => {
  const { outcome, entries, asked } = await afterColdBuild(t);
  assert.equal(outcome.hit, false);
  assert.deepEqual([...entries.keys()].map((key) => key.replace(/-[0-9a-f]{16}$/, '-…')).sort(), [
    `p-initramfs-v1-amd64-${requestKey}-…`,
    `p-layer-v1-amd64-${requestKey}-…`,
    `p-metadata-v1-debian-12-amd64-${requestKey}-…`,
    `p-packages-v1-debian-12-amd64-${requestKey}-…`,
  ]);
  assert.deepEqual(
    asked.filter((call) => call.startsWith('has')),
    [],
  );
  assert.match(
    outcome.lines.join('\n'),
    /packages: the cache has none yet\n[\s\S]*packages: saved[\s\S]*had to be downloaded/,
  );
});

test('a second build on another machine finds all of it, and saves nothing', async (t) => {
  const { service, asked } = await afterColdBuild(t);
  const second = machine(t);
  asked.length = 0;
  const outcome = await build(second, service, [
    resolved('cd', true),
    fetched([packageFile('c'), packageFile('d'), lists]),
  ]);
  assert.deepEqual([outcome.hit, outcome.layerReused], [true, true]);
  assert.deepEqual(outcome.saved, ['packages exists', 'metadata exists']);
  assert.deepEqual(asked.sort(), [
    'has packages',
    'restore initramfs',
    'restore layer',
    'restore metadata',
    'restore packages',
  ]);
  assert.ok(fs.existsSync(path.join(second.directory, layer.name)));
});

test('a changed set starts from the nearest and is saved anew; unchanged metadata is not', async (t) => {
  const { service, entries } = await afterColdBuild(t);
  const second = machine(t);
  second.put(packageFile('f'));
  const changed = { ...resolved('cf'), setSha256: digest('7'), layerKey: digest('8') };
  const outcome = await build(second, service, [changed, fetched([packageFile('c'), packageFile('f'), lists], 1)]);
  assert.equal(outcome.hit, false);
  assert.deepEqual(outcome.saved, ['packages saved', 'metadata exists']);
  assert.equal(outcome.restored.find(({ part }) => part === 'packages')?.outcome, 'near');
  const saved = entries.get(`p-packages-v1-debian-12-amd64-${requestKey}-7777777777777777`) ?? '';
  assert.deepEqual(
    (JSON.parse(saved) as { files: CacheFile[] }).files.map(({ name }) => name),
    [packageFile('c').name, packageFile('f').name],
  );
});

test('half a set is never saved under the key of the whole', async (t) => {
  const { service, entries } = memoryService();
  const one = machine(t);
  one.put(packageFile('c'));
  // The layer was at hand, and of its packages only some.
  await build(one, service, [resolved('cd', true), fetched([packageFile('c')])]);
  // A file that is gone again when it is to be saved.
  const outcome = await build(one, service, [resolved('cd'), fetched([packageFile('c'), packageFile('d')])]);
  assert.deepEqual([...entries.keys()], []);
  assert.deepEqual(outcome.saved, ['packages failed']);
  assert.match(one.warnings.join(), /packages cannot be saved to the cache: 1 files are no longer/);
});

test('what may not save does not', async (t) => {
  const { service, entries } = memoryService();
  const one = machine(t);
  for (const file of [packageFile('c'), packageFile('d'), lists, layer, initramfs]) one.put(file);
  for (const changed of [{ mode: 'read-only' }, { mode: 'off' }, { trusted: false }] as const) {
    assert.deepEqual((await build(one, service, coldBuild, changed)).saved, []);
  }
  assert.deepEqual((await build(one, { ...service, maySave: false }, coldBuild)).saved, []);
  assert.deepEqual([...entries.keys()], []);
  await build(one, service, coldBuild, { layers: false });
  assert.equal(
    [...entries.keys()].some((key) => /layer|initramfs/.test(key)),
    false,
  );
});

test('strangers get no layer, and with the cache off nobody asks', async (t) => {
  const { service, asked } = await afterColdBuild(t);
  asked.length = 0;
  await build(machine(t), service, [], { trusted: false });
  assert.deepEqual(asked.sort(), ['restore metadata', 'restore packages']);
  asked.length = 0;
  await build(machine(t), service, [], { mode: 'off' });
  assert.deepEqual(asked, []);
});

test('a machine that keeps its cache asks for what it lacks', async (t) => {
  const { service, asked } = memoryService();
  const one = machine(t);
  const changed = { recordFile: one.recordFile };
  for (const file of [packageFile('c'), packageFile('d'), lists, layer, initramfs]) one.put(file);
  await build(one, service, coldBuild, changed);
  asked.length = 0;
  fs.rmSync(path.join(one.directory, lists.name));
  const outcome = await build(one, service, [resolved('cd', true), fetched([])], changed);
  assert.deepEqual(asked, ['restore metadata']);
  assert.match(outcome.lines.join('\n'), /layer: this machine has it/);
  asked.length = 0;
  await build(one, service, [], changed);
  assert.deepEqual(asked, []);
});

test('with the layer at hand, packages are not waited for, and stopped when they are known not to be needed', async (t) => {
  const { service } = await afterColdBuild(t);
  const slow: CacheService = {
    ...service,
    async restore(folder, lookUp, signal) {
      if (folder.name !== 'packages') return await service.restore(folder, lookUp);
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
      return { outcome: 'skipped', key: undefined, bytes: 0, seconds: 0, reason: String(signal?.reason) };
    },
  };
  const hit = await build(machine(t), slow, [resolved('cd', true), fetched([lists])]);
  assert.match(hit.lines.join('\n'), /packages: not needed with the layer/);
  assert.deepEqual(hit.saved, ['metadata exists']);
  const failed = await build(machine(t), slow, [resolved('cd')]);
  assert.match(failed.lines.join('\n'), /packages: the build is over/);
});

test('packages that are on their way when the set turns out to have changed still come', async (t) => {
  const { service } = await afterColdBuild(t);
  const second = machine(t);
  const [come, imported] = [signalled(), signalled()];
  const late: CacheService = {
    ...service,
    async restore(folder, lookUp, signal) {
      if (folder.name === 'packages') await come.promise;
      assert.notEqual(signal?.aborted, true);
      return await service.restore(folder, lookUp);
    },
  };
  const program: Program = {
    async run(args) {
      const result = await second.common.program.run(args);
      if (args[2]?.endsWith('/packages') === true) imported.tell();
      return result;
    },
  };
  const session = openCacheSession({ ...ordinary, ...second.common, program, service: late });
  await session.restore();
  assert.equal(fs.existsSync(path.join(second.directory, packageFile('c').name)), false);
  session.onEvent(resolved('cf'));
  come.tell();
  await imported.promise;
  assert.equal(fs.existsSync(path.join(second.directory, packageFile('c').name)), true);
  await session.settle();
});

function signalled() {
  let tell = () => {};
  const promise = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { promise, tell };
}

test('a program that fails costs the part and a warning', async (t) => {
  const { service } = await afterColdBuild(t);
  const one = machine(t);
  const program: Program = { run: async () => ({ exitCode: 1, stdout: '', stderrTail: ['no room'] }) };
  const outcome = await build(one, service, coldBuild, { program, ready: Promise.reject(new Error('no tools')) });
  assert.deepEqual(new Set(outcome.restored.map(({ outcome: how }) => how)), new Set(['failed']));
  assert.match(
    one.warnings.join('\n'),
    /layer cannot be taken into the cache: cache import failed with exit code 1: no room/,
  );
});
