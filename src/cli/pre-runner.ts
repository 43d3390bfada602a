import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError, type Warning } from '../errors.ts';
import { type ConfinedRoot, enterConfinedRoot } from '../host/confined-root.ts';
import { resolveInRoot } from '../host/root-files.ts';
import type { Runner } from '../host/run.ts';
import { readWrittenFiles } from '../host/written-files.ts';
import type { Script } from '../kickstart/document.ts';
import type { PreOutcome, PreRunner } from '../kickstart/pre.ts';

/** A script that waits for a person, or for a network, would wait for ever. */
const timeoutSeconds = 120;
/** Where scripts may leave what the kickstart includes. */
const writableFolders = ['/tmp', '/run', '/var', '/root', '/mnt', '/home'];
const limits = { files: 1000, bytes: 16 * 1024 * 1024 };

/**
 * Runs %pre scripts in a confined root. A script that fails is a warning, with --erroronfail too: many prepare disks, which
 * are not there and need no preparing. If it fails to write what is included, that is an error soon enough.
 *
 * @param runner is asked for when there are scripts to run
 * @param scratch folder on the host for the root's mount point
 */
export function createPreRunner(runner: () => Runner, scratch: string): PreRunner {
  return {
    async run(scripts) {
      const warnings: Warning[] = [];
      await using root = await enterConfinedRoot(runner(), scratch);
      for (const [index, script] of scripts.entries()) {
        const failure = await runScript(root, script, `/tmp/ks-script-${index + 1}`);
        if (failure !== undefined) warnings.push(failure);
        if (failure?.code === 'pre-script-timeout') break;
      }
      const errors: ApplianceError[] = [];
      return { files: await written(root, scripts, errors), warnings, errors } satisfies PreOutcome;
    },
  };
}

async function runScript(root: ConfinedRoot, script: Script, file: string): Promise<Warning | undefined> {
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
