import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Plan } from '../../../src/plan/plan.ts';
import { errorsOf, messagesOf, planOf } from '../../support/plan-text.ts';

const mib = 1024 * 1024;

/** `NUMBER KIND START+SIZE` in MiB for each partition of a disk. */
function drawing(plan: Plan, disk = 0): string[] {
  return (plan.disks[disk]?.partitions ?? []).map(
    ({ number, kind, startBytes, sizeBytes, logical, bootable, filesystem }) =>
      `${number} ${filesystem?.mountPoint ?? kind} ${startBytes / mib}+${sizeBytes / mib}${logical ? ' logical' : ''}${bootable ? ' boot' : ''}`,
  );
}

describe('a disk is laid out', () => {
  test('GPT: room for the table, for GRUB, and for the backup at the end', () => {
    const plan = planOf('part / --size=1000\n');
    assert.deepEqual(drawing(plan), ['1 biosboot 1+1', '2 / 2+1000']);
    assert.equal(plan.disks[0]?.sizeBytes, 1003 * mib);
  });

  test('GPT with a biosboot part of the kickstart: none is added', () => {
    assert.deepEqual(drawing(planOf('part biosboot --fstype=biosboot --size=2\npart / --size=1000\n')), [
      '1 biosboot 1+2',
      '2 / 3+1000',
    ]);
  });

  test('without a boot loader no room is made for it', () => {
    assert.deepEqual(drawing(planOf('bootloader --location=none\npart / --size=1000\n')), ['1 / 1+1000']);
  });

  test('msdos: the boot partition is active, GRUB lies before it', () => {
    const plan = planOf('clearpart --disklabel=msdos\npart /boot --size=100\npart / --size=1000\n');
    assert.deepEqual(drawing(plan), ['1 /boot 1+100 boot', '2 / 101+1000']);
    assert.equal(plan.disks[0]?.sizeBytes, 1101 * mib);
  });

  test('msdos: five parts give logical ones, each behind a table of its own', () => {
    const text = [
      'clearpart --disklabel=msdos',
      ...['/', '/home', '/srv', '/var', '/opt'].map((place) => `part ${place} --size=100`),
    ].join('\n');
    assert.deepEqual(drawing(planOf(text)), [
      '1 / 1+100 boot',
      '2 /home 101+100',
      '3 /srv 201+100',
      '4 extended 301+202',
      '5 /var 302+100 logical',
      '6 /opt 403+100 logical',
    ]);
  });

  test('msdos: --asprimary parts come first among the primary ones', () => {
    const places = ['/', '/home', '/srv', '/var'];
    const text = [
      'clearpart --disklabel=msdos',
      ...places.map((place) => `part ${place} --size=100`),
      'part /opt --size=100 --asprimary',
    ].join('\n');
    assert.deepEqual(
      drawing(planOf(text)).map((line) => line.split(' ').slice(0, 2).join(' ')),
      ['1 /', '2 /home', '3 /opt', '4 extended', '5 /srv', '6 /var'],
    );
  });

  test('--grow fills the size that was asked for', () => {
    const plan = planOf('part / --size=500 --grow\npart swap --size=100\n', { disks: ['os=2G'] });
    assert.deepEqual(drawing(plan), ['1 biosboot 1+1', '2 / 2+1945', '3 swap 1947+100']);
    assert.equal(plan.disks[0]?.sizeBytes, 2048 * mib);
  });

  test('disks are named in the order in which --ondisk mentions them', () => {
    const plan = planOf('part /srv --size=10 --ondisk=vdb\npart / --size=500 --ondisk=vda\n', {
      disks: ['data=1G', 'os'],
    });
    assert.deepEqual(
      plan.disks.map(({ name, device, stem }) => [name, device, stem]),
      [
        ['data', 'vdb', 'test-data'],
        ['os', 'vda', 'test-os'],
      ],
    );
  });

  test('a disk without a name is called as its device', () => {
    assert.deepEqual(
      planOf('part / --size=500 --ondisk=/dev/sda\n').disks.map(({ stem }) => stem),
      ['test-sda'],
    );
  });

  test('only the first disk holds the boot loader', () => {
    const plan = planOf('part / --size=500 --ondisk=sda\npart /srv --size=50 --ondisk=sdb\n');
    assert.deepEqual(drawing(plan, 1), ['1 /srv 1+50']);
    assert.deepEqual(plan.bootLoader.bios, { disk: 'sda', bootSector: true });
    assert.equal(plan.bootLoader.uefi, undefined);
  });

  test('an EFI system partition brings UEFI besides', () => {
    const plan = planOf('part /boot/efi --fstype=efi --size=64\npart / --size=500\n');
    assert.deepEqual(plan.bootLoader.uefi, { disk: 'sda', partition: 2 });
    assert.equal(plan.disks[0]?.partitions[1]?.type, 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B');
  });
});

describe('parts that do not fit', () => {
  test('are an error that says how many MiB are missing, at the part that goes over', () => {
    const options = { disks: ['os=1G'] };
    const text = 'part / --size=900\npart /srv --size=200\n';
    assert.deepEqual(errorsOf(text, options), ['2:1 parts-do-not-fit']);
    assert.match(messagesOf(text, options)[0] ?? '', /79 MiB are missing/);
  });

  test('fit to the last MiB', () => assert.deepEqual(errorsOf('part / --size=1021\n', { disks: ['os=1G'] }), []));
  test('do not fit by one MiB', () =>
    assert.match(messagesOf('part / --size=1022\n', { disks: ['os=1G'] })[0] ?? '', / 1 MiB are missing/));

  test('are reported for every disk at once', () => {
    const text = 'part / --size=900 --ondisk=sda\npart /srv --size=900 --ondisk=sdb\n';
    assert.deepEqual(errorsOf(text, { disks: ['os=500M', 'data=500M'] }), [
      '1:1 parts-do-not-fit',
      '2:1 parts-do-not-fit',
    ]);
  });

  test('an msdos disk ends at 2 TiB', () => {
    assert.deepEqual(errorsOf('clearpart --disklabel=msdos\npart / --size=500 --grow\n', { disks: ['os=3T'] }), [
      '2:1 disk-too-large',
    ]);
  });
});

describe('identifiers', () => {
  test('are the same for the same kickstart and differ for another appliance', () => {
    const text = 'part / --size=500\npart /boot/efi --size=64\n';
    const ids = (plan: Plan) =>
      JSON.stringify(
        plan.disks.map(({ table, partitions }) => [
          table,
          partitions.map(({ guid, filesystem }) => [guid, filesystem?.uuid]),
        ]),
      );
    assert.equal(ids(planOf(text)), ids(planOf(text)));
    assert.notEqual(ids(planOf(text)), ids(planOf(text, { name: 'other' })));
  });

  test('have the form that the tools read', () => {
    const plan = planOf('part / --size=500\npart /boot/efi --size=64\n');
    const [, root, esp] = plan.disks[0]?.partitions ?? [];
    assert.match(root?.filesystem?.uuid ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.match(esp?.filesystem?.uuid ?? '', /^[0-9A-F]{4}-[0-9A-F]{4}$/);
    assert.match(root?.guid ?? '', /^[0-9A-F-]{36}$/);
  });
});
