import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { splitRoot } from '../../../src/build/views.ts';
import { changedPaths } from '../../../src/configure/initramfs/delta.ts';
import { labelLayer, labelRoot } from '../../../src/configure/selinux/label-root.ts';
import { assembleDisks } from '../../../src/disk/assemble.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';
import { Scope } from '../../../src/host/scope.ts';
import { keptRoot } from '../../support/kept-roots.ts';
import { filesystem, gptDisk, judge, linuxGuid, noBootLoader, partition, plainStorage } from '../disk/support.ts';
import { inPrivateNamespace, type Overlay, overlay, runner } from './support.ts';

inPrivateNamespace(import.meta.url);

const labelledRoot = () => keptRoot('selinux');

async function label(box: Overlay, lostFoundIn: readonly string[] = []) {
  await using chroot = await enterRoot(runner, box.root);
  return await labelRoot(runner, chroot, { lostFoundIn });
}

const extLabel = (disk: string, file: string) =>
  /security\.selinux \(\d+\) = "([^"\\]*)/.exec(judge('debugfs', '-R', `ea_list "${file}"`, disk))?.[1];

test('all files of the finished filesystems have the labels of their policy', async () => {
  await using box = await overlay(await labelledRoot());
  const files = rootFiles(box.root);
  await files.write('/etc/app.conf', 'made by a script');
  await files.write('/srv/[a]{b,c}/index.html', '<p>');
  await files.write('/.autorelabel', '');
  const mountPoints = ['/', '/home', '/srv', '/var'];
  assert.deepEqual(await label(box, ['/', '/var']), { state: 'labelled', warnings: [] });
  assert.ok(!(await files.exists('/.autorelabel')));

  const filesystems = [
    filesystem('ext4', '/', '11111111-1111-4111-8111-111111111111'),
    filesystem('ext4', '/var', '22222222-2222-4222-8222-222222222222'),
    filesystem('xfs', '/srv', '33333333-3333-4333-8333-333333333333'),
    filesystem('btrfs', '/home', '44444444-4444-4444-8444-444444444444'),
  ];
  const sizeMiB = 400;
  const start = (index: number) => 1 + index * sizeMiB;
  const disk = gptDisk(
    'os',
    start(filesystems.length) + 1,
    filesystems.map((made, index) =>
      partition(start(index), sizeMiB, { number: index + 1, type: linuxGuid, filesystem: made }),
    ),
  );
  const scratch = path.join(box.scratch, 'disk');
  await fs.mkdir(scratch);
  await using scope = new Scope();
  const trees = await splitRoot(runner, scope, box.root, plainStorage(disk), box.scratch);
  assert.deepEqual([...trees.keys()].sort(), mountPoints);
  const [made] = await assembleDisks(runner, {
    storage: plainStorage(disk),
    bootLoader: noBootLoader,
    trees,
    labelled: true,
    family: 'debian',
    guestRoot: box.root,
    outputDirectory: box.scratch,
    scratch,
    epochSeconds: 1_700_000_000,
    concurrency: 2,
  });
  const raw = made?.path ?? '';
  const partitionAt = (index: number) => `${raw}?offset=${start(index) * 1024 * 1024}`;
  const expected: readonly (readonly [index: number, file: string, type: string])[] = [
    [0, '/', 'root_t'],
    [0, '/lost+found', 'lost_found_t'],
    [0, '/bin', 'bin_t'],
    [0, '/usr/bin/dpkg', 'dpkg_exec_t'],
    [0, '/usr/bin/[', 'bin_t'],
    [0, '/etc/shadow', 'shadow_t'],
    [0, '/etc/app.conf', 'etc_t'],
    // What programs had mounted there while the labels were set, and other filesystems of the appliance.
    [0, '/dev', 'device_t'],
    [0, '/run', 'var_run_t'],
    [0, '/sys', 'sysfs_t'],
    [0, '/var', 'var_t'],
    [0, '/home', 'home_root_t'],
    [1, '/', 'var_t'],
    [1, '/lost+found', 'lost_found_t'],
    [1, '/lib/dpkg/status', 'dpkg_var_lib_t'],
  ];
  assert.deepEqual(
    expected.map(([index, file]) => `${index} ${file} ${extLabel(partitionAt(index), file)}`),
    expected.map(([index, file, type]) => `${index} ${file} system_u:object_r:${type}:s0`),
  );
  for (const index of [0, 1]) {
    const image = path.join(box.scratch, `ext-${index}`);
    judge('dd', `if=${raw}`, `of=${image}`, 'bs=1M', `skip=${start(index)}`, `count=${sizeMiB}`, 'conv=sparse');
    judge('e2fsck', '-f', '-n', image);
  }
  for (const [index, files_] of [
    [2, ['', '/[a]{b,c}/index.html']],
    [3, ['']],
  ] as const) {
    const mountPoint = path.join(box.scratch, `mnt-${index}`);
    await fs.mkdir(mountPoint);
    judge(
      'mount',
      '-o',
      `loop,ro,offset=${start(index) * 1024 * 1024},sizelimit=${sizeMiB * 1024 * 1024}`,
      raw,
      mountPoint,
    );
    try {
      for (const file of files_) {
        // tar shows with a * that there is a label; the label itself is in its headers.
        const archive = judge(
          'tar',
          '-c',
          '--no-recursion',
          '--xattrs',
          '--xattrs-include=*',
          '-C',
          mountPoint,
          `./${file}`,
        );
        const type = index === 2 ? 'var_t' : 'home_root_t';
        assert.match(archive, new RegExp(`security\\.selinux=system_u:object_r:${type}:s0`), `${index} ${file}`);
      }
    } finally {
      judge('umount', mountPoint);
    }
  }
});

