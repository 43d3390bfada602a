import { createWriteStream, type WriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { finished } from 'node:stream/promises';
import { ApplianceError, type Warning } from '../../errors.ts';
import { type Chroot, everyExitCode, guestEnvironment, runIsolated } from '../../host/chroot.ts';
import { lendFile } from '../../host/lend-file.ts';
import { resolveInRoot, rootFiles } from '../../host/root-files.ts';
import type { Runner, RunResult } from '../../host/run.ts';
import { Scope } from '../../host/scope.ts';
import type { Script } from '../../kickstart/document.ts';
import { findProgram } from '../guest.ts';
import { installerAliases, showAtInstallerPaths } from './installer-paths.ts';
import { type ScriptFailure, scriptError, scriptWarning } from './script-failure.ts';

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
      : await runOnHost(script, index + 1, options);
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
  if ((await findProgram(files, script.interpreter)) === undefined) throw interpreterMissing(script, 'the guest');
  const file = `/tmp/ks-script-${number}`;
  await files.remove(file);
  await files.write(file, script.body, 0o700);
  try {
    await using log = await openLog(chroot.root, script.log);
    const run = chroot.run(script.interpreter, [file], { okCodes: everyExitCode, logOutput: true, onLine: log.line });
    return failureOf(await run, file);
  } finally {
    await files.remove(file);
  }
}

async function runOnHost(
  script: Script,
  number: number,
  { chroot, runner, scratch }: ScriptsOptions,
): Promise<ScriptFailure | undefined> {
  if (!(await onHost(script.interpreter))) throw interpreterMissing(script, 'this machine');
  const file = path.join(scratch, `ks-script-${number}`);
  await fs.writeFile(file, script.body, { mode: 0o700 });
  try {
    await using log = await openLog(chroot.root, guestPathOfLog(script.log));
    const isolation = {
      root: undefined,
      mountProcOn: '/proc',
      env: { ...guestEnvironment, INSTALL_ROOT: chroot.root },
    };
    const options = { okCodes: everyExitCode, logOutput: true, onLine: log.line, cwd: '/' };
    return failureOf(await runIsolated(runner, isolation, script.interpreter, [file], options), file);
  } finally {
    await fs.rm(file, { force: true });
  }
}

async function onHost(program: string): Promise<boolean> {
  const folders = program.includes('/') ? [''] : (guestEnvironment['PATH'] ?? '').split(':');
  for (const folder of folders) {
    const executable = await fs.access(path.join(folder, program), fs.constants.X_OK).catch(() => false);
    if (executable === undefined) return true;
  }
  return false;
}

const failureOf = ({ exitCode, tail }: RunResult, file: string) =>
  exitCode === 0 ? undefined : { exitCode, output: tail, file };

function interpreterMissing(script: Script, where: string): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'interpreter-missing',
    message: `${where} has no ${script.interpreter} to run the %${script.section} script with`,
    position: script.interpreterPosition,
    hint: script.chroot ? 'add the package that brings it to %packages' : 'install it, or run the script in the guest',
  });
}

/**
 * --log of a --nochroot script is a path on the installer's filesystem. Where that means the guest (`/mnt/sysimage/…`) it is
 * written there; anything else would be a file of the build machine, and the output is in build.log anyway.
 */
export function guestPathOfLog(log: string | undefined): string | undefined {
  const alias = installerAliases.find((folder) => log?.startsWith(`${folder}/`));
  return alias === undefined ? undefined : log?.slice(alias.length);
}

interface ScriptLog extends AsyncDisposable {
  readonly line: (line: string) => void;
}

/** @param guestPath undefined: no log of its own */
async function openLog(root: string, guestPath: string | undefined): Promise<ScriptLog> {
  if (guestPath === undefined) return { line: () => undefined, async [Symbol.asyncDispose]() {} };
  const file = await resolveInRoot(root, guestPath);
  await fs.mkdir(path.dirname(file), { recursive: true });
  const handle = await fs.open(file, 'w', 0o600);
  const stream: WriteStream = createWriteStream(file, { fd: handle });
  return {
    line: (line) => stream.write(`${line}\n`),
    async [Symbol.asyncDispose]() {
      stream.end();
      await finished(stream);
    },
  };
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
