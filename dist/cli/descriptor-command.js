import { t as ApplianceError } from "./errors.js";
import { i as clip, r as printable, t as jsonLine } from "./printable.js";
import { t as readDescriptor } from "./read.js";
import { c as placeOf, n as childrenOf, s as parseXml, t as attribute, u as textOf } from "./xml.js";
import { r as formatTable } from "./format.js";
import { a as warningData, o as warningLines } from "./print-error.js";
import { n as readDescriptorText, t as readDescriptorFile } from "./descriptor-file.js";

// src/descriptor/lint/grammar.ts
const matching = (meaning, pattern, later) => ({
	meaning,
	pattern,
	...later === void 0 ? {} : { later }
});
const version = matching("numbers with dots", /^[0-9.]+(?:-[0-9.]+)?$/);
const anything = matching("any text", /^/);
const path = matching("a plain path beside the descriptor", /^[A-Za-z0-9_.+\-:][A-Za-z0-9_.+\-:/]*$/);
const amount = matching("a positive number", /^\+?0*[1-9]\d{0,14}$/);
const state = matching("on or off", /^(?:on|off)$/);
const of = (rule) => () => rule;
const one = (name, rule) => ({
	name,
	least: 1,
	most: 1,
	rule
});
const optional = (name, rule) => ({
	name,
	least: 0,
	most: 1,
	rule
});
const any = (name, rule) => ({
	name,
	least: 0,
	most: Number.POSITIVE_INFINITY,
	rule
});
const some = (name, rule) => ({
	...any(name, rule),
	least: 1
});
const text = (rule) => of({ text: rule });
const empty = of({});
const feature = of({ attributes: { state } });
const guest = of({ children: [one("arch", text(matching("a machine that is known", /^(?:i686|x86_64|mips|sparc|ppc)$/, /^aarch64$/))), optional("features", of({
	anyOrder: true,
	children: [
		"pae",
		"acpi",
		"apic"
	].map((name) => optional(name, feature))
}))] });
const firmwareLoader = of({ attributes: { dev: {
	...matching("hd or cdrom", /^(?:hd|cdrom)$/),
	required: true
} } });
const drive = of({ attributes: {
	disk: {
		...path,
		required: true
	},
	target: matching("the name of a disk", /^(?:hd|sd|xvd)[a-z]{1,2}$/, /^vd[a-z]{1,2}$/)
} });
const fromFirmware = of({ children: [one("loader", firmwareLoader)] });
const fromXen = of({ children: [
	optional("loader", text(matching("pygrub", /^pygrub$/))),
	{
		...optional("kernel", text(path)),
		insteadOf: "loader"
	},
	{
		...optional("initrd", text(path)),
		insteadOf: "loader"
	},
	{
		...optional("cmdline", text(anything)),
		insteadOf: "loader"
	}
] });
const boot = (element) => ({
	attributes: { type: {
		...matching("hvm or xen", /^(?:hvm|xen)$/),
		required: true
	} },
	children: [
		one("guest", guest),
		one("os", attribute(element, "type") === "xen" ? fromXen : fromFirmware),
		some("drive", drive)
	]
});
const devices = of({ children: [
	one("vcpu", text(amount)),
	one("memory", text(matching("a number of KiB, 4000 or more", /^0*(?:[4-9]\d{3}|[1-9]\d{4,9})$/))),
	any("interface", empty),
	one("graphics", empty)
] });
const checksum = of({
	attributes: { type: {
		...matching("sha1 or sha256", /^(?:sha1|sha256)$/),
		required: true
	} },
	text: matching("a checksum in lower-case hexadecimal", /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/)
});
const disk = of({
	attributes: {
		file: {
			...path,
			required: true
		},
		id: path,
		use: {
			...matching("system, user or scratch", /^(?:system|user|scratch)$/),
			required: true
		},
		size: amount,
		format: matching("a format that is known", /^(?:raw|iso)$/, /^(?:qcow|qcow2|vmdk|vdi|vhd|vhdx|raw\.zst|raw\.xz)$/)
	},
	children: [optional("checksum", checksum)]
});
/**
* The grammar of 2008 (python-virtinst doc/image.rng), from the facts of virt-image(5). Readers take more than it allows, and of the
* files that tools of its time wrote hardly any is valid by it.
*/
const image = { children: [
	one("name", of({
		attributes: {
			version,
			release: version
		},
		text: matching("letters, digits and _ . + - : /", /^[A-Za-z0-9_.+\-:/]+$/)
	})),
	optional("label", text(anything)),
	optional("description", text(anything)),
	one("domain", of({ children: [some("boot", boot), one("devices", devices)] })),
	one("storage", of({ children: [some("disk", disk)] }))
] };

