import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applianceOf, errorsOf, messagesOf, planOf } from '../../support/plan-text.ts';

const arm = { arch: 'aarch64' } as const;
const esp = 'part /boot/efi --fstype=efi --size=64\npart / --size=1000\n';

describe('--arch', () => {
  for (const [text, arch] of [
    [undefined, 'x86_64'],
    ['x86_64', 'x86_64'],
    ['amd64', 'x86_64'],
    ['aarch64', 'aarch64'],
    ['arm64', 'aarch64'],
  ] as const) {
    test(`${text} is ${arch}`, () => assert.equal(applianceOf(esp, { arch: text }).arch, arch));
  }

  test('another one is an error that names those that there are', () => {
    assert.deepEqual(errorsOf(esp, { arch: 'riscv64' }), ['- bad-option']);
    assert.deepEqual(messagesOf(esp, { arch: 'riscv64' }), ['--arch: "riscv64" is not one of x86_64, aarch64']);
  });
});

describe('machines of aarch64 have no BIOS', () => {
  const table: readonly (readonly [what: string, text: string, errors: readonly string[]])[] = [
    ['an EFI system partition is enough', esp, []],
    ['without one nothing boots', 'part / --size=1000\n', ['- no-efi-partition']],
    ['at the bootloader line', 'part / --size=1000\nbootloader --timeout=1\n', ['2:1 no-efi-partition']],
    ['but for who brings a loader', 'part / --size=1000\nbootloader --location=none\n', []],
    ['systemd-boot', `${esp}bootloader --sdboot\n`, []],
    ['reqpart makes what is needed', 'reqpart\npart / --size=1000\n', []],
    ['on a disk with an msdos table, too', 'clearpart --all --disklabel=msdos\nreqpart\npart / --size=1000\n', []],
    ['extlinux', `${esp}bootloader --extlinux\n`, ['3:12 no-bios']],
    ['a BIOS boot partition', `${esp}part biosboot --size=1\n`, ['3:1 no-bios']],
    [
      'a boot test',
      `${esp}%addon org_appliance_build\nboot --firmware=uefi\nboot --firmware=bios\n%end\n`,
      ['5:17 no-bios'],
    ],
  ];
  for (const [what, text, errors] of table) {
    test(what, () => {
      assert.deepEqual(errorsOf(text, arm), errors);
      const ofBios = errors.filter((error) => /no-bios|no-efi/.test(error));
      if (ofBios.length > 0) assert.ok(!errorsOf(text).some((error) => ofBios.includes(error)), 'not of x86_64');
    });
  }

  test('nor firmware with Secure Boot yet', () =>
    assert.deepEqual(errorsOf(esp, { ...arm, firmware: ['uefi-secure'] }), ['- not-supported-yet']));

  test('nor does the command line', () =>
    assert.deepEqual(errorsOf(esp, { ...arm, firmware: ['bios'] }), ['- no-bios']));
});

describe('the serial console that a boot test can see', () => {
  const warned = (append: string, options: object) =>
    applianceOf(`${esp}bootloader --append="${append}"\n`, options)
      .warnings.filter(({ code }) => code === 'no-serial-console')
      .map(({ hint }) => /console=tty(?:S|AMA)\d/.exec(hint ?? '')?.[0]);

  test('is that of the machine', () => {
    assert.deepEqual(warned('console=ttyAMA0', arm), []);
    assert.deepEqual(warned('console=ttyS0', arm), ['console=ttyAMA0']);
    assert.deepEqual(warned('console=ttyS0', {}), []);
    assert.deepEqual(warned('console=ttyAMA0', {}), ['console=ttyS0']);
  });

  test("ARM's is the firmware's own, so the menu needs no words for it", () => {
    assert.equal(planOf(`${esp}bootloader --append="console=ttyAMA0"\n`, arm).bootLoader.serialConsole, false);
  });
});

test('memory for kdump is reserved as kdumpctl does it on the machine', () => {
  const argument = (options: object) =>
    applianceOf(`${esp}%addon com_redhat_kdump --enable\n%end\n`, options).bootLoader.kernelArguments.at(-1);
  assert.equal(argument({}), 'crashkernel=1G-4G:192M,4G-64G:256M,64G-:512M');
  assert.equal(argument(arm), 'crashkernel=1G-4G:256M,4G-64G:320M,64G-:576M');
});

test('RPM repositories are those of the machine', () => {
  const text = `url --url=https://host/fedora/$releasever/$basearch/os/\n${esp}%packages\nkernel\n%end\n`;
  const { repositories } = applianceOf(text, { ...arm, releasever: '42' });
  assert.equal(repositories[0]?.url, 'https://host/fedora/42/aarch64/os/');
});

test('machines of VMware are not described for another architecture yet', () => {
  const text = `${esp}%addon org_appliance_build\nformat ova vmdk\n%end\n`;
  assert.deepEqual(errorsOf(text, arm), ['4:8 not-supported-yet']);
  assert.deepEqual(errorsOf(text), []);
  assert.deepEqual(errorsOf(esp, { ...arm, formats: ['vmdk', 'vhdx', 'raw'] }), []);
});
