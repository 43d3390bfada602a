import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type ContentStore, contentStore, markUsed, placeAtomically } from './content-store.ts';
import { type KeptFolders, keptFolders } from './kept-folder.ts';
import { type CacheUse, recordUse } from './use.ts';

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
  /** Package lists of apt, a folder for each set of sources. */
  readonly aptLists: KeptFolders;
  /** Metadata of RPM repositories, a folder for each set of repositories. */
  readonly dnfMetadata: KeptFolders;
  /** Public keys of RPM repositories, by their address. */
  readonly repositoryKeys: KeyedStore;
  /** Warnings about the signatures and scriptlets of a set of packages, to be told again with its layer. */
  readonly signatures: KeyedStore;
  /** What this build used of it. */
  readonly use: CacheUse;
}

export function openCache(directory: string): Cache {
  const use = recordUse(directory);
  const keyed = (folder: string, extension: string) => keyedStore(path.join(directory, folder), extension, use.note);
  const folders = (folder: string) => keptFolders(path.join(directory, folder), use.note);
  return {
    directory,
    packages: contentStore(path.join(directory, 'packages'), '.deb', use.note),
    rpmPackages: contentStore(path.join(directory, 'packages'), '.rpm', use.note),
    layers: keyed('layers', '.tar.zst'),
    initramfs: keyed('initramfs', ''),
    grains: keyed('grains', ''),
    aptLists: folders('apt-lists'),
    dnfMetadata: folders('dnf-metadata'),
    repositoryKeys: keyed('dnf-metadata/keys', '.asc'),
    signatures: keyed('signatures', '.json'),
    use,
  };
}

function keyedStore(directory: string, extension: string, note: (file: string) => void): KeyedStore {
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
      note(file);
      return file;
    },
    async put(key, write) {
      await placeAtomically(place(key), write);
      note(place(key));
    },
  };
}
