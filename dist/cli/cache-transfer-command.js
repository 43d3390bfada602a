import { t as ApplianceError } from "./errors.js";
import { a as placeFolder, c as placeAtomically, n as sha256InName, r as transferable, t as inFolder } from "./names.js";
import { t as _usingCtx } from "./usingCtx.js";
import { r as sha256OfFile } from "./checksum.js";
import { n as giveTo } from "./file-owner.js";
import { t as formatBytes } from "./format.js";
import { i as directoryOf } from "./cache-command.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import { createHash } from "node:crypto";

// src/cache/transfer/index-file.ts
const indexName = "index.json";
const largestIndexBytes = 67108864;
/**
* Reads an index that anybody may have written.
*
* @throws ApplianceError code `bad-cache-folder`
*/
async function readIndex(directory) {
	try {
		try {
			var _usingCtx$2 = _usingCtx();
			const file = _usingCtx$2.a(await fs.open(path.join(directory, indexName), fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK));
			const stat = await file.stat();
			if (!stat.isFile() || stat.size > largestIndexBytes) throw new Error("it is no file of a sensible size");
			return checkedIndex(JSON.parse(await file.readFile("utf8")));
		} catch (_) {
			_usingCtx$2.e = _;
		} finally {
			await _usingCtx$2.d();
		}
	} catch (cause) {
		const { code, message } = cause;
		throw new ApplianceError({
			kind: "input",
			code: "bad-cache-folder",
			message: `${directory} holds no usable ${indexName}: ${code ?? message}`,
			hint: "name a folder that \"appliance-build cache export\" made",
			cause
		});
	}
}
function checkedIndex(data) {
	const { schema, files, folders } = objectOf(data);
	if (schema !== 1) throw new Error(`its schema is ${String(schema)}, not 1`);
	const index = {
		schema,
		files: listOf(files).map((file) => {
			const { name, bytes, sha256, mtimeMs } = objectOf(file);
			return {
				name: textOf(name, isFileName),
				bytes: numberOf$1(bytes),
				sha256: textOf(sha256, (text) => /^[0-9a-f]{64}$/.test(text)),
				mtimeMs: numberOf$1(mtimeMs)
			};
		}),
		folders: listOf(folders).map((folder) => {
			const { name, mtimeMs } = objectOf(folder);
			return {
				name: textOf(name, isFolderName),
				mtimeMs: numberOf$1(mtimeMs)
			};
		})
	};
	const names = [...index.files, ...index.folders].map(({ name }) => name);
	if (new Set(names).size !== names.length) throw new Error("it names something twice");
	const known = new Set(index.folders.map(({ name }) => name));
	for (const { name, sha256 } of index.files) {
		const { folder } = inFolder(name) ?? {};
		if (folder !== void 0 && !known.has(folder)) throw new Error(`it does not name the folder of ${name}`);
		if ((sha256InName(name) ?? sha256) !== sha256) throw new Error(`${name} has another SHA-256 than its name`);
	}
	return index;
}
const isFileName = (name) => transferable(name)?.isFolder === false || inFolder(name) !== void 0;
const isFolderName = (name) => transferable(name)?.isFolder === true;
function objectOf(data) {
	if (typeof data === "object" && data !== null && !Array.isArray(data)) return data;
	throw new Error("it lacks an object");
}
function listOf(data) {
	if (Array.isArray(data)) return data;
	throw new Error("it lacks a list");
}
function textOf(data, isRight) {
	if (typeof data === "string" && isRight(data)) return data;
	throw new Error(`it holds ${JSON.stringify(data)?.slice(0, 80)}, which is no name or checksum of a cache`);
}
/** Times far from ours would confuse what goes by them. */
const largestNumber = 2 ** 48;
function numberOf$1(data) {
	if (typeof data === "number" && data >= 0 && data < largestNumber) return data;
	throw new Error("it holds a size or time that is none");
}

