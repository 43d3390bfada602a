import * as path from 'node:path';
import type { ArtifactFile, PlannedArtifact } from './artifact.ts';
import { legalName, legalPath, matrixSuffix, takeName, withSuffix } from './names.ts';
import type { FailedFolder, FoundFile, OutputFolder } from './output-folder.ts';

/**
 * `auto`: level 0 for an appliance, because its disks are compressed already, but 1 if it has a raw disk, which is
 * mostly zeros and would go over the wire in full; 6 for logs · `unzipped`: every disk is an artifact of its own and is
 * downloaded as the very file (so is an OVA, and an archive of everything), the rest is one archive · a number: the level of every archive.
 */
export type Compression = 'auto' | 'unzipped' | number;

const levels = { compressed: 0, raw: 1, text: 6 } as const;

export interface ContentsOptions {
  /** Base of all names; undefined: `appliance-NAME`. */
  readonly artifactName: string | undefined;
  readonly compression: Compression;
  /** The values of this job's matrix. */
  readonly matrix: Readonly<Record<string, unknown>> | undefined;
}

export interface Contents {
  /** Output directories whose appliance is to be published. */
  readonly publish: readonly OutputFolder[];
  /** Output directories of which only the logs are: the build or the boot test failed. */
  readonly onlyLogs: readonly (OutputFolder | FailedFolder)[];
  /** Further logs, by their path in the artifact. */
  readonly logs: readonly { readonly name: string; readonly file: FoundFile }[];
}

/** Decides which artifacts there will be, logs first: they are small, and matter most when something is wrong. */
export function planArtifacts(contents: Contents, options: ContentsOptions): readonly PlannedArtifact[] {
  const all = [...contents.publish, ...contents.onlyLogs];
  const labels = all.map(labelOf);
  const suffix = matrixSuffix(options.matrix, labels);
  // A name that the user chose is theirs to tell apart; the disks have theirs from the appliance in any case.
  const nameSuffix = options.artifactName === undefined ? suffix : '';
  const taken = new Set<string>();
  const appliances = contents.publish.flatMap((folder) => {
    const base = baseName(folder.manifest.name, labels.length > 1, options.artifactName);
    return planAppliance(folder, legalName(withSuffix(base, nameSuffix, false)), suffix, options.compression, taken);
  });
  const logs = planLogs(contents, all, labels, nameSuffix, options, taken);
  return logs === undefined ? appliances : [logs, ...appliances];
}

function labelOf(folder: OutputFolder | FailedFolder): string {
  return 'manifest' in folder ? folder.manifest.name : path.basename(folder.directory);
}

function baseName(label: string, isOneOfSeveral: boolean, artifactName: string | undefined): string {
  if (artifactName === undefined) return `appliance-${label}`;
  return isOneOfSeveral ? `${artifactName}-${label}` : artifactName;
}

function planAppliance(
  { manifest, files }: OutputFolder,
  name: string,
  suffix: string,
  compression: Compression,
  taken: Set<string>,
): PlannedArtifact[] {
  const { disks, bundles = [], archive } = manifest;
  const large = [...disks, ...bundles, ...(archive === undefined ? [] : [archive])];
  const diskNames = new Set(large.map(({ file }) => file));
  const unzipped = compression === 'unzipped' ? [...files].filter(([file]) => diskNames.has(file)) : [];
  const zipped = [...files].filter(([file]) => compression !== 'unzipped' || !diskNames.has(file));
  const hasRawDisk =
    archive === undefined && compression !== 'unzipped' && disks.some(({ format }) => format === 'raw');
  const ofAppliance = { appliance: manifest.name };
  return [
    ...unzipped.map(([file, found]): PlannedArtifact => {
      const own = takeName(legalName(withSuffix(file, suffix, true)), taken, true);
      return { ...ofAppliance, kind: 'disk', name: own, files: [{ ...found, name: own }], compressionLevel: undefined };
    }),
    {
      ...ofAppliance,
      kind: 'appliance',
      name: takeName(name, taken),
      files: uniqueFiles(zipped.map(([file, found]) => ({ ...found, name: file }))),
      compressionLevel: typeof compression === 'number' ? compression : hasRawDisk ? levels.raw : levels.compressed,
    },
  ];
}

function planLogs(
  contents: Contents,
  folders: readonly (OutputFolder | FailedFolder)[],
  labels: readonly string[],
  suffix: string,
  { artifactName, compression }: ContentsOptions,
  taken: Set<string>,
): PlannedArtifact | undefined {
  const isOne = folders.length <= 1;
  const ofFolders = folders.flatMap((folder, index) =>
    [...folder.logs].map(([name, found]) => ({ ...found, name: isOne ? name : `${labels[index]}/${name}` })),
  );
  const files = uniqueFiles([...ofFolders, ...contents.logs.map(({ name, file }) => ({ ...file, name }))]);
  if (files.length === 0) return undefined;
  const only = isOne ? labels[0] : undefined;
  const base = artifactName ?? (only === undefined ? 'appliance' : `appliance-${only}`);
  return {
    kind: 'logs',
    appliance: only,
    name: takeName(legalName(`${withSuffix(base, suffix, false)}-logs`), taken),
    files,
    compressionLevel: typeof compression === 'number' ? compression : levels.text,
  };
}

/** Makes the names legal, and gives files that would then lie on each other names of their own. */
function uniqueFiles(files: readonly ArtifactFile[]): readonly ArtifactFile[] {
  const taken = new Set<string>();
  return files.map((file) => ({ ...file, name: takeName(legalPath(file.name), taken, true) }));
}
