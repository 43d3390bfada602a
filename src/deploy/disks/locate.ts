import { packers } from '../../convert/packed/tools.ts';
import type { BootRecord, DescriptorDisk } from '../../descriptor/data.ts';
import { ApplianceError, type Warning } from '../../errors.ts';
import { fileInside } from '../../host/files/file-inside.ts';

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
  const found = await fileInside(directory, disk.file);
  if (found !== undefined) return { disk, path: found, isPacked: false };
  for (const { suffix } of Object.values(packers)) {
    const name = `${disk.file}${suffix}`;
    const packed = await fileInside(directory, name);
    if (packed === undefined) continue;
    warn({
      code: 'packed-disk',
      message: `the descriptor names ${disk.file}, and ${name} is what lies there: it is unpacked`,
    });
    return { disk, path: packed, isPacked: true };
  }
  return undefined;
}

/**
 * How large a disk is whose file is not there. As for virt-image, what the appliance brings must be there, and the rest begins empty.
 *
 * @throws ApplianceError code `no-such-disk` if it cannot begin so
 */
export function blankSizeMiB({ file, use, sizeMiB }: DescriptorDisk): number {
  const refuse = (why: string, hint?: string) =>
    new ApplianceError({ kind: 'input', code: 'no-such-disk', message: `there is no file ${file}${why}`, hint });
  if (use === 'system') throw refuse('', 'a system disk must lie beside the descriptor');
  if (sizeMiB === undefined) throw refuse(', and the descriptor does not say how large it is');
  return sizeMiB;
}

/**
 * Finds the kernel and the initrd that a way of booting names.
 *
 * @returns the same with absolute paths
 * @throws ApplianceError codes `bad-disk`, `no-such-kernel`
 */
export async function locateKernel(directory: string, record: BootRecord): Promise<BootRecord> {
  const { os } = record;
  if (!('kernel' in os)) return record;
  const find = async (file: string) => {
    const found = await fileInside(directory, file);
    if (found !== undefined) return found;
    throw new ApplianceError({ kind: 'input', code: 'no-such-kernel', message: `there is no file ${file}` });
  };
  const kernel = await find(os.kernel);
  return { ...record, os: { ...os, kernel, initrd: os.initrd ? await find(os.initrd) : undefined } };
}