// src/cache/transfer/export.ts
/**
* Puts entries of the cache into a folder from which they can be carried to another machine: as further names of the same
* files where that is possible, readable for all, with their checksums in an index.
*
* @throws ApplianceError code `bad-cache-name` for a name of nothing that may be carried, `bad-cache-folder`
*/
async function exportCache({ directory, names, target, owner }) {
	const wrong = names.find((name) => transferable(name) === void 0);
	if (wrong !== void 0) throw badName(wrong);
	await makeTarget(target);
	const files = [];
	const folders = [];
	const counts = {
		missing: 0,
		withheld: 0
	};
	for (const name of new Set(names)) {
		if (transferable(name)?.isFolder !== true) {
			const carried = await carry(directory, target, name);
			if (carried === void 0) counts.missing++;
			else files.push(carried);
			continue;
		}
		const folder = path.join(directory, name);
		const stat = await fs.lstat(folder).catch(() => void 0);
		if (stat?.isDirectory() !== true) {
			counts.missing++;
			continue;
		}
		const below = (await regularFilesBelow(folder))?.map((file) => `${name}/${file}`);
		if (below === void 0) {
			counts.missing++;
			continue;
		}
		if (below.some((file) => inFolder(file) === void 0) || await holdsPassword(directory, below)) {
			counts.withheld++;
			continue;
		}
		const carried = await Promise.all(below.map((file) => carry(directory, target, file)));
		if (carried.includes(void 0)) {
			counts.missing++;
			continue;
		}
		files.push(...carried.filter((file) => file !== void 0));
		folders.push({
			name,
			mtimeMs: stat.mtimeMs
		});
	}
	const index = {
		schema: 1,
		files,
		folders
	};
	await fs.writeFile(path.join(target, indexName), JSON.stringify(index), {
		mode: 420,
		flag: "wx"
	});
	await open(target, owner);
	return {
		files: files.length,
		bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
		...counts
	};
}
function badName(name) {
	return new ApplianceError({
		kind: "input",
		code: "bad-cache-name",
		message: `"${name}" is no name of anything in the cache that may leave this machine`,
		hint: "the names are those that build --progress json prints"
	});
}
async function makeTarget(target) {
	await fs.mkdir(target, {
		recursive: true,
		mode: 493
	});
	if ((await fs.readdir(target)).length === 0) return;
	throw new ApplianceError({
		kind: "input",
		code: "bad-cache-folder",
		message: `${target} is not empty`,
		hint: "name a new folder"
	});
}
/** @returns undefined if it is no file */
async function carry(directory, target, name) {
	const [from, to] = [path.join(directory, name), path.join(target, name)];
	const stat = await fs.lstat(from).catch(() => void 0);
	if (stat?.isFile() !== true) return void 0;
	await fs.mkdir(path.dirname(to), { recursive: true });
	try {
		await linkOrCopy(from, to, (stat.mode & 292) === 292);
	} catch (error) {
		if (error.code === "ENOENT") return void 0;
		throw error;
	}
	const { size } = await fs.lstat(to);
	return {
		name,
		bytes: size,
		sha256: sha256InName(name) ?? await sha256OfFile(to),
		mtimeMs: stat.mtimeMs
	};
}
async function linkOrCopy(from, to, isReadable) {
	if (isReadable) {
		if (await fs.link(from, to).then(() => true, (error) => {
			if (error.code === "ENOENT") throw error;
			return false;
		})) return;
	}
	await fs.copyFile(from, to, fs.constants.COPYFILE_FICLONE);
	await fs.chmod(to, 420);
}
/** @returns undefined if the folder, or one in it, has gone */
async function regularFilesBelow(folder) {
	return (await fs.readdir(folder, {
		recursive: true,
		withFileTypes: true
	}).catch((error) => {
		if (error.code === "ENOENT") return void 0;
		throw error;
	}))?.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}
