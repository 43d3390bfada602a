import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../../errors.ts';
import type { SshkeyCommand } from '../../../kickstart/document.ts';
import { findAccount } from '../../accounts/account-files.ts';
import type { Guest } from '../../guest.ts';

/**
 * Appends keys to ~/.ssh/authorized_keys (0600 in a folder of 0700, sshd(8)), owned by the user.
 *
 * @throws ApplianceError code `unknown-user`
 */
export async function applySshKeys(commands: readonly SshkeyCommand[], { files }: Guest): Promise<void> {
  for (const { user, key, position } of commands) {
    const account = findAccount((await files.read('/etc/passwd')) ?? '', user);
    if (account === undefined) {
      throw new ApplianceError({
        kind: 'input',
        code: 'unknown-user',
        message: `can't add the ssh key: there is no user ${user}`,
        position,
        hint: `add a line "user --name=${user}"`,
      });
    }
    const file = await files.path(path.posix.join(account.home, '.ssh/authorized_keys'));
    const before = await fs.readFile(file, 'utf8').catch(() => '');
    if (before.split('\n').includes(key)) continue;
    const folder = path.dirname(file);
    await fs.mkdir(folder, { recursive: true });
    await fs.chmod(folder, 0o700);
    await fs.writeFile(file, `${before}${before === '' || before.endsWith('\n') ? '' : '\n'}${key}\n`, { mode: 0o600 });
    await fs.chmod(file, 0o600);
    for (const owned of [folder, file]) await fs.chown(owned, account.uid, account.gid);
  }
}
