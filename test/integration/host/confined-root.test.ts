import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type TestContext, test } from 'node:test';
import { readWrittenFiles } from '../../../src/host/files/written-files.ts';
import { createRunner } from '../../../src/host/program/run.ts';
import { type ConfinedRoot, enterConfinedRoot } from '../../../src/host/root/confined-root.ts';
import { sanePath } from '../../../src/host/root/mount.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { mountsOf } from '../../support/traces.ts';

function runnerFor(t: TestContext, signal = new AbortController().signal) {
  const lines: string[] = [];
  t.after(() => lines.length);
  return createRunner({ signal, log: (line) => lines.push(line), env: { PATH: sanePath, LC_ALL: 'C' } });
}

async function output(root: ConfinedRoot, script: string): Promise<{ code: number; text: string }> {
  const result = await root.run('/bin/sh', ['-c', `exec 2>&1; ${script}`], 60);
  return { code: result?.exitCode ?? -1, text: result?.tail.join('\n') ?? '' };
}

test('a confined root has programs, and none of what could harm', async (t) => {
  const parent = temporaryDirectory(t);
  const secret = path.join(parent, 'secret');
  await fs.writeFile(secret, 'geheim');
  await using root = await enterConfinedRoot(runnerFor(t), parent);
  assert.equal((await output(root, 'pwd; id -u; echo $HOME')).text, '/\n0\n/root');
  for (const script of [
    'mount -t tmpfs none /mnt',
    'mknod /tmp/disk b 8 0',
    'chroot /tmp /bin/true',
    'unshare --user true',
    'unshare --mount true',
    'ls /proc/1/root/',
    'ls /proc/1/cwd/',
    'echo > /usr/written',
    'echo > /proc/sys/kernel/hostname',
    'echo b > /proc/sysrq-trigger',
    'test -s /proc/partitions',
    'cat /etc/shadow',
    `cat ${secret}`,
    `cat ../../../../../../../..${secret}`,
    'find /dev /sys -type b | grep .',
    'test -e /sys/block',
    'ip link | grep -v -e lo: -e loopback | grep .',
    'kill -9 1 && ! kill -0 1',
  ]) {
    const { code, text } = await output(root, script);
    assert.ok(code > 0, `${script}: ${code} ${text}`);
  }
  const devices = await output(
    root,
    'echo x > /dev/null && head -c 5 /dev/urandom | wc -c && echo ok > /tmp/a && cat /tmp/a',
  );
  assert.equal(devices.text, '5\nok');
  assert.deepEqual(
    await fs.readdir(parent),
    (await fs.readdir(parent)).filter((name) => /^(?:secret|appliance-build-pre-)/.test(name)),
  );
});

test('what is written is read without following links, up to a limit', async (t) => {
  const parent = temporaryDirectory(t);
  await using root = await enterConfinedRoot(runnerFor(t), parent);
  await output(
    root,
    'mkdir -p /tmp/d; echo 1 > /tmp/d/a; echo 2 > /run/b; ln -s /etc/hostname /tmp/link; mkfifo /tmp/fifo',
  );
  const folders = ['/tmp', '/run'];
  const files = await readWrittenFiles(root.path, folders, { files: 10, bytes: 100 });
  assert.deepEqual(Object.fromEntries(files), { '/tmp/d/a': '1\n', '/run/b': '2\n' });
  await assert.rejects(readWrittenFiles(root.path, folders, { files: 1, bytes: 100 }), RangeError);
  await assert.rejects(readWrittenFiles(root.path, folders, { files: 10, bytes: 3 }), RangeError);
});

test('what does not end in time dies, with all it started; nothing is left behind', async (t) => {
  const parent = temporaryDirectory(t);
  {
    await using root = await enterConfinedRoot(runnerFor(t), parent);
    const start = performance.now();
    assert.equal(await root.run('/bin/sh', ['-c', 'setsid sleep 1000 & sleep 1000'], 1), undefined);
    assert.ok(performance.now() - start < 20_000);
  }
  assert.deepEqual(await fs.readdir(parent), []);
  assert.deepEqual(mountsOf(parent), []);
});

test('an interruption ends the script', async (t) => {
  const controller = new AbortController();
  const parent = temporaryDirectory(t);
  await using root = await enterConfinedRoot(runnerFor(t, controller.signal), parent);
  const running = root.run('/bin/sleep', ['1000'], 60);
  controller.abort('SIGINT');
  await assert.rejects(running, /interrupted by SIGINT/);
});

test('a folder that is reached over an absolute link serves as well', async (t) => {
  const directory = temporaryDirectory(t);
  const parent = path.join(directory, 'parent');
  await fs.mkdir(parent);
  await fs.symlink(parent, path.join(directory, 'link'));
  {
    await using root = await enterConfinedRoot(runnerFor(t), path.join(directory, 'link'));
    assert.equal((await output(root, 'echo there > /tmp/a && cat /tmp/a')).text, 'there');
  }
  assert.deepEqual(await fs.readdir(parent), []);
});
