import { r as architectures } from "./architecture.js";
import { n as verdictFileIn, t as probeAccelerator } from "./accelerator.js";
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

export { planBootTest as i, findAccelerator as n, kernelIn as r, bootDisks as t };