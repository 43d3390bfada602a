import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toolUses } from '../../../src/cli/host/tool-uses.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';

const mib = 1024 * 1024;
const options = { arch: 'aarch64' } as const;
const parts = 'part /boot/efi --fstype=efi --size=64\npart / --size=1000\npart /usr --size=500\npart /srv --size=100\n';
const fedora = { ...options, backend: 'dnf', repos: ['base=https://host/os/'] } as const;

test('a disk has its partitions alone, with the types of the architecture', () => {
  const { disks, bootLoader } = planOf(parts, options);
  assert.deepEqual(
    disks[0]?.partitions.map(({ number, startBytes, sizeBytes, type }) => [
      number,
      startBytes / mib,
      sizeBytes / mib,
      type,
    ]),
    [
      [1, 1, 64, 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B'],
      [2, 65, 1000, 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE'],
      [3, 1065, 500, 'B0E01050-EE5F-4390-949A-9101B17104E9'],
      [4, 1565, 100, '3B8F8425-20E0-4F3B-907F-1A25A76F98E8'],
    ],
  );
  assert.equal(disks[0]?.sizeBytes, 1666 * mib);
  assert.deepEqual([bootLoader.bios, bootLoader.uefi], [undefined, { disk: 'sda', partition: 1 }]);
});

test('the types of / and /usr on x86_64 are its own', () => {
  const types = planOf(`part biosboot --size=1\n${parts}`).disks[0]?.partitions.map(({ type }) => type);
  assert.deepEqual(types?.slice(2, 4), [
    '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709',
    '8484680C-9521-48C6-9C11-B0720656F69E',
  ]);
});

test('the plan of msdos makes no partition active: no firmware asks for it', () => {
  const { disks } = planOf(`clearpart --all --disklabel=msdos\n${parts}`, options);
  assert.ok(disks[0]?.partitions.every(({ bootable }) => !bootable));
});

const namesOf = (text: string, given: object) => planOf(text, given).packages.requested.map(({ name }) => name);

test("Debian's kernel and GRUB", () => {
  const names = namesOf(`${parts}%packages\n%end\n`, { ...options, backend: 'apt' });
  assert.ok(names.includes('linux-image-arm64') && names.includes('grub-efi-arm64-bin'));
  assert.ok(!names.includes('linux-image-amd64'));
  const sdboot = namesOf(`${parts}bootloader --sdboot\n%packages\n%end\n`, { ...options, backend: 'apt' });
  assert.ok(!sdboot.some((name) => name.startsWith('grub')));
  assert.ok(!namesOf(`${parts}%packages\n%end\n`, { backend: 'apt' }).some((name) => name.startsWith('grub')));
});

test("Fedora's kernel, shim and GRUB", () => {
  const boot = namesOf(`${parts}%packages\n%end\n`, fedora).filter((name) => /^(?:grub|shim|kernel)/.test(name));
  assert.deepEqual(boot, ['kernel', 'grub2-tools', 'grub2-efi-aa64', 'shim-aa64', 'grub2-efi-aa64-modules']);
});

test('the host tools are those that such a build needs', () => {
  const plan = planOf(`${parts}%packages\n%end\n`, { ...options, backend: 'apt' });
  const { boot } = applianceOf(parts, options);
  const uses = [...toolUses(plan, boot, { bootTest: true })].sort();
  const emulates = process.arch === 'arm64' ? [] : ['emulate-aarch64'];
  assert.deepEqual(uses, ['apt', 'boot-aarch64', 'build', 'convert', ...emulates, 'uefi-aarch64', 'vfat'].sort());
  const own = toolUses(planOf(parts, {}), boot, { bootTest: true });
  assert.ok(![...own].some((use) => use.endsWith('aarch64')));
});
