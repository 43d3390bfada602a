// How url and repo lines reach repositories, and what of them is used: the real apt against mirrors of this test.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openCache } from '../../../src/cache/cache.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { sanePath } from '../../../src/host/root/mount.ts';
import { aptBackend } from '../../../src/install/apt/apt.ts';
import type { Resolution } from '../../../src/install/backend.ts';
import type { PackagePlan } from '../../../src/plan/plan.ts';
import { makeCertificates } from '../../support/certificates.ts';
import { startMirror } from '../../support/mirror.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { seedCache } from '../../support/small-appliance.ts';

const forward = () => 'forward' as const;

interface Asked {
  readonly resolution: Resolution;
  readonly log: readonly string[];
  /** Fetches the file of one package, which no cache has, and nothing else. */
  fetchOne(): Promise<void>;
}

async function ask(t: TestContext, lines: readonly string[], packages: readonly string[] = []): Promise<Asked> {
  const directory = temporaryDirectory(t);
  const scratch = path.join(directory, 'scratch');
  mkdirSync(scratch);
  const cache = openCache(seedCache(path.join(directory, 'cache'), ['packages']));
  const text = ['part / --size=900', ...lines, '%packages --nocore', ...packages, '%end', ''].join('\n');
  const log: string[] = [];
  const runner = createRunner({
    signal: new AbortController().signal,
    log: (line) => void log.push(line),
    env: { PATH: sanePath, LC_ALL: 'C.UTF-8' },
  });
  const backend = aptBackend({
    ...{ runner, scratch, release: undefined, arch: 'x86_64', listsCache: cache.aptLists },
    packageStore: cache.packages,
    repositories: applianceOf(text).repositories,
  });
  const request: PackagePlan = { ...planOf(text).packages, requested: planOf(text).packages.requested.filter(isAsked) };
  const resolution = await backend.resolve(request);
  return {
    resolution,
    log,
    async fetchOne() {
      const one = resolution.packages.find(({ name }) => name === 'hostname');
      await removeFrom(path.join(directory, 'cache/packages'), one?.sha256 ?? 'nothing');
      await backend.fetch(resolution);
    },
  };
}

async function removeFrom(folder: string, sha256: string): Promise<void> {
  for (const name of await fs.readdir(folder, { recursive: true })) {
    if (path.basename(name).startsWith(sha256)) await fs.rm(path.join(folder, name));
  }
}

const isAsked = ({ reason }: { readonly reason: string }) => reason === 'kickstart';
const isHostname = (file: string) => /\/hostname_.*\.deb$/.test(file);

describe('a repository is reached', { concurrency: true }, () => {
  test('through its proxy, whose password no log shows', async (t) => {
    await using proxy = await startMirror(forward);
    const url = `http://mirror.invalid/ ${proxy.suite}`;
    const { resolution, log, fetchOne } = await ask(t, [
      `url --url="${url}" --proxy=http://me:geheim@127.0.0.1:${proxy.port}`,
    ]);
    assert.ok(resolution.packages.length > 50);
    await fetchOne();
    assert.ok(proxy.asked.some(isHostname));
    assert.deepEqual([...proxy.authorizations], [`Basic ${Buffer.from('me:geheim').toString('base64')}`]);
    assert.deepEqual(
      log.filter((line) => line.includes('geheim')),
      [],
    );
  });

  test('from a list of mirrors', async (t) => {
    await using mirror = await startMirror(forward);
    const list = `# mirrors\nhttp://127.0.0.1:${mirror.port}/\n`;
    await using lists = await startMirror(() => ({ text: list }));
    const { resolution, fetchOne } = await ask(t, [
      `url --mirrorlist="http://127.0.0.1:${lists.port}/mirrors.txt ${mirror.suite}"`,
    ]);
    assert.ok(resolution.packages.length > 50);
    await fetchOne();
    assert.ok(mirror.asked.some(isHostname));
    assert.deepEqual([...new Set(lists.asked)], ['/mirrors.txt']);
  });

  test('over TLS with an authority, a certificate and a key of its own, and not without them', async (t) => {
    const folder = temporaryDirectory(t);
    const { key, cert } = makeCertificates(folder);
    const tls = { key, cert, ca: cert, requestCert: true, rejectUnauthorized: true };
    await using mirror = await startMirror(forward, tls);
    const url = `https://localhost:${mirror.port}/ ${mirror.suite}`;
    const client = `--sslclientcert=${folder}/cert.pem --sslclientkey=file://${folder}/key.pem`;
    const { resolution, fetchOne } = await ask(t, [`url --url="${url}" --sslcacert=${folder}/cert.pem ${client}`]);
    assert.ok(resolution.packages.length > 50);
    await fetchOne();
    assert.ok(mirror.asked.some(isHostname));
    const unverified = await ask(t, [`url --url="${url}" --noverifyssl ${client}`]);
    assert.equal(unverified.resolution.packages.length, resolution.packages.length);
    await assert.rejects(ask(t, [`url --url="${url}" ${client}`]), { code: 'repository-failed' });
    const withoutKey = `--sslcacert=${folder}/cert.pem`;
    await assert.rejects(ask(t, [`url --url="${url}" ${withoutKey}`]), { code: 'repository-unreachable' });
    await assert.rejects(
      ask(t, [`url --url="${url}" --sslcacert=/no/such/file`]),
      (error) => error instanceof ApplianceError && error.code === 'missing-file' && error.position?.line === 2,
    );
  });
});

test('a mirror that breaks off in the middle of a package file is asked again, but not for ever', async (t) => {
  let times = 1;
  await using mirror = await startMirror((file) => (isHostname(file) && times-- > 0 ? 'break-off' : 'forward'));
  const { fetchOne } = await ask(t, [`url --url="${mirror.url}"`]);
  await fetchOne();
  assert.equal(mirror.asked.filter(isHostname).length, 2);
  times = Number.POSITIVE_INFINITY;
  await assert.rejects((await ask(t, [`url --url="${mirror.url}"`])).fetchOne(), { code: 'download-failed' });
});

test('the cheapest of two repositories serves what both have', async (t) => {
  await using dear = await startMirror(forward);
  await using cheap = await startMirror(forward);
  const { fetchOne } = await ask(t, [
    `url --url="${dear.url}"`,
    `repo --name=zz --baseurl="${cheap.url}" --cost=10`,
    `repo --name=aa --baseurl="http://localhost:${dear.port}/ ${dear.suite}" --cost=2000`,
  ]);
  await fetchOne();
  assert.ok(cheap.asked.some(isHostname));
  assert.ok(!dear.asked.some(isHostname));
});

test('packages left out of a repository are not there, and names that are nowhere can be left out', async (t) => {
  await using mirror = await startMirror(forward);
  const without = `repo --name=all --baseurl="${mirror.url}" --excludepkgs=nano*,[s-u]ree`;
  const unknown = ['nano=9', 'tree', 'no-such-thing', 'no-such-*', '-neither'];
  const other = `repo --name=some --baseurl="http://localhost:${mirror.port}/ ${mirror.suite}" --includepkgs=nan?`;
  await assert.rejects(ask(t, [without], ['nano']), { message: 'no repository has a package named nano' });
  const { resolution } = await ask(t, [without, other], ['nano', '%end', '%packages --ignoremissing', ...unknown]);
  assert.ok(resolution.packages.some(({ name }) => name === 'nano'));
  assert.deepEqual(
    resolution.warnings.map(({ message }) => /named (\S+);/.exec(message)?.[1]),
    ['nano=9', 'tree', 'no-such-thing', 'no-such-*', 'neither'],
  );
});
