import { c as Option, r as formatNames, s as InvalidArgumentError, t as addReadOptions } from "./read-options.js";
import { t as archiveKinds } from "./bundles.js";
import { n as defaults, r as firmwares } from "./settings.js";
import { r as targets } from "./targets.js";
import { n as most } from "./data.js";

// src/cli/options/build-options.ts
const collect = (value, before = []) => [...before, value];
const collectList = (value, before = []) => {
	const items = value.split(",").map((item) => item.trim()).filter((item) => item !== "");
	if (items.length === 0) throw new InvalidArgumentError("It must name at least one.");
	return [...before, ...items];
};
/** A list of words, each of which must be known. */
function listAmong(known) {
	return (value, before = []) => {
		const words = collectList(value);
		const isKnown = (word) => known.some((one) => one === word);
		if (!words.every(isKnown)) throw new InvalidArgumentError(`It must be of ${known.join(", ")}.`);
		return [.../* @__PURE__ */ new Set([...before, ...words])];
	};
}
/** @param limit default: what a number holds exactly */
function integer(least, limit = Number.MAX_SAFE_INTEGER) {
	const range = limit === Number.MAX_SAFE_INTEGER ? `${least} or more` : `${least} to ${limit}`;
	return (value) => {
		const number = Number(value);
		if (!/^\d+$/.test(value) || number < least || number > limit) throw new InvalidArgumentError(`It must be a whole number, ${range}.`);
		return number;
	};
}
/** Memory in MiB and processors, as descriptors can tell them. */
const memoryMiB = (least) => integer(least, most.memoryKiB / 1024);
const processors = integer(1, most.vcpus);
/** A timer of Node has 31 bits of milliseconds, and one that is set to more goes off at once. */
const seconds = integer(1, Math.floor((2 ** 31 - 1) / 1e3));
const rows = [
	["--name <name>", "name of the appliance (default: the kickstart without its ending)"],
	["--image-version <version>", "version of the appliance, for the descriptor"],
	[
		"--disk <name=size>",
		"name and size of a disk, in the order of --ondisk; repeat it for each disk",
		collect
	],
	[
		"--format <list>",
		`formats to write: ${formatNames.join(", ")} (default: ${defaults.formats.join(",")})`,
		collectList
	],
	["--package <kind>", `put everything into an archive, too: ${archiveKinds.join(", ")}`],
	[
		"--target <list>",
		`what it is to run on: ${targets.join(", ")} (default: kvm)`,
		collectList
	],
	["--backend <backend>", "package manager: auto (as the kickstart reads), apt or dnf"],
	["--releasever <release>", "release of repositories that name none: bookworm, or 42 for $releasever"],
	["--arch <arch>", "architecture: x86_64, or aarch64 by emulation (default: x86_64)"],
	[
		"--repo <name=url>",
		"package repository; replaces one of the same name, else adds it",
		collect
	],
	["--require-signatures", "take no package whose signature no known key verifies"],
	[
		"--memory <mib>",
		"memory of the machine in MiB (default: 1024)",
		memoryMiB(64)
	],
	[
		"--vcpus <n>",
		"processors of the machine (default: 1)",
		processors
	],
	[
		"--expect <regex>",
		"what the boot test must see on the serial console (default: login:); repeatable",
		collect
	],
	[
		"--boot-timeout <seconds>",
		"deadline of the boot test",
		seconds
	],
	["--reproducible", "the same bytes each time: no time is later than that of the newest package (or SOURCE_DATE_EPOCH)"],
	["--verify-reproducible", "build twice, the second time without a cached root, and compare every byte"],
	[
		"--firmware <list>",
		`firmware of the boot test: ${firmwares.join(", ")}`,
		collectList
	]
];
function addBuildOptions(command) {
	for (const [flags, help, parse] of rows) {
		const option = new Option(flags, help);
		if (parse !== void 0) option.argParser(parse);
		command.addOption(option);
	}
	return addReadOptions(command);
}
function buildOptionsOf(flags) {
	return {
		name: flags.name,
		version: flags.imageVersion,
		disks: flags.disk,
		formats: flags.format,
		archive: flags.package,
		targets: flags.target,
		backend: flags.backend,
		releasever: flags.releasever,
		arch: flags.arch,
		requireSignatures: flags.requireSignatures,
		repos: flags.repo,
		memoryMiB: flags.memory,
		vcpus: flags.vcpus,
		expect: flags.expect,
		bootTimeoutSeconds: flags.bootTimeout,
		firmware: flags.firmware
	};
}

export { integer as a, processors as c, collectList as i, seconds as l, buildOptionsOf as n, listAmong as o, collect as r, memoryMiB as s, addBuildOptions as t };