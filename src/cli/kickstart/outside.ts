import * as fs from 'node:fs';
import * as path from 'node:path';
import type { IncludeReader } from '../../kickstart/include.ts';
import type { Outside } from '../../kickstart/read.ts';
import { type Environment, plainRunner } from '../host/environment.ts';
import { createPreRunner } from './pre-runner.ts';

/** Kickstarts are text; whatever is larger is something else that was named by mistake. */
export const largestBytes = 64 * 1024 * 1024;
const fetchTimeoutMilliseconds = 30_000;

/** @param signal ends %pre scripts when it is aborted; asked for when there are some to run */
export function outsideOf(environment: Environment, signal: () => AbortSignal): Outside {
  const scratch = environment.variables['TMPDIR'] ?? '/var/tmp';
  return {
    files: includesFromDisk,
    fetch: fetchText,
    pre: environment.isRoot
      ? createPreRunner(() => plainRunner(environment, signal()), scratch)
      : 'it needs root, to be shut away from this machine',
  };
}

/** A path as given from the working directory if it exists there, else relative to the including file's folder. */
const includesFromDisk: IncludeReader = {
  read(included, fromFile) {
    const beside = path.join(path.dirname(fromFile), included);
    const file = path.normalize(path.isAbsolute(included) || fs.existsSync(included) ? included : beside);
    return { file, identity: realPath(file), text: readText(file) };
  },
};

function realPath(file: string): string {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

function readText(file: string): string {
  try {
    const { size } = fs.statSync(file);
    if (size > largestBytes) throw new Error(`it is too large for a kickstart (${size} bytes)`);
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === 'ENOENT' ? `there is no file ${file}` : (code ?? message), { cause: error });
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMilliseconds) }).catch((error: Error) => {
    const reason = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(reason === '' ? 'the server cannot be reached' : reason, { cause: error });
  });
  if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > largestBytes) throw new Error('it is too large for a kickstart');
  return new TextDecoder().decode(bytes);
}
