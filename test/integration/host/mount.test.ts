// What stays of mounts when a signal comes while mount(8) runs: it may have mounted already, and fails all the same.
import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, test } from 'node:test';
import { ldlinuxTemplate } from '../../../src/disk/extlinux/ldlinux-template.ts';
import { createRunner, type Runner } from '../../../src/host/program/run.ts';
import { enterRoot } from '../../../src/host/root/chroot.ts';
import { bindMount, mountTmpfs, sanePath } from '../../../src/host/root/mount.ts';
import { Scope } from '../../../src/host/scope.ts';
import { inPrivateNamespace } from '../configure/support.ts';

inPrivateNamespace(import.meta.url);

interface Strike {
  /** Of the program after whose work the signal comes. */
  readonly at: (words: string) => boolean;
  readonly before?: () => Promise<void>;
}

/** The signal comes when a program has done its work, and before it has ended. */
function struck({ at, before }: Strike): { readonly runner: Runner; readonly log: readonly string[] } {
  const controller = new AbortController();
  const log: string[] = [];
  const settings = { log: (line: string) => void log.push(line), env: { PATH: sanePath, LC_ALL: 'C' } };
  const patient = createRunner({ ...settings, signal: new AbortController().signal });
  const stopped = createRunner({ ...settings, signal: controller.signal });
  const runner: Runner = {
    signal: controller.signal,
    log: settings.log,
    async run(tool, args, options) {
      if (controller.signal.aborted || !at([tool, ...args].join(' '))) return await stopped.run(tool, args, options);
      await patient.run(tool, args, options);
      await before?.();
      controller.abort('SIGINT');
      return await stopped.run(tool, args, options);
    },
  };
  return { runner, log };
}

/** An empty root on a filesystem of its own. */
async function emptyRoot() {
  const scope = new Scope();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'mount-'));
  scope.defer(() => fs.rm(folder, { recursive: true }));
  scope.use(await mountTmpfs(struck({ at: () => false }).runner, folder));
  return {
    folder,
    at: (name: string) => path.join(folder, name),
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  };
}

const mountsBelow = async (folder: string) =>
  (await fs.readFile('/proc/self/mounts', 'utf8'))
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((target) => target.startsWith(`${folder}/`));

const interrupted = { kind: 'interrupted', message: 'interrupted by SIGINT' };

describe('nothing is mounted after a signal', () => {
  for (const name of ['sys', 'run', 'dev', 'dev/pts', 'dev/shm']) {
    test(`while /${name} of a root is mounted`, async () => {
      await using root = await emptyRoot();
      const { runner } = struck({ at: (words) => words.startsWith('mount ') && words.endsWith(root.at(name)) });
      await assert.rejects(enterRoot(runner, root.folder), interrupted);
      assert.deepEqual(await mountsBelow(root.folder), []);
    });
  }

  test('while a folder is shown elsewhere with what is mounted below it', async () => {
    await using root = await emptyRoot();
    await using _below = await mountTmpfs(struck({ at: () => false }).runner, root.at('one/below'));
    const { runner } = struck({ at: (words) => words.startsWith('mount --rbind') });
    await assert.rejects(bindMount(runner, root.at('one'), root.at('other'), { recursive: true }), interrupted);
    assert.deepEqual(await mountsBelow(root.folder), [root.at('one/below')]);
  });

  test('while the filesystem is mounted on which extlinux installs itself', async () => {
    await using root = await emptyRoot();
    await fs.mkdir(root.at('usr/bin'), { recursive: true });
    await fs.mkdir(root.at('run'));
    await fs.writeFile(root.at('usr/bin/extlinux'), '', { mode: 0o755 });
    const { runner } = struck({ at: (words) => words.startsWith('mount ') });
    const places = { guestRoot: root.folder, chroot: { run: () => Promise.reject(new Error()) }, scratch: root.folder };
    await assert.rejects(ldlinuxTemplate(runner, places), interrupted);
    assert.deepEqual(await mountsBelow(root.folder), []);
  });
});

test('that a clean-up fails, too, does not hide the signal', async () => {
  await using root = await emptyRoot();
  const held: fs.FileHandle[] = [];
  const { runner, log } = struck({
    at: (words) => words.startsWith('mknod '),
    before: async () => void held.push(await fs.open(root.at('dev/held'), 'w')),
  });
  await assert.rejects(enterRoot(runner, root.folder), interrupted);
  for (const handle of held) await handle.close();
  assert.ok(log.includes(`can't unmount ${root.at('dev')}: it is still in use`));
  assert.deepEqual(await mountsBelow(root.folder), []);
});
