import { n as diskUses } from "./targets.js";
import { a as invalidDescriptor, c as parseXml, d as textOf, i as elements, n as attribute, o as oneElement, s as optionalElement, t as featureNames, u as required } from "./data.js";

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
/** Memory is in KiB, and some producers wrote MiB. A number that is too small for any guest can only be that. */
function correctMemory(written, warn) {
	if (written === 0 || written >= leastKiB) return written;
	warn({
		code: "memory-in-mib",
		message: `<memory> is in KiB, and ${written} KiB run nothing: it is taken for ${written} MiB`,
		hint: `write ${written * 1024}`
	});
	return written * 1024;
}
/** appliance-creator and lorax write names and file names into the XML as they are. */
function correctAmpersands(xml, warn) {
	if (xml.includes("<![CDATA[")) return xml;
	const corrected = xml.replaceAll(/&(?![A-Za-z#][^;&<>\s]*;)/g, "&amp;");
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
	if ((device === "hd" || device === "cdrom") && program === "") return device;
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
* use or format, drives without target.
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
		vcpus: number(optionalElement(devices, "vcpu"), "vcpu") ?? 1,
		memoryKiB: correctMemory(required(number(optionalElement(devices, "memory"), "memory"), "memory"), warn),
		interfaces: elements(devices, "interface").length,
		graphics: optionalElement(devices, "graphics") !== void 0,
		disks: elements(oneElement(image, "storage"), "disk").map((disk, index) => readDisk(disk, index, warn))
	};
	checkReferences(data);
	return data;
}
function readDisk(element, index, warn) {
	const file = attribute(element, "file") ?? `disk${index}.img`;
	const size = attribute(element, "size");
	if (size !== void 0 && !/^\d{1,15}$/.test(size)) throw invalidDescriptor(`disk size "${size}" is not a number`);
	return {
		id: attribute(element, "id") ?? file,
		file,
		use: readUse(attribute(element, "use"), file, warn),
		format: attribute(element, "format") ?? "raw",
		sizeMiB: size === void 0 ? void 0 : Number(size),
		sha256: checksum(element, "sha256"),
		sha1: checksum(element, "sha1")
	};
}
/** The old tools looked for user and scratch alone: anything else had to be there, as a system disk has. */
function readUse(written, file, warn) {
	const known = diskUses.find((use) => use === written);
	if (known === void 0 && written !== void 0) warn({
		code: "unknown-use",
		message: `disk ${file}: use="${written}" is taken for system`
	});
	return known ?? "system";
}
function checksum(disk, type) {
	const element = elements(disk, "checksum").find((candidate) => attribute(candidate, "type") === type);
	return element === void 0 ? void 0 : textOf(element).toLowerCase();
}
function checkReferences({ boots, disks }) {
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
	}
}
function optionalText(parent, name) {
	const element = optionalElement(parent, name);
	return element === void 0 ? void 0 : textOf(element);
}
function number(element, name) {
	if (element === void 0) return void 0;
	const text = textOf(element);
	if (!/^\d{1,15}$/.test(text)) throw invalidDescriptor(`<${name}> is not a number`);
	return Number(text);
}

export { readDescriptor as t };