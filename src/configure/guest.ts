import type { Warning } from '../errors.ts';
import type { Chroot } from '../host/root/chroot.ts';
import { type RootFiles, rootFiles } from '../host/root/root-files.ts';
import { detectFamily, type Family } from './family.ts';

/** What an effect works on. */
export interface Guest {
  readonly files: RootFiles;
  readonly chroot: Pick<Chroot, 'run'>;
  readonly family: Family;
  warn(warning: Warning): void;
}

export async function openGuest(chroot: Chroot, warn: (warning: Warning) => void): Promise<Guest> {
  const files = rootFiles(chroot.root);
  return { files, chroot, family: await detectFamily(files), warn };
}

/** @returns the first of the paths that exists in the guest */
export async function firstExisting(files: RootFiles, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await files.exists(path)) return path;
  return undefined;
}

const programFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** @returns path in the guest of a program in its PATH, or of one given by absolute path */
export async function findProgram(files: RootFiles, program: string): Promise<string | undefined> {
  if (program.includes('/')) return (await files.exists(program)) ? program : undefined;
  return await firstExisting(
    files,
    programFolders.map((folder) => `${folder}/${program}`),
  );
}
