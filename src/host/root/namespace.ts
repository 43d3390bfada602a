import { spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import * as fs from 'node:fs/promises';
import { ApplianceError } from '../../errors.ts';
import { dropEntry, isShownEntry } from '../foreign/binfmt.ts';

/**
 * A build runs in a mount and a PID namespace of its own, and so leaves nothing behind, however it ends: mounts and
 * scratch space in memory go with the namespace, and the kernel kills every process in it with the first.
 *
 * The program starts itself once more through unshare(1). The outer process forwards signals and removes what the inner
 * one told it to own, even if the inner one was killed.
 */
export type ToOuter =
  | { readonly type: 'started' | 'ended' }
  | { readonly type: 'own'; readonly path: string; readonly rescue: Rescue | undefined }
  | { readonly type: 'disown'; readonly path: string };
export type ToInner = { readonly type: 'signal'; readonly signal: NodeJS.Signals };

/** A file inside an owned path that is to survive it, and its place then. */
export interface Rescue {
  readonly file: string;
  readonly as: string;
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies readonly NodeJS.Signals[];

export interface PrivateRun {
  /** Program and arguments that the inner process runs. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * @returns the exit code of the inner process
 * @throws ApplianceError code `no-namespace` if the namespaces cannot be made, `build-killed` if somebody else killed the
 *   inner process, kind `interrupted` if the user insisted on a third signal and it was killed for that
 */
export async function runInPrivateNamespace({ command, env }: PrivateRun): Promise<number> {
  const owned = new Map<string, Rescue | undefined>();
  let started = false;
  let ended = false;
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--propagation',
      'private',
      '--pid',
      '--fork',
      '--kill-child=SIGKILL',
      '--mount-proc',
      '--',
      ...command,
    ],
    // Detached: a Ctrl-C in the terminal reaches the outer process alone, which passes it on once.
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true, env },
  );
  child.on('message', (message: ToOuter) => {
    if (message.type === 'started') started = true;
    else if (message.type === 'ended') ended = true;
    else if (message.type === 'own') owned.set(message.path, message.rescue);
    else if (message.type === 'disown') owned.delete(message.path);
  });
  const signals: NodeJS.Signals[] = [];
  const pass = (signal: NodeJS.Signals) => {
    signals.push(signal);
    if (signals.length > 2) child.kill('SIGKILL');
    // One that is ending may close the channel meanwhile.
    else if (child.connected) child.send({ type: 'signal', signal } satisfies ToInner, () => undefined);
  };
  for (const signal of forwarded) process.on(signal, pass);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (!started && signals.length === 0) throw cannotUnshare();
    // Some versions of unshare(1) end with an exit code of their own when their child was killed.
    if (code === null || !ended) throw wasKilled(signals[0], [...owned.values()]);
    return code;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw cannotUnshare();
    throw error;
  } finally {
    for (const signal of forwarded) process.off(signal, pass);
    for (const [path, rescue] of owned) {
      if (rescue !== undefined) await fs.rename(rescue.file, rescue.as).catch(() => undefined);
      await (isShownEntry(path) ? dropEntry(path) : fs.rm(path, { recursive: true, force: true }));
    }
  }
}

function wasKilled(asked: NodeJS.Signals | undefined, rescues: readonly (Rescue | undefined)[]): ApplianceError {
  if (asked !== undefined) {
    return new ApplianceError({ kind: 'interrupted', code: 'interrupted', message: `interrupted by ${asked}` });
  }
  return new ApplianceError({
    kind: 'build',
    code: 'build-killed',
    message: 'the build was killed',
    log: rescues.find((rescue) => rescue !== undefined)?.as,
    hint: 'if nobody did that, the machine ran out of memory: --work-dir DIR takes the scratch space out of it',
  });
}

function cannotUnshare(): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'no-namespace',
    message: 'cannot make a private mount and process namespace for the build',
    hint: 'run as root; in a container start it privileged (docker run --privileged)',
  });
}

/** The inner process's side: its abort signal, and whom to tell about what it makes outside of the namespace. */
export interface InnerSide {
  readonly signal: AbortSignal;
  /** Tells the outer process to remove a path, or an entry of binfmt_misc, when the inner one is gone; a file of it may be kept elsewhere. */
  own(path: string, rescue?: Rescue): void;
  disown(path: string): void;
  /** The outer process was killed: nobody cleans up after the inner one. */
  readonly orphaned: boolean;
  /** Lets the process end. */
  close(): void;
}

/** Call it first thing in the inner process. */
export function joinOuter(): InnerSide {
  const controller = new AbortController();
  // Every running program listens to it.
  setMaxListeners(0, controller.signal);
  const send = (message: ToOuter) => {
    if (process.connected) process.send?.(message);
  };
  process.on('message', (message: ToInner) => controller.abort(message.signal));
  let orphaned = false;
  const onDisconnect = () => {
    orphaned = true;
    controller.abort('the end of the process that started it');
  };
  process.on('disconnect', onDisconnect);
  // It may have been killed before this.
  if (!process.connected) onDisconnect();
  for (const signal of forwarded) process.on(signal, () => controller.abort(signal));
  send({ type: 'started' });
  return {
    signal: controller.signal,
    own: (path, rescue) => send({ type: 'own', path, rescue }),
    disown: (path) => send({ type: 'disown', path }),
    get orphaned() {
      return orphaned;
    },
    close: () => {
      process.off('disconnect', onDisconnect);
      send({ type: 'ended' });
      if (process.connected) process.disconnect();
    },
  };
}
