import { ApplianceError, ApplianceErrors } from '../errors.ts';
import type { ProgressEvent, Said } from '../report/progress/events.ts';
import { type EventStream, openEventStream } from '../report/progress/for-programs.ts';
import type { Environment } from './host/environment.ts';
import { causeOf, exitCodeOf } from './print-error.ts';

export interface ProgressFlags {
  readonly progress?: 'text' | 'json';
  readonly json?: boolean;
}

/** @returns undefined if progress is for people */
function eventsOf({ progress }: ProgressFlags, { stdout }: Environment): EventStream | undefined {
  return progress === 'json' ? openEventStream((line) => stdout.write(line)) : undefined;
}

/**
 * Runs a command; what it fails with is told as an event where events are asked for.
 *
 * @returns the exit code
 * @throws whatever the command throws, where progress is for people
 */
export async function withErrorEvents(
  flags: ProgressFlags,
  environment: Environment,
  work: (events: EventStream | undefined) => Promise<number>,
): Promise<number> {
  const events = eventsOf(flags, environment);
  try {
    refuseTwoResults(flags);
    return await work(events);
  } catch (error) {
    if (events === undefined) throw error;
    events.emit(errorEvent(error));
    return exitCodeOf(error);
  }
}

/** @throws ApplianceError code `conflicting-options` */
function refuseTwoResults({ progress, json }: ProgressFlags): void {
  if (progress !== 'json' || json !== true) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'conflicting-options',
    message: '--json and --progress json both take standard output',
    hint: 'leave --json out: the last event holds the same',
  });
}

/** @param log path of the log that tells more */
export function errorEvent(thrown: unknown, log?: string): Extract<ProgressEvent, { event: 'error' }> {
  const error = causeOf(thrown);
  const errors = error instanceof ApplianceErrors ? error.errors : [error];
  const [first] = errors;
  const [known] = errors.filter((one) => one instanceof ApplianceError && one.log !== undefined) as ApplianceError[];
  return {
    event: 'error',
    kind: first instanceof ApplianceError ? first.kind : 'bug',
    log: log ?? known?.log,
    errors: errors.map(saidOf),
    exitCode: exitCodeOf(error),
  };
}

function saidOf(error: unknown): Said {
  if (error instanceof ApplianceError) {
    const { code, message, position, hint, detail } = error;
    return { code, message, position, hint, detail };
  }
  const [message = '', ...detail] = (error instanceof Error ? (error.stack ?? error.message) : String(error)).split(
    '\n',
  );
  return { code: 'bug', message: `this is a bug in appliance-build: ${message}`, detail };
}
