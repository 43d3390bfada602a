import { t as diskFormat } from "./formats.js";
import { i as messageOf, n as ApplianceErrors, r as formatPosition, t as ApplianceError } from "./errors.js";
import { i as tryUntil, n as textOfStep, r as reachEndpoint } from "./written-step.js";
import { a as verdictExitCodes, t as deadlinesFor } from "./verdicts.js";
import { a as wantsReady, i as wantsIpv6, n as noScenario, r as secondsOf, t as describeStep } from "./scenario.js";
import { n as formatSeconds } from "./format.js";
import { f as json2xml_default } from "./xml.js";
import { i as machineTypes, r as qemuArguments } from "./accelerator.js";
import { a as interruptionBy, o as throwIfInterrupted } from "./run.js";
import { a as withDeadline, i as unlessInterrupted, n as startUntil, r as unlessAborted, t as startProcess } from "./process.js";
import { t as _usingCtx } from "./usingCtx.js";
import { a as openNotifySocket, c as makeSocketDirectory, o as hasRoomForSockets, s as listenOn } from "./tool-uses.js";
import { n as pLimit, t as waitForAll } from "./wait-for-all.js";
import { t as Scope } from "./scope.js";
import { a as sanitiseForLog, c as allowancesOn, d as meanings, g as createLineReader, h as withoutKernelWords, i as printableOutcome, l as createLedger, m as windowAt, n as endingOf$1, o as watch, p as createExpectations, r as excerpt, s as createJudge, t as assertionsAt, u as meaningOf } from "./verdict.js";
import { r as printable, t as jsonLine } from "./printable.js";
import { n as unpackDisk } from "./unpack.js";
import { i as exitCodeOf, t as causeOf } from "./print-error.js";
import * as path from "node:path";
import * as fs from "node:fs";
import * as fs$1 from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import * as os from "node:os";

// src/report/boot/boot-report.ts
function bootReport(name, acceleratorReason, results) {
	return {
		schema: 1,
		name,
		acceleratorReason,
		passed: results.every(({ verdict }) => verdict === "passed"),
		results
	};
}

