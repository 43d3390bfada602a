import { t as Scope } from "./scope.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/convert/packed/zstd-zeros.ts
/** RFC 8878, "Zstandard Compression and the application/zstd Media Type". Numbers are little-endian. */
const magic = 4247762216;
/** §3.1.1.1.1: no size of the content, no checksum, no dictionary. */
const frameHeaderDescriptor = 0;
/** §3.1.1.1.2: a window of 2^(10 + 7) bytes, and so blocks of as many at most. */
const windowDescriptor = 56;
const blockBytes = 131072;
/** @returns a frame that unpacks to so many zeros: 4 bytes for each 128 KiB, where packing them would read them all */
function zstdZeros(lengthBytes) {
	const count = Math.ceil(lengthBytes / blockBytes);
	const frame = Buffer.alloc(6 + count * 4);
	frame.writeUInt32LE(magic, 0);
	frame.writeUInt8(frameHeaderDescriptor, 4);
	frame.writeUInt8(windowDescriptor, 5);
	for (let block = 0; block < count; block += 1) {
		const isLast = block === count - 1;
		const size = isLast ? lengthBytes - block * blockBytes : blockBytes;
		frame.writeUInt32LE((size << 3 | 2 | Number(isLast)) >>> 0, 6 + block * 4);
	}
	return frame;
}

// src/convert/packed/tools.ts
const mebibyte = 1048576;
/** Files of zstd are frames one after the other (RFC 8878, §2), those of xz streams (The .xz File Format, §2). */
const packers = {
	zstd: {
		pack: [
			"-q",
			"-c",
			"-T0",
			"-6"
		],
		unpack: [
			"-q",
			"-d",
			"-f",
			"--keep",
			"--sparse"
		],
		suffix: ".zst",
		zeroPieceBytes: 256 * mebibyte,
		zeros: zstdZeros,
		magic: "28b52ffd"
	},
	xz: {
		pack: [
			"-q",
			"-c",
			"-T0",
			"-6"
		],
		unpack: [
			"-q",
			"-d",
			"-f",
			"--keep",
			"-T0"
		],
		suffix: ".xz",
		zeroPieceBytes: 32 * mebibyte,
		magic: "fd377a585a00"
	}
};

// src/convert/packed/unpack.ts
/**
* Unpacks a disk into a raw file with holes.
*
* @param target is replaced
* @throws ApplianceError code `tool-failed`, `tool-missing`
*/
async function unpackDisk(runner, packing, file, target) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { unpack, suffix } = packers[packing];
		const scope = _usingCtx$1.a(new Scope());
		const folder = await fs.mkdtemp(`${target}.unpack-`);
		scope.defer(() => fs.rm(folder, {
			recursive: true,
			force: true
		}));
		const link = path.join(folder, `disk${suffix}`);
		await fs.symlink(path.resolve(file), link);
		await runner.run(packing, [...unpack, link], { failure: `can't unpack ${path.basename(file)}` });
		await fs.rename(path.join(folder, "disk"), target);
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** @returns how a file is packed, by its first bytes; undefined: it is not */
async function packingOf(file) {
	const handle = await fs.open(file);
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
		const start = buffer.subarray(0, bytesRead).toString("hex");
		return Object.keys(packers).find((name) => start.startsWith(packers[name].magic));
	} finally {
		await handle.close();
	}
}

export { unpackDisk as n, packers as r, packingOf as t };