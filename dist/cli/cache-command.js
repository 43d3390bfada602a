import { t as parseSizeBytes } from "./size.js";
import { r as formatTable, t as formatBytes } from "./format.js";
import { t as defaultCacheDirectory } from "./default-cache.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/cache/upkeep.ts
/** What the cache holds, by kind. Kinds are the folders of the cache directory. */
const cacheKinds = [
	"packages",
	"layers",
	"initramfs",
	"grains",
	"apt-lists",
	"dnf-metadata",
	"signatures",
	"accelerator"
];
/** All entries, least recently used first. */
async function listCache(directory) {
	return (await Promise.all(cacheKinds.map((kind) => listKind(directory, kind)))).flat().sort((one, other) => one.lastUsed.getTime() - other.lastUsed.getTime());
}
async function listKind(directory, kind) {
	const files = (await fs.readdir(path.join(directory, kind), {
		recursive: true,
		withFileTypes: true
	}).catch(() => [])).filter((entry) => entry.isFile());
	return (await Promise.all(files.map(async (entry) => {
		const file = path.join(entry.parentPath, entry.name);
		const stat = await fs.stat(file).catch(() => void 0);
		return stat === void 0 ? void 0 : {
			kind,
			name: path.relative(directory, file),
			bytes: stat.size,
			lastUsed: stat.mtime
		};
	}))).filter((entry) => entry !== void 0);
}
const millisecondsPerDay = 864e5;
/** @returns the entries that were removed */
async function pruneCache(directory, rules, now = /* @__PURE__ */ new Date()) {
	const entries = await listCache(directory);
	let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
	const removed = [];
	for (const entry of entries) {
		const tooOld = rules.maxAgeDays !== void 0 && now.getTime() - entry.lastUsed.getTime() > rules.maxAgeDays * millisecondsPerDay;
		const tooMuch = rules.maxBytes !== void 0 && bytes > rules.maxBytes;
		if (!tooOld && !tooMuch) continue;
		await fs.rm(path.join(directory, entry.name), { force: true });
		bytes -= entry.bytes;
		removed.push(entry);
	}
	return removed;
}
/** Removes what the program put there, and the directory itself if nothing else is in it. */
async function clearCache(directory) {
	const entries = await listCache(directory);
	await Promise.all(cacheKinds.map((kind) => fs.rm(path.join(directory, kind), {
		recursive: true,
		force: true
	})));
	await fs.rmdir(directory).catch(() => void 0);
	return entries;
}

// src/cli/commands/cache-command.ts
/** Without any rule, prune drops what no build of the last month used. */
const defaultMaxAgeDays = 30;
async function cacheListCommand(flags, { stdout }) {
	const directory = directoryOf(flags);
	const entries = await listCache(directory);
	if (flags.json === true) {
		stdout.write(`${JSON.stringify({
			directory,
			entries
		})}\n`);
		return 0;
	}
	const rows = cacheKinds.map((kind) => {
		const ofKind = entries.filter((entry) => entry.kind === kind);
		const lastUsed = ofKind.at(-1)?.lastUsed.toISOString().slice(0, 16) ?? "";
		return [
			`  ${kind}`,
			String(ofKind.length),
			formatBytes(sumBytes(ofKind)),
			lastUsed
		];
	});
	stdout.write(`${directory}\n${formatTable([[
		"  kind",
		"files",
		"size",
		"last used"
	], ...rows], [
		false,
		true,
		true
	])}\n`);
	return 0;
}
async function cachePruneCommand(flags, environment) {
	const noRule = flags.maxAge === void 0 && flags.maxSize === void 0;
	return told(await pruneCache(directoryOf(flags), {
		maxAgeDays: noRule ? defaultMaxAgeDays : flags.maxAge,
		maxBytes: flags.maxSize === void 0 ? void 0 : parseSizeBytes(flags.maxSize, "--max-size") ?? 0
	}), flags, environment);
}
async function cacheClearCommand(flags, environment) {
	return told(await clearCache(directoryOf(flags)), flags, environment);
}
function told(removed, flags, { stdout }) {
	const bytes = sumBytes(removed);
	stdout.write(flags.json === true ? `${JSON.stringify({
		removed: removed.length,
		bytes
	})}\n` : `removed ${removed.length} file${removed.length === 1 ? "" : "s"}, ${formatBytes(bytes)}\n`);
	return 0;
}
/** @returns an absolute path */
function directoryOf(flags) {
	return path.resolve(flags.cacheDir ?? "/var/cache/appliance-build");
}
function sumBytes(entries) {
	return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}

export { directoryOf as i, cacheListCommand as n, cachePruneCommand as r, cacheClearCommand as t };