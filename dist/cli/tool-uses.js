import { t as diskFormat } from "./formats.js";
import { r as wantsIpv6 } from "./scenario.js";
import { i as planBootTest } from "./boot-plan.js";
import { i as hostArchitecture } from "./accelerator.js";
import { n as filesystemsOf } from "./volumes.js";

// src/cli/host/tool-uses.ts
/** @returns the tools that formats need besides qemu-img */
function packingUses(formats) {
	return formats.flatMap((format) => diskFormat(format).packed ?? []);
}
const machineUses = {
	x86_64: ["boot"],
	aarch64: ["boot-aarch64"]
};
const firmwareUses = {
	bios: [],
	uefi: ["boot-uefi"],
	"uefi-secure": ["boot-uefi-secure"]
};
/** Which of the host tools the boots of a test need. */
function bootUses(arch, combinations) {
	const packing = packingUses(combinations.map(({ format }) => format));
	return /* @__PURE__ */ new Set([
		...machineUses[arch],
		...packing,
		...arch === "x86_64" ? combinations.flatMap(({ firmware }) => firmwareUses[firmware]) : []
	]);
}
/** Which they need for what a scenario does. */
function scenarioUses(scenario) {
	return (scenario?.steps ?? []).some(wantsIpv6) ? ["boot-ipv6"] : [];
}
/** Which of the host tools this plan needs, with the boot test that it says. */
function toolUses(plan, boot, { bootTest, probeAccelerator }) {
	const uses = /* @__PURE__ */ new Set(["build", plan.backend]);
	const filesystems = filesystemsOf(plan).map(({ type }) => type);
	if (filesystemsOf(plan).some(({ encryption }) => encryption !== void 0)) uses.add("luks");
	for (const type of [
		"vfat",
		"xfs",
		"btrfs"
	]) if (filesystems.includes(type)) uses.add(type);
	const grub = plan.bootLoader.loader === "grub";
	if (grub && plan.bootLoader.bios !== void 0) uses.add("bios");
	if (grub && plan.bootLoader.uefi !== void 0) uses.add(plan.arch === "aarch64" ? "uefi-aarch64" : "uefi");
	if (plan.arch === "aarch64" && hostArchitecture() !== "aarch64") uses.add("emulate-aarch64");
	uses.add("convert");
	for (const use of packingUses(plan.formats)) uses.add(use);
	if (probeAccelerator === true) for (const use of machineUses[plan.arch]) uses.add(use);
	if (bootTest === true) for (const use of bootUses(plan.arch, planBootTest(plan, boot).combinations)) uses.add(use);
	return uses;
}

export { toolUses as i, packingUses as n, scenarioUses as r, bootUses as t };