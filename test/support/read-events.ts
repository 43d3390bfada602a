import assert from 'node:assert/strict';
import type { ProgressEvent } from '../../src/report/progress/events.ts';

/** The events of a program's standard output, which holds nothing else. */
export function readEvents(stdout: string): ProgressEvent[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The one event of its kind. */
export function theEvent<Kind extends ProgressEvent['event']>(
  events: readonly ProgressEvent[],
  kind: Kind,
): Extract<ProgressEvent, { event: Kind }> {
  const found = events.filter((event): event is Extract<ProgressEvent, { event: Kind }> => event.event === kind);
  assert.equal(found.length, 1, `events of the kind ${kind}`);
  return found[0] as Extract<ProgressEvent, { event: Kind }>;
}
