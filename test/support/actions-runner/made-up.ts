// Runs actions that are made up for a test, in folders of their own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import type { JobOptions } from './job.ts';
import { giveSite, type JobSite, jobOptions, makeJobSite, writeTree } from './job-site.ts';
import type { JobResult, StepResult } from './result.ts';
import { runAction } from './run-job.ts';

/** What every action.yml must have. */
export const actionHead = 'name: made up\ndescription: for a test\n';

/**
 * @param yaml action.yml of the root, without name and description
 * @param files further files of the action's repository, by path
 */
export async function runMadeUp(
  t: TestContext,
  yaml: string,
  files: Readonly<Record<string, string>> = {},
  options: Partial<JobOptions> | ((site: JobSite) => Partial<JobOptions>) = {},
): Promise<JobResult> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'runner-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const action = writeTree(path.join(directory, 'actions'), { 'action.yml': actionHead + yaml, ...files });
  const site = makeJobSite(directory);
  const more = typeof options === 'function' ? options(site) : options;
  if (more.user !== undefined) giveSite(site, more.user);
  return await runAction({ ...jobOptions(site, action), ...more });
}

export function stepOf(result: JobResult, id: string): StepResult {
  const found = result.steps.find((one) => one.id === id);
  assert.ok(found !== undefined, `no step ${id}`);
  return found;
}

export function outcomesOf(result: JobResult): string[] {
  return result.steps.map(({ id, outcome }) => `${id} ${outcome}`);
}
