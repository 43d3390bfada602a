import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { changedPaths, fingerprint } from './delta.ts';
import { type GeneratorName, generated, holdsNeverRead, isNeverRead, steering, within } from './initramfs-inputs.ts';

/** Files kept by key. Keys are lower-case words, digits, dots and dashes. */
export interface BlobCache {
  /** @returns absolute path of the file, which the caller only reads */
  get(key: string): Promise<string | undefined>;
  /** Copies the file in; the caller keeps its own. */
  put(key: string, file: string): Promise<void>;
}

export interface InitramfsInputs {
  /** Absolute path of the mounted root. */
  readonly root: string;
  /** Absolute path of the overlay's upper directory: what differs from the installed packages. */
  readonly upper: string;
  /** Identifies the installed packages. */
  readonly layerKey: string;
  readonly generator: GeneratorName;
  readonly version: string;
  /** Of the generator. */
  readonly arguments: readonly string[];
  readonly sourceDateEpoch: number | undefined;
}

const sha256 = (lines: readonly string[]) => createHash('sha256').update(lines.join('\n')).digest('hex');

/** A digest of everything that could go into an initramfs. */
export async function inputsKey({
  root,
  upper,
  layerKey,
  generator,
  version,
  arguments: words,
  sourceDateEpoch,
}: InitramfsInputs): Promise<string> {
  const isGenerated = (candidate: string) => generated.some((pattern) => pattern.test(candidate));
  let changed = await changedPaths(upper, (candidate) => isGenerated(candidate) || isNeverRead(candidate, generator));
  if (changed.some((candidate) => within(candidate, steering))) changed = await changedPaths(upper, isGenerated);
  const prints: string[] = [];
  for (const candidate of changed) {
    // The names in a folder say what was removed or hidden. /, /etc and /boot hold names that are ignored.
    const stats = await fs.lstat(path.join(root, candidate)).catch(() => undefined);
    if (stats?.isDirectory() && holdsNeverRead(candidate, generator)) continue;
    prints.push(await fingerprint(root, candidate));
  }
  return sha256([layerKey, generator, version, ...words, String(sourceDateEpoch), ...prints]);
}

/**
 * What of the ignored locations is in an initramfs all the same, with its state: a cached initramfs counts only while
 * that is unchanged.
 *
 * @param listing paths in the initramfs, without leading slash
 */
export async function witnesses(root: string, listing: readonly string[], generator: GeneratorName): Promise<string[]> {
  const found: string[] = [];
  for (const candidate of listing) {
    if (!isNeverRead(candidate, generator)) continue;
    const stats = await fs.lstat(path.join(root, candidate)).catch(() => undefined);
    if (stats?.isFile() || stats?.isSymbolicLink()) found.push(candidate);
  }
  return found.sort();
}

async function witnessKey(key: string, root: string, paths: readonly string[]): Promise<string> {
  const prints: string[] = [];
  for (const candidate of paths) prints.push(await fingerprint(root, candidate));
  return sha256([key, ...prints]);
}

/** @returns path of a cached initramfs that these inputs made */
export async function cachedInitramfs(cache: BlobCache, key: string, root: string): Promise<string | undefined> {
  const listed = await cache.get(`initramfs-listing-${key}`);
  if (listed === undefined) return undefined;
  const paths = (await fs.readFile(listed, 'utf8')).split('\n').filter((line) => line !== '');
  return await cache.get(`initramfs-${await witnessKey(key, root, paths)}`);
}

export async function keepInitramfs(
  cache: BlobCache,
  key: string,
  root: string,
  made: { readonly file: string; readonly witnesses: readonly string[]; readonly scratch: string },
): Promise<void> {
  await cache.put(`initramfs-${await witnessKey(key, root, made.witnesses)}`, made.file);
  const listing = path.join(made.scratch, 'initramfs-listing');
  await fs.writeFile(listing, made.witnesses.map((line) => `${line}\n`).join(''));
  await cache.put(`initramfs-listing-${key}`, listing);
  await fs.rm(listing);
}
