import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import type { FilesystemType } from '../../../../src/appliance/appliance.ts';
import { capacityOf, sizeToHold } from '../../../../src/disk/sizes/needed.ts';
import { emptyTree, measureTree, sumOf, type TreeSize } from '../../../../src/disk/sizes/tree-size.ts';
import type { FilesystemPlan } from '../../../../src/plan/plan.ts';
import { temporaryDirectory } from '../../../support/run-cli.ts';

const mebibyte = 2 ** 20;

const filesystem = (type: FilesystemType, more: Partial<FilesystemPlan> = {}): FilesystemPlan => ({
  ...{ type, uuid: '', label: undefined, mountPoint: '/', ...more },
});
const files = (contentMiB: number, more: Partial<TreeSize> = {}): TreeSize => ({
  ...{ ...emptyTree, fileBytes: contentMiB * mebibyte, ...more },
});

/**
 * What tools and kernel keep of a filesystem, in MiB. ext: what dumpe2fs 1.47.0 does not tell as free of what mke2fs made with our
 * configuration. xfs and btrfs: what files of 256 KiB left of it when it was full, up to 4 GiB (mkfs.xfs 6.1, mkfs.btrfs 6.2, kernel
 * 6.18); the larger ones by statfs(2). vfat: by mdir.
 */
const measured: readonly (readonly [type: FilesystemType, sizeMiB: number, overheadMiB: number])[] = [
  ...([
    ['ext2', 16, 1.04],
    ['ext2', 200, 12.65],
    ['ext2', 600, 9.89],
    ['ext2', 4096, 72.3],
    ['ext2', 102400, 1666.33],
  ] as const),
  ...([
    ['ext4', 16, 5.04],
    ['ext4', 64, 8.07],
    ['ext4', 200, 28.74],
    ['ext4', 400, 41.65],
    ['ext4', 600, 26.33],
  ] as const),
  ...([
    ['ext4', 1000, 34.17],
    ['ext4', 2048, 102.17],
    ['ext4', 10240, 260.75],
    ['ext4', 102400, 2179.09],
  ] as const),
  ...([
    ['xfs', 300, 81.5],
    ['xfs', 400, 87.2],
    ['xfs', 512, 94],
    ['xfs', 768, 102.8],
    ['xfs', 1024, 105],
  ] as const),
  ...([
    ['xfs', 2048, 114.2],
    ['xfs', 4096, 132.8],
    ['xfs', 8192, 153],
    ['xfs', 65536, 552.8],
    ['xfs', 1048576, 7851.6],
  ] as const),
  ...([
    ['btrfs', 128, 81],
    ['btrfs', 300, 81],
    ['btrfs', 512, 81],
    ['btrfs', 768, 93.8],
    ['btrfs', 1024, 119.5],
  ] as const),
  ...([
    ['btrfs', 2400, 257],
    ['btrfs', 2600, 529],
    ['btrfs', 4096, 529],
    ['btrfs', 51000, 529],
    ['btrfs', 60000, 2065],
  ] as const),
  ...([
    ['vfat', 32, 0.08],
    ['vfat', 100, 1.555],
    ['vfat', 300, 0.617],
    ['vfat', 1000, 2],
  ] as const),
];

describe('what a filesystem keeps for itself', () => {
  for (const [type, sizeMiB, overheadMiB] of measured) {
    const roomMiB = sizeMiB - overheadMiB;
    const fits = (contentMiB: number) =>
      sizeToHold(files(contentMiB), filesystem(type), sizeMiB * mebibyte) === undefined;
    test(`${type} of ${sizeMiB} MiB holds ${roomMiB.toFixed(1)} MiB, and no more than 1.5 % above that`, () => {
      assert.ok(fits(roomMiB - 0.5), 'a false alarm');
      assert.ok(!fits(roomMiB * 1.015 + 0.5), 'told too late');
    });
    test(`${type} of ${sizeMiB} MiB is not said to have less room than it has`, () =>
      assert.ok(capacityOf(filesystem(type), sizeMiB * mebibyte) >= (roomMiB - 0.5) * mebibyte));
  }

  test('a size that is told suffices, and is the same from wherever it is looked for', () => {
    for (const type of ['ext2', 'ext4', 'xfs', 'btrfs', 'vfat'] as const) {
      const tree = files(700, { inodes: 20_000 });
      const told = sizeToHold(tree, filesystem(type), 320 * mebibyte) ?? 0;
      assert.equal(told % mebibyte, 0);
      assert.equal(sizeToHold(tree, filesystem(type), told), undefined);
    }
  });

  test('a larger ext4 may hold what a smaller one holds, although it has fewer inodes for its size', () => {
    assert.equal(sizeToHold(files(465), filesystem('ext4'), 512 * mebibyte), undefined);
  });

  test('no more than the files themselves is asked for if --mkfsoptions change what it keeps', () => {
    for (const [type, makeOptions] of [
      ['ext4', ['-O', '^has_journal']],
      ['ext4', ['-j']],
      ['xfs', ['-m', 'reflink=0']],
      ['btrfs', ['-m', 'single']],
    ] as const) {
      assert.equal(sizeToHold(files(299), filesystem(type, { makeOptions }), 300 * mebibyte), undefined);
      assert.equal(sizeToHold(files(310), filesystem(type, { makeOptions }), 300 * mebibyte), 310 * mebibyte);
    }
    assert.notEqual(
      sizeToHold(files(299), filesystem('ext4', { makeOptions: ['-m', '1'] }), 300 * mebibyte),
      undefined,
    );
  });

  test('swap holds nothing, and is never too small for that', () =>
    assert.equal(sizeToHold(emptyTree, filesystem('swap'), mebibyte), undefined));
});

test('a tree is measured as each filesystem keeps it', async (t) => {
  const tree = temporaryDirectory(t);
  mkdirSync(path.join(tree, 'small'));
  mkdirSync(path.join(tree, 'large'));
  writeFileSync(path.join(tree, 'small/2048'), Buffer.alloc(2048, 1));
  writeFileSync(path.join(tree, 'small/2049'), Buffer.alloc(2049, 1));
  writeFileSync(path.join(tree, 'small/9000'), Buffer.alloc(9000, 1));
  writeFileSync(path.join(tree, 'small/holes'), '');
  truncateSync(path.join(tree, 'small/holes'), 100 * mebibyte);
  symlinkSync('x'.repeat(60), path.join(tree, 'small/long'));
  for (let index = 0; index < 15; index += 1) writeFileSync(path.join(tree, `large/a-name-of-twenty-${index}`), '');
  const size = await measureTree(tree);
  assert.deepEqual(
    { ...size, unixOnly: size.unixOnly?.replace(/.*\//, '') },
    {
      inodes: 2 + 5 + 15,
      fileBytes: 4096 + 4096 + 3 * 4096,
      folderBytes: 3 * 4096 + 4096,
      largeFolderBytes: 4096,
      small: { blockBytes: 4096, bytes: 2048 },
      unixOnly: 'long',
    },
  );
  assert.equal(sumOf([size, size]).fileBytes, 2 * size.fileBytes);
});
