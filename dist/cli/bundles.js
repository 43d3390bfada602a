// src/appliance/bundles.ts
/** Files that are made of the whole appliance, by the names that `--format` takes beside those of disk formats. */
const bundleFormats = {
	ova: { meaning: "VMware and VirtualBox, to import: one file with streamOptimized disks and their machine" },
	vmx: { meaning: "VMware Workstation, Player and Fusion, to open: a machine beside writable vmdk disks" }
};
const bundles = Object.keys(bundleFormats);
/** What `--package` puts everything into. */
const archiveKinds = [
	"tar",
	"tar.gz",
	"tar.zst",
	"zip"
];

export { bundles as n, archiveKinds as t };