import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { packers } from '../../convert/packed/tools.ts';
import type { BootRecord, DescriptorDisk } from '../../descriptor/data.ts';
import { ApplianceError, type Warning } from '../../errors.ts';

/** The file of a disk, where it really lies. */
export interface LocatedDisk {
  readonly disk: DescriptorDisk;
  /** Absolute, all links followed. */
  readonly path: string;
  /** The file is packed although the descriptor does not say so. */
  readonly isPacked: boolean;
}

/**
 * Finds the file of a disk. The descriptor may come from anywhere, so its files lie in its folder or below, also behind links.
 * appliance-creator names `NAME-sda.raw` and leaves `NAME-sda.raw.xz`: that is found, too.
 *
 * @param warn takes what was corrected
 * @returns undefined if there is no such file
 * @throws ApplianceError code `bad-disk`
 */
export async function locateDisk(
  directory: string,
  disk: DescriptorDisk,
  warn: (warning: Warning) => void,
): Promise<LocatedDisk | undefined> {
  const found = await locateFile(directory, disk.file);
  if (found !== undefined) return { disk, path: found, isPacked: false };
  for (const { suffix } of Object.values(packers)) {
    const packed = await locateFile(directory, `${disk.file}${suffix}`);
    if (packed === undefined) continue;
    const name = `${disk.file}${suffix}`;
    warn({
      code: 'packed-disk',
      message: `the descriptor names ${disk.file}, and ${name} is what lies there: it is unpacked`,
    });
    return { disk, path: packed, isPacked: true };
  }
  return undefined;
}

/**
 * Finds the kernel and the initrd that a way of booting names; they are used where they lie.
 *
 * @returns the same with absolute paths
 * @throws ApplianceError codes `bad-disk`, `no-such-kernel`
 */
export async function locateKernel(directory: string, record: BootRecord): Promise<BootRecord> {
  const { os } = record;
  if (!('kernel' in os)) return record;
  const find = async (file: string) => {
    const found = await locateFile(directory, file);
    if (found !== undefined) return found;
    throw new ApplianceError({ kind: 'input', code: 'no-such-kernel', message: `there is no file ${file}` });
  };
  const kernel = await find(os.kernel);
  return { ...record, os: { ...os, kernel, initrd: os.initrd ? await find(os.initrd) : undefined } };
}

/**
 * @param file relative to the directory
 * @returns the absolute path without links; undefined: there is none
 * @throws ApplianceError code `bad-disk` if it is outside of the directory, or no file
 */
export async function locateFile(directory: string, file: string): Promise<string | undefined> {
  const refuse = (why: string) =>
    new ApplianceError({
      kind: 'input',
      code: 'bad-disk',
      message: `the file "${file}" of the descriptor ${why}`,
      hint: 'files lie in the folder of the descriptor, or below',
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
