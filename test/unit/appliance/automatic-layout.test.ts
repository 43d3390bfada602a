// What autopart, reqpart and --onpart refuse; what they lay out is in test/unit/plan/layouts/.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretsOf } from '../../../src/cli/kickstart/secrets.ts';
import { applianceOf, errorsOf, messagesOf, planOf } from '../../support/plan-text.ts';

const root = 'part / --size=500\n';

for (const [text, expected] of [
  ['autopart --type=thinp\n', ['1:17 refused']],
  ['autopart --fstype=vfat\n', ['1:19 bad-filesystem']],
  ['autopart --fstype=zfs\n', ['1:19 bad-filesystem']],
  ['autopart --encrypted\n', ['1:1 no-passphrase']],
  ['autopart --encrypted --passphrase=x --noboot\n', ['1:37 encrypted-boot']],
  [
    'autopart --encrypted --passphrase=x --luks-version=luks1 --cipher=aes-cbc-essiv:sha256\n',
    ['1:1 refused', '1:1 refused'],
  ],
  ['autopart --encrypted --passphrase=x --pbkdf=argon2id\n', ['1:45 refused']],
  ['autopart\npart /srv --size=100\n', ['2:1 conflicting-commands']],
  ['logvol /srv --vgname=v --name=a --size=100\nautopart\n', ['2:1 conflicting-commands']],
  ['reqpart\nautopart\n', ['2:1 conflicting-commands']],
  ['autopart --type=btrfs\nbtrfs /srv btrfs.1\n', ['2:1 conflicting-commands']],
  ['bootloader --extlinux\nautopart --type=plain --fstype=xfs\n', ['1:12 bad-filesystem']],
  ['bootloader --sdboot\npart / --size=500\n', ['1:12 no-efi-partition']],
  ['bootloader --sdboot\nreqpart\npart / --size=500\n', []],
  [`${root}reqpart --add-boot\npart /boot/efi --fstype=ext4 --size=64\n`, ['3:1 duplicate-mount-point']],
  [`${root}mount /dev/sda1 /srv\n`, ['2:1 conflicting-commands']],
  [`${root}part /srv --size=10 --onpart=sda1 --noformat\n`, ['2:35 refused']],
  [`${root}part /srv --size=10 --noformat\n`, ['2:21 refused']],
  [`${root}part /srv --size=10 --onpart=sda1 --resize\n`, ['2:35 refused']],
  [`${root}part /srv --onpart=sda2\n`, ['2:20 part-without-size']],
  [`${root}part /srv --size=10 --onpart=LABEL=data\n`, ['2:30 refused']],
  [`${root}part /srv --size=10 --onpart=sda2 --ondisk=sdb\n`, ['2:30 conflicting-options']],
  [`${root}part /srv --size=10 --onpart=sda2\npart /home --size=10 --usepart=sda2\n`, ['3:32 duplicate-partition']],
  [`${root}part /srv --size=10 --onpart=sda129\n`, ['2:30 partition-number']],
  [`clearpart --disklabel=msdos\n${root}part /srv --size=10 --onpart=sda1\n`, ['3:30 partition-number']],
  ['volgroup v --useexisting\nlogvol / --vgname=v --name=r --useexisting --size=9\n', ['1:12 refused', '2:30 refused']],
] as const) {
  test(`${JSON.stringify(text)} gives ${expected.join(', ') || 'no error'}`, () => {
    const found = errorsOf(text, { backend: 'apt' });
    assert.deepEqual(found.toSorted(), expected.toSorted());
  });
}

test('thin pools: the reason, and what to write instead', () => {
  assert.match(messagesOf('autopart --type=thinp\n')[0] ?? '', /^--type=thinp is refused: .*device-mapper$/);
});

test('a disk that is too small for autopart is told at its line', () => {
  const options = { disks: ['os=1G'] };
  assert.deepEqual(errorsOf('autopart --type=lvm\n', options), ['1:1 parts-do-not-fit']);
  assert.match(messagesOf('autopart --type=plain --noswap --noboot\n', options)[0] ?? '', / 103 MiB are missing/);
});

test('one disk is not enough for a name too many, unless LVM takes them all', () => {
  const options = { disks: ['os=20G', 'data=20G'] };
  for (const type of ['plain', 'btrfs']) {
    assert.deepEqual(errorsOf(`autopart --type=${type}\n`, options), ['- unused-disk']);
    assert.match(messagesOf(`autopart --type=${type}\n`, options)[0] ?? '', /lays out one disk, sda$/);
  }
  assert.deepEqual(errorsOf('autopart --type=lvm\n', options), []);
  const limited = 'autopart\nignoredisk --only-use=vda\n';
  assert.deepEqual(errorsOf(limited, options), ['- unused-disk']);
  assert.match(messagesOf(limited, options)[0] ?? '', /^--disk data=20G: autopart lays out vda and no other disk/);
});

test('/home is made from 50 GiB on, all disks together', () => {
  const hasHome = (type: string, ...disks: readonly string[]) =>
    planOf(`autopart --type=${type}\n`, { disks }).volumeGroups.some(({ logicalVolumes }) =>
      logicalVolumes.some(({ name }) => name === 'home'),
    );
  assert.deepEqual(
    [hasHome('lvm', 'os=51199M'), hasHome('lvm', 'os=50G'), hasHome('lvm', 'os=20G', 'data=30G')],
    [false, true, true],
  );
});

test('the passphrase of autopart is a secret, and no part of a plan', () => {
  const text = 'autopart --encrypted --passphrase=x1y2z3\n';
  assert.ok(secretsOf(applianceOf(text)).includes('x1y2z3'));
  assert.ok(!JSON.stringify(planOf(text)).includes('x1y2z3'));
});
