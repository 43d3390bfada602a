import * as fs from 'node:fs/promises';
import { writeWhole } from './append-file.ts';

/** Neighbouring pieces are written together, up to about this much. */
const blockBytes = 1024 * 1024;

/** A file that is written at places of our choice; what is never written is a hole. */
export interface PlacedFile extends AsyncDisposable {
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Writes what still waits, and gives the file its length. */
  finish(lengthBytes: number): Promise<void>;
}

export async function createPlacedFile(file: string): Promise<PlacedFile> {
  const handle = await fs.open(file, 'w');
  let start = 0;
  let pieces: Uint8Array[] = [];
  let waiting = 0;
  const flush = async () => {
    if (waiting === 0) return;
    const block = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
    pieces = [];
    waiting = 0;
    await writeWhole(handle, block, start);
  };
  return {
    async write(bytes, position) {
      if (position !== start + waiting || waiting >= blockBytes) await flush();
      if (waiting === 0) start = position;
      pieces.push(bytes);
      waiting += bytes.length;
    },
    async finish(lengthBytes) {
      await flush();
      await handle.truncate(lengthBytes);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
