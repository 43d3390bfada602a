import type { CacheKind } from '../upkeep.ts';

/**
 * What of a cache may leave a machine and come to it, by its name below the cache directory. Compressed disks hold what
 * passwords and scripts made, the accelerator is the machine's own, and folders called `private-…` come from repositories with a password.
 */
const patterns: readonly { readonly kind: CacheKind; readonly pattern: RegExp; readonly isFolder?: true }[] = [
  { kind: 'packages', pattern: /^packages\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.(?:deb|rpm)$/ },
  { kind: 'layers', pattern: /^layers\/[0-9a-f]{64}\.tar\.zst$/ },
  { kind: 'initramfs', pattern: /^initramfs\/initramfs-(?:listing-)?[0-9a-f]{64}$/ },
  { kind: 'signatures', pattern: /^signatures\/[0-9a-f]{64}\.json$/ },
  { kind: 'dnf-metadata', pattern: /^dnf-metadata\/keys\/[0-9a-f]{64}\.asc$/ },
  { kind: 'apt-lists', pattern: /^apt-lists\/[0-9a-f]{32}$/, isFolder: true },
  { kind: 'dnf-metadata', pattern: /^dnf-metadata\/[0-9a-f]{32}$/, isFolder: true },
];

export interface Transferable {
  readonly kind: CacheKind;
  readonly isFolder: boolean;
}

/** @returns undefined if nothing of that name is carried from machine to machine */
export function transferable(name: string): Transferable | undefined {
  const found = patterns.find(({ pattern }) => pattern.test(name));
  return found && { kind: found.kind, isFolder: found.isFolder === true };
}

/** A file's folder that is carried as a whole, and its path below it; undefined if it is in none, or its path is no plain one. */
export function inFolder(name: string): { readonly folder: string; readonly below: string } | undefined {
  const [kind = '', key = '', ...rest] = name.split('/');
  const folder = `${kind}/${key}`;
  if (transferable(folder)?.isFolder !== true || rest.length === 0 || !rest.every(isPlain)) return undefined;
  return { folder, below: rest.join('/') };
}

/** Kernels take at most 255 bytes for a name. */
function isPlain(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    !/[\u0000-\u001f\u007f]/.test(segment) &&
    segment.length < 256
  );
}

/** The SHA-256 that a package file is called by; undefined for other names. */
export function sha256InName(name: string): string | undefined {
  return /^packages\/..\/([0-9a-f]{64})\./.exec(name)?.[1];
}
