import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { mebibyte, type Write } from '../../../src/disk/bytes.ts';
import { swapHeader } from '../../../src/disk/filesystems/swap-header.ts';
import { gptTable } from '../../../src/disk/tables/gpt-table.ts';
import { msdosTable } from '../../../src/disk/tables/msdos-table.ts';
import { espGuid, gptDisk, linuxGuid, msdosDisk, partition } from '../../integration/disk/support.ts';

const diskGuid = 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE';
const at = (writes: readonly Write[], offset: number) =>
  Buffer.from(writes.find((write) => write.offset === offset)?.bytes ?? assert.fail(`nothing at ${offset}`));

test('a GPT has its two headers, each with the right checksums and places', () => {
  const disk = gptDisk('os', 100, [
    partition(1, 10, { number: 1, type: espGuid, gptName: 'EFI system ä' }),
    partition(11, 80, { number: 3, type: linuxGuid, bootable: true }),
  ]);
  const sectors = (100 * mebibyte) / 512;
  const writes = gptTable(disk, diskGuid);
  const places = [
    { own: 1, other: sectors - 1, entries: 2 },
    { own: sectors - 1, other: 1, entries: sectors - 33 },
  ];
  for (const { own, other, entries } of places) {
    const header = at(writes, own * 512);
    const list = at(writes, entries * 512);
    assert.equal(header.toString('latin1', 0, 8), 'EFI PART');
    const fields = [24, 32, 40, 48, 72].map((offset) => Number(header.readBigUInt64LE(offset)));
    assert.deepEqual(fields, [own, other, 34, sectors - 34, entries]);
    assert.equal(header.readUInt32LE(88), crc32(list));
    const expected = header.readUInt32LE(16);
    header.writeUInt32LE(0, 16);
    assert.equal(crc32(header.subarray(0, 92)), expected);
    assert.equal(header.toString('hex', 56, 72), 'aaaaaaaabbbbcc4c8dddeeeeeeeeeeee');
    assert.equal(list.length, 128 * 128);
    assert.equal(list.toString('hex', 0, 16), '28732ac11ff8d211ba4b00a0c93ec93b');
    assert.equal(list.toString('utf16le', 56, 56 + 24), 'EFI system ä');
    assert.deepEqual(list.subarray(128, 256), Buffer.alloc(128));
    assert.equal(list.readBigUInt64LE(256 + 48), 4n);
    assert.equal(Number(list.readBigUInt64LE(256 + 40)), (91 * mebibyte) / 512 - 1);
  }
  const protective = at(writes, 0).subarray(0x1be);
  assert.deepEqual([protective[0], protective[4]], [0, 0xee]);
  assert.deepEqual([protective.readUInt32LE(8), protective.readUInt32LE(12)], [1, sectors - 1]);
  assert.equal(protective.toString('hex', 16), `${'00'.repeat(48)}55aa`);
});

test('an msdos table chains its logical partitions', () => {
  const disk = msdosDisk('os', 64, [
    partition(1, 10, { number: 1, type: '0x83', bootable: true }),
    partition(11, 53, { number: 2, type: '0x5', kind: 'extended' }),
    partition(12, 10, { number: 5, type: '0x83', logical: true }),
    partition(23, 10, { number: 6, type: '0x82', logical: true }),
  ]);
  const writes = msdosTable(disk, 0xdeadbeef);
  const entry = (offset: number, index: number) => {
    const bytes = at(writes, offset).subarray(0x1be + 16 * index, 0x1ce + 16 * index);
    return [bytes[0], bytes[4], bytes.readUInt32LE(8) / 2048, bytes.readUInt32LE(12) / 2048];
  };
  assert.equal(at(writes, 0).readUInt32LE(0x1b8), 0xdeadbeef);
  assert.deepEqual(entry(0, 0), [0x80, 0x83, 1, 10]);
  assert.deepEqual(entry(0, 1), [0, 0x05, 11, 53]);
  assert.deepEqual(entry(11 * mebibyte, 0), [0, 0x83, 1, 10]);
  assert.deepEqual(entry(11 * mebibyte, 1), [0, 0x05, 11, 11]);
  assert.deepEqual(entry(22 * mebibyte, 0), [0, 0x82, 1, 10]);
  assert.deepEqual(entry(22 * mebibyte, 1), [0, 0, 0, 0]);
  // 1 MiB is cylinder 0, head 32, sector 33 of 255 heads and 63 sectors.
  assert.deepEqual([...at(writes, 0).subarray(0x1bf, 0x1c2)], [32, 33, 0]);
});

