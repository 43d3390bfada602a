import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, messageOf } from '../errors.ts';
import { startProcess } from '../host/program/process.ts';
import type { LineSink } from '../host/program/run.ts';
import type { Scope } from '../host/scope.ts';

/** What of a domain is read: a file of this machine that takes what the guest prints, or else what libvirt streams of it. */
export interface ConsoleSource {
  readonly uri: string;
  readonly domain: string;
  /** Undefined: the stream, which begins a moment after the machine. */
  readonly consoleFile: string | undefined;
}

/** Of programs that talk to libvirt; nothing is inherited. */
export type ClientEnvironment = Readonly<Record<string, string>>;

/**
 * Reads a console until the scope ends.
 *
 * @param take gets what the guest prints, in chunks
 * @returns a promise that settles earlier only if there is no more to read, and fails if it cannot be read (code `console-lost`)
 */
export async function followConsole(
  { uri, domain, consoleFile }: ConsoleSource,
  take: (chunk: Buffer) => void,
  { scope, log, env }: { readonly scope: Scope; readonly log: LineSink; readonly env: ClientEnvironment },
): Promise<{ readonly over: Promise<unknown> }> {
  if (consoleFile === undefined) {
    const socat = await startProcess({
      tool: 'socat',
      // virsh shows a console only on a terminal, which socat(1) makes; nothing is typed there.
      args: [consoleCommand(domain), '/dev/null,ignoreeof!!STDOUT'],
      // There it cannot be mistaken for options of the address.
      env: { ...env, LIBVIRT_DEFAULT_URI: uri },
      log,
      onOutput: take,
    });
    scope.use(socat);
    const over = socat.ended.then(({ exitCode }) => {
      if (exitCode !== 0) throw lost(domain, socat.tail);
    });
    // It is taken where somebody waits for it.
    over.catch(() => undefined);
    return { over };
  }
  const followed = new AbortController();
  const over = followFile(consoleFile, take, followed.signal).catch((error: unknown) => {
    throw lost(domain, [messageOf(error)]);
  });
  over.catch(() => undefined);
  scope.defer(async () => {
    followed.abort();
    await over.catch(() => undefined);
  });
  return { over };
}

/** The name has letters, digits and . _ + - : alone. */
const consoleCommand = (domain: string) =>
  `EXEC:virsh --quiet console --force --domain ${domain.replaceAll(':', '\\:')},pty,setsid,ctty,raw`;

function lost(domain: string, tail: readonly string[]): ApplianceError {
  const message = `the console of ${domain} cannot be read`;
  return new ApplianceError({ kind: 'build', code: 'console-lost', message, detail: tail });
}

/**
 * Reads a file that grows, and returns when that is aborted. At 2 MiB virtlogd gives it another name and begins a new one
 * (virtlogd.conf, `max_size`), so its folder is watched.
 */
async function followFile(file: string, take: (chunk: Buffer) => void, signal: AbortSignal): Promise<void> {
  const name = path.basename(file);
  const changes = fs.watch(path.dirname(file), { signal })[Symbol.asyncIterator]();
  const nextChange = () => {
    const next = changes.next();
    // It is awaited after a read, during which it may be aborted.
    next.catch(() => undefined);
    return next;
  };
  // The watch begins here, so whatever is not read below is told by a change.
  let next = nextChange();
  let handle = await fs.open(file);
  const readAll = async () => {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024));
      if (bytesRead === 0) return;
      take(buffer.subarray(0, bytesRead));
    }
  };
  const isSame = async () => {
    const there = await fs.stat(file).catch(() => undefined);
    return there === undefined || there.ino === (await handle.stat()).ino;
  };
  try {
    await readAll();
    for (let change = await next; change.done !== true; change = await next) {
      next = nextChange();
      if (change.value.filename !== name) continue;
      await readAll();
      if (await isSame()) continue;
      // What was written between reading and renaming.
      await readAll();
      await handle.close();
      handle = await fs.open(file);
      await readAll();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await handle.close();
  }
}
