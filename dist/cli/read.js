import { n as diskUses } from "./targets.js";
import { i as clip } from "./printable.js";
import { n as most, t as featureNames } from "./data.js";
import { a as oneElement, i as invalidDescriptor, l as required, o as optionalElement, r as elements, s as parseXml, t as attribute, u as textOf } from "./xml.js";

// src/descriptor/corrections.ts
/** What virt-image took the old names of a machine for. */
const architectures = [
	[/^i[3-9]86$/, "i686"],
	[/^amd64$/, "x86_64"],
	[/^arm64$/, "aarch64"]
];
/** appliance-creator wrote the name that uname(2) gives to the builder. */
function correctArchitecture(name, warn) {
	const known = architectures.find(([pattern]) => pattern.test(name))?.[1] ?? name;
	if (known !== name) warn({
		code: "old-architecture",
		message: `the machine ${name} is taken for ${known}`
	});
	return known;
}
/** The grammar's least: no guest of that time ran with less than 4 MB. */
const leastKiB = 4e3;
/** Systems of 2008 ran with less, those of today do not: such a number may mean either, so it is only asked about. */
const leastOfTodayKiB = 65536;
/**
* Memory is in KiB, and some producers wrote MiB. A number that is too small for any guest can only be that.
*
* @param written a positive number
* @returns KiB
*/
function correctMemory(written, warn) {
	if (written >= leastOfTodayKiB) return written;
	if (written >= leastKiB) {
		warn({
			code: "little-memory",
			message: `<memory> is in KiB: ${written} KiB are ${Math.floor(written / 1024)} MiB`,
			hint: `if MiB was meant, write ${written * 1024}`
		});
		return written;
	}
	warn({
		code: "memory-in-mib",
		message: `<memory> is in KiB, and ${written} KiB run nothing: it is taken for ${written} MiB`,
		hint: `write ${written * 1024}`
	});
	return written * 1024;
}
/** Comments and CDATA, where an ampersand is one, are passed over. One without an end goes on to that of the text. */
const bareAmpersands = /<!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|&(?![A-Za-z#][^;&<>\s]*;)/gs;
/** appliance-creator and lorax write names and file names into the XML as they are. */
function correctAmpersands(xml, warn) {
	const corrected = xml.replaceAll(bareAmpersands, (found) => found === "&" ? "&amp;" : found);
	if (corrected !== xml) warn({
		code: "bare-ampersand",
		message: "a bare & is taken for &amp;"
	});
	return corrected;
}

// src/descriptor/read-boot.ts
/** @throws ApplianceError code `descriptor-invalid` */
function readBoot(element, warn) {
	if (elements(element, "disks").length > 0) throw draftOf2007();
	const type = required(attribute(element, "type"), "boot type");
	if (type !== "hvm" && type !== "xen") throw invalidDescriptor(`<boot type="${type}"> is unknown`, "the types are hvm and xen");
	const guest = oneElement(element, "guest");
	return {
		type,
		arch: correctArchitecture(textOf(oneElement(guest, "arch")), warn),
		features: readFeatures(optionalElement(guest, "features")),
		os: readSource(oneElement(element, "os"), type, warn),
		drives: elements(element, "drive").map(readDrive)
	};
}
/** virt-image was released with another format than it was announced with, a few days before. */
const draftOf2007 = () => invalidDescriptor("it is of the draft of July 2007, which was given up before the first release", "write <drive> elements in <boot>, and <vcpu> and <memory> in <devices>");
function readFeatures(element) {
	if (element === void 0) return {};
	return Object.fromEntries(featureNames.flatMap((name) => {
		const feature = optionalElement(element, name);
		if (feature === void 0) return [];
		const state = attribute(feature, "state") ?? "on";
		if (state !== "on" && state !== "off") throw invalidDescriptor(`<${name} state="${state}"> is neither on nor off`);
		return [[name, state === "on"]];
	}));
}
function readSource(os, type, warn) {
	const [loader, kernel] = [optionalElement(os, "loader"), optionalElement(os, "kernel")];
	if (loader !== void 0) {
		if (kernel !== void 0) warn({
			code: "loader-and-kernel",
			message: "a way of booting has a loader and a kernel: the loader counts"
		});
		return { loader: readLoader(loader, type) };
	}
	if (kernel === void 0) throw invalidDescriptor("it has neither <loader> nor <kernel>");
	const text = (element) => element === void 0 ? void 0 : textOf(element);
	return {
		kernel: required(textOf(kernel) || void 0, "file name in <kernel>"),
		initrd: text(optionalElement(os, "initrd")),
		cmdline: text(optionalElement(os, "cmdline"))
	};
}
function readLoader(element, type) {
	const [device, program] = [attribute(element, "dev"), textOf(element)];
	if (type === "xen") {
		if (program === "pygrub" && device === void 0) return program;
		throw invalidDescriptor("the <loader> of a xen boot is not pygrub");
	}
	if (device === "hd" || device === "cdrom") {
		if (program === "") return device;
		throw invalidDescriptor(`<loader dev="${device}"> holds text, "${clip(program, 60)}"`, `write <loader dev="${device}"/>: only a xen boot names a program, pygrub`);
	}
	if (device === void 0) throw invalidDescriptor("<loader> does not say what it boots from", "write dev=\"hd\"");
	throw invalidDescriptor(`<loader dev="${device}"> is unknown`, "it boots from hd or cdrom");
}
function readDrive(element) {
	return {
		disk: required(attribute(element, "disk"), "drive disk"),
		target: attribute(element, "target")
	};
}

// src/descriptor/read.ts
/**
* Reads a virt-image descriptor by the rules of the tools of 2008 to 2014, which took more than their grammar: storage without id,
* use or format, drives without target. Numbers that no computer can have are refused.
*
* @param warn takes each known fault of other producers that was corrected
* @throws ApplianceError code `descriptor-invalid`
*/
function readDescriptor(xml, warn = () => void 0) {
	const image = parseXml(correctAmpersands(xml, warn), "image");
	const domain = oneElement(image, "domain");
	if (["vcpu", "memory"].some((name) => elements(domain, name).length > 0)) throw draftOf2007();
	const devices = optionalElement(domain, "devices") ?? {};
	const boots = elements(domain, "boot").map((boot) => readBoot(boot, warn));
	const name = optionalElement(image, "name");
	const data = {
		name: name === void 0 ? "" : textOf(name),
		version: name === void 0 ? void 0 : attribute(name, "version"),
		release: name === void 0 ? void 0 : attribute(name, "release"),
		label: optionalText(image, "label"),
		description: optionalText(image, "description"),
		boots,
		vcpus: amount(devices, "vcpu", most.vcpus) ?? 1,
		memoryKiB: correctMemory(required(amount(devices, "memory", most.memoryKiB), "memory"), warn),
		interfaces: elements(devices, "interface").length,
		graphics: optionalElement(devices, "graphics") !== void 0,
		disks: elements(oneElement(image, "storage"), "disk").map((disk, index) => readDisk(disk, index, warn))
	};
	checkReferences(data);
	checkWords(data);
	return data;
}
function readDisk(element, index, warn) {
	const file = attribute(element, "file") ?? `disk${index}.img`;
	const size = attribute(element, "size");
	for (const type of otherChecksums(element)) warn({
		code: "unknown-checksum",
		message: `disk ${file}: its checksum of type "${clip(type, 60)}" is not compared, only sha256 and sha1 are`
	});
	return {
		id: attribute(element, "id") ?? file,
		file,
		use: readUse(attribute(element, "use"), file, warn),
		format: attribute(element, "format") ?? "raw",
		sizeMiB: size === void 0 ? void 0 : numberIn(size, "disk size", 0, most.diskMiB),
		sha256: checksum(element, "sha256"),
		sha1: checksum(element, "sha1")
	};
}
/** The old tools looked for user and scratch alone: anything else had to be there, as a system disk has. */
function readUse(written, file, warn) {
	const known = diskUses.find((use) => use === written);
	if (known === void 0 && written !== void 0) warn({
		code: "unknown-use",
		message: `disk ${file}: use="${clip(written, 60)}" is taken for system`
	});
	return known ?? "system";
}
function checksum(disk, type) {
	const element = elements(disk, "checksum").find((candidate) => attribute(candidate, "type") === type);
	return element === void 0 ? void 0 : textOf(element).toLowerCase();
}
/** @returns types of checksums that nothing is compared with */
function otherChecksums(disk) {
	const types = elements(disk, "checksum").map((element) => attribute(element, "type") ?? "");
	return [...new Set(types)].filter((type) => type !== "sha256" && type !== "sha1");
}
function checkReferences({ boots, disks, interfaces }) {
	requireAtMost(interfaces, "interfaces", most.interfaces);
	requireAtMost(disks.length, "disks", most.disks);
	requireAtMost(boots.length, "ways of booting", most.boots);
	const ids = /* @__PURE__ */ new Set();
	for (const { id } of disks) {
		if (ids.has(id)) throw invalidDescriptor(`disk ${id} is defined twice`);
		ids.add(id);
	}
	if (boots.length === 0) throw invalidDescriptor("it has no <boot>");
	for (const { drives } of boots) {
		const unknown = drives.find(({ disk }) => !ids.has(disk));
		if (unknown !== void 0) throw invalidDescriptor(`there is no storage for drive ${unknown.disk}`);
		if (drives.length === 0) throw invalidDescriptor("it has no <drive>");
		requireAtMost(drives.length, "drives", most.disks);
	}
}
/** Words of a descriptor are in messages, and no file has a longer path (PATH_MAX of Linux, in bytes). */
const longestWord = 4096;
function checkWords({ name, version, release, boots, disks }) {
	const ofDisks = disks.flatMap(({ id, file, format }) => [
		id,
		file,
		format
	]);
	const ofBoots = boots.flatMap(({ arch, os, drives }) => [
		arch,
		..."kernel" in os ? [os.kernel, os.initrd] : [],
		...drives.map(({ target }) => target)
	]);
	const long = [
		name,
		version,
		release,
		...ofDisks,
		...ofBoots
	].find((word) => (word?.length ?? 0) > longestWord);
	if (long !== void 0) throw invalidDescriptor(`"${clip(long, 60)}" has more than ${longestWord} characters`);
}
function requireAtMost(count, what, limit) {
	if (count > limit) throw invalidDescriptor(`it has ${count} ${what}, and a machine has ${limit} at most`);
}
function optionalText(parent, name) {
	const element = optionalElement(parent, name);
	return element === void 0 ? void 0 : textOf(element);
}
/** @throws ApplianceError code `descriptor-invalid` if it is no number, 0, or more than any machine has */
function amount(devices, name, limit) {
	const element = optionalElement(devices, name);
	return element === void 0 ? void 0 : numberIn(textOf(element), `<${name}>`, 1, limit);
}
function numberIn(text, what, least, limit) {
	if (!/^\d+$/.test(text)) throw invalidDescriptor(`${what} is not a number: "${clip(text, 60)}"`);
	const number = Number(text);
	if (number >= least && number <= limit) return number;
	throw invalidDescriptor(`${what} is ${clip(text, 60)}, and it can be ${least} to ${limit}`);
}

export { readDescriptor as t };