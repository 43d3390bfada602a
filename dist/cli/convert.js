import { t as sha256OfFile } from "./checksum.js";
import { t as ApplianceError } from "./errors.js";
import { a as throwIfInterrupted, r as diskFullHint } from "./run.js";
import { t as Scope } from "./scope.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import { promisify } from "node:util";
import { createHash } from "node:crypto";
import * as zlib from "node:zlib";

// node_modules/yocto-queue/index.js
var Node = class {
	value;
	next;
	constructor(value) {
		this.value = value;
	}
};
var Queue = class {
	#head;
	#tail;
	#size;
	constructor() {
		this.clear();
	}
	enqueue(value) {
		const node = new Node(value);
		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}
		this.#size++;
	}
	dequeue() {
		const current = this.#head;
		if (!current) return;
		this.#head = this.#head.next;
		this.#size--;
		if (!this.#head) this.#tail = void 0;
		return current.value;
	}
	peek() {
		if (!this.#head) return;
		return this.#head.value;
	}
	clear() {
		this.#head = void 0;
		this.#tail = void 0;
		this.#size = 0;
	}
	get size() {
		return this.#size;
	}
	*[Symbol.iterator]() {
		let current = this.#head;
		while (current) {
			yield current.value;
			current = current.next;
		}
	}
	*drain() {
		while (this.#head) yield this.dequeue();
	}
};

// node_modules/p-limit/index.js
function pLimit(concurrency) {
	let rejectOnClear = false;
	if (typeof concurrency === "object") ({concurrency, rejectOnClear = false} = concurrency);
	validateConcurrency(concurrency);
	if (typeof rejectOnClear !== "boolean") throw new TypeError("Expected `rejectOnClear` to be a boolean");
	const queue = new Queue();
	let activeCount = 0;
	const resumeNext = () => {
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};
	const next = () => {
		activeCount--;
		resumeNext();
	};
	const run = async (function_, resolve, arguments_) => {
		const result = (async () => function_(...arguments_))();
		resolve(result);
		try {
			await result;
		} catch {}
		next();
	};
	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = { reject };
		new Promise((internalResolve) => {
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(void 0, function_, resolve, arguments_));
		if (activeCount < concurrency) resumeNext();
	};
	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});
	Object.defineProperties(generator, {
		activeCount: { get: () => activeCount },
		pendingCount: { get: () => queue.size },
		clearQueue: { value() {
			if (!rejectOnClear) {
				queue.clear();
				return;
			}
			const abortError = AbortSignal.abort().reason;
			while (queue.size > 0) queue.dequeue().reject(abortError);
		} },
		concurrency: {
			get: () => concurrency,
			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;
				queueMicrotask(() => {
					while (activeCount < concurrency && queue.size > 0) resumeNext();
				});
			}
		},
		map: { async value(iterable, function_) {
			const promises = [];
			try {
				Array.from(iterable, (value, index) => {
					const promise = generator(function_, value, index);
					promises.push(promise);
					return promise;
				});
			} catch (error) {
				for (const promise of promises) promise.catch(() => {});
				throw error;
			}
			return Promise.all(promises);
		} }
	});
	return generator;
}
function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) throw new TypeError("Expected `concurrency` to be a number from 1 and up");
}

// src/host/data-extents.ts
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
const blockBytes$1 = 1048576;
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
		if (waiting >= blockBytes$1) await flush();
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

