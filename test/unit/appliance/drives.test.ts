import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { applianceOf, errorsOf, messagesOf } from '../../support/plan-text.ts';

const devicesOf = (text: string, options: BuildOptions = {}) =>
  applianceOf(text, options).disks.map(({ name, device }) => `${name}:${device}`);
const root = 'part / --size=500\n';

describe('which disks there are', () => {
  for (const [text, disks, expected] of [
    [root, [], ['sda:sda']],
    [`${root}ignoredisk --only-use=vda\n`, [], ['vda:vda']],
    [`${root}ignoredisk --only-use=/dev/vda,vdb\n`, ['os'], ['os:vda']],
    [`${root}clearpart --all --drives=vdb,vda\n`, [], ['vdb:vdb']],
    [`${root}clearpart --drives=vdb\nignoredisk --only-use=vda\n`, [], ['vda:vda']],
    [`${root}ignoredisk --drives=sd[a-c]\n`, [], ['sdd:sdd']],
    [`${root}ignoredisk --drives=sd*\n`, [], ['vda:vda']],
    [`${root}ignoredisk --only-use="vd*|nvme*"\n`, [], ['vda:vda']],
    [`${root}part /srv --size=10 --ondisk=sdb\nignoredisk --only-use=sda,sdb\n`, [], ['sdb:sdb']],
    ['part / --size=500 --onpart=vdb1\n', [], ['vdb:vdb']],
    ['part / --size=500 --onpart=/dev/disk/by-id/x-part1\n', ['os'], ['os:disk/by-id/x']],
    ['autopart\n', ['os', 'data'], ['os:sda', 'data:sdb']],
    ['autopart\nignoredisk --only-use=vda,vdb\n', ['os'], ['os:vda', 'vdb:vdb']],
    ['autopart\nbootloader --boot-drive=vda\n', ['os', 'data'], ['os:vda', 'data:sda']],
    ['autopart --type=plain\nbootloader --boot-drive=nvme0n1\n', ['os'], ['os:nvme0n1']],
    ['autopart --type=plain\nignoredisk --only-use=vda,vdb\nbootloader --boot-drive=vdb\n', [], ['vdb:vdb']],
    ['autopart\n%addon org_appliance_build\ndisk os --device=vda\ndisk data\n%end\n', [], ['os:vda', 'data:sda']],
  ] as const) {
    test(`${JSON.stringify(text)} with ${disks.join(' and ') || 'no names'}`, () =>
      assert.deepEqual(devicesOf(text, { disks }), expected));
  }

  test('all are of the kind that the last clearpart --disklabel says', () => {
    const tables = (lines: string) => applianceOf(`${root}${lines}`).disks.map(({ table }) => table);
    assert.deepEqual(tables('clearpart --disklabel=msdos\nclearpart --all --initlabel\n'), ['msdos']);
    assert.deepEqual(tables('clearpart --disklabel=msdos\nclearpart --disklabel=gpt\n'), ['gpt']);
  });
});

describe('drives that cannot be meant', () => {
  for (const [line, expected] of [
    ['part / --size=500 --ondisk=sdb\nignoredisk --only-use=sda', ['1:28 ignored-disk']],
    [
      'part / --size=500 --ondisk=sda\npart /srv --size=9 --ondisk=/dev/sdb\nignoredisk --drives=sdb,sdc',
      ['2:29 ignored-disk'],
    ],
    ['ignoredisk --drives=sd*\npart / --size=500 --onpart=sda1', ['2:28 ignored-disk']],
    ['part / --size=500\nbootloader --boot-drive=sda\nignoredisk --only-use=vda', ['2:25 unknown-disk']],
    ['part / --size=500 --ondisk=../../x', ['1:28 bad-disk-name']],
    ['part / --size=500 --onpart=disk/by-id/x-part1', ['1:28 bad-disk-name']],
  ] as const) {
    test(`${JSON.stringify(line)} gives ${expected.join(', ')}`, () =>
      assert.deepEqual(errorsOf(`${line}\n`), expected));
  }

  test('the message names the line that takes the disk away', () => {
    assert.match(
      messagesOf('part / --size=500 --ondisk=sdb\nignoredisk --only-use=sda\n')[0] ?? '',
      /^part \/: sdb is not to be used, as ignoredisk at test\.ks:2:1 says$/,
    );
  });

  test('a disk may not get the name of another device', () => {
    const text = 'part / --size=500 --ondisk=sda\npart /srv --size=9 --ondisk=sdb\n';
    assert.deepEqual(errorsOf(text, { disks: ['sdb'] }), ['2:29 duplicate-disk']);
  });

  for (const [lines, expected] of [
    ['clearpart --all --drives=sda,sdb', ['1:26 unknown-disk']],
    ['ignoredisk --only-use=sda,sdb', ['1:23 unknown-disk']],
    ['ignoredisk --drives=sdb', []],
    ['clearpart --all --drives=*', []],
  ] as const) {
    test(`${lines}: ${expected.length === 0 ? 'nothing to warn of' : 'a warning'}`, () => {
      const { warnings } = applianceOf(`${lines}\n${root}`);
      const found = warnings.filter(({ code }) => code === 'unknown-disk');
      assert.deepEqual(
        found.map(({ code, position }) => `${position?.line}:${position?.column} ${code}`),
        expected,
      );
    });
  }
});

test('what clears disks is listed as without effect, as disks are new', () => {
  const { noEffect } = applianceOf(`zerombr\nclearpart --all --initlabel --disklabel=gpt\n${root}`);
  assert.deepEqual(
    noEffect.map(({ command }) => command),
    ['zerombr', 'clearpart --all', 'clearpart --initlabel'],
  );
});
