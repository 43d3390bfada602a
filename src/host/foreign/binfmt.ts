import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Architecture } from '../../architecture.ts';
import { programPattern } from './elf.ts';

/** Where systems show which interpreters the kernel starts (kernel, admin-guide/binfmt-misc.rst). */
const shown = '/proc/sys/fs/binfmt_misc';

/**
 * The line that registers an interpreter. Flags: it is told the name that the program was called by (P), it gets the program
 * opened (O), and it is opened now, so that it need not be there in a chroot (F).
 */
export function registration(name: string, arch: Architecture, interpreter: string): string {
  const { magic, mask } = programPattern(arch);
  return `:${name}:M::${escaped(magic)}:${escaped(mask)}:${interpreter}:OPF`;
}

const escaped = (bytes: Buffer) => [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** Where a registered interpreter can be seen and dropped, if the system has binfmt_misc mounted. */
export const shownEntry = (name: string) => path.join(shown, name);

export const isShownEntry = (file: string) => path.dirname(file) === shown;

/** Takes a registered interpreter out; one that is gone is no error. */
export async function dropEntry(entry: string): Promise<void> {
  await fs.writeFile(entry, '-1', { flag: 'r+' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
