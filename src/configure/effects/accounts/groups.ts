import type { GroupCommand } from '../../../kickstart/document.ts';
import { entryId } from '../../accounts/account-files.ts';
import { requireAccountProgram, runAccountProgram, type Wanted } from '../../accounts/account-program.ts';
import type { Guest } from '../../guest.ts';

/**
 * Makes groups in file order. One that the packages made already stays, with a warning if its number differs.
 *
 * @throws ApplianceError codes `groupadd-missing`, `group-failed`
 */
export async function applyGroups(groups: readonly GroupCommand[], guest: Guest): Promise<void> {
  const { files, warn } = guest;
  for (const { group, gid, position } of groups) {
    const known = entryId((await files.read('/etc/group')) ?? '', group);
    if (known !== undefined) {
      const differs = gid !== undefined && gid !== known;
      const message = `the group ${group} exists already${differs ? ` with the number ${known}` : ''} and is left as it is`;
      warn({ code: 'group-exists', message, position });
      continue;
    }
    const wanted: Wanted = { kind: 'group', name: group, position };
    await requireAccountProgram('groupadd', wanted, guest);
    const args = [...(gid === undefined ? [] : ['-g', String(gid)]), '--', group];
    await runAccountProgram('groupadd', args, wanted, guest);
  }
}
