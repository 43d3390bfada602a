import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toolUses } from '../../../src/cli/host/tool-uses.ts';
import { secretsOf } from '../../../src/cli/kickstart/secrets.ts';
import { applianceOf, planOf } from '../../support/plan-text.ts';

const two = 'part / --size=1000 --ondisk=sda\npart /srv --size=50 --ondisk=sdb\n';
const esp = 'part /boot/efi --fstype=efi --size=64\npart / --size=1000\n';
const hash = `grub.pbkdf2.sha512.10000.${'AB'.repeat(64)}.${'CD'.repeat(64)}`;

for (const [line, loader] of [
  ['', 'grub'],
  ['bootloader --location=mbr --leavebootorder', 'grub'],
  ['bootloader --location=none', 'none'],
  ['bootloader --disabled --sdboot', 'none'],
  ['bootloader --sdboot', 'sdboot'],
  ['bootloader --extlinux', 'extlinux'],
  ['bootloader --extlinux\nbootloader --timeout=3', 'grub'],
] as const) {
  test(`${JSON.stringify(line)} is ${loader}`, () => {
    assert.equal(applianceOf(`${esp}${line}\n`).bootLoader.loader, loader);
  });
}

test('lines add up: a later one leaves what it does not name', () => {
  const { bootLoader } = applianceOf(`${esp}bootloader --password=x1y2 --timeout=3\nbootloader --append=quiet\n`);
  assert.deepEqual(bootLoader.password, { text: 'x1y2', encrypted: false });
  assert.deepEqual([bootLoader.timeoutSeconds, bootLoader.kernelArguments], [3, ['quiet']]);
});

test('--append: double quotes keep blanks together', () => {
  const { bootLoader } = applianceOf(`${esp}bootloader --append='quiet  dyndbg="file a.c +p" console=ttyS0'\n`);
  assert.deepEqual(bootLoader.kernelArguments, ['quiet', 'dyndbg="file a.c +p"', 'console=ttyS0']);
});

test('--timeout: 0 and -1 are times, and a menu that waits for ever is worth a warning', () => {
  const codes = (timeout: number) => {
    const { bootLoader, warnings } = applianceOf(`${esp}bootloader --append=console=ttyS0 --timeout=${timeout}\n`);
    assert.equal(bootLoader.timeoutSeconds, timeout);
    return warnings.map(({ code }) => code).filter((code) => code === 'menu-waits');
  };
  assert.deepEqual([codes(0), codes(-1)], [[], ['menu-waits']]);
});

for (const [line, order] of [
  ['', ['sda', 'sdb']],
  ['bootloader --boot-drive=sdb', ['sdb', 'sda']],
  ['bootloader --boot-drive=/dev/sdb', ['sdb', 'sda']],
  ['bootloader --driveorder=sdb,sda', ['sdb', 'sda']],
  ['bootloader --driveorder=sdb --boot-drive=sda', ['sda', 'sdb']],
] as const) {
  test(`${JSON.stringify(line)}: machines get the disks as ${order.join(', ')}, named as before`, () => {
    const plan = planOf(`${two}${line}\n`, { disks: ['os', 'data'] });
    assert.deepEqual(
      plan.disks.map(({ device }) => device),
      order,
    );
    assert.equal(plan.disks.find(({ device }) => device === 'sda')?.name, 'os');
    assert.equal(plan.bootLoader.bios?.disk, plan.disks[0]?.name);
    assert.equal(plan.disks[0]?.partitions[0]?.kind, 'biosboot');
  });
}

test('--nombr: the files of GRUB, no boot sector, no room for code; nothing boots without UEFI, which is a warning', () => {
  const plan = planOf('part / --size=1000\nbootloader --nombr\n');
  assert.deepEqual(plan.bootLoader.bios, { disk: 'sda', bootSector: false });
  assert.equal(plan.disks[0]?.partitions.length, 1);
  const codes = (text: string) => applianceOf(text).warnings.map(({ code }) => code);
  assert.ok(codes('part / --size=1000\nbootloader --nombr\n').includes('nothing-boots'));
  assert.ok(!codes(`${esp}bootloader --nombr\n`).includes('nothing-boots'));
});

