import { t as create } from "./glob.js";
import { h as ApplianceError } from "./start.js";
import * as fs from "node:fs/promises";
import * as path from "node:path";

// src/action/inputs/workspace.ts
/**
* @param given the input `working-directory`, relative to the workspace
* @returns its absolute path
* @throws ApplianceError code `bad-input` if it is no folder, or lies outside the workspace
*/
async function workingDirectory(workspace, given) {
	const directory = path.resolve(workspace, given);
	if ((await fs.stat(directory).catch(() => void 0))?.isDirectory() !== true) throw badInput("working-directory", `there is no folder ${given}`);
	if (!await isInside(workspace, directory)) throw badInput("working-directory", `${given} leads out of the workspace`);
	return directory;
}
/**
* @param patterns files or globs relative to the directory; those with a leading `!` take files away
* @returns the kickstart files relative to the directory, sorted, each once
* @throws ApplianceError code `bad-input` if there is none, or one lies outside the workspace
*/
async function findKickstarts(workspace, directory, patterns) {
	if (patterns.length === 0) throw badInput("kickstart", "it is required", "name a kickstart file below the workspace: kickstart: appliance.ks");
	const escaped = directory.replaceAll(/[[*?]/g, (character) => `[${character}]`);
	const found = (await (await create(patterns.map((pattern) => pattern.startsWith("!") ? `!${path.join(escaped, pattern.slice(1))}` : path.join(escaped, pattern)).join("\n"), {
		followSymbolicLinks: false,
		implicitDescendants: false,
		matchDirectories: false
	})).glob()).sort();
	if (found.length === 0) throw badInput("kickstart", `no file matches ${patterns.join(", ")}`, "is the repository checked out before this step?");
	for (const file of found) if (!await isInside(workspace, file)) throw badInput("kickstart", `${path.relative(directory, file)} leads out of the workspace`);
	return found.map((file) => path.relative(directory, file));
}
/** Whether a path stays inside a folder when symbolic links are followed; false if it does not exist. */
async function isInside(folder, file) {
	try {
		const [outer, inner] = await Promise.all([fs.realpath(folder), fs.realpath(file)]);
		return inner === outer || inner.startsWith(outer + path.sep);
	} catch {
		return false;
	}
}
function badInput(name, problem, hint) {
	return new ApplianceError({
		kind: "input",
		code: "bad-input",
		message: `input ${name}: ${problem}`,
		hint
	});
}

export { workingDirectory as i, findKickstarts as n, isInside as r, badInput as t };