const linux = (start: number, size: number, number: number) => partition(start, size, { number, type: '0x83' });
const logical = (start: number, size: number, number: number) => ({ ...linux(start, size, number), logical: true });
const extended = partition(10, 80, { number: 2, type: '0x5', kind: 'extended' });
const impossibleMsdos = {
  'a partition beyond the end': [linux(1, 100, 1)],
  'two at one place': [linux(1, 10, 1), linux(5, 10, 2)],
  'a fifth primary': [linux(1, 10, 5)],
  'a logical without an extended': [logical(11, 10, 5)],
  'a logical outside of the extended': [extended, logical(85, 10, 5)],
  'no room for the second record': [extended, logical(11, 10, 5), logical(21, 10, 6)],
  'no room for the first record': [extended, logical(10, 10, 5)],
  'a gap in the numbers': [extended, logical(11, 10, 6)],
  'half a sector': [{ ...linux(1, 10, 1), startBytes: mebibyte + 1 }],
};
for (const [what, partitions] of Object.entries(impossibleMsdos)) {
  test(`no msdos table is made with ${what}`, () => {
    assert.throws(() => msdosTable(msdosDisk('os', 100, partitions), 1), {
      code: 'layout-impossible',
      message: /disk os/,
    });
  });
}
test('no msdos table is made for more than 2 TiB', () => {
  assert.throws(() => msdosTable(msdosDisk('os', 2 * 1024 * 1024, []), 1), {
    code: 'layout-impossible',
    message: /gpt/,
  });
});

const gpt = (start: number, size: number, number: number) => partition(start, size, { number, type: linuxGuid });
const impossibleGpt = {
  'a partition over the backup': [gpt(1, 99, 1)],
  'number 129': [gpt(1, 1, 129)],
  'a partition over the header': [gpt(0, 1, 1)],
  'a partition without GUID': [{ ...gpt(1, 1, 1), guid: undefined }],
};
for (const [what, partitions] of Object.entries(impossibleGpt)) {
  test(`no GPT is made with ${what}`, () => {
    assert.throws(() => gptTable(gptDisk('os', 100, partitions), diskGuid), { code: 'layout-impossible' });
  });
}

test('no write of a table touches a partition or leaves the disk', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(sizes, (list) => {
      let next = 1;
      const partitions = list.map((size, index) => {
        const made = gpt(next, size, index + 1);
        next += size;
        return made;
      });
      const disk = gptDisk('os', next + 1, partitions);
      for (const { offset, bytes } of gptTable(disk, diskGuid)) {
        assert.ok(offset + bytes.length <= mebibyte || offset >= next * mebibyte);
        assert.ok(offset + bytes.length <= disk.sizeBytes);
      }
    }),
  );
});

test('a swap header says version, size, UUID and label', () => {
  const page = swapHeader(64 * mebibyte, '11111111-2222-4333-8444-555555555555', 'a label that is too long');
  assert.equal(page.length, 4096);
  assert.equal(page.toString('latin1', 4086), 'SWAPSPACE2');
  assert.equal(page.readUInt32LE(1024), 1);
  assert.equal(page.readUInt32LE(1028), 64 * 256 - 1);
  assert.equal(page.toString('hex', 1036, 1052), '11111111222243338444555555555555');
  assert.equal(page.toString('latin1', 1052, 1068), 'a label that is\0');
});
