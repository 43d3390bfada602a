/** Bytes to be put at a place of a disk file. */
export interface Write {
  /** Bytes from the start of the disk. */
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** The logical sector of every disk that this program writes. */
export const sectorBytes = 512;
export const mebibyte = 1024 * 1024;

/** The 16 bytes of a UUID in the order in which it is written (RFC 9562). */
export function uuidBytes(uuid: string): Buffer {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new RangeError(`not a UUID: ${uuid}`);
  return bytes;
}

/** A GUID as EFI stores it: the first three fields little-endian (UEFI specification, appendix A). */
export function guidBytes(guid: string): Buffer {
  const bytes = uuidBytes(guid);
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
