import { a as formats } from "./settings.js";
import { t as convertDisks } from "./convert.js";
import { t as ApplianceError } from "./errors.js";
import { t as formatBytes } from "./format.js";
import { i as signalOfProcess, r as plainRunner, t as ensureTools } from "./environment.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import * as os from "node:os";

// src/convert/image.ts
/**
* Asks qemu-img what a disk file is; its name does not count.
*
* @throws ApplianceError code `not-supported-yet` for a format that we do not write either, `tool-failed`
*/
async function describeImage(runner, file) {
	const { stdout } = await runner.run("qemu-img", [
		"info",
		"--output=json",
		file
	], { failure: `can't read ${file}` });
	const { format, "virtual-size": virtualBytes } = JSON.parse(stdout);
	if ((format === "raw" || format === "qcow2" || format === "vmdk") && typeof virtualBytes === "number") return {
		format,
		virtualBytes
	};
	throw new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: `${file} has the format ${String(format)}, from which we do not convert yet`
	});
}

// src/cli/convert-command.ts
/** Converts one disk file; the result lies beside it and appears whole or not at all. */
async function convertCommand(disk, flags, environment) {
	const format = formats.find((candidate) => candidate === flags.format);
	if (format === void 0) throw new ApplianceError({
		kind: "input",
		code: "bad-format",
		message: `"${flags.format}" is not a format`,
		hint: `the formats are ${formats.join(", ")}`
	});
	const runner = plainRunner(environment, signalOfProcess());
	await ensureTools({
		environment,
		runner,
		uses: /* @__PURE__ */ new Set(["convert"]),
		install: false
	});
	await requireFile(disk);
	const image = await describeImage(runner, disk);
	if (image.format === format) throw new ApplianceError({
		kind: "input",
		code: "bad-format",
		message: `${disk} is ${format} already`
	});
	const target = path.join(path.dirname(disk), `${path.basename(disk, path.extname(disk))}.${format}`);
	const unfinished = `${target}.${process.pid}.partial`;
	const job = {
		disk: path.basename(disk),
		format,
		source: disk,
		image,
		target: unfinished
	};
	const options = {
		concurrency: os.availableParallelism(),
		store: void 0,
		scratch: path.dirname(disk)
	};
	const { disks: [result] } = await convertDisks(runner, [job], options);
	await fs.rename(unfinished, target);
	const { virtualBytes = 0, fileBytes = 0 } = result ?? {};
	environment.stdout.write(`${target}: ${formatBytes(virtualBytes)} virtual, ${formatBytes(fileBytes)}\n`);
	return 0;
}
async function requireFile(disk) {
	const stat = await fs.stat(disk).catch(() => void 0);
	if (stat?.isFile() === true) return;
	const message = stat === void 0 ? `there is no file ${disk}` : `${disk} is not a file`;
	throw new ApplianceError({
		kind: "input",
		code: "unreadable-disk",
		message
	});
}

export { convertCommand };