import type { DiskFormat } from '../../appliance/formats.ts';
import { zstdZeros } from './zstd-zeros.ts';

const mebibyte = 1024 * 1024;

export type Packing = NonNullable<DiskFormat['packed']>;

/** A program that packs a file in a form whose pieces may stand one after the other. */
export interface Packer {
  /** Arguments: from standard input to standard output, on all processors, and the same bytes on any number of them. */
  readonly pack: readonly string[];
  /** Arguments: `TARGET.suffix` to `TARGET`, with holes where there are zeros, and the packed file stays. */
  readonly unpack: readonly string[];
  readonly suffix: string;
  /** A long hole is made of pieces of this length. */
  readonly zeroPieceBytes: number;
  /** Makes a piece that unpacks to zeros; undefined: there is no short way. */
  readonly zeros?: (lengthBytes: number) => Buffer;
  /** The first bytes of a packed file, in hexadecimal. */
  readonly magic: string;
}

/** Files of zstd are frames one after the other (RFC 8878, §2), those of xz streams (The .xz File Format, §2). */
export const packers: Readonly<Record<Packing, Packer>> = {
  zstd: {
    pack: ['-q', '-c', '-T0', '-6'],
    unpack: ['-q', '-d', '-f', '--keep', '--sparse'],
    suffix: '.zst',
    zeroPieceBytes: 256 * mebibyte,
    zeros: zstdZeros,
    magic: '28b52ffd',
  },
  xz: {
    pack: ['-q', '-c', '-T0', '-6'],
    unpack: ['-q', '-d', '-f', '--keep', '-T0'],
    suffix: '.xz',
    // Packed once, then copied.
    zeroPieceBytes: 32 * mebibyte,
    magic: 'fd377a585a00',
  },
};
