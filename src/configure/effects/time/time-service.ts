import type { TimeService, TimeSource } from '../../../appliance/locale/time-sources.ts';
import { ApplianceError } from '../../../errors.ts';
import { firstExisting, type Guest } from '../../guest.ts';
import { findUnit, switchUnit } from '../units.ts';
import { replaceServers, serverLines, sourceFolders, timesyncdText } from './server-lines.ts';

interface Daemon {
  readonly unit: string;
  /** Whether it can authenticate servers by NTS. */
  readonly nts: boolean;
  readonly write: (sources: readonly TimeSource[], files: Guest['files']) => Promise<void>;
}

const writeIn =
  (...places: readonly [string, ...string[]]): Daemon['write'] =>
  async (sources, files) => {
    const file = (await firstExisting(files, places)) ?? places[0];
    const text = (await files.read(file)) ?? '';
    await files.write(file, replaceServers(text, serverLines(sources)));
    for (const folder of sourceFolders(text)) {
      for (const name of await files.list(folder)) {
        const further = (await files.read(`${folder}/${name}`)) ?? '';
        const left = replaceServers(further, []);
        if (left !== further) await files.write(`${folder}/${name}`, left);
      }
    }
  };

/** Time services whose servers can be set, in order of preference: systemd's own comes with systemd in some guests. */
const daemons: readonly Daemon[] = [
  { unit: 'chronyd', nts: true, write: writeIn('/etc/chrony.conf', '/etc/chrony/chrony.conf') },
  { unit: 'ntpsec', nts: true, write: writeIn('/etc/ntpsec/ntp.conf', '/etc/ntp.conf') },
  { unit: 'ntpd', nts: false, write: writeIn('/etc/ntp.conf') },
  {
    unit: 'systemd-timesyncd',
    nts: false,
    write: (sources, files) => files.write('/etc/systemd/timesyncd.conf.d/50-kickstart.conf', timesyncdText(sources)),
  },
];
const furtherUnits = ['ntp', 'openntpd'];

/**
 * Sets the servers of the guest's time service and enables it, or disables all of them.
 *
 * @throws ApplianceError code `nts-missing`: without authentication the machine would believe anybody
 */
export async function applyTimeService({ disabledAt, sources, position }: TimeService, guest: Guest): Promise<void> {
  if (disabledAt !== undefined) {
    const units = new Set<string>();
    for (const name of [...daemons.map(({ unit }) => unit), ...furtherUnits]) {
      const unit = await findUnit(name, guest);
      if (unit !== undefined) units.add(unit);
    }
    for (const unit of units) await switchOrWarn('disable', unit);
    return;
  }
  for (const daemon of daemons) {
    const unit = await findUnit(daemon.unit, guest);
    if (unit === undefined) continue;
    const authenticated = sources.find(({ nts }) => nts);
    if (authenticated !== undefined && !daemon.nts) throw withoutNts(unit, authenticated);
    if (sources.length > 0) await daemon.write(sources, guest.files);
    await switchOrWarn('enable', unit);
    return;
  }
  if (sources.length > 0) {
    guest.warn({
      code: 'time-service-missing',
      message: 'the time servers have no effect: the guest has no time service that can be set up',
      position,
      hint: 'add chrony to %packages',
    });
  }

  async function switchOrWarn(action: 'enable' | 'disable', unit: string): Promise<void> {
    const problem = await switchUnit(action, unit, guest);
    if (problem === undefined) return;
    guest.warn({ code: `service-not-${action}d`, message: `can't ${action} ${unit}: ${problem}`, position });
  }
}

const withoutNts = (unit: string, { host, position }: TimeSource) =>
  new ApplianceError({
    kind: 'build',
    code: 'nts-missing',
    message: `the guest's time service, ${unit}, can't authenticate ${host} by NTS`,
    position,
    hint: 'put chrony in its place in %packages, or leave --nts out',
  });
