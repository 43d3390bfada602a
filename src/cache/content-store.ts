import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { sha256OfFile } from '../host/files/checksum.ts';

/**
 * Files kept by their SHA-256, so a file is either right or not there. Written beside its place and renamed into it:
 * any number of builds may share one store without locks.
 */
export interface ContentStore {
  /** A file that is there counts as used. */
  has(sha256: string): Promise<boolean>;
  /**
   * Copies a file out of the store after checking it; a damaged one is dropped.
   *
   * @returns false if the store has no sound copy
   */
  copyTo(sha256: string, target: string): Promise<boolean>;
  /** @throws ApplianceError code `checksum-mismatch` if the file is not what its name says */
  add(sha256: string, file: string): Promise<void>;
}

/** @param note told of each file that is used or added */
export function contentStore(directory: string, extension: string, note: (file: string) => void): ContentStore {
  const place = (sha256: string) => path.join(directory, sha256.slice(0, 2), `${sha256}${extension}`);
  const exists = (file: string) =>
    fs.access(file).then(
      () => true,
      () => false,
    );
  return {
    async has(sha256) {
      const found = await exists(place(sha256));
      if (found) note(place(sha256));
      return found;
    },
    async copyTo(sha256, target) {
      const source = place(sha256);
      const copied = await fs.copyFile(source, target).then(
        () => true,
        async (error: NodeJS.ErrnoException) => {
          // The target's folder may be what is missing.
          if (error.code === 'ENOENT' && !(await exists(source))) return false;
          throw error;
        },
      );
      if (!copied) return false;
      if ((await sha256OfFile(target)) !== sha256) {
        await Promise.all([fs.rm(source, { force: true }), fs.rm(target, { force: true })]);
        return false;
      }
      await markUsed(source);
      note(source);
      return true;
    },
    async add(sha256, file) {
      const found = await sha256OfFile(file);
      if (found !== sha256) {
        throw new ApplianceError({
          kind: 'build',
          code: 'checksum-mismatch',
          message: `${path.basename(file)} has the SHA-256 ${found}, but the metadata of its repository says ${sha256}`,
          hint: 'the mirror or a proxy before it is at fault; try again later or use another mirror',
        });
      }
      await placeAtomically(place(sha256), (temporary) => fs.copyFile(file, temporary));
      note(place(sha256));
    },
  };
}

/** Makes a file appear whole or not at all: written under another name in the same folder, then renamed. */
export async function placeAtomically(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await fs.mkdir(path.dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.partial`;
  try {
    await write(temporary);
    await fs.rename(temporary, target);
  } finally {
    await fs.rm(temporary, { force: true, recursive: true });
  }
}

/** Pruning goes by the time of last use, which is the file's modification time. */
export async function markUsed(file: string): Promise<void> {
  const now = new Date();
  await fs.utimes(file, now, now).catch(() => undefined);
}
