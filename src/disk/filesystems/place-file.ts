import type { Runner } from '../../host/program/run.ts';

/** A range of bytes of a file that takes a part of a volume. */
export interface Piece {
  readonly file: string;
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/**
 * Copies a filesystem, made in a file of its own, to the pieces that its volume consists of, one after the other. Holes are
 * neither read nor written: qemu-img asks the kernel where data is.
 */
export async function placeFile(
  runner: Runner,
  source: string,
  pieces: readonly Piece[],
  failure: string,
): Promise<void> {
  let from = 0;
  for (const { file, startBytes, sizeBytes } of pieces) {
    const ends = [range(source, from, sizeBytes), range(file, startBytes, sizeBytes)];
    const args = ['convert', '-n', '--target-is-zero', '-W', '-t', 'writeback', '-O', 'raw'];
    await runner.run('qemu-img', [...args, ...ends], { failure });
    from += sizeBytes;
  }
}

/** As qemu-img takes a part of a file. */
const range = (filename: string, offset: number, size: number) =>
  `json:${JSON.stringify({ driver: 'raw', offset, size, file: { driver: 'file', filename } })}`;
