import { uuidBytes } from '../bytes.ts';

const pageBytes = 4096;
const labelBytes = 16;

/**
 * The first page of a swap area, as Linux reads it (`union swap_header` of include/linux/swap.h): version 1, number of the
 * last page, no bad pages, UUID and label from byte 1024 on, and the mark at the end of the page. Nothing else is written.
 *
 * @param label cut to 15 bytes of UTF-8
 */
export function swapHeader(sizeBytes: number, uuid: string, label: string | undefined): Buffer {
  const page = Buffer.alloc(pageBytes);
  page.writeUInt32LE(1, 1024);
  page.writeUInt32LE(Math.floor(sizeBytes / pageBytes) - 1, 1028);
  uuidBytes(uuid).copy(page, 1036);
  page.write(label ?? '', 1052, labelBytes - 1, 'utf8');
  page.write('SWAPSPACE2', pageBytes - 10, 'latin1');
  return page;
}
