// The same kickstart and packages give the same bytes, whatever the cache holds, wherever the scratch space lies; and what
// differs is found.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { sha256OfFile } from '../../../src/host/checksum.ts';
import type { Manifest } from '../../../src/report/manifest.ts';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { smallKickstart, warmSharedCache } from '../../support/small-appliance.ts';
import { makeSite } from '../../support/traces.ts';

/** SHA-256 of all outputs but the log, a line each. */
async function checksums(directory: string): Promise<string[]> {
  const names = readdirSync(directory).filter((name) => name !== 'build.log');
  return await Promise.all(
    names.sort().map(async (name) => `${name} ${await sha256OfFile(path.join(directory, name))}`),
  );
}

test('apt: the same bytes with and without a cache, in other folders', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  const file = path.join(site.inputs, 'same.ks');
  writeFileSync(file, smallKickstart({ parts: ['part /boot/efi --fstype=efi --size=64', 'part / --size=900'] }));
  const first = path.join(site.directory, 'first');
  const result = await runCli(
    [
      ...['build', file, '--format', 'raw,qcow2,vmdk', '--cache-dir', sharedCache, '--out', first],
      ...['--verify-reproducible', '--progress', 'json'],
    ],
    { env: { TMPDIR: site.temporary } },
  );
  assert.equal(result.code, 0, result.stdout);
  assert.match(result.stdout, /built twice: all 7 files have the same bytes/);
  assert.equal(existsSync(`${first}.second`), false);

  await t.test('with everything in the cache, on disk, from another folder', async () => {
    const work = path.join(site.directory, 'a/deeper/work');
    mkdirSync(work, { recursive: true });
    const second = path.join(site.directory, 'b/second');
    const options = ['--format', 'raw,qcow2,vmdk', '--cache-dir', sharedCache, '--out', second, '--work-dir', work];
    const again = await runCli(['build', file, ...options, '--reproducible', '--json']);
    assert.equal(again.code, 0, again.stderr);
    const { layer, timings } = JSON.parse(again.stdout) as Manifest;
    assert.equal(layer.fromCache, true);
    assert.ok(timings.length > 5, 'who built it is told the times');
    assert.deepEqual(await checksums(second), await checksums(first));
  });
});

test('dnf: the same bytes, unless a script draws at random', async (t) => {
  const { repositories, key } = await testDistribution();
  const directory = temporaryDirectory(t);
  const build = async (name: string, post: string) => {
    const file = path.join(directory, `${name}.ks`);
    writeFileSync(
      file,
      [
        `url --url=file://${repositories.base}`,
        'rootpw --lock',
        'bootloader --append="console=ttyS0"',
        'part /boot --size=300 --fstype=ext4',
        'part / --size=1200 --fstype=xfs',
        ...['%packages --excludedocs', 'trial-hello', 'trial-changes', '%end'],
        ...['%post --erroronfail', post, '%end'],
        ...['%addon org_appliance_build', `repo url --gpgkey=${key}`, '%end', ''],
      ].join('\n'),
    );
    const out = path.join(directory, name);
    const options = ['--releasever', '1', '--format', 'qcow2', '--out', out, '--verify-reproducible'];
    const cache = path.join(directory, 'cache');
    return { out, ...(await runCli(['build', file, ...options, '--cache-dir', cache])) };
  };

  const same = await build('same', 'useradd --create-home somebody; touch /root/now');
  assert.equal(same.code, 0, same.stderr);
  assert.match(same.stderr, /note: built twice: all 5 files have the same bytes\n/);

  const other = await build('other', 'cat /proc/sys/kernel/random/uuid > /etc/drawn');
  assert.equal(other.code, 1, other.stderr);
  const where = 'other-sda\\.qcow2: /etc/drawn in the xfs filesystem of /: its content from byte \\d+ on';
  assert.match(other.stderr, new RegExp(`\nerror: two builds differ: ${where}\n`));
  assert.doesNotMatch(other.stderr, / in the ext4 filesystem|\| \/(?!etc\/drawn)/, 'nothing else differs');
  assert.ok(existsSync(path.join(other.out, 'manifest.json')), 'the first build stays');
  assert.ok(existsSync(path.join(`${other.out}.second`, 'manifest.json')), 'and the second one, to be looked at');
});
