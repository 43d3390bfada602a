import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  grubDefaults,
  grubSettings,
  readGrubDefaults,
  writeGrubDefaults,
} from '../../../src/configure/boot/grub-settings.ts';
import { mdadmConfig } from '../../../src/configure/effects/storage/arrays.ts';
import { fstabText } from '../../../src/configure/effects/storage/fstab.ts';
import { familyOf } from '../../../src/configure/family.ts';
import { kernelsOf, requireKernels } from '../../../src/configure/kernels.ts';
import { removeHostFiles, removeTraces } from '../../../src/configure/leftovers.ts';
import { readVariable, setVariables } from '../../../src/configure/shell-variables.ts';
import type { BootLoaderPlan, FilesystemPlan } from '../../../src/plan/plan.ts';
import { bootPrefix, rootArguments } from '../../../src/plan/volumes/boot-volumes.ts';
import { gptDisk, linuxGuid, partition, plainStorage } from '../../integration/disk/support.ts';
import { emptyGuest } from './support.ts';

const filesystem = { label: undefined };
const settings: BootLoaderPlan = {
  loader: 'grub',
  bios: { disk: 'sda', bootSector: true },
  uefi: undefined,
  kernelArguments: ['console=ttyS0,115200', 'quiet'],
  timeoutSeconds: 3,
  hasPassword: false,
  serialConsole: true,
};

const storageOf = (...filesystems: readonly FilesystemPlan[]) =>
  plainStorage(
    gptDisk(
      'os',
      100 * filesystems.length,
      filesystems.map((plan, index) =>
        partition(1 + 99 * index, 99, { number: index + 1, type: linuxGuid, filesystem: plan }),
      ),
    ),
  );

test('fstab: parents before children, swap last, passes and options by type', () => {
  const text = fstabText(
    storageOf(
      { ...filesystem, type: 'swap', uuid: 's', mountPoint: undefined },
      { ...filesystem, type: 'xfs', uuid: 'x', mountPoint: '/srv/data' },
      { ...filesystem, type: 'vfat', uuid: '1A2B-3C4D', mountPoint: '/boot/efi' },
      { ...filesystem, type: 'ext4', uuid: 'd', mountPoint: '/srv' },
      { ...filesystem, type: 'ext4', uuid: 'v', mountPoint: '/srv-2' },
      { ...filesystem, type: 'ext4', uuid: 'r', mountPoint: '/' },
      { ...filesystem, type: 'btrfs', uuid: 'b', mountPoint: '/with space' },
    ),
  );
  assert.deepEqual(text.trimEnd().split('\n').slice(1), [
    'UUID=r / ext4 defaults 0 1',
    'UUID=1A2B-3C4D /boot/efi vfat umask=0077 0 2',
    'UUID=d /srv ext4 defaults 0 2',
    'UUID=x /srv/data xfs defaults 0 0',
    'UUID=v /srv-2 ext4 defaults 0 2',
    'UUID=b /with\\040space btrfs defaults 0 0',
    'UUID=s none swap sw 0 0',
  ]);
});

test('fstab and the kernel mount subvolumes, of /boot too', () => {
  const position = { file: 'a.ks', line: 1, column: 1 };
  const subvolumes = [
    { name: 'home', mountPoint: '/home', position },
    { name: 'root', mountPoint: '/', position },
  ];
  const btrfs = { ...filesystem, type: 'btrfs', uuid: 'b', mountPoint: undefined } as const;
  const storage = storageOf({ ...btrfs, subvolumes, mountOptions: 'compress=zstd:1' });
  assert.deepEqual(fstabText(storage).trimEnd().split('\n').slice(1), [
    'UUID=b / btrfs subvol=root,compress=zstd:1 0 0',
    'UUID=b /home btrfs subvol=home,compress=zstd:1 0 0',
  ]);
  assert.deepEqual(rootArguments(storage), ['root=UUID=b', 'ro', 'rootflags=subvol=root']);
  assert.equal(bootPrefix(storage), '/root/boot');
  assert.match(fstabText(storageOf({ ...btrfs, subvolumes })), /^UUID=b \/home btrfs subvol=home 0 0$/m);
  const boot = { name: '@boot', mountPoint: '/boot', position };
  assert.equal(bootPrefix(storageOf({ ...btrfs, subvolumes: [...subvolumes, boot] })), '/@boot');
  const ext = { ...filesystem, type: 'ext4', uuid: 'e', mountPoint: '/boot' } as const;
  assert.equal(bootPrefix(storageOf(ext, { ...btrfs, subvolumes })), '');
});

test('dracut is told of the array that / lies on, and mdadm of all', () => {
  const array = {
    name: 'root',
    level: 1,
    uuid: '00112233-4455-8677-8899-aabbccddeeff',
    members: [],
    metadata: '1.2',
    dataOffsetBytes: 0,
    chunkBytes: undefined,
    sizeBytes: 1,
    filesystem: { ...filesystem, type: 'ext4', uuid: 'r', mountPoint: '/' },
    position: { file: 'a.ks', line: 1, column: 1 },
  } as const;
  const data = { ...array, name: 'data', filesystem: { ...array.filesystem, mountPoint: '/srv' } };
  const storage = { ...storageOf(), arrays: [array, data] };
  const md = '00112233:44558677:8899aabb:ccddeeff';
  assert.deepEqual(rootArguments(storage), ['root=UUID=r', 'ro', `rd.md.uuid=${md}`]);
  assert.equal(mdadmConfig([array]), `HOMEHOST <ignore>\nMAILADDR root\nARRAY /dev/md/root metadata=1.2 UUID=${md}\n`);
});

