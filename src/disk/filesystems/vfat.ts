import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { nameOf } from '../../plan/sizes/room.ts';
import { sectorBytes } from '../bytes.ts';
import { asDoesNotFit } from '../sizes/fit.ts';
import { fatOf } from '../sizes/vfat-size.ts';
import { epochEnv, type FilesystemJob } from './filesystem-job.ts';

const full = /disk full|no space|no free cluster/i;

/**
 * Makes a vfat filesystem with its contents straight inside the disk file.
 *
 * @throws ApplianceError code `contents-do-not-fit`; `contents-unsuitable` for what vfat cannot hold
 */
export async function makeVfat(job: FilesystemJob): Promise<void> {
  const { runner, volume, place, filesystem, diskFile, tree, size } = job;
  const name = nameOf(filesystem);
  if (size.unixOnly !== undefined) {
    throw new ApplianceError({
      kind: 'input',
      code: 'contents-unsuitable',
      message: `vfat, the filesystem of ${name}, cannot hold ${path.join(name, size.unixOnly)}: it is a link or a device`,
      position: volume.position,
      hint: 'use ext4 for this part line, or move the file elsewhere',
    });
  }
  const startSector = place.startBytes / sectorBytes;
  const args = ['--invariant', '-i', filesystem.uuid.replace('-', ''), '-h', String(startSector)];
  args.push(`--offset=${startSector}`);
  const { bits, sectors } = fatOf(place.sizeBytes);
  args.push('-F', String(bits), '-s', String(sectors), ...(filesystem.makeOptions ?? []));
  if (filesystem.label !== undefined) args.push('-n', filesystem.label.toUpperCase());
  const env = { ...epochEnv(job), MTOOLS_SKIP_CHECK: '1' };
  const failure = `can't make the vfat filesystem of ${name}`;
  await runner.run('mkfs.vfat', [...args, diskFile, String(place.sizeBytes / 1024)], { env, failure });
  const contents = tree === undefined ? [] : (await fs.readdir(tree)).sort().map((file) => path.join(tree, file));
  if (contents.length === 0) return;
  const image = `${diskFile}@@${place.startBytes}`;
  try {
    await runner.run('mcopy', ['-s', '-m', '-Q', '-i', image, ...contents, '::'], { env, failure });
  } catch (error) {
    throw asDoesNotFit(error, full, volume);
  }
}
