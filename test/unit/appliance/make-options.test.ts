import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { swapSizeMiB } from '../../../src/appliance/disks/swap-size.ts';
import { fstabText } from '../../../src/configure/effects/storage/fstab.ts';
import { filesystemsOf } from '../../../src/plan/volumes/volumes.ts';
import { applianceOf, errorsOf, planOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\n';

describe('--mkfsoptions', () => {
  const table: readonly (readonly [options: string, made: readonly string[]])[] = [
    ['-m 1 -O ^metadata_csum,inline_data', ['-m', '1', '-O', '^metadata_csum,inline_data']],
    ['-m1', ['-m', '1']],
    ["'-E' 'stride=16'", ['-E', 'stride=16']],
    ['-j', ['-j']],
  ];
  for (const [options, made] of table) {
    test(`${options} is handed on`, () => {
      const plan = planOf(`${root}part /srv --size=100 --mkfsoptions="${options}"\n`);
      assert.deepEqual(filesystemsOf(plan).at(-1)?.makeOptions, made);
    });
  }

  const refused: readonly (readonly [options: string, type: string])[] = [
    ['-d /etc', 'ext4'],
    ['-d/etc', 'ext4'],
    ['-m 1 /dev/sda', 'ext4'],
    ['-U random', 'ext4'],
    ['-L x', 'ext4'],
    ['-E offset=4096', 'ext4'],
    ['-E stride=4,root_owner=1:1', 'ext4'],
    ['-J device=/dev/sdb', 'ext4'],
    ['-E', 'ext4'],
    ['-p /etc/shadow', 'xfs'],
    ['-l logdev=/dev/sdb', 'xfs'],
    ['-d name=x', 'xfs'],
    ['-m uuid=1', 'xfs'],
    ['--rootdir=/etc', 'btrfs'],
    ['-r /etc', 'btrfs'],
    ['--data=$(id)', 'btrfs'],
    ['-n x', 'vfat'],
  ];
  for (const [options, type] of refused) {
    test(`${type}: ${options} is refused`, () => {
      const text = `${root}part /srv --size=400 --fstype=${type} --mkfsoptions="${options}"\n`;
      assert.deepEqual(errorsOf(text), ['2:1 refused']);
    });
  }

  test('swap takes none', () => {
    assert.deepEqual(errorsOf(`${root}part swap --size=100 --mkfsoptions="-f"\n`), ['2:1 bad-value']);
  });
});

test('--fsprofile is a ratio of inodes, of ext alone', () => {
  const ratio = (text: string) => filesystemsOf(planOf(`${root}${text}\n`)).at(-1)?.inodeRatio;
  assert.equal(ratio('part /srv --size=100 --fsprofile=largefile'), 2 ** 20);
  assert.equal(ratio('part /srv --size=100'), undefined);
  assert.deepEqual(errorsOf(`${root}part /srv --size=100 --fsprofile=big\n`), ['2:1 bad-value']);
  assert.deepEqual(errorsOf(`${root}part /srv --size=400 --fstype=xfs --fsprofile=news\n`), ['2:1 bad-value']);
});

test('--fsoptions go to fstab, for swap too', () => {
  const plan = planOf(
    `${root}part /srv --size=100 --fsoptions=noatime,nodev\npart swap --size=10 --fsoptions=pri=5\npart /fat --fstype=vfat --size=50\n`,
  );
  const lines = fstabText(plan).split('\n');
  const optionsOf = (place: string) =>
    lines.map((line) => line.split(' ')).find(([, at, type]) => at === place || type === place)?.[3];
  assert.equal(optionsOf('/srv'), 'noatime,nodev');
  assert.equal(optionsOf('swap'), 'pri=5');
  assert.equal(optionsOf('/'), 'defaults');
  assert.equal(optionsOf('/fat'), 'umask=0077');
  assert.deepEqual(errorsOf(`${root}part /srv --size=100 --fsoptions="a b"\n`), ['2:1 bad-value']);
});

describe('swap of a recommended size', () => {
  test('follows from the memory', () => {
    const sizes = [512, 2048, 2049, 8192, 16384, 65536, 65537].map((memory) => swapSizeMiB(memory, false, undefined));
    assert.deepEqual(sizes, [1024, 4096, 2049, 8192, 8192, 32768, 4096]);
  });

  test('is larger by the memory for hibernation', () => {
    const sizes = [512, 4096, 16384, 70000].map((memory) => swapSizeMiB(memory, true, undefined));
    assert.deepEqual(sizes, [1536, 8192, 24576, 4096]);
  });

  test('takes a tenth of the disk at most', () => {
    assert.equal(swapSizeMiB(1024, false, 5 * 2 ** 30), 512);
    assert.equal(swapSizeMiB(1024, true, 5 * 2 ** 30), 3072);
  });

  test('is that of the machine', () => {
    const text = `${root}part swap --recommended\n%addon org_appliance_build\nmachine --memory=512\n%end\n`;
    assert.equal(applianceOf(text).parts.at(-1)?.sizeMiB, 1024);
    assert.deepEqual(errorsOf(`${root}part /srv --recommended\n`), ['2:1 bad-size']);
  });
});
