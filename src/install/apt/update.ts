import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { KeptFolders } from '../../cache/kept-folder.ts';
import { notKept } from '../../cache/trouble.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { AptDirectories } from './config.ts';

/** What apt's methods say on a line below the file's when nobody answers, as against an answer that is wrong. */
export const unreachable =
  /Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate the connection|Unable to connect|Connection (?:failed|refused|timed out)|Network is unreachable|No route to host|Something wicked happened resolving/i;

/**
 * Brings the package lists up to date. Lists of an earlier build come from the cache, so an unchanged repository costs
 * one request; if no repository can be reached they serve as they are, and a note says so.
 *
 * @param cached the lists of just these sources, in the cache
 * @param retries how often apt asks again, as its configuration says
 * @returns notes for the user
 * @throws ApplianceError code `repository-unreachable` or `repository-failed`, with apt's own words
 */
export async function updateLists(
  runner: Runner,
  apt: AptDirectories,
  cached: { readonly folders: KeptFolders; readonly key: string },
  retries = 0,
): Promise<string[]> {
  const { folders, key } = cached;
  const saved = await folders.copyOut(key, apt.lists);
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
    if (nobodyAnswers && saved !== undefined) {
      await fs.rm(apt.lists, { recursive: true, force: true });
      const again = await folders.copyOut(key, apt.lists);
      if (again !== undefined)
        return [
          `no package repository can be reached; using the package lists of ${again.toISOString().slice(0, 16)}Z from the cache`,
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
    await folders.putBack(key, apt.lists, (name) => !name.includes('/') && listFile.test(name));
    return [];
  } catch (error) {
    return [notKept('the package lists', error)];
  }
}

const listFile = /_(?:InRelease|Release|Release\.gpg|Packages(?:\.\w+)?)$/;
