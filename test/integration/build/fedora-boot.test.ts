// What guests of Fedora's family boot from, on a root of Debian's packages that is laid out as theirs are; rpm.test.ts boots one.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { test } from 'node:test';
import { finishRoot } from '../../../src/build/finish-root.ts';
import { applyFedoraBoot } from '../../../src/configure/boot/fedora-boot.ts';
import { grubSettings } from '../../../src/configure/boot/grub-settings.ts';
import { applyFstab } from '../../../src/configure/effects/storage/fstab.ts';
import { openGuest } from '../../../src/configure/guest.ts';
import { makeInitramfs } from '../../../src/configure/initramfs/initramfs.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';
import type { BootLoaderPlan } from '../../../src/plan/plan.ts';
import { keptRoot } from '../../support/kept-roots.ts';
import { inPrivateNamespace, type Overlay, overlay, runner } from '../configure/support.ts';
import { biosBootGuid, espGuid, filesystem, gptDisk, linuxGuid, partition, plainStorage } from '../disk/support.ts';

inPrivateNamespace(import.meta.url);

const token = '11111111222243338444555555555501';
const disk = gptDisk('os', 1400, [
  partition(1, 1, { number: 1, type: biosBootGuid, kind: 'biosboot' }),
  partition(2, 64, { number: 2, type: espGuid, filesystem: filesystem('vfat', '/boot/efi', '1A2B-3C4D') }),
  partition(66, 300, {
    number: 3,
    type: linuxGuid,
    filesystem: filesystem('ext4', '/boot', '11111111-2222-4333-8444-555555555502'),
  }),
  partition(366, 1030, {
    number: 4,
    type: linuxGuid,
    filesystem: filesystem('ext4', '/', '11111111-2222-4333-8444-555555555501'),
  }),
]);
const bootLoader: BootLoaderPlan = {
  loader: 'grub',
  bios: { disk: 'os', bootSector: true },
  uefi: { disk: 'os', partition: 2 },
  kernelArguments: ['console=ttyS0,115200'],
  timeoutSeconds: 1,
  hasPassword: false,
  serialConsole: true,
};

const esp = '/boot/efi/EFI';
/** Where Debian's packages have them, and where those of Fedora's family put theirs. */
const signedLoaders = [
  ['/usr/lib/shim/shimx64.efi.signed', 'debian/shimx64.efi'],
  ['/usr/lib/shim/shimx64.efi.signed', 'BOOT/BOOTX64.EFI'],
  ['/usr/lib/shim/fbx64.efi.signed', 'BOOT/fbx64.efi'],
  ['/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed', 'debian/grubx64.efi'],
] as const;

/** As packages of Fedora's family leave it. */
async function fedoraLike(): Promise<Overlay> {
  const box = await overlay(await keptRoot('dracut'));
  const files = rootFiles(box.root);
  await files.remove('/etc/os-release');
  await files.write('/etc/os-release', 'NAME="Trial Linux"\nVERSION="1"\nID=debian-like\nID_LIKE="fedora rhel"\n');
  const [version = ''] = await files.list('/lib/modules');
  await fs.copyFile(await files.path(`/boot/vmlinuz-${version}`), await files.path(`/lib/modules/${version}/vmlinuz`));
  for (const name of await files.list('/boot')) await files.remove(`/boot/${name}`);
  await files.write(
    '/etc/dracut.conf.d/small.conf',
    'compress="gzip"\nomit_dracutmodules+=" network crypt lvm mdraid "\n',
  );
  await files.write('/usr/lib/dracut/dracut.conf.d/02-rescue.conf', 'dracut_rescue_image="yes"\n');
  for (const [from, to] of signedLoaders) {
    await files.write(`${esp}/${to}`, '');
    await fs.copyFile(await files.path(from), await files.path(`${esp}/${to}`));
  }
  return box;
}

async function finish(box: Overlay): Promise<void> {
  const layout = { ...plainStorage(disk), bootLoader };
  await using chroot = await enterRoot(runner, box.root);
  const guest = await openGuest(chroot, () => undefined);
  await applyFstab(layout, guest);
  await applyFedoraBoot(layout, guest);
  await grubSettings.write(guest, { ...layout, passwordHash: undefined });
  const { scratch } = box;
  await makeInitramfs({
    ...{ chroot, upper: box.upper, layerKey: 'layer', cache: undefined, rescueToken: token },
    ...{ sourceDateEpoch: 1_700_000_000, scratch },
  });
  await finishRoot(runner, {
    chroot,
    plan: { name: 'trial', arch: 'x86_64', ...layout },
    passwordHash: undefined,
    scratch,
  });
}

test('a root as that of Fedora gets its kernels, a rescue kernel and its own signed loaders', async () => {
  await using box = await fedoraLike();
  await finish(box);
  const files = rootFiles(box.root);
  const [version = ''] = await files.list('/lib/modules');
  assert.deepEqual(
    (await files.list('/boot')).filter((name) => name !== 'efi'),
    [
      'grub2',
      `initramfs-0-rescue-${token}.img`,
      `initramfs-${version}.img`,
      'loader',
      `vmlinuz-0-rescue-${token}`,
      `vmlinuz-${version}`,
    ],
  );
  assert.deepEqual(await files.list('/boot/loader/entries'), [`${token}-0-rescue.conf`, `${token}-${version}.conf`]);
  for (const [signed, place] of signedLoaders) {
    const [source, target] = await Promise.all([files.path(signed), files.path(`${esp}/${place}`)]);
    assert.ok((await fs.readFile(source)).equals(await fs.readFile(target)), `${place} is as signed`);
  }
  const stub = (await files.read(`${esp}/debian/grub.cfg`)) ?? '';
  assert.match(stub, /search .*11111111-2222-4333-8444-555555555502/);
  assert.match(stub, /configfile .*grub2.*grub\.cfg|configfile \$prefix\/grub\.cfg/);
});
