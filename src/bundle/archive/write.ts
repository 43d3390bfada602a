import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { PassThrough, Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ArchiveKind } from '../../appliance/bundles.ts';
import { packers } from '../../convert/packed/tools.ts';
import { sha256OfFile } from '../../host/files/checksum.ts';
import { type Runner, throwIfInterrupted } from '../../host/program/run.ts';
import type { Contents } from './contents.ts';
import { tarOf } from './tar.ts';
import { zipOf } from './zip.ts';

/** What was written: its size, and its SHA-256 in lower-case hexadecimal. */
export interface WrittenArchive {
  readonly fileBytes: number;
  readonly sha256: string;
}

type Write = (runner: Runner, contents: Contents, target: string) => Promise<WrittenArchive>;

const writers: Readonly<Record<ArchiveKind, Write>> = {
  tar: (runner, contents, target) => writeStream(runner, target, Readable.from(tarOf(runner, contents))),
  'tar.gz': (runner, contents, target) =>
    writeStream(runner, target, Readable.from(tarOf(runner, contents)), createGzip()),
  'tar.zst': writeZstd,
  zip: (runner, contents, target) => writeStream(runner, target, zipOf(contents)),
};

/**
 * Writes an archive. The same contents give the same bytes, as far as it is compressed with the same version of Node (gzip, zip) or zstd.
 *
 * @throws ApplianceError kind `interrupted`, or of a tool; what was written of the archive stays
 */
export async function writeArchive(
  runner: Runner,
  kind: ArchiveKind,
  contents: Contents,
  target: string,
): Promise<WrittenArchive> {
  return await writers[kind](runner, contents, target);
}

async function writeStream(
  runner: Runner,
  target: string,
  source: Readable,
  through: Transform = new PassThrough(),
): Promise<WrittenArchive> {
  const hash = createHash('sha256');
  let fileBytes = 0;
  const measured = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      throwIfInterrupted(runner.signal);
      hash.update(piece);
      fileBytes += piece.length;
      yield piece;
    }
  };
  await pipeline(source, through, measured, createWriteStream(target));
  return { fileBytes, sha256: hash.digest('hex') };
}

/** Node 20 has no zstd; the tool reads a file. */
async function writeZstd(runner: Runner, contents: Contents, target: string): Promise<WrittenArchive> {
  const tar = `${target}.tar`;
  try {
    await writers.tar(runner, contents, tar);
    const failure = `can't compress ${target}`;
    await runner.run('zstd', packers.zstd.pack, { inputFile: tar, outputFile: target, failure });
  } finally {
    await fs.rm(tar, { force: true });
  }
  const { size } = await fs.stat(target);
  return { fileBytes: size, sha256: await sha256OfFile(target, runner.signal) };
}
