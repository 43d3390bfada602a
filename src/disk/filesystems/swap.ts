import { applyWrites } from '../disk-file.ts';
import type { FilesystemJob } from './filesystem-job.ts';
import { swapHeader } from './swap-header.ts';

/** Makes a swap area inside the disk file. */
export async function makeSwap({ diskFile, place, filesystem }: FilesystemJob): Promise<void> {
  const bytes = swapHeader(place.sizeBytes, filesystem.uuid, filesystem.label);
  await applyWrites(diskFile, [{ offset: place.startBytes, bytes }]);
}
