import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { createRunner } from '../../../src/host/program/run.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { mountTmpfs, sanePath } from '../../../src/host/root/mount.ts';
import { inPrivateNamespace, log, overlay, runner } from './support.ts';

inPrivateNamespace(import.meta.url);

const mountsBelow = async (folder: string) =>
  (await fs.readFile('/proc/self/mounts', 'utf8'))
    .split('\n')
    .filter((line) => line.split(' ')[1]?.startsWith(`${folder}/`));

test('shows a minimal /dev, a read-only /sys, its own processes and nothing of the host', async () => {
  await using box = await overlay();
  await using chroot = await enterRoot(runner, box.root);
  const sh = async (script: string) => (await chroot.run('sh', ['-c', script])).stdout;
  assert.equal(await sh('cd /dev && echo *'), 'fd full null ptmx pts random shm stderr stdin stdout tty urandom zero');
  assert.equal(
    await sh('echo lost > /dev/null && head -c 3 /dev/zero | wc -c && test -c /dev/pts/ptmx && echo yes'),
    '3\nyes',
  );
  assert.equal(await sh('touch /sys/kernel/x 2>/dev/null || echo read-only'), 'read-only');
  const processes = (await sh('ls /proc')).split('\n').filter((name) => /^\d+$/.test(name));
  assert.ok(processes.length <= 4, processes.join(' '));
  assert.equal(await sh('ls /run'), 'lock');
  assert.equal(await sh('ischroot && echo chroot'), 'chroot');
  assert.equal(await sh('/usr/sbin/policy-rc.d; echo $?'), '101');
});

test('the environment is its own and holds nothing of the host', async () => {
  await using box = await overlay();
  await using chroot = await enterRoot(runner, box.root);
  const { stdout } = await chroot.run('env', [], { env: { SOURCE_DATE_EPOCH: '7' } });
  const names = stdout
    .split('\n')
    .map((line) => line.split('=')[0])
    .sort();
  assert.deepEqual(names, [
    ...[
      'DEBIAN_FRONTEND',
      'HOME',
      'LANG',
      'LOGNAME',
      'PATH',
      'SHELL',
      'SOURCE_DATE_EPOCH',
      'SYSTEMD_OFFLINE',
      'TERM',
      'USER',
    ],
  ]);
});

test('what a program leaves running dies with it, and no mount stays', async () => {
  await using box = await overlay();
  const marker = path.join(box.root, 'tmp/alive');
  {
    await using chroot = await enterRoot(runner, box.root);
    await chroot.run('sh', [
      '-c',
      'mkfifo /tmp/begun; setsid sh -c "echo > /tmp/begun; while :; do date > /tmp/alive; done" & read -r _ < /tmp/begun',
    ]);
    await fs.rm(marker, { force: true });
    const survivors: string[] = [];
    for (const id of (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const words = await fs.readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      if (words.includes('/tmp/alive')) survivors.push(words);
    }
    assert.deepEqual(survivors, []);
    assert.ok((await mountsBelow(box.root)).length >= 5);
  }
  assert.deepEqual(await mountsBelow(box.root), []);
  await assert.rejects(fs.stat(marker));
  await assert.rejects(fs.stat(path.join(box.root, 'usr/sbin/policy-rc.d')));
});

test('an interrupted program is gone at once, with all that it started', async () => {
  await using box = await overlay();
  const abort = new AbortController();
  const interruptible = createRunner({
    signal: abort.signal,
    log: (line) => void log.push(line),
    env: { PATH: sanePath },
  });
  await using chroot = await enterRoot(interruptible, box.root);
  let abortedAt = Number.NaN;
  const running = chroot.run('sh', ['-c', 'echo ready; sleep 600 & wait'], {
    logOutput: true,
    onLine: () => {
      abortedAt = performance.now();
      abort.abort('SIGTERM');
    },
  });
  await assert.rejects(running, { kind: 'interrupted' });
  assert.ok(performance.now() - abortedAt < 10_000, 'took longer than the grace that a runner gives');
});

test('a busy mount is an error that says so, and is detached all the same', async () => {
  await using box = await overlay();
  const target = path.join(box.scratch, 'busy');
  const mounted: AsyncDisposable = await mountTmpfs(runner, target);
  const open = await fs.open(path.join(target, 'file'), 'w');
  await assert.rejects(async () => await mounted[Symbol.asyncDispose](), { code: 'mount-busy' });
  await open.close();
  assert.deepEqual(await mountsBelow(box.scratch), []);
});
