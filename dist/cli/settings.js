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

export { oneOf as a, namePattern as i, defaults as n, firmwares as r, backends as t };