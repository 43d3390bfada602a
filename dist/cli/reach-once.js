import { i as messageOf } from "./errors.js";
import { r as reachEndpoint, t as stepOfText } from "./written-step.js";

// src/boottest/network/reach-once.ts
const [step = "", endpoint = "", milliseconds = ""] = process.argv.slice(2);
try {
	const asked = stepOfText(JSON.parse(step));
	const signal = new AbortController().signal;
	process.stdout.write(await reachEndpoint(asked, JSON.parse(endpoint), Number(milliseconds), signal));
} catch (error) {
	process.stdout.write(messageOf(error));
	process.exitCode = 10;
}

export {  };