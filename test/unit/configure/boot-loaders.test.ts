import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { test } from 'node:test';
import { grubPasswordHash, grubPasswordProgram, grubPbkdf2 } from '../../../src/configure/boot/grub-password.ts';
import { loaderSettings } from '../../../src/configure/boot/loader-settings.ts';
import { readLoaderTimeout } from '../../../src/configure/boot/sdboot-settings.ts';
import { familyOf } from '../../../src/configure/family.ts';
import { bootPlace } from '../../../src/disk/boot/boot-place.ts';
import { extlinuxConfig } from '../../../src/disk/extlinux/extlinux-config.ts';
import { sdbootEntry } from '../../../src/disk/sdboot/sdboot-files.ts';
import { findKernels } from '../../../src/plan/boot/kernels.ts';
import type { BootLoaderPlan } from '../../../src/plan/plan.ts';
import { espGuid, filesystem, gptDisk, linuxGuid, partition, plainStorage } from '../../integration/disk/support.ts';
import { emptyGuest } from './support.ts';

const rootUuid = '11111111-2222-4333-8444-555555555501';
const storage = plainStorage(
  gptDisk('os', 300, [
    partition(1, 64, { number: 1, type: espGuid, filesystem: filesystem('vfat', '/boot/efi', '1A2B-3C4D') }),
    partition(100, 100, { number: 2, type: linuxGuid, filesystem: filesystem('ext4', '/', rootUuid) }),
  ]),
);
const planned: BootLoaderPlan = {
  loader: 'sdboot',
  bios: undefined,
  uefi: { disk: 'os', partition: 1 },
  timeoutSeconds: 3,
  hasPassword: false,
  kernelArguments: ['console=tty0', 'console=ttyS0,115200', 'dyndbg="file a +p"'],
  serialConsole: true,
};
const spec = { ...storage, bootLoader: planned, passwordHash: undefined };

test('a clear password becomes what grub-mkpasswd-pbkdf2 makes of it', () => {
  const said = execFileSync('grub-mkpasswd-pbkdf2', { input: 's3cret\ns3cret\n', encoding: 'utf8' });
  const theirs = /grub\.pbkdf2\.sha512\.10000\.([0-9A-F]+)\.[0-9A-F]+/.exec(said);
  assert.equal(grubPbkdf2('s3cret', Buffer.from(theirs?.[1] ?? '', 'hex')), theirs?.[0]);
});

test('the same appliance gives the same hash, another one another, and a given hash stays', () => {
  const clear = { text: 's3cret', encrypted: false };
  const hash = grubPasswordHash(clear, 'a') ?? '';
  assert.match(hash, /^grub\.pbkdf2\.sha512\.10000\.[0-9A-F]{128}\.[0-9A-F]{128}$/);
  assert.equal(grubPasswordHash(clear, 'a'), hash);
  assert.notEqual(grubPasswordHash(clear, 'b'), hash);
  assert.equal(grubPasswordHash({ text: hash, encrypted: true }, 'b'), hash);
  assert.equal(grubPasswordHash(undefined, 'a'), undefined);
});

test('the password of GRUB goes where the family makes its menu of, for root alone', async (context) => {
  for (const [osRelease, file, mode] of [
    ['ID=debian', '/etc/grub.d/01_password', 0o700],
    ['ID=fedora', '/boot/grub2/user.cfg', 0o600],
  ] as const) {
    const { guest, files } = await emptyGuest(context);
    const bootLoader = { ...planned, loader: 'grub', hasPassword: true } as const;
    await loaderSettings.grub.write(
      { ...guest, family: familyOf(osRelease) },
      { ...storage, bootLoader, passwordHash: 'HASH' },
    );
    assert.match(
      (await files.read(file)) ?? '',
      osRelease === 'ID=debian' ? /^password_pbkdf2 root HASH$/m : /^GRUB2_PASSWORD=HASH\n$/,
    );
    assert.equal((await fs.stat(await files.path(file))).mode & 0o7777, mode);
    assert.match((await files.read('/etc/default/grub')) ?? '', /^GRUB_DISABLE_RECOVERY="true"$/m);
  }
  const said = execFileSync('sh', { input: grubPasswordProgram('HASH'), encoding: 'utf8' });
  assert.match(said, /^menuentry_id_option="--unrestricted \$menuentry_id_option"$/m);
});

