import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { test } from 'node:test';
import { entryValue } from '../../../src/configure/boot/boot-entries.ts';
import { applyFedoraBoot, finishFedoraBoot } from '../../../src/configure/boot/fedora-boot.ts';
import { grubSettings } from '../../../src/configure/boot/grub-settings.ts';
import { entryToken } from '../../../src/configure/boot/kernel-install.ts';
import { placeRescueKernel, wantsRescue } from '../../../src/configure/initramfs/rescue.ts';
import { readVariable } from '../../../src/configure/shell-variables.ts';
import type { RootFiles } from '../../../src/host/root/root-files.ts';
import type { BootLoaderPlan } from '../../../src/plan/plan.ts';
import { filesystem, gptDisk, linuxGuid, partition, plainStorage } from '../../integration/disk/support.ts';
import { emptyGuest } from './support.ts';

const osRelease = 'NAME="Trial Linux"\nVERSION="1 (One)"\nID=trial\nID_LIKE="fedora rhel"\n';
const uuid = '11111111-2222-4333-8444-555555555501';
const token = '11111111222243338444555555555501';
const root = partition(1, 100, { number: 1, type: linuxGuid, filesystem: filesystem('xfs', '/', uuid) });
const bootPartition = partition(101, 99, {
  number: 2,
  type: linuxGuid,
  filesystem: filesystem('ext4', '/boot', '11111111-2222-4333-8444-555555555502'),
});
const bootLoader: BootLoaderPlan = {
  loader: 'grub',
  bios: { disk: 'os', bootSector: true },
  uefi: undefined,
  kernelArguments: ['console=ttyS0', 'quiet'],
  timeoutSeconds: 1,
  hasPassword: false,
  serialConsole: true,
};
const layout = { ...plainStorage(gptDisk('os', 300, [root])), bootLoader };
const entries = '/boot/loader/entries';

async function fedoraGuest(context: Parameters<typeof emptyGuest>[0]) {
  const made = await emptyGuest(context, osRelease);
  await made.files.write('/etc/os-release', osRelease);
  return made;
}

async function addKernel(files: RootFiles, version: string): Promise<void> {
  const folder = `/lib/modules/${version}`;
  await files.write(`${folder}/vmlinuz`, `kernel ${version}`, 0o755);
  await files.write(`${folder}/.vmlinuz.hmac`, 'hash', 0o644);
  await files.write(`${folder}/System.map`, 'symbols', 0o600);
}

test('kernels of packages come to /boot with what belongs to them, and each gets its entry', async (context) => {
  const { files, guest } = await fedoraGuest(context);
  await addKernel(files, '6.5.6-300.x86_64');
  await addKernel(files, '6.5.10-300.x86_64');
  await files.write('/boot/vmlinuz-6.5.6-300.x86_64', 'signed by the distribution');
  await applyFedoraBoot(layout, guest);
  assert.equal(await files.read('/boot/vmlinuz-6.5.6-300.x86_64'), 'signed by the distribution');
  assert.equal(await files.read('/boot/vmlinuz-6.5.10-300.x86_64'), 'kernel 6.5.10-300.x86_64');
  assert.equal((await fs.stat(await files.path('/boot/System.map-6.5.10-300.x86_64'))).mode & 0o777, 0o600);
  assert.equal(await files.read('/boot/.vmlinuz-6.5.10-300.x86_64.hmac'), 'hash');
  await files.write('/boot/initramfs-6.5.10-300.x86_64.img', '');
  await finishFedoraBoot(files, layout, bootLoader);
  assert.equal(
    await files.read(`${entries}/${token}-6.5.10-300.x86_64.conf`),
    `title Trial Linux (6.5.10-300.x86_64) 1 (One)
version 6.5.10-300.x86_64
linux /boot/vmlinuz-6.5.10-300.x86_64
initrd /boot/initramfs-6.5.10-300.x86_64.img
options root=UUID=${uuid} ro console=ttyS0 quiet
grub_users $grub_users
grub_arg --unrestricted
grub_class trial
`,
  );
  assert.equal((await files.list(entries)).length, 2);
  assert.equal(await files.read('/etc/kernel/cmdline'), `root=UUID=${uuid} ro console=ttyS0 quiet\n`);
});

test('with a /boot of its own the paths of entries start there', async (context) => {
  const { files, guest } = await fedoraGuest(context);
  await addKernel(files, '6.5');
  await applyFedoraBoot({ ...layout, disks: [gptDisk('os', 300, [root, bootPartition])] }, guest);
  const text = (await files.read(`${entries}/${token}-6.5.conf`)) ?? '';
  assert.equal(entryValue(text, 'linux'), '/vmlinuz-6.5');
});

test('entries of packages are replaced, those of kernels that went are removed, others stay', async (context) => {
  const { files, guest } = await fedoraGuest(context);
  await addKernel(files, '6.5');
  await files.write(
    `${entries}/0123456789abcdef0123456789abcdef-6.5.conf`,
    'linux /vmlinuz-6.5\noptions root=/dev/vda\n',
  );
  await files.write(`${entries}/0123456789abcdef0123456789abcdef-6.4.conf`, 'linux /boot/vmlinuz-6.4\n');
  await files.write(`${entries}/other-system.conf`, 'linux /other/linux\n');
  await files.write(`${entries}/debug.conf`, 'linux /boot/vmlinuz-6.5\noptions debug\n');
  await applyFedoraBoot(layout, guest);
  assert.deepEqual(await files.list(entries), [`${token}-6.5.conf`, 'debug.conf', 'other-system.conf']);
  await files.remove('/boot/vmlinuz-6.5');
  await finishFedoraBoot(files, layout, bootLoader);
  assert.deepEqual(await files.list(entries), ['other-system.conf']);
});