// src/descriptor/lint/lint.ts
/**
* Holds a descriptor against the grammar, and against the rules that the tools had besides: every drive has its disk, no disk is
* defined twice, no two drives have the same place, every file is in the folder. Most deviations are no errors to readers.
*
* @returns in the order of the lines; none if it is valid
*/
function lintDescriptor(xml, { strict = false } = {}) {
	const found = [];
	let root;
	try {
		root = parseXml(xml, "image");
	} catch (error) {
		return [{
			line: void 0,
			message: messageOf(error)
		}];
	}
	const lines = lineFinder(xml);
	const report = (element, message) => found.push({
		line: lines(placeOf(element)),
		message
	});
	checkElement(root, "image", image, {
		report,
		strict
	});
	return [...found, ...readerFaults(xml)].sort((a, b) => (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY));
}
function checkElement(element, name, rule, context) {
	checkAttributes(element, name, rule, context);
	const text = textOf(element);
	if (rule.text !== void 0) checkValue(element, `<${name}>`, text, rule.text, context);
	else if (text !== "") context.report(element, `<${name}> holds text, "${shortened(text)}"`);
	checkChildren(element, name, rule, context);
}
function checkAttributes(element, name, { attributes = {} }, context) {
	const written = Object.keys(element).filter((key) => key.startsWith("@"));
	for (const key of written.map((key) => key.slice(1))) {
		const rule = Object.hasOwn(attributes, key) ? attributes[key] : void 0;
		if (rule === void 0) context.report(element, `<${name}> has no attribute ${shortened(key)}`);
		else checkValue(element, `${key} of <${name}>`, String(element[`@${key}`]), rule, context);
	}
	for (const [key, rule] of Object.entries(attributes)) if (rule.required === true && !written.includes(`@${key}`)) context.report(element, `<${name}> lacks the attribute ${key}`);
}
function checkValue(element, what, value, rule, { report, strict }) {
	if (rule.pattern.test(value)) return;
	const isLater = rule.later?.test(value) === true;
	if (isLater && !strict) return;
	report(element, `${what} is "${shortened(value)}", ${isLater ? "which came after 2008" : `not ${rule.meaning}`}`);
}
function checkChildren(element, name, rule, context) {
	const { children: rules = [], anyOrder } = rule;
	const children = childrenOf(element);
	let reached = 0;
	for (const child of children) {
		const index = rules.findIndex((candidate) => candidate.name === child.name);
		const childRule = rules[index];
		if (childRule === void 0) {
			context.report(child.element, `<${name}> holds no <${shortened(child.name)}>`);
			continue;
		}
		if (index < reached && anyOrder !== true) context.report(child.element, `<${child.name}> comes after <${rules[reached]?.name}>`);
		reached = Math.max(reached, index);
		checkElement(child.element, child.name, childRule.rule(child.element), context);
	}
	for (const childRule of rules) checkCount(element, name, childRule, children, context);
	checkAlternatives(element, name, rules, children, context);
}
function checkCount(element, name, { name: child, least, most }, all, { report }) {
	const found = all.filter((candidate) => candidate.name === child);
	if (found.length < least) report(element, `<${name}> lacks <${child}>`);
	const surplus = found[most];
	if (surplus !== void 0) report(surplus.element, `<${name}> has more than one <${child}>`);
}
/** A loader, or a kernel with what belongs to it. */
function checkAlternatives(element, name, rules, all, { report }) {
	const others = rules.filter(({ insteadOf }) => insteadOf !== void 0);
	const [main] = others;
	if (main === void 0) return;
	const has = (child) => all.some((candidate) => candidate.name === child);
	const isFirst = has(main.insteadOf);
	if (!isFirst && !has(main.name)) report(element, `<${name}> has neither <${main.insteadOf}> nor <${main.name}>`);
	if (isFirst && others.some((child) => has(child.name))) report(element, `<${name}> has <${main.insteadOf}> and <${main.name}>`);
}
/** What the reader refuses besides. */
function readerFaults(xml) {
	try {
		const { boots, disks } = readDescriptor(xml);
		const twice = boots.filter(({ drives }) => {
			const targets = drives.flatMap(({ target }) => target ?? []);
			return new Set(targets).size < targets.length;
		});
		const files = [...disks.map(({ file }) => file), ...boots.flatMap(({ os }) => kernelFiles(os))];
		const outside = [...new Set(files)].filter((file) => file.split("/").includes(".."));
		return [...twice.map(() => "two drives have the same target"), ...outside.map((file) => `the file "${shortened(file)}" is not in the descriptor's folder`)].map((message) => ({
			line: void 0,
			message
		}));
	} catch (error) {
		return [{
			line: void 0,
			message: messageOf(error)
		}];
	}
}
const kernelFiles = (os) => "kernel" in os ? [os.kernel, ...os.initrd === void 0 ? [] : [os.initrd]] : [];
function messageOf(error) {
	if (error instanceof ApplianceError) return error.message.replace(/^bad descriptor: /, "");
	throw error;
}
const shortened = (text) => clip(text, 60);
/** @returns a function from a place in the parsed text to its line, from 1 */
function lineFinder(xml) {
	const starts = [0];
	for (const { index, 0: end } of xml.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
	return (place) => {
		let [low, high] = [0, starts.length];
		while (high - low > 1) {
			const middle = low + high >> 1;
			if ((starts[middle] ?? 0) <= place) low = middle;
			else high = middle;
		}
		return low + 1;
	};
}

// src/cli/descriptor/descriptor-command.ts
/** Shows what a descriptor says, as the program reads it. */
async function descriptorShowCommand(file, { json }, { stdout, stderr }) {
	const { data, warnings } = await readDescriptorFile(file);
	if (json === true) {
		stdout.write(`${jsonLine({
			...data,
			warnings: warnings.map(warningData)
		})}\n`);
		return 0;
	}
	for (const line of warnings.flatMap((warning) => warningLines(warning))) stderr.write(`${line}\n`);
	for (const line of describe(data)) stdout.write(`${printable(line)}\n`);
	return 0;
}
function describe(data) {
	const { name, version, release, label, description, vcpus, memoryKiB, interfaces, graphics, boots, disks } = data;
	const heading = [
		name === "" ? "(without a name)" : name,
		version,
		release
	].filter(Boolean).join(" ");
	const machine = `${vcpus} vcpu, ${Math.floor(memoryKiB / 1024)} MiB, network interfaces: ${interfaces}, ${graphics ? "a screen" : "no screen"}`;
	const rows = disks.map(({ id, file, use, format, sizeMiB, sha256, sha1 }) => [
		printable(id === file ? file : `${id} (${file})`),
		use,
		printable(format),
		sizeMiB === void 0 ? "" : `${sizeMiB} MiB`,
		sha256 !== void 0 ? "sha256" : sha1 !== void 0 ? "sha1" : "no checksum"
	]);
	return [
		`${heading}: ${machine}`,
		...[label, description].flatMap((text) => text ? text.split("\n").map((line) => `  ${line.trim()}`) : []),
		...boots.map((boot, index) => `boot ${index}: ${bootLine(boot)}`),
		...formatTable(rows).split("\n").map((line) => `disk ${line}`)
	];
}
function bootLine({ type, arch, features, os, drives }) {
	const source = "loader" in os ? os.loader : `kernel ${os.kernel}`;
	const wanted = Object.entries(features).map(([feature, on]) => `${feature} ${on ? "on" : "off"}`);
	const places = drives.map(({ disk, target }) => target === void 0 ? disk : `${target}=${disk}`);
	return [
		`${type} ${arch}`,
		source,
		...wanted,
		...places
	].join(", ");
}
/**
* Holds descriptors against the grammar: a line for each deviation.
*
* @returns 0, or 2 if there is any
*/
async function descriptorLintCommand(files, { strict, json }, { stdout }) {
	let code = 0;
	for (const file of files) {
		const deviations = lintDescriptor(await readDescriptorText(file), { strict: strict === true });
		if (deviations.length > 0) code = 2;
		const lines = json === true ? [jsonLine({
			file,
			ok: deviations.length === 0,
			deviations
		})] : deviations.map(({ line, message }) => printable(`${file}:${line === void 0 ? "" : `${line}:`} ${message}`));
		for (const line of lines) stdout.write(`${line}\n`);
	}
	return code;
}

export { descriptorLintCommand, descriptorShowCommand };