import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { inFolder, sha256InName, transferable } from './names.ts';

/** index.json of a folder that carries a part of a cache. */
export interface CarriedIndex {
  readonly schema: 1;
  readonly files: readonly CarriedFile[];
  /** Folders that are kept as a whole, with the time of their last use. */
  readonly folders: readonly { readonly name: string; readonly mtimeMs: number }[];
}

export interface CarriedFile {
  /** Path below the carrying folder, and below the cache. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mtimeMs: number;
}

export const indexName = 'index.json';
const largestIndexBytes = 64 * 1024 * 1024;

/**
 * Reads an index that anybody may have written.
 *
 * @throws ApplianceError code `bad-cache-folder`
 */
export async function readIndex(directory: string): Promise<CarriedIndex> {
  try {
    await using file = await fs.open(
      path.join(directory, indexName),
      fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK,
    );
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > largestIndexBytes) throw new Error('it is no file of a sensible size');
    return checkedIndex(JSON.parse(await file.readFile('utf8')));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-cache-folder',
      message: `${directory} holds no usable ${indexName}: ${code ?? message}`,
      hint: 'name a folder that "appliance-build cache export" made',
      cause,
    });
  }
}

function checkedIndex(data: unknown): CarriedIndex {
  const { schema, files, folders } = objectOf(data);
  if (schema !== 1) throw new Error(`its schema is ${String(schema)}, not 1`);
  const index = {
    schema,
    files: listOf(files).map((file) => {
      const { name, bytes, sha256, mtimeMs } = objectOf(file);
      return {
        name: textOf(name, isFileName),
        bytes: numberOf(bytes),
        sha256: textOf(sha256, (text) => /^[0-9a-f]{64}$/.test(text)),
        mtimeMs: numberOf(mtimeMs),
      };
    }),
    folders: listOf(folders).map((folder) => {
      const { name, mtimeMs } = objectOf(folder);
      return { name: textOf(name, isFolderName), mtimeMs: numberOf(mtimeMs) };
    }),
  } as const;
  const names = [...index.files, ...index.folders].map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error('it names something twice');
  const known = new Set(index.folders.map(({ name }) => name));
  for (const { name, sha256 } of index.files) {
    const { folder } = inFolder(name) ?? {};
    if (folder !== undefined && !known.has(folder)) throw new Error(`it does not name the folder of ${name}`);
    if ((sha256InName(name) ?? sha256) !== sha256) throw new Error(`${name} has another SHA-256 than its name`);
  }
  return index;
}

const isFileName = (name: string) => transferable(name)?.isFolder === false || inFolder(name) !== undefined;
const isFolderName = (name: string) => transferable(name)?.isFolder === true;

function objectOf(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  throw new Error('it lacks an object');
}

function listOf(data: unknown): readonly unknown[] {
  if (Array.isArray(data)) return data;
  throw new Error('it lacks a list');
}

function textOf(data: unknown, isRight: (text: string) => boolean): string {
  if (typeof data === 'string' && isRight(data)) return data;
  throw new Error(`it holds ${JSON.stringify(data)?.slice(0, 80)}, which is no name or checksum of a cache`);
}

/** Times far from ours would confuse what goes by them. */
const largestNumber = 2 ** 48;

function numberOf(data: unknown): number {
  if (typeof data === 'number' && data >= 0 && data < largestNumber) return data;
  throw new Error('it holds a size or time that is none');
}
