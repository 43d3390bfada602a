import { createCipheriv } from 'node:crypto';
import { sectorBytes } from '../bytes.ts';

/** Unit of encryption: dm-crypt's sector_size. */
export const cryptSectorBytes = 4096;
const cipher = 'aes-256-xts';

/**
 * Encrypts whole sectors as dm-crypt does with aes-xts-plain64 (LUKS2 On-Disk Format Specification 1.1.2, §3.3 "Segments"): each
 * with its place as the initial vector, a little-endian 64-bit number that counts 512 bytes whatever the sector's size
 * (kernel, Documentation/admin-guide/device-mapper/dm-crypt.rst, iv_large_sectors).
 *
 * @param key 64 bytes: two of AES-256
 * @param offset of the first byte from the beginning of the encrypted area, a multiple of 4096
 */
export function encryptSectors(plain: Uint8Array, key: Uint8Array, offset: number): Buffer {
  if (offset % cryptSectorBytes !== 0 || plain.length % cryptSectorBytes !== 0) {
    throw new RangeError(`${plain.length} bytes at ${offset} are not whole sectors`);
  }
  const secret = Buffer.alloc(plain.length);
  const vector = Buffer.alloc(16);
  for (let start = 0; start < plain.length; start += cryptSectorBytes) {
    vector.writeBigUInt64LE(BigInt((offset + start) / sectorBytes));
    const sector = createCipheriv(cipher, key, vector).update(plain.subarray(start, start + cryptSectorBytes));
    sector.copy(secret, start);
  }
  return secret;
}
