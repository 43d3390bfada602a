import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';

const maxLinks = 40;

/**
 * Resolves a path of the guest inside its root, as chroot would: symbolic links, absolute ones too, stay inside.
 * The last component need not exist, nor need the folders above it.
 *
 * @param root absolute path of the root directory on the host
 * @param guestPath absolute path as the guest sees it, `/etc/hostname`
 * @returns absolute path on the host, below `root`
 * @throws ApplianceError code `link-loop`
 */
export async function resolveInRoot(root: string, guestPath: string): Promise<string> {
  const pending = guestPath.split('/').reverse();
  const resolved: string[] = [];
  let links = 0;
  while (pending.length > 0) {
    const name = pending.pop();
    if (name === undefined || name === '' || name === '.') continue;
    if (name === '..') {
      resolved.pop();
      continue;
    }
    const here = path.join(root, ...resolved, name);
    const target = await fs.readlink(here).catch(() => undefined);
    if (target === undefined) {
      resolved.push(name);
      continue;
    }
    links += 1;
    if (links > maxLinks) {
      throw new ApplianceError({
        kind: 'build',
        code: 'link-loop',
        message: `${guestPath} in the root is a loop of symbolic links`,
      });
    }
    if (target.startsWith('/')) resolved.length = 0;
    pending.push(...target.split('/').reverse());
  }
  return path.join(root, ...resolved);
}

/** Files of a root, addressed by the guest's paths; nothing outside the root is ever touched. */
export interface RootFiles {
  /** Absolute path of the root directory on the host. */
  readonly root: string;
  path(guestPath: string): Promise<string>;
  /** @returns undefined if there is no such file */
  read(guestPath: string): Promise<string | undefined>;
  exists(guestPath: string): Promise<boolean>;
  /** Writes a file and the folders above it; `mode` (default 0o644) is set whether or not the file existed. */
  write(guestPath: string, text: string, mode?: number): Promise<void>;
  append(guestPath: string, text: string): Promise<void>;
  /** Replaces whatever is there by a symbolic link. */
  link(guestPath: string, target: string): Promise<void>;
  remove(guestPath: string): Promise<void>;
  /** @returns names in a folder, sorted; none if it does not exist */
  list(guestPath: string): Promise<string[]>;
}

export function rootFiles(root: string): RootFiles {
  const resolve = (guestPath: string) => resolveInRoot(root, guestPath);
  /** The entry itself, even if it is a link: only the folder above it is resolved. */
  const entry = async (guestPath: string) =>
    path.join(await resolve(path.dirname(guestPath)), path.basename(guestPath));
  return {
    root,
    path: resolve,
    async read(guestPath) {
      return await fs.readFile(await resolve(guestPath), 'utf8').catch(undefinedIfMissing);
    },
    async exists(guestPath) {
      return (await fs.stat(await resolve(guestPath)).catch(undefinedIfMissing)) !== undefined;
    },
    async write(guestPath, text, mode = 0o644) {
      const file = await resolve(guestPath);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.writeFile(file, text, { mode });
      await fs.chmod(file, mode);
    },
    async append(guestPath, text) {
      const file = await resolve(guestPath);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.appendFile(file, text);
    },
    async link(guestPath, target) {
      const file = await entry(guestPath);
      await fs.mkdir(path.dirname(file), { recursive: true });
      await fs.rm(file, { force: true });
      await fs.symlink(target, file);
    },
    async remove(guestPath) {
      await fs.rm(await entry(guestPath), { force: true, recursive: true });
    },
    async list(guestPath) {
      return (await fs.readdir(await resolve(guestPath)).catch(undefinedIfMissing))?.sort() ?? [];
    },
  };
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
