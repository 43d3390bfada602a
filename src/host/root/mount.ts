import * as fs from 'node:fs/promises';
import { ApplianceError } from '../../errors.ts';
import { createRunner, type Runner } from '../program/run.ts';

/** Where programs are looked up, on the host and in guests. */
export const sanePath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A mounted filesystem; disposing unmounts it. */
export interface Mount extends AsyncDisposable {
  /** Absolute path of the mount point on the host. */
  readonly target: string;
}

/** The same log, but not stopped by the signal that ended the build: clean-up has to run after it. */
export function cleanupRunner(runner: Runner): Runner {
  return createRunner({ signal: new AbortController().signal, log: runner.log, env: { PATH: sanePath, LC_ALL: 'C' } });
}

/**
 * Unmounts. A busy filesystem is detached lazily so that nothing stays behind, and reported all the same:
 * somebody still writes to it.
 *
 * @throws ApplianceError code `mount-busy`
 */
export async function unmount(runner: Runner, target: string): Promise<void> {
  const cleanup = cleanupRunner(runner);
  try {
    await cleanup.run('umount', [target], { failure: `can't unmount ${target}` });
  } catch (error) {
    await cleanup.run('umount', ['--lazy', target]).catch(() => undefined);
    throw new ApplianceError({
      kind: 'build',
      code: 'mount-busy',
      message: `can't unmount ${target}: it is still in use`,
      hint: 'a program started during the build still has files open there; end it and build again',
      detail: error instanceof ApplianceError ? error.detail : [],
      cause: error,
    });
  }
}

export interface MountOptions {
  /** What it means to the user that it fails. */
  readonly failure: string;
  /** It brings mounts below it along, which go with it. */
  readonly recursive?: boolean;
}

/**
 * Runs mount(8). If a signal ends it, it may have mounted already: then nobody else would know of that mount, and what it lies on
 * would be busy.
 *
 * @param args without the mount point
 * @param target an existing folder; if it is a mount point already, a failure may take that mount away
 * @throws ApplianceError as `Runner.run`
 */
export async function mountOn(
  runner: Runner,
  args: readonly string[],
  target: string,
  { failure, recursive = false }: MountOptions,
): Promise<void> {
  try {
    await runner.run('mount', [...args, target], { failure });
  } catch (error) {
    const undo = recursive ? ['--recursive', target] : [target];
    // It fails where nothing was mounted; what the user must hear of is what came first.
    await cleanupRunner(runner)
      .run('umount', undo)
      .catch(() => undefined);
    throw error;
  }
}

async function mount(runner: Runner, what: string, args: readonly string[], target: string): Promise<Mount> {
  await fs.mkdir(target, { recursive: true });
  await mountOn(runner, args, target, { failure: cannotMount(what, target) });
  return { target, [Symbol.asyncDispose]: () => unmount(runner, target) };
}

const cannotMount = (what: string, target: string) => `can't mount ${what} on ${target}`;

const optionArguments = (options: readonly string[]) => (options.length > 0 ? ['-o', options.join(',')] : []);

/** @param options such as `mode=755`, `size=64m`, `nodev` */
export async function mountTmpfs(runner: Runner, target: string, options: readonly string[] = []): Promise<Mount> {
  return await mount(runner, 'a tmpfs', ['-t', 'tmpfs', ...optionArguments(options), 'tmpfs'], target);
}

export async function mountReadOnlySys(runner: Runner, target: string): Promise<Mount> {
  return await mount(runner, 'sysfs', ['-t', 'sysfs', '-o', 'ro,nosuid,nodev,noexec', 'sysfs'], target);
}

/** The kernel's list of interpreters for programs that it does not run itself (kernel, admin-guide/binfmt-misc.rst). */
export async function mountBinfmtMisc(runner: Runner, target: string): Promise<Mount> {
  return await mount(runner, 'binfmt_misc', ['-t', 'binfmt_misc', 'binfmt_misc'], target);
}

/** A pseudo-terminal filesystem of its own: the host's terminals are not in it. */
export async function mountDevpts(runner: Runner, target: string): Promise<Mount> {
  const options = ['-o', 'newinstance,ptmxmode=0666,mode=0620,gid=5,nosuid,noexec'];
  return await mount(runner, 'devpts', ['-t', 'devpts', ...options, 'devpts'], target);
}

export interface BindOptions {
  /** With the mounts below it. */
  readonly recursive?: boolean;
}

/** Shows a folder at another place; both must be folders. */
export async function bindMount(
  runner: Runner,
  source: string,
  target: string,
  { recursive = false }: BindOptions = {},
): Promise<Mount> {
  if (!recursive) return await mount(runner, source, ['--bind', source], target);
  await fs.mkdir(target, { recursive: true });
  await mountOn(runner, ['--rbind', source], target, { failure: cannotMount(source, target), recursive });
  const unmountAll = async () => {
    await cleanupRunner(runner).run('umount', ['--recursive', target], { failure: `can't unmount ${target}` });
  };
  return { target, [Symbol.asyncDispose]: unmountAll };
}

export interface OverlayFolders {
  /** Read-only layers, uppermost first. */
  readonly lower: readonly string[];
  /** Takes the changes. */
  readonly upper: string;
  /** Empty, on the filesystem of `upper`. */
  readonly work: string;
}

/** Colons separate layers and commas options (kernel, Documentation/filesystems/overlayfs.rst); a backslash takes that away. */
const escapeOverlayPath = (path: string) => path.replaceAll(/[\\:,]/g, (character) => `\\${character}`);

export async function mountOverlay(runner: Runner, folders: OverlayFolders, target: string): Promise<Mount> {
  const options = [
    `lowerdir=${folders.lower.map(escapeOverlayPath).join(':')}`,
    `upperdir=${escapeOverlayPath(folders.upper)}`,
    `workdir=${escapeOverlayPath(folders.work)}`,
  ];
  return await mount(runner, 'an overlay', ['-t', 'overlay', '-o', options.join(','), 'overlay'], target);
}

/** A filesystem inside of a file. */
export interface ImageFilesystem {
  readonly file: string;
  readonly type: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
  readonly options: readonly string[];
}

/** Mounts it through a loop device, read-only. */
export async function mountImage(runner: Runner, image: ImageFilesystem, target: string): Promise<Mount> {
  const { file, type, startBytes, sizeBytes, options } = image;
  const place = [`offset=${startBytes}`, `sizelimit=${sizeBytes}`];
  const all = ['loop', 'ro', 'nodev', 'nosuid', 'noexec', ...place, ...options];
  return await mount(runner, file, ['-t', type, '-o', all.join(','), file], target);
}
