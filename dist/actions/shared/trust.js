import { _ as formatPosition, a as formatBytes, h as ApplianceError, i as unmarked, l as placeOf, o as formatSeconds, r as plainLines, s as clip } from "./start.js";
import { i as execa, n as readLines } from "./run.js";
import { t as sanePath } from "./mount.js";
import { a as fence, c as table, i as escapeText, n as count, r as details, s as shownLines, t as code } from "./markdown.js";
import * as fs from "node:fs/promises";
import * as path from "node:path";

// src/action/cache/local.ts
/**
* Where the cache of this machine is. On a self-hosted runner it stays, one for each repository; pull requests have another
* than the branches, so that none of them can change what a release is made of, and strangers leave nothing behind.
*/
function localCache(facts) {
	const { selfHosted, trusted, eventName, repository, toolCache, temporary } = facts;
	if (!selfHosted || !trusted || toolCache === void 0 || toolCache === "") return {
		directory: path.join(temporary, "cache"),
		recordFile: void 0
	};
	const side = eventName.startsWith("pull_request") ? "pull-request" : "branch";
	const folder = path.join(path.resolve(toolCache), "appliance-build", ...plainSegments(repository), side);
	return {
		directory: path.join(folder, "cache"),
		recordFile: path.join(folder, "used.json")
	};
}
/** @param trusted of `LocalFacts` */
function localCacheOf({ facts, variables, temporary }, trusted) {
	return localCache({
		...facts,
		trusted,
		toolCache: variables["RUNNER_TOOL_CACHE"],
		temporary
	});
}
function plainSegments(repository) {
	return repository.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
}
/** @returns an empty record if there is none, or one that cannot be read: it only saves time */
async function readRecord(file) {
	if (file === void 0) return {};
	const text = await fs.readFile(file, "utf8").catch(() => "{}");
	try {
		const record = JSON.parse(text);
		return typeof record === "object" && record !== null ? record : {};
	} catch {
		return {};
	}
}
/** Adds to the record; the requests that were used longest ago are forgotten. */
async function writeRecord(file, request, used) {
	const { [request]: before, ...others } = await readRecord(file);
	const kept = Object.entries(others).slice(-49);
	const record = Object.fromEntries([...kept, [request, {
		...before,
		...used
	}]]);
	await fs.mkdir(path.dirname(file), { recursive: true });
	const temporary = `${file}.${process.pid}`;
	await fs.writeFile(temporary, JSON.stringify(record));
	await fs.rename(temporary, file);
}
/** Whether the cache has all that was used, as far as names and sizes tell; its files are checked whenever they are used. */
async function holds(directory, files) {
	if (files === void 0 || files.length === 0) return false;
	return (await Promise.all(files.map(async ({ name, bytes }) => {
		const stat = await fs.stat(path.join(directory, name)).catch(() => void 0);
		return stat !== void 0 && (stat.isDirectory() || stat.size === bytes);
	}))).every(Boolean);
}
/**
* Waits for the tools of the host if `zstd` is among what they bring: the client compresses with gzip without it, and what
* is compressed in another way has another version for the service, so that neither finds the other's entries.
*
* @param searchPath PATH
*/
async function whenZstdIsThere(searchPath, tools) {
	const places = (searchPath ?? "").split(path.delimiter).map((folder) => path.join(folder, "zstd"));
	if (!(await Promise.all(places.map((file) => fs.access(file, fs.constants.X_OK).then(() => true, () => false)))).includes(true)) await tools;
}

// src/host/program/lifeline.ts
/**
* Runs a program that stops by itself when its standard input ends. That is how root's processes are stopped by one who
* is not root and may not signal them, and the input ends even when the caller is killed.
*
* @returns its exit code; 128 and more if a signal ended it, 127 if it could not be started
*/
async function runWithLifeline(file, args, options) {
	const child = execa(file, args, {
		extendEnv: false,
		env: { ...options.env },
		cwd: options.cwd,
		stdin: "pipe",
		buffer: false,
		reject: false,
		detached: true
	});
	child.stdin.on("error", () => void 0);
	let timer;
	const stop = () => {
		child.stdin.end();
		timer = setTimeout(() => child.kill("SIGKILL"), options.graceSeconds * 1e3);
	};
	if (options.signal.aborted) stop();
	options.signal.addEventListener("abort", stop, { once: true });
	try {
		const [result] = await Promise.all([
			child,
			readLines(child.iterable({ from: "stdout" }), options.onOutput),
			readLines(child.iterable({ from: "stderr" }), options.onError)
		]);
		return result.exitCode ?? (result.signal === void 0 ? 127 : 137);
	} finally {
		clearTimeout(timer);
		options.signal.removeEventListener("abort", stop);
	}
}

