import * as fs from 'node:fs/promises';
import { type Runner, throwIfInterrupted } from '../../host/program/run.ts';
import type { ArchiveFile, Contents } from './contents.ts';
import { findData, type Stretch, sparseMapOf } from './sparse.ts';
import { blockBytes, mostNameBytes, paddingOf, paxRecordsOf, type TarHeader, tarHeaderOf } from './tar-header.ts';

const readBytes = 1024 * 1024;

/**
 * A tar archive in ustar format, piece by piece. The same contents give the same bytes: everything belongs to root and is of one time.
 * Only long names, and files with holes ("PAX Format, Version 1.0" of the manual of GNU tar), take records of pax.
 *
 * @throws ApplianceError kind `interrupted`, or of the tool that finds holes
 */
export async function* tarOf(runner: Runner, { folder, files, timeSeconds }: Contents): AsyncGenerator<Buffer> {
  if (folder !== undefined) yield headOf({ name: `${folder}/`, type: 'folder', sizeBytes: 0, timeSeconds });
  for (const file of files) {
    const name = folder === undefined ? file.name : `${folder}/${file.name}`;
    yield* memberOf(runner, { ...file, name }, timeSeconds);
  }
  // Two blocks of zeros end an archive.
  yield Buffer.alloc(2 * blockBytes);
}

async function* memberOf(runner: Runner, { name, content, sparse }: ArchiveFile, timeSeconds: number) {
  if ('text' in content) {
    const bytes = Buffer.from(content.text);
    yield headOf({ name, type: 'file', sizeBytes: bytes.length, timeSeconds });
    yield bytes;
    yield paddingOf(bytes.length);
    return;
  }
  const handle = await fs.open(content.file);
  try {
    const { size } = await handle.stat();
    const stretches =
      sparse === true ? await findData(runner, content.file, handle, size) : [{ start: 0, length: size }];
    const map = sparse === true ? sparseMapOf(stretches, size) : Buffer.alloc(0);
    const sizeBytes = stretches.reduce((sum, { length }) => sum + length, map.length);
    yield headOf({ name, type: 'file', sizeBytes, timeSeconds }, sparse === true ? size : undefined);
    yield map;
    for (const stretch of stretches) yield* bytesOf(runner, handle, stretch);
    yield paddingOf(sizeBytes);
  } finally {
    await handle.close();
  }
}

async function* bytesOf(runner: Runner, handle: fs.FileHandle, { start, length }: Stretch) {
  for (let done = 0; done < length; ) {
    throwIfInterrupted(runner.signal);
    const block = Buffer.allocUnsafe(Math.min(readBytes, length - done));
    const { bytesRead } = await handle.read(block, 0, block.length, start + done);
    if (bytesRead === 0) throw new Error(`a file of the archive ends at byte ${start + done}`);
    yield block.subarray(0, bytesRead);
    done += bytesRead;
  }
}

/** @param realBytes of a file with holes, of which the map and the data follow */
function headOf(header: TarHeader, realBytes?: number): Buffer {
  const { name, timeSeconds } = header;
  const isLong = Buffer.byteLength(name) > mostNameBytes;
  const records =
    realBytes === undefined
      ? isLong && { path: name }
      : {
          'GNU.sparse.major': 1,
          'GNU.sparse.minor': 0,
          'GNU.sparse.name': name,
          'GNU.sparse.realsize': realBytes,
        };
  // Names are ASCII, so a shortened one is no half character.
  const own = tarHeaderOf({ ...header, name: name.slice(0, mostNameBytes) });
  if (records === false) return own;
  const body = paxRecordsOf(records);
  const head = tarHeaderOf({ name: 'PaxHeaders/records', type: 'records', sizeBytes: body.length, timeSeconds });
  return Buffer.concat([head, body, paddingOf(body.length), own]);
}
