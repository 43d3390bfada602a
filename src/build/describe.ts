import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { describeAppliance } from '../descriptor/describe.ts';
import { writeDescriptor } from '../descriptor/write.ts';
import { sha256OfFile } from '../host/checksum.ts';
import type { Plan } from '../plan/plan.ts';
import type { DiskResult } from '../report/manifest.ts';

/**
 * Writes NAME.xml beside the disks.
 *
 * @returns the descriptor's file name
 */
export async function writeDescription(plan: Plan, disks: readonly DiskResult[], directory: string): Promise<string> {
  const descriptor = `${plan.name}.xml`;
  const xml = writeDescriptor(describeAppliance(plan, disks));
  await fs.writeFile(path.join(directory, descriptor), xml);
  return descriptor;
}

export const checksumsName = 'SHA256SUMS';

/** Checksums of the disks and the descriptor, in the format of sha256sum(1). */
export async function checksumLines(
  directory: string,
  disks: readonly DiskResult[],
  descriptor: string,
): Promise<string> {
  const ofDisks = disks.flatMap((disk) => [disk, ...(disk.extent === undefined ? [] : [disk.extent])]);
  const files = [...ofDisks, { file: descriptor, sha256: await sha256OfFile(path.join(directory, descriptor)) }];
  return files.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
}
