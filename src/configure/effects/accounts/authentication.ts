import { ApplianceError } from '../../../errors.ts';
import type { AuthCommand, AuthselectCommand } from '../../../kickstart/document.ts';
import { findProgram, type Guest } from '../../guest.ts';

/** Features of authselect, and options of authconfig, that a profile of pam-auth-update(8) brings. */
const pamProfiles: Readonly<Record<string, string>> = {
  'with-mkhomedir': 'mkhomedir',
  '--enablemkhomedir': 'mkhomedir',
};
/** What every guest does anyway. */
const given: readonly RegExp[] = [
  /^(?:select|--force|-f|--quiet|-q|--nobackup)$/,
  /^(?:local|minimal|sssd)$/,
  /^--(?:use|enable)shadow$/,
  /^--(?:passalgo=(?:sha512|yescrypt)|update|nostart|updateall|kickstart)$/,
];

/**
 * How the guest authenticates: authselect(8) or authconfig where the guest has it, on Debian profiles of PAM.
 *
 * @throws ApplianceError code `authselect-missing` on a guest that is meant to have it
 */
export async function applyAuthentication(command: AuthCommand | AuthselectCommand, guest: Guest): Promise<void> {
  const program = command.name === 'auth' ? 'authconfig' : 'authselect';
  if ((await findProgram(guest.files, program)) !== undefined) {
    const failure = `can't set up authentication (${command.name})`;
    await guest.chroot.run(program, programArguments(command), { logOutput: true, failure });
    return;
  }
  const words = command.arguments.filter((word) => !given.some((pattern) => pattern.test(word)));
  if (guest.family.name === 'fedora' && command.name === 'authselect') {
    throw new ApplianceError({
      kind: 'build',
      code: 'authselect-missing',
      message: 'the kickstart has an authselect line, but the guest has no authselect',
      position: command.position,
      hint: 'add authselect to %packages',
    });
  }
  const enabled = guest.family.name === 'debian' ? await enableProfiles(words, guest) : [];
  const left = words.filter((word) => !enabled.includes(word));
  if (left.length === 0) return;
  guest.warn({
    code: 'authentication-unchanged',
    message: `${command.name}: ${left.join(' ')} has no effect: the guest has no ${program}`,
    position: command.position,
    hint:
      guest.family.name === 'debian'
        ? 'in Debian the packages set up PAM: add the one that brings the feature, such as libpam-sss, to %packages'
        : `add ${program} to %packages`,
  });
}

/** As anaconda calls them: nothing is asked, nothing is started. */
function programArguments({ name, arguments: words }: AuthCommand | AuthselectCommand): readonly string[] {
  if (name === 'auth') return ['--update', '--nostart', ...words];
  return words.includes('--force') ? words : [...words, '--force'];
}

/** @returns the words that were put into effect */
async function enableProfiles(words: readonly string[], { files, chroot }: Guest): Promise<readonly string[]> {
  if ((await findProgram(files, 'pam-auth-update')) === undefined) return [];
  const done: string[] = [];
  for (const word of words) {
    const profile = pamProfiles[word];
    if (profile === undefined || !(await files.exists(`/usr/share/pam-configs/${profile}`))) continue;
    await chroot.run('pam-auth-update', ['--package', '--enable', profile], {
      logOutput: true,
      failure: `can't enable the PAM profile ${profile}`,
    });
    done.push(word);
  }
  return done;
}
