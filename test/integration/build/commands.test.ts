// The short commands, on what a build made: boot, convert, check, plan, doctor, cache.
import assert from 'node:assert/strict';

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import type { BootVerdict } from '../../../src/boottest/boot.ts';
import { verdictExitCodes } from '../../../src/boottest/judge/verdicts.ts';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { imageInfo, tool } from '../../support/inspect-disk.ts';
import { runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { makeDisk } from '../boottest/fixture.ts';

test('boot and convert work on the output of a build', async (t) => {
  const directory = temporaryDirectory(t);
  const out = path.join(directory, 'out');
  const owner = { uid: 4321, gid: 1234 };
  const cache = ['--cache-dir', sharedCache];
  const given = ['--owner', `${owner.uid}:${owner.gid}`];
  const options = ['--format', 'qcow2', ...cache, ...given, '--probe-accelerator', '--out', out, '--json'];
  const built = await runCli(['build', 'examples/hello.ks', ...options]);
  assert.equal(built.code, 0, built.stderr);
  const readManifestFile = () => JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as Manifest;
  const strangers = () =>
    ['.', ...readdirSync(out)].filter((name) => {
      const { uid, gid, mode } = statSync(path.join(out, name));
      return uid !== owner.uid || gid !== owner.gid || (mode & 0o444) !== 0o444;
    });
  const descriptor = path.join(out, 'hello.xml');
  const assertUnchanged = () => tool('sh', '-c', 'cd "$1" && sha256sum --quiet -c SHA256SUMS', 'sh', out);

  await t.test('build --json prints the manifest as one object', () => {
    const {
      ok,
      directory: told,
      ...printed
    } = JSON.parse(built.stdout) as { ok: boolean; directory: string } & Manifest;
    assert.deepEqual([ok, told], [true, out]);
    assert.deepEqual(printed, readManifestFile());
  });

  await t.test('the accelerator was found without a boot test, and the output given to its user', () => {
    const { timings, boot, bootTest } = readManifestFile();
    assert.equal(timings.filter(({ name }) => name === 'probe').length, 1);
    assert.deepEqual(boot, []);
    assert.deepEqual(bootTest, {
      expect: ['login:'],
      combinations: [{ format: 'qcow2', firmware: 'bios' }],
    });
    assert.deepEqual(strangers(), []);
  });

  await t.test('the bill of materials lists every package of the manifest', () => {
    const { components } = JSON.parse(readFileSync(path.join(out, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string; version: string; purl?: string }[];
    };
    const { packages } = readManifestFile();
    assert.deepEqual(
      components.filter(({ purl }) => purl !== undefined).map(({ name, version }) => `${name} ${version}`),
      packages.map(({ name, version }) => `${name} ${version}`),
    );
    for (const { purl } of components.slice(1))
      assert.match(purl ?? '', /^pkg:deb\/debian\/\S+@\S+\?arch=(?:all|amd64)&distro=debian-12$/);
  });

  await t.test('boot passes, and leaves only what was seen, and its reports', async () => {
    const before = readdirSync(out);
    const booted = await runCli(['boot', descriptor, ...cache]);
    assert.equal(booted.code, 0, booted.stderr);
    const log = path.join(out, 'hello-boot-qcow2-bios.log');
    assert.match(
      booted.stdout,
      /^passed: every expected pattern was seen \([\d.]+ .*after power-on\); console: \S+\n$/,
    );
    assert.ok(booted.stdout.includes(log));
    assert.match(readFileSync(log, 'utf8'), /hello login:/);
    const left = ['-boot-qcow2-bios.log', '-boot-qcow2-bios-timed.log', '-boot-qcow2-bios.png'];
    const reports = ['-boot.json', '-boot-junit.xml', '-boot-summary.md'];
    for (const name of [...left, ...reports]) rmSync(path.join(out, `hello${name}`));
    assert.deepEqual(readdirSync(out).sort(), before.sort());
    assertUnchanged();
  });

  await t.test('boot with an expectation that never comes ends with 10 at its deadline', async () => {
    const log = path.join(directory, 'never.log');
    // Its boot loader plays a system that has come to its login.
    const other = withOtherSystem(descriptor, path.join(directory, 'plays'), (raw, scratch) => {
      const grubConfig = 'serial --unit=0\nterminal_output serial\necho "hello login: "\nsleep 600\n';
      const tree = path.join(scratch, 'tree');
      makeDisk({ file: raw, tree, sizeMiB: 32, grubConfig, bios: true, uefi: false }, scratch);
    });
    const options = ['--expect', 'no such words', '--expect', 'login:', '--timeout', '20', '--log', log, '--json'];
    const booted = await runCli(['boot', other, ...options]);
    const verdict = JSON.parse(booted.stdout) as { ok: boolean; verdict: string; missing: string[]; matched: string[] };
    assert.equal(booted.code, 10, booted.stdout);
    assert.deepEqual(
      [verdict.ok, verdict.verdict, verdict.matched, verdict.missing],
      [false, 'expectation-failed', ['login:'], ['no such words']],
    );
    assertUnchanged();
  });

  const earlier = path.join(directory, 'earlier.json');
  writeFileSync(
    earlier,
    JSON.stringify({ ...readManifestFile(), packages: [], kickstart: { file: 'x', sha256: '0'.repeat(64) } }),
  );
  await t.test('a boot that does not pass is recorded with its console and screen', async () => {
    const wishes = ['--expect', 'no such words', '--timeout', '10'];
    const booted = await runCli(['boot', descriptor, ...wishes, '--record', ...given, ...cache, '--json']);
    const told = JSON.parse(booted.stdout) as BootVerdict & { ok: boolean; results: BootVerdict[] };
    assert.notEqual(told.verdict, 'passed');
    assert.deepEqual([told.ok, booted.code], [false, verdictExitCodes[told.verdict]]);
    assert.deepEqual(
      told.results.map(({ verdict, format, firmware }) => [verdict, format, firmware]),
      [[told.verdict, 'qcow2', 'bios']],
    );
    const { boot, files } = readManifestFile();
    assert.deepEqual(
      boot.map(({ verdict, consoleLog, screenshot }) => [verdict, consoleLog, screenshot]),
      [[told.verdict, 'boot-qcow2-bios.log', 'boot-qcow2-bios.png']],
    );
    assert.deepEqual([...files, 'build.log', 'manifest.json'].sort(), readdirSync(out).sort());
    assert.deepEqual(strangers(), []);
    assert.equal(readFileSync(path.join(out, 'boot-qcow2-bios.png')).subarray(1, 4).toString(), 'PNG');
    assertUnchanged();
  });

  await t.test('diff says what changed since an earlier build, and nothing of a boot', async () => {
    const compared = await runCli(['diff', earlier, out, '--exit-code']);
    assert.equal(compared.code, 1, compared.stderr);
    assert.match(compared.stdout, /^hello 1\.0 → hello 1\.0\nthe kickstart changed\n\d+ added, 0 removed, 0 changed\n/);
    const markdown = await runCli(['diff', earlier, out, '--markdown']);
    assert.equal(markdown.code, 0);
    assert.match(markdown.stdout, /^\| added \| `bash\.amd64` \| {2}\| `[\w.+~:-]+` \|$/m);
    const same = await runCli(['diff', out, path.join(out, 'manifest.json'), '--exit-code', '--json']);
    assert.deepEqual([same.code, JSON.parse(same.stdout).different], [0, false]);
  });

  await t.test('boot of a disk without boot loader ends with 13 and says why', async () => {
    const other = withOtherSystem(descriptor, path.join(directory, 'empty'), (raw) =>
      tool('truncate', '-s', '1G', raw),
    );
    const booted = await runCli(['boot', other]);
    assert.equal(booted.code, 13, booted.stdout);
    assert.match(booted.stdout, /^boot-loader: the boot loader failed/);
    assert.ok(booted.seconds < 60, `the verdict took ${booted.seconds} s`);
  });

  await t.test('convert writes the other formats beside the disk, each the same disk', async () => {
    const disk = path.join(out, 'hello-data.qcow2');
    for (const format of ['vmdk', 'raw']) {
      const converted = await runCli(['convert', disk, '--format', format]);
      assert.equal(converted.code, 0, converted.stderr);
      const target = path.join(out, `hello-data.${format}`);
      assert.match(converted.stdout, new RegExp(`^${target}: 1 GiB virtual, [\\d.]+ [KM]iB\n$`));
      assert.equal(imageInfo(target).format, format);
      tool('qemu-img', 'compare', disk, target);
    }
    assertUnchanged();
  });
});

/** A descriptor like another, of a machine with one disk, which is made here. @returns its path */
function withOtherSystem(descriptor: string, folder: string, make: (raw: string, scratch: string) => void): string {
  mkdirSync(folder);
  const raw = path.join(folder, 'raw');
  make(raw, folder);
  tool('qemu-img', 'convert', '-O', 'qcow2', raw, path.join(folder, 'hello-os.qcow2'));
  const other = path.join(folder, 'hello.xml');
  writeFileSync(other, readFileSync(descriptor, 'utf8').replace(/.*<drive disk="hello-data.qcow2".*\n/, ''));
  return other;
}

/** Everything on the root filesystem is read only to what runs in it. */
const readOnly = ['unshare', '--mount', 'sh', '-c', 'mount -o remount,bind,ro / && exec "$@"', 'sh'];

function kickstartWithoutConsole(t: TestContext, bootloader: string): string {
  const file = path.join(temporaryDirectory(t), 'quiet.ks');
  writeFileSync(file, `rootpw --plaintext quiet\n${bootloader}\npart / --size=900\n%packages\n%end\n`);
  return file;
}

test('plan --json prints offsets and packages, and can do so where nothing can be written', async () => {
  const options = ['--disk', 'os=5G', '--disk', 'data=1G', '--json'];
  const planned = await runCli(['plan', 'examples/ovirt-wui.ks', ...options], { wrapper: readOnly });
  assert.equal(planned.code, 0, planned.stderr);
  assert.equal(planned.stderr, '');
  const plan = JSON.parse(planned.stdout) as {
    disks: { name: string; sizeBytes: number; partitions: { startBytes: number; sizeBytes: number }[] }[];
    packages: { requested: { name: string }[] };
    steps: { name: string }[];
    warnings: unknown[];
  };
  assert.deepEqual(
    plan.disks.map(({ name, sizeBytes }) => [name, sizeBytes]),
    [
      ['os', 5 * 2 ** 30],
      ['data', 2 ** 30],
    ],
  );
  for (const { sizeBytes: diskBytes, partitions } of plan.disks) {
    let end = 2 ** 20;
    for (const { startBytes, sizeBytes } of partitions) {
      assert.ok(startBytes >= end && startBytes % 2 ** 20 === 0);
      end = startBytes + sizeBytes;
    }
    assert.ok(end <= diskBytes - 2 ** 20, 'the backup table has its place');
  }
  for (const name of ['python3', 'linux-image-amd64', 'nftables', 'dosfstools'])
    assert.ok(
      plan.packages.requested.some((wanted) => wanted.name === name),
      name,
    );
  assert.ok(plan.steps.length >= 8);
  assert.deepEqual(plan.warnings, []);
});

test('check and plan warn of a missing serial console and name the line to add', async (t) => {
  const none = kickstartWithoutConsole(t, '# no bootloader line');
  const quiet = kickstartWithoutConsole(t, 'bootloader --timeout=1');
  for (const command of ['check', 'plan']) {
    const without = await runCli([command, none]);
    assert.equal(without.code, 0);
    assert.match(without.stderr, /warning: the appliance has no serial console/);
    assert.match(without.stderr, /hint: add the line: bootloader --append="console=tty0 console=ttyS0"/);
    const changed = await runCli([command, quiet]);
    assert.match(changed.stderr, new RegExp(`^${quiet}:2:1: warning: the appliance has no serial console`, 'm'));
    assert.match(changed.stderr, /hint: .*console=tty0 console=ttyS0.* bootloader line/);
  }
  const [line] = (await runCli(['check', quiet, '--json'])).stdout.split('\n');
  const { ok, errors, warnings } = JSON.parse(line ?? '') as { ok: boolean; errors: []; warnings: object[] };
  assert.deepEqual([ok, errors], [true, []]);
  const { code, file, line: number } = warnings[0] as { code: string; file: string; line: number };
  assert.deepEqual([warnings.length, code, file, number], [1, 'no-serial-console', quiet, 2]);
});

test('check --json reports each file on a line, errors with their places, and ends with 2', async (t) => {
  const file = path.join(temporaryDirectory(t), 'bad.ks');
  writeFileSync(file, 'rootpw --plaintext bad\npart / --size=900\npart / --size=100\nfrobnicate --hard\n');
  const checked = await runCli(['check', file, 'examples/hello.ks', '--json']);
  assert.equal(checked.code, 2);
  const findings = checked.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ok: boolean; errors: object[] });
  assert.deepEqual(
    findings.map(({ ok }) => ok),
    [false, true],
  );
  const places = findings[0]?.errors as { file: string; line: number; column: number; message: string }[];
  assert.ok(places.some((error) => error.file === file && error.line === 4 && /frobnicate/.test(error.message)));
  const plain = await runCli(['check', file]);
  assert.equal(plain.code, 2);
  assert.match(plain.stderr, new RegExp(`^${file}:4:1: error: `, 'm'));
});

