import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rootArguments } from '../../../src/plan/volumes/boot-volumes.ts';
import { filesystemAt, mountAt } from '../../../src/plan/volumes/volumes.ts';
import { errorsOf, messagesOf, planOf } from '../../support/plan-text.ts';

const mib = 1024 * 1024;
const head = 'part /boot --size=100\npart pv.01 --size=1001 --ondisk=sda\npart pv.02 --size=401 --ondisk=sdb\n';
const group = `${head}volgroup vg pv.01 pv.02\n`;

/** `NAME SIZE: PV+FIRST+EXTENTS …` of each logical volume, sizes in MiB. */
function drawing(text: string): string[] {
  return planOf(text).volumeGroups.flatMap(({ logicalVolumes }) =>
    logicalVolumes.map(({ name, sizeBytes, segments }) => {
      const pieces = segments.map(
        ({ physicalVolume, firstExtent, extents }) => `${physicalVolume}+${firstExtent}+${extents}`,
      );
      return `${name} ${sizeBytes / mib}: ${pieces.join(' ')}`;
    }),
  );
}

describe('logical volumes', () => {
  test('take whole extents, in the order of the lines', () => {
    const text = `${group}logvol / --vgname=vg --name=root --size=501\nlogvol swap --vgname=vg --name=swap --size=100\n`;
    assert.deepEqual(drawing(text), ['root 504: 0+0+126', 'swap 100: 0+126+25']);
  });

  test('lie on one physical volume if one has room, on several if none has', () => {
    const text = `${group}logvol / --vgname=vg --name=root --size=800\nlogvol /srv --vgname=vg --name=srv --size=300\nlogvol /home --vgname=vg --name=home --size=300\n`;
    assert.deepEqual(drawing(text), ['root 800: 0+0+200', 'srv 300: 1+0+75', 'home 300: 0+200+50 1+75+25']);
  });

  test('grow into what is left, up to --maxsize', () => {
    const text = `${group}logvol / --vgname=vg --name=root --size=400 --grow\nlogvol /srv --vgname=vg --name=srv --size=400 --grow --maxsize=501\n`;
    assert.deepEqual(drawing(text), ['root 900: 0+0+225', 'srv 500: 0+225+25 1+0+100']);
  });

  test('take a percentage of the whole group, and what is reserved stays free', () => {
    const reserved = `${head}volgroup vg pv.01 pv.02 --reserved-space=40\n`;
    const text = `${reserved}logvol / --vgname=vg --name=root --percent=50\nlogvol /srv --vgname=vg --name=srv --percent=100\n`;
    assert.deepEqual(drawing(text), ['root 700: 0+0+175', 'srv 660: 0+175+75 1+0+90']);
  });

  test('count in extents of --pesize', () => {
    const text = `${head}volgroup vg pv.01 pv.02 --pesize=32768\nlogvol / --vgname=vg --name=root --size=33\n`;
    assert.deepEqual(drawing(text), ['root 64: 0+0+2']);
  });

  test('that do not fit are an error at the first that has no room, with what is missing', () => {
    const text = `${group}logvol / --vgname=vg --name=root --size=1000\nlogvol /srv --vgname=vg --name=srv --size=450\n`;
    assert.deepEqual(errorsOf(text), ['6:1 volumes-do-not-fit']);
    assert.deepEqual(messagesOf(text), [
      'the logical volumes of vg do not fit: 52 MiB are missing (the volume group has 1400 MiB in extents of 4 MiB)',
    ]);
  });

  test('that a percentage leaves too small for their filesystem are an error, with what is missing', () => {
    const text = `${group}logvol / --vgname=vg --name=root --percent=95\nlogvol /srv --vgname=vg --name=srv --percent=50 --fstype=xfs\n`;
    assert.deepEqual(errorsOf(text), ['6:1 volumes-do-not-fit']);
    assert.deepEqual(messagesOf(text), [
      'logvol srv: 50 % of vg leave it 72 MiB, and xfs needs at least 300 MiB: 228 MiB are missing',
    ]);
  });

  test('that a percentage leaves nothing are an error: LVM reads no group that has one', () => {
    const text = `${group}logvol / --vgname=vg --name=root --percent=100\nlogvol swap --vgname=vg --name=swap --percent=10\n`;
    assert.deepEqual(errorsOf(text), ['6:1 volumes-do-not-fit']);
    const growing = text.replace('percent=100', 'percent=90').replace('percent=10', 'percent=1 --grow');
    assert.deepEqual(drawing(growing), ['root 1260: 0+0+250 1+0+65', 'swap 140: 1+65+35']);
  });

  test('the root is named by its group and volume for the kernel, hyphens doubled', () => {
    const plan = planOf(`${head}volgroup v-g pv.01 pv.02\nlogvol / --vgname=v-g --name=ro-ot --size=500\n`);
    assert.deepEqual(rootArguments(plan), ['root=/dev/mapper/v--g-ro--ot', 'ro', 'rd.lvm.lv=v-g/ro-ot']);
    assert.equal(mountAt(plan, '/')?.volume.id, 'v-g-ro-ot');
    assert.equal(filesystemAt(plan, '/boot')?.type, 'ext4');
  });

  test('their identifiers are those of the same names, and differ', () => {
    const text = `${group}logvol / --vgname=vg --name=root --size=500\nlogvol /srv --vgname=vg --name=srv --size=100\n`;
    const [first, second] = [planOf(text), planOf(text)];
    assert.deepEqual(first.volumeGroups, second.volumeGroups);
    const [found] = first.volumeGroups;
    const uuids = [found?.uuid, ...(found?.physicalVolumes ?? []).map(({ uuid }) => uuid)];
    uuids.push(...(found?.logicalVolumes ?? []).map(({ uuid }) => uuid));
    assert.equal(new Set(uuids).size, 5);
    for (const uuid of uuids) assert.match(uuid ?? '', /^\w{6}(?:-\w{4}){5}-\w{6}$/);
  });
});

