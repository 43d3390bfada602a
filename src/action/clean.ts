import * as fs from 'node:fs/promises';
import { createRunner } from '../host/program/run.ts';
import { sanePath } from '../host/root/mount.ts';
import type { Job } from './job.ts';

/**
 * Removes what the action put below RUNNER_TEMP. The runner empties that folder between jobs with rights of its own, which
 * do not suffice for what root wrote there.
 */
export async function cleanAction({ temporary, log }: Pick<Job, 'temporary' | 'log'>): Promise<void> {
  try {
    await fs.rm(temporary, { recursive: true, force: true });
    return;
  } catch (error) {
    log.debug(`as root, then: ${String(error)}`);
  }
  // Not the job's signal: this is what has to happen when a job is cancelled.
  const runner = createRunner({ signal: new AbortController().signal, log: log.debug, env: { PATH: sanePath } });
  await runner.run('sudo', ['--non-interactive', '--', 'rm', '-rf', '--one-file-system', '--', temporary]);
}
