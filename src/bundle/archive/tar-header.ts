/** "ustar Interchange Format" of POSIX (IEEE 1003.1, pax). */
export const blockBytes = 512;

const field = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  time: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  deviceMajor: [329, 8],
  deviceMinor: [337, 8],
} as const;

/** Names that are longer need a record of their own. */
export const mostNameBytes = field.name[1];

export type TarType = 'file' | 'folder' | 'records';
const types = { file: '0', folder: '5', records: 'x' } as const satisfies Readonly<Record<TarType, string>>;

export interface TarHeader {
  readonly name: string;
  readonly type: TarType;
  /** Bytes that follow the header. */
  readonly sizeBytes: number;
  readonly timeSeconds: number;
}

/** The header block of a member that belongs to root and that everybody may read. The name must not be longer than `mostNameBytes`. */
export function tarHeaderOf({ name, type, sizeBytes, timeSeconds }: TarHeader): Buffer {
  const block = Buffer.alloc(blockBytes);
  const put = ([start]: readonly [number, number], text: string) => block.write(text, start, 'latin1');
  block.write(name, ...field.name, 'utf8');
  put(field.mode, octal(type === 'folder' ? 0o755 : 0o644, field.mode[1]));
  put(field.owner, octal(0, field.owner[1]));
  put(field.group, octal(0, field.group[1]));
  writeSize(block, sizeBytes);
  put(field.time, octal(timeSeconds, field.time[1]));
  put(field.checksum, ' '.repeat(field.checksum[1]));
  put(field.type, types[type]);
  put(field.magic, 'ustar\x0000');
  put(field.deviceMajor, octal(0, field.deviceMajor[1]));
  put(field.deviceMinor, octal(0, field.deviceMinor[1]));
  const sum = block.reduce((total, byte) => total + byte, 0);
  put(field.checksum, `${octal(sum, field.checksum[1] - 1)} `);
  return block;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

/** Eleven octal digits reach to 8 GiB. Beyond that the number is binary with its first bit set, as star and GNU tar began and all read. */
function writeSize(block: Buffer, sizeBytes: number): void {
  const [start, width] = field.size;
  if (sizeBytes < 8 ** (width - 1)) block.write(octal(sizeBytes, width), start, 'latin1');
  else {
    block[start] = 0x80;
    block.writeBigUInt64BE(BigInt(sizeBytes), start + width - 8);
  }
}

/** Zeros that fill the last block of so many bytes. */
export function paddingOf(sizeBytes: number): Buffer {
  return Buffer.alloc((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
}

/** The body of a member of type `records`: "pax Extended Header", about the member after it. */
export function paxRecordsOf(records: Readonly<Record<string, string | number>>): Buffer {
  return Buffer.from(
    Object.entries(records)
      .map(([key, value]) => paxRecord(`${key}=${value}\n`))
      .join(''),
  );
}

/** Each record begins with its length, that of the length included. */
function paxRecord(text: string): string {
  const bytes = Buffer.byteLength(text) + 1;
  const digits = String(bytes + String(bytes).length).length;
  return `${bytes + digits} ${text}`;
}
