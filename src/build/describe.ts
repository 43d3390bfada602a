import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { describeAppliance } from '../descriptor/describe.ts';
import { writeDescriptor } from '../descriptor/write.ts';
import { sha256OfFile } from '../host/files/checksum.ts';
import type { Plan } from '../plan/plan.ts';
import type { BundleResult, DiskResult } from '../report/manifest/manifest.ts';

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

/** A file with its checksum, in the format of sha256sum(1). */
export const checksumLine = ({ file, sha256 }: { readonly file: string; readonly sha256: string }) =>
  `${sha256}  ${file}\n`;

/** Checksums of disks, files of the whole, and the descriptor. */
export async function checksumLines(
  directory: string,
  disks: readonly DiskResult[],
  bundles: readonly BundleResult[],
  descriptor: string,
): Promise<string> {
  const ofDisks = disks.flatMap((disk) => [disk, ...(disk.extent === undefined ? [] : [disk.extent])]);
  const files = [
    ...ofDisks,
    ...bundles,
    { file: descriptor, sha256: await sha256OfFile(path.join(directory, descriptor)) },
  ];
  return files.map(checksumLine).join('');
}
