import { g as architectures, h as architectureNames, m as architectureNamed } from "./volumes.js";
import { t as ApplianceError } from "./errors.js";

// src/appliance/architecture.ts
const usual = "x86_64";
/** @param text what `--arch` says, `aarch64` or `arm64`; undefined: it is not given */
function architectureOf(text, report) {
	const known = architectureNamed(text ?? usual);
	if (known !== void 0) return known;
	report(new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `--arch: "${text}" is not one of ${architectureNames.join(", ")}`
	}));
	return usual;
}
/** Reports the parts that machines of the architecture have no use for. */
function checkArchitecture(arch, parts, report) {
	if (architectures[arch].hasBios) return;
	for (const { position } of parts.filter(({ kind }) => kind === "biosboot")) report(new ApplianceError({
		kind: "input",
		code: "no-bios",
		message: `part biosboot: machines of ${arch} have no BIOS`,
		position,
		hint: `remove the line; ${espHint}`
	}));
}
const espHint = "UEFI needs the line: part /boot/efi --fstype=efi --size=64";
/** @returns why machines of the architecture do not boot with the firmware; undefined: they do */
function firmwareProblem(arch, firmware) {
	if (architectures[arch].hasBios || firmware === "uefi") return void 0;
	const hint = "write --firmware=uefi, or leave it out";
	if (firmware === "bios") return {
		code: "no-bios",
		message: `--firmware=bios: machines of ${arch} have no BIOS`,
		hint
	};
	return {
		code: "not-supported-yet",
		message: `--firmware=${firmware} is not supported yet on ${arch}`,
		hint
	};
}

export { checkArchitecture as n, firmwareProblem as r, architectureOf as t };