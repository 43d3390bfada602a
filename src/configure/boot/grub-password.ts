import { createHash, pbkdf2Sync } from 'node:crypto';
import type { Password } from '../../kickstart/document.ts';
import type { Guest } from '../guest.ts';

/** As grub-mkpasswd-pbkdf2 has them by default: rounds, and bytes of salt and hash. */
const rounds = 10_000;
const hashBytes = 64;

/**
 * A hash as grub-mkpasswd-pbkdf2 writes it: `grub.pbkdf2.sha512.ROUNDS.SALT.HASH`, the last two in hexadecimal digits
 * (GRUB manual, "Invoking grub-mkpasswd-pbkdf2"). Made here so that no password is ever an argument of a program.
 */
export function grubPbkdf2(password: string, salt: Uint8Array, iterations = rounds): string {
  const hash = pbkdf2Sync(password, salt, iterations, hashBytes, 'sha512');
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
  return `grub.pbkdf2.sha512.${iterations}.${hex(salt)}.${hex(hash)}`;
}

/** The hash of the bootloader line; of a clear password with a salt that is the same for the same appliance. */
export function grubPasswordHash(password: Password | undefined, appliance: string): string | undefined {
  if (password === undefined || password.encrypted) return password?.text;
  return grubPbkdf2(password.text, createHash('sha512').update(`${appliance}\0grub`).digest());
}

/**
 * A program of /etc/grub.d, whose output grub-mkconfig puts into grub.cfg. Debian's own programs put the variable
 * menuentry_id_option, unquoted, into every entry: so `--unrestricted` gets there, and booting needs no password.
 */
export function grubPasswordProgram(hash: string): string {
  return `#!/bin/sh
# Written by appliance-build from the bootloader line's password.
cat <<'EOF'
set superusers="root"
export superusers
password_pbkdf2 root ${hash}
menuentry_id_option="--unrestricted $menuentry_id_option"
EOF
`;
}

/** Settings from which the guest's grub-mkconfig makes the password anew: those of Debian, or of Fedora. */
export async function writeGrubPassword({ files, family }: Guest, hash: string): Promise<void> {
  if (family.name === 'fedora') await files.write('/boot/grub2/user.cfg', `GRUB2_PASSWORD=${hash}\n`, 0o600);
  else await files.write('/etc/grub.d/01_password', grubPasswordProgram(hash), 0o700);
}
