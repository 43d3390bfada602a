import * as fs from 'node:fs/promises';
import type { Write } from './bytes.ts';

/** Makes an empty sparse file; costs no space whatever the size. Replaces what was there. */
export async function createSparseFile(file: string, sizeBytes: number): Promise<void> {
  const handle = await fs.open(file, 'w');
  try {
    await handle.truncate(sizeBytes);
  } finally {
    await handle.close();
  }
}

/** Writes into an existing file, leaving all else as it is. */
export async function applyWrites(file: string, writes: readonly Write[]): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    for (const { offset, bytes } of writes) await handle.write(bytes, 0, bytes.length, offset);
  } finally {
    await handle.close();
  }
}

export async function readBytes(file: string, offset: number, length: number): Promise<Buffer> {
  const handle = await fs.open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
