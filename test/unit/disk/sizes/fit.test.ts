import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFit } from '../../../../src/disk/sizes/fit.ts';
import { packagesFit } from '../../../../src/disk/sizes/packages-fit.ts';
import { emptyTree } from '../../../../src/disk/sizes/tree-size.ts';
import { ApplianceError, ApplianceErrors } from '../../../../src/errors.ts';
import { volumesOf } from '../../../../src/plan/volumes/volumes.ts';
import { planOf } from '../../../support/plan-text.ts';

const mebibyte = 2 ** 20;
const boot = 'part /boot --size=200\n';
const secret = '--encrypted --passphrase=secret';
const lvm = 'part pv.1 --size=1000\nvolgroup vg pv.1\n';
const mirror = 'part raid.1 --size=301 --ondisk=sda\npart raid.2 --size=301 --ondisk=sdb\n';

function caught(work: () => unknown): readonly ApplianceError[] {
  try {
    work();
  } catch (error) {
    if (error instanceof ApplianceErrors) return error.errors;
    if (error instanceof ApplianceError) return [error];
    throw error;
  }
  return [];
}

describe('contents that are measured', () => {
  /** Errors when each filesystem but those for /boot and swap holds so many MiB. */
  const errors = (text: string, contentMiB: number) => {
    const measured = volumesOf(planOf(text)).map((volume) => {
      const isFilled = volume.filesystem.mountPoint !== '/boot' && volume.filesystem.type !== 'swap';
      return { volume, size: { ...emptyTree, fileBytes: isFilled ? contentMiB * mebibyte : 0 } };
    });
    return caught(() => checkFit(measured)).map(
      ({ position, message, hint }) => `${position?.line}: ${message} | ${hint}`,
    );
  };
  const table: readonly (readonly [text: string, contentMiB: number, expected: readonly string[]])[] = [
    ['part / --size=300\n', 260, []],
    [
      'part / --size=300\n',
      300,
      [
        '1: the contents of / need 338 MiB as ext4, and its partition has 300 MiB: 38 MiB are missing | give this part line --size=338 or more, or install less',
      ],
    ],
    [
      `${boot}part / --size=300 ${secret}\n`,
      260,
      [
        '2: the contents of / need 311 MiB as ext4 in LUKS2, and its partition has 300 MiB: 11 MiB are missing | give this part line --size=311 or more, or install less',
      ],
    ],
    [
      `${lvm}logvol / --vgname=vg --name=root --size=300\n`,
      300,
      [
        '3: the contents of / need 338 MiB as ext4, and its logical volume has 300 MiB: 38 MiB are missing | give this logvol line --size=338 or more, for which its volume group needs the room, or install less',
      ],
    ],
    [
      `${mirror}raid / --level=1 --device=root raid.1 raid.2\n`,
      300,
      [
        '3: the contents of / need 338 MiB as ext4, and its array has 300 MiB: 38 MiB are missing | give the part line of each member --size=339 or more, or install less',
      ],
    ],
    [
      'part btrfs.1 --size=300\nbtrfs none --label=x btrfs.1\nbtrfs / --subvol --name=root LABEL=x\n',
      250,
      [
        '1: the contents of / need 331 MiB as btrfs, and its partition has 300 MiB: 31 MiB are missing | give this part line --size=348 or more, or install less',
      ],
    ],
  ];
  for (const [text, contentMiB, expected] of table) {
    test(`${contentMiB} MiB in ${text.trim().split('\n').at(-1)}`, () =>
      assert.deepEqual(errors(text, contentMiB), expected));
  }

  test('are told of all filesystems at once', () =>
    assert.deepEqual(
      errors('part / --size=300\npart swap --size=10\npart /srv --size=300\n', 300).map((line) => line.slice(0, 2)),
      ['1:', '3:'],
    ));
});

describe('packages, before they are fetched', () => {
  /** Error, or likely error, for packages that tell so many MiB. */
  const told = (text: string, installedMiB: number, whole = true) => {
    const packages = [{ sizeBytes: (installedMiB / 4) * mebibyte, installedBytes: installedMiB * mebibyte }];
    const found = packagesFit(planOf(text), packages, whole);
    return found === undefined
      ? undefined
      : `${found.certain ? 'certain' : 'likely'} ${found.error.position?.line}: ${found.error.message}`;
  };
  const table: readonly (readonly [what: string, text: string, installedMiB: number, expected: RegExp | undefined])[] =
    [
      ['that fit', 'part / --size=1000\n', 500, undefined],
      [
        'that do not',
        'part / --size=300\n',
        400,
        /^certain 1: the packages need at least 360 MiB, and the filesystem of \/ has room for 264 MiB: 96 MiB are missing$/,
      ],
      ['that nearly fit are not judged', 'part / --size=300\n', 290, undefined],
      ['a root that is not yet large', 'part / --size=4\n', 400, /^certain 1: .* has room for \d MiB/],
      ['beside a large /srv', 'part / --size=300\npart /srv --size=9000\n', 600, /^certain 1: .* at least 476 MiB/],
      ['beside a large /opt, where they may lie', 'part / --size=300\npart /opt --size=9000\n', 600, undefined],
      [
        'with /usr apart',
        'part / --size=300\npart /usr --size=400\n',
        900,
        /^certain 2: .* the filesystems \/, \/usr have room for 623 MiB/,
      ],
      ['with /usr apart, which is large', 'part / --size=300\npart /usr --size=1400\n', 900, undefined],
      ['on LVM', `${lvm}logvol / --vgname=vg --name=root --size=300\n`, 600, /^certain 3: /],
      ['on an array', `${mirror}raid / --level=1 --device=root raid.1 raid.2\n`, 600, /^certain 3: /],
      [
        'on a subvolume, whose filesystem counts once',
        'part btrfs.1 --size=800\nbtrfs none --label=x btrfs.1\nbtrfs / --subvol --name=root LABEL=x\nbtrfs /home --subvol --name=home LABEL=x\n',
        900,
        /^certain 1: .* has room for 743 MiB/,
      ],
      ['encrypted', `${boot}part / --size=316 ${secret}\n`, 600, /^certain 2: .* has room for 264 MiB/],
    ];
  for (const [what, text, installedMiB, expected] of table) {
    test(what, () => {
      const found = told(text, installedMiB);
      if (expected === undefined) assert.equal(found, undefined);
      else assert.match(found ?? 'nothing', expected);
    });
  }

  test('are likely not to fit if files may be left out, and certainly if that makes no difference', () => {
    assert.match(told('part / --size=300\n', 400, false) ?? '', /^likely 1: the packages need at least 360 MiB/);
    assert.match(told('part / --size=300\n', 1200, false) ?? '', /^certain 1: the packages need at least 300 MiB/);
    assert.equal(told('part / --size=300\n', 250, false), undefined);
  });

  test('that tell an impossible size are taken for as large as their files', () => {
    const packages = [{ sizeBytes: mebibyte, installedBytes: 900 * mebibyte }];
    assert.equal(packagesFit(planOf('part / --size=300\n'), packages, true), undefined);
  });

  test('the hint gives a size with which all that comes is likely to fit', () => {
    const packages = [{ sizeBytes: 77 * mebibyte, installedBytes: 315 * mebibyte }];
    const found = packagesFit(planOf('part / --size=200\n'), packages, true);
    assert.equal(
      found?.error.hint,
      'give this part line --size=520 or more (with room for what else comes), or install less',
    );
  });
});
