import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { diskFormat } from '../../appliance/formats.ts';
import type { MachineDisk } from '../../boottest/machine/overlays.ts';
import { unpackDisk } from '../../convert/packed/unpack.ts';
import type { Runner } from '../../host/program/run.ts';
import type { Scope } from '../../host/scope.ts';
import { waitForAll } from '../../host/wait-for-all.ts';

/** @returns the disks, the packed ones unpacked for as long as the scope lasts */
export async function unpacked(
  runner: Runner,
  scope: Scope,
  disks: readonly MachineDisk[],
  scratch: string,
): Promise<readonly MachineDisk[]> {
  const folder = await fs.mkdtemp(path.join(scratch, 'unpacked-'));
  scope.defer(() => fs.rm(folder, { recursive: true, force: true }));
  const one = async (disk: MachineDisk, index: number) => {
    if (!('path' in disk)) return disk;
    const { packed } = diskFormat(disk.format);
    if (packed === undefined) return disk;
    const target = path.join(folder, `disk${index}`);
    await unpackDisk(runner, packed, disk.path, target);
    return { ...disk, path: target };
  };
  return await waitForAll(disks.map(one));
}
