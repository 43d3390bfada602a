import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { create as createGlob } from '@actions/glob';
import { ApplianceError } from '../../errors.ts';

/**
 * @param given the input `working-directory`, relative to the workspace
 * @returns its absolute path
 * @throws ApplianceError code `bad-input` if it is no folder, or lies outside the workspace
 */
export async function workingDirectory(workspace: string, given: string): Promise<string> {
  const directory = path.resolve(workspace, given);
  const stat = await fs.stat(directory).catch(() => undefined);
  if (stat?.isDirectory() !== true) throw badInput('working-directory', `there is no folder ${given}`);
  if (!(await isInside(workspace, directory))) {
    throw badInput('working-directory', `${given} leads out of the workspace`);
  }
  return directory;
}

/**
 * @param patterns files or globs relative to the directory; those with a leading `!` take files away
 * @returns the kickstart files relative to the directory, sorted, each once
 * @throws ApplianceError code `bad-input` if there is none, or one lies outside the workspace
 */
export async function findKickstarts(
  workspace: string,
  directory: string,
  patterns: readonly string[],
): Promise<string[]> {
  if (patterns.length === 0) {
    throw badInput('kickstart', 'it is required', 'name a kickstart file below the workspace: kickstart: appliance.ks');
  }
  const escaped = directory.replaceAll(/[[*?]/g, (character) => `[${character}]`);
  const globber = await createGlob(
    patterns
      .map((pattern) =>
        pattern.startsWith('!') ? `!${path.join(escaped, pattern.slice(1))}` : path.join(escaped, pattern),
      )
      .join('\n'),
    { followSymbolicLinks: false, implicitDescendants: false, matchDirectories: false },
  );
  const found = (await globber.glob()).sort();
  if (found.length === 0) {
    throw badInput(
      'kickstart',
      `no file matches ${patterns.join(', ')}`,
      'is the repository checked out before this step?',
    );
  }
  for (const file of found) {
    if (!(await isInside(workspace, file))) {
      throw badInput('kickstart', `${path.relative(directory, file)} leads out of the workspace`);
    }
  }
  return found.map((file) => path.relative(directory, file));
}

/** Whether a path stays inside a folder when symbolic links are followed; false if it does not exist. */
export async function isInside(folder: string, file: string): Promise<boolean> {
  try {
    const [outer, inner] = await Promise.all([fs.realpath(folder), fs.realpath(file)]);
    return inner === outer || inner.startsWith(outer + path.sep);
  } catch {
    return false;
  }
}

export function badInput(name: string, problem: string, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code: 'bad-input', message: `input ${name}: ${problem}`, hint });
}
