import assert from 'node:assert/strict';
import { createDecipheriv, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { wholeSectors } from '../../../src/disk/luks/container.ts';
import { encryptSectors } from '../../../src/disk/luks/sectors.ts';
import { chunksIn, extentsIn } from '../../../src/disk/luks/used-by-btrfs.ts';
import { withoutRanges } from '../../../src/disk/luks/used-ranges.ts';

test('each sector is encrypted for its place, which counts in 512 bytes', () => {
  const key = randomBytes(64);
  const plain = randomBytes(8192);
  const secret = encryptSectors(plain, key, 4096 * 1000);
  const vector = Buffer.alloc(16);
  vector.writeBigUInt64LE(8n * 1001n);
  const second = createDecipheriv('aes-256-xts', key, vector).update(secret.subarray(4096));
  assert.ok(second.equals(plain.subarray(4096)));
  assert.ok(!secret.subarray(0, 4096).equals(plain.subarray(0, 4096)));
  assert.throws(() => encryptSectors(plain.subarray(1), key, 0), RangeError);
  assert.throws(() => encryptSectors(plain, key, 512), RangeError);
});

test('free stretches, in any order, leave the used ones', () => {
  const free = [
    { start: 50, length: 50 },
    { start: 10, length: 20 },
    { start: 20, length: 5 },
  ];
  assert.deepEqual(withoutRanges(free, 120), [
    { start: 0, length: 10 },
    { start: 30, length: 20 },
    { start: 100, length: 20 },
  ]);
  assert.deepEqual(withoutRanges([{ start: 0, length: 120 }], 120), []);
});

test('ranges become whole sectors, each once', () => {
  const ranges = [
    { start: 100, length: 10 },
    { start: 5000, length: 100 },
    { start: 20_000, length: 1 },
  ];
  assert.deepEqual(wholeSectors(ranges), [
    { start: 0, length: 8192 },
    { start: 16_384, length: 4096 },
  ]);
});

test('the trees of btrfs are read as its program shows them', () => {
  const chunk = [
    'chunk tree',
    '\titem 0 key (DEV_ITEMS DEV_ITEM 1) itemoff 16185 itemsize 98',
    '\t\tdevid 1 total_bytes 612368384 bytes_used 595591168',
    '\titem 1 key (FIRST_CHUNK_TREE CHUNK_ITEM 22020096) itemoff 15993 itemsize 112',
    '\t\tlength 8388608 owner 2 stripe_len 65536 type SYSTEM|DUP',
    '\t\t\tstripe 0 devid 1 offset 22020096',
    '\t\t\tstripe 1 devid 1 offset 30408704',
  ].join('\n');
  assert.deepEqual(chunksIn(chunk), [{ logical: 22_020_096, length: 8_388_608, physical: [22_020_096, 30_408_704] }]);
  const extent = [
    '\tkey (13631488 EXTENT_ITEM 1048576) block 30474240 gen 7',
    '\titem 0 key (13631488 EXTENT_ITEM 1048576) itemoff 16230 itemsize 53',
    '\titem 1 key (22020096 METADATA_ITEM 1) itemoff 16230 itemsize 33',
    '\titem 2 key (13631488 BLOCK_GROUP_ITEM 8388608) itemoff 1 itemsize 24',
  ].join('\n');
  assert.deepEqual(extentsIn(extent, 16_384), [
    { start: 13_631_488, length: 1_048_576 },
    { start: 22_020_096, length: 16_384 },
  ]);
});
