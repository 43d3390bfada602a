import { t as diskFormat } from "./formats.js";
import { t as ApplianceError } from "./errors.js";
import { _ as architectures, m as Scope, n as filesystemsOf } from "./volumes.js";
import { a as startProcess, i as machineTypes, n as verdictFileIn, r as hostArchitecture, t as probeAccelerator } from "./accelerator.js";
import { a as throwIfInterrupted } from "./run.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import * as net from "node:net";

// src/boottest/judge/verdicts.ts
/** Exit codes of the command line: a contract. */
const verdictExitCodes = {
	passed: 0,
	"expectation-failed": 10,
	timeout: 11,
	panic: 12,
	emergency: 12,
	"boot-loader": 13,
	silent: 14
};
const levelPatterns = [
	{
		level: "kernel",
		pattern: /Linux version \d/
	},
	{
		level: "systemd",
		pattern: /systemd \d\S* running in system mode/
	},
	{
		level: "multi-user",
		pattern: /Reached target .*(?:Multi-User System|multi-user\.target)/i
	},
	{
		level: "login",
		pattern: /(?:^|\s)login:/
	}
];
const refusedBy = (who, what) => `${who} refused the ${what} because of its signature (Secure Boot)`;
/**
* A healthy machine must never be condemned. So prompts count at the start of a line only, and what a healthy boot may
* print too is no more than a hint: GRUB's `error: no such device` (a stale search hint), OVMF's `failed to load` (it
* tries the next entry), SeaBIOS's `Boot failed` (likewise), dracut's initqueue timeout and Debian's `Gave up waiting for
* suspend/resume device` (both go on). The first rule that matches a line names the failure.
*/
const rows = [
	[
		"root-not-mounted",
		"serial",
		"fatal",
		"panic",
		/Kernel panic - not syncing: VFS: Unable to mount root/
	],
	[
		"no-init",
		"serial",
		"fatal",
		"panic",
		/Kernel panic - not syncing: (?:No working init|Attempted to kill init)/
	],
	[
		"kernel-panic",
		"serial",
		"fatal",
		"panic",
		/Kernel panic - not syncing/
	],
	[
		"root-given-up",
		"serial",
		"fatal",
		"emergency",
		/Gave up waiting for root (?:file system )?device/
	],
	[
		"root-missing",
		"serial",
		"fatal",
		"emergency",
		/ALERT! .* does not exist/
	],
	[
		"emergency-mode",
		"serial",
		"fatal",
		"emergency",
		/You are in emergency mode|Entering emergency mode/
	],
	[
		"emergency-target",
		"serial",
		"fatal",
		"emergency",
		/Reached target .*(?:Emergency Mode|emergency\.target)/
	],
	[
		"emergency-login",
		"serial",
		"fatal",
		"emergency",
		/^(?:Give root password for|Press Enter for) (?:system )?maintenance/
	],
	[
		"root-locked",
		"serial",
		"fatal",
		"emergency",
		/^Cannot open access to console, the root account is locked/
	],
	[
		"initramfs-shell",
		"serial",
		"fatal",
		"emergency",
		/^\(initramfs\)/
	],
	[
		"dracut-shell",
		"serial",
		"fatal",
		"emergency",
		/^dracut:\/#/
	],
	[
		"grub-rescue",
		"serial",
		"fatal",
		"boot-loader",
		/^grub rescue>/
	],
	[
		"grub-shell",
		"serial",
		"fatal",
		"boot-loader",
		/^grub>/
	],
	[
		"grub-gave-up",
		"serial",
		"fatal",
		"boot-loader",
		/^ *Failed to boot both default and fallback entries/
	],
	[
		"uefi-shell",
		"serial",
		"fatal",
		"boot-loader",
		/^UEFI Interactive Shell v|^Shell> /
	],
	[
		"uefi-no-entry",
		"serial",
		"fatal",
		"boot-loader",
		/^BdsDxe: No bootable option or device was found/
	],
	[
		"bios-no-disk",
		"firmware",
		"fatal",
		"boot-loader",
		/^No bootable device/
	],
	[
		"grub-no-kernel",
		"serial",
		"suspect",
		"boot-loader",
		/^error: .*you need to load the kernel first/
	],
	[
		"grub-error",
		"serial",
		"hint",
		"boot-loader",
		/^error: .*(?:no such (?:device|partition|disk)|not found|unknown filesystem)/
	],
	[
		"uefi-signature",
		"serial",
		"hint",
		"boot-loader",
		/^BdsDxe: failed to load .*: (?:Access Denied|Security Violation)/,
		refusedBy("the firmware", "boot loader")
	],
	[
		"uefi-refused",
		"serial",
		"hint",
		"boot-loader",
		/^BdsDxe: failed to (?:load|start) /
	],
	[
		"shim-signature",
		"serial",
		"suspect",
		"boot-loader",
		/Verification failed: .*Security Violation/,
		refusedBy("shim", "program that it should start")
	],
	[
		"grub-signature",
		"serial",
		"suspect",
		"boot-loader",
		/^error: .*bad shim signature/,
		refusedBy("the boot loader", "kernel")
	],
	[
		"bios-disk-refused",
		"firmware",
		"hint",
		"boot-loader",
		/^Boot failed: /
	]
];
const rules = rows.map(([id, source, severity, verdict, pattern, reason]) => ({
	id,
	source,
	severity,
	verdict,
	pattern,
	reason
}));
/** What the firmware itself prints on the serial console; it does not mean that the image speaks. */
const firmwareLines = /^(?:BdsDxe: |UEFI |SeaBIOS|iPXE|>>|Press any key to enter the Boot Manager)|^\s*$/;
/**
* TCG is 3 to 20 times slower than KVM (measured: Debian to its login 15 to 20 s on two cores, first serial byte after
* 1 s to 3 s), so its deadlines are wider; how much wider is chosen for each, since a hang costs the whole deadline.
*/
const deadlines = {
	kvm: {
		silence: 20,
		suspect: 20,
		stall: 120,
		total: 180
	},
	tcg: {
		silence: 120,
		suspect: 40,
		stall: 300,
		total: 900
	}
};

