import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { BuildOptions } from '../../../src/appliance/settings.ts';
import { applianceOf, errorsOf, messagesOf, planOf } from '../../support/plan-text.ts';

const mib = 2 ** 20;
const boot = 'part /boot --size=300 --ondisk=sda\n';

/** Size of each disk, with that of its parts and the slack, in MiB. */
const sizes = (text: string, options: BuildOptions = {}) =>
  planOf(text, options).disks.map(({ sizeBytes, computed }) =>
    computed === undefined
      ? `${sizeBytes / mib}`
      : `${sizeBytes / mib} = ${computed.partsBytes / mib} + ${computed.slackBytes / mib}`,
  );

describe('the size of a disk is computed', () => {
  const five = ['/', '/home', '/srv', '/var', '/opt'].map((place) => `part ${place} --size=100\n`).join('');
  const volumes = 'logvol / --vgname=vg --name=root --size=501\nlogvol swap --vgname=vg --name=swap --size=100\n';
  const table: readonly (readonly [what: string, text: string, options: BuildOptions, expected: readonly string[]])[] =
    [
      ['without --disk', 'part / --size=1000\n', {}, ['1003 = 1000 + 3']],
      ['with a name alone', 'part / --size=1000\n', { disks: ['os'] }, ['1003 = 1000 + 3']],
      ['with 0', 'part / --size=1000\n', { disks: ['os=0'] }, ['1003 = 1000 + 3']],
      [
        'with 0 of an addon line',
        'part / --size=1000\n%addon org_appliance_build\ndisk os --size=0\n%end\n',
        {},
        ['1003 = 1000 + 3'],
      ],
      ['and a size is as it is', 'part / --size=1000\n', { disks: ['os=5G'] }, ['5120']],
      [
        'for each disk',
        'part / --size=1000 --ondisk=sda\npart /srv --size=10 --ondisk=sdb\n',
        { disks: ['os=5G', 'data=0'] },
        ['5120', '12 = 10 + 2'],
      ],
      ['with a logical partition for each of two', `clearpart --disklabel=msdos\n${five}`, {}, ['503 = 500 + 3']],
      [
        'with containers, whose headers lie in their parts',
        `${boot}part / --size=900 --encrypted --passphrase=x\n`,
        {},
        ['1203 = 1200 + 3'],
      ],
      [
        'with members of an array',
        'part raid.1 --size=501 --ondisk=sda\npart raid.2 --size=501 --ondisk=sdb\nraid / --level=1 --device=root raid.1 raid.2\n',
        {},
        ['504 = 501 + 3', '503 = 501 + 2'],
      ],
      // 126 and 25 extents of 4 MiB, and 1 MiB of metadata.
      [
        'with what logical volumes need',
        `${boot}part pv.1 --size=1 --grow\nvolgroup vg pv.1\n${volumes}`,
        {},
        ['908 = 905 + 3'],
      ],
      // Of 189 extents 20 % are 37.8.
      [
        'with what is reserved in a group',
        `${boot}part pv.1 --size=1 --grow\nvolgroup vg pv.1 --reserved-percent=20\n${volumes}`,
        {},
        ['1060 = 1057 + 3'],
      ],
      [
        'with a physical volume that is large enough',
        `${boot}part pv.1 --size=2000 --grow\nvolgroup vg pv.1\n${volumes}`,
        {},
        ['2303 = 2300 + 3'],
      ],
    ];
  for (const [what, text, options, expected] of table)
    test(what, () => assert.deepEqual(sizes(text, options), expected));

  test('and physical volumes grow as --maxsize lets them, one after the other', () => {
    const text = `${boot}part pv.1 --size=1 --grow --maxsize=200\npart pv.2 --size=1 --grow --ondisk=sdb\nvolgroup vg pv.1 pv.2\n${volumes}`;
    assert.deepEqual(sizes(text), ['500 = 497 + 3', '411 = 409 + 2']);
  });

  test('not for a physical volume that does not grow: what is missing is told with the size that it needs', () => {
    const text = `${boot}part pv.1 --size=601\nvolgroup vg pv.1\n${volumes}`;
    assert.deepEqual(errorsOf(text), ['5:1 volumes-do-not-fit']);
    assert.match(messagesOf(text)[0] ?? '', / 4 MiB are missing/);
    assert.deepEqual(errorsOf(text.replace('601', '605')), []);
  });

  test('not from a percentage of what is to be computed', () => {
    const share = (size: number) =>
      `${boot}part pv.1 --size=${size} --grow\nvolgroup vg pv.1\nlogvol / --vgname=vg --name=root --size=500\nlogvol /srv --vgname=vg --name=srv --percent=20\n`;
    assert.deepEqual(errorsOf(share(1)), ['5:1 percent-of-computed']);
    assert.deepEqual(errorsOf(share(1000)), []);
  });
});

