import { everyExitCode } from '../../host/chroot.ts';
import { findProgram, firstExisting, type Guest } from '../guest.ts';

const unitFolders = ['/etc/systemd/system', '/run/systemd/system', '/usr/lib/systemd/system', '/lib/systemd/system'];
const unitSuffix = /\.(?:service|socket|target|timer|mount|automount|path|slice|swap|device|scope)$/;

/** systemd.unit(5): a name without a type is a service. */
const unitName = (name: string) => (unitSuffix.test(name) ? name : `${name}.service`);

/**
 * The unit that a name of the kickstart means in this guest: the unit itself, else what the family calls it.
 * An instance (`getty@tty2`) is looked up by its template, an init script by its name.
 *
 * @returns undefined if it is not installed
 */
export async function findUnit(
  name: string,
  { files, family }: Pick<Guest, 'files' | 'family'>,
): Promise<string | undefined> {
  const alias = family.unitAliases[name.replace(/\.service$/, '')];
  for (const candidate of [...(alias === undefined ? [] : [alias]), name]) {
    const unit = unitName(candidate);
    const template = unit.replace(/@[^.]*\./, '@.');
    const places = unitFolders.map((folder) => `${folder}/${template}`);
    const script = `/etc/init.d/${unit.replace(/\.service$/, '')}`;
    if ((await firstExisting(files, [...places, script])) !== undefined) return unit;
  }
  return undefined;
}

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
  return exitCode === 0 ? undefined : (tail.at(-1) ?? `systemctl failed with exit code ${exitCode}`);
}
