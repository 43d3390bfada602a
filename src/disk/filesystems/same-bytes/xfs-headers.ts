/**
 * Metadata of XFS version 5 describes itself: each block has a mark, a checksum, the filesystem's UUID, and the number of the
 * last change of the log (LSN). Offsets are bytes (kernel, fs/xfs/libxfs/xfs_format.h and xfs_da_format.h).
 */
export interface XfsHeader {
  /** A big-endian number. */
  readonly mark: { readonly offset: number; readonly length: number; readonly value: number };
  /** Little-endian, over the whole unit with zeros in its place. */
  readonly checksum: number;
  readonly uuid: number;
  readonly lsn: number;
  /** What the checksum covers. */
  readonly unit: 'sector' | 'block' | 'inode';
}

const latin = (text: string) => ({
  offset: 0,
  length: text.length,
  value: Buffer.from(text, 'latin1').readUIntBE(0, text.length),
});
const ofTree = { checksum: 52, uuid: 32, lsn: 24, unit: 'block' } as const;
const ofFolder = { checksum: 4, uuid: 24, lsn: 16, unit: 'block' } as const;
const ofAttributes = { checksum: 12, uuid: 32, lsn: 24, unit: 'block' } as const;
const ofRemote = { checksum: 12, uuid: 16, lsn: 48, unit: 'block' } as const;

export const xfsHeaders: readonly XfsHeader[] = [
  { mark: latin('XFSB'), checksum: 224, uuid: 32, lsn: 240, unit: 'sector' },
  { mark: latin('XAGF'), checksum: 216, uuid: 64, lsn: 208, unit: 'sector' },
  { mark: latin('XAGI'), checksum: 312, uuid: 296, lsn: 320, unit: 'sector' },
  { mark: latin('XAFL'), checksum: 32, uuid: 8, lsn: 24, unit: 'sector' },
  ...['AB3B', 'AB3C', 'IAB3', 'FIB3', 'R3FC', 'RMB3'].map((mark) => ({ mark: latin(mark), ...ofTree })),
  { mark: latin('BMA3'), checksum: 64, uuid: 40, lsn: 32, unit: 'block' },
  ...['XDB3', 'XDD3', 'XDF3'].map((mark) => ({ mark: latin(mark), ...ofFolder })),
  ...[0x3ebe, 0x3bee, 0x3df1, 0x3dff].map((value) => ({ mark: { offset: 8, length: 2, value }, ...ofAttributes })),
  ...['XSLM', 'XARM'].map((mark) => ({ mark: latin(mark), ...ofRemote })),
  { mark: latin('IN'), checksum: 100, uuid: 160, lsn: 112, unit: 'inode' },
];

/** Fields of an inode (struct xfs_dinode). */
export const inodeFields = {
  accessTime: 32,
  modificationTime: 40,
  changeTime: 48,
  generation: 92,
  changeCount: 104,
  birthTime: 144,
  number: 152,
} as const;
