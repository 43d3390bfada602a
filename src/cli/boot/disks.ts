import { type Format, formats } from '../../appliance/formats.ts';
import type { MachineDisk } from '../../boottest/machine/overlays.ts';
import { packers } from '../../convert/packed/tools.ts';
import { packingOf } from '../../convert/packed/unpack.ts';
import { blankSizeMiB, locateDisk } from '../../deploy/disks/locate.ts';
import { bootableRecord } from '../../descriptor/bootable.ts';
import type { DescriptorData, DescriptorDisk } from '../../descriptor/data.ts';
import { ApplianceError, type Warning } from '../../errors.ts';
import { fileInside } from '../../host/files/file-inside.ts';
import type { DiskResult } from '../../report/manifest/manifest.ts';
import { printable } from '../../report/printable.ts';

/**
 * Finds the disks of one format that a manifest names.
 *
 * @returns them in the order of the machine
 * @throws ApplianceError codes `bad-disk`, `no-such-disk`
 */
export async function manifestDisks(
  disks: readonly DiskResult[],
  format: Format,
  directory: string,
): Promise<readonly MachineDisk[]> {
  const find = async ({ disk, file }: DiskResult) => ({
    name: disk,
    format,
    path: (await fileInside(directory, file)) ?? refuse('no-such-disk', `there is no file ${file}`),
  });
  return await Promise.all(disks.filter((disk) => disk.format === format).map(find));
}

/**
 * Finds the disks of a descriptor; what is not of the system may begin empty.
 *
 * @param warn takes what was corrected
 * @returns them in the order of the machine; the first has a file
 * @throws ApplianceError codes `bad-disk`, `no-such-disk`, `not-supported-yet`
 */
export async function descriptorDisks(
  descriptor: DescriptorData,
  directory: string,
  warn: (warning: Warning) => void,
): Promise<readonly MachineDisk[]> {
  const byId = new Map(descriptor.disks.map((disk) => [disk.id, disk]));
  const drives = bootableRecord(descriptor).drives.flatMap(({ disk }) => byId.get(disk) ?? []);
  return await Promise.all(drives.map((disk, index) => machineDisk(disk, index === 0, directory, warn)));
}

async function machineDisk(
  disk: DescriptorDisk,
  isFirst: boolean,
  directory: string,
  warn: (warning: Warning) => void,
): Promise<MachineDisk> {
  const { id, file } = disk;
  // It goes into messages and reports, and anybody may have written it.
  const name = printable(id);
  const found = await locateDisk(directory, disk, warn);
  if (found !== undefined) {
    const packing = found.isPacked ? await packingOf(found.path) : undefined;
    const format = packing === undefined ? disk.format : `${disk.format}${packers[packing].suffix}`;
    return { name, format: bootableFormat(format, file), path: found.path };
  }
  // Nothing boots from an empty disk.
  return { name, sizeMiB: blankSizeMiB(isFirst ? { ...disk, use: 'system' } : disk) };
}

function bootableFormat(format: string, file: string): Format {
  const known = formats.find((candidate) => candidate === format);
  return (
    known ?? refuse('not-supported-yet', `the boot test cannot boot ${file}: format ${format} is not supported yet`)
  );
}

function refuse(code: string, message: string): never {
  throw new ApplianceError({ kind: 'input', code, message });
}
