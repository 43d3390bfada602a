import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import { rootFiles } from '../../host/root/root-files.ts';
import type { BiosRequest } from '../boot/loaders.ts';
import { sectorBytes, type Write } from '../bytes.ts';
import { applyWrites } from '../disk-file.ts';
import { bootSectorFile, extlinuxFolder } from './extlinux-files.ts';
import { firstExisting } from './guest-file.ts';
import { placeLdlinux, sectorsOf } from './ldlinux.ts';
import { sectorsOfFile } from './sector-map.ts';

/** Of extlinux (Debian), syslinux-nonlinux (Fedora). */
const codeFolders = ['/usr/lib/EXTLINUX', '/usr/lib/syslinux/mbr', '/usr/share/syslinux'];
const codeNames = { gpt: 'gptmbr.bin', msdos: 'mbr.bin' } as const;
/** Boot code ends where the disk signature begins (UEFI specification 2.10, table 5.1). */
const longestCode = 440;

/**
 * Makes extlinux boot a disk: its ldlinux.sys, which lies in the finished filesystem of /boot, is told where it came to lie, the
 * boot sector of that partition likewise, and the code that starts the active partition goes into the disk's own. Nothing is
 * mounted.
 *
 * @throws ApplianceError codes `no-active-partition`, `boot-loader-missing`, or that of a tool
 */
export async function installExtlinux(runner: Runner, request: BiosRequest): Promise<void> {
  const { disk, diskFile, place, guestRoot, scratch } = request;
  const partition = disk.partitions.find(({ filesystem }) => filesystem?.uuid === place.filesystem.uuid);
  if (partition === undefined || partition.logical) {
    throw new ApplianceError({
      kind: 'input',
      code: 'no-active-partition',
      message: `bootloader --extlinux: the filesystem of ${place.filesystem.mountPoint} is no primary partition of disk ${disk.name}`,
      position: partition?.position,
      hint: 'add --asprimary to that part line',
    });
  }
  const { startBytes, sizeBytes } = partition;
  const guest = rootFiles(guestRoot);
  const image = await fs.readFile(await guest.path(`/boot/${extlinuxFolder}/ldlinux.sys`));
  const directory = `${place.prefix}/${extlinuxFolder}`;
  const file = `${directory}/ldlinux.sys`;
  const sectors = await sectorsOfFile(runner, { diskFile, startBytes, file, sectors: sectorsOf(image), scratch });
  const placed = placeLdlinux(
    { image, bootSector: await fs.readFile(path.join(scratch, bootSectorFile)) },
    { sectors, directory, startSector: startBytes / sectorBytes, sectorCount: sizeBytes / sectorBytes },
  );
  await applyWrites(diskFile, [
    ...sectors.map((sector, index): Write => {
      const bytes = placed.image.subarray(index * sectorBytes, (index + 1) * sectorBytes);
      return { offset: startBytes + sector * sectorBytes, bytes };
    }),
    { offset: startBytes, bytes: placed.bootSector },
  ]);
  if (!request.bootSector) return;
  const name = codeNames[disk.table.type];
  const code = await firstExisting(
    guest,
    codeFolders.map((folder) => `${folder}/${name}`),
  );
  await applyWrites(diskFile, [{ offset: 0, bytes: (await fs.readFile(code)).subarray(0, longestCode) }]);
}
