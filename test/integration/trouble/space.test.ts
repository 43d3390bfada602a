// Disks that are full. Each small disk is a tmpfs in a mount namespace of its own, which goes with the build.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { type CliResult, runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { lineOf, rootPart, seedCache, warmSharedCache, writeKickstart } from '../../support/small-appliance.ts';
import { assertNothingLeft, makeSite, type Site } from '../../support/traces.ts';

interface Built extends CliResult {
  /** What lies on the small disk after the build. */
  readonly left: readonly string[];
}

async function buildWithSmallDisk(site: Site, sizeMiB: number, args: readonly string[], cache: string): Promise<Built> {
  const file = writeKickstart(site, 'small.ks');
  const disk = path.join(site.directory, 'disk');
  mkdirSync(disk);
  const script = `mount -t tmpfs -o size=${sizeMiB}m tmpfs "$0" && "$@"; code=$?; cd "$0" && find . -type f -printf 'left %P\\n'; exit $code`;
  const wrapper = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, disk];
  const options = args.map((word) => word.replace('DISK', disk));
  const cacheOption = options.includes('--cache-dir') ? [] : ['--cache-dir', cache];
  const outOption = options.includes('--out') ? [] : ['--out', site.out];
  const result = await runCli(['build', file, '--format', 'qcow2', ...cacheOption, ...outOption, ...options], {
    wrapper,
    env: { TMPDIR: site.temporary },
  });
  const left = [...result.stdout.matchAll(/^left (.+)$/gm)].map((match) => match[1] ?? '');
  return { ...result, left };
}

async function prepare(t: TestContext): Promise<Site> {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  return site;
}

test('a full disk for scratch space, while a layer is unpacked', async (t) => {
  const site = await prepare(t);
  const built = await buildWithSmallDisk(site, 150, ['--work-dir', 'DISK'], sharedCache);
  assert.equal(built.code, 1, built.stderr);
  assert.match(built.stderr, /error: .*\n(?: {2}\| .*\n)*.*No space left on device/);
  assert.match(built.stderr, /hint: make room, or name other folders: --work-dir/);
  assert.deepEqual(built.left, []);
  assertNothingLeft(site, 'scratch', ['out.failed.log']);
});

test('a full disk for scratch space, while packages are installed', async (t) => {
  const site = await prepare(t);
  const cache = seedCache(path.join(site.directory, 'cache'), ['packages', 'apt-lists']);
  const built = await buildWithSmallDisk(site, 350, ['--work-dir', 'DISK'], cache);
  assert.equal(built.code, 1, built.stderr);
  assert.match(built.stderr, /No space left on device/);
  assert.match(built.stderr, /hint: make room, or name other folders: --work-dir/);
  assert.deepEqual(built.left, []);
  assertNothingLeft(site, 'installation', ['out.failed.log']);
});

test('a full disk for the output', async (t) => {
  const site = await prepare(t);
  const built = await buildWithSmallDisk(site, 40, ['--out', 'DISK/out'], sharedCache);
  assert.equal(built.code, 1, built.stderr);
  assert.match(built.stderr, /error: can't write the images of disk small-sda: no space is left on the device\n/);
  assert.match(built.stderr, /hint: make room, or name other folders: .*--out/);
  assert.deepEqual(built.left, ['out.failed.log']);
  assertNothingLeft(site, 'output', []);
});

test('a full disk for the cache costs time in the next build, not this build', async (t) => {
  const site = await prepare(t);
  const built = await buildWithSmallDisk(site, 10, ['--cache-dir', 'DISK/cache'], sharedCache);
  assert.equal(built.code, 0, built.stderr);
  assert.match(
    built.stderr,
    /note: the cache cannot keep the packages: its disk is full; the next build takes longer\n/,
  );
  assert.match(built.stderr, /warning: the installed root cannot be kept in the cache: .*No space left on device/);
  assert.match(built.stderr, /note: the cache cannot keep the compressed disks: its disk is full/);
  assert.deepEqual(
    built.left.filter((name) => name.includes('partial')),
    [],
  );
  assertNothingLeft(site, 'cache', ['out']);
});

test('packages that cannot fit name the part line before they are fetched', async (t) => {
  const site = await prepare(t);
  const cache = seedCache(path.join(site.directory, 'cache'), ['apt-lists']);
  const file = writeKickstart(site, 'tiny.ks', { parts: [rootPart.replace('900', '200')] });
  const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', cache, '--out', site.out], {
    env: { TMPDIR: site.temporary },
  });
  assert.equal(result.code, 2, result.stderr);
  const line = lineOf(readFileSync(file, 'utf8'), 'part / ');
  const said = `^${file}:${line}:1: error: the packages need at least \\d+ MiB, and the filesystem of / has room for \\d+ MiB: \\d+ MiB are missing\n`;
  assert.match(result.stderr, new RegExp(said, 'm'));
  assert.doesNotMatch(result.stderr, /fetch the package files/);
  const packages = path.join(cache, 'packages');
  assert.deepEqual(existsSync(packages) ? readdirSync(packages) : [], []);
  assertNothingLeft(site, 'packages', ['out.failed.log']);
});

test('contents that do not fit name the part line, what they need, what there is and what is missing', async (t) => {
  const site = await prepare(t);
  const parts = [rootPart.replace('900', '340'), 'part /srv --fstype=ext4 --size=50'];
  const file = writeKickstart(site, 'tight.ks', { parts });
  const result = await runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out], {
    env: { TMPDIR: site.temporary },
  });
  assert.equal(result.code, 2, result.stderr);
  const line = lineOf(readFileSync(file, 'utf8'), 'part / ');
  const said = new RegExp(
    `^${file}:${line}:1: error: the contents of / need (\\d+) MiB as ext4, and its partition has 340 MiB: (\\d+) MiB are missing\\n`,
    'm',
  ).exec(result.stderr);
  assert.ok(said, result.stderr);
  const needed = Number(said[1]);
  assert.equal(Number(said[2]), needed - 340);
  assert.ok(result.stderr.includes(`hint: give this part line --size=${needed} or more`), result.stderr);
  assertNothingLeft(site, 'contents', ['out.failed.log']);

  await t.test('and with the size that the hint gives they fit', async () => {
    writeKickstart(site, 'tight.ks', { parts: [rootPart.replace('900', String(needed)), ...parts.slice(1)] });
    const again = await runCli(['build', file, '--format', 'raw', '--cache-dir', sharedCache, '--out', site.out], {
      env: { TMPDIR: site.temporary },
    });
    assert.equal(again.code, 0, again.stderr);
  });
});
