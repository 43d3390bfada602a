// What programs read of a build, and how the cache of one machine becomes that of another: the second build finds its layer
// there and makes the same disks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { sha256Of, tableOf, tool } from '../../support/inspect-disk.ts';
import { readEvents, theEvent } from '../../support/read-events.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';
import { lineOf as lineOfText, seedCache, writeKickstart } from '../../support/small-appliance.ts';
import { makeSite, type Site } from '../../support/traces.ts';

const password = 'a password to hide';

test('a build is told as events, and its cache moves to another machine', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  const [cache, carried, other] = ['cache', 'carried', 'other'].map((name) => path.join(site.directory, name)) as [
    string,
    string,
    string,
  ];
  seedCache(cache, ['packages', 'apt-lists']);
  const file = writeKickstart(site, 'small.ks', {
    commands: [`user --name=kim --plaintext --password="${password}"`],
    packages: ['openssh-server'],
    sections: ['%post', 'exit 7', '%end'],
  });
  const env = { TMPDIR: site.temporary, SOURCE_DATE_EPOCH: '1700000000' };
  const build = async (from: string) => {
    const args = ['build', file, '--format', 'raw', '--progress', 'json', '--cache-dir', from, '--out', site.out];
    const result = await runCli(args, { env });
    assert.equal(result.code, 0, result.stderr + result.stdout);
    assert.equal(result.stderr, '');
    return readEvents(result.stdout);
  };
  const cold = await build(cache);
  const coldFiles = filesOf(site);
  const fetched = theEvent(cold, 'fetched');
  const kept = theEvent(cold, 'layer-kept');

  await t.test('in their order, the secrets first', () => {
    assert.ok(theEvent(cold, 'secrets').secrets.includes(password));
    const kinds = cold.map(({ event }) => event);
    assert.equal(kinds[0], 'secrets');
    assert.equal(kinds.at(-1), 'built');
    assert.ok(kinds.indexOf('resolved') < kinds.indexOf('fetched'));
    assert.ok(kinds.indexOf('fetched') < kinds.indexOf('layer-kept'));
    const steps = (kind: string) => cold.flatMap((one) => (one.event === kind && 'name' in one ? [one.name] : []));
    assert.deepEqual(steps('step-end'), steps('step-start'));
    assert.ok(steps('step-end').includes('install'));
    for (const event of cold.slice(1)) assert.doesNotMatch(JSON.stringify(event), new RegExp(password));
  });

  await t.test('with the place of each warning', () => {
    const warning = cold.find((event) => event.event === 'warning' && event.code === 'script-failed');
    assert.ok(warning?.event === 'warning');
    assert.equal(warning.severity, 'warning');
    assert.deepEqual(warning.position, { file, line: lineOf(file, '%post'), column: 1 });
  });

  await t.test('with what was used of the cache', () => {
    const { packages, layerKey, layerFromCache } = theEvent(cold, 'resolved');
    assert.equal(layerFromCache, false);
    const used = fetched.used.map(({ name }) => name);
    for (const { sha256 } of packages) assert.ok(used.includes(`packages/${sha256.slice(0, 2)}/${sha256}.deb`));
    assert.equal(used.filter((name) => name.startsWith('apt-lists/')).length, 1);
    assert.equal(used.length, packages.length + 1);
    assert.deepEqual(
      kept.used.map(({ name }) => name),
      [`layers/${layerKey}.tar.zst`],
    );
    assert.ok((kept.used[0]?.bytes ?? 0) > 50_000_000);
  });

  await t.test('without what no two machines may share in the layer', () => {
    const layer = path.join(cache, kept.used[0]?.name ?? '');
    const names = execFileSync('tar', ['--use-compress-program=zstd', '-tf', layer], { encoding: 'utf8' }).split('\n');
    assert.ok(names.includes('./etc/ssh/sshd_config'));
    assert.deepEqual(
      names.filter((name) => /ssh_host_|\/var\/lib\/systemd\/random-seed|\/var\/log\/dpkg|-old$/.test(name)),
      [],
    );
    const machineId = ['--use-compress-program=zstd', '-xOf', layer, './etc/machine-id'];
    assert.equal(execFileSync('tar', machineId, { encoding: 'utf8' }), '');
  });

  await t.test('carried to another cache it serves a build there', async () => {
    const names = path.join(site.directory, 'names');
    writeFileSync(names, [...fetched.used, ...kept.used].map(({ name }) => `${name}\n`).join(''));
    const exported = await runCli(['cache', 'export', carried, '--names', names, '--cache-dir', cache, '--json']);
    assert.equal(exported.code, 0, exported.stderr);
    const { files, bytes } = JSON.parse(exported.stdout);
    const imported = await runCli(['cache', 'import', carried, '--cache-dir', other, '--json']);
    assert.deepEqual(JSON.parse(imported.stdout), { files, bytes, dropped: 0, new: files });

    const warm = await build(other);
    assert.equal(theEvent(warm, 'resolved').layerFromCache, true);
    assert.equal(theEvent(warm, 'resolved').setSha256, theEvent(cold, 'resolved').setSha256);
    const { downloaded, used } = theEvent(warm, 'fetched');
    assert.equal(downloaded, 0);
    assert.deepEqual(
      used.map(({ name }) => name),
      fetched.used.map(({ name }) => name),
    );
    assert.ok(!warm.some(({ event }) => event === 'layer-kept'));
    assert.deepEqual(filesOf(site), coldFiles, 'the root is the same whether the layer is made or taken');
    assert.equal(theEvent(warm, 'built').directory, site.out);
  });
});

