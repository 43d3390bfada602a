// src/deploy/domain/choices.ts
/** What disks may be connected by. */
const buses = [
	"virtio",
	"sata",
	"scsi",
	"ide"
];
/** Kinds of domains that can be asked for. */
const virtTypes = [
	"kvm",
	"qemu",
	"xen"
];
/** Screens. */
const screens = ["vnc", "none"];

export { screens as n, virtTypes as r, buses as t };