// How a root is filled when somebody else, or a signal, comes in between. The packages are one file, and no package manager is asked.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type FilledRoot, fillBy } from '../../../src/build/fill-root.ts';
import { type Cache, openCache } from '../../../src/cache/cache.ts';
import { createRunner, type Runner } from '../../../src/host/program/run.ts';
import { mountTmpfs, sanePath } from '../../../src/host/root/mount.ts';
import { Scope } from '../../../src/host/scope.ts';
import type { Backend } from '../../../src/install/backend.ts';
import type { BuildFact } from '../../../src/report/progress/events.ts';
import { createReporter, type Reporter } from '../../../src/report/progress/reporter.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';
import { inPrivateNamespace } from '../configure/support.ts';

inPrivateNamespace(import.meta.url);

const text = 'part / --size=300\n';
const nothing = { notes: [], warnings: [] };

/** Installs `/etc/installed`, which holds how often it was asked to. */
function backendOf(): Backend {
  let installed = 0;
  return {
    name: 'apt',
    layerVersion: '1',
    resolve: async () => ({ ...nothing, packages: [], variations: [] }),
    fetch: async () => ({ ...nothing, fromCache: 0, downloaded: 1, downloadedBytes: 7 }),
    async install(_resolution, root) {
      installed += 1;
      await fs.mkdir(path.join(root, 'etc'));
      await fs.writeFile(path.join(root, 'etc/installed'), String(installed));
      return { warnings: [], newestSeconds: 1_600_000_000 };
    },
    finish: async () => [],
  };
}

/** A folder in memory, with a cache and scratch spaces in it. */
async function site() {
  const scope = new Scope();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'fill-'));
  scope.defer(() => fs.rm(folder, { recursive: true }));
  const controller = new AbortController();
  const runner = createRunner({ signal: controller.signal, log: () => {}, env: { PATH: sanePath, LC_ALL: 'C' } });
  scope.use(await mountTmpfs(runner, folder));
  const facts: BuildFact[] = [];
  const display = { stepStarts: () => () => {}, warn: () => {}, note: () => {} };
  const reporter = () => createReporter({ ...display, tell: (fact) => void facts.push(fact) }, { line: () => {} });
  const fill = async (
    backend: Backend,
    { cache, runner: by, reporter, scope: own }: { cache: Cache; runner: Runner; reporter: Reporter; scope: Scope },
  ): Promise<FilledRoot> => {
    const scratch = await fs.mkdtemp(path.join(folder, 'scratch-'));
    const inputs = { appliance: applianceOf(text), plan: planOf(text), cache, release: undefined, scratch };
    return await fillBy(backend, { ...inputs, epoch: undefined }, { runner: by, reporter }, own);
  };
  return {
    cache: openCache(path.join(folder, 'cache')),
    controller,
    runner,
    facts,
    reporter,
    fill,
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  };
}

type Site = Awaited<ReturnType<typeof site>>;

/** Fills a root, and lets go of it. @returns what `/etc/installed` holds, where the layer came from, and what was said */
async function filled({ fill, runner, facts, reporter }: Site, backend: Backend, cache: Cache) {
  await using scope = new Scope();
  facts.length = 0;
  const own = reporter();
  const { root, layer, layerSaved } = await fill(backend, { cache, runner, reporter: own, scope });
  await layerSaved;
  const installed = await fs.readFile(path.join(root.directory, 'etc/installed'), 'utf8');
  const told = facts.map((fact) => {
    if (fact.event === 'resolved') return `${fact.event} ${fact.layerFromCache}`;
    return fact.event === 'fetched' ? `${fact.event} ${fact.downloaded}` : fact.event;
  });
  return { installed, fromCache: layer.fromCache, told, details: own.timings.map(({ detail }) => detail) };
}

describe('a layer of the cache', () => {
  test('is taken, and nothing installed', async () => {
    await using here = await site();
    const backend = backendOf();
    const made = await filled(here, backend, here.cache);
    assert.deepEqual([made.installed, made.fromCache], ['1', false]);
    assert.deepEqual(made.told, ['resolved false', 'fetched 1', 'layer-kept']);
    const taken = await filled(here, backend, here.cache);
    assert.deepEqual([taken.installed, taken.fromCache], ['1', true]);
    assert.deepEqual(taken.told, ['resolved true', 'fetched 0']);
  });

  for (const when of ['after it was found', 'before tar opens it']) {
    test(`that goes ${when} is made anew, and nothing else is said`, async () => {
      await using here = await site();
      const backend = backendOf();
      await filled(here, backend, here.cache);
      const { layers } = here.cache;
      let asked = 0;
      const get = async (key: string) => {
        asked += 1;
        const remove = async () => await fs.rm(path.join(here.cache.directory, 'layers'), { recursive: true });
        if (asked === 2 && when === 'after it was found') await remove();
        const file = await layers.get(key);
        if (asked === 2 && when === 'before tar opens it') await remove();
        return file;
      };
      const made = await filled(here, backend, { ...here.cache, layers: { ...layers, get } });
      assert.deepEqual([made.installed, made.fromCache], ['2', false]);
      assert.deepEqual(made.told, ['resolved true', 'resolved false', 'fetched 1', 'layer-kept']);
      assert.match(made.details[1] ?? '', /^layer [0-9a-f]{12} has gone from the cache$/);
    });
  }
});

test('a signal before the root is there waits for the layer that is being kept: its folder is about to go', async () => {
  await using here = await site();
  let isRead = true;
  let fail = () => {};
  const failed = new Promise<void>((resolve) => {
    fail = resolve;
  });
  const runner: Runner = {
    ...here.runner,
    async run(tool, args, options) {
      if (tool === 'mount' && args.includes('overlay')) here.controller.abort('SIGINT');
      if (tool !== 'tar') return await here.runner.run(tool, args, options);
      await failed;
      await setTimeout(50);
      isRead = false;
      return await here.runner.run(tool, args, options);
    },
  };
  const scope = new Scope();
  const work = here.fill(backendOf(), { cache: here.cache, runner, reporter: here.reporter(), scope });
  await assert.rejects(work, { kind: 'interrupted' });
  fail();
  await scope[Symbol.asyncDispose]();
  assert.equal(isRead, false);
});
