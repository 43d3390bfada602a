import { ApplianceError, ApplianceErrors } from '../../errors.ts';
import type { FilesystemPlan } from '../../plan/plan.ts';
import { nameOf, type RoomVolume, roomHint, volumeNouns } from '../../plan/sizes/room.ts';
import { luksHeaderBytes } from '../../plan/volumes/encryption.ts';
import { plainBytes, type VolumePlan } from '../../plan/volumes/volumes.ts';
import { mebibyte } from '../bytes.ts';
import { sizeToHold } from './needed.ts';
import type { TreeSize } from './tree-size.ts';

/**
 * The error of contents that do not fit, code `contents-do-not-fit`. It names the line, what is needed, what is there and what is
 * missing.
 *
 * @param neededBytes of the filesystem, without the header of its container; undefined: more than it has, nobody knows how much
 */
export function doesNotFit(
  volume: RoomVolume,
  neededBytes: number | undefined,
  detail: readonly string[] = [],
): ApplianceError {
  const { filesystem, sizeBytes, kind, position } = volume;
  const { encryption, type } = filesystem;
  const has = Math.floor(sizeBytes / mebibyte);
  const headerBytes = encryption === undefined ? 0 : luksHeaderBytes;
  const needs = neededBytes === undefined ? undefined : Math.ceil((neededBytes + headerBytes) / mebibyte);
  const as = `${type}${encryption === undefined ? '' : ' in LUKS2'}`;
  const need = needs === undefined ? `more than ${has} MiB` : `${needs} MiB`;
  const missing = needs === undefined ? '' : `: ${needs - has} MiB are missing`;
  return new ApplianceError({
    kind: 'input',
    code: 'contents-do-not-fit',
    message: `the contents of ${nameOf(filesystem)} need ${need} as ${as}, and its ${volumeNouns[kind]} has ${has} MiB${missing}`,
    position,
    hint: `${roomHint(volume, needs === undefined ? has + Math.ceil(has / 10) + 1 : withSpare(needs, type))}, or install less`,
    detail,
  });
}

/** What is needed is told from below; of ext it is so near that no more has to be asked for. */
const withSpare = (needs: number, type: FilesystemPlan['type']): number =>
  type.startsWith('ext') ? needs : Math.ceil(needs * 1.05);

export interface MeasuredVolume {
  readonly volume: VolumePlan;
  readonly size: TreeSize;
}

/**
 * Compares the contents of each filesystem with its size, before any is made.
 *
 * @throws ApplianceError, or ApplianceErrors if they are several, code `contents-do-not-fit`
 */
export function checkFit(measured: readonly MeasuredVolume[]): void {
  const errors = measured.flatMap(({ volume, size }) => {
    const needed = sizeToHold(size, volume.filesystem, plainBytes(volume));
    return needed === undefined ? [] : [doesNotFit(volume, needed)];
  });
  const [first] = errors;
  if (first !== undefined) throw errors.length > 1 ? new ApplianceErrors(errors) : first;
}

/** Turns a tool's complaint that its filesystem is full into `contents-do-not-fit`; other errors pass unchanged. */
export function asDoesNotFit(error: unknown, complaint: RegExp, volume: VolumePlan): unknown {
  if (!(error instanceof ApplianceError) || error.code !== 'tool-failed') return error;
  if (!error.detail.some((line) => complaint.test(line))) return error;
  return doesNotFit(volume, undefined, error.detail);
}
