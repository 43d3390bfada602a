import { t as ApplianceError } from "./errors.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/convert/self-contained.ts
async function imageInfo(runner, file, driver) {
	const args = [
		"info",
		"--force-share",
		"--output=json",
		"-f",
		driver,
		file
	];
	const { stdout } = await runner.run("qemu-img", args, { failure: `can't read ${file}` });
	return JSON.parse(stdout);
}
/** @returns virtual size in bytes */
async function virtualBytesOf(runner, file, driver) {
	return (await imageInfo(runner, file, driver))["virtual-size"] ?? 0;
}
/**
* An image may refer to other files, which the guest then reads: it could be any of the host. The extents of a vmdk beside it may.
*
* @param driver QEMU's name of the format
* @throws ApplianceError code `bad-disk`
*/
async function requireSelfContained(runner, file, driver) {
	if (driver === "raw") return;
	const info = await imageInfo(runner, file, driver);
	const data = info["format-specific"]?.data;
	const others = [
		info["backing-filename"],
		data?.["data-file"],
		...(data?.extents ?? []).map(({ filename }) => filename)
	].filter((name) => name !== void 0);
	const folder = path.dirname(file);
	for (const name of others) {
		const real = await fs.realpath(path.resolve(folder, name)).catch(() => void 0);
		if (driver === "vmdk" && real !== void 0 && path.dirname(real) === folder) continue;
		throw new ApplianceError({
			kind: "input",
			code: "bad-disk",
			message: `${path.basename(file)} refers to another file, ${name}`,
			hint: "a disk must hold all of itself: qemu-img convert makes such a copy"
		});
	}
}

export { virtualBytesOf as n, requireSelfContained as t };