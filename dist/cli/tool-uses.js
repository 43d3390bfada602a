import { t as diskFormat } from "./formats.js";
import { r as wantsIpv6 } from "./scenario.js";
import { g as architectures, n as filesystemsOf } from "./volumes.js";
import { i as hostArchitecture, n as verdictFileIn, t as probeAccelerator } from "./accelerator.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/build/boot/boot-plan.ts
/** What an appliance's boot test is to do. */
function planBootTest(plan, boot) {
	const { expect, timeoutSeconds } = boot;
	return {
		expect,
		...timeoutSeconds === void 0 ? {} : { timeoutSeconds },
		combinations: combinations(plan, boot)
	};
}
/** Every format under every firmware asked for; without a wish, those that the layout allows. */
function combinations({ arch, formats, bootLoader: { bios, uefi } }, { firmware }) {
	const possible = [...bios?.bootSector === true ? ["bios"] : [], ...uefi === void 0 ? [] : ["uefi"]];
	const usual = architectures[arch].hasBios ? "bios" : "uefi";
	const firmwares = firmware.length > 0 ? firmware : possible.length > 0 ? possible : [usual];
	return formats.flatMap((format) => firmwares.map((name) => ({
		format,
		firmware: name
	})));
}
/** Finds the accelerator as a step of its own; the verdict is in the cache then. */
async function findAccelerator(arch, kernel, cacheDirectory, { runner, reporter }) {
	return await reporter.step("probe", "boot a kernel to find the accelerator", async (detail) => {
		const found = await probeAccelerator({
			runner,
			arch,
			kernel,
			cacheFile: verdictFileIn(cacheDirectory)
		});
		detail(`${found.accelerator}: ${found.reason}`);
		return found;
	});
}
/** @returns the kernel of an installed root */
async function kernelIn(root) {
	const boot = path.join(root, "boot");
	const kernel = (await fs.readdir(boot).catch(() => [])).find((name) => name.startsWith("vmlinuz-"));
	return kernel === void 0 ? void 0 : path.join(boot, kernel);
}
/** @returns the disks of one format, in the order of the machine */
function bootDisks(disks, format, directory) {
	return disks.filter((disk) => disk.format === format).map(({ disk, file }) => ({
		name: disk,
		format,
		path: path.join(directory, file)
	}));
}

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
	const steps = scenario?.steps ?? [];
	return [...steps.some(wantsIpv6) ? ["boot-ipv6"] : [], ...steps.some(({ kind }) => kind === "ready") ? ["boot-ready"] : []];
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

export { bootDisks as a, planBootTest as c, toolUses as i, packingUses as n, findAccelerator as o, scenarioUses as r, kernelIn as s, bootUses as t };