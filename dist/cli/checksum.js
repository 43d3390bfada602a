import { o as throwIfInterrupted } from "./run.js";
import * as nodeFs from "node:fs";
import { Worker } from "node:worker_threads";
import * as fs from "node:fs/promises";
import * as nodeCrypto from "node:crypto";

// src/host/files/checksum.ts
/**
* SHA-256 of a file; lower-case hexadecimal.
*
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function sha256OfFile(file, signal) {
	return (await measure(file, false, signal)).sha256;
}
/**
* Another checksum of a file, for what old files carry; lower-case hexadecimal.
*
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function checksumOfFile(algorithm, file, signal) {
	const hash = nodeCrypto.createHash(algorithm);
	for await (const chunk of nodeFs.createReadStream(file)) {
		throwIfInterrupted(signal);
		hash.update(chunk);
	}
	return hash.digest("hex");
}
/**
* Measures a file with holes in one reading.
*
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function measureFile(file, signal) {
	return await measure(file, true, signal);
}
/** Below it, starting a thread takes longer than it saves. */
const worthAThreadBytes = 8388608;
/** Large files are read in a thread of their own, so that several take several processors. */
async function measure(file, countsPages, signal) {
	if (signal !== void 0) throwIfInterrupted(signal);
	const { size } = await fs.stat(file);
	if (size < worthAThreadBytes) return readWhole(nodeFs, nodeCrypto, file, countsPages);
	const program = `const read = ${readWhole};
    const result = read(require('node:fs'), require('node:crypto'), ...${JSON.stringify([file, countsPages])});
    require('node:worker_threads').parentPort.postMessage(result);`;
	const worker = new Worker(program, { eval: true });
	const stop = () => void worker.terminate();
	signal?.addEventListener("abort", stop);
	try {
		const result = await new Promise((resolve, reject) => {
			worker.on("message", resolve);
			worker.on("error", reject);
			worker.on("exit", () => resolve(void 0));
		});
		if (signal !== void 0) throwIfInterrupted(signal);
		if (result === void 0) throw new Error(`the thread that read ${file} ended early`);
		return result;
	} finally {
		signal?.removeEventListener("abort", stop);
		await worker.terminate();
	}
}
/** Threads run the text of it, so it uses nothing from outside of itself but what it is given. */
function readWhole({ openSync, readSync, closeSync }, { createHash }, file, countsPages) {
	const pageBytes = 4096;
	const block = Buffer.allocUnsafe(1048576);
	const zeros = Buffer.alloc(block.length);
	const hash = createHash("sha256");
	const descriptor = openSync(file, "r");
	let dataBytes = 0;
	try {
		for (;;) {
			const count = readSync(descriptor, block);
			if (count === 0) return {
				sha256: hash.digest("hex"),
				dataBytes
			};
			hash.update(block.subarray(0, count));
			if (!countsPages || block.compare(zeros, 0, count, 0, count) === 0) continue;
			for (let start = 0; start < count; start += pageBytes) {
				const end = Math.min(start + pageBytes, count);
				if (block.compare(zeros, start, end, start, end) !== 0) dataBytes += end - start;
			}
		}
	} finally {
		closeSync(descriptor);
	}
}

export { measureFile as n, sha256OfFile as r, checksumOfFile as t };