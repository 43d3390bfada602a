// The same contents give the same disk, in whatever order and on whatever filesystem they lie; and where two disks differ is told.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { compareDisks } from '../../../src/build/verify/compare-disks.ts';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import { mountTmpfs } from '../../../src/host/root/mount.ts';
import { Scope } from '../../../src/host/scope.ts';
import type { DiskPlan } from '../../../src/plan/plan.ts';
import { inPrivateNamespace } from '../configure/support.ts';
import {
  filesystem,
  gptDisk,
  judge,
  linuxGuid,
  noBootLoader,
  partition,
  plainStorage,
  richTree,
  temporary,
  testRunner,
} from './support.ts';

inPrivateNamespace(import.meta.url);

const runner = testRunner();
const epochSeconds = 1_700_000_000;
const names = ['zeta', 'alpha', 'name with "quotes"', 'beta'];

/** Of everything in a tree, a line each: type, permissions, owner, time, links, target, extended attributes. */
const attributesOf = (root: string) =>
  judge(
    'python3',
    '-c',
    `import os, sys
root = os.fsencode(sys.argv[1])
for folder, folders, files in os.walk(root):
    folders[:] = sorted(name for name in folders if name != b'lost+found')
    for name in [b'.', *folders, *sorted(files)]:
        path = os.path.join(folder, name)
        s = os.lstat(path)
        links = 0 if os.path.isdir(path) else s.st_nlink
        target = os.readlink(path) if os.path.islink(path) else ''
        notes = [(key, os.getxattr(path, key, follow_symlinks=False)) for key in sorted(os.listxattr(path, follow_symlinks=False))]
        print(os.path.relpath(path, root), oct(s.st_mode), s.st_uid, s.st_gid, s.st_mtime_ns, links, target, notes)
`,
    root,
  );

const diskOf = (type: 'ext4' | 'xfs') =>
  gptDisk('os', 402, [
    partition(1, 400, {
      number: 1,
      type: linuxGuid,
      filesystem: filesystem(type, '/', '11111111-2222-4333-8444-555555555501'),
    }),
  ]);

/** A rich tree, whose names are made in some order, all of one age. */
async function treeOf(folder: string, order: readonly string[], text = 'the same'): Promise<string> {
  await fs.mkdir(folder);
  await richTree(folder);
  for (const name of order) {
    await fs.mkdir(path.join(folder, name));
    for (const file of order) await fs.writeFile(path.join(folder, name, file), `${text} ${name} ${file}`.repeat(1000));
  }
  const xattr = 'import os, sys; os.setxattr(sys.argv[1], "trusted.note", b"kept")';
  for (const name of ['alpha', 'alpha/beta']) judge('python3', '-c', xattr, path.join(folder, name));
  judge('find', folder, '-exec', 'touch', '-h', '-d', `@${epochSeconds}`, '{}', '+');
  return folder;
}

async function assemble(folder: string, disk: DiskPlan, tree: string): Promise<string> {
  const [outputDirectory, scratch] = [path.join(folder, 'out'), path.join(folder, 'scratch')];
  for (const made of [outputDirectory, scratch]) await fs.mkdir(made, { recursive: true });
  const [assembled] = await assembleDisks(runner, {
    storage: plainStorage(disk),
    trees: new Map([['/', tree]]),
    bootLoader: noBootLoader,
    family: 'debian',
    guestRoot: '/',
    ...{ outputDirectory, scratch, epochSeconds, concurrency: 1 },
  });
  assert.ok(assembled);
  return assembled.path;
}

for (const type of ['ext4', 'xfs'] as const) {
  test(`${type}: the same tree, made in another order on another filesystem, gives the same bytes`, async () => {
    await using folder = await temporary();
    await using scope = new Scope();
    const memory = path.join(folder.path, 'memory');
    scope.use(await mountTmpfs(runner, memory));
    const disk = diskOf(type);
    const first = await assemble(folder.path, disk, await treeOf(path.join(folder.path, 'tree'), names));
    const second = await assemble(memory, disk, await treeOf(path.join(memory, 'tree'), names.toReversed()));
    judge('cmp', first, second);

    const part = path.join(folder.path, 'part');
    judge('qemu-img', 'dd', '-f', 'raw', '-O', 'raw', 'bs=1M', 'skip=1', 'count=401', `if=${first}`, `of=${part}`);
    if (type === 'xfs') judge('xfs_repair', '-n', part);
    else judge('e2fsck', '-fn', part);
    const mounted = path.join(folder.path, 'mounted');
    await fs.mkdir(mounted);
    judge('mount', '-o', 'loop', part, mounted);
    scope.defer(async () => void judge('umount', mounted));
    assert.equal(attributesOf(mounted), attributesOf(path.join(folder.path, 'tree')));
    judge(
      'diff',
      '--recursive',
      '--no-dereference',
      '--exclude=lost+found',
      '--exclude=null',
      mounted,
      path.join(folder.path, 'tree'),
    );
  });

  test(`${type}: another content is found by its path, and the rest is told`, async () => {
    await using folder = await temporary();
    const disk = diskOf(type);
    const storage = plainStorage(disk);
    const files: string[] = [];
    for (const [build, text] of [
      ['one', 'the same'],
      ['two', 'the sane'],
    ] as const) {
      const place = path.join(folder.path, build);
      await fs.mkdir(place);
      files.push(await assemble(place, disk, await treeOf(path.join(place, 'tree'), ['alpha', 'beta'], text)));
    }
    const scratch = path.join(folder.path, 'scratch');
    await fs.mkdir(scratch);
    const result = { disk: 'os', format: 'raw', file: 't-os.raw', virtualBytes: 0, fileBytes: 0, sha256: '' } as const;
    const [one = '', two = ''] = files;
    const found = await compareDisks(runner, { result, disk, storage, files: [one, two], scratch });
    assert.equal(found.file, 't-os.raw');
    assert.equal(found.where, `/alpha/alpha in the ${type} filesystem of /: its content from byte 6 on`);
    assert.equal(found.further.length, 4);
    assert.match(found.further[0] ?? '', /^\/alpha\/beta in /);
    assert.match(found.further.at(-1) ?? '', /^t-os\.raw: byte \d+$/);
  });
}
