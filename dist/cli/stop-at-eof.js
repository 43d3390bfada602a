import { n as ApplianceErrors, r as formatPosition, t as ApplianceError } from "./errors.js";
import { n as formatSeconds } from "./format.js";
import { t as printable } from "./printable.js";
import { i as exitCodeOf, t as causeOf } from "./print-error.js";

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
			write(`${JSON.stringify("secrets" in event ? event : masked(event, mask, false))}\n`);
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
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => void 0);
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

export { displayForPrograms as a, createReporter as i, errorEvent as n, masker as o, withErrorEvents as r, displayForPeople as s, stopAtEndOfInput as t };