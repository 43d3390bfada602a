import { o as volumesOf } from "./volumes.js";
import { r as formatTable, t as formatBytes } from "./format.js";
import { n as jsonLines } from "./printable.js";
import { o as signalOfProcess } from "./environment.js";
import { i as toolUses } from "./tool-uses.js";
import { a as warningData, o as warningLines, s as Excerpts } from "./print-error.js";
import { o as outsideOf, t as planKickstart } from "./read-kickstart.js";
import { n as buildOptionsOf } from "./build-options.js";
import { n as readOptionsOf } from "./read-options.js";
import * as fs from "node:fs/promises";
import { createHash } from "node:crypto";

// src/plan/packages/request.ts
function packageRequestOf({ backend, arch, releasever, repositories, requireSignatures }, packages, host) {
	const target = targetOf({
		backend,
		releasever,
		repositories
	}, host);
	const request = {
		backend,
		arch,
		...target,
		requireSignatures,
		packages: selectionOf(packages),
		repositories: repositories.map(repositoryOf)
	};
	const sha256 = createHash("sha256").update(JSON.stringify(request)).digest("hex");
	return {
		backend,
		...target,
		arch,
		sha256
	};
}
/** Names of distributions in addresses, and their ids of os-release(5). */
const distributions = [
	["fedora(?:project|-\\w+)?", "fedora"],
	["centos(?:-\\w+)?", "centos"],
	["rocky(?:linux)?", "rocky"],
	["alma(?:linux)?", "almalinux"],
	["rhel\\d*|redhat", "rhel"],
	["oraclelinux", "ol"],
	["amazonlinux", "amzn"],
	["ubuntu(?:-\\w+)?", "ubuntu"],
	["debian(?:-\\w+)?", "debian"],
	["devuan", "devuan"],
	["kali", "kali"],
	["raspbian", "raspbian"]
].map(([words, id]) => [new RegExp(`(?:^|[/.-])(?:${words})(?=[\\s/.:-]|$)`, "i"), id]);
/** A part of an address that is a release: `42`, `9.4`, `9-stream`, `rawhide`. */
const numberedRelease = /\/(\d{1,3}(?:\.\d+)*(?:-stream)?|rawhide|eln)(?=\/|$)/;
function targetOf({ backend, releasever, repositories }, host) {
	if (backend === "apt" && repositories.length === 0) return {
		distribution: host.id,
		release: host.release
	};
	const addresses = repositories.map(({ url }) => withoutCredentials(url).trim());
	const named = distributions.find(([pattern]) => addresses.some((address) => pattern.test(address)));
	const found = addresses.flatMap((address) => backend === "apt" ? address.split(/\s+/)[1] ?? [] : numberedRelease.exec(address)?.[1] ?? []);
	const release = backend === "apt" ? found[0] ?? releasever ?? host.release : releasever ?? found[0] ?? "unknown";
	return {
		distribution: named?.[1] ?? "linux",
		release
	};
}
/** The order of the lines does not count, nor why they are there, nor how patiently repositories are asked. */
function selectionOf(packages) {
	const { retries: _retries, timeoutSeconds: _timeout, ...options } = packages.options;
	const sorted = (items) => items.map((item) => JSON.stringify(item)).sort();
	return {
		requested: sorted(packages.requested.map(({ name, alternatives, optional }) => [
			name,
			alternatives,
			optional
		])),
		excluded: sorted(packages.excluded.map(({ name }) => name)),
		groups: sorted(packages.groups.map(({ name, members, optional }) => [
			name,
			members,
			optional
		])),
		excludedGroups: sorted(packages.excludedGroups.map(({ name }) => name)),
		environment: packages.environment?.name,
		modules: packages.modules.map(({ name, stream, profile, disable }) => [
			name,
			stream,
			profile,
			disable
		]),
		options: Object.entries(options).sort(([one], [other]) => one < other ? -1 : 1)
	};
}
/** What its packages are; how it is reached and what it is called do not count. */
function repositoryOf({ url, list, cost, packages, priority, keys, checkSignatures }) {
	return [
		withoutCredentials(url).trim(),
		list,
		cost,
		packages,
		priority,
		keys?.map(withoutCredentials),
		checkSignatures
	];
}
/** RFC 3986, §3.2.1. */
const withoutCredentials = (address) => address.replace(/(:\/\/)[^\s/?#]*@/, "$1");

// src/cli/host/host-release.ts
/** What this machine runs, as os-release(5) tells: what apt takes where a kickstart names no repository. */
async function readHostRelease() {
	const text = await fs.readFile("/etc/os-release", "utf8").catch(() => "");
	const value = (name) => new RegExp(`^${name}=["']?([^"'\\n]*)`, "m").exec(text)?.[1] || void 0;
	return {
		id: value("ID") ?? "linux",
		release: value("VERSION_CODENAME") ?? value("VERSION_ID") ?? "unknown"
	};
}

// src/cli/commands/plan-command.ts
/** Prints what a build would do, without doing any of it. */
async function planCommand(kickstart, flags, environment) {
	const { stdout, stderr } = environment;
	const outside = outsideOf(environment, signalOfProcess);
	const { plan, appliance, texts } = await planKickstart(kickstart, buildOptionsOf(flags), outside, readOptionsOf(flags));
	if (flags.json === true) {
		const data = {
			...plan,
			packageRequest: packageRequestOf(appliance, plan.packages, await readHostRelease()),
			toolUses: {
				build: [...toolUses(plan, appliance.boot, {})],
				bootTest: [...toolUses(plan, appliance.boot, { bootTest: true })]
			},
			warnings: appliance.warnings.map(warningData)
		};
		stdout.write(`${jsonLines(data)}\n`);
		return 0;
	}
	const excerpts = new Excerpts(texts);
	for (const line of appliance.warnings.flatMap((warning) => warningLines(warning, excerpts))) stderr.write(`${line}\n`);
	stdout.write(`${planText(plan)}\n`);
	return 0;
}
function planText(plan) {
	return [
		`${plan.name}${plan.version === void 0 ? "" : ` ${plan.version}`}: ${plan.arch}, ${plan.vcpus} vcpu, ${plan.memoryMiB} MiB, backend ${plan.backend} (${plan.backendReason}), formats ${[...plan.formats, ...plan.bundles].join(", ")}${plan.archive === void 0 ? "" : `, package ${plan.archive}`}, for ${plan.targets.join(", ")}`,
		...plan.disks.flatMap((disk) => ["", ...diskLines(disk)]),
		...volumeLines(plan),
		"",
		...packageLines(plan.packages),
		"",
		`boot loader: ${bootLoaderText(plan)}`,
		`kernel arguments: ${plan.bootLoader.kernelArguments.join(" ") || "none"}`,
		"",
		"steps",
		formatTable(plan.steps.map(({ name, description }) => [`  ${name}`, description]))
	].join("\n");
}
function packageLines({ requested, excluded, groups, excludedGroups, environment, modules }) {
	const isAsked = ({ reason }) => reason === "kickstart";
	const all = [...groups.map((group) => ({
		...group,
		name: `@${group.name}`
	})), ...requested];
	const asked = [...environment === void 0 ? [] : [`@^${environment.name}`], ...all.filter(isAsked).map(({ name }) => name)];
	const added = all.filter((one) => !isAsked(one)).map(({ name, reason }) => `${name} (${reason})`);
	const without = [...excludedGroups.map(({ name }) => `@${name}`), ...excluded.map(({ name }) => name)];
	return [
		`packages asked for: ${asked.join(" ") || "none"}`,
		`packages added:     ${added.join(", ") || "none"}`,
		...without.length > 0 ? [`packages excluded:  ${without.join(" ")}`] : [],
		...modules.length > 0 ? [`modules:            ${modules.map(moduleText).join(", ")}`] : []
	];
}
function moduleText({ name, stream, profile, disable }) {
	if (disable) return `${name} disabled`;
	return `${name}${stream === void 0 ? "" : `:${stream}`}${profile === void 0 ? " enabled" : `/${profile}`}`;
}
function diskLines(disk) {
	const rows = disk.partitions.map((partition) => [
		`  ${partition.number}`,
		String(partition.startBytes),
		formatBytes(partition.sizeBytes),
		contentOf(partition),
		...placeOf(partition.filesystem)
	]);
	return [`disk ${disk.name} (${disk.device}), ${formatBytes(disk.sizeBytes)}${computedText(disk)}, ${disk.table.type}${disk.use === void 0 ? "" : `, ${disk.use} disk`}: ${disk.stem}`, formatTable([[
		"  #",
		"offset",
		"size",
		"type",
		"mounted on",
		"uuid"
	], ...rows], [
		false,
		true,
		true
	])];
}
function computedText({ computed }) {
	if (computed === void 0) return "";
	const { partsBytes, slackBytes } = computed;
	return ` (computed: parts ${formatBytes(partsBytes)}, slack ${formatBytes(slackBytes)})`;
}
/** What lies on more than a partition, or on a part of one. */
function volumeLines(plan) {
	const rows = volumesOf(plan).filter(({ kind }) => kind !== "partition").map(({ id, sizeBytes, filesystem }) => [...[
		`  ${id}`,
		formatBytes(sizeBytes),
		typeOf(filesystem)
	], ...placeOf(filesystem)]);
	return rows.length === 0 ? [] : [
		"",
		"volumes",
		formatTable([[
			"  name",
			"size",
			"type",
			"mounted on",
			"uuid"
		], ...rows], [false, true])
	];
}
const contentOf = ({ kind, filesystem }) => filesystem === void 0 ? kind : typeOf(filesystem);
const typeOf = ({ type, encryption }) => `${type}${encryption === void 0 ? "" : " in LUKS2"}`;
/** Where a filesystem is mounted, and its UUID. */
function placeOf(filesystem) {
	const { mountPoint, subvolumes = [], uuid = "" } = filesystem ?? {};
	return [[mountPoint, ...subvolumes.map((subvolume) => subvolume.mountPoint)].filter((place) => place !== void 0).join(" "), uuid];
}
const loaderNames = {
	grub: "GRUB",
	extlinux: "extlinux",
	sdboot: "systemd-boot",
	none: "none"
};
function bootLoaderText({ bootLoader: { loader, bios, uefi, timeoutSeconds, hasPassword } }) {
	const firmwares = [bios && `BIOS (disk ${bios.disk}${bios.bootSector ? "" : ", no boot sector"})`, uefi && `UEFI (disk ${uefi.disk}, partition ${uefi.partition}${uefi.signed === true ? ", signed" : ""})`].filter((text) => text !== void 0);
	if (firmwares.length === 0) return "none";
	const menu = timeoutSeconds === -1 ? "menu for ever" : `menu for ${timeoutSeconds} s`;
	return `${loaderNames[loader]} for ${firmwares.join(" and ")}, ${menu}${hasPassword ? ", with a password" : ""}`;
}

export { planCommand };