// src/convert/formats/qcow2.ts
/** All numbers of the format are big-endian; sections are those of the qcow2 specification (QEMU, docs/interop/qcow2). */
const magic$1 = 1363560955;
const version$1 = 3;
const headerBytes = 104;
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
const sectorBytes$1 = 512;
if (65536 !== clusterBytes) throw new Error("a grain must be a cluster");
/**
* Writes a compressed qcow2 image, version 3 (compat 1.1): first the data, packed byte by byte, then the tables, so the file
* is written once from front to back but for the header.
*
* @param sizeBytes of the disk; a multiple of 512
*/
async function createQcow2(file, sizeBytes) {
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
			const furtherSectors = Math.floor((offset + compressed.length - 1) / sectorBytes$1) - Math.floor(offset / sectorBytes$1);
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
			const header = headerOf$1({
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
function headerOf$1({ sizeBytes, l1Size, l1Offset, tableOffset, tableClusters }) {
	const header = Buffer.alloc(headerBytes);
	header.writeUInt32BE(magic$1, 0);
	header.writeUInt32BE(version$1, 4);
	header.writeUInt32BE(clusterBits, 20);
	header.writeBigUInt64BE(BigInt(sizeBytes), 24);
	header.writeUInt32BE(l1Size, 36);
	header.writeBigUInt64BE(BigInt(l1Offset), 40);
	header.writeBigUInt64BE(BigInt(tableOffset), 48);
	header.writeUInt32BE(tableClusters, 56);
	header.writeUInt32BE(refcountOrder, 96);
	header.writeUInt32BE(headerBytes, 100);
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

// src/convert/formats/vmdk.ts
/** VMware Virtual Disk Format 5.0, "Stream-Optimized Compressed Sparse Extents". Numbers are little-endian, places sectors. */
const sectorBytes = 512;
const magic = 1447904331;
const version = 3;
/** Valid newline test, compressed grains, markers. */
const flags = 196609;
const sectorsPerGrain = grainBytes / sectorBytes;
const entriesPerTable = 512;
const directoryAtEnd = 18446744073709551615n;
const deflate$1 = 1;
const descriptorSector = 1;
const descriptorSectors = 20;
/** The data begins on a boundary of 64 KiB, as other writers have it. */
const overheadSectors = 128;
const marker = {
	endOfStream: 0,
	grainTable: 1,
	grainDirectory: 2,
	footer: 3
};
/** The adapter and the hardware version (13 is ESXi 6.5 and later) of a virtual machine that gets the disk. */
const adapterType = "lsilogic";
const hardwareVersion = 13;
/**
* Writes a streamOptimized vmdk: grains with their markers, a grain table after each 512 of them, the directory and a footer at
* the end.
*
* @param sizeBytes of the disk; a multiple of 512
*/
async function createVmdk(file, sizeBytes) {
	const output = await createAppendFile(file);
	const capacity = sizeBytes / sectorBytes;
	const tableCount = Math.ceil(capacity / sectorsPerGrain / entriesPerTable);
	const directory = new Uint32Array(tableCount);
	const contents = createHash("sha256");
	let table = new Uint32Array(entriesPerTable);
	let tableIndex = 0;
	let tableUsed = false;
	await output.append(Buffer.alloc(overheadSectors * sectorBytes));
	const sector = () => output.position / sectorBytes;
	const finishTable = async () => {
		if (!tableUsed) return;
		await output.append(metadataMarker(entriesPerTable * 4 / sectorBytes, marker.grainTable));
		directory[tableIndex] = sector();
		await output.append(littleEndian32(table));
		table = new Uint32Array(entriesPerTable);
		tableUsed = false;
	};
	return {
		async add(index, _data, compressed) {
			const wanted = Math.floor(index / entriesPerTable);
			if (wanted !== tableIndex) await finishTable();
			tableIndex = wanted;
			table[index % entriesPerTable] = sector();
			tableUsed = true;
			contents.update(compressed);
			const head = Buffer.alloc(12);
			head.writeBigUInt64LE(BigInt(index * sectorsPerGrain), 0);
			head.writeUInt32LE(compressed.length, 8);
			await output.append(head);
			await output.append(compressed);
			await output.align(sectorBytes);
		},
		async finish() {
			await finishTable();
			const directoryBytes = littleEndian32(directory);
			await output.append(metadataMarker(Math.ceil(directoryBytes.length / sectorBytes), marker.grainDirectory));
			const directorySector = BigInt(sector());
			await output.append(directoryBytes);
			await output.align(sectorBytes);
			await output.append(metadataMarker(1, marker.footer));
			await output.append(headerOf(capacity, directorySector));
			await output.append(metadataMarker(0, marker.endOfStream));
			await output.replace(headerOf(capacity, directoryAtEnd), 0);
			const identifier = contents.digest().readUInt32BE(0) & 2147483647;
			await output.replace(Buffer.from(descriptorOf(path.basename(file), capacity, identifier)), descriptorSector * sectorBytes);
		},
		[Symbol.asyncDispose]: () => output[Symbol.asyncDispose]()
	};
}
/** "Hosted Sparse Extent Header"; the footer is the same but for the place of the directory. */
function headerOf(capacity, directorySector) {
	const header = Buffer.alloc(sectorBytes);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(version, 4);
	header.writeUInt32LE(flags, 8);
	header.writeBigUInt64LE(BigInt(capacity), 12);
	header.writeBigUInt64LE(BigInt(sectorsPerGrain), 20);
	header.writeBigUInt64LE(BigInt(descriptorSector), 28);
	header.writeBigUInt64LE(BigInt(descriptorSectors), 36);
	header.writeUInt32LE(entriesPerTable, 44);
	header.writeBigUInt64LE(0n, 48);
	header.writeBigUInt64LE(directorySector, 56);
	header.writeBigUInt64LE(BigInt(overheadSectors), 64);
	header.write("\n \r\n", 73, "latin1");
	header.writeUInt16LE(deflate$1, 77);
	return header;
}
/** "Markers": how many sectors of metadata follow, and of what kind. */
function metadataMarker(sectors, type) {
	const bytes = Buffer.alloc(sectorBytes);
	bytes.writeBigUInt64LE(BigInt(sectors), 0);
	bytes.writeUInt32LE(type, 12);
	return bytes;
}
/** "The Disk Descriptor File". The geometry is the one that BIOSes make up for large disks. */
function descriptorOf(name, capacity, identifier) {
	const [heads, sectors] = [255, 63];
	return [
		"# Disk DescriptorFile",
		"version=1",
		`CID=${identifier.toString(16).padStart(8, "0")}`,
		"parentCID=ffffffff",
		"createType=\"streamOptimized\"",
		"",
		"# Extent description",
		`RDONLY ${capacity} SPARSE "${name.replaceAll("\"", "_")}"`,
		"",
		"# The Disk Data Base",
		"#DDB",
		"",
		`ddb.virtualHWVersion = "${hardwareVersion}"`,
		`ddb.geometry.cylinders = "${Math.min(65535, Math.floor(capacity / (heads * sectors)))}"`,
		`ddb.geometry.heads = "${heads}"`,
		`ddb.geometry.sectors = "${sectors}"`,
		`ddb.adapterType = "${adapterType}"`,
		""
	].join("\n");
}
function littleEndian32(values) {
	const bytes = Buffer.alloc(values.length * 4);
	for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4);
	return bytes;
}

// src/convert/grains/codecs.ts
const deflateRaw = promisify(zlib.deflateRaw);
const deflate = promisify(zlib.deflate);
/** Node compresses in its pool of threads, so several grains at once use several processors. */
const codecs = {
	/** qcow2 specification, "Compressed cluster descriptor": raw deflate with a window of 4 KiB. */
	qcow2: {
		name: "deflate-raw-12",
		compress: (data) => deflateRaw(data, {
			level: 6,
			windowBits: 12
		})
	},
	/** VMware Virtual Disk Format 5.0, "Compressed grains": a zlib stream (RFC 1950). */
	vmdk: {
		name: "zlib-15",
		compress: (data) => deflate(data, { level: 6 })
	}
};

// src/convert/grains/grain-cache.ts
/** Stored as hexadecimal in the index; 128 bits tell more grains apart than there ever will be. */
const digestOf = (data) => createHash("sha256").update(data).digest("hex").slice(0, 32);
async function openCompressor({ codec, store, disk, temporary }) {
	const key = `${disk}-${codec.name}`;
	const before = store === void 0 ? void 0 : await readGrainFile(await store.get(key));
	const output = store === void 0 ? void 0 : await fs.open(temporary, "w");
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
			return await codec.compress(data);
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
			await Promise.all([before?.close(), output?.close()]);
		}
	};
}
/** @returns undefined if there is no file, or a damaged one: its checksum is compared before anything of it is used */
async function readGrainFile(file) {
	if (file === void 0) return void 0;
	const handle = await fs.open(file).catch(() => void 0);
	if (handle === void 0) return void 0;
	const index = await readIndex(handle).catch(() => void 0);
	if (index === void 0) {
		await handle.close();
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
const blockBytes = 1048576;
async function readIndex(handle) {
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
	const block = Buffer.alloc(blockBytes);
	for (let offset = 0; offset < grainsEnd; offset += blockBytes) {
		const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes, grainsEnd - offset), offset);
		hash.update(block.subarray(0, bytesRead));
	}
	return hash.digest("hex") === index.sha256 ? index : void 0;
}

// src/convert/compress-disk.ts
function isCompressedFormat(format) {
	return Object.hasOwn(formats, format);
}
const formats = {
	qcow2: {
		codec: codecs.qcow2,
		create: createQcow2
	},
	vmdk: {
		codec: codecs.vmdk,
		create: createVmdk
	}
};
/**
* Writes compressed images of a raw disk, all formats in one reading. Grains that the last build of the disk had, too, are taken
* from the cache. The same disk gives the same bytes, whatever the cache held.
*
* @returns how many grains were written, and how many of them came from the cache
* @throws ApplianceError code `disk-not-written` with the system's reason, `interrupted`
*/
async function compressDisk(runner, request) {
	try {
		return await writeImages(runner, request);
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
async function writeImages(runner, request) {
	try {
		var _usingCtx$1 = _usingCtx();
		const { source, targets, store, scratch, disk } = request;
		const scope = _usingCtx$1.a(new Scope());
		const extents = await dataExtents(runner, source);
		const handle = await fs.open(source);
		scope.defer(() => handle.close());
		const { size } = await handle.stat();
		const outputs = await Promise.all(targets.map(async ({ format, file }) => {
			const { codec, create } = formats[format];
			const temporary = path.join(scratch, `${path.basename(file)}.grains`);
			scope.defer(() => fs.rm(temporary, { force: true }));
			return {
				writer: scope.use(await create(file, size)),
				compressor: scope.use(await openCompressor({
					codec,
					store,
					disk,
					temporary
				}))
			};
		}));
		const work = async (grain) => {
			const digest = store === void 0 ? "" : digestOf(grain.data);
			return {
				grain,
				digest,
				compressed: await Promise.all(outputs.map(({ compressor }) => compressor.compress(grain, digest)))
			};
		};
		let grains = 0;
		for await (const { grain, digest, compressed } of inOrder(readGrains(handle, extents), work, request.concurrency)) {
			throwIfInterrupted(runner.signal);
			grains += 1;
			for (const [place, { writer, compressor }] of outputs.entries()) {
				const bytes = compressed[place] ?? Buffer.alloc(0);
				await writer.add(grain.index, grain.data, bytes);
				await compressor.keep(digest, bytes);
			}
		}
		for (const { writer } of outputs) await writer.finish();
		const reused = Math.min(...outputs.map(({ compressor }) => compressor.reused));
		if (reused < grains) for (const { compressor } of outputs) await compressor.save();
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
* Converts disks: compressed qcow2, streamOptimized vmdk, or a plain copy. The same raw disk gives the same bytes.
*
* Compressed formats of raw disks are written by `compressDisk`, all formats of a disk in one reading; anything else by qemu-img.
*
* @throws ApplianceError of the tool; the unfinished file is removed
*/
async function convertDisks(runner, jobs, options) {
	const own = jobs.filter(({ format, image }) => isCompressedFormat(format) && (image?.format ?? "raw") === "raw");
	const limit = pLimit(options.concurrency);
	const others = jobs.filter((job) => !own.includes(job) && job.source !== job.target);
	const copied = Promise.all(others.map((job) => limit(() => dropOnFailure([job], () => runQemuImg(runner, job)))));
	copied.catch(() => void 0);
	let [grains, reused] = [0, 0];
	for (const source of new Set(own.map((job) => job.source))) {
		const ofDisk = own.filter((job) => job.source === source);
		const done = await dropOnFailure(ofDisk, () => compress(runner, source, ofDisk, options));
		grains += done.grains;
		reused += done.reused;
	}
	await copied;
	return {
		disks: await Promise.all(jobs.map((job) => limit(() => describeResult(runner, job)))),
		grains,
		reused
	};
}
async function compress(runner, source, jobs, options) {
	return await compressDisk(runner, {
		disk: jobs[0]?.stem ?? jobs[0]?.disk ?? "",
		source,
		targets: jobs.map(({ format, target }) => ({
			format,
			file: target
		})),
		store: options.store,
		scratch: options.scratch,
		concurrency: 2 * options.concurrency
	});
}
const qemuOptions = {
	raw: [
		"-O",
		"raw",
		"-W"
	],
	qcow2: [
		"-O",
		"qcow2",
		"-c",
		"-W",
		"-m",
		"8"
	],
	vmdk: [
		"-O",
		"vmdk",
		"-o",
		"subformat=streamOptimized,adapter_type=lsilogic,hwversion=13"
	]
};
async function runQemuImg(runner, { disk, format, source, image, target }) {
	const args = [
		"convert",
		"-f",
		image?.format ?? "raw",
		...qemuOptions[format],
		source,
		target
	];
	await runner.run("qemu-img", args, { failure: `can't convert disk ${disk} to ${format}` });
}
async function dropOnFailure(jobs, work) {
	try {
		return await work();
	} catch (error) {
		await Promise.all(jobs.map(({ target }) => fs.rm(target, { force: true })));
		throw error;
	}
}
async function describeResult(runner, { disk, format, source, image, target }) {
	const stat = await fs.stat(target);
	return {
		disk,
		format,
		path: target,
		virtualBytes: image?.virtualBytes ?? (await fs.stat(source)).size,
		fileBytes: format === "raw" ? stat.blocks * 512 : stat.size,
		sha256: await sha256OfFile(target, runner.signal)
	};
}

export { dataExtents as n, pLimit as r, convertDisks as t };