import { t as ApplianceError } from "./errors.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/host/file-owner.ts
/** Gives a file away; of a link, the link. Does nothing without an owner. */
async function giveTo(owner, file) {
	if (owner !== void 0) await fs.lchown(file, owner.uid, owner.gid);
}
/** Gives a folder away with its files, the folder last: until then nobody else can change what is in it. */
async function giveFolderTo(owner, folder) {
	if (owner === void 0) return;
	for (const name of await fs.readdir(folder)) await giveTo(owner, path.join(folder, name));
	await giveTo(owner, folder);
}
/** Makes a folder and those above it that are missing, all of which are given away. */
async function makeFolderFor(owner, folder) {
	const first = await fs.mkdir(folder, { recursive: true });
	if (first === void 0) return;
	for (let made = folder; made.length >= first.length; made = path.dirname(made)) await giveTo(owner, made);
}

// src/build/output.ts
/** The name of the file by which a directory is recognised as the output of an earlier build. */
const manifestName = "manifest.json";
const logName = "build.log";
/**
* Makes the staging directory for an output directory.
*
* @param givenTo whose all of it is to be in the end, the log of a failed build too; undefined: this process's
* @throws ApplianceError kind `input` if the directory holds anything but the output of an earlier build of this appliance
*/
async function openOutput(directory, applianceName, owner, givenTo) {
	const target = path.resolve(directory);
	await checkReplaceable(target, applianceName);
	const staging = await makeStaging(path.dirname(target), path.basename(target), givenTo);
	const failedLog = `${target}.failed.log`;
	owner.own(staging, {
		file: path.join(staging, logName),
		as: failedLog
	});
	return {
		directory: target,
		staging,
		async publish() {
			const previous = `${staging}.old`;
			await fs.chmod(staging, 493);
			await giveFolderTo(givenTo, staging);
			while (!await swapIn(staging, target, previous)) await checkReplaceable(target, applianceName);
			owner.own(previous);
			owner.disown(staging);
			await fs.rm(previous, {
				recursive: true,
				force: true
			});
			owner.disown(previous);
			await fs.rm(failedLog, { force: true });
		},
		async abandon() {
			await fs.rename(path.join(staging, logName), failedLog).catch(() => void 0);
			await fs.rm(staging, {
				recursive: true,
				force: true
			});
			owner.disown(staging);
			return failedLog;
		}
	};
}
async function makeStaging(parent, base, givenTo) {
	try {
		await makeFolderFor(givenTo, parent);
		const staging = await fs.mkdtemp(path.join(parent, `.${base}.partial-`));
		await fs.writeFile(path.join(staging, logName), "");
		await giveTo(givenTo, path.join(staging, logName));
		return staging;
	} catch (cause) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-output",
			message: `cannot write to ${parent}: ${cause.code ?? String(cause)}`,
			hint: "name another folder: --out DIR",
			cause
		});
	}
}
/** @returns false if another build has put its output there at the same moment: then that is the earlier one now */
async function swapIn(staging, target, previous) {
	const hadPrevious = await renameIfThere(target, previous);
	try {
		await fs.rename(staging, target);
		return true;
	} catch (error) {
		const { code } = error;
		const overtaken = code === "ENOTEMPTY" || code === "EEXIST";
		if (overtaken && hadPrevious) await fs.rm(previous, {
			recursive: true,
			force: true
		});
		else if (hadPrevious) await fs.rename(previous, target);
		if (overtaken) return false;
		throw error;
	}
}
async function renameIfThere(from, to) {
	try {
		await fs.rename(from, to);
		return true;
	} catch (error) {
		if (error.code === "ENOENT") return false;
		throw error;
	}
}
async function checkReplaceable(target, applianceName) {
	const stat = await fs.stat(target).catch(() => void 0);
	if (stat === void 0) return;
	const refuse = (why) => new ApplianceError({
		kind: "input",
		code: "output-in-use",
		message: `the output directory ${target} ${why}`,
		hint: "a build replaces the whole directory; name another one: --out DIR"
	});
	if (!stat.isDirectory()) throw refuse("is a file");
	const names = await fs.readdir(target);
	if (names.length === 0) return;
	const manifest = await readManifest(path.join(target, manifestName));
	if (manifest === void 0) throw refuse(`holds files that no build of this program made: ${names.slice(0, 3).join(", ")}`);
	if (manifest.name !== applianceName) throw refuse(`holds another appliance, ${manifest.name}`);
	const listed = /* @__PURE__ */ new Set([
		...manifest.files,
		manifestName,
		logName
	]);
	const strange = names.filter((name) => !listed.has(name));
	if (strange.length > 0) throw refuse(`holds files beside an earlier build: ${strange.slice(0, 3).join(", ")}`);
}
async function readManifest(file) {
	try {
		const data = JSON.parse(await fs.readFile(file, "utf8"));
		if (typeof data.name !== "string" || !Array.isArray(data.files)) return void 0;
		return {
			name: data.name,
			files: data.files.map(String)
		};
	} catch {
		return;
	}
}

export { giveTo as i, manifestName as n, openOutput as r, logName as t };