test('a second run writes nothing but what is new', async () => {
  await using first = await overlay(await labelledRoot());
  await labelLayer(runner, first.root);
  // As in a build: the labelled layer, and over it the changes.
  await using second = await overlay(first.root);
  await rootFiles(second.root).write('/etc/app.conf', 'new');
  assert.equal((await label(second)).state, 'labelled');
  const changed = await changedPaths(second.upper, () => false);
  // Entering a root makes its mount points and lends a file.
  assert.deepEqual(
    changed.filter((name) => !/^(?:dev|proc|run|sys|usr|usr\/sbin(?:\/policy-rc\.d)?)(?:\/|$)/.test(name)),
    ['etc', 'etc/app.conf'],
  );
});

test('without a policy, with SELinux off or without setfiles there are no labels', async () => {
  await using box = await overlay(await labelledRoot());
  const files = rootFiles(box.root);
  const config = (await files.read('/etc/selinux/config')) ?? '';
  await files.write('/etc/selinux/config', config.replace(/^SELINUX=.*$/m, 'SELINUX=disabled'));
  assert.equal((await label(box)).state, 'disabled');
  await files.write('/etc/selinux/config', config);
  for (const name of ['/sbin/setfiles', '/usr/sbin/setfiles']) await files.remove(name);
  const { state, warnings } = await label(box);
  assert.equal(state, 'failed');
  assert.match(warnings[0]?.hint ?? '', /policycoreutils/);
  await files.remove('/etc/selinux/default/contexts');
  assert.equal((await label(box)).state, 'no-policy');
});

test('a policy that cannot be set ends the build of a guest that enforces it, and is a warning in others', async () => {
  await using box = await overlay(await labelledRoot());
  const files = rootFiles(box.root);
  await files.append(
    '/etc/selinux/default/contexts/files/file_contexts.local',
    '/srv/x system_u:object_r:nobody_knows_t:s0\n',
  );
  const permissive = await label(box);
  assert.equal(permissive.state, 'failed');
  assert.match(permissive.warnings[0]?.message ?? '', /SELinux labels/);
  const config = (await files.read('/etc/selinux/config')) ?? '';
  await files.write('/etc/selinux/config', config.replace(/^SELINUX=.*$/m, 'SELINUX=enforcing'));
  await assert.rejects(label(box), { code: 'selinux-labels-failed' });
  await labelLayer(runner, box.root);
});