test('what scripts change of the kernel arguments stays, in one entry or for all', async (context) => {
  const { files, guest } = await fedoraGuest(context);
  await addKernel(files, '6.5');
  await addKernel(files, '6.6');
  await applyFedoraBoot(layout, guest);
  await grubSettings.write(guest, { ...layout, passwordHash: undefined });
  assert.deepEqual((await grubSettings.read(files, layout)).kernelArguments, bootLoader.kernelArguments);
  const edited = `${entries}/${token}-6.5.conf`;
  await files.write(edited, ((await files.read(edited)) ?? '').replace('quiet', 'debug'));
  await files.write('/etc/kernel/cmdline', `root=UUID=${uuid} ro selinux=0\n`);
  const settings = await grubSettings.read(files, layout);
  assert.deepEqual(settings.kernelArguments, ['selinux=0']);
  await finishFedoraBoot(files, layout, settings);
  const options = async (version: string) =>
    entryValue((await files.read(`${entries}/${token}-${version}.conf`)) ?? '', 'options');
  assert.equal(await options('6.5'), `root=UUID=${uuid} ro console=ttyS0 debug`);
  assert.equal(await options('6.6'), `root=UUID=${uuid} ro selinux=0`);
});

test("kernels that the guest installs later get the image's name and the newest is the default", async (context) => {
  const { files, guest } = await fedoraGuest(context);
  await files.write('/usr/lib/kernel/install.conf', 'layout=other\n');
  await applyFedoraBoot(layout, guest);
  assert.equal(entryToken(layout), token);
  const config = (await files.read('/etc/kernel/install.conf')) ?? '';
  assert.deepEqual([readVariable(config, 'layout'), readVariable(config, 'MACHINE_ID')], ['other', token]);
  assert.equal(await files.read('/etc/kernel/entry-token'), `${token}\n`);
  assert.match((await files.read('/etc/sysconfig/kernel')) ?? '', /UPDATEDEFAULT="yes"\nDEFAULTKERNEL="kernel-core"/);
  await grubSettings.write(guest, { ...layout, passwordHash: 'grub.pbkdf2.x' });
  const grub = (await files.read('/etc/default/grub')) ?? '';
  assert.match(grub, /^GRUB_ENABLE_BLSCFG=true$/m);
  assert.match(grub, /^GRUB_DEFAULT=saved$/m);
  assert.equal(await files.read('/boot/grub2/user.cfg'), 'GRUB2_PASSWORD=grub.pbkdf2.x\n');
});

test('Debian guests and systemd-boot get no entries in /boot', async (context) => {
  const debian = await emptyGuest(context);
  await addKernel(debian.files, '6.5');
  await applyFedoraBoot(layout, debian.guest);
  await finishFedoraBoot(debian.files, layout, bootLoader);
  assert.equal(await debian.files.exists('/boot'), false);
  const { files, guest } = await fedoraGuest(context);
  await addKernel(files, '6.5');
  const sdboot = { ...layout, bootLoader: { ...bootLoader, loader: 'sdboot' } as const };
  await applyFedoraBoot(sdboot, guest);
  await finishFedoraBoot(files, sdboot, bootLoader);
  assert.deepEqual(await files.list('/boot'), ['.vmlinuz-6.5.hmac', 'System.map-6.5', 'vmlinuz-6.5']);
});

test('a rescue kernel is made where the distribution has them, and one of the build gets its lasting name', async (context) => {
  const { files, guest } = await fedoraGuest(context);
  assert.equal(await wantsRescue(files), false);
  await files.write('/usr/lib/dracut/dracut.conf.d/02-rescue.conf', 'dracut_rescue_image="yes"\n');
  assert.equal(await wantsRescue(files), true);
  await files.write('/etc/dracut.conf.d/no.conf', 'dracut_rescue_image="no"\n');
  assert.equal(await wantsRescue(files), false);
  await addKernel(files, '6.5');
  await applyFedoraBoot(layout, guest);
  assert.equal(await placeRescueKernel(files, token, '6.5'), true);
  assert.equal(await files.read(`/boot/vmlinuz-0-rescue-${token}`), 'kernel 6.5');

  await files.remove(`/boot/vmlinuz-0-rescue-${token}`);
  await files.write('/boot/vmlinuz-0-rescue-0badc0de', 'older');
  await files.write('/boot/initramfs-0-rescue-0badc0de.img', 'initramfs');
  await files.write(`${entries}/0badc0de-0-rescue.conf`, 'linux /boot/vmlinuz-0-rescue-0badc0de\n');
  assert.equal(await placeRescueKernel(files, token, '6.5'), false);
  assert.deepEqual(
    (await files.list('/boot')).filter((name) => name.includes('rescue')),
    [`initramfs-0-rescue-${token}.img`, `vmlinuz-0-rescue-${token}`],
  );
  await finishFedoraBoot(files, layout, bootLoader);
  assert.deepEqual(await files.list(entries), [`${token}-0-rescue.conf`, `${token}-6.5.conf`]);
  const text = (await files.read(`${entries}/${token}-0-rescue.conf`)) ?? '';
  assert.equal(entryValue(text, 'initrd'), `/boot/initramfs-0-rescue-${token}.img`);
});
