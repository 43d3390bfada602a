import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import { everyExitCode, guestEnvironment, runIsolated } from '../../host/root/chroot.ts';
import type { Script } from '../../kickstart/document.ts';
import { failureOf, interpreterMissing, type ScriptFailure } from './script-failure.ts';
import { guestPathOfLog, openScriptLog } from './script-log.ts';

export interface HostScriptOptions {
  readonly runner: Runner;
  /** The root, which `$INSTALL_ROOT` names; undefined: there is none yet, and the variable is not set. */
  readonly root: string | undefined;
  /** Existing folder on the host for the script's file. */
  readonly scratch: string;
}

/**
 * Runs a script on this machine, outside the root, as `INTERPRETER FILE` in process and mount namespaces of its own and a
 * clean environment.
 *
 * @param number tells the files of several scripts apart
 * @throws ApplianceError code `interpreter-missing`
 */
export async function runOnHost(
  script: Script,
  number: number,
  { root, runner, scratch }: HostScriptOptions,
): Promise<ScriptFailure | undefined> {
  if (!(await onHost(script.interpreter))) throw interpreterMissing(script);
  const file = path.join(scratch, `ks-script-${number}`);
  await fs.writeFile(file, script.body, { mode: 0o700 });
  try {
    await using log = await openScriptLog(root, guestPathOfLog(script.log));
    const env = { ...guestEnvironment, ...(root === undefined ? {} : { INSTALL_ROOT: root }) };
    const options = { okCodes: everyExitCode, logOutput: true, onLine: log.line, cwd: '/' };
    const isolation = { root: undefined, mountProcOn: '/proc', env };
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
