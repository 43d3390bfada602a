import type { Position } from '../../errors.ts';
import type { SystemSpec } from '../appliance.ts';

/** Where a machine asks for the time. */
export interface TimeSource {
  /** A pool is a name that stands for many servers. */
  readonly kind: 'server' | 'pool';
  /** Host name or address. */
  readonly host: string;
  /** Whether its answers must be authenticated: Network Time Security, RFC 8915. */
  readonly nts: boolean;
  readonly position: Position;
}

export interface TimeService {
  /** The line that forbids a time service; undefined: one runs, if the guest has one. */
  readonly disabledAt: Position | undefined;
  /** In the order of the lines; none: those that the packages bring. */
  readonly sources: readonly TimeSource[];
  /** Of the last line that speaks of time. */
  readonly position: Position;
}

/**
 * What `timezone --nontp --ntpservers` and the timesource lines say together: one line that disables wins over all
 * servers, as in anaconda.
 *
 * @returns undefined without any of these lines: the time service stays as the packages set it up
 */
export function timeServiceOf({
  timezone,
  timeSources,
}: Pick<SystemSpec, 'timezone' | 'timeSources'>): TimeService | undefined {
  const position = timeSources.at(-1)?.position ?? timezone?.position;
  if (position === undefined) return undefined;
  const disabling = timeSources.find(({ ntpDisable }) => ntpDisable) ?? (timezone?.noNtp ? timezone : undefined);
  const fromZone = (timezone?.ntpServers ?? []).map((host) => ({
    ...{ kind: 'server' as const, host, nts: false },
    position: timezone?.position ?? position,
  }));
  const fromLines = timeSources.flatMap(({ ntpServer, ntpPool, nts, position }): TimeSource[] => {
    if (ntpServer !== undefined) return [{ kind: 'server', host: ntpServer, nts, position }];
    return ntpPool === undefined ? [] : [{ kind: 'pool', host: ntpPool, nts, position }];
  });
  return { disabledAt: disabling?.position, sources: [...fromZone, ...fromLines], position };
}
