// The real client of GitHub's cache, in the program that the actions ship, against a stand-in of the service with its blobs
// in Azurite. Cases that wait for the client's retries run side by side.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createCacheService, type TransferLimits } from '../../../src/action/cache/service.ts';
import { type Azurite, startAzurite } from '../../emulator/azurite.ts';
import { type ResultsServiceOptions, startResultsService } from '../../emulator/results-service.ts';
import { pullRequest, readOnly, type TokenOptions } from '../../emulator/token.ts';
import { repository } from '../../support/run-cli.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'service-cache-'));
let azurite: Azurite;
before(async () => {
  azurite = await startAzurite(path.join(root, 'azurite'));
});
after(async () => {
  await azurite.stop();
  fs.rmSync(root, { recursive: true });
});

const shim = ['--import', path.join(repository, 'test/emulator/blob-host-on-loopback.ts')];
const script = path.join(repository, 'dist/actions/cache-transfer.js');
const always = Number.POSITIVE_INFINITY;

interface JobOptions {
  readonly token?: TokenOptions;
  readonly variables?: Readonly<Record<string, string>>;
  readonly limits?: TransferLimits;
}

/** A service, and jobs that use it, each on a machine of its own: with a workspace elsewhere. */
async function emulate(options: ResultsServiceOptions = {}) {
  const results = await startResultsService({ azurite, ...options });
  after(() => results.close());
  function job({ token, variables, limits }: JobOptions = {}) {
    const warnings: string[] = [];
    const lines: string[] = [];
    const masked: string[] = [];
    const parent = fs.mkdtempSync(path.join(root, 'job-'));
    const service = createCacheService({
      transfer: [process.execPath, ...(options.downloads === 'sdk' ? shim : []), script],
      variables: { ...process.env, ...results.environment(token), ...variables },
      signal: new AbortController().signal,
      log: {
        line: (text) => lines.push(text),
        debug: (text) => lines.push(text),
        startGroup: () => undefined,
        endGroup: () => undefined,
        annotate: (kind, message) => warnings.push(`${kind}: ${message}`),
        mask: (secret) => masked.push(secret),
      },
      ...(limits === undefined ? {} : { limits }),
    });
    const folder = { parent, name: 'packages' };
    return {
      ...service,
      folder,
      warnings,
      lines,
      masked,
      write(files: Readonly<Record<string, string | Buffer>>) {
        fs.mkdirSync(path.join(parent, 'packages'), { recursive: true });
        for (const [name, content] of Object.entries(files)) {
          fs.writeFileSync(path.join(parent, 'packages', name), content);
        }
      },
      read: (name: string) => fs.readFileSync(path.join(parent, 'packages', name), 'utf8'),
      names: () => fs.readdirSync(parent),
    };
  }
  return { ...results, job };
}

/** What a save or restore came to, without its duration. */
function said<Outcome extends { readonly seconds: number }>({ seconds, ...rest }: Outcome) {
  assert.ok(seconds >= 0);
  return rest;
}

const exactly = (key: string) => ({ key, restoreKeys: [] });

