import { spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';

/**
 * A build runs in a mount and a PID namespace of its own, and so leaves nothing behind, however it ends: mounts and
 * scratch space in memory go with the namespace, and the kernel kills every process in it with the first.
 *
 * The program starts itself once more through unshare(1). The outer process forwards signals and removes what the inner
 * one told it to own, even if the inner one was killed.
 */
export type ToOuter = { readonly type: 'started' } | { readonly type: 'own' | 'disown'; readonly path: string };
export type ToInner = { readonly type: 'signal'; readonly signal: NodeJS.Signals };

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const satisfies readonly NodeJS.Signals[];

export interface PrivateRun {
  /** Program and arguments that the inner process runs. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * @returns the exit code of the inner process; 128 + the signal's number if it was killed
 * @throws ApplianceError if the namespaces cannot be made
 */
export async function runInPrivateNamespace({ command, env }: PrivateRun): Promise<number> {
  const owned = new Set<string>();
  let started = false;
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
    else if (message.type === 'own') owned.add(message.path);
    else owned.delete(message.path);
  });
  let signals = 0;
  const pass = (signal: NodeJS.Signals) => {
    signals += 1;
    if (signals > 2) child.kill('SIGKILL');
    else if (child.connected) child.send({ type: 'signal', signal } satisfies ToInner);
  };
  for (const signal of forwarded) process.on(signal, pass);
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, signal) => resolve(exitCode ?? (signal === 'SIGKILL' ? 137 : 128)));
    });
    if (!started) throw cannotUnshare();
    return code;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw cannotUnshare();
    throw error;
  } finally {
    for (const signal of forwarded) process.off(signal, pass);
    for (const path of owned) await fs.rm(path, { recursive: true, force: true });
  }
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
  /** Tells the outer process to remove a path when the inner one is gone. */
  own(path: string): void;
  disown(path: string): void;
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
  process.on('disconnect', () => controller.abort('the end of the process that started it'));
  for (const signal of forwarded) process.on(signal, () => controller.abort(signal));
  send({ type: 'started' });
  return {
    signal: controller.signal,
    own: (path) => send({ type: 'own', path }),
    disown: (path) => send({ type: 'disown', path }),
    close: () => {
      if (process.connected) process.disconnect();
    },
  };
}
