// src/descriptor/data.ts
/** The most that any computer of these architectures can have, not what a hypervisor of today gives. */
const most = {
	/** 52 bits of physical addresses (x86-64, ARMv8.2), 4 PiB. */
	memoryKiB: 2 ** 42,
	/** The type of the element in libvirt's schema of domains. */
	vcpus: 65535,
	/** Addresses of bytes within a file are signed numbers of 64 bits. */
	diskMiB: 2 ** 43 - 1,
	/** The names of the grammar have two letters at most: hda … hdzz. */
	disks: 702,
	/** Buses of PCI Express: libvirt gives each card one of its own. */
	interfaces: 256,
	boots: 256
};
const featureNames = [
	"pae",
	"acpi",
	"apic"
];

export { most as n, featureNames as t };