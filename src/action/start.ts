import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { setOutput } from '@actions/core';
import { ApplianceError, ApplianceErrors } from '../errors.ts';
import { annotateErrors, type Job, jobFacts } from './job.ts';
import { createActionLog } from './log/action-log.ts';
import type { ProgramParts } from './program.ts';

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
  // Clients throw from event handlers, too.
  node.on('uncaughtException', (error) => {
    log.annotate('error', bugText(error));
    end(false);
  });
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
  end(await attempt(job, work));

  function end(ok: boolean): void {
    log.close();
    // Idle connections of the clients would keep the process, and the job, waiting.
    node.stdout.write('', () => node.exit(ok ? 0 : 1));
  }
}

function bugText(error: unknown): string {
  return `a bug of appliance-build: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

async function attempt(job: Job, work: (job: Job) => Promise<unknown>): Promise<boolean> {
  try {
    return (await work(job)) !== false;
  } catch (error) {
    if (job.signal.aborted) job.log.line(`cancelled by ${String(job.signal.reason)}`);
    else if (error instanceof ApplianceErrors) annotateErrors(job, error.errors);
    else if (error instanceof ApplianceError) annotateErrors(job, [error]);
    else job.log.annotate('error', bugText(error));
    return false;
  }
}

/**
 * What an action needs to run the command line.
 *
 * @param entryFolder where the entry lies: dist/actions
 */
export function programParts(node: NodeJS.Process, entryFolder: string): ProgramParts {
  const user = node.getuid?.();
  return {
    distribution: path.dirname(entryFolder),
    node: node.execPath,
    owner: user === 0 ? undefined : `${user}:${node.getgid?.()}`,
  };
}
