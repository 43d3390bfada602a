import { sectorBytes } from '../bytes.ts';

const heads = 255;
const sectorsPerTrack = 63;
const largestCylinder = 1023;

export interface MbrEntry {
  readonly bootable: boolean;
  /** Partition type byte. */
  readonly type: number;
  /** Start as the entry stores it: from the start of the disk, or of what the entry is relative to. */
  readonly relativeSector: number;
  /** Start from the start of the disk, for the old cylinder fields. */
  readonly absoluteSector: number;
  readonly sectors: number;
}

/** A boot sector without code: disk signature at 0x1b8, four empty entries at 0x1be, the mark 0x55 0xAA (UEFI spec §5.2.1). */
export function mbrSector(signature: number): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  sector.writeUInt32LE(signature, 0x1b8);
  sector[510] = 0x55;
  sector[511] = 0xaa;
  return sector;
}

/** The 16 bytes of a partition entry of a master or extended boot record. */
export function mbrEntry(fields: MbrEntry): Buffer {
  const entry = Buffer.alloc(16);
  entry[0] = fields.bootable ? 0x80 : 0;
  cylinderHeadSector(fields.absoluteSector).copy(entry, 1);
  entry[4] = fields.type;
  cylinderHeadSector(fields.absoluteSector + fields.sectors - 1).copy(entry, 5);
  entry.writeUInt32LE(fields.relativeSector, 8);
  entry.writeUInt32LE(fields.sectors, 12);
  return entry;
}

/** The address that BIOSes without LBA use; beyond its 8 GB it is the largest one, `fe ff ff`. */
function cylinderHeadSector(lba: number): Buffer {
  const cylinder = Math.floor(lba / (heads * sectorsPerTrack));
  if (cylinder > largestCylinder) return Buffer.from([0xfe, 0xff, 0xff]);
  const head = Math.floor(lba / sectorsPerTrack) % heads;
  const sector = (lba % sectorsPerTrack) + 1;
  return Buffer.from([head, sector | ((cylinder >> 2) & 0xc0), cylinder & 0xff]);
}
