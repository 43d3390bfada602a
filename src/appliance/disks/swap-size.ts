import type { Fail, SizedLine, TypeRule } from './format.ts';

const gib = 1024;

/** Up to how much memory, in MiB, which multiple of it makes the swap; more memory than all gets 4 GiB. */
const factors: readonly (readonly [upToMiB: number, factor: number])[] = [
  [2 * gib, 2],
  [8 * gib, 1],
  [64 * gib, 0.5],
];

/**
 * The swap that anaconda recommends for a machine's memory (Red Hat's installation guide, "Recommended partitioning scheme"): for
 * hibernation as much more as the memory, up to 64 GiB of it; else at most a tenth of the disk.
 *
 * @param diskBytes undefined if the disk's size follows from its parts
 * @returns MiB
 */
export function swapSizeMiB(memoryMiB: number, hibernation: boolean, diskBytes: number | undefined): number {
  const factor = factors.find(([upToMiB]) => memoryMiB <= upToMiB)?.[1];
  const sizeMiB = factor === undefined ? 4 * gib : Math.ceil(memoryMiB * factor);
  if (hibernation && factor !== undefined) return memoryMiB + sizeMiB;
  const most = diskBytes === undefined ? sizeMiB : Math.max(1, Math.floor(diskBytes / 2 ** 20 / 10));
  return Math.min(sizeMiB, most);
}

export const isRecommended = ({ recommended, hibernation }: SizedLine): boolean => recommended || hibernation;

/** @returns MiB; undefined after an error: only swap has a recommended size */
export function recommendedSize(
  { name, mountPoint, hibernation }: SizedLine,
  { kind }: TypeRule,
  memoryMiB: number,
  diskBytes: number | undefined,
  fail: Fail,
): number | undefined {
  if (kind === 'swap') return swapSizeMiB(memoryMiB, hibernation, diskBytes);
  const option = hibernation ? '--hibernation' : '--recommended';
  fail('bad-size', `${name} ${mountPoint}: ${option} is a size of swap alone`, 'write --size=MIB');
  return undefined;
}
