import { n as pLimit, t as waitForAll } from "./wait-for-all.js";
import { t as diskFormat } from "./formats.js";
import { n as measureFile, r as sha256OfFile } from "./checksum.js";
import { r as packers } from "./unpack.js";
import { t as ApplianceError } from "./errors.js";
import { o as throwIfInterrupted, r as diskFullHint } from "./run.js";
import { t as Scope } from "./scope.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import { Worker } from "node:worker_threads";
import * as fs from "node:fs/promises";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";

// src/convert/grains/read-grains.ts
/** Size of a qcow2 cluster and of a vmdk grain, as we write them. */
const grainBytes = 65536;
const zeros = Buffer.alloc(grainBytes);
const grainsAtOnce = 4;
/** Reads the grains that hold data, in order; those of zeros alone are left out. */
async function* readGrains(handle, extents) {
	let next = 0;
	for (const { start, length } of extents) {
		const first = Math.max(next, Math.floor(start / grainBytes));
		const end = Math.ceil((start + length) / grainBytes);
		for (let index = first; index < end; index += grainsAtOnce) {
			const count = Math.min(grainsAtOnce, end - index);
			const block = Buffer.alloc(count * grainBytes);
			await handle.read(block, 0, block.length, index * grainBytes);
			for (let place = 0; place < count; place += 1) {
				const data = block.subarray(place * grainBytes, (place + 1) * grainBytes);
				if (!data.equals(zeros)) yield {
					index: index + place,
					data
				};
			}
		}
		next = Math.max(next, end);
	}
}

// src/convert/formats/append-file.ts
/** Collects small pieces, so that the file is written in blocks. */
const blockBytes$5 = 1048576;
async function createAppendFile(file) {
	const handle = await fs.open(file, "w");
	let flushed = 0;
	let pieces = [];
	let waiting = 0;
	const flush = async () => {
		const block = Buffer.concat(pieces);
		pieces = [];
		waiting = 0;
		await writeWhole(handle, block, flushed);
		flushed += block.length;
	};
	const append = async (bytes) => {
		pieces.push(bytes);
		waiting += bytes.length;
		if (waiting >= blockBytes$5) await flush();
	};
	return {
		get position() {
			return flushed + waiting;
		},
		append,
		async align(bytes) {
			const rest = (flushed + waiting) % bytes;
			if (rest > 0) await append(Buffer.alloc(bytes - rest));
		},
		async replace(bytes, position) {
			await flush();
			await writeWhole(handle, bytes, position);
		},
		async [Symbol.asyncDispose]() {
			await handle.close();
		}
	};
}
async function writeWhole(handle, bytes, position) {
	let written = 0;
	while (written < bytes.length) {
		const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
		written += bytesWritten;
	}
}

// src/convert/formats/placed-file.ts
/** Neighbouring pieces are written together, up to about this much. */
const blockBytes$4 = 1048576;
async function createPlacedFile(file) {
	const handle = await fs.open(file, "w");
	let start = 0;
	let pieces = [];
	let waiting = 0;
	const flush = async () => {
		if (waiting === 0) return;
		const block = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
		pieces = [];
		waiting = 0;
		await writeWhole(handle, block, start);
	};
	return {
		async write(bytes, position) {
			if (position !== start + waiting || waiting >= blockBytes$4) await flush();
			if (waiting === 0) start = position;
			pieces.push(bytes);
			waiting += bytes.length;
		},
		async finish(lengthBytes) {
			await flush();
			await handle.truncate(lengthBytes);
		},
		[Symbol.asyncDispose]: () => handle.close()
	};
}

