import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import { writeBootFiles } from '../../../src/disk/boot/boot-files.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import { readBytes } from '../../../src/disk/disk-file.ts';
import { findKernels } from '../../../src/plan/boot/kernels.ts';
import {
  biosBootGuid,
  espGuid,
  filesystem,
  gptDisk,
  judge,
  linuxGuid,
  msdosDisk,
  noBootLoader,
  partition,
  plainStorage,
  temporary,
  testRunner,
} from './support.ts';

const uuid = '11111111-2222-4333-8444-555555555501';
const bootLoader = {
  loader: 'grub' as const,
  hasPassword: false,
  bios: { disk: 'os', bootSector: true },
  uefi: { disk: 'os', partition: 2 },
  timeoutSeconds: 1,
  kernelArguments: ['console=ttyS0'],
  serialConsole: true,
};
const kernels = findKernels(['vmlinuz-6.1', 'initrd.img-6.1']);
const gpt = gptDisk('os', 200, [
  partition(1, 1, { number: 1, type: biosBootGuid, kind: 'biosboot' }),
  partition(2, 64, { number: 2, type: espGuid, filesystem: filesystem('vfat', '/boot/efi', '1A2B-3C4D') }),
  partition(66, 130, { number: 3, type: linuxGuid, filesystem: filesystem('ext4', '/', uuid) }),
]);

async function rootIn(folder: string) {
  const guestRoot = path.join(folder, 'root');
  const [bootDirectory, espDirectory, scratch, outputDirectory] = ['root/boot', 'esp', 'scratch', 'out'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string, string];
  for (const name of [bootDirectory, espDirectory, scratch, outputDirectory]) await fs.mkdir(name, { recursive: true });
  await fs.writeFile(path.join(bootDirectory, 'vmlinuz-6.1'), 'kernel');
  await fs.writeFile(path.join(bootDirectory, 'initrd.img-6.1'), 'initramfs');
  const chroot = { run: () => Promise.reject(new Error('GRUB runs nothing in the root')) };
  const guest = { arch: 'x86_64', family: 'debian', systemId: 'debian', entryName: undefined, chroot } as const;
  return { ...guest, guestRoot, bootDirectory, espDirectory, scratch, outputDirectory };
}

test('one disk gets a boot loader for both firmwares', async () => {
  await using folder = await temporary();
  const places = await rootIn(folder.path);
  await writeBootFiles(testRunner(), {
    ...places,
    storage: plainStorage(gpt),
    bootLoader,
    kernels,
    passwordHash: undefined,
    title: 'Test',
  });
  const grub = path.join(places.bootDirectory, 'grub');
  judge('grub-script-check', path.join(grub, 'grub.cfg'));
  assert.ok((await fs.readdir(path.join(grub, 'i386-pc'))).includes('ext2.mod'));
  assert.match(judge('file', path.join(places.espDirectory, 'EFI/BOOT/BOOTX64.EFI')), /PE32\+ executable.*EFI/);

  const trees = new Map([
    ['/', places.guestRoot],
    ['/boot/efi', places.espDirectory],
  ]);
  const request = { ...places, storage: plainStorage(gpt), bootLoader, trees, epochSeconds: undefined, concurrency: 1 };
  const [made] = await assembleDisks(testRunner(), request);
  assert.ok(made !== undefined);
  assert.match(judge('sfdisk', '--verify', made.path), /No errors detected/);
  const sector = await readBytes(made.path, 0, 512);
  assert.ok(sector.includes('GRUB \0Geom\0Hard Disk\0'));
  assert.equal(sector.readBigUInt64LE(0x5c), 2048n);
  assert.ok((await readBytes(made.path, mebibyte, 512)).includes('loading'));
  judge('e2fsck', '-fn', `${made.path}?offset=${66 * mebibyte}`);
});

test('a core that the gap of an msdos disk cannot hold is refused', async () => {
  await using folder = await temporary();
  const places = await rootIn(folder.path);
  const tight = {
    ...partition(1, 100, { number: 1, type: '0x83', filesystem: filesystem('ext4', '/', uuid) }),
    startBytes: 63 * 512,
  };
  const disk = msdosDisk('os', 110, [tight]);
  const request = {
    ...places,
    storage: plainStorage(disk),
    bootLoader,
    trees: new Map(),
    epochSeconds: undefined,
    concurrency: 1,
  };
  await assert.rejects(assembleDisks(testRunner(), request), {
    code: 'no-room-for-boot-loader',
    message: /needs \d+ bytes, and the gap before its first partition has 31744/,
  });
});

test('a root without a kernel is refused, unless no boot loader is wanted', async () => {
  await using folder = await temporary();
  const places = await rootIn(folder.path);
  await fs.rm(path.join(places.bootDirectory, 'vmlinuz-6.1'));
  const request = {
    ...places,
    storage: plainStorage(gpt),
    bootLoader,
    kernels,
    passwordHash: undefined,
    title: 'Test',
  };
  await assert.rejects(writeBootFiles(testRunner(), { ...request, kernels: [] }), { code: 'no-kernel' });
  await writeBootFiles(testRunner(), { ...request, kernels: [], bootLoader: noBootLoader });
  assert.deepEqual(await fs.readdir(places.bootDirectory), ['initrd.img-6.1']);
});

test('modules of the guest are taken before those of the host', async () => {
  await using folder = await temporary();
  const places = await rootIn(folder.path);
  const own = path.join(places.guestRoot, 'usr/lib/grub/i386-pc');
  await fs.cp('/usr/lib/grub/i386-pc', own, { recursive: true });
  const log: string[] = [];
  const bios = { ...bootLoader, uefi: undefined };
  const request = {
    ...places,
    storage: plainStorage(gpt),
    bootLoader: bios,
    trees: new Map(),
    epochSeconds: undefined,
    concurrency: 1,
  };
  await assembleDisks(testRunner(log), request);
  assert.ok(log.some((line) => line.startsWith('+ grub-mkimage') && line.includes(own)));
});
