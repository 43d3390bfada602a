import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner, RunResult } from '../program/run.ts';
import { Scope } from '../scope.ts';
import { deviceLinks, devices, everyExitCode } from './chroot.ts';
import { sanePath } from './mount.ts';

/** A throwaway root with this machine's programs in which foreign scripts can do no harm. */
export interface ConfinedRoot extends AsyncDisposable {
  /** Through which its files are reached from outside; symbolic links in it must not be followed from there. */
  readonly path: string;
  /**
   * Runs a program in it, with the folder / as its working directory.
   *
   * @returns undefined when it did not end in time; it and all others in there are then dead
   */
  run(program: string, args: readonly string[], timeoutSeconds: number): Promise<RunResult | undefined>;
}

/** Folders of programs and libraries, shown read-only. On merged systems most are links into /usr. */
const programFolders = ['usr', 'bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];
/** What programs need of /etc. The rest stays away: it holds this machine's passwords and keys. */
const settings = [
  ...['alternatives', 'ld.so.cache', 'ld.so.conf', 'ld.so.conf.d', 'localtime', 'nsswitch.conf', 'os-release'],
  ...['passwd', 'group', 'protocols', 'services', 'shells', 'debian_version', 'redhat-release', 'system-release'],
];
const ownFolders = ['etc', 'dev', 'proc', 'sys', 'tmp', 'run', 'var/tmp', 'root', 'mnt', 'home'];
/** Of /proc, what tells of this machine's disks. */
const hiddenOfProc = ['partitions', 'diskstats', 'mdstat', 'swaps', 'kcore', 'keys', 'config.gz'];
/** Enough to handle files of its own; not to mount, make device nodes, look into other processes or leave the root. */
const capabilities = '-all,+chown,+dac_override,+fowner,+fsetid,+setgid,+setuid,+kill';
const environment = [`PATH=${sanePath}`, 'HOME=/root', 'LANG=C.UTF-8', 'LC_ALL=C.UTF-8', 'TERM=dumb', 'SHELL=/bin/sh'];

/**
 * Makes a root in namespaces of its own: mounts, processes, network (there is none), IPC. It shows this machine's programs
 * read-only, an empty /tmp, /run and /var, a minimal /dev without disks and a read-only /proc without them; no /sys. Programs
 * run as root with few capabilities and can't get more.
 *
 * @param parent folder on the host for the mount point
 * @throws ApplianceError code `no-namespace` without the rights for it
 */
export async function enterConfinedRoot(runner: Runner, parent: string): Promise<ConfinedRoot> {
  const scope = new Scope();
  try {
    // Seen through /proc/PID/root an absolute link on the way would lead back into this namespace.
    const folder = await fs.mkdtemp(path.join(await fs.realpath(parent), 'appliance-build-pre-'));
    scope.defer(() => fs.rm(folder, { recursive: true, force: true }));
    const holder = await startHolder();
    scope.defer(() => end(holder));
    const stop = () => void holder.kill('SIGKILL');
    runner.signal.addEventListener('abort', stop);
    scope.defer(() => runner.signal.removeEventListener('abort', stop));
    const root = `/proc/${holder.pid}/root${folder}`;
    const enter = (...kinds: readonly string[]) =>
      kinds.map((kind) => `--${kind}=/proc/${holder.pid}/ns/${files[kind]}`);
    const inside = (...command: readonly string[]) =>
      runner.run('nsenter', [...enter('mount', 'pid'), '--', ...command], { failure: "can't make a root for %pre" });
    await fillRoot(runner, inside, folder, root);
    return {
      path: root,
      async run(program, args, timeoutSeconds) {
        let late = false;
        const timer = setTimeout(() => {
          late = true;
          stop();
        }, timeoutSeconds * 1000);
        const limits = [
          'setpriv',
          `--bounding-set=${capabilities}`,
          '--inh-caps=-all',
          '--no-new-privs',
          '--clear-groups',
        ];
        const confined = [
          ...enter('mount', 'pid', 'net', 'ipc', 'uts'),
          `--root=${root}`,
          // Without it the working directory would stay outside of the root, and with it all that is outside in reach.
          `--wd=${root}`,
          '--',
          'env',
          '-i',
          ...environment,
        ];
        const options = { okCodes: everyExitCode, logOutput: true };
        try {
          const result = await runner.run('nsenter', [...confined, ...limits, '--', program, ...args], options);
          return late ? undefined : result;
        } catch (error) {
          if (late) return undefined;
          throw error;
        } finally {
          clearTimeout(timer);
        }
      },
      [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
    };
  } catch (error) {
    await scope.abandon();
    throw error;
  }
}

/** The names of namespaces in /proc/PID/ns; that of processes is the one that the holder's child is in. */
const files: Readonly<Record<string, string>> = {
  mount: 'mnt',
  pid: 'pid_for_children',
  net: 'net',
  ipc: 'ipc',
  uts: 'uts',
};

/** Namespaces last as long as a process in them: cat, which ends with our end of its input. */
async function startHolder(): Promise<ChildProcess> {
  const namespaces = [
    '--mount',
    '--propagation',
    'private',
    '--pid',
    '--fork',
    '--kill-child=SIGKILL',
    '--net',
    '--ipc',
    '--uts',
  ];
  const holder = spawn('unshare', [...namespaces, '--', 'cat'], {
    env: { PATH: sanePath },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const failed = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(
        new ApplianceError({
          kind: 'build',
          code: 'no-namespace',
          message: "can't make private namespaces for the %pre scripts",
          hint: 'run as root, in a container privileged; or leave the scripts out: --pre skip',
        }),
      );
    holder.once('error', fail);
    holder.once('close', fail);
  });
  holder.stdin?.on('error', () => undefined);
  holder.stdin?.write('\n');
  if (holder.stdout !== null) await Promise.race([once(holder.stdout, 'data'), failed]);
  failed.catch(() => undefined);
  return holder;
}

async function end(holder: ChildProcess): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return;
  const closed = once(holder, 'close');
  holder.kill('SIGKILL');
  await closed;
}

type Inside = (...command: readonly string[]) => Promise<RunResult>;

async function fillRoot(runner: Runner, inside: Inside, folder: string, root: string): Promise<void> {
  await inside('mount', '-t', 'tmpfs', '-o', 'mode=755,nosuid,nodev,size=256m', 'tmpfs', folder);
  for (const name of ownFolders) await fs.mkdir(path.join(root, name), { recursive: true });
  for (const name of ['tmp', 'var/tmp']) await fs.chmod(path.join(root, name), 0o1777);
  for (const name of programFolders) {
    const target = await fs.readlink(`/${name}`).catch(() => undefined);
    if (target !== undefined) {
      await fs.symlink(target, path.join(root, name));
    } else if ((await fs.stat(`/${name}`).catch(() => undefined))?.isDirectory()) {
      await fs.mkdir(path.join(root, name));
      await inside('mount', '--bind', `/${name}`, path.join(folder, name));
      await inside('mount', '-o', 'remount,bind,ro,nosuid,nodev', path.join(folder, name));
    }
  }
  for (const name of settings) {
    await fs
      .cp(`/etc/${name}`, path.join(root, 'etc', name), { recursive: true, verbatimSymlinks: true })
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
  }
  const dev = path.join(folder, 'dev');
  await inside('mount', '-t', 'tmpfs', '-o', 'mode=755,nosuid,noexec,size=1m', 'tmpfs', dev);
  for (const [name, major, minor] of devices) {
    await runner.run('mknod', ['-m', '666', path.join(root, 'dev', name), 'c', String(major), String(minor)]);
  }
  for (const [name, target] of deviceLinks) await fs.symlink(target, path.join(root, 'dev', name));
  await inside('mount', '-o', 'remount,ro,nosuid,noexec', dev);
  const proc = path.join(folder, 'proc');
  await inside('mount', '-t', 'proc', '-o', 'nosuid,nodev,noexec', 'proc', proc);
  for (const name of hiddenOfProc) {
    const isThere = await fs.access(`/proc/${name}`).then(
      () => true,
      () => false,
    );
    if (isThere) await inside('mount', '--bind', path.join(dev, 'null'), path.join(proc, name));
  }
  await inside('mount', '-o', 'remount,bind,ro,nosuid,nodev,noexec', proc);
}
