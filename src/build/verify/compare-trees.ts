import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { throwIfInterrupted } from '../../host/program/run.ts';
import { firstDifference } from './first-difference.ts';

/** A path that is not the same in two trees, and what of it differs: `/etc/hosts: byte 12 of its content`. */
export interface TreeDifference {
  readonly path: string;
  readonly what: string;
}

/**
 * Compares two mounted filesystems by everything a guest can see of a file but the order in folders and the times of change
 * and access.
 *
 * @param most ends the comparison after so many differences
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
export async function compareTrees(
  [one, other]: readonly [string, string],
  most: number,
  signal: AbortSignal,
): Promise<TreeDifference[]> {
  const found: TreeDifference[] = [];
  const walk = async (folder: string): Promise<void> => {
    const [left, right] = await Promise.all([namesIn(path.join(one, folder)), namesIn(path.join(other, folder))]);
    for (const name of [...new Set([...left, ...right])].sort()) {
      if (found.length >= most) return;
      throwIfInterrupted(signal);
      const here = `${folder}/${name}`;
      if (!left.includes(name) || !right.includes(name)) {
        found.push({ path: here, what: `only in the ${left.includes(name) ? 'first' : 'second'} build` });
        continue;
      }
      await compare(here);
    }
  };
  const compare = async (here: string): Promise<void> => {
    const [mine, its] = [path.join(one, here), path.join(other, here)];
    const [left, right] = await Promise.all([fs.lstat(mine), fs.lstat(its)]);
    const what = differingProperty(left, right) ?? (await differingContent(left, [mine, its], signal));
    if (what !== undefined) found.push({ path: here === '' ? '/' : here, what });
    if (left.isDirectory() && right.isDirectory()) await walk(here);
  };
  await compare('');
  return found;
}

const namesIn = async (folder: string) => await fs.readdir(folder);

const properties: readonly (readonly [what: string, of: (stats: Stats) => string | number])[] = [
  ['its type and permissions', ({ mode }) => mode.toString(8)],
  ['its owner', ({ uid, gid }) => `${uid}:${gid}`],
  ['its links', ({ nlink }) => nlink],
  ['its device number', ({ rdev }) => rdev],
];

function differingProperty(left: Stats, right: Stats): string | undefined {
  for (const [what, of] of properties) {
    if (of(left) !== of(right)) return `${what}: ${of(left)} and ${of(right)}`;
  }
  return undefined;
}

async function differingContent(
  left: Stats,
  [mine, its]: readonly [string, string],
  signal: AbortSignal,
): Promise<string | undefined> {
  if (left.isFile()) {
    const offset = await firstDifference([mine, its], signal);
    if (offset !== undefined) return `its content from byte ${offset} on`;
  }
  if (left.isSymbolicLink()) {
    const [target, other] = await Promise.all([fs.readlink(mine), fs.readlink(its)]);
    if (target !== other) return `its target: ${target} and ${other}`;
  }
  const right = await fs.lstat(its);
  if (left.mtimeMs === right.mtimeMs) return undefined;
  return `its time: ${left.mtime.toISOString()} and ${right.mtime.toISOString()}`;
}
