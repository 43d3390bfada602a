import { ApplianceError } from '../../errors.ts';
import type { FilesystemPlan } from '../../plan/plan.ts';
import { mebibyte } from '../bytes.ts';
import type { FilesystemPlace } from './filesystem-job.ts';

/** What a filesystem is called in messages: its mount point, or those of its subvolumes, or `swap`. */
export function nameOf({ mountPoint, subvolumes = [], type }: FilesystemPlan): string {
  const inner = subvolumes.map((subvolume) => subvolume.mountPoint);
  return mountPoint ?? (inner.length > 0 ? inner.join(', ') : type);
}

/**
 * The error of contents that do not fit, code `contents-do-not-fit`. It names the part line, what is needed and what is there.
 *
 * @param neededBytes of the partition; if it is no more than the partition has, the need is said to be larger than that
 */
export function doesNotFit(
  volume: FilesystemPlace,
  filesystem: FilesystemPlan,
  neededBytes: number,
  detail: readonly string[] = [],
): ApplianceError {
  const has = Math.floor(volume.sizeBytes / mebibyte);
  const needs = Math.ceil(neededBytes / mebibyte);
  const need = needs > has ? `${needs} MiB` : `more than ${has} MiB`;
  return new ApplianceError({
    kind: 'input',
    code: 'contents-do-not-fit',
    message: `the contents of ${nameOf(filesystem)} need ${need} as ${filesystem.type}, and its partition has ${has} MiB`,
    position: volume.position,
    hint: `give this part line --size=${Math.max(needs, has + Math.ceil(has / 10) + 1)} or more, or install less`,
    detail,
  });
}

/**
 * The smallest partition, in bytes, whose overhead leaves room for the contents.
 *
 * @param overhead bytes that a filesystem of the given size keeps for itself
 */
export function smallestSize(contentBytes: number, overhead: (sizeBytes: number) => number): number {
  let size = contentBytes;
  for (let round = 0; round < 20; round += 1) {
    const needed = contentBytes + overhead(size);
    if (needed <= size) break;
    size = Math.ceil(needed / mebibyte) * mebibyte;
  }
  return size;
}

/** Turns a tool's complaint that its filesystem is full into `contents-do-not-fit`; other errors pass unchanged. */
export function asDoesNotFit(
  error: unknown,
  complaint: RegExp,
  volume: FilesystemPlace,
  filesystem: FilesystemPlan,
  neededBytes: number,
): unknown {
  if (!(error instanceof ApplianceError) || error.code !== 'tool-failed') return error;
  if (!error.detail.some((line) => complaint.test(line))) return error;
  return doesNotFit(volume, filesystem, neededBytes, error.detail);
}
