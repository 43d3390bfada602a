import { ApplianceError } from '../../errors.ts';
import { nameOf, roomHint } from '../../plan/sizes/room.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { mountsOf, plainBytes, type VolumePlan } from '../../plan/volumes/volumes.ts';
import { mebibyte } from '../bytes.ts';
import { capacityOf, sizeToHold } from './needed.ts';
import { emptyTree } from './tree-size.ts';

/** What a repository tells of a package. */
export interface PackageSizes {
  /** Of its file. */
  readonly sizeBytes: number;
  /** Once installed, as the package claims. */
  readonly installedBytes: number;
}

/** Places that are a filesystem of their own in many a layout, and what packages put there at most. All others may hold anything. */
const sparse: Readonly<Record<string, number>> = {
  '/boot': 256 * mebibyte,
  '/boot/efi': 64 * mebibyte,
  '/home': 16 * mebibyte,
  '/media': 16 * mebibyte,
  '/mnt': 16 * mebibyte,
  '/srv': 64 * mebibyte,
  '/tmp': 16 * mebibyte,
  '/var/log': 16 * mebibyte,
  '/var/tmp': 16 * mebibyte,
};
/** A package that claims to unpack to more than that many times its file is not believed. */
const believableRatio = 20;
/**
 * What of the sizes that packages tell is certainly there: both kinds of packages count a symbolic link or a folder as up to 1 KiB,
 * which not all filesystems give it, and blocks of files as less than they take.
 */
const wholeShare = 0.9;
/** The same when some of their files are left out, or scripts may remove some: nobody knows how much. */
const partShare = 0.25;
/** What is expected beside the packages' files: half-filled blocks, databases, the initramfs. */
const expectedFactor = 1.15;
const expectedBytes = 128 * mebibyte;
const roundToMiB = 10;

/**
 * Whether the packages fit, by the sizes that they tell of themselves. Which file lies where is not known yet.
 *
 * @param whole every file of them will be in the root; else some may be left out or removed
 * @returns what is wrong: certainly, or most likely if the root is not to be whole; undefined if nothing is
 */
export function packagesFit(
  storage: StoragePlan,
  packages: readonly PackageSizes[],
  whole: boolean,
): { readonly certain: boolean; readonly error: ApplianceError } | undefined {
  const installed = packages.reduce((sum, one) => sum + believed(one), 0);
  const certainly = shortage(storage, installed * (whole ? wholeShare : partShare), installed);
  if (certainly !== undefined) return { certain: true, error: certainly };
  const likely = shortage(storage, installed * wholeShare, installed);
  return likely === undefined ? undefined : { certain: false, error: likely };
}

const believed = ({ sizeBytes, installedBytes }: PackageSizes): number =>
  installedBytes > believableRatio * sizeBytes ? sizeBytes : installedBytes;

/** @param leastBytes of the packages' files @param installedBytes what the packages tell */
function shortage(storage: StoragePlan, leastBytes: number, installedBytes: number): ApplianceError | undefined {
  const mounts = mountsOf(storage);
  const isSparse = (mountPoint: string) => sparse[mountPoint] !== undefined;
  // A volume is open if anything mounted from it is: a btrfs has several subvolumes.
  const open = [...new Set(mounts.filter(({ mountPoint }) => !isSparse(mountPoint)).map(({ volume }) => volume))];
  const openIds = new Set(open.map(({ id }) => id));
  const elsewhere = mounts
    .filter(({ volume }) => !openIds.has(volume.id))
    .reduce((sum, { mountPoint, volume }) => sum + Math.min(sparse[mountPoint] ?? 0, roomOf(volume)), 0);
  const least = leastBytes - elsewhere;
  const room = open.reduce((sum, volume) => sum + roomOf(volume), 0);
  const missing = Math.ceil((least - room) / mebibyte);
  const blamed =
    mounts.find(({ mountPoint }) => mountPoint === '/usr') ?? mounts.find(({ mountPoint }) => mountPoint === '/');
  if (missing <= 0 || blamed === undefined) return undefined;
  const names = open.map(({ filesystem }) => nameOf(filesystem));
  const several = open.length > 1;
  const has = several ? `the filesystems ${names.join(', ')} have` : `the filesystem of ${names.join('')} has`;
  return new ApplianceError({
    kind: 'input',
    code: 'packages-do-not-fit',
    message: `the packages need at least ${inMiB(least)} MiB, and ${has} room for ${Math.floor(room / mebibyte)} MiB: ${missing} MiB are missing`,
    position: blamed.volume.position,
    hint: several
      ? `make them larger by ${inMiB(expected(installedBytes) - room)} MiB together, or install less`
      : `${roomHint(blamed.volume, expectedSize(blamed.volume, installedBytes))} (with room for what else comes), or install less`,
  });
}

const inMiB = (bytes: number) => Math.ceil(bytes / mebibyte);
const roomOf = (volume: VolumePlan) => capacityOf(volume.filesystem, plainBytes(volume));
const expected = (installedBytes: number) => installedBytes * expectedFactor + expectedBytes;

/** MiB of a volume that probably holds all of it. */
function expectedSize(volume: VolumePlan, installedBytes: number): number {
  const tree = { ...emptyTree, fileBytes: expected(installedBytes) };
  const plain = plainBytes(volume);
  const bytes = (sizeToHold(tree, volume.filesystem, plain) ?? plain) + volume.sizeBytes - plain;
  return Math.ceil(bytes / mebibyte / roundToMiB) * roundToMiB;
}
