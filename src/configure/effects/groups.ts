import { ApplianceError } from '../../errors.ts';
import { everyExitCode } from '../../host/chroot.ts';
import type { GroupCommand } from '../../kickstart/document.ts';
import { entryId } from '../accounts/account-files.ts';
import { findProgram, type Guest } from '../guest.ts';

/**
 * Makes groups in file order. One that the packages made already stays, with a warning if its number differs.
 *
 * @throws ApplianceError codes `groupadd-missing`, `group-failed`
 */
export async function applyGroups(groups: readonly GroupCommand[], guest: Guest): Promise<void> {
  const { files, chroot, warn, family } = guest;
  for (const { group, gid, position } of groups) {
    const known = entryId((await files.read('/etc/group')) ?? '', group);
    if (known !== undefined) {
      const differs = gid !== undefined && gid !== known;
      const message = `the group ${group} exists already${differs ? ` with the number ${known}` : ''} and is left as it is`;
      warn({ code: 'group-exists', message, position });
      continue;
    }
    if ((await findProgram(files, 'groupadd')) === undefined) {
      throw new ApplianceError({
        kind: 'build',
        code: 'groupadd-missing',
        message: `can't make the group ${group}: the guest has no groupadd`,
        position,
        hint: `add ${family.packages.accounts} to %packages`,
      });
    }
    const args = [...(gid === undefined ? [] : ['-g', String(gid)]), '--', group];
    const { exitCode, tail } = await chroot.run('groupadd', args, { okCodes: everyExitCode });
    if (exitCode === 0) continue;
    throw new ApplianceError({
      kind: 'build',
      code: 'group-failed',
      message: `can't make the group ${group}: groupadd failed with exit code ${exitCode}`,
      position,
      detail: tail,
    });
  }
}