// src/host/program/proxies.ts
const names = [
	"http_proxy",
	"https_proxy",
	"ftp_proxy",
	"no_proxy",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY"
];
/** How to reach the network: those of the variables that curl(1), apt and dnf read for it. */
function proxyVariables(variables) {
	const found = names.map((name) => [name, variables[name]]);
	return Object.fromEntries(found.filter((entry) => entry[1] !== void 0));
}

// src/action/program.ts
/** A cancelled job is killed 10 s after it was told; the rest is for what the action itself removes. */
const graceSeconds = 7;
const tailLines = 20;
/** @returns the command line of this program, run as root */
function rootProgram(settings) {
	const { variables, temporary } = settings;
	const epoch = variables["SOURCE_DATE_EPOCH"];
	const handed = {
		...proxyVariables(variables),
		...epoch === void 0 ? {} : { SOURCE_DATE_EPOCH: epoch },
		...Object.fromEntries(Object.entries(variables).filter(([name]) => /^BOOT_SECRET_\w+$/.test(name))),
		LC_ALL: "C.UTF-8",
		TMPDIR: temporary
	};
	const env = {
		...handed,
		PATH: sanePath
	};
	const kept = Object.keys(handed).join(",");
	const asRoot = settings.isRoot ? [] : [
		"sudo",
		"--non-interactive",
		`--preserve-env=${kept}`,
		"--"
	];
	return { async run(args, { onEvent, quiet = false } = {}) {
		const [file = "", ...words] = [
			...asRoot,
			settings.node,
			settings.commandLine,
			...args
		];
		const stdout = [];
		const tail = [];
		return {
			exitCode: await runWithLifeline(file, words, {
				env,
				cwd: settings.directory,
				signal: settings.signal,
				graceSeconds,
				onOutput(line) {
					const event = onEvent === void 0 ? void 0 : eventOf(line);
					if (event === void 0) stdout.push(line);
					else onEvent?.(event);
				},
				onError(line) {
					tail.push(line);
					if (tail.length > tailLines) tail.shift();
					if (!quiet) settings.onText(line);
				}
			}),
			stdout: stdout.join("\n"),
			stderrTail: tail
		};
	} };
}
function eventOf(line) {
	if (!line.startsWith("{\"event\":")) return void 0;
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}
/** @returns the command line, run as root for a job */
function programOfJob({ isRoot, temporary, variables, signal, log }, { distribution, node }, directory) {
	return rootProgram({
		node,
		commandLine: path.join(distribution, "cli.js"),
		isRoot,
		directory,
		temporary,
		variables,
		signal,
		onText: log.foreign
	});
}

// src/action/progress/read-event.ts
const said = {
	code: "string",
	message: "string"
};
const needed = {
	"step-start": {
		name: "string",
		description: "string"
	},
	"step-end": {
		name: "string",
		ok: "boolean",
		seconds: "number"
	},
	warning: said,
	note: { text: "string" },
	secrets: { secrets: "list" },
	resolved: {
		packages: "list",
		setSha256: "string",
		layerKey: "string",
		layerFromCache: "boolean"
	},
	fetched: {
		downloaded: "number",
		downloadedBytes: "number",
		used: "list"
	},
	"layer-kept": {
		layerKey: "string",
		used: "list"
	},
	"initramfs-kept": { used: "list" },
	"layer-private": {
		layerKey: "string",
		files: "list"
	},
	error: {
		kind: "string",
		errors: "list"
	},
	built: {
		directory: "string",
		manifest: "object",
		exitCode: "number"
	},
	booted: {
		name: "string",
		firmware: "string",
		format: "string",
		accelerator: "string",
		verdict: "string",
		reason: "string",
		seconds: "number",
		evidence: "list",
		lastConsoleLines: "list",
		consoleLog: "string",
		exitCode: "number"
	}
};
/** @returns the event, if it is one that is known here and has what belongs to it */
function readEvent(value) {
	if (typeOf(value) !== "object") return void 0;
	const event = value;
	const name = event["event"];
	if (typeof name !== "string" || !Object.hasOwn(needed, name)) return void 0;
	const lists = name === "error" ? event["errors"] : void 0;
	return hasFields(event, needed[name]) && hasPosition(event) && (!Array.isArray(lists) || lists.every((one) => typeOf(one) === "object" && hasFields(one, said) && hasPosition(one))) ? value : void 0;
}
function hasFields(event, fields) {
	return Object.entries(fields).every(([name, type]) => typeOf(event[name]) === type);
}
function hasPosition({ position }) {
	if (position === void 0) return true;
	return typeOf(position) === "object" && hasFields(position, {
		file: "string",
		line: "number",
		column: "number"
	});
}
function typeOf(value) {
	if (Array.isArray(value)) return "list";
	return value === null ? "null" : typeof value;
}

