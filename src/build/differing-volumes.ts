import type { Warning } from '../errors.ts';
import type { StoragePlan } from '../plan/volumes/storage.ts';
import { volumesOf } from '../plan/volumes/volumes.ts';

/** What makes a volume differ from build to build whatever is done about times. */
export function differingVolumes(storage: StoragePlan): Warning[] {
  return volumesOf(storage).flatMap(({ filesystem, position, id }): Warning[] => {
    const why =
      filesystem.encryption !== undefined
        ? 'its key is random'
        : filesystem.type === 'btrfs'
          ? 'btrfs is made with random UUIDs, and filled by the kernel at moments of its own'
          : undefined;
    if (why === undefined) return [];
    const message = `${filesystem.mountPoint ?? id} has not the same bytes in each build: ${why}`;
    const hint = filesystem.encryption === undefined ? 'use ext4 or xfs' : undefined;
    return [{ code: 'not-reproducible', message, position, hint }];
  });
}