// src/report/boot/boot-summary.ts
/** A short summary in Markdown. The guest's own words stand in code alone, where they can neither link nor ping. */
function bootSummary({ name, acceleratorReason, results }) {
	return [
		`## Boot test of ${escaped$1(name)}`,
		"",
		"| format | firmware | verdict | after | levels |",
		"| --- | --- | --- | ---: | --- |",
		...results.map(rowOf),
		"",
		`Accelerator: ${[...new Set(results.map(({ accelerator }) => accelerator))].join(", ")} (${escaped$1(acceleratorReason)})`,
		...results.flatMap(detailsOf),
		""
	].join("\n");
}
function rowOf({ format, firmware, verdict, seconds, levels }) {
	const mark = verdict === "passed" ? "✅" : "❌";
	const reached = levels.map((one) => `${one.level} ${formatSeconds(one.seconds)}`).join(", ");
	return `| ${format} | ${firmware} | ${mark} ${verdict} | ${formatSeconds(seconds)} | ${reached} |`;
}
function detailsOf(result) {
	const { format, firmware, verdict, reason, steps, counts, evidence } = result;
	const told = counts.filter(({ count }) => count > 0);
	if (verdict === "passed" && steps.length === 0 && told.length === 0) return [];
	return [
		"",
		`### ${format}, ${firmware}`,
		...verdict === "passed" ? [] : ["", `**${verdict}**: ${escaped$1(reason)}`],
		...steps.length === 0 ? [] : [
			"",
			"| step | outcome | took | seen |",
			"| --- | --- | ---: | --- |"
		],
		...steps.map((one) => `| ${code(one.step)} | ${one.outcome} | ${formatSeconds(one.seconds)} | ${one.detail === void 0 ? "" : code(one.detail)} |`),
		...told.length === 0 ? [] : [
			"",
			"| rule | severity | lines | allowed |",
			"| --- | --- | ---: | --- |"
		],
		...told.map(({ rule, severity, count, allowed, reasons }) => `| ${rule} | ${severity} | ${count} | ${allowed === 0 ? "" : `${allowed}: ${reasons.map(escaped$1).join("; ")}`} |`),
		...evidence.length === 0 ? [] : [
			"",
			"```text",
			...evidence.map((line) => line.replaceAll("```", "'''")),
			"```"
		]
	];
}
const escaped$1 = (text) => text.replace(/[\\`*_[\]<>|@#!]/g, "\\$&").replace(/\s+/g, " ");
/** A code span that holds backquotes has more of them around it (CommonMark 0.31, §6.1); a table needs its bars escaped. */
const code = (text) => {
	const fence = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
	return `${fence} ${text.replace(/\s+/g, " ").replaceAll("|", "\\|")} ${fence}`;
};

// src/report/boot/junit.ts
/** What XML 1.0 (§2.2) cannot hold. */
const unwritable = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/**
* JUnit XML as CI systems read it: a suite for each format and firmware, a case for the boot, for each step and for each
* filesystem that was checked.
*/
function junitText(report) {
	const suites = report.results.map((result) => suiteOf(report.name, result));
	return new json2xml_default({
		ignoreAttributes: false,
		attributeNamePrefix: "@",
		format: true,
		suppressEmptyNode: true
	}).build({
		"?xml": {
			"@version": "1.0",
			"@encoding": "UTF-8"
		},
		testsuites: {
			"@name": clean(report.name),
			testsuite: suites
		}
	});
}
function suiteOf(name, result) {
	const cases = [
		bootCase(result),
		...result.steps.map((step) => stepCase(result, step)),
		...filesystemCases(result)
	];
	return {
		"@name": clean(`${name}.${classOf(result)}`),
		"@tests": String(cases.length),
		"@failures": String(cases.filter(({ failure }) => failure !== void 0).length),
		"@errors": "0",
		"@skipped": String(cases.filter(({ skipped }) => skipped !== void 0).length),
		"@time": seconds(cases.reduce((sum, one) => sum + Number(one["@time"]), 0)),
		testcase: cases
	};
}
const classOf = ({ format, firmware }) => `${format}.${firmware}`;
/** A step that failed has a case of its own; the boot before it did not fail. */
function bootCase(result) {
	const { verdict, rule, reason, steps, evidence, lastConsoleLines, accelerator } = result;
	const isItsOwn = verdict !== "passed" && !steps.some(({ outcome }) => outcome === "failed");
	return {
		"@name": `boot (${accelerator})`,
		"@classname": classOf(result),
		"@time": seconds(result.seconds),
		...isItsOwn ? { failure: failureOf$1(`${verdict}: ${reason}`, rule, evidence) } : {},
		"system-out": clean(lastConsoleLines.join("\n"))
	};
}
function stepCase(result, { step, outcome, seconds: time, detail }) {
	return {
		"@name": clean(step),
		"@classname": classOf(result),
		"@time": seconds(time),
		...outcome === "failed" ? { failure: failureOf$1(detail ?? result.reason, result.rule, result.evidence) } : {},
		...outcome === "not-run" ? { skipped: "" } : {}
	};
}
function filesystemCases(result) {
	return result.filesystems.map(({ place, type, outcome }) => ({
		"@name": clean(`${type} filesystem of ${place} after the shutdown`),
		"@classname": classOf(result),
		"@time": "0",
		...outcome === "damaged" ? { failure: failureOf$1("it is damaged", "filesystem-check", result.evidence) } : {},
		...outcome === "unchecked" ? { skipped: "" } : {}
	}));
}
function failureOf$1(message, type, evidence) {
	return {
		"@message": clean(message),
		"@type": type,
		"#text": clean(evidence.join("\n"))
	};
}
const seconds = (value) => value.toFixed(3);
const clean = (text) => text.replace(unwritable, "�");

// src/build/boot/boot-files.ts
/** In an output directory. */
function bootFilesIn(directory, combination) {
	return bootFilesOf(path.join(directory, "boot"), combination);
}
/** @param stem path of the files without what tells them and boots apart */
function bootFilesOf(stem, { format, firmware }) {
	return bootFilesAt(`${stem}-${format.replace(":", "-")}-${firmware}`);
}
/** @param stem path of the files without what tells them apart */
function bootFilesAt(stem) {
	return {
		consoleLog: `${stem}.log`,
		timedLog: `${stem}-timed.log`,
		screenshot: `${stem}.png`
	};
}
/** What the manifest keeps of a boot. */
function bootResult(boot) {
	const { format, firmware, accelerator, verdict, reason, seconds, timedLog, screenshot, screenshots } = boot;
	return {
		format,
		firmware,
		accelerator,
		verdict,
		reason,
		seconds,
		consoleLog: path.basename(boot.consoleLog),
		...timedLog === void 0 ? {} : { timedLog: path.basename(timedLog) },
		...screenshot === void 0 ? {} : { screenshot: path.basename(screenshot) },
		...screenshots.length === 0 ? {} : { screenshots: screenshots.map((file) => path.basename(file)) }
	};
}
/** What the reports tell of a boot. */
function bootRecord(boot) {
	const { rule, levels, matched, missing, steps, counts, filesystems, evidence, lastConsoleLines, verdict } = boot;
	const { screenshot, screenshots = [], ...result } = bootResult(boot);
	return {
		...result,
		exitCode: verdictExitCodes[verdict],
		rule,
		levels,
		matched,
		missing,
		steps,
		counts,
		filesystems: filesystems.map(({ place, type, outcome }) => ({
			place,
			type,
			outcome
		})),
		evidence,
		lastConsoleLines,
		screenshots: [...screenshot === void 0 ? [] : [screenshot], ...screenshots]
	};
}
/** Writes the reports; each appears as a new file, so that no link is followed. */
async function writeBootReports(files, { name, acceleratorReason }, records) {
	const report = bootReport(name, acceleratorReason, records);
	const texts = [
		[files.json, `${JSON.stringify(report, null, 2)}\n`],
		[files.junit, junitText(report)],
		[files.summary, bootSummary(report)]
	];
	for (const [file, text] of texts) {
		await fs$1.rm(file, { force: true });
		await fs$1.writeFile(file, text, {
			flag: "wx",
			mode: 420
		});
	}
}

// src/boottest/console/secret-echo.ts
const stars = "***";
/** A shorter beginning gives nothing away, and is in too many words. */
const shortest$1 = 4;
/** What the kernel says in between ends lines, too. */
const linesToWatch = 3;
const encoding = "latin1";
function createSecretEcho() {
	let secret = "";
	let held = "";
	let linesLeft = 0;
	/** How much of the secret begins at a place. */
	const lengthAt = (text, from) => {
		let length = 0;
		while (length < secret.length && text[from + length] === secret[length]) length += 1;
		return length;
	};
	const masked = (beginning) => beginning.length >= shortest$1 ? stars : beginning;
	return {
		typed(text) {
			held = masked(held);
			secret = Buffer.from(text).toString(encoding);
			linesLeft = secret === "" ? 0 : linesToWatch;
		},
		take(chunk) {
			if (linesLeft === 0 && held === "") return Buffer.from(chunk);
			const text = held + Buffer.from(chunk).toString(encoding);
			held = "";
			let shown = "";
			let at = 0;
			while (at < text.length && linesLeft > 0) {
				const length = lengthAt(text, at);
				if (length > 0 && length < secret.length && at + length === text.length) {
					held = text.slice(at);
					return Buffer.from(shown, encoding);
				}
				const isHidden = length === secret.length || length >= shortest$1;
				if (!isHidden && text[at] === "\n") linesLeft -= 1;
				shown += isHidden ? stars : text[at];
				at += isHidden ? length : 1;
			}
			return Buffer.from(shown + text.slice(at), encoding);
		},
		rest() {
			const text = masked(held);
			held = "";
			return Buffer.from(text, encoding);
		}
	};
}

// src/boottest/console/echo.ts
/** White space that a terminal may add to the echo as it wraps it; more of it is text of the guest. */
const mostAdded = 4096;
/** A terminal may wrap the echo anywhere, so white space does not count. */
function createEcho(typed) {
	let expected = typed.replace(/\s/g, "");
	let held = "";
	return {
		isActive: () => held !== "" && expected !== "",
		strip(text, complete) {
			let out = "";
			for (const character of text) if (expected === "") out += character;
			else if (expected.startsWith(character)) {
				expected = expected.slice(character.length);
				held += character;
			} else if (/\s/.test(character) && held.length < typed.length + mostAdded) held += character;
			else {
				out += held + character;
				[expected, held] = ["", ""];
			}
			if (expected === "") held = "";
			else if (complete && held.trim() === "") expected = "";
			return out;
		}
	};
}

// src/boottest/console/transcript.ts
/** Raised when what is waited for does not come in time. */
var NotSeen = class extends Error {
	/** @param what a pattern, or words for it */
	constructor(what) {
		super(`${typeof what === "string" ? what : `/${what.source}/`} was not seen`);
	}
};
/** What nobody asks for is forgotten, so that a guest which prints for ever costs no memory. */
const mostLines = 2e4;
/** In UTF-16 code units. */
const mostCharacters = 4194304;
/** Of those, when there are more: all at once, as moving the others takes its time. */
const shareKept = .75;
/** Lines that are looked at with another; more than a pattern may span. */
const mostBefore = 20;
/** After so long the end of a long line is looked at, too. */
const millisecondsUntilLook = 100;
function createTranscript() {
	const read = createLineReader();
	/** The last one is unfinished. */
	let lines = [""];
	/** Of all of them. */
	let characters = 0;
	let current = "";
	let lengthRead = 0;
	let echo = createEcho("");
	let waiter;
	let laterLook;
	let failure;
	const lookNow = () => {
		clearTimeout(laterLook);
		laterLook = void 0;
		if (waiter?.look() === true) waiter = void 0;
	};
	const lookLater = (milliseconds) => {
		laterLook ??= setTimeout(lookNow, milliseconds);
	};
	function forgetOldest() {
		let dropped = 0;
		while (lines.length - dropped > mostLines * shareKept || characters > mostCharacters * shareKept) {
			characters -= lines[dropped]?.length ?? 0;
			dropped += 1;
		}
		lines.splice(0, dropped);
		waiter?.forget(dropped);
	}
	/** @returns what stands before a place of a line; what follows it is what is left */
	function takeUntil(index, end) {
		const line = lines[index] ?? "";
		const taken = [...lines.slice(0, index), line.slice(0, end)];
		lines = [line.slice(end), ...lines.slice(index + 1)];
		characters = lines.reduce((sum, { length }) => sum + length, 0);
		return taken;
	}
	async function wait(what, milliseconds, search) {
		if (failure !== void 0) throw failure;
		return await new Promise((resolve, reject) => {
			const own = {
				look() {
					const found = search.look();
					if (found === void 0) return false;
					clearTimeout(timer);
					resolve(found);
					return true;
				},
				forget: (count) => search.forget?.(count),
				reject(error) {
					clearTimeout(timer);
					reject(error);
				}
			};
			const timer = setTimeout(() => {
				waiter = void 0;
				if (!own.look()) reject(new NotSeen(what));
			}, milliseconds);
			if (!own.look()) waiter = own;
		});
	}
	return {
		feed(chunk) {
			const pieces = read(chunk);
			for (const { line, complete } of pieces) {
				const text = echo.strip(line.slice(lengthRead), complete);
				lines[lines.length - 1] += text;
				characters += text.length;
				lengthRead = complete ? 0 : line.length;
				current = complete ? "" : line;
				if (!complete) continue;
				if (!echo.isActive()) lines.push("");
				if (lines.length > mostLines || characters > mostCharacters) forgetOldest();
			}
			if (pieces.some(({ due }) => due)) lookNow();
			else if (pieces.length > 0) lookLater(millisecondsUntilLook);
		},
		typed(text) {
			echo = createEcho(text);
		},
		async next(pattern, milliseconds) {
			const expectations = createExpectations([pattern]);
			let unseen = 0;
			return await wait(pattern, milliseconds, {
				look() {
					for (let index = unseen; index < lines.length; index += 1) {
						const end = expectations.meet(lines.slice(Math.max(0, index - mostBefore), index), lines[index] ?? "");
						if (end !== void 0) return takeUntil(index, end);
					}
					unseen = lines.length - 1;
				},
				forget(count) {
					unseen = Math.max(0, unseen - count);
				}
			});
		},
		async nextPrompt({ name, quietFor }, milliseconds) {
			let seen;
			let since = 0;
			await wait(name, milliseconds, { look() {
				const line = withoutKernelWords(windowAt(lines).join("\n")).split("\n").at(-1) ?? "";
				if (line !== seen) [seen, since] = [line, performance.now()];
				const quiet = quietFor(line);
				if (quiet === void 0) return void 0;
				const left = since + quiet - performance.now();
				if (left <= 0) return takeUntil(lines.length - 1, lines.at(-1)?.length ?? 0);
				lookLater(left);
			} });
		},
		isAt: (pattern) => pattern.test(current),
		fail(error) {
			failure ??= error;
			clearTimeout(laterLook);
			waiter?.reject(failure);
			waiter = void 0;
		}
	};
}

// src/boottest/machine/check-disks.ts
/** e2fsck(8), xfs_repair(8), btrfs-check(8), fsck.fat(8). */
const checkers = {
	ext2: {
		tool: "e2fsck",
		args: ["-f", "-n"],
		sound: [0]
	},
	ext3: {
		tool: "e2fsck",
		args: ["-f", "-n"],
		sound: [0]
	},
	ext4: {
		tool: "e2fsck",
		args: ["-f", "-n"],
		sound: [0]
	},
	xfs: {
		tool: "xfs_repair",
		args: ["-n"],
		sound: [0]
	},
	btrfs: {
		tool: "btrfs",
		args: ["check", "--readonly"],
		sound: [0]
	},
	vfat: {
		tool: "fsck.fat",
		args: ["-n"],
		sound: [0]
	}
};
const allCodes = Array.from({ length: 256 }, (_, code) => code);
const notFilesystems = /* @__PURE__ */ new Set(["swap", ""]);
const ambiguous = "ambiguous";
/**
* Checks the filesystems of the partitions of a disk, and changes nothing.
*
* @param name in words, for the result: a descriptor of anybody may have given it, so no file has it
* @param overlay a qcow2 file that no machine uses; what is made of it lies in `scratch` under its name
* @throws ApplianceError of qemu-img
*/
async function checkDisk(runner, { name, overlay, scratch }) {
	try {
		var _usingCtx$4 = _usingCtx();
		const scope = _usingCtx$4.a(new Scope());
		const raw = path.join(scratch, `${path.parse(overlay).name}.check.raw`);
		scope.defer(() => fs$1.rm(raw, { force: true }));
		const failure = `can't read disk ${name} after the boot test`;
		await runner.run("qemu-img", [
			"convert",
			"-f",
			"qcow2",
			"-O",
			"raw",
			"-W",
			overlay,
			raw
		], { failure });
		const checks = [];
		for (const range of await partitionsOf(runner, raw, name)) {
			const type = await typeAt(runner, raw, range);
			if (!notFilesystems.has(type)) checks.push(await check(runner, raw, range, type));
		}
		return checks;
	} catch (_) {
		_usingCtx$4.e = _;
	} finally {
		await _usingCtx$4.d();
	}
}
/** @returns the partitions, or the whole disk if it has no table */
async function partitionsOf(runner, raw, name) {
	const result = await runner.run("sfdisk", ["--json", raw], { okCodes: [0, 1] });
	if (result.exitCode !== 0) return [{
		place: name,
		startBytes: 0,
		sizeBytes: (await fs$1.stat(raw)).size
	}];
	const table = JSON.parse(result.stdout).partitiontable;
	const sector = table.sectorsize ?? 512;
	return (table.partitions ?? []).map(({ node, start, size }) => ({
		place: `${name}${numberIn(node)}`,
		startBytes: start * sector,
		sizeBytes: size * sector
	}));
}
/** Numbers have gaps: the first logical partition is 5. */
const numberIn = (node) => /\d+$/.exec(node)?.[0] ?? "";
async function typeAt(runner, raw, { startBytes, sizeBytes }) {
	const where = [
		"-O",
		String(startBytes),
		"-S",
		String(sizeBytes)
	];
	const { exitCode, stdout } = await runner.run("blkid", [
		"-p",
		...where,
		"-o",
		"value",
		"-s",
		"TYPE",
		raw
	], { okCodes: [
		0,
		2,
		8
	] });
	return exitCode === 8 ? ambiguous : stdout.trim();
}
async function check(runner, raw, range, type) {
	try {
		var _usingCtx3 = _usingCtx();
		const checker = checkers[type];
		const unchecked = {
			place: range.place,
			type,
			outcome: "unchecked",
			checker: checker?.tool ?? "",
			said: []
		};
		if (checker === void 0) return unchecked;
		const scope = _usingCtx3.a(new Scope());
		const part = `${raw}.part`;
		scope.defer(() => fs$1.rm(part, { force: true }));
		await copyRange(runner, raw, range, part);
		try {
			const { exitCode, stdout, tail } = await runner.run(checker.tool, [...checker.args, part], { okCodes: allCodes });
			const sound = checker.sound.includes(exitCode);
			const said = [...stdout.split("\n"), ...tail].filter((line) => line.trim() !== "");
			return {
				...unchecked,
				outcome: sound ? "sound" : "damaged",
				said: sound ? [] : said.slice(-20)
			};
		} catch (error) {
			if (error instanceof ApplianceError && error.code === "tool-missing") return unchecked;
			throw error;
		}
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
/** A file of its own: not every checker takes an offset. Holes stay holes. */
async function copyRange(runner, raw, { startBytes, sizeBytes }, target) {
	const source = `json:${JSON.stringify({
		driver: "raw",
		offset: startBytes,
		size: sizeBytes,
		file: {
			driver: "file",
			filename: raw
		}
	})}`;
	await runner.run("qemu-img", [
		"convert",
		"-O",
		"raw",
		source,
		target
	], { failure: "can't read a partition" });
}

// src/boottest/network/forward.ts
/**
* Has QEMU's user network lead from a free port on 127.0.0.1 to one of the guest. QMP has no command of its own for that.
*
* @returns the port on 127.0.0.1
* @throws Error with QEMU's words
*/
async function forwardPort(qmp, guestPort) {
	const monitor = async (line) => String(await qmp.execute("human-monitor-command", { "command-line": line })).trim();
	const known = portOf(await monitor("info usernet"), guestPort);
	if (known !== void 0) return known;
	const complaint = await monitor(`hostfwd_add net0 tcp:127.0.0.1:0-:${guestPort}`);
	const port = portOf(await monitor("info usernet"), guestPort);
	if (port === void 0) throw new Error(complaint === "" ? "QEMU forwards no port" : complaint);
	return port;
}
/** A line of `info usernet`: `TCP[HOST_FORWARD] 12 127.0.0.1 43210 10.0.2.15 80 0 0`. */
function portOf(usernet, guestPort) {
	const found = [...usernet.matchAll(/TCP\[HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)\s+\S+\s+(\d+)\s/g)].find((match) => Number(match[2]) === guestPort);
	return found === void 0 ? void 0 : Number(found[1]);
}

// src/boottest/machine/answer.ts
/** A screenshot takes 0.1 s, everything else less; a QEMU that hangs must not keep the verdict back. */
const mostMilliseconds = 1e4;
/**
* Waits for what QEMU answers to QMP commands, which it never does once it has gone.
*
* @throws Error if it answers with an error, is gone, or hangs; ApplianceError kind `interrupted`
*/
async function answered(asked, { gone, signal }) {
	const answer = asked.then((value) => ({ value }));
	const nobody = gone.then(() => {
		throw new Error("the machine is gone");
	});
	const first = await withDeadline(unlessInterrupted(Promise.race([answer, nobody]), signal), mostMilliseconds);
	if (first === void 0) throw new Error("QEMU did not answer in time");
	return first.value;
}

// src/boottest/machine/qmp.ts
/** Reasons of the event SHUTDOWN that the guest itself gave (QEMU's QAPI schema, `ShutdownCause`). */
const endings = {
	"guest-shutdown": "powered off",
	"guest-reset": "asked to reboot",
	"guest-panic": "panicked"
};
/** @param write sends text to QEMU, at the latest when it connects */
function createQmpClient(write) {
	const decoder = new TextDecoder("utf-8");
	const waiting = /* @__PURE__ */ new Map();
	let rest = "";
	let ending;
	let lastId = 0;
	function take(message) {
		if (message.event !== void 0) ending ??= endingOf(message);
		const asked = waiting.get(message.id);
		if (asked === void 0) return;
		waiting.delete(message.id);
		if (message.error === void 0) asked.resolve(message.return);
		else asked.reject(new Error(String(message.error.desc)));
	}
	return {
		feed(chunk) {
			const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) if (line.trim() !== "") take(JSON.parse(line));
		},
		execute(command, options) {
			lastId += 1;
			const id = lastId;
			write(`${JSON.stringify({
				execute: command,
				arguments: options,
				id
			})}\n`);
			return new Promise((resolve, reject) => {
				waiting.set(id, {
					resolve,
					reject
				});
			});
		},
		get ending() {
			return ending;
		}
	};
}
function endingOf({ event, data }) {
	if (event === "GUEST_PANICKED") return "panicked";
	return event === "SHUTDOWN" ? endings[String(data?.reason)] : void 0;
}

// src/boottest/machine/screenshot.ts
/**
* Has QEMU (7.1 and newer) write what the screen of the machine shows.
*
* @param file a PNG; overwritten
* @returns whether there is a file now; the machine may be gone, or QEMU built without PNG
*/
async function takeScreenshot(qmp, file, { log, ...patience }) {
	try {
		await answered(qmp.execute("screendump", {
			filename: file,
			format: "png"
		}), patience);
		return true;
	} catch (error) {
		log(`no screenshot: ${messageOf(error)}`);
		await fs$1.rm(file, { force: true });
		return false;
	}
}

// src/boottest/machine/running-machine.ts
/** @throws ApplianceError kind `tool` if QEMU is missing, `interrupted` */
async function startMachine({ runner, socketDir, enter }, machine, listeners) {
	const scope = new Scope();
	try {
		const directory = await makeSocketDirectory(socketDir ?? "/tmp");
		scope.defer(() => fs$1.rm(directory, {
			recursive: true,
			force: true
		}));
		const listen = async (name, take) => scope.use(await listenOn(path.join(directory, `${name}.sock`), take));
		const serial = await listen("serial", listeners.serial);
		const firmware = await listen("firmware", listeners.firmware);
		const control = await listen("qmp", (chunk) => qmp.feed(chunk));
		const qmp = createQmpClient(control.write);
		const args = qemuArguments({
			...machine,
			serialSocket: serial.path,
			firmwareSocket: firmware.path,
			qmpSocket: control.path
		});
		throwIfInterrupted(runner.signal);
		const { program } = machineTypes[machine.arch];
		const [tool = program, ...words] = [
			...enter,
			program,
			...args
		];
		const qemu = scope.use(await startProcess({
			tool,
			args: words,
			log: runner.log
		}));
		qmp.execute("qmp_capabilities").catch((error) => runner.log(`QMP: ${error.message}`));
		const ended = qemu.ended.then(async (end) => {
			await Promise.all([
				serial.drain(),
				firmware.drain(),
				control.drain()
			]);
			return qmp.ending ?? raiseFailure(program, end, qemu.tail);
		});
		ended.catch(() => void 0);
		const patience = {
			gone: qemu.ended,
			signal: runner.signal
		};
		return {
			ended,
			type: (text) => serial.write(text),
			async pressPowerButton() {
				await answered(qmp.execute("system_powerdown"), patience).catch((error) => {
					throwIfInterrupted(runner.signal);
					runner.log(`power button: ${error.message}`);
				});
			},
			forward: (guestPort) => answered(forwardPort(qmp, guestPort), patience),
			takeScreenshot: (file) => takeScreenshot(qmp, file, {
				...patience,
				log: runner.log
			}),
			[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
		};
	} catch (error) {
		await scope.abandon();
		throw error;
	}
}
function raiseFailure(program, { exitCode, signal }, tail) {
	throw new ApplianceError({
		kind: "build",
		code: "qemu-failed",
		message: `the boot test could not run: ${program} ${signal === void 0 ? `failed with exit code ${exitCode}` : `was killed by ${signal}`}`,
		detail: tail
	});
}

// src/boottest/network/inside-guest.ts
/**
* Asks the guest from within, where the host cannot reach it: over its own loopback interface, with the means of bash.
*
* @returns what is worth telling
* @throws Error with what was wrong
*/
async function reachInside(shell, step, milliseconds) {
	if (shell === void 0) throw new Error("IPv6 cannot be tried from outside here, and there is no shell to try it inside: put a `login` before it");
	const { exitCode, output } = await shell.run(commandOf(step), milliseconds);
	if (exitCode !== 0) throw new Error(`port ${step.port}: bash in the guest cannot connect to ::1: ${output}`);
	if (step.kind === "tcp") {
		if (step.banner !== void 0 && !step.banner.test(output)) throw new Error(`port ${step.port}: no such banner`);
		return `port ${step.port} is open over ipv6, asserted inside the guest`;
	}
	const [, status = ""] = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(output) ?? [];
	if (Number(status) !== step.status) throw new Error(`status ${status || "missing"} instead of ${step.status}`);
	if (step.body !== void 0 && !step.body.test(output)) throw new Error(`the body lacks /${step.body.source}/`);
	return `status ${status} over ipv6, asserted inside the guest`;
}
/** `timeout` ends what says nothing: a server that waits for us, and one that never closes. */
function commandOf(step) {
	const connect = `exec 3<>/dev/tcp/::1/${step.port} || exit 9`;
	const request = (path) => `printf '%s\\r\\n' ${quoted(`GET ${path} HTTP/1.0`)} 'Host: localhost' '' >&3`;
	const words = step.kind === "http" ? [
		connect,
		request(step.path),
		"timeout 20 cat <&3",
		"true"
	] : [
		connect,
		"timeout 3 head -c 4096 <&3",
		"true"
	];
	return `bash -c ${quoted(words.join("; "))}`;
}
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// src/boottest/notify/readiness.ts
/** Versions that take the address of a stream socket, and those that tell their names as soon as they run. */
const firstVersion = 254;
const firstTalkative = 256;
/** With longer numbers, a line of digits would take seconds. */
const banner = /systemd (\d{1,5})\S* running in system mode/;
/** Messages come on connections of their own, so that of emergency mode may be overtaken. */
const millisecondsToOvertake = 250;
function createReadiness() {
	const read = createLineReader();
	let version;
	let hasSpoken = false;
	let isReady = false;
	let isEmergency = false;
	let failure;
	let wake = () => {};
	/** What is certain by now. */
	function settled() {
		if (isEmergency) return "emergency";
		if (isReady) return "ready";
		return !hasSpoken && version !== void 0 && version < firstVersion ? "silent" : void 0;
	}
	/** Versions in between say nothing before they are ready. */
	const mayStillSpeak = () => hasSpoken || version !== void 0 && version >= firstVersion && version < firstTalkative;
	return {
		take(message) {
			hasSpoken = true;
			for (const line of message.split("\n")) {
				if (/^X_SYSTEMD_UNIT_ACTIVE=(?:emergency|rescue)\.target$/.test(line)) isEmergency = true;
				if (line === "READY=1") isReady = true;
			}
			wake();
		},
		hear(chunk) {
			if (version !== void 0) return;
			for (const { line } of read(chunk)) {
				const digits = banner.exec(line)?.[1];
				if (digits !== void 0) version = Number(digits);
			}
			if (version !== void 0) wake();
		},
		async wait(milliseconds, patience) {
			const began = performance.now();
			const untilAwake = (until) => new Promise((resolve) => {
				const timer = setTimeout(resolve, Math.max(0, began + until - performance.now()));
				wake = () => {
					clearTimeout(timer);
					resolve();
				};
			});
			for (;;) {
				if (failure !== void 0) throw failure;
				const found = settled();
				if (found === "ready") {
					const until = performance.now() - began + millisecondsToOvertake;
					while (!isEmergency && performance.now() - began < until) await untilAwake(until);
					return isEmergency ? "emergency" : "ready";
				}
				if (found !== void 0) return found;
				const until = mayStillSpeak() ? milliseconds : Math.min(milliseconds, patience);
				if (performance.now() - began >= until) return mayStillSpeak() ? "late" : "silent";
				await untilAwake(until);
			}
		},
		fail(error) {
			failure ??= error;
			wake();
		}
	};
}

// src/boottest/scenario/shell.ts
/** A prompt ends with a blank; the `#1` in the kernel's name does not, wherever it is cut. */
const shellPrompt = /[#$%>] $/;
const loginPrompt = /(?:^|\s)login: ?$/;
/** It speaks the guest's language: Passwort, Mot de passe, Contraseña; these are known. */
const knownPasswordPrompt = /(?:[Pp]ass|[Cc]ontrase|[Ss]enha|パスワード|密码)[^\n]*[:：]\s*$/;
/** What one may look like in any other: Wachtwoord, Hasło, Пароль. */
const possiblePrompt = /^[^\s:：][^:：]{0,100}[:：]\s*$/;
/** Lines end like it as they are written. */
const millisecondsToBePrompt = 1e3;
/** The kernel's, or greeting those who have no password. */
const otherLines = /\[ *\d+\.\d+\]|^Last login:/;
const passwordPrompt = {
	name: "a prompt for the password",
	quietFor(line) {
		if (loginPrompt.test(line) || otherLines.test(line)) return void 0;
		if (knownPasswordPrompt.test(line)) return 0;
		return possiblePrompt.test(line) ? millisecondsToBePrompt : void 0;
	}
};
/**
* Logs in. Nothing is typed before its prompt is there.
*
* @throws NotSeen, with the prompt that did not come
*/
async function logIn({ transcript, type }, { user, password }, milliseconds) {
	const endsAt = performance.now() + milliseconds;
	const left = () => Math.max(0, endsAt - performance.now());
	const next = (pattern) => transcript.next(pattern, left());
	await findLoginPrompt({
		transcript,
		type
	}, left);
	type(`${user}\n`);
	await transcript.nextPrompt(passwordPrompt, left());
	type(`${password}\n`);
	await next(shellPrompt);
	type("dmesg -n 4; stty -echo cols 4000; export LC_ALL=C PAGER=cat; echo 're''ady;'; cat | sh 2>&1\n");
	await next(/^ready;/);
	return { async run(command, most) {
		const mark = randomBytes(6).toString("hex");
		const [begin, end] = [`[[${mark};`, `]]${mark}`];
		type(`echo '${begin}'; ( ${command}\n) < /dev/null; code=$?; echo; echo "${end} $code;"\n`);
		const until = performance.now() + most;
		await transcript.next(new RegExp(`^${escaped(begin)}`), most);
		const lines = await transcript.next(new RegExp(`^${escaped(end)} \\d+;`), Math.max(0, until - performance.now()));
		return {
			exitCode: Number(/(\d+);$/.exec(lines.at(-1) ?? "")?.[1]),
			output: lines.slice(0, -1).join("\n").trim()
		};
	} };
}
/** A step before may have seen the prompt, and the kernel may have spoken after it: an empty name then makes it come again. */
async function findLoginPrompt({ transcript, type }, left) {
	if (transcript.isAt(loginPrompt)) return;
	try {
		await transcript.next(loginPrompt, left() / 3);
	} catch (error) {
		if (!(error instanceof NotSeen)) throw error;
		type("\n");
		await transcript.next(loginPrompt, left());
	}
}
const escaped = (text) => text.replace(/[[\]]/g, "\\$&");

// src/boottest/scenario/play.ts
/** Why a step ends the test. The detail is the guest's and not yet safe to print. */
var StepFailure = class extends Error {
	verdict;
	rule;
	detail;
	constructor(verdict, rule, reason, detail = []) {
		super(reason);
		this.verdict = verdict;
		this.rule = rule;
		this.detail = detail;
	}
};
/** @returns what is worth telling; each throws NotSeen or StepFailure */
const players = {
	async expect({ pattern }, { typist }, milliseconds) {
		await typist.transcript.next(pattern, milliseconds);
	},
	async send({ text }, { typist }) {
		typist.type(`${text}\n`);
	},
	async login(step, { typist }, milliseconds, memory) {
		memory.shell = await logIn(typist, step, milliseconds);
	},
	async run({ command, exit, output: expected }, _stage, milliseconds, memory) {
		if (memory.shell === void 0) throw new StepFailure("expectation-failed", "no-shell", "there is no shell to run it in");
		const { exitCode, output } = await memory.shell.run(command, milliseconds);
		const lines = output.split("\n").slice(-20);
		if (exitCode !== exit) throw new StepFailure("expectation-failed", "exit-code", `it ended with ${exitCode} instead of ${exit}`, lines);
		if (expected !== void 0 && !expected.test(output)) throw new StepFailure("expectation-failed", "output", `it did not print /${expected.source}/`, lines);
		return `exit code ${exitCode}${output === "" ? "" : `: ${lines[0]}${lines.length > 1 ? " …" : ""}`}`;
	},
	async screenshot({ name }, stage) {
		return await stage.takeScreenshot(name) ? void 0 : "there is none: QEMU could not take it";
	},
	async reboot(_step, stage, milliseconds, memory) {
		memory.shell = void 0;
		const end = stage.isOff() ? void 0 : await powerOff(stage, milliseconds);
		await stage.powerOn();
		return end;
	},
	async shutdown(_step, stage, milliseconds, memory) {
		memory.shell = void 0;
		const end = await powerOff(stage, milliseconds);
		const checks = await stage.checkDisks();
		const bad = checks.find(({ outcome }) => outcome === "damaged");
		if (bad !== void 0) {
			const reason = `${bad.checker} finds the ${bad.type} filesystem of ${bad.place} damaged after the shutdown`;
			throw new StepFailure("filesystem-error", "filesystem-check", reason, bad.said);
		}
		return `${end}; ${checks.filter(({ outcome }) => outcome === "sound").length} of ${checks.length} filesystems checked, none is damaged`;
	},
	ready: async (_step, stage, milliseconds) => await stage.awaitReady(milliseconds),
	tcp: reach,
	http: reach
};
async function reach(step, stage, milliseconds, { shell }) {
	try {
		return await stage.reach(step, milliseconds, shell);
	} catch (error) {
		if (error instanceof StepFailure) throw error;
		throw new StepFailure("expectation-failed", "network", messageOf(error));
	}
}
async function powerOff(stage, milliseconds) {
	await stage.pressPowerButton();
	const end = await stage.waitForEnd(milliseconds);
	if (end === void 0) throw new StepFailure("timeout", "shutdown", "the machine did not heed its power button in time");
	if (end === "asked to reboot") throw new StepFailure("reboot-loop", "rebooted", "the machine rebooted instead of switching itself off");
	if (end === "panicked") throw new StepFailure("panic", "guest-panicked", "the guest panicked as it shut down");
	return `the machine ${end}`;
}
/** Plays the steps in order; after one that fails the rest is not run. */
async function playSteps(steps, stage, accelerator) {
	const memory = { shell: void 0 };
	const outcomes = [];
	let failure;
	let failedAt;
	for (const [index, step] of steps.entries()) {
		const name = describeStep(step);
		if (failure !== void 0) {
			outcomes.push({
				step: name,
				outcome: "not-run",
				seconds: 0,
				detail: void 0
			});
			continue;
		}
		const seconds = step.seconds * (accelerator === "tcg" ? 5 : 1);
		const began = performance.now();
		const since = () => (performance.now() - began) / 1e3;
		try {
			const detail = await players[step.kind](step, stage, seconds * 1e3, memory);
			outcomes.push({
				step: name,
				outcome: "passed",
				seconds: since(),
				detail
			});
		} catch (error) {
			failedAt = `step ${index + 1} (${name})`;
			failure = failureOf(error, failedAt, seconds);
			outcomes.push({
				step: name,
				outcome: "failed",
				seconds: since(),
				detail: failure.message
			});
		}
	}
	return {
		outcomes,
		failure,
		failedAt
	};
}
function failureOf(error, which, seconds) {
	if (error instanceof NotSeen) {
		const reason = `${which}: ${error.message} within ${seconds} s`;
		return new StepFailure("expectation-failed", "step", reason);
	}
	if (!(error instanceof StepFailure)) throw error;
	return new StepFailure(error.verdict, error.rule, `${which}: ${error.message}`, error.detail);
}

// src/boottest/notify/told.ts
/** Of a host that hears nothing any more. */
function deaf() {
	return new ApplianceError({
		kind: "build",
		code: "no-vsock",
		message: "the boot test could not go on: socat, which listens for the guest, has ended"
	});
}
/** Of the time that a guest has to be ready: one that has told nothing by then cannot. */
const shareOfPatience = 1 / 6;
/**
* What is worth telling of a guest that was waited for.
*
* @throws StepFailure
*/
function toldOf(readied) {
	switch (readied) {
		case "ready": return "systemd told that it is ready";
		case "silent": return "not waited for: the systemd of the guest tells nothing (it has to be 254 or newer, and to have a vsock)";
		case "emergency": throw new StepFailure("emergency", "emergency-target", meanings.emergency);
		case "late": throw new StepFailure("timeout", "not-ready", "systemd did not tell in time that it has started everything");
	}
}

// src/boottest/scenario/secrets.ts
/** What a scenario types that no log may tell. */
function secretsOfScenario(scenario) {
	return (scenario?.steps ?? []).flatMap((step) => {
		if (step.kind === "login") return [step.password];
		return step.kind === "send" && step.secret ? [step.text] : [];
	});
}

// src/boottest/boot-run.ts
function createBootRun(settings) {
	const { options, machine, ledger, consoleLog, timedLog, network, notify } = settings;
	const { runner } = options;
	const scope = new Scope();
	const began = performance.now();
	let present;
	let firstFatal;
	const secrets = secretsOfScenario(options.scenario);
	const echo = createSecretEcho();
	scope.defer(() => consoleLog.write(echo.rest()));
	let filesystems = [];
	const screenshots = [];
	const machineNow = () => {
		if (present === void 0) throw new StepFailure("expectation-failed", "off", "the machine is off");
		return present;
	};
	async function powerOn(prepare) {
		try {
			var _usingCtx$3 = _usingCtx();
			const judge = createJudge({
				expect: settings.expect,
				deadlines: settings.deadlines,
				allow: settings.allow
			});
			prepare?.(judge);
			const transcript = createTranscript();
			const readiness = createReadiness();
			if (notify !== void 0) {
				notify.listener = readiness.take;
				notify.lost.then(() => readiness.fail(deaf()));
			}
			const doom = new AbortController();
			const fail = (error) => {
				transcript.fail(error);
				readiness.fail(error);
			};
			const failAtOnce = (error) => {
				fail(error);
				doom.abort(error);
			};
			let hasBooted = false;
			const watching = _usingCtx$3.u(watch(judge, runner.signal));
			const nowMs = () => performance.now() - began;
			const running = scope.use(await startMachine({
				runner,
				socketDir: options.socketDir,
				enter: network?.enter ?? []
			}, machine, {
				serial(chunk) {
					const shown = echo.take(chunk);
					consoleLog.write(shown);
					timedLog.feed(shown, nowMs());
					const fatal = ledger.feed(shown, nowMs());
					watching.feedSerial(shown);
					transcript.feed(chunk);
					readiness.hear(chunk);
					if (fatal === void 0 || !hasBooted) return;
					firstFatal ??= fatal;
					failAtOnce(failureBy(fatal));
				},
				firmware: watching.feedFirmware
			}));
			present = {
				running,
				transcript,
				readiness,
				doom
			};
			const ended = running.ended.then((how) => {
				fail(endedTooSoon(how));
				return judge.end(how);
			});
			ended.catch(fail);
			const onAbort = () => failAtOnce(interruptionBy(runner.signal));
			runner.signal.addEventListener("abort", onAbort, { once: true });
			scope.defer(() => runner.signal.removeEventListener("abort", onAbort));
			const decision = await Promise.race([watching.decision, ended]);
			hasBooted = true;
			return {
				decision,
				seconds: watching.elapsedMs() / 1e3,
				judge
			};
		} catch (_) {
			_usingCtx$3.e = _;
		} finally {
			_usingCtx$3.d();
		}
	}
	const takeScreenshot = async (file) => await present?.running.takeScreenshot(file) ?? false;
	return {
		powerOn,
		takeScreenshot,
		get fatal() {
			return firstFatal;
		},
		get filesystems() {
			return filesystems;
		},
		screenshots,
		stage: {
			get typist() {
				const { running, transcript } = machineNow();
				return {
					transcript,
					type(text) {
						transcript.typed(text);
						echo.typed(secrets.find((secret) => text === `${secret}\n`) ?? "");
						running.type(text);
					}
				};
			},
			isOff: () => present === void 0,
			pressPowerButton: async () => await machineNow().running.pressPowerButton(),
			async waitForEnd(milliseconds) {
				const { running, doom } = machineNow();
				const end = await withDeadline(unlessAborted(running.ended, doom.signal), milliseconds);
				if (end !== void 0) present = void 0;
				return end;
			},
			async powerOn() {
				const { decision } = await powerOn();
				if (decision.verdict === "passed") return;
				const { verdict, rule, reason, line } = decision;
				throw new StepFailure(verdict, rule, `the machine booted again: ${reason}`, line === void 0 ? [] : [line]);
			},
			async takeScreenshot(name) {
				if (options.screenshotFile === void 0) return false;
				const { dir, name: stem } = path.parse(path.resolve(options.screenshotFile));
				const file = path.join(dir, `${stem}-${name}.png`);
				const taken = await takeScreenshot(file);
				if (taken) screenshots.push(file);
				return taken;
			},
			async awaitReady(milliseconds) {
				const { readiness } = machineNow();
				if (notify === void 0) return `not waited for: ${settings.noNotify}`;
				return toldOf(await readiness.wait(milliseconds, milliseconds * shareOfPatience));
			},
			async reach(step, milliseconds, shell) {
				const { running, doom } = machineNow();
				const { signal } = doom;
				const said = [];
				for (const family of step.families) if (network !== void 0) said.push(await network.reach(family, step, {
					milliseconds,
					signal
				}));
				else if (family === "ipv6") said.push(`${await reachInside(shell, step, milliseconds)} (not from outside: ${settings.noNetwork})`);
				else {
					const port = await running.forward(step.port);
					said.push(await reachEndpoint(step, {
						host: "127.0.0.1",
						port
					}, milliseconds, signal));
				}
				return said.join("; ");
			},
			async checkDisks() {
				const checks = [];
				for (const { name, overlayPath } of machine.disks) checks.push(...await checkDisk(runner, {
					name,
					overlay: overlayPath,
					scratch: settings.scratch
				}));
				filesystems = checks;
				return checks;
			}
		},
		[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
	};
}
/** What a machine that ends by itself, while steps are played, means. */
function endedTooSoon(how) {
	const message = `the machine ${how}`;
	if (how === "panicked") return new StepFailure("panic", "guest-panicked", message);
	if (how === "asked to reboot") return new StepFailure("reboot-loop", "rebooted", message);
	return new StepFailure("expectation-failed", "ended", message);
}
function failureBy({ rule, line, before }) {
	return new StepFailure(rule.verdict, rule.id, meaningOf(rule), [...before, line]);
}

// src/boottest/console/log-file.ts
/**
* @param file overwritten
* @throws Error of the system if the file cannot be opened
*/
function openLogFile(file) {
	const descriptor = fs.openSync(file, "w");
	let failed = false;
	const forgive = (work) => {
		try {
			work();
		} catch {
			failed = true;
		}
	};
	return {
		write(data) {
			if (!failed) forgive(() => fs.writeFileSync(descriptor, data));
		},
		[Symbol.dispose]: () => forgive(() => fs.closeSync(descriptor))
	};
}

// src/boottest/console/timed-log.ts
const timeColumns = 9;
/**
* @param file overwritten; undefined: nothing is written
* @throws Error of the system if the file cannot be opened
*/
function openTimedLog(file) {
	const read = createLineReader();
	const log = file === void 0 ? void 0 : openLogFile(file);
	let unfinished = "";
	let unfinishedMs = 0;
	let lastMs = 0;
	const write = (text, ms) => {
		lastMs = ms;
		const time = (ms / 1e3).toFixed(3).padStart(timeColumns);
		log?.write(`${time} ${text}\n`);
	};
	const writeLine = (line, ms) => {
		for (const safe of sanitiseForLog(line)) write(safe, ms);
	};
	return {
		feed(chunk, nowMs) {
			for (const { line, complete } of read(chunk)) {
				if (unfinished === "") unfinishedMs = nowMs;
				unfinished = line;
				if (!complete) continue;
				writeLine(line, unfinishedMs);
				unfinished = "";
			}
		},
		note(text, nowMs) {
			write(`── ${text}`, nowMs);
		},
		[Symbol.dispose]() {
			if (unfinished !== "") writeLine(unfinished, Math.max(unfinishedMs, lastMs));
			log?.[Symbol.dispose]();
		}
	};
}

// src/boottest/machine/firmware.ts
/**
* Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
*
* @throws ApplianceError kind `tool`, code `firmware-missing`
*/
async function findFirmware({ locations, name, hint }, firmware) {
	const secureBoot = firmware === "uefi-secure";
	for (const location of locations[firmware]) if (await isReadable(location.code) && await isReadable(location.vars)) return {
		...location,
		secureBoot
	};
	throw new ApplianceError({
		kind: "tool",
		code: "firmware-missing",
		message: secureBoot ? `the UEFI firmware ${name} with Secure Boot is not installed` : `the UEFI firmware ${name} is not installed`,
		hint,
		detail: locations[firmware].map(({ code }) => `looked for ${code}`)
	});
}
async function isReadable(file) {
	return await fs$1.access(file, fs$1.constants.R_OK).then(() => true, () => false);
}

// src/boottest/machine/overlays.ts
/** The disk signature and the partition table follow. */
const endOfBootCode = 440;
/** @returns disks of the machine that take every write, so that those of the appliance stay what they are */
async function createOverlays(runner, directory, disks) {
	return await waitForAll(disks.map(async (disk, index) => {
		const overlayPath = path.join(directory, `overlay${index + 1}.qcow2`);
		const content = "path" in disk ? [
			"-b",
			path.resolve(disk.path),
			"-F",
			diskFormat(disk.format).driver,
			overlayPath
		] : [overlayPath, `${disk.sizeMiB}M`];
		const failure = `can't make an overlay for the boot test of ${disk.name}`;
		await runner.run("qemu-img", [
			"create",
			"-q",
			"-f",
			"qcow2",
			...content
		], { failure });
		return {
			overlayPath,
			name: disk.name,
			order: index + 1
		};
	}));
}
/**
* A BIOS jumps into any sector with a signature (0x55 0xaa); if only a partition table stands there, the machine loops
* over zeros without a word. Without a signature the BIOS says so itself.
*/
async function lacksBootCode(runner, directory, overlay) {
	const sector = path.join(directory, "sector0");
	await runner.run("qemu-img", [
		"dd",
		"-f",
		"qcow2",
		"-O",
		"raw",
		"bs=512",
		"count=1",
		`if=${overlay}`,
		`of=${sector}`
	], { failure: "can't read the boot sector" });
	const bytes = await fs$1.readFile(sector);
	return bytes.readUInt16LE(510) === 43605 && bytes.subarray(0, endOfBootCode).every((byte) => byte === 0);
}

// src/boottest/network/namespace-network.ts
const tap = "guest0";
/** QEMU's own first address: 52:54:00 is its OUI for guests. */
const guestMac = "52:54:00:12:34:56";
/** IPv4 as in QEMU's user network; IPv6 a unique local prefix (RFC 4193). */
const host = {
	ipv4: "10.0.2.2",
	ipv6: "fd61:6262:6f6f:7401::1"
};
const prefix = "fd61:6262:6f6f:7401:";
const millisecondsForNamespace = 1e4;
/** Beside this file in src/; in dist/ a program of its own beside the chunks. */
const program = fileURLToPath(new URL(`./reach-once${path.extname(import.meta.url)}`, import.meta.url));
/**
* Makes a network namespace with a tap device, and a router in it.
*
* @param directory an existing folder for the router's leases
* @throws ApplianceError of the tool if the host does not allow it, or lacks one
*/
async function openNamespaceNetwork(runner, directory) {
	const scope = new Scope();
	try {
		const enter = [
			"nsenter",
			`--net=/proc/${await startNamespace(runner, scope)}/ns/net`,
			"--"
		];
		const [nsenter, ...into] = enter;
		const inside = (words, options) => runner.run(nsenter, [...into, ...words], options);
		await inside([
			"ip",
			"link",
			"set",
			"lo",
			"up"
		]);
		await inside([
			"ip",
			"tuntap",
			"add",
			"dev",
			tap,
			"mode",
			"tap"
		]);
		await inside([
			"ip",
			"addr",
			"add",
			`${host.ipv4}/24`,
			"dev",
			tap
		]);
		await inside([
			"ip",
			"-6",
			"addr",
			"add",
			`${host.ipv6}/64`,
			"dev",
			tap,
			"nodad"
		]);
		await inside([
			"ip",
			"link",
			"set",
			tap,
			"up"
		]);
		const leases = path.join(directory, "leases");
		const router = [
			...[
				"--keep-in-foreground",
				"--conf-file=/dev/null",
				"--port=0",
				"--user=root",
				"--log-facility=-"
			],
			...[
				`--interface=${tap}`,
				"--bind-interfaces",
				`--dhcp-leasefile=${leases}`,
				"--pid-file="
			],
			`--dhcp-host=${guestMac},10.0.2.15`,
			...[
				"--dhcp-range=10.0.2.15,10.0.2.99,1h",
				`--dhcp-range=${prefix}:,ra-only,64`,
				"--enable-ra"
			]
		];
		scope.use(await startProcess({
			tool: nsenter,
			args: [
				...into,
				"dnsmasq",
				...router
			],
			log: runner.log
		}));
		return {
			enter,
			tap,
			async reach(family, step, { milliseconds, signal }) {
				const endsAt = performance.now() + milliseconds;
				const address = await tryUntil(endsAt, signal, () => addressOf(family, leases, inside));
				const endpoint = {
					host: address,
					port: step.port
				};
				const left = Math.max(1e3, Math.round(endsAt - performance.now()));
				const question = {
					step: textOfStep(step),
					endpoint,
					milliseconds: left
				};
				const { exitCode, stdout } = await inside([process.execPath, program], {
					input: JSON.stringify(question),
					okCodes: [0, 10],
					until: signal
				}).finally(() => signal.throwIfAborted());
				if (exitCode !== 0) throw new Error(`[${address}] ${stdout}`);
				return `${stdout} over ${family} (${address})`;
			},
			[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
		};
	} catch (error) {
		await scope.abandon();
		throw error;
	}
}
/** @returns the id of the process that holds the namespace */
async function startNamespace(runner, scope) {
	const settings = {
		tool: "unshare",
		args: [
			"--net",
			"--",
			"sh",
			"-c",
			"echo ready; exec sleep infinity"
		],
		log: runner.log
	};
	const { owned: holder, isReady } = await startUntil(settings, /ready/, millisecondsForNamespace);
	scope.use(holder);
	if (isReady) return holder.pid;
	throw new ApplianceError({
		kind: "build",
		code: "no-namespace",
		message: "the host allows no network namespace",
		detail: holder.tail
	});
}
/** @throws Error if the guest has none yet */
async function addressOf(family, leases, inside) {
	const found = family === "ipv4" ? leaseOf(await fs$1.readFile(leases, "utf8").catch(() => ""), guestMac) : answererOf((await inside(allNodes, { okCodes: [
		0,
		1,
		2
	] })).stdout);
	if (found === void 0) throw new Error(`the guest took no ${family} address`);
	return found;
}
/**
* All nodes (RFC 4291, §2.7.1) are asked from our address of the prefix; each answers from its own. ping(8) ends with 1 if nobody
* does, with 2 if it cannot ask.
*/
const allNodes = [
	"ping",
	"-6",
	"-n",
	"-c",
	"2",
	"-W",
	"1",
	"-I",
	host.ipv6,
	`ff02::1%${tap}`
];
/** A line of dnsmasq's leases: `EXPIRY MAC ADDRESS NAME CLIENT`. */
function leaseOf(leases, mac) {
	return leases.split("\n").map((line) => line.split(" ")).find((words) => words[1]?.toLowerCase() === mac)?.[2];
}
/** A line of ping: `64 bytes from ADDRESS: icmp_seq=1 …`. */
function answererOf(said) {
	return [...said.matchAll(/bytes from ([0-9a-f:]+?):? icmp_seq/g)].map((match) => match[1] ?? "").find((address) => address.startsWith(prefix) && address !== host.ipv6);
}

// src/boottest/boot.ts
/** What to show of a boot that did not pass: the line that decided with those before it, or the end of the console. */
function linesToShow({ verdict, evidence, lastConsoleLines }) {
	if (verdict === "passed") return [];
	return evidence.length > 0 ? evidence : lastConsoleLines;
}
const defaultExpectation = [/login:/];
/**
* Boots an appliance in QEMU, on overlays so that its disks stay what they were, and judges its serial console.
* QEMU is stopped as soon as the verdict is known.
*
* @throws ApplianceError kind `tool` if QEMU or the firmware is missing, `build` (code `qemu-failed`) if QEMU itself
*   fails, `interrupted` when the runner's signal is aborted. A bad image is no error: it is a verdict.
*/
async function bootAppliance(options) {
	try {
		var _usingCtx$2 = _usingCtx();
		const { runner, firmware, accelerator, logFile, scenario = noScenario } = options;
		throwIfInterrupted(runner.signal);
		const [firstDisk] = options.disks;
		if (firstDisk === void 0 || !("path" in firstDisk)) throw new Error("a boot test needs a disk");
		const scope = _usingCtx$2.a(new Scope());
		const directory = await fs$1.mkdtemp(path.join(path.resolve(options.workDir), "boot-test-"));
		scope.defer(() => fs$1.rm(directory, {
			recursive: true,
			force: true
		}));
		const disks = await createOverlays(runner, directory, options.disks);
		const { steps } = scenario;
		const network = await openIf(steps.some(wantsIpv6), scope, () => openNamespaceNetwork(runner, directory));
		const notify = await openIf(steps.some(wantsReady), scope, () => openNotifySocket({
			runner,
			socketDir: options.socketDir
		}));
		const machine = {
			...accelerator,
			arch: options.arch,
			memoryMiB: options.memoryMiB,
			vcpus: options.vcpus,
			interfaces: options.interfaces,
			tap: network.made === void 0 ? void 0 : {
				name: network.made.tap,
				mac: guestMac
			},
			notify: notify.made?.address,
			disks,
			firmware: firmware === "bios" ? firmware : await copyFirmware(options.arch, firmware, directory)
		};
		const allow = allowancesOn((/* @__PURE__ */ new Date()).toISOString().slice(0, 10), scenario.allow);
		const ledger = createLedger(allow, accelerator.accelerator);
		const consoleLog = openLogFile(path.resolve(logFile));
		scope.defer(() => consoleLog[Symbol.dispose]());
		const timedLog = openTimedLog(options.timedLogFile);
		scope.defer(() => timedLog[Symbol.dispose]());
		const run = scope.use(createBootRun({
			options,
			machine,
			ledger,
			allow,
			network: network.made,
			noNetwork: network.reason,
			notify: notify.made,
			noNotify: notify.reason,
			consoleLog,
			timedLog,
			deadlines: deadlinesFor(accelerator.accelerator, options.timeoutSeconds, options.deadlines),
			expect: options.expect ?? defaultExpectation,
			scratch: directory
		}));
		const mute = firmware === "bios" && await lacksBootCode(runner, directory, disks[0]?.overlayPath ?? "");
		const booted = await run.powerOn((judge) => {
			if (mute) judge.suspect("no-boot-code", `the boot sector of disk ${firstDisk.name} holds no code`);
		});
		const toPlay = booted.decision.verdict === "passed" ? steps : [];
		const played = await playSteps(toPlay, run.stage, accelerator.accelerator);
		const ending = endingOf$1(booted, {
			...played,
			fatal: run.fatal,
			ledger
		});
		const { screenshotFile } = options;
		const taken = screenshotFile !== void 0 && await run.takeScreenshot(path.resolve(screenshotFile));
		throwIfInterrupted(runner.signal);
		const { judge, seconds } = booted;
		const done = ending.verdict === "passed" && toPlay.length > 0 ? [assertionsAt(seconds, played.outcomes)] : [];
		return {
			...ending,
			accelerator: accelerator.accelerator,
			firmware,
			format: firstDisk.format,
			seconds,
			levels: [...judge.levels, ...done],
			matched: judge.matched,
			missing: judge.missing,
			lastConsoleLines: excerpt(judge.lastLines),
			steps: played.outcomes.map(printableOutcome),
			counts: ledger.counts,
			filesystems: run.filesystems,
			consoleLog: logFile,
			timedLog: options.timedLogFile,
			screenshot: taken ? screenshotFile : void 0,
			screenshots: run.screenshots
		};
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
async function copyFirmware(arch, firmware, directory) {
	const { vars, ...files } = await findFirmware(machineTypes[arch].firmware, firmware);
	const copy = path.join(directory, "vars.fd");
	await fs$1.copyFile(vars, copy);
	await fs$1.chmod(copy, 384);
	return {
		...files,
		vars: copy
	};
}
/** IPv6 from outside and readiness are had only where the host allows it; the report says so if not. */
async function openIf(isWanted, scope, open) {
	if (!isWanted) return {};
	try {
		return { made: scope.use(await open()) };
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind === "interrupted") throw error;
		return { reason: error.message };
	}
}

// src/host/program/memory.ts
/** Bytes of memory that can be used without swapping: what the kernel says, and no more than the control group allows. */
async function availableMemoryBytes() {
	const meminfo = await fs$1.readFile("/proc/meminfo", "utf8");
	const available = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? 0) * 1024;
	const groups = await Promise.all([headroom("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"), headroom("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes")]);
	return Math.min(available, ...groups);
}
async function headroom(limitFile, usageFile) {
	const [limit, usage] = await Promise.all([limitFile, usageFile].map((file) => fs$1.readFile(file, "utf8").catch(() => "max")));
	const free = Number(limit) - Number(usage);
	return Number.isFinite(free) ? free : Number.POSITIVE_INFINITY;
}

// src/build/boot/unpacked.ts
/** @returns the disks, the packed ones unpacked for as long as the scope lasts */
async function unpacked(runner, scope, disks, scratch) {
	const folder = await fs$1.mkdtemp(path.join(scratch, "unpacked-"));
	scope.defer(() => fs$1.rm(folder, {
		recursive: true,
		force: true
	}));
	const one = async (disk, index) => {
		if (!("path" in disk)) return disk;
		const { packed } = diskFormat(disk.format);
		if (packed === void 0) return disk;
		const target = path.join(folder, `disk${index}`);
		await unpackDisk(runner, packed, disk.path, target);
		return {
			...disk,
			path: target
		};
	};
	return await waitForAll(disks.map(one));
}

// src/build/boot/boot-test.ts
/**
* Boots an appliance in every combination of its test, as many at once as there are processors and memory for.
*
* @throws ApplianceError kind `tool` or `build` if QEMU cannot run, `interrupted`
*/
async function bootTest(inputs, { runner, reporter }) {
	const { combinations } = inputs.test;
	const verdicts = [];
	const limit = pLimit({
		concurrency: await bootsAtOnce(inputs.machine),
		rejectOnClear: true
	});
	const boots = combinations.map((combination) => limit(() => bootOne(runner, inputs, combination)));
	for (const boot of boots) boot.catch(() => void 0);
	try {
		for (const [index, { format, firmware }] of combinations.entries()) await reporter.step("boot-test", `boot the ${format} disks under ${firmware}`, async (detail) => {
			const verdict = await boots[index];
			const how = verdict.verdict === "passed" ? ` after ${formatSeconds(verdict.seconds)}` : `, ${verdict.reason}`;
			detail(`${format} under ${firmware}: ${verdict.verdict}${how}`);
			for (const line of linesToShow(verdict)) reporter.note(line);
			verdicts.push(verdict);
			await inputs.onVerdict?.(verdict);
		});
	} finally {
		limit.clearQueue();
		await Promise.allSettled(boots);
	}
	const failed = verdicts.find(({ verdict }) => verdict !== "passed");
	return {
		verdicts,
		exitCode: failed === void 0 ? 0 : verdictExitCodes[failed.verdict]
	};
}
/** What QEMU takes besides the memory of the guest. */
const overheadMiB = 256;
/** The rest is for the page cache, in which the disks are. */
const shareOfMemory = .6;
async function bootsAtOnce({ memoryMiB, vcpus }) {
	const byMemory = await availableMemoryBytes() * shareOfMemory / ((memoryMiB + overheadMiB) * 1024 * 1024);
	return Math.max(1, Math.floor(Math.min(os.availableParallelism() / vcpus, byMemory)));
}
async function bootOne(runner, inputs, combination) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { test, machine, scratch, accelerator, scenario } = inputs;
		const { format, firmware } = combination;
		const files = await inputs.filesOf(combination);
		const scope = _usingCtx$1.a(new Scope());
		const disks = await unpacked(runner, scope, inputs.disksOf(format), scratch);
		return await bootAppliance({
			runner,
			disks,
			firmware,
			accelerator,
			arch: machine.arch,
			memoryMiB: machine.memoryMiB,
			vcpus: machine.vcpus,
			interfaces: machine.interfaces,
			expect: test.expect.map((source) => new RegExp(source)),
			...scenario === void 0 ? {} : { scenario },
			timeoutSeconds: test.timeoutSeconds,
			logFile: files.consoleLog,
			timedLogFile: files.timedLog,
			screenshotFile: files.screenshot,
			workDir: scratch,
			...hasRoomForSockets(scratch) ? { socketDir: scratch } : {}
		});
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

// src/report/progress/for-people.ts
const redrawMilliseconds = 200;
function displayForPeople(stream) {
	const live = stream.isTTY === true;
	const clearLine = live ? "\r\x1B[K" : "";
	let redraw;
	const print = (line) => {
		stream.write(`${clearLine}${printable(line)}\n`);
		redraw?.();
	};
	return {
		stepStarts(name, description) {
			const start = performance.now();
			if (!live) stream.write(`${name.padEnd(10)} ${description} …\n`);
			redraw = () => {
				if (!live) return;
				const line = `${name.padEnd(10)} ${description}  ${formatSeconds((performance.now() - start) / 1e3)}`;
				stream.write(`${clearLine}${line.slice(0, (stream.columns ?? 80) - 1)}`);
			};
			redraw();
			const timer = live ? setInterval(redraw, redrawMilliseconds) : void 0;
			return ({ ok, seconds, detail }) => {
				clearInterval(timer);
				redraw = void 0;
				const said = ok ? detail ?? description : description;
				print(`${ok ? "✓" : "✗"} ${name.padEnd(10)} ${formatSeconds(seconds).padStart(8)}  ${said}`);
			};
		},
		warn({ message, position, hint, severity }) {
			const where = position === void 0 ? "" : `${formatPosition(position)}: `;
			print(`${where}${severity ?? "warning"}: ${message}`);
			if (hint !== void 0) print(`  hint: ${hint}`);
		},
		note: (text) => print(`note: ${text}`),
		tell: () => void 0
	};
}

// src/report/mask.ts
/** Shorter texts are in too many words to be hidden, and give nothing away. */
const shortest = 4;
/** @returns a function that puts stars in the place of each secret in a text, the longest first */
function masker(secrets) {
	const hidden = secrets.filter(({ length }) => length >= shortest).sort((one, other) => other.length - one.length);
	return (text) => hidden.reduce((line, secret) => line.replaceAll(secret, "***"), text);
}

// src/report/progress/for-programs.ts
/** Members that hold words for people, of tools and of the kickstart. The others are names, paths and numbers. */
const texts = /* @__PURE__ */ new Set([
	"message",
	"hint",
	"detail",
	"text",
	"description",
	"reason",
	"warnings"
]);
function openEventStream(write) {
	let mask = masker([]);
	return {
		emit(event) {
			write(`${jsonLine("secrets" in event ? event : masked(event, mask, false))}\n`);
		},
		hide(secrets) {
			mask = masker(secrets);
		}
	};
}
function masked(value, mask, isText) {
	if (typeof value === "string") return isText ? mask(value) : value;
	if (Array.isArray(value)) return value.map((item) => masked(item, mask, isText));
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, masked(member, mask, isText || texts.has(key))]));
}
function displayForPrograms({ emit }) {
	return {
		stepStarts(name, description) {
			emit({
				event: "step-start",
				name,
				description
			});
			return (end) => emit({
				event: "step-end",
				name,
				...end
			});
		},
		warn({ severity = "warning", ...warning }) {
			emit({
				event: "warning",
				severity,
				...warning
			});
		},
		note: (text) => emit({
			event: "note",
			text
		}),
		tell: emit
	};
}

// src/report/progress/reporter.ts
/** Keeps the times of the steps and writes everything to the log besides showing it. */
function createReporter(display, log) {
	const timings = [];
	return {
		timings,
		async step(name, description, work) {
			const start = performance.now();
			let detail;
			log.line(`== ${name}: ${description}`);
			const ends = display.stepStarts(name, description);
			const finish = (ok) => {
				const seconds = (performance.now() - start) / 1e3;
				log.line(`== ${name}: ${ok ? detail ?? description : description} (${formatSeconds(seconds)})`);
				if (ok) timings.push({
					name,
					seconds,
					detail
				});
				ends({
					ok,
					seconds,
					detail
				});
			};
			try {
				const result = await work((text) => {
					detail = text;
				});
				finish(true);
				return result;
			} catch (error) {
				finish(false);
				throw error;
			}
		},
		warn(warning) {
			const where = warning.position === void 0 ? "" : `${formatPosition(warning.position)}: `;
			log.line(`${warning.severity ?? "warning"}: ${where}${warning.message}`);
			display.warn(warning);
		},
		note(text) {
			log.line(`note: ${text}`);
			display.note(text);
		},
		tell: display.tell
	};
}

// src/cli/progress.ts
/** @returns undefined if progress is for people */
function eventsOf({ progress }, { stdout }) {
	return progress === "json" ? openEventStream((line) => stdout.write(line)) : void 0;
}
/**
* Runs a command; what it fails with is told as an event where events are asked for.
*
* @returns the exit code
* @throws whatever the command throws, where progress is for people
*/
async function withErrorEvents(flags, environment, work) {
	const events = eventsOf(flags, environment);
	try {
		refuseTwoResults(flags);
		return await work(events);
	} catch (error) {
		if (events === void 0) throw error;
		events.emit(errorEvent(error));
		return exitCodeOf(error);
	}
}
/** @throws ApplianceError code `conflicting-options` */
function refuseTwoResults({ progress, json }) {
	if (progress !== "json" || json !== true) return;
	throw new ApplianceError({
		kind: "input",
		code: "conflicting-options",
		message: "--json and --progress json both take standard output",
		hint: "leave --json out: the last event holds the same"
	});
}
/** @param log path of the log that tells more */
function errorEvent(thrown, log) {
	const error = causeOf(thrown);
	const errors = error instanceof ApplianceErrors ? error.errors : [error];
	const [first] = errors;
	const [known] = errors.filter((one) => one instanceof ApplianceError && one.log !== void 0);
	return {
		event: "error",
		kind: first instanceof ApplianceError ? first.kind : "bug",
		log: log ?? known?.log,
		errors: errors.map(saidOf),
		exitCode: exitCodeOf(error)
	};
}
function saidOf(error) {
	if (error instanceof ApplianceError) {
		const { code, message, position, hint, detail } = error;
		return {
			code,
			message,
			position,
			hint,
			detail
		};
	}
	const [message = "", ...detail] = (error instanceof Error ? error.stack ?? error.message : String(error)).split("\n");
	return {
		code: "bug",
		message: `this is a bug in appliance-build: ${message}`,
		detail
	};
}

// src/cli/stop-at-eof.ts
/**
* Sends this process SIGINT when its standard input ends: whoever started it holds the other end of a pipe, and may be gone
* or, without the right to signal a process of root, close it. Call it in the outer process alone; the one in the namespace
* has no standard input and gets the signal passed on.
*/
function stopAtEndOfInput() {
	const { stdin } = process;
	let stopped = false;
	const stop = () => {
		if (!stopped) process.kill(process.pid, "SIGINT");
		stopped = true;
	};
	for (const event of [
		"end",
		"error",
		"close"
	]) stdin.on(event, stop);
	stdin.resume();
	if ("unref" in stdin) stdin.unref();
}

// src/cli/boot/scenario-flags.ts
const step = (kind) => ({
	kind,
	seconds: secondsOf(kind)
});
/**
* @returns what happens once the machine has booted; undefined: nothing
* @throws ApplianceError code `bad-scenario` with its place, `unreadable-scenario`
*/
async function scenarioOf({ scenario: file, twice, ready }, { variables }) {
	if (file === void 0 && twice !== true && ready !== true) return void 0;
	const scenario = file === void 0 ? noScenario : await readFrom(file, variables);
	const readiness = ready === true ? [step("ready")] : [];
	const secondBoot = twice === true ? [
		step("reboot"),
		...readiness,
		step("shutdown")
	] : [];
	return {
		...scenario,
		steps: [
			...readiness,
			...scenario.steps,
			...secondBoot
		]
	};
}
/**
* For a build, which boots only if it is told to.
*
* @throws ApplianceError code `no-boot-test`
*/
function requireBootTest(flags) {
	const idle = [
		"scenario",
		"twice",
		"ready"
	].find((name) => flags[name] !== void 0);
	if (flags.bootTest === true || idle === void 0) return;
	throw new ApplianceError({
		kind: "input",
		code: "no-boot-test",
		message: `--${idle} is of the boot test, and this build has none`,
		hint: "add --boot-test"
	});
}
/** The reader of YAML is loaded by those who have some. */
async function readFrom(file, variables) {
	const text = await read(file);
	return (await import("./read-scenario.js")).readScenario(text, file, variables);
}
async function read(file) {
	return await fs$1.readFile(file, "utf8").catch((cause) => {
		throw new ApplianceError({
			kind: "input",
			code: "unreadable-scenario",
			message: `cannot read the scenario ${file}: ${cause.code ?? cause.message}`,
			cause
		});
	});
}

export { bootResult as _, withErrorEvents as a, masker as c, availableMemoryBytes as d, secretsOfScenario as f, bootRecord as g, bootFilesOf as h, errorEvent as i, displayForPeople as l, bootFilesIn as m, scenarioOf as n, createReporter as o, bootFilesAt as p, stopAtEndOfInput as r, displayForPrograms as s, requireBootTest as t, bootTest as u, writeBootReports as v };