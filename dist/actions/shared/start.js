import { a as setOutput } from "./core.js";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { randomUUID } from "node:crypto";

// src/errors.ts
/** The only class of error that is shown to users without a stack trace. */
var ApplianceError = class extends Error {
	name = "ApplianceError";
	kind;
	code;
	position;
	hint;
	detail;
	log;
	constructor(details) {
		super(details.message, details.cause === void 0 ? {} : { cause: details.cause });
		this.kind = details.kind;
		this.code = details.code;
		this.position = details.position;
		this.hint = details.hint;
		this.detail = details.detail ?? [];
		this.log = details.log;
	}
};
/** Several errors of one input, reported in one go and in the order of their positions. */
var ApplianceErrors = class extends Error {
	name = "ApplianceErrors";
	errors;
	constructor(errors) {
		super(errors.map((error) => error.message).join("; "));
		this.errors = errors;
	}
};
/** `FILE:LINE:COL` as editors and problem matchers read it. */
function formatPosition(position) {
	return `${position.file}:${position.line}:${position.column}`;
}
/** The words of anything that was thrown. */
function messageOf(thrown) {
	return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/kickstart/reading/words.ts
const BLANKS = /* @__PURE__ */ new Set([
	" ",
	"	",
	"\r",
	"\n"
]);
/** Ends a run of ordinary characters inside a word. */
const SPECIAL = /[ \t\r\n'"\\#]/g;
/**
* Cuts one line into words by the rules of Python's `shlex` in POSIX mode, which is how kickstart reads commands,
* section headers and `%include` lines: blanks separate, single quotes are literal, in double quotes a backslash
* escapes only `"` and `\`, outside quotes it escapes any character, and an unquoted `#` starts a comment even in
* mid-word. There are no variables and no line continuation.
*
* @param line the text, with a `\n` at its end if a line end follows in the file: a backslash before it makes the
*   newline part of the word, while one at the very end of the file is an error
* @param position where the text's first character stands
* @throws ApplianceError `unbalanced-quote` or `trailing-backslash`, kind input, with the place of the character
*/
function splitWords(line, position, options = {}) {
	const comments = options.comments ?? true;
	const words = [];
	const at = (index) => ({
		...position,
		column: position.column + index
	});
	let cutAt;
	let backslashAt;
	let index = 0;
	while (index < line.length) {
		if (BLANKS.has(line.charAt(index))) {
			index += 1;
			continue;
		}
		if (comments && line.charAt(index) === "#") break;
		const start = index;
		let text = "";
		while (index < line.length && !BLANKS.has(line.charAt(index))) {
			const character = line.charAt(index);
			if (character === "'" || character === "\"") {
				const quoted = readQuoted(line, index, at);
				text += quoted.text;
				index = quoted.next;
			} else if (character === "\\") {
				if (index + 1 >= line.length) throw new ApplianceError({
					kind: "input",
					code: "trailing-backslash",
					message: "a backslash at the end of the file escapes nothing",
					position: at(index),
					hint: "remove the backslash; kickstart has no line continuation"
				});
				if (line.charAt(index + 1) === "\n") backslashAt = at(index);
				text += line.charAt(index + 1);
				index += 2;
			} else if (character === "#" && comments) {
				cutAt = at(index);
				index = line.length;
			} else {
				const end = endOfRun(line, index + 1);
				text += line.slice(index, end);
				index = end;
			}
		}
		words.push({
			text,
			position: at(start)
		});
	}
	return {
		words,
		cutAt,
		backslashAt
	};
}
function endOfRun(line, from) {
	SPECIAL.lastIndex = from;
	return SPECIAL.exec(line)?.index ?? line.length;
}
function readQuoted(line, open, at) {
	const quote = line.charAt(open);
	let text = "";
	let index = open + 1;
	while (index < line.length) {
		const character = line.charAt(index);
		if (character === quote) return {
			text,
			next: index + 1
		};
		const next = line.charAt(index + 1);
		if (quote === "\"" && character === "\\" && (next === "\"" || next === "\\")) {
			text += next;
			index += 2;
		} else {
			text += character;
			index += 1;
		}
	}
	throw new ApplianceError({
		kind: "input",
		code: "unbalanced-quote",
		message: `the ${quote === "\"" ? "double" : "single"} quote is not closed on this line`,
		position: at(open),
		hint: "close it, or put a backslash before it if it is meant literally"
	});
}

// src/suggest.ts
/** Longer words than this are no slips of the finger. */
const LONGEST = 40;
const FARTHEST = 2;
/** In words as short as this, two letters changed leave another word. */
const SHORT = 3;
/**
* The known word nearest to a misspelt one: at most two letters inserted, dropped or replaced (one in short words);
* undefined if there is none.
*/
function closest(word, known) {
	if (word.length > LONGEST) return;
	let best;
	const letters = word.replace(/^[-%]+/, "").length;
	let bestDistance = (letters <= SHORT ? Math.min(1, letters - 1) : FARTHEST) + 1;
	for (const candidate of known) if (Math.abs(candidate.length - word.length) < bestDistance) {
		const distance = levenshtein(word, candidate);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}
function levenshtein(left, right) {
	let above = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (let row = 1; row <= left.length; row += 1) {
		const current = [row];
		for (let column = 1; column <= right.length; column += 1) {
			const replaced = (above[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
			current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
		}
		above = current;
	}
	return above[right.length] ?? 0;
}

// src/appliance/bundles.ts
/** Files that are made of the whole appliance, by the names that `--format` takes beside those of disk formats. */
const bundleFormats = {
	ova: { meaning: "VMware and VirtualBox, to import: one file with streamOptimized disks and their machine" },
	vmx: { meaning: "VMware Workstation, Player and Fusion, to open: a machine beside writable vmdk disks" }
};
const bundles = Object.keys(bundleFormats);
/** What `--package` puts everything into. */
const archiveKinds = [
	"tar",
	"tar.gz",
	"tar.zst",
	"zip"
];

// src/appliance/formats.ts
const gibibyte = 1024 ** 3;
/** Places in the file are numbers of sectors of 32 bits. */
const sectorsOf32Bits = 512 * 2 ** 32;
/** Every format of a disk by the name that `--format` takes; a format with a choice has the choice after a colon. */
const diskFormats = {
	raw: {
		suffix: "raw",
		driver: "raw",
		meaning: "the disk as it is, with holes"
	},
	"raw.zst": {
		suffix: "raw.zst",
		driver: "raw",
		packed: "zstd",
		meaning: "raw, packed with zstd"
	},
	"raw.xz": {
		suffix: "raw.xz",
		driver: "raw",
		packed: "xz",
		meaning: "raw, packed with xz"
	},
	qcow2: {
		suffix: "qcow2",
		driver: "qcow2",
		meaning: "QEMU, libvirt; zlib"
	},
	"qcow2:zstd": {
		suffix: "qcow2",
		driver: "qcow2",
		meaning: "QEMU 5.1 or later; zstd"
	},
	vmdk: {
		suffix: "vmdk",
		driver: "vmdk",
		largestBytes: sectorsOf32Bits,
		meaning: "VMware, streamOptimized: to import"
	},
	"vmdk:monolithicSparse": {
		suffix: "vmdk",
		driver: "vmdk",
		largestBytes: sectorsOf32Bits,
		meaning: "VMware Workstation, growing and writable"
	},
	"vmdk:monolithicFlat": {
		suffix: "vmdk",
		driver: "vmdk",
		meaning: "VMware, a descriptor and the disk as it is in a second file, …-flat.vmdk"
	},
	vdi: {
		suffix: "vdi",
		driver: "vdi",
		meaning: "VirtualBox, growing"
	},
	vhd: {
		suffix: "vhd",
		driver: "vpc",
		largestBytes: 2040 * gibibyte,
		meaning: "Virtual PC, Xen; dynamic"
	},
	vhdx: {
		suffix: "vhdx",
		driver: "vhdx",
		meaning: "Hyper-V; dynamic"
	}
};
const formats = Object.keys(diskFormats);

// src/appliance/settings.ts
const firmwares = [
	"bios",
	"uefi",
	"uefi-secure"
];
const backends = [
	"auto",
	"apt",
	"dnf"
];
const defaults = {
	formats: ["qcow2", "vmdk"],
	memoryMiB: 1024,
	vcpus: 1,
	timeoutSeconds: 5,
	expect: ["login:"]
};

// src/appliance/outputs.ts
/** What `--format` takes. */
const formatNames = [...formats, ...bundles];

// src/architecture.ts
const architectures = {
	x86_64: {
		debian: "amd64",
		efi: "x64",
		grubPlatform: "x86_64-efi",
		hasBios: true,
		serialPort: "ttyS0"
	},
	aarch64: {
		debian: "arm64",
		efi: "aa64",
		grubPlatform: "arm64-efi",
		hasBios: false,
		serialPort: "ttyAMA0"
	}
};
const architectureNames = Object.keys(architectures);

// src/action/inputs/table.ts
const text = { kind: "text" };
const path$1 = { kind: "path" };
const onOff = { kind: "switch" };
const json = { kind: "json" };
const lines = {
	kind: "list",
	commas: false
};
const builds = ["root", "build"];
const boots = [
	"root",
	"build",
	"boot-test"
];
const publishes = ["root", "publish"];
/**
* Every input of every action, once: what reads them, action.yml and the tables of the documentation all come from here
* (`npm run docs`).
*/
const inputTable = {
	kickstart: {
		reads: lines,
		help: "Kickstart files below the workspace: a file, a glob, or several of them, one to a line; `!glob` takes files away",
		actions: [
			"root",
			"build",
			"plan"
		]
	},
	name: {
		reads: text,
		help: "Name of the appliance (default: the kickstart without its ending)",
		actions: builds,
		flag: "--name"
	},
	version: {
		reads: text,
		help: "Version of the appliance, for the descriptor",
		actions: builds,
		flag: "--image-version"
	},
	disks: {
		reads: {
			kind: "list",
			commas: true,
			form: /^[^=]+(=[^=]+)?$/
		},
		help: "Names and sizes of the disks, `NAME=SIZE`, in the order of `--ondisk`",
		actions: builds,
		flag: "--disk"
	},
	formats: {
		reads: {
			kind: "list",
			commas: true,
			choices: formatNames
		},
		help: `Formats of the disks: ${formats.join(", ")}; and of the whole appliance: ${bundles.join(", ")} (default: the kickstart, else ${defaults.formats.join(" and ")})`,
		actions: builds,
		flag: "--format"
	},
	package: {
		reads: {
			kind: "choice",
			choices: archiveKinds
		},
		help: `Put everything into an archive, too: ${archiveKinds.join(", ")}; the artifact then has the archive in place of the disks`,
		actions: builds,
		flag: "--package"
	},
	backend: {
		reads: {
			kind: "choice",
			choices: backends
		},
		default: "auto",
		help: "Package manager: `auto` (as the kickstart reads), `apt` or `dnf`",
		actions: builds,
		flag: "--backend"
	},
	releasever: {
		reads: text,
		help: "Release of repositories that name none: `bookworm`, or `42` for `$releasever`",
		actions: builds,
		flag: "--releasever"
	},
	arch: {
		reads: {
			kind: "choice",
			choices: architectureNames
		},
		help: "Architecture",
		actions: builds,
		flag: "--arch"
	},
	repos: {
		reads: {
			...lines,
			form: /^[^=\s]+=\S+$/
		},
		help: "Package repositories, `NAME=URL`, one to a line; they replace those of the same name and add others",
		actions: builds,
		flag: "--repo"
	},
	memory: {
		reads: {
			kind: "number",
			least: 64
		},
		help: "Memory of the machine in MiB",
		actions: builds,
		flag: "--memory"
	},
	vcpus: {
		reads: {
			kind: "number",
			least: 1
		},
		help: "Processors of the machine",
		actions: builds,
		flag: "--vcpus"
	},
	reproducible: {
		reads: onOff,
		default: "false",
		help: "The same bytes each time: no time is later than that of the newest package; with `SOURCE_DATE_EPOCH` in the environment, than that",
		actions: builds,
		flag: "--reproducible"
	},
	"verify-reproducible": {
		reads: onOff,
		default: "false",
		help: "Build twice, the second time without a cached root, and fail if a byte differs",
		actions: builds,
		flag: "--verify-reproducible"
	},
	"boot-test": {
		reads: {
			kind: "choice",
			choices: [
				"auto",
				"always",
				"never"
			]
		},
		default: "auto",
		help: "Boot what was built: `always` every format under every firmware; `auto` likewise with KVM, and just the first of them where QEMU must emulate; `never`",
		actions: boots
	},
	"boot-expect": {
		reads: lines,
		help: "Regular expressions that the serial console must show, one to a line (default: the kickstart, else `login:`)",
		actions: boots,
		flag: "--expect"
	},
	"boot-timeout": {
		reads: {
			kind: "number",
			least: 1
		},
		help: "Deadline of one boot in seconds (default: the kickstart, else what suits the accelerator)",
		actions: boots
	},
	"boot-firmware": {
		reads: {
			kind: "list",
			commas: true,
			choices: firmwares
		},
		help: `Firmware of the boot test: ${firmwares.join(", ")} (default: the kickstart, else all that the disks boot with)`,
		actions: boots,
		flag: "--firmware"
	},
	"boot-scenario": {
		reads: path$1,
		help: "YAML below the workspace with what to do and to see once it has booted (docs/boot-test.md); its `password-env` finds variables that begin with `BOOT_SECRET_`",
		actions: ["root", "boot-test"]
	},
	"boot-twice": {
		reads: onOff,
		default: "false",
		help: "Boot a second time from the same disks, shut down, and check the filesystems",
		actions: ["root", "boot-test"]
	},
	"boot-ready": {
		reads: onOff,
		default: "false",
		help: "Also wait until systemd tells over vsock that all has started, where guest and runner can",
		actions: ["root", "boot-test"]
	},
	cache: {
		reads: {
			kind: "choice",
			choices: [
				"true",
				"false",
				"read-only"
			]
		},
		default: "true",
		help: "Keep packages and layers between runs: `true`, `false`, or `read-only`: take, but save nothing",
		actions: builds
	},
	"cache-prefix": {
		reads: { kind: "text" },
		default: "appliance-build",
		help: "What the keys of the cache begin with; another one starts afresh",
		actions: builds
	},
	"layer-cache": {
		reads: onOff,
		default: "true",
		help: "Keep the installed root, too, not just the packages; never on pull requests from forks",
		actions: builds
	},
	upload: {
		reads: onOff,
		default: "true",
		help: "Upload artifacts",
		actions: publishes
	},
	"artifact-name": {
		reads: text,
		help: "Name of the artifact (default: `appliance-NAME`); with several appliances what it begins with",
		actions: publishes
	},
	"retention-days": {
		reads: {
			kind: "number",
			least: 1,
			most: 400
		},
		help: "Days that artifacts are kept (default: as the repository is set)",
		actions: publishes
	},
	compression: {
		reads: {
			kind: "choice",
			choices: [
				"auto",
				"unzipped",
				"0",
				"1",
				"2",
				"3",
				"4",
				"5",
				"6",
				"7",
				"8",
				"9"
			]
		},
		default: "auto",
		help: "How artifacts are packed: `auto` (a zip that compresses only what is not compressed), `unzipped` (each disk as one plain file), or the zip level 0–9",
		actions: publishes
	},
	sandbox: {
		reads: {
			kind: "choice",
			choices: ["namespaces"]
		},
		default: "namespaces",
		help: "Confinement profile of package scripts and `%post`; `namespaces` is the only one yet: private mounts and processes",
		actions: builds
	},
	"allow-untrusted": {
		reads: onOff,
		default: "false",
		help: "On a self-hosted runner: build what people without write access ask for, as root. Only for runners that are thrown away after the job",
		actions: boots
	},
	"working-directory": {
		reads: path$1,
		default: ".",
		help: "Folder below the workspace that paths are relative to, and that `appliance/` is written in",
		actions: [
			"root",
			"build",
			"boot-test",
			"publish",
			"plan"
		]
	},
	"extra-args": {
		reads: { kind: "words" },
		help: "Further options for `appliance-build build`, such as `--require-signatures`",
		actions: builds
	},
	"previous-manifest": {
		reads: path$1,
		help: "manifest.json that changes are told against (default: the one of the previous run, from the cache)",
		actions: builds
	},
	descriptor: {
		reads: {
			kind: "list",
			commas: false
		},
		help: "Descriptors (`NAME.xml`) of appliances to boot, one to a line, as the output of the same name of `build`",
		actions: ["boot-test"]
	},
	directory: {
		reads: {
			kind: "list",
			commas: false
		},
		help: "Output directories of builds, one to a line, as the output of the same name of `build`",
		actions: ["publish"]
	},
	logs: {
		reads: {
			kind: "list",
			commas: false
		},
		help: "Further logs for the artifact with the logs, one to a line; those of builds that failed",
		actions: ["publish"]
	},
	"build-json": {
		reads: json,
		help: "The output `json` of `build`",
		actions: ["publish"]
	},
	"boot-test-json": {
		reads: json,
		help: "The output `json` of `boot-test`",
		actions: ["publish"]
	},
	matrix: {
		reads: json,
		default: "${{ toJSON(matrix) }}",
		help: "Values of the matrix of this job: they tell the names of its artifacts from those of its sisters. Leave it as it is",
		actions: ["publish"]
	}
};
/** The inputs of an action, in the order of the table. */
function inputsOf(action) {
	return Object.keys(inputTable).filter((name) => inputTable[name].actions.includes(action));
}

// src/action/inputs/read.ts
/**
* Reads inputs by the table.
*
* @param textOf an input's text as the runner gives it; empty: not given
* @throws ApplianceErrors with every input that is wrong, kind input
*/
function readInputs(names, textOf) {
	const errors = [];
	const values = names.map((name) => {
		const row = inputTable[name];
		const given = textOf(name).trim();
		return [name, readers[row.reads.kind](given === "" ? row.default ?? "" : given, row.reads, (problem, hint) => {
			errors.push(new ApplianceError({
				kind: "input",
				code: "bad-input",
				message: `input ${name}: ${problem}`,
				hint
			}));
		})];
	});
	if (errors.length > 0) throw new ApplianceErrors(errors);
	return Object.fromEntries(values);
}
/** YAML's core schema and what people write in workflows. */
const switches = {
	true: true,
	false: false
};
const readers = {
	text: (text, _, complain) => /[\u0000-\u001f\u007f]/.test(text) ? complain("it must be one line of text") : text || void 0,
	json: (text) => text || void 0,
	path: (text, _, complain) => text.includes("\0") ? complain("no path holds a NUL") : text || void 0,
	switch: (text, _, complain) => switches[text.toLowerCase()] ?? complain(`"${text}" is neither true nor false`),
	number(text, { least, most = Number.MAX_SAFE_INTEGER }, complain) {
		if (text === "") return void 0;
		const number = Number(text);
		if (/^\d+$/.test(text) && number >= least && number <= most) return number;
		return complain(`"${text}" is not a whole number, ${most === Number.MAX_SAFE_INTEGER ? `${least} or more` : `from ${least} to ${most}`}`);
	},
	choice: (text, { choices }, complain) => text === "" || choices.includes(text) ? text || void 0 : notOne(text, choices, complain),
	list(text, { commas, choices, form }, complain) {
		const items = text.split(/\r?\n/).filter((line) => !/^\s*#/.test(line)).flatMap((line) => commas ? line.split(",") : [line]).map((item) => item.trim()).filter((item) => item !== "");
		for (const item of items) {
			if (choices !== void 0 && !choices.includes(item)) notOne(item, choices, complain);
			if (form !== void 0 && !form.test(item)) complain(`"${item}" has not the form NAME=VALUE`);
		}
		return items;
	},
	words(text, _, complain) {
		try {
			return text.split(/\r?\n/).flatMap((line) => splitWords(line, {
				file: "extra-args",
				line: 1,
				column: 1
			}, { comments: false }).words).map((word) => word.text);
		} catch (error) {
			return complain(error.message);
		}
	}
};
function notOne(text, choices, complain) {
	const meant = closest(text, choices);
	return complain(`"${text}" is not one of ${choices.join(", ")}`, meant === void 0 ? void 0 : `did you mean ${meant}?`);
}

// src/action/log/place.ts
/** @returns where in the workspace a position is; nothing for a file outside it, or one that is no file */
function placeOf({ file, line, column }, { workspace, directory }) {
	if (/^[a-z][a-z0-9+.-]*:\/\//i.test(file)) return void 0;
	const relative = path.relative(workspace, path.resolve(directory, file));
	return isInside(relative) ? {
		file: relative,
		line,
		column
	} : void 0;
}
function isInside(relative) {
	return relative !== "" && relative.split(path.sep)[0] !== ".." && !path.isAbsolute(relative);
}

// src/action/job.ts
/** @returns the part of a job that follows from the process alone */
async function jobFacts({ variables, currentDirectory, isRoot }) {
	const eventPath = variables["GITHUB_EVENT_PATH"];
	const event = eventPath === void 0 ? void 0 : await readJson(eventPath);
	return {
		variables,
		isRoot,
		workspace: path.resolve(variables["GITHUB_WORKSPACE"] ?? currentDirectory),
		temporary: path.join(path.resolve(variables["RUNNER_TEMP"] ?? currentDirectory), "appliance-build"),
		facts: {
			eventName: variables["GITHUB_EVENT_NAME"] ?? "",
			event,
			repository: variables["GITHUB_REPOSITORY"] ?? "",
			selfHosted: variables["RUNNER_ENVIRONMENT"] !== "github-hosted"
		}
	};
}
async function readJson(file) {
	try {
		return JSON.parse(await fs.readFile(file, "utf8"));
	} catch {
		return;
	}
}
/**
* Reads the inputs of an action from the variables that the runner makes of them: upper case, blanks become underscores.
*
* @throws ApplianceErrors with every input that is wrong
*/
function inputsOfJob(action, { variables }) {
	return readInputs(inputsOf(action), (name) => variables[`INPUT_${name.toUpperCase()}`] ?? "");
}
/** Shows errors as annotations, each at its place. */
function annotateErrors({ log, workspace }, errors) {
	for (const { message, hint, detail, position } of errors) {
		if (detail.length > 0) log.foreign(detail.join("\n"));
		const place = position === void 0 ? void 0 : placeOf(position, {
			workspace,
			directory: workspace
		});
		log.annotate("error", hint === void 0 ? message : `${message}\nhint: ${hint}`, place);
	}
}

// src/log-text.ts
/** What reorders or hides text: bidirectional controls and zero-width characters. */
const hidden = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Drops what reorders or hides text. */
function withoutHidden(text) {
	return text.replaceAll(hidden, "");
}
/** Cuts a text to a number of UTF-16 code units, never through a character. */
function clip(text, longest) {
	if (text.length <= longest) return text;
	return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

// src/report/format.ts
const units = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/** `1.5 GiB`, `512 MiB`, `17 B`. */
function formatBytes(bytes) {
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit += 1;
	}
	const digits = unit === 0 || value >= 100 || Number.isInteger(value) ? 0 : 1;
	return `${value.toFixed(digits)} ${units[unit]}`;
}
/** `0.4 s`, `17 s`, `2 min 5 s`. */
function formatSeconds(seconds) {
	if (seconds < 10) return `${seconds.toFixed(1)} s`;
	if (seconds < 100) return `${Math.round(seconds)} s`;
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

// src/report/printable.ts
/**
* A line that may hold text of tools, guests or the kickstart, made safe to print: no control characters, nothing that reorders
* or hides text, and nothing that a CI log would take for a command. GitHub reads `::command::` at the start of a line and
* `##[command]` anywhere.
*/
function printable(line) {
	const plain = line.replaceAll(/\u001b\[[0-?]*[ -/]*[@-~]/g, "").replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
	return withoutHidden(plain).replaceAll("##[", "##​[").replace(/^(\s*)::/, "$1​::");
}

// src/action/log/foreign.ts
/** The mark before a line that others wrote: tools, package scripts, guests. */
const mark = "│ ";
/** In UTF-16 code units; a longer line is cut. */
const longestLine = 2e3;
/** ECMA-48 §5.4 and §5.6: control sequences, and command strings (titles, links) up to their end or that of the line. */
const sequences = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\r\n]*(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]/g;
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g;
/**
* The lines of a text of others, with nothing in them but what can be seen. A carriage return, which a console takes for
* "write over this line", ends a line here: the runner takes it for a line end, too.
*/
function plainLines(text) {
	return text.replaceAll(sequences, "").split(lineEnds).map((line) => withoutHidden(line.replaceAll(controls, "")));
}
/** A line of our own for the job's log: it may hold words of others, but can't become a workflow command. */
function ownLine(line) {
	return printable(clip(line, longestLine));
}
/** The line without the mark, which the command line has put before lines of guests already. */
function unmarked(line) {
	return line.startsWith(mark) ? line.slice(2) : line;
}
/** A line of others for the job's log: besides, it is marked as theirs, once. */
function foreignLine(marked) {
	const line = unmarked(marked);
	const cut = line.length - longestLine;
	return printable(mark + (cut > 0 ? `${clip(line, longestLine)} (${cut} more characters)` : line));
}

// src/action/log/command.ts
/**
* Workflow commands: `::name key=value,key=value::data` (GitHub's documentation, "Workflow commands"). The runner reads a
* line of standard output or standard error as one; how it undoes the escaping is in its ActionCommand.cs.
*/
function formatCommand(name, properties, data) {
	const written = Object.entries(properties).filter(([, value]) => value !== void 0 && value !== "").map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(",");
	return `::${name}${written === "" ? "" : ` ${written}`}::${escapeData(data)}`;
}
function escapeData(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
function escapeProperty(text) {
	return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

// src/action/log/secrets.ts
/** From here on, in UTF-16 code units, the runner can mask a text without blacking out every log. */
const shortestMask = 4;
const shown = "***";
/**
* Takes secrets out of what we print ourselves: the runner masks what it was told, but text that we escape, cut or break
* for safety may no longer look as it was told. A secret of one to three characters is hidden only where it stands as a
* word; masked everywhere, a password `a` would leave no log at all.
*/
function createSecretHider() {
	const long = /* @__PURE__ */ new Set();
	const short = /* @__PURE__ */ new Set();
	let rules = [];
	return {
		add(secret) {
			const lines = secret.split(/[\r\n]+/).filter((line) => line.trim() !== "");
			const fresh = lines.filter((line) => line.length >= shortestMask && !long.has(line));
			for (const line of lines) (line.length >= shortestMask ? long : short).add(line);
			rules = [[...long].sort((one, other) => other.length - one.length).map(quote), [...short].map((word) => `(?<![\\p{L}\\p{N}_])${quote(word)}(?![\\p{L}\\p{N}_])`)].filter((list) => list.length > 0).map((list) => [new RegExp(list.join("|"), "gu"), shown]);
			return fresh;
		},
		hide: (text) => rules.reduce((clean, [pattern, replacement]) => clean.replaceAll(pattern, replacement), text)
	};
}
function quote(text) {
	return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

// src/action/log/action-log.ts
/**
* What GitHub keeps of a step: so many annotations of each kind, messages of so many UTF-16 code units (the runner's
* ExecutionContext.cs), titles of so many (the Checks API). One notice is spared for `close`.
*/
const keptAnnotations = {
	error: 10,
	warning: 10,
	notice: 9
};
const longestMessage = 4096;
const longestTitle = 255;
/** Fewer lines of foreign text are safe by their marks alone; switching commands off costs two lines of log. */
const manyLines = 8;
/** A log that the runner reads. Whatever is passed in, no line of it is a workflow command but those made here. */
function createActionLog({ stream, now = () => performance.now(), token = randomUUID }) {
	const secrets = createSecretHider();
	const unkept = {
		error: 0,
		warning: 0,
		notice: 0
	};
	const kept = {
		error: 0,
		warning: 0,
		notice: 0
	};
	const said = /* @__PURE__ */ new Set();
	let group;
	/** Set while workflow commands are switched off. */
	let guard;
	/** Secrets go before and after escape sequences, which may stand inside one. */
	const clean = (text) => plainLines(secrets.hide(text)).map((line) => secrets.hide(line));
	const write = (line) => stream.write(`${line}\n`);
	function switchOff() {
		guard = token();
		write(`::stop-commands::${guard}`);
	}
	function switchOn() {
		if (guard !== void 0) write(`::${guard}::`);
		guard = void 0;
	}
	function command(name, properties, data) {
		const guarded = guard !== void 0;
		if (guarded) switchOn();
		write(formatCommand(name, properties, data));
		if (guarded) switchOff();
	}
	function line(text) {
		for (const one of clean(text)) write(ownLine(one));
	}
	function endGroup(text) {
		if (group === void 0) {
			if (text !== void 0) line(text);
			return;
		}
		const { title, startMs } = group;
		group = void 0;
		command("endgroup", {}, "");
		line(text ?? `${title}: ${formatSeconds((now() - startMs) / 1e3)}`);
	}
	function annotate(kind, message, place, title = "") {
		const lines = clean(message).map(printable);
		const where = place === void 0 ? "" : `${formatPosition(place)}: `;
		const key = `${kind} ${where}${lines.join("\n")}`;
		if (kept[kind] >= keptAnnotations[kind] || said.has(key)) {
			line(`${where}${kind}: ${lines.join("\n")}`);
			if (!said.has(key)) unkept[kind] += 1;
			said.add(key);
			return;
		}
		said.add(key);
		kept[kind] += 1;
		command(kind, {
			file: place === void 0 ? void 0 : printable(place.file),
			line: place?.line,
			col: place?.column,
			title: printable(clip(clean(title).join(" "), longestTitle))
		}, clip(lines.join("\n"), longestMessage));
	}
	async function guarded(work) {
		if (guard !== void 0) return await work();
		switchOff();
		try {
			return await work();
		} finally {
			switchOn();
		}
	}
	return {
		line,
		endGroup,
		annotate,
		guarded,
		hide: secrets.hide,
		debug(text) {
			for (const one of clean(text)) command("debug", {}, ownLine(one));
		},
		startGroup(title) {
			endGroup();
			group = {
				title,
				startMs: now()
			};
			command("group", {}, ownLine(clean(title).join(" ")));
		},
		foreign(text) {
			const lines = clean(text.replace(/\r?\n$/, "")).map(foreignLine);
			const guards = guard === void 0 && lines.length >= manyLines;
			if (guards) switchOff();
			try {
				for (const one of lines) write(one);
			} finally {
				if (guards) switchOn();
			}
		},
		mask(secret) {
			for (const one of secrets.add(secret)) command("add-mask", {}, one);
		},
		close() {
			endGroup();
			switchOn();
			const more = Object.entries(unkept).filter(([, count]) => count > 0).map(([kind, count]) => `${count} more ${kind}${count === 1 ? "" : "s"}`);
			if (more.length > 0) command("notice", {}, `${more.join(", ")} in the log of this step`);
		}
	};
}

// src/action/start.ts
/**
* Runs a step of a job: the one place where an action meets its process. What it throws becomes an annotation and a failed
* step; a cancelled job aborts its signal.
*
* @param work does it; `false`: the step failed, and has told why
*/
async function startAction(node, work) {
	const controller = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM"]) node.on(signal, () => controller.abort(signal));
	const log = createActionLog({ stream: node.stdout });
	node.on("unhandledRejection", (reason) => log.debug(`unhandled rejection: ${String(reason)}`));
	node.on("uncaughtException", (error) => {
		log.annotate("error", bugText(error));
		end(false);
	});
	const variables = { ...node.env };
	end(await attempt({
		...await jobFacts({
			variables,
			currentDirectory: node.cwd(),
			isRoot: node.getuid?.() === 0
		}),
		log,
		signal: controller.signal,
		setOutput,
		async addSummary(markdown) {
			const file = variables["GITHUB_STEP_SUMMARY"];
			if (file !== void 0 && file !== "") await fs.appendFile(file, `${markdown}\n`);
		}
	}, work));
	function end(ok) {
		log.close();
		node.stdout.write("", () => node.exit(ok ? 0 : 1));
	}
}
function bugText(error) {
	return `a bug of appliance-build: ${error instanceof Error ? error.stack ?? error.message : String(error)}`;
}
async function attempt(job, work) {
	try {
		return await work(job) !== false;
	} catch (error) {
		if (job.signal.aborted) job.log.line(`cancelled by ${String(job.signal.reason)}`);
		else if (error instanceof ApplianceErrors) annotateErrors(job, error.errors);
		else if (error instanceof ApplianceError) annotateErrors(job, [error]);
		else job.log.annotate("error", bugText(error));
		return false;
	}
}
/**
* What an action needs to run the command line.
*
* @param entryFolder where the entry lies: dist/actions
*/
function programParts(node, entryFolder) {
	const user = node.getuid?.();
	return {
		distribution: path.dirname(entryFolder),
		node: node.execPath,
		owner: user === 0 ? void 0 : `${user}:${node.getgid?.()}`
	};
}

export { formatPosition as _, formatBytes as a, inputsOfJob as c, firmwares as d, formats as f, ApplianceErrors as g, ApplianceError as h, unmarked as i, placeOf as l, bundles as m, startAction as n, formatSeconds as o, archiveKinds as p, plainLines as r, clip as s, programParts as t, inputTable as u, messageOf as v };