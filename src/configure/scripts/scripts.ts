import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Warning } from '../../errors.ts';
import { lendFile } from '../../host/files/lend-file.ts';
import type { Runner } from '../../host/program/run.ts';
import { type Chroot, everyExitCode } from '../../host/root/chroot.ts';
import { resolveInRoot, rootFiles } from '../../host/root/root-files.ts';
import { Scope } from '../../host/scope.ts';
import type { Script } from '../../kickstart/document.ts';
import { findProgram } from '../guest.ts';
import { runOnHost } from './host-script.ts';
import { showAtInstallerPaths } from './installer-paths.ts';
import { failureOf, interpreterMissing, type ScriptFailure, scriptError, scriptWarning } from './script-failure.ts';
import { openScriptLog } from './script-log.ts';

export interface ScriptsOptions {
  readonly chroot: Chroot;
  readonly runner: Runner;
  /** Existing folder on the host for the scripts that run outside the root. */
  readonly scratch: string;
}

/**
 * Runs the %post scripts in file order (other sections are passed over).
 *
 * A chroot script is a file in the guest's /tmp, a --nochroot script one in `scratch`; both run as `INTERPRETER FILE`, in
 * process namespaces of their own and a clean environment. Names can be looked up: the host's resolv.conf is lent.
 *
 * @returns warnings for scripts that failed without --erroronfail
 * @throws ApplianceError codes `interpreter-missing`, `script-failed`
 */
export async function runScripts(scripts: readonly Script[], options: ScriptsOptions): Promise<readonly Warning[]> {
  const warnings: Warning[] = [];
  const post = scripts.filter(({ section }) => section === 'post');
  if (post.length === 0) return warnings;
  await using scope = new Scope();
  scope.use(await lendResolver(options.chroot.root));
  if (post.some(({ chroot }) => !chroot)) {
    scope.use(await showAtInstallerPaths(options.runner, options.chroot.root, options.scratch));
  }
  for (const [index, script] of post.entries()) {
    const failure = script.chroot
      ? await runInGuest(script, index + 1, options)
      : await runOnHost(script, index + 1, { ...options, root: options.chroot.root });
    if (failure === undefined) continue;
    if (script.errorOnFail) throw scriptError(script, failure);
    warnings.push(scriptWarning(script, failure));
  }
  return warnings;
}

async function runInGuest(
  script: Script,
  number: number,
  { chroot }: ScriptsOptions,
): Promise<ScriptFailure | undefined> {
  const files = rootFiles(chroot.root);
  if ((await findProgram(files, script.interpreter)) === undefined) throw interpreterMissing(script);
  const file = `/tmp/ks-script-${number}`;
  await files.remove(file);
  await files.write(file, script.body, 0o700);
  try {
    await using log = await openScriptLog(chroot.root, script.log);
    const run = chroot.run(script.interpreter, [file], { okCodes: everyExitCode, logOutput: true, onLine: log.line });
    return failureOf(await run, file);
  } finally {
    await files.remove(file);
  }
}

/**
 * Lends the host's resolv.conf. Where the guest's is a link into /run (systemd-resolved), the file appears in the
 * guest's temporary /run, so that the link stays.
 */
async function lendResolver(root: string): Promise<AsyncDisposable> {
  const text = await fs.readFile('/etc/resolv.conf', 'utf8').catch(() => '');
  const resolved = await resolveInRoot(root, '/etc/resolv.conf');
  const guestPath = `/${path.relative(root, resolved)}`;
  return await lendFile(root, guestPath.startsWith('/run/') ? guestPath : '/etc/resolv.conf', text, 0o644);
}
