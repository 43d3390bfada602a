import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { bootPlace } from '../../../src/disk/boot/boot-place.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import { bootSector, coreImage, coreSpace } from '../../../src/disk/grub/grub-bios.ts';
import { grubConfig, grubStub } from '../../../src/disk/grub/grub-config.ts';
import { earlyConfig } from '../../../src/disk/grub/grub-image.ts';
import { compareVersions, findKernels, type Kernel } from '../../../src/plan/boot/kernels.ts';
import {
  biosBootGuid,
  filesystem,
  gptDisk,
  linuxGuid,
  msdosDisk,
  partition,
  plainStorage,
} from '../../integration/disk/support.ts';

const rootUuid = '11111111-2222-4333-8444-555555555501';
const bootUuid = '11111111-2222-4333-8444-555555555502';
const root = partition(100, 100, { number: 2, type: linuxGuid, filesystem: filesystem('btrfs', '/', rootUuid) });
const boot = partition(1, 99, { number: 1, type: linuxGuid, filesystem: filesystem('ext4', '/boot', bootUuid) });
const kernels = findKernels(['vmlinuz-6.1.0-9', 'initrd.img-6.1.0-9', 'vmlinuz-6.1.0-10']);
const request = {
  place: bootPlace(plainStorage(gptDisk('os', 300, [root]))),
  kernels,
  title: "Bob's Linux",
  kernelArguments: ['console=tty0', 'console=ttyS1,9600n8'],
  timeoutSeconds: 5,
  serialConsole: true,
  passwordHash: undefined,
  layout: { folder: 'grub', passwordInUserFile: false, savedDefault: false },
  readsEntries: false,
  identifier: (kernel: Kernel) => `linux-${kernel.version}`,
} as const;
const fedoraLayout = { folder: 'grub2', passwordInUserFile: true, savedDefault: true } as const;

test('the menu has an entry for each kernel, newest first', () => {
  const text = grubConfig(request);
  assert.match(text, /^set timeout=5$/m);
  assert.match(text, /^if serial --unit=1 --speed=9600; then\n {2}terminal_input console serial$/m);
  const [first, second] = text.split('menuentry ').slice(1);
  assert.equal(
    second?.split('\n\n')[0],
    `'Bob'\\''s Linux, with Linux 6.1.0-9' --id 'linux-6.1.0-9' {
  search --no-floppy --fs-uuid --set=root ${rootUuid}
  linux /boot/vmlinuz-6.1.0-9 root=UUID=${rootUuid} ro console=tty0 console=ttyS1,9600n8
  initrd /boot/initrd.img-6.1.0-9
}`,
  );
  assert.match(first ?? '', /vmlinuz-6\.1\.0-10/);
  assert.doesNotMatch(first ?? '', /initrd/);
  assert.match(text, /if \[ -f \/boot\/grub\/custom\.cfg \]; then\n {2}source \/boot\/grub\/custom\.cfg\nfi\n$/);
});

test('with a /boot of its own the paths start there and root= stays the root', () => {
  const place = bootPlace(plainStorage(gptDisk('os', 300, [boot]), gptDisk('data', 300, [root])));
  const text = grubConfig({ ...request, place });
  assert.match(
    text,
    new RegExp(
      `search --no-floppy --fs-uuid --set=root ${bootUuid}\\n {2}linux /vmlinuz-6.1.0-10 root=UUID=${rootUuid} ro`,
    ),
  );
  assert.match(text, /-f \/grub\/custom\.cfg/);
  assert.equal(earlyConfig(place, 'grub'), `search.fs_uuid ${bootUuid} root\nset prefix=($root)/grub\n`);
  assert.equal(earlyConfig(request.place, 'grub2'), `search.fs_uuid ${rootUuid} root\nset prefix=($root)/boot/grub2\n`);
});

test('without a serial console nothing touches the terminal, and no wait hides the menu', () => {
  const text = grubConfig({ ...request, serialConsole: false, timeoutSeconds: 0 });
  assert.doesNotMatch(text, /serial|terminal/);
  assert.match(text, /timeout_style=hidden/);
});

test('with a password entries boot without it, and all else asks for it', () => {
  const text = grubConfig({ ...request, passwordHash: 'HASH' });
  assert.match(text, /\nset superusers="root"\nexport superusers\npassword_pbkdf2 root HASH\nset default=0\n/);
  const entries = text.match(/^menuentry .*$/gm) ?? [];
  assert.equal(entries.length, kernels.length);
  assert.ok(entries.every((entry) => entry.endsWith(' --unrestricted {')));
  assert.doesNotMatch(grubConfig(request), /superusers|password|unrestricted/);
});

test("a menu of Fedora's family takes password and default from its files, and entries from theirs", () => {
  const text = grubConfig({ ...request, layout: fedoraLayout, readsEntries: true, passwordHash: 'HASH' });
  assert.doesNotMatch(text, /menuentry|HASH/);
  assert.match(text, /source \$prefix\/user\.cfg\n.*\n.*\n.*\n {4}password_pbkdf2 root \$GRUB2_PASSWORD\n/);
  assert.match(text, /set default="\$saved_entry"/);
  assert.match(text, new RegExp(`set kernelopts='root=UUID=${rootUuid} ro console=tty0 console=ttyS1,9600n8'`));
  assert.match(text, /\nset blsdir=\/boot\/loader\/entries\ninsmod blscfg\nblscfg\n/);
  const own = bootPlace(plainStorage(gptDisk('os', 300, [boot, root])));
  assert.doesNotMatch(grubConfig({ ...request, layout: fedoraLayout, readsEntries: true, place: own }), /blsdir/);
  assert.equal(
    grubStub(own, fedoraLayout),
    `search --no-floppy --fs-uuid --set=dev ${bootUuid}\nset prefix=($dev)/grub2\nexport prefix\nconfigfile $prefix/grub.cfg\n`,
  );
});

