import * as fs from 'node:fs/promises';
import { clampTimes } from '../host/files/file-times.ts';
import type { Runner } from '../host/program/run.ts';
import { rootFiles } from '../host/root/root-files.ts';

const secondsOfDay = 86_400;

/**
 * Takes the time of the build out of a root: nothing in it is newer than the epoch, neither a file nor the day of an account's
 * last change of password.
 */
export async function settleTimes(runner: Runner, root: string, epochSeconds: number): Promise<void> {
  const files = rootFiles(root);
  const before = await files.read('/etc/shadow');
  if (before !== undefined) {
    const after = clampShadowDays(before, Math.floor(epochSeconds / secondsOfDay));
    // In place: owner, mode and label stay.
    if (after !== before) await fs.writeFile(await files.path('/etc/shadow'), after);
  }
  await clampTimes(runner, root, epochSeconds);
}

/** shadow(5): the third field is the day of the last change, counted from 1970. Empty and 0 have meanings of their own. */
export function clampShadowDays(shadow: string, day: number): string {
  return shadow
    .split('\n')
    .map((line) => {
      const fields = line.split(':');
      if (Number(fields[2]) > day) fields[2] = String(day);
      return fields.join(':');
    })
    .join('\n');
}
