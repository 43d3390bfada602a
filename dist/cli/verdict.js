import { i as rules, n as firmwareLines, r as levelPatterns } from "./verdicts.js";
import { o as throwIfInterrupted } from "./run.js";
import { o as withoutHidden } from "./printable.js";

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
/** Up to this length a line is always due, and then each time that so much was added. Prompts are shorter. */
const charactersBetweenLooks = 512;
/** Cuts a console's stream into lines. The unfinished last line is given too, because a prompt has no line end. */
function createLineReader() {
	const clean = createCleaner();
	let current = "";
	let lengthWhenDue = 0;
	const isDue = () => {
		const due = current.length <= charactersBetweenLooks || current.length - lengthWhenDue >= charactersBetweenLooks;
		if (due) lengthWhenDue = current.length;
		return due;
	};
	return (chunk) => {
		const pieces = [];
		const lines = clean(chunk).split("\n");
		for (const [index, part] of lines.entries()) {
			current += part;
			while (current.length > longestLine) {
				pieces.push({
					line: current.slice(0, longestLine),
					complete: true,
					due: true
				});
				current = current.slice(longestLine);
				lengthWhenDue = 0;
			}
			const complete = index < lines.length - 1;
			if (complete || part !== "") pieces.push({
				line: current,
				complete,
				due: complete || isDue()
			});
			if (!complete) continue;
			current = "";
			lengthWhenDue = 0;
		}
		return pieces;
	};
}
const consoleColumns = 80;
/** Whether a line was probably broken by the terminal's width rather than by its writer: GRUB breaks at 80 columns. */
function isWrapped(line) {
	return line.length > 0 && line.length % consoleColumns === 0;
}

