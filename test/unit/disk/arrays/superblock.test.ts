import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';
import { arrayPieces } from '../../../../src/disk/arrays/pieces.ts';
import { arraySuperblocks, superblockOffset } from '../../../../src/disk/arrays/superblock.ts';
import { mebibyte } from '../../../../src/disk/bytes.ts';
import { applyWrites, createSparseFile } from '../../../../src/disk/disk-file.ts';
import type { ArrayPlan } from '../../../../src/plan/volumes/storage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'arrays-'));
after(() => rmSync(folder, { recursive: true }));

const mirror: ArrayPlan = {
  name: 'boot',
  level: 1,
  uuid: '00112233-4455-8677-8899-aabbccddeeff',
  members: [
    { disk: 'os', partition: 1, startBytes: mebibyte, sizeBytes: 32 * mebibyte },
    { disk: 'data', partition: 2, startBytes: 2 * mebibyte, sizeBytes: 40 * mebibyte },
  ],
  metadata: '1.0',
  dataOffsetBytes: 0,
  chunkBytes: undefined,
  sizeBytes: 31 * mebibyte,
  filesystem: { type: 'ext4', uuid: '00112233-4455-8677-8899-aabbccddee00', label: undefined, mountPoint: '/boot' },
  position: { file: 'a.ks', line: 1, column: 1 },
};
const striped: ArrayPlan = {
  ...mirror,
  name: 'data',
  level: 0,
  metadata: '1.2',
  dataOffsetBytes: mebibyte,
  chunkBytes: 64 * 1024,
  sizeBytes: 62 * mebibyte,
};

/** Each member as a file of its own, examined by mdadm. */
async function examine(array: ArrayPlan): Promise<Readonly<Record<string, string>>[]> {
  const written = arraySuperblocks(array, 1_700_000_000);
  const found: Readonly<Record<string, string>>[] = [];
  for (const [index, member] of array.members.entries()) {
    const file = path.join(folder, `${array.name}-${index}`);
    await createSparseFile(file, member.sizeBytes);
    const entry = written[index];
    assert.ok(entry !== undefined);
    assert.equal(entry.disk, member.disk);
    await applyWrites(file, [{ ...entry.write, offset: entry.write.offset - member.startBytes }]);
    const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };
    const text = execFileSync('mdadm', ['--examine', file], { env, encoding: 'utf8' });
    found.push(
      Object.fromEntries(
        text.split('\n').flatMap((line) => {
          const [, key, value] = /^ *(.+?) : (.*)$/.exec(line) ?? [];
          return key === undefined || value === undefined ? [] : [[key, value.trim()]];
        }),
      ),
    );
  }
  return found;
}

test('mdadm reads a mirror of metadata 1.0 as clean and in sync', async () => {
  const [first, second] = await examine(mirror);
  const both = {
    Magic: 'a92b4efc',
    Version: '1.0',
    'Feature Map': '0x0',
    'Array UUID': '00112233:44558677:8899aabb:ccddeeff',
    Name: 'boot',
    'Creation Time': 'Tue Nov 14 22:13:20 2023',
    'Update Time': 'Tue Nov 14 22:13:20 2023',
    'Raid Level': 'raid1',
    'Raid Devices': '2',
    'Avail Dev Size': '63488 sectors (31.00 MiB 32.51 MB)',
    'Array Size': '31744 KiB (31.00 MiB 32.51 MB)',
    State: 'clean',
    Events: '1',
    'Array State': "AA ('A' == active, '.' == missing, 'R' == replacing)",
  };
  for (const found of [first, second]) {
    for (const [key, value] of Object.entries(both)) assert.equal(found?.[key], value, key);
    assert.match(found?.['Checksum'] ?? '', /correct$/);
  }
  assert.equal(first?.['Super Offset'], `${(32 * mebibyte - 8192) / 512} sectors`);
  assert.equal(second?.['Super Offset'], `${(40 * mebibyte - 8192) / 512} sectors`);
  assert.deepEqual([first?.['Device Role'], second?.['Device Role']], ['Active device 0', 'Active device 1']);
  assert.notEqual(first?.['Device UUID'], second?.['Device UUID']);
});

test('mdadm reads stripes of metadata 1.2', async () => {
  for (const found of await examine(striped)) {
    assert.equal(found['Version'], '1.2');
    assert.equal(found['Raid Level'], 'raid0');
    assert.equal(found['Chunk Size'], '64K');
    assert.equal(found['Data Offset'], '2048 sectors');
    assert.equal(found['Super Offset'], '8 sectors');
    assert.equal(found['Avail Dev Size'], '63488 sectors (31.00 MiB 32.51 MB)');
    assert.equal(found['State'], 'clean');
    assert.match(found['Checksum'] ?? '', /correct$/);
  }
});

test('a superblock at the end lies on 4 KiB whatever the size of the member', () => {
  assert.equal(superblockOffset('1.0', 20_480), 12_288);
  assert.equal(superblockOffset('1.0', 20_480 + 512), 12_288);
  assert.equal(superblockOffset('1.2', 20_480), 4096);
});

test('a mirror has every byte on each member', () => {
  assert.deepEqual(
    [...arrayPieces(mirror, 4096, 512)],
    [
      { arrayOffset: 4096, sizeBytes: 512, disk: 'os', diskOffset: mebibyte + 4096 },
      { arrayOffset: 4096, sizeBytes: 512, disk: 'data', diskOffset: 2 * mebibyte + 4096 },
    ],
  );
});

test('stripes go from member to member, and begin and end within chunks', () => {
  const chunk = 65_536;
  const [os, data] = [2 * mebibyte, 3 * mebibyte];
  assert.deepEqual(
    [...arrayPieces(striped, chunk - 10, 2 * chunk)],
    [
      { arrayOffset: chunk - 10, sizeBytes: 10, disk: 'os', diskOffset: os + chunk - 10 },
      { arrayOffset: chunk, sizeBytes: chunk, disk: 'data', diskOffset: data },
      { arrayOffset: 2 * chunk, sizeBytes: chunk - 10, disk: 'os', diskOffset: os + chunk },
    ],
  );
  assert.throws(() => [...arrayPieces(striped, 62 * mebibyte - 1, 2)], RangeError);
});
