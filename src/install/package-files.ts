import * as path from 'node:path';
import type { ContentStore } from '../cache/content-store.ts';
import type { Fetched, ResolvedPackage } from './backend.ts';

/** A resolved package with the name of its file in the folder that packages are installed from. */
export interface PackageFile extends ResolvedPackage {
  readonly fileName: string;
}

/** Copies what the store has into the folder. @returns the rest */
export async function takeFromStore<T extends PackageFile>(
  store: ContentStore,
  packages: readonly T[],
  folder: string,
): Promise<T[]> {
  const missing: T[] = [];
  for (const wanted of packages) {
    if (!(await store.copyTo(wanted.sha256, path.join(folder, wanted.fileName)))) missing.push(wanted);
  }
  return missing;
}

/** The figures of the summary. @param missing those that the store did not have */
export function fetchedFigures(
  packages: readonly PackageFile[],
  missing: readonly PackageFile[],
): Pick<Fetched, 'fromCache' | 'downloaded' | 'downloadedBytes'> {
  return {
    fromCache: packages.length - missing.length,
    downloaded: missing.length,
    downloadedBytes: missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}

/** The order of a resolution: by name, arch and version. */
export function comparePackages(one: ResolvedPackage, other: ResolvedPackage): number {
  return (
    compareText(one.name, other.name) || compareText(one.arch, other.arch) || compareText(one.version, other.version)
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
