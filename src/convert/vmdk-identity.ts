import * as fs from 'node:fs/promises';
import { ApplianceError } from '../errors.ts';
import { sha256OfFile } from '../host/checksum.ts';

/** VMware Virtual Disk Format 1.1, "Hosted Sparse Extent Header": magic, and where the text descriptor lies. */
const magic = 'KDMV';
const descriptorOffsetField = 28;
const descriptorSizeField = 36;
const headerBytes = 512;
const sectorBytes = 512;
const largestDescriptorSectors = 256;
/** The largest two numbers mean "no parent" and "unset". */
const ordinaryIds = 0x7fffffff;

/**
 * Replaces the content identifier of a monolithic vmdk, which qemu-img draws at random, by one that the contents give:
 * the same contents then have the same bytes.
 *
 * @throws ApplianceError code `vmdk-unexpected`
 */
export async function settleVmdkIdentity(file: string, signal: AbortSignal): Promise<void> {
  await replaceIdentity(file, '00000000');
  const hash = Number.parseInt((await sha256OfFile(file, signal)).slice(0, 8), 16);
  await replaceIdentity(file, (hash & ordinaryIds).toString(16).padStart(8, '0'));
}

async function replaceIdentity(file: string, identity: string): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    const header = Buffer.alloc(headerBytes);
    await handle.read(header, 0, headerBytes, 0);
    const sectors = Number(header.readBigUInt64LE(descriptorSizeField));
    if (header.toString('latin1', 0, 4) !== magic || sectors < 1 || sectors > largestDescriptorSectors) {
      throw unexpected(file);
    }
    const offset = Number(header.readBigUInt64LE(descriptorOffsetField)) * sectorBytes;
    const area = Buffer.alloc(sectors * sectorBytes);
    await handle.read(area, 0, area.length, offset);
    const replaced = withIdentity(area, identity);
    if (replaced === undefined) throw unexpected(file);
    await handle.write(replaced, 0, replaced.length, offset);
  } finally {
    await handle.close();
  }
}

/** @returns undefined if the text has no identifier, or no room for the new one */
export function withIdentity(area: Buffer, identity: string): Buffer | undefined {
  const end = area.indexOf(0);
  const text = area.toString('latin1', 0, end < 0 ? area.length : end);
  if (!/^CID=[0-9a-f]+$/m.test(text)) return undefined;
  const changed = Buffer.from(text.replace(/^CID=[0-9a-f]+$/m, `CID=${identity}`), 'latin1');
  if (changed.length > area.length) return undefined;
  const result = Buffer.alloc(area.length);
  changed.copy(result);
  return result;
}

function unexpected(file: string): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'vmdk-unexpected',
    message: `qemu-img wrote ${file} in a form that is not known`,
    hint: 'report it with the version of qemu-img',
  });
}