// src/boottest/console/console.ts
/** Cursor movements to another line, and erasing the screen: what follows starts a line of its own. */
const movesToOtherLine = /[ABEFHJdf]/;
function createCleaner() {
	const decoder = new TextDecoder("utf-8");
	let state = "text";
	let carriageReturn = false;
	let atLineStart = true;
	return (chunk) => {
		const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
		let out = "";
		const lineFeed = (evenIfEmpty) => {
			if (evenIfEmpty || !atLineStart) out += "\n";
			atLineStart = true;
			carriageReturn = false;
		};
		const print = (character) => {
			if (carriageReturn) lineFeed(false);
			out += character;
			atLineStart = false;
		};
		const inText = (character, code) => {
			if (character === "\n") lineFeed(true);
			else if (character === "\r") carriageReturn = true;
			else if (character === "\x1B") state = "escape";
			else if (character === "	") print(" ");
			else if (code >= 32 && !(code >= 127 && code <= 159)) print(character);
		};
		for (const character of text) {
			const code = character.codePointAt(0) ?? 0;
			switch (state) {
				case "text":
					inText(character, code);
					break;
				case "escape":
					if (character === "[") state = "csi";
					else if (/[\]PX^_]/.test(character)) state = "string";
					else if (code >= 32 && code <= 47) state = "escape-intermediate";
					else {
						state = "text";
						if (code < 32) inText(character, code);
					}
					break;
				case "escape-intermediate":
					if (code >= 32 && code <= 47) break;
					state = "text";
					if (code < 32) inText(character, code);
					break;
				case "csi":
					if (code >= 32 && code <= 63) break;
					state = "text";
					if (movesToOtherLine.test(character)) lineFeed(false);
					else if (code < 32) inText(character, code);
					break;
				case "string":
				case "string-escape": if (character === "\n" || character === "\r") {
					state = "text";
					inText(character, code);
				} else if (character === "\x07" || state === "string-escape" && character === "\\") state = "text";
				else state = character === "\x1B" ? "string-escape" : "string";
			}
		}
		return out;
	};
}
/** A "line" that is longer is cut: a guest that writes garbage must not cost memory. In UTF-16 code units. */
const longestLine = 4096;
/** Cuts a console's stream into lines. The unfinished last line is given too, because a prompt has no line end. */
function createLineReader() {
	const clean = createCleaner();
	let current = "";
	return (chunk) => {
		const pieces = [];
		const lines = clean(chunk).split("\n");
		for (const [index, part] of lines.entries()) {
			current += part;
			while (current.length > longestLine) {
				pieces.push({
					line: current.slice(0, longestLine),
					complete: true
				});
				current = current.slice(longestLine);
			}
			const complete = index < lines.length - 1;
			if (complete || part !== "") pieces.push({
				line: current,
				complete
			});
			if (complete) current = "";
		}
		return pieces;
	};
}
const consoleColumns = 80;
/** Whether a line was probably broken by the terminal's width rather than by its writer: GRUB breaks at 80 columns. */
function isWrapped(line) {
	return line.length > 0 && line.length % consoleColumns === 0;
}

// src/boottest/console/sanitise.ts
const linePrefix = "│ ";
/** Marks that reorder or hide text (bidirectional controls, zero-width characters) and line separators of Unicode. */
const hiddenCharacters = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
/**
* Makes text of a guest safe to print in a CI log: no escape sequences, no control characters, and nothing that GitHub's
* runner takes for a command. It obeys `::name::` at the start of a line, after white space, and `##[name]` anywhere.
*
* @param text one line or more, with any line ends
* @returns lines without line ends, each with a visible prefix
*/
function sanitiseForLog(text) {
	return createCleaner()(text).replace(/\n$/, "").split("\n").map((line) => linePrefix + breakCommands(line.replace(hiddenCharacters, "")));
}
function breakCommands(line) {
	return line.replaceAll("##[", "##​[");
}

// src/boottest/console/expectations.ts
function createExpectations(patterns) {
	const all = patterns.map((pattern) => ({
		source: pattern.source,
		pattern: new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, "")),
		seen: false
	}));
	const missing = () => all.filter(({ seen }) => !seen).map(({ source }) => source);
	return {
		meet(linesBefore, line) {
			let endsAt = 0;
			const texts = windowsOf(linesBefore.slice(-19), line);
			for (const expectation of all) {
				if (expectation.seen) continue;
				for (const text of texts) {
					const match = expectation.pattern.exec(text);
					if (match === null) continue;
					expectation.seen = true;
					endsAt = Math.max(endsAt, match.index + match[0].length - (text.length - line.length));
					break;
				}
			}
			return missing().length === 0 ? endsAt : void 0;
		},
		matched: () => all.filter(({ seen }) => seen).map(({ source }) => source),
		missing
	};
}
/** The lines as they came and, if some were wrapped, with those put together. */
function windowsOf(before, line) {
	const plain = [...before, line].join("\n");
	return before.some(isWrapped) ? [plain, before.map((text) => isWrapped(text) ? text : `${text}\n`).join("") + line] : [plain];
}

