import { ApplianceError } from '../../../errors.ts';
import type { TimezoneCommand } from '../../../kickstart/document.ts';
import type { Guest } from '../../guest.ts';

const zoneFolder = '/usr/share/zoneinfo';
const universal: ReadonlySet<string> = new Set([
  'UTC',
  'Etc/UTC',
  'Etc/GMT',
  'GMT',
  'Etc/Universal',
  'Universal',
  'Zulu',
]);
const zoneName = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;

/** adjtime(5): no drift known; the third line says how the hardware clock runs. */
const adjtimeText = (utc: boolean) => `0.0 0 0.0\n0\n${utc ? 'UTC' : 'LOCAL'}\n`;

/**
 * Sets /etc/localtime (a relative link, localtime(5)), the zone's name and the hardware clock's mode.
 *
 * @throws ApplianceError codes `unknown-timezone`, `tzdata-missing`
 */
export async function applyTimezone(line: TimezoneCommand, { files, family }: Guest): Promise<void> {
  const { zone, utc, position } = line;
  if (zone === undefined) {
    if (utc) await files.write('/etc/adjtime', adjtimeText(utc));
    return;
  }
  if (await haveZone(zone)) await files.link('/etc/localtime', `..${zoneFolder}/${zone}`);
  // Without the link the guest runs in UTC (localtime(5)).
  else await files.remove('/etc/localtime');
  if (family.timezoneFile !== undefined) await files.write(family.timezoneFile, `${zone}\n`);
  await files.write('/etc/adjtime', adjtimeText(utc));

  /** False for a zone that needs no data. */
  async function haveZone(zone: string): Promise<boolean> {
    const wellFormed = zoneName.test(zone);
    if (wellFormed && (await files.exists(`${zoneFolder}/${zone}`))) return true;
    if (wellFormed && (await files.list(zoneFolder)).length === 0) {
      if (universal.has(zone)) return false;
      throw new ApplianceError({
        kind: 'build',
        code: 'tzdata-missing',
        message: `the guest has no time zone data, so ${zone} can't be set`,
        position,
        hint: `add ${family.packages.timezones} to %packages`,
      });
    }
    const old = family.packages.oldTimezones;
    const oldNames = old === undefined ? '' : `; old names such as US/Eastern may need the package ${old}`;
    throw new ApplianceError({
      kind: 'input',
      code: 'unknown-timezone',
      message: `there is no time zone ${zone}`,
      position,
      hint: `zones are named like Europe/Berlin${oldNames}`,
    });
  }
}
