// Subvolumes and arrays, assembled and judged by the tools of their makers.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { arrayPieces } from '../../../src/disk/arrays/pieces.ts';
import { type AssembleRequest, assembleDisks } from '../../../src/disk/assemble.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { planArrays } from '../../../src/plan/volumes/arrays.ts';
import {
  extract,
  filesystem,
  gptDisk,
  judge,
  linuxGuid,
  noBootLoader,
  partition,
  plainStorage,
  richTree,
  spaceOf,
  temporary,
  testRunner,
} from './support.ts';

const uuid = '11111111-2222-4333-8444-555555555501';
const position = { file: 'test.ks', line: 20, column: 1 };

async function requestIn(folder: string, rest: Pick<AssembleRequest, 'storage' | 'trees'>): Promise<AssembleRequest> {
  const outputDirectory = path.join(folder, 'out');
  const scratch = path.join(folder, 'scratch');
  await fs.mkdir(outputDirectory);
  await fs.mkdir(scratch);
  return {
    ...rest,
    bootLoader: noBootLoader,
    family: 'debian',
    guestRoot: '/',
    outputDirectory,
    scratch,
    epochSeconds: 1_700_000_000,
    concurrency: 2,
  };
}

/** Mounts a file of one filesystem while the work runs. */
async function mounted(file: string, options: string, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await fs.mkdtemp(`${file}-`);
  judge('mount', '-o', `loop,ro,${options}`, file, folder);
  try {
    await work(folder);
  } finally {
    judge('umount', folder);
  }
}

test('a btrfs volume has its subvolumes with the trees of their mount points, and mounts that of / by itself', async () => {
  await using folder = await temporary();
  const root = await richTree(path.join(folder.path, 'root'));
  await fs.mkdir(path.join(root, 'home'));
  await fs.mkdir(path.join(root, 'var'));
  const home = path.join(folder.path, 'home');
  await fs.mkdir(home, { mode: 0o750 });
  await fs.writeFile(path.join(home, 'letter'), 'dear\n');
  const variable = path.join(folder.path, 'var');
  await fs.mkdir(path.join(variable, 'lib'), { recursive: true });
  const subvolumes = [
    { name: '@home', mountPoint: '/home', position },
    { name: 'root', mountPoint: '/', position },
    { name: 'root/var', mountPoint: '/var', position },
  ];
  const part = partition(1, 254, {
    number: 1,
    type: linuxGuid,
    filesystem: { ...filesystem('btrfs', undefined, uuid, 'system'), subvolumes },
  });
  const trees = new Map([
    ['/', root],
    ['/home', home],
    ['/var', variable],
  ]);
  const storage = plainStorage(gptDisk('os', 256, [part]));
  const [os] = await assembleDisks(testRunner(), await requestIn(folder.path, { storage, trees }));
  assert.ok(os !== undefined);
  const file = await extract(os.path, part, path.join(folder.path, 'btrfs'));
  judge('btrfs', 'check', '--readonly', file);
  assert.match(judge('blkid', '-p', file), new RegExp(`LABEL="system".* UUID="${uuid}"`));
  await mounted(file, 'subvolid=5', async (top) => {
    const listed = judge('btrfs', 'subvolume', 'list', top).trim().split('\n');
    assert.deepEqual(listed.map((line) => line.split(' path ')[1]).sort(), ['@home', 'root', 'root/var']);
    assert.match(judge('btrfs', 'subvolume', 'get-default', top), / path root$/m);
    assert.equal(
      judge('diff', '-r', '--no-dereference', root, path.join(top, 'root'), '--exclude=null', '--exclude=var'),
      '',
    );
    assert.equal(await fs.readFile(path.join(top, '@home/letter'), 'utf8'), 'dear\n');
    assert.equal((await fs.stat(path.join(top, '@home'))).mode & 0o7777, 0o750);
    assert.deepEqual(await fs.readdir(path.join(top, 'root/var')), ['lib']);
    assert.equal((await fs.stat(path.join(top, 'root/etc/hostname'))).nlink, 2);
  });
  await mounted(file, 'noatime', async (top) => {
    assert.equal(await fs.readFile(path.join(top, 'etc/hostname'), 'utf8'), 'hello\n');
  });
});

