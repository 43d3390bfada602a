import type { SelinuxCommand } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';

const configFile = '/etc/selinux/config';

/** Replaces the SELINUX= line of /etc/selinux/config (selinux_config(5)), or adds it. */
export function setSelinuxMode(text: string, mode: string): string {
  const line = `SELINUX=${mode}`;
  if (/^SELINUX=.*$/m.test(text)) return text.replace(/^SELINUX=.*$/m, line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

/** A guest without a policy can't enforce one: then asking for it is a warning. */
export async function applySelinux({ mode, position }: SelinuxCommand, { files, warn }: Guest): Promise<void> {
  const config = await files.read(configFile);
  if (config !== undefined) await files.write(configFile, setSelinuxMode(config, mode));
  else if (mode !== 'disabled') {
    warn({
      code: 'selinux-missing',
      message: `selinux --${mode} has no effect: the guest has no SELinux policy`,
      position,
      hint: 'add a policy package (Debian: selinux-basics and selinux-policy-default), or write "selinux --disabled"',
    });
  }
}
