import * as fs from 'node:fs/promises';
import type { FilesystemType } from '../../../appliance/appliance.ts';
import type { StoragePlan } from '../../../plan/volumes/storage.ts';
import { filesystemsOf, type MountPlan, mountsOf } from '../../../plan/volumes/volumes.ts';
import type { Guest } from '../../guest.ts';

interface Mounting {
  readonly options: string;
  /** Whether fsck at boot does anything for it (fsck.xfs(8) and fsck.btrfs(8) do not). */
  readonly checked: boolean;
}
const mountings: Readonly<Record<Exclude<FilesystemType, 'swap'>, Mounting>> = {
  ext2: { options: 'defaults', checked: true },
  ext3: { options: 'defaults', checked: true },
  ext4: { options: 'defaults', checked: true },
  // Files of vfat have no owners: only root may read them.
  vfat: { options: 'umask=0077', checked: true },
  xfs: { options: 'defaults', checked: false },
  btrfs: { options: 'defaults', checked: false },
};

/** fstab(5) for the planned filesystems, by UUID: parents before children, swap last. */
export function fstabText(storage: StoragePlan): string {
  const rows: string[][] = [['# <file system>', '<mount point>', '<type>', '<options>', '<dump>', '<pass>']];
  for (const { filesystem, mountPoint, subvolume } of mountsOf(storage).sort(byMountPoint)) {
    const { type, uuid, mountOptions } = filesystem;
    if (type === 'swap') continue;
    const { options, checked } = mountings[type];
    const pass = checked ? (mountPoint === '/' ? '1' : '2') : '0';
    const words = subvolume === undefined ? [mountOptions ?? options] : [`subvol=${subvolume}`, mountOptions];
    const field = escapeField(words.filter((word) => word !== undefined).join(','));
    rows.push([`UUID=${uuid}`, escapeField(mountPoint), type, field, '0', pass]);
  }
  for (const { type, uuid, mountOptions } of filesystemsOf(storage)) {
    if (type === 'swap') rows.push([`UUID=${uuid}`, 'none', 'swap', mountOptions ?? 'sw', '0', '0']);
  }
  return `${rows.map((row) => row.join(' ')).join('\n')}\n`;
}

/** fstab(5): blanks in a field are written in octal. */
const escapeField = (text: string) =>
  text.replaceAll(/[ \t\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);

function byMountPoint(a: MountPlan, b: MountPlan): number {
  const [first, second] = [a, b].map(({ mountPoint }) => mountPoint.split('/').join('\0')) as [string, string];
  return first < second ? -1 : Number(first > second);
}

/** Writes /etc/fstab and makes the folders that filesystems are mounted on. */
export async function applyFstab(storage: StoragePlan, { files }: Pick<Guest, 'files'>): Promise<void> {
  await files.write('/etc/fstab', fstabText(storage));
  for (const { mountPoint } of mountsOf(storage)) await fs.mkdir(await files.path(mountPoint), { recursive: true });
}
