import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, messageOf } from '../../errors.ts';
import { lendFile } from '../files/lend-file.ts';
import { hintFor, type Runner, type RunOptions, type RunResult } from '../program/run.ts';
import { Scope } from '../scope.ts';
import { mountDevpts, mountReadOnlySys, mountTmpfs, sanePath } from './mount.ts';

/** A root that programs can run in. Disposing takes the mounts and the helper files away again. */
export interface Chroot extends AsyncDisposable {
  /** Absolute path of the root on the host. */
  readonly root: string;
  /**
   * Runs a program of the guest as root, in process and mount namespaces of its own: whatever it leaves running
   * dies with it. `env` is added to `guestEnvironment` and, as the log shows it, must hold no secrets.
   *
   * @param program absolute path in the guest, or a name looked up in the guest's PATH
   * @throws ApplianceError as `Runner.run`; a program that is missing ends with exit code 127
   */
  run(program: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** The whole environment of programs in the guest; nothing comes from the host. */
export const guestEnvironment: Readonly<Record<string, string>> = {
  PATH: sanePath,
  HOME: '/root',
  USER: 'root',
  LOGNAME: 'root',
  SHELL: '/bin/sh',
  LANG: 'C.UTF-8',
  TERM: 'dumb',
  DEBIAN_FRONTEND: 'noninteractive',
  // systemctl(1): change links only, ask no running manager.
  SYSTEMD_OFFLINE: '1',
};

/** Character devices that every program may expect: name, major, minor (kernel, admin-guide/devices.txt). */
export const devices: readonly (readonly [name: string, major: number, minor: number])[] = [
  ['null', 1, 3],
  ['zero', 1, 5],
  ['full', 1, 7],
  ['random', 1, 8],
  ['urandom', 1, 9],
  ['tty', 5, 0],
];
export const deviceLinks: readonly (readonly [name: string, target: string])[] = [
  ['ptmx', 'pts/ptmx'],
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
];

/** For callers that judge exit codes themselves. */
export const everyExitCode: readonly number[] = Array.from({ length: 256 }, (_, code) => code);

/** Debian policy 11.3: exit code 101 forbids package scripts to start services. */
const forbidDaemons = '#!/bin/sh\nexit 101\n';

/**
 * Mounts what programs in a root need: a minimal /dev, a read-only /sys, an empty /run; /proc comes with each program.
 * Nothing of the host's devices is visible, and package scripts start no daemons.
 *
 * @param root absolute path; must be able to hold device nodes
 * @param variables further environment of the programs
 * @throws ApplianceError when a mount fails
 */
export async function enterRoot(
  runner: Runner,
  root: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Chroot> {
  const scope = new Scope();
  try {
    scope.use(await mountReadOnlySys(runner, path.join(root, 'sys')));
    scope.use(await mountTmpfs(runner, path.join(root, 'run'), ['mode=755', 'nosuid', 'nodev', 'size=256m']));
    await fs.mkdir(path.join(root, 'run/lock'), { mode: 0o1777 });
    await fs.chmod(path.join(root, 'run/lock'), 0o1777);
    await mountDev(runner, root, scope);
    await fs.mkdir(path.join(root, 'proc'), { recursive: true });
    // A root that rpm is about to fill must stay empty: there, /usr/sbin may come as a link.
    if (await isDirectory(path.join(root, 'usr/sbin'))) {
      scope.use(await lendFile(root, '/usr/sbin/policy-rc.d', forbidDaemons, 0o755));
    }
  } catch (error) {
    await scope.abandon((failure) => runner.log(messageOf(failure)));
    throw error;
  }
  return {
    root,
    run: (program, args, options = {}) =>
      runIsolated(
        runner,
        { root, mountProcOn: path.join(root, 'proc'), env: { ...guestEnvironment, ...variables } },
        program,
        args,
        options,
      ),
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  };
}

const isDirectory = (folder: string) =>
  fs.lstat(folder).then(
    (stat) => stat.isDirectory(),
    () => false,
  );

async function mountDev(runner: Runner, root: string, scope: Scope): Promise<void> {
  const dev = path.join(root, 'dev');
  scope.use(await mountTmpfs(runner, dev, ['mode=755', 'nosuid', 'noexec', 'size=4m']));
  for (const [name, major, minor] of devices) {
    await runner.run('mknod', ['-m', '666', path.join(dev, name), 'c', String(major), String(minor)]);
  }
  for (const [name, target] of deviceLinks) await fs.symlink(target, path.join(dev, name));
  scope.use(await mountDevpts(runner, path.join(dev, 'pts')));
  scope.use(await mountTmpfs(runner, path.join(dev, 'shm'), ['mode=1777', 'nosuid', 'nodev', 'size=256m']));
}

export interface Isolation {
  /** Undefined: the host's own root. */
  readonly root: string | undefined;
  /** Where the /proc of the new process namespace goes. */
  readonly mountProcOn: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs a program in process and mount namespaces of its own.
 *
 * The first `unshare` makes the namespaces and dies with its child. The second one is process 1 in there and changes the
 * root only for the program: so the program is an ordinary process that signals can end, and `ischroot` and systemctl
 * see that they are in a chroot. `unshare` blocks SIGTERM while it waits; `timeout` turns it into a quick SIGKILL.
 */
export async function runIsolated(
  runner: Runner,
  { root, mountProcOn, env }: Isolation,
  program: string,
  args: readonly string[],
  { env: added, okCodes = [0], failure, ...options }: RunOptions,
): Promise<RunResult> {
  const variables = Object.entries({ ...env, ...added }).map(([name, value]) => `${name}=${value}`);
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
  const result = await runner.run(
    'env',
    [
      '-i',
      ...variables,
      ...['timeout', '--foreground', '--kill-after=0.1', '0'],
      ...['unshare', ...namespaces, `--mount-proc=${mountProcOn}`, '--'],
      ...['unshare', '--fork', ...(root === undefined ? [] : [`--root=${root}`, '--wd=/']), '--'],
      program,
      ...args,
    ],
    { ...options, ...(failure === undefined ? {} : { failure }), okCodes: everyExitCode },
  );
  if (okCodes.includes(result.exitCode)) return result;
  // The runner would name `env`, which the user never asked for.
  throw new ApplianceError({
    kind: 'build',
    code: 'tool-failed',
    message: `${failure === undefined ? '' : `${failure}: `}${program} failed with exit code ${result.exitCode}`,
    detail: result.tail,
    hint: hintFor(result.tail),
  });
}
