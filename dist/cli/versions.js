// src/kickstart/versions/versions.ts
/** The versions of the language that are known, oldest first in each family. */
const VERSIONS = [
	"F40",
	"F41",
	"F42",
	"F43",
	"F44",
	"F45",
	"RHEL8",
	"RHEL9",
	"RHEL10"
];
const SYNTAXES = [...VERSIONS, "lenient"];
function familyOf(version) {
	return version.startsWith("F") ? "fedora" : "rhel";
}
/** `45` of F45, `9` of RHEL9. */
function releaseOf(version) {
	return Number(version.replace(/^\D+/, ""));
}
const LONG_NAMES = /^(f|fedora|rhel|red hat enterprise linux|enterprise linux|centos stream)[\s-]*(\d+)$/i;
/** Reads `F45`, `rhel9`, `Fedora 40`, `Red Hat Enterprise Linux 9`; undefined for what is no version known here. */
function parseVersion(text) {
	const [, family = "", release = ""] = LONG_NAMES.exec(text.trim()) ?? [];
	const name = `${family.toLowerCase().startsWith("f") ? "F" : "RHEL"}${Number(release)}`;
	return family === "" ? void 0 : VERSIONS.find((version) => version === name);
}
/** Reads the value of --syntax. */
function parseSyntax(text) {
	return text.trim().toLowerCase() === "lenient" ? "lenient" : parseVersion(text);
}

export { parseVersion as a, parseSyntax as i, VERSIONS as n, releaseOf as o, familyOf as r, SYNTAXES as t };