// src/boottest/judge/judge.ts
/** A failing line may still be growing: wait so long for its end, for the sake of the rule and the evidence. */
const unfinishedLineMs = 500;
const keptLines = 60;
function createJudge({ expect, deadlines }) {
	const readSerial = createLineReader();
	const readFirmware = createLineReader();
	const serialLines = [];
	const firmwareLog = [];
	let unfinished = "";
	const levels = [];
	const expectations = createExpectations(expect);
	let now = 0;
	let lastByteMs = 0;
	let imageSpoke = false;
	let suspicion;
	/** Set while the unfinished line matches a fatal rule; patterns that come later in it no longer count. */
	let failingLineSinceMs;
	let decided;
	const reached = (level) => levels.some((entry) => entry.level === level);
	const reach = (level) => {
		if (!reached(level)) levels.push({
			level,
			seconds: now / 1e3
		});
	};
	const afterKernel = () => levels.some(({ level }) => level !== "firmware");
	const unseenPatterns = () => expectations.missing().map((source) => `/${source}/`).join(", ");
	/** The line, and the line with the one before it if that was wrapped. */
	function views(line, before) {
		const plain = {
			text: line,
			offset: 0
		};
		return before !== void 0 && isWrapped(before) ? [plain, {
			text: before + line,
			offset: before.length
		}] : [plain];
	}
	/** The first rule of the table that matches, and where in the line the earliest fatal one ended. */
	function findRule(source, line, before) {
		let finding;
		for (const rule of rules.filter((candidate) => candidate.source === source)) for (const { text, offset } of views(line, before)) {
			const match = rule.pattern.exec(text);
			if (match === null) continue;
			const endsAt = rule.severity === "fatal" ? match.index + match[0].length - offset : Number.POSITIVE_INFINITY;
			finding = {
				...finding ?? {
					rule,
					text
				},
				fatalEndsAt: Math.min(finding?.fatalEndsAt ?? endsAt, endsAt)
			};
		}
		return finding;
	}
	function judgeSerial({ line, complete }) {
		if (!firmwareLines.test(line)) imageSpoke = true;
		const found = findRule("serial", line, serialLines.at(-1));
		const passedAt = expectations.meet(serialLines, line);
		const counted = line.slice(0, passedAt);
		for (const { level, pattern } of levelPatterns) if (pattern.test(counted)) reach(level);
		const fatal = found?.rule.severity === "fatal";
		if (passedAt !== void 0 && failingLineSinceMs === void 0 && !(fatal && found.fatalEndsAt <= passedAt)) return {
			verdict: "passed",
			rule: "expected",
			reason: "every expected pattern was seen",
			line
		};
		failingLineSinceMs = fatal && !complete ? now : void 0;
		return found !== void 0 && complete ? weigh(found.rule, found.text) : void 0;
	}
	function judgeUnfinishedLine() {
		const found = findRule("serial", unfinished, serialLines.at(-1));
		failingLineSinceMs = void 0;
		return found === void 0 ? void 0 : weigh(found.rule, found.text);
	}
	function weigh(rule, line) {
		const { id, verdict, severity, reason } = rule;
		const found = {
			verdict,
			rule: id,
			reason: reason ?? reasons[verdict],
			line
		};
		if (severity === "fatal") return suspicion?.explains === true && suspicion.decision.verdict === verdict ? suspicion.decision : found;
		if (afterKernel()) return void 0;
		const [strong, explains] = [severity === "suspect", reason !== void 0];
		if (suspicion === void 0 || !suspicion.strong && (strong || explains || !suspicion.explains)) suspicion = {
			decision: found,
			strong,
			explains,
			sinceMs: now
		};
	}
	/** The verdict when no more is to be expected of the machine. */
	function giveUp(rule, what) {
		const unseen = unseenPatterns();
		if (reached("login")) return {
			verdict: "expectation-failed",
			rule,
			reason: `${what}; not seen: ${unseen}`,
			line: void 0
		};
		if (suspicion !== void 0 && !afterKernel()) return {
			...suspicion.decision,
			reason: `${suspicion.decision.reason}, then ${what}`
		};
		if (!afterKernel()) return {
			verdict: "silent",
			rule,
			reason: `${imageSpoke ? "only the boot loader spoke on the serial console" : "the serial console stayed silent"}: ${what}`,
			line: void 0
		};
		return {
			verdict: "timeout",
			rule,
			reason: `${what} before the login; not seen: ${unseen}`,
			line: void 0
		};
	}
	function waits() {
		const all = [{
			atMs: deadlines.total * 1e3,
			rule: "total",
			what: `${deadlines.total} s are over`
		}, {
			atMs: lastByteMs + deadlines.stall * 1e3,
			rule: "stall",
			what: `nothing new came for ${deadlines.stall} s`
		}];
		if (!imageSpoke) {
			const atMs = lastByteMs + deadlines.silence * 1e3;
			all.push({
				atMs,
				rule: "silence",
				what: `nothing came for ${deadlines.silence} s`
			});
		}
		if (suspicion?.strong === true && !afterKernel()) {
			const atMs = suspicion.sinceMs + deadlines.suspect * 1e3;
			all.push({
				atMs,
				rule: "suspect",
				what: `no kernel spoke for ${deadlines.suspect} s`
			});
		}
		return all.sort((a, b) => a.atMs - b.atMs);
	}
	function tick(nowMs) {
		now = Math.max(now, nowMs);
		if (failingLineSinceMs !== void 0 && now >= failingLineSinceMs + unfinishedLineMs) decided ??= judgeUnfinishedLine();
		const first = waits()[0];
		if (first !== void 0 && now >= first.atMs) decided ??= giveUp(first.rule, first.what);
		return decided;
	}
	return {
		tick,
		feed(chunk, nowMs) {
			now = Math.max(now, nowMs);
			if (chunk.length > 0) {
				lastByteMs = now;
				reach("firmware");
			}
			for (const piece of readSerial(chunk)) {
				decided ??= judgeSerial(piece);
				unfinished = piece.complete ? "" : piece.line;
				if (piece.complete) keep(serialLines, piece.line);
			}
			return decided;
		},
		feedFirmware(chunk, nowMs) {
			now = Math.max(now, nowMs);
			if (chunk.length > 0) reach("firmware");
			for (const { line, complete } of readFirmware(chunk)) {
				const found = findRule("firmware", line, firmwareLog.at(-1));
				if (found !== void 0) decided ??= weigh(found.rule, found.text);
				if (complete) keep(firmwareLog, line);
			}
			return decided;
		},
		end(how) {
			if (failingLineSinceMs !== void 0) decided ??= judgeUnfinishedLine();
			if (how === "panicked") decided ??= {
				verdict: "panic",
				rule: "guest-panicked",
				reason: "the guest reported a panic",
				line: void 0
			};
			const reason = `the machine ${how} before every expected pattern was seen; not seen: ${unseenPatterns()}`;
			decided ??= {
				verdict: "expectation-failed",
				rule: "ended",
				reason,
				line: void 0
			};
			return decided;
		},
		nextDeadlineMs() {
			const deadline = waits()[0]?.atMs ?? deadlines.total * 1e3;
			return failingLineSinceMs === void 0 ? deadline : Math.min(deadline, failingLineSinceMs + unfinishedLineMs);
		},
		suspect(rule, line) {
			suspicion = {
				decision: {
					verdict: "boot-loader",
					rule,
					reason: reasons["boot-loader"],
					line
				},
				strong: true,
				explains: false,
				sinceMs: now
			};
		},
		levels,
		get matched() {
			return expectations.matched();
		},
		get missing() {
			return expectations.missing();
		},
		get lastLines() {
			return unfinished === "" ? serialLines : [...serialLines, unfinished];
		},
		lastFirmwareLines: firmwareLog
	};
}
const reasons = {
	panic: "the kernel panicked",
	emergency: "the system ended in emergency mode or found no root filesystem",
	"boot-loader": "the boot loader failed"
};
function keep(lines, line) {
	lines.push(line);
	if (lines.length > keptLines) lines.shift();
}