describe('volume groups that are none', () => {
  const root = 'part / --size=500\n';
  const table: readonly (readonly [what: string, text: string, errors: readonly string[]])[] = [
    ['an unknown member', 'volgroup vg pv.9\n', ['2:1 unknown-member']],
    ['a physical volume that nothing uses', 'part pv.1 --size=100\n', ['2:1 unused-member']],
    ['one in two groups', 'part pv.1 --size=100\nvolgroup a pv.1\nvolgroup b pv.1\n', ['4:1 member-taken']],
    ['two of one name', 'part pv.1 --size=100\nvolgroup a pv.1\nvolgroup a pv.1\n', ['4:1 duplicate-volume-group']],
    ['a name that LVM refuses', 'part pv.1 --size=100\nvolgroup .. pv.1\n', ['3:1 bad-name']],
    ['an extent that is no power of two', 'part pv.1 --size=100\nvolgroup a pv.1 --pesize=5000\n', ['3:1 bad-size']],
    ['an unknown group', 'logvol /srv --vgname=a --name=b --size=100\n', ['2:1 unknown-volume-group']],
    [
      'an EFI system partition',
      'part pv.1 --size=100\nvolgroup a pv.1\nlogvol /boot/efi --fstype=efi --vgname=a --name=b --size=50\n',
      ['4:1 bad-filesystem'],
    ],
    [
      'a mount point that a part has',
      'part pv.1 --size=100\nvolgroup a pv.1\nlogvol / --vgname=a --name=b --size=50\n',
      ['4:1 duplicate-mount-point'],
    ],
    [
      'two volumes of one name',
      'part pv.1 --size=200\nvolgroup a pv.1\nlogvol /a --vgname=a --name=b --size=50\nlogvol /c --vgname=a --name=b --size=50\n',
      ['5:1 duplicate-volume'],
    ],
    [
      'a thin pool',
      'part pv.1 --size=200\nvolgroup a pv.1\nlogvol none --vgname=a --name=b --thinpool --size=50\n',
      ['4:33 refused'],
    ],
  ];
  for (const [what, text, errors] of table) test(what, () => assert.deepEqual(errorsOf(`${root}${text}`), errors));
});

describe('extlinux reads the kernel from a partition', () => {
  const loader = 'bootloader --extlinux\n';
  const volumes = 'part pv.1 --size=1000\nvolgroup vg pv.1\n';
  const onVolume = 'lies on a volume over partitions';

  test('and /boot on LVM is refused', () => {
    const text = `${loader}part / --size=500 --fstype=xfs\n${volumes}logvol /boot --vgname=vg --name=boot --size=200\n`;
    assert.deepEqual(errorsOf(text), ['1:12 boot-on-volume']);
    assert.deepEqual(messagesOf(text), [`--extlinux: it reads the kernel from a partition, and /boot ${onVolume}`]);
  });

  test('and / on LVM or on an array is refused without a /boot', () => {
    const onLvm = `${volumes}logvol / --vgname=vg --name=root --size=700\n`;
    assert.deepEqual(errorsOf(`${loader}${onLvm}`), ['1:12 boot-on-volume']);
    assert.deepEqual(errorsOf(`${loader}part /boot --size=200\n${onLvm}`), []);
    const members = 'part raid.1 --size=500 --ondisk=sda\npart raid.2 --size=500 --ondisk=sdb\n';
    const array = `${members}raid / --level=1 --device=root raid.1 raid.2\n`;
    assert.deepEqual(errorsOf(`${loader}${array}`), ['1:12 boot-on-volume']);
  });

  test('that has ext2, ext3 or ext4: neither btrfs nor its subvolumes', () => {
    const btrfs = 'part btrfs.1 --size=1000\nbtrfs none --label=x btrfs.1\nbtrfs / --subvol --name=root LABEL=x\n';
    assert.deepEqual(errorsOf(`${loader}${btrfs}`), ['1:12 bad-filesystem']);
    assert.deepEqual(errorsOf(`${loader}part /boot --size=200\n${btrfs}`), []);
  });
});
