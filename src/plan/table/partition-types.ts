import type { FilesystemType } from '../../appliance/appliance.ts';
import type { Architecture } from '../../architecture.ts';

/** Type GUIDs of the Discoverable Partitions Specification and the UEFI specification §5.3.3, in upper case. */
const gptTypes = {
  home: '933AC7E1-2EB4-4F13-B844-0E14E2AEF915',
  srv: '3B8F8425-20E0-4F3B-907F-1A25A76F98E8',
  var: '4D21B016-B534-45C2-A9FB-5C16E091FD2D',
  tmp: '7EC6F557-3BC5-4ACA-B293-16EF5DF639D1',
  boot: 'BC13C2FF-59E6-4262-A352-B275FD6F7172',
  swap: '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F',
  esp: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B',
  lvm: 'E6D6D379-F507-44C2-A23C-238F2A3DF928',
  raid: 'A19D880F-05FC-4D3B-A006-743F0F84911E',
  biosBoot: '21686148-6449-6E6F-744E-656564454649',
  prepBoot: '9E1A2D38-C612-4316-AA26-8B49521E5A8B',
  linux: '0FC63DAF-8483-4772-8E79-3D69D8477DE4',
} as const;

const gptTypeOfMountPoint: Readonly<Record<string, string>> = {
  '/boot': gptTypes.boot,
  '/home': gptTypes.home,
  '/srv': gptTypes.srv,
  '/var': gptTypes.var,
  '/var/tmp': gptTypes.tmp,
};

/** The programs of one machine mean nothing to another, so these types are an architecture's own. */
const gptTypeOfPrograms: Readonly<Record<Architecture, Readonly<Record<string, string>>>> = {
  x86_64: { '/': '4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709', '/usr': '8484680C-9521-48C6-9C11-B0720656F69E' },
  aarch64: { '/': 'B921B045-1DF0-41C3-AF44-4C6F280D3FAE', '/usr': 'B0E01050-EE5F-4390-949A-9101B17104E9' },
};

export interface TypedContent {
  readonly kind: 'filesystem' | 'swap' | 'biosboot' | 'prepboot' | 'lvmpv' | 'raid' | 'btrfs';
  readonly efi: boolean;
  /** By the type of its mount point systemd-gpt-auto-generator(8) would open it a second time, beside crypttab. */
  readonly encrypted: boolean;
  readonly mountPoint: string | undefined;
  readonly fsType: FilesystemType | undefined;
}

type Kind = TypedContent['kind'];

const gptTypeOfKind: Readonly<Partial<Record<Kind, string>>> = {
  swap: gptTypes.swap,
  biosboot: gptTypes.biosBoot,
  prepboot: gptTypes.prepBoot,
  lvmpv: gptTypes.lvm,
  raid: gptTypes.raid,
};

/** As in the kernel's and fdisk's tables; a BIOS boot partition has none there. */
const msdosTypeOfKind: Readonly<Partial<Record<Kind, string>>> = {
  swap: '0x82',
  prepboot: '0x41',
  lvmpv: '0x8e',
  raid: '0xfd',
};

export function gptTypeOf({ kind, efi, encrypted, mountPoint = '' }: TypedContent, arch: Architecture): string {
  if (encrypted) return gptTypes.linux;
  if (efi) return gptTypes.esp;
  return (
    gptTypeOfKind[kind] ?? gptTypeOfPrograms[arch][mountPoint] ?? gptTypeOfMountPoint[mountPoint] ?? gptTypes.linux
  );
}

export function msdosTypeOf({ kind, efi, encrypted, fsType }: TypedContent): string {
  if (encrypted) return '0x83';
  if (efi) return '0xef';
  return msdosTypeOfKind[kind] ?? (fsType === 'vfat' ? '0x0c' : '0x83');
}

export const msdosExtendedType = '0x0f';
