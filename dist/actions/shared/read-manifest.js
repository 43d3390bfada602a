import { d as firmwares, f as formats, h as ApplianceError, m as bundles, p as archiveKinds } from "./start.js";

// src/report/manifest/manifest.ts
/** The name of the file by which a directory is recognised as the output of a build. */
const manifestName = "manifest.json";
/** What is made of all boots of a test: everything, for CI systems, for people. @param stem path without what tells them apart */
const bootReportsAt = (stem) => ({
	json: `${stem}.json`,
	junit: `${stem}-junit.xml`,
	summary: `${stem}-summary.md`
});
/** Their names in an output directory. */
const bootReportNames = bootReportsAt("boot");

// src/pattern.ts
/** @param source of a regular expression, in which `^` and `$` are those of a line */
function patternProblem(source) {
	try {
		new RegExp(source, "m");
	} catch (error) {
		return { message: `is no regular expression: ${error instanceof Error ? error.message : String(error)}` };
	}
	return source === "" ? {
		message: "is empty",
		hint: emptyHint
	} : void 0;
}
/** For a pattern that has to be seen, in whatever comes: it must not be met by nothing at all. */
function expectationProblem(source) {
	const problem = patternProblem(source);
	if (problem !== void 0 || !new RegExp(source, "m").test("")) return problem;
	return {
		message: "matches an empty text",
		hint: emptyHint
	};
}
const emptyHint = "an empty pattern is met by anything; is a variable unset?";

// src/report/manifest/shape.ts
/** What is wrong, and where. */
var ShapeError = class extends ApplianceError {
	constructor(place, wanted) {
		super({
			kind: "input",
			code: "bad-shape",
			message: `${place} must be ${wanted}`
		});
	}
};
/** @param wanted in words, for the error: `a number of bytes` */
function checked(wanted, isRight) {
	return (value, place) => {
		if (isRight(value)) return value;
		throw new ShapeError(place, wanted);
	};
}
const anyText = checked("a text", (value) => typeof value === "string");
/** Text that a pattern describes as a whole. */
function textLike(pattern, wanted) {
	return checked(wanted, (value) => typeof value === "string" && pattern.test(value));
}
const flag = checked("true or false", (value) => typeof value === "boolean");
/** Not negative, and finite. */
const amount = checked("a number, 0 or more", (value) => typeof value === "number" && Number.isFinite(value) && value >= 0);
const count = checked("a whole number, 0 or more", (value) => Number.isSafeInteger(value) && value >= 0);
function oneOf(...known) {
	return checked(known.map((one) => JSON.stringify(one)).join(" or "), (value) => known.includes(value));
}
function optional(check) {
	return (value, place) => value === void 0 ? void 0 : check(value, place);
}
function listOf(check) {
	return (value, place) => {
		if (!Array.isArray(value)) throw new ShapeError(place, "a list");
		return value.map((item, index) => check(item, `${place}[${index}]`));
	};
}
/** Fields that are missing, and may be, are missing in the result too. */
function objectOf(fields) {
	return (value, place) => {
		if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ShapeError(place, "an object");
		const found = Object.entries(fields).map(([name, check]) => {
			return [name, check(Object.hasOwn(value, name) ? value[name] : void 0, place === "" ? name : `${place}.${name}`)];
		});
		return Object.fromEntries(found.filter(([, field]) => field !== void 0));
	};
}

// src/report/manifest/read-manifest.ts
/** Names, versions, checksums: no control characters, nothing that ends a line. */
const word = textLike(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]{1,1024}$/, "a text of one line");
const sha256 = textLike(/^[0-9a-f]{64}$/, "a SHA-256 checksum");
/** NAME_MAX of Linux. */
const longestFileName = 255;
/** The name of a file right in the folder of the manifest, or a part of such a name. */
const fileName = (value, place) => {
	const name = word(value, place);
	if (/[/\\]/.test(name) || name === "." || name === ".." || Buffer.byteLength(name) > longestFileName) throw new ShapeError(place, "a file name without a folder");
	return name;
};
const pattern = (value, place) => {
	const source = word(value, place);
	if (expectationProblem(source) === void 0) return source;
	throw new ShapeError(place, "a regular expression that matches no empty text");
};
/** A boot test that waits for nothing, or boots nothing, would pass. */
const notEmpty = (check) => (value, place) => {
	const list = check(value, place);
	if (list.length > 0) return list;
	throw new ShapeError(place, "a list that is not empty");
};
const combination = {
	format: oneOf(...formats),
	firmware: oneOf(...firmwares)
};
const written = {
	file: fileName,
	fileBytes: count,
	sha256
};
const manifest = objectOf({
	schema: oneOf(1),
	name: fileName,
	version: optional(word),
	arch: word,
	backend: word,
	builder: objectOf({
		program: oneOf("appliance-build"),
		version: word,
		peakMemoryBytes: optional(count)
	}),
	kickstart: objectOf({
		file: word,
		sha256
	}),
	descriptor: fileName,
	disks: listOf(objectOf({
		disk: fileName,
		format: combination.format,
		file: fileName,
		virtualBytes: count,
		fileBytes: count,
		sha256,
		extent: optional(objectOf(written))
	})),
	bundles: optional(listOf(objectOf({
		kind: oneOf(...bundles),
		...written
	}))),
	archive: optional(objectOf({
		kind: oneOf(...archiveKinds),
		...written
	})),
	files: listOf(fileName),
	packages: listOf(objectOf({
		name: word,
		version: word,
		arch: word,
		sha256
	})),
	layer: objectOf({
		key: word,
		fromCache: optional(flag)
	}),
	noEffect: listOf(word),
	warnings: listOf(anyText),
	bootLoader: optional(objectOf({
		loader: oneOf("grub", "extlinux", "sdboot", "none"),
		bios: flag,
		uefi: flag,
		signed: flag
	})),
	bootTest: optional(objectOf({
		expect: notEmpty(listOf(pattern)),
		timeoutSeconds: optional(amount),
		combinations: notEmpty(listOf(objectOf(combination)))
	})),
	boot: listOf(objectOf({
		...combination,
		accelerator: oneOf("kvm", "tcg"),
		verdict: word,
		reason: anyText,
		seconds: amount,
		consoleLog: fileName,
		timedLog: optional(fileName),
		screenshot: optional(fileName),
		screenshots: optional(listOf(fileName))
	})),
	timings: listOf(objectOf({
		name: word,
		seconds: amount,
		detail: optional(anyText)
	}))
});
/**
* Reads manifest.json as what it is: input that anybody may have written. File names in the result have no folder, and
* names and versions are of one line; warnings, reasons and details may be any text.
*
* @param file for the error
* @throws ApplianceError code `bad-manifest`
*/
function readManifest(text, file) {
	try {
		return manifest(JSON.parse(text), "");
	} catch (error) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-manifest",
			message: `${file} is no manifest of a build: ${error instanceof ShapeError ? error.message : "it is no JSON"}`,
			hint: "it must be the manifest.json that build wrote",
			cause: error
		});
	}
}

export { bootReportNames as n, manifestName as r, readManifest as t };