// src/boottest/judge/watch.ts
function watch(judge, signal) {
	const startedAt = performance.now();
	const elapsedMs = () => performance.now() - startedAt;
	let timer;
	let timerMs = Number.POSITIVE_INFINITY;
	let settle;
	const decision = new Promise((resolve, reject) => {
		settle = {
			resolve,
			reject
		};
	});
	decision.catch(() => {});
	function note(found) {
		if (found === void 0) setTimer();
		else {
			clearTimeout(timer);
			settle?.resolve(found);
		}
	}
	function setTimer() {
		const nextMs = judge.nextDeadlineMs();
		if (timer !== void 0 && timerMs <= nextMs) return;
		clearTimeout(timer);
		timerMs = nextMs;
		timer = setTimeout(onTimer, Math.max(1, nextMs - elapsedMs()));
	}
	function onTimer() {
		timer = void 0;
		note(judge.tick(elapsedMs()));
	}
	function onAbort() {
		try {
			throwIfInterrupted(signal);
		} catch (error) {
			settle?.reject(error);
		}
	}
	signal.addEventListener("abort", onAbort);
	setTimer();
	return {
		feedSerial: (chunk) => note(judge.feed(chunk, elapsedMs())),
		feedFirmware: (chunk) => note(judge.feedFirmware(chunk, elapsedMs())),
		decision,
		elapsedMs,
		[Symbol.dispose]() {
			clearTimeout(timer);
			signal.removeEventListener("abort", onAbort);
		}
	};
}

// src/boottest/machine/channel.ts
/**
* @param file at most 107 bytes
* @param take gets what QEMU sends, in chunks
*/
async function listenOn(file, take) {
	const server = net.createServer();
	const unsent = [];
	let peer;
	let gone = Promise.resolve();
	server.once("connection", (connection) => {
		peer = connection;
		gone = new Promise((resolve) => {
			connection.once("close", () => resolve());
		});
		connection.on("data", take);
		connection.on("error", () => {});
		for (const text of unsent.splice(0)) connection.write(text);
		server.close();
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(file, resolve);
	});
	return {
		path: file,
		write(text) {
			if (peer === void 0) unsent.push(text);
			else peer.write(text);
		},
		drain: () => gone,
		async [Symbol.asyncDispose]() {
			peer?.destroy();
			if (server.listening) server.close();
			await gone;
		}
	};
}
/** sun_path of Linux, unix(7): 108 bytes with the final zero. */
const longestSocketPath = 107;
const longestSocketName = "firmware.sock";
/** Whether sockets in a folder made in this one have paths that the kernel takes. */
function hasRoomForSockets(parent) {
	return Buffer.byteLength(path.join(`${templateIn(parent)}XXXXXX`, longestSocketName)) <= longestSocketPath;
}
const templateIn = (parent) => path.join(parent, "ab-boot-");
/**
* Makes a folder for sockets, owned by the caller.
*
* @throws ApplianceError code `path-too-long` if sockets in it would have too long a path for the kernel
*/
async function makeSocketDirectory(parent) {
	if (!hasRoomForSockets(parent)) throw new ApplianceError({
		kind: "input",
		code: "path-too-long",
		message: `the folder ${parent} has too long a path for the sockets of the boot test`,
		hint: `unix sockets allow ${longestSocketPath} bytes: choose a shorter one, such as /tmp`
	});
	return await fs.mkdtemp(templateIn(parent));
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
	return await fs.access(file, fs.constants.R_OK).then(() => true, () => false);
}

