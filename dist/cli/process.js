import { t as ApplianceError } from "./errors.js";
import { a as interruptionBy } from "./run.js";
import { spawn } from "node:child_process";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/host/program/deadline.ts
/** @returns what the promise gives; undefined if that takes longer. The promise itself goes on */
async function withDeadline(promise, milliseconds) {
	let timer;
	const late = new Promise((resolve) => {
		timer = setTimeout(() => resolve(void 0), milliseconds);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}
/**
* @returns what the promise gives
* @throws the reason of the signal as soon as it is aborted. The promise itself goes on
*/
async function unlessAborted(promise, signal) {
	let onAbort = () => {};
	const aborted = new Promise((_, reject) => {
		onAbort = () => reject(signal.reason);
	});
	if (signal.aborted) onAbort();
	signal.addEventListener("abort", onAbort);
	try {
		return await Promise.race([promise, aborted]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}
/** Likewise. @throws ApplianceError kind `interrupted` */
async function unlessInterrupted(promise, signal) {
	return await unlessAborted(promise, signal).catch((error) => {
		throw error === signal.reason ? interruptionBy(signal) : error;
	});
}

// src/host/program/process.ts
const plainEnvironment = {
	PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
	LC_ALL: "C"
};
const tailLines = 20;
const millisecondsToDieAfterTerm = 2e3;
/**
* Starts a program that runs until it is told to stop. It gets a process group of its own, so that Ctrl-C in a terminal
* reaches only us, and we end it in our own order.
*
* @throws ApplianceError kind `tool`, code `tool-missing`, if the program is not installed
*/
async function startProcess(settings) {
	const { tool, args, log } = settings;
	log(`+ ${[tool, ...args].join(" ")}`);
	const env = settings.env ?? plainEnvironment;
	const program = await findProgram(tool, env["PATH"] ?? "");
	const child = spawn("setpriv", [
		"--pdeathsig",
		"KILL",
		"--",
		program,
		...args
	], {
		env: { ...env },
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		detached: true
	});
	const tail = [];
	keepTail(child.stderr, tail, log);
	if (settings.onOutput === void 0) child.stdout.resume();
	else child.stdout.on("data", settings.onOutput);
	let isOver = false;
	const ended = new Promise((resolve) => {
		child.once("close", (exitCode, signal) => {
			isOver = true;
			resolve({
				exitCode: exitCode ?? void 0,
				signal: signal ?? void 0
			});
		});
	});
	const pid = await spawned(child, tool);
	const terminate = async () => {
		if (isOver) return await ended;
		signalGroup(pid, "SIGTERM");
		const kill = setTimeout(() => {
			signalGroup(pid, "SIGKILL");
			child.stdout.destroy();
			child.stderr.destroy();
		}, millisecondsToDieAfterTerm);
		try {
			return await ended;
		} finally {
			clearTimeout(kill);
		}
	};
	return {
		pid,
		ended,
		tail,
		terminate,
		async [Symbol.asyncDispose]() {
			await terminate();
		}
	};
}
/** Also to what the program has started. */
function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if (error.code !== "ESRCH") throw error;
	}
}
/**
* Starts a program and waits for its sign that it is ready.
*
* @param sign what a line of standard error, or a chunk of standard output, then matches
* @returns the process, which belongs to the caller in any case, and whether the sign came before its end and in time
* @throws ApplianceError as `startProcess`
*/
async function startUntil(settings, sign, milliseconds) {
	let ready = () => {};
	const signed = new Promise((resolve) => {
		ready = resolve;
	});
	const look = (text) => {
		if (sign.test(text)) ready("ready");
	};
	const owned = await startProcess({
		...settings,
		log(line) {
			settings.log(line);
			look(line);
		},
		onOutput(chunk) {
			settings.onOutput?.(chunk);
			look(chunk.toString("latin1"));
		}
	});
	return {
		owned,
		isReady: await withDeadline(Promise.race([signed, owned.ended]), milliseconds) === "ready"
	};
}
function spawned(child, tool) {
	return new Promise((resolve, reject) => {
		child.once("spawn", () => resolve(child.pid ?? 0));
		child.once("error", (cause) => reject(cause.code === "ENOENT" ? missing("setpriv") : new ApplianceError({
			kind: "build",
			code: "tool-failed",
			message: `${tool} could not be started (${cause.code})`,
			cause
		})));
	});
}
async function findProgram(tool, searchPath) {
	const candidates = tool.includes("/") ? [tool] : searchPath.split(":").map((folder) => path.join(folder, tool));
	for (const candidate of candidates) if (await fs.access(candidate, fs.constants.X_OK).then(() => true, () => false)) return candidate;
	throw missing(tool);
}
function missing(tool) {
	return new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: `the program ${tool} is not installed`,
		hint: "run \"appliance-build doctor --install\", or add --install-tools"
	});
}
function keepTail(stream, tail, log) {
	let rest = "";
	const take = (line) => {
		log(line);
		tail.push(line);
		if (tail.length > tailLines) tail.shift();
	};
	stream.setEncoding("utf8");
	stream.on("data", (chunk) => {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop() ?? "";
		for (const line of lines) take(line);
	});
	stream.on("end", () => {
		if (rest !== "") take(rest);
	});
}

export { withDeadline as a, unlessInterrupted as i, startUntil as n, unlessAborted as r, startProcess as t };