import { type Architecture, architectures } from '../../architecture.ts';

/** Where firmware looks on a disk that it knows nothing of (UEFI specification 2.10, §3.5.1.1): EFI/BOOT/BOOTX64.EFI. */
export const removablePath = (arch: Architecture): readonly [string, string, string] => [
  'EFI',
  'BOOT',
  `BOOT${architectures[arch].efi.toUpperCase()}.EFI`,
];