test('systemd-boot is for UEFI alone, extlinux for a BIOS, from an active partition that it can read', () => {
  const sdboot = planOf(`${esp}bootloader --sdboot\n`);
  assert.deepEqual([sdboot.bootLoader.bios, sdboot.bootLoader.uefi], [undefined, { disk: 'sda', partition: 1 }]);
  assert.ok(sdboot.packages.requested.some(({ name }) => name === 'systemd-boot'));
  const extlinux = planOf('part /boot --size=100\npart / --size=1000\nbootloader --extlinux\n');
  assert.deepEqual([extlinux.bootLoader.bios?.disk, extlinux.bootLoader.uefi], ['sda', undefined]);
  assert.deepEqual(
    extlinux.disks[0]?.partitions.map(({ bootable, filesystem }) => [bootable, filesystem?.withoutFeatures]),
    [
      [true, ['64bit']],
      [false, undefined],
    ],
  );
  assert.ok(extlinux.packages.requested.some(({ name }) => name === 'syslinux-common'));
});

test('signed loaders are planned where packages bring them, GRUB and shim together', () => {
  const packages = (...names: readonly string[]) => `%packages\n${names.join('\n')}\n%end\n`;
  const signed = { disk: 'sda', partition: 2, signed: true };
  for (const names of [['shim-signed'], ['grub-efi-amd64-signed'], ['shim-signed', 'grub-efi-amd64-signed']]) {
    const plan = planOf(`${esp}${packages(...names)}`);
    assert.deepEqual(plan.bootLoader.uefi, signed);
    const found = plan.packages.requested.filter(({ name }) => /shim|grub/.test(name));
    assert.equal(found.length, 2);
  }
  const unsigned = { disk: 'sda', partition: 2 };
  assert.deepEqual(planOf(`${esp}${packages('shim-signed', '-grub-efi-amd64-signed')}`).bootLoader.uefi, unsigned);
  assert.deepEqual(planOf(esp).bootLoader.uefi, unsigned);
  assert.equal(planOf(`${esp}${packages('shim-signed')}bootloader --sdboot\n`).bootLoader.uefi?.signed, undefined);
  assert.equal(planOf(`part / --size=1000\n${packages('shim-signed')}`).bootLoader.uefi, undefined);
  const fedora = `url --url=https://example.org/fedora\n${esp}`;
  assert.deepEqual(planOf(fedora, { backend: 'dnf' }).bootLoader.uefi, signed);
});

test('the boot test of Secure Boot asks for its firmware', () => {
  const text = `${esp}%addon org_appliance_build\nboot --firmware=uefi-secure --firmware=bios\n%end\n`;
  const { boot } = applianceOf(text);
  assert.deepEqual(boot.firmware, ['uefi-secure', 'bios']);
  const uses = (wishes: Parameters<typeof toolUses>[2]) =>
    [...toolUses(planOf(text), boot, wishes)].filter((use) => use.startsWith('boot'));
  assert.deepEqual(uses({ bootTest: true }), ['boot', 'boot-uefi-secure']);
  assert.deepEqual([uses({}), uses({ probeAccelerator: true })], [[], ['boot']]);
});

test('the password is a secret, hashed too, and no part of a plan', () => {
  for (const [line, secret] of [
    ['bootloader --password=x1y2z3', 'x1y2z3'],
    [`bootloader --password=${hash} --iscrypted`, hash],
  ] as const) {
    const text = `${esp}${line}\n`;
    assert.deepEqual(secretsOf(applianceOf(text)), [secret]);
    assert.ok(!JSON.stringify(planOf(text)).includes(secret));
    assert.equal(planOf(text).bootLoader.hasPassword, true);
  }
});
