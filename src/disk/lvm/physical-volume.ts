import { crc32 } from 'node:zlib';
import type { PhysicalVolumePlan } from '../../plan/volumes/storage.ts';
import { sectorBytes, type Write } from '../bytes.ts';

/** Where LVM2 puts things: the label in the second sector, the metadata area from 4 KiB to the first extent. */
const labelSector = 1;
const headerOffset = 32;
const metadataAreaOffset = 4096;
const uuidBytes = 32;

/**
 * The label and the metadata area of a physical volume of LVM2, as its tools read them (lib/format_text/layout.h and
 * lib/label/label.h describe the fields; all are little-endian). Written straight into the disk file, so that neither
 * device-mapper nor a loop device is needed, and two builds write the same bytes.
 *
 * @param text the metadata of its volume group
 * @returns writes into the disk file
 * @throws RangeError if the text is larger than the area, which keeps two copies while LVM changes it
 */
export function physicalVolumeWrites({ uuid, place, dataOffsetBytes }: PhysicalVolumePlan, text: string): Write[] {
  const metadata = Buffer.from(`${text}\0`);
  const areaBytes = dataOffsetBytes - metadataAreaOffset;
  if (metadata.length > (areaBytes - sectorBytes) / 2) {
    throw new RangeError(
      `the metadata of a volume group are ${metadata.length} bytes, too many for ${areaBytes} bytes`,
    );
  }
  const area = place.startBytes + metadataAreaOffset;
  return [
    { offset: place.startBytes + labelSector * sectorBytes, bytes: label(uuid, place.sizeBytes, dataOffsetBytes) },
    { offset: area, bytes: areaHeader(areaBytes, metadata) },
    { offset: area + sectorBytes, bytes: metadata },
  ];
}

function label(uuid: string, deviceBytes: number, dataOffsetBytes: number): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  sector.write('LABELONE', 0, 'latin1');
  sector.writeBigUInt64LE(BigInt(labelSector), 8);
  sector.writeUInt32LE(headerOffset, 20);
  sector.write('LVM2 001', 24, 'latin1');
  let at = sector.write(uuid.replaceAll('-', ''), headerOffset, uuidBytes, 'latin1') + headerOffset;
  const put = (...values: readonly number[]) => {
    for (const value of values) at = sector.writeBigUInt64LE(BigInt(value), at);
  };
  put(deviceBytes);
  // The list of data areas (up to the end: size 0), and that of metadata areas; a pair of zeros ends each.
  put(dataOffsetBytes, 0, 0, 0);
  put(metadataAreaOffset, dataOffsetBytes - metadataAreaOffset, 0, 0);
  // Extension of version 2, with the flag that a volume group uses it, and no area for a boot loader.
  at = sector.writeUInt32LE(2, at);
  at = sector.writeUInt32LE(1, at);
  put(0, 0);
  sector.writeUInt32LE(lvmCrc(sector.subarray(20)), 16);
  return sector;
}

const areaMagic = ' LVM2 x[5A%r0N*>';

function areaHeader(areaBytes: number, metadata: Buffer): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  sector.write(areaMagic, 4, 'latin1');
  sector.writeUInt32LE(1, 20);
  sector.writeBigUInt64LE(BigInt(metadataAreaOffset), 24);
  sector.writeBigUInt64LE(BigInt(areaBytes), 32);
  sector.writeBigUInt64LE(BigInt(sectorBytes), 40);
  sector.writeBigUInt64LE(BigInt(metadata.length), 48);
  sector.writeUInt32LE(lvmCrc(metadata), 56);
  sector.writeUInt32LE(lvmCrc(sector.subarray(4)), 0);
  return sector;
}

const crcStart = 0xf597a6cf;

/** The usual CRC-32, but from a start of its own and without the inversion at its end. */
const lvmCrc = (bytes: Uint8Array): number => ~crc32(bytes, ~crcStart >>> 0) >>> 0;
