import * as fs from 'node:fs';

const blockBytes = 512;

/** A file in a tar archive; places and sizes in bytes. */
export interface TarMember {
  readonly name: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** The members of an archive in plain ustar format, as an OVA is, by its headers. */
export function tarMembers(archive: string): TarMember[] {
  const handle = fs.openSync(archive, 'r');
  try {
    const members: TarMember[] = [];
    const header = Buffer.alloc(blockBytes);
    for (let place = 0; fs.readSync(handle, header, 0, blockBytes, place) === blockBytes && header[0] !== 0; ) {
      const text = (start: number, length: number) =>
        header.toString('latin1', start, start + length).replace(/\0.*$/s, '');
      if (text(257, 5) !== 'ustar' || text(156, 1) !== '0') throw new Error(`no plain member at byte ${place}`);
      const isBinary = ((header[124] ?? 0) & 0x80) !== 0;
      const sizeBytes = isBinary ? Number(header.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
      members.push({ name: text(0, 100), offset: place + blockBytes, sizeBytes });
      place += blockBytes + Math.ceil(sizeBytes / blockBytes) * blockBytes;
    }
    return members;
  } finally {
    fs.closeSync(handle);
  }
}

/** How QEMU opens a disk that lies in an archive, without unpacking it: the name of a file that it takes wherever it takes one. */
export function diskInside(archive: string, { offset, sizeBytes }: TarMember): string {
  return `json:${JSON.stringify({
    driver: 'vmdk',
    file: { driver: 'raw', offset, size: sizeBytes, file: { driver: 'file', filename: archive } },
  })}`;
}
