import { i as messageOf } from "./errors.js";
import { r as reachEndpoint, t as stepOfText } from "./written-step.js";
import { text } from "node:stream/consumers";

// src/boottest/network/reach-once.ts
try {
	const { step, endpoint, milliseconds } = JSON.parse(await text(process.stdin));
	const signal = new AbortController().signal;
	process.stdout.write(await reachEndpoint(stepOfText(step), endpoint, milliseconds, signal));
} catch (error) {
	process.stdout.write(messageOf(error));
	process.exitCode = 10;
}

export {  };