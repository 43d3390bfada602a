import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { diskFormat, type Format } from '../../appliance/formats.ts';
import type { Runner } from '../../host/program/run.ts';
import { waitForAll } from '../../host/wait-for-all.ts';

export interface BootDisk {
  /** Never written to; unpacked if the format is a packed one. */
  readonly path: string;
  readonly format: Format;
  readonly name: string;
}

/** A disk that begins empty. */
export interface BlankDisk {
  readonly name: string;
  readonly sizeMiB: number;
}

export type MachineDisk = BootDisk | BlankDisk;

/** The disk signature and the partition table follow. */
const endOfBootCode = 0x1b8;

/** @returns disks of the machine that take every write, so that those of the appliance stay what they are */
export async function createOverlays(runner: Runner, directory: string, disks: readonly MachineDisk[]) {
  return await waitForAll(
    disks.map(async (disk, index) => {
      const overlayPath = path.join(directory, `overlay${index + 1}.qcow2`);
      const content =
        'path' in disk
          ? ['-b', path.resolve(disk.path), '-F', diskFormat(disk.format).driver, overlayPath]
          : [overlayPath, `${disk.sizeMiB}M`];
      const failure = `can't make an overlay for the boot test of ${disk.name}`;
      await runner.run('qemu-img', ['create', '-q', '-f', 'qcow2', ...content], { failure });
      return { overlayPath, name: disk.name, order: index + 1 };
    }),
  );
}

/**
 * A BIOS jumps into any sector with a signature (0x55 0xaa); if only a partition table stands there, the machine loops
 * over zeros without a word. Without a signature the BIOS says so itself.
 */
export async function lacksBootCode(runner: Runner, directory: string, overlay: string): Promise<boolean> {
  const sector = path.join(directory, 'sector0');
  await runner.run(
    'qemu-img',
    ['dd', '-f', 'qcow2', '-O', 'raw', 'bs=512', 'count=1', `if=${overlay}`, `of=${sector}`],
    { failure: "can't read the boot sector" },
  );
  const bytes = await fs.readFile(sector);
  return bytes.readUInt16LE(510) === 0xaa55 && bytes.subarray(0, endOfBootCode).every((byte) => byte === 0);
}
