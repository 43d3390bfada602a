// Folders of a job, as a runner lays them out, and actions made up for tests.
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { events } from './events.ts';
import type { JobOptions } from './job.ts';
import type { RunnerUser } from './user.ts';

export interface JobSite {
  readonly workspace: string;
  readonly temporary: string;
  readonly toolCache: string;
}

/** @param directory everybody may enter it from now on, as a user that is not root must */
export function makeJobSite(directory: string): JobSite {
  chmodSync(directory, 0o755);
  const names = ['work/appliances/appliances', 'work/_temp', 'tools'];
  const [workspace, temporary, toolCache] = names.map((name) => {
    const folder = path.join(directory, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }) as [string, string, string];
  return { workspace, temporary, toolCache };
}

/** Gives the folders of a job to the user that it runs as. */
export function giveSite(site: JobSite, user: RunnerUser): void {
  for (const folder of Object.values<string>({ ...site })) chownSync(folder, user.uid, user.gid);
}

/** Options of a job of a hosted runner for a push; what a test is about goes on top. */
export function jobOptions(site: JobSite, action: string): JobOptions {
  return { ...site, action, event: events.push };
}

/** Writes files, given by their paths, into a folder. @returns the folder */
export function writeTree(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}
