import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type ContentStore, contentStore, markUsed, placeAtomically } from './content-store.ts';

/** Whole files kept under a key that says what they were made from. */
export interface KeyedStore {
  /** @returns the file's path, marked as used now; undefined if the cache has none */
  get(key: string): Promise<string | undefined>;
  /** @param write fills the file, which appears whole or not at all */
  put(key: string, write: (temporary: string) => Promise<void>): Promise<void>;
}

/** The cache directory. Every part of it may be deleted at any time by anybody; a build then makes it anew. */
export interface Cache {
  readonly directory: string;
  readonly packages: ContentStore;
  readonly rpmPackages: ContentStore;
  /** Installed roots as `tar.zst`, by the key of their package set. */
  readonly layers: KeyedStore;
  /** Initramfs images and what they were made from. */
  readonly initramfs: KeyedStore;
  /** Compressed pieces of disks, a file for each disk and way of compression: the next build of the disk needs most of them again. */
  readonly grains: KeyedStore;
  /** Folder for the package lists of apt, a folder for each set of sources. */
  readonly aptLists: string;
  /** Folder for the metadata of RPM repositories and their keys, a folder for each set of repositories. */
  readonly dnfMetadata: string;
  /** Warnings about the signatures and scriptlets of a set of packages, to be told again with its layer. */
  readonly signatures: KeyedStore;
}

export function openCache(directory: string): Cache {
  return {
    directory,
    packages: contentStore(path.join(directory, 'packages'), '.deb'),
    rpmPackages: contentStore(path.join(directory, 'packages'), '.rpm'),
    layers: keyedStore(path.join(directory, 'layers'), '.tar.zst'),
    initramfs: keyedStore(path.join(directory, 'initramfs'), ''),
    grains: keyedStore(path.join(directory, 'grains'), ''),
    aptLists: path.join(directory, 'apt-lists'),
    dnfMetadata: path.join(directory, 'dnf-metadata'),
    signatures: keyedStore(path.join(directory, 'signatures'), '.json'),
  };
}

function keyedStore(directory: string, extension: string): KeyedStore {
  const place = (key: string) => path.join(directory, `${key}${extension}`);
  return {
    async get(key) {
      const file = place(key);
      const exists = await fs.access(file).then(
        () => true,
        () => false,
      );
      if (!exists) return undefined;
      await markUsed(file);
      return file;
    },
    put: (key, write) => placeAtomically(place(key), write),
  };
}
