import { t as execa } from "./execa.js";
import { p as ApplianceError } from "./start.js";

// src/host/run.ts
const tailLines = 20;
/** A cancelled job has ten seconds for everything, and what a killed tool leaves goes with its namespace. */
const secondsToDieAfterTerm = 2;
function createRunner({ signal, log, env }) {
	async function run(tool, args, options = {}) {
		throwIfInterrupted(signal);
		log(`+ ${[tool, ...args].map(quoteForLog).join(" ")}`);
		const tail = [];
		const captured = [];
		const abandon = new AbortController();
		const take = (line) => {
			log(line);
			if (options.abandonAt?.test(line) === true) abandon.abort();
			options.onLine?.(line);
			tail.push(line);
			if (tail.length > tailLines) tail.shift();
		};
		const child = execa(tool, args, {
			extendEnv: false,
			env: {
				...env,
				...options.env
			},
			...options.cwd === void 0 ? {} : { cwd: options.cwd },
			...inputOf(options),
			...options.outputFile === void 0 ? {} : { stdout: { file: options.outputFile } },
			...options.timeoutSeconds === void 0 ? {} : { timeout: options.timeoutSeconds * 1e3 },
			cancelSignal: AbortSignal.any([signal, abandon.signal]),
			forceKillAfterDelay: secondsToDieAfterTerm * 1e3,
			buffer: false,
			reject: false
		});
		const streams = [readLines(child.iterable({ from: "stderr" }), take)];
		if (options.outputFile === void 0) streams.push(readLines(child.iterable({ from: "stdout" }), options.logOutput ? take : (line) => captured.push(line)));
		const [result] = await Promise.all([child, ...streams]);
		throwIfInterrupted(signal);
		if (result.exitCode !== void 0 && (options.okCodes ?? [0]).includes(result.exitCode)) return {
			exitCode: result.exitCode,
			stdout: captured.join("\n"),
			tail
		};
		const { exitCode, signal: killedBy, timedOut, code } = result;
		throw failureOf(tool, {
			exitCode,
			signal: killedBy,
			timedOut,
			code,
			abandoned: abandon.signal.aborted
		}, options, tail.length > 0 ? tail : captured.slice(-20));
	}
	return {
		signal,
		log,
		run
	};
}
function inputOf({ input, inputFile }) {
	if (inputFile !== void 0) return { inputFile };
	return input === void 0 ? { stdin: "ignore" } : { input };
}
/** Reads lines without failing: how the program ended is told by its result, not by its streams. */
async function readLines(lines, take) {
	try {
		for await (const line of lines) take(String(line));
	} catch {}
}
function failureOf(tool, ending, options, lastOutput) {
	const before = options.failure === void 0 ? "" : `${options.failure}: `;
	if (ending.code === "ENOENT") return new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: `${before}the program ${tool} is not installed`,
		hint: "run \"appliance-build doctor --install\", or add --install-tools"
	});
	const how = ending.timedOut ? `did not finish within ${options.timeoutSeconds} s` : ending.abandoned ? "was stopped because nobody answers" : ending.signal !== void 0 ? `was killed by ${ending.signal}` : ending.exitCode !== void 0 ? `failed with exit code ${ending.exitCode}` : `could not be started (${ending.code ?? "unknown reason"})`;
	return new ApplianceError({
		kind: "build",
		code: "tool-failed",
		message: `${before}${tool} ${how}`,
		detail: lastOutput,
		hint: hintFor(lastOutput)
	});
}
/** What tools say when there is no room left (strerror of ENOSPC and EDQUOT). */
const diskFull = /No space left on device|Disk quota exceeded/;
const diskFullHint = "make room, or name other folders: --work-dir for scratch space, --out, --cache-dir";
/** What to do about a program that ended with this output; undefined if that is not known. */
function hintFor(output) {
	return output.some((line) => diskFull.test(line)) ? diskFullHint : void 0;
}
/** @throws ApplianceError kind `interrupted` if the signal was aborted */
function throwIfInterrupted(signal) {
	if (!signal.aborted) return;
	throw new ApplianceError({
		kind: "interrupted",
		code: "interrupted",
		message: `interrupted by ${String(signal.reason)}`
	});
}
function quoteForLog(word) {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export { throwIfInterrupted as n, createRunner as t };