import { i as messageOf } from "./errors.js";
import * as http from "node:http";
import * as net from "node:net";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/boottest/network/reach.ts
const millisecondsBetweenTries = 500;
/**
* QEMU's user network takes a connection before it asks the guest. One that the guest refuses is closed soon after, so one that
* lasts so long was taken.
*/
const millisecondsToBeRefused = 2e3;
/** A connection may be lost without a word while the guest is still starting. */
const millisecondsOfOneTry = 15e3;
const mostBytes = 1048576;
/**
* Tries until the guest answers as it should: a service may come up later than the login.
*
* @returns what is worth telling
* @throws Error with what was wrong the last time; the signal's reason
*/
async function reachEndpoint(step, endpoint, milliseconds, signal) {
	return await tryUntil(performance.now() + milliseconds, signal, (left) => step.kind === "tcp" ? reachTcp(step, endpoint, left, signal) : reachHttp(step, endpoint, left, signal));
}
/**
* Tries again, after a pause, until it works.
*
* @param endsAt milliseconds, as performance.now() counts them
* @param attempt gets the milliseconds that it may take
* @throws Error of the last try; the signal's reason
*/
async function tryUntil(endsAt, signal, attempt) {
	for (;;) try {
		return await attempt(Math.ceil(Math.min(millisecondsOfOneTry, Math.max(1, endsAt - performance.now()))));
	} catch (error) {
		signal.throwIfAborted();
		if (performance.now() + millisecondsBetweenTries >= endsAt) throw error;
		await setTimeout$1(millisecondsBetweenTries, void 0, { signal });
	}
}
function reachTcp({ port, banner }, endpoint, milliseconds, signal) {
	return new Promise((resolve, reject) => {
		const socket = net.connect({
			...endpoint,
			signal
		});
		let said = "";
		const end = (settle) => {
			clearTimeout(timer);
			socket.destroy();
			settle();
		};
		const passed = () => end(() => resolve(`port ${port} is open`));
		const failed = (why) => end(() => reject(/* @__PURE__ */ new Error(`port ${port}: ${why}`)));
		const timer = setTimeout(() => banner === void 0 && !socket.connecting ? passed() : failed("no answer in time"), banner === void 0 ? Math.min(milliseconds, millisecondsToBeRefused) : milliseconds);
		socket.on("data", (chunk) => {
			said = (said + chunk.toString("latin1")).slice(0, mostBytes);
			if (banner === void 0 || banner.test(said)) passed();
		});
		socket.on("error", (error) => failed(messageOf(error)));
		socket.on("close", () => failed("the connection was closed"));
	});
}
function reachHttp(step, endpoint, milliseconds, interruption) {
	return new Promise((resolve, reject) => {
		const failed = (why) => reject(/* @__PURE__ */ new Error(`http port ${step.port}${step.path}: ${why}`));
		const late = AbortSignal.timeout(milliseconds);
		const signal = AbortSignal.any([late, interruption]);
		http.get({
			...endpoint,
			path: step.path,
			signal,
			agent: false
		}, (response) => {
			let body = "";
			response.setEncoding("utf8");
			response.on("data", (text) => {
				body = (body + text).slice(0, mostBytes);
			});
			response.on("error", (error) => failed(messageOf(error)));
			response.on("end", () => {
				const { statusCode } = response;
				if (statusCode !== step.status) failed(`status ${statusCode} instead of ${step.status}`);
				else if (step.body !== void 0 && !step.body.test(body)) failed(`the body lacks /${step.body.source}/`);
				else resolve(`status ${statusCode}`);
			});
		}).on("error", (error) => failed(late.aborted ? "no answer in time" : messageOf(error)));
	});
}

// src/boottest/network/written-step.ts
function textOfStep(step) {
	return step.kind === "tcp" ? {
		...step,
		banner: step.banner?.source
	} : {
		...step,
		body: step.body?.source
	};
}
function stepOfText(step) {
	return step.kind === "tcp" ? {
		...step,
		banner: pattern(step.banner)
	} : {
		...step,
		body: pattern(step.body)
	};
}
const pattern = (source) => source === void 0 ? void 0 : new RegExp(source, "m");

export { tryUntil as i, textOfStep as n, reachEndpoint as r, stepOfText as t };