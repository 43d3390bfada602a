import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { applianceOf, errorsOf, messagesOf, planOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\n';
const addon = (...lines: readonly string[]) => `${root}%addon org_appliance_build\n${lines.join('\n')}\n%end\n`;

function outputs(text: string, options: BuildOptions = {}) {
  const { formats, bundles, archive } = planOf(text, options);
  return { formats, bundles, archive };
}

describe('formats of disks and of the whole appliance', () => {
  const cases: readonly (readonly [
    asked: readonly string[],
    formats: readonly string[],
    bundles: readonly string[],
  ])[] = [
    [['raw', 'ova'], ['raw'], ['ova']],
    [['vmdk', 'ova'], ['vmdk'], ['ova']],
    // The descriptor needs disks that lie beside it.
    [['ova'], ['vmdk'], ['ova']],
    [['vmx'], ['vmdk:monolithicSparse'], ['vmx']],
    [
      ['qcow2', 'vmx', 'ova'],
      ['qcow2', 'vmdk:monolithicSparse'],
      ['vmx', 'ova'],
    ],
    [['vmdk:monolithicFlat', 'vmx'], ['vmdk:monolithicFlat'], ['vmx']],
    [['ova', 'ova', 'raw'], ['raw'], ['ova']],
  ];
  for (const [asked, formats, bundles] of cases) {
    test(asked.join(','), () => {
      assert.deepEqual(outputs(root, { formats: asked }), { formats, bundles, archive: undefined });
    });
  }

  test('vmx and vmdk would both write NAME-DISK.vmdk, and the hint says what to do', () => {
    const text = addon('format vmdk vmx');
    assert.deepEqual(errorsOf(text), ['3:13 bad-format']);
    assert.match(messagesOf(text)[0] ?? '', /cannot write to streamOptimized disks/);
  });

  test('two files of one name are one error', () => {
    assert.deepEqual(errorsOf(root, { formats: ['vmdk:monolithicFlat', 'vmdk:monolithicSparse', 'vmx'] }), [
      '- bad-format',
    ]);
    assert.deepEqual(errorsOf(root, { formats: ['qcow2', 'qcow2:zstd'] }), ['- bad-format']);
    assert.deepEqual(errorsOf(addon('format ovf')), ['3:8 bad-format']);
  });
});

describe('the archive', () => {
  test('is none unless asked for; the command line wins over the addon', () => {
    assert.equal(outputs(root).archive, undefined);
    assert.equal(outputs(addon('package tar.gz')).archive, 'tar.gz');
    assert.equal(outputs(addon('package tar.gz'), { archive: 'zip' }).archive, 'zip');
  });

  test('of an unknown kind is an error', () => {
    assert.deepEqual(errorsOf(addon('package rar')), ['3:9 bad-package']);
    assert.deepEqual(errorsOf(root, { archive: 'tgz' }), ['- bad-package']);
    assert.deepEqual(errorsOf(addon('package')), ['3:1 missing-argument']);
  });
});

describe("what VMware's machines have no room for", () => {
  const cards = Array.from({ length: 11 }, (_, index) => `network --device=eth${index} --bootproto=dhcp\n`).join('');

  test('is an error with ova and vmx alone', () => {
    assert.deepEqual(errorsOf(root + cards, { formats: ['qcow2'] }), []);
    assert.deepEqual(errorsOf(root + cards, { formats: ['ova'] }), ['- beyond-vmware']);
    assert.match(
      messagesOf(root, { formats: ['vmx'], vcpus: 129 })[0] ?? '',
      /^the machine of vmx would have 129 processors; it has 128/,
    );
  });

  test('a name that a tar header has no room for', () => {
    assert.deepEqual(errorsOf(root, { formats: ['ova'], name: 'n'.repeat(100) }), ['- beyond-vmware']);
  });

  test('a disk of 3 TiB: the vmdk in an OVA holds 2 TiB, though it is not put out', () => {
    const large = { disks: ['os=3T'] };
    assert.deepEqual(errorsOf(root, { ...large, formats: ['raw'] }), []);
    assert.deepEqual(errorsOf(root, { ...large, formats: ['raw', 'ova'] }), ['- disk-too-large']);
  });
});

test('the kernel for clouds has no driver for the disks of an OVA, which is a warning', () => {
  const text = `${root}%packages\nlinux-image-cloud-amd64\n%end\n`;
  const codes = (formats: readonly string[]) =>
    applianceOf(text, { formats })
      .warnings.map(({ code }) => code)
      .filter((code) => code === 'no-lsilogic');
  assert.deepEqual(codes(['ova', 'qcow2']), ['no-lsilogic']);
  assert.deepEqual(codes(['qcow2']), []);
});
