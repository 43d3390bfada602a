// The cache between two machines as the build action uses it: the real client, the stand-in of the service, and the command
// line that packs and unpacks.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { createCacheService } from '../../../src/action/cache/service.ts';
import { openCacheSession } from '../../../src/action/cache/session.ts';
import { cacheLines } from '../../../src/action/cache/words.ts';
import { rootProgram } from '../../../src/action/program.ts';
import type { ProgressEvent } from '../../../src/report/progress/events.ts';
import { startResultsService } from '../../emulator/results-service.ts';
import { repository } from '../../support/run-cli.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cache-session-'));
after(() => fs.rmSync(root, { recursive: true }));

/** A machine with an empty cache, on which a session runs. */
function machine(variables: Readonly<Record<string, string | undefined>>, { prefix = 'test', layers = true } = {}) {
  const folder = fs.mkdtempSync(path.join(root, 'machine-'));
  const warnings: string[] = [];
  const log = {
    line: () => undefined,
    debug: () => undefined,
    startGroup: () => undefined,
    endGroup: () => undefined,
    annotate: (_kind: string, message: string) => void warnings.push(message),
    mask: () => undefined,
  };
  const { signal } = new AbortController();
  const service = createCacheService({
    transfer: [process.execPath, path.join(repository, 'dist/actions/cache-transfer.js')],
    variables,
    log,
    signal,
  });
  const directory = path.join(folder, 'cache');
  const session = openCacheSession({
    mode: 'read-write',
    prefix,
    layers,
    trusted: true,
    request: { distribution: 'debian', release: '12', arch: 'amd64', sha256: 'a'.repeat(64) },
    directory,
    recordFile: undefined,
    scratch: path.join(folder, 'scratch'),
    log,
    program: rootProgram({
      node: process.execPath,
      commandLine: path.join(repository, 'dist/cli.js'),
      isRoot: process.getuid?.() === 0,
      directory: folder,
      temporary: folder,
      variables,
      signal,
      onText: () => undefined,
    }),
    service,
  });
  return { folder, directory, session, service, warnings };
}

function put(directory: string, name: string, content: Buffer): { name: string; bytes: number } {
  fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
  fs.writeFileSync(path.join(directory, name), content);
  return { name, bytes: content.length };
}

test('what a build on one machine used is there on the next, checked, and is not saved again', async (t) => {
  const results = await startResultsService({ directory: path.join(root, 'azurite') });
  after(() => results.close());
  const variables = { ...process.env, ...results.environment() };

  const first = machine(variables);
  await first.session.restore();
  const contents = [randomBytes(2_000_000), randomBytes(500_000)];
  const digests = contents.map((content) => createHash('sha256').update(content).digest('hex'));
  const packages = contents.map((content, index) => {
    const digest = digests[index] ?? '';
    return put(first.directory, `packages/${digest.slice(0, 2)}/${digest}.deb`, content);
  });
  const layerKey = 'e'.repeat(64);
  const layer = put(first.directory, `layers/${layerKey}.tar.zst`, randomBytes(3_000_000));
  const listsFolder = `apt-lists/${'0'.repeat(32)}`;
  const list = put(first.directory, `${listsFolder}/example_Packages`, Buffer.from('Package: a\n'.repeat(1000)));
  const resolved = (layerFromCache: boolean): ProgressEvent => ({
    event: 'resolved',
    packages: digests.map((sha256, index) => ({ name: `p${index}`, version: '1', arch: 'all', sha256 })),
    setSha256: 'b'.repeat(64),
    layerKey,
    layerFromCache,
  });
  const used = [...packages, { name: listsFolder, bytes: list.bytes }];
  first.session.onEvent(resolved(false));
  first.session.onEvent({ event: 'fetched', downloaded: 2, downloadedBytes: 2_500_000, used });
  first.session.onEvent({ event: 'layer-kept', layerKey, used: [layer] });
  const cold = await first.session.settle();
  assert.deepEqual(cold.saved.map(({ part, outcome }) => `${part} ${outcome}`).sort(), [
    'layer saved',
    'metadata saved',
    'packages saved',
  ]);

  const arrived = ({ directory }: { readonly directory: string }, { name }: { readonly name: string }) => {
    const [there, made] = [directory, first.directory].map((folder) => path.join(folder, name));
    assert.ok(fs.readFileSync(there ?? '').equals(fs.readFileSync(made ?? '')), name);
  };
  const second = machine(variables);
  await second.session.restore();
  for (const file of [layer, list]) arrived(second, file);
  second.session.onEvent(resolved(true));
  second.session.onEvent({ event: 'fetched', downloaded: 0, downloadedBytes: 0, used: used.slice(2) });
  const warm = await second.session.settle();
  assert.deepEqual([warm.hit, warm.layerReused], [true, true]);
  assert.deepEqual(
    warm.saved.map(({ part, outcome }) => `${part} ${outcome}`),
    ['metadata exists'],
  );

  const third = machine(variables, { layers: false });
  await third.session.restore();
  for (const file of [...packages, list]) arrived(third, file);
  third.session.onEvent(resolved(false));
  third.session.onEvent({ event: 'fetched', downloaded: 0, downloadedBytes: 0, used });
  third.session.onEvent({ event: 'layer-kept', layerKey, used: [layer] });
  const withoutLayers = await third.session.settle();
  assert.deepEqual([withoutLayers.hit, withoutLayers.layerReused], [true, false]);
  assert.deepEqual(withoutLayers.saved.map(({ part, outcome }) => `${part} ${outcome}`).sort(), [
    'metadata exists',
    'packages exists',
  ]);
  for (const line of [...cacheLines(cold), ...cacheLines(warm), ...cacheLines(withoutLayers)]) t.diagnostic(line);
  assert.deepEqual([...first.warnings, ...second.warnings, ...third.warnings], []);

  // Somebody who can write to the cache changes a package: the entry is whole, and its archive sound.
  const [packagesEntry] = results.entries.filter(({ key }) => key.includes('-packages-'));
  const forge = { parent: path.join(root, 'forge'), name: 'packages' };
  const wanted = { key: packagesEntry?.key ?? '', restoreKeys: [] };
  assert.equal((await second.service.restore(forge, wanted)).outcome, 'hit');
  const forged = path.join(forge.parent, 'packages', packages[0]?.name ?? '');
  const bytes = fs.readFileSync(forged);
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  fs.writeFileSync(forged, bytes);
  await second.service.save(forge, wanted.key.replace('test-', 'forged-'));
  const fourth = machine(variables, { prefix: 'forged', layers: false });
  await fourth.session.restore();
  assert.equal(fs.existsSync(path.join(fourth.directory, packages[0]?.name ?? '')), false);
  assert.equal(fs.existsSync(path.join(fourth.directory, packages[1]?.name ?? '')), true);
  assert.match(fourth.warnings.join(), /^1 files of forged-packages\S+ are damaged, and are not used$/);

  for (const { folder } of [first, second, third, fourth]) {
    const left = fs.readdirSync(path.join(folder, 'scratch'), { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      left.filter((name) => !['restore', 'save'].includes(name)),
      [],
    );
  }
});