describe('the cache service of the runner', { concurrency: true }, () => {
  for (const downloads of ['plain', 'sdk'] as const) {
    test(`what one machine saves, another restores, ${downloads} download`, async () => {
      const github = await emulate({ downloads });
      const first = github.job();
      first.write({ 'a.deb': 'aaa', 'b.deb': 'bb' });
      assert.deepEqual(said(await first.save(first.folder, 'k-1')), {
        outcome: 'saved',
        key: 'k-1',
        bytes: 5,
        reason: undefined,
      });
      const second = github.job();
      assert.deepEqual(said(await second.restore(second.folder, exactly('k-1'))), {
        outcome: 'hit',
        key: 'k-1',
        bytes: 5,
        reason: undefined,
      });
      assert.equal(second.read('a.deb'), 'aaa');
      assert.deepEqual(second.names(), ['packages']);
      assert.equal(await second.has(second.folder, 'k-1'), true);
      assert.equal(await second.has(second.folder, 'k'), false);
      assert.deepEqual([...first.warnings, ...second.warnings], []);
      assert.ok(first.masked.length > 0);
    });
  }

  test('a key that is missing is no trouble; restore keys are tried in order, the newest entry first', async () => {
    const github = await emulate();
    const job = github.job();
    for (const key of ['near-1', 'near-2', 'far-1']) {
      job.write({ key });
      assert.equal((await job.save(job.folder, key)).outcome, 'saved');
    }
    const missing = await job.restore(job.folder, { key: 'other', restoreKeys: ['others-'] });
    assert.deepEqual(said(missing), { outcome: 'miss', key: undefined, bytes: 0, reason: undefined });
    const near = await job.restore(job.folder, { key: 'near-3', restoreKeys: ['near-', 'far-'] });
    assert.deepEqual([near.outcome, near.key, job.read('key')], ['near', 'near-2', 'near-2']);
    const far = await job.restore(job.folder, { key: 'near-3', restoreKeys: ['nearer-', 'far-'] });
    assert.deepEqual([far.outcome, far.key, job.read('key')], ['near', 'far-1', 'far-1']);
    assert.deepEqual(job.warnings, []);
  });

  test('of two savers at once, one saves and the other finds it taken', async () => {
    const github = await emulate();
    const jobs = [github.job(), github.job()];
    // Both have reserved, or failed to, before either of them is done.
    github.injectForBlobs({ method: 'PUT', delayMs: 2000, times: 1 });
    const outcomes = await Promise.all(
      jobs.map(async (job) => {
        job.write({ a: 'a' });
        return (await job.save(job.folder, 'k')).outcome;
      }),
    );
    assert.deepEqual(outcomes.sort(), ['exists', 'saved']);
    assert.equal(github.entries.length, 1);
    assert.deepEqual(
      jobs.flatMap(({ warnings }) => warnings),
      [],
    );
  });

  test('the base branch never sees what a pull request saved; the pull request sees both', async () => {
    const github = await emulate();
    const [main, request] = [github.job(), github.job({ token: { scopes: pullRequest } })];
    request.write({ a: 'of the pull request' });
    assert.equal((await request.save(request.folder, 'k')).outcome, 'saved');
    assert.equal((await main.restore(main.folder, exactly('k'))).outcome, 'miss');
    main.write({ a: 'of main' });
    assert.equal((await main.save(main.folder, 'k')).outcome, 'saved');
    assert.equal((await main.save(main.folder, 'k-main')).outcome, 'saved');
    await request.restore(request.folder, exactly('k'));
    assert.equal(request.read('a'), 'of the pull request');
    await request.restore(request.folder, exactly('k-main'));
    assert.equal(request.read('a'), 'of main');
    await main.restore(main.folder, exactly('k'));
    assert.equal(main.read('a'), 'of main');
  });
});

