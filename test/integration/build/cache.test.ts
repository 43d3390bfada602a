// What a second build takes from the cache, and what it must not take from there. No network means none: these builds
// run in a network namespace that has nothing but a loopback interface, and that one is down.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { dumpExt, listExt, readExt, sha256Of, tableOf, tool, toRaw } from '../../support/inspect-disk.ts';
import { type CliResult, runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';

const noNetwork = ['unshare', '--net', '--'];

/** Asks for the packages of examples/hello.ks, so that both share a layer. */
function kickstart(packages: readonly string[], post: string): string {
  return [
    'timezone Etc/UTC --utc',
    'network --bootproto=dhcp --hostname=cached',
    'rootpw --plaintext cached-root',
    'bootloader --append="console=ttyS0"',
    'part / --size=900',
    '%packages',
    ...packages,
    '%end',
    `%post --erroronfail\n${post}\n%end`,
    '',
  ].join('\n');
}

interface Built extends CliResult {
  readonly manifest: Manifest;
  readonly log: string;
  readonly initramfs: string;
  readonly note: string;
  readonly stepOf: (name: string) => string | undefined;
}

test('a second build takes from the cache what did not change, and only that', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'cached.ks');
  // What an earlier run of this test left in the shared cache must not count as a hit.
  const run = randomUUID();

  async function build(name: string, text: string, wrapper: readonly string[] = []): Promise<Built> {
    writeFileSync(file, text);
    const out = path.join(directory, name);
    const options = ['--format', 'qcow2', '--cache-dir', sharedCache, '--out', out];
    const result = await runCli(['build', file, ...options], { wrapper });
    assert.equal(result.code, 0, `${name}: ${result.stderr}`);
    const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;
    const raw = toRaw(path.join(out, 'cached-sda.qcow2'), out);
    const root = tableOf(raw).partitions[1]?.startBytes ?? 0;
    const initrd = listExt(raw, root, '/boot').find((entry) => entry.startsWith('initrd.img-'));
    return {
      ...result,
      manifest,
      log: readFileSync(path.join(out, 'build.log'), 'utf8'),
      initramfs: dumpExt(raw, root, `/boot/${initrd}`, path.join(directory, `${name}.initrd`)),
      note: readExt(raw, root, '/srv/note'),
      stepOf: (step) => manifest.timings.find((timing) => timing.name === step)?.detail,
    };
  }

  const assertNothingInstalled = (built: Built) => {
    assert.equal(built.manifest.layer.fromCache, true);
    assert.equal(built.manifest.layer.key, first.manifest.layer.key);
    assert.match(built.stderr, /^✓ install .* from the cache, nothing installed$/m);
    assert.doesNotMatch(built.stderr, /fetch/);
    const commands = built.log.split('\n').flatMap((line) => /^ *[\d.]+ {2}\+ (.*)/.exec(line)?.[1] ?? []);
    assert.ok(commands.length > 10, 'the log shows what was run');
    const installing = /^(?:\S*\/)?(?:mmdebstrap|dpkg|apt-get (?!.*--print-uris).*(?:install|download)) /;
    assert.deepEqual(
      commands.filter((command) => installing.test(command)),
      [],
    );
  };

  const packages = ['linux-image-cloud-amd64', 'kmod', 'udev'];
  const first = await build('first', kickstart(packages, 'echo one > /srv/note'));

  await t.test('without a network, in another order, with another %post line: nothing is installed', async () => {
    const again = await build('again', kickstart(packages.toReversed(), 'echo two > /srv/note'), noNetwork);
    assertNothingInstalled(again);
    assert.match(again.stderr, /^note: no package repository can be reached; using the package lists of \S+ from/m);
    assert.equal(again.note, 'two\n');
    assert.match(again.stepOf('initramfs') ?? '', /from the cache$/);
    assert.equal(sha256Of(again.initramfs), sha256Of(first.initramfs));
    assert.deepEqual(again.manifest.packages, first.manifest.packages);
  });

  await t.test('a change of /etc/modules makes the initramfs again', async () => {
    const changed = await build(
      'modules',
      kickstart(packages, `echo one > /srv/note\necho '# ${run}' >> /etc/modules`),
    );
    assertNothingInstalled(changed);
    assert.doesNotMatch(changed.stepOf('initramfs') ?? '', /cache/);
  });

  await t.test('so does a change below /etc/initramfs-tools/, and it counts', async () => {
    const lines = [
      'echo dm_mirror >> /etc/initramfs-tools/modules',
      `echo 'COMPRESS=gzip # ${run}' > /etc/initramfs-tools/conf.d/z`,
    ];
    const changed = await build('tools', kickstart(packages, ['echo one > /srv/note', ...lines].join('\n')));
    assertNothingInstalled(changed);
    assert.doesNotMatch(changed.stepOf('initramfs') ?? '', /cache/);
    // The name of a member of a cpio archive ends with a zero byte.
    const member = 'drivers/md/dm-mirror.ko\0';
    assert.ok(gunzipSync(readFileSync(changed.initramfs)).includes(member));
    const before = path.join(directory, 'before.cpio');
    tool('zstd', '-q', '-d', '-f', first.initramfs, '-o', before);
    assert.ok(readFileSync(before).includes('.ko\0'), 'it is a cpio archive with modules');
    assert.ok(!readFileSync(before).includes(member));
  });
});

test('without a network and without a cache a build fails, says so, and leaves its log', async (t) => {
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'alone.ks');
  writeFileSync(file, kickstart(['linux-image-cloud-amd64'], 'true'));
  const [out, cache] = ['out', 'cache'].map((name) => path.join(directory, name));
  assert.ok(out && cache);
  const failed = await runCli(['build', file, '--cache-dir', cache, '--out', out], { wrapper: noNetwork });
  assert.equal(failed.code, 1, failed.stderr);
  assert.match(failed.stderr, /^error: no package repository can be reached, and the cache holds no package lists/m);
  assert.match(failed.stderr, /^ {2}\| (?:Err:\d+|[EW]:) /m);
  assert.match(failed.stderr, /^ {2}hint: .*network/m);
  assert.match(failed.stderr, new RegExp(`^the full log is ${out}\\.failed\\.log$`, 'm'));
  assert.deepEqual(
    readdirSync(directory)
      .filter((name) => name !== 'cache')
      .sort(),
    ['alone.ks', 'out.failed.log'],
    'nothing but the log is left',
  );
});
