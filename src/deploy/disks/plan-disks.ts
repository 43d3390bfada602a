import * as path from 'node:path';
import type { DescriptorDisk } from '../../descriptor/data.ts';
import { ApplianceError } from '../../errors.ts';
import type { DeployRequest } from '../deploy-request.ts';
import type { DeployedDisk } from '../domain/deployment.ts';
import type { PlacedDrive } from '../domain/drives.ts';
import { handlingOf, requireUsableInPlace } from './images.ts';
import { blankSizeMiB, type LocatedDisk } from './locate.ts';

/** What is done to give the machine a disk, and what it then is. */
export type DiskAction =
  | { readonly kind: 'import' | 'overlay'; readonly deployed: DeployedVolume; readonly located: LocatedDisk }
  | { readonly kind: 'blank'; readonly deployed: DeployedVolume; readonly sizeMiB: number }
  | { readonly kind: 'in-place'; readonly deployed: DeployedDisk; readonly located: LocatedDisk }
  | { readonly kind: 'keep'; readonly deployed: DeployedDisk };

export interface DeployedVolume extends DeployedDisk {
  readonly volume: NonNullable<DeployedDisk['volume']>;
}

/**
 * Decides for each drive where its disk comes from: the user's disk of before, the file, or a new blank one.
 *
 * @param others names that volumes besides those of disks will have
 * @throws ApplianceError codes `no-such-disk`, `not-writable-disk`, `unused-user-disk`
 */
export function planDisks(
  request: DeployRequest,
  drives: readonly PlacedDrive[],
  others: readonly string[] = [],
): { readonly actions: readonly DiskAction[]; readonly generation: number } {
  const named = drives.map(({ disk }) => ({ disk, name: diskName(disk, request.data.name) }));
  const names = [...named.map(({ name }) => name), ...others];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw inputError('bad-disk', `two disks of the descriptor are called ${twice}`);
  checkAdopted(request, named);
  const generation = freeGeneration(request, names);
  return { actions: named.map(({ disk, name }) => planDisk(request, disk, name, generation)), generation };
}

function planDisk(request: DeployRequest, disk: DescriptorDisk, name: string, generation: number): DiskAction {
  const { mode, located: files } = request;
  const kept = keptDisk(request, disk, name);
  if (kept !== undefined) return { kind: 'keep', deployed: kept };
  const located = files.get(disk.id);
  const about = { name, use: disk.use };
  const volume = (format: string) => inPool(request, { ...about, format }, generation);
  if (located === undefined) {
    return { kind: 'blank', deployed: volume('qcow2'), sizeMiB: blankSizeMiB(disk) };
  }
  const { runsFrom } = handlingOf(disk.format);
  if (disk.format === 'iso' && mode !== 'import') return inPlace(located, { ...about, format: 'raw' });
  if (mode === 'import') return { kind: 'import', deployed: volume(runsFrom), located };
  requireUsableInPlace(located);
  if (mode === 'overlay') return { kind: 'overlay', deployed: volume('qcow2'), located };
  return inPlace(located, { ...about, format: runsFrom });
}

/** A volume of the pool that a deployment makes. */
export function inPool(
  { name: domain, pool }: DeployRequest,
  about: Pick<DeployedDisk, 'name' | 'use' | 'format'>,
  generation: number,
): DeployedVolume {
  const name = volumeName(domain, about.name, generation, about.format);
  return { ...about, path: path.join(pool.folder, name), volume: { pool: pool.name, name } };
}

function inPlace(located: LocatedDisk, about: Omit<DeployedDisk, 'path'>): DiskAction {
  return { kind: 'in-place', deployed: { ...about, path: located.path }, located };
}

/** A disk that the new descriptor calls the user's stays what it is, whatever the old one called it. */
function keptDisk(
  { old, keepsUserDisks, adopted, pool }: DeployRequest,
  disk: DescriptorDisk,
  name: string,
): DeployedDisk | undefined {
  if (disk.use !== 'user') return undefined;
  const volume = adopted.get(name);
  if (volume !== undefined) {
    const format = volume.endsWith('.qcow2') ? 'qcow2' : 'raw';
    return {
      name,
      use: 'user',
      format,
      path: path.join(pool.folder, volume),
      volume: { pool: pool.name, name: volume },
    };
  }
  if (!keepsUserDisks) return undefined;
  const before = old?.deployment?.disks.find((candidate) => candidate.name === name && candidate.use !== 'scratch');
  return before === undefined ? undefined : { ...before, use: 'user' };
}

function checkAdopted(
  { adopted, pool }: DeployRequest,
  named: readonly { readonly disk: DescriptorDisk; readonly name: string }[],
): void {
  for (const [name, volume] of adopted) {
    const users = named.filter(({ disk }) => disk.use === 'user').map((one) => one.name);
    if (!users.includes(name)) {
      const hint = users.length === 0 ? 'the appliance has no user disks' : `its user disks are ${users.join(', ')}`;
      throw inputError('unused-user-disk', `--user-disk ${name}=${volume}: there is no user disk ${name}`, hint);
    }
    if (!pool.volumes.includes(volume))
      throw inputError(
        'no-such-volume',
        `--user-disk ${name}=${volume}: the pool ${pool.name} has no volume ${volume}`,
      );
  }
}

/** The next after that of the old domain whose names are all free: user disks of earlier ones may still be there. */
function freeGeneration({ name, old, pool }: DeployRequest, disks: readonly string[]): number {
  const isTaken = (generation: number) =>
    disks.some((disk) =>
      ['raw', 'qcow2'].some((format) => pool.volumes.includes(volumeName(name, disk, generation, format))),
    );
  let generation = (old?.deployment?.generation ?? 0) + 1;
  while (isTaken(generation)) generation += 1;
  return generation;
}

const volumeName = (domain: string, disk: string, generation: number, format: string) =>
  `${domain}-${disk}.${generation}.${format}`;

const endings = /\.(?:raw|img|iso|qcow2?|vmdk|vdi|vhdx?|zst|xz)$/;

/** `data` of `hello-data.qcow2`. It is what tells that two descriptors mean the same disk, in whatever format. */
export function diskName({ file }: DescriptorDisk, appliance: string): string {
  let name = path.posix.basename(file);
  while (endings.test(name)) name = name.replace(endings, '');
  if (name.startsWith(`${appliance}-`)) name = name.slice(appliance.length + 1);
  return name.replaceAll(/[^A-Za-z0-9_.+-]/g, '_').replace(/^[^A-Za-z0-9]/, '_') || 'disk';
}

function inputError(code: string, message: string, hint?: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code, message, hint });
}
