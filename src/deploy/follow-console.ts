import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';
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
  const over = followFile(consoleFile, take, followed.signal);
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

/** Reads a file that grows, and returns when that is aborted. */
async function followFile(file: string, take: (chunk: Buffer) => void, signal: AbortSignal): Promise<void> {
  await using handle = await fs.open(file);
  const changes = fs.watch(file, { signal });
  const readAll = async () => {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024));
      if (bytesRead === 0) return;
      take(buffer.subarray(0, bytesRead));
    }
  };
  const iterator = changes[Symbol.asyncIterator]();
  const nextChange = () => {
    const next = iterator.next();
    // It is awaited after a read, during which it may be aborted.
    next.catch(() => undefined);
    return next;
  };
  try {
    // The watch begins with the first turn of the loop, so what came before is read after it.
    let next = nextChange();
    await readAll();
    while (!(await next).done) {
      next = nextChange();
      await readAll();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
