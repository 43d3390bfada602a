import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { test } from 'node:test';
import { runScripts } from '../../../src/configure/scripts/scripts.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { rootFiles } from '../../../src/host/root/root-files.ts';
import type { Script } from '../../../src/kickstart/document.ts';
import { inPrivateNamespace, log, overlay, runner } from './support.ts';

inPrivateNamespace(import.meta.url);

const at = (line: number) => ({ file: 'test.ks', line, column: 1 });
const post = (body: string, more: Partial<Script> = {}): Script => ({
  ...{ section: 'post', position: at(20), bodyPosition: at(21), body, interpreter: '/bin/sh' },
  ...{ interpreterPosition: at(20), chroot: true, errorOnFail: false, log: undefined },
  ...more,
});

async function run(scripts: readonly Script[], prepare: (root: string) => Promise<void> = async () => undefined) {
  const box = await overlay();
  await prepare(box.root);
  await using chroot = await enterRoot(runner, box.root);
  const warnings = await runScripts(scripts, { chroot, runner, scratch: box.scratch }).catch(async (error) => {
    assert.deepEqual(await rootFiles(box.root).list('/tmp'), []);
    await chroot[Symbol.asyncDispose]();
    await box[Symbol.asyncDispose]();
    throw error;
  });
  return { box, files: rootFiles(box.root), warnings };
}

test('scripts run in order, see each other and leave only what they wrote', async () => {
  const { box, files, warnings } = await run([
    post('echo one > /etc/order\n'),
    post('echo not run', { section: 'pre' }),
    post('echo two >> /etc/order; pwd >> /etc/order; echo "$HOME" >> /etc/order\n', { interpreter: '/bin/bash' }),
    post('open(F, ">>", "/etc/order"); print F "three\\n";', { interpreter: '/usr/bin/perl' }),
  ]);
  await using _ = box;
  assert.deepEqual(warnings, []);
  assert.equal(await files.read('/etc/order'), 'one\ntwo\n/\n/root\nthree\n');
  assert.deepEqual(await files.list('/tmp'), []);
});

test('output goes to the log and to --log, which stays in the root', async () => {
  const { box, files } = await run(
    [
      post('echo out; echo err >&2', { log: '/root/escape/post.log' }),
      post('echo host', { chroot: false, log: '/mnt/sysimage/root/nochroot.log' }),
    ],
    async (root) => fs.symlink('/var/log', path.join(root, 'root/escape')),
  );
  await using _ = box;
  assert.deepEqual((await files.read('/var/log/post.log'))?.trim().split('\n').sort(), ['err', 'out']);
  assert.equal(await files.read('/root/nochroot.log'), 'host\n');
  assert.equal((await fs.stat(path.join(box.root, 'var/log/post.log'))).mode & 0o777, 0o600);
  assert.ok(log.includes('out') && log.includes('err'));
});

test('--nochroot finds the root at $INSTALL_ROOT, /mnt/sysimage and /mnt/sysroot; the host gets nothing', async () => {
  const before = await fs.readdir('/mnt');
  const { box, files } = await run([
    post(
      'echo 1 >> $INSTALL_ROOT/etc/n; echo 2 >> /mnt/sysimage/etc/n; echo 3 >> /mnt/sysroot/etc/n; touch /mnt/mine',
      {
        chroot: false,
      },
    ),
  ]);
  await using _ = box;
  assert.equal(await files.read('/etc/n'), '1\n2\n3\n');
  assert.deepEqual(await fs.readdir('/mnt'), before);
  assert.deepEqual(
    (await fs.readdir(box.scratch)).filter((name) => name !== 'mnt'),
    [],
  );
});

test('under --erroronfail a failure ends the build at the section and names the line', async () => {
  const failing = post('echo before\n\nno-such-program\n', { errorOnFail: true, interpreter: '/bin/bash' });
  await assert.rejects(run([failing]), {
    code: 'script-failed',
    position: at(20),
    message: 'the %post script failed with exit code 127 at test.ks:23:1',
  });
});

test('without it a failure is a warning and the next script runs; a signal is a failure too', async () => {
  const { box, files, warnings } = await run([post('exit 3'), post('kill -9 $$'), post('touch /etc/reached')]);
  await using _ = box;
  assert.deepEqual(
    warnings.map(({ code, position }) => [code, position?.line]),
    [
      ['script-failed', 20],
      ['script-failed', 20],
    ],
  );
  assert.match(warnings[0]?.message ?? '', /exit code 3$/);
  assert.ok(await files.exists('/etc/reached'));
});

test('an interpreter that is missing is an error at its place, in the guest and on the host', async () => {
  for (const chroot of [true, false]) {
    const script = post('', { interpreter: '/usr/bin/image-minimizer', interpreterPosition: at(9), chroot });
    await assert.rejects(run([script]), { code: 'interpreter-missing', position: at(9) });
  }
});

const resolver = 'cat /etc/resolv.conf > /etc/seen';

test('names can be looked up while scripts run, and what was there comes back', async () => {
  const hosts = await fs.readFile('/etc/resolv.conf', 'utf8');
  const resolvConf = (root: string) => path.join(root, 'etc/resolv.conf');
  const states: Record<string, (root: string) => Promise<void>> = {
    link: (root) => fs.symlink('../run/systemd/resolve/stub-resolv.conf', resolvConf(root)),
    file: (root) => fs.writeFile(resolvConf(root), 'nameserver 192.0.2.1\n'),
    nothing: async () => undefined,
  };
  for (const [name, prepare] of Object.entries(states)) {
    const { box, files } = await run([post(resolver)], async (root) => {
      await fs.rm(resolvConf(root), { force: true });
      await prepare(root);
    });
    await using _ = box;
    assert.equal(await files.read('/etc/seen'), hosts, name);
    const after = await fs.readlink(resolvConf(box.root)).catch(() => files.read('/etc/resolv.conf'));
    assert.equal(
      after,
      { link: '../run/systemd/resolve/stub-resolv.conf', file: 'nameserver 192.0.2.1\n' }[name],
      name,
    );
  }
});

test("a script's own /etc/resolv.conf stays", async () => {
  const { box, files } = await run(
    [post('rm -f /etc/resolv.conf; echo nameserver 192.0.2.9 > /etc/resolv.conf')],
    (root) => fs.rm(path.join(root, 'etc/resolv.conf'), { force: true }),
  );
  await using _ = box;
  assert.equal(await files.read('/etc/resolv.conf'), 'nameserver 192.0.2.9\n');
});
