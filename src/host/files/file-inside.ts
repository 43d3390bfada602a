import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';

/**
 * Finds a file that an untrusted text names: it lies in the directory or below, also behind links.
 *
 * @param file relative to the directory
 * @returns the absolute path without links; undefined: there is none
 * @throws ApplianceError code `bad-disk` if it is outside of the directory, or no file
 */
export async function fileInside(directory: string, file: string): Promise<string | undefined> {
  const refuse = (why: string) =>
    new ApplianceError({
      kind: 'input',
      code: 'bad-disk',
      message: `the named file "${file}" ${why}`,
      hint: 'files lie in the folder of the file that names them, or below',
    });
  if (file === '' || file.includes('\0') || path.isAbsolute(file) || file.split('/').includes('..'))
    throw refuse('is not in its folder');
  const [folder, real] = await Promise.all([fs.realpath(directory), realPath(path.join(directory, file), refuse)]);
  if (real === undefined) return undefined;
  if (!real.startsWith(`${folder === '/' ? '' : folder}/`)) throw refuse('is a link out of its folder');
  if (!(await fs.stat(real)).isFile()) throw refuse('is no file');
  return real;
}

async function realPath(file: string, refuse: (why: string) => ApplianceError): Promise<string | undefined> {
  try {
    return await fs.realpath(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw refuse(`cannot be read: ${code ?? String(error)}`);
  }
}
