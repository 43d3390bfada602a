import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import { nameOf } from '../../plan/sizes/room.ts';
import { createSparseFile } from '../disk-file.ts';
import { cryptSectorBytes } from '../luks/sectors.ts';
import type { FilesystemJob } from './filesystem-job.ts';
import { asNotFitting, fillByMount, whileMounted } from './mounted-copy.ts';
import { placeFile } from './place-file.ts';
import { copyInOrder } from './same-bytes/ordered-copy.ts';
import { newLog, settleXfs } from './same-bytes/xfs-settle.ts';

/**
 * Features by the option that switches them. Off: what the kernel of EL 8 (bigtime, inobtcount) or GRUB 2.06 (nrext64, parent,
 * exchange) cannot read. Those that a mkfs.xfs does not know it does not switch on either.
 */
const features: readonly (readonly [option: string, name: string, value: 0 | 1])[] = [
  ['-m', 'crc', 1],
  ['-m', 'finobt', 1],
  ['-m', 'reflink', 1],
  ['-m', 'rmapbt', 0],
  ['-m', 'inobtcount', 0],
  ['-m', 'bigtime', 0],
  ['-m', 'metadir', 0],
  ['-i', 'sparse', 1],
  ['-i', 'nrext64', 0],
  ['-i', 'exchange', 0],
  ['-n', 'parent', 0],
];

/**
 * Makes an xfs filesystem. mkfs.xfs of today cannot copy a directory (its prototype files know no times, no sticky bit, no hard
 * links, no extended attributes), so the contents go through a plain loop mount of a file of this one filesystem.
 *
 * @throws ApplianceError code `contents-do-not-fit`
 */
export async function makeXfs(job: FilesystemJob): Promise<void> {
  const { runner, place, diskFile, filesystem, scratch } = job;
  const failure = `can't make the xfs filesystem of ${nameOf(filesystem)}`;
  const file = path.join(scratch, 'xfs');
  await createSparseFile(file, place.sizeBytes);
  const args = ['-q', '-f', '-K', '-m', `uuid=${filesystem.uuid}`, ...(await featureOptions(runner))];
  args.push(...(filesystem.makeOptions ?? []));
  // Not below the sectors of the container, which the kernel does not divide.
  if (filesystem.encryption !== undefined) args.push('-s', `size=${cryptSectorBytes}`);
  if (filesystem.label !== undefined) args.push('-L', filesystem.label);
  await runner.run('mkfs.xfs', [...args, file], { failure });
  if (job.epochSeconds === undefined) await fillByMount(job, file, failure);
  else await fillTheSame(job, file, job.epochSeconds, failure);
  await placeFile(runner, file, [{ ...place, file: diskFile }], failure);
  await fs.rm(file);
}

/** As above, but with the same bytes for the same tree. */
async function fillTheSame(job: FilesystemJob, file: string, epochSeconds: number, failure: string): Promise<void> {
  const { runner, tree, scratch } = job;
  const logBefore = await newLog(file);
  if (tree !== undefined) {
    await whileMounted(job, file, failure, async (target) => {
      try {
        await copyInOrder(runner, { tree, target, scratch, failure });
      } catch (error) {
        throw asNotFitting(job, error);
      }
    });
  }
  await settleXfs(runner, file, { logBefore, epochSeconds });
}

async function featureOptions(runner: Runner): Promise<string[]> {
  const usage: string[] = [];
  await runner.run('mkfs.xfs', [], { okCodes: [0, 1], onLine: (line) => usage.push(line) });
  const known = usage.join('\n');
  return features
    .filter(([, name]) => new RegExp(`\\b${name}=`).test(known))
    .flatMap(([option, name, value]) => [option, `${name}=${value}`]);
}
