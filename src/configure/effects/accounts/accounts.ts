import * as fs from 'node:fs/promises';
import type { Password, RootpwCommand, UserCommand } from '../../../kickstart/document.ts';
import {
  entryId,
  findAccount,
  groupWithId,
  hasEntry,
  setShadowPassword,
  shadowPassword,
} from '../../accounts/account-files.ts';
import { requireAccountProgram, runAccountProgram, type Wanted } from '../../accounts/account-program.ts';
import { derivedSalt, sha512Crypt } from '../../accounts/sha512-crypt.ts';
import type { Guest } from '../../guest.ts';
import { allowRootSsh } from './root-ssh.ts';

/**
 * Password field of shadow(5): a hash as given, or one made of the clear text; `!` in front locks it, and alone when
 * there is no password.
 */
export function passwordField(password: Password | undefined, lock: boolean, salt: string): string {
  if (password === undefined) return '!';
  const hash = password.encrypted ? password.text : sha512Crypt(password.text, salt);
  return lock && !hash.startsWith('!') ? `!${hash}` : hash;
}

async function setPassword({ files }: Guest, user: string, field: string): Promise<void> {
  const shadow = (await files.read('/etc/shadow')) ?? '';
  // 0640 root:shadow on Debian, 0000 on Fedora: as the guest has it.
  await files.write('/etc/shadow', setShadowPassword(shadow, user, field), await modeOf(files, '/etc/shadow', 0o640));
}

async function modeOf(files: Guest['files'], guestPath: string, otherwise: number): Promise<number> {
  const stats = await fs.stat(await files.path(guestPath)).catch(() => undefined);
  return stats === undefined ? otherwise : stats.mode & 0o7777;
}

/** Without a rootpw line root is locked, as anaconda has it. */
export async function applyRootpw(command: RootpwCommand | undefined, appliance: string, guest: Guest): Promise<void> {
  const field = passwordField(command?.password, command?.lock ?? true, derivedSalt(appliance, 'root'));
  const before = shadowPassword((await guest.files.read('/etc/shadow')) ?? '', 'root');
  const staysLocked = field === '!' && before !== undefined && /^[!*]/.test(before);
  if (!staysLocked) await setPassword(guest, 'root', field);
  if (command?.allowSsh) await allowRootSsh(command, guest);
}

/** `wheel(10)`: a group and the number to make it with. */
export function parseGroup(text: string): { readonly name: string; readonly gid: string | undefined } {
  const match = /^([^(]+)\((\d+)\)$/.exec(text);
  return { name: match?.[1] ?? text, gid: match?.[2] };
}

/** @param homeExists useradd(8) copies the skeleton only into a home folder that it makes itself */
export function useraddArguments(
  command: UserCommand,
  {
    homeExists,
    shell,
    group,
  }: { readonly homeExists: boolean; readonly shell: string; readonly group: string | undefined },
): string[] {
  const groups = command.groups.map((text) => parseGroup(text).name).filter((name) => name !== group);
  return [
    ...(group === undefined ? ['-U'] : ['-N', '-g', group]),
    ...(groups.length > 0 ? ['-G', groups.join(',')] : []),
    ...(command.homeDir === undefined ? [] : ['-d', command.homeDir]),
    homeExists ? '-M' : '-m',
    ...['-s', shell],
    ...(command.uid === undefined ? [] : ['-u', String(command.uid)]),
    ...(command.gecos === undefined ? [] : ['-c', command.gecos]),
    ...['--', command.user],
  ];
}

const wantedUser = ({ user, position }: UserCommand): Wanted => ({ kind: 'user', name: user, position });

/**
 * Makes users in file order: missing groups first, then the user, then the password.
 *
 * @throws ApplianceError codes `useradd-missing`, `user-failed`
 */
export async function applyUsers(users: readonly UserCommand[], appliance: string, guest: Guest): Promise<void> {
  const { files, warn } = guest;
  for (const command of users) {
    const { user, position } = command;
    await requireAccountProgram('useradd', wantedUser(command), guest);
    if (hasEntry((await files.read('/etc/passwd')) ?? '', user)) {
      const hint = 'the packages made it; its password and groups stay as they are';
      warn({ code: 'user-exists', message: `the user ${user} exists already and is left as it is`, position, hint });
      continue;
    }
    await addGroups(command);
    const group = await ownGroup(command);
    const homeExists = await files.exists(command.homeDir ?? `/home/${user}`);
    const shell = command.shell ?? ((await files.exists('/bin/bash')) ? '/bin/bash' : '/bin/sh');
    await runAccountProgram(
      'useradd',
      useraddArguments(command, { homeExists, shell, group }),
      wantedUser(command),
      guest,
    );
    if (homeExists) await checkHome(command);
    await setPassword(guest, user, passwordField(command.password, command.lock, derivedSalt(appliance, user)));
  }

  async function addGroups(command: UserCommand): Promise<void> {
    for (const { name, gid } of command.groups.map(parseGroup)) {
      const known = entryId((await files.read('/etc/group')) ?? '', name);
      if (known !== undefined && gid !== undefined && known !== Number(gid)) {
        const message = `the group ${name} exists already with the number ${known} and is left as it is`;
        warn({ code: 'group-exists', message, position: command.position });
      }
      if (known !== undefined) continue;
      await runAccountProgram(
        'groupadd',
        [...(gid === undefined ? [] : ['-g', gid]), '--', name],
        wantedUser(command),
        guest,
      );
    }
  }

  /** A folder of others is left as it is: it may be one of the system, such as /srv. */
  async function checkHome({ user, position }: UserCommand): Promise<void> {
    const { home = '/', uid } = findAccount((await files.read('/etc/passwd')) ?? '', user) ?? {};
    const owner = (await fs.stat(await files.path(home))).uid;
    if (owner === uid) return;
    const message = `the home folder ${home} of ${user} was there already and belongs to the user with the number ${owner}`;
    warn({ code: 'home-exists', message, position, hint: `give it away in %post: chown ${user}: ${home}` });
  }

  /** The group that --gid names, made if it is not there. */
  async function ownGroup(command: UserCommand): Promise<string | undefined> {
    const groups = (await files.read('/etc/group')) ?? '';
    if (command.gid === undefined) return hasEntry(groups, command.user) ? command.user : undefined;
    const known = groupWithId(groups, command.gid);
    if (known !== undefined) return known;
    await runAccountProgram('groupadd', ['-g', String(command.gid), '--', command.user], wantedUser(command), guest);
    return command.user;
  }
}
