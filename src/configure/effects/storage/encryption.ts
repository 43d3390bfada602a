import { isEarly } from '../../../plan/volumes/boot-volumes.ts';
import { openedName } from '../../../plan/volumes/encryption.ts';
import type { StoragePlan } from '../../../plan/volumes/storage.ts';
import { mountsOf, volumesOf } from '../../../plan/volumes/volumes.ts';
import type { Guest } from '../../guest.ts';

/**
 * crypttab(5): the containers, for each of which the guest asks for the passphrase as it boots. Debian's initramfs opens what has the
 * option `initramfs`, as it can't find out in a chroot what / lies on; systemd passes over that option.
 */
export function crypttabText(storage: StoragePlan): string {
  const mounts = mountsOf(storage);
  return volumesOf(storage)
    .flatMap(({ filesystem }) => {
      const { encryption } = filesystem;
      if (encryption === undefined) return [];
      const inInitramfs = mounts.some((mount) => mount.filesystem === filesystem && isEarly(mount));
      const options = ['luks', 'discard', ...(inInitramfs ? ['initramfs'] : [])];
      return `${openedName(encryption)} UUID=${encryption.uuid} none ${options.join(',')}\n`;
    })
    .join('');
}

export async function applyEncryption(storage: StoragePlan, { files }: Pick<Guest, 'files'>): Promise<void> {
  const text = crypttabText(storage);
  if (text === '') return;
  await files.write('/etc/crypttab', text);
}
