import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BtrfsSpec } from '../../../src/appliance/storage.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { defaultSubvolume, planSubvolumes } from '../../../src/plan/volumes/btrfs.ts';

const position = { file: 'a.ks', line: 3, column: 1 };

function spec(...subvolumes: readonly (readonly [name: string, mountPoint: string])[]): BtrfsSpec {
  return {
    member: 'btrfs.1',
    format: {
      fsType: 'btrfs',
      mountPoint: undefined,
      label: undefined,
      mountOptions: undefined,
      makeOptions: [],
      inodeRatio: undefined,
    },
    subvolumes: subvolumes.map(([name, mountPoint]) => ({ name, mountPoint, position })),
    position,
  };
}

test('subvolumes come outer ones first, and that of / is the default', () => {
  const planned = planSubvolumes(spec(['root/var', '/var'], ['home', '/home'], ['root', '/']));
  assert.deepEqual(
    planned.map(({ name }) => name),
    ['home', 'root', 'root/var'],
  );
  assert.equal(defaultSubvolume(planned)?.name, 'root');
  assert.equal(defaultSubvolume(planSubvolumes(spec(['home', '/home']))), undefined);
});

for (const name of ['', '/root', 'a//b', '../x', 'a/./b', 'a b', 'a,b', 'a"b']) {
  test(`"${name}" is no name of a subvolume`, () => {
    assert.throws(
      () => planSubvolumes(spec([name, '/'])),
      (error) => error instanceof ApplianceError && error.code === 'subvolume-name',
    );
  });
}

test('two subvolumes of one name are refused', () => {
  assert.throws(() => planSubvolumes(spec(['a', '/'], ['a', '/home'])), /two subvolumes/);
});