// src/action/progress/record.ts
function totalBytes(files) {
	return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

// src/action/progress/progress.ts
/** Shows a build in the log of the job while it runs, and keeps what the summary needs. */
function followBuild({ log, folders, appliance, now = () => performance.now() }) {
	const steps = [];
	const remarks = [];
	const boots = [];
	let known = {
		resolved: void 0,
		fetched: void 0,
		layerKept: void 0,
		failure: void 0,
		built: void 0
	};
	const startMs = now();
	const prefix = appliance === void 0 ? "" : `${appliance}: `;
	/** Writes an annotation; a place outside the workspace, which annotations can't have, goes into the text. */
	function remark(severity, said) {
		const { code, message, hint, position } = said;
		const detail = (said.detail ?? []).flatMap((line) => plainLines(String(line)));
		const place = position === void 0 ? void 0 : placeOf(position, folders);
		const where = position === void 0 ? void 0 : formatPosition(position);
		remarks.push({
			severity,
			code,
			message: log.hide(message),
			hint: hint === void 0 ? void 0 : log.hide(hint),
			where,
			place,
			detail: detail.map(log.hide)
		});
		const lines = [
			place === void 0 && where !== void 0 ? `${where}: ${message}` : message,
			...severity === "error" ? detail.slice(-5).map((line) => `│ ${line}`) : [],
			...hint === void 0 ? [] : [`hint: ${hint}`]
		].join("\n");
		if (detail.length > 0) log.foreign(detail.join("\n"));
		if (severity === "note" && place === void 0) log.line(`note: ${lines}`);
		else log.annotate(severity === "note" ? "notice" : severity, lines, place, `${prefix}${code}`);
	}
	const handlers = {
		secrets({ secrets }) {
			for (const secret of secrets) if (typeof secret === "string") log.mask(secret);
		},
		"step-start"({ name, description }) {
			log.startGroup(`${prefix}${name} – ${description}`);
			steps.push({
				name,
				startSeconds: (now() - startMs) / 1e3,
				seconds: void 0,
				ok: true,
				detail: void 0
			});
		},
		"step-end"({ name, ok, seconds, detail }) {
			const index = steps.findLastIndex((step) => step.name === name && step.seconds === void 0);
			const startSeconds = steps[index]?.startSeconds ?? Math.max(0, (now() - startMs) / 1e3 - seconds);
			steps.splice(index < 0 ? steps.length : index, 1, {
				name,
				startSeconds,
				seconds,
				ok,
				detail
			});
			const columns = [
				`${ok ? "✓" : "✗"} ${prefix}${name.padEnd(10)}`,
				formatSeconds(seconds).padStart(8),
				detail ?? ""
			];
			log.endGroup(columns.join("  ").trimEnd());
		},
		warning: ({ severity, ...said }) => remark(severity === "note" ? "note" : "warning", said),
		note: ({ text }) => log.foreign(text),
		resolved({ event: _, ...resolved }) {
			known = {
				...known,
				resolved
			};
			const { packages, setSha256, layerKey, layerFromCache } = resolved;
			log.line(`${packages.length} packages; the installed root is ${layerFromCache ? "" : "not "}in the cache`);
			log.debug(`package set ${setSha256}, layer ${layerKey}`);
		},
		fetched({ event: _, ...fetched }) {
			known = {
				...known,
				fetched
			};
			log.line(`${fetched.downloaded} files downloaded, ${formatBytes(fetched.downloadedBytes)}`);
		},
		"layer-kept"({ event: _, ...layerKept }) {
			known = {
				...known,
				layerKept
			};
			log.debug(`layer ${layerKept.layerKey} is in the cache`);
		},
		"initramfs-kept"({ used }) {
			log.debug(`the initramfs is in the cache, ${formatBytes(totalBytes(used))}`);
		},
		"layer-private"({ files }) {
			log.line(`the installed root stays on this machine; it holds what may be secret: ${files.join(", ")}`);
		},
		booted({ event: _, ...booted }) {
			boots.push(booted);
			const { format, firmware, accelerator, verdict, reason, evidence, lastConsoleLines } = booted;
			log.endGroup();
			log.line(`${verdict === "passed" ? "✓" : "✗"} ${prefix}${format} under ${firmware}, ${accelerator}: ${reason}`);
			if (verdict !== "passed") log.foreign((evidence.length > 0 ? evidence : lastConsoleLines).join("\n"));
		},
		error({ kind, log: file, errors }) {
			known = {
				...known,
				failure: {
					kind,
					log: file
				}
			};
			log.endGroup();
			if (kind === "interrupted") for (const { message } of errors) log.line(`${prefix}${message}`);
			else for (const one of errors) remark("error", one);
			if (file !== void 0) log.line(`${prefix}the whole log of the build is ${file}`);
		},
		built({ directory, manifest, exitCode }) {
			known = {
				...known,
				built: {
					directory,
					manifest,
					exitCode
				}
			};
			log.endGroup();
			log.line(`${prefix}everything is in ${directory}`);
		}
	};
	return {
		onEvent(value) {
			const event = readEvent(value);
			if (event === void 0) log.debug(`no event known here: ${clip(JSON.stringify(value) ?? String(value), 500)}`);
			else handlers[event.event](event);
		},
		get record() {
			return {
				steps: [...steps],
				remarks: [...remarks],
				boots: [...boots],
				...known
			};
		}
	};
}

// src/action/summary/limit.ts
/**
* A step's summary may have 1 MiB (GitHub's documentation, "Step isolation and limits"); of a larger one nothing is
* shown. The rest is left to what others add to the same step.
*/
const summaryLimitBytes = 921600;
/** Lists are cut in this order, the first as short as need be before the next is touched. */
const cutOrder = [
	"console",
	"packages",
	"remarks"
];
/** @returns the blocks, parted by empty lines, in no more bytes of UTF-8 than allowed */
function fitBlocks(blocks, limitBytes = summaryLimitBytes) {
	const most = {
		console: Number.POSITIVE_INFINITY,
		packages: Number.POSITIVE_INFINITY,
		remarks: Number.POSITIVE_INFINITY
	};
	const written = () => join(blocks.map((block) => typeof block === "string" ? block : shorten(block, most[block.kind])));
	const fits = () => Buffer.byteLength(written()) <= limitBytes;
	for (const kind of cutOrder) {
		if (fits()) break;
		most[kind] = highest(longestOf(blocks, kind), (length) => {
			most[kind] = length;
			return fits();
		});
	}
	return fits() ? written() : dropLast(blocks.map((block) => typeof block === "string" ? block : shorten(block, 0)), limitBytes);
}
function shorten({ items, keep, render }, most) {
	if (items.length <= most) return render(items, 0);
	return render(keep === "first" ? items.slice(0, most) : items.slice(items.length - most), items.length - most);
}
function longestOf(blocks, kind) {
	return blocks.reduce((longest, block) => typeof block === "string" || block.kind !== kind ? longest : Math.max(longest, block.items.length), 0);
}
/** @returns the highest number from 0 to `top` for which the test holds, or 0 */
function highest(top, holds) {
	let [low, high] = [0, top];
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (holds(middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}
/** The way out where nothing is left to shorten: whole blocks go, so that no markup is left open. */
function dropLast(texts, limitBytes) {
	const note = (dropped) => `_${dropped} more parts of this summary had no room._\n`;
	const kept = highest(texts.length, (length) => {
		const text = join([...texts.slice(0, length), note(texts.length - length)]);
		return Buffer.byteLength(text) <= limitBytes;
	});
	const text = join([...texts.slice(0, kept), note(texts.length - kept)]);
	return Buffer.byteLength(text) <= limitBytes ? text : "";
}
const join = (texts) => `${texts.filter((text) => text !== "").join("\n\n")}\n`;

// src/action/summary/lists.ts
/** The last lines of a console or a log; what came last matters most. */
function lastLines(title, lines, { open = false } = {}) {
	return {
		kind: "console",
		items: shownLines(lines.slice(-500)).slice(-500),
		keep: "last",
		render: (shown, cut) => {
			const said = cut === 0 ? "" : `_${count(cut, "line")} before these had no room._`;
			if (shown.length === 0) return said === "" ? "" : details(title, said);
			return details(title, said === "" ? fence(shown) : `${said}\n\n${fence(shown)}`, { open });
		}
	};
}
function differenceCounts({ added, removed, changed }) {
	if (added.length + removed.length + changed.length === 0) return "the same as before";
	return `${added.length} added, ${removed.length} removed, ${changed.length} changed since the previous build`;
}
function packageChanges({ added, removed, changed }) {
	const row = (how, name, arch, before, now) => `| ${how} | ${code(`${name}.${arch}`)} | ${escapeText(before)} | ${escapeText(now)} |`;
	return {
		kind: "packages",
		items: [
			...changed.map(({ name, arch, oldVersion, newVersion }) => row(oldVersion === newVersion ? "rebuilt" : "changed", name, arch, oldVersion, newVersion)),
			...added.map(({ name, version, arch }) => row("added", name, arch, "", version)),
			...removed.map(({ name, version, arch }) => row("removed", name, arch, version, ""))
		],
		keep: "first",
		render: (rows, cut) => {
			if (rows.length + cut === 0) return "";
			const said = cut === 0 ? "" : `\n\n_${count(cut, "more package")} had no room; manifest.json names them all._`;
			const list = rows.length === 0 ? "" : `${table([
				"",
				"Package",
				"Before",
				"Now"
			], [])}\n${rows.join("\n")}`;
			return details("Changes of packages", `${list}${said}`.trim());
		}
	};
}
/** @param title `3 warnings` */
function remarkList(title, remarks) {
	return {
		kind: "remarks",
		items: remarks.map(({ message, where, hint }) => {
			return `- ${where === void 0 ? "" : `${code(where)} `}${escapeText(message)}${hint === void 0 ? "" : `<br>${escapeText(hint)}`}`;
		}),
		keep: "first",
		render: (items, cut) => {
			if (items.length + cut === 0) return "";
			const said = cut === 0 ? [] : [`- _${cut} more had no room_`];
			return details(title, [...items, ...said].join("\n"));
		}
	};
}

// src/action/summary/boot-summary.ts
/** @returns the boots that the command line told of, with the lines that decided, or the end of the console */
function bootsOf({ boots }) {
	return boots.map(({ format, firmware, accelerator, verdict, reason, seconds, ...rest }) => ({
		format,
		firmware,
		accelerator,
		verdict,
		reason,
		seconds,
		consoleLog: path.basename(rest.consoleLog),
		consoleTail: (rest.evidence.length > 0 ? rest.evidence : rest.lastConsoleLines).map(unmarked)
	}));
}
/** The `boot-test` step's part of the job summary, as Markdown. */
function bootSummary(outcomes, settings = {}) {
	const blocks = outcomes.flatMap((outcome) => {
		const told = (outcome.errors ?? []).map(({ message, hint = "" }) => {
			return `> **${escapeText(message)}**${hint === "" ? "" : `<br>${escapeText(hint)}`}`;
		});
		return [
			`### ${headline(outcome)}`,
			...told,
			...bootBlocks(outcome.boots)
		];
	});
	return fitBlocks(blocks, settings.limitBytes);
}
function headline({ name, boots, errors = [] }) {
	const failed = boots.filter(({ verdict }) => verdict !== "passed").length;
	const title = escapeText(name);
	if (errors.length > 0) return `❌ ${title}: the boot test broke off`;
	if (failed > 0) return `❌ ${title}: ${failed} of ${count(boots.length, "boot")} failed`;
	return boots.length > 0 ? `✅ ${title}: boots` : `➖ ${title}: not booted`;
}
/** A table of verdicts and the consoles, those of failed boots unfolded. */
function bootBlocks(boots) {
	if (boots.length === 0) return [];
	const rows = boots.map(({ format, firmware, accelerator, verdict, reason, seconds }) => [
		`${verdict === "passed" ? "✅" : "❌"} ${escapeText(verdict)}`,
		escapeText(format),
		escapeText(firmware),
		escapeText(accelerator),
		formatSeconds(seconds),
		escapeText(reason)
	]);
	return [table([
		"Boot test",
		"Format",
		"Firmware",
		"Accelerator",
		"Time",
		"Reason"
	], rows, [4]), ...boots.flatMap((boot) => boot.consoleTail.length === 0 ? [] : [lastLines(consoleTitle(boot), boot.consoleTail, { open: boot.verdict !== "passed" })])];
}
function consoleTitle({ format, firmware, consoleTail, consoleLog }) {
	const whole = consoleLog === void 0 ? "" : ` (all of it: ${consoleLog})`;
	return `${format} under ${firmware}: last ${count(consoleTail.length, "line")} of the console${whole}`;
}
/** Warnings of a build that explain a boot which failed so: their line of the kickstart is to blame. */
const explanations = {
	silent: [
		"no-serial-console",
		"menu-waits",
		"nothing-boots"
	],
	timeout: ["menu-waits"],
	"boot-loader": ["nothing-boots", "menu-waits"]
};
/**
* An error for every boot that failed, on the line of the kickstart that explains it, if there is one.
*
* @param remarks what the build said of the kickstart; none are needed
*/
function bootAnnotations({ name, boots }, remarks = []) {
	return boots.filter(({ verdict }) => verdict !== "passed").map(({ format, firmware, verdict, reason }) => {
		const codes = Object.hasOwn(explanations, verdict) ? explanations[verdict] ?? [] : [];
		const cause = remarks.find(({ code: said }) => codes.includes(said));
		const because = cause === void 0 ? [] : [cause.message, ...cause.hint === void 0 ? [] : [`hint: ${cause.hint}`]];
		return {
			kind: "error",
			message: [`${name} as ${format} under ${firmware} did not boot: ${reason}`, ...because].join("\n"),
			place: cause?.place,
			title: `boot test: ${verdict}`
		};
	});
}

// src/action/trust.ts
/** Events that run with the rights of the base repository on what others wrote, or on their behalf. */
const foreignEvents = {
	pull_request_target: "the event pull_request_target runs with the rights of the base branch on a pull request of anybody",
	workflow_run: "the event workflow_run runs with the rights of the default branch after a workflow that anybody may have started"
};
/** Judges a run by its event (documentation of GitHub Actions, "Events that trigger workflows"). */
function judgeRun({ eventName, event, repository }) {
	const always = foreignEvents[eventName];
	if (always !== void 0) return {
		trusted: false,
		reason: always
	};
	if (!eventName.startsWith("pull_request") && at(event, "pull_request") === void 0) return { trusted: true };
	const head = headRepository(event);
	if (head === void 0) return {
		trusted: false,
		reason: "the pull request comes from a fork that has been deleted"
	};
	if (head.toLowerCase() === repository.toLowerCase()) return { trusted: true };
	return {
		trusted: false,
		reason: `the pull request comes from the fork ${head}`
	};
}
function headRepository(event) {
	const name = at(at(at(at(event, "pull_request"), "head"), "repo"), "full_name");
	return typeof name === "string" && name !== "" ? name : void 0;
}
function at(value, key) {
	return typeof value === "object" && value !== null ? value[key] : void 0;
}
const trustDocument = "docs/self-hosted-runner.md";
/**
* Refuses to build as root on a machine that outlives the job what people without write access may have written.
*
* @throws ApplianceError code `untrusted-run`
*/
function refuseUntrusted(trust, selfHosted, allowed) {
	if (trust.trusted || !selfHosted || allowed) return;
	throw new ApplianceError({
		kind: "input",
		code: "untrusted-run",
		message: `refused: ${trust.reason}, and a kickstart runs as root on this self-hosted runner`,
		hint: `build such on hosted runners; or, if this runner is thrown away after the job, set allow-untrusted: true. Read ${trustDocument} first`
	});
}

export { localCacheOf as _, bootSummary as a, writeRecord as b, lastLines as c, fitBlocks as d, followBuild as f, holds as g, runWithLifeline as h, bootBlocks as i, packageChanges as l, programOfJob as m, refuseUntrusted as n, bootsOf as o, totalBytes as p, bootAnnotations as r, differenceCounts as s, judgeRun as t, remarkList as u, readRecord as v, whenZstdIsThere as y };