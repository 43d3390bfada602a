import * as fs from 'node:fs/promises';
import { setOutput } from '@actions/core';
import { ApplianceError, ApplianceErrors } from '../errors.ts';
import { annotateErrors, type Job, jobFacts } from './job.ts';
import { createActionLog } from './log/action-log.ts';

/**
 * Runs a step of a job: the one place where an action meets its process. What it throws becomes an annotation and a failed
 * step; a cancelled job aborts its signal.
 *
 * @param work does it; `false`: the step failed, and has told why
 */
export async function startAction(node: NodeJS.Process, work: (job: Job) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) node.on(signal, () => controller.abort(signal));
  const log = createActionLog({ stream: node.stdout });
  // A client's request that nobody waits for any more must not end the build it was made for.
  node.on('unhandledRejection', (reason) => log.debug(`unhandled rejection: ${String(reason)}`));
  const variables = { ...node.env };
  const facts = await jobFacts({
    variables,
    currentDirectory: node.cwd(),
    isRoot: node.getuid?.() === 0,
  });
  const job: Job = {
    ...facts,
    log,
    signal: controller.signal,
    setOutput,
    async addSummary(markdown) {
      const file = variables['GITHUB_STEP_SUMMARY'];
      if (file !== undefined && file !== '') await fs.appendFile(file, `${markdown}\n`);
    },
  };
  const ok = await attempt(job, work);
  log.close();
  // Idle connections of the clients would keep the process, and the job, waiting.
  node.stdout.write('', () => node.exit(ok ? 0 : 1));
}

async function attempt(job: Job, work: (job: Job) => Promise<unknown>): Promise<boolean> {
  try {
    return (await work(job)) !== false;
  } catch (error) {
    if (job.signal.aborted) job.log.line(`cancelled by ${String(job.signal.reason)}`);
    else if (error instanceof ApplianceErrors) annotateErrors(job.log, error.errors);
    else if (error instanceof ApplianceError) annotateErrors(job.log, [error]);
    else
      job.log.annotate(
        'error',
        `a bug of appliance-build: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    return false;
  }
}