// src/boottest/machine/overlays.ts
/** The disk signature and the partition table follow. */
const endOfBootCode = 440;
/** @returns disks of the machine that take every write, so that those of the appliance stay what they are */
async function createOverlays(runner, directory, disks) {
	return await Promise.all(disks.map(async ({ path: file, format, name }, index) => {
		const overlayPath = path.join(directory, `overlay${index + 1}.qcow2`);
		const backing = [
			"-b",
			path.resolve(file),
			"-F",
			diskFormat(format).driver
		];
		const failure = `can't make an overlay for the boot test of ${path.basename(file)}`;
		await runner.run("qemu-img", [
			"create",
			"-q",
			"-f",
			"qcow2",
			...backing,
			overlayPath
		], { failure });
		return {
			overlayPath,
			name,
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
	const bytes = await fs.readFile(sector);
	return bytes.readUInt16LE(510) === 43605 && bytes.subarray(0, endOfBootCode).every((byte) => byte === 0);
}

// src/boottest/machine/qemu.ts
/** The arguments of QEMU (7.2 and newer) for a boot test. `-action reboot=shutdown` makes a reboot loop end. */
function qemuArguments(machine) {
	const { screen, firmwareLog, ...type } = machineTypes[machine.arch];
	return [
		["-name", "appliance-build-boot-test"],
		["-machine", `${type.machine},accel=${machine.accelerator}${isSecure(machine.firmware) ? ",smm=on" : ""}`],
		["-cpu", machine.cpu],
		["-smp", `${machine.vcpus}`],
		["-m", `${machine.memoryMiB}`],
		["-nodefaults", "-no-user-config"],
		["-display", "none"],
		[...screen],
		["-rtc", "base=utc"],
		["-object", "rng-random,id=rng0,filename=/dev/urandom"],
		["-device", "virtio-rng-pci,rng=rng0"],
		firmwareArguments(machine.firmware),
		["-chardev", `${socket("serial", machine.serialSocket)},logfile=${value(machine.serialLog)},logappend=off`],
		["-serial", "chardev:serial"],
		["-chardev", socket("firmware", machine.firmwareSocket)],
		[...firmwareLog],
		["-chardev", socket("qmp", machine.qmpSocket)],
		["-mon", "chardev=qmp,mode=control"],
		["-device", "pvpanic-pci"],
		["-action", "panic=shutdown,reboot=shutdown,watchdog=shutdown"],
		["-boot", "strict=on"],
		machine.disks.flatMap((disk) => diskArguments(disk)),
		Array.from({ length: machine.interfaces }, (_, index) => interfaceArguments(index)).flat()
	].flat();
}
/** Only in System Management Mode may such firmware write to its flash (OVMF's README, "SMM support"). */
const isSecure = (firmware) => firmware !== "bios" && firmware.secureBoot;
function firmwareArguments(firmware) {
	if (firmware === "bios") return [];
	return [
		firmware.secureBoot ? ["-global", "driver=cfi.pflash01,property=secure,value=on"] : [],
		["-drive", `if=pflash,format=raw,unit=0,readonly=on,file=${value(firmware.code)}`],
		["-drive", `if=pflash,format=raw,unit=1,file=${value(firmware.vars)}`]
	].flat();
}
function diskArguments({ overlayPath, name, order }) {
	const id = `disk${order}`;
	return [["-drive", `if=none,id=${id},file=${value(overlayPath)},format=qcow2,cache=unsafe,discard=unmap`], ["-device", `virtio-blk-pci,drive=${id},bootindex=${order},serial=${value(name.slice(0, longestSerial))}`]].flat();
}
/** Of `ipv6=on` alone QEMU makes a network without IPv4. */
function interfaceArguments(index) {
	return [["-netdev", `user,id=net${index},ipv4=on,ipv6=on`], ["-device", `virtio-net-pci,netdev=net${index},romfile=`]].flat();
}
function socket(id, path) {
	return `socket,id=${id},path=${value(path)},server=off`;
}
/** virtio-blk, VIRTIO_BLK_ID_BYTES. */
const longestSerial = 20;
/** In QEMU's option lists a comma inside a value is written twice. */
function value(text) {
	return text.replaceAll(",", ",,");
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
/** It takes 0.1 s; a QEMU that hangs must not keep the verdict back. */
const mostMilliseconds = 1e4;
/**
* Has QEMU (7.1 and newer) write what the screen of the machine shows.
*
* @returns whether there is a file now; the machine may be gone, or QEMU built without PNG
*/
async function takeScreenshot(qmp, options) {
	const { file, signal, log } = options;
	let stop = () => {};
	const stopped = new Promise((resolve) => {
		stop = resolve;
	});
	const onAbort = () => stop("it was interrupted");
	signal.addEventListener("abort", onAbort);
	const timer = setTimeout(() => stop("QEMU did not answer in time"), mostMilliseconds);
	const asked = qmp.execute("screendump", {
		filename: file,
		format: "png"
	});
	const failure = await Promise.race([
		asked.then(() => void 0, (error) => error.message),
		options.gone.then(() => "the machine is gone"),
		stopped
	]);
	clearTimeout(timer);
	signal.removeEventListener("abort", onAbort);
	if (failure === void 0) return true;
	log(`no screenshot: ${failure}`);
	await fs.rm(file, { force: true });
	return false;
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
		var _usingCtx$3 = _usingCtx();
		const { runner, firmware, accelerator, logFile } = options;
		throwIfInterrupted(runner.signal);
		const [firstDisk] = options.disks;
		if (firstDisk === void 0) throw new Error("a boot test needs a disk");
		const scope = _usingCtx$3.a(new Scope());
		const directory = await fs.mkdtemp(path.join(path.resolve(options.workDir), "boot-test-"));
		scope.defer(() => fs.rm(directory, {
			recursive: true,
			force: true
		}));
		const disks = await createOverlays(runner, directory, options.disks);
		const machine = {
			...accelerator,
			arch: options.arch,
			memoryMiB: options.memoryMiB,
			vcpus: options.vcpus,
			interfaces: options.interfaces,
			disks,
			firmware: firmware === "bios" ? firmware : await copyFirmware(options.arch, firmware, directory),
			serialLog: path.resolve(logFile)
		};
		const judge = createJudge({
			expect: options.expect ?? defaultExpectation,
			deadlines: deadlinesFor(options)
		});
		if (firmware === "bios" && await lacksBootCode(runner, directory, disks[0]?.overlayPath ?? "")) judge.suspect("no-boot-code", `the boot sector of disk ${firstDisk.name} holds no code`);
		const { decision, seconds, screenshot } = await runMachine(options, machine, judge);
		return {
			verdict: decision.verdict,
			rule: decision.rule,
			reason: decision.reason,
			accelerator: accelerator.accelerator,
			firmware,
			format: firstDisk.format,
			seconds,
			levels: [...judge.levels],
			matched: judge.matched,
			missing: judge.missing,
			evidence: decision.verdict === "passed" ? [] : evidenceOf(decision, judge),
			lastConsoleLines: excerpt(judge.lastLines),
			consoleLog: logFile,
			screenshot
		};
	} catch (_) {
		_usingCtx$3.e = _;
	} finally {
		await _usingCtx$3.d();
	}
}
function deadlinesFor({ accelerator, deadlines: own, timeoutSeconds }) {
	const all = {
		...deadlines[accelerator.accelerator],
		...own
	};
	return timeoutSeconds === void 0 ? all : {
		...all,
		total: timeoutSeconds
	};
}
async function copyFirmware(arch, firmware, directory) {
	const { vars, ...files } = await findFirmware(machineTypes[arch].firmware, firmware);
	const copy = path.join(directory, "vars.fd");
	await fs.copyFile(vars, copy);
	await fs.chmod(copy, 384);
	return {
		...files,
		vars: copy
	};
}
async function runMachine({ runner, socketDir, screenshotFile }, machine, judge) {
	try {
		var _usingCtx3 = _usingCtx();
		const scope = _usingCtx3.a(new Scope());
		const directory = await makeSocketDirectory(socketDir ?? "/tmp");
		scope.defer(() => fs.rm(directory, {
			recursive: true,
			force: true
		}));
		const watching = watch(judge, runner.signal);
		scope.defer(() => watching[Symbol.dispose]());
		const listen = async (name, take) => scope.use(await listenOn(path.join(directory, `${name}.sock`), take));
		const serial = await listen("serial", watching.feedSerial);
		const firmware = await listen("firmware", watching.feedFirmware);
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
		const qemu = scope.use(await startProcess({
			tool: program,
			args,
			log: runner.log
		}));
		qmp.execute("qmp_capabilities").catch((error) => runner.log(`QMP: ${error.message}`));
		const ended = qemu.ended.then(async (end) => {
			await Promise.all([
				serial.drain(),
				firmware.drain(),
				control.drain()
			]);
			return qmp.ending === void 0 ? raiseFailure(program, end, qemu.tail) : judge.end(qmp.ending);
		});
		const decision = await Promise.race([watching.decision, ended]);
		const seconds = watching.elapsedMs() / 1e3;
		if (decision.verdict === "passed" || screenshotFile === void 0) return {
			decision,
			seconds,
			screenshot: void 0
		};
		const file = path.resolve(screenshotFile);
		const taken = await takeScreenshot(qmp, {
			file,
			gone: qemu.ended,
			signal: runner.signal,
			log: runner.log
		});
		throwIfInterrupted(runner.signal);
		return {
			decision,
			seconds,
			screenshot: taken ? screenshotFile : void 0
		};
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
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
/** What the firmware said is shown only if it decided, or if nobody else spoke. */
function evidenceOf({ line, rule, verdict }, judge) {
	const { lastLines, lastFirmwareLines } = judge;
	const said = rules.find(({ id }) => id === rule)?.source === "firmware" || verdict === "silent" ? [...lastFirmwareLines, ...lastLines] : lastLines;
	return excerpt(line === void 0 || said.includes(line) ? said : [...said, line]);
}
/** The last lines, without empty ones, and repetitions in a row told as one. */
function excerpt(lines) {
	const runs = [];
	for (const line of lines.filter((text) => text.trim() !== "")) {
		const last = runs.at(-1);
		if (last?.line === line) last.times += 1;
		else runs.push({
			line,
			times: 1
		});
	}
	return runs.slice(-20).flatMap(({ line, times }) => sanitiseForLog(times === 1 ? line : `${line} (${times} times)`));
}

// src/convert/packed/zstd-zeros.ts
/** RFC 8878, "Zstandard Compression and the application/zstd Media Type". Numbers are little-endian. */
const magic = 4247762216;
/** §3.1.1.1.1: no size of the content, no checksum, no dictionary. */
const frameHeaderDescriptor = 0;
/** §3.1.1.1.2: a window of 2^(10 + 7) bytes, and so blocks of as many at most. */
const windowDescriptor = 56;
const blockBytes = 131072;
/** @returns a frame that unpacks to so many zeros: 4 bytes for each 128 KiB, where packing them would read them all */
function zstdZeros(lengthBytes) {
	const count = Math.ceil(lengthBytes / blockBytes);
	const frame = Buffer.alloc(6 + count * 4);
	frame.writeUInt32LE(magic, 0);
	frame.writeUInt8(frameHeaderDescriptor, 4);
	frame.writeUInt8(windowDescriptor, 5);
	for (let block = 0; block < count; block += 1) {
		const isLast = block === count - 1;
		const size = isLast ? lengthBytes - block * blockBytes : blockBytes;
		frame.writeUInt32LE((size << 3 | 2 | Number(isLast)) >>> 0, 6 + block * 4);
	}
	return frame;
}

// src/convert/packed/tools.ts
const mebibyte = 1048576;
/** Files of zstd are frames one after the other (RFC 8878, §2), those of xz streams (The .xz File Format, §2). */
const packers = {
	zstd: {
		pack: [
			"-q",
			"-c",
			"-T0",
			"-6"
		],
		unpack: [
			"-q",
			"-d",
			"-f",
			"--keep",
			"--sparse"
		],
		suffix: ".zst",
		zeroPieceBytes: 256 * mebibyte,
		zeros: zstdZeros,
		magic: "28b52ffd"
	},
	xz: {
		pack: [
			"-q",
			"-c",
			"-T0",
			"-6"
		],
		unpack: [
			"-q",
			"-d",
			"-f",
			"--keep",
			"-T0"
		],
		suffix: ".xz",
		zeroPieceBytes: 32 * mebibyte,
		magic: "fd377a585a00"
	}
};

// src/convert/packed/unpack.ts
/**
* Unpacks a disk into a raw file with holes.
*
* @param target is replaced
* @throws ApplianceError code `tool-failed`, `tool-missing`
*/
async function unpackDisk(runner, packing, file, target) {
	try {
		var _usingCtx$2 = _usingCtx();
		const { unpack, suffix } = packers[packing];
		const scope = _usingCtx$2.a(new Scope());
		const folder = await fs.mkdtemp(`${target}.unpack-`);
		scope.defer(() => fs.rm(folder, {
			recursive: true,
			force: true
		}));
		const link = path.join(folder, `disk${suffix}`);
		await fs.symlink(path.resolve(file), link);
		await runner.run(packing, [...unpack, link], { failure: `can't unpack ${path.basename(file)}` });
		await fs.rename(path.join(folder, "disk"), target);
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
/** @returns how a file is packed, by its first bytes; undefined: it is not */
async function packingOf(file) {
	const handle = await fs.open(file);
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
		const start = buffer.subarray(0, bytesRead).toString("hex");
		return Object.keys(packers).find((name) => start.startsWith(packers[name].magic));
	} finally {
		await handle.close();
	}
}

// src/build/boot-test.ts
/** What an appliance's boot test is to do. */
function planBootTest(plan, boot) {
	const { expect, timeoutSeconds } = boot;
	return {
		expect,
		...timeoutSeconds === void 0 ? {} : { timeoutSeconds },
		combinations: combinations(plan, boot)
	};
}
/** Every format under every firmware asked for; without a wish, those that the layout allows. */
function combinations({ arch, formats, bootLoader: { bios, uefi } }, { firmware }) {
	const possible = [...bios?.bootSector === true ? ["bios"] : [], ...uefi === void 0 ? [] : ["uefi"]];
	const usual = architectures[arch].hasBios ? "bios" : "uefi";
	const firmwares = firmware.length > 0 ? firmware : possible.length > 0 ? possible : [usual];
	return formats.flatMap((format) => firmwares.map((name) => ({
		format,
		firmware: name
	})));
}
/** Finds the accelerator as a step of its own; the verdict is in the cache then. */
async function findAccelerator(arch, kernel, cacheDirectory, { runner, reporter }) {
	return await reporter.step("probe", "boot a kernel to find the accelerator", async (detail) => {
		const found = await probeAccelerator({
			runner,
			arch,
			kernel,
			cacheFile: verdictFileIn(cacheDirectory)
		});
		detail(`${found.accelerator}: ${found.reason}`);
		return found;
	});
}
/** @returns the kernel of an installed root */
async function kernelIn(root) {
	const boot = path.join(root, "boot");
	const kernel = (await fs.readdir(boot).catch(() => [])).find((name) => name.startsWith("vmlinuz-"));
	return kernel === void 0 ? void 0 : path.join(boot, kernel);
}
/** @returns the disks of one format, in the order of the machine */
function bootDisks(disks, format, directory) {
	return disks.filter((disk) => disk.format === format).map(({ disk, file }) => ({
		name: disk,
		format,
		path: path.join(directory, file)
	}));
}
/** In an output directory. */
function bootFilesIn(directory, { format, firmware }) {
	const stem = path.join(directory, `boot-${format.replace(":", "-")}-${firmware}`);
	return {
		consoleLog: `${stem}.log`,
		screenshot: `${stem}.png`
	};
}
/** Boots an appliance in every combination of its test, one after the other. */
async function bootTest(inputs, { runner, reporter }) {
	const { test, machine, scratch } = inputs;
	const verdicts = [];
	for (const combination of test.combinations) {
		const { format, firmware } = combination;
		await reporter.step("boot-test", `boot the ${format} disks under ${firmware}`, async (detail) => {
			try {
				var _usingCtx$1 = _usingCtx();
				const files = await inputs.filesOf(combination);
				const disks = await unpacked(runner, _usingCtx$1.a(new Scope()), inputs.disksOf(format), scratch);
				const verdict = await bootAppliance({
					runner,
					arch: machine.arch,
					disks,
					memoryMiB: machine.memoryMiB,
					vcpus: machine.vcpus,
					interfaces: machine.interfaces,
					firmware,
					expect: test.expect.map((source) => new RegExp(source)),
					timeoutSeconds: test.timeoutSeconds,
					accelerator: inputs.accelerator,
					logFile: files.consoleLog,
					screenshotFile: files.screenshot,
					workDir: scratch,
					...hasRoomForSockets(scratch) ? { socketDir: scratch } : {}
				});
				detail(`${format} under ${firmware}: ${verdict.verdict}${verdict.verdict === "passed" ? "" : `, ${verdict.reason}`}`);
				for (const line of linesToShow(verdict)) reporter.note(line);
				verdicts.push(verdict);
				await inputs.onVerdict?.(verdict);
			} catch (_) {
				_usingCtx$1.e = _;
			} finally {
				await _usingCtx$1.d();
			}
		});
	}
	const failed = verdicts.find(({ verdict }) => verdict !== "passed");
	return {
		verdicts,
		exitCode: failed === void 0 ? 0 : verdictExitCodes[failed.verdict]
	};
}
/** Packed disks are unpacked for as long as the scope lasts. */
async function unpacked(runner, scope, disks, scratch) {
	const folder = await fs.mkdtemp(path.join(scratch, "unpacked-"));
	scope.defer(() => fs.rm(folder, {
		recursive: true,
		force: true
	}));
	const one = async (disk, index) => {
		const { packed } = diskFormat(disk.format);
		if (packed === void 0) return disk;
		const target = path.join(folder, `disk${index}`);
		await unpackDisk(runner, packed, disk.path, target);
		return {
			...disk,
			path: target
		};
	};
	return await Promise.all(disks.map(one));
}
/** What the manifest keeps of a boot. */
function bootResult(boot) {
	const { format, firmware, accelerator, verdict, reason, seconds, screenshot } = boot;
	return {
		format,
		firmware,
		accelerator,
		verdict,
		reason,
		seconds,
		consoleLog: path.basename(boot.consoleLog),
		...screenshot === void 0 ? {} : { screenshot: path.basename(screenshot) }
	};
}

// src/cli/host/tool-uses.ts
/** @returns the tools that formats need besides qemu-img */
function packingUses(formats) {
	return formats.flatMap((format) => diskFormat(format).packed ?? []);
}
const machineUses = {
	x86_64: ["boot"],
	aarch64: ["boot-aarch64"]
};
const firmwareUses = {
	bios: [],
	uefi: ["boot-uefi"],
	"uefi-secure": ["boot-uefi-secure"]
};
/** Which of the host tools the boots of a test need. */
function bootUses(arch, combinations) {
	const packing = packingUses(combinations.map(({ format }) => format));
	return /* @__PURE__ */ new Set([
		...machineUses[arch],
		...packing,
		...arch === "x86_64" ? combinations.flatMap(({ firmware }) => firmwareUses[firmware]) : []
	]);
}
/** Which of the host tools this plan needs, with the boot test that it says. */
function toolUses(plan, boot, { bootTest, probeAccelerator }) {
	const uses = /* @__PURE__ */ new Set(["build", plan.backend]);
	const filesystems = filesystemsOf(plan).map(({ type }) => type);
	if (filesystemsOf(plan).some(({ encryption }) => encryption !== void 0)) uses.add("luks");
	for (const type of [
		"vfat",
		"xfs",
		"btrfs"
	]) if (filesystems.includes(type)) uses.add(type);
	const grub = plan.bootLoader.loader === "grub";
	if (grub && plan.bootLoader.bios !== void 0) uses.add("bios");
	if (grub && plan.bootLoader.uefi !== void 0) uses.add(plan.arch === "aarch64" ? "uefi-aarch64" : "uefi");
	if (plan.arch === "aarch64" && hostArchitecture() !== "aarch64") uses.add("emulate-aarch64");
	uses.add("convert");
	for (const use of packingUses(plan.formats)) uses.add(use);
	if (probeAccelerator === true) for (const use of machineUses[plan.arch]) uses.add(use);
	if (bootTest === true) for (const use of bootUses(plan.arch, planBootTest(plan, boot).combinations)) uses.add(use);
	return uses;
}

export { bootFilesIn as a, findAccelerator as c, packingOf as d, unpackDisk as f, bootDisks as i, kernelIn as l, verdictExitCodes as m, packingUses as n, bootResult as o, packers as p, toolUses as r, bootTest as s, bootUses as t, planBootTest as u };