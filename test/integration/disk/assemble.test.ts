import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { type AssembleRequest, assembleDisks } from '../../../src/disk/assemble.ts';
import { mebibyte } from '../../../src/disk/bytes.ts';
import { extOverhead } from '../../../src/disk/sizes/ext-size.ts';
import { ApplianceError } from '../../../src/errors.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import {
  biosBootGuid,
  env,
  espGuid,
  extract,
  filesystem,
  gptDisk,
  judge,
  linuxGuid,
  msdosDisk,
  noBootLoader,
  partition,
  plainStorage,
  richTree,
  spaceOf,
  swapGuid,
  temporary,
  testRunner,
} from './support.ts';

const rootUuid = '11111111-2222-4333-8444-555555555501';
const dataUuid = '11111111-2222-4333-8444-555555555502';
const swapUuid = '11111111-2222-4333-8444-555555555503';

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

interface Table {
  readonly partitiontable: {
    readonly label: string;
    readonly id: string;
    readonly partitions: readonly Record<string, unknown>[];
  };
}
const readTable = (file: string) => (JSON.parse(judge('sfdisk', '--json', file)) as Table).partitiontable;

test('two GPT disks hold ext4, vfat and swap where the plan puts them', async () => {
  await using folder = await temporary();
  const root = await richTree(path.join(folder.path, 'root'));
  const data = path.join(folder.path, 'data');
  await fs.mkdir(path.join(data, 'pg'), { recursive: true });
  await fs.chown(data, 33, 34);
  await fs.chmod(data, 0o2770);
  const esp = path.join(folder.path, 'esp');
  await fs.mkdir(path.join(esp, 'EFI/BOOT'), { recursive: true });
  await fs.writeFile(path.join(esp, 'EFI/BOOT/BOOTX64.EFI'), 'MZ');
  const os = gptDisk('os', 400, [
    partition(1, 1, { number: 1, type: biosBootGuid, kind: 'biosboot', gptName: 'bios' }),
    partition(2, 100, { number: 2, type: espGuid, filesystem: filesystem('vfat', '/boot/efi', '1A2B-3C4D', 'esp') }),
    partition(102, 64, { number: 3, type: swapGuid, filesystem: filesystem('swap', undefined, swapUuid, 'swapd') }),
    partition(166, 233, { number: 4, type: linuxGuid, filesystem: filesystem('ext4', '/', rootUuid, 'root') }),
  ]);
  const store = gptDisk('data', 64, [
    partition(1, 62, { number: 1, type: linuxGuid, filesystem: filesystem('ext4', '/srv/data', dataUuid) }),
  ]);
  const trees = new Map([
    ['/', root],
    ['/srv/data', data],
    ['/boot/efi', esp],
  ]);
  const [first, second] = await assembleDisks(
    testRunner(),
    await requestIn(folder.path, { storage: plainStorage(os, store), trees }),
  );
  assert.ok(first !== undefined && second !== undefined);

  for (const file of [first.path, second.path]) assert.match(judge('sfdisk', '--verify', file), /No errors detected/);
  const table = readTable(first.path);
  assert.equal(table.label, 'gpt');
  assert.equal(table.id, 'AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE');
  assert.deepEqual(
    table.partitions.map(({ start, size, type }) => [start, size, type]),
    os.partitions.map(({ startBytes, sizeBytes, type }) => [startBytes / 512, sizeBytes / 512, type]),
  );

  const blkid = (file: string, offset: number) => judge('blkid', '-p', '-o', 'export', '-O', String(offset), file);
  assert.match(blkid(first.path, 2 * mebibyte), /LABEL=ESP\n[\s\S]*UUID=1A2B-3C4D\nVERSION=FAT32/);
  assert.match(blkid(first.path, 102 * mebibyte), new RegExp(`LABEL=swapd\\nUUID=${swapUuid}`));
  assert.match(blkid(first.path, 166 * mebibyte), new RegExp(`LABEL=root\\nUUID=${rootUuid}`));

  const at = `${first.path}?offset=${166 * mebibyte}`;
  judge('e2fsck', '-fn', at);
  const debugfs = (request: string) => judge('debugfs', '-R', request, at);
  assert.equal(debugfs('cat /etc/hostname'), 'hello\n');
  assert.match(debugfs('stat "/etc/deep er/secret"'), /Mode: {2}0600[\s\S]*User: {2}1000 +Group: {2}1001/);
  assert.match(debugfs('stat /tmp'), /Mode: {2}01777/);
  assert.match(debugfs('stat /etc/twin'), /Links: 2/);
  assert.match(debugfs('stat /null'), /Type: character special/);
  assert.match(debugfs('stat /sparse'), /Size: 524288000[\s\S]*Blockcount: 0/);
  assert.doesNotMatch(judge('dumpe2fs', '-h', at), /orphan_file|metadata_csum_seed/);

  const dataAt = `${second.path}?offset=${mebibyte}`;
  judge('e2fsck', '-fn', dataAt);
  assert.match(judge('debugfs', '-R', 'stat <2>', dataAt), /Mode: {2}02770[\s\S]*User: +33 +Group: +34/);

  const vfat = await extract(first.path, os.partitions[1] as never, path.join(folder.path, 'vfat'));
  judge('fsck.vfat', '-n', vfat);
  assert.match(judge('mdir', '-b', '-/', '-i', vfat), /::\/EFI\/BOOT\/BOOTX64\.EFI/);
  assert.deepEqual(await fs.readdir(path.join(folder.path, 'scratch')), []);
});

