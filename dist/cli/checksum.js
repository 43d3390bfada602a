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
	const handle = await fs.open(file);
	try {
		const block = Buffer.allocUnsafe(blockBytes);
		for (;;) {
			if (signal !== void 0) throwIfInterrupted(signal);
			const { bytesRead } = await handle.read(block, 0, blockBytes);
			if (bytesRead === 0) return hash.digest("hex");
			hash.update(block.subarray(0, bytesRead));
		}
	} finally {
		await handle.close();
	}
}

export { sha256OfFile as t };