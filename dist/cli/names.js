import { t as ApplianceError } from "./errors.js";
import { r as sha256OfFile } from "./checksum.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import { randomUUID } from "node:crypto";

// src/cache/content-store.ts
/** @param note told of each file that is used or added */
function contentStore(directory, extension, note) {
	const place = (sha256) => path.join(directory, sha256.slice(0, 2), `${sha256}${extension}`);
	const exists = (file) => fs.access(file).then(() => true, () => false);
	return {
		async has(sha256) {
			const found = await exists(place(sha256));
			if (found) note(place(sha256));
			return found;
		},
		async copyTo(sha256, target) {
			const source = place(sha256);
			if (!await fs.copyFile(source, target).then(() => true, async (error) => {
				if (error.code === "ENOENT" && !await exists(source)) return false;
				throw error;
			})) return false;
			if (await sha256OfFile(target) !== sha256) {
				await Promise.all([fs.rm(source, { force: true }), fs.rm(target, { force: true })]);
				return false;
			}
			await markUsed(source);
			note(source);
			return true;
		},
		async add(sha256, file) {
			const found = await sha256OfFile(file);
			if (found !== sha256) throw new ApplianceError({
				kind: "build",
				code: "checksum-mismatch",
				message: `${path.basename(file)} has the SHA-256 ${found}, but the metadata of its repository says ${sha256}`,
				hint: "the mirror or a proxy before it is at fault; try again later or use another mirror"
			});
			await placeAtomically(place(sha256), (temporary) => fs.copyFile(file, temporary));
			note(place(sha256));
		}
	};
}
/** Makes a file appear whole or not at all: written under another name in the same folder, then renamed. */
async function placeAtomically(target, write) {
	await fs.mkdir(path.dirname(target), { recursive: true });
	const temporary = `${target}.${randomUUID()}.partial`;
	try {
		await write(temporary);
		await fs.rename(temporary, target);
	} finally {
		await fs.rm(temporary, {
			force: true,
			recursive: true
		});
	}
}
/** Pruning goes by the time of last use, which is the file's modification time. */
async function markUsed(file) {
	const now = /* @__PURE__ */ new Date();
	await fs.utimes(file, now, now).catch(() => void 0);
}

// src/cache/kept-folder.ts
/** @param note told of each folder that is used or put there */
function keptFolders(directory, note) {
	return {
		async copyOut(key, copy) {
			const kept = path.join(directory, key);
			const saved = await copyOutFolder(kept, copy);
			if (saved !== void 0) note(kept);
			return saved;
		},
		async putBack(key, copy, worthKeeping) {
			const kept = path.join(directory, key);
			await putBackFolder(copy, kept, worthKeeping);
			note(kept);
		}
	};
}
/** The second one finds what took the place of the first; no build puts a folder back twice. */
const looks = 2;
/** What is copied is one folder as it was put there, not half of one and half of another that took its place meanwhile. */
async function copyOutFolder(kept, copy) {
	for (let look = 0; look < looks; look++) {
		const saved = await fs.stat(kept).catch(() => void 0);
		if (saved === void 0) return void 0;
		const copied = await unlessGone(fs.cp(kept, copy, {
			recursive: true,
			preserveTimestamps: true
		}));
		const after = await fs.stat(kept).catch(() => void 0);
		if (copied && after?.ino === saved.ino) return saved.mtime;
		await fs.rm(copy, {
			recursive: true,
			force: true
		});
	}
}
/** @returns false if what it works on is not there, or not any more */
async function unlessGone(work) {
	try {
		await work;
		return true;
	} catch (error) {
		if (error.code === "ENOENT") return false;
		throw error;
	}
}
async function putBackFolder(copy, kept, worthKeeping) {
	const names = (await filesBelow(copy)).filter(worthKeeping);
	const now = /* @__PURE__ */ new Date();
	if (await description(copy, names) === await description(kept, await filesBelow(kept)) && await unlessGone(fs.utimes(kept, now, now))) return;
	await placeFolder(kept, async (temporary) => {
		await fs.mkdir(temporary);
		for (const name of names) await fs.cp(path.join(copy, name), path.join(temporary, name), { preserveTimestamps: true });
	});
}
async function filesBelow(folder) {
	return (await fs.readdir(folder, {
		recursive: true,
		withFileTypes: true
	}).catch(() => [])).filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}