test('an msdos disk holds logical partitions in a chain of extended records', async () => {
  await using folder = await temporary();
  const tree = await richTree(path.join(folder.path, 'tree'));
  const disk = msdosDisk('os', 300, [
    partition(1, 60, { number: 1, type: '0x83', bootable: true, filesystem: filesystem('ext3', '/', rootUuid) }),
    partition(61, 20, { number: 2, type: '0x82', filesystem: filesystem('swap', undefined, swapUuid) }),
    partition(81, 219, { number: 4, type: '0x5', kind: 'extended' }),
    partition(82, 40, { number: 5, type: '0x83', logical: true, filesystem: filesystem('ext2', '/a', dataUuid) }),
    partition(123, 40, { number: 6, type: '0xc', logical: true, filesystem: filesystem('vfat', '/b', 'ABCD-0001') }),
    partition(164, 136, { number: 7, type: '0x83', logical: true, filesystem: filesystem('ext4', '/c', dataUuid) }),
  ]);
  const trees = new Map([
    ['/', tree],
    ['/a', tree],
    ['/c', tree],
  ]);
  const [made] = await assembleDisks(
    testRunner(),
    await requestIn(folder.path, { storage: plainStorage(disk), trees }),
  );
  assert.ok(made !== undefined);
  const table = readTable(made.path);
  assert.equal(table.id, '0xdeadbeef');
  assert.deepEqual(
    table.partitions.map(({ node, start, size, type, bootable }) => [
      Number(String(node).slice(made.path.length)),
      start,
      size,
      `0x${type}`,
      bootable === true,
    ]),
    disk.partitions.map(({ number, startBytes, sizeBytes, type, bootable }) => [
      number,
      startBytes / 512,
      sizeBytes / 512,
      type,
      bootable,
    ]),
  );
  judge('sfdisk', '--verify', made.path);
  for (const start of [1, 82, 164]) judge('e2fsck', '-fn', `${made.path}?offset=${start * mebibyte}`);
  judge('fsck.vfat', '-n', await extract(made.path, disk.partitions[4] as never, path.join(folder.path, 'vfat')));
});

test('xfs and btrfs hold the tree with its attributes', async () => {
  await using folder = await temporary();
  const tree = await richTree(path.join(folder.path, 'tree'));
  await fs.chmod(tree, 0o711);
  const plain = await richTree(path.join(folder.path, 'plain'));
  const disk = gptDisk('os', 1300, [
    partition(1, 320, { number: 1, type: linuxGuid, filesystem: filesystem('xfs', '/x', rootUuid, 'xdata') }),
    partition(321, 300, { number: 2, type: linuxGuid, filesystem: filesystem('btrfs', '/b', dataUuid, 'bdata') }),
    partition(621, 300, { number: 3, type: linuxGuid, filesystem: filesystem('btrfs', '/c', swapUuid) }),
    partition(921, 310, { number: 4, type: linuxGuid, filesystem: filesystem('xfs', '/empty', swapUuid) }),
  ]);
  const trees = new Map([
    ['/x', tree],
    ['/b', tree],
    ['/c', plain],
  ]);
  const log: string[] = [];
  const [made] = await assembleDisks(
    testRunner(log),
    await requestIn(folder.path, { storage: plainStorage(disk), trees }),
  );
  assert.ok(made !== undefined);
  assert.match(judge('sfdisk', '--verify', made.path), /No errors detected/);
  assert.deepEqual(
    log.filter((line) => line.startsWith('+ mount') && line.includes('.raw')),
    [],
  );
  const checks = { xfs: ['xfs_repair', '-n'], btrfs: ['btrfs', 'check'] };
  for (const part of disk.partitions) {
    const file = await extract(made.path, part, path.join(folder.path, `p${part.number}`));
    const type = part.filesystem?.type as 'xfs' | 'btrfs';
    const [tool = '', ...args] = checks[type];
    judge(tool, ...args, file);
    assert.match(judge('blkid', '-p', '-o', 'export', file), new RegExp(`UUID=${part.filesystem?.uuid}`));
    if (part.number === 4) continue;
    await using mounted = await mountReadOnly(file, type, path.join(folder.path, 'mnt'));
    const facts = (top: string) =>
      judge('find', top, '-printf', '%P %y %m %U:%G %n %s %l\n')
        .split('\n')
        .filter((line) => !/^\S* ?d/.test(line) && !line.includes(' d '))
        .sort();
    assert.deepEqual(facts(mounted.path), facts(part.number === 3 ? plain : tree));
    assert.equal((await fs.stat(mounted.path)).mode & 0o7777, part.number === 3 ? 0o755 : 0o711);
  }
  assert.ok((await spaceOf(made.path)) < 200 * mebibyte);
});