test('entries of a GRUB that does not read those of /boot are in its menu', () => {
  const text = grubConfig({ ...request, layout: fedoraLayout, identifier: ({ version }) => `token-${version}` });
  assert.match(text, /^menuentry .* --id 'token-6\.1\.0-10' --unrestricted \{$/m);
  assert.doesNotMatch(text, /blscfg/);
  assert.match(text, /-f \/boot\/grub2\/custom\.cfg/);
});

test('kernel arguments cannot break out of their word', () => {
  const text = grubConfig({ ...request, kernelArguments: ['dyndbg="file a.c +p"', 'x=;reboot', 'y=$z', "q='"] });
  assert.match(text, / ro 'dyndbg=file a\.c \+p' 'x=;reboot' 'y=\$z' 'q='\\'''$/m);
});

test('a plan without a root has no place to boot from', () => {
  assert.throws(() => bootPlace(plainStorage(gptDisk('os', 300, [boot]))), { code: 'no-root-filesystem' });
});

test('kernels are found in the ways of Debian and Fedora, rescue last', () => {
  const names = [
    'config-6.1.0-9-amd64',
    'vmlinuz-0-rescue-abc',
    'initramfs-0-rescue-abc.img',
    'vmlinuz-5.14.0-70.el9.x86_64',
    '.vmlinuz-5.14.0-70.el9.x86_64.hmac',
    'initramfs-5.14.0-70.el9.x86_64.img',
    'vmlinuz-5.14.0-427.el9.x86_64',
    'vmlinuz-5.14.0-427.el9.x86_64.old',
    'initrd.img-5.14.0-427.el9.x86_64',
  ];
  assert.deepEqual(
    findKernels(names).map(({ version, initramfs }) => [version, initramfs]),
    [
      ['5.14.0-427.el9.x86_64', 'initrd.img-5.14.0-427.el9.x86_64'],
      ['5.14.0-70.el9.x86_64', 'initramfs-5.14.0-70.el9.x86_64.img'],
      ['0-rescue-abc', 'initramfs-0-rescue-abc.img'],
    ],
  );
});

test('versions compare as numbers, and as an order', () => {
  const ascending = ['5.9', '5.10~rc1', '5.10', '5.10.1', '6.1.0-9', '6.1.0-10', '6.1.0-10-amd64'];
  for (const [index, version] of ascending.entries()) {
    for (const [other, against] of ascending.entries()) {
      assert.equal(Math.sign(compareVersions(version, against)), Math.sign(index - other), `${version} ${against}`);
    }
  }
  const version = fc.string({ unit: fc.constantFrom(...'019.-~a') });
  fc.assert(
    fc.property(version, version, (a, b) => {
      assert.equal(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a)), 0);
    }),
  );
});

test('the boot sector keeps the partition table and loads the core', () => {
  const mbr = randomBytes(512);
  const code = randomBytes(512);
  const sector = bootSector(mbr, code, 2048);
  assert.deepEqual(sector.subarray(0, 3), code.subarray(0, 3));
  assert.deepEqual(sector.subarray(3, 0x5a), mbr.subarray(3, 0x5a));
  assert.deepEqual(sector.subarray(0x1b8), mbr.subarray(0x1b8));
  assert.deepEqual(sector.subarray(0x68, 0x1b8), code.subarray(0x68, 0x1b8));
  assert.equal(sector.readBigUInt64LE(0x5c), 2048n);
  assert.deepEqual([sector[0x64], sector[0x65], sector[0x66], sector[0x67]], [0xff, code[0x65], 0x90, 0x90]);
});

test('the core lists the sectors that follow its first', () => {
  const core = randomBytes(3 * 512 + 7);
  const image = coreImage(core, 2048);
  assert.equal(image.length, 4 * 512);
  assert.deepEqual(image.subarray(0, 500), core.subarray(0, 500));
  assert.deepEqual(image.subarray(512, core.length), core.subarray(512));
  assert.equal(image.readBigUInt64LE(500), 2049n);
  assert.deepEqual([image.readUInt16LE(508), image.readUInt16LE(510)], [3, 0x820]);
});

test('the core goes to the BIOS boot partition, or to the gap of msdos', () => {
  const bios = partition(7, 1, { number: 1, type: biosBootGuid, kind: 'biosboot' });
  assert.deepEqual(coreSpace(gptDisk('os', 300, [bios, root])), { offset: 7 * mebibyte, sizeBytes: mebibyte });
  assert.deepEqual(coreSpace(msdosDisk('os', 300, [boot, root])), { offset: 512, sizeBytes: mebibyte - 512 });
  assert.throws(() => coreSpace(gptDisk('os', 300, [root])), { code: 'no-bios-boot-partition', message: /disk os/ });
});
