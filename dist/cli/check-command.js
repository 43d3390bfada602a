import { a as chooseBackend, i as reportRefusals, n as planOf, o as outsideOf, r as readKickstartFile } from "./read-kickstart.js";
import { n as ApplianceErrors, t as ApplianceError } from "./errors.js";
import { t as jsonLine } from "./printable.js";
import { o as signalOfProcess } from "./environment.js";
import { a as warningData, n as errorData, o as warningLines, r as errorLines, s as Excerpts } from "./print-error.js";
import { t as onlyOnce } from "./only-once.js";
import { n as readOptionsOf } from "./read-options.js";

// src/cli/commands/check-command.ts
/**
* Reads each kickstart, with its %addon lines and layout, and reports everything wrong in any of them.
*
* @returns 0, or 2 if any has an error
*/
async function checkCommand(files, flags, environment) {
	const outside = outsideOf(environment, onlyOnce(signalOfProcess));
	let anyErrors = false;
	for (const file of files) {
		const finding = await checkFile(file, flags, outside);
		anyErrors ||= finding.errors.length > 0;
		if (flags.json === true) environment.stdout.write(`${jsonLine(asData(finding))}\n`);
		else printFinding(finding, environment);
	}
	return anyErrors ? 2 : 0;
}
async function checkFile(file, flags, outside) {
	const nothing = {
		file,
		syntax: void 0,
		warnings: [],
		counts: /* @__PURE__ */ new Map(),
		noEffect: [],
		texts: /* @__PURE__ */ new Map()
	};
	try {
		const read = await readKickstartFile(file, outside, readOptionsOf(flags));
		const { document, errors, counts, texts } = read;
		const found = {
			...nothing,
			syntax: document.syntax,
			warnings: document.warnings,
			counts,
			texts
		};
		return flags.language === true ? {
			...found,
			errors
		} : {
			...found,
			...judgeAppliance(read)
		};
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind === "interrupted") throw error;
		return {
			...nothing,
			errors: [error]
		};
	}
}
/** What an appliance makes of it. With errors in the language only its single lines can be judged, not the whole. */
function judgeAppliance(read) {
	const { document, errors } = read;
	const others = {
		warnings: document.warnings,
		noEffect: []
	};
	if (errors.length > 0) {
		const all = [...errors];
		const report = (error) => all.push(error);
		reportRefusals(document, chooseBackend(document, {}, report).backend, report);
		return {
			...others,
			errors: all.toSorted(byLine(document.file))
		};
	}
	try {
		const { appliance } = planOf(read, {});
		const noEffect = [...new Set(appliance.noEffect.map(({ command }) => command))];
		return {
			errors: [],
			warnings: appliance.warnings,
			noEffect
		};
	} catch (error) {
		if (error instanceof ApplianceErrors) return {
			...others,
			errors: error.errors
		};
		throw error;
	}
}
/** Errors in included files keep their place among those of their own file. */
function byLine(file) {
	return ({ position: left }, { position: right }) => {
		if (left?.file !== file || right?.file !== file) return 0;
		return left.line - right.line || left.column - right.column;
	};
}
function asData({ file, syntax, errors, warnings, counts, noEffect }) {
	return {
		file,
		ok: errors.length === 0,
		syntax,
		errors: errors.flatMap(errorData),
		warnings: warnings.map(warningData),
		commands: Object.fromEntries(counts),
		noEffect
	};
}
function printFinding(finding, { stdout, stderr }) {
	const { file, errors, warnings, noEffect, texts } = finding;
	const excerpts = new Excerpts(texts);
	const lines = [...errors.flatMap((error) => errorLines(error, excerpts)), ...warnings.flatMap((warning) => warningLines(warning, excerpts))];
	if (lines.length > 0) stderr.write(`${lines.join("\n")}\n`);
	if (noEffect.length > 0) stdout.write(`${file}: no effect in an image: ${noEffect.join(", ")}\n`);
	const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
	const serious = warnings.filter(({ severity }) => severity !== "note").length;
	stdout.write(`${file}: ${errors.length > 0 ? count(errors.length, "error") : `ok, ${count(serious, "warning")}`}\n`);
}

export { checkCommand };