test('systemd-boot: what a script changed reaches the menu, and root= is not said twice', async (context) => {
  const { guest, files } = await emptyGuest(context);
  await files.write('/etc/os-release', 'ID=debian\n');
  await loaderSettings.sdboot.write(guest, spec);
  assert.equal(
    await files.read('/etc/kernel/cmdline'),
    `root=UUID=${rootUuid} ro console=tty0 console=ttyS0,115200 dyndbg="file a +p"\n`,
  );
  assert.equal(await files.read('/etc/kernel/entry-token'), 'debian\n');
  assert.equal(await files.read('/boot/efi/loader/loader.conf'), 'timeout 3\n');
  const { kernelArguments, timeoutSeconds } = planned;
  assert.deepEqual(await loaderSettings.sdboot.read(files, spec), { kernelArguments, timeoutSeconds });
  await files.write('/etc/kernel/cmdline', `root=UUID=${rootUuid} ro quiet`);
  await files.write('/boot/efi/loader/loader.conf', '# mine\ntimeout menu-force\n');
  assert.deepEqual(await loaderSettings.sdboot.read(files, spec), { kernelArguments: ['quiet'], timeoutSeconds: -1 });
  assert.equal(readLoaderTimeout('timeout soon'), undefined);
});

test('systemd-boot: an entry as the Boot Loader Specification has it', () => {
  const [kernel] = findKernels(['vmlinuz-6.1', 'initrd.img-6.1']);
  assert.ok(kernel);
  assert.equal(
    sdbootEntry(kernel, '/debian/6.1', 'Debian', ['root=UUID=x', 'ro']),
    'title Debian\nversion 6.1\noptions root=UUID=x ro\nlinux /debian/6.1/linux\ninitrd /debian/6.1/initrd.img-6.1\n',
  );
});

for (const timeoutSeconds of [0, 5, -1]) {
  test(`extlinux: the guest makes the menu that the image has, with a timeout of ${timeoutSeconds}`, async (context) => {
    const { guest, files } = await emptyGuest(context);
    const bootLoader = { ...planned, loader: 'extlinux', timeoutSeconds } as const;
    await files.write('/etc/os-release', 'PRETTY_NAME="Debian 12 (bookworm)"\nID=debian\n');
    const names = ['vmlinuz-6.1.0-9', 'initrd.img-6.1.0-9', 'vmlinuz-6.1.0-10', 'initramfs-6.1.0-10.img'];
    for (const name of names) await files.write(`/boot/${name}`, '');
    await files.write('/boot/extlinux/extlinux.conf', '');
    await loaderSettings.extlinux.write(guest, { ...spec, bootLoader });
    const read = await loaderSettings.extlinux.read(files, { ...storage, bootLoader });
    assert.deepEqual(read, { kernelArguments: planned.kernelArguments, timeoutSeconds });
    const program = (await files.read('/etc/kernel/postinst.d/zz-extlinux')) ?? '';
    const here = program.replaceAll(/(?<![\w$}])\/(boot|etc)\b(?!\/vmlinuz)/g, `${files.root}/$1`);
    execFileSync('sh', { input: here, stdio: ['pipe', 'pipe', 'pipe'] });
    assert.equal(
      await files.read('/boot/extlinux/extlinux.conf'),
      extlinuxConfig({
        place: bootPlace(storage),
        kernels: findKernels(names),
        title: 'Debian 12 (bookworm)',
        ...{ kernelArguments: planned.kernelArguments, timeoutSeconds, serialConsole: true },
      }),
    );
  });
}