async function mountReadOnly(file: string, type: string, target: string) {
  await fs.mkdir(target, { recursive: true });
  judge('mount', '-t', type, '-o', type === 'xfs' ? 'loop,ro,norecovery' : 'loop,ro', file, target);
  return { path: target, [Symbol.asyncDispose]: async () => void judge('umount', target) };
}

test('an empty disk of 100 GB costs neither time nor space', async () => {
  await using folder = await temporary();
  const hundred = 100 * 1024;
  const ext4 = filesystem('ext4', '/srv', dataUuid);
  const disk = gptDisk('big', hundred, [partition(1, hundred - 2, { number: 1, type: linuxGuid, filesystem: ext4 })]);
  const request = await requestIn(folder.path, { storage: plainStorage(disk), trees: new Map() });
  const before = performance.now();
  const [made] = await assembleDisks(testRunner(), request);
  // Writing 100 GB of zeros takes a minute and more.
  assert.ok(performance.now() - before < 20_000);
  assert.ok(made !== undefined);
  assert.equal((await fs.stat(made.path)).size, hundred * mebibyte);
  assert.ok((await spaceOf(made.path)) < 30 * mebibyte);
  judge('sfdisk', '--verify', made.path);
  assert.doesNotMatch(judge('dumpe2fs', `${made.path}?offset=${mebibyte}`), /csum 0x\w+ \[(?!.*ITABLE_ZEROED)/);
});

test('the same inputs give the same bytes', async () => {
  const make = async () => {
    await using folder = await temporary();
    const tree = await richTree(path.join(folder.path, 'tree'));
    judge('find', tree, '-exec', 'touch', '-h', '-d', '@1600000000', '{}', '+');
    const esp = path.join(folder.path, 'esp');
    await fs.mkdir(esp);
    await fs.writeFile(path.join(esp, 'a.txt'), 'a');
    await fs.utimes(path.join(esp, 'a.txt'), 1_600_000_000, 1_600_000_000);
    const disk = gptDisk('os', 200, [
      partition(1, 100, { number: 1, type: linuxGuid, filesystem: filesystem('ext4', '/', rootUuid) }),
      partition(101, 90, { number: 2, type: espGuid, filesystem: filesystem('vfat', '/boot/efi', '1A2B-3C4D') }),
    ]);
    const trees = new Map([
      ['/', tree],
      ['/boot/efi', esp],
    ]);
    const [made] = await assembleDisks(
      testRunner(),
      await requestIn(folder.path, { storage: plainStorage(disk), trees }),
    );
    return judge('sha256sum', made?.path ?? '').slice(0, 64);
  };
  const first = await make();
  assert.equal(await make(), first);
});

for (const type of ['ext4', 'vfat', 'xfs', 'btrfs'] as const) {
  test(`contents that do not fit ${type} are told with the part line and the size`, async () => {
    await using folder = await temporary();
    const tree = path.join(folder.path, 'tree');
    await fs.mkdir(tree);
    await fs.writeFile(path.join(tree, 'big'), Buffer.alloc(500 * mebibyte, 1));
    const uuid = type === 'vfat' ? '1A2B-3C4D' : rootUuid;
    const disk = gptDisk('os', 400, [
      partition(1, 310, { number: 1, type: linuxGuid, filesystem: filesystem(type, '/srv/data', uuid) }),
    ]);
    const request = await requestIn(folder.path, {
      storage: plainStorage(disk),
      trees: new Map([['/srv/data', tree]]),
    });
    const error = await assembleDisks(testRunner(), request).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof ApplianceError);
    assert.equal(error.code, 'contents-do-not-fit');
    assert.equal(error.position?.line, 11);
    const [, needed, has] = /\/srv\/data need (\d+) MiB as .*has (\d+) MiB/.exec(error.message) ?? [];
    assert.ok(Number(needed) > 500 && Number(needed) < 600, error.message);
    assert.equal(has, '310');
  });
}