// src/boottest/console/expectations.ts
/** How much of the lines before it may have; of the last of them there is always all. In UTF-16 code units. */
const windowCharacters = 4096;
function createExpectations(patterns) {
	const all = patterns.map((pattern) => ({
		source: pattern.source,
		pattern: new RegExp(pattern.source, `${pattern.flags.replace(/[gmy]/g, "")}m`),
		seen: false
	}));
	const missing = () => all.filter(({ seen }) => !seen).map(({ source }) => source);
	return {
		meet(linesBefore, line) {
			let endsAt = 0;
			const texts = windowsOf(windowAt(linesBefore), line);
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
/**
* Some twenty lines of a console have two thousand characters; long ones would have to be searched again with each line.
*
* @returns the last of the lines, as far as one pattern may reach
*/
function windowAt(lines) {
	const last = lines.slice(-19);
	let characters = 0;
	const tooFar = last.findLastIndex((line, index) => {
		characters += line.length;
		return index < last.length - 1 && characters > windowCharacters;
	});
	return last.slice(tooFar + 1);
}
/** The lines as they came; if some were wrapped, with those put together; if the kernel spoke in between, without its words. */
function windowsOf(before, line) {
	const plain = [...before, line].join("\n");
	const unwrapped = before.some(isWrapped) ? [before.map((text) => isWrapped(text) ? text : `${text}\n`).join("") + line] : [];
	const quiet = withoutKernelWords(plain);
	return [
		plain,
		...unwrapped,
		...quiet === plain ? [] : [quiet]
	];
}
/** @param text lines, with line ends between them */
const withoutKernelWords = (text) => text.replace(kernelWords, "");
/** A message with its time, from wherever in a line it begins, with the line end that follows. */
const kernelWords = /\[ *\d+\.\d{6}\] [^\n]*\n/g;

// src/boottest/judge/ledger.ts
const contextLines = 20;
/** @param today in UTC, `2027-01-31` */
function allowancesOn(today, entries) {
	const isOver = ({ until }) => until !== void 0 && until < today;
	const find = (over) => (rule, line) => entries.find((entry) => entry.rule === rule && isOver(entry) === over && (entry.match?.test(line) ?? true));
	return {
		excusing: find(false),
		lapsed: find(true)
	};
}
const noAllowances = allowancesOn("", []);
function createLedger(allowances, accelerator) {
	const read = createLineReader();
	const before = [];
	const counted = /* @__PURE__ */ new Map();
	let firstHard;
	/** @returns the failure if it is fatal */
	const note = (rule, line, atMs) => {
		const entry = counted.get(rule) ?? {
			count: 0,
			allowed: 0,
			reasons: /* @__PURE__ */ new Set()
		};
		counted.set(rule, entry);
		entry.count += 1;
		const allowance = allowances.excusing(rule.id, line);
		if (allowance !== void 0) {
			entry.allowed += 1;
			entry.reasons.add(allowance.reason);
			return;
		}
		const lapsed = allowances.lapsed(rule.id, line);
		const failure = {
			rule,
			line,
			before: before.slice(-20),
			atMs,
			lapsed
		};
		if (rule.severity === "hard" || rule.severity === "hard-on-kvm" && accelerator === "kvm") firstHard ??= failure;
		return rule.severity === "fatal" ? failure : void 0;
	};
	return {
		feed(chunk, nowMs) {
			let fatal;
			for (const { line, complete } of read(chunk)) {
				if (!complete) continue;
				const last = before.at(-1);
				const text = last !== void 0 && isWrapped(last) ? last + line : line;
				const rule = rules.find(({ source, pattern }) => source === "serial" && pattern.test(text));
				if (rule !== void 0 && !(text !== line && rule.pattern.test(last ?? ""))) {
					const found = note(rule, text, nowMs);
					fatal ??= found;
				}
				before.push(line);
				if (before.length > contextLines) before.shift();
			}
			return fatal;
		},
		get counts() {
			return rules.flatMap((rule) => {
				const entry = counted.get(rule);
				if (entry === void 0) return [];
				const { count, allowed, reasons } = entry;
				return [{
					rule: rule.id,
					severity: rule.severity,
					count,
					allowed,
					reasons: [...reasons]
				}];
			});
		},
		get firstHard() {
			return firstHard;
		}
	};
}
/** What each kind of failure means, in one sentence without a period. */
const meanings = {
	panic: "the kernel panicked",
	emergency: "the system ended in emergency mode or found no root filesystem",
	"boot-loader": "the boot loader failed",
	oops: "the kernel reported a fault of its own",
	hung: "the kernel reported that it hung",
	"out-of-memory": "the guest ran out of memory",
	"filesystem-error": "the guest reported an error of a filesystem or disk",
	"failed-unit": "a unit failed as the system started"
};
/** What it means that a rule found something, in one sentence without a period. */
const meaningOf = ({ reason, verdict }) => reason ?? meanings[verdict];

// src/boottest/judge/judge.ts
/** The others never end a boot; the ledger keeps count of them. */
const decisive = rules.filter(({ severity }) => [
	"fatal",
	"suspect",
	"hint",
	"clue"
].includes(severity));
/** The initramfs is left: what it waited for has come. */
const rootIsThere = /Switch(?:ing)? [Rr]oot/;
/** A failing line may still be growing: wait so long for its end, for the sake of the rule and the evidence. */
const unfinishedLineMs = 500;
const keptLines = 60;
function createJudge({ expect, deadlines, allow = noAllowances }) {
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
	let clue;
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
		for (const rule of decisive.filter((candidate) => candidate.source === source)) for (const { text, offset } of views(line, before)) {
			const match = rule.pattern.exec(text);
			if (match === null || allow.excusing(rule.id, text) !== void 0) continue;
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
		if (rootIsThere.test(line)) clue = void 0;
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
			reason: meaningOf(rule),
			line
		};
		if (severity === "fatal") return suspicion?.explains === true && suspicion.decision.verdict === verdict ? suspicion.decision : found;
		if (severity === "clue") clue ??= found;
		if (severity === "clue" || afterKernel()) return void 0;
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
		if (clue !== void 0) return {
			...clue,
			reason: `${clue.reason}, then ${what}`
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
			if (how === "asked to reboot") decided ??= {
				verdict: "reboot-loop",
				rule: "rebooted",
				reason: "the machine rebooted by itself before every expected pattern was seen",
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
					reason: meanings["boot-loader"],
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

// src/boottest/console/sanitise.ts
const linePrefix = "│ ";
const lineSeparators = /[\u2028\u2029]/g;
/**
* Makes text of a guest safe to print in a CI log: no escape sequences, no control characters, and nothing that GitHub's
* runner takes for a command. It obeys `::name::` at the start of a line, after white space, and `##[name]` anywhere.
*
* @param text one line or more, with any line ends
* @returns lines without line ends, each with a visible prefix
*/
function sanitiseForLog(text) {
	return createCleaner()(text).replace(/\n$/, "").split("\n").map((line) => linePrefix + breakCommands(withoutHidden(line.replace(lineSeparators, ""))));
}
function breakCommands(line) {
	return line.replaceAll("##[", "##​[");
}

// src/boottest/verdict.ts
/**
* A boot that did not pass outweighs everything, then comes a guest that died as steps were played, whatever they made of it, then
* a step that failed, and then what the guest only reported.
*/
function endingOf({ decision, judge }, { failure, failedAt, fatal, ledger }) {
	const { verdict, rule, reason } = decision;
	if (verdict !== "passed") return {
		verdict,
		rule,
		reason,
		evidence: withFirst(ledger, evidenceOf(decision, judge))
	};
	if (fatal !== void 0) {
		const { rule: found, line, before } = fatal;
		const during = failedAt === void 0 ? "it had booted, and then" : `${failedAt}:`;
		const evidence = excerpt([...before, line]);
		return {
			verdict: found.verdict,
			rule: found.id,
			reason: `${during} ${meaningOf(found)}`,
			evidence
		};
	}
	if (failure !== void 0) {
		const { detail, message } = failure;
		return {
			verdict: failure.verdict,
			rule: failure.rule,
			reason: message,
			evidence: excerpt(detail)
		};
	}
	const { firstHard } = ledger;
	if (firstHard === void 0) return {
		verdict,
		rule,
		reason,
		evidence: []
	};
	const { rule: found, line, before, lapsed } = firstHard;
	const ended = lapsed === void 0 ? "" : `, which was allowed until ${lapsed.until}: ${lapsed.reason}`;
	return {
		verdict: found.verdict,
		rule: found.id,
		reason: `every expected pattern was seen, but ${meanings[found.verdict]}${ended}`,
		evidence: excerpt([...before, line])
	};
}
/** What the guest complained of first is why the rest went wrong; it may be further up than the evidence reaches. */
function withFirst({ firstHard }, evidence) {
	if (firstHard === void 0) return evidence;
	const first = sanitiseForLog(firstHard.line);
	return first.every((line) => evidence.includes(line)) ? evidence : [...first, ...evidence];
}
/** What the firmware said is shown only if it decided, or if nobody else spoke. */
function evidenceOf({ line, rule, verdict }, judge) {
	const { lastLines, lastFirmwareLines } = judge;
	const said = rules.find(({ id }) => id === rule)?.source === "firmware" || verdict === "silent" ? [...lastFirmwareLines, ...lastLines] : lastLines;
	return excerpt(line === void 0 || said.includes(line) ? said : [...said, line]);
}
/** The last lines, without empty ones, and repetitions in a row told as one; safe to print. */
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
/** The last level: every step was done. */
function assertionsAt(seconds, outcomes) {
	return {
		level: "assertions",
		seconds: outcomes.reduce((sum, outcome) => sum + outcome.seconds, seconds)
	};
}
/** What a command printed comes from the guest. */
function printableOutcome(outcome) {
	const { detail } = outcome;
	return detail === void 0 ? outcome : {
		...outcome,
		detail: sanitiseForLog(detail).join(" ").replace(/^│ /, "")
	};
}

export { sanitiseForLog as a, allowancesOn as c, meanings as d, noAllowances as f, createLineReader as g, withoutKernelWords as h, printableOutcome as i, createLedger as l, windowAt as m, endingOf as n, watch as o, createExpectations as p, excerpt as r, createJudge as s, assertionsAt as t, meaningOf as u };