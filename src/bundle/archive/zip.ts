import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type Contents, earliestSeconds } from './contents.ts';

const fileMode = 0o100644;
const folderMode = 0o040755;

/**
 * A zip archive (with Zip64 where sizes need it) as a stream. The same contents give the same bytes, in any time zone.
 *
 * The stream fails if a file can't be read.
 */
export function zipOf({ folder, files, timeSeconds }: Contents): Readable {
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  zip.on('error', (error: Error) => stream.destroy(error));
  const time = { mtime: new UtcDate(Math.max(timeSeconds, earliestSeconds) * 1000), forceDosTimestamp: true };
  if (folder !== undefined) zip.addEmptyDirectory(folder, { ...time, mode: folderMode });
  for (const { name, content, compressed } of files) {
    const inside = folder === undefined ? name : `${folder}/${name}`;
    const options = { ...time, mode: fileMode, compress: compressed !== true };
    if ('text' in content) zip.addBuffer(Buffer.from(content.text), inside, options);
    else zip.addFile(content.file, inside, options);
  }
  zip.end();
  return stream;
}

/** Times of a zip archive have no zone, and are local by custom. So that they are the same everywhere, UTC is local here. */
class UtcDate extends Date {
  override getFullYear = () => this.getUTCFullYear();
  override getMonth = () => this.getUTCMonth();
  override getDate = () => this.getUTCDate();
  override getHours = () => this.getUTCHours();
  override getMinutes = () => this.getUTCMinutes();
  override getSeconds = () => this.getUTCSeconds();
}
