import { r as formatTable, t as formatBytes } from "./format.js";
import { r as printable, t as jsonLine } from "./printable.js";
import { n as readManifestOf } from "./manifest-file.js";

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
/** For people at a terminal. It holds text of the manifests: print it line by line through `printable`. */
function differenceText(difference) {
	if (!difference.different) return `${difference.newTitle}: no difference`;
	const { added, removed, changed } = difference;
	const packages = [
		...removed.map(({ name, arch, version }) => [
			"-",
			`${name}.${arch}`,
			version
		]),
		...added.map(({ name, arch, version }) => [
			"+",
			`${name}.${arch}`,
			version
		]),
		...changed.map((change) => [
			"~",
			`${change.name}.${change.arch}`,
			versionsOf(change)
		])
	];
	return [
		`${difference.oldTitle} → ${difference.newTitle}`,
		...difference.kickstartChanged ? ["the kickstart changed"] : [],
		...difference.disks.map((disk) => `disk ${disk.disk}: ${sizesOf(disk)}`),
		countsOf(difference),
		...packages.length === 0 ? [] : [formatTable(packages)]
	].join("\n");
}
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
function versionsOf({ oldVersion, newVersion }) {
	return oldVersion === newVersion ? `${newVersion} (rebuilt)` : `${oldVersion} → ${newVersion}`;
}
function sizesOf({ oldBytes, newBytes }) {
	if (newBytes === void 0) return "removed";
	if (oldBytes === void 0) return `new, ${formatBytes(newBytes)}`;
	return `${formatBytes(oldBytes)} → ${formatBytes(newBytes)}`;
}
/** A code span that also holds in a table, where a bar ends the cell unless it is escaped. */
const code = (text) => `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;

// src/cli/commands/diff-command.ts
/** @returns 0, or 1 if that was asked for and there is a difference */
async function diffCommand(old, current, flags, { stdout }) {
	const difference = compareManifests(await readManifestOf(old), await readManifestOf(current));
	if (flags.json === true) stdout.write(`${jsonLine(difference)}\n`);
	else {
		const text = flags.markdown === true ? differenceMarkdown(difference) : differenceText(difference);
		stdout.write(`${text.trimEnd().split("\n").map(printable).join("\n")}\n`);
	}
	return flags.exitCode === true && difference.different ? 1 : 0;
}

export { diffCommand };