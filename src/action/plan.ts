import * as path from 'node:path';
import { findKickstarts, workingDirectory } from './inputs/workspace.ts';
import { inputsOfJob, type Job } from './job.ts';

export interface MatrixEntry {
  /** Relative to the working directory. */
  readonly kickstart: string;
  /** The file's name without its ending; unique in the matrix. */
  readonly name: string;
}

/**
 * The action `plan`: a matrix with an entry for each kickstart. It looks at names alone, so it needs neither root nor tools,
 * and builds nothing of what a pull request brings.
 *
 * @throws ApplianceErrors, ApplianceError for inputs that are wrong
 */
export async function planAction(job: Job): Promise<readonly MatrixEntry[]> {
  const inputs = inputsOfJob('plan', job);
  const directory = await workingDirectory(job.workspace, inputs['working-directory'] ?? '.');
  const kickstarts = await findKickstarts(job.workspace, directory, inputs.kickstart);
  const entries = matrixOf(kickstarts);
  for (const { kickstart, name } of entries) job.log.line(`${name}: ${kickstart}`);
  job.setOutput('matrix', JSON.stringify({ include: entries }));
  job.setOutput('count', String(entries.length));
  job.setOutput('json', JSON.stringify({ appliances: entries }));
  return entries;
}

/** Kickstarts of one name in several folders are told apart by as much of the path as it takes. */
export function matrixOf(kickstarts: readonly string[]): MatrixEntry[] {
  const stem = (file: string) => file.replace(/\.[^./]*$/, '');
  const base = (file: string) => path.posix.basename(stem(file));
  const counts = new Map<string, number>();
  for (const file of kickstarts) counts.set(base(file), (counts.get(base(file)) ?? 0) + 1);
  return kickstarts.map((kickstart) => ({
    kickstart,
    name: counts.get(base(kickstart)) === 1 ? base(kickstart) : stem(kickstart).replaceAll('/', '-'),
  }));
}
