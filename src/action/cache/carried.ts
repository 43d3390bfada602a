import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { CacheFile } from '../../report/progress/events.ts';
import type { Program, ProgramResult } from '../ports.ts';

/** What `cache import` prints. */
export interface Imported {
  readonly files: number;
  readonly bytes: number;
  /** Damaged ones, which the cache did not take. */
  readonly dropped: number;
  /** Those that the cache did not have before. */
  readonly new: number;
}

/** A folder that carries a part of the cache, with its index.json. */
interface Carried {
  readonly files: readonly (CacheFile & { readonly sha256: string })[];
}

/** @throws Error if the program fails */
export async function importFolder(program: Program, cacheDirectory: string, folder: string): Promise<Imported> {
  const result = await program.run(['cache', 'import', folder, '--cache-dir', cacheDirectory, '--json']);
  requireSuccess('cache import', result);
  return JSON.parse(result.stdout) as Imported;
}

/** What `cache export` prints. */
interface Exported {
  readonly files: number;
  readonly bytes: number;
  /** Names that the cache does not have any more. */
  readonly missing: number;
  /** Folders that must stay on this machine, as an address in them has a password. */
  readonly withheld: number;
}

/**
 * @param folder is made, and belongs to who asked root's program for it
 * @throws Error if the program fails, or the cache has lost some of the files: an entry is never replaced, so that half of
 *   one would be worse than none
 */
export async function exportFiles(
  program: Program,
  cacheDirectory: string,
  files: readonly CacheFile[],
  folder: string,
): Promise<Exported> {
  const list = `${folder}.names`;
  await fs.mkdir(path.dirname(folder), { recursive: true });
  await fs.writeFile(list, files.map(({ name }) => `${name}\n`).join(''));
  const args = ['cache', 'export', folder, '--cache-dir', cacheDirectory, '--names', list, '--json'];
  const result = await program.run(args);
  await fs.rm(list);
  requireSuccess('cache export', result);
  const exported = JSON.parse(result.stdout) as Exported;
  if (exported.missing > 0) throw new Error(`${exported.missing} files are no longer in the cache of this machine`);
  return exported;
}

/** @returns the files that a folder carries */
export async function filesCarried(folder: string): Promise<Carried['files']> {
  return (JSON.parse(await fs.readFile(path.join(folder, 'index.json'), 'utf8')) as Carried).files;
}

/** SHA-256 over names and contents: times do not count. */
export async function contentDigest(folder: string): Promise<string> {
  const lines = (await filesCarried(folder)).map(({ name, sha256 }) => `${sha256} ${name}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

function requireSuccess(what: string, { exitCode, stderrTail }: ProgramResult): void {
  if (exitCode !== 0) throw new Error(`${what} failed with exit code ${exitCode}: ${stderrTail.at(-1) ?? ''}`);
}
