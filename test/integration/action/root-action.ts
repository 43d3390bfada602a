// Runs our own actions as users do: what a ref of this repository holds, without node_modules, against the stand-in of
// GitHub's services.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { TestContext } from 'node:test';
import { type ResultsService, startResultsService } from '../../emulator/results-service.ts';
import { mainBranch, type Scope } from '../../emulator/token.ts';
import type { JobOptions } from '../../support/actions-runner/job.ts';
import { giveSite, type JobSite, jobOptions, makeJobSite } from '../../support/actions-runner/job-site.ts';
import type { JobResult } from '../../support/actions-runner/result.ts';
import { runAction } from '../../support/actions-runner/run-job.ts';
import { repository, temporaryDirectory } from '../../support/run-cli.ts';
import { loopDevicesOf, mountsOf, processesOf } from '../../support/traces.ts';

export interface RunOptions extends Partial<Omit<JobOptions, 'action' | 'services'>> {
  /** Folder of the action, from the repository's root. */
  readonly action?: string;
  /** What the job's token allows in the cache. */
  readonly scopes?: readonly Scope[];
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** RUNNER_TOOL_CACHE that an earlier job had, as on a runner that stays. */
  readonly toolCache?: string;
}

/** A job that is over, and the folders it had. */
export interface Finished extends JobResult {
  readonly site: JobSite;
  /** Of the whole job. */
  readonly seconds: number;
}

export interface RootAction {
  readonly service: ResultsService;
  /** Each job has a workspace, a RUNNER_TEMP and a RUNNER_TOOL_CACHE of its own, all empty. */
  run(t: TestContext, inputs: Readonly<Record<string, string>>, options?: RunOptions): Promise<Finished>;
  close(): Promise<void>;
}

export async function openRootAction(): Promise<RootAction> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'results-service-'));
  const service = await startResultsService({ directory });
  return {
    service,
    async run(t, inputs, { action = '.', scopes = mainBranch, files = {}, toolCache, ...more } = {}) {
      const parent = temporaryDirectory(t);
      const shipped = ship(parent);
      const site = { ...makeJobSite(parent), ...(toolCache === undefined ? {} : { toolCache }) };
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(site.workspace, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      if (more.user !== undefined) giveSite(site, more.user);
      const start = performance.now();
      const result = await runAction({
        ...jobOptions(site, path.join(shipped, action)),
        repositoryRoot: shipped,
        services: service.environment({ scopes }),
        inputs,
        ...more,
      });
      return { ...result, site, seconds: (performance.now() - start) / 1000 };
    },
    async close() {
      await service.close();
    },
  };
}

/** What the runner downloads of a ref, as far as actions need it. */
function ship(parent: string): string {
  const shipped = path.join(parent, '_actions/appliance-build/appliance-build/v1');
  for (const name of ['action.yml', 'actions', 'dist', 'package.json']) {
    cpSync(path.join(repository, name), path.join(shipped, name), { recursive: true });
  }
  return shipped;
}

/** Nothing of the job is left on the machine beside what is in the workspace and the tool cache. */
export function assertCleanAfter({ site, leftovers, orphans }: Finished, what: string): void {
  const folder = path.dirname(site.temporary);
  assert.deepEqual(orphans, [], `${what}: processes outlive the job`);
  assert.deepEqual(leftovers, [], `${what}: the runner can't delete files in RUNNER_TEMP`);
  assert.deepEqual(readdirSync(site.temporary), [], `${what}: files in RUNNER_TEMP`);
  assert.deepEqual(mountsOf(folder), [], `${what}: mounts are left`);
  assert.deepEqual(loopDevicesOf(folder), [], `${what}: loop devices are left`);
  assert.deepEqual(processesOf(folder), [], `${what}: processes are left`);
}

/** The whole log, for the message of a failed assertion. */
export function tailOf({ log }: JobResult): string {
  return log.slice(-60).join('\n');
}