describe('trouble with the service is told, and no more', { concurrency: true }, () => {
  const cannotSave = /^warning: packages cannot be saved to the cache: /;
  const cannotRestore = /^warning: packages cannot be restored from the cache: /;

  async function failsToSave(github: Awaited<ReturnType<typeof emulate>>, reason: RegExp, options: JobOptions = {}) {
    const job = github.job(options);
    job.write({ a: randomBytes(100_000) });
    const outcome = await job.save(job.folder, 'k');
    assert.equal(outcome.outcome, 'failed');
    assert.match(outcome.reason ?? '', reason);
    assert.equal(job.warnings.length, 1);
    assert.match(job.warnings[0] ?? '', cannotSave);
    assert.equal(github.entries.length, 0);
  }

  async function failsToRestore(github: Awaited<ReturnType<typeof emulate>>, reason: RegExp, options: JobOptions = {}) {
    const job = github.job(options);
    const outcome = await job.restore(job.folder, exactly('k'));
    assert.equal(outcome.outcome, 'failed');
    assert.match(outcome.reason ?? '', reason);
    assert.equal(job.warnings.length, 1);
    assert.match(job.warnings[0] ?? '', cannotRestore);
    assert.deepEqual(job.names(), []);
  }

  async function withEntry(options: ResultsServiceOptions = {}) {
    const github = await emulate(options);
    const job = github.job();
    job.write({ a: randomBytes(1_000_000) });
    assert.equal((await job.save(job.folder, 'k')).outcome, 'saved');
    return github;
  }

  test('too many requests', async () => {
    const github = await emulate();
    github.inject({ status: 429, headers: { 'retry-after': '60' }, times: always });
    await failsToSave(github, /429/);
    await failsToRestore(github, /429|rate limit/);
    assert.equal(github.calls.length, 2);
  });

  test('a storm of 503: the client tries five times', async () => {
    const github = await emulate();
    github.inject({ status: 503, times: always });
    await Promise.all([failsToSave(github, /503/), failsToRestore(github, /503/)]);
    assert.equal(github.calls.length, 10);
  });

  test('one 503 is survived', async () => {
    const github = await emulate();
    const job = github.job();
    job.write({ a: 'a' });
    github.inject({ method: 'FinalizeCacheEntryUpload', status: 503 });
    assert.equal((await job.save(job.folder, 'k')).outcome, 'saved');
    assert.deepEqual(job.warnings, []);
  });

  test('connections to the service that break', async () => {
    const github = await emulate();
    github.inject({ cut: true, times: always });
    await failsToSave(github, /ECONNRESET|socket hang up/);
    await failsToRestore(github, /ECONNRESET|socket hang up/);
  });

  test('uploads that break', async () => {
    const github = await emulate();
    github.injectForBlobs({ method: 'PUT', cut: 50_000, times: always });
    await failsToSave(github, /./);
  });

  for (const downloads of ['plain', 'sdk'] as const) {
    test(`downloads that break, ${downloads}`, async () => {
      const github = await withEntry({ downloads });
      github.injectForBlobs({ method: 'GET', cut: 50_000, times: always });
      await failsToRestore(github, /./);
    });
  }

  test('a token that has expired', async () => {
    const github = await emulate();
    const expired = { token: { expires: new Date(Date.now() - 1000) } };
    await failsToSave(github, /401/, expired);
    await failsToRestore(github, /401/, expired);
  });

  test('a token that may only read', async () => {
    await failsToSave(await emulate(), /cache write denied/, { token: { scopes: readOnly } });
  });

  test('a token that may read nothing', async () => {
    await failsToRestore(await withEntry(), /cache read denied/, { token: { scopes: [] } });
  });

  test('a quota that is used up: while saving, and before', async () => {
    await failsToSave(await emulate({ cacheQuotaBytes: 1000 }), /quota/);
    await failsToSave(await emulate({ cacheQuotaBytes: 0 }), /quota/);
  });

  test('an archive that was damaged', async () => {
    const github = await withEntry();
    const blob = github.entries[0]?.blob ?? '';
    const bytes = await github.blobs.read('cache', blob);
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0, middle, middle + 100);
    await github.blobs.overwrite('cache', blob, bytes);
    await failsToRestore(github, /tar" failed/);
  });

  test('a service that is too slow is given up, with all that was started', async () => {
    const github = await withEntry();
    const limits = { restoreSeconds: 3, saveSeconds: 3 };
    github.injectForBlobs({ method: 'GET', delayMs: 600_000, times: always });
    github.inject({ method: 'CreateCacheEntry', delayMs: 600_000, times: always });
    await failsToRestore(github, /given up after 3 s/, { limits });
    const job = github.job({ limits });
    job.write({ a: 'a' });
    const saved = await job.save(job.folder, 'slow');
    assert.deepEqual([saved.outcome, saved.reason], ['failed', 'given up after 3 s']);
    assert.deepEqual(job.names(), ['packages']);
  });

  test('a runner without a service, and one that forbids its use', async () => {
    const github = await withEntry();
    const none = github.job({ variables: { ACTIONS_RESULTS_URL: '' } });
    none.write({ a: 'a' });
    assert.equal((await none.save(none.folder, 'x')).outcome, 'skipped');
    assert.equal((await none.restore(none.folder, exactly('k'))).outcome, 'skipped');
    const allowed = { none: [], read: ['restore'], write: ['restore', 'save'], 'write-only': ['save'] } as const;
    for (const [mode, verbs] of Object.entries(allowed)) {
      const job = github.job({ variables: { ACTIONS_CACHE_MODE: mode } });
      job.write({ a: 'a' });
      const saved = await job.save(job.folder, `of-${mode}`);
      const restored = await job.restore(job.folder, exactly('k'));
      const done = [...(restored.outcome === 'hit' ? ['restore'] : []), ...(saved.outcome === 'saved' ? ['save'] : [])];
      assert.deepEqual(done, verbs, mode);
      assert.deepEqual(job.warnings, []);
    }
  });
});

// By itself, as it takes all that the machine can give. GitHub's own service is fetched from by the SDK, too.
test('1 GB there and back', async (t) => {
  const github = await emulate({ downloads: 'sdk' });
  const job = github.job();
  job.write({});
  const file = path.join(job.folder.parent, 'packages/big');
  const digest = writeRandom(file, 1000);
  const saved = await job.save(job.folder, 'big');
  assert.deepEqual([saved.outcome, saved.bytes], ['saved', 1e9]);
  fs.rmSync(file);
  const restored = await job.restore(job.folder, exactly('big'));
  assert.deepEqual([restored.outcome, restored.bytes], ['hit', 1e9]);
  assert.equal(digestOf(file), digest);
  fs.rmSync(file);
  t.diagnostic(`saved in ${saved.seconds} s, restored in ${restored.seconds} s`);
  for (const line of job.lines.filter((text) => text.startsWith('cache-transfer '))) t.diagnostic(line);
});

/** @returns the SHA-256 */
function writeRandom(file: string, megabytes: number): string {
  const hash = createHash('sha256');
  const descriptor = fs.openSync(file, 'w');
  for (let count = 0; count < megabytes; count += 1) {
    const chunk = randomBytes(1e6);
    hash.update(chunk);
    fs.writeSync(descriptor, chunk);
  }
  fs.closeSync(descriptor);
  return hash.digest('hex');
}

function digestOf(file: string): string {
  const hash = createHash('sha256');
  const descriptor = fs.openSync(file, 'r');
  const chunk = Buffer.alloc(1 << 20);
  for (let read = fs.readSync(descriptor, chunk); read > 0; read = fs.readSync(descriptor, chunk)) {
    hash.update(chunk.subarray(0, read));
  }
  fs.closeSync(descriptor);
  return hash.digest('hex');
}
