import type { RootpwCommand } from '../../../kickstart/document.ts';
import type { Guest } from '../../guest.ts';

const mainFile = '/etc/ssh/sshd_config';
const permit = 'PermitRootLogin yes';

/**
 * Lets root log in with a password (sshd_config(5), where of several values the first counts): in a file beside the main
 * one, as anaconda does, or at the main one's top where that includes no others (OpenSSH before 8.2).
 */
export async function allowRootSsh({ position }: RootpwCommand, { files, warn }: Guest): Promise<void> {
  const main = await files.read(mainFile);
  if (main !== undefined && !/^\s*Include\s+.*sshd_config\.d\/\*/im.test(main)) {
    if (!main.startsWith(`${permit}\n`)) await files.write(mainFile, `${permit}\n${main}`, 0o600);
    return;
  }
  await files.write('/etc/ssh/sshd_config.d/01-permitrootlogin.conf', `${permit}\n`, 0o600);
  if (main !== undefined) return;
  warn({
    code: 'ssh-server-missing',
    message: 'rootpw --allow-ssh has no effect: the guest has no ssh server',
    position,
    hint: 'add openssh-server to %packages',
  });
}