describe('--grow on a disk whose size is computed', () => {
  const notes = (text: string, options: BuildOptions = {}) =>
    applianceOf(text, options)
      .warnings.filter(({ code }) => code === 'grow-adds-nothing')
      .map(({ message, position, severity }) => `${position?.line} ${severity}: ${message}`);
  const text = 'part / --size=1000 --grow\npart /srv --size=100 --grow\npart swap --size=10\n';
  const why = 'there is no room to share on a disk whose size is computed from its parts';

  test('adds nothing, and is told once', () => {
    assert.deepEqual(notes(text), [`1 note: --grow adds nothing to /, /srv: ${why}`]);
    assert.deepEqual(sizes(text), ['1113 = 1110 + 3']);
  });
  test('is what it says on one that has a size', () => assert.deepEqual(notes(text, { disks: ['os=2G'] }), []));
  test('says the same of logical volumes, and nothing of their physical ones', () => {
    const lvm = `${boot}part pv.1 --size=1 --grow\nvolgroup vg pv.1\nlogvol / --vgname=vg --name=root --size=500 --grow\n`;
    assert.deepEqual(notes(lvm), [`4 note: --grow adds nothing to /: ${why}`]);
    assert.deepEqual(notes(lvm, { disks: ['os=2G'] }), []);
  });
});

describe('volumes that come to less than their filesystem needs', () => {
  const table: readonly (readonly [what: string, text: string, options: BuildOptions, expected: readonly string[]])[] =
    [
      ['a part that grows enough', 'part / --size=1 --grow\n', { disks: ['os=1G'] }, []],
      [
        'a part that does not grow',
        'part / --size=1 --grow --fstype=xfs\n',
        { disks: ['os'] },
        ['1:1 / has 1 MiB, and xfs needs at least 300 MiB: 299 MiB are missing'],
      ],
      [
        'a container that leaves too little',
        `${boot}part / --size=310 --fstype=xfs --encrypted --passphrase=x\n`,
        {},
        ['2:1 /, in its container, has 294 MiB, and xfs needs at least 300 MiB: 6 MiB are missing'],
      ],
      [
        'an array that leaves too little',
        `${boot}part raid.1 --size=300\npart raid.2 --size=300 --ondisk=sdb\nraid / --level=1 --device=root --fstype=xfs raid.1 raid.2\n`,
        {},
        ['4:1 / has 299 MiB, and xfs needs at least 300 MiB: 1 MiB are missing'],
      ],
      [
        'a physical volume',
        'part / --size=500\npart pv.1 --size=1 --grow\nvolgroup vg pv.1\n',
        {},
        ['2:1 lvmpv has 1 MiB, and lvmpv needs at least 8 MiB: 7 MiB are missing'],
      ],
    ];
  for (const [what, text, options, expected] of table) {
    test(what, () => {
      const places = errorsOf(text, options).map((error) => error.replace(' filesystem-too-small', ''));
      const messages = messagesOf(text, options);
      assert.deepEqual(
        places.map((place, index) => `${place} ${messages[index]}`),
        expected,
      );
    });
  }
});