test('a build that fails ends with an error and the path of its log', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  const file = writeKickstart(site, 'wrong.ks', { packages: ['openssh-sevrer'] });
  const cache = seedCache(path.join(site.directory, 'cache'), ['apt-lists']);
  const args = ['build', file, '--progress', 'json', '--cache-dir', cache, '--out', site.out];
  const result = await runCli(args, { env: { TMPDIR: site.temporary } });
  assert.equal(result.code, 2);
  assert.equal(result.stderr, '');
  const { kind, log, errors, exitCode } = theEvent(readEvents(result.stdout), 'error');
  assert.deepEqual({ kind, log, exitCode }, { kind: 'input', log: `${site.out}.failed.log`, exitCode: 2 });
  assert.ok(existsSync(log ?? ''));
  assert.deepEqual(errors[0]?.position, { file, line: lineOf(file, 'openssh-sevrer'), column: 1 });
  assert.match(errors[0]?.hint ?? '', /openssh-server/);
});

const lineOf = (file: string, part: string) => lineOfText(readFileSync(file, 'utf8'), part);

/** Paths, kinds, modes, owners and contents of the root; not the times. */
function filesOf(site: Site): string[] {
  const raw = path.join(site.out, 'small-sda.raw');
  const root = path.join(site.directory, 'root');
  const start = tableOf(raw).partitions.find(({ sizeBytes }) => sizeBytes > 2 ** 29)?.startBytes;
  mkdirSync(root);
  try {
    tool('debugfs', '-R', `rdump / ${root}`, `${raw}?offset=${start}`);
    // It follows no links, as readdir() does.
    return tool('find', root, '-mindepth', '1', '-printf', '%P\\n')
      .trimEnd()
      .split('\n')
      .sort()
      .map((name) => {
        const { mode, uid, gid } = lstatSync(path.join(root, name));
        return `${name} ${mode.toString(8)} ${uid} ${gid} ${contentOf(path.join(root, name))}`;
      });
  } finally {
    rmSync(root, { recursive: true });
  }
}

function contentOf(file: string): string {
  const stat = lstatSync(file);
  if (stat.isSymbolicLink()) return readlinkSync(file);
  return stat.isFile() ? sha256Of(file) : '';
}
