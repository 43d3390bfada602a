import type { Warning } from '../../errors.ts';
import type { SystemSpec } from '../appliance.ts';
import { timeServiceOf } from './time-sources.ts';

/** Lines about time and displays of which one wins over others. */
export function localeWarnings(system: SystemSpec): Warning[] {
  const time = timeServiceOf(system);
  return [
    ...(time?.disabledAt === undefined || time.sources.length === 0
      ? []
      : [
          {
            code: 'time-servers-unused',
            message: 'this line wins: no time service starts, and the time servers of the other lines are not written',
            position: time.disabledAt,
            hint: 'remove it, or the lines of the servers',
          },
        ]),
    ...(system.skipx === undefined || !system.xconfig?.startXOnBoot
      ? []
      : [
          {
            code: 'overridden',
            message:
              'xconfig --startxonboot has no effect: the skipx line wins, and the appliance starts without a display',
            position: system.xconfig.position,
            hint: 'remove one of the two',
          },
        ]),
  ];
}
