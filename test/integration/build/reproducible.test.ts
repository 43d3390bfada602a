// The same kickstart and packages give the same bytes, whatever the cache holds, wherever the scratch space lies; and what
// differs is found.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { sha256OfFile } from '../../../src/host/files/checksum.ts';
import type { Manifest } from '../../../src/report/manifest/manifest.ts';
import { testDistribution } from '../../support/distribution/distribution.ts';
import { imageInfo, tool } from '../../support/inspect-disk.ts';
import { diskInside, tarMembers } from '../../support/ova.ts';
import { repository, runCli, sharedCache, temporaryDirectory } from '../../support/run-cli.ts';
import { smallKickstart, warmSharedCache } from '../../support/small-appliance.ts';
import { makeSite } from '../../support/traces.ts';

/** All kinds of outputs: of disks, of the whole (with a disk that is in the OVA alone), and an archive. */
const outputs = ['--format', 'raw,qcow2,ova,vmx', '--package', 'tar.zst'] as const;

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
      ...['build', file, ...outputs, '--cache-dir', sharedCache, '--out', first],
      ...['--verify-reproducible', '--progress', 'json'],
    ],
    { env: { TMPDIR: site.temporary } },
  );
  assert.equal(result.code, 0, result.stdout);
  assert.match(result.stdout, /built twice: all 10 files have the same bytes/);
  assert.equal(existsSync(`${first}.second`), false);

  await t.test('with everything in the cache, on disk, from another folder', async () => {
    const work = path.join(site.directory, 'a/deeper/work');
    mkdirSync(work, { recursive: true });
    const second = path.join(site.directory, 'b/second');
    const options = [...outputs, '--cache-dir', sharedCache, '--out', second, '--work-dir', work];
    const again = await runCli(['build', file, ...options, '--reproducible', '--json']);
    assert.equal(again.code, 0, again.stderr);
    const { layer, timings } = JSON.parse(again.stdout) as Manifest;
    assert.equal(layer.fromCache, true);
    assert.ok(timings.length > 5, 'who built it is told the times');
    assert.deepEqual(await checksums(second), await checksums(first));
  });

  await t.test('SHA256SUMS covers disks, descriptor, OVA, vmx, SBOM and archive', () => {
    const checked = tool('sh', '-c', 'cd "$1" && sha256sum --strict -c SHA256SUMS', 'sh', first);
    const names = [
      'same-sda.qcow2',
      'same-sda.raw',
      'same-sda.vmdk',
      'same.ova',
      'same.tar.zst',
      'same.vmx',
      'same.xml',
      'sbom.cdx.json',
    ];
    assert.deepEqual(
      checked.trim().split('\n').sort(),
      names.map((name) => `${name}: OK`),
    );
  });

  await t.test('the OVA holds the disk as streamOptimized vmdk, and a valid descriptor', () => {
    const ova = path.join(first, 'same.ova');
    const members = tarMembers(ova);
    assert.deepEqual(
      members.map(({ name }) => name),
      ['same.ovf', 'same.mf', 'same-sda.vmdk'],
    );
    const inside = diskInside(ova, members.at(-1) ?? assert.fail());
    tool('qemu-img', 'compare', '-F', 'raw', inside, path.join(first, 'same-sda.raw'));
    const unpacked = temporaryDirectory(t);
    tool('tar', '-xf', ova, '-C', unpacked);
    assert.equal(
      imageInfo(path.join(unpacked, 'same-sda.vmdk'))['format-specific']?.data['create-type'],
      'streamOptimized',
    );
    tool('sh', '-c', 'cd "$1" && sha256sum --strict -c same.mf', 'sh', unpacked);
    const grammar = path.join(repository, 'test/fixtures/ovf/ovf-1.rng');
    tool('xmllint', '--noout', '--relaxng', grammar, path.join(unpacked, 'same.ovf'));
  });

  await t.test('the vmx refers to a writable disk', () => {
    const vmx = readFileSync(path.join(first, 'same.vmx'), 'utf8');
    const [, file = ''] = /^scsi0:0\.fileName = "(.*)"$/m.exec(vmx) ?? [];
    assert.equal(imageInfo(path.join(first, file))['format-specific']?.data['create-type'], 'monolithicSparse');
  });

  await t.test('the archive holds everything, and is complete by itself', () => {
    const unpacked = temporaryDirectory(t);
    tool('tar', '--zstd', '-xf', path.join(first, 'same.tar.zst'), '-C', unpacked);
    const inside = path.join(unpacked, 'same');
    const others = ['build.log', 'same.tar.zst'];
    assert.deepEqual(
      readdirSync(inside).sort(),
      readdirSync(first)
        .filter((name) => !others.includes(name))
        .sort(),
    );
    tool('sh', '-c', 'cd "$1" && sha256sum --strict -c SHA256SUMS', 'sh', inside);
    const { files, archive } = JSON.parse(readFileSync(path.join(inside, 'manifest.json'), 'utf8')) as Manifest;
    assert.deepEqual([...files, 'manifest.json'].sort(), readdirSync(inside).sort());
    assert.equal(archive, undefined);
    const { blocks, size } = statSync(path.join(inside, 'same-sda.raw'));
    assert.ok(blocks * 512 < size / 2, 'the raw disk has its holes');
  });
});

