// Repositories and packages that go wrong: each is an error that says what, where and what to do.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openKeyring, parseChecksig } from '../../../src/install/dnf/verify/signatures.ts';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { type Answer, metalink, serve } from '../../support/distribution/serve.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { inPrivateNamespace, runner } from '../configure/support.ts';
import { type Lines, onlyError, openDnf, resolveLines } from './rpm-backend.ts';

inPrivateNamespace(import.meta.url);

const distribution = await testDistribution();
const { repositories } = distribution;
const local = `url --url=file://${repositories.base}`;
const key = (name = 'url') => `repo ${name} --gpgkey=file://${distribution.key}`;
const quick = '--nocore --timeout=2 --retries=0';

describe('a repository', () => {
  const table: readonly (readonly [what: string, fault: Answer, code: string, message: RegExp, hint: RegExp])[] = [
    ['with nothing at its address', 'not-found', 'repository-failed', /no repository at its address/, /repodata/],
    ['that answers with a login page', 'garbage', 'repository-failed', /is no repository metadata/, /login page/],
    ['that stalls', 'silence', 'repository-unreachable', /cannot be reached/, /network/],
    ['with broken metadata', 'flip-bytes', 'repository-failed', /is no repository metadata/, /address/],
  ];
  for (const [what, fault, code, message, hint] of table) {
    test(what, async (t) => {
      await using server = await serve(repositories.base, () => fault);
      const lines = { commands: [`url --url=${server.url}`], packages: ['trial-hello'], packagesOptions: quick };
      const error = await onlyError(resolveLines(t, lines));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
      assert.match(error.hint ?? '', hint);
      assert.equal(error.position?.line, 2);
      assert.ok(error.detail.length > 0);
    });
  }

  test('that is down: an error without a cache, a note with one', async (t) => {
    await using server = await serve(repositories.base);
    const cacheDirectory = path.join(temporaryDirectory(t), 'cache');
    const lines: Lines = {
      commands: [`url --url=${server.url}`],
      packages: ['trial-hello'],
      packagesOptions: quick,
      cacheDirectory,
    };
    await resolveLines(t, lines);
    const asked = server.asked.length;
    assert.ok(asked > 1);
    await resolveLines(t, lines);
    assert.deepEqual(server.asked.slice(asked), ['/repodata/repomd.xml'], 'unchanged metadata costs one request');
    await server[Symbol.asyncDispose]();
    const { packages, notes } = await resolveLines(t, lines);
    assert.ok(packages.some(({ name }) => name === 'trial-hello'));
    assert.match(notes[0] ?? '', /no package repository can be reached; using the metadata of .* from the cache/);
    const error = await onlyError(
      resolveLines(t, { ...lines, cacheDirectory: path.join(temporaryDirectory(t), 'empty') }),
    );
    assert.equal(error.code, 'repository-unreachable');
  });

  test('whose address has a password: nobody sees it, nor does the log hold it', async (t) => {
    await using server = await serve(repositories.base, () => 'not-found');
    const url = server.url.replace('//', '//me:secret@');
    const { backend, plan, log } = openDnf(t, { commands: [`url --url=${url}`], packages: ['trial-right'] });
    const error = await onlyError(backend.resolve(plan));
    assert.match(error.detail.join('\n'), /:\/\/\*\*\*@127/);
    assert.doesNotMatch([error.message, error.hint, ...error.detail, ...log].join('\n'), /secret/);
  });

  test('whose metadata names other checksums than its files have', async (t) => {
    await using server = await serve(repositories.base, (file) => (/primary/.test(file) ? 'flip-bytes' : 'file'));
    const error = await onlyError(
      resolveLines(t, { commands: [`url --url=${server.url}`], packages: ['trial-hello'], packagesOptions: quick }),
    );
    assert.equal(error.code, 'repository-failed');
    assert.match(error.message, /do not fit the checksums/);
  });

  test('with an expired metalink', async (t) => {
    await using server = await serve(repositories.base, (file) =>
      file === '/metalink' ? { text: metalink(repositories.base, [server.url], { sha256: '0'.repeat(64) }) } : 'file',
    );
    const error = await onlyError(
      resolveLines(t, {
        commands: [`url --metalink=${server.url}/metalink`],
        packages: ['trial-hello'],
        packagesOptions: quick,
      }),
    );
    assert.equal(error.code, 'repository-failed');
    assert.match(error.message, /metalink/);
    assert.match(error.hint ?? '', /expired/);
  });
});

