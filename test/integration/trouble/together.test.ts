// Builds that share a cache, or even the output directory, at the same time.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { type CliResult, runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { seedCache, warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite, partialFiles } from '../../support/traces.ts';

test('two builds at once', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  const cache = seedCache(path.join(site.directory, 'cache'), ['packages']);
  dropSomePackages(cache);
  const file = writeKickstart(site, 'small.ks');
  const build = (out: string, ...more: readonly string[]) =>
    runCli(['build', file, '--format', 'raw', '--cache-dir', cache, '--out', out, '--json', ...more], {
      env: { TMPDIR: site.temporary },
    });
  const [one, other] = ['one', 'other'].map((name) => path.join(site.outParent, name)) as [string, string];

  await t.test('on one cache that lacks packages and the layer both succeed, with the same packages', async () => {
    const [first, second] = (await Promise.all([build(one), build(other)])).map(manifestOf) as [Manifest, Manifest];
    assert.deepEqual([first.layer.fromCache, second.layer.fromCache], [false, false]);
    assert.deepEqual(first.packages, second.packages);
    assert.equal(first.layer.key, second.layer.key);
    assertNothingLeft(site, 'cold', ['one', 'other']);
    assert.deepEqual(partialFiles(cache), []);
  });

  await t.test('on one cache that has all of it both succeed from the cache', async () => {
    const manifests = (await Promise.all([build(one), build(other)])).map(manifestOf);
    assert.deepEqual(
      manifests.map(({ layer }) => layer.fromCache),
      [true, true],
    );
    assertNothingLeft(site, 'warm', ['one', 'other']);
    assert.deepEqual(partialFiles(cache), []);
  });

  await t.test('into one output directory both succeed, and it holds one of them whole', async () => {
    const results = await Promise.all([build(one, '--image-version', '1'), build(one, '--image-version', '2')]);
    const manifests = results.map(manifestOf);
    const kept = JSON.parse(readFileSync(path.join(one, 'manifest.json'), 'utf8')) as Manifest;
    const whose = manifests.find(({ version }) => version === kept.version);
    assert.deepEqual(stripped(whose), stripped(kept));
    assert.deepEqual(readdirSync(one).sort(), [...kept.files, 'build.log', 'manifest.json'].sort());
    assertNothingLeft(site, 'one output', ['one', 'other']);
  });
});

function manifestOf(result: CliResult): Manifest {
  assert.equal(result.code, 0, result.stderr);
  return JSON.parse(result.stdout) as Manifest;
}

const stripped = (manifest: Manifest | undefined) => [manifest?.version, manifest?.disks, manifest?.timings];

/** Every eighth, so that both builds have something to download. */
function dropSomePackages(cache: string): void {
  const files = readdirSync(path.join(cache, 'packages'), { recursive: true, encoding: 'utf8' });
  const packages = files.filter((name) => name.endsWith('.deb')).sort();
  for (const name of packages.filter((_, index) => index % 8 === 0)) rmSync(path.join(cache, 'packages', name));
}