test('apt: what a script draws at random is found, and nothing else differs', async (t) => {
  const site = makeSite(temporaryDirectory(t));
  await warmSharedCache(site);
  const file = path.join(site.inputs, 'drawn.ks');
  const parts = ['part /boot --fstype=ext4 --size=200', 'part / --size=900'];
  const post = ['%post --erroronfail', 'cat /proc/sys/kernel/random/uuid > /etc/drawn', '%end'];
  writeFileSync(file, smallKickstart({ parts, sections: post }));
  const options = ['--format', 'qcow2', '--cache-dir', sharedCache, '--out', site.out, '--verify-reproducible'];
  const { code, stderr } = await runCli(['build', file, ...options], { env: { TMPDIR: site.temporary } });
  assert.equal(code, 1, stderr);
  const where = 'drawn-sda\\.qcow2: /etc/drawn in the ext4 filesystem of /: its content from byte \\d+ on';
  assert.match(stderr, new RegExp(`\nerror: two builds differ: ${where}\n`));
  assert.doesNotMatch(stderr, / filesystem of \/boot|\| \/(?!etc\/drawn)/);
  assert.ok(existsSync(path.join(site.out, 'manifest.json')), 'the first build stays');
  assert.ok(existsSync(path.join(`${site.out}.second`, 'manifest.json')), 'and the second one, to be looked at');
});

test('dnf: the same bytes', async (t) => {
  const { repositories, key } = await testDistribution();
  const directory = temporaryDirectory(t);
  const file = path.join(directory, 'same.ks');
  writeFileSync(
    file,
    [
      `url --url=file://${repositories.base}`,
      'rootpw --lock',
      'bootloader --append="console=ttyS0"',
      'part /boot --size=300 --fstype=ext4',
      'part / --size=1200 --fstype=xfs',
      ...['%packages --excludedocs', 'trial-hello', 'trial-changes', '%end'],
      ...['%post --erroronfail', 'useradd --create-home somebody; touch /root/now', '%end'],
      ...['%addon org_appliance_build', `repo url --gpgkey=${key}`, '%end', ''],
    ].join('\n'),
  );
  const places = ['--cache-dir', path.join(directory, 'cache'), '--out', path.join(directory, 'out')];
  const options = ['--releasever', '1', '--format', 'qcow2', '--verify-reproducible', ...places];
  const { code, stderr } = await runCli(['build', file, ...options]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /note: built twice: all 5 files have the same bytes\n/);
});
