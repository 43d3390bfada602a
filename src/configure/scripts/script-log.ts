import { createWriteStream, type WriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { finished } from 'node:stream/promises';
import { resolveInRoot } from '../../host/root/root-files.ts';
import { installerAliases } from './installer-paths.ts';

/**
 * --log of a script that runs outside the root is a path on the installer's filesystem. Where that means the guest
 * (`/mnt/sysimage/…`) it is written there; anything else would be a file of the build machine, and the output is in
 * build.log anyway.
 */
export function guestPathOfLog(log: string | undefined): string | undefined {
  const alias = installerAliases.find((folder) => log?.startsWith(`${folder}/`));
  return alias === undefined ? undefined : log?.slice(alias.length);
}

export interface ScriptLog extends AsyncDisposable {
  readonly line: (line: string) => void;
}

/**
 * Opens the file of --log, readable by root alone.
 *
 * @param root undefined: there is no root to write into
 * @param guestPath undefined: the script has no log of its own
 */
export async function openScriptLog(root: string | undefined, guestPath: string | undefined): Promise<ScriptLog> {
  if (root === undefined || guestPath === undefined) {
    return { line: () => undefined, async [Symbol.asyncDispose]() {} };
  }
  const file = await resolveInRoot(root, guestPath);
  await fs.mkdir(path.dirname(file), { recursive: true });
  const handle = await fs.open(file, 'w', 0o600);
  await handle.chmod(0o600);
  const stream: WriteStream = createWriteStream(file, { fd: handle });
  return {
    line: (line) => stream.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      stream.end();
      await finished(stream);
    },
  };
}
