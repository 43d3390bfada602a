/** What disks may be connected by. */
export const buses = ['virtio', 'sata', 'scsi', 'ide'] as const;
export type Bus = (typeof buses)[number];

/** Kinds of domains that can be asked for. */
export const virtTypes = ['kvm', 'qemu', 'xen'] as const;
export type VirtType = (typeof virtTypes)[number];

/** Screens. */
export const screens = ['vnc', 'none'] as const;