describe('package files', () => {
  const fetchOver = async (t: TestContext, fault: Answer) => {
    let isChanged = false;
    await using server = await serve(repositories.base, (file) =>
      isChanged && /trial-right/.test(file) ? fault : 'file',
    );
    const lines = { commands: [`url --url=${server.url}`], packages: ['trial-right'], packagesOptions: quick };
    const { backend, plan } = openDnf(t, lines);
    const resolution = await backend.resolve(plan);
    isChanged = true;
    return await onlyError(backend.fetch(resolution));
  };

  test('that went away between metadata and download', async (t) => {
    const error = await fetchOver(t, 'not-found');
    assert.equal(error.code, 'download-failed');
    assert.match(error.message, /trial-right/);
    assert.match(error.hint ?? '', /changed while the build ran/);
  });
  test('that changed between metadata and download', async (t) => {
    const error = await fetchOver(t, 'flip-bytes');
    assert.equal(error.code, 'download-failed');
    assert.match(error.hint ?? '', /differs from what the metadata says/);
  });
  test('of which the metadata lies, in a folder and over the network', async (t) => {
    const folder = { commands: [local, `repo --name=badsum --baseurl=file://${repositories.badsum}`] };
    const opened = openDnf(t, { ...folder, packages: ['trial-other-sum'] });
    const error = await onlyError(opened.backend.fetch(await opened.backend.resolve(opened.plan)));
    assert.equal(error.code, 'checksum-mismatch');
    assert.match(error.message, /trial-other-sum/);
    await using server = await serve(repositories.badsum);
    const network = { commands: [local, `repo --name=badsum --baseurl=${server.url}`] };
    const remote = openDnf(t, { ...network, packages: ['trial-other-sum'], packagesOptions: quick });
    const other = await onlyError(remote.backend.fetch(await remote.backend.resolve(remote.plan)));
    assert.match(other.code, /download-failed|checksum-mismatch/);
    assert.match(`${other.message} ${other.hint}`, /trial-other-sum.*metadata/s);
  });
  test('that are in the cache are not asked for again', async (t) => {
    await using server = await serve(repositories.base);
    const cacheDirectory = path.join(temporaryDirectory(t), 'cache');
    const lines = { commands: [`url --url=${server.url}`], packages: ['trial-right'], cacheDirectory };
    for (const [downloaded, fromCache] of [
      [1, 0],
      [0, 1],
    ]) {
      const { backend, plan } = openDnf(t, lines);
      const fetched = await backend.fetch(await backend.resolve(plan));
      assert.deepEqual([fetched.downloaded, fetched.fromCache], [downloaded, fromCache]);
    }
    assert.equal(server.asked.filter((file) => /trial-right.*rpm$/.test(file)).length, 1);
  });
});

describe('signatures', () => {
  const fetched = async (t: TestContext, lines: Lines) => {
    const { backend, plan } = openDnf(t, lines);
    return await backend.fetch(await backend.resolve(plan));
  };
  const from = (name: 'unsigned' | 'badsig') => [local, `repo --name=${name} --baseurl=file://${repositories[name]}`];

  test('verified by the key of the addon: nothing is said', async (t) => {
    const { warnings } = await fetched(t, { commands: [local], packages: ['trial-hello'], addon: [key()] });
    assert.deepEqual(warnings, []);
  });
  test('no key is known: a warning, which --require-signatures makes an error', async (t) => {
    const lines = { commands: [local], packages: ['trial-right'] };
    const { warnings } = await fetched(t, lines);
    assert.match(
      warnings[0]?.message ?? '',
      /repository url cannot be verified: trial-right is signed by a key that is not known/,
    );
    assert.match(warnings[0]?.hint ?? '', /repo url --gpgkey=/);
    const error = await onlyError(fetched(t, { ...lines, options: { requireSignatures: true } }));
    assert.equal(error.code, 'not-verified');
  });
  test('the warning comes again with the next build', async (t) => {
    const cacheDirectory = path.join(temporaryDirectory(t), 'cache');
    const lines = { commands: [local], packages: ['trial-right'], cacheDirectory };
    await fetched(t, lines);
    const { warnings } = await resolveLines(t, lines);
    assert.match(warnings[0]?.message ?? '', /cannot be verified/);
  });
  test('verified by the keys of the release package', async (t) => {
    const { warnings } = await fetched(t, {
      commands: [local],
      packages: ['trial-right', 'trial-release'],
      options: { requireSignatures: true },
    });
    assert.deepEqual(warnings, []);
  });
  test('of several keys those that rpm refuses are passed over if nobody named them', async (t) => {
    const text = readFileSync(distribution.key, 'utf8');
    const good = { source: '/new', text };
    const bad = { source: '/old', text: text.replaceAll(/^[\w+/=]+$/gm, 'old') };
    const folder = temporaryDirectory(t);
    const options = await openKeyring(runner, path.join(folder, 'forgiving'), [bad, good], true);
    const [file = ''] = readdirSync(repositories.base).filter((name) => name.startsWith('trial-right-'));
    const { stdout } = await runner.run('rpmkeys', [...options, '--checksig', '--verbose', file], {
      cwd: repositories.base,
    });
    assert.deepEqual(parseChecksig(stdout), new Map([[file, 'verified']]));
    await assert.rejects(openKeyring(runner, path.join(folder, 'strict'), [bad, good], false), /the key \/old/);
  });
  test('an unsigned package of a repository that has a key', async (t) => {
    const error = await onlyError(
      fetched(t, { commands: from('unsigned'), packages: ['trial-unsigned'], addon: [key('unsigned')] }),
    );
    assert.equal(error.code, 'not-verified');
    assert.match(error.message, /trial-unsigned is unsigned/);
    assert.equal(error.position?.line, 3);
  });
  test('a package signed by somebody else', async (t) => {
    const error = await onlyError(
      fetched(t, { commands: from('badsig'), packages: ['trial-stranger'], addon: [key('badsig')] }),
    );
    assert.equal(error.code, 'not-verified');
    assert.match(error.message, /trial-stranger is signed by another key/);
  });
  test('a package that was changed after it was signed is an error, key or no key', async (t) => {
    for (const addon of [[key('badsig')], []]) {
      const error = await onlyError(fetched(t, { commands: from('badsig'), packages: ['trial-altered'], addon }));
      assert.equal(error.code, 'bad-signature');
      assert.match(error.message, /trial-altered of the repository badsig has a bad signature/);
    }
  });
  test('a key that is none, or is not there', async (t) => {
    for (const file of [import.meta.filename, '/nowhere/key.asc']) {
      const lines = { commands: [local], packages: ['trial-right'], addon: [`repo url --gpgkey=${file}`] };
      assert.equal((await onlyError(resolveLines(t, lines))).code, 'key-unusable');
    }
  });
});
