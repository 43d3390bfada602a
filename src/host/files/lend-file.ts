import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { resolveInRoot } from '../root/root-files.ts';

/**
 * Puts a file into a root for a while. Disposing brings back what was there (a file, a link or nothing), unless
 * somebody replaced or changed the lent file meanwhile: then their version stays.
 *
 * @param guestPath absolute path as the guest sees it; a symbolic link there is set aside, not followed
 * @param mode permission bits
 */
export async function lendFile(root: string, guestPath: string, text: string, mode: number): Promise<AsyncDisposable> {
  const file = path.join(await resolveInRoot(root, path.dirname(guestPath)), path.basename(guestPath));
  await fs.mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.appliance-build-aside`;
  const hadOne = await fs.rename(file, aside).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  await fs.writeFile(file, text, { mode, flag: 'wx' });
  await fs.chmod(file, mode);
  const lent = await fs.lstat(file);
  return {
    async [Symbol.asyncDispose]() {
      const now = await fs.lstat(file).catch(() => undefined);
      const untouched = now?.isFile() === true && now.ino === lent.ino && (await fs.readFile(file, 'utf8')) === text;
      if (!untouched) {
        await fs.rm(aside, { force: true });
        return;
      }
      if (hadOne) await fs.rename(aside, file);
      else await fs.rm(file, { force: true });
    },
  };
}
