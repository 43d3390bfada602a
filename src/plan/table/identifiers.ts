import { createHash } from 'node:crypto';

/**
 * Identifiers of disks, partitions and filesystems are derived from what they name, so that the same kickstart gives the
 * same bytes; the appliance's name keeps those of two appliances apart.
 */
function digest(parts: readonly string[]): Buffer {
  return createHash('sha256')
    .update(`appliance-build\0${parts.join('\0')}`)
    .digest();
}

/** A UUID of version 8, "vendor-specific" (RFC 9562 §5.8), in lower case. */
export function uuidOf(...parts: readonly string[]): string {
  const bytes = digest(parts).subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The serial number of a FAT filesystem as blkid and GRUB print it: `1A2B-3C4D`. */
export function fatSerialOf(...parts: readonly string[]): string {
  const hex = digest(parts).toString('hex', 0, 4).toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/** The disk signature of an msdos table: 32 bits, not zero. */
export function diskSignatureOf(...parts: readonly string[]): number {
  return digest(parts).readUInt32LE(0) || 1;
}

const lvmCharacters = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lvmGroups = [6, 4, 4, 4, 4, 4, 6] as const;

/** An identifier as LVM2 has them: 32 letters and digits in groups of 6-4-4-4-4-4-6. */
export function lvmUuidOf(...parts: readonly string[]): string {
  const characters = [...digest(parts)].map((byte) => lvmCharacters[byte % lvmCharacters.length] ?? '0').join('');
  let start = 0;
  return lvmGroups
    .map((length) => {
      start += length;
      return characters.slice(start - length, start);
    })
    .join('-');
}
