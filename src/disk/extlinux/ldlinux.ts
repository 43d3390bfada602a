import { sectorBytes } from '../bytes.ts';

/**
 * ldlinux.sys is loaded by sector numbers that are written into its own first sectors, in a "patch area" (syslinux,
 * doc/distrib.txt and the layout that core/diskstart.inc gives). extlinux(1) fills it in for one filesystem; here it is
 * filled in anew for another.
 */
const magic = 0x3eb202fe;
/** Offsets from the magic number. */
const area = { dataSectors: 8, advSectors: 10, dwords: 12, checksum: 16, extendedArea: 22 } as const;
/** Offsets in the extended patch area, whose words are offsets in turn: in the file, the last two in the boot sector. */
const extended = {
  advPointers: 0,
  directory: 2,
  directoryBytes: 4,
  extents: 10,
  extentCount: 12,
  firstSectorLow: 14,
  firstSectorHigh: 16,
} as const;
const extentBytes = 10;
const longestExtent = 0xffff;
/** Fields of the boot sector as in a BIOS parameter block (Microsoft, FAT32 File System Specification 1.03, page 9). */
const bpb = { sectors16: 0x13, hiddenSectors: 0x1c, sectors32: 0x20 } as const;

export interface Ldlinux {
  /** All of ldlinux.sys, as extlinux installed it on whatever filesystem. */
  readonly image: Uint8Array;
  /** The boot sector of that filesystem. */
  readonly bootSector: Uint8Array;
}

export interface LdlinuxPlace {
  /** Sectors of the file, in order, from the start of the partition; as many as the file has. */
  readonly sectors: readonly number[];
  /** Folder of the configuration, from the top of the filesystem: `/boot/extlinux`. */
  readonly directory: string;
  /** Where the partition begins on the disk, and how long it is. */
  readonly startSector: number;
  readonly sectorCount: number;
}

/** Sectors that ldlinux.sys takes. */
export const sectorsOf = (image: Uint8Array): number => Math.ceil(image.length / sectorBytes);

/**
 * Fits ldlinux.sys and its boot sector to where they lie. Arguments are not changed.
 *
 * @throws Error if it is no ldlinux.sys of version 5 or 6, or the file lies in too many pieces
 */
export function placeLdlinux(from: Ldlinux, place: LdlinuxPlace): { image: Buffer; bootSector: Buffer } {
  const image = Buffer.from(from.image);
  const bootSector = Buffer.from(from.bootSector.subarray(0, sectorBytes));
  const start = patchAreaOf(image);
  const more = image.readUInt16LE(start + area.extendedArea);
  const offsetAt = (field: keyof typeof extended) => image.readUInt16LE(more + extended[field]);

  const dataSectors = image.readUInt16LE(start + area.dataSectors);
  const advSectors = image.readUInt16LE(start + area.advSectors);
  if (place.sectors.length !== dataSectors + advSectors) throw new Error('ldlinux.sys has another size than it says');
  const [first = 0, ...others] = place.sectors.slice(0, dataSectors);
  const extents = joinSectors(others);
  const room = offsetAt('extentCount');
  if (extents.length > room) throw new Error(`ldlinux.sys lies in ${extents.length} pieces, and ${room} are possible`);
  image.fill(0, offsetAt('extents'), offsetAt('extents') + room * extentBytes);
  for (const [index, extent] of extents.entries()) {
    const at = offsetAt('extents') + index * extentBytes;
    image.writeBigUInt64LE(BigInt(extent.sector), at);
    image.writeUInt16LE(extent.count, at + 8);
  }
  for (const [index, sector] of place.sectors.slice(dataSectors).entries()) {
    image.writeBigUInt64LE(BigInt(sector), offsetAt('advPointers') + index * 8);
  }
  const directory = Buffer.from(place.directory, 'latin1');
  if (directory.length >= offsetAt('directoryBytes')) throw new Error('the path of ldlinux.sys is too long');
  image.fill(0, offsetAt('directory'), offsetAt('directory') + offsetAt('directoryBytes'));
  directory.copy(image, offsetAt('directory'));
  writeChecksum(image, start);

  const small = place.sectorCount <= 0xffff;
  bootSector.writeUInt16LE(small ? place.sectorCount : 0, bpb.sectors16);
  bootSector.writeUInt32LE(small ? 0 : place.sectorCount % 2 ** 32, bpb.sectors32);
  bootSector.writeUInt32LE(place.startSector % 2 ** 32, bpb.hiddenSectors);
  bootSector.writeUInt32LE(first % 2 ** 32, offsetAt('firstSectorLow'));
  bootSector.writeUInt32LE(Math.floor(first / 2 ** 32), offsetAt('firstSectorHigh'));
  return { image, bootSector };
}

function patchAreaOf(image: Buffer): number {
  for (let at = 0; at < sectorBytes; at += 4) if (image.readUInt32LE(at) === magic) return at;
  throw new Error('it has no patch area');
}

interface Extent {
  readonly sector: number;
  readonly count: number;
}

function joinSectors(sectors: readonly number[]): Extent[] {
  const extents: Extent[] = [];
  for (const sector of sectors) {
    const last = extents.at(-1);
    if (last !== undefined && sector === last.sector + last.count && last.count < longestExtent) {
      extents[extents.length - 1] = { sector: last.sector, count: last.count + 1 };
    } else {
      extents.push({ sector, count: 1 });
    }
  }
  return extents;
}

/** All 32-bit words together give the magic number. */
function writeChecksum(image: Buffer, start: number): void {
  image.writeUInt32LE(0, start + area.checksum);
  let sum = magic;
  const words = image.readUInt32LE(start + area.dwords);
  for (let word = 0; word < words; word += 1) sum -= image.readUInt32LE(word * 4);
  image.writeUInt32LE(((sum % 2 ** 32) + 2 ** 32) % 2 ** 32, start + area.checksum);
}
