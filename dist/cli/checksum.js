import { a as throwIfInterrupted } from "./run.js";
import * as fs from "node:fs/promises";
import { createHash } from "node:crypto";

// src/host/checksum.ts
const blockBytes = 1048576;
/**
* SHA-256 of a file, read through one buffer of 1 MiB; lower-case hexadecimal.
*
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function sha256OfFile(file, signal) {
	const hash = createHash("sha256");
	for await (const block of blocksOf(file, signal)) hash.update(block);
	return hash.digest("hex");
}
/** What a file system gives space to at once, as a rule. */
const pageBytes = 4096;
const zeros = Buffer.alloc(blockBytes);
/**
* Measures a file with holes in one reading.
*
* @returns its SHA-256, and the space that it needs: that of pages of 4 KiB that are not all zeros. What a filesystem really gives it depends
*   on how busy the machine was, too
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function measureFile(file, signal) {
	const hash = createHash("sha256");
	let dataBytes = 0;
	for await (const block of blocksOf(file, signal)) {
		hash.update(block);
		if (block.equals(zeros.subarray(0, block.length))) continue;
		for (let start = 0; start < block.length; start += pageBytes) {
			const page = block.subarray(start, start + pageBytes);
			if (!page.equals(zeros.subarray(0, page.length))) dataBytes += page.length;
		}
	}
	return {
		sha256: hash.digest("hex"),
		dataBytes
	};
}
/** A block is overwritten by the next one. */
async function* blocksOf(file, signal) {
	const handle = await fs.open(file);
	try {
		const block = Buffer.allocUnsafe(blockBytes);
		for (;;) {
			if (signal !== void 0) throwIfInterrupted(signal);
			const { bytesRead } = await handle.read(block, 0, blockBytes);
			if (bytesRead === 0) return;
			yield block.subarray(0, bytesRead);
		}
	} finally {
		await handle.close();
	}
}

export { sha256OfFile as n, measureFile as t };