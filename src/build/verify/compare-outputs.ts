import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../host/program/run.ts';
import type { StoragePlan } from '../../plan/volumes/storage.ts';
import { type Manifest, manifestName, withoutBoots, withoutFigures } from '../../report/manifest/manifest.ts';
import { compareDisks, type Difference } from './compare-disks.ts';
import { firstDifference } from './first-difference.ts';

/** What one build left. */
export interface BuiltOutput {
  readonly directory: string;
  readonly manifest: Manifest;
}

/**
 * Compares two outputs byte by byte: disks first, as checksums of them are in other files. Logs are left out, and what a boot
 * test adds.
 *
 * @param scratch an existing directory for temporary files
 * @returns the first difference; undefined: there is none
 */
export async function compareOutputs(
  runner: Runner,
  outputs: readonly [BuiltOutput, BuiltOutput],
  { storage, scratch }: { readonly storage: StoragePlan; readonly scratch: string },
): Promise<Difference | undefined> {
  const manifests = outputs.map(({ manifest }) => withoutBoots(withoutFigures(manifest)));
  const [files = [], others = []] = manifests.map((manifest) => manifest.files);
  const disks = outputs[0].manifest.disks;
  const isDisk = (name: string) => disks.some(({ file }) => file === name);
  const inOrder = [...new Set([...files, ...others])].sort((one, other) => Number(isDisk(other)) - Number(isDisk(one)));
  for (const file of inOrder) {
    const missing = [files, others].findIndex((names) => !names.includes(file));
    if (missing !== -1) return { file, where: `only in the ${missing === 0 ? 'second' : 'first'} build`, further: [] };
    const both: [string, string] = [path.join(outputs[0].directory, file), path.join(outputs[1].directory, file)];
    const offset = await firstDifference(both, runner.signal);
    if (offset === undefined) continue;
    const result = disks.find((disk) => disk.file === file);
    const disk = storage.disks.find(({ name }) => name === result?.disk);
    if (result === undefined || disk === undefined) return { file, where: `byte ${offset}`, further: [] };
    return await compareDisks(runner, { result, disk, storage, files: both, scratch });
  }
  return await compareManifests(manifests, scratch, runner.signal);
}

async function compareManifests(
  manifests: readonly Manifest[],
  scratch: string,
  signal: AbortSignal,
): Promise<Difference | undefined> {
  const texts: [string, string] = [path.join(scratch, 'first.json'), path.join(scratch, 'second.json')];
  for (const [index, file] of texts.entries()) await fs.writeFile(file, JSON.stringify(manifests[index], null, 2));
  const offset = await firstDifference(texts, signal);
  return offset === undefined ? undefined : { file: manifestName, where: `byte ${offset}`, further: [] };
}
