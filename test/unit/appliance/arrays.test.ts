import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rootArguments } from '../../../src/plan/volumes/boot-volumes.ts';
import { errorsOf, planOf } from '../../support/plan-text.ts';

const members = 'part raid.01 --size=500 --ondisk=sda\npart raid.02 --size=501 --ondisk=sdb\n';
const mib = 1024 * 1024;

describe('raid lines', () => {
  test('a root on level 1 is planned with metadata that boot loaders pass over', () => {
    const plan = planOf(`${members}raid / --device=root --level=1 --fstype=ext4 raid.01 raid.02\n`);
    const [array] = plan.arrays;
    assert.equal(array?.level, 1);
    assert.equal(array?.metadata, '1.0');
    assert.equal(array?.sizeBytes, 499 * mib);
    assert.deepEqual(
      plan.disks.map(({ partitions }) => partitions.map(({ kind }) => kind)),
      [['biosboot', 'raid'], ['raid']],
    );
    assert.match(rootArguments(plan).join(' '), /^root=UUID=\S+ ro rd\.md\.uuid=[0-9a-f]{8}(?::[0-9a-f]{8}){3}$/);
    assert.ok(plan.packages.requested.some(({ name }) => name === 'mdadm'));
  });

  test('data on level 0 has the space of both', () => {
    const plan = planOf(`part / --size=500\n${members}raid /srv --device=md1 --level=0 raid.01 raid.02\n`);
    assert.equal(plan.arrays[0]?.sizeBytes, 2 * 499 * mib);
  });

  const root = 'part / --size=500\n';
  const table: readonly (readonly [what: string, text: string, errors: readonly string[]])[] = [
    ['a member that no line uses', 'part raid.01 --size=100\n', ['2:1 unused-member']],
    [
      'an unknown member',
      'raid /srv --device=a --level=1 raid.8 raid.9\n',
      ['2:1 unknown-member', '2:1 unknown-member'],
    ],
    [
      'another level',
      `${members}raid /srv --device=a --level=5 raid.01 raid.02\n`,
      ['4:1 refused', '2:1 unused-member', '3:1 unused-member'],
    ],
    ['a physical volume on one', `${members}raid pv.01 --device=a --level=1 raid.01 raid.02\n`, ['4:1 refused']],
    ['a name that is none', `${members}raid /srv --device=a/b --level=1 raid.01 raid.02\n`, ['4:1 bad-name']],
    [
      'a member of two',
      `${members}raid /a --device=a --level=1 raid.01 raid.02\nraid /b --device=b --level=1 raid.01 raid.02\n`,
      ['5:1 member-taken', '5:1 member-taken'],
    ],
  ];
  for (const [what, text, errors] of table) {
    test(`${what} is an error`, () => assert.deepEqual(errorsOf(`${root}${text}`).toSorted(), errors.toSorted()));
  }

  test('stripes are no place for the kernel', () => {
    const text = `${members}raid / --device=root --level=0 --fstype=ext4 raid.01 raid.02\n`;
    assert.deepEqual(errorsOf(text), ['3:1 boot-on-stripes']);
  });
});
