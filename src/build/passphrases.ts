import type { Appliance } from '../appliance/appliance.ts';
import { encryptionsOf } from '../appliance/disks/encryption.ts';
import { formatPosition } from '../errors.ts';
import type { StoragePlan } from '../plan/volumes/storage.ts';
import { volumesOf } from '../plan/volumes/volumes.ts';

/** Passphrases by the UUID of the container that they open, which a plan must not hold. Never print them. */
export function passphrasesOf(appliance: Appliance, storage: StoragePlan): Map<string, string> {
  const byLine = new Map(
    encryptionsOf(appliance).map(({ position, passphrase }) => [formatPosition(position), passphrase]),
  );
  return new Map(
    volumesOf(storage).flatMap(({ filesystem: { encryption }, position }): [string, string][] => {
      const passphrase = position === undefined ? undefined : byLine.get(formatPosition(position));
      return encryption === undefined || passphrase === undefined ? [] : [[encryption.uuid, passphrase]];
    }),
  );
}
