// The patch area of ldlinux.sys as syslinux documents it, in an image made by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLdlinux, sectorsOf } from '../../../src/disk/extlinux/ldlinux.ts';

const magic = 0x3eb202fe;
const dataSectors = 6;
const advSectors = 2;

/** Eight sectors: the patch area at 16, the extended one at 64; room for `extents` extents at 512. */
function imageOf(extents: number): Buffer {
  const image = Buffer.alloc((dataSectors + advSectors) * 512, 0x41);
  image.fill(0, 0, 512);
  image.writeUInt32LE(magic, 16);
  image.writeUInt16LE(dataSectors, 24);
  image.writeUInt16LE(advSectors, 26);
  image.writeUInt32LE((dataSectors * 512) / 4, 28);
  image.writeUInt16LE(64, 38);
  const fields = [128, 256, 100, 0, 0, 512, extents, 0x40, 0x44];
  for (const [index, value] of fields.entries()) image.writeUInt16LE(value, 64 + 2 * index);
  return image;
}
const place = { directory: '/boot/extlinux', startSector: 2048, sectorCount: 2 ** 20 };
const bootSector = Buffer.alloc(512);

test('extents, the folder, and a checksum by which all words give the magic number', () => {
  const image = imageOf(4);
  const { image: placed } = placeLdlinux(
    { image, bootSector },
    { ...place, sectors: [800, 801, 802, 900, 901, 902, 910, 911] },
  );
  const extent = (index: number) => [placed.readBigUInt64LE(512 + index * 10), placed.readUInt16LE(520 + index * 10)];
  assert.deepEqual([0, 1, 2].map(extent), [
    [801n, 2],
    [900n, 3],
    [0n, 0],
  ]);
  assert.deepEqual([placed.readBigUInt64LE(128), placed.readBigUInt64LE(136)], [910n, 911n]);
  assert.equal(placed.toString('latin1', 256, 271), '/boot/extlinux\0');
  let sum = 0;
  for (let word = 0; word < (dataSectors * 512) / 4; word += 1) sum = (sum + placed.readUInt32LE(word * 4)) >>> 0;
  assert.equal(sum, magic);
});

test('the boot sector knows the first sector and where its partition begins', () => {
  const sectors = Array.from({ length: 8 }, (_, index) => 2 ** 33 + index);
  const { bootSector: placed } = placeLdlinux({ image: imageOf(4), bootSector }, { ...place, sectors });
  assert.deepEqual(
    [placed.readUInt16LE(0x13), placed.readUInt32LE(0x1c), placed.readUInt32LE(0x20)],
    [0, 2048, 2 ** 20],
  );
  assert.deepEqual([placed.readUInt32LE(0x40), placed.readUInt32LE(0x44)], [0, 2]);
});

test('what does not fit is no boot loader', () => {
  const sectors = [1, 3, 5, 7, 9, 11, 13, 15];
  const from = { image: imageOf(4), bootSector };
  assert.throws(() => placeLdlinux(from, { ...place, sectors }), /5 pieces, and 4 are possible/);
  assert.throws(() => placeLdlinux(from, { ...place, sectors: sectors.slice(1) }), /another size/);
  const joined = sectors.map((_, index) => index);
  assert.throws(() => placeLdlinux(from, { ...place, sectors: joined, directory: 'x'.repeat(100) }), /too long/);
  assert.throws(() => placeLdlinux({ image: Buffer.alloc(4096), bootSector }, { ...place, sectors }), /no patch area/);
  assert.equal(sectorsOf(Buffer.alloc(513)), 2);
});
