import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../errors.ts';
import { type FileOwner, giveFolderTo, giveTo, makeFolderFor } from '../host/files/file-owner.ts';
import { manifestName } from '../report/manifest/manifest.ts';

export const logName = 'build.log';

/** Where a build's results gather before they appear, whole, under their final name. */
export interface Output {
  /** The final directory. */
  readonly directory: string;
  /** Beside the final directory, on the same filesystem. */
  readonly staging: string;
  /** Swaps the staging directory in; the output of an earlier build is removed only after that. */
  publish(): Promise<void>;
  /** Keeps the log as `DIR.failed.log` and drops the rest; the old output is untouched. @returns the log's path */
  abandon(): Promise<string>;
}

/** Told of paths that must go when the process ends, however it ends. */
export interface Owner {
  /** @param rescue a file of the path that is to survive it */
  own(path: string, rescue?: { readonly file: string; readonly as: string }): void;
  disown(path: string): void;
}

/**
 * Makes the staging directory for an output directory.
 *
 * @param givenTo whose all of it is to be in the end, the log of a failed build too; undefined: this process's
 * @throws ApplianceError kind `input` if the directory holds anything but the output of an earlier build of this appliance
 */
export async function openOutput(
  directory: string,
  applianceName: string,
  owner: Owner,
  givenTo?: FileOwner,
): Promise<Output> {
  const target = path.resolve(directory);
  await checkReplaceable(target, applianceName);
  const parent = path.dirname(target);
  const staging = await makeStaging(parent, path.basename(target), givenTo);
  const failedLog = `${target}.failed.log`;
  owner.own(staging, { file: path.join(staging, logName), as: failedLog });
  return {
    directory: target,
    staging,
    async publish() {
      const previous = `${staging}.old`;
      await fs.chmod(staging, 0o755);
      await giveFolderTo(givenTo, staging);
      while (!(await swapIn(staging, target, previous))) await checkReplaceable(target, applianceName);
      owner.own(previous);
      owner.disown(staging);
      await fs.rm(previous, { recursive: true, force: true });
      owner.disown(previous);
      await fs.rm(failedLog, { force: true });
    },
    async abandon() {
      await fs.rename(path.join(staging, logName), failedLog).catch(() => undefined);
      await fs.rm(staging, { recursive: true, force: true });
      owner.disown(staging);
      return failedLog;
    },
  };
}

async function makeStaging(parent: string, base: string, givenTo: FileOwner | undefined): Promise<string> {
  try {
    await makeFolderFor(givenTo, parent);
    const staging = await fs.mkdtemp(path.join(parent, `.${base}.partial-`));
    // Given away at once: if the build is killed nobody is left to do it.
    await fs.writeFile(path.join(staging, logName), '');
    await giveTo(givenTo, path.join(staging, logName));
    return staging;
  } catch (cause) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-output',
      message: `cannot write to ${parent}: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`,
      hint: 'name another folder: --out DIR',
      cause,
    });
  }
}

/** @returns false if another build has put its output there at the same moment: then that is the earlier one now */
async function swapIn(staging: string, target: string, previous: string): Promise<boolean> {
  const hadPrevious = await renameIfThere(target, previous);
  try {
    await fs.rename(staging, target);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const overtaken = code === 'ENOTEMPTY' || code === 'EEXIST';
    if (overtaken && hadPrevious) await fs.rm(previous, { recursive: true, force: true });
    else if (hadPrevious) await fs.rename(previous, target);
    if (overtaken) return false;
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<boolean> {
  try {
    await fs.rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function checkReplaceable(target: string, applianceName: string): Promise<void> {
  const stat = await fs.stat(target).catch(() => undefined);
  if (stat === undefined) return;
  const refuse = (why: string) =>
    new ApplianceError({
      kind: 'input',
      code: 'output-in-use',
      message: `the output directory ${target} ${why}`,
      hint: 'a build replaces the whole directory; name another one: --out DIR',
    });
  if (!stat.isDirectory()) throw refuse('is a file');
  const names = await fs.readdir(target);
  if (names.length === 0) return;
  const manifest = await readManifest(path.join(target, manifestName));
  if (manifest === undefined)
    throw refuse(`holds files that no build of this program made: ${names.slice(0, 3).join(', ')}`);
  if (manifest.name !== applianceName) throw refuse(`holds another appliance, ${manifest.name}`);
  const listed = new Set([...manifest.files, manifestName, logName]);
  const strange = names.filter((name) => !listed.has(name));
  if (strange.length > 0) throw refuse(`holds files beside an earlier build: ${strange.slice(0, 3).join(', ')}`);
}

async function readManifest(
  file: string,
): Promise<{ readonly name: string; readonly files: readonly string[] } | undefined> {
  try {
    const data = JSON.parse(await fs.readFile(file, 'utf8')) as { name?: unknown; files?: unknown };
    if (typeof data.name !== 'string' || !Array.isArray(data.files)) return undefined;
    return { name: data.name, files: data.files.map(String) };
  } catch {
    return undefined;
  }
}