test('variables are read as a shell reads them, and set in their place', () => {
  const text = '# A=no\nA=1\nB="two \\"words\\" $"\nexport C=\'three\' # x\nA=4 # last\n';
  const values = ['A', 'B', 'C', 'D'].map((name) => readVariable(text, name));
  assert.deepEqual(values, ['4', 'two "words" $', 'three', undefined]);
  const value = 'a "b" $c `d` \\e';
  assert.equal(readVariable(setVariables(text, { B: value }), 'B'), value);
  assert.equal(setVariables('X=1', { X: '2', Y: '3' }), 'X="2"\nY="3"\n');
});

test('what a script changed in /etc/default/grub reaches the boot loader', async (context) => {
  const { files } = await emptyGuest(context);
  await files.write('/etc/default/grub', '# mine\nGRUB_TIMEOUT=5\nGRUB_DISTRIBUTOR=Debian\n');
  await writeGrubDefaults(files, settings);
  assert.match((await files.read('/etc/default/grub')) ?? '', /^# mine\nGRUB_TIMEOUT="3"\nGRUB_DISTRIBUTOR=Debian\n/);
  assert.deepEqual(await grubSettings.read(files, { bootLoader: settings, ...plainStorage() }), {
    kernelArguments: settings.kernelArguments,
    timeoutSeconds: 3,
  });
  const changed = setVariables((await files.read('/etc/default/grub')) ?? '', {
    GRUB_CMDLINE_LINUX: 'quiet dyndbg="file a +p"',
    GRUB_CMDLINE_LINUX_DEFAULT: 'splash',
    GRUB_TIMEOUT: '0',
  });
  assert.deepEqual(readGrubDefaults(changed, settings), {
    kernelArguments: ['quiet', 'dyndbg="file a +p"', 'splash'],
    timeoutSeconds: 0,
  });
  assert.deepEqual(readGrubDefaults('', settings).kernelArguments, settings.kernelArguments);
  assert.doesNotMatch(grubDefaults('', { ...settings, serialConsole: false }), /GRUB_TERMINAL/);
});

test('every kernel of /boot is for the menu, and those for repairs come last', async (context) => {
  const { files } = await emptyGuest(context);
  for (const name of ['vmlinuz-6.1.0-9-amd64', 'vmlinuz-6.1.0-56-amd64', 'vmlinuz-0-rescue-x']) {
    await files.write(`/boot/${name}`, '');
  }
  const versions = ['6.1.0-56-amd64', '6.1.0-9-amd64'];
  assert.deepEqual(
    (await kernelsOf(files)).map(({ version }) => version),
    [...versions, '0-rescue-x'],
  );
  const withInitramfs = await requireKernels(files, familyOf('ID=debian'));
  assert.deepEqual(
    withInitramfs.map(({ version }) => version),
    versions,
  );
});

test('no kernel: the error names the package of the family', async (context) => {
  const { files } = await emptyGuest(context);
  for (const [osRelease, name] of [
    ['ID=debian', 'linux-image-amd64'],
    ['ID=ubuntu\nID_LIKE=debian', 'linux-image-generic'],
    ['ID="almalinux"\nID_LIKE="rhel centos fedora"', 'add kernel to'],
  ] as const) {
    await assert.rejects(requireKernels(files, familyOf(osRelease)), (error: { hint?: string }) =>
      (error.hint ?? '').includes(name),
    );
  }
});

test('takes away what copies may not share, and gives each its own host keys', async (context) => {
  const { files } = await emptyGuest(context);
  const gone = [
    '/etc/ssh/ssh_host_ed25519_key',
    '/etc/ssh/ssh_host_rsa_key.pub',
    '/var/lib/apt/lists/x',
    '/etc/shadow-',
  ];
  const stays = ['/etc/ssh/sshd_config', '/var/log/app.log', '/etc/shadow', '/usr/sbin/sshd'];
  for (const file of [...gone, ...stays, '/etc/resolv.conf', '/etc/machine-id']) await files.write(file, 'x');
  await removeHostFiles(files);
  assert.equal(await files.exists('/etc/resolv.conf'), false);
  await files.write('/etc/resolv.conf', 'a script wrote it');
  await removeTraces(files);
  for (const file of gone) assert.equal(await files.exists(file), false, file);
  for (const file of [...stays, '/etc/resolv.conf']) assert.equal(await files.exists(file), true, file);
  assert.equal(await files.read('/etc/machine-id'), '');
  const wanted = await files.read('/etc/systemd/system/ssh.service.wants/ssh-host-keys.service');
  assert.match(wanted ?? '', /ssh-keygen -A/);
});

test('a link of the packages at /etc/resolv.conf stays', async (context) => {
  const { files } = await emptyGuest(context);
  await files.link('/etc/resolv.conf', '../run/systemd/resolve/stub-resolv.conf');
  await removeHostFiles(files);
  assert.deepEqual(await files.list('/etc'), ['resolv.conf']);
});
