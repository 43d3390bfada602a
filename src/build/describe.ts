import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { describeAppliance } from '../descriptor/describe.ts';
import { writeDescriptor } from '../descriptor/write.ts';
import { pygrubReads } from '../descriptor/xen-boot.ts';
import { sha256OfFile } from '../host/files/checksum.ts';
import type { Plan } from '../plan/plan.ts';
import type { BundleResult, DiskResult } from '../report/manifest/manifest.ts';
import { extractKernel } from './extract-kernel.ts';

/**
 * Writes NAME.xml beside the disks, and the kernel that it names, if Xen's pygrub cannot find that by itself.
 *
 * @param root the guest's, as it went into the disks
 * @returns names of the files, the descriptor's first
 */
export async function writeDescription(
  plan: Plan,
  {
    disks,
    directory,
    root,
  }: { readonly disks: readonly DiskResult[]; readonly directory: string; readonly root: string },
): Promise<readonly [descriptor: string, ...others: string[]]> {
  const descriptor = `${plan.name}.xml`;
  const needsKernel = plan.targets.includes('xen') && !pygrubReads(plan);
  const extracted = needsKernel ? await extractKernel(root, plan.name, directory) : undefined;
  const xml = writeDescriptor(describeAppliance(plan, disks, extracted));
  await fs.writeFile(path.join(directory, descriptor), xml);
  return [descriptor, ...Object.values(extracted ?? {}).filter((file) => file !== undefined)];
}

export const checksumsName = 'SHA256SUMS';

/** A file with its checksum, in the format of sha256sum(1). */
export const checksumLine = ({ file, sha256 }: { readonly file: string; readonly sha256: string }) =>
  `${sha256}  ${file}\n`;

/** Checksums of disks, files of the whole, and others that lie beside them. */
export async function checksumLines(
  directory: string,
  disks: readonly DiskResult[],
  bundles: readonly BundleResult[],
  others: readonly string[],
): Promise<string> {
  const ofDisks = disks.flatMap((disk) => [disk, ...(disk.extent === undefined ? [] : [disk.extent])]);
  const files = [
    ...ofDisks,
    ...bundles,
    ...(await Promise.all(
      others.map(async (file) => ({ file, sha256: await sha256OfFile(path.join(directory, file)) })),
    )),
  ];
  return files.map(checksumLine).join('');
}
