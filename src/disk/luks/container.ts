import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { FilesystemType } from '../../appliance/appliance.ts';
import type { Extent } from '../../host/files/data-extents.ts';
import { type Runner, throwIfInterrupted } from '../../host/program/run.ts';
import { luksHeaderBytes } from '../../plan/volumes/encryption.ts';
import { mebibyte, sectorBytes } from '../bytes.ts';
import { createSparseFile } from '../disk-file.ts';
import { cryptSectorBytes, encryptSectors } from './sectors.ts';
import { usedRanges } from './used-ranges.ts';

const volumeKeyBytes = 64;
const blockBytes = mebibyte;

/**
 * A key derivation that the smallest machine can do: cryptsetup would measure the machine that builds, and take up to 1 GiB of its
 * memory.
 */
const derivation = [
  ...['--pbkdf', 'argon2id', '--pbkdf-memory', '131072', '--pbkdf-force-iterations', '4', '--pbkdf-parallel', '1'],
];

export interface ContainerRequest {
  /** The filesystem, in a file of its own that is as large as the volume without `luksHeaderBytes`. */
  readonly plainFile: string;
  readonly type: FilesystemType;
  /** UUID of the container. */
  readonly uuid: string;
  readonly passphrase: string;
  /** File to make: the whole volume, sparse where the filesystem has free blocks. */
  readonly output: string;
  readonly scratch: string;
}

/**
 * Makes a LUKS2 container of a filesystem. cryptsetup writes the header; it encrypts data only through device-mapper, so that is done
 * here. Free blocks stay zeros: they tell how much is used, and cost no space.
 *
 * The key of the volume is random, so no two containers are alike.
 *
 * @throws ApplianceError code `tool-failed`, kind `interrupted` if the runner's signal was aborted
 */
export async function makeContainer(runner: Runner, request: ContainerRequest): Promise<void> {
  const { plainFile, type, output, scratch } = request;
  const failure = "can't make the encrypted volume";
  const { size } = await fs.stat(plainFile);
  const ranges = await usedRanges(runner, type, plainFile, size);
  const key = randomBytes(volumeKeyBytes);
  const keyFile = path.join(scratch, 'volume-key');
  await createSparseFile(output, luksHeaderBytes + size);
  try {
    await fs.writeFile(keyFile, key, { mode: 0o600 });
    const args = ['luksFormat', '--batch-mode', '--type', 'luks2', '--uuid', request.uuid, ...derivation];
    args.push('--cipher', 'aes-xts-plain64', '--key-size', String(8 * volumeKeyBytes), '--volume-key-file', keyFile);
    args.push('--sector-size', String(cryptSectorBytes), '--offset', String(luksHeaderBytes / sectorBytes));
    await runner.run('cryptsetup', [...args, '--key-file', '-', output], { input: request.passphrase, failure });
  } finally {
    await fs.rm(keyFile, { force: true });
  }
  await encryptRanges(runner.signal, { plainFile, ranges, key, output });
}

interface Encryption {
  readonly plainFile: string;
  readonly ranges: readonly Extent[];
  readonly key: Buffer;
  readonly output: string;
}

async function encryptRanges(signal: AbortSignal, { plainFile, ranges, key, output }: Encryption): Promise<void> {
  await using from = await fs.open(plainFile, 'r');
  await using to = await fs.open(output, 'r+');
  for (const { start, length } of wholeSectors(ranges)) {
    for (let offset = start; offset < start + length; offset += blockBytes) {
      throwIfInterrupted(signal);
      const plain = Buffer.alloc(Math.min(blockBytes, start + length - offset));
      await from.read(plain, 0, plain.length, offset);
      const secret = encryptSectors(plain, key, offset);
      await to.write(secret, 0, secret.length, luksHeaderBytes + offset);
    }
  }
}

/** The same ranges, widened to sectors of encryption and joined where those meet. */
export function wholeSectors(ranges: readonly Extent[]): Extent[] {
  const whole: { start: number; length: number }[] = [];
  for (const { start, length } of ranges) {
    const first = Math.floor(start / cryptSectorBytes) * cryptSectorBytes;
    const end = Math.ceil((start + length) / cryptSectorBytes) * cryptSectorBytes;
    const last = whole.at(-1);
    if (last !== undefined && first <= last.start + last.length) last.length = Math.max(last.length, end - last.start);
    else whole.push({ start: first, length: end - first });
  }
  return whole;
}
