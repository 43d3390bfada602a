/** RFC 8878, "Zstandard Compression and the application/zstd Media Type". Numbers are little-endian. */
const magic = 0xfd2fb528;
/** §3.1.1.1.1: no size of the content, no checksum, no dictionary. */
const frameHeaderDescriptor = 0;
/** §3.1.1.1.2: a window of 2^(10 + 7) bytes, and so blocks of as many at most. */
const windowDescriptor = 7 << 3;
const blockBytes = 128 * 1024;
/** §3.1.1.2: a block of one byte, many times. */
const repeated = 1;

/** @returns a frame that unpacks to so many zeros: 4 bytes for each 128 KiB, where packing them would read them all */
export function zstdZeros(lengthBytes: number): Buffer {
  const count = Math.ceil(lengthBytes / blockBytes);
  const frame = Buffer.alloc(6 + count * 4);
  frame.writeUInt32LE(magic, 0);
  frame.writeUInt8(frameHeaderDescriptor, 4);
  frame.writeUInt8(windowDescriptor, 5);
  for (let block = 0; block < count; block += 1) {
    const isLast = block === count - 1;
    const size = isLast ? lengthBytes - block * blockBytes : blockBytes;
    frame.writeUInt32LE(((size << 3) | (repeated << 1) | Number(isLast)) >>> 0, 6 + block * 4);
  }
  return frame;
}
