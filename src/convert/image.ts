import * as fs from 'node:fs/promises';
import { type DiskFormat, diskFormat, type Format, formats } from '../appliance/formats.ts';
import { ApplianceError } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import { packingOf, unpackDisk } from './packed/unpack.ts';

/** What a disk file is, without its variant: `qcow2` may be packed with zstd, too. */
export type ImageFormat = Pick<DiskFormat, 'driver' | 'packed'>;

/**
 * Asks the file itself what it is; its name does not count.
 *
 * @throws ApplianceError code `not-supported-yet` for a format that we do not write either, `tool-failed`
 */
export async function describeImage(runner: Runner, file: string): Promise<ImageFormat> {
  const packed = await packingOf(file);
  if (packed !== undefined) return { driver: 'raw', packed };
  const { stdout } = await runner.run('qemu-img', ['info', '--output=json', file], { failure: `can't read ${file}` });
  const { format }: { format?: unknown } = JSON.parse(stdout);
  const known = formats.map(diskFormat).find(({ driver }) => driver === format);
  if (known !== undefined) return { driver: known.driver };
  throw new ApplianceError({
    kind: 'input',
    code: 'not-supported-yet',
    message: `${file} has the format ${String(format)}, from which we do not convert yet`,
  });
}

/** @returns whether a format says no more of a file than the file's own format */
export function isFormatOf({ driver, packed }: ImageFormat, format: Format): boolean {
  const wanted = diskFormat(format);
  return wanted.driver === driver && wanted.packed === packed && !format.includes(':');
}

/**
 * Makes a disk file a raw one, with holes.
 *
 * @param target is written unless the file is raw already
 * @returns path of the raw file: the target, or the file itself
 * @throws ApplianceError of the tool
 */
export async function asRaw(
  runner: Runner,
  file: string,
  { driver, packed }: ImageFormat,
  target: string,
): Promise<string> {
  if (packed !== undefined) {
    await unpackDisk(runner, packed, file, target);
    await requireSectors(file, target);
    return target;
  }
  if (driver === 'raw') return file;
  const args = ['convert', '-f', driver, '-O', 'raw', '-W', file, target];
  await runner.run('qemu-img', args, { failure: `can't read ${file}` });
  return target;
}

async function requireSectors(file: string, raw: string): Promise<void> {
  const { size } = await fs.stat(raw);
  if (size > 0 && size % 512 === 0) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'unreadable-disk',
    message: `${file} holds ${size} bytes, which are no disk: not whole sectors of 512 bytes`,
  });
}
