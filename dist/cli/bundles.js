import { t as ApplianceError } from "./errors.js";

// src/appliance/settings.ts
const firmwares = [
	"bios",
	"uefi",
	"uefi-secure"
];
const backends = [
	"auto",
	"apt",
	"dnf"
];
const architectures = ["x86_64"];
const defaults = {
	formats: ["qcow2", "vmdk"],
	memoryMiB: 1024,
	vcpus: 1,
	timeoutSeconds: 5,
	expect: ["login:"]
};
/** Names become file names, GRUB and XML text: letters, digits and `. _ + -`, as the virt-image grammar allows. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;
/** @returns the value if it is one of those that the option takes; else undefined, after a report */
function oneOf(values, text, option, report) {
	if (values.includes(text)) return text;
	report(new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `${option}: "${text}" is not one of ${values.join(", ")}`
	}));
}

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

export { defaults as a, oneOf as c, backends as i, bundles as n, firmwares as o, architectures as r, namePattern as s, archiveKinds as t };