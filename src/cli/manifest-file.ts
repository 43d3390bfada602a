import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { type Manifest, manifestName } from '../report/manifest/manifest.ts';
import { readManifest } from '../report/manifest/read-manifest.ts';

/** A manifest of 2000 packages has 400 KiB. */
const largestBytes = 64 * 1024 * 1024;

/**
 * @param place manifest.json, or an output directory
 * @throws ApplianceError codes `unreadable-manifest`, `bad-manifest`
 */
export async function readManifestOf(place: string): Promise<Manifest> {
  const manifest = await readManifestIfThere(place);
  if (manifest !== undefined) return manifest;
  throw new ApplianceError({
    kind: 'input',
    code: 'unreadable-manifest',
    message: `there is no manifest at ${place}`,
    hint: `name the output directory of a build, or its ${manifestName}`,
  });
}

/** @returns undefined if there is no such file */
export async function readManifestIfThere(place: string): Promise<Manifest | undefined> {
  try {
    const isDirectory = (await fs.stat(place)).isDirectory();
    const file = isDirectory ? path.join(place, manifestName) : place;
    const stat = await fs.stat(file);
    if (!stat.isFile() || stat.size > largestBytes) throw unreadable(file, 'it is no file, or too large');
    return readManifest(await fs.readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof ApplianceError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(place, code ?? String(error));
  }
}

function unreadable(file: string, why: string): ApplianceError {
  return new ApplianceError({ kind: 'input', code: 'unreadable-manifest', message: `cannot read ${file}: ${why}` });
}
