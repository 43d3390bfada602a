import { r as firmwareProblem } from "./architecture.js";
import { n as defaults } from "./settings.js";
import { g as architectures, m as architectureNamed } from "./volumes.js";
import { i as invalidDescriptor } from "./xml.js";
import { t as ApplianceError } from "./errors.js";
import { t as expectationProblem } from "./pattern.js";
import { a as manifestName } from "./manifest.js";
import { t as readDescriptorFile } from "./descriptor-file.js";
import { t as readManifestIfThere } from "./manifest-file.js";
import { r as formats } from "./formats.js";
import { r as packers, t as packingOf } from "./unpack.js";
import { r as printable } from "./printable.js";
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

// src/host/files/file-inside.ts
/**
* Finds a file that an untrusted text names: it lies in the directory or below, also behind links.
*
* @param file relative to the directory
* @returns the absolute path without links; undefined: there is none
* @throws ApplianceError code `bad-disk` if it is outside of the directory, or no file
*/
async function fileInside(directory, file) {
	const refuse = (why) => new ApplianceError({
		kind: "input",
		code: "bad-disk",
		message: `the named file "${file}" ${why}`,
		hint: "files lie in the folder of the file that names them, or below"
	});
	if (file === "" || file.includes("\0") || path.isAbsolute(file) || file.split("/").includes("..")) throw refuse("is not in its folder");
	const [folder, real] = await Promise.all([fs.realpath(directory), realPath(path.join(directory, file), refuse)]);
	if (real === void 0) return void 0;
	if (!real.startsWith(`${folder === "/" ? "" : folder}/`)) throw refuse("is a link out of its folder");
	if (!(await fs.stat(real)).isFile()) throw refuse("is no file");
	return real;
}
async function realPath(file, refuse) {
	try {
		return await fs.realpath(file);
	} catch (error) {
		const { code } = error;
		if (code === "ENOENT" || code === "ENOTDIR") return void 0;
		throw refuse(`cannot be read: ${code ?? String(error)}`);
	}
}

// src/deploy/disks/locate.ts
/**
* Finds the file of a disk. The descriptor may come from anywhere, so its files lie in its folder or below, also behind links.
* appliance-creator names `NAME-sda.raw` and leaves `NAME-sda.raw.xz`: that is found, too.
*
* @param warn takes what was corrected
* @returns undefined if there is no such file
* @throws ApplianceError code `bad-disk`
*/
async function locateDisk(directory, disk, warn) {
	const found = await fileInside(directory, disk.file);
	if (found !== void 0) return {
		disk,
		path: found,
		isPacked: false
	};
	for (const { suffix } of Object.values(packers)) {
		const name = `${disk.file}${suffix}`;
		const packed = await fileInside(directory, name);
		if (packed === void 0) continue;
		warn({
			code: "packed-disk",
			message: `the descriptor names ${disk.file}, and ${name} is what lies there: it is unpacked`
		});
		return {
			disk,
			path: packed,
			isPacked: true
		};
	}
}
/**
* How large a disk is whose file is not there. As for virt-image, what the appliance brings must be there, and the rest begins empty.
*
* @throws ApplianceError code `no-such-disk` if it cannot begin so
*/
function blankSizeMiB({ file, use, sizeMiB }) {
	const refuse = (why, hint) => new ApplianceError({
		kind: "input",
		code: "no-such-disk",
		message: `there is no file ${file}${why}`,
		hint
	});
	if (use === "system") throw refuse("", "a system disk must lie beside the descriptor");
	if (sizeMiB === void 0) throw refuse(", and the descriptor does not say how large it is");
	return sizeMiB;
}
/**
* Finds the kernel and the initrd that a way of booting names.
*
* @returns the same with absolute paths
* @throws ApplianceError codes `bad-disk`, `no-such-kernel`
*/
async function locateKernel(directory, record) {
	const { os } = record;
	if (!("kernel" in os)) return record;
	const find = async (file) => {
		const found = await fileInside(directory, file);
		if (found !== void 0) return found;
		throw new ApplianceError({
			kind: "input",
			code: "no-such-kernel",
			message: `there is no file ${file}`
		});
	};
	const kernel = await find(os.kernel);
	return {
		...record,
		os: {
			...os,
			kernel,
			initrd: os.initrd ? await find(os.initrd) : void 0
		}
	};
}

