import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '../../report/manifest.ts';
import type { ActionLog } from '../ports.ts';
import { manifestKey, manifestLookUp } from './keys.ts';
import type { CacheService, SaveOutcome } from './service.ts';

export interface ManifestContext {
  readonly prefix: string;
  /** Of the appliance. */
  readonly name: string;
  /** A folder of our own; the manifest of another appliance needs another. */
  readonly scratch: string;
  readonly service: CacheService;
  readonly log: ActionLog;
}

const folderName = 'manifest';
const fileName = 'manifest.json';

/**
 * Brings the manifest of the last run that differed. Never throws.
 *
 * @returns the absolute path of a file of its own, to compare with; undefined if there is none
 */
export async function restorePreviousManifest(context: ManifestContext): Promise<string | undefined> {
  const { prefix, name, scratch, service } = context;
  const folder = { parent: path.join(scratch, 'previous'), name: folderName };
  const { key } = await service.restore(folder, manifestLookUp(prefix, name));
  const file = path.join(folder.parent, folderName, fileName);
  return key !== undefined && (await readManifest(file)) !== undefined ? file : undefined;
}

/**
 * Keeps a manifest for the next run, if it tells of other packages or disks than the previous one. Never throws.
 *
 * @returns undefined if there was nothing to save
 */
export async function keepManifest(
  { prefix, name, scratch, service, log }: ManifestContext,
  manifest: Manifest,
  previousFile: string | undefined,
  run: { readonly id: string; readonly attempt: string },
): Promise<SaveOutcome | undefined> {
  const previous = previousFile === undefined ? undefined : await readManifest(previousFile);
  if (previous !== undefined && isDeepStrictEqual(essence(previous), essence(manifest))) return undefined;
  if (!service.maySave) return undefined;
  const folder = { parent: path.join(scratch, 'current'), name: folderName };
  try {
    await fs.mkdir(path.join(folder.parent, folderName), { recursive: true });
    await fs.writeFile(path.join(folder.parent, folderName, fileName), JSON.stringify(manifest));
    return await service.save(folder, manifestKey(prefix, name, run.id, run.attempt));
  } catch (error) {
    log.annotate('warning', `the manifest cannot be kept for the next run: ${String(error)}`, undefined, 'cache');
    return undefined;
  }
}

/** @returns undefined if it is no manifest: the cache may hold what a former version wrote */
async function readManifest(file: string): Promise<Manifest | undefined> {
  try {
    const data: unknown = JSON.parse(await fs.readFile(file, 'utf8'));
    const { schema, packages, disks } = data as Manifest;
    return schema === 1 && Array.isArray(packages) && Array.isArray(disks) ? (data as Manifest) : undefined;
  } catch {
    return undefined;
  }
}

function essence({ packages, disks }: Manifest) {
  return {
    packages: packages.map(({ name, version, arch, sha256 }) => `${name} ${version} ${arch} ${sha256}`).sort(),
    disks: disks.map(({ file, virtualBytes, sha256 }) => `${file} ${virtualBytes} ${sha256}`).sort(),
  };
}
