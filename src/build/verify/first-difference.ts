import * as fs from 'node:fs/promises';
import { throwIfInterrupted } from '../../host/program/run.ts';

const blockBytes = 1024 * 1024;

/**
 * @returns offset of the first byte that differs, in bytes; undefined if the files are the same
 * @throws ApplianceError kind `interrupted` if the signal was aborted
 */
export async function firstDifference(
  [one, other]: readonly [string, string],
  signal: AbortSignal,
): Promise<number | undefined> {
  const first = await fs.open(one);
  try {
    const second = await fs.open(other);
    try {
      const [left, right] = [Buffer.allocUnsafe(blockBytes), Buffer.allocUnsafe(blockBytes)];
      for (let position = 0; ; position += blockBytes) {
        throwIfInterrupted(signal);
        const [mine, its] = await Promise.all([readWhole(first, left, position), readWhole(second, right, position)]);
        if (!mine.equals(its)) return position + differingByte(mine, its);
        if (mine.length < blockBytes) return undefined;
      }
    } finally {
      await second.close();
    }
  } finally {
    await first.close();
  }
}

async function readWhole(handle: fs.FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

function differingByte(one: Buffer, other: Buffer): number {
  const index = one.findIndex((byte, at) => byte !== other[at]);
  // The shorter one ends where the longer one goes on.
  return index === -1 ? Math.min(one.length, other.length) : index;
}
