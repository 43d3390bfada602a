import * as fs from 'node:fs/promises';
import { diskFormats } from '../../appliance/formats.ts';
import { packingOf, unpackDisk } from '../../convert/packed/unpack.ts';
import { requireSelfContained } from '../../convert/self-contained.ts';
import { ApplianceError } from '../../errors.ts';
import { checksumOfFile, sha256OfFile } from '../../host/files/checksum.ts';
import type { Runner } from '../../host/program/run.ts';
import type { LocatedDisk } from './locate.ts';

/** How a machine gets a disk of a format. */
interface Handling {
  /** QEMU's name of the format. */
  readonly driver: string;
  /** What a machine runs from: the same, or a copy in a format that can be written to. */
  readonly runsFrom: 'raw' | 'qcow2';
  readonly isPacked?: true;
}

const { vdi, vhd, vhdx } = diskFormats;
/** By the words of descriptors. A machine cannot write to a streamOptimized vmdk, and gains nothing from the others. */
const handlings: Readonly<Record<string, Handling>> = {
  raw: { driver: 'raw', runsFrom: 'raw' },
  iso: { driver: 'raw', runsFrom: 'raw' },
  qcow2: { driver: 'qcow2', runsFrom: 'qcow2' },
  qcow: { driver: 'qcow', runsFrom: 'qcow2' },
  vmdk: { driver: 'vmdk', runsFrom: 'qcow2' },
  vdi: { driver: vdi.driver, runsFrom: 'qcow2' },
  vhd: { driver: vhd.driver, runsFrom: 'qcow2' },
  vhdx: { driver: vhdx.driver, runsFrom: 'qcow2' },
  'raw.zst': { driver: 'raw', runsFrom: 'raw', isPacked: true },
  'raw.xz': { driver: 'raw', runsFrom: 'raw', isPacked: true },
};

/** @throws ApplianceError code `not-supported-yet` */
export function handlingOf(format: string): Handling {
  const found = Object.hasOwn(handlings, format) ? handlings[format] : undefined;
  if (found !== undefined) return found;
  throw new ApplianceError({
    kind: 'input',
    code: 'not-supported-yet',
    message: `disks of the format ${format} cannot be deployed`,
    hint: `the formats are ${Object.keys(handlings).join(', ')}`,
  });
}

/** A file that a machine can use. */
export interface ReadyImage {
  readonly path: string;
  readonly driver: 'raw' | 'qcow2';
  readonly fileBytes: number;
}

/**
 * Makes a disk one that a machine can write to: unpacked, and in a format for that. Without need the file is taken as it is.
 *
 * @param target path of the copy, if one is needed
 * @param checks whether checksums are compared
 * @throws ApplianceError codes `wrong-checksum`, `bad-disk`, `unreadable-disk`; of the tools
 */
export async function prepareImage(
  runner: Runner,
  located: LocatedDisk,
  target: string,
  checks: boolean,
): Promise<ReadyImage> {
  const { disk, path: source } = located;
  const handling = handlingOf(disk.format);
  const isPacked = located.isPacked || handling.isPacked === true;
  const isIntact = !checks || (await hasChecksum(located, source, runner.signal));
  // appliance-creator wrote the checksum of the disk before it packed it.
  if (!isIntact && !located.isPacked) throw wrongChecksum(located);
  const plain = isPacked ? await unpack(runner, source, `${target}.raw`) : source;
  if (!isIntact && !(await hasChecksum(located, plain, runner.signal))) throw wrongChecksum(located);
  await requireSelfContained(runner, plain, handling.driver);
  if (handling.driver === handling.runsFrom) return await ready(plain, handling.runsFrom);
  const args = ['convert', '-f', handling.driver, '-O', 'qcow2', '-W', plain, target];
  await runner.run('qemu-img', args, { failure: `can't convert ${disk.file}` });
  return await ready(target, 'qcow2');
}

/**
 * Whether a machine can run from the file itself, as in the time of virt-image.
 *
 * @param hint what to do about it
 * @throws ApplianceError code `not-writable-disk` if it must be copied first
 */
export function requireUsableInPlace(located: LocatedDisk, hint = 'leave out --in-place and --overlay'): void {
  const { disk } = located;
  const handling = handlingOf(disk.format);
  const isPacked = located.isPacked || handling.isPacked === true;
  if (!isPacked && handling.driver === handling.runsFrom) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'not-writable-disk',
    message: `a machine cannot run from ${disk.file} itself: ${isPacked ? 'it is packed' : `its format is ${disk.format}`}`,
    hint,
  });
}

/** @throws ApplianceError code `wrong-checksum` */
export async function verifyInPlace(runner: Runner, located: LocatedDisk, checks: boolean): Promise<void> {
  if (checks && !(await hasChecksum(located, located.path, runner.signal))) throw wrongChecksum(located);
  await requireSelfContained(runner, located.path, handlingOf(located.disk.format).driver);
}

/** SHA-256 is preferred; without any checksum there is nothing to compare. */
async function hasChecksum({ disk }: LocatedDisk, file: string, signal: AbortSignal): Promise<boolean> {
  if (disk.sha256 !== undefined) return (await sha256OfFile(file, signal)) === disk.sha256;
  return disk.sha1 === undefined || (await checksumOfFile('sha1', file, signal)) === disk.sha1;
}

function wrongChecksum({ disk }: LocatedDisk): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'wrong-checksum',
    message: `${disk.file} is not the disk that the descriptor describes: its checksum is another`,
    hint: 'get the file again; --skip-checksum takes it as it is',
  });
}

async function unpack(runner: Runner, source: string, target: string): Promise<string> {
  const packing = await packingOf(source);
  if (packing === undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'unreadable-disk',
      message: `${source} is packed neither with zstd nor with xz`,
    });
  }
  await unpackDisk(runner, packing, source, target);
  return target;
}

async function ready(file: string, driver: ReadyImage['driver']): Promise<ReadyImage> {
  return { path: file, driver, fileBytes: (await fs.stat(file)).size };
}
