/** What disks may be connected by. */
export const buses = ['virtio', 'sata', 'scsi', 'ide'] as const;
export type Bus = (typeof buses)[number];
