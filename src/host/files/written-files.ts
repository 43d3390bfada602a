import * as fs from 'node:fs/promises';
import * as path from 'node:path';

export interface WrittenLimits {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Reads the regular files below some folders of a root as text, by their paths in it. Links are not followed, so nothing
 * outside the root is ever read.
 *
 * @param folders absolute paths in the root
 * @throws RangeError when there is more than the limits allow
 */
export async function readWrittenFiles(
  root: string,
  folders: readonly string[],
  limits: WrittenLimits,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  let bytes = 0;
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = await fs.readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) waiting.push(name);
      if (!entry.isFile()) continue;
      bytes += (await fs.lstat(path.join(root, name))).size;
      if (files.size >= limits.files || bytes > limits.bytes) throw new RangeError('too many files, or too large');
      files.set(name, await fs.readFile(path.join(root, name), 'utf8'));
    }
  }
  return files;
}
