import { t as ApplianceError } from "./errors.js";

// src/appliance/targets.ts
/** What an appliance is to run on. Every one has a descriptor for full virtualisation; `xen` adds a paravirtual way of booting. */
const targets = [
	"kvm",
	"xen",
	"vmware"
];
const diskUses = [
	"system",
	"user",
	"scratch"
];
/** Merges what the options and the addon ask for; the options win. @param report is called for each error */
function targetsOf(addon, options, report) {
	const known = (options.targets?.map((text) => ({
		text,
		position: void 0
	})) ?? addon.targets).flatMap(({ text, position }) => {
		const found = targets.find((target) => target === text);
		if (found === void 0) report(unknownTarget(text, position));
		return found ?? [];
	});
	return known.length === 0 ? ["kvm"] : [...new Set(known)];
}
function unknownTarget(text, position) {
	return new ApplianceError({
		kind: "input",
		code: "bad-value",
		message: `"${text}" is not a target`,
		position,
		hint: `the targets are ${targets.join(", ")}`
	});
}
/** An upgrade replaces what boots, so the disk that boots cannot be the user's. @param report is called for an error */
function checkUses(addon, [first], report) {
	if (first === void 0 || first.use === "system") return;
	report(new ApplianceError({
		kind: "input",
		code: "bad-value",
		message: `disk ${first.name} boots, so it is a system disk, not --use=${first.use}`,
		position: addon.disks.find(({ name }) => name.text === first.name)?.use?.position,
		hint: "put what is to outlive an upgrade on a disk of its own"
	}));
}

export { targetsOf as i, diskUses as n, targets as r, checkUses as t };