import * as path from 'node:path';
import { everyExitCode } from '../../host/root/chroot.ts';
import { findProgram, firstExisting, type Guest } from '../guest.ts';

const unitFolders = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
const unitSuffix = /\.(?:service|socket|target|timer|mount|automount|path|slice|swap|device|scope)$/;

/** systemd.unit(5): a name without a type is a service. */
const withType = (name: string) => {
  const [type = '.service'] = unitSuffix.exec(name) ?? [];
  return { base: name.replace(unitSuffix, ''), type };
};

/**
 * The unit that a name of the kickstart means in this guest: the unit itself, else what the family calls it, of whatever
 * type. An instance (`getty@tty2`) is looked up by its template, an init script by its name. Another name of a unit is a
 * link to it, which systemctl(1) refuses to switch: then it is the unit that counts.
 *
 * @returns undefined if it is not installed
 */
export async function findUnit(
  name: string,
  { files, family }: Pick<Guest, 'files' | 'family'>,
): Promise<string | undefined> {
  const { base, type } = withType(name);
  for (const candidate of [base, ...(family.unitAliases[base] ?? [])]) {
    const unit = `${candidate}${type}`;
    const template = `${candidate.replace(/@.*/s, '@')}${type}`;
    const place = await firstExisting(
      files,
      unitFolders.map((folder) => `${folder}/${template}`),
    );
    if (place !== undefined) return template === unit ? await linkedUnit(unit, place, files) : unit;
    if (await files.exists(`/etc/init.d/${candidate}`)) return unit;
  }
  return undefined;
}

async function linkedUnit(unit: string, place: string, files: Guest['files']): Promise<string> {
  const target = path.basename(await files.path(place));
  const places = unitFolders.map((folder) => `${folder}/${target}`);
  return unitSuffix.test(target) && (await firstExisting(files, places)) !== undefined ? target : unit;
}

/** What systemctl says of a unit without an [Install] section, and ends with 0. */
const isStatic = /^The unit files have no (?:installation config|\[Install\] section)/;

/**
 * Enables or disables a unit without a running manager.
 *
 * @returns what went wrong, in one line; undefined if it worked
 */
export async function switchUnit(
  action: 'enable' | 'disable',
  unit: string,
  { files, chroot }: Pick<Guest, 'files' | 'chroot'>,
): Promise<string | undefined> {
  if ((await findProgram(files, 'systemctl')) === undefined) return 'the guest has no systemd';
  const { exitCode, tail } = await chroot.run('systemctl', [action, unit], {
    okCodes: everyExitCode,
    logOutput: true,
  });
  if (exitCode !== 0) return tail.at(-1) ?? `systemctl failed with exit code ${exitCode}`;
  return action === 'enable' && tail.some((line) => isStatic.test(line))
    ? 'it has no [Install] section, other units start it when they need it'
    : undefined;
}