async function description(folder, names) {
	const stats = await Promise.all(names.map((name) => fs.stat(path.join(folder, name)).catch(() => void 0)));
	return JSON.stringify(names.map((name, index) => [
		name,
		stats[index]?.size,
		Math.floor((stats[index]?.mtimeMs ?? 0) / 1e3)
	]));
}
/**
* Makes a folder appear whole in the place of an older one, which goes as a whole: whoever copies it sees that.
*
* A folder can't be renamed over one that isn't empty; a build that loses the race keeps the winner's.
*/
async function placeFolder(target, write) {
	const older = `${target}.${randomUUID()}.partial`;
	try {
		await placeAtomically(target, async (temporary) => {
			await write(temporary);
			await unlessGone(setAside(target, older));
		});
	} catch (error) {
		const { code = "" } = error;
		if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
	} finally {
		await fs.rm(older, {
			recursive: true,
			force: true
		});
	}
}
async function setAside(folder, aside) {
	try {
		await fs.rename(folder, aside);
	} catch (error) {
		if (error.code !== "EXDEV") throw error;
		await fs.rm(folder, {
			recursive: true,
			force: true
		});
	}
}

// src/cache/transfer/names.ts
/**
* What of a cache may leave a machine and come to it, by its name below the cache directory. Compressed disks hold what
* passwords and scripts made, the accelerator is the machine's own, and folders called `private-…` come from repositories with a password.
*/
const patterns = [
	{
		kind: "packages",
		pattern: /^packages\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.(?:deb|rpm)$/
	},
	{
		kind: "layers",
		pattern: /^layers\/[0-9a-f]{64}\.tar\.zst$/
	},
	{
		kind: "initramfs",
		pattern: /^initramfs\/initramfs-(?:listing-)?[0-9a-f]{64}$/
	},
	{
		kind: "signatures",
		pattern: /^signatures\/[0-9a-f]{64}\.json$/
	},
	{
		kind: "dnf-metadata",
		pattern: /^dnf-metadata\/keys\/[0-9a-f]{64}\.asc$/
	},
	{
		kind: "apt-lists",
		pattern: /^apt-lists\/[0-9a-f]{32}$/,
		isFolder: true
	},
	{
		kind: "dnf-metadata",
		pattern: /^dnf-metadata\/[0-9a-f]{32}$/,
		isFolder: true
	}
];
/** @returns undefined if nothing of that name is carried from machine to machine */
function transferable(name) {
	const found = patterns.find(({ pattern }) => pattern.test(name));
	return found && {
		kind: found.kind,
		isFolder: found.isFolder === true
	};
}
/** A file's folder that is carried as a whole, and its path below it; undefined if it is in none, or its path is no plain one. */
function inFolder(name) {
	const [kind = "", key = "", ...rest] = name.split("/");
	const folder = `${kind}/${key}`;
	if (transferable(folder)?.isFolder !== true || rest.length === 0 || !rest.every(isPlain)) return void 0;
	return {
		folder,
		below: rest.join("/")
	};
}
/** Kernels take at most 255 bytes for a name. */
function isPlain(segment) {
	return segment !== "" && segment !== "." && segment !== ".." && !/[\u0000-\u001f\u007f]/.test(segment) && segment.length < 256;
}
/** The SHA-256 that a package file is called by; undefined for other names. */
function sha256InName(name) {
	return /^packages\/..\/([0-9a-f]{64})\./.exec(name)?.[1];
}

export { placeFolder as a, placeAtomically as c, keptFolders as i, sha256InName as n, contentStore as o, transferable as r, markUsed as s, inFolder as t };