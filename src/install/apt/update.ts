import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { placeAtomically } from '../../cache/content-store.ts';
import { notKept } from '../../cache/trouble.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/run.ts';
import type { AptDirectories } from './config.ts';

/** What apt's methods say on a line below the file's when nobody answers, as against an answer that is wrong. */
export const unreachable =
  /Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate the connection|Unable to connect|Connection (?:failed|refused|timed out)|Network is unreachable|No route to host|Something wicked happened resolving/i;

/**
 * Brings the package lists up to date. Lists of an earlier build come from the cache, so an unchanged repository costs
 * one request; if no repository can be reached they serve as they are, and a note says so.
 *
 * @param cachedLists folder in the cache that holds the lists of just these sources
 * @param retries how often apt asks again, as its configuration says
 * @returns notes for the user
 * @throws ApplianceError code `repository-unreachable` or `repository-failed`, with apt's own words
 */
export async function updateLists(
  runner: Runner,
  apt: AptDirectories,
  cachedLists: string,
  retries = 0,
): Promise<string[]> {
  const cached = await copyLists(cachedLists, apt.lists);
  await fs.mkdir(path.join(apt.lists, 'partial'), { recursive: true });
  const complaints: string[] = [];
  try {
    await runner.run('apt-get', ['-q', '-y', 'update', '--error-on=any'], {
      env: { APT_CONFIG: apt.configFile },
      logOutput: true,
      failure: 'cannot read the package repositories',
      // Else apt waits for each further file of a mirror that is silent; who asks for retries wants just that.
      ...(retries > 0 ? {} : { abandonAt: unreachable }),
      onLine: (line) => {
        if (/^(?:[EW]|Err:\d+|Ign:\d+):? /.test(line) || unreachable.test(line)) complaints.push(line);
      },
    });
  } catch (error) {
    if (!(error instanceof ApplianceError) || error.kind !== 'build') throw error;
    const nobodyAnswers = complaints.some((line) => unreachable.test(line));
    if (nobodyAnswers && cached !== undefined) {
      await fs.rm(apt.lists, { recursive: true, force: true });
      await copyLists(cachedLists, apt.lists);
      return [
        `no package repository can be reached; using the package lists of ${cached.toISOString().slice(0, 16)}Z from the cache`,
      ];
    }
    throw new ApplianceError({
      kind: 'build',
      code: nobodyAnswers ? 'repository-unreachable' : 'repository-failed',
      message: nobodyAnswers
        ? 'no package repository can be reached, and the cache holds no package lists for them'
        : 'a package repository gave no usable package lists',
      detail: [...new Set(complaints)],
      hint: 'check the url and repo lines, or without them the apt sources of this host, and the network',
      cause: error,
    });
  }
  try {
    await saveLists(apt.lists, cachedLists);
    return [];
  } catch (error) {
    return [notKept('the package lists', error)];
  }
}

/** @returns when the lists were saved; undefined if the cache has none */
async function copyLists(from: string, to: string): Promise<Date | undefined> {
  const saved = await fs.stat(from).catch(() => undefined);
  if (saved === undefined) return undefined;
  await fs.cp(from, to, { recursive: true, preserveTimestamps: true });
  return saved.mtime;
}

const listFile = /_(?:InRelease|Release|Release\.gpg|Packages(?:\.\w+)?)$/;

async function saveLists(lists: string, cachedLists: string): Promise<void> {
  const names = (await fs.readdir(lists)).filter((name) => listFile.test(name)).sort();
  const now = new Date();
  if (await sameFiles(lists, cachedLists, names)) {
    await fs.utimes(cachedLists, now, now);
    return;
  }
  await placeFolder(cachedLists, async (temporary) => {
    await fs.mkdir(temporary);
    for (const name of names) {
      const target = path.join(temporary, name);
      await fs.cp(path.join(lists, name), target, { preserveTimestamps: true });
    }
  });
}

/** A folder can't be renamed over one that isn't empty; a build that loses the race keeps the winner's lists. */
async function placeFolder(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await placeAtomically(target, async (temporary) => {
    await write(temporary);
    await fs.rm(target, { recursive: true, force: true });
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function sameFiles(one: string, other: string, names: readonly string[]): Promise<boolean> {
  const describe = async (folder: string) => {
    const stats = await Promise.all(names.map((name) => fs.stat(path.join(folder, name)).catch(() => undefined)));
    return JSON.stringify(
      stats.map((stat) => (stat === undefined ? null : [stat.size, Math.floor(stat.mtimeMs / 1000)])),
    );
  };
  return (await describe(one)) === (await describe(other));
}
