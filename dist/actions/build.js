import { _ as localCacheOf, b as writeRecord, c as lastLines, d as fitBlocks, f as followBuild, g as holds, h as runWithLifeline, i as bootBlocks, l as packageChanges, m as programOfJob, n as refuseUntrusted, o as bootsOf, p as totalBytes, s as differenceCounts, t as judgeRun, u as remarkList, v as readRecord, y as whenZstdIsThere } from "./shared/trust.js";
import { r as manifestName, t as readManifest } from "./shared/read-manifest.js";
import { a as formatBytes, c as inputsOfJob, g as ApplianceErrors, h as ApplianceError, n as startAction, o as formatSeconds, t as programParts, u as inputTable, v as messageOf } from "./shared/start.js";
import { a as fence, c as table, i as escapeText, n as count, o as link, t as code$1 } from "./shared/markdown.js";
import { i as workingDirectory, n as findKickstarts, r as isInside, t as badInput } from "./shared/workspace.js";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { createHash } from "node:crypto";

// src/action/cache/client-output.ts
/**
* Listens to @actions/cache, which prints for the runner. Nothing of it is an error of the job, and some of it comes from
* elsewhere: it all becomes debug output, but for what is to be masked.
*/
function listenToClient(log) {
	const complaints = [];
	let reservation;
	return {
		take(line) {
			const [, name, data = ""] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
			const text = name === void 0 ? line : unescaped(data);
			if (name === "add-mask") {
				log.mask(text);
				return;
			}
			log.debug(text);
			if (name === "debug") reservation ??= /^Failed to reserve cache: (?:Error: )?(.*)/.exec(text)?.[1];
			else if (name === "warning" || name === "error" || /^Failed to (?:save|restore): /.test(text)) complaints.push(text);
		},
		reason: () => plain(reservation ?? complaints[0]),
		get isTaken() {
			return reservation?.includes("(409)") === true;
		}
	};
}
function plain(complaint) {
	return complaint?.split("\n")[0]?.replace(/^Failed to (?:save|restore): /, "");
}
/** The reverse of what @actions/core does to the data of a command (its escapeData). */
function unescaped(data) {
	return data.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

// src/action/cache/service.ts
const defaultLimits = {
	restoreSeconds: 300,
	saveSeconds: 600
};
/** Values of ACTIONS_CACHE_MODE that forbid something; the client judges unknown ones as permissive, too. */
const forbidding = {
	restore: ["none", "write-only"],
	save: ["none", "read"]
};
function mayTransfer(verb, variables) {
	const mode = (variables["ACTIONS_CACHE_MODE"] ?? "").trim().toLowerCase();
	return !forbidding[verb].includes(mode);
}
function createCacheService(settings) {
	const { restoreSeconds, saveSeconds } = settings.limits ?? defaultLimits;
	async function restore(folder, lookUp, signal) {
		const nothing = {
			key: void 0,
			bytes: 0
		};
		const forbidden = forbiddenReason("restore", folder, settings);
		if (forbidden !== void 0) return {
			...nothing,
			outcome: "skipped",
			seconds: 0,
			reason: forbidden
		};
		const { result, seconds, stopped, words } = await run(settings, folder, {
			verb: "restore",
			...lookUp
		}, restoreSeconds, signal);
		if (result?.key !== void 0) return {
			outcome: result.key === lookUp.key ? "hit" : "near",
			key: result.key,
			bytes: result.bytes,
			seconds,
			reason: void 0
		};
		await fs.rm(path.join(folder.parent, folder.name), {
			recursive: true,
			force: true
		});
		if (result?.available === false) return {
			...nothing,
			outcome: "skipped",
			seconds,
			reason: noService
		};
		if (signal?.aborted === true) return {
			...nothing,
			outcome: "skipped",
			seconds,
			reason: String(signal.reason)
		};
		const reason = stopped ?? words.reason();
		if (reason === void 0) return {
			...nothing,
			outcome: "miss",
			seconds,
			reason
		};
		warn$1(settings.log, `${folder.name} cannot be restored from the cache: ${reason}`);
		return {
			...nothing,
			outcome: "failed",
			seconds,
			reason
		};
	}
	async function has(folder, key) {
		const { result } = await run(settings, folder, {
			verb: "look-up",
			key,
			restoreKeys: []
		}, restoreSeconds);
		return result?.key === key;
	}
	async function save(folder, key) {
		const forbidden = forbiddenReason("save", folder, settings);
		if (forbidden !== void 0) return {
			outcome: "skipped",
			key,
			bytes: 0,
			seconds: 0,
			reason: forbidden
		};
		const { result, seconds, stopped, words } = await run(settings, folder, {
			verb: "save",
			key,
			restoreKeys: []
		}, saveSeconds);
		if (result?.key !== void 0) return {
			outcome: "saved",
			key,
			bytes: result.bytes,
			seconds,
			reason: void 0
		};
		if (result?.available === false) return {
			outcome: "skipped",
			key,
			bytes: 0,
			seconds,
			reason: noService
		};
		if (words.isTaken) return {
			outcome: "exists",
			key,
			bytes: 0,
			seconds,
			reason: void 0
		};
		const reason = stopped ?? words.reason() ?? "the client of the cache service does not say why";
		warn$1(settings.log, `${folder.name} cannot be saved to the cache: ${reason}`);
		return {
			outcome: "failed",
			key,
			bytes: 0,
			seconds,
			reason
		};
	}
	return {
		maySave: mayTransfer("save", settings.variables),
		restore,
		has,
		save
	};
}
const noService = "this runner has no cache service";
function forbiddenReason(verb, { parent }, { variables }) {
	if (!mayTransfer(verb, variables)) return `the mode of the cache is ${variables["ACTIONS_CACHE_MODE"]}`;
	return /[\s"']/.test(parent) ? `the path ${parent} has blanks or quotes in it` : void 0;
}
function warn$1(log, message) {
	log.annotate("warning", message, void 0, "cache");
}
async function run({ transfer: [node, ...words], variables, log, signal }, { parent, name }, request, limitSeconds, further) {
	const start = performance.now();
	const client = listenToClient(log);
	const limit = AbortSignal.timeout(limitSeconds * 1e3);
	await fs.mkdir(parent, { recursive: true });
	const scratch = await fs.mkdtemp(path.join(parent, ".transfer-"));
	try {
		const resultFile = path.join(scratch, "result.json");
		const argument = JSON.stringify({
			...request,
			folder: name,
			resultFile
		});
		const exitCode = await runWithLifeline(node, [...words, argument], {
			env: {
				...defined(variables),
				GITHUB_WORKSPACE: parent,
				RUNNER_TEMP: scratch
			},
			cwd: parent,
			signal: AbortSignal.any([
				signal,
				limit,
				...further === void 0 ? [] : [further]
			]),
			graceSeconds: 1,
			onOutput: client.take,
			onError: log.debug
		});
		const result = exitCode === 0 ? await resultIn(resultFile) : void 0;
		const seconds = secondsSince(start);
		const memory = Math.round((result?.peakMemoryBytes ?? 0) / 2 ** 20);
		log.debug(`cache-transfer ${request.verb} ${name}: ${result?.bytes ?? 0} bytes in ${seconds} s, ${memory} MiB of memory`);
		return {
			result,
			seconds,
			stopped: whyStopped(exitCode, limit, limitSeconds),
			words: client
		};
	} finally {
		await fs.rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
function whyStopped(exitCode, limit, limitSeconds) {
	if (exitCode === 0) return void 0;
	return limit.aborted ? `given up after ${limitSeconds} s` : `its client ended with exit code ${exitCode}`;
}
async function resultIn(file) {
	const text = await fs.readFile(file, "utf8").catch(() => void 0);
	return text === void 0 ? void 0 : JSON.parse(text);
}
function defined(variables) {
	return Object.fromEntries(Object.entries(variables).filter((entry) => entry[1] !== void 0));
}
function secondsSince(start) {
	return Math.round(performance.now() - start) / 1e3;
}

// src/action/cache/keys.ts
/** Of the files within an entry: raised when they are laid out in another way, so that old entries are left alone. */
const layoutVersion = "v1";
const defaultPrefix = "appliance-build";
const longestPart = 80;
const shownDigits = 16;
/** The same set, asked for in the same way, has the same key on every machine. */
function packagesKey(prefix, request, setSha256) {
	return joined(prefix, "packages", [...wordsOf(request), short(setSha256)]);
}
/** Metadata is what the repositories say today, so that its key goes by its content. */
function metadataKey(prefix, request, contentSha256) {
	return joined(prefix, "metadata", [...wordsOf(request), short(contentSha256)]);
}
function layerEntryKey(prefix, request, layerKey) {
	return joined(prefix, "layer", [
		request.arch,
		short(request.sha256),
		short(layerKey)
	]);
}
/** What goes into an initramfs is known when it is made, so that its key goes by its content. */
function initramfsEntryKey(prefix, request, contentSha256) {
	return joined(prefix, "initramfs", [
		request.arch,
		short(request.sha256),
		short(contentSha256)
	]);
}
/** Every run keeps its own, as there is no overwriting: the newest is found by its prefix. */
function manifestKey(prefix, name, runId, attempt) {
	return joined(prefix, "manifest", [
		name,
		runId,
		attempt
	]);
}
/**
* How to find the best entry before the set of packages is known: the newest for the same request, else, for packages and
* metadata, the newest of the distribution, which holds most of what another request needs. A layer or an initramfs of another
* request is of no use.
*/
function lookUp(prefix, part, request) {
	const isOfOneRequest = part === "layer" || part === "initramfs";
	const words = isOfOneRequest ? [request.arch, short(request.sha256)] : wordsOf(request);
	return newestOf$1(prefix, part, isOfOneRequest ? [words] : [words, words.slice(0, -1)]);
}
function manifestLookUp(prefix, name) {
	return newestOf$1(prefix, "manifest", [[name]]);
}
/** Whether an entry was made for this very request, though perhaps for another set of packages. */
function isOfRequest(key, { restoreKeys: [nearest = ""] }) {
	return key.startsWith(nearest);
}
function newestOf$1(prefix, part, alternatives) {
	const restoreKeys = alternatives.map((words) => `${joined(prefix, part, words)}-`);
	return {
		key: `${restoreKeys[0]}newest`,
		restoreKeys
	};
}
function wordsOf({ distribution, release, arch, sha256 }) {
	return [
		distribution,
		release,
		arch,
		short(sha256)
	];
}
function short(digest) {
	return digest.slice(0, shownDigits);
}
/** Keys have no commas and at most 512 characters (@actions/cache, checkKey). */
function joined(prefix, part, words) {
	return [
		bounded(encoded(prefix === "" ? defaultPrefix : prefix)),
		part,
		layoutVersion,
		...words.map(safe)
	].join("-");
}
/** A hyphen parts the words, so that none may be within: `web-` must not find what belongs to `web-server`. */
function safe(word) {
	return bounded(encoded(word).replaceAll("-", "%2D"));
}
function encoded(text) {
	return encodeURIComponent(Buffer.from(text).toString());
}
function bounded(text) {
	if (text.length <= longestPart) return text;
	const digest = createHash("sha256").update(text).digest("hex").slice(0, shownDigits);
	return `${text.slice(0, 63)}~${digest}`;
}

// src/action/cache/carried.ts
/** @throws Error if the program fails */
async function importFolder(program, cacheDirectory, folder) {
	const result = await program.run([
		"cache",
		"import",
		folder,
		"--cache-dir",
		cacheDirectory,
		"--json"
	]);
	requireSuccess("cache import", result);
	return JSON.parse(result.stdout);
}
/**
* @param folder is made, and belongs to who asked root's program for it
* @throws Error if the program fails, or the cache has lost some of the files: an entry is never replaced, so that half of
*   one would be worse than none
*/
async function exportFiles(program, cacheDirectory, files, folder) {
	const list = `${folder}.names`;
	await fs.mkdir(path.dirname(folder), { recursive: true });
	await fs.writeFile(list, files.map(({ name }) => `${name}\n`).join(""));
	const args = [
		"cache",
		"export",
		folder,
		"--cache-dir",
		cacheDirectory,
		"--names",
		list,
		"--json"
	];
	const result = await program.run(args);
	await fs.rm(list);
	requireSuccess("cache export", result);
	const exported = JSON.parse(result.stdout);
	if (exported.missing > 0) throw new Error(`${exported.missing} files are no longer in the cache of this machine`);
	return exported;
}
/** @returns the files that a folder carries */
async function filesCarried(folder) {
	return JSON.parse(await fs.readFile(path.join(folder, "index.json"), "utf8")).files;
}
/** SHA-256 over names and contents: times do not count. */
async function contentDigest(folder) {
	const lines = (await filesCarried(folder)).map(({ name, sha256 }) => `${sha256} ${name}`);
	return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
function requireSuccess(what, { exitCode, stderrTail }) {
	if (exitCode !== 0) throw new Error(`${what} failed with exit code ${exitCode}: ${stderrTail.at(-1) ?? ""}`);
}

// src/action/cache/parts.ts
/** Never throws. */
async function restorePart(context, part, enough) {
	const { prefix, request, directory, scratch, service, program, log } = context;
	const folder = {
		parent: path.join(scratch, "restore"),
		name: part
	};
	const place = path.join(folder.parent, part);
	try {
		const outcome = await service.restore(folder, lookUp(prefix, part, request), enough);
		if (outcome.key === void 0) return {
			...outcome,
			part,
			imported: void 0,
			files: []
		};
		const imported = await importFolder(program, directory, place);
		if (imported.dropped > 0) warn(log, `${imported.dropped} files of ${outcome.key} are damaged, and are not used`);
		return {
			...outcome,
			part,
			imported,
			files: part === "layer" ? await filesCarried(place) : []
		};
	} catch (error) {
		const reason = messageOf(error);
		warn(log, `${part} cannot be taken into the cache: ${reason}`);
		return {
			...skipped(part, reason),
			outcome: "failed"
		};
	} finally {
		await removeQuietly(place, log);
	}
}
function skipped(part, reason) {
	return {
		part,
		outcome: "skipped",
		key: void 0,
		bytes: 0,
		seconds: 0,
		reason,
		imported: void 0,
		files: []
	};
}
/**
* Saves what the service does not have yet. Never throws.
*
* @param before how the part was restored; undefined if that was not tried
* @returns undefined if all of it must stay on this machine
*/
async function savePart(context, what, before) {
	const { scratch, log } = context;
	const folder = {
		parent: path.join(scratch, "save"),
		name: what.part
	};
	try {
		return await saveAnew(context, what, before, folder);
	} catch (error) {
		const reason = messageOf(error);
		warn(log, `${what.part} cannot be saved to the cache: ${reason}`);
		return {
			part: what.part,
			outcome: "failed",
			key: void 0,
			bytes: 0,
			seconds: 0,
			reason
		};
	} finally {
		await removeQuietly(path.join(folder.parent, folder.name), log);
	}
}
async function saveAnew({ prefix, request, directory, program, service }, { part, files, key: keyOrRule }, before, folder) {
	const place = path.join(folder.parent, folder.name);
	const isKnownNew = before?.outcome === "miss" || before?.key !== void 0 && !isOfRequest(before.key, lookUp(prefix, part, request));
	const isThere = async (key) => key === before?.key || !isKnownNew && await service.has(folder, key);
	const there = (key) => ({
		part,
		outcome: "exists",
		key,
		bytes: 0,
		seconds: 0,
		reason: void 0
	});
	if (typeof keyOrRule === "string" && await isThere(keyOrRule)) return there(keyOrRule);
	if ((await exportFiles(program, directory, files, place)).files === 0) return void 0;
	const key = typeof keyOrRule === "string" ? keyOrRule : keyOrRule(await contentDigest(place));
	if (typeof keyOrRule !== "string" && await isThere(key)) return there(key);
	return {
		...await service.save(folder, key),
		part
	};
}
function warn(log, message) {
	log.annotate("warning", message, void 0, "cache");
}
/** What cannot be removed now is removed when the job ends, with root's rights. */
async function removeQuietly(place, log) {
	await fs.rm(place, {
		recursive: true,
		force: true
	}).catch((error) => log.debug(String(error)));
}

// src/action/cache/session.ts
function openCacheSession(options) {
	const { mode, prefix, request, log, recordFile } = options;
	const layers = options.layers && options.trusted;
	const saves = mode === "read-write" && options.trusted && options.service.maySave;
	const restored = /* @__PURE__ */ new Map();
	const saving = [];
	const notNeeded = new AbortController();
	let bringingPackages;
	const used = {};
	let resolved;
	let fetched;
	async function restore() {
		if (mode === "off") return;
		await options.ready?.catch((error) => log.debug(String(error)));
		const known = (await readRecord(recordFile))[request.sha256] ?? {};
		const bring = async (part, signal) => {
			const isHere = await holds(options.directory, known[part]);
			const outcome = isHere ? skipped(part, "this machine has it") : await restorePart(options, part, signal);
			restored.set(part, outcome);
			return {
				isHere: isHere || outcome.imported !== void 0,
				files: outcome.files
			};
		};
		const layer = layers ? bring("layer") : Promise.resolve({
			isHere: false,
			files: []
		});
		const initramfs = layers ? bring("initramfs") : void 0;
		const metadata = bring("metadata");
		const { isHere, files } = await layer;
		used.layer = files;
		if (isHere) await Promise.all([metadata, initramfs]);
		bringingPackages = bring("packages", notNeeded.signal);
		if (!isHere) await Promise.all([
			metadata,
			initramfs,
			bringingPackages
		]);
	}
	function onEvent(event) {
		if (event.event === "resolved") {
			resolved = event;
			if (event.layerFromCache) notNeeded.abort("not needed with the layer");
		}
		if (event.event === "fetched") onFetched(event);
		if (event.event === "initramfs-kept") onInitramfs(event);
		if (event.event === "layer-kept") {
			used.layer = event.used;
			const key = exactKeys().layer;
			if (layers && key !== void 0) saveLater({
				part: "layer",
				files: event.used,
				key
			});
		}
	}
	function onInitramfs({ used: files }) {
		used.initramfs = files;
		const key = (content) => initramfsEntryKey(prefix, request, content);
		if (layers) saveLater({
			part: "initramfs",
			files,
			key
		});
	}
	function onFetched(event) {
		fetched = event;
		const packages = event.used.filter(goesWithPackages);
		const metadata = event.used.filter((file) => !goesWithPackages(file));
		Object.assign(used, {
			packages,
			metadata
		});
		const key = exactKeys().packages;
		if (resolved !== void 0 && key !== void 0 && isWhole(packages, resolved)) saveLater({
			part: "packages",
			files: packages,
			key
		});
		saveLater({
			part: "metadata",
			files: metadata,
			key: (content) => metadataKey(prefix, request, content)
		});
	}
	function saveLater(what) {
		if (saves && what.files.length > 0) saving.push(savePart(options, what, restored.get(what.part)));
	}
	async function settle() {
		notNeeded.abort("the build is over");
		await bringingPackages;
		const saved = (await Promise.all(saving)).filter((part) => part !== void 0);
		if (recordFile !== void 0 && mode !== "off") {
			const told = Object.fromEntries(Object.entries(used).filter(([, files]) => files.length > 0));
			await writeRecord(recordFile, request.sha256, told).catch((error) => log.debug(String(error)));
		}
		const layerReused = resolved?.layerFromCache === true;
		return {
			hit: layerReused || fetched?.downloaded === 0,
			layerReused,
			downloadedBytes: fetched?.downloadedBytes ?? 0,
			restored: [...restored.values()].map(judged),
			saved
		};
	}
	/** What is exact is known only now: the service was asked for the newest entry of the request. */
	function judged(part) {
		return part.key !== void 0 && part.key === exactKeys()[part.part] ? {
			...part,
			outcome: "hit"
		} : part;
	}
	function exactKeys() {
		if (resolved === void 0) return {};
		return {
			packages: packagesKey(prefix, request, resolved.setSha256),
			layer: layerEntryKey(prefix, request, resolved.layerKey)
		};
	}
	return {
		restore,
		onEvent,
		settle
	};
}
/** What verified signatures said belongs to the set that it was said of. */
function goesWithPackages({ name }) {
	return name.startsWith("packages/") || name.startsWith("signatures/");
}
function isWhole(files, { packages }) {
	const wanted = new Set(packages.map(({ sha256 }) => sha256));
	return files.filter(({ name }) => name.startsWith("packages/")).length >= wanted.size;
}

// src/action/cache/words.ts
/** What the cache did, a line to each part that has something to tell. */
function cacheLines({ restored, saved, layerReused, downloadedBytes }) {
	const reuse = layerReused ? "the installed root was reused" : downloadedBytes === 0 ? "every package was reused" : `${formatBytes(downloadedBytes)} of packages had to be downloaded`;
	return [
		...restored.map(restoredLine),
		...saved.map(savedLine),
		reuse
	];
}
function restoredLine({ part, outcome, key, bytes, seconds, reason, imported }) {
	if (key === void 0) return `${part}: ${reason ?? "the cache has none yet"}`;
	const taken = imported === void 0 ? "" : `, ${imported.new} of ${imported.files} files were new here`;
	return `${part}${outcome === "hit" || part === "metadata" || part === "initramfs" ? "" : " of another set of packages"}: restored, ${formatBytes(bytes)} in ${seconds} s${taken} (${key})`;
}
const savedWords = {
	saved: "saved",
	exists: "the service has it already",
	failed: "not saved",
	skipped: "not saved"
};
function savedLine({ part, outcome, key, bytes, seconds, reason }) {
	const figures = outcome === "saved" ? `, ${formatBytes(bytes)} in ${seconds} s` : "";
	return `${part}: ${savedWords[outcome]}${figures}${reason === void 0 ? "" : `: ${reason}`}${key === void 0 ? "" : ` (${key})`}`;
}

// src/action/summary/gantt.ts
/** More bars are no picture any more. */
const mostBars = 40;
/** Words that start a statement of their own in a Gantt diagram (Mermaid's gantt.jison). */
const keywords = /^(?:gantt|title|section|click|date|axisFormat|tickInterval|inclusiveEndDates|topAxis|excludes|includes|todayMarker|weekday|weekend|acc|call|href)/i;
/**
* Where the time of a build went, as a Gantt diagram of Mermaid, which GitHub draws. Times are written as moments of one
* day without a zone, so that the axis counts from 0 in every reader's zone.
*/
function gantt(bars) {
	const end = Math.max(0, ...bars.map(({ startSeconds, seconds }) => startSeconds + seconds));
	const lines = bars.slice(0, mostBars).map(({ name, startSeconds, seconds, failed }) => {
		const milliseconds = Math.max(1, Math.round(seconds * 1e3));
		return `  ${label(name)} ${formatSeconds(seconds)} :${failed ? "crit, " : ""}${moment(startSeconds)}, ${milliseconds}ms`;
	});
	return fence([
		"gantt",
		"  dateFormat YYYY-MM-DD HH:mm:ss.SSS",
		`  axisFormat ${end >= 3600 ? "%H:%M:%S" : "%M:%S"}`,
		...lines
	], "mermaid");
}
/** A label ends at a colon; number signs, semicolons, percent signs and brackets have meanings of their own. */
function label(name) {
	const plain = name.replaceAll(/[^\p{L}\p{N} ._/+-]/gu, " ").trim().slice(0, 60);
	return keywords.test(plain) || plain === "" ? `step ${plain}`.trim() : plain;
}
function moment(seconds) {
	return new Date(Date.UTC(2001, 0, 1) + Math.round(seconds * 1e3)).toISOString().replace("T", " ").replace("Z", "");
}

// src/action/summary/build-summary.ts
/** The `build` step's part of the job summary, as Markdown. */
function buildSummary(outcomes, settings = {}) {
	const blocks = outcomes.flatMap((outcome) => {
		const { built } = outcome.record;
		return built === void 0 ? failedBlocks(outcome, settings) : builtBlocks(outcome, built.manifest);
	});
	return fitBlocks(blocks, settings.limitBytes);
}
function builtBlocks(outcome, manifest) {
	const { record, difference } = outcome;
	const warnings = record.remarks.filter(({ severity }) => severity === "warning");
	const seconds = manifest.timings.reduce((sum, timing) => sum + timing.seconds, 0);
	const title = [manifest.name, manifest.version ?? ""].join(" ").trim();
	const packages = count(manifest.packages.length, "package");
	const facts = [
		`Built from ${code$1(manifest.kickstart.file)} in ${formatSeconds(seconds)} for ${escapeText(manifest.arch)} with ${escapeText(manifest.backend)}`,
		difference === void 0 ? packages : `${packages}: ${differenceCounts(difference)}`,
		...cacheFacts(outcome, manifest),
		...manifest.noEffect.length === 0 ? [] : [`No effect in an image: ${manifest.noEffect.map((command) => code$1(command)).join(", ")}`]
	];
	return [
		`### ✅ ${escapeText(title)}`,
		diskTable(manifest),
		facts.map((fact) => `- ${fact}`).join("\n"),
		...difference === void 0 ? [] : [packageChanges(difference)],
		...warnings.length === 0 ? [] : [remarkList(count(warnings.length, "warning"), warnings)],
		...timeBlocks(record),
		...bootBlocks(record.boots.length > 0 ? bootsOf(record) : manifest.boot.map((boot) => ({
			...boot,
			consoleTail: []
		})))
	];
}
function diskTable({ disks, bundles = [], archive }) {
	const rows = disks.map(({ disk, format, file, virtualBytes, fileBytes }) => [
		escapeText(disk),
		escapeText(format),
		code$1(file),
		formatBytes(virtualBytes),
		formatBytes(fileBytes)
	]);
	const others = [...bundles, ...archive === void 0 ? [] : [archive]].map(({ kind, file, fileBytes }) => [
		"all",
		escapeText(kind),
		code$1(file),
		"",
		formatBytes(fileBytes)
	]);
	return table([
		"Disk",
		"Format",
		"File",
		"Virtual size",
		"File size"
	], [...rows, ...others], [3, 4]);
}
/** What did not have to be fetched and installed again. */
function cacheFacts({ record: { fetched }, cacheNotes = [] }, { layer }) {
	const root = layer.fromCache ? ["The installed root came from the cache"] : [];
	const notes = cacheNotes.map((note) => escapeText(note));
	if (fetched === void 0) return [...root, ...notes];
	const { used, downloaded, downloadedBytes } = fetched;
	const reused = Math.max(0, used.length - downloaded);
	const reusedBytes = Math.max(0, totalBytes(used) - downloadedBytes);
	const files = `Package files and metadata: ${reused} from the cache (${formatBytes(reusedBytes)}), ${downloaded} downloaded (${formatBytes(downloadedBytes)})`;
	return [
		...root,
		files,
		...notes
	];
}
function timeBlocks({ steps }) {
	const bars = steps.flatMap(({ name, startSeconds, seconds, ok }) => seconds === void 0 ? [] : [{
		name,
		startSeconds,
		seconds,
		failed: !ok
	}]);
	return bars.length === 0 ? [] : [gantt(bars)];
}
function failedBlocks({ name, record, logTail = [] }, settings) {
	const errors = record.remarks.filter(({ severity }) => severity === "error");
	const interrupted = record.failure?.kind === "interrupted";
	const shown = errors.slice(0, mostErrors);
	return [
		`### ❌ ${escapeText(name)}: ${interrupted ? "the build was interrupted" : "the build failed"}`,
		...whereItFailed(record),
		...shown.map((error) => errorText(error, settings)),
		...errors.length > shown.length ? [remarkList("Further errors", errors.slice(mostErrors))] : [],
		...shown.filter(({ detail }) => detail.length > 0).map(({ detail }) => lastLines("What the tool said last", detail, { open: true })),
		...logTail.length === 0 ? [] : [lastLines("The last lines of the log", logTail)],
		...timeBlocks(record)
	];
}
function whereItFailed({ steps, failure }) {
	const step = steps.find(({ ok }) => !ok)?.name;
	const said = [...step === void 0 ? [] : [`It failed in the step ${code$1(step)}.`], ...failure?.log === void 0 ? [] : [`The whole log is ${code$1(path.basename(failure.log))}.`]];
	return said.length === 0 ? [] : [said.join(" ")];
}
/** More errors are listed folded. */
const mostErrors = 10;
function errorText({ message, hint, where, place }, { sourceAddress }) {
	const linked = place === void 0 || sourceAddress === void 0 ? void 0 : `${sourceAddress}/${pathOf(place)}`;
	return `> ${where === void 0 ? "" : `${linked === void 0 ? code$1(where) : link(where, linked)}: `}**${escapeText(message)}**${hint === void 0 ? "" : `<br>${escapeText(hint)}`}`;
}
/** Half a surrogate pair, which no percent-encoding has, becomes a replacement character on the way through UTF-8. */
function pathOf({ file, line }) {
	return `${Buffer.from(file).toString().split("/").map(encodeURIComponent).join("/")}#L${line}`;
}

// src/report/difference/difference.ts
/** Compares what two builds were made of. Versions are compared for equality alone: which is newer, only dpkg and rpm know. */
function compareManifests(old, current) {
	const packages = comparePackages(old.packages, current.packages);
	const disks = compareDisks(old, current);
	const kickstartChanged = old.kickstart.sha256 !== current.kickstart.sha256;
	const titles = {
		oldTitle: titleOf(old),
		newTitle: titleOf(current)
	};
	const lists = [
		packages.added,
		packages.removed,
		packages.changed,
		disks
	];
	return {
		different: kickstartChanged || titles.oldTitle !== titles.newTitle || lists.some((list) => list.length > 0),
		...titles,
		...packages,
		disks,
		kickstartChanged
	};
}
const titleOf = ({ name, version }) => version === void 0 ? name : `${name} ${version}`;
/** Some packages, kernels of RPM systems for one, are there in several versions: those come and go, and do not change. */
function comparePackages(old, current) {
	const before = byNameAndArch(old);
	const after = byNameAndArch(current);
	const added = [];
	const removed = [];
	const changed = [];
	for (const key of /* @__PURE__ */ new Set([...before.keys(), ...after.keys()])) {
		const gone = without(before.get(key) ?? [], after.get(key) ?? []);
		const come = without(after.get(key) ?? [], before.get(key) ?? []);
		const [from, ...otherGone] = gone;
		const [to, ...otherCome] = come;
		if (from !== void 0 && to !== void 0 && otherGone.length === 0 && otherCome.length === 0) changed.push({
			name: to.name,
			arch: to.arch,
			oldVersion: from.version,
			newVersion: to.version
		});
		else {
			removed.push(...gone);
			added.push(...come);
		}
	}
	return {
		added: added.sort(byName),
		removed: removed.sort(byName),
		changed: changed.sort(byName)
	};
}
function byNameAndArch(packages) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of packages) {
		const key = `${one.name}\0${one.arch}`;
		groups.set(key, [...groups.get(key) ?? [], one]);
	}
	return groups;
}
function without(packages, others) {
	return packages.filter(({ version, sha256 }) => !others.some((other) => other.version === version && other.sha256 === sha256));
}
function byName(one, other) {
	const [left, right] = [`${one.name}\0${one.arch}`, `${other.name}\0${other.arch}`];
	return left < right ? -1 : left > right ? 1 : 0;
}
/** The formats of a disk have one virtual size. */
function compareDisks(old, current) {
	const sizes = ({ disks }) => new Map(disks.map(({ disk, virtualBytes }) => [disk, virtualBytes]));
	const [before, after] = [sizes(old), sizes(current)];
	return [.../* @__PURE__ */ new Set([...before.keys(), ...after.keys()])].sort().map((disk) => ({
		disk,
		oldBytes: before.get(disk),
		newBytes: after.get(disk)
	})).filter(({ oldBytes, newBytes }) => oldBytes !== newBytes);
}

// src/report/difference/difference-text.ts
/**
* The same as a piece of GitHub's Markdown, for job summaries and release notes. Text of the manifests stands in code
* spans, where it is neither markup nor mentions anybody.
*
* @param mostRows packages listed at most; the rest is counted
*/
function differenceMarkdown(difference, mostRows = Number.POSITIVE_INFINITY) {
	if (!difference.different) return "Nothing changed: the same packages, disks and kickstart.\n";
	const { added, removed, changed } = difference;
	const packages = [
		...added.map(({ name, arch, version }) => [
			"added",
			code(`${name}.${arch}`),
			"",
			code(version)
		]),
		...removed.map(({ name, arch, version }) => [
			"removed",
			code(`${name}.${arch}`),
			code(version),
			""
		]),
		...changed.map(({ name, arch, oldVersion, newVersion }) => [
			oldVersion === newVersion ? "rebuilt" : "changed",
			code(`${name}.${arch}`),
			code(oldVersion),
			code(newVersion)
		])
	];
	const facts = [
		...difference.oldTitle === difference.newTitle ? [] : [`${code(difference.oldTitle)} became ${code(difference.newTitle)}`],
		...difference.kickstartChanged ? ["The kickstart changed"] : [],
		...difference.disks.map((disk) => `Disk ${code(disk.disk)}: ${sizesOf(disk)}`),
		`Packages: ${countsOf(difference)}`
	];
	const left = packages.length - mostRows;
	return [
		...facts.map((fact) => `- ${fact}`),
		...packages.length === 0 ? [] : [
			"",
			"| | package | before | now |",
			"| --- | --- | --- | --- |"
		],
		...packages.slice(0, mostRows).map((cells) => `| ${cells.join(" | ")} |`),
		...left > 0 ? ["", `… and ${left} more.`] : [],
		""
	].join("\n");
}
function countsOf({ added, removed, changed }) {
	if (added.length + removed.length + changed.length === 0) return "the same packages";
	return `${added.length} added, ${removed.length} removed, ${changed.length} changed`;
}
function sizesOf({ oldBytes, newBytes }) {
	if (newBytes === void 0) return "removed";
	if (oldBytes === void 0) return `new, ${formatBytes(newBytes)}`;
	return `${formatBytes(oldBytes)} → ${formatBytes(newBytes)}`;
}
/** A code span that also holds in a table, where a bar ends the cell unless it is escaped. */
const code = (text) => `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;

// src/action/build/changes.ts
const folderName = "manifest";
/**
* Compares a manifest with the one of an earlier run.
*
* @param given path of the earlier one; undefined: the newest in the store
* @param scratch an absolute path; the file of the changes is written in it
* @returns undefined if there is no earlier one, or it cannot be read, which is a warning
*/
async function changesSince(given, current, store, scratch) {
	const earlier = given ?? (store === void 0 ? void 0 : await newestOf(current.name, store));
	if (earlier === void 0) return void 0;
	try {
		const difference = compareManifests(readManifest(await fs.readFile(earlier, "utf8"), earlier), current);
		const file = path.join(scratch, `${current.name}-changes.md`);
		await fs.mkdir(scratch, { recursive: true });
		await fs.writeFile(file, `## ${current.name}\n\n${differenceMarkdown(difference)}`);
		return {
			difference,
			file
		};
	} catch (error) {
		store?.log.annotate("warning", `what changed since the previous manifest cannot be told: ${messageOf(error)}`);
		return;
	}
}
async function newestOf(name, { service, scratch, prefix }) {
	const { key } = await service.restore({
		parent: scratch,
		name: folderName
	}, manifestLookUp(prefix, name));
	return key === void 0 ? void 0 : path.join(scratch, folderName, manifestName);
}
/** Keeps a manifest for the next run to compare with. */
async function keepManifest(manifest, { service, scratch, prefix, variables }) {
	const folder = path.join(scratch, folderName);
	await fs.rm(folder, {
		recursive: true,
		force: true
	});
	await fs.mkdir(folder, { recursive: true });
	await fs.writeFile(path.join(folder, manifestName), JSON.stringify(manifest));
	const { GITHUB_RUN_ID: run = "", GITHUB_RUN_ATTEMPT: attempt = "" } = variables;
	await service.save({
		parent: scratch,
		name: folderName
	}, manifestKey(prefix, manifest.name, run, attempt));
}

// src/action/build/one.ts
/** Where appliances go, below the working directory. */
const outputFolder = "appliance";
/**
* Builds one kickstart: what it will need comes from the cache while the host's tools are installed, and what is new is
* saved while the build goes on.
*/
async function buildOne(kickstart, order, ports) {
	const { program, log, workspace, cacheDirectory, owner, searchPath } = ports;
	const several = order.kickstarts.length > 1;
	const planned = await planOf(kickstart, order, program);
	const name = planned?.name ?? path.parse(kickstart).name;
	const progress = followBuild({
		log,
		folders: {
			workspace,
			directory: order.directory
		},
		appliance: several ? name : void 0
	});
	let session;
	if (planned !== void 0) {
		log.startGroup(`${several ? `${name}: ` : ""}prepare – host tools, and what the cache has`);
		const uses = planned.toolUses[order.bootTest ? "bootTest" : "build"];
		const tools = program.run([
			"doctor",
			"--install",
			`--use=${uses.join(",")}`
		]);
		session = ports.openCache(planned.packageRequest, whenZstdIsThere(searchPath, tools));
		await Promise.all([tools, session.restore()]);
		log.endGroup();
	}
	await fs.mkdir(path.join(order.directory, outputFolder), { recursive: true });
	const { exitCode } = await program.run([
		"build",
		"--progress=json",
		"--stop-at-eof",
		"--install-tools",
		`--cache-dir=${cacheDirectory}`,
		`--out=${path.join(outputFolder, name)}`,
		...owner === void 0 ? [] : [`--owner=${owner}`],
		...order.bootTest ? ["--probe-accelerator"] : [],
		...order.options,
		"--",
		kickstart
	], { onEvent(event) {
		progress.onEvent(event);
		session?.onEvent(event);
	} });
	return {
		kickstart,
		name,
		exitCode,
		record: progress.record,
		cache: await session?.settle()
	};
}
/** @returns undefined if it cannot be planned: the build says why, each error with its place */
async function planOf(kickstart, order, program) {
	const { exitCode, stdout } = await program.run([
		"plan",
		"--json",
		...order.options,
		"--",
		kickstart
	], { quiet: true });
	return exitCode === 0 ? JSON.parse(stdout) : void 0;
}

// src/action/inputs/arguments.ts
const buildInputs = Object.keys(inputTable).filter((name) => "flag" in inputTable[name]);
/** Options that the action sets by itself, or whose effect it does not know how to hand on. */
const ownOptions = [
	"out",
	"owner",
	"cache-dir",
	"progress",
	"json",
	"stop-at-eof",
	"boot-test",
	"probe-accelerator",
	"install-tools"
];
/**
* The options of `build` and `plan` that the inputs ask for. Each value is one word with its option, so no value is ever
* taken for an option itself.
*/
function optionsOf(inputs) {
	const named = buildInputs.flatMap((name) => {
		const value = inputs[name];
		const flag = inputTable[name].flag;
		if (value === void 0 || value === false) return [];
		if (value === true) return [flag ?? ""];
		return (Array.isArray(value) ? value : [value]).map((one) => `${flag}=${String(one)}`);
	});
	const timeout = inputs["boot-timeout"];
	return [
		...named,
		...timeout === void 0 ? [] : [`--boot-timeout=${timeout}`],
		...inputs["extra-args"]
	];
}
/** @returns what is wrong with the further options */
function extraArgumentErrors(words) {
	return words.flatMap((word) => {
		const name = /^--([^=]*)/.exec(word)?.[1];
		if (name === void 0 || !ownOptions.includes(name)) return [];
		return [new ApplianceError({
			kind: "input",
			code: "bad-input",
			message: `input extra-args: ${word} is set by the action itself`,
			hint: "leave it away; the inputs of the action decide about it"
		})];
	});
}

// src/action/build/order.ts
const cacheModes = {
	true: "read-write",
	false: "off",
	"read-only": "read-only"
};
/**
* Reads and checks everything that the job asks for, before anything of it runs.
*
* @throws ApplianceError code `untrusted-run`, ApplianceErrors with every input that is wrong
*/
async function readOrder(job) {
	const { workspace, facts } = job;
	const trust = judgeRun(facts);
	const errors = [];
	const inputs = readAll(job, errors);
	const paths = inputs ?? inputsOfJob("plan", job);
	if (inputs !== void 0) refuseUntrusted(trust, facts.selfHosted, inputs["allow-untrusted"]);
	const directory = await workingDirectory(workspace, paths["working-directory"] ?? ".");
	const kickstarts = await orErrors(errors, [], findKickstarts(workspace, directory, paths.kickstart));
	if (inputs === void 0) throw new ApplianceErrors(errors);
	if (!trust.trusted) job.log.annotate("notice", `${trust.reason}: nothing of this run is kept in the cache`);
	errors.push(...extraArgumentErrors(inputs["extra-args"]));
	const previousManifest = await orErrors(errors, void 0, previousManifestOf(workspace, directory, inputs["previous-manifest"]));
	if (kickstarts.length > 1 && inputs.name !== void 0) errors.push(badInput("name", `${kickstarts.length} kickstarts cannot share one`, "leave it away: each has its own name"));
	if (errors.length > 0) throw new ApplianceErrors(errors);
	return {
		directory,
		kickstarts,
		options: optionsOf(inputs),
		bootTest: inputs["boot-test"] !== "never",
		cache: {
			mode: cacheModes[inputs.cache],
			prefix: inputs["cache-prefix"] ?? "",
			layers: inputs["layer-cache"]
		},
		trusted: trust.trusted,
		previousManifest
	};
}
/** @returns undefined if any is wrong, which is among the errors then */
function readAll(job, errors) {
	try {
		return inputsOfJob("build", job);
	} catch (error) {
		if (!(error instanceof ApplianceErrors)) throw error;
		errors.push(...error.errors);
		return;
	}
}
async function previousManifestOf(workspace, directory, given) {
	if (given === void 0) return void 0;
	const file = path.resolve(directory, given);
	const stat = await fs.stat(file).catch(() => void 0);
	if (stat === void 0) return;
	if (!await isInside(workspace, file)) throw badInput("previous-manifest", `${given} leads out of the workspace`);
	if (!stat.isFile()) throw badInput("previous-manifest", `${given} is no file`);
	return file;
}
async function orErrors(errors, otherwise, work) {
	try {
		return await work;
	} catch (error) {
		if (!(error instanceof ApplianceError)) throw error;
		errors.push(error);
		return otherwise;
	}
}

// src/action/build/build.ts
/**
* The action `build`: refuses what must not run here, builds every kickstart one after the other with a cache between
* runs, and tells of it.
*
* @returns false if a build failed, which is told by then
* @throws ApplianceErrors, ApplianceError for what is refused or asked for wrongly
*/
async function buildAction(job, parts) {
	const order = await readOrder(job);
	await fs.mkdir(job.temporary, { recursive: true });
	const local = localCacheOf(job, order.trusted);
	const service = createCacheService({
		transfer: [parts.node, path.join(parts.distribution, "actions", "cache-transfer.js")],
		variables: job.variables,
		log: job.log,
		signal: job.signal
	});
	const program = programOfJob(job, parts, order.directory);
	const ports = {
		program,
		log: job.log,
		workspace: job.workspace,
		searchPath: job.variables["PATH"],
		cacheDirectory: local.directory,
		owner: parts.owner,
		openCache: (request, ready) => openCacheSession({
			...order.cache,
			...local,
			trusted: order.trusted,
			request,
			ready,
			scratch: path.join(job.temporary, "transfer"),
			service,
			program,
			log: job.log
		})
	};
	const outcomes = [];
	for (const kickstart of order.kickstarts) {
		if (job.signal.aborted) break;
		outcomes.push(await buildAndCompare(kickstart, order, ports, {
			job,
			service
		}));
	}
	setOutputs(job, outcomes);
	await job.addSummary(await summaryOf(job, outcomes));
	return !job.signal.aborted && outcomes.every(({ exitCode }) => exitCode === 0);
}
async function buildAndCompare(kickstart, order, ports, { job, service }) {
	const build = await buildOne(kickstart, order, ports);
	const cacheNotes = build.cache === void 0 ? [] : cacheLines(build.cache);
	for (const line of cacheNotes) job.log.line(`cache: ${line}`);
	const { built } = build.record;
	if (built === void 0 || job.signal.aborted) return {
		...build,
		cacheNotes,
		changes: void 0
	};
	const scratch = path.join(job.temporary, "changes", build.name);
	const store = {
		service,
		scratch,
		prefix: order.cache.prefix,
		variables: job.variables,
		log: job.log
	};
	const mayRead = order.cache.mode !== "off";
	const changes = await changesSince(order.previousManifest, built.manifest, mayRead ? store : void 0, scratch);
	if (order.cache.mode === "read-write" && order.trusted && changes?.difference.different !== false) await keepManifest(built.manifest, store);
	return {
		...build,
		cacheNotes,
		changes
	};
}
function setOutputs({ setOutput }, outcomes) {
	const built = outcomes.flatMap(({ record }) => record.built ?? []);
	const pathsOf = (name) => built.flatMap((one) => name(one).map((file) => path.join(one.directory, file))).join("\n");
	const failed = outcomes.flatMap(({ record }) => record.failure?.log ?? []);
	setOutput("directory", outcomes.flatMap(({ record }) => record.built?.directory ?? record.failure?.log?.replace(/\.failed\.log$/, "") ?? []).join("\n"));
	setOutput("descriptor", pathsOf(({ manifest }) => [manifest.descriptor]));
	setOutput("disks", pathsOf(({ manifest }) => manifest.disks.map(({ file }) => file)));
	setOutput("manifest", pathsOf(() => [manifestName]));
	setOutput("changes", outcomes.flatMap(({ changes }) => changes?.file ?? []).join("\n"));
	setOutput("logs", failed.join("\n"));
	setOutput("cache-hit", String(outcomes.length > 0 && outcomes.every(({ cache }) => cache?.hit === true)));
	setOutput("json", JSON.stringify({ appliances: outcomes.map(dataOf) }));
}
function dataOf({ kickstart, name, exitCode, record, cache, changes }) {
	const { built, failure, remarks } = record;
	return {
		kickstart,
		name,
		exitCode,
		directory: built?.directory ?? null,
		descriptor: built?.manifest.descriptor ?? null,
		disks: built?.manifest.disks ?? [],
		packages: built?.manifest.packages.length ?? null,
		log: failure?.log ?? null,
		errors: remarks.filter(({ severity }) => severity === "error"),
		changes: changes?.file ?? null,
		cache: cache ?? null
	};
}
async function summaryOf({ variables, log }, outcomes) {
	const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: sha } = variables;
	return buildSummary(await Promise.all(outcomes.map(async ({ name, record, cacheNotes, changes }) => ({
		name,
		record,
		difference: changes?.difference,
		cacheNotes,
		logTail: await tailOf(record.failure?.log, log.hide)
	}))), server === void 0 || repository === void 0 || sha === void 0 ? {} : { sourceAddress: `${server}/${repository}/blob/${sha}` });
}
async function tailOf(file, hide) {
	if (file === void 0) return [];
	return hide(await fs.readFile(file, "utf8").catch(() => "")).trimEnd().split("\n").slice(-40);
}

// src/action/entries/build.ts
await startAction(process, (job) => buildAction(job, programParts(process, import.meta.dirname)));

export {  };