const withPassword = /\b[a-z][a-z0-9+]*:\/\/[^\s/:@]*:[^\s/@]+@/i;
/** Lists of mirrors are small, and they are what may hold addresses; servers may put passwords into them. */
const largestListBytes = 1048576;
async function holdsPassword(directory, names) {
	for (const name of names) {
		const file = path.join(directory, name);
		const { size } = await fs.lstat(file).catch(() => ({ size: 0 }));
		if (size > largestListBytes) continue;
		if (withPassword.test(await fs.readFile(file, "latin1").catch(() => ""))) return true;
	}
	return false;
}
async function open(target, owner) {
	const folders = (await fs.readdir(target, {
		recursive: true,
		withFileTypes: true
	})).filter((entry) => entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
	for (const folder of [target, ...folders]) {
		await fs.chmod(folder, 493);
		await giveTo(owner, folder);
	}
}

// src/cache/transfer/import.ts
/**
* Takes a folder of `exportCache` into the cache. Anybody may have changed it on its way: nothing gets in that is not a
* regular file of a known name with the size and the SHA-256 that the index says, for package files the one that is their
* name. What the cache has already stays, unless the carried one is younger.
*
* @param source the folder; neither it nor what is in it is trusted
* @throws ApplianceError code `bad-cache-folder` if its index is unusable
*/
async function importCache(directory, source) {
	const base = await fs.realpath(source).catch(() => source);
	const { files, folders } = await readIndex(base);
	const result = {
		files: 0,
		bytes: 0,
		dropped: 0,
		new: 0
	};
	const count = (these, outcome) => {
		if (outcome === "damaged") {
			result.dropped += these.length;
			return;
		}
		result.files += these.length;
		result.bytes += these.reduce((sum, { bytes }) => sum + bytes, 0);
		if (outcome === "new") result.new += these.length;
	};
	for (const file of files) if (inFolder(file.name) === void 0) count([file], await takeFile(directory, base, file));
	for (const folder of folders) {
		const content = files.filter(({ name }) => inFolder(name)?.folder === folder.name);
		count(content, await takeFolder(directory, base, folder, content));
	}
	return result;
}
async function takeFile(directory, base, file) {
	const target = path.join(directory, file.name);
	const before = await fs.lstat(target).catch(() => void 0);
	if (before !== void 0 && (isNamedByContent(file.name) || before.mtimeMs >= file.mtimeMs)) return "known";
	return await ifSound(placeAtomically(target, (temporary) => copySound(base, file, temporary))) ? before === void 0 ? "new" : "known" : "damaged";
}
/** A package's name is its checksum, and that of a layer its key: what is there is the same. */
const isNamedByContent = (name) => /^(?:packages|layers)\//.test(name);
async function takeFolder(directory, base, { name, mtimeMs }, content) {
	const target = path.join(directory, name);
	const before = await fs.lstat(target).catch(() => void 0);
	if (before !== void 0 && before.mtimeMs >= mtimeMs) return "known";
	return await ifSound(placeFolder(target, async (temporary) => {
		await fs.mkdir(temporary);
		for (const file of content) {
			const place = path.join(temporary, inFolder(file.name)?.below ?? "");
			await makeFolder(path.dirname(place));
			await copySound(base, file, place);
		}
		await fs.utimes(temporary, mtimeMs / 1e3, mtimeMs / 1e3);
	})) ? before === void 0 ? "new" : "known" : "damaged";
}
/** What says that a carried file is not what the index says. */
var Damaged = class extends Error {};
/** A file and a folder of one name cannot both be right. */
async function makeFolder(folder) {
	await fs.mkdir(folder, { recursive: true }).catch((error) => {
		throw error.code === "EEXIST" || error.code === "ENOTDIR" ? new Damaged(folder) : error;
	});
}
/** @returns false if what is carried is damaged; trouble with the cache itself is thrown */
async function ifSound(work) {
	try {
		await work;
		return true;
	} catch (error) {
		if (error instanceof Damaged) return false;
		throw error;
	}
}
async function copySound(base, { name, bytes, sha256, mtimeMs }, target) {
	try {
		var _usingCtx$1 = _usingCtx();
		const source = _usingCtx$1.a(await openSound(base, name));
		const stat = await source.stat();
		if (!stat.isFile() || stat.size !== bytes) throw new Damaged(name);
		const copy = _usingCtx$1.a(await fs.open(target, "wx", 420));
		const hash = createHash("sha256");
		const buffer = Buffer.allocUnsafe(1048576);
		let copied = 0;
		for (;;) {
			const { bytesRead } = await source.read(buffer);
			if (bytesRead === 0) break;
			copied += bytesRead;
			if (copied > bytes) throw new Damaged(name);
			const chunk = buffer.subarray(0, bytesRead);
			hash.update(chunk);
			await copy.writeFile(chunk);
		}
		if (copied !== bytes || hash.digest("hex") !== sha256) throw new Damaged(name);
		await copy.utimes(mtimeMs / 1e3, mtimeMs / 1e3);
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** Opens a file below the folder without following links, on the way to it either, and without waiting for a FIFO. */
async function openSound(base, name) {
	const file = path.join(base, name);
	const folder = path.dirname(file);
	const flags = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;
	try {
		if (await fs.realpath(folder) !== folder || !(await fs.lstat(file)).isFile()) throw new Damaged(name);
		return await fs.open(file, flags);
	} catch {
		throw new Damaged(name);
	}
}

// src/cli/commands/cache-transfer-command.ts
async function cacheExportCommand(target, flags, { variables, stdout }) {
	const text = await fs.readFile(flags.names, "utf8").catch((cause) => {
		throw new ApplianceError({
			kind: "input",
			code: "unreadable-names",
			message: `cannot read ${flags.names}: ${cause.code ?? cause.message}`,
			cause
		});
	});
	const exported = await exportCache({
		directory: directoryOf(flags),
		names: text.split("\n").filter((name) => name !== ""),
		target: path.resolve(target),
		owner: callerOf(variables)
	});
	const { files, bytes, missing, withheld } = exported;
	stdout.write(flags.json === true ? `${JSON.stringify(exported)}\n` : `exported ${files} files, ${formatBytes(bytes)}; ${missing} no longer there, ${withheld} with passwords in them\n`);
	return 0;
}
async function cacheImportCommand(source, flags, { stdout }) {
	const imported = await importCache(directoryOf(flags), path.resolve(source));
	const { files, bytes, dropped, new: added } = imported;
	stdout.write(flags.json === true ? `${JSON.stringify(imported)}\n` : `${files} files, ${formatBytes(bytes)}: ${added} new; ${dropped} damaged and dropped\n`);
	return 0;
}
/** Who called sudo(8), under "ENVIRONMENT"; undefined without it. */
function callerOf(variables) {
	const [uid, gid] = [variables["SUDO_UID"], variables["SUDO_GID"]].map(numberOf);
	return uid === void 0 || gid === void 0 ? void 0 : {
		uid,
		gid
	};
}
const numberOf = (text = "") => /^\d{1,10}$/.test(text) ? Number(text) : void 0;

export { cacheExportCommand, cacheImportCommand };