test('doctor finds every tool on a machine that runs these tests', async () => {
  const found = await runCli(['doctor']);
  assert.equal(found.stderr, '');
  assert.equal(found.code, 0, found.stdout);
  for (const tool of ['mmdebstrap', 'qemu-img', 'mke2fs', 'grub-mkimage'])
    assert.match(found.stdout, new RegExp(`^✓ +\\S*/${tool} `, 'm'));
  const { ok, tools } = JSON.parse((await runCli(['doctor', '--json'])).stdout) as { ok: boolean; tools: object[] };
  assert.ok(ok);
  assert.equal(tools.length, found.stdout.match(/^✓/gm)?.length);
  assert.match(found.stdout, /^boot tests use (?:kvm|tcg): /m);
});

test('cache list, prune and clear keep to their directory and say what they did', async (t) => {
  const cache = path.join(temporaryDirectory(t), 'cache');
  // Something of every kind, of ages that differ; a build need not come first.
  const files = [
    ['packages/aa/aa11.deb', 30, 90],
    ['packages/bb/bb22.deb', 20, 10],
    ['layers/old.tar.zst', 50, 40],
    ['layers/new.tar.zst', 40, 1],
    ['initramfs/one', 10, 2],
    ['apt-lists/set/Packages', 5, 1],
  ] as const;
  const own = path.join(cache, 'not-of-the-program');
  for (const [name, mebibytes, days] of files) {
    const file = path.join(cache, name);
    tool('mkdir', '-p', path.dirname(file));
    tool('truncate', '-s', `${mebibytes}M`, file);
    tool('touch', '-d', `${days} days ago`, file);
  }
  writeFileSync(own, 'kept');
  const cacheCommand = (...words: string[]) => runCli(['cache', ...words, '--cache-dir', cache]);
  const names = async () => {
    const listed = JSON.parse((await cacheCommand('list', '--json')).stdout) as { entries: { name: string }[] };
    return listed.entries.map(({ name }) => name).sort();
  };

  const listed = await cacheCommand('list');
  assert.equal(listed.code, 0);
  assert.match(listed.stdout, /^ {2}packages +2 +50 MiB {2}\d{4}-\d\d-\d\dT\d\d:\d\d$/m);
  assert.deepEqual(await names(), files.map(([name]) => name).sort());

  assert.equal(
    (await cacheCommand('prune')).stdout,
    'removed 2 files, 80 MiB\n',
    'by default what a month did not use',
  );
  assert.equal((await cacheCommand('prune', '--max-age', '5')).stdout, 'removed 1 file, 20 MiB\n');
  assert.equal((await cacheCommand('prune', '--max-size', '45M')).stdout, 'removed 1 file, 10 MiB\n');
  assert.deepEqual(await names(), ['apt-lists/set/Packages', 'layers/new.tar.zst']);

  assert.equal((await cacheCommand('clear')).stdout, 'removed 2 files, 45 MiB\n');
  assert.deepEqual(readdirSync(cache), ['not-of-the-program']);
  assert.equal((await cacheCommand('clear')).code, 0, 'clearing an empty cache is no error');
});
