// What autopart plans, as disks that other people's tools judge; no packages are installed for it.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { volumesOf } from '../../../src/plan/volumes/volumes.ts';
import { probe, readExt, tableOf } from '../../support/inspect-disk.ts';
import { inspectVolumeGroup } from '../../support/inspect-lvm.ts';
import { planOf } from '../../support/plan-text.ts';
import { judge, noBootLoader, richTree, temporary, testRunner } from './support.ts';

async function assemble(folder: string, plan: Plan): Promise<string> {
  const [outputDirectory, scratch] = [path.join(folder, 'out'), path.join(folder, 'scratch')];
  for (const directory of [outputDirectory, scratch]) await fs.mkdir(directory);
  const root = await richTree(path.join(folder, 'root'));
  for (const place of ['boot/efi', 'home']) await fs.mkdir(path.join(root, place), { recursive: true });
  const [os] = await assembleDisks(testRunner(), {
    ...{ storage: plan, bootLoader: noBootLoader, trees: new Map([['/', root]]), family: 'debian', guestRoot: '/' },
    ...{ outputDirectory, scratch, epochSeconds: 1_700_000_000, concurrency: 2 },
  });
  return os?.path ?? '';
}

const startOf = (plan: Plan, id: string) =>
  volumesOf(plan).find((volume) => volume.id === id)?.pieces[0]?.startBytes ?? 0;

test('autopart: a disk of 60 GB with a volume group is one to LVM, and /, /home and swap are in it', async () => {
  await using folder = await temporary();
  const plan = planOf('autopart\n', { disks: ['os=60G'], name: 'auto' });
  const file = await assemble(folder.path, plan);
  assert.match(judge('sfdisk', '--verify', file), /No errors detected/);
  const { partitions } = tableOf(file);
  assert.deepEqual(
    partitions.map(({ number, name, sizeBytes }) => [number, name, sizeBytes / 2 ** 20]),
    [
      [1, 'biosboot', 1],
      [2, '/boot/efi', 100],
      [3, '/boot', 1024],
      [4, 'pv.1', 60 * 1024 - 1127],
    ],
  );
  const [, esp, boot, physical] = partitions;
  assert.ok(esp !== undefined && boot !== undefined && physical !== undefined);
  assert.equal(probe(file, esp.startBytes)['TYPE'], 'vfat');
  judge('e2fsck', '-fn', `${file}?offset=${boot.startBytes}`);
  const backup = inspectVolumeGroup('vg_auto', [{ file, ...physical }], folder.path);
  assert.deepEqual(
    [...backup.matchAll(/^\t\t(\w+) \{$/gm)].map(([, name]) => name),
    ['pv0', 'swap', 'root', 'home'],
  );
  assert.equal(probe(file, startOf(plan, 'vg_auto-swap'))['TYPE'], 'swap');
  for (const volume of ['root', 'home']) judge('e2fsck', '-fn', `${file}?offset=${startOf(plan, `vg_auto-${volume}`)}`);
  assert.equal(readExt(file, startOf(plan, 'vg_auto-root'), '/etc/hostname'), 'hello\n');
});

test('autopart --type=btrfs: the root is a subvolume of a volume that is named after the appliance', async () => {
  await using folder = await temporary();
  const plan = planOf('autopart --type=btrfs --noswap\n', { disks: ['os=4G'], name: 'auto' });
  const file = await assemble(folder.path, plan);
  assert.match(judge('sfdisk', '--verify', file), /No errors detected/);
  const top = tableOf(file).partitions.at(-1);
  assert.ok(top !== undefined);
  const found = probe(file, top.startBytes);
  assert.deepEqual([found['TYPE'], found['LABEL']], ['btrfs', 'auto']);
  const mounted = await fs.mkdtemp(path.join(folder.path, 'top-'));
  judge('mount', '-o', `loop,ro,subvolid=5,offset=${top.startBytes},sizelimit=${top.sizeBytes}`, file, mounted);
  try {
    assert.equal(await fs.readFile(path.join(mounted, 'root/etc/hostname'), 'utf8'), 'hello\n');
    assert.match(judge('btrfs', 'subvolume', 'get-default', mounted), / path root$/m);
  } finally {
    judge('umount', mounted);
  }
});

test('--onpart: partitions have the numbers that were asked for, wherever they lie', async () => {
  await using folder = await temporary();
  const lines = ['part /boot/efi --size=40 --onpart=sda2', 'part / --size=64 --onpart=sda1', 'part swap --size=16'];
  const file = await assemble(folder.path, planOf(`${lines.join('\n')}\n`));
  assert.match(judge('sfdisk', '--verify', file), /No errors detected/);
  const found = tableOf(file).partitions.map(({ number, name, startBytes }) => [number, name, startBytes / 2 ** 20]);
  assert.deepEqual(found, [
    [1, '/', 42],
    [2, '/boot/efi', 2],
    [3, 'biosboot', 1],
    [4, 'swap', 106],
  ]);
});
