/** Where firmware looks on a disk that it knows nothing of (UEFI specification 2.10, §3.5.1.1). */
export const removablePath = ['EFI', 'BOOT', 'BOOTX64.EFI'] as const;