// src/cli/boot/disks.ts
/**
* Finds the disks of one format that a manifest names.
*
* @returns them in the order of the machine
* @throws ApplianceError codes `bad-disk`, `no-such-disk`
*/
async function manifestDisks(disks, format, directory) {
	const find = async ({ disk, file }) => ({
		name: disk,
		format,
		path: await fileInside(directory, file) ?? refuse("no-such-disk", `there is no file ${file}`)
	});
	return await Promise.all(disks.filter((disk) => disk.format === format).map(find));
}
/**
* Finds the disks of a descriptor; what is not of the system may begin empty.
*
* @param warn takes what was corrected
* @returns them in the order of the machine; the first has a file
* @throws ApplianceError codes `bad-disk`, `no-such-disk`, `not-supported-yet`
*/
async function descriptorDisks(descriptor, directory, warn) {
	const byId = new Map(descriptor.disks.map((disk) => [disk.id, disk]));
	const drives = bootableRecord(descriptor).drives.flatMap(({ disk }) => byId.get(disk) ?? []);
	return await Promise.all(drives.map((disk, index) => machineDisk(disk, index === 0, directory, warn)));
}
async function machineDisk(disk, isFirst, directory, warn) {
	const { id, file } = disk;
	const name = printable(id);
	const found = await locateDisk(directory, disk, warn);
	if (found !== void 0) {
		const packing = found.isPacked ? await packingOf(found.path) : void 0;
		return {
			name,
			format: bootableFormat(packing === void 0 ? disk.format : `${disk.format}${packers[packing].suffix}`, file),
			path: found.path
		};
	}
	return {
		name,
		sizeMiB: blankSizeMiB(isFirst ? {
			...disk,
			use: "system"
		} : disk)
	};
}
function bootableFormat(format, file) {
	return formats.find((candidate) => candidate === format) ?? refuse("not-supported-yet", `the boot test cannot boot ${file}: format ${format} is not supported yet`);
}
function refuse(code, message) {
	throw new ApplianceError({
		kind: "input",
		code,
		message
	});
}

// src/cli/boot/subject.ts
/**
* Reads a descriptor, and the manifest beside it if it names the descriptor. Both are taken for what anybody may have
* written: every disk that they name lies in their folder, also behind links.
*
* @param warn takes what was corrected in the reading
* @throws ApplianceError kind `input`
*/
async function readSubject(file, wishes, warn) {
	const directory = path.dirname(file);
	const { data: descriptor, warnings } = await readDescriptorFile(file);
	for (const warning of warnings) warn(warning);
	const manifest = await manifestBeside(directory, path.basename(file));
	const arch = machineFor(descriptor);
	const described = manifest === void 0 ? await descriptorDisks(descriptor, directory, warn) : [];
	const present = manifest === void 0 ? formatOfFirst(described) : formatsOf(manifest);
	const test = withWishes(manifest?.bootTest ?? defaultTest(arch, present, manifest), wishes);
	for (const { firmware } of test.combinations) {
		const problem = firmwareProblem(arch, firmware);
		if (problem !== void 0) throw new ApplianceError({
			kind: "input",
			...problem
		});
	}
	const disks = /* @__PURE__ */ new Map();
	for (const { format } of test.combinations) {
		if (!present.includes(format)) throw noSuchFormat(format, present, manifest);
		const found = manifest === void 0 ? described : await manifestDisks(manifest.disks, format, directory);
		disks.set(format, found);
	}
	return {
		arch,
		descriptor,
		directory,
		manifest,
		test,
		disks
	};
}
const formatsOf = ({ disks }) => [...new Set(disks.map(({ format }) => format))];
/** The disk that boots says the format; others may have another. */
const formatOfFirst = ([first]) => first !== void 0 && "path" in first ? [first.format] : [];
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
	const problem = expectationProblem(source);
	if (problem === void 0) return new RegExp(source);
	const { message, hint } = problem;
	throw new ApplianceError({
		kind: "input",
		code: "bad-expectation",
		message: `--expect ${message}`,
		hint
	});
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

export { locateDisk as a, blankSizeMiB as i, parseExpectation as n, locateKernel as o, readSubject as r, fileInside as s, manifestBeside as t };