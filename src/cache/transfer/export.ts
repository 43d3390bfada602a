import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import { sha256OfFile } from '../../host/files/checksum.ts';
import { type FileOwner, giveTo } from '../../host/files/file-owner.ts';
import { type CarriedFile, type CarriedIndex, indexName } from './index-file.ts';
import { inFolder, sha256InName, transferable } from './names.ts';

export interface ExportInputs {
  /** Of the cache. */
  readonly directory: string;
  /** Entries of the cache, as `ProgressEvent` names them. */
  readonly names: readonly string[];
  /** Made by this, or empty. */
  readonly target: string;
  /** Gets the folders, so that it can delete what is in them; the files stay root's. Undefined: whoever runs this. */
  readonly owner: FileOwner | undefined;
}

export interface Exported {
  readonly files: number;
  readonly bytes: number;
  /** Names that the cache does not have any more. */
  readonly missing: number;
  /** Folders in which an address has a password. */
  readonly withheld: number;
}

/**
 * Puts entries of the cache into a folder from which they can be carried to another machine: as further names of the same
 * files where that is possible, readable for all, with their checksums in an index.
 *
 * @throws ApplianceError code `bad-cache-name` for a name of nothing that may be carried, `bad-cache-folder`
 */
export async function exportCache({ directory, names, target, owner }: ExportInputs): Promise<Exported> {
  const wrong = names.find((name) => transferable(name) === undefined);
  if (wrong !== undefined) throw badName(wrong);
  await makeTarget(target);
  const files: CarriedFile[] = [];
  const folders: CarriedIndex['folders'][number][] = [];
  const counts = { missing: 0, withheld: 0 };
  for (const name of new Set(names)) {
    if (transferable(name)?.isFolder !== true) {
      const carried = await carry(directory, target, name);
      if (carried === undefined) counts.missing++;
      else files.push(carried);
      continue;
    }
    const folder = path.join(directory, name);
    const stat = await fs.lstat(folder).catch(() => undefined);
    if (stat?.isDirectory() !== true) {
      counts.missing++;
      continue;
    }
    const below = (await regularFilesBelow(folder))?.map((file) => `${name}/${file}`);
    if (below === undefined) {
      counts.missing++;
      continue;
    }
    if (below.some((file) => inFolder(file) === undefined) || (await holdsPassword(directory, below))) {
      counts.withheld++;
      continue;
    }
    const carried = await Promise.all(below.map((file) => carry(directory, target, file)));
    // Somebody may have replaced the folder meanwhile: it goes whole or not at all.
    if (carried.includes(undefined)) {
      counts.missing++;
      continue;
    }
    files.push(...carried.filter((file) => file !== undefined));
    folders.push({ name, mtimeMs: stat.mtimeMs });
  }
  const index: CarriedIndex = { schema: 1, files, folders };
  await fs.writeFile(path.join(target, indexName), JSON.stringify(index), { mode: 0o644, flag: 'wx' });
  await open(target, owner);
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), ...counts };
}

function badName(name: string): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'bad-cache-name',
    message: `"${name}" is no name of anything in the cache that may leave this machine`,
    hint: 'the names are those that build --progress json prints',
  });
}

async function makeTarget(target: string): Promise<void> {
  await fs.mkdir(target, { recursive: true, mode: 0o755 });
  if ((await fs.readdir(target)).length === 0) return;
  throw new ApplianceError({
    kind: 'input',
    code: 'bad-cache-folder',
    message: `${target} is not empty`,
    hint: 'name a new folder',
  });
}

/** @returns undefined if it is no file */
async function carry(directory: string, target: string, name: string): Promise<CarriedFile | undefined> {
  const [from, to] = [path.join(directory, name), path.join(target, name)];
  const stat = await fs.lstat(from).catch(() => undefined);
  if (stat?.isFile() !== true) return undefined;
  await fs.mkdir(path.dirname(to), { recursive: true });
  try {
    await linkOrCopy(from, to, (stat.mode & 0o444) === 0o444);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const { size } = await fs.lstat(to);
  return { name, bytes: size, sha256: sha256InName(name) ?? (await sha256OfFile(to)), mtimeMs: stat.mtimeMs };
}

async function linkOrCopy(from: string, to: string, isReadable: boolean): Promise<void> {
  if (isReadable) {
    const linked = await fs.link(from, to).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') throw error;
        return false;
      },
    );
    if (linked) return;
  }
  await fs.copyFile(from, to, fs.constants.COPYFILE_FICLONE);
  await fs.chmod(to, 0o644);
}

/** @returns undefined if the folder, or one in it, has gone */
async function regularFilesBelow(folder: string): Promise<string[] | undefined> {
  const entries = await fs
    .readdir(folder, { recursive: true, withFileTypes: true })
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
  return entries
    ?.filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

const withPassword = /\b[a-z][a-z0-9+]*:\/\/[^\s/:@]*:[^\s/@]+@/i;
/** Lists of mirrors are small, and they are what may hold addresses; servers may put passwords into them. */
const largestListBytes = 1024 * 1024;

async function holdsPassword(directory: string, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    const file = path.join(directory, name);
    const { size } = await fs.lstat(file).catch(() => ({ size: 0 }));
    if (size > largestListBytes) continue;
    if (withPassword.test(await fs.readFile(file, 'latin1').catch(() => ''))) return true;
  }
  return false;
}

async function open(target: string, owner: FileOwner | undefined): Promise<void> {
  const entries = await fs.readdir(target, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (const folder of [target, ...folders]) {
    await fs.chmod(folder, 0o755);
    await giveTo(owner, folder);
  }
}
