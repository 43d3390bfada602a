import type { StoragePlan } from '../../plan/volumes/storage.ts';
import type { Write } from '../bytes.ts';
import { type DeviceOf, metadataText } from './metadata-text.ts';
import { physicalVolumeWrites } from './physical-volume.ts';

/**
 * What makes the partitions of one disk physical volumes.
 *
 * @param epochSeconds when the groups say they were made
 */
export function volumeGroupWrites(storage: StoragePlan, disk: string, epochSeconds: number): Write[] {
  const deviceOf: DeviceOf = (name, partition) => {
    const device = storage.disks.find((other) => other.name === name)?.device ?? name;
    return `/dev/${device}${/\d$/.test(device) ? 'p' : ''}${partition}`;
  };
  return storage.volumeGroups.flatMap((group) => {
    const text = metadataText(group, deviceOf, epochSeconds);
    const own = group.physicalVolumes.filter(({ place }) => place.disk === disk);
    return own.flatMap((volume) => physicalVolumeWrites(volume, text));
  });
}
