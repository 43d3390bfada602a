import { r as firmwareProblem } from "./architecture2.js";
import { r as formats } from "./formats.js";
import { i as defaults } from "./bundles.js";
import { r as architectures, t as architectureNamed } from "./architecture.js";
import { t as bootDisks } from "./boot-plan.js";
import { a as invalidDescriptor } from "./data.js";
import { t as readDescriptor } from "./read.js";
import { t as ApplianceError } from "./errors.js";
import { a as manifestName } from "./manifest.js";
import { n as readDescriptorText } from "./descriptor-file.js";
import { t as readManifestIfThere } from "./manifest-file.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/descriptor/bootable.ts
/**
* The way of booting that a virtual machine of this computer can follow: the first fully virtualised one from a hard disk.
*
* @throws ApplianceError code `descriptor-invalid` if there is none
*/
function bootableRecord({ boots }) {
	const full = boots.filter(({ type }) => type === "hvm");
	if (full.length === 0) throw invalidDescriptor("it has no <boot type=\"hvm\">", "only fully virtualised guests are run");
	const fromDisk = full.find(({ os }) => "loader" in os && os.loader === "hd");
	if (fromDisk !== void 0) return fromDisk;
	throw invalidDescriptor("it does not boot from <loader dev=\"hd\">", "other ways of booting are not supported");
}

// src/cli/boot/subject.ts
/**
* Reads a descriptor, and the manifest beside it if it names the descriptor. Both are taken for what anybody may have
* written: every disk that the manifest names lies in its folder, also behind links.
*
* @throws ApplianceError kind `input`
*/
async function readSubject(file, wishes) {
	const directory = path.dirname(file);
	const descriptor = readDescriptor(await readDescriptorText(file));
	const manifest = await manifestBeside(directory, path.basename(file));
	const arch = machineFor(descriptor);
	const disks = manifest === void 0 ? disksOfDescriptor(descriptor, directory) : void 0;
	const disksOf = (format) => manifest === void 0 ? disks?.some((disk) => disk.format === format) === true ? disks : [] : bootDisks(manifest.disks, format, directory);
	const present = [...new Set((manifest?.disks ?? disks ?? []).map(({ format }) => format))];
	const test = withWishes(manifest?.bootTest ?? defaultTest(arch, present, manifest), wishes);
	for (const { firmware } of test.combinations) {
		const problem = firmwareProblem(arch, firmware);
		if (problem !== void 0) throw new ApplianceError({
			kind: "input",
			...problem
		});
	}
	for (const { format } of test.combinations) {
		if (disksOf(format).length === 0) throw noSuchFormat(format, present, manifest);
		if (manifest !== void 0) for (const disk of disksOf(format)) await checkInside(disk.path, directory);
	}
	return {
		arch,
		descriptor,
		directory,
		manifest,
		test,
		disksOf
	};
}
/** A machine of 64 bits runs appliances of 32 bits, too. */
function machineFor(descriptor) {
	const { arch } = bootableRecord(descriptor);
	const known = arch === "i686" ? "x86_64" : architectureNamed(arch);
	if (known !== void 0) return known;
	throw new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: `the boot test has no machine of ${arch}`
	});
}
/** A descriptor of several formats is booted as it is, as one. */
function defaultTest(arch, present, manifest) {
	const firmware = architectures[arch].hasBios ? "bios" : "uefi";
	const booted = manifest === void 0 ? present.slice(0, 1) : present;
	return {
		expect: defaults.expect,
		combinations: booted.map((format) => ({
			format,
			firmware
		}))
	};
}
function withWishes(test, { expect, timeout, format, firmware, first }) {
	const wanted = format ?? [...new Set(test.combinations.map((one) => one.format))];
	const firmwares = firmware ?? [...new Set(test.combinations.map((one) => one.firmware))];
	const combinations = format === void 0 && firmware === void 0 ? test.combinations : wanted.flatMap((one) => firmwares.map((other) => ({
		format: one,
		firmware: other
	})));
	for (const source of expect ?? []) parseExpectation(source);
	return {
		expect: expect ?? test.expect,
		timeoutSeconds: timeout ?? test.timeoutSeconds,
		combinations: first === "always" ? combinations.slice(0, 1) : combinations
	};
}
/** @throws ApplianceError code `bad-expectation` */
function parseExpectation(source) {
	try {
		return new RegExp(source);
	} catch (cause) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-expectation",
			message: `--expect is no regular expression: ${String(cause)}`,
			cause
		});
	}
}
function noSuchFormat(format, known, manifest) {
	return new ApplianceError({
		kind: "input",
		code: "no-such-format",
		message: `there are no ${format} disks, only ${known.join(", ")}`,
		...manifest === void 0 ? { hint: `other formats than the descriptor's are found by ${manifestName}` } : {}
	});
}
/** Other programs write files of this name, too; one that does not name the descriptor is not ours to judge. */
async function manifestBeside(directory, descriptor) {
	const file = path.join(directory, manifestName);
	return namedIn(await fs.readFile(file, "utf8").catch(() => "")) === descriptor ? await readManifestIfThere(file) : void 0;
}
function namedIn(text) {
	try {
		const data = JSON.parse(text);
		return typeof data === "object" && data !== null && "descriptor" in data ? data.descriptor : void 0;
	} catch {
		return;
	}
}
async function checkInside(file, directory) {
	const refuse = (why) => new ApplianceError({
		kind: "input",
		code: "bad-disk",
		message: `the disk ${file} ${why}`
	});
	const real = await fs.realpath(file).catch((cause) => {
		throw refuse(cause.code === "ENOENT" ? "is not there" : `cannot be read: ${cause.code ?? cause.message}`);
	});
	if (path.dirname(real) !== await fs.realpath(directory)) throw refuse("is a link out of its folder");
	if (!(await fs.stat(real)).isFile()) throw refuse("is no file");
}
function disksOfDescriptor(descriptor, directory) {
	const { disks } = descriptor;
	return bootableRecord(descriptor).drives.flatMap(({ disk: id }) => disks.filter((disk) => disk.id === id).map(({ file, format }) => {
		const known = formats.find((candidate) => candidate === format);
		if (known !== void 0) return {
			name: id,
			format: known,
			path: path.join(directory, file)
		};
		throw new ApplianceError({
			kind: "input",
			code: "not-supported-yet",
			message: `the boot test cannot boot ${file}: format ${format} is not supported yet`
		});
	}));
}

export { parseExpectation as n, readSubject as r, manifestBeside as t };