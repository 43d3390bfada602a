// src/appliance/formats.ts
const gibibyte = 1024 ** 3;
/** Places in the file are numbers of sectors of 32 bits. */
const sectorsOf32Bits = 512 * 2 ** 32;
/** Every format of a disk by the name that `--format` takes; a format with a choice has the choice after a colon. */
const diskFormats = {
	raw: {
		suffix: "raw",
		driver: "raw",
		meaning: "the disk as it is, with holes"
	},
	"raw.zst": {
		suffix: "raw.zst",
		driver: "raw",
		packed: "zstd",
		meaning: "raw, packed with zstd"
	},
	"raw.xz": {
		suffix: "raw.xz",
		driver: "raw",
		packed: "xz",
		meaning: "raw, packed with xz"
	},
	qcow2: {
		suffix: "qcow2",
		driver: "qcow2",
		meaning: "QEMU, libvirt; zlib"
	},
	"qcow2:zstd": {
		suffix: "qcow2",
		driver: "qcow2",
		meaning: "QEMU 5.1 or later; zstd"
	},
	vmdk: {
		suffix: "vmdk",
		driver: "vmdk",
		largestBytes: sectorsOf32Bits,
		meaning: "VMware, streamOptimized: to import"
	},
	"vmdk:monolithicSparse": {
		suffix: "vmdk",
		driver: "vmdk",
		largestBytes: sectorsOf32Bits,
		meaning: "VMware Workstation, growing and writable"
	},
	"vmdk:monolithicFlat": {
		suffix: "vmdk",
		driver: "vmdk",
		meaning: "VMware, a descriptor and the disk as it is in a second file, …-flat.vmdk"
	},
	vdi: {
		suffix: "vdi",
		driver: "vdi",
		meaning: "VirtualBox, growing"
	},
	vhd: {
		suffix: "vhd",
		driver: "vpc",
		largestBytes: 2040 * gibibyte,
		meaning: "Virtual PC, Xen; dynamic"
	},
	vhdx: {
		suffix: "vhdx",
		driver: "vhdx",
		meaning: "Hyper-V; dynamic"
	}
};
const formats = Object.keys(diskFormats);
/** @returns what is known of a format */
const diskFormat = (format) => diskFormats[format];

export { diskFormats as n, formats as r, diskFormat as t };