// src/convert/formats/raw.ts
/** Writes the disk as it is, with holes where it holds zeros. */
async function createRaw({ file, sizeBytes }) {
	const output = await createPlacedFile(file);
	return {
		add: (index, data) => output.write(data, index * grainBytes),
		finish: () => output.finish(sizeBytes),
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}

// src/convert/formats/geometry.ts
/** The geometry that BIOSes make up for large disks. */
function biosGeometry(sectors, mostCylinders) {
	const [heads, sectorsPerTrack] = [255, 63];
	return {
		cylinders: Math.min(mostCylinders, Math.floor(sectors / (heads * sectorsPerTrack))),
		heads,
		sectorsPerTrack
	};
}

// src/convert/formats/vmdk/descriptor.ts
/** The adapter and the hardware version (13 is ESXi 6.5 and later) of a virtual machine that gets the disk. */
const adapterType = "lsilogic";
const hardwareVersion = 13;
/**
* VMware Virtual Disk Format 5.0, "The Disk Descriptor File". The content identifier must change with the contents (it tells whether
* a snapshot fits), and only with them.
*/
function descriptorText({ createType, extent, capacitySectors, identity }) {
	const { cylinders, heads, sectorsPerTrack } = biosGeometry(capacitySectors, 65535);
	return [
		"# Disk DescriptorFile",
		"version=1",
		`CID=${(identity.readUInt32BE(0) & 2147483647).toString(16).padStart(8, "0")}`,
		"parentCID=ffffffff",
		`createType="${createType}"`,
		"",
		"# Extent description",
		extent,
		"",
		"# The Disk Data Base",
		"#DDB",
		"",
		`ddb.virtualHWVersion = "${hardwareVersion}"`,
		`ddb.geometry.cylinders = "${cylinders}"`,
		`ddb.geometry.heads = "${heads}"`,
		`ddb.geometry.sectors = "${sectorsPerTrack}"`,
		`ddb.adapterType = "${adapterType}"`,
		""
	].join("\n");
}
/** A file name as it may stand between the quotes of an extent. */
const quotable = (name) => name.replaceAll("\"", "_");

// src/convert/formats/vmdk/monolithic-flat.ts
/** The second file of a monolithicFlat vmdk, which is the disk itself: `os-flat.vmdk` of `os.vmdk`. */
function flatExtentOf(file) {
	const { dir, name, ext } = path.parse(file);
	return path.join(dir, `${name}-flat${ext}`);
}
/** Writes a monolithicFlat vmdk: a descriptor of text, and the disk as it is beside it. */
async function createMonolithicFlat({ file, sizeBytes }) {
	const flat = flatExtentOf(file);
	const writer = await createRaw({
		file: flat,
		sizeBytes
	});
	return {
		...writer,
		async finish(identity) {
			await writer.finish(identity);
			const capacitySectors = sizeBytes / 512;
			const extent = `RW ${capacitySectors} FLAT "${quotable(path.basename(flat))}" 0`;
			await fs.writeFile(file, descriptorText({
				createType: "monolithicFlat",
				extent,
				capacitySectors,
				identity
			}));
		}
	};
}

// src/host/files/data-extents.ts
/** Finds the stretches of a raw file that are not holes. Node has no lseek(SEEK_DATA), qemu-img has. */
async function dataExtents(runner, file) {
	const { stdout } = await runner.run("qemu-img", [
		"map",
		"-f",
		"raw",
		"--output=json",
		file
	], { failure: `can't find out where ${file} holds data` });
	return JSON.parse(stdout).filter(({ data, zero }) => data && !zero).map(({ start, length }) => ({
		start,
		length
	}));
}

// src/convert/packed/pack.ts
/** Shorter holes are packed as the zeros that they are: each piece costs a start of the program. */
const shortHoleBytes = 16777216;
/**
* Packs a raw disk as one file of several pieces, one after the other, which the tools of the format unpack as one. Long holes are
* not read. The same disk gives the same bytes.
*
* @throws ApplianceError code `tool-failed`, `tool-missing`
*/
async function packDisk(runner, { disk, source, target, packing }) {
	const { size } = await fs.stat(source);
	const { pack, zeros, zeroPieceBytes } = packers[packing];
	const failure = `can't pack disk ${disk}`;
	await fs.writeFile(target, "");
	const packPart = async (part) => await runner.run(packing, pack, {
		inputPart: {
			file: source,
			...part
		},
		appendTo: target,
		failure
	});
	const repeated = /* @__PURE__ */ new Map();
	for (const { start, length, isHole } of stretches(await dataExtents(runner, source), size)) {
		if (!isHole) {
			await packPart({
				start,
				length
			});
			continue;
		}
		for (let done = 0; done < length; done += zeroPieceBytes) {
			const pieceBytes = Math.min(zeroPieceBytes, length - done);
			const known = repeated.get(pieceBytes) ?? zeros?.(pieceBytes);
			if (known === void 0) {
				const { size: before } = await fs.stat(target);
				await packPart({
					start,
					length: pieceBytes
				});
				repeated.set(pieceBytes, await readFrom(target, before));
			} else {
				repeated.set(pieceBytes, known);
				await fs.appendFile(target, known);
			}
		}
	}
}
/**
* Cuts a disk in stretches of data, with short holes in them, and long holes.
*
* @param extents stretches of data, in order
*/
function stretches(extents, sizeBytes) {
	const result = [];
	let end = 0;
	const add = (start, until) => {
		const last = result.at(-1);
		const isShort = start - end < shortHoleBytes;
		if (isShort && last !== void 0) last.length = until - last.start;
		else if (isShort) result.push({
			start: end,
			length: until - end,
			isHole: false
		});
		else {
			result.push({
				start: end,
				length: start - end,
				isHole: true
			});
			if (until > start) result.push({
				start,
				length: until - start,
				isHole: false
			});
		}
		end = until;
	};
	for (const { start, length } of extents) add(start, start + length);
	if (end < sizeBytes) add(sizeBytes, sizeBytes);
	return result;
}
async function readFrom(file, start) {
	const handle = await fs.open(file);
	try {
		const { size } = await handle.stat();
		const bytes = Buffer.alloc(size - start);
		await handle.read(bytes, 0, bytes.length, start);
		return bytes;
	} finally {
		await handle.close();
	}
}

// src/convert/grains/grain-cache.ts
/** Stored as hexadecimal in the index; 128 bits tell more grains apart than there ever will be. */
const digestOf = (data) => createHash("sha256").update(data).digest("hex").slice(0, 32);
/** @throws ApplianceError kind `interrupted` if the signal was aborted */
async function openCompressor(settings) {
	const { codec, threads, store, disk, temporary, signal } = settings;
	const key = `${disk}-${codec.name}`;
	const before = store === void 0 ? void 0 : await readGrainFile(await store.get(key), signal);
	const output = store === void 0 ? void 0 : await fs.open(temporary, "w");
	const opened = codec.open(threads);
	const kept = /* @__PURE__ */ new Map();
	const hash = createHash("sha256");
	let position = 0;
	let reused = 0;
	return {
		get reused() {
			return reused;
		},
		async compress({ data }, digest) {
			const found = await before?.find(digest);
			if (found !== void 0) {
				reused += 1;
				return found;
			}
			return await opened.compress(data);
		},
		async keep(digest, compressed) {
			if (output === void 0 || kept.has(digest)) return;
			kept.set(digest, [
				digest,
				position,
				compressed.length
			]);
			hash.update(compressed);
			await output.write(compressed);
			position += compressed.length;
		},
		async save() {
			if (store === void 0 || output === void 0) return;
			const index = {
				sha256: hash.digest("hex"),
				places: [...kept.values()]
			};
			const text = Buffer.from(JSON.stringify(index));
			const length = Buffer.alloc(8);
			length.writeBigUInt64LE(BigInt(text.length));
			await output.write(text);
			await output.write(length);
			await store.put(key, (target) => fs.copyFile(temporary, target));
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([
				before?.close(),
				output?.close(),
				opened[Symbol.asyncDispose]()
			]);
		}
	};
}
/**
* @returns undefined if there is no file, or a damaged one: its checksum is compared before anything of it is used
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function readGrainFile(file, signal) {
	if (file === void 0) return void 0;
	const handle = await fs.open(file).catch(() => void 0);
	if (handle === void 0) return void 0;
	const index = await readIndex(handle, signal).catch(() => void 0);
	if (index === void 0) {
		await handle.close();
		throwIfInterrupted(signal);
		return;
	}
	const places = new Map(index.places.map((place) => [place[0], place]));
	return {
		async find(digest) {
			const place = places.get(digest);
			if (place === void 0) return void 0;
			const [, offset, length] = place;
			const data = Buffer.alloc(length);
			const { bytesRead } = await handle.read(data, 0, length, offset);
			return bytesRead === length ? data : void 0;
		},
		close: () => handle.close()
	};
}
const blockBytes$3 = 1048576;
async function readIndex(handle, signal) {
	const { size } = await handle.stat();
	const tail = Buffer.alloc(8);
	await handle.read(tail, 0, 8, size - 8);
	const textLength = Number(tail.readBigUInt64LE());
	const grainsEnd = size - 8 - textLength;
	if (grainsEnd < 0) return void 0;
	const text = Buffer.alloc(textLength);
	await handle.read(text, 0, textLength, grainsEnd);
	const index = JSON.parse(text.toString());
	const hash = createHash("sha256");
	const block = Buffer.alloc(blockBytes$3);
	for (let offset = 0; offset < grainsEnd; offset += blockBytes$3) {
		throwIfInterrupted(signal);
		const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes$3, grainsEnd - offset), offset);
		hash.update(block.subarray(0, bytesRead));
	}
	return hash.digest("hex") === index.sha256 ? index : void 0;
}

// src/convert/formats/qcow2.ts
/** All numbers of the format are big-endian; sections are those of the qcow2 specification (QEMU, docs/interop/qcow2). */
const magic$1 = 1363560955;
const version$3 = 3;
const headerBytes$2 = 104;
const clusterBits = 16;
const clusterBytes = 2 ** clusterBits;
const l2Entries = clusterBytes / 8;
/** 16 bits, "refcount_order". */
const refcountOrder = 4;
const refcountsPerBlock = clusterBytes / 2;
const copied = 1n << 63n;
const compressedFlag = 1n << 62n;
/** "Compressed cluster descriptor": below it the offset, above it the number of further sectors. */
const sectorCountShift = BigInt(54);
const sectorBytes$3 = 512;
if (65536 !== clusterBytes) throw new Error("a grain must be a cluster");
/**
* Writes a compressed qcow2 image, version 3 (compat 1.1): first the data, packed byte by byte, then the tables, so the file
* is written once from front to back but for the header.
*/
async function createQcow2({ file, sizeBytes }) {
	const output = await createAppendFile(file);
	const tables = /* @__PURE__ */ new Map();
	const refcounts = new Refcounts();
	await output.append(Buffer.alloc(clusterBytes));
	refcounts.count(0, clusterBytes);
	const entry = (index, value) => {
		const place = Math.floor(index / l2Entries);
		let table = tables.get(place);
		if (table === void 0) {
			table = new BigUint64Array(l2Entries);
			tables.set(place, table);
		}
		table[index % l2Entries] = value;
	};
	return {
		async add(index, data, compressed) {
			if (compressed.length >= clusterBytes) {
				await output.align(clusterBytes);
				entry(index, copied | BigInt(output.position));
				refcounts.count(output.position, clusterBytes);
				await output.append(data);
				return;
			}
			const offset = output.position;
			const furtherSectors = Math.floor((offset + compressed.length - 1) / sectorBytes$3) - Math.floor(offset / sectorBytes$3);
			entry(index, compressedFlag | BigInt(furtherSectors) << sectorCountShift | BigInt(offset));
			refcounts.count(offset, compressed.length);
			await output.append(compressed);
		},
		async finish() {
			await output.align(clusterBytes);
			const appendTable = async (bytes) => {
				const offset = output.position;
				await output.append(bytes);
				await output.align(clusterBytes);
				refcounts.count(offset, output.position - offset);
				return offset;
			};
			const l1 = new BigUint64Array(Math.max(1, Math.ceil(sizeBytes / clusterBytes / l2Entries)));
			for (const [place, table] of tables) l1[place] = copied | BigInt(await appendTable(bigEndian64(table)));
			const l1Offset = await appendTable(bigEndian64(l1));
			const { tableOffset, tableClusters, bytes } = refcounts.layOut(output.position);
			await output.append(bytes);
			const header = headerOf$2({
				sizeBytes,
				l1Size: l1.length,
				l1Offset,
				tableOffset,
				tableClusters
			});
			await output.replace(header, 0);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** "Header". What is not set is zero: no backing file, no encryption, no snapshots, no features, deflate. */
function headerOf$2({ sizeBytes, l1Size, l1Offset, tableOffset, tableClusters }) {
	const header = Buffer.alloc(headerBytes$2);
	header.writeUInt32BE(magic$1, 0);
	header.writeUInt32BE(version$3, 4);
	header.writeUInt32BE(clusterBits, 20);
	header.writeBigUInt64BE(BigInt(sizeBytes), 24);
	header.writeUInt32BE(l1Size, 36);
	header.writeBigUInt64BE(BigInt(l1Offset), 40);
	header.writeBigUInt64BE(BigInt(tableOffset), 48);
	header.writeUInt32BE(tableClusters, 56);
	header.writeUInt32BE(refcountOrder, 96);
	header.writeUInt32BE(headerBytes$2, 100);
	return header;
}
/** How often each cluster of the file is used: "Host cluster management". */
var Refcounts = class {
	#counts = /* @__PURE__ */ new Uint16Array(4096);
	#clusters = 0;
	count(offset, length) {
		const last = Math.floor((offset + length - 1) / clusterBytes);
		for (let cluster = Math.floor(offset / clusterBytes); cluster <= last; cluster += 1) this.#increment(cluster);
	}
	#increment(cluster) {
		if (cluster >= this.#counts.length) {
			const larger = new Uint16Array(Math.max(this.#counts.length * 2, cluster + 1));
			larger.set(this.#counts);
			this.#counts = larger;
		}
		this.#counts[cluster] = (this.#counts[cluster] ?? 0) + 1;
		this.#clusters = Math.max(this.#clusters, cluster + 1);
	}
	/** The blocks and then the table that lists them, as they are appended at `offset`; they count themselves, too. */
	layOut(offset) {
		let blocks = 0;
		let tableClusters = 0;
		for (;;) {
			const needed = Math.ceil((this.#clusters + blocks + tableClusters) / refcountsPerBlock);
			const table = Math.ceil(needed * 8 / clusterBytes);
			if (needed === blocks && table === tableClusters) break;
			blocks = needed;
			tableClusters = table;
		}
		this.count(offset, (blocks + tableClusters) * clusterBytes);
		const bytes = Buffer.alloc((blocks + tableClusters) * clusterBytes);
		for (let cluster = 0; cluster < this.#clusters; cluster += 1) bytes.writeUInt16BE(this.#counts[cluster] ?? 0, cluster * 2);
		const tableOffset = offset + blocks * clusterBytes;
		for (let block = 0; block < blocks; block += 1) bytes.writeBigUInt64BE(BigInt(offset + block * clusterBytes), blocks * clusterBytes + block * 8);
		return {
			tableOffset,
			tableClusters,
			bytes
		};
	}
};
function bigEndian64(values) {
	const bytes = Buffer.alloc(values.length * 8);
	for (const [index, value] of values.entries()) bytes.writeBigUInt64BE(value, index * 8);
	return bytes;
}

// src/convert/formats/blocks.ts
function createBlocks({ blockBytes, firstBytes, headBytes = 0 }) {
	const starts = /* @__PURE__ */ new Map();
	const grainsPerBlock = blockBytes / grainBytes;
	const end = () => firstBytes + starts.size * (headBytes + blockBytes);
	return {
		place(grain) {
			const block = Math.floor(grain / grainsPerBlock);
			const known = starts.get(block);
			const start = known ?? end();
			starts.set(block, start);
			return {
				position: start + headBytes + grain % grainsPerBlock * grainBytes,
				opened: known === void 0 ? start : void 0
			};
		},
		starts,
		get endBytes() {
			return end();
		}
	};
}

// src/convert/formats/vdi.ts
/**
* VirtualBox's format, version 1.1 (QEMU, block/vdi; VirtualBox, VDICore.h: structure VDIHEADER1PLUS). Numbers are little-endian. A
* header, a map with the place of each block, and the blocks.
*/
const mebibyte$2 = 1048576;
const blockBytes$2 = mebibyte$2;
const text = "<<< Oracle VM VirtualBox Disk Image >>>\n";
const signature = 3201962111;
const version$2 = 65537;
const headerBytes$1 = 400;
const growing = 1;
const mapBytes = mebibyte$2;
/** In the map: a block that holds zeros alone. */
const notThere = 4294967295;
/** Writes a growing vdi: blocks of 1 MiB, each on a boundary of 1 MiB. */
async function createVdi({ file, sizeBytes }) {
	const output = await createPlacedFile(file);
	const count = Math.ceil(sizeBytes / blockBytes$2);
	const firstBytes = Math.ceil((mapBytes + count * 4) / mebibyte$2) * mebibyte$2;
	const blocks = createBlocks({
		blockBytes: blockBytes$2,
		firstBytes
	});
	return {
		add: (index, data) => output.write(data, blocks.place(index).position),
		async finish(identity) {
			const map = Buffer.alloc(count * 4, 255);
			for (const [block, start] of blocks.starts) map.writeUInt32LE((start - firstBytes) / blockBytes$2, block * 4);
			await output.write(map, mapBytes);
			await output.write(headerOf$1({
				sizeBytes,
				firstBytes,
				count,
				used: blocks.starts.size,
				identity
			}), 0);
			await output.finish(blocks.endBytes);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
if (notThere !== Buffer.alloc(4, 255).readUInt32LE()) throw new Error("the map is filled with another value");
/** What is not set is zero: no flags, no comment, no snapshot, no parent. */
function headerOf$1({ sizeBytes, firstBytes, count, used, identity }) {
	const header = Buffer.alloc(512);
	header.write(text, 0, "latin1");
	header.writeUInt32LE(signature, 64);
	header.writeUInt32LE(version$2, 68);
	header.writeUInt32LE(headerBytes$1, 72);
	header.writeUInt32LE(growing, 76);
	header.writeUInt32LE(mapBytes, 340);
	header.writeUInt32LE(firstBytes, 344);
	header.writeUInt32LE(512, 360);
	header.writeBigUInt64LE(BigInt(sizeBytes), 368);
	header.writeUInt32LE(blockBytes$2, 376);
	header.writeUInt32LE(count, 384);
	header.writeUInt32LE(used, 388);
	identity.copy(header, 392, 0, 16);
	identity.copy(header, 408, 16, 32);
	const { cylinders, heads, sectorsPerTrack } = biosGeometry(sizeBytes / 512, 1024);
	for (const [index, value] of [
		cylinders,
		heads,
		sectorsPerTrack,
		512
	].entries()) header.writeUInt32LE(value, 456 + index * 4);
	return header;
}

// src/convert/formats/vhd.ts
/** Virtual Hard Disk Image Format Specification 1.0, "Dynamic Disk". Numbers are big-endian. */
const sectorBytes$2 = 512;
const blockBytes$1 = 2097152;
/** One bit for each sector of a block. */
const bitmapBytes = blockBytes$1 / sectorBytes$2 / 8;
const footerBytes = 512;
const headerBytes = 1024;
const tableBytes = 1536;
const nothing = 18446744073709551615n;
const formatVersion = 65536;
const features = 2;
const dynamic = 3;
/**
* Readers take the disk's size from the footer only if they know the creator to write it right, else from the geometry, which is
* smaller. This is Windows' name, which all of them know.
*/
const creator$1 = {
	application: "win ",
	host: "Wi2k",
	version: 655360
};
/** Writes a dynamic vhd: the footer, a header, the table of the blocks, the blocks with their bitmaps, and the footer again. */
async function createVhd({ file, sizeBytes }) {
	const output = await createPlacedFile(file);
	const count = Math.ceil(sizeBytes / blockBytes$1);
	const firstBytes = Math.ceil((tableBytes + count * 4) / sectorBytes$2) * sectorBytes$2;
	const blocks = createBlocks({
		blockBytes: blockBytes$1,
		firstBytes,
		headBytes: bitmapBytes
	});
	const allThere = Buffer.alloc(bitmapBytes, 255);
	return {
		async add(index, data) {
			const { position, opened } = blocks.place(index);
			if (opened !== void 0) await output.write(allThere, opened);
			await output.write(data, position);
		},
		async finish(identity) {
			const footer = footerOf(sizeBytes, identity);
			await output.write(footer, blocks.endBytes);
			const table = Buffer.alloc(firstBytes - tableBytes, 255);
			for (const [block, start] of blocks.starts) table.writeUInt32BE(start / sectorBytes$2, block * 4);
			await output.write(Buffer.concat([
				footer,
				headerOf(count),
				table
			]), 0);
			await output.finish(blocks.endBytes + footerBytes);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** "Hard Disk Footer Format". */
function footerOf(sizeBytes, identity) {
	const footer = Buffer.alloc(footerBytes);
	footer.write("conectix", 0, "latin1");
	footer.writeUInt32BE(features, 8);
	footer.writeUInt32BE(formatVersion, 12);
	footer.writeBigUInt64BE(BigInt(footerBytes), 16);
	footer.write(creator$1.application, 28, "latin1");
	footer.writeUInt32BE(creator$1.version, 32);
	footer.write(creator$1.host, 36, "latin1");
	footer.writeBigUInt64BE(BigInt(sizeBytes), 40);
	footer.writeBigUInt64BE(BigInt(sizeBytes), 48);
	const { cylinders, heads, sectorsPerTrack } = vhdGeometry(sizeBytes / sectorBytes$2);
	footer.writeUInt16BE(cylinders, 56);
	footer.writeUInt8(heads, 58);
	footer.writeUInt8(sectorsPerTrack, 59);
	footer.writeUInt32BE(dynamic, 60);
	identity.copy(footer, 68, 0, 16);
	footer.writeUInt32BE(checksum(footer), 64);
	return footer;
}
/** "Dynamic Disk Header Format". */
function headerOf(count) {
	const header = Buffer.alloc(headerBytes);
	header.write("cxsparse", 0, "latin1");
	header.writeBigUInt64BE(nothing, 8);
	header.writeBigUInt64BE(BigInt(tableBytes), 16);
	header.writeUInt32BE(formatVersion, 24);
	header.writeUInt32BE(count, 28);
	header.writeUInt32BE(blockBytes$1, 32);
	header.writeUInt32BE(checksum(header), 36);
	return header;
}
/** The complement of the sum of all bytes, with zeros where it goes. */
function checksum(bytes) {
	return ~bytes.reduce((sum, byte) => sum + byte, 0) >>> 0;
}
/** "Appendix: CHS Calculation". */
function vhdGeometry(sectors) {
	const total = Math.min(sectors, 267382800);
	if (total >= 66059280) return {
		cylinders: Math.floor(total / 4080),
		heads: 16,
		sectorsPerTrack: 255
	};
	const of17 = {
		heads: Math.max(4, Math.ceil(Math.floor(total / 17) / 1024)),
		sectorsPerTrack: 17
	};
	const fits = ({ heads, sectorsPerTrack }) => heads <= 16 && Math.floor(total / sectorsPerTrack) < heads * 1024;
	const choice = [of17, {
		heads: 16,
		sectorsPerTrack: 31
	}].find(fits) ?? {
		heads: 16,
		sectorsPerTrack: 63
	};
	return {
		...choice,
		cylinders: Math.floor(total / choice.sectorsPerTrack / choice.heads)
	};
}

// src/convert/formats/vhdx/crc32c.ts
/** Castagnoli's polynomial, bits reversed (RFC 3720, §12.1). */
const polynomial = 2197175160;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? value >>> 1 ^ polynomial : value >>> 1;
	return value >>> 0;
});
/** The checksum CRC-32C; zlib's is another. */
function crc32c(bytes) {
	let value = 4294967295;
	for (const byte of bytes) value = (table[(value ^ byte) & 255] ?? 0) ^ value >>> 8;
	return ~value >>> 0;
}

// src/convert/formats/vhdx/regions.ts
/** [MS-VHDX] 2.2: where things lie; every region on a boundary of 1 MiB. */
const kibibyte = 1024;
const mebibyte$1 = 1024 * kibibyte;
const places = {
	log: mebibyte$1,
	metadata: 2 * mebibyte$1,
	blockTable: 3 * mebibyte$1
};
const regionBytes = 64 * kibibyte;
const sectorBytes$1 = 512;
const creator = "appliance-build";
/** Identifiers as the specification prints them. */
const regionIds = {
	blockTable: "2DC27766-F623-4200-9D64-115E9BFD4A08",
	metadata: "8B7CA206-4790-4B9A-B8FE-575F050F886E"
};
const itemIds = {
	fileParameters: "CAA16737-FA36-4D43-B3B6-33F0AA44E76B",
	diskSize: "2FA54224-CD1B-4876-B211-5DBED83BF4B8",
	diskId: "BECA12AB-B2E6-4523-93EF-C309E000C746",
	logicalSector: "8141BF1D-A96F-4709-BA47-F233A8FAAB5F",
	physicalSector: "CDA348C7-445D-4471-9CC9-E9885251C556"
};
/** 2.2.1 to 2.2.3: the identifier of the format, two headers, two region tables: the first 320 KiB. */
function headSection({ tableBytes, identity }) {
	const section = Buffer.alloc(5 * regionBytes);
	section.write("vhdxfile", 0, "latin1");
	section.write(creator, 8, "utf16le");
	const table = regionTable(tableBytes);
	for (const copy of [0, 1]) {
		header(identity, copy + 1).copy(section, (1 + copy) * regionBytes);
		table.copy(section, (3 + copy) * regionBytes);
	}
	return section;
}
/** 2.2.2. The log's identifier is zero: there is nothing to replay. */
function header(identity, sequenceNumber) {
	const bytes = Buffer.alloc(4 * kibibyte);
	bytes.write("head", 0, "latin1");
	bytes.writeBigUInt64LE(BigInt(sequenceNumber), 8);
	identity.copy(bytes, 16, 0, 32);
	bytes.writeUInt16LE(1, 66);
	bytes.writeUInt32LE(mebibyte$1, 68);
	bytes.writeBigUInt64LE(BigInt(places.log), 72);
	bytes.writeUInt32LE(crc32c(bytes), 4);
	return bytes;
}
/** 2.2.3. */
function regionTable(tableBytes) {
	const bytes = Buffer.alloc(regionBytes);
	bytes.write("regi", 0, "latin1");
	const regions = [{
		id: regionIds.blockTable,
		start: places.blockTable,
		length: tableBytes
	}, {
		id: regionIds.metadata,
		start: places.metadata,
		length: mebibyte$1
	}];
	bytes.writeUInt32LE(regions.length, 8);
	for (const [index, { id, start, length }] of regions.entries()) {
		const entry = 16 + index * 32;
		guid(id).copy(bytes, entry);
		bytes.writeBigUInt64LE(BigInt(start), entry + 16);
		bytes.writeUInt32LE(length, entry + 24);
		bytes.writeUInt32LE(1, entry + 28);
	}
	bytes.writeUInt32LE(crc32c(bytes), 4);
	return bytes;
}
/** 2.6: a table of items, and the items 64 KiB behind it. */
function metadataRegion({ sizeBytes, blockBytes, identity }) {
	const [required, ofDisk] = [4, 2];
	const items = [
		{
			id: itemIds.fileParameters,
			value: littleEndian([blockBytes, 0]),
			flags: required
		},
		{
			id: itemIds.diskSize,
			value: littleEndian64(sizeBytes),
			flags: required | ofDisk
		},
		{
			id: itemIds.diskId,
			value: identity.subarray(0, 16),
			flags: required | ofDisk
		},
		{
			id: itemIds.logicalSector,
			value: littleEndian([sectorBytes$1]),
			flags: required | ofDisk
		},
		{
			id: itemIds.physicalSector,
			value: littleEndian([sectorBytes$1]),
			flags: required | ofDisk
		}
	];
	const bytes = Buffer.alloc(2 * regionBytes);
	bytes.write("metadata", 0, "latin1");
	bytes.writeUInt16LE(items.length, 10);
	for (const [index, { id, value, flags }] of items.entries()) {
		const entry = 32 + index * 32;
		const place = regionBytes + index * 16;
		guid(id).copy(bytes, entry);
		bytes.writeUInt32LE(place, entry + 16);
		bytes.writeUInt32LE(value.length, entry + 20);
		bytes.writeUInt32LE(flags, entry + 24);
		value.copy(bytes, place);
	}
	return bytes;
}
/** The first three fields of an identifier are little-endian. */
function guid(text) {
	const bytes = Buffer.from(text.replaceAll("-", ""), "hex");
	bytes.subarray(0, 4).reverse();
	bytes.subarray(4, 6).reverse();
	bytes.subarray(6, 8).reverse();
	return bytes;
}
function littleEndian(values) {
	return Buffer.from(Uint32Array.from(values).buffer);
}
function littleEndian64(value) {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE(BigInt(value));
	return bytes;
}

// src/convert/formats/vhdx/vhdx.ts
const mebibyte = 1048576;
/** The smallest that there is, which Microsoft advises for Linux guests: their filesystems write all over the disk. */
const blockBytes = mebibyte;
/** [MS-VHDX] 2.5: after so many entries of blocks comes one of a bitmap, which only disks with a parent use. */
const chunkRatio = 2 ** 23 * 512 / blockBytes;
const fullyPresent = 6n;
const offsetShift = 20n;
/** Writes a dynamic vhdx, [MS-VHDX] version 1: headers, an empty log, metadata, the block allocation table, the blocks. */
async function createVhdx({ file, sizeBytes }) {
	const output = await createPlacedFile(file);
	const count = Math.ceil(sizeBytes / blockBytes);
	const entries = count + Math.floor((count - 1) / chunkRatio);
	const tableBytes = Math.ceil(entries * 8 / mebibyte) * mebibyte;
	const blocks = createBlocks({
		blockBytes,
		firstBytes: places.blockTable + tableBytes
	});
	return {
		add: (index, data) => output.write(data, blocks.place(index).position),
		async finish(identity) {
			const used = Math.max(0, ...[...blocks.starts.keys()].slice(-1).map((block) => entryOf(block) + 1));
			const table = Buffer.alloc(used * 8);
			for (const [block, start] of blocks.starts) table.writeBigUInt64LE(BigInt(start / mebibyte) << offsetShift | fullyPresent, entryOf(block) * 8);
			if (used > 0) await output.write(table, places.blockTable);
			const fields = {
				sizeBytes,
				blockBytes,
				tableBytes,
				identity
			};
			await output.write(metadataRegion(fields), places.metadata);
			await output.write(headSection(fields), 0);
			await output.finish(blocks.endBytes);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** 2.5.1.1: the place of a block's entry in the table. */
const entryOf = (block) => block + Math.floor(block / chunkRatio);

// src/convert/formats/vmdk/sparse-header.ts
/** VMware Virtual Disk Format 5.0, "Hosted Sparse Extent Header". Numbers are little-endian, places are in sectors. */
const sectorBytes = 512;
const sectorsPerGrain = grainBytes / 512;
const entriesPerTable = 512;
const descriptorSector = 1;
const descriptorSectors = 20;
const magic = 1447904331;
function sparseHeader(fields) {
	const header = Buffer.alloc(512);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(fields.version, 4);
	header.writeUInt32LE(fields.flags, 8);
	header.writeBigUInt64LE(BigInt(fields.capacitySectors), 12);
	header.writeBigUInt64LE(BigInt(sectorsPerGrain), 20);
	header.writeBigUInt64LE(BigInt(1), 28);
	header.writeBigUInt64LE(BigInt(20), 36);
	header.writeUInt32LE(512, 44);
	header.writeBigUInt64LE(BigInt(fields.secondDirectorySector), 48);
	header.writeBigUInt64LE(fields.directorySector, 56);
	header.writeBigUInt64LE(BigInt(fields.overheadSectors), 64);
	header.write("\n \r\n", 73, "latin1");
	header.writeUInt16LE(fields.compression, 77);
	return header;
}
function littleEndian32(values) {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
	return bytes;
}

// src/convert/formats/vmdk/monolithic-sparse.ts
/** VMware Virtual Disk Format 5.0, "Hosted Sparse Extents". */
const version$1 = 1;
/** Valid newline test, a second copy of the tables. */
const flags$1 = 3;
const tableSectors = 512 * 4 / 512;
/**
* Writes a monolithicSparse vmdk: two copies of the grain directory and its tables, all of them in their places, and the grains
* behind them. Tables without an entry stay holes.
*/
async function createMonolithicSparse({ file, sizeBytes }) {
	const output = await createPlacedFile(file);
	const capacitySectors = sizeBytes / 512;
	const tableCount = Math.ceil(capacitySectors / sectorsPerGrain / 512);
	const directorySectors = Math.ceil(tableCount * 4 / 512);
	const copySectors = directorySectors + tableCount * tableSectors;
	const copies = [1 + 20, 1 + 20 + copySectors];
	const [secondDirectorySector, directorySector] = copies;
	const overheadSectors = Math.ceil((directorySector + copySectors) / sectorsPerGrain) * sectorsPerGrain;
	const tables = /* @__PURE__ */ new Map();
	let grains = 0;
	return {
		async add(index, data) {
			const place = Math.floor(index / 512);
			const table = tables.get(place) ?? new Uint32Array(512);
			tables.set(place, table);
			table[index % 512] = overheadSectors + grains * sectorsPerGrain;
			await output.write(data, overheadSectors * 512 + grains * grainBytes);
			grains += 1;
		},
		async finish(identity) {
			for (const start of copies) {
				const firstTable = start + directorySectors;
				const directory = Uint32Array.from({ length: tableCount }, (_, place) => firstTable + place * tableSectors);
				await output.write(littleEndian32(directory), start * 512);
				for (const [place, table] of tables) await output.write(littleEndian32(table), (firstTable + place * tableSectors) * 512);
			}
			const extent = `RW ${capacitySectors} SPARSE "${quotable(path.basename(file))}"`;
			const text = descriptorText({
				createType: "monolithicSparse",
				extent,
				capacitySectors,
				identity
			});
			await output.write(Buffer.from(text), 1 * 512);
			const header = sparseHeader({
				version: version$1,
				flags: flags$1,
				capacitySectors,
				secondDirectorySector,
				directorySector: BigInt(directorySector),
				overheadSectors,
				compression: 0
			});
			await output.write(header, 0);
			await output.finish(overheadSectors * 512 + grains * grainBytes);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}

// src/convert/formats/vmdk/stream-optimized.ts
/** VMware Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents". */
const version = 3;
/** Valid newline test, compressed grains, markers. */
const flags = 196609;
const directoryAtEnd = 18446744073709551615n;
const deflate = 1;
/** The data begins on a boundary of 64 KiB, as other writers have it. */
const overheadSectors = 128;
const marker = {
	endOfStream: 0,
	grainTable: 1,
	grainDirectory: 2,
	footer: 3
};
/**
* Writes a streamOptimized vmdk: grains with their markers, a grain table after each 512 of them, the directory and a footer at
* the end.
*/
async function createStreamOptimized({ file, sizeBytes }) {
	const output = await createAppendFile(file);
	const capacitySectors = sizeBytes / 512;
	const tableCount = Math.ceil(capacitySectors / sectorsPerGrain / 512);
	const directory = new Uint32Array(tableCount);
	let table = new Uint32Array(512);
	let tableIndex = 0;
	let tableUsed = false;
	await output.append(Buffer.alloc(overheadSectors * 512));
	const sector = () => output.position / 512;
	const finishTable = async () => {
		if (!tableUsed) return;
		await output.append(metadataMarker(512 * 4 / 512, marker.grainTable));
		directory[tableIndex] = sector();
		await output.append(littleEndian32(table));
		table = new Uint32Array(512);
		tableUsed = false;
	};
	const headerOf = (directorySector) => sparseHeader({
		version,
		flags,
		capacitySectors,
		secondDirectorySector: 0,
		directorySector,
		overheadSectors,
		compression: deflate
	});
	return {
		async add(index, _data, compressed) {
			const wanted = Math.floor(index / 512);
			if (wanted !== tableIndex) await finishTable();
			tableIndex = wanted;
			table[index % 512] = sector();
			tableUsed = true;
			const head = Buffer.alloc(12);
			head.writeBigUInt64LE(BigInt(index * sectorsPerGrain), 0);
			head.writeUInt32LE(compressed.length, 8);
			await output.append(head);
			await output.append(compressed);
			await output.align(512);
		},
		async finish(identity) {
			await finishTable();
			const directoryBytes = littleEndian32(directory);
			await output.append(metadataMarker(Math.ceil(directoryBytes.length / 512), marker.grainDirectory));
			const directorySector = BigInt(sector());
			await output.append(directoryBytes);
			await output.align(512);
			await output.append(metadataMarker(1, marker.footer));
			await output.append(headerOf(directorySector));
			await output.append(metadataMarker(0, marker.endOfStream));
			await output.replace(headerOf(directoryAtEnd), 0);
			const extent = `RDONLY ${capacitySectors} SPARSE "${quotable(path.basename(file))}"`;
			const text = descriptorText({
				createType: "streamOptimized",
				extent,
				capacitySectors,
				identity
			});
			await output.replace(Buffer.from(text), 1 * 512);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** "Markers": how many sectors of metadata follow, and of what kind. */
function metadataMarker(sectors, type) {
	const bytes = Buffer.alloc(512);
	bytes.writeBigUInt64LE(BigInt(sectors), 0);
	bytes.writeUInt32LE(type, 12);
	return bytes;
}

// src/convert/grains/deflate-pool.ts
/** Beside this file in src/ as in dist/. */
const program = new URL(`./deflate-thread${path.extname(import.meta.url)}`, import.meta.url);
/** What it allocates is small and short-lived; a large young generation only costs memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };
/**
* Compresses in threads of its own. They begin when there is work for them.
*
* @param size how many threads there are at most
* @param mostBytes size of the largest piece of data
*/
function createDeflatePool(size, mostBytes) {
	const threads = [];
	const slotBytes = mostBytes + Math.ceil(mostBytes / 65535) * 5 + 64;
	const leastBusy = () => {
		const idle = threads.find(({ waiting }) => waiting.length === 0);
		if (idle !== void 0) return idle;
		if (threads.length < size) {
			const thread = startThread();
			threads.push(thread);
			return thread;
		}
		return threads.reduce((least, thread) => thread.waiting.length < least.waiting.length ? thread : least);
	};
	return {
		compress(data, level) {
			const { worker, waiting, free } = leastBusy();
			const slot = free.pop() ?? new SharedArrayBuffer(slotBytes);
			new Uint8Array(slot).set(data);
			const task = {
				slot,
				length: data.length,
				level
			};
			worker.postMessage(task);
			return new Promise((resolve, reject) => void waiting.push({
				slot,
				resolve,
				reject
			}));
		},
		async [Symbol.asyncDispose]() {
			await Promise.all(threads.map(({ worker }) => worker.terminate()));
		}
	};
}
function startThread() {
	const worker = new Worker(program, { resourceLimits });
	const waiting = [];
	const free = [];
	const failAll = (error) => {
		for (const { reject } of waiting.splice(0)) reject(error);
	};
	worker.on("message", ({ length }) => {
		const first = waiting.shift();
		if (first === void 0) return;
		first.resolve(Buffer.from(new Uint8Array(first.slot, 0, length)));
		free.push(first.slot);
	});
	worker.on("error", failAll);
	worker.on("exit", () => failAll(/* @__PURE__ */ new Error("the thread that compresses grains has ended")));
	return {
		worker,
		waiting,
		free
	};
}

// src/convert/grains/codecs.ts
const deflateInPool = promisify(deflateRaw);
const qcow2Options = {
	windowBits: 12,
	level: 6,
	/** 0.4 % smaller than with 8, Node's own: statistics of shorter pieces fit them better. */
	memLevel: 6,
	/** All of a compressed grain: with less, Node asks its pool of threads once more for each piece. */
	chunkSize: grainBytes + 16384
};
/** Measured: 1 % smaller than what qemu-img writes, in less time than the zlib inside Node takes for 2 % more. */
const vmdkLevel = 6;
const codecs = {
	/**
	* qcow2 specification, "Compressed cluster descriptor": raw deflate with a window of 4 KiB, which libdeflate has no setting for.
	* Node compresses in its pool of threads, so several grains at once use several processors.
	*/
	qcow2: {
		name: "deflate-raw-12-6",
		open: () => ({
			compress: async (data) => await deflateInPool(data, qcow2Options),
			[Symbol.asyncDispose]: () => Promise.resolve()
		})
	},
	/** VMware Virtual Disk Format 5.0, "Compressed grains": a zlib stream (RFC 1950). */
	vmdk: {
		name: "libdeflate-0.1.0-6",
		open: (threads) => {
			const pool = createDeflatePool(threads, grainBytes);
			return {
				compress: (data) => pool.compress(data, vmdkLevel),
				[Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]()
			};
		}
	}
};

// src/convert/writers.ts
/**
* Formats that we write ourselves: the compressed ones because it is measured faster (docs/performance.md), the others because all
* formats of a disk then take one reading, and because other writers put random identifiers and the time into them.
*/
const writers = {
	raw: { create: createRaw },
	qcow2: {
		codec: codecs.qcow2,
		create: createQcow2
	},
	vmdk: {
		codec: codecs.vmdk,
		create: createStreamOptimized
	},
	"vmdk:monolithicSparse": { create: createMonolithicSparse },
	"vmdk:monolithicFlat": { create: createMonolithicFlat },
	vdi: { create: createVdi },
	vhd: { create: createVhd },
	vhdx: { create: createVhdx }
};
function isWritten(format) {
	return Object.hasOwn(writers, format);
}
/** @returns whether files of a format have holes, which take no space */
const hasHoles = (format) => isWritten(format) && writers[format].codec === void 0;

// src/convert/write-images.ts
/**
* Writes images of a raw disk, all formats in one reading. Compressed grains that the last build of the disk had, too, are taken
* from the cache. The same disk gives the same bytes, whatever the cache held.
*
* @throws ApplianceError code `disk-not-written` with the system's reason, `interrupted`
*/
async function writeImages(runner, request) {
	try {
		return await writeAll(runner, request);
	} catch (error) {
		if (error instanceof ApplianceError) throw error;
		throw notWritten(request, error);
	}
}
function notWritten({ disk }, cause) {
	const { code, message } = cause;
	return new ApplianceError({
		kind: "build",
		code: "disk-not-written",
		message: `can't write the images of disk ${disk}: ${code === "ENOSPC" ? "no space is left on the device" : message ?? String(cause)}`,
		hint: code === "ENOSPC" ? diskFullHint : void 0,
		cause
	});
}
async function writeAll(runner, request) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { source, targets, store, scratch, disk, threads } = request;
		const scope = _usingCtx$1.a(new Scope());
		const extents = await dataExtents(runner, source);
		const handle = await fs.open(source);
		scope.defer(() => handle.close());
		const { size: sizeBytes } = await handle.stat();
		const outputs = await waitForAll(targets.map(async ({ format, file }) => {
			const { codec, create } = writers[format];
			const temporary = path.join(scratch, `${path.basename(file)}.grains`);
			scope.defer(() => fs.rm(temporary, { force: true }));
			return {
				writer: scope.use(await create({
					file,
					sizeBytes
				})),
				compressor: codec === void 0 ? void 0 : scope.use(await openCompressor({
					codec,
					threads,
					store,
					disk,
					temporary,
					signal: runner.signal
				}))
			};
		}));
		const compressors = outputs.flatMap(({ compressor }) => compressor ?? []);
		const work = async (grain) => {
			const digest = digestOf(grain.data);
			const compressed = outputs.map(async ({ compressor }) => await compressor?.compress(grain, digest) ?? notCompressed);
			return {
				grain,
				digest,
				compressed: await Promise.all(compressed)
			};
		};
		const contents = createHash("sha256");
		let grains = 0;
		for await (const { grain, digest, compressed } of inOrder(readGrains(handle, extents), work, 2 * threads)) {
			throwIfInterrupted(runner.signal);
			grains += 1;
			contents.update(`${grain.index} ${digest}\n`);
			for (const [place, { writer, compressor }] of outputs.entries()) {
				const bytes = compressed[place] ?? notCompressed;
				await writer.add(grain.index, grain.data, bytes);
				await compressor?.keep(digest, bytes);
			}
		}
		const identity = contents.digest();
		for (const { writer } of outputs) await writer.finish(identity);
		const reused = compressors.length === 0 ? 0 : Math.min(...compressors.map((compressor) => compressor.reused));
		if (reused < grains) for (const compressor of compressors) await compressor.save();
		return {
			grains,
			reused
		};
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
const notCompressed = Buffer.alloc(0);
/** Works on several items at once and gives the results in the order of the items. */
async function* inOrder(items, work, atOnce) {
	const running = [];
	for await (const item of items) {
		const result = work(item);
		result.catch(() => void 0);
		running.push(result);
		if (running.length >= atOnce) yield await running.shift();
	}
	for (const result of running) yield await result;
}

// src/convert/convert.ts
/**
* Converts raw disks to other formats. The same disk gives the same bytes.
*
* What `writers` has is written by us, all formats of a disk in one reading; the rest by qemu-img, zstd and xz beside it.
*
* @throws ApplianceError of the tool; unfinished files are removed
*/
async function convertDisks(runner, jobs, options) {
	const own = jobs.filter(({ format }) => isWritten(format));
	const limit = pLimit(options.concurrency);
	const others = jobs.filter((job) => !own.includes(job));
	const byTools = pLimit(1);
	const made = others.map((job) => byTools(() => dropOnFailure([job], () => runTool(runner, job))));
	const measures = measuresOfSources(runner);
	for (const { format, source } of jobs) if (isCopy(format)) measures(source).catch(() => void 0);
	const [written] = await waitForAll([writeOwn(runner, own, options), ...made]);
	return {
		disks: await Promise.all(jobs.map((job) => limit(() => describeResult(runner, job, measures)))),
		...written
	};
}
async function writeOwn(runner, jobs, options) {
	let [grains, reused] = [0, 0];
	for (const source of new Set(jobs.map((job) => job.source))) {
		const ofDisk = jobs.filter((job) => job.source === source);
		const done = await dropOnFailure(ofDisk, () => write(runner, source, ofDisk, options));
		grains += done.grains;
		reused += done.reused;
	}
	return {
		grains,
		reused
	};
}
async function write(runner, source, jobs, options) {
	return await writeImages(runner, {
		disk: jobs[0]?.stem ?? jobs[0]?.disk ?? "",
		source,
		targets: jobs.map(({ format, target }) => ({
			format,
			file: target
		})),
		store: options.store,
		scratch: options.scratch,
		threads: options.concurrency
	});
}
async function runTool(runner, { disk, format, source, target }) {
	const { packed, driver } = diskFormat(format);
	if (packed !== void 0) return await packDisk(runner, {
		disk,
		source,
		target,
		packing: packed
	});
	const args = [
		"convert",
		"-f",
		"raw",
		"-O",
		driver,
		"-c",
		"-o",
		"compression_type=zstd",
		"-m",
		"8",
		source,
		target
	];
	await runner.run("qemu-img", args, { failure: `can't convert disk ${disk} to ${format}` });
}
/** @returns whether the format, or its second file, is the raw disk itself */
const isCopy = (format) => format === "raw" || format === "vmdk:monolithicFlat";
/** @returns the files of a format, by the name of its first */
function filesOf({ format, target }) {
	return format === "vmdk:monolithicFlat" ? [target, flatExtentOf(target)] : [target];
}
async function dropOnFailure(jobs, work) {
	try {
		return await work();
	} catch (error) {
		await Promise.all(jobs.flatMap(filesOf).map((file) => fs.rm(file, { force: true })));
		throw error;
	}
}
function measuresOfSources(runner) {
	const taken = /* @__PURE__ */ new Map();
	return (source) => {
		const measure = taken.get(source) ?? measureFile(source, runner.signal);
		taken.set(source, measure);
		return measure;
	};
}
async function describeResult(runner, job, measures) {
	const [first, second] = filesOf(job);
	return {
		disk: job.disk,
		format: job.format,
		virtualBytes: (await fs.stat(job.source)).size,
		...job.format === "raw" ? await describeCopy(job, first, measures) : await describeFile(runner, first, job.format),
		...second === void 0 ? {} : { extent: await describeCopy(job, second, measures) }
	};
}
async function describeCopy({ source }, file, measures) {
	const { sha256, dataBytes } = await measures(source);
	return {
		path: file,
		fileBytes: dataBytes,
		sha256
	};
}
async function describeFile(runner, file, format) {
	if (hasHoles(format)) {
		const { sha256, dataBytes } = await measureFile(file, runner.signal);
		return {
			path: file,
			fileBytes: dataBytes,
			sha256
		};
	}
	const { size } = await fs.stat(file);
	return {
		path: file,
		fileBytes: size,
		sha256: await sha256OfFile(file, runner.signal)
	};
}

export { readGrains as a, grainBytes as i, hasHoles as n, dataExtents as r, convertDisks as t };