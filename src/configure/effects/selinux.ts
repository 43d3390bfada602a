import type { SelinuxCommand } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';

const configFile = '/etc/selinux/config';
/** Kernel parameters `security` and `lsm`. */
const startsSelinux = /^(?:security=selinux|lsm=(?:.*,)?selinux(?:,.*)?)$/;

/** Replaces the SELINUX= line of /etc/selinux/config (selinux_config(5)), or adds it. */
export function setSelinuxMode(text: string, mode: string): string {
  const line = `SELINUX=${mode}`;
  if (/^SELINUX=.*$/m.test(text)) return text.replace(/^SELINUX=.*$/m, line);
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}

/**
 * A guest without a policy can't enforce one: then asking for it is a warning. Debian's kernel starts another security
 * module unless it is told (SELinux/Setup of the Debian wiki; selinux-activate(8) does that on a running system).
 */
export async function applySelinux(
  { mode, position }: SelinuxCommand,
  kernelArguments: readonly string[],
  { files, family, warn }: Guest,
): Promise<void> {
  const config = await files.read(configFile);
  if (config !== undefined) await files.write(configFile, setSelinuxMode(config, mode));
  if (mode === 'disabled') return;
  if (config === undefined) {
    warn({
      code: 'selinux-missing',
      message: `selinux --${mode} has no effect: the guest has no SELinux policy`,
      position,
      hint: 'add a policy package (Debian: selinux-basics and selinux-policy-default), or write "selinux --disabled"',
    });
  } else if (family.name === 'debian' && !kernelArguments.some((argument) => startsSelinux.test(argument))) {
    warn({
      code: 'selinux-inactive',
      message: `selinux --${mode} has no effect yet: Debian's kernel starts SELinux only with the argument security=selinux`,
      position,
      hint: 'add it to --append of the bootloader line',
    });
  }
}
