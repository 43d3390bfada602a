import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { applianceOf, errorsOf, messagesOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\n';
const addon = (...lines: readonly string[]) => `${root}%addon org_appliance_build\n${lines.join('\n')}\n%end\n`;

describe('the command line wins over the addon, the addon over the defaults', () => {
  test('defaults', () => {
    const { name, memoryMiB, vcpus, formats, boot } = applianceOf(root);
    assert.deepEqual(
      { name, memoryMiB, vcpus, formats, boot },
      {
        name: 'test',
        memoryMiB: 1024,
        vcpus: 1,
        formats: ['qcow2', 'vmdk'],
        boot: { expect: ['login:'], timeoutSeconds: undefined, firmware: [] },
      },
    );
  });

  test('addon', () => {
    const text = addon(
      'image --name=box --version=1.2',
      'machine --memory=512 --vcpus=2',
      'format raw vmdk',
      'boot --expect=ready --expect "a, b" --timeout=9 --firmware=uefi --firmware=bios',
      'boot --expect=more --firmware=uefi',
      'target kvm vmware',
    );
    const { name, version, memoryMiB, vcpus, formats, boot } = applianceOf(text);
    assert.deepEqual(
      { name, version, memoryMiB, vcpus, formats, boot },
      {
        name: 'box',
        version: '1.2',
        memoryMiB: 512,
        vcpus: 2,
        formats: ['raw', 'vmdk'],
        boot: { expect: ['ready', 'a, b', 'more'], timeoutSeconds: 9, firmware: ['uefi', 'bios'] },
      },
    );
  });

  test('targets, and what disks are for', () => {
    const lines = addon('target xen vmware xen', 'disk os --device=sda', 'disk data --device=sdb --use=user');
    const text = `${lines.replace('500', '500 --ondisk=sda')}part /srv --size=64 --ondisk=sdb
`;
    const { targets, disks } = applianceOf(text);
    assert.deepEqual(targets, ['xen', 'vmware']);
    assert.deepEqual(
      disks.map(({ name, use }) => [name, use]),
      [
        ['os', 'system'],
        ['data', 'user'],
      ],
    );
    assert.deepEqual(applianceOf(text, { targets: ['kvm'] }).targets, ['kvm']);
    assert.deepEqual(applianceOf(root).targets, ['kvm']);
  });

  test('options', () => {
    const text = addon(
      'image --name=box',
      'machine --memory=512',
      'format raw',
      'disk os --size=2G',
      'boot --expect=ready',
    );
    const options: BuildOptions = {
      name: 'cli',
      memoryMiB: 256,
      formats: ['qcow2', 'qcow2'],
      disks: ['os=3G'],
      expect: ['x'],
    };
    const { name, memoryMiB, formats, disks, boot } = applianceOf(text, options);
    assert.deepEqual(
      { name, memoryMiB, formats, boot: boot.expect },
      { name: 'cli', memoryMiB: 256, formats: ['qcow2'], boot: ['x'] },
    );
    assert.deepEqual(
      disks.map(({ sizeBytes }) => sizeBytes),
      [3 * 2 ** 30],
    );
  });

  test('a disk line names its device, whatever the order', () => {
    const text = `part / --size=500 --ondisk=sda\npart /srv --size=50 --ondisk=sdb\n%addon org_appliance_build\ndisk data --device=sdb --size=1G\ndisk os --device=/dev/sda\n%end\n`;
    assert.deepEqual(
      applianceOf(text).disks.map(({ name, device, sizeBytes }) => [name, device, sizeBytes]),
      [
        ['os', 'sda', undefined],
        ['data', 'sdb', 2 ** 30],
      ],
    );
  });

  test('a size of 0 is computed', () =>
    assert.deepEqual(applianceOf(root, { disks: ['os=0'] }).disks[0]?.sizeBytes, undefined));
});

describe('wrong input is an error with its place', () => {
  const table: readonly (readonly [what: string, text: string, options: BuildOptions, errors: readonly string[]])[] = [
    ['no part line', 'lang C\n', {}, ['1:1 no-root-part']],
    ['no root part', 'part /srv --size=10\n', {}, ['1:1 no-root-part']],
    [
      'two parts for one mount point',
      `${root}part /srv --size=10\npart /srv/ --size=10\n`,
      {},
      ['3:1 duplicate-mount-point'],
    ],
    ['a part without a size', `${root}part /srv\n`, {}, ['2:1 part-without-size']],
    ['--maxsize below --size', `${root}part /srv --size=10 --maxsize=5\n`, {}, ['2:1 bad-size']],
    ['an encrypted boot partition', `${root}part prepboot --size=10 --encrypted --passphrase=x\n`, {}, ['2:1 refused']],
    ['a btrfs part without its line', `${root}part btrfs.01 --size=200\n`, {}, ['2:1 unused-member']],
    ['a btrfs line without its part', `${root}btrfs /srv btrfs.01\n`, {}, ['2:1 unknown-member']],
    ['a subvolume without its volume', `${root}btrfs /srv --subvol --name=a LABEL=x\n`, {}, ['2:1 unknown-volume']],
    [
      'subvolumes for one mount point, and for none',
      `${root}part btrfs.1 --size=200\nbtrfs none --label=x btrfs.1\nbtrfs / --subvol --name=a x\nbtrfs none --subvol --name=b x\n`,
      {},
      ['4:1 duplicate-mount-point', '5:1 refused'],
    ],
    [
      'a btrfs volume over two parts',
      `${root}part btrfs.1 --size=200\npart btrfs.2 --size=200\nbtrfs /srv btrfs.1 btrfs.2\n`,
      {},
      ['4:1 refused'],
    ],
    ['--encrypted without a passphrase', `${root}part /srv --size=50 --encrypted\n`, {}, ['2:1 no-passphrase']],
    [
      'an encrypted member',
      `${root}part pv.1 --size=50 --encrypted --passphrase=x\nvolgroup v pv.1\n`,
      {},
      ['2:1 refused'],
    ],
    [
      'an encryption that is not written',
      `${root}part /srv --size=50 --encrypted --passphrase=x --luks-version=luks1 --cipher=aes-cbc-essiv:sha256\n`,
      {},
      ['2:1 refused', '2:1 refused'],
    ],
    ['an unknown filesystem', `${root}part /srv --size=10 --fstype=zfs\n`, {}, ['2:1 not-supported-yet']],
    ['/etc on a filesystem of its own', `${root}part /etc --size=10\n`, {}, ['2:1 bad-mount-point']],
    ['a root that stores no owners', 'part / --size=500 --fstype=vfat\n', {}, ['1:1 bad-filesystem']],
    ['a label that is too long', 'part / --size=500 --label=longer-than-sixteen\n', {}, ['1:1 bad-label']],
    ['an xfs that is too small', `${root}part /srv --size=100 --fstype=xfs\n`, {}, ['2:1 bad-size']],
    ['more disk names than disks', root, { disks: ['os=1G', 'data=1G'] }, ['- unused-disk']],
    [
      'one name twice',
      'part / --size=500 --ondisk=sda\npart /srv --size=10 --ondisk=sdb\n',
      { disks: ['os=1G', 'os=1G'] },
      ['- duplicate-disk'],
    ],
    ['a name that is a path', root, { disks: ['../os=1G'] }, ['- bad-disk-name']],
    ['a size that is none', root, { disks: ['os=big'] }, ['- bad-size']],
    ['an appliance name that is a path', root, { name: '../x' }, ['- bad-name']],
    ['an unknown format', root, { formats: ['qcow2', 'qed'] }, ['- bad-format']],
    ['an unknown format of the addon', addon('format qed'), {}, ['3:8 bad-format']],
    ['an unknown addon line', addon('dsk os'), {}, ['3:1 unknown-addon-line']],
    ['an unknown option of an addon line', addon('disk os --sise=1G'), {}, ['3:9 unknown-option']],
    ['a device that no part is on', addon('disk os --device=vdz'), {}, ['3:6 unused-disk']],
    ['a target that nobody knows', addon('target kvm hyperv'), {}, ['3:12 bad-value']],
    ["a disk that boots and is the user's", addon('disk os --use=user'), {}, ['3:15 bad-value']],
    ['a use that nobody knows', addon('disk os --use=data'), {}, ['3:15 bad-value']],
    ['a broken expectation', addon('boot --expect=['), {}, ['3:15 bad-expectation']],
    ['an expectation that is empty', addon('boot --expect='), {}, ['3:15 bad-expectation']],
    ['one that nothing meets as well', addon('boot --expect="(done)?"'), {}, ['3:15 bad-expectation']],
    ['an empty one as an option', root, { expect: ['login:', ''] }, ['- bad-expectation']],
    ['another architecture', root, { arch: 'sparc' }, ['- bad-option']],
    ['a repository without a name', root, { repos: ['http://host/'] }, ['- bad-option']],
    [
      'one host with and without a proxy',
      `${root}url --url=http://h/a --proxy=p:1\nrepo --name=b --baseurl=http://h:81/b\n`,
      {},
      ['3:1 conflicting-options'],
    ],
    ['a package group', `${root}%packages\n@standard\n%end\n`, { backend: 'apt' }, ['3:1 refused']],
    ['a package name that is an option', `${root}%packages\nfoo;bar\n%end\n`, {}, ['3:1 bad-package-name']],
    ['a host name that is none', `${root}network --hostname=a_b!\n`, {}, ['2:20 bad-hostname']],
    ['a user name that is none', `${root}user --name=a:b\n`, {}, ['2:13 bad-user-name']],
    [
      'everything at once',
      'part /srv\nuser --name=a:b\n',
      { formats: ['x'] },
      ['1:1 part-without-size', '1:1 no-root-part', '2:13 bad-user-name', '- bad-format'],
    ],
  ];
  for (const [what, text, options, errors] of table) {
    test(what, () => assert.deepEqual(errorsOf(text, options).toSorted(), errors.toSorted()));
  }

  test('a misspelt addon line is suggested', () => {
    assert.deepEqual(messagesOf(addon('dsk os')), ['%addon org_appliance_build has no line "dsk"']);
  });
});

describe('what is legal and hardly meant is a warning', () => {
  const codes = (text: string) => applianceOf(text).warnings.map(({ code }) => code);
  const quiet = `${root}rootpw --plaintext x1y2\nbootloader --append="console=ttyS0"\n`;
  test('nothing to warn of', () => assert.deepEqual(codes(quiet), []));
  test('no serial console', () => assert.deepEqual(codes(`${root}rootpw --plaintext x1y2\n`), ['no-serial-console']));
  test('it names the line to change', () => {
    const [warning] = applianceOf(`${root}rootpw --plaintext x1y2\nbootloader --append=quiet\n`).warnings;
    assert.equal(warning?.position?.line, 3);
    assert.match(warning?.hint ?? '', /test\.ks:3:1/);
  });
  test('nobody can log in', () =>
    assert.deepEqual(codes(`${root}bootloader --append=console=ttyS0\nrootpw --lock\n`), ['no-login']));
  test('%pre-install does not run', () =>
    assert.deepEqual(codes(`${quiet}%pre-install\necho\n%end\n`), ['script-not-run']));
});
