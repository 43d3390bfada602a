import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRunner, type Runner } from '../../../src/host/program/run.ts';
import { mountOverlay, mountTmpfs, sanePath } from '../../../src/host/root/mount.ts';
import { Scope } from '../../../src/host/scope.ts';
import { keptRoot } from '../../support/kept-roots.ts';

const inside = 'APPLIANCE_TEST_NAMESPACE';

/** Runs the calling test file once more in mount and process namespaces of its own, as a build runs, and ends here. */
export function inPrivateNamespace(testFile: string): void {
  if (process.env[inside] !== undefined) return;
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
  const { status } = spawnSync(
    'unshare',
    [...namespaces, process.execPath, ...process.execArgv, fileURLToPath(testFile)],
    { stdio: 'inherit', env: { ...process.env, [inside]: '1' } },
  );
  process.exit(status ?? 1);
}

export const log: string[] = [];
export const runner: Runner = createRunner({
  signal: new AbortController().signal,
  log: (line) => void log.push(line),
  env: { PATH: sanePath, LC_ALL: 'C' },
});

export interface Overlay extends AsyncDisposable {
  /** The mounted root. */
  readonly root: string;
  /** What differs from the root below. */
  readonly upper: string;
  /** A folder for the build's own files. */
  readonly scratch: string;
}

/** A writable root over another, by default the one for what configures a guest; the changes are in memory. */
export async function overlay(lower?: string): Promise<Overlay> {
  const scope = new Scope();
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'configure-'));
  scope.defer(() => fs.rm(folder, { recursive: true }));
  scope.use(await mountTmpfs(runner, folder, ['mode=700']));
  const [root, upper, work, scratch] = ['root', 'upper', 'work', 'scratch'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
    string,
  ];
  for (const name of [upper, work, scratch]) await fs.mkdir(name);
  scope.use(await mountOverlay(runner, { lower: [lower ?? (await keptRoot('configure'))], upper, work }, root));
  return { root, upper, scratch, [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]() };
}
