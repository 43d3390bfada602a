import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Format } from '../../appliance/formats.ts';
import { ApplianceError } from '../../errors.ts';
import { bootReportNames, type Manifest, manifestName } from '../../report/manifest/manifest.ts';
import { readManifest } from '../../report/manifest/read-manifest.ts';

/** A regular file that this process can read. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
}

/** An output directory of a build, read and checked. */
export interface OutputFolder {
  readonly directory: string;
  readonly manifest: Pick<Manifest, 'name' | 'descriptor' | 'files' | 'boot' | 'bundles' | 'archive'> & {
    readonly disks: readonly Pick<Manifest['disks'][number], 'file' | 'format' | 'fileBytes' | 'sha256'>[];
  };
  /** By name: what the manifest lists, and the manifest itself; without logs, and without disks that are in an archive of it all. */
  readonly files: ReadonlyMap<string, FoundFile>;
  readonly logs: ReadonlyMap<string, FoundFile>;
}

/** A build that failed: an earlier output under its name, if there is one, is not what the user asked for. */
export interface FailedFolder {
  readonly directory: string;
  readonly logs: ReadonlyMap<string, FoundFile>;
}

/** Of files of other formats the manifest has the space that they take, which may be less than their length. */
const formatsWithoutHoles: readonly Format[] = ['raw.zst', 'raw.xz', 'qcow2', 'qcow2:zstd', 'vmdk'];

/** Of a Fedora with 2000 packages it has 400 KiB. */
const mostManifestBytes = 64 * 1024 ** 2;

const bootReports = new Set<string>(Object.values(bootReportNames));

/** Logs of the build and of guests' consoles, screenshots, and reports of boot tests. */
function isLog(name: string): boolean {
  return /\.(?:log|png)$/i.test(name) || bootReports.has(name);
}

/**
 * Reads what a build left: its output directory or, if it failed, `DIR.failed.log`.
 *
 * @throws ApplianceError kind `build` if it is neither, or is not as its manifest says
 */
export async function readOutputFolder(directory: string): Promise<OutputFolder | FailedFolder> {
  const failedLog = `${directory}.failed.log`;
  const failed = await findFile(failedLog);
  if (failed !== undefined) return { directory, logs: new Map([[path.basename(failedLog), failed]]) };
  const manifestPath = path.join(directory, manifestName);
  const manifestFile = await requireFile(manifestPath);
  if (manifestFile.bytes > mostManifestBytes) throw unusable(manifestPath, 'is too large');
  const manifest = readManifest(await fs.readFile(manifestPath, 'utf8'), manifestPath);
  const listed = [...manifest.disks.map(({ file }) => file), manifest.descriptor, ...manifest.files];
  const names = [...new Set(listed)].filter((name) => !isLog(name));
  const files = new Map<string, FoundFile>();
  for (const name of names) files.set(name, await requireFile(path.join(directory, name)));
  files.set(manifestName, manifestFile);
  const { bundles = [], archive } = manifest;
  const measured = [...manifest.disks, ...bundles, ...(archive === undefined ? [] : [archive])];
  for (const { file, fileBytes, ...what } of measured) {
    const bytes = files.get(file)?.bytes ?? 0;
    const hasHoles = 'format' in what && !formatsWithoutHoles.includes(what.format) && bytes > fileBytes;
    if (bytes !== fileBytes && !hasHoles)
      throw unusable(path.join(directory, file), `has ${bytes} bytes, not ${fileBytes} as when it was built`);
  }
  if (archive !== undefined) for (const name of largeFilesOf(manifest)) files.delete(name);
  return { directory, manifest, files, logs: await findFiles(directory, isLog) };
}

/** Disks, and what is made of all of them. */
function largeFilesOf({ disks, bundles = [] }: Pick<Manifest, 'disks' | 'bundles'>): string[] {
  const extents = disks.flatMap(({ extent }) => extent ?? []);
  return [...disks, ...extents, ...bundles].map(({ file }) => file);
}

/** The regular, readable files right in a folder, by name; links are not followed. Empty if there is no such folder. */
export async function findFiles(
  directory: string,
  wanted: (name: string) => boolean,
): Promise<ReadonlyMap<string, FoundFile>> {
  const names = await fs.readdir(directory).catch(() => []);
  const found = new Map<string, FoundFile>();
  for (const name of names.filter(wanted).sort()) {
    const file = await findFile(path.join(directory, name));
    if (file !== undefined) found.set(name, file);
  }
  return found;
}

/** @returns undefined if it is not there, is no regular file, or can't be read by this process */
export async function findFile(file: string): Promise<FoundFile | undefined> {
  try {
    return await requireFile(file);
  } catch (error) {
    if (error instanceof ApplianceError) return undefined;
    throw error;
  }
}

async function requireFile(file: string): Promise<FoundFile> {
  const stat = await fs.lstat(file).catch(() => undefined);
  if (stat === undefined) throw unusable(file, 'is not there');
  if (!stat.isFile()) throw unusable(file, stat.isSymbolicLink() ? 'is a link' : 'is no regular file');
  const readable = await fs.access(file, fs.constants.R_OK).then(
    () => true,
    () => false,
  );
  if (!readable) throw unusable(file, 'can not be read by the user of this runner');
  return { path: path.resolve(file), bytes: stat.size };
}

function unusable(file: string, why: string): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'unusable-output',
    message: `${file} ${why}`,
    hint: 'publish takes the output directory of a build, as it was written',
  });
}
