import type { ActionLog } from '../ports.ts';

/** What the client's output said, of which its results say nothing. */
export interface ClientWords {
  take(line: string): void;
  /** Why it did not do what it should; undefined if it had nothing to complain about. */
  reason(): string | undefined;
  /** Whether somebody else has an entry with the same key, or is making one. */
  readonly isTaken: boolean;
}

/**
 * Listens to @actions/cache, which prints for the runner. Nothing of it is an error of the job, and some of it comes from
 * elsewhere: it all becomes debug output, but for what is to be masked.
 */
export function listenToClient(log: Pick<ActionLog, 'debug' | 'mask'>): ClientWords {
  const complaints: string[] = [];
  let reservation: string | undefined;
  return {
    take(line) {
      const [, name, data = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
      const text = name === undefined ? line : unescaped(data);
      if (name === 'add-mask') {
        log.mask(text);
        return;
      }
      log.debug(text);
      if (name === 'debug') reservation ??= /^Failed to reserve cache: (?:Error: )?(.*)/.exec(text)?.[1];
      else if (name === 'warning' || name === 'error' || /^Failed to (?:save|restore): /.test(text)) {
        complaints.push(text);
      }
    },
    // The complaint about a reservation always supposes that another job is at it; the debug line knows better.
    reason: () => plain(reservation ?? complaints[0]),
    get isTaken() {
      return reservation?.includes('(409)') === true;
    },
  };
}

function plain(complaint: string | undefined): string | undefined {
  return complaint?.split('\n')[0]?.replace(/^Failed to (?:save|restore): /, '');
}

/** The reverse of what @actions/core does to the data of a command (its escapeData). */
function unescaped(data: string): string {
  return data.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}
