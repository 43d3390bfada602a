import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { rootFiles } from '../../host/root-files.ts';
import type { Runner } from '../../host/run.ts';
import type { PartitionPlan } from '../../plan/plan.ts';
import type { BiosRequest } from '../boot/loaders.ts';
import { sectorBytes } from '../bytes.ts';
import { applyWrites } from '../disk-file.ts';
import { extlinuxFolder, firstExisting } from './extlinux-files.ts';
import { mountedOn, runOnPartition } from './mounted-partition.ts';

/** Of extlinux (Debian), syslinux-nonlinux (Fedora). */
const codeFolders = ['/usr/lib/EXTLINUX', '/usr/lib/syslinux/mbr', '/usr/share/syslinux'];
const codeNames = { gpt: 'gptmbr.bin', msdos: 'mbr.bin' } as const;
/** Boot code ends where the disk signature begins (UEFI specification 2.10, table 5.1). */
const longestCode = 440;
/** "Hidden sectors" of a boot sector: where its partition begins (FAT specification 1.03, BPB_HiddSec; extlinux keeps to it). */
const hiddenSectorsField = 0x1c;

/**
 * Makes extlinux boot a disk: its ldlinux.sys into the filesystem of /boot, the sectors of it into that partition's boot
 * sector, and the code that starts the active partition into the disk's own. The guest's extlinux does the first two; it needs
 * the filesystem mounted, so this one partition is, as a plain loop device.
 *
 * @throws ApplianceError code `boot-loader-missing`, or that of a tool
 */
export async function installExtlinux(runner: Runner, request: BiosRequest): Promise<void> {
  const { disk, diskFile, place, guestRoot } = request;
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
  const failure = `can't install extlinux on disk ${disk.name}`;
  const folder = `${mountedOn}${place.prefix}/${extlinuxFolder}`;
  await runOnPartition(runner, { diskFile, partition, guestRoot }, ['extlinux', '--install', folder], failure);
  await settleTimes(runner, request, partition, failure);
  await applyWrites(diskFile, [
    { offset: partition.startBytes + hiddenSectorsField, bytes: word(partition.startBytes / sectorBytes) },
  ]);
  if (!request.bootSector) return;
  const name = codeNames[disk.table.type];
  const file = await firstExisting(
    rootFiles(guestRoot),
    codeFolders.map((folder) => `${folder}/${name}`),
  );
  const code = await fs.readFile(file);
  await applyWrites(diskFile, [{ offset: 0, bytes: code.subarray(0, longestCode) }]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Takes away what the mount left: times, and the counters of the superblock, that no two builds share. */
async function settleTimes(
  runner: Runner,
  { diskFile, place, scratch, epochSeconds }: BiosRequest,
  partition: PartitionPlan,
  failure: string,
): Promise<void> {
  if (epochSeconds === undefined) return;
  const folder = `${place.prefix}/${extlinuxFolder}`;
  const inodes = [folder, `${folder}/ldlinux.sys`, `${folder}/ldlinux.c32`];
  const times = inodes.flatMap((inode) =>
    ['atime', 'ctime', 'mtime', 'crtime'].flatMap((field) => [
      `set_inode_field ${inode} ${field} @${epochSeconds}`,
      `set_inode_field ${inode} ${field}_extra 0`,
    ]),
  );
  const generations = inodes.slice(1).map((inode) => `set_inode_field ${inode} generation 0`);
  const superblock = [
    ...['mtime', 'wtime', 'lastcheck'].map((field) => `set_super_value ${field} @${epochSeconds}`),
    ...['mnt_count', 'kbytes_written'].map((field) => `set_super_value ${field} 0`),
    'set_super_value last_mounted ""',
  ];
  const script = path.join(scratch, 'debugfs-extlinux');
  await fs.writeFile(script, `${[...times, ...generations, ...superblock].join('\n')}\n`);
  // debugfs stamps the superblock itself when it is done.
  const env = { SOURCE_DATE_EPOCH: String(epochSeconds), E2FSPROGS_FAKE_TIME: String(epochSeconds) };
  await runner.run('debugfs', ['-w', '-f', script, `${diskFile}?offset=${partition.startBytes}`], { env, failure });
}