test('a full filesystem that only the tool notices is told the same way', async () => {
  await using folder = await temporary();
  const tree = path.join(folder.path, 'tree');
  await fs.mkdir(tree);
  // As large as the estimate lets pass; it does not count the blocks that list the blocks of a large ext3 file.
  const overhead = extOverhead(48 * mebibyte, { inodes: 1 }, filesystem('ext3', '/srv', rootUuid));
  const folderBytes = 4096;
  await fs.writeFile(path.join(tree, 'big'), Buffer.alloc(48 * mebibyte - overhead - folderBytes - 4096, 1));
  const disk = gptDisk('os', 60, [
    partition(1, 48, { number: 1, type: linuxGuid, filesystem: filesystem('ext3', '/srv', rootUuid) }),
  ]);
  const request = await requestIn(folder.path, { storage: plainStorage(disk), trees: new Map([['/srv', tree]]) });
  const error = await assembleDisks(testRunner(), request).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ApplianceError);
  assert.equal(error.code, 'contents-do-not-fit');
  assert.match(error.message, /need more than 48 MiB/);
  assert.match(error.detail.join(' '), /Could not allocate block/);
});

test('a tree of many small files gets the inodes it needs', async () => {
  await using folder = await temporary();
  const tree = path.join(folder.path, 'tree');
  await fs.mkdir(tree);
  for (let index = 0; index < 6000; index += 1) await fs.writeFile(path.join(tree, `f${index}`), '');
  const disk = gptDisk('os', 20, [
    partition(1, 16, { number: 1, type: linuxGuid, filesystem: filesystem('ext4', '/srv', rootUuid) }),
  ]);
  const [made] = await assembleDisks(
    testRunner(),
    await requestIn(folder.path, { storage: plainStorage(disk), trees: new Map([['/srv', tree]]) }),
  );
  assert.match(judge('e2fsck', '-fn', `${made?.path}?offset=${mebibyte}`), /: 60\d\d\/\d+ files/);
});

test('a failed filesystem leaves neither mounts nor temporary files', async () => {
  await using folder = await temporary();
  const tree = path.join(folder.path, 'tree');
  await fs.mkdir(tree);
  await fs.symlink('x', path.join(tree, 'link'));
  const disk = gptDisk('os', 100, [
    partition(1, 80, { number: 1, type: espGuid, filesystem: filesystem('vfat', '/boot/efi', '1A2B-3C4D') }),
  ]);
  const request = await requestIn(folder.path, { storage: plainStorage(disk), trees: new Map([['/boot/efi', tree]]) });
  await assert.rejects(assembleDisks(testRunner(), request), { code: 'contents-unsuitable' });
  assert.ok(!judge('cat', '/proc/mounts').includes(folder.path));
});

for (const [moment, epochSeconds] of [
  ['+ mount', undefined],
  ['+ cp', undefined],
  ['+ xargs', 1_700_000_000],
  ['+ xfs_io', 1_700_000_000],
] as const) {
  test(`an interruption at "${moment}" leaves no mount and no loop device`, async () => {
    await using folder = await temporary();
    const tree = path.join(folder.path, 'tree');
    await fs.mkdir(tree);
    await fs.writeFile(path.join(tree, 'big'), Buffer.alloc(100 * mebibyte, 1));
    const disk = gptDisk('os', 400, [
      partition(1, 320, { number: 1, type: linuxGuid, filesystem: filesystem('xfs', '/srv', rootUuid) }),
    ]);
    const request = await requestIn(folder.path, { storage: plainStorage(disk), trees: new Map([['/srv', tree]]) });
    const interrupt = new AbortController();
    const log = (line: string) => {
      if (line.startsWith(moment)) setImmediate(() => interrupt.abort('SIGTERM'));
    };
    const runner = createRunner({ signal: interrupt.signal, log, env });
    await assert.rejects(assembleDisks(runner, { ...request, epochSeconds }), { kind: 'interrupted' });
    assert.ok(!judge('cat', '/proc/mounts').includes(folder.path));
    assert.ok(!judge('losetup', '-a').includes(folder.path));
  });
}
