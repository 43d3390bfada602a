import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, formatPosition, type Warning } from '../../errors.ts';
import { readWrittenFiles } from '../../host/files/written-files.ts';
import type { Runner } from '../../host/program/run.ts';
import { type ConfinedRoot, enterConfinedRoot } from '../../host/root/confined-root.ts';
import { resolveInRoot } from '../../host/root/root-files.ts';
import type { Script } from '../../kickstart/document.ts';
import type { PreOutcome, PreRunner } from '../../kickstart/pre.ts';

/** A script that waits for a person, or for a network, would wait for ever. */
const timeoutSeconds = 120;
/** Where scripts may leave what the kickstart includes. */
const writableFolders = ['/tmp', '/run', '/var', '/root', '/mnt', '/home'];
const limits = { files: 1000, bytes: 16 * 1024 * 1024 };

/**
 * Runs %pre scripts in a confined root. A script that fails is a warning, under --erroronfail an error that ends it, unless
 * the script prepares disks: they are not there and need no preparing, and published kickstarts do that under --erroronfail.
 *
 * @param runner is asked for when there are scripts to run
 * @param scratch folder on the host for the root's mount point
 */
export function createPreRunner(runner: () => Runner, scratch: string): PreRunner {
  return {
    async run(scripts) {
      const warnings: Warning[] = [];
      const errors: ApplianceError[] = [];
      const log: string[] = [];
      await using root = await enterConfinedRoot(runner(), scratch);
      for (const [index, script] of scripts.entries()) {
        log.push(`%pre script ${index + 1}, ${formatPosition(script.position)}:`);
        const failure = await runScript(root, script, `/tmp/ks-script-${index + 1}`, log);
        if (failure === undefined) continue;
        const ends = script.errorOnFail && !preparesDisks(script);
        if (ends) errors.push(new ApplianceError({ kind: 'input', ...failure }));
        else warnings.push(failure);
        if (ends || failure.code === 'pre-script-timeout') break;
      }
      return { files: await written(root, scripts, errors), warnings, errors, log } satisfies PreOutcome;
    },
  };
}

/** Disks as Linux names them (admin-guide/devices.txt), by themselves or by what identifies them. */
const disks = /\/dev\/(?:[shv]d[a-z]|xvd[a-z]|nvme\d|mmcblk\d|disk\/|mapper\/|md\d)/;

const preparesDisks = ({ body }: Script): boolean => disks.test(body);

/** @param log gets the last lines of its output */
async function runScript(
  root: ConfinedRoot,
  script: Script,
  file: string,
  log: string[],
): Promise<Warning | undefined> {
  const { interpreter, body, position, interpreterPosition } = script;
  if (interpreter.startsWith('/') && !(await exists(await resolveInRoot(root.path, interpreter)))) {
    const message = `this machine has no ${interpreter} to run the %pre script with`;
    return { code: 'interpreter-missing', message, position: interpreterPosition, hint };
  }
  const hostFile = path.join(root.path, file);
  await fs.writeFile(hostFile, body, { mode: 0o700 });
  const result = await root.run(interpreter, [file], timeoutSeconds);
  if (result === undefined) {
    const message = `the %pre script did not end within ${timeoutSeconds} s`;
    return { code: 'pre-script-timeout', message, position, hint };
  }
  await fs.rm(hostFile, { force: true });
  log.push(...result.tail);
  if (result.exitCode === 0) return undefined;
  const last = result.tail.at(-1);
  const message = `the %pre script failed with exit code ${result.exitCode}${last === undefined ? '' : `: ${last}`}`;
  return { code: 'pre-script-failed', message, position, hint };
}

const hint = '%pre runs in a throwaway root without disks, /sys and network; --pre skip leaves it out';

async function exists(file: string): Promise<boolean> {
  return (await fs.stat(file).catch(() => undefined)) !== undefined;
}

async function written(
  root: ConfinedRoot,
  scripts: readonly Script[],
  errors: ApplianceError[],
): Promise<PreOutcome['files']> {
  try {
    return await readWrittenFiles(root.path, writableFolders, limits);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `the %pre scripts wrote more than ${limits.files} files or ${limits.bytes / 1024 / 1024} MiB`;
    errors.push(
      new ApplianceError({ kind: 'input', code: 'pre-too-large', message, position: scripts[0]?.position, hint }),
    );
    return new Map();
  }
}