test('a subvolume is refused where the root has files of its own', async () => {
  await using folder = await temporary();
  const root = path.join(folder.path, 'root');
  await fs.mkdir(path.join(root, 'data'), { recursive: true });
  await fs.writeFile(path.join(root, 'data/file'), '');
  const part = partition(1, 200, {
    number: 1,
    type: linuxGuid,
    filesystem: {
      ...filesystem('btrfs', '/', uuid),
      subvolumes: [{ name: 'data', mountPoint: '/srv', position }],
    },
  });
  const storage = plainStorage(gptDisk('os', 202, [part]));
  await assert.rejects(
    assembleDisks(testRunner(), await requestIn(folder.path, { storage, trees: new Map([['/', root]]) })),
    (error) => error instanceof ApplianceError && error.code === 'subvolume-in-the-way' && error.position === position,
  );
});

test('members of a mirror are the same filesystem, and stripes give it back', async () => {
  await using folder = await temporary();
  const tree = await richTree(path.join(folder.path, 'tree'));
  const members = [partition(1, 64, { number: 1, type: linuxGuid }), partition(65, 64, { number: 2, type: linuxGuid })];
  const disks = ['os', 'data'].map((name) => gptDisk(name, 130, members));
  const format = { label: undefined, mountOptions: undefined, makeOptions: [], inodeRatio: undefined } as const;
  const arrays = planArrays(
    [
      {
        name: 'boot',
        level: 1,
        members: ['raid.1', 'raid.2'],
        chunkKiB: undefined,
        format: { ...format, fsType: 'ext4', mountPoint: '/boot' },
        position,
      },
      {
        name: 'data',
        level: 0,
        members: ['raid.3', 'raid.4'],
        chunkKiB: 64,
        format: { ...format, fsType: 'ext4', mountPoint: '/srv' },
        position,
      },
    ],
    {
      appliance: 'test',
      bootMountPoint: '/boot',
      filesystemOf: ({ format: { mountPoint } }) => filesystem('ext4', mountPoint, uuid),
      members: new Map(
        [0, 1, 2, 3].map((index) => {
          const { number, startBytes, sizeBytes } = members[Math.floor(index / 2)] ?? assert.fail();
          const disk = disks[index % 2]?.name ?? '';
          return [`raid.${index + 1}`, { disk, partition: number, startBytes, sizeBytes }];
        }),
      ),
    },
  );
  const storage = { ...plainStorage(...disks), arrays };
  const trees = new Map([
    ['/boot', tree],
    ['/srv', tree],
  ]);
  const assembled = await assembleDisks(testRunner(), await requestIn(folder.path, { storage, trees }));
  const [mirror, stripes] = arrays;
  const [first, second] = members;
  assert.ok(mirror !== undefined && stripes !== undefined && first !== undefined && second !== undefined);
  const copies: Buffer[] = [];
  for (const {
    path: disk,
    disk: { name },
  } of assembled) {
    assert.ok((await spaceOf(disk)) < 64 * mebibyte, 'what holds nothing takes no space');
    const copy = await extract(disk, first, path.join(folder.path, `${name}-1`));
    judge('e2fsck', '-fn', copy);
    assert.match(judge('mdadm', '--examine', copy), /State : clean/);
    copies.push((await fs.readFile(copy)).subarray(0, mirror.sizeBytes));
    const member = await extract(disk, second, path.join(folder.path, `${name}-2`));
    assert.match(judge('mdadm', '--examine', member), /Raid Level : raid0/);
  }
  assert.ok(copies[0]?.equals(copies[1] ?? Buffer.alloc(0)));
  const whole = path.join(folder.path, 'whole');
  const handle = await fs.open(whole, 'w');
  const sources = new Map<string, Buffer>();
  for (const {
    path: disk,
    disk: { name },
  } of assembled)
    sources.set(name, await fs.readFile(disk));
  for (const { arrayOffset, sizeBytes, disk, diskOffset } of arrayPieces(stripes, 0, stripes.sizeBytes)) {
    await handle.write(sources.get(disk) ?? Buffer.alloc(0), diskOffset, sizeBytes, arrayOffset);
  }
  await handle.close();
  judge('e2fsck', '-fn', whole);
  assert.match(judge('debugfs', '-R', 'cat /etc/hostname', whole), /hello/);
});
