import * as fs from 'node:fs/promises';

/** Collects small pieces, so that the file is written in blocks. */
const blockBytes = 1024 * 1024;

/** A file that grows at its end; bytes written before can be replaced once the pieces are flushed. */
export interface AppendFile extends AsyncDisposable {
  /** Where the next byte goes. */
  readonly position: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Fills up with zeros to a multiple of `bytes`. */
  align(bytes: number): Promise<void>;
  /** Replaces bytes that were appended before. */
  replace(bytes: Uint8Array, position: number): Promise<void>;
}

export async function createAppendFile(file: string): Promise<AppendFile> {
  const handle = await fs.open(file, 'w');
  let flushed = 0;
  let pieces: Uint8Array[] = [];
  let waiting = 0;
  const flush = async () => {
    const block = Buffer.concat(pieces);
    pieces = [];
    waiting = 0;
    await writeWhole(handle, block, flushed);
    flushed += block.length;
  };
  const append = async (bytes: Uint8Array) => {
    pieces.push(bytes);
    waiting += bytes.length;
    if (waiting >= blockBytes) await flush();
  };
  return {
    get position() {
      return flushed + waiting;
    },
    append,
    async align(bytes) {
      const rest = (flushed + waiting) % bytes;
      if (rest > 0) await append(Buffer.alloc(bytes - rest));
    },
    async replace(bytes, position) {
      await flush();
      await writeWhole(handle, bytes, position);
    },
    async [Symbol.asyncDispose]() {
      await handle.close();
    },
  };
}

export async function writeWhole(handle: fs.FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
