import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ArraySpec } from '../../../src/appliance/storage.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { mdUuid, planArrays } from '../../../src/plan/volumes/arrays.ts';

const mib = 1024 * 1024;
const position = { file: 'a.ks', line: 3, column: 1 };

function spec(changes: Partial<ArraySpec> & { readonly mountPoint?: string } = {}): ArraySpec {
  const { mountPoint = '/srv', ...rest } = changes;
  const format = {
    fsType: 'ext4',
    mountPoint,
    label: undefined,
    mountOptions: undefined,
    makeOptions: [],
    inodeRatio: undefined,
  } as const;
  return { name: 'data', level: 0, members: ['raid.1', 'raid.2'], chunkKiB: undefined, format, position, ...rest };
}

function plan(given: ArraySpec, sizesMiB: readonly number[] = [100, 120]) {
  const members = sizesMiB.map(
    (size, index): [string, { disk: string; startBytes: number; sizeBytes: number; partition: number }] => [
      `raid.${index + 1}`,
      { disk: `disk${index}`, startBytes: mib, sizeBytes: size * mib, partition: 1 },
    ],
  );
  const [array] = planArrays([given], {
    appliance: 'test',
    members: new Map(members),
    filesystemOf: ({ format }) => ({ type: 'ext4', uuid: 'u', label: undefined, mountPoint: format.mountPoint }),
    bootMountPoint: '/boot',
  });
  assert.ok(array !== undefined);
  return array;
}

describe('an array is planned', () => {
  test('stripes take the same whole chunks of every member', () => {
    const { sizeBytes, chunkBytes, metadata, dataOffsetBytes } = plan(spec({ chunkKiB: 65_536 }));
    assert.deepEqual(
      { sizeBytes, chunkBytes, metadata, dataOffsetBytes },
      { sizeBytes: 128 * mib, chunkBytes: 64 * mib, metadata: '1.2', dataOffsetBytes: mib },
    );
    assert.equal(plan(spec()).chunkBytes, 512 * 1024);
    assert.equal(plan(spec()).sizeBytes, 198 * mib);
  });

  test('a mirror is as large as its smallest member', () => {
    const { sizeBytes, chunkBytes } = plan(spec({ level: 1 }));
    assert.deepEqual({ sizeBytes, chunkBytes }, { sizeBytes: 99 * mib, chunkBytes: undefined });
  });

  test('/boot has its superblocks at the end', () => {
    const { metadata, dataOffsetBytes } = plan(spec({ level: 1, mountPoint: '/boot' }));
    assert.deepEqual({ metadata, dataOffsetBytes }, { metadata: '1.0', dataOffsetBytes: 0 });
  });

  const refused: readonly (readonly [code: string, spec: ArraySpec, sizes?: readonly number[]])[] = [
    ['array-member-unknown', spec({ members: ['raid.1', 'raid.9'] })],
    ['array-too-few-members', spec({ members: ['raid.1'] })],
    ['array-too-small', spec(), [1, 100]],
    ['array-chunk-size', spec({ chunkKiB: 100 })],
    ['array-name-too-long', spec({ name: 'a'.repeat(33) })],
    ['boot-on-stripes', spec({ mountPoint: '/boot' })],
  ];
  for (const [code, given, sizes] of refused) {
    test(`refused: ${code}`, () => {
      assert.throws(
        () => plan(given, sizes),
        (error) => error instanceof ApplianceError && error.code === code && error.position === position,
      );
    });
  }
});

test('md writes a UUID in groups of eight', () => {
  assert.equal(mdUuid('00112233-4455-8677-8899-aabbccddeeff'), '00112233:44558677:8899aabb:ccddeeff');
});
