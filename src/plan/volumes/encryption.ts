import type { FormatSpec } from '../../appliance/storage.ts';
import { ApplianceError } from '../../errors.ts';
import { uuidOf } from '../table/identifiers.ts';
import type { EncryptionPlan } from './storage.ts';

/** Of a LUKS2 container: both headers and the key slots, as cryptsetup makes them. Its data begin there. */
export const luksHeaderBytes = 16 * 2 ** 20;

/** What the guest calls the opened container, as anaconda does: /dev/mapper/luks-UUID. */
export const openedName = ({ uuid }: EncryptionPlan) => `luks-${uuid}`;

/**
 * The container of an encrypted filesystem.
 *
 * @param places where it is mounted; subvolumes are several
 * @param filesystemUuid that of what lies in it, from which its own is derived
 * @param bootMountPoint what the boot loader reads itself: `/boot`, or `/` when it holds /boot
 * @throws ApplianceError codes `encrypted-boot`, `encrypted-vfat`
 */
export function planEncryption(
  { encryption, fsType, places }: Pick<FormatSpec, 'encryption' | 'fsType'> & { readonly places: readonly string[] },
  filesystemUuid: string,
  bootMountPoint: '/boot' | '/',
): EncryptionPlan | undefined {
  if (encryption === undefined) return undefined;
  const refuse = (code: string, message: string, hint: string) =>
    new ApplianceError({ kind: 'input', code, message, position: encryption.position, hint });
  if (places.includes(bootMountPoint)) {
    throw refuse(
      'encrypted-boot',
      `${bootMountPoint} holds kernel and menu, and boot loaders do not read LUKS2 with the key derivation that it has`,
      'put /boot on a part of its own, without --encrypted: part /boot --size=1024',
    );
  }
  if (fsType === 'vfat') {
    throw refuse(
      'encrypted-vfat',
      'a vfat filesystem has sectors of 512 bytes, and an encrypted volume has sectors of 4096',
      'use ext4, xfs or btrfs, or leave out --encrypted',
    );
  }
  return { uuid: uuidOf(filesystemUuid, 'luks') };
}
