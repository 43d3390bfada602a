import type { Runner } from '../program/run.ts';

/**
 * Gives every file, folder and link of a tree that was changed after a moment the time of that moment. Other filesystems in it
 * are left alone.
 *
 * @param root absolute path
 */
export async function clampTimes(runner: Runner, root: string, epochSeconds: number): Promise<void> {
  const moment = `@${epochSeconds}`;
  await runner.run(
    'find',
    [root, '-xdev', '-newermt', moment, ...['-exec', 'touch', '--no-dereference', `--date=${moment}`, '--', '{}', '+']],
    { failure: `the times of the files in ${root} cannot be set` },
  );
}
