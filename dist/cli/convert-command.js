import { r as formats, t as diskFormat } from "./formats.js";
import { t as ApplianceError } from "./errors.js";
import { n as unpackDisk, r as packers, t as packingOf } from "./unpack.js";
import { t as convertDisks } from "./convert.js";
import { t as Scope } from "./scope.js";
import { t as formatBytes } from "./format.js";
import { a as plainRunner, o as signalOfProcess, r as ensureTools } from "./environment.js";
import { n as packingUses } from "./tool-uses.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import * as os from "node:os";

// src/convert/image.ts
/**
* Asks the file itself what it is; its name does not count.
*
* @throws ApplianceError code `not-supported-yet` for a format that we do not write either, `tool-failed`
*/
async function describeImage(runner, file) {
	const packed = await packingOf(file);
	if (packed !== void 0) return {
		driver: "raw",
		packed
	};
	const { stdout } = await runner.run("qemu-img", [
		"info",
		"--output=json",
		file
	], { failure: `can't read ${file}` });
	const { format } = JSON.parse(stdout);
	const known = formats.map(diskFormat).find(({ driver }) => driver === format);
	if (known !== void 0) return { driver: known.driver };
	throw new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: `${file} has the format ${String(format)}, from which we do not convert yet`
	});
}
/** @returns whether a format says no more of a file than the file's own format */
function isFormatOf({ driver, packed }, format) {
	const wanted = diskFormat(format);
	return wanted.driver === driver && wanted.packed === packed && !format.includes(":");
}
/**
* Makes a disk file a raw one, with holes.
*
* @param target is written unless the file is raw already
* @returns path of the raw file: the target, or the file itself
* @throws ApplianceError of the tool
*/
async function asRaw(runner, file, { driver, packed }, target) {
	if (packed !== void 0) {
		await unpackDisk(runner, packed, file, target);
		await requireSectors(file, target);
		return target;
	}
	if (driver === "raw") return file;
	const args = [
		"convert",
		"-f",
		driver,
		"-O",
		"raw",
		"-W",
		file,
		target
	];
	await runner.run("qemu-img", args, { failure: `can't read ${file}` });
	return target;
}
async function requireSectors(file, raw) {
	const { size } = await fs.stat(raw);
	if (size > 0 && size % 512 === 0) return;
	throw new ApplianceError({
		kind: "input",
		code: "unreadable-disk",
		message: `${file} holds ${size} bytes, which are no disk: not whole sectors of 512 bytes`
	});
}

// src/cli/commands/convert-command.ts
/** Converts one disk file; the result lies beside it and appears whole or not at all. */
async function convertCommand(disk, flags, environment) {
	try {
		var _usingCtx$1 = _usingCtx();
		const format = wantedFormat(flags.format);
		const runner = plainRunner(environment, signalOfProcess());
		await ensureTools({
			environment,
			runner,
			uses: /* @__PURE__ */ new Set(["convert", ...packingUses([format])]),
			install: false
		});
		await requireFile(disk);
		const image = await describeImage(runner, disk);
		if (isFormatOf(image, format)) throw new ApplianceError({
			kind: "input",
			code: "bad-format",
			message: `${disk} is ${format} already`
		});
		const folder = path.dirname(disk);
		const name = `${stemOf(disk)}.${diskFormat(format).suffix}`;
		if (name === path.basename(disk)) throw sameName(disk, format);
		const scope = _usingCtx$1.a(new Scope());
		const unfinished = await fs.mkdtemp(path.join(folder, `.${name}.partial-`));
		scope.defer(() => fs.rm(unfinished, {
			recursive: true,
			force: true
		}));
		const source = await asRaw(runner, disk, image, path.join(unfinished, "disk"));
		const job = {
			disk: path.basename(disk),
			format,
			source,
			target: path.join(unfinished, name)
		};
		const options = {
			concurrency: os.availableParallelism(),
			store: void 0,
			scratch: unfinished
		};
		const { disks } = await convertDisks(runner, [job], options);
		for (const { path: file, virtualBytes, fileBytes, extent } of disks) {
			for (const made of extent === void 0 ? [file] : [extent.path, file]) await fs.rename(made, path.join(folder, path.basename(made)));
			const bytes = fileBytes + (extent?.fileBytes ?? 0);
			const second = extent === void 0 ? "" : ` and ${path.basename(extent.path)}`;
			const written = `${path.join(folder, name)}${second}`;
			environment.stdout.write(`${written}: ${formatBytes(virtualBytes)} virtual, ${formatBytes(bytes)}\n`);
		}
		return 0;
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
function wantedFormat(text) {
	const format = formats.find((candidate) => candidate === text);
	if (format !== void 0) return format;
	throw new ApplianceError({
		kind: "input",
		code: "bad-format",
		message: `"${text}" is not a format`,
		hint: `the formats are ${formats.join(", ")}`
	});
}
/** The name without its ending; that of a packed disk has two. */
function stemOf(disk) {
	const base = path.basename(disk);
	const packed = Object.values(packers).find(({ suffix }) => base.endsWith(suffix));
	const unpacked = packed === void 0 ? base : base.slice(0, -packed.suffix.length);
	return path.basename(unpacked, path.extname(unpacked));
}
function sameName(disk, format) {
	return new ApplianceError({
		kind: "input",
		code: "bad-format",
		message: `the ${format} of ${disk} would have the same name`,
		hint: "give the disk another name first"
	});
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