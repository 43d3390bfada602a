import { createHash } from 'node:crypto';
import type { KeyedStore } from '../cache/cache.ts';
import { ApplianceError } from '../errors.ts';
import type { Runner } from '../host/program/run.ts';
import type { Backend, Resolution, ResolvedPackage } from './backend.ts';

/**
 * What an installed root is a function of: the backend, its way of installing with the options that change it, and the set
 * of packages by name, version, arch and checksum. The set is sorted, so the order of the kickstart's lines does not count.
 */
export function layerKey(
  backend: Pick<Backend, 'name' | 'layerVersion'>,
  resolution: Pick<Resolution, 'packages' | 'variations'>,
): string {
  const { packages, variations } = resolution;
  return sha256Of(['layer', backend.name, backend.layerVersion, ...variations, ...sortedSet(packages)]);
}

/** SHA-256 of a set of packages alone. */
export const setDigest = (packages: readonly ResolvedPackage[]): string => sha256Of(sortedSet(packages));

const sortedSet = (packages: readonly ResolvedPackage[]) =>
  packages.map(({ name, version, arch, sha256 }) => `${name} ${version} ${arch} ${sha256}`).sort();

const sha256Of = (lines: readonly string[]) => createHash('sha256').update(lines.join('\n')).digest('hex');

/**
 * Unpacks a layer into an empty directory.
 *
 * @returns false if the cache has no such layer, or not any more; something of it may be in the directory
 * @throws ApplianceError code `tool-failed` if it is damaged, kind `interrupted`
 */
export async function restoreLayer(runner: Runner, layers: KeyedStore, key: string, root: string): Promise<boolean> {
  const file = await layers.get(key);
  if (file === undefined) return false;
  try {
    await runner.run(
      'tar',
      [
        '--extract',
        '--file',
        file,
        '--use-compress-program=zstd -T0',
        '--directory',
        root,
        '--preserve-permissions',
        '--same-owner',
        ...tarAttributes,
      ],
      { failure: `the cached layer ${key.slice(0, 12)} cannot be unpacked; "appliance-build cache clear" removes it` },
    );
    return true;
  } catch (error) {
    const isThere = (await layers.get(key)) !== undefined;
    if (isThere || !(error instanceof ApplianceError) || error.kind !== 'build') throw error;
    return false;
  }
}

/**
 * Keeps an installed root as a layer. A compressed archive: measured, it is written in 1.0 s and unpacked in 1.0 s where
 * an erofs image takes 1.7 s and is 60 % larger, and it needs no loop device.
 */
export async function saveLayer(runner: Runner, layers: KeyedStore, key: string, root: string): Promise<void> {
  await layers.put(key, async (temporary) => {
    await runner.run(
      'tar',
      [
        '--create',
        '--file',
        temporary,
        '--use-compress-program=zstd -1 -T0',
        '--directory',
        root,
        '--one-file-system',
        '--sparse',
        ...tarAttributes,
        '.',
      ],
      { failure: 'the installed root cannot be kept in the cache' },
    );
  });
}

/** Owners by number, and every extended attribute: capabilities, access lists, SELinux labels. */
const tarAttributes = ['--numeric-owner', '--xattrs', '--xattrs-include=*', '--acls'] as const;
