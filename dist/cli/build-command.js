import { n as __require, t as __commonJSMin } from "./rolldown-runtime.js";
import { _ as bootResult, a as withErrorEvents, c as masker, d as availableMemoryBytes, f as secretsOfScenario, g as bootRecord, i as errorEvent, l as displayForPeople, m as bootFilesIn, n as scenarioOf, o as createReporter, r as stopAtEndOfInput, s as displayForPrograms, t as requireBootTest, u as bootTest, v as writeBootReports } from "./scenario-flags.js";
import { c as placeAtomically, i as keptFolders, o as contentStore, r as transferable, s as markUsed } from "./names.js";
import { i as messageOf, n as ApplianceErrors, r as formatPosition, t as ApplianceError } from "./errors.js";
import { _ as sanePath, a as plainRunner, c as bindMount, f as mountImage, g as mountTmpfs, i as innerEnvironment, l as cleanupRunner, m as mountOverlay, o as signalOfProcess, p as mountOn, r as ensureTools, s as toolEnvironment, u as mountBinfmtMisc, v as unmount, y as findProgram$1 } from "./environment.js";
import { a as hostArchitecture } from "./accelerator.js";
import { C as resolveInRoot, S as lendFile, _ as volumeNouns, b as guestEnvironment, c as firewallServices, d as hostOf, f as installOptionsOf, g as roomHint, h as nameOf, l as certificatesIn, m as defaultSubvolume, o as outsideOf$1, p as encryptionsOf, s as parsePort, t as planKickstart, u as timeServiceOf, v as enterRoot, w as rootFiles, x as runIsolated, y as everyExitCode } from "./read-kickstart.js";
import { t as Scope } from "./scope.js";
import { a as plainBytes, c as openedName, g as architectures, i as mountsOf, n as filesystemsOf, o as volumesOf, p as uuidOf$1, r as mountAt, s as luksHeaderBytes, t as filesystemAt } from "./volumes.js";
import { a as manifestName, c as withoutFigures, i as makeManifest, n as bootReportsAt, o as manifestText, s as withoutBoots } from "./manifest.js";
import { t as version } from "./version.js";
import { t as diskFormat } from "./formats.js";
import { a as readGrains, i as grainBytes, n as hasHoles, r as dataExtents, t as convertDisks } from "./convert.js";
import { n as pLimit } from "./wait-for-all.js";
import { n as diskFull, o as throwIfInterrupted, r as diskFullHint, t as createRunner } from "./run.js";
import { t as _usingCtx } from "./usingCtx.js";
import { a as isEarly, i as bootPrefix, o as rootArguments, r as pygrubReads, t as describeAppliance } from "./describe.js";
import { n as formatSeconds, r as formatTable, t as formatBytes } from "./format.js";
import { d as kernelIn, f as planBootTest, i as toolUses, l as bootDisks, r as scenarioUses, u as findAccelerator } from "./tool-uses.js";
import { d as writeXml, i as invalidDescriptor } from "./xml.js";
import { r as packers } from "./unpack.js";
import { r as sha256OfFile } from "./checksum.js";
import { t as featureNames } from "./data.js";
import { t as readDescriptor } from "./read.js";
import { C as isRefusal$1, i as exitCodeOf, m as closest, r as errorLines } from "./print-error.js";
import { n as giveTo, r as makeFolderFor, t as giveFolderTo } from "./file-owner.js";
import { t as mdUuid } from "./arrays.js";
import { t as jsonLine } from "./printable.js";
import { n as buildOptionsOf } from "./build-options.js";
import { t as defaultCacheDirectory } from "./default-cache.js";
import { t as onlyOnce } from "./only-once.js";
import { n as readOptionsOf } from "./read-options.js";
import { setMaxListeners } from "node:events";
import { spawn } from "node:child_process";
import * as path from "node:path";
import { createReadStream, createWriteStream } from "node:fs";
import * as fs from "node:fs/promises";
import { createCipheriv, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import * as os from "node:os";
import { finished, pipeline } from "node:stream/promises";
import { PassThrough, Readable } from "node:stream";
import { crc32, createGzip } from "node:zlib";
import { createInterface } from "node:readline";

// src/cache/use.ts
function recordUse(directory) {
	const names = /* @__PURE__ */ new Set();
	return {
		note: (entry) => void names.add(path.relative(directory, entry)),
		async of(kinds) {
			const isWanted = (name) => kinds.some((kind) => transferable(name)?.kind === kind);
			const wanted = [...names].filter(isWanted).sort();
			return (await Promise.all(wanted.map(async (name) => ({
				name,
				bytes: await bytesOf$1(path.join(directory, name))
			})))).flatMap(({ name, bytes }) => bytes === void 0 ? [] : [{
				name,
				bytes
			}]);
		}
	};
}
/** @returns undefined if there is no such entry; 0 for a folder that somebody removes just now */
async function bytesOf$1(entry) {
	const stat = await fs.stat(entry).catch(() => void 0);
	if (stat?.isDirectory() !== true) return stat?.size;
	const found = await fs.readdir(entry, {
		recursive: true,
		withFileTypes: true
	}).catch((error) => {
		if (error.code === "ENOENT") return [];
		throw error;
	});
	return (await Promise.all(found.filter((one) => one.isFile()).map(async (one) => (await fs.stat(path.join(one.parentPath, one.name)).catch(() => void 0))?.size ?? 0))).reduce((sum, size) => sum + size, 0);
}

// src/cache/cache.ts
function openCache(directory) {
	const use = recordUse(directory);
	const keyed = (folder, extension) => keyedStore(path.join(directory, folder), extension, use.note);
	const folders = (folder) => keptFolders(path.join(directory, folder), use.note);
	return {
		directory,
		packages: contentStore(path.join(directory, "packages"), ".deb", use.note),
		rpmPackages: contentStore(path.join(directory, "packages"), ".rpm", use.note),
		layers: keyed("layers", ".tar.zst"),
		initramfs: keyed("initramfs", ""),
		grains: keyed("grains", ""),
		aptLists: folders("apt-lists"),
		dnfMetadata: folders("dnf-metadata"),
		repositoryKeys: keyed("dnf-metadata/keys", ".asc"),
		signatures: keyed("signatures", ".json"),
		use
	};
}
function keyedStore(directory, extension, note) {
	const place = (key) => path.join(directory, `${key}${extension}`);
	return {
		async get(key) {
			const file = place(key);
			if (!await fs.access(file).then(() => true, () => false)) return void 0;
			await markUsed(file);
			note(file);
			return file;
		},
		async put(key, write) {
			await placeAtomically(place(key), write);
			note(place(key));
		}
	};
}

// src/cache/trouble.ts
/**
* What to tell of a cache that cannot be written. That costs time in the next build, so it must not end this one.
*
* @param what as in `the packages`
*/
function notKept(what, error) {
	const { code, message } = error;
	return `the cache cannot keep ${what}: ${code === "ENOSPC" ? "its disk is full" : code ?? message}; the next build takes longer`;
}
/**
* The same store, but what it cannot keep is only noted. Errors of what writes, such as an interruption, are thrown.
*
* @param what as in `notKept`
*/
function forgiving(store, what, note) {
	return {
		get: store.get,
		async put(key, write) {
			try {
				await store.put(key, write);
			} catch (error) {
				if (error instanceof ApplianceError) throw error;
				note(notKept(what, error));
			}
		}
	};
}

// src/cache/without-results.ts
const empty = {
	get: async () => void 0,
	put: async () => void 0
};
/** The same cache without what builds made of packages, and nothing of that goes into it: package files and metadata alone. */
function withoutResults(cache) {
	return {
		...cache,
		layers: empty,
		initramfs: empty,
		grains: empty
	};
}

// src/configure/shell-variables.ts
/** Files of `NAME=value` lines as a shell reads them: /etc/default/*, os-release(5), locale.conf(5). */
const assignment = (name) => new RegExp(`^[ \\t]*(?:export[ \\t]+)?${name}=(.*)$`, "gm");
/** @returns the last value assigned, without its quotes; undefined if there is none */
function readVariable(text, name) {
	const last = [...text.matchAll(assignment(name))].at(-1)?.[1];
	return last === void 0 ? void 0 : unquote(last.trim());
}
function unquote(value) {
	if (value.startsWith("'")) return value.slice(1).replace(/'[^']*$/, "");
	if (value.startsWith("\"")) return (/^"((?:[^"\\]|\\.)*)/.exec(value)?.[1] ?? "").replaceAll(/\\([$`"\\])/g, "$1");
	return (/^(?:[^\s#\\]|\\.)*/.exec(value)?.[0] ?? "").replaceAll(/\\(.)/g, "$1");
}
const quote$1 = (value) => `"${value.replaceAll(/[$`"\\]/g, (character) => `\\${character}`)}"`;
/** Sets variables in place of their last assignment; those that the text lacks go to its end. Other lines stay. */
function setVariables(text, values) {
	let result = text === "" || text.endsWith("\n") ? text : `${text}\n`;
	for (const [name, value] of Object.entries(values)) {
		const line = `${name}=${quote$1(value)}`;
		const last = [...result.matchAll(assignment(name))].at(-1);
		result = last === void 0 ? `${result}${line}\n` : result.slice(0, last.index) + line + result.slice(last.index + last[0].length);
	}
	return result;
}

// src/configure/unit-aliases.ts
/** As Debian's packages name their units. */
const debianUnits = {
	sshd: ["ssh"],
	crond: ["cron"],
	httpd: ["apache2"],
	chronyd: ["chrony"],
	dhcpd: ["isc-dhcp-server"],
	hypervkvpd: ["hv-kvp-daemon"],
	ip6tables: ["netfilter-persistent"],
	iptables: ["netfilter-persistent"],
	iscsi: ["open-iscsi"],
	kdump: ["kdump-tools"],
	mysqld: ["mysql", "mariadb"],
	named: ["bind9"],
	network: ["networking"],
	nfs: ["nfs-server", "nfs-kernel-server"],
	nmb: ["nmbd"],
	ntpd: ["ntpsec", "ntp"],
	openvswitch: ["openvswitch-switch"],
	"qemu-ga": ["qemu-guest-agent"],
	radiusd: ["freeradius"],
	redis: ["redis-server"],
	rngd: ["rng-tools-debian", "rng-tools"],
	smartd: ["smartmontools"],
	smb: ["smbd"],
	syslog: ["rsyslog"],
	vmtoolsd: ["open-vm-tools"],
	waagent: ["walinuxagent"]
};
/** As the packages of Fedora and RHEL name their units. */
const fedoraUnits = {
	ssh: ["sshd"],
	cron: ["crond"],
	apache2: ["httpd"],
	chrony: ["chronyd"],
	bind9: ["named"],
	freeradius: ["radiusd"],
	"isc-dhcp-server": ["dhcpd"],
	"kdump-tools": ["kdump"],
	mysql: ["mysqld", "mariadb"],
	"netfilter-persistent": ["iptables"],
	networking: ["network"],
	nfs: ["nfs-server"],
	"nfs-kernel-server": ["nfs-server"],
	nmbd: ["nmb"],
	"open-iscsi": ["iscsi"],
	"open-vm-tools": ["vmtoolsd"],
	"qemu-ga": ["qemu-guest-agent"],
	"redis-server": ["redis", "valkey"],
	smartmontools: ["smartd"],
	smbd: ["smb"],
	syslog: ["rsyslog"],
	walinuxagent: ["waagent"]
};

// src/configure/family.ts
const debian = {
	name: "debian",
	localeFiles: ["/etc/default/locale"],
	keyboardFile: "/etc/default/keyboard",
	timezoneFile: "/etc/timezone",
	ownAddress: "127.0.1.1",
	nftablesFile: "/etc/nftables.conf",
	crashKernelFile: "/etc/default/grub.d/kdump-tools.cfg",
	initramfs: (version) => `/boot/initrd.img-${version}`,
	sshMakesHostKeys: false,
	unitAliases: debianUnits,
	firstBootUnits: [],
	hasSysconfig: false,
	packages: {
		kernel: "linux-image-amd64 or linux-image-arm64",
		initramfs: "initramfs-tools",
		locales: "locales",
		timezones: "tzdata",
		oldTimezones: "tzdata-legacy",
		firewall: "nftables",
		resolver: "systemd-resolved",
		keymaps: "console-setup",
		displayManager: "gdm3, lightdm or sddm",
		accounts: "passwd",
		kdump: "kdump-tools"
	},
	trustedAuthorities: {
		folder: "/usr/local/share/ca-certificates",
		suffix: ".crt",
		oneToAFile: true,
		program: "update-ca-certificates",
		args: []
	}
};
const families = [
	{
		ids: ["debian"],
		family: debian
	},
	{
		ids: ["ubuntu"],
		family: {
			...debian,
			packages: {
				...debian.packages,
				kernel: "linux-image-generic"
			}
		}
	},
	{
		ids: [
			"fedora",
			"rhel",
			"centos"
		],
		family: {
			name: "fedora",
			localeFiles: [],
			keyboardFile: void 0,
			timezoneFile: void 0,
			ownAddress: void 0,
			nftablesFile: "/etc/sysconfig/nftables.conf",
			crashKernelFile: void 0,
			initramfs: (version) => `/boot/initramfs-${version}.img`,
			sshMakesHostKeys: true,
			unitAliases: fedoraUnits,
			firstBootUnits: [
				"initial-setup",
				"initial-setup-graphical",
				"initial-setup-text"
			],
			hasSysconfig: true,
			packages: {
				kernel: "kernel",
				initramfs: "dracut",
				locales: "glibc-all-langpacks",
				timezones: "tzdata",
				oldTimezones: void 0,
				firewall: "firewalld",
				resolver: "systemd-resolved",
				keymaps: "kbd",
				displayManager: "gdm, lightdm or sddm",
				accounts: "shadow-utils",
				kdump: "kexec-tools (kdump-utils in Fedora)"
			},
			trustedAuthorities: {
				folder: "/etc/pki/ca-trust/source/anchors",
				suffix: "",
				oneToAFile: false,
				program: "update-ca-trust",
				args: ["extract"]
			}
		}
	}
];
/** Family of a guest from its os-release(5) text: ID first, then ID_LIKE. Debian if it tells nothing. */
function familyOf(osRelease) {
	const value = (name) => new RegExp(`^${name}=["']?([^"'\\n]*)`, "m").exec(osRelease)?.[1] ?? "";
	for (const id of [value("ID"), ...value("ID_LIKE").split(/\s+/)]) {
		const known = families.find(({ ids }) => ids.includes(id));
		if (known !== void 0) return known.family;
	}
	return debian;
}
async function detectFamily(files) {
	return familyOf(await osRelease(files));
}
/** @returns the text of os-release(5), or none */
async function osRelease(files) {
	return await files.read("/etc/os-release") ?? await files.read("/usr/lib/os-release") ?? "";
}
/** @returns ID of os-release(5): `fedora` */
const systemId = async (files) => readVariable(await osRelease(files), "ID") ?? "";
/** What the guest says it is, by ID and VERSION_ID (rolling ones have only a codename, or none) of os-release(5). */
async function distributionOf(files) {
	const text = await osRelease(files);
	const version = readVariable(text, "VERSION_ID") ?? readVariable(text, "VERSION_CODENAME");
	return {
		id: readVariable(text, "ID") ?? "",
		version: version === "" ? void 0 : version
	};
}

// src/host/files/workspace.ts
/** Below this much free memory the scratch space stays on disk: a root of 1 GiB with its raw disks must fit with ease. */
const leastBytes = 6 * 1024 ** 3;
const shareOfMemory = .6;
/**
* Turns an empty directory into scratch space: in memory if there is enough and `onDisk` does not forbid it, because
* a root is unpacked on a tmpfs in a sixth of the time. Call it in a private mount namespace: the tmpfs then vanishes
* with the build, however that ends.
*
* @param directory an empty directory; it is emptied, not removed, when the scratch space is disposed of
*/
async function createWorkspace(runner, directory, onDisk) {
	const memoryBytes = onDisk ? 0 : await availableMemoryBytes();
	if (memoryBytes < leastBytes) return {
		directory,
		place: directory,
		[Symbol.asyncDispose]: () => emptyDirectory(directory)
	};
	const sizeMiB = Math.floor(memoryBytes * shareOfMemory / 1024 ** 2);
	const mount = await mountTmpfs(runner, directory, [
		`size=${sizeMiB}m`,
		"mode=755",
		"nr_inodes=0"
	]);
	return {
		directory,
		place: `memory, ${(sizeMiB / 1024).toFixed(1)} GiB`,
		[Symbol.asyncDispose]: async () => {
			await mount[Symbol.asyncDispose]();
		}
	};
}
async function emptyDirectory(directory) {
	const names = await fs.readdir(directory).catch(() => []);
	await Promise.all(names.map((name) => fs.rm(`${directory}/${name}`, {
		recursive: true,
		force: true
	})));
}

// src/host/foreign/elf.ts
/** e_machine of the System V ABI's supplements. */
const machines = {
	x86_64: 62,
	aarch64: 183
};
const headerBytes$1 = 64;
const programHeaderBytes = 56;
const loadAddress = 4194304;
/** Longest page size of the architectures. */
const alignment = 65536;
/** exit(42): the number of the system call and the code into their registers, then the call. */
const instructions = {
	x86_64: Buffer.from("bf2a000000b83c0000000f05", "hex"),
	aarch64: Buffer.from("400580d2a80b80d2010000d4", "hex")
};
/** A whole program that needs no library and only ends with an exit code (ELF-64, one segment; System V ABI, chapters 4 and 5). */
function exitProgram(arch) {
	const code = instructions[arch];
	const start = 120;
	const size = start + code.length;
	const program = Buffer.alloc(start);
	identification.copy(program);
	program.writeUInt16LE(2, 16);
	program.writeUInt16LE(machines[arch], 18);
	program.writeUInt32LE(1, 20);
	program.writeBigUInt64LE(BigInt(4194424), 24);
	program.writeBigUInt64LE(BigInt(headerBytes$1), 32);
	program.writeUInt16LE(headerBytes$1, 52);
	program.writeUInt16LE(programHeaderBytes, 54);
	program.writeUInt16LE(1, 56);
	program.writeUInt32LE(1, headerBytes$1);
	program.writeUInt32LE(5, 68);
	program.writeBigUInt64LE(BigInt(loadAddress), 80);
	program.writeBigUInt64LE(BigInt(loadAddress), 88);
	program.writeBigUInt64LE(BigInt(size), 96);
	program.writeBigUInt64LE(BigInt(size), 104);
	program.writeBigUInt64LE(BigInt(alignment), 112);
	return Buffer.concat([program, code]);
}
/** e_ident: 64 bits, little endian, version 1. */
const identification = Buffer.from([
	127,
	69,
	76,
	70,
	2,
	1,
	1
]);
/**
* What the first bytes of programs for an architecture look like: executables and shared objects, whatever their operating
* system's ABI is.
*
* @returns the bytes, and for each those bits of it that count
*/
function programPattern(arch) {
	const magic = Buffer.alloc(20);
	identification.copy(magic);
	magic.writeUInt16LE(2, 16);
	magic.writeUInt16LE(machines[arch], 18);
	const mask = Buffer.alloc(magic.length, 255);
	mask[identification.length] = 0;
	mask[16] = 254;
	return {
		magic,
		mask
	};
}

// src/host/foreign/binfmt.ts
/** Where systems show which interpreters the kernel starts (kernel, admin-guide/binfmt-misc.rst). */
const shown = "/proc/sys/fs/binfmt_misc";
/**
* The line that registers an interpreter. Flags: it is told the name that the program was called by (P), it gets the program
* opened (O), and it is opened now, so that it need not be there in a chroot (F).
*/
function registration(name, arch, interpreter) {
	const { magic, mask } = programPattern(arch);
	return `:${name}:M::${escaped(magic)}:${escaped(mask)}:${interpreter}:OPF`;
}
const escaped = (bytes) => [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
/** Where a registered interpreter can be seen and dropped, if the system has binfmt_misc mounted. */
const shownEntry = (name) => path.join(shown, name);
const isShownEntry = (file) => path.dirname(file) === shown;
/** Takes a registered interpreter out; one that is gone is no error. */
async function dropEntry(entry) {
	await fs.writeFile(entry, "-1", { flag: "r+" }).catch((error) => {
		if (error.code !== "ENOENT") throw error;
	});
}

// src/host/foreign/foreign-programs.ts
/** QEMU's emulators of single programs, linked statically: in a chroot there are none of their libraries. */
const emulators = { aarch64: ["qemu-aarch64-static", "qemu-aarch64"] };
/**
* Makes sure that programs of an architecture run here, in a chroot, too. If the kernel has no interpreter for them, QEMU is
* registered as one (binfmt_misc), until this is disposed of. Where every mount of binfmt_misc is this build's own, the entry
* goes with the build's mount namespace whatever happens (Linux 6.7 and later).
*
* @param scratch an existing folder
* @param owner is told of the entry, which other programs of the machine see, too
* @throws ApplianceError code `foreign-programs` that says what is missing
*/
async function runForeignPrograms(runner, arch, scratch, owner) {
	const scope = new Scope();
	const foreign = (how) => ({
		how,
		[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
	});
	if (arch === hostArchitecture()) return foreign(void 0);
	try {
		if (await runsProgram(runner, arch, scratch)) return foreign("by the interpreter that this machine has for them");
		const emulator = await findProgram$1(emulators[arch] ?? [], sanePath);
		if (emulator === void 0) throw cannotRun(arch, ["there is no emulator for them on this machine"]);
		await register(runner, {
			arch,
			emulator,
			scratch,
			owner,
			scope
		});
		if (await runsProgram(runner, arch, scratch)) return foreign(`by ${emulator}`);
		throw cannotRun(arch, [`${emulator} is registered (binfmt_misc), but a program that only ends does not run`]);
	} catch (error) {
		await scope.abandon();
		throw error;
	}
}
/** In an empty root: an interpreter that the kernel does not hold open would be missing there. */
async function runsProgram(runner, arch, scratch) {
	const root = await fs.mkdtemp(path.join(scratch, "foreign-"));
	try {
		await fs.writeFile(path.join(root, "program"), exitProgram(arch), { mode: 493 });
		const { exitCode } = await runner.run("chroot", [root, "/program"], { okCodes: everyExitCode });
		return exitCode === 42;
	} finally {
		await fs.rm(root, { recursive: true });
	}
}
async function register(runner, { arch, emulator, scratch, owner, scope }) {
	const folder = path.join(scratch, "binfmt_misc");
	const name = `appliance-build-${randomBytes(4).toString("hex")}`;
	try {
		scope.use(await mountBinfmtMisc(runner, folder));
		owner.own(shownEntry(name));
		scope.defer(() => owner.disown(shownEntry(name)));
		await fs.writeFile(path.join(folder, "register"), registration(name, arch, emulator), { flag: "r+" });
		scope.defer(() => dropEntry(path.join(folder, name)));
	} catch (error) {
		if (error instanceof ApplianceError && error.kind === "interrupted") throw error;
		const detail = error instanceof ApplianceError ? error.detail : [];
		throw cannotRun(arch, [
			"the kernel takes no interpreter for them (binfmt_misc)",
			messageOf(error),
			...detail
		]);
	}
}
function cannotRun(arch, detail) {
	return new ApplianceError({
		kind: "build",
		code: "foreign-programs",
		message: `this machine cannot run the programs of an appliance for ${arch}`,
		detail,
		hint: emulators[arch] === void 0 ? `build it on a machine of ${arch}` : `build it on a machine of ${arch}, or one with qemu-user-static and a kernel that has binfmt_misc; in a container start it privileged`
	});
}

// src/report/bill/purl.ts
/**
* The package URL of a package of dpkg or rpm (package-url/purl-spec: PURL-SPECIFICATION.rst, PURL-TYPES.rst). Qualifiers
* are in the order of their names. An epoch is part of the version of a deb, and a qualifier of an rpm.
*/
function purlOf(type, { name, version, arch }, distribution) {
	const [, epoch, plain = version] = (type === "rpm" ? /^(\d+):(.*)$/.exec(version) : null) ?? [];
	const { id } = distribution;
	const qualifiers = [
		["arch", arch],
		["distro", id === "" ? void 0 : distributionName(distribution)],
		["epoch", epoch]
	].flatMap(([key, value]) => value === void 0 ? [] : [`${key}=${percentEncode(value)}`]);
	return `pkg:${[
		type,
		...id === "" ? [] : [id.toLowerCase()],
		type === "deb" ? name.toLowerCase() : name
	].map(percentEncode).join("/")}@${percentEncode(plain)}?${qualifiers.join("&")}`;
}
/** `debian-12`, as the purl specification writes `fedora-25`. */
function distributionName({ id, version }) {
	return version === void 0 ? id : `${id}-${version}`;
}
/** Everything but letters, digits, `.`, `-`, `_`, `~` and the colon, which the specification leaves as it is. */
function percentEncode(text) {
	return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%3A", ":");
}

// src/report/bill/sbom.ts
const sbomName = "sbom.cdx.json";
/**
* The software bill of materials of an appliance: CycloneDX 1.6, JSON (ECMA-424, schema bom-1.6). Its serial number is
* derived from everything else in it.
*/
function makeSbom(inputs) {
	const { builder, distribution, epochSeconds } = inputs;
	const content = {
		metadata: {
			...epochSeconds === void 0 ? {} : { timestamp: (/* @__PURE__ */ new Date(epochSeconds * 1e3)).toISOString() },
			tools: { components: [{
				type: "application",
				name: "appliance-build",
				version: builder.version
			}] },
			component: applianceOf(inputs)
		},
		components: [...systemOf(distribution), ...packagesOf(inputs)]
	};
	return {
		$schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
		bomFormat: "CycloneDX",
		specVersion: "1.6",
		serialNumber: `urn:uuid:${uuidOf$1("sbom", JSON.stringify(content))}`,
		version: 1,
		...content
	};
}
function applianceOf({ plan: { name, version }, disks }) {
	return {
		type: "operating-system",
		"bom-ref": "appliance",
		name,
		...version === void 0 ? {} : { version },
		components: disks.flatMap((disk) => [disk, ...disk.extent === void 0 ? [] : [disk.extent]]).map(({ file, sha256 }) => ({
			type: "file",
			"bom-ref": `disk/${file}`,
			name: file,
			hashes: hashesOf(sha256)
		}))
	};
}
/** Scanners look up vulnerabilities by it. */
function systemOf(distribution) {
	const { id, version } = distribution;
	if (id === "") return [];
	return [{
		type: "operating-system",
		"bom-ref": `os/${distributionName(distribution)}`,
		name: id,
		...version === void 0 ? {} : { version }
	}];
}
function packagesOf({ plan, packages, distribution }) {
	const type = plan.backend === "apt" ? "deb" : "rpm";
	return packages.map(({ name, version, arch, sha256 }) => {
		const purl = purlOf(type, {
			name,
			version,
			arch
		}, distribution);
		return {
			type: "library",
			"bom-ref": purl,
			name,
			version,
			hashes: hashesOf(sha256),
			purl
		};
	});
}
const hashesOf = (sha256) => [{
	alg: "SHA-256",
	content: sha256
}];

// src/disk/bytes.ts
const mebibyte = 1048576;
/** The 16 bytes of a UUID in the order in which it is written (RFC 9562). */
function uuidBytes$2(uuid) {
	const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
	if (bytes.length !== 16) throw new RangeError(`not a UUID: ${uuid}`);
	return bytes;
}
/** A GUID as EFI stores it: the first three fields little-endian (UEFI specification, appendix A). */
function guidBytes(guid) {
	const bytes = uuidBytes$2(guid);
	bytes.subarray(0, 4).reverse();
	bytes.subarray(4, 6).reverse();
	bytes.subarray(6, 8).reverse();
	return bytes;
}

// src/disk/arrays/superblock.ts
/**
* Offsets in `struct mdp_superblock_1` (kernel, include/uapi/linux/raid/md_p.h), all numbers little-endian. What is not here
* stays zero: a feature map without bits, no bitmap, no reshape, no log of bad blocks.
*/
const fields = {
	magic: 0,
	majorVersion: 4,
	arrayUuid: 16,
	name: 32,
	creationTime: 64,
	level: 72,
	sizeSectors: 80,
	chunkSectors: 88,
	raidDisks: 92,
	dataOffsetSectors: 128,
	dataSectors: 136,
	superblockSector: 144,
	deviceNumber: 160,
	deviceUuid: 168,
	updateTime: 192,
	events: 200,
	resyncOffset: 208,
	checksum: 216,
	maxDevices: 220,
	roles: 256
};
const magic$1 = 2838187772;
const nameBytes = 32;
/** As many roles as make the superblock 1 KiB, "1K allows 384 devices". */
const maxDevices = 384;
const superblockBytes$2 = fields.roles + 2 * maxDevices;
/** Role of a device that is none. */
const spare = 65535;
/** MaxSector of the kernel: everything is in sync. */
const allInSync = 18446744073709551615n;
const sectors = (bytes) => BigInt(bytes / 512);
/**
* Where the superblock of a member lies, in bytes from the member's beginning (super_1_load of the kernel's drivers/md/md.c):
* with 1.2 at 4 KiB, with 1.0 8 KiB or more before the end, on a boundary of 4 KiB.
*/
function superblockOffset(metadata, memberBytes) {
	if (metadata === "1.2") return 4096;
	return Math.floor((memberBytes - 8192) / 4096) * 4096;
}
/**
* The superblocks of an array whose members are all there, clean and in sync, so that the kernel has nothing to do but to assemble
* it. `placeArray` gives members of level 1 the same bytes.
*
* @param epochSeconds time of its making
* @returns a list per member, offsets from the start of its disk
*/
function arraySuperblocks(array, epochSeconds) {
	return array.members.map((member, role) => ({
		disk: member.disk,
		write: {
			offset: member.startBytes + superblockOffset(array.metadata, member.sizeBytes),
			bytes: memberSuperblock(array, member, role, epochSeconds)
		}
	}));
}
function memberSuperblock(array, member, role, epochSeconds) {
	const block = Buffer.alloc(superblockBytes$2);
	const componentSectors = sectors(componentBytes(array));
	block.writeUInt32LE(magic$1, fields.magic);
	block.writeUInt32LE(1, fields.majorVersion);
	uuidBytes$2(array.uuid).copy(block, fields.arrayUuid);
	block.write(array.name, fields.name, nameBytes, "utf8");
	block.writeBigUInt64LE(BigInt(epochSeconds), fields.creationTime);
	block.writeUInt32LE(array.level, fields.level);
	block.writeBigUInt64LE(array.level === 0 ? 0n : componentSectors, fields.sizeSectors);
	block.writeUInt32LE((array.chunkBytes ?? 0) / 512, fields.chunkSectors);
	block.writeUInt32LE(array.members.length, fields.raidDisks);
	block.writeBigUInt64LE(sectors(array.dataOffsetBytes), fields.dataOffsetSectors);
	block.writeBigUInt64LE(componentSectors, fields.dataSectors);
	block.writeBigUInt64LE(sectors(superblockOffset(array.metadata, member.sizeBytes)), fields.superblockSector);
	block.writeUInt32LE(role, fields.deviceNumber);
	deviceUuid(array, role).copy(block, fields.deviceUuid);
	block.writeBigUInt64LE(BigInt(epochSeconds), fields.updateTime);
	block.writeBigUInt64LE(1n, fields.events);
	block.writeBigUInt64LE(allInSync, fields.resyncOffset);
	block.writeUInt32LE(maxDevices, fields.maxDevices);
	for (let device = 0; device < maxDevices; device += 1) block.writeUInt16LE(device < array.members.length ? device : spare, fields.roles + 2 * device);
	block.writeUInt32LE(checksum(block), fields.checksum);
	return block;
}
/** Bytes that each member gives to the array. */
function componentBytes({ level, sizeBytes, members }) {
	return level === 0 ? sizeBytes / members.length : sizeBytes;
}
/** Sum of all words while the checksum is zero, with the carry added in (calc_sb_1_csum of drivers/md/md.c). */
function checksum(block) {
	let sum = 0;
	for (let offset = 0; offset < block.length; offset += 4) sum += block.readUInt32LE(offset);
	return sum % 2 ** 32 + Math.floor(sum / 2 ** 32) >>> 0;
}
function deviceUuid({ uuid }, role) {
	return createHash("sha256").update(`member ${role} of array ${uuid}`).digest().subarray(0, 16);
}

// src/disk/arrays/pieces.ts
/**
* Where bytes of an array lie on its members: all of them on each one of level 1; of level 0 chunk by chunk on one after the
* other (md(4), "RAID0": all members give the same size here, so there is one zone).
*
* @param start first byte of the array
* @throws RangeError beyond the end of the array
*/
function* arrayPieces(array, start, sizeBytes) {
	const end = start + sizeBytes;
	if (start < 0 || end > array.sizeBytes) throw new RangeError(`array ${array.name} has no byte ${end - 1}`);
	const places = array.members.map(({ disk, startBytes }) => ({
		disk,
		base: startBytes + array.dataOffsetBytes
	}));
	if (array.level === 1) {
		for (const { disk, base } of places) yield {
			arrayOffset: start,
			sizeBytes,
			disk,
			diskOffset: base + start
		};
		return;
	}
	const chunk = array.chunkBytes ?? componentBytes(array);
	for (let offset = start; offset < end;) {
		const number = Math.floor(offset / chunk);
		const within = offset - number * chunk;
		const length = Math.min(chunk - within, end - offset);
		const place = places[number % places.length];
		if (place === void 0) return;
		const row = Math.floor(number / places.length);
		yield {
			arrayOffset: offset,
			sizeBytes: length,
			disk: place.disk,
			diskOffset: place.base + row * chunk + within
		};
		offset += length;
	}
}

// src/disk/arrays/place-array.ts
const blockBytes$5 = 1048576;
const zeros = Buffer.alloc(blockBytes$5);
/**
* Copies what an array holds, made in a file of its own, to its members. Holes and blocks of zeros are not written.
*
* @param fileOf path of a disk's file by the disk's name; the files are zero where the members lie
* @throws ApplianceError kind `interrupted` if the runner's signal was aborted
*/
async function placeArray(runner, source, array, fileOf) {
	try {
		var _usingCtx$15 = _usingCtx();
		const from = _usingCtx$15.a(await fs.open(source, "r"));
		const scope = _usingCtx$15.a(new Scope());
		const targets = /* @__PURE__ */ new Map();
		for (const { disk } of array.members) if (!targets.has(disk)) targets.set(disk, scope.use(await fs.open(fileOf(disk), "r+")));
		for (const { start, length } of await dataExtents(runner, source)) for (let offset = start; offset < start + length; offset += blockBytes$5) {
			throwIfInterrupted(runner.signal);
			const block = Buffer.alloc(Math.min(blockBytes$5, start + length - offset));
			await from.read(block, 0, block.length, offset);
			if (block.equals(zeros.subarray(0, block.length))) continue;
			for (const { arrayOffset, sizeBytes, disk, diskOffset } of arrayPieces(array, offset, block.length)) await targets.get(disk)?.write(block, arrayOffset - offset, sizeBytes, diskOffset);
		}
	} catch (_) {
		_usingCtx$15.e = _;
	} finally {
		await _usingCtx$15.d();
	}
}

// src/disk/boot/boot-place.ts
/** @throws ApplianceError code `no-root-filesystem` */
function bootPlace(storage) {
	const root = mountAt(storage, "/");
	if (root === void 0) throw new ApplianceError({
		kind: "input",
		code: "no-root-filesystem",
		message: "no disk has a filesystem for /",
		hint: "add a line such as: part / --size=2048 --fstype=ext4"
	});
	const { filesystem, volume } = mountAt(storage, "/boot") ?? root;
	return {
		filesystem,
		kind: volume.kind,
		prefix: bootPrefix(storage),
		rootArguments: rootArguments(storage)
	};
}

// src/disk/disk-file.ts
/** Makes an empty sparse file; costs no space whatever the size. Replaces what was there. */
async function createSparseFile(file, sizeBytes) {
	const handle = await fs.open(file, "w");
	try {
		await handle.truncate(sizeBytes);
	} finally {
		await handle.close();
	}
}
/** Writes into an existing file, leaving all else as it is. */
async function applyWrites(file, writes) {
	const handle = await fs.open(file, "r+");
	try {
		for (const { offset, bytes } of writes) await handle.write(bytes, 0, bytes.length, offset);
	} finally {
		await handle.close();
	}
}
async function readBytes$1(file, offset, length) {
	const handle = await fs.open(file, "r");
	try {
		const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}

// src/plan/boot/serial-port.ts
/** The port of the kernel's last serial console (kernel-parameters documentation, "console="), on which a menu speaks too. */
function serialPortOf(kernelArguments) {
	const [, unit = "0", speed = "115200"] = kernelArguments.map((argument) => /^console=ttyS(\d+)(?:,(\d+))?/.exec(argument)).findLast((match) => match !== null) ?? [];
	return {
		unit,
		speed
	};
}

// src/disk/extlinux/extlinux-config.ts
/** The timeout counts tenths of a second. */
const tenths = 10;
/** The text of extlinux.conf (SYSLINUX, doc/syslinux.txt and doc/menu.txt). */
function extlinuxConfig(request) {
	const { kernels, timeoutSeconds, title } = request;
	return `${[
		"# Written by appliance-build.",
		...request.serialConsole ? [serialLine(request.kernelArguments)] : [],
		`default linux-${kernels[0]?.version}`,
		"prompt 0",
		...timeoutSeconds === 0 ? [] : [
			"ui menu.c32",
			`menu title ${plain$1(title)}`,
			`timeout ${Math.max(timeoutSeconds, 0) * tenths}`
		],
		...kernels.flatMap((kernel) => ["", ...entry$1(kernel, request)])
	].join("\n")}\n`;
}
function entry$1(kernel, { place, title, kernelArguments }) {
	return [
		`label linux-${kernel.version}`,
		`  menu label ${plain$1(`${title}, with Linux ${kernel.version}`)}`,
		`  linux ${place.prefix}/${kernel.file}`,
		...kernel.initramfs === void 0 ? [] : [`  initrd ${place.prefix}/${kernel.initramfs}`],
		`  append ${[...place.rootArguments, ...kernelArguments].join(" ")}`.trimEnd()
	];
}
/** A circumflex would mark a hot key. */
const plain$1 = (text) => text.replaceAll(/[\^\s]+/g, " ");
function serialLine(kernelArguments) {
	const { unit, speed } = serialPortOf(kernelArguments);
	return `serial ${unit} ${speed}`;
}

// src/disk/extlinux/guest-file.ts
/** A file of the guest's syslinux. @returns path on the host. @throws ApplianceError code `boot-loader-missing` */
async function firstExisting$1(guest, candidates) {
	for (const candidate of candidates) if (await guest.exists(candidate)) return await guest.path(candidate);
	throw new ApplianceError({
		kind: "build",
		code: "boot-loader-missing",
		message: `bootloader --extlinux: the guest has no ${candidates[0]}`,
		hint: "add extlinux and syslinux-common (Debian) or syslinux-extlinux (Fedora) to %packages"
	});
}

// src/disk/extlinux/ldlinux-template.ts
/** Debian, Fedora. */
const programs$1 = [
	"/usr/bin/extlinux",
	"/usr/sbin/extlinux",
	"/sbin/extlinux"
];
const loopMajor = 7;
const failure$3 = "can't run the guest's extlinux";
/**
* Has the guest's extlinux install itself on a small filesystem in a file of its own, which is thrown away, to come by
* ldlinux.sys and its boot sector: extlinux keeps both inside of its program and knows no other way to give them out.
*
* @throws ApplianceError codes `boot-loader-missing`, `tool-failed`
*/
async function ldlinuxTemplate(runner, places) {
	const { guestRoot, scratch } = places;
	const guest = rootFiles(guestRoot);
	const program = `/${path.relative(guestRoot, await firstExisting$1(guest, programs$1))}`;
	const file = path.join(scratch, "ldlinux.ext2");
	await createSparseFile(file, 2 * mebibyte);
	await runner.run("mke2fs", [
		"-q",
		"-F",
		"-t",
		"ext2",
		file
	], { failure: failure$3 });
	const image = await installOn(runner, file, program, places);
	const bootSector = await readBytes$1(file, 0, 512);
	await fs.rm(file);
	return {
		image,
		bootSector
	};
}
async function installOn(runner, file, program, { guestRoot, chroot }) {
	try {
		var _usingCtx$14 = _usingCtx();
		const scope = _usingCtx$14.a(new Scope());
		const mountPoint = path.join(guestRoot, "run/extlinux");
		await fs.mkdir(mountPoint);
		await mountOn(runner, [
			"-t",
			"ext2",
			"-o",
			"loop",
			file
		], mountPoint, { failure: failure$3 });
		scope.defer(() => unmount(runner, mountPoint));
		const minor = minorOf((await fs.stat(mountPoint)).dev);
		const node = path.join(guestRoot, "dev", `loop${minor}`);
		await runner.run("mknod", [
			"-m",
			"600",
			node,
			"b",
			String(loopMajor),
			String(minor)
		], { failure: failure$3 });
		await chroot.run(program, ["--install", "/run/extlinux"], { failure: failure$3 });
		return await fs.readFile(path.join(mountPoint, "ldlinux.sys"));
	} catch (_) {
		_usingCtx$14.e = _;
	} finally {
		await _usingCtx$14.d();
	}
}
/** The minor number of a device number as Linux's stat(2) gives it (glibc, makedev(3)). */
const minorOf = (device) => device & 255 | Math.floor(device / 4096) & -256;

// src/disk/extlinux/extlinux-files.ts
const extlinuxFolder = "extlinux";
/** In the scratch folder: the boot sector that goes with ldlinux.sys, until the filesystem is there. */
const bootSectorFile = "extlinux.bss";
/** Of syslinux-common (Debian), syslinux-nonlinux (Fedora). */
const moduleFolders = ["/usr/lib/syslinux/modules/bios", "/usr/share/syslinux"];
/** What ldlinux.sys loads first; the menu, and what it needs. */
const modules = [
	"ldlinux.c32",
	"menu.c32",
	"libutil.c32"
];
/** Writes ldlinux.sys, extlinux.conf and the menu's modules. @throws ApplianceError code `boot-loader-missing` */
async function writeExtlinuxFiles(runner, request) {
	const { guestRoot, chroot, bootDirectory, bootLoader, scratch } = request;
	const folder = path.join(bootDirectory, extlinuxFolder);
	await fs.mkdir(folder, { recursive: true });
	const guest = rootFiles(guestRoot);
	for (const name of modules) {
		const source = await firstExisting$1(guest, moduleFolders.map((candidate) => `${candidate}/${name}`));
		await fs.copyFile(source, path.join(folder, name));
	}
	const { image, bootSector } = await ldlinuxTemplate(runner, {
		guestRoot,
		chroot,
		scratch
	});
	await fs.writeFile(path.join(folder, "ldlinux.sys"), image, { mode: 292 });
	await fs.writeFile(path.join(scratch, bootSectorFile), bootSector);
	await fs.writeFile(path.join(folder, "extlinux.conf"), extlinuxConfig({
		...request,
		...bootLoader
	}));
}

// src/disk/extlinux/ldlinux.ts
/**
* ldlinux.sys is loaded by sector numbers that are written into its own first sectors, in a "patch area" (syslinux,
* doc/distrib.txt and the layout that core/diskstart.inc gives). extlinux(1) fills it in for one filesystem; here it is
* filled in anew for another.
*/
const magic = 1051853566;
/** Offsets from the magic number. */
const area = {
	dataSectors: 8,
	advSectors: 10,
	dwords: 12,
	checksum: 16,
	extendedArea: 22
};
/** Offsets in the extended patch area, whose words are offsets in turn: in the file, the last two in the boot sector. */
const extended = {
	advPointers: 0,
	directory: 2,
	directoryBytes: 4,
	extents: 10,
	extentCount: 12,
	firstSectorLow: 14,
	firstSectorHigh: 16
};
const extentBytes = 10;
const longestExtent = 65535;
/** Fields of the boot sector as in a BIOS parameter block (Microsoft, FAT32 File System Specification 1.03, page 9). */
const bpb = {
	sectors16: 19,
	hiddenSectors: 28,
	sectors32: 32
};
/** Sectors that ldlinux.sys takes. */
const sectorsOf = (image) => Math.ceil(image.length / 512);
/**
* Fits ldlinux.sys and its boot sector to where they lie. Arguments are not changed.
*
* @throws Error if it is no ldlinux.sys of version 5 or 6, or the file lies in too many pieces
*/
function placeLdlinux(from, place) {
	const image = Buffer.from(from.image);
	const bootSector = Buffer.from(from.bootSector.subarray(0, 512));
	const start = patchAreaOf(image);
	const more = image.readUInt16LE(start + area.extendedArea);
	const offsetAt = (field) => image.readUInt16LE(more + extended[field]);
	const dataSectors = image.readUInt16LE(start + area.dataSectors);
	const advSectors = image.readUInt16LE(start + area.advSectors);
	if (place.sectors.length !== dataSectors + advSectors) throw new Error("ldlinux.sys has another size than it says");
	const [first = 0, ...others] = place.sectors.slice(0, dataSectors);
	const extents = joinSectors(others);
	const room = offsetAt("extentCount");
	if (extents.length > room) throw new Error(`ldlinux.sys lies in ${extents.length} pieces, and ${room} are possible`);
	image.fill(0, offsetAt("extents"), offsetAt("extents") + room * extentBytes);
	for (const [index, extent] of extents.entries()) {
		const at = offsetAt("extents") + index * extentBytes;
		image.writeBigUInt64LE(BigInt(extent.sector), at);
		image.writeUInt16LE(extent.count, at + 8);
	}
	for (const [index, sector] of place.sectors.slice(dataSectors).entries()) image.writeBigUInt64LE(BigInt(sector), offsetAt("advPointers") + index * 8);
	const directory = Buffer.from(place.directory, "latin1");
	if (directory.length >= offsetAt("directoryBytes")) throw new Error("the path of ldlinux.sys is too long");
	image.fill(0, offsetAt("directory"), offsetAt("directory") + offsetAt("directoryBytes"));
	directory.copy(image, offsetAt("directory"));
	writeChecksum(image, start);
	const small = place.sectorCount <= 65535;
	bootSector.writeUInt16LE(small ? place.sectorCount : 0, bpb.sectors16);
	bootSector.writeUInt32LE(small ? 0 : place.sectorCount % 2 ** 32, bpb.sectors32);
	bootSector.writeUInt32LE(place.startSector % 2 ** 32, bpb.hiddenSectors);
	bootSector.writeUInt32LE(first % 2 ** 32, offsetAt("firstSectorLow"));
	bootSector.writeUInt32LE(Math.floor(first / 2 ** 32), offsetAt("firstSectorHigh"));
	return {
		image,
		bootSector
	};
}
function patchAreaOf(image) {
	for (let at = 0; at < 512; at += 4) if (image.readUInt32LE(at) === magic) return at;
	throw new Error("it has no patch area");
}
function joinSectors(sectors) {
	const extents = [];
	for (const sector of sectors) {
		const last = extents.at(-1);
		if (last !== void 0 && sector === last.sector + last.count && last.count < longestExtent) extents[extents.length - 1] = {
			sector: last.sector,
			count: last.count + 1
		};
		else extents.push({
			sector,
			count: 1
		});
	}
	return extents;
}
/** All 32-bit words together give the magic number. */
function writeChecksum(image, start) {
	image.writeUInt32LE(0, start + area.checksum);
	let sum = magic;
	const words = image.readUInt32LE(start + area.dwords);
	for (let word = 0; word < words; word += 1) sum -= image.readUInt32LE(word * 4);
	image.writeUInt32LE((sum % 2 ** 32 + 2 ** 32) % 2 ** 32, start + area.checksum);
}

// src/disk/sizes/ext-size.ts
const extBlockBytes = 4096;
const inodeBytes$2 = 256;
const groupBytes = 32768 * extBlockBytes;
/** One block and one inode bitmap. */
const bitmapsPerGroup = 2;
/** Blocks kept so that the group descriptors can grow online: for 1024 times as many of them, up to this. */
const largestReserve = 1024;
const reservedInodes = 11;
/** lost+found is made with room for names. */
const lostAndFoundBytes = 16384;
const smallestJournalledBytes = 8 * mebibyte;
/** Journal size by size of the filesystem, as mke2fs 1.47 chooses; the last line is for what is larger. */
const journalMiB = [
	[8, 0],
	[128, 4],
	[1024, 16],
	[2048, 32],
	[16384, 64],
	[32768, 128],
	[65536, 256],
	[131072, 512],
	[Number.POSITIVE_INFINITY, 1024]
];
/** Bytes per inode: small filesystems get more of them, large ones fewer. */
const inodeRatios = [
	[512, 4096],
	[4194304, 16384],
	[16777216, 32768],
	[Number.POSITIVE_INFINITY, 65536]
];
/** How many inodes to make: the usual number for the size, and more when the tree needs them, with a quarter to spare. */
function extInodes(sizeBytes, tree, ratio = lookUp(inodeRatios, sizeBytes)) {
	const usual = Math.floor(sizeBytes / ratio);
	const needed = Math.ceil((tree.inodes + reservedInodes + 1) * 1.25);
	return Math.max(usual, needed, 64);
}
/** Bytes for each inode that --mkfsoptions or --fsprofile ask for; undefined: by the size. */
function askedRatio({ makeOptions = [], inodeRatio }) {
	return Number(makeOptions.findLast((_, index) => makeOptions[index - 1] === "-i")) || inodeRatio;
}
/** Bytes of an ext filesystem that hold no contents; within 1 % of what mke2fs 1.47 reports. */
function extOverhead(sizeBytes, tree, filesystem) {
	const groups = Math.ceil(sizeBytes / groupBytes);
	const inodeTables = extInodes(sizeBytes, tree, askedRatio(filesystem)) * inodeBytes$2;
	const bitmaps = groups * bitmapsPerGroup * extBlockBytes;
	const perBlock = extBlockBytes / descriptorBytes(filesystem);
	const reserve = Math.min(largestReserve, Math.floor(sizeBytes / groupBytes * (1024 / perBlock)));
	const descriptors = Math.ceil(groups / perBlock);
	const superblocks = superblockCopies(groups) * (1 + descriptors + reserve) * extBlockBytes;
	const journalBytes = filesystem.type !== "ext2" && sizeBytes >= smallestJournalledBytes ? lookUp(journalMiB, sizeBytes) * mebibyte : 0;
	return inodeTables + bitmaps + superblocks + journalBytes + lostAndFoundBytes;
}
/** The feature 64bit doubles them. */
const descriptorBytes = ({ type, withoutFeatures = [] }) => type === "ext4" && !withoutFeatures.includes("64bit") ? 64 : 32;
/** Sparse superblocks: copies lie in groups 0 and 1 and in those whose number is a power of 3, 5 or 7. */
function superblockCopies(groups) {
	let copies = Math.min(groups, 2);
	for (const base of [
		3,
		5,
		7
	]) for (let group = base; group < groups; group *= base) copies += 1;
	return copies;
}
function lookUp(table, sizeBytes) {
	return table.find(([below]) => sizeBytes < below * 1048576)?.[1] ?? 0;
}

// src/disk/extlinux/sector-map.ts
/** @returns the sectors of a file of an ext filesystem, in order, from the start of its partition */
async function sectorsOfFile(runner, where) {
	const { diskFile, startBytes, file, sectors, scratch } = where;
	const perBlock = extBlockBytes / 512;
	const count = Math.ceil(sectors / perBlock);
	const script = path.join(scratch, "bmap");
	const commands = Array.from({ length: count }, (_, block) => `bmap ${file} ${block}\n`);
	await fs.writeFile(script, commands.join(""));
	const { stdout } = await runner.run("debugfs", [
		"-f",
		script,
		`${diskFile}?offset=${startBytes}`
	], { failure: `can't find where ${file} lies` });
	const blocks = stdout.split("\n").flatMap((line) => /^[1-9]\d*$/.test(line) ? [Number(line)] : []);
	if (blocks.length !== count) throw new Error(`debugfs tells of ${blocks.length} of the ${count} blocks of ${file}`);
	return blocks.flatMap((block) => Array.from({ length: perBlock }, (_, sector) => block * perBlock + sector)).slice(0, sectors);
}

// src/disk/extlinux/extlinux-bios.ts
/** Of extlinux (Debian), syslinux-nonlinux (Fedora). */
const codeFolders = [
	"/usr/lib/EXTLINUX",
	"/usr/lib/syslinux/mbr",
	"/usr/share/syslinux"
];
const codeNames = {
	gpt: "gptmbr.bin",
	msdos: "mbr.bin"
};
/** Boot code ends where the disk signature begins (UEFI specification 2.10, table 5.1). */
const longestCode = 440;
/**
* Makes extlinux boot a disk: its ldlinux.sys, which lies in the finished filesystem of /boot, is told where it came to lie, the
* boot sector of that partition likewise, and the code that starts the active partition goes into the disk's own. Nothing is
* mounted.
*
* @throws ApplianceError codes `no-active-partition`, `boot-loader-missing`, or that of a tool
*/
async function installExtlinux(runner, request) {
	const { disk, diskFile, place, guestRoot, scratch } = request;
	const partition = disk.partitions.find(({ filesystem }) => filesystem?.uuid === place.filesystem.uuid);
	if (partition === void 0 || partition.logical) throw new ApplianceError({
		kind: "input",
		code: "no-active-partition",
		message: `bootloader --extlinux: the filesystem of ${place.filesystem.mountPoint} is no primary partition of disk ${disk.name}`,
		position: partition?.position,
		hint: "add --asprimary to that part line"
	});
	const { startBytes, sizeBytes } = partition;
	const guest = rootFiles(guestRoot);
	const image = await fs.readFile(await guest.path(`/boot/${extlinuxFolder}/ldlinux.sys`));
	const directory = `${place.prefix}/${extlinuxFolder}`;
	const file = `${directory}/ldlinux.sys`;
	const sectors = await sectorsOfFile(runner, {
		diskFile,
		startBytes,
		file,
		sectors: sectorsOf(image),
		scratch
	});
	const placed = placeLdlinux({
		image,
		bootSector: await fs.readFile(path.join(scratch, bootSectorFile))
	}, {
		sectors,
		directory,
		startSector: startBytes / 512,
		sectorCount: sizeBytes / 512
	});
	await applyWrites(diskFile, [...sectors.map((sector, index) => {
		const bytes = placed.image.subarray(index * 512, (index + 1) * 512);
		return {
			offset: startBytes + sector * 512,
			bytes
		};
	}), {
		offset: startBytes,
		bytes: placed.bootSector
	}]);
	if (!request.bootSector) return;
	const name = codeNames[disk.table.type];
	const code = await firstExisting$1(guest, codeFolders.map((folder) => `${folder}/${name}`));
	await applyWrites(diskFile, [{
		offset: 0,
		bytes: (await fs.readFile(code)).subarray(0, longestCode)
	}]);
}

// src/disk/grub/grub-modules.ts
const howToGet = {
	"i386-pc": installOnHost("grub-pc-bin (Debian) or grub2-pc-modules (Fedora)"),
	"x86_64-efi": installOnHost("grub-efi-amd64-bin (Debian) or grub2-efi-x64-modules (Fedora)"),
	"arm64-efi": "add grub-efi-arm64-bin (Debian) or grub2-efi-aa64-modules (Fedora) to %packages"
};
function installOnHost(packages) {
	return `install ${packages}, or run "appliance-build doctor --install"`;
}
/** Built into the image, so that the menu works even if the modules in /boot do not match it. */
const builtIn$1 = [
	"part_gpt",
	"part_msdos",
	"search",
	"search_fs_uuid",
	"search_fs_file",
	"search_label",
	"normal",
	"configfile",
	"linux",
	"gzio",
	"serial",
	"terminal",
	"terminfo",
	"echo",
	"test",
	"true",
	"sleep",
	"ls",
	"cat",
	"regexp",
	"password_pbkdf2",
	"halt",
	"reboot"
];
/** No modules are installed for UEFI, so what a menu of a user may need is here too. */
const builtInForUefi = [...[
	"ext2",
	"xfs",
	"btrfs",
	"fat",
	"all_video",
	"efi_gop",
	"efi_uga",
	"video_bochs",
	"video_cirrus",
	"font"
], ...[
	"gfxterm",
	"chain",
	"loadenv",
	"blscfg",
	"minicmd",
	"efifwsetup"
]];
const builtInByTarget = {
	"i386-pc": ["biosdisk"],
	"x86_64-efi": builtInForUefi,
	"arm64-efi": builtInForUefi
};
const filesystemModule = {
	ext2: "ext2",
	ext3: "ext2",
	ext4: "ext2",
	xfs: "xfs",
	btrfs: "btrfs",
	vfat: "fat",
	swap: void 0
};
/** What finds a filesystem that is not just a partition. */
const volumeModules = {
	partition: [],
	logical: ["diskfilter", "lvm"],
	array: ["diskfilter", "mdraid1x"]
};
/**
* The folder of GRUB's modules: the guest's own if its package is installed there, so that a GRUB that the guest updates fits its
* modules; else the host's.
*
* @throws ApplianceError kind `tool`, code `grub-modules-missing`
*/
async function grubModulesDirectory(guestRoot, target) {
	const folder = `/usr/lib/grub/${target}`;
	const candidates = [await resolveInRoot(guestRoot, folder), folder];
	for (const candidate of candidates) {
		const names = await fs.readdir(candidate).catch(() => []);
		if (names.includes("kernel.img") && names.includes("moddep.lst")) return candidate;
	}
	throw new ApplianceError({
		kind: "tool",
		code: "grub-modules-missing",
		message: `GRUB's modules for ${target} are neither in the appliance nor on this machine`,
		hint: howToGet[target]
	});
}
/** The modules to build into an image, leaving out those that this GRUB does not have. */
async function modulesFor(directory, target, { filesystem, kind }) {
	const present = new Set(await fs.readdir(directory));
	const wanted = /* @__PURE__ */ new Set([
		...builtIn$1,
		...builtInByTarget[target],
		...volumeModules[kind]
	]);
	const own = filesystemModule[filesystem.type];
	if (own !== void 0) wanted.add(own);
	return [...wanted].filter((name) => present.has(`${name}.mod`));
}
/** Copies the modules and their lists to a folder of the platform in GRUB's folder below /boot, where GRUB looks for what is not built in. */
async function installGrubModules(directory, target, grubDirectory) {
	const destination = path.join(grubDirectory, target);
	await fs.mkdir(destination, { recursive: true });
	const names = (await fs.readdir(directory)).filter((name) => /\.(?:mod|lst)$/.test(name)).sort();
	for (const name of names) await fs.copyFile(path.join(directory, name), path.join(destination, name));
}

// src/disk/grub/grub-image.ts
const programs = {
	debian: "grub-mkimage",
	fedora: "grub2-mkimage"
};
/** What the image does first: it finds the filesystem of /boot by UUID, whatever disk the firmware calls the first. */
function earlyConfig({ filesystem, prefix }, folder) {
	return `search.fs_uuid ${filesystem.uuid} root\nset prefix=($root)${prefix}/${folder}\n`;
}
/** Makes a GRUB image that finds its menu on its own. */
async function makeGrubImage(runner, request) {
	const { target, modules, place, layout, output, scratch } = request;
	const config = path.join(scratch, `early-${target}.cfg`);
	await fs.writeFile(config, earlyConfig(place, layout.folder));
	const args = [
		"-O",
		target,
		"-d",
		modules,
		"-o",
		output,
		"-p",
		`${place.prefix}/${layout.folder}`,
		"-c",
		config
	];
	args.push(...await modulesFor(modules, target, place));
	await runFirst(runner, args, `can't make the boot loader for ${target}`);
}
async function runFirst(runner, args, failure) {
	try {
		await runner.run(programs.debian, args, { failure });
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.code !== "tool-missing") throw error;
		await runner.run(programs.fedora, args, { failure });
	}
}

// src/disk/grub/grub-layout.ts
const grubLayouts = {
	debian: {
		folder: "grub",
		passwordInUserFile: false,
		savedDefault: false
	},
	fedora: {
		folder: "grub2",
		passwordInUserFile: true,
		savedDefault: true
	}
};
/** Whether the guest's own GRUB modules for a platform read boot entries: Fedora's command blscfg. */
async function hasBlscfg(guestRoot, target) {
	const file = await resolveInRoot(guestRoot, `/usr/lib/grub/${target}/blscfg.mod`);
	return await fs.stat(file).catch(() => void 0) !== void 0;
}

// src/disk/grub/grub-bios.ts
/** Offsets in GRUB's boot.img (grub-core/boot/i386/pc/boot.S and include/grub/i386/pc/boot.h name them). */
const bpbStart = 3;
const bpbEnd = 90;
const kernelSectorField = 92;
const bootDriveField = 100;
const driveCheckField = 102;
const partitionTableStart = 440;
/** "The drive that the BIOS booted from." */
const bootDriveFromBios = 255;
const nop = 144;
/** The one entry of the block list, at the end of the core's first sector: start (8), length (2), segment (2). */
const blockListBytes = 12;
/** Where the rest of the core is loaded: the segment after that of the first sector. */
const coreSegment = 2080;
/** Puts GRUB's boot code around the partition table of a boot sector. Neither argument is changed. */
function bootSector(mbr, bootImage, coreSector) {
	const sector = Buffer.from(bootImage.subarray(0, 512));
	sector.set(mbr.subarray(bpbStart, bpbEnd), bpbStart);
	sector.set(mbr.subarray(partitionTableStart, 512), partitionTableStart);
	sector.writeBigUInt64LE(BigInt(coreSector), kernelSectorField);
	sector[bootDriveField] = bootDriveFromBios;
	sector.fill(nop, driveCheckField, 104);
	return sector;
}
/** A core image, padded to whole sectors, that loads its own rest from the sectors that follow `coreSector`. */
function coreImage(core, coreSector) {
	const sectors = Math.ceil(core.length / 512);
	const image = Buffer.alloc(sectors * 512);
	image.set(core);
	const list = 512 - blockListBytes;
	image.writeBigUInt64LE(BigInt(coreSector + 1), list);
	image.writeUInt16LE(sectors - 1, list + 8);
	image.writeUInt16LE(coreSegment, list + 10);
	return image;
}
/**
* Where the core goes: the BIOS boot partition of GPT, or the gap between the boot sector and the first partition of msdos.
*
* @returns bytes from the start of the disk, and how many there are
* @throws ApplianceError codes `no-bios-boot-partition`
*/
function coreSpace(disk) {
	if (disk.table.type === "msdos") {
		const first = Math.min(disk.sizeBytes, ...disk.partitions.map(({ startBytes }) => startBytes));
		return {
			offset: 512,
			sizeBytes: first - 512
		};
	}
	const partition = disk.partitions.find(({ kind }) => kind === "biosboot");
	if (partition !== void 0) return {
		offset: partition.startBytes,
		sizeBytes: partition.sizeBytes
	};
	throw new ApplianceError({
		kind: "input",
		code: "no-bios-boot-partition",
		message: `disk ${disk.name} has a GPT and no BIOS boot partition, so a BIOS could not boot it`,
		hint: `add: part biosboot --fstype=biosboot --size=1 --ondisk=${disk.device}`
	});
}
/**
* Makes a disk bootable by a BIOS, without mounting anything.
*
* @throws ApplianceError codes `no-bios-boot-partition`, `no-room-for-boot-loader`
*/
async function installGrubBios(runner, request) {
	const { disk, diskFile, place, scratch } = request;
	if (!request.bootSector) return;
	const modules = await grubModulesDirectory(request.guestRoot, "i386-pc");
	const space = coreSpace(disk);
	const output = path.join(scratch, "core.img");
	const layout = grubLayouts[request.family];
	await makeGrubImage(runner, {
		target: "i386-pc",
		modules,
		place,
		layout,
		output,
		scratch
	});
	const sector = space.offset / 512;
	const core = coreImage(await fs.readFile(output), sector);
	if (core.length > space.sizeBytes) throw noRoom(disk, core.length, space.sizeBytes);
	const bootImage = await fs.readFile(path.join(modules, "boot.img"));
	const mbr = await readBytes$1(diskFile, 0, 512);
	await applyWrites(diskFile, [{
		offset: space.offset,
		bytes: core
	}, {
		offset: 0,
		bytes: bootSector(mbr, bootImage, sector)
	}]);
}
function noRoom(disk, needed, there) {
	const where = disk.table.type === "gpt" ? "its BIOS boot partition" : "the gap before its first partition";
	return new ApplianceError({
		kind: "build",
		code: "no-room-for-boot-loader",
		message: `the boot loader of disk ${disk.name} needs ${needed} bytes, and ${where} has ${there}`,
		position: disk.partitions.find(({ kind }) => kind === "biosboot")?.position,
		hint: "start the first partition at 1 MiB, or make the BIOS boot partition 1 MiB large"
	});
}

// src/disk/boot/removable-path.ts
/** Where firmware looks on a disk that it knows nothing of (UEFI specification 2.10, §3.5.1.1): EFI/BOOT/BOOTX64.EFI. */
const removablePath = (arch) => [
	"EFI",
	"BOOT",
	`BOOT${architectures[arch].efi.toUpperCase()}.EFI`
];

// src/disk/grub/grub-config.ts
/** The text of grub.cfg (GRUB manual, chapters 6 "Writing your own configuration file" and 16 "Commands"). */
function grubConfig(request) {
	const { place, kernels, timeoutSeconds, layout } = request;
	return `${[
		"# Written by appliance-build. Your own entries and settings belong in custom.cfg beside this file.",
		...passwordLines(request),
		...layout.savedDefault ? savedDefaultLines : ["set default=0"],
		`set timeout=${timeoutSeconds}`,
		`set timeout_style=${timeoutSeconds === 0 ? "hidden" : "menu"}`,
		...request.serialConsole ? serialLines(request.kernelArguments) : [],
		"if [ \"$grub_platform\" = efi ]; then",
		"  insmod all_video",
		"fi",
		`search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
		...request.readsEntries ? readEntriesLines(request) : kernels.flatMap((kernel) => ["", ...entry(kernel, request)]),
		"",
		`if [ -f ${place.prefix}/${layout.folder}/custom.cfg ]; then`,
		`  source ${place.prefix}/${layout.folder}/custom.cfg`,
		"fi"
	].join("\n")}\n`;
}
/** The text of a grub.cfg on the EFI system partition that leads to the real one, as Fedora has it since release 34. */
function grubStub({ filesystem, prefix }, { folder }) {
	return [
		`search --no-floppy --fs-uuid --set=dev ${filesystem.uuid}`,
		`set prefix=($dev)${prefix}/${folder}`,
		"export prefix",
		"configfile $prefix/grub.cfg",
		""
	].join("\n");
}
/** GRUB manual, "Authentication and authorisation in GRUB"; grub2-setpassword(8). */
function passwordLines({ layout, passwordHash }) {
	const askFor = (hash) => [
		"set superusers=\"root\"",
		"export superusers",
		`password_pbkdf2 root ${hash}`
	];
	if (!layout.passwordInUserFile) return passwordHash === void 0 ? [] : askFor(passwordHash);
	return [
		"if [ -f $prefix/user.cfg ]; then",
		"  source $prefix/user.cfg",
		"  if [ -n \"$GRUB2_PASSWORD\" ]; then",
		...askFor("$GRUB2_PASSWORD").map((line) => `    ${line}`),
		"  fi",
		"fi"
	];
}
/** What grub2-set-default(8), grub2-reboot(8) and kernel-install(8) leave in grubenv. */
const savedDefaultLines = [
	"if [ -s $prefix/grubenv ]; then",
	"  load_env",
	"fi",
	"if [ -n \"$next_entry\" ]; then",
	"  set default=\"$next_entry\"",
	"  set next_entry=",
	"  save_env next_entry",
	"elif [ -n \"$saved_entry\" ]; then",
	"  set default=\"$saved_entry\"",
	"else",
	"  set default=0",
	"fi"
];
/**
* Fedora's command blscfg looks on $boot, or on $root in other versions, and its entries call load_video. Entries that EL 8
* makes for later kernels have $kernelopts.
*/
function readEntriesLines({ place, kernelArguments }) {
	return [
		"set boot=$root",
		"function load_video {",
		"  insmod all_video",
		"}",
		"if [ -z \"$kernelopts\" ]; then",
		`  set kernelopts=${quote([...place.rootArguments, ...kernelArguments].join(" "))}`,
		"fi",
		...place.prefix === "" ? [] : [`set blsdir=${place.prefix}/loader/entries`],
		"insmod blscfg",
		"blscfg"
	];
}
function entry(kernel, request) {
	const { place, layout, title, kernelArguments, passwordHash } = request;
	const words = [...place.rootArguments, ...kernelArguments].map(grubWord);
	const open = passwordHash === void 0 && !layout.passwordInUserFile ? "" : " --unrestricted";
	const lines = [
		`menuentry ${quote(`${title}, with Linux ${kernel.version}`)} --id ${quote(request.identifier(kernel))}${open} {`,
		`  search --no-floppy --fs-uuid --set=root ${place.filesystem.uuid}`,
		`  linux ${grubWord(`${place.prefix}/${kernel.file}`)} ${words.join(" ")}`
	];
	if (kernel.initramfs !== void 0) lines.push(`  initrd ${grubWord(`${place.prefix}/${kernel.initramfs}`)}`);
	return [...lines, "}"];
}
/** The menu speaks on the port of the kernel's serial console, and goes on without it where there is none. */
function serialLines(kernelArguments) {
	const { unit, speed } = serialPortOf(kernelArguments);
	return [
		`if serial --unit=${unit} --speed=${speed}; then`,
		"  terminal_input console serial",
		"  terminal_output console serial",
		"fi"
	];
}
/**
* A word of a GRUB script. GRUB puts quotes of its own around arguments with blanks when it hands them to the kernel, so
* quotes that the kernel argument had for that purpose are dropped.
*/
function grubWord(word) {
	const bare = word.replaceAll("\"", "");
	return /^[\w@%+=:,./-]+$/.test(bare) ? bare : quote(bare);
}
/** Single quotes keep every character but the quote itself (GRUB manual, "Quoting"). */
function quote(text) {
	return `'${text.replaceAll(/\s/g, " ").replaceAll("'", `'\\''`)}'`;
}

// src/disk/grub/pe-signature.ts
/** Offsets of the PE format (Microsoft, "PE Format": signature, optional header of PE32+, data directories). */
const headerOffsetField = 60;
const optionalHeader = 24;
const pe32PlusMagic = 523;
const certificateDirectory = 144;
/** Whether a program for UEFI carries a signature; whose, only the firmware judges. */
function isSigned(program) {
	if (program.length < 64 || program.toString("latin1", 0, 2) !== "MZ") return false;
	const header = program.readUInt32LE(headerOffsetField);
	const optional = header + optionalHeader;
	if (program.length < optional + certificateDirectory + 8) return false;
	if (program.toString("latin1", header, header + 4) !== "PE\0\0") return false;
	if (program.readUInt16LE(optional) !== pe32PlusMagic) return false;
	return program.readUInt32LE(optional + certificateDirectory + 4) > 0;
}

// src/disk/grub/vendor-loaders.ts
/** Names of the files (shim's README, README.fallback): `grubx64.efi`. */
function vendorFiles(arch) {
	const { efi } = architectures[arch];
	return {
		grub: `grub${efi}.efi`,
		shim: `shim${efi}.efi`,
		fallback: `fb${efi}.efi`,
		/** Asks the user for keys of his own; shim starts it when it refuses a program. */
		mok: `mm${efi}.efi`,
		fallbackList: `BOOT${efi.toUpperCase()}.CSV`
	};
}
const removableFolder = "BOOT";
/**
* Finds the loaders of packages. Of several, the one that is named as the system is in os-release(5) comes first, then those
* with a shim.
*
* @param esp the EFI system partition's tree on the host
*/
async function findVendorLoaders(esp, { arch, systemId }) {
	const files = vendorFiles(arch);
	const found = [];
	for (const name of (await fs.readdir(path.join(esp, "EFI")).catch(() => [])).sort()) {
		if (name.toUpperCase() === removableFolder) continue;
		const folder = path.join(esp, "EFI", name);
		const names = await fs.readdir(folder).catch(() => []);
		if (!names.includes(files.grub)) continue;
		const program = await fs.readFile(path.join(folder, files.grub));
		const hasShim = names.includes(files.shim);
		found.push({
			name,
			hasShim,
			isSigned: hasShim && isSigned(program) && isSigned(await fs.readFile(path.join(folder, files.shim))),
			hasBlscfg: program.includes("blscfg")
		});
	}
	const rank = ({ name, hasShim }) => (name === systemId ? 0 : 2) + (hasShim ? 0 : 1);
	return found.sort((a, b) => rank(a) - rank(b))[0];
}
/**
* Makes a machine whose firmware knows nothing of the disk start the loaders of packages, which stay as they are.
* Such firmware starts EFI/BOOT/BOOTX64.EFI. There shim lies, by its package or as a copy. Shim in that place runs the
* fbx64.efi beside it, which makes boot entries in the firmware from the BOOTX64.CSV of all folders and starts the first of
* them; without an fbx64.efi shim runs the grubx64.efi beside it, so that GRUB is copied there. Without a shim GRUB itself
* is the program at this place. Wherever GRUB lies it reads grub.cfg in its own folder or in that of its built-in prefix.
*
* @param stub text of the grub.cfg that leads to the real menu
*/
async function placeVendorLoaders(esp, { name, hasShim }, { arch, stub, title }) {
	const files = vendorFiles(arch);
	const folder = path.join(esp, "EFI", name);
	const removable = path.join(esp, "EFI", removableFolder);
	await fs.mkdir(removable, { recursive: true });
	await fs.writeFile(path.join(folder, "grub.cfg"), stub);
	const copy = (file, target) => fs.copyFile(path.join(folder, file), path.join(removable, target));
	const [, , program] = removablePath(arch);
	if (!hasShim) {
		await copy(files.grub, program);
		await fs.writeFile(path.join(removable, "grub.cfg"), stub);
		return;
	}
	const names = await fs.readdir(removable);
	if (!names.includes(program)) await copy(files.shim, program);
	const list = path.join(folder, files.fallbackList);
	if (!await exists(list)) await fs.writeFile(list, bootEntryList(files.shim, title));
	if (names.includes(files.fallback)) return;
	if (!names.includes(files.grub)) await copy(files.grub, files.grub);
	if (!names.includes(files.mok) && await exists(path.join(folder, files.mok))) await copy(files.mok, files.mok);
	await fs.writeFile(path.join(removable, "grub.cfg"), stub);
}
/** shim's README.fallback: UTF-16LE with a byte order mark; program, name, arguments, description. */
function bootEntryList(program, title) {
	const plain = title.replaceAll(",", " ");
	return Buffer.from(`\ufeff${program},${plain},,This is the boot entry for ${plain}\n`, "utf16le");
}
const exists = async (file) => await fs.stat(file).catch(() => void 0) !== void 0;

// src/disk/grub/packaged-loaders.ts
/** Where packages of Debian and Ubuntu keep signed programs, of which the guest's grub-install copies them; the first found counts. */
function placesOf(arch) {
	const { shim, grub, mok, fallback } = vendorFiles(arch);
	return [
		[shim, `/usr/lib/shim/${shim}.signed`],
		[grub, `/usr/lib/grub/${architectures[arch].grubPlatform}-signed/${grub}.signed`],
		[
			mok,
			`/usr/lib/shim/${mok}.signed`,
			`/usr/lib/shim/${mok}`
		],
		[
			fallback,
			`/usr/lib/shim/${fallback}.signed`,
			`/usr/lib/shim/${fallback}`
		]
	];
}
/**
* Lays out the EFI system partition as grub-install of Debian and Ubuntu does, if the guest's packages have a signed shim and a
* signed GRUB. A GRUB that a script put there stays.
*
* @param esp the EFI system partition's tree on the host
*/
async function takePackagedLoaders(esp, { arch, guestRoot, systemId }) {
	const files = vendorFiles(arch);
	const programs = /* @__PURE__ */ new Map();
	for (const [file, ...sources] of placesOf(arch)) for (const source of sources) {
		const program = await readIfThere(await resolveInRoot(guestRoot, source));
		if (program !== void 0 && !programs.has(file)) programs.set(file, program);
	}
	const grub = programs.get(files.grub);
	if (grub === void 0 || !programs.has(files.shim)) return;
	const folder = path.join(esp, "EFI", folderOf(grub) ?? systemId);
	if (await readIfThere(path.join(folder, files.grub)) !== void 0) return;
	await fs.mkdir(folder, { recursive: true });
	for (const [file, program] of programs) await fs.writeFile(path.join(folder, file), program);
}
/** The prefix that is built into the program, where it looks for its settings first. */
function folderOf(program) {
	return /\/EFI\/([a-z][a-z0-9_-]*)\0/i.exec(program.toString("latin1"))?.[1];
}
const readIfThere = async (file) => await fs.readFile(file).catch(() => void 0);

// src/disk/grub/grub-files.ts
const readByAll = 420;
const readByRoot = 384;
/** grub-editenv(1): the block has a fixed size, so that GRUB can write it where it lies. */
const environmentBytes = 1024;
/** Writes GRUB's menu, its modules for BIOS and its program for UEFI. @throws ApplianceError code `grub-modules-missing` */
async function writeGrubFiles(runner, request) {
	const { arch, bootLoader, guestRoot, bootDirectory, place } = request;
	const layout = grubLayouts[request.family];
	const grubDirectory = path.join(bootDirectory, layout.folder);
	await fs.mkdir(grubDirectory, { recursive: true });
	const espDirectory = bootLoader.uefi === void 0 ? void 0 : request.espDirectory;
	const vendor = espDirectory === void 0 ? void 0 : await vendorLoaders(espDirectory, request);
	const menu = path.join(grubDirectory, "grub.cfg");
	const mode = request.passwordHash === void 0 ? readByAll : readByRoot;
	const identifier = request.entryName ?? ((kernel) => `linux-${kernel.version}`);
	const readsEntries = await allReadEntries(request, vendor);
	await fs.rm(menu, { force: true });
	await fs.writeFile(menu, grubConfig({
		...request,
		...bootLoader,
		layout,
		readsEntries,
		identifier
	}), { mode });
	if (layout.savedDefault) await makeEnvironment(path.join(grubDirectory, "grubenv"));
	if (bootLoader.bios !== void 0) await installGrubModules(await grubModulesDirectory(guestRoot, "i386-pc"), "i386-pc", grubDirectory);
	if (espDirectory === void 0) return { signed: false };
	if (vendor === void 0) await writeOwnProgram(runner, request, espDirectory, layout);
	else await placeVendorLoaders(espDirectory, vendor, {
		arch,
		stub: grubStub(place, layout),
		title: request.title
	});
	return { signed: vendor?.isSigned ?? false };
}
async function vendorLoaders(esp, request) {
	await takePackagedLoaders(esp, request);
	return await findVendorLoaders(esp, request);
}
/** The program at the removable path, made of GRUB's modules. */
async function writeOwnProgram(runner, request, esp, layout) {
	const { arch, guestRoot, place, scratch } = request;
	const output = path.join(esp, ...removablePath(arch));
	const target = architectures[arch].grubPlatform;
	await fs.mkdir(path.dirname(output), { recursive: true });
	const modules = await grubModulesDirectory(guestRoot, target);
	await makeGrubImage(runner, {
		target,
		modules,
		place,
		layout,
		output,
		scratch
	});
}
/** One menu serves both firmwares, so the GRUB of each must know the command that reads entries. */
async function allReadEntries(request, vendor) {
	const { arch, bootLoader, guestRoot, espDirectory } = request;
	const { grubPlatform } = architectures[arch];
	const bios = bootLoader.bios === void 0 || await hasBlscfg(guestRoot, "i386-pc");
	const hasUefi = bootLoader.uefi !== void 0 && espDirectory !== void 0;
	const uefi = !hasUefi || (vendor === void 0 ? await hasBlscfg(guestRoot, grubPlatform) : vendor.hasBlscfg);
	return bios && uefi && request.entryName !== void 0 && (bootLoader.bios !== void 0 || hasUefi);
}
/** A link that is there leads to another filesystem, as in old releases of Fedora. */
async function makeEnvironment(file) {
	if (await fs.lstat(file).catch(() => void 0) !== void 0) return;
	await fs.writeFile(file, "# GRUB Environment Block\n".padEnd(environmentBytes, "#"), { mode: readByAll });
}

// src/disk/sdboot/sdboot-files.ts
/** Of the package systemd-boot-efi (Debian), systemd-boot-unsigned (Fedora). */
const folderOfProgram = "/usr/lib/systemd/boot/efi";
/** kernel-install(8), "ENTRY-TOKEN": the folder on the EFI system partition, and the start of the entries' names. */
const tokenFile$1 = "/etc/kernel/entry-token";
/**
* The text of a menu entry (Boot Loader Specification, type 1). It has no sort-key: the guest's kernel-install gives one to
* its own entries, and such entries come first, so a newer kernel boots; among ours the newest name comes first.
*/
function sdbootEntry(kernel, folder, title, options) {
	return `${[
		`title ${title}`,
		`version ${kernel.version}`,
		`options ${options.join(" ")}`,
		`linux ${folder}/linux`,
		...kernel.initramfs === void 0 ? [] : [`initrd ${folder}/${kernel.initramfs}`]
	].join("\n")}\n`;
}
/**
* Writes systemd-boot, its entries, the kernels and their initramfs to the EFI system partition, where the guest's
* kernel-install adds others later. The settings of loader.conf are there already.
*
* @throws ApplianceError code `boot-loader-missing`
*/
async function writeSdbootFiles(_, request) {
	const { arch, guestRoot, bootDirectory, espDirectory, kernels, place, title } = request;
	if (espDirectory === void 0) return;
	const guest = rootFiles(guestRoot);
	const name = `systemd-boot${architectures[arch].efi}.efi`;
	const program = `${folderOfProgram}/${name}`;
	if (!await guest.exists(program)) throw new ApplianceError({
		kind: "build",
		code: "boot-loader-missing",
		message: `bootloader --sdboot: the guest has no systemd-boot (${program})`,
		hint: "add systemd-boot-efi (Debian) or systemd-boot-unsigned (Fedora) to %packages"
	});
	for (const target of [[
		"EFI",
		"systemd",
		name
	], removablePath(arch)]) {
		const file = path.join(espDirectory, ...target);
		await fs.mkdir(path.dirname(file), { recursive: true });
		await fs.copyFile(await guest.path(program), file);
	}
	const token = (await guest.read(tokenFile$1) ?? "").trim() || "linux";
	const entries = path.join(espDirectory, "loader", "entries");
	await fs.mkdir(entries, { recursive: true });
	await fs.writeFile(path.join(espDirectory, "loader", "entries.srel"), "type1\n");
	const options = [...place.rootArguments, ...request.bootLoader.kernelArguments];
	for (const kernel of kernels) {
		const folder = path.join(espDirectory, token, kernel.version);
		await fs.mkdir(folder, { recursive: true });
		await fs.copyFile(path.join(bootDirectory, kernel.file), path.join(folder, "linux"));
		if (kernel.initramfs !== void 0) await fs.copyFile(path.join(bootDirectory, kernel.initramfs), path.join(folder, kernel.initramfs));
		const text = sdbootEntry(kernel, `/${token}/${kernel.version}`, title, options);
		await fs.writeFile(path.join(entries, `${token}-${kernel.version}.conf`), text);
	}
}

// src/disk/boot/loaders.ts
const nothing = async () => {};
const unsigned = (write) => async (runner, request) => {
	await write(runner, request);
	return { signed: false };
};
const loaders = {
	grub: {
		writeFiles: writeGrubFiles,
		installBios: installGrubBios
	},
	extlinux: {
		writeFiles: unsigned(writeExtlinuxFiles),
		installBios: installExtlinux
	},
	sdboot: {
		writeFiles: unsigned(writeSdbootFiles),
		installBios: nothing
	},
	none: {
		writeFiles: unsigned(nothing),
		installBios: nothing
	}
};

// src/disk/filesystems/filesystem-job.ts
/** Environment for tools that know reproducible builds. */
function epochEnv({ epochSeconds }) {
	return epochSeconds === void 0 ? {} : { SOURCE_DATE_EPOCH: String(epochSeconds) };
}

// src/disk/sizes/btrfs-size.ts
/** Items of a file or folder in the trees; 590 were measured on a root of 12 000 files. */
const inodeBytes$1 = 512;
/** Kept free at the beginning, and the system chunk twice. */
const fixedBytes = 17 * mebibyte;
/** Metadata chunk by size of the filesystem. */
const chunks = [
	[640, () => 32 * mebibyte],
	[2560, (sizeBytes) => sizeBytes / 20],
	[51200, () => 256 * mebibyte],
	[Number.POSITIVE_INFINITY, () => 1024 * mebibyte]
];
/** The first metadata chunk, in bytes, of which there are two copies. */
function metadataChunk(sizeBytes) {
	return chunks.find(([upToMiB]) => sizeBytes <= upToMiB * 1048576)?.[1](sizeBytes) ?? 0;
}
/**
* Bytes of a btrfs filesystem that hold no contents of files, from below: what mkfs.btrfs 6.2 sets aside on 23 sizes from 114 MiB to
* 60 GiB, as copying until it is full shows. Small files lie in the metadata.
*/
function btrfsOverhead(sizeBytes, { inodes, small }) {
	const metadata = inodes * inodeBytes$1 + small.bytes;
	return fixedBytes + 2 * Math.max(metadataChunk(sizeBytes), metadata);
}
/** The most that files can take of it, in bytes, were they all so small that they lie in the metadata first. */
const btrfsCapacity = (sizeBytes) => sizeBytes - fixedBytes - metadataChunk(sizeBytes);

// src/disk/sizes/tree-size.ts
const blockBytes$4 = 4096;
const statBlockBytes = 512;
/** Targets shorter than this lie in the inode of ext. */
const fastLinkBytes = 60;
/** An xfs inode of 512 bytes less its core of 176 (XFS Algorithms & Data Structures, "On-disk Inode"). */
const xfsLiteralBytes = 336;
/** btrfs(5), mount option max_inline: its default. */
const largestInlineBytes = 2048;
const emptyTree = {
	inodes: 0,
	fileBytes: 0,
	folderBytes: 0,
	largeFolderBytes: 0,
	small: {
		blockBytes: 0,
		bytes: 0
	},
	unixOnly: void 0
};
/** What several trees ask of one filesystem; nothing if there are none. */
const sumOf = (sizes) => sizes.reduce(plus, emptyTree);
const plus = (one, other) => ({
	inodes: one.inodes + other.inodes,
	fileBytes: one.fileBytes + other.fileBytes,
	folderBytes: one.folderBytes + other.folderBytes,
	largeFolderBytes: one.largeFolderBytes + other.largeFolderBytes,
	small: {
		blockBytes: one.small.blockBytes + other.small.blockBytes,
		bytes: one.small.bytes + other.small.bytes
	},
	unixOnly: one.unixOnly ?? other.unixOnly
});
/** Measures a tree without leaving it: other filesystems mounted below are part of it, as they are for the tools that copy it. */
async function measureTree(tree) {
	const linked = /* @__PURE__ */ new Set();
	let size = emptyTree;
	const pending = [tree];
	for (let folder = pending.pop(); folder !== void 0; folder = pending.pop()) {
		const here = folder;
		const names = await fs.readdir(here);
		const files = names.map((name) => path.join(here, name));
		const found = await Promise.all(files.map(async (file) => ({
			file,
			stats: await fs.lstat(file)
		})));
		for (const { file, stats } of found) {
			if (stats.isDirectory()) pending.push(file);
			else if (!stats.isFile()) size = {
				...size,
				unixOnly: size.unixOnly ?? path.relative(tree, file)
			};
			if (stats.nlink > 1 && !stats.isDirectory()) {
				const identity = `${stats.dev}:${stats.ino}`;
				if (linked.has(identity)) continue;
				linked.add(identity);
			}
			size = plus(size, sizeOf$1(stats));
		}
		size = plus(size, folderSize(names));
	}
	return size;
}
/** Of anything; of a folder without its entries. */
function sizeOf$1(stats) {
	const one = {
		...emptyTree,
		inodes: 1
	};
	if (stats.isSymbolicLink()) return {
		...one,
		folderBytes: stats.size < fastLinkBytes ? 0 : blockBytes$4
	};
	if (!stats.isFile()) return one;
	const fileBytes = roundUp(Math.min(stats.size, stats.blocks * statBlockBytes));
	if (stats.size > largestInlineBytes) return {
		...one,
		fileBytes
	};
	return {
		...one,
		fileBytes,
		small: {
			blockBytes: fileBytes,
			bytes: stats.size
		}
	};
}
/**
* A folder's entries. In ext each takes 8 bytes and the name, in steps of 4 (kernel, Documentation/filesystems/ext4/directory.rst); in
* an xfs inode at least 7 bytes and the name (XFS Algorithms & Data Structures, "Short Form Directories").
*/
function folderSize(names) {
	const lengths = names.map((name) => Buffer.byteLength(name));
	const entries = lengths.reduce((sum, length) => sum + 8 + Math.ceil(length / 4) * 4, 0);
	const shortForm = lengths.reduce((sum, length) => sum + 7 + length, 0);
	return {
		...emptyTree,
		folderBytes: Math.max(blockBytes$4, roundUp(entries)),
		largeFolderBytes: shortForm > xfsLiteralBytes ? roundUp(entries) : 0
	};
}
function roundUp(bytes) {
	return Math.ceil(bytes / blockBytes$4) * blockBytes$4;
}

// src/disk/sizes/vfat-size.ts
/**
* The kind of FAT by size of the filesystem, chosen here because mkfs.vfat goes by the size of the whole disk file. FAT12
* has fewer than 4085 clusters, FAT16 fewer than 65525, FAT32 more (Microsoft, FAT32 File System Specification 1.03,
* page 14; page 20 for the clusters of FAT32).
*/
const fats = [
	[4, {
		bits: 12,
		sectors: 4
	}],
	[8, {
		bits: 16,
		sectors: 1
	}],
	[32, {
		bits: 16,
		sectors: 2
	}],
	[64, {
		bits: 16,
		sectors: 4
	}],
	[260, {
		bits: 32,
		sectors: 1
	}],
	[8192, {
		bits: 32,
		sectors: 8
	}],
	[16384, {
		bits: 32,
		sectors: 16
	}],
	[32768, {
		bits: 32,
		sectors: 32
	}]
];
const largestFat = {
	bits: 32,
	sectors: 64
};
/** Root directory (FAT12 and FAT16), or reserved sectors (FAT32), in sectors. */
const fixedSectors = 32;
function fatOf(sizeBytes) {
	return fats.find(([belowMiB]) => sizeBytes < belowMiB * 1048576)?.[1] ?? largestFat;
}
/** Bytes of both allocation tables, which have an entry for each cluster, the root directory and the reserved sectors; from below. */
function vfatOverhead(sizeBytes) {
	const { bits, sectors } = fatOf(sizeBytes);
	const fixedBytes = fixedSectors * 512;
	const entriesBytes = 2 * (bits / 8);
	const clusters = Math.floor((sizeBytes - fixedBytes) / (sectors * 512 + entriesBytes));
	return fixedBytes + Math.ceil(clusters * entriesBytes);
}

// src/disk/sizes/xfs-size.ts
const inodeBytes = 512;
const smallestLogBytes = 64 * mebibyte;
/** The log of a large filesystem is this share of it, up to `largestLogBytes`. */
const logShare = 1 / 2048;
const largestLogBytes = 2047 * mebibyte;
/** Blocks that the kernel keeps for itself: 5 %, at most 8192 (kernel, xfs_default_resblks). */
const kernelShare = .05;
const kernelMostBytes = 33554432;
/** What allocation groups keep for the trees of reflinks and free inodes. */
const groupShare = .00695;
const groupLessBytes = .2 * mebibyte;
/**
* Bytes of an xfs filesystem that hold no contents, from below. What mkfs.xfs 6.1 and kernel 6.18 leave of 17 sizes from 300 MiB to
* 1 TiB, as statfs(2) tells and as copying until it is full confirms, is at most 0.5 % (1 MiB below 1 GiB) less.
*/
function xfsOverhead(sizeBytes, { inodes, largeFolderBytes }) {
	const log = Math.min(Math.max(sizeBytes * logShare, smallestLogBytes), largestLogBytes);
	const kernel = Math.min(sizeBytes * kernelShare, kernelMostBytes);
	const groups = Math.max(0, sizeBytes * groupShare - groupLessBytes);
	return log + kernel + groups + inodes * inodeBytes + largeFolderBytes;
}

// src/disk/sizes/needed.ts
const ext = {
	needed: (sizeBytes, tree, filesystem) => tree.fileBytes + tree.folderBytes + extOverhead(sizeBytes, tree, filesystem),
	capacity: (sizeBytes, filesystem) => sizeBytes - extOverhead(sizeBytes, emptyTree, filesystem),
	harmless: [
		"-i",
		"-m",
		"-e",
		"-M"
	]
};
const rules = {
	ext2: ext,
	ext3: ext,
	ext4: ext,
	xfs: {
		needed: (sizeBytes, tree) => tree.fileBytes + xfsOverhead(sizeBytes, tree),
		capacity: (sizeBytes) => sizeBytes - xfsOverhead(sizeBytes, emptyTree),
		harmless: []
	},
	btrfs: {
		needed: (sizeBytes, tree) => tree.fileBytes - tree.small.blockBytes + btrfsOverhead(sizeBytes, tree),
		capacity: btrfsCapacity,
		harmless: ["--csum", "--checksum"]
	},
	vfat: {
		needed: (sizeBytes, tree) => tree.fileBytes + tree.folderBytes + vfatOverhead(sizeBytes),
		capacity: (sizeBytes) => sizeBytes - vfatOverhead(sizeBytes),
		harmless: []
	},
	swap: {
		needed: () => 0,
		capacity: () => 0,
		harmless: []
	}
};
/** Whether it is made as usual, so that the rules hold. */
function isUsual({ type, makeOptions = [] }) {
	const { harmless } = rules[type];
	return makeOptions.every((word) => !word.startsWith("-") || harmless.includes(word));
}
/**
* Whether a filesystem of that size holds the tree, and if not what size does.
*
* @returns the bytes that it must have, in whole MiB, from below; undefined if the tree fits
*/
function sizeToHold(tree, filesystem, sizeBytes) {
	const needed = isUsual(filesystem) ? (bytes) => rules[filesystem.type].needed(bytes, tree, filesystem) : () => tree.fileBytes - tree.small.blockBytes;
	if (needed(sizeBytes) <= sizeBytes) return void 0;
	let size = sizeBytes;
	for (let round = 0; round < 30 && needed(size) > size; round += 1) size = Math.ceil(needed(size) / mebibyte) * mebibyte;
	return size;
}
/** The most, in bytes, that files can take of a filesystem of that size. */
function capacityOf(filesystem, sizeBytes) {
	return isUsual(filesystem) ? Math.max(0, rules[filesystem.type].capacity(sizeBytes, filesystem)) : sizeBytes;
}

// src/disk/sizes/fit.ts
/**
* The error of contents that do not fit, code `contents-do-not-fit`. It names the line, what is needed, what is there and what is
* missing.
*
* @param neededBytes of the filesystem, without the header of its container; undefined: more than it has, nobody knows how much
*/
function doesNotFit(volume, neededBytes, detail = []) {
	const { filesystem, sizeBytes, kind, position } = volume;
	const { encryption, type } = filesystem;
	const has = Math.floor(sizeBytes / mebibyte);
	const needs = neededBytes === void 0 ? void 0 : Math.ceil((neededBytes + (encryption === void 0 ? 0 : luksHeaderBytes)) / mebibyte);
	const as = `${type}${encryption === void 0 ? "" : " in LUKS2"}`;
	const need = needs === void 0 ? `more than ${has} MiB` : `${needs} MiB`;
	const missing = needs === void 0 ? "" : `: ${needs - has} MiB are missing`;
	return new ApplianceError({
		kind: "input",
		code: "contents-do-not-fit",
		message: `the contents of ${nameOf(filesystem)} need ${need} as ${as}, and its ${volumeNouns[kind]} has ${has} MiB${missing}`,
		position,
		hint: `${roomHint(volume, needs === void 0 ? has + Math.ceil(has / 10) + 1 : withSpare(needs, type))}, or install less`,
		detail
	});
}
/** What is needed is told from below; of ext it is so near that no more has to be asked for. */
const withSpare = (needs, type) => type.startsWith("ext") ? needs : Math.ceil(needs * 1.05);
/**
* Compares the contents of each filesystem with its size, before any is made.
*
* @throws ApplianceError, or ApplianceErrors if they are several, code `contents-do-not-fit`
*/
function checkFit(measured) {
	const errors = measured.flatMap(({ volume, size }) => {
		const needed = sizeToHold(size, volume.filesystem, plainBytes(volume));
		return needed === void 0 ? [] : [doesNotFit(volume, needed)];
	});
	const [first] = errors;
	if (first !== void 0) throw errors.length > 1 ? new ApplianceErrors(errors) : first;
}
/** Turns a tool's complaint that its filesystem is full into `contents-do-not-fit`; other errors pass unchanged. */
function asDoesNotFit(error, complaint, volume) {
	if (!(error instanceof ApplianceError) || error.code !== "tool-failed") return error;
	if (!error.detail.some((line) => complaint.test(line))) return error;
	return doesNotFit(volume, void 0, error.detail);
}

// src/disk/filesystems/mounted-copy.ts
/** Another build of the same appliance may run: its filesystem has the same UUID. */
const ofType = { xfs: ["nouuid"] };
const full$2 = /no space left on device/i;
/**
* Fills a filesystem that lies in a file of its own by mounting that file, with every attribute that the tree has.
* It is no disk image: it has no partitions, so a plain loop device does. Unmounted whatever happens.
*
* @param file the filesystem
* @throws ApplianceError code `contents-do-not-fit`
*/
async function fillByMount(job, file, failure) {
	const { tree } = job;
	if (tree === void 0) return;
	await whileMounted(job, file, failure, async (mountPoint) => {
		await copyTree(job, {
			tree,
			target: mountPoint,
			failure
		});
	});
}
/** Mounts a filesystem that lies in a file of its own while `work` runs. */
async function whileMounted({ runner, scratch, filesystem }, file, failure, work) {
	try {
		var _usingCtx$13 = _usingCtx();
		const mountPoint = path.join(scratch, "mnt");
		await fs.mkdir(mountPoint, { recursive: true });
		const scope = _usingCtx$13.a(new Scope());
		let mounted = false;
		scope.defer(async () => {
			if (mounted) await unmount(runner, mountPoint);
			else await cleanupRunner(runner).run("umount", [mountPoint], { okCodes: [0, 32] });
		});
		const options = [
			"loop",
			"nodev",
			"nosuid",
			"noexec",
			"noatime",
			...ofType[filesystem.type] ?? []
		];
		await runner.run("mount", [
			"-t",
			filesystem.type,
			"-o",
			options.join(","),
			file,
			mountPoint
		], { failure });
		mounted = true;
		await work(mountPoint);
	} catch (_) {
		_usingCtx$13.e = _;
	} finally {
		await _usingCtx$13.d();
	}
}
/** @throws ApplianceError code `contents-do-not-fit` */
async function copyTree(job, { tree, target, failure }) {
	try {
		await job.runner.run("cp", [
			"-a",
			"--preserve=all",
			"--sparse=auto",
			`${tree}/.`,
			target
		], { failure });
	} catch (error) {
		throw asNotFitting(job, error);
	}
}
/** What to throw for an error of copying: that there is no room, if it says so. */
function asNotFitting({ volume }, error) {
	if (error.code === "ENOSPC") return doesNotFit(volume, void 0);
	return asDoesNotFit(error, full$2, volume);
}

// src/disk/filesystems/place-file.ts
/**
* Copies a filesystem, made in a file of its own, to the pieces that its volume consists of, one after the other. Holes are
* neither read nor written: qemu-img asks the kernel where data is.
*/
async function placeFile(runner, source, pieces, failure) {
	let from = 0;
	for (const { file, startBytes, sizeBytes } of pieces) {
		const ends = [range(source, from, sizeBytes), range(file, startBytes, sizeBytes)];
		await runner.run("qemu-img", [...[
			"convert",
			"-n",
			"--target-is-zero",
			"-W",
			"-t",
			"writeback",
			"-O",
			"raw"
		], ...ends], { failure });
		from += sizeBytes;
	}
}
/** As qemu-img takes a part of a file. */
const range = (filename, offset, size) => `json:${JSON.stringify({
	driver: "raw",
	offset,
	size,
	file: {
		driver: "file",
		filename
	}
})}`;

// src/disk/filesystems/subvolumes.ts
/**
* Makes the subvolumes of an empty btrfs filesystem, fills them and the filesystem's top, and makes that of / the one that is mounted
* by default. Only the kernel makes subvolumes, so the file of this one filesystem is mounted for it.
*
* @param file the filesystem
* @throws ApplianceError codes `contents-do-not-fit`, `subvolume-in-the-way`
*/
async function fillSubvolumes(job, file, failure) {
	const { runner, tree, filesystem, subvolumeTrees = /* @__PURE__ */ new Map() } = job;
	const { subvolumes = [] } = filesystem;
	for (const subvolume of subvolumes) await refuseInTheWay(job, subvolume);
	await whileMounted(job, file, failure, async (mountPoint) => {
		const top = tree === void 0 ? [] : [{
			target: mountPoint,
			tree
		}];
		const copies = subvolumes.flatMap(({ name }) => {
			const source = subvolumeTrees.get(name);
			return source === void 0 ? [] : [{
				target: path.join(mountPoint, name),
				tree: source
			}];
		});
		for (const { name } of subvolumes) {
			const folder = path.join(mountPoint, name);
			await fs.mkdir(path.dirname(folder), { recursive: true });
			await runner.run("btrfs", [
				"subvolume",
				"create",
				folder
			], { failure });
		}
		for (const copy of [...top, ...copies]) await copyTree(job, {
			...copy,
			failure
		});
		const preferred = defaultSubvolume(subvolumes);
		if (preferred === void 0) return;
		await runner.run("btrfs", [
			"subvolume",
			"set-default",
			path.join(mountPoint, preferred.name)
		], { failure });
	});
}
/** A subvolume lies in a folder of what is around it, where something else of the root may be. */
async function refuseInTheWay({ tree, filesystem, subvolumeTrees = /* @__PURE__ */ new Map() }, { name, position }) {
	const outer = (filesystem.subvolumes ?? []).findLast((other) => name.startsWith(`${other.name}/`));
	const around = outer === void 0 ? tree : subvolumeTrees.get(outer.name);
	if (around === void 0) return;
	const inside = outer === void 0 ? name : name.slice(outer.name.length + 1);
	const place = path.join(around, inside);
	const stats = await fs.lstat(place).catch(() => void 0);
	if (stats === void 0) return;
	if (stats.isDirectory() && (await fs.readdir(place)).length === 0) return;
	throw new ApplianceError({
		kind: "input",
		code: "subvolume-in-the-way",
		message: `the subvolume ${name} would lie where ${outer?.mountPoint ?? filesystem.mountPoint ?? "/"} has its own ${inside}`,
		position,
		hint: "give it another --name"
	});
}

// src/disk/filesystems/btrfs.ts
/**
* Makes a btrfs filesystem, in a file of its own that is then put in place. `mkfs.btrfs --rootdir` needs no mount, but it grows
* the file when the partition is tight, forgets the attributes of the top folder, and knows no subvolumes (those of today); then a
* plain loop mount does it.
*
* @throws ApplianceError codes `contents-do-not-fit`, `subvolume-in-the-way`
*/
async function makeBtrfs(job) {
	const { runner, place, diskFile, filesystem, scratch, tree } = job;
	const failure = `can't make the btrfs filesystem of ${nameOf(filesystem)}`;
	const file = path.join(scratch, "btrfs");
	const make = async (options) => {
		await createSparseFile(file, place.sizeBytes);
		const args = [
			"-q",
			"-f",
			"-K",
			"-U",
			filesystem.uuid,
			"-b",
			String(place.sizeBytes),
			...options
		];
		args.push(...filesystem.makeOptions ?? []);
		if (filesystem.label !== void 0) args.push("-L", filesystem.label);
		await runner.run("mkfs.btrfs", [...args, file], {
			env: epochEnv(job),
			failure
		});
		return (await fs.stat(file)).size === place.sizeBytes;
	};
	const hasSubvolumes = (filesystem.subvolumes ?? []).length > 0;
	if (!(!hasSubvolumes && tree !== void 0 && job.labelled !== true && await hasPlainTop(tree)) || !await make(["--rootdir", tree])) {
		await make([]);
		await (hasSubvolumes ? fillSubvolumes : fillByMount)(job, file, failure);
	}
	await placeFile(runner, file, [{
		...place,
		file: diskFile
	}], failure);
	await fs.rm(file);
}
async function hasPlainTop(tree) {
	const { mode, uid, gid } = await fs.stat(tree);
	return (mode & 4095) === 493 && uid === 0 && gid === 0;
}

// src/disk/filesystems/ext.ts
const full$1 = /could not allocate (block|inode)|not enough space|no free (blocks|inodes)/i;
const allPermissions = 4095;
const plainFolder = 493;
const rootInode = 2;
/** mke2fs makes it, and takes the attributes of one in the tree for it. */
const lostFound = {
	name: "lost+found",
	inode: 11
};
/** After the reserved ones and lost+found. */
const firstFreeInode = 12;
/**
* mke2fs reads its defaults from the host's /etc/mke2fs.conf, and newer hosts switch on features that older boot loaders
* cannot read (metadata_csum_seed, orphan_file: GRUB 2.06 and the kernels of EL 8). With a file of our own every host makes
* the same filesystem: one that Debian 10, EL 8 and all later ones read.
*/
const configuration = `[defaults]
  base_features = sparse_super,large_file,filetype,resize_inode,dir_index,ext_attr
  default_mntopts = acl,user_xattr
  enable_periodic_fsck = 0
  blocksize = ${extBlockBytes}
  inode_size = 256
  inode_ratio = 16384
[fs_types]
  small = {
  }
  floppy = {
  }
  big = {
  }
  huge = {
  }
  ext2 = {
  }
  ext3 = {
    features = has_journal
  }
  ext4 = {
    features = has_journal,extent,huge_file,flex_bg,metadata_csum,64bit,dir_nlink,extra_isize
  }
`;
/**
* Makes an ext2, ext3 or ext4 filesystem with its contents straight inside the disk file.
*
* @throws ApplianceError code `contents-do-not-fit`
*/
async function makeExt(job) {
	const { runner, volume, place, filesystem, diskFile, tree, size, scratch } = job;
	const asked = filesystem.makeOptions ?? [];
	const config = path.join(scratch, "mke2fs.conf");
	await fs.writeFile(config, configuration);
	const top = tree === void 0 ? void 0 : await fs.stat(tree);
	const extended = [
		`offset=${place.startBytes}`,
		`root_owner=${top?.uid ?? 0}:${top?.gid ?? 0}`,
		`hash_seed=${hashSeed(filesystem.uuid)}`,
		"lazy_itable_init=0",
		"lazy_journal_init=1"
	];
	const features = valuesOf(asked, "-O");
	extended.push(...valuesOf(asked, "-E"));
	const args = [
		"-q",
		"-F",
		"-t",
		filesystem.type,
		"-U",
		filesystem.uuid
	];
	args.push("-m", String(reservedPercent(filesystem.mountPoint)), "-N", String(extInodes(place.sizeBytes, size, askedRatio(filesystem))));
	features.push(...(filesystem.withoutFeatures ?? []).map((feature) => `^${feature}`));
	args.push(...asked, "-E", extended.join(","));
	if (features.length > 0) args.push("-O", features.join(","));
	if (filesystem.label !== void 0) args.push("-L", filesystem.label);
	if (tree !== void 0) args.push("-d", tree);
	args.push(diskFile, `${place.sizeBytes / 1024}k`);
	const env = {
		MKE2FS_CONFIG: config,
		...extEpoch(job)
	};
	const failure = `can't make the ${filesystem.type} filesystem of ${nameOf(filesystem)}`;
	try {
		await runner.run("mke2fs", args, {
			env,
			failure
		});
	} catch (error) {
		throw asDoesNotFit(error, full$1, volume);
	}
	const names = tree === void 0 ? [] : await fs.readdir(tree);
	const corrections = correctionsOf(job, top?.mode, names.includes(lostFound.name));
	if (corrections.length === 0) return;
	const script = path.join(scratch, "debugfs");
	await fs.writeFile(script, `${corrections.join("\n")}\n`);
	await runner.run("debugfs", [
		"-w",
		"-f",
		script,
		`${diskFile}?offset=${place.startBytes}`
	], {
		env,
		failure
	});
}
/**
* What mke2fs leaves wrong, as debugfs commands: before 1.48 the mode of the top folder stays 0755, which breaks a /tmp of its own;
* and change and access times are those of the copy in the scratch directory, which no two builds share.
*/
function correctionsOf({ epochSeconds, size }, topMode, hasLostFound) {
	const commands = [];
	const permissions = (topMode ?? plainFolder) & allPermissions;
	if (permissions !== plainFolder) commands.push(`set_inode_field <${rootInode}> mode 04${octal$1(permissions)}`);
	if (epochSeconds === void 0) return commands;
	const copies = size.inodes - (hasLostFound ? 1 : 0);
	const copied = Array.from({ length: copies }, (_, index) => firstFreeInode + index);
	if (hasLostFound) commands.push(`set_inode_field <${lostFound.inode}> mtime @${epochSeconds}`);
	for (const inode of [
		rootInode,
		...hasLostFound ? [lostFound.inode] : [],
		...copied
	]) for (const field of ["atime", "ctime"]) commands.push(`set_inode_field <${inode}> ${field} @${epochSeconds}`);
	return commands;
}
/** The values that words give to an option. */
const valuesOf = (words, option) => words.filter((_, index) => words[index - 1] === option);
const octal$1 = (mode) => mode.toString(8).padStart(4, "0");
/** mke2fs before 1.47.1 knows the time only by a name of its own. */
function extEpoch(job) {
	return job.epochSeconds === void 0 ? {} : {
		...epochEnv(job),
		E2FSPROGS_FAKE_TIME: String(job.epochSeconds)
	};
}
/** The share that only root may fill: the usual one where daemons of the system need room to go on, none on data. */
function reservedPercent(mountPoint) {
	return mountPoint === "/" || mountPoint === "/var" ? 5 : 0;
}
/** The seed of directory hashes: random by default, so here drawn from the filesystem's UUID. */
function hashSeed(uuid) {
	const hex = createHash("sha256").update(`hash seed of ${uuid}`).digest("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20, 32)
	].join("-");
}

// src/disk/filesystems/swap-header.ts
const pageBytes = 4096;
/**
* The first page of a swap area, as Linux reads it (`union swap_header` of include/linux/swap.h): version 1, number of the
* last page, no bad pages, UUID and label from byte 1024 on, and the mark at the end of the page. Nothing else is written.
*
* @param label cut to 15 bytes of UTF-8
*/
function swapHeader(sizeBytes, uuid, label) {
	const page = Buffer.alloc(pageBytes);
	page.writeUInt32LE(1, 1024);
	page.writeUInt32LE(Math.floor(sizeBytes / pageBytes) - 1, 1028);
	uuidBytes$2(uuid).copy(page, 1036);
	page.write(label ?? "", 1052, 15, "utf8");
	page.write("SWAPSPACE2", 4086, "latin1");
	return page;
}

// src/disk/filesystems/swap.ts
/** Makes a swap area inside the disk file. */
async function makeSwap({ diskFile, place, filesystem }) {
	const bytes = swapHeader(place.sizeBytes, filesystem.uuid, filesystem.label);
	await applyWrites(diskFile, [{
		offset: place.startBytes,
		bytes
	}]);
}

// src/disk/filesystems/vfat.ts
const full = /disk full|no space|no free cluster/i;
/**
* Makes a vfat filesystem with its contents straight inside the disk file.
*
* @throws ApplianceError code `contents-do-not-fit`; `contents-unsuitable` for what vfat cannot hold
*/
async function makeVfat(job) {
	const { runner, volume, place, filesystem, diskFile, tree, size } = job;
	const name = nameOf(filesystem);
	if (size.unixOnly !== void 0) throw new ApplianceError({
		kind: "input",
		code: "contents-unsuitable",
		message: `vfat, the filesystem of ${name}, cannot hold ${path.join(name, size.unixOnly)}: it is a link or a device`,
		position: volume.position,
		hint: "use ext4 for this part line, or move the file elsewhere"
	});
	const startSector = place.startBytes / 512;
	const args = [
		"--invariant",
		"-i",
		filesystem.uuid.replace("-", ""),
		"-h",
		String(startSector)
	];
	args.push(`--offset=${startSector}`);
	const { bits, sectors } = fatOf(place.sizeBytes);
	args.push("-F", String(bits), "-s", String(sectors), ...filesystem.makeOptions ?? []);
	if (filesystem.label !== void 0) args.push("-n", filesystem.label.toUpperCase());
	const env = {
		...epochEnv(job),
		MTOOLS_SKIP_CHECK: "1"
	};
	const failure = `can't make the vfat filesystem of ${name}`;
	await runner.run("mkfs.vfat", [
		...args,
		diskFile,
		String(place.sizeBytes / 1024)
	], {
		env,
		failure
	});
	const contents = tree === void 0 ? [] : (await fs.readdir(tree)).sort().map((file) => path.join(tree, file));
	if (contents.length === 0) return;
	const image = `${diskFile}@@${place.startBytes}`;
	try {
		await runner.run("mcopy", [
			"-s",
			"-m",
			"-Q",
			"-i",
			image,
			...contents,
			"::"
		], {
			env,
			failure
		});
	} catch (error) {
		throw asDoesNotFit(error, full, volume);
	}
}

// src/disk/luks/sectors.ts
/** Unit of encryption: dm-crypt's sector_size. */
const cryptSectorBytes = 4096;
const cipher = "aes-256-xts";
/**
* Encrypts whole sectors as dm-crypt does with aes-xts-plain64 (LUKS2 On-Disk Format Specification 1.1.2, §3.3 "Segments"): each
* with its place as the initial vector, a little-endian 64-bit number that counts 512 bytes whatever the sector's size
* (kernel, Documentation/admin-guide/device-mapper/dm-crypt.rst, iv_large_sectors).
*
* @param key 64 bytes: two of AES-256
* @param offset of the first byte from the beginning of the encrypted area, a multiple of 4096
*/
function encryptSectors(plain, key, offset) {
	if (offset % 4096 !== 0 || plain.length % 4096 !== 0) throw new RangeError(`${plain.length} bytes at ${offset} are not whole sectors`);
	const secret = Buffer.alloc(plain.length);
	const vector = Buffer.alloc(16);
	for (let start = 0; start < plain.length; start += cryptSectorBytes) {
		vector.writeBigUInt64LE(BigInt((offset + start) / 512));
		createCipheriv(cipher, key, vector).update(plain.subarray(start, start + cryptSectorBytes)).copy(secret, start);
	}
	return secret;
}

// src/disk/filesystems/same-bytes/ordered-copy.ts
const blockBytes$3 = 65536;
/**
* Copies a tree into a mounted filesystem like `cp -a`, but so that the same tree gets the same places on the disk each time,
* whatever the order of its folders and whenever the kernel writes: every name is made in sorted order, then each file gets
* its space, then the data goes there.
*/
async function copyInOrder(runner, copy) {
	const { tree, target } = copy;
	const { files, folders } = await makeFolders(tree, target);
	const firsts = /* @__PURE__ */ new Map();
	const further = [];
	const own = files.filter(({ name, stats }) => {
		if (stats.nlink === 1) return true;
		const identity = `${stats.dev}:${stats.ino}`;
		const first = firsts.get(identity);
		if (first === void 0) firsts.set(identity, name);
		else further.push([first, name]);
		return first === void 0;
	});
	await makeLike(runner, copy, own);
	for (const [first, name] of further) await fs.link(path.join(target, first), path.join(target, name));
	const filled = own.filter(({ stats }) => stats.isFile() && stats.size > 0);
	const ranges = /* @__PURE__ */ new Map();
	for (const { name, stats } of filled) {
		throwIfInterrupted(runner.signal);
		ranges.set(name, await dataRanges(path.join(tree, name), stats));
	}
	await reserve(runner, copy, ranges);
	for (const { name, stats } of filled) {
		throwIfInterrupted(runner.signal);
		await writeData(path.join(tree, name), path.join(target, name), stats, ranges.get(name) ?? []);
	}
	await makeLike(runner, copy, filled);
	await giveAttributes(runner, copy, folders);
}
/** @returns names in the tree, sorted; they begin with `./`, but for the top folder */
async function makeFolders(tree, target) {
	const files = [];
	const folders = ["."];
	const walk = async (folder) => {
		for (const entry of (await fs.readdir(path.join(tree, folder))).sort()) {
			const name = `${folder}/${entry}`;
			const stats = await fs.lstat(path.join(tree, name));
			if (!stats.isDirectory()) files.push({
				name,
				stats
			});
			else {
				folders.push(name);
				await fs.mkdir(path.join(target, name), { recursive: true });
				await walk(name);
			}
		}
	};
	await walk(".");
	return {
		files,
		folders
	};
}
/** cp would go into the folders again, and replace links by names drawn at random, which leave traces. */
async function giveAttributes(runner, { tree, target, scratch, failure }, folders) {
	const [list, archive] = [path.join(scratch, "folders"), path.join(scratch, "folders.tar")];
	await fs.writeFile(list, folders.map((name) => `${name}\0`).join(""));
	const attributes = [
		"--numeric-owner",
		"--xattrs",
		"--xattrs-include=*",
		"--acls"
	];
	const listed = [
		"--no-recursion",
		"--null",
		"--verbatim-files-from",
		`--files-from=${list}`
	];
	await runner.run("tar", [
		"--create",
		"--file",
		archive,
		...attributes,
		"-C",
		tree,
		...listed
	], { failure });
	const kept = [
		"--preserve-permissions",
		"--same-owner",
		...attributes
	];
	await runner.run("tar", [
		"--extract",
		"--file",
		archive,
		...kept,
		"-C",
		target
	], { failure });
	for (const file of [list, archive]) await fs.rm(file);
}
/** Makes files without data, or gives those that are there the attributes. Hard links become files of their own. */
async function makeLike(runner, { tree, target, scratch, failure }, files) {
	const list = path.join(scratch, "names");
	await fs.writeFile(list, files.map(({ name }) => `${name}\0`).join(""));
	const like = [
		"--archive",
		"--no-preserve=links",
		"--attributes-only",
		"--parents",
		"--target-directory",
		target,
		"--"
	];
	await runner.run("xargs", [
		"--null",
		"--no-run-if-empty",
		`--arg-file=${list}`,
		"cp",
		...like
	], {
		cwd: tree,
		failure
	});
	await fs.rm(list);
}
/** Where a file holds something else than zeros. By its content alone: whether zeros are a hole depends on how the tree was made. */
async function dataRanges(file, { size }) {
	const ranges = [];
	const handle = await fs.open(file);
	try {
		const block = Buffer.alloc(blockBytes$3);
		const zeros = Buffer.alloc(blockBytes$3);
		for (let start = 0; start < size; start += blockBytes$3) {
			const { bytesRead: length } = await handle.read(block, 0, blockBytes$3, start);
			if (block.compare(zeros, 0, length, 0, length) === 0) continue;
			const last = ranges.at(-1);
			if (last !== void 0 && last.start + last.length === start) last.length += length;
			else ranges.push({
				start,
				length
			});
		}
	} finally {
		await handle.close();
	}
	return ranges;
}
/** xfs_io reads commands from its input, and names with blanks not at all: so it sees numbered links. */
async function reserve(runner, { target, scratch, failure }, ranges) {
	const links = path.join(scratch, "links");
	await fs.mkdir(links);
	const lines = [];
	for (const [index, [name, some]] of [...ranges].entries()) {
		await fs.symlink(path.join(target, name), path.join(links, String(index)));
		const reservations = some.map(({ start, length }) => `falloc ${start} ${length}`);
		lines.push(`open ${index}`, ...reservations, "close");
	}
	await runner.run("xfs_io", [], {
		cwd: links,
		input: `${lines.join("\n")}\n`,
		failure
	});
	await fs.rm(links, { recursive: true });
}
async function writeData(from, to, { size }, ranges) {
	const source = await fs.open(from);
	const sink = await fs.open(to, "r+");
	try {
		const buffer = Buffer.alloc(Math.min(mebibyte, size));
		for (const { start, length } of ranges) for (let done = 0; done < length;) {
			const { bytesRead } = await source.read(buffer, 0, Math.min(buffer.length, length - done), start + done);
			if (bytesRead === 0) break;
			await sink.write(buffer, 0, bytesRead, start + done);
			done += bytesRead;
		}
		await sink.truncate(size);
	} finally {
		await sink.close();
		await source.close();
	}
}

// src/disk/filesystems/same-bytes/crc32c.ts
/** Castagnoli's polynomial, bits reversed (RFC 3720, appendix B.4). */
const polynomial = 2197175160;
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
	let value = byte;
	for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? value >>> 1 ^ polynomial : value >>> 1;
	return value;
});
/** CRC-32C, which Node's zlib does not have. */
function crc32c(bytes) {
	let value = 4294967295;
	for (const byte of bytes) value = value >>> 8 ^ (table[(value ^ byte) & 255] ?? 0);
	return ~value >>> 0;
}

// src/disk/filesystems/same-bytes/xfs-headers.ts
const latin = (text) => ({
	offset: 0,
	length: text.length,
	value: Buffer.from(text, "latin1").readUIntBE(0, text.length)
});
const ofTree = {
	checksum: 52,
	uuid: 32,
	lsn: 24,
	unit: "block"
};
const ofFolder = {
	checksum: 4,
	uuid: 24,
	lsn: 16,
	unit: "block"
};
const ofAttributes = {
	checksum: 12,
	uuid: 32,
	lsn: 24,
	unit: "block"
};
const ofRemote = {
	checksum: 12,
	uuid: 16,
	lsn: 48,
	unit: "block"
};
const xfsHeaders = [
	{
		mark: latin("XFSB"),
		checksum: 224,
		uuid: 32,
		lsn: 240,
		unit: "sector"
	},
	{
		mark: latin("XAGF"),
		checksum: 216,
		uuid: 64,
		lsn: 208,
		unit: "sector"
	},
	{
		mark: latin("XAGI"),
		checksum: 312,
		uuid: 296,
		lsn: 320,
		unit: "sector"
	},
	{
		mark: latin("XAFL"),
		checksum: 32,
		uuid: 8,
		lsn: 24,
		unit: "sector"
	},
	...[
		"AB3B",
		"AB3C",
		"IAB3",
		"FIB3",
		"R3FC",
		"RMB3"
	].map((mark) => ({
		mark: latin(mark),
		...ofTree
	})),
	{
		mark: latin("BMA3"),
		checksum: 64,
		uuid: 40,
		lsn: 32,
		unit: "block"
	},
	...[
		"XDB3",
		"XDD3",
		"XDF3"
	].map((mark) => ({
		mark: latin(mark),
		...ofFolder
	})),
	...[
		16062,
		15342,
		15857,
		15871
	].map((value) => ({
		mark: {
			offset: 8,
			length: 2,
			value
		},
		...ofAttributes
	})),
	...["XSLM", "XARM"].map((mark) => ({
		mark: latin(mark),
		...ofRemote
	})),
	{
		mark: latin("IN"),
		checksum: 100,
		uuid: 160,
		lsn: 112,
		unit: "inode"
	}
];
/** Fields of an inode (struct xfs_dinode). */
const inodeFields = {
	accessTime: 32,
	modificationTime: 40,
	changeTime: 48,
	generation: 92,
	changeCount: 104,
	birthTime: 144,
	number: 152
};

// src/disk/filesystems/same-bytes/xfs-settle.ts
/** Fields of the superblock, big-endian (struct xfs_dsb). */
const fieldsOfSuperblock = {
	blockBytes: 4,
	uuid: 32,
	logStart: 48,
	agBlocks: 84,
	logBlocks: 96,
	incompatibleFeatures: 216
};
const sizesOfSuperblock = {
	sectorBytes: 102,
	inodeBytes: 104,
	agBlocksLog: 124
};
const bigTimeFeature = 8;
const superblockBytes$1 = 512;
const uuidBytes$1 = 16;
/** Cycle 1, block 0: where the log of a new filesystem begins. */
const firstLsn = 1n << 32n;
async function geometryOf(handle) {
	const { buffer } = await handle.read(Buffer.alloc(superblockBytes$1), 0, superblockBytes$1, 0);
	const { blockBytes: blockField, uuid, logStart, agBlocks, logBlocks, incompatibleFeatures } = fieldsOfSuperblock;
	const blockBytes = buffer.readUInt32BE(blockField);
	const start = buffer.readBigUInt64BE(logStart);
	const agLog = BigInt(buffer.readUInt8(sizesOfSuperblock.agBlocksLog));
	const block = Number(start >> agLog) * buffer.readUInt32BE(agBlocks) + Number(start & (1n << agLog) - 1n);
	return {
		blockBytes,
		sectorBytes: buffer.readUInt16BE(sizesOfSuperblock.sectorBytes),
		inodeBytes: buffer.readUInt16BE(sizesOfSuperblock.inodeBytes),
		uuid: Buffer.from(buffer.subarray(uuid, uuid + uuidBytes$1)),
		bigTime: (buffer.readUInt32BE(incompatibleFeatures) & bigTimeFeature) !== 0,
		log: {
			offset: block * blockBytes,
			length: buffer.readUInt32BE(logBlocks) * blockBytes
		}
	};
}
/** The log of a new filesystem: nothing but a few blocks at its beginning. */
async function newLog(file) {
	const handle = await fs.open(file);
	try {
		const { log } = await geometryOf(handle);
		const length = Math.min(log.length, mebibyte);
		const { buffer } = await handle.read(Buffer.alloc(length), 0, length, log.offset);
		return buffer;
	} finally {
		await handle.close();
	}
}
/**
* Takes out of an unmounted XFS filesystem what differs although the same was done to it: the log and the numbers of its
* entries all over the metadata, the random generations of inodes, and times that only the kernel sets.
*
* @param logBefore what `newLog` gave before the first mount
* @param epochSeconds nothing was changed or made later than that
* @throws ApplianceError kind `interrupted` if the runner's signal was aborted
*/
async function settleXfs(runner, file, { logBefore, epochSeconds }) {
	const extents = await dataExtents(runner, file);
	const handle = await fs.open(file, "r+");
	try {
		const geometry = await geometryOf(handle);
		const { blockBytes, log } = geometry;
		const latest = timestamp(epochSeconds, geometry.bigTime);
		const chunk = Buffer.alloc(mebibyte);
		for (const { start, length } of extents) for (let at = start - start % blockBytes; at < start + length; at += mebibyte) {
			throwIfInterrupted(runner.signal);
			const { bytesRead } = await handle.read(chunk, 0, Math.min(mebibyte, start + length - at), at);
			let changed = false;
			for (let offset = 0; offset < bytesRead; offset += blockBytes) {
				const block = chunk.subarray(offset, Math.min(offset + blockBytes, bytesRead));
				const isLog = at + offset >= log.offset && at + offset < log.offset + log.length;
				if (isLog) block.fill(0);
				if (settleBlock(block, geometry, latest) || isLog) changed = true;
			}
			if (changed) await handle.write(chunk, 0, bytesRead, at);
		}
		await handle.write(logBefore, 0, logBefore.length, log.offset);
	} finally {
		await handle.close();
	}
}
/**
* As an inode holds it: seconds and nanoseconds in 32 bits each; with the feature bigtime the nanoseconds since the least time
* that 32 bits hold.
*/
function timestamp(seconds, bigTime) {
	return bigTime ? (BigInt(seconds) + (1n << 31n)) * 1000000000n : BigInt(seconds) << 32n;
}
/** @returns whether it is metadata, and was changed */
function settleBlock(block, geometry, latest) {
	const first = xfsHeaders.find((header) => hasMark(block, header));
	if (first === void 0) return false;
	const unitBytes = {
		sector: geometry.sectorBytes,
		inode: geometry.inodeBytes,
		block: block.length
	}[first.unit];
	let changed = false;
	for (let offset = 0; offset + unitBytes <= block.length; offset += unitBytes) {
		const unit = block.subarray(offset, offset + unitBytes);
		const header = xfsHeaders.find((one) => one.unit === first.unit && hasMark(unit, one));
		if (header !== void 0 && settleUnit(unit, header, geometry.uuid, latest)) changed = true;
	}
	return changed;
}
const hasMark = (unit, { mark: { offset, value, length } }) => unit.length >= offset + length && unit.readUIntBE(offset, length) === value;
/** Data may look like metadata; only metadata has this filesystem's UUID and a right checksum. */
function settleUnit(unit, header, uuid, latest) {
	if (!unit.subarray(header.uuid, header.uuid + uuidBytes$1).equals(uuid)) return false;
	const before = unit.readUInt32LE(header.checksum);
	unit.writeUInt32LE(0, header.checksum);
	if (crc32c(unit) !== before) {
		unit.writeUInt32LE(before, header.checksum);
		return false;
	}
	unit.writeBigUInt64BE(firstLsn, header.lsn);
	if (header.unit === "inode") settleInode(unit, latest);
	unit.writeUInt32LE(crc32c(unit), header.checksum);
	return true;
}
function settleInode(inode, latest) {
	const { accessTime, modificationTime, changeTime, birthTime, generation, changeCount, number } = inodeFields;
	for (const time of [
		modificationTime,
		changeTime,
		birthTime
	]) if (inode.readBigUInt64BE(time) > latest) inode.writeBigUInt64BE(latest, time);
	inode.writeBigUInt64BE(inode.readBigUInt64BE(modificationTime), accessTime);
	inode.writeUInt32BE(crc32c(inode.subarray(number, number + 8)), generation);
	inode.writeBigUInt64BE(1n, changeCount);
}

// src/disk/filesystems/xfs.ts
/**
* Features by the option that switches them. Off: what the kernel of EL 8 (bigtime, inobtcount) or GRUB 2.06 (nrext64, parent,
* exchange) cannot read. Those that a mkfs.xfs does not know it does not switch on either.
*/
const features = [
	[
		"-m",
		"crc",
		1
	],
	[
		"-m",
		"finobt",
		1
	],
	[
		"-m",
		"reflink",
		1
	],
	[
		"-m",
		"rmapbt",
		0
	],
	[
		"-m",
		"inobtcount",
		0
	],
	[
		"-m",
		"bigtime",
		0
	],
	[
		"-m",
		"metadir",
		0
	],
	[
		"-i",
		"sparse",
		1
	],
	[
		"-i",
		"nrext64",
		0
	],
	[
		"-i",
		"exchange",
		0
	],
	[
		"-n",
		"parent",
		0
	]
];
/**
* Makes an xfs filesystem. mkfs.xfs of today cannot copy a directory (its prototype files know no times, no sticky bit, no hard
* links, no extended attributes), so the contents go through a plain loop mount of a file of this one filesystem.
*
* @throws ApplianceError code `contents-do-not-fit`
*/
async function makeXfs(job) {
	const { runner, place, diskFile, filesystem, scratch } = job;
	const failure = `can't make the xfs filesystem of ${nameOf(filesystem)}`;
	const file = path.join(scratch, "xfs");
	await createSparseFile(file, place.sizeBytes);
	const args = [
		"-q",
		"-f",
		"-K",
		"-m",
		`uuid=${filesystem.uuid}`,
		...await featureOptions(runner)
	];
	args.push(...filesystem.makeOptions ?? []);
	if (filesystem.encryption !== void 0) args.push("-s", `size=${cryptSectorBytes}`);
	if (filesystem.label !== void 0) args.push("-L", filesystem.label);
	await runner.run("mkfs.xfs", [...args, file], { failure });
	if (job.epochSeconds === void 0) await fillByMount(job, file, failure);
	else await fillTheSame(job, file, job.epochSeconds, failure);
	await placeFile(runner, file, [{
		...place,
		file: diskFile
	}], failure);
	await fs.rm(file);
}
/** As above, but with the same bytes for the same tree. */
async function fillTheSame(job, file, epochSeconds, failure) {
	const { runner, tree, scratch } = job;
	const logBefore = await newLog(file);
	if (tree !== void 0) await whileMounted(job, file, failure, async (target) => {
		try {
			await copyInOrder(runner, {
				tree,
				target,
				scratch,
				failure
			});
		} catch (error) {
			throw asNotFitting(job, error);
		}
	});
	await settleXfs(runner, file, {
		logBefore,
		epochSeconds
	});
}
async function featureOptions(runner) {
	const usage = [];
	await runner.run("mkfs.xfs", [], {
		okCodes: [0, 1],
		onLine: (line) => usage.push(line)
	});
	const known = usage.join("\n");
	return features.filter(([, name]) => new RegExp(`\\b${name}=`).test(known)).flatMap(([option, name, value]) => [option, `${name}=${value}`]);
}

// src/disk/filesystems/filesystems.ts
const makers = {
	ext2: {
		make: makeExt,
		longestLabel: 16
	},
	ext3: {
		make: makeExt,
		longestLabel: 16
	},
	ext4: {
		make: makeExt,
		longestLabel: 16
	},
	vfat: {
		make: makeVfat,
		longestLabel: 11
	},
	xfs: {
		make: makeXfs,
		longestLabel: 12
	},
	btrfs: {
		make: makeBtrfs,
		longestLabel: 255
	},
	swap: {
		make: makeSwap,
		longestLabel: 15
	}
};
/**
* Makes a filesystem of any type with its contents in its partition.
*
* @throws ApplianceError codes `contents-do-not-fit`, `contents-unsuitable`, `label-too-long`
*/
async function makeFilesystem(job) {
	const { filesystem, volume } = job;
	const { make, longestLabel } = makers[filesystem.type];
	if (Buffer.byteLength(filesystem.label ?? "") > longestLabel) throw new ApplianceError({
		kind: "input",
		code: "label-too-long",
		message: `the label "${filesystem.label}" of ${nameOf(filesystem)} is longer than the ${longestLabel} bytes of ${filesystem.type}`,
		position: volume.position,
		hint: "shorten --label"
	});
	await make(job);
}

// src/disk/luks/used-by-btrfs.ts
/** The superblock and its copies (btrfs documentation, "On-disk format", "Superblock"). */
const superblocks = [
	65536,
	64 * mebibyte,
	262144 * mebibyte
];
const superblockBytes = 4096;
/**
* What a btrfs filesystem uses: the extents of data and metadata, which it counts in addresses of its own, and where the chunks that
* hold them lie. Only profiles with whole copies on one device (single, dup).
*/
async function usedByBtrfs(runner, file, sizeBytes) {
	const dump = async (tool, ...args) => (await runner.run("btrfs", [
		"inspect-internal",
		tool,
		...args,
		file
	], { failure: `can't find the used blocks of ${file}` })).stdout;
	const nodeBytes = Number(/^nodesize\s+(\d+)$/m.exec(await dump("dump-super"))?.[1]);
	const chunks = chunksIn(await dump("dump-tree", "-t", "chunk"));
	const ranges = extentsIn(await dump("dump-tree", "-t", "extent"), nodeBytes).flatMap(({ start, length }) => {
		const chunk = chunks.find(({ logical, length: size }) => logical <= start && start < logical + size);
		return (chunk?.physical ?? []).map((base) => ({
			start: base + start - (chunk?.logical ?? 0),
			length
		}));
	});
	const copies = superblocks.map((start) => ({
		start,
		length: superblockBytes
	}));
	return [...ranges, ...copies.filter(({ start }) => start + superblockBytes <= sizeBytes)].sort((a, b) => a.start - b.start);
}
function chunksIn(dump) {
	return dump.split(/^\titem /m).flatMap((item) => {
		const logical = /^\d+ key \(FIRST_CHUNK_TREE CHUNK_ITEM (\d+)\)/.exec(item)?.[1];
		const length = /^\s+length (\d+) /m.exec(item)?.[1];
		if (logical === void 0 || length === void 0) return [];
		const physical = [...item.matchAll(/stripe \d+ devid \d+ offset (\d+)/g)].map(([, offset]) => Number(offset));
		return [{
			logical: Number(logical),
			length: Number(length),
			physical
		}];
	});
}
/** Of metadata items the offset of the key is a level, and all nodes have one size. */
function extentsIn(dump, nodeBytes) {
	return [...dump.matchAll(/^\titem \d+ key \((\d+) (EXTENT_ITEM|METADATA_ITEM) (\d+)\)/gm)].map(([, start, kind, offset]) => ({
		start: Number(start),
		length: kind === "EXTENT_ITEM" ? Number(offset) : nodeBytes
	}));
}

// src/disk/luks/used-ranges.ts
/**
* How to find the bytes of a filesystem that its readers may look at; all else may read as anything. A hole of the file does not tell:
* zeros that must read as zeros are holes, too. Of a swap area only the header is read.
*/
const rangesByType = {
	ext2: usedByExt,
	ext3: usedByExt,
	ext4: usedByExt,
	xfs: usedByXfs,
	btrfs: usedByBtrfs,
	swap: dataExtents,
	vfat: everything
};
/** @returns in order, apart from one another; whole blocks of 4 KiB */
async function usedRanges(runner, type, file, sizeBytes) {
	return await rangesByType[type](runner, file, sizeBytes);
}
async function everything(_runner, _file, sizeBytes) {
	return [{
		start: 0,
		length: sizeBytes
	}];
}
/** dumpe2fs(8) lists the free blocks of each group as `Free blocks: 12-40, 42`, after its summary. */
async function usedByExt(runner, file, sizeBytes) {
	const { stdout } = await runner.run("dumpe2fs", [file], { failure: `can't find the used blocks of ${file}` });
	const blockBytes = Number(/^Block size: +(\d+)$/m.exec(stdout)?.[1]);
	return withoutRanges([...stdout.matchAll(/^ {2}Free blocks: (.+)$/gm)].flatMap(([, list = ""]) => [...list.matchAll(/(\d+)(?:-(\d+))?/g)].map(([, first = "", last = first]) => ({
		start: Number(first) * blockBytes,
		length: (Number(last) - Number(first) + 1) * blockBytes
	}))), sizeBytes);
}
/** xfs_db(8): `freesp -d` prints group, block and length of each free stretch. */
async function usedByXfs(runner, file, sizeBytes) {
	const { stdout } = await runner.run("xfs_db", [
		"-r",
		...[
			"-c",
			"sb 0",
			"-c",
			"print agblocks blocksize",
			"-c",
			"freesp -d"
		],
		file
	], { failure: `can't find the used blocks of ${file}` });
	const numberOf = (name) => Number(new RegExp(`^${name} = (\\d+)$`, "m").exec(stdout)?.[1]);
	const [groupBlocks, blockBytes] = [numberOf("agblocks"), numberOf("blocksize")];
	return withoutRanges([...stdout.matchAll(/^ +(\d+) +(\d+) +(\d+)$/gm)].map(([, group, block, blocks]) => ({
		start: (Number(group) * groupBlocks + Number(block)) * blockBytes,
		length: Number(blocks) * blockBytes
	})), sizeBytes);
}
/** What is left of a file without the given stretches. */
function withoutRanges(holes, sizeBytes) {
	const left = [];
	let next = 0;
	const keep = (end) => {
		if (end > next) left.push({
			start: next,
			length: end - next
		});
	};
	for (const { start, length } of [...holes].sort((a, b) => a.start - b.start)) {
		keep(start);
		next = Math.max(next, start + length);
	}
	keep(sizeBytes);
	return left;
}

// src/disk/luks/container.ts
const volumeKeyBytes = 64;
const blockBytes$2 = mebibyte;
/**
* A key derivation that the smallest machine can do: cryptsetup would measure the machine that builds, and take up to 1 GiB of its
* memory.
*/
const derivation = [...[
	"--pbkdf",
	"argon2id",
	"--pbkdf-memory",
	"131072",
	"--pbkdf-force-iterations",
	"4",
	"--pbkdf-parallel",
	"1"
]];
/**
* Makes a LUKS2 container of a filesystem. cryptsetup writes the header; it encrypts data only through device-mapper, so that is done
* here. Free blocks stay zeros: they tell how much is used, and cost no space.
*
* The key of the volume is random, so no two containers are alike.
*
* @throws ApplianceError code `tool-failed`, kind `interrupted` if the runner's signal was aborted
*/
async function makeContainer(runner, request) {
	const { plainFile, type, output, scratch } = request;
	const failure = "can't make the encrypted volume";
	const { size } = await fs.stat(plainFile);
	const ranges = await usedRanges(runner, type, plainFile, size);
	const key = randomBytes(volumeKeyBytes);
	const keyFile = path.join(scratch, "volume-key");
	await createSparseFile(output, luksHeaderBytes + size);
	try {
		await fs.writeFile(keyFile, key, { mode: 384 });
		const args = [
			"luksFormat",
			"--batch-mode",
			"--type",
			"luks2",
			"--uuid",
			request.uuid,
			...derivation
		];
		args.push("--cipher", "aes-xts-plain64", "--key-size", String(512), "--volume-key-file", keyFile);
		args.push("--sector-size", String(cryptSectorBytes), "--offset", String(luksHeaderBytes / 512));
		await runner.run("cryptsetup", [
			...args,
			"--key-file",
			"-",
			output
		], {
			input: request.passphrase,
			failure
		});
	} finally {
		await fs.rm(keyFile, { force: true });
	}
	await encryptRanges(runner.signal, {
		plainFile,
		ranges,
		key,
		output
	});
}
async function encryptRanges(signal, { plainFile, ranges, key, output }) {
	try {
		var _usingCtx$12 = _usingCtx();
		const from = _usingCtx$12.a(await fs.open(plainFile, "r"));
		const to = _usingCtx$12.a(await fs.open(output, "r+"));
		for (const { start, length } of wholeSectors(ranges)) for (let offset = start; offset < start + length; offset += blockBytes$2) {
			throwIfInterrupted(signal);
			const plain = Buffer.alloc(Math.min(blockBytes$2, start + length - offset));
			await from.read(plain, 0, plain.length, offset);
			const secret = encryptSectors(plain, key, offset);
			await to.write(secret, 0, secret.length, luksHeaderBytes + offset);
		}
	} catch (_) {
		_usingCtx$12.e = _;
	} finally {
		await _usingCtx$12.d();
	}
}
/** The same ranges, widened to sectors of encryption and joined where those meet. */
function wholeSectors(ranges) {
	const whole = [];
	for (const { start, length } of ranges) {
		const first = Math.floor(start / cryptSectorBytes) * cryptSectorBytes;
		const end = Math.ceil((start + length) / cryptSectorBytes) * cryptSectorBytes;
		const last = whole.at(-1);
		if (last !== void 0 && first <= last.start + last.length) last.length = Math.max(last.length, end - last.start);
		else whole.push({
			start: first,
			length: end - first
		});
	}
	return whole;
}

// src/disk/lvm/metadata-text.ts
const creator = "appliance-build";
/**
* The metadata of a volume group as LVM2 keeps it in text (lvm.conf(5) and vgcfgbackup(8) show the form): sizes in sectors,
* extents counted from the first of each physical volume.
*
* @param epochSeconds the time that it says it was written at
*/
function metadataText(group, deviceOf, epochSeconds) {
	const physical = group.physicalVolumes.map(({ uuid, place, partition, dataOffsetBytes, extents }, index) => section(`pv${index}`, [
		`id = "${uuid}"`,
		`device = "${deviceOf(place.disk, partition)}"`,
		"status = [\"ALLOCATABLE\"]",
		"flags = []",
		`dev_size = ${place.sizeBytes / 512}`,
		`pe_start = ${dataOffsetBytes / 512}`,
		`pe_count = ${extents}`
	]));
	const logical = group.logicalVolumes.map((volume) => section(volume.name, logicalLines(volume, epochSeconds)));
	const lines = section(group.name, [
		`id = "${group.uuid}"`,
		"seqno = 1",
		"format = \"lvm2\"",
		"status = [\"RESIZEABLE\", \"READ\", \"WRITE\"]",
		"flags = []",
		`extent_size = ${group.extentBytes / 512}`,
		"max_lv = 0",
		"max_pv = 0",
		"metadata_copies = 0",
		...section("physical_volumes", physical.flat()),
		...logical.length === 0 ? [] : section("logical_volumes", logical.flat())
	]);
	const about = [
		`# Generated by ${creator}`,
		"contents = \"Text Format Volume Group\"",
		"version = 1",
		"description = \"\"",
		`creation_host = "${creator}"`,
		`creation_time = ${epochSeconds}`
	];
	return `${[...lines, ...about].join("\n")}\n`;
}
function logicalLines({ uuid, segments }, epochSeconds) {
	let start = 0;
	const parts = segments.flatMap(({ physicalVolume, firstExtent, extents }, index) => {
		const lines = section(`segment${index + 1}`, [
			`start_extent = ${start}`,
			`extent_count = ${extents}`,
			"type = \"striped\"",
			"stripe_count = 1",
			`stripes = ["pv${physicalVolume}", ${firstExtent}]`
		]);
		start += extents;
		return lines;
	});
	return [
		`id = "${uuid}"`,
		"status = [\"READ\", \"WRITE\", \"VISIBLE\"]",
		"flags = []",
		`creation_time = ${epochSeconds}`,
		`creation_host = "${creator}"`,
		`segment_count = ${segments.length}`,
		...parts
	];
}
const section = (name, lines) => [
	`${name} {`,
	...lines,
	"}"
];

// src/disk/lvm/physical-volume.ts
/** Where LVM2 puts things: the label in the second sector, the metadata area from 4 KiB to the first extent. */
const labelSector = 1;
const headerOffset = 32;
const metadataAreaOffset = 4096;
const uuidBytes = 32;
/**
* The label and the metadata area of a physical volume of LVM2, as its tools read them (lib/format_text/layout.h and
* lib/label/label.h describe the fields; all are little-endian). Written straight into the disk file, so that neither
* device-mapper nor a loop device is needed, and two builds write the same bytes.
*
* @param text the metadata of its volume group
* @returns writes into the disk file
* @throws RangeError if the text is larger than the area, which keeps two copies while LVM changes it
*/
function physicalVolumeWrites({ uuid, place, dataOffsetBytes }, text) {
	const metadata = Buffer.from(`${text}\0`);
	const areaBytes = dataOffsetBytes - metadataAreaOffset;
	if (metadata.length > (areaBytes - 512) / 2) throw new RangeError(`the metadata of a volume group are ${metadata.length} bytes, too many for ${areaBytes} bytes`);
	const area = place.startBytes + metadataAreaOffset;
	return [
		{
			offset: place.startBytes + labelSector * 512,
			bytes: label(uuid, place.sizeBytes, dataOffsetBytes)
		},
		{
			offset: area,
			bytes: areaHeader(areaBytes, metadata)
		},
		{
			offset: area + 512,
			bytes: metadata
		}
	];
}
function label(uuid, deviceBytes, dataOffsetBytes) {
	const sector = Buffer.alloc(512);
	sector.write("LABELONE", 0, "latin1");
	sector.writeBigUInt64LE(BigInt(labelSector), 8);
	sector.writeUInt32LE(headerOffset, 20);
	sector.write("LVM2 001", 24, "latin1");
	let at = sector.write(uuid.replaceAll("-", ""), headerOffset, uuidBytes, "latin1") + headerOffset;
	const put = (...values) => {
		for (const value of values) at = sector.writeBigUInt64LE(BigInt(value), at);
	};
	put(deviceBytes);
	put(dataOffsetBytes, 0, 0, 0);
	put(metadataAreaOffset, dataOffsetBytes - metadataAreaOffset, 0, 0);
	at = sector.writeUInt32LE(2, at);
	at = sector.writeUInt32LE(1, at);
	put(0, 0);
	sector.writeUInt32LE(lvmCrc(sector.subarray(20)), 16);
	return sector;
}
const areaMagic = " LVM2 x[5A%r0N*>";
function areaHeader(areaBytes, metadata) {
	const sector = Buffer.alloc(512);
	sector.write(areaMagic, 4, "latin1");
	sector.writeUInt32LE(1, 20);
	sector.writeBigUInt64LE(BigInt(metadataAreaOffset), 24);
	sector.writeBigUInt64LE(BigInt(areaBytes), 32);
	sector.writeBigUInt64LE(BigInt(512), 40);
	sector.writeBigUInt64LE(BigInt(metadata.length), 48);
	sector.writeUInt32LE(lvmCrc(metadata), 56);
	sector.writeUInt32LE(lvmCrc(sector.subarray(4)), 0);
	return sector;
}
/** The usual CRC-32, but from a start of its own and without the inversion at its end. */
const lvmCrc = (bytes) => ~crc32(bytes, 174610736) >>> 0;

// src/disk/lvm/volume-groups.ts
/**
* What makes the partitions of one disk physical volumes.
*
* @param epochSeconds when the groups say they were made
*/
function volumeGroupWrites(storage, disk, epochSeconds) {
	const deviceOf = (name, partition) => {
		const device = storage.disks.find((other) => other.name === name)?.device ?? name;
		return `/dev/${device}${/\d$/.test(device) ? "p" : ""}${partition}`;
	};
	return storage.volumeGroups.flatMap((group) => {
		const text = metadataText(group, deviceOf, epochSeconds);
		return group.physicalVolumes.filter(({ place }) => place.disk === disk).flatMap((volume) => physicalVolumeWrites(volume, text));
	});
}

// src/disk/tables/layout-checks.ts
/**
* Refuses a layout that no partition table can hold. The plan never makes one; a disk written from one would lose data.
*
* @param firstByte where the first partition may start
* @param endByte where the last partition must have ended
* @throws ApplianceError code `layout-impossible`
*/
function checkLayout(disk, firstByte, endByte) {
	if (disk.sizeBytes % 512 !== 0) throw impossible(disk, "its size is not a whole number of sectors");
	let end = firstByte;
	const inOrder = disk.partitions.filter((partition) => partition.kind !== "extended").toSorted((a, b) => a.startBytes - b.startBytes);
	for (const partition of inOrder) {
		if (partition.startBytes % 512 !== 0 || partition.sizeBytes % 512 !== 0) throw impossible(disk, `partition ${partition.number} is not made of whole sectors`, partition);
		if (partition.startBytes < end) throw impossible(disk, `partition ${partition.number} overlaps what lies before it`, partition);
		end = partition.startBytes + partition.sizeBytes;
		if (end > endByte) throw impossible(disk, `partition ${partition.number} reaches beyond the end of the disk`, partition);
	}
}
function impossible(disk, why, partition) {
	return new ApplianceError({
		kind: "build",
		code: "layout-impossible",
		message: `the layout of disk ${disk.name} cannot be written: ${why}`,
		position: partition?.position
	});
}

// src/disk/tables/mbr.ts
const heads = 255;
const sectorsPerTrack = 63;
const largestCylinder = 1023;
/** A boot sector without code: disk signature at 0x1b8, four empty entries at 0x1be, the mark 0x55 0xAA (UEFI spec §5.2.1). */
function mbrSector(signature) {
	const sector = Buffer.alloc(512);
	sector.writeUInt32LE(signature, 440);
	sector[510] = 85;
	sector[511] = 170;
	return sector;
}
/** The 16 bytes of a partition entry of a master or extended boot record. */
function mbrEntry(fields) {
	const entry = Buffer.alloc(16);
	entry[0] = fields.bootable ? 128 : 0;
	cylinderHeadSector(fields.absoluteSector).copy(entry, 1);
	entry[4] = fields.type;
	cylinderHeadSector(fields.absoluteSector + fields.sectors - 1).copy(entry, 5);
	entry.writeUInt32LE(fields.relativeSector, 8);
	entry.writeUInt32LE(fields.sectors, 12);
	return entry;
}
/** The address that BIOSes without LBA use; beyond its 8 GB it is the largest one, `fe ff ff`. */
function cylinderHeadSector(lba) {
	const cylinder = Math.floor(lba / 16065);
	if (cylinder > largestCylinder) return Buffer.from([
		254,
		255,
		255
	]);
	const head = Math.floor(lba / sectorsPerTrack) % heads;
	const sector = lba % sectorsPerTrack + 1;
	return Buffer.from([
		head,
		sector | cylinder >> 2 & 192,
		cylinder & 255
	]);
}

// src/disk/tables/gpt-table.ts
/** UEFI specification 2.10, §5.3: sizes of the GUID partition table. */
const headerBytes = 92;
const entryBytes = 128;
const entryCount = 128;
const entriesSectors = 16384 / 512;
const nameUnits = 36;
/** Sectors before the first usable one: protective MBR, header, entries. */
const reservedSectors = 2 + entriesSectors;
/** Attribute bit 2: legacy BIOS bootable. */
const legacyBootable = 4n;
const largestMbrSectors = 4294967295;
/**
* The GUID partition table of a disk: protective MBR, primary header and entries, and their backup at the end of the disk
* (UEFI specification 2.10, §5.2.3 and §5.3).
*
* @throws ApplianceError code `layout-impossible`
*/
function gptTable(disk, diskGuid) {
	const sectors = Math.floor(disk.sizeBytes / 512);
	const lastUsable = sectors - entriesSectors - 2;
	checkLayout(disk, reservedSectors * 512, (lastUsable + 1) * 512);
	const entries = Buffer.alloc(16384);
	for (const partition of disk.partitions) writeEntry(entries, disk, partition);
	const header = (own, other, entriesSector) => gptHeader({
		own,
		other,
		entriesSector,
		lastUsable,
		diskGuid,
		entriesCrc: crc32(entries)
	});
	return [
		{
			offset: 0,
			bytes: protectiveMbr(sectors)
		},
		{
			offset: 512,
			bytes: header(1, sectors - 1, 2)
		},
		{
			offset: 2 * 512,
			bytes: entries
		},
		{
			offset: (sectors - 1 - entriesSectors) * 512,
			bytes: entries
		},
		{
			offset: (sectors - 1) * 512,
			bytes: header(sectors - 1, 1, sectors - 1 - entriesSectors)
		}
	];
}
function protectiveMbr(sectors) {
	const sector = mbrSector(0);
	const size = Math.min(sectors - 1, largestMbrSectors);
	mbrEntry({
		bootable: false,
		type: 238,
		relativeSector: 1,
		absoluteSector: 1,
		sectors: size
	}).copy(sector, 446);
	return sector;
}
function gptHeader(fields) {
	const sector = Buffer.alloc(512);
	sector.write("EFI PART", 0, "latin1");
	sector.writeUInt32LE(65536, 8);
	sector.writeUInt32LE(headerBytes, 12);
	sector.writeBigUInt64LE(BigInt(fields.own), 24);
	sector.writeBigUInt64LE(BigInt(fields.other), 32);
	sector.writeBigUInt64LE(BigInt(reservedSectors), 40);
	sector.writeBigUInt64LE(BigInt(fields.lastUsable), 48);
	guidBytes(fields.diskGuid).copy(sector, 56);
	sector.writeBigUInt64LE(BigInt(fields.entriesSector), 72);
	sector.writeUInt32LE(entryCount, 80);
	sector.writeUInt32LE(entryBytes, 84);
	sector.writeUInt32LE(fields.entriesCrc, 88);
	sector.writeUInt32LE(crc32(sector.subarray(0, headerBytes)), 16);
	return sector;
}
function writeEntry(entries, disk, partition) {
	const { number, guid, gptName = "" } = partition;
	if (guid === void 0) throw impossible(disk, `partition ${number} has no GUID`, partition);
	if (number < 1 || number > entryCount) throw impossible(disk, `there is no partition number ${number}`, partition);
	const entry = entries.subarray((number - 1) * entryBytes, number * entryBytes);
	guidBytes(partition.type).copy(entry, 0);
	guidBytes(guid).copy(entry, 16);
	entry.writeBigUInt64LE(BigInt(partition.startBytes / 512), 32);
	entry.writeBigUInt64LE(BigInt((partition.startBytes + partition.sizeBytes) / 512 - 1), 40);
	entry.writeBigUInt64LE(partition.bootable ? legacyBootable : 0n, 48);
	entry.write(gptName.slice(0, nameUnits), 56, "utf16le");
}

// src/disk/tables/msdos-table.ts
const entriesOffset = 446;
const entrySize = 16;
const extendedType = 5;
const largestSectors = 4294967295;
const maxPrimaries = 4;
/**
* The msdos partition table of a disk: the master boot record (without boot code) and one extended boot record for each
* logical partition, chained. The first record lies at the start of the extended partition, each further one 1 MiB before
* its partition, in the gap that the alignment leaves.
*
* @throws ApplianceError code `layout-impossible`
*/
function msdosTable(disk, signature) {
	if (disk.sizeBytes / 512 > largestSectors) throw impossible(disk, "an msdos partition table ends at 2 TiB; use clearpart --disklabel=gpt");
	checkLayout(disk, 512, disk.sizeBytes);
	const mbr = mbrSector(signature);
	for (const partition of disk.partitions.filter(({ logical }) => !logical)) {
		if (partition.number < 1 || partition.number > maxPrimaries) throw impossible(disk, `there is no primary partition number ${partition.number}`, partition);
		entryOf(partition, 0).copy(mbr, entriesOffset + (partition.number - 1) * entrySize);
	}
	return [{
		offset: 0,
		bytes: mbr
	}, ...extendedRecords(disk)];
}
function extendedRecords(disk) {
	const logicals = disk.partitions.filter(({ logical }) => logical).toSorted((a, b) => a.number - b.number);
	const container = disk.partitions.find(({ kind }) => kind === "extended");
	const [first] = logicals;
	if (first === void 0) return [];
	if (container === void 0) throw impossible(disk, "logical partitions need an extended one", first);
	const places = logicals.map((_, index) => recordPlace(disk, container, logicals, index));
	return logicals.map((partition, index) => {
		const place = places[index] ?? 0;
		const record = mbrSector(0);
		entryOf(partition, place).copy(record, entriesOffset);
		const next = logicals[index + 1];
		const nextPlace = places[index + 1];
		if (next !== void 0 && nextPlace !== void 0) mbrEntry({
			bootable: false,
			type: extendedType,
			relativeSector: (nextPlace - container.startBytes) / 512,
			absoluteSector: nextPlace / 512,
			sectors: (next.startBytes + next.sizeBytes - nextPlace) / 512
		}).copy(record, 462);
		return {
			offset: place,
			bytes: record
		};
	});
}
/** @returns bytes from the start of the disk */
function recordPlace(disk, container, logicals, index) {
	const partition = logicals[index];
	const before = logicals[index - 1];
	if (partition === void 0) return container.startBytes;
	const earliest = before === void 0 ? container.startBytes : before.startBytes + before.sizeBytes;
	const place = before === void 0 ? container.startBytes : partition.startBytes - mebibyte;
	const end = partition.startBytes + partition.sizeBytes;
	const containerEnd = container.startBytes + container.sizeBytes;
	if (partition.number !== index + maxPrimaries + 1) throw impossible(disk, `logical partition ${partition.number} is out of order`, partition);
	if (place < earliest || partition.startBytes <= place) throw impossible(disk, `there is no room for the record of logical partition ${partition.number}`, partition);
	if (end > containerEnd) throw impossible(disk, `partition ${partition.number} reaches beyond the extended partition`, partition);
	return place;
}
function entryOf(partition, relativeTo) {
	return mbrEntry({
		bootable: partition.bootable,
		type: Number(partition.type),
		relativeSector: (partition.startBytes - relativeTo) / 512,
		absoluteSector: partition.startBytes / 512,
		sectors: partition.sizeBytes / 512
	});
}

// src/disk/tables/partition-table.ts
/** What to write where so that the disk has the planned partitions. @throws ApplianceError code `layout-impossible` */
function partitionTable(disk) {
	return disk.table.type === "gpt" ? gptTable(disk, disk.table.guid) : msdosTable(disk, disk.table.signature);
}

// src/disk/assemble.ts
/**
* Makes the raw disk files: partition tables, filesystems with their contents, boot loader. Nothing is mounted but, for xfs and
* tight btrfs, a file of that one filesystem; no partition device, no device-mapper. The trees hold the files of
* `writeBootFiles` already. Returns the disks in the order of the plan; on failure incomplete files stay in the output directory,
* which the caller owns.
*
* @throws ApplianceError codes `contents-do-not-fit` (ApplianceErrors if of several filesystems), `contents-unsuitable`,
*   `label-too-long`, `layout-impossible`, `no-bios-boot-partition`, `no-room-for-boot-loader`, or that of a tool
*/
async function assembleDisks(runner, request) {
	const assembled = request.storage.disks.map((disk) => ({
		disk,
		path: path.join(request.outputDirectory, `${disk.stem}.raw`)
	}));
	const measured = await Promise.all(volumesOf(request.storage).map(async (volume) => ({
		volume,
		size: await sizeOf(volume.filesystem, request.trees)
	})));
	checkFit(measured);
	const madeAt = request.epochSeconds ?? Math.floor(Date.now() / 1e3);
	const tables = assembled.map(({ disk }) => partitionTable(disk));
	for (const [index, { disk, path: file }] of assembled.entries()) {
		await createSparseFile(file, disk.sizeBytes);
		await applyWrites(file, tables[index] ?? []);
		await applyWrites(file, volumeGroupWrites(request.storage, disk.name, madeAt));
	}
	const fileOf = (name) => assembled.find(({ disk }) => disk.name === name)?.path ?? "";
	for (const array of request.storage.arrays) for (const { disk, write } of arraySuperblocks(array, madeAt)) await applyWrites(fileOf(disk), [write]);
	await inParallel(request.concurrency, measured.map((one) => () => fillVolume(runner, request, one, fileOf)));
	const target = assembled.find(({ disk }) => disk.name === request.bootLoader.bios?.disk);
	if (target !== void 0) {
		const { bootLoader, family, guestRoot, scratch } = request;
		await loaders[bootLoader.loader].installBios(runner, {
			disk: target.disk,
			diskFile: target.path,
			bootSector: bootLoader.bios?.bootSector ?? false,
			place: bootPlace(request.storage),
			family,
			guestRoot,
			scratch
		});
	}
	return assembled;
}
async function fillVolume(runner, request, { volume, size }, fileOf) {
	const { filesystem, id, sizeBytes, pieces, array } = volume;
	const tree = filesystem.mountPoint === void 0 ? void 0 : request.trees.get(filesystem.mountPoint);
	const scratch = path.join(request.scratch, id);
	await fs.mkdir(scratch, { recursive: true });
	const subvolumeTrees = subvolumeTreesOf(filesystem, request.trees);
	const { epochSeconds, labelled = false } = request;
	const common = {
		runner,
		filesystem,
		volume,
		tree,
		subvolumeTrees,
		size,
		labelled,
		scratch,
		epochSeconds
	};
	const [first] = pieces;
	if (first !== void 0 && pieces.length === 1 && filesystem.encryption === void 0) {
		const place = {
			startBytes: first.startBytes,
			sizeBytes
		};
		await makeFilesystem({
			...common,
			place,
			diskFile: fileOf(first.disk)
		});
	} else {
		const file = await makeVolume(common, request);
		const places = pieces.map(({ disk, ...range }) => ({
			...range,
			file: fileOf(disk)
		}));
		if (array === void 0) await placeFile(runner, file, places, `can't put ${id} in its place`);
		else await placeArray(runner, file, array, fileOf);
	}
	await fs.rm(scratch, { recursive: true });
}
/** Makes a volume in a file of its own. @returns the file */
async function makeVolume(common, { passphrases }) {
	const { runner, scratch, volume, filesystem } = common;
	const { encryption, type } = filesystem;
	const plainFile = path.join(scratch, "volume");
	const sizeBytes = plainBytes(volume);
	await createSparseFile(plainFile, sizeBytes);
	await makeFilesystem({
		...common,
		place: {
			startBytes: 0,
			sizeBytes
		},
		diskFile: plainFile
	});
	if (encryption === void 0) return plainFile;
	const output = path.join(scratch, "container");
	const passphrase = passphrases?.get(encryption.uuid);
	if (passphrase === void 0) throw new TypeError(`the container ${encryption.uuid} has no passphrase`);
	await makeContainer(runner, {
		plainFile,
		type,
		uuid: encryption.uuid,
		passphrase,
		output,
		scratch
	});
	await fs.rm(plainFile);
	return output;
}
/** What all that lies in a filesystem asks of it. */
async function sizeOf(filesystem, trees) {
	const tree = filesystem.mountPoint === void 0 ? void 0 : trees.get(filesystem.mountPoint);
	const all = [...tree === void 0 ? [] : [tree], ...subvolumeTreesOf(filesystem, trees).values()];
	return sumOf(await Promise.all(all.map(measureTree)));
}
function subvolumeTreesOf({ subvolumes = [] }, trees) {
	return new Map(subvolumes.flatMap(({ name, mountPoint }) => {
		const tree = trees.get(mountPoint);
		return tree === void 0 ? [] : [[name, tree]];
	}));
}
/** Begins nothing new after a failure, waits for what runs so that the caller can clean up, then throws the first failure. */
async function inParallel(concurrency, work) {
	const limit = pLimit(concurrency);
	const failures = [];
	const guarded = async (job) => {
		if (failures.length > 0) return;
		await job().catch((error) => failures.push(error));
	};
	await Promise.all(work.map((job) => limit(guarded, job)));
	if (failures.length > 0) throw failures[0];
}

// src/build/passphrases.ts
/** Passphrases by the UUID of the container that they open, which a plan must not hold. Never print them. */
function passphrasesOf(appliance, storage) {
	const byLine = new Map(encryptionsOf(appliance).map(({ position, passphrase }) => [formatPosition(position), passphrase]));
	return new Map(volumesOf(storage).flatMap(({ filesystem: { encryption }, position }) => {
		const passphrase = position === void 0 ? void 0 : byLine.get(formatPosition(position));
		return encryption === void 0 || passphrase === void 0 ? [] : [[encryption.uuid, passphrase]];
	}));
}

// src/build/views.ts
/**
* Shows each filesystem's part of the root as a directory of its own: the root is bound a second time and what lies on
* other filesystems is covered by empty directories with the same owner, mode, times and labels.
*
* @returns directory on the host by mount point
*/
async function splitRoot(runner, scope, root, storage, scratch) {
	const mountPoints = mountsOf(storage).map(({ mountPoint }) => mountPoint).sort();
	const views = /* @__PURE__ */ new Map();
	for (const [index, mountPoint] of mountPoints.entries()) {
		const view = path.join(scratch, "views", String(index));
		scope.use(await bindMount(runner, await plainDirectory(root, mountPoint), view));
		views.set(mountPoint, view);
		for (const inner of nestedIn(mountPoint, mountPoints)) {
			const cover = path.join(scratch, "views", `cover-${index}-${mountPoints.indexOf(inner)}`);
			await emptyLike(runner, path.join(root, inner), cover);
			scope.use(await bindMount(runner, cover, path.join(view, path.relative(mountPoint, inner))));
		}
	}
	return views;
}
/** Mount points right below another one: what lies deeper is covered with them. */
function nestedIn(outer, mountPoints) {
	const isBelow = (inner, above) => inner !== above && inner.startsWith(above === "/" ? "/" : `${above}/`);
	const below = mountPoints.filter((mountPoint) => isBelow(mountPoint, outer));
	return below.filter((mountPoint) => !below.some((between) => isBelow(mountPoint, between)));
}
/** @throws ApplianceError code `mount-point-is-link`: mounting would follow the link, perhaps out of the root */
async function plainDirectory(root, mountPoint) {
	const plain = path.resolve(root, `.${mountPoint}`);
	if (await resolveInRoot(root, mountPoint) === plain) return plain;
	throw new ApplianceError({
		kind: "build",
		code: "mount-point-is-link",
		message: `the mount point ${mountPoint} lies behind a symbolic link of the root`,
		hint: "mount the filesystem where the link points to"
	});
}
/** tar, as node knows no extended attributes: SELinux labels, and access lists. */
async function emptyLike(runner, original, copy) {
	await fs.mkdir(copy, { recursive: true });
	const archive = `${copy}.tar`;
	const attributes = [
		"--numeric-owner",
		"--xattrs",
		"--xattrs-include=*",
		"--acls"
	];
	const failure = `can't copy the attributes of ${original}`;
	await runner.run("tar", [
		"--create",
		"--file",
		archive,
		"--no-recursion",
		...attributes,
		"-C",
		original,
		"."
	], { failure });
	const kept = [
		"--preserve-permissions",
		"--same-owner",
		...attributes
	];
	await runner.run("tar", [
		"--extract",
		"--file",
		archive,
		...kept,
		"-C",
		copy
	], { failure });
	await fs.rm(archive);
}

// src/build/assemble.ts
/** Makes the raw disks of the root, and of them the formats asked for. */
async function assembleAndConvert(inputs, { runner, reporter }) {
	const { plan, cores } = inputs;
	const raws = await reporter.step("disk", "assemble the raw disks", async (detail) => {
		const assembled = await assembleRaw(inputs, runner);
		const used = await Promise.all(assembled.map(async ({ path: file }) => (await fs.stat(file)).blocks * 512));
		detail(assembled.map(({ disk }, index) => `${disk.name} ${formatBytes(disk.sizeBytes)}, ${formatBytes(used[index] ?? 0)} used`).join("; "));
		return assembled;
	});
	return await reporter.step("convert", `write ${plan.formats.join(" and ")}`, async (detail) => {
		const jobs = await jobsOf(inputs, raws);
		const { disks: converted, grains, reused } = await convertDisks(runner, jobs, {
			concurrency: cores,
			store: inputs.grainStore,
			scratch: inputs.scratch
		});
		const disks = converted.filter(({ path: file }) => path.dirname(file) === inputs.directory);
		const files = disks.flatMap((disk) => [disk, ...disk.extent === void 0 ? [] : [disk.extent]]);
		const bytes = files.reduce((sum, { fileBytes }) => sum + fileBytes, 0);
		const percent = grains === 0 ? 0 : Math.floor(100 * reused / grains);
		detail(`${files.length} file${files.length === 1 ? "" : "s"}, ${formatBytes(bytes)}${reused > 0 ? `; ${percent} % of the data came compressed from the cache` : ""}`);
		return {
			converted,
			disks: disks.map(({ extent, ...disk }) => ({
				...named$1(disk),
				...extent === void 0 ? {} : { extent: named$1(extent) }
			}))
		};
	});
}
/** Each raw disk in each format; and as an OVA has it, unless that is among the formats. */
async function jobsOf({ plan, directory, scratch }, raws) {
	const job = (raw, format, folder) => ({
		disk: raw.disk.name,
		stem: raw.disk.stem,
		format,
		source: raw.path,
		target: path.join(folder, `${raw.disk.stem}.${diskFormat(format).suffix}`)
	});
	const wanted = raws.flatMap((raw) => plan.formats.map((format) => job(raw, format, directory)));
	if (!plan.bundles.includes("ova") || plan.formats.includes("vmdk")) return wanted;
	const forOva = path.join(scratch, "ova");
	await fs.mkdir(forOva);
	return [...wanted, ...raws.map((raw) => job(raw, "vmdk", forOva))];
}
/** As the manifest has it: without the folder. */
const named$1 = ({ path: file, ...rest }) => ({
	...rest,
	file: path.basename(file)
});
async function assembleRaw(inputs, runner) {
	try {
		var _usingCtx$11 = _usingCtx();
		const { plan, bootLoader, root, scratch, epochSeconds, cores } = inputs;
		const rawDirectory = path.join(scratch, "raw");
		await fs.mkdir(rawDirectory);
		const scope = _usingCtx$11.a(new Scope());
		const trees = await splitRoot(runner, scope, root, plan, scratch);
		return await assembleDisks(runner, {
			storage: plan,
			passphrases: passphrasesOf(inputs.appliance, plan),
			bootLoader,
			trees,
			labelled: inputs.labelled,
			family: inputs.family,
			guestRoot: root,
			outputDirectory: rawDirectory,
			scratch: inputs.bootScratch,
			epochSeconds,
			concurrency: cores
		});
	} catch (_) {
		_usingCtx$11.e = _;
	} finally {
		await _usingCtx$11.d();
	}
}

// src/descriptor/vmware/guest-os.ts
/** The newest names that virtual machines of hardware version 13 know; later releases of a system go by them. */
const rows = [
	row(["debian"], 96, "debian10_64Guest", "debian10-64", "Debian GNU/Linux (64-bit)"),
	row(["ubuntu"], 94, "ubuntu64Guest", "ubuntu-64", "Ubuntu Linux (64-bit)"),
	row(["fedora"], 101, "fedora64Guest", "fedora-64", "Fedora (64-bit)"),
	row(["rhel"], 80, "rhel7_64Guest", "rhel7-64", "Red Hat Enterprise Linux (64-bit)"),
	row([
		"centos",
		"almalinux",
		"rocky"
	], 107, "centos7_64Guest", "centos7-64", "CentOS (64-bit) or one like it"),
	row(["ol"], 109, "oracleLinux7_64Guest", "oraclelinux7-64", "Oracle Linux (64-bit)")
];
const other = row([], 101, "other3xLinux64Guest", "other3xlinux-64", "Linux (64-bit)");
function row(ids, cimType, vsphere, vmx, description) {
	return {
		ids,
		cimType,
		vsphere,
		vmx,
		description
	};
}
/** @param id ID of the guest's os-release(5) */
function guestOsOf(id) {
	return rows.find(({ ids }) => ids.includes(id)) ?? other;
}

// src/descriptor/vmware/machine.ts
/** VMware takes no other amounts of memory. */
const memoryStepMiB = 4;
/**
* @param guestId ID of the guest's os-release(5)
* @param disks in any order, by the names of the plan's disks
*/
function describeMachine(plan, guestId, disks) {
	const { bios, uefi } = plan.bootLoader;
	return {
		name: plan.name,
		version: plan.version,
		vcpus: plan.vcpus,
		memoryMiB: Math.ceil(plan.memoryMiB / memoryStepMiB) * memoryStepMiB,
		firmware: bios === void 0 && uefi !== void 0 ? "efi" : "bios",
		guest: guestOsOf(guestId),
		interfaces: plan.interfaces,
		disks: plan.disks.flatMap(({ name }) => disks.filter(({ disk }) => disk === name).map(({ file, fileBytes, capacityBytes }) => ({
			file,
			fileBytes,
			capacityBytes
		})))
	};
}
const unitOfController = 7;
/** Where the n-th disk is attached, counted from 0: 15 to a controller. */
function scsiAddressOf(index) {
	const unit = index % 15;
	return {
		controller: Math.floor(index / 15),
		unit: unit < unitOfController ? unit : unit + 1
	};
}
/** Of SCSI controllers that the disks need, counted from 0. */
function scsiControllersOf({ disks }) {
	return [...new Set(disks.map((_, index) => scsiAddressOf(index).controller))];
}

// src/descriptor/ovf/hardware.ts
/** CIM_ResourceAllocationSettingData.ResourceType. */
const resource = {
	processor: 3,
	memory: 4,
	scsiController: 6,
	networkCard: 10,
	disk: 17
};
/** The name of the network that the n-th card is on, counted from 0. The first is what vSphere calls its own. */
function networkNameOf(index) {
	return index === 0 ? "VM Network" : `VM Network ${index + 1}`;
}
function diskIdOf(index) {
	return `vmdisk${index + 1}`;
}
/** `VirtualHardwareSection` (DSP0243 §8). */
function hardwareSectionOf(machine) {
	const controllers = scsiControllersOf(machine);
	const before = [processors(machine), memory(machine)];
	const controllerNumber = (controller) => before.length + controller + 1;
	const items = [
		...before,
		...controllers.map(scsiController),
		...machine.disks.map((_, index) => disk$1(index, controllerNumber)),
		...Array.from({ length: machine.interfaces }, (_, index) => networkCard$1(index))
	];
	return {
		Info: "The virtual hardware",
		System: {
			"vssd:ElementName": "Virtual Hardware Family",
			"vssd:InstanceID": "0",
			"vssd:VirtualSystemIdentifier": machine.name,
			"vssd:VirtualSystemType": `vmx-${13}`
		},
		Item: items.map((item, index) => elementsOf({
			...item,
			InstanceID: index + 1
		})),
		"vmw:Config": {
			"@ovf:required": "false",
			"@vmw:key": "firmware",
			"@vmw:value": machine.firmware
		}
	};
}
/** The schema wants the properties in the order of the alphabet. */
function elementsOf(item) {
	const names = Object.keys(item).sort();
	return Object.fromEntries(names.map((name) => [`rasd:${name}`, String(item[name])]));
}
function processors({ vcpus }) {
	return {
		ResourceType: resource.processor,
		ElementName: `${vcpus} virtual CPU${vcpus === 1 ? "" : "s"}`,
		AllocationUnits: "hertz * 10^6",
		VirtualQuantity: vcpus
	};
}
function memory({ memoryMiB }) {
	return {
		ResourceType: resource.memory,
		ElementName: `${memoryMiB} MiB of memory`,
		AllocationUnits: "byte * 2^20",
		VirtualQuantity: memoryMiB
	};
}
function scsiController(number) {
	return {
		ResourceType: resource.scsiController,
		ResourceSubType: "lsilogic",
		ElementName: `SCSI controller ${number}`,
		Address: number
	};
}
function disk$1(index, controllerNumber) {
	const { controller, unit } = scsiAddressOf(index);
	return {
		ResourceType: resource.disk,
		ElementName: `Disk ${index + 1}`,
		HostResource: `ovf:/disk/${diskIdOf(index)}`,
		Parent: controllerNumber(controller),
		AddressOnParent: unit
	};
}
function networkCard$1(index) {
	return {
		ResourceType: resource.networkCard,
		ResourceSubType: "VmxNet3",
		ElementName: `Network adapter ${index + 1}`,
		Connection: networkNameOf(index),
		AutomaticAllocation: true,
		AddressOnParent: index
	};
}

// src/descriptor/ovf/envelope.ts
const cim = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2";
const namespaces = {
	"@xmlns": "http://schemas.dmtf.org/ovf/envelope/1",
	"@xmlns:ovf": "http://schemas.dmtf.org/ovf/envelope/1",
	"@xmlns:rasd": `${cim}/CIM_ResourceAllocationSettingData`,
	"@xmlns:vssd": `${cim}/CIM_VirtualSystemSettingData`,
	"@xmlns:vmw": "http://www.vmware.com/schema/ovf"
};
const streamOptimized = "http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized";
const fileIdOf = (index) => `file${index + 1}`;
/**
* Writes the descriptor of an appliance as OVF 1.0 (DMTF DSP0243 and its schema DSP8023): one virtual system, with streamOptimized
* disks. What VMware adds to it, the firmware and its own name of the guest, others pass over.
*
* @throws ApplianceError code `descriptor-invalid` if XML cannot hold a name
*/
function writeOvf(machine) {
	const { name, version, guest, interfaces, disks } = machine;
	return writeXml({ Envelope: {
		...namespaces,
		References: { File: disks.map(({ file, fileBytes }, index) => ({
			"@ovf:id": fileIdOf(index),
			"@ovf:href": file,
			"@ovf:size": String(fileBytes)
		})) },
		DiskSection: {
			Info: "The virtual disks",
			Disk: disks.map(({ capacityBytes }, index) => ({
				"@ovf:diskId": diskIdOf(index),
				"@ovf:fileRef": fileIdOf(index),
				"@ovf:capacity": String(capacityBytes),
				"@ovf:format": streamOptimized
			}))
		},
		NetworkSection: {
			Info: "The networks",
			Network: Array.from({ length: interfaces }, (_, index) => ({
				"@ovf:name": networkNameOf(index),
				Description: `The network of network adapter ${index + 1}`
			}))
		},
		VirtualSystem: {
			"@ovf:id": name,
			Info: "The appliance",
			Name: name,
			OperatingSystemSection: {
				"@ovf:id": String(guest.cimType),
				"@vmw:osType": guest.vsphere,
				Info: "The guest operating system",
				Description: guest.description
			},
			...version === void 0 ? {} : { ProductSection: {
				Info: "The product",
				Product: name,
				Version: version,
				FullVersion: version
			} },
			VirtualHardwareSection: hardwareSectionOf(machine)
		}
	} });
}

// src/descriptor/ovf/manifest.ts
/** The manifest of an OVF package (DSP0243 §5.1); SHA-256 is of OVF 2.0, and taken by all that read 1.x today. */
function writeOvfManifest(files) {
	return files.map(({ file, sha256 }) => `SHA256(${file})= ${sha256}\n`).join("");
}

// src/bundle/archive/contents.ts
/** Zip knows no earlier time. It is that of all archives whose build has no SOURCE_DATE_EPOCH. */
const earliestSeconds = Date.UTC(1980, 0, 1) / 1e3;

// src/bundle/archive/tar-header.ts
/** "ustar Interchange Format" of POSIX (IEEE 1003.1, pax). */
const blockBytes$1 = 512;
const field = {
	name: [0, 100],
	mode: [100, 8],
	owner: [108, 8],
	group: [116, 8],
	size: [124, 12],
	time: [136, 12],
	checksum: [148, 8],
	type: [156, 1],
	magic: [257, 8],
	deviceMajor: [329, 8],
	deviceMinor: [337, 8]
};
/** Names that are longer need a record of their own. */
const mostNameBytes = field.name[1];
const types = {
	file: "0",
	folder: "5",
	records: "x"
};
/** The header block of a member that belongs to root and that everybody may read. The name must not be longer than `mostNameBytes`. */
function tarHeaderOf({ name, type, sizeBytes, timeSeconds }) {
	const block = Buffer.alloc(512);
	const put = ([start], text) => block.write(text, start, "latin1");
	block.write(name, ...field.name, "utf8");
	put(field.mode, octal(type === "folder" ? 493 : 420, field.mode[1]));
	put(field.owner, octal(0, field.owner[1]));
	put(field.group, octal(0, field.group[1]));
	writeSize(block, sizeBytes);
	put(field.time, octal(timeSeconds, field.time[1]));
	put(field.checksum, " ".repeat(field.checksum[1]));
	put(field.type, types[type]);
	put(field.magic, "ustar\x0000");
	put(field.deviceMajor, octal(0, field.deviceMajor[1]));
	put(field.deviceMinor, octal(0, field.deviceMinor[1]));
	const sum = block.reduce((total, byte) => total + byte, 0);
	put(field.checksum, `${octal(sum, field.checksum[1] - 1)} `);
	return block;
}
function octal(value, width) {
	return `${value.toString(8).padStart(width - 1, "0")}\0`;
}
/** Eleven octal digits reach to 8 GiB. Beyond that the number is binary with its first bit set, as star and GNU tar began and all read. */
function writeSize(block, sizeBytes) {
	const [start, width] = field.size;
	if (sizeBytes < 8 ** (width - 1)) block.write(octal(sizeBytes, width), start, "latin1");
	else {
		block[start] = 128;
		block.writeBigUInt64BE(BigInt(sizeBytes), start + width - 8);
	}
}
/** Zeros that fill the last block of so many bytes. */
function paddingOf(sizeBytes) {
	return Buffer.alloc((512 - sizeBytes % 512) % 512);
}
/** The body of a member of type `records`: "pax Extended Header", about the member after it. */
function paxRecordsOf(records) {
	return Buffer.from(Object.entries(records).map(([key, value]) => paxRecord(`${key}=${value}\n`)).join(""));
}
/** Each record begins with its length, that of the length included. */
function paxRecord(text) {
	const bytes = Buffer.byteLength(text) + 1;
	return `${bytes + String(bytes + String(bytes).length).length} ${text}`;
}

// src/bundle/archive/sparse.ts
/**
* Finds the stretches of a file that are not zeros, in steps of 64 KiB. Where the filesystem has its holes saves reading them, and makes no
* difference otherwise: the same bytes give the same stretches.
*/
async function findData(runner, file, handle, sizeBytes) {
	const stretches = [];
	for await (const { index } of readGrains(handle, await dataExtents(runner, file))) {
		const start = index * grainBytes;
		const length = Math.min(grainBytes, sizeBytes - start);
		const last = stretches.at(-1);
		if (last !== void 0 && last.start + last.length === start) last.length += length;
		else stretches.push({
			start,
			length
		});
	}
	return stretches;
}
/** "Storing Sparse Files", "PAX Format, Version 1.0" of the manual of GNU tar: how many stretches, then start and length of each. */
function sparseMapOf(stretches, sizeBytes) {
	const last = stretches.at(-1);
	const all = last !== void 0 && last.start + last.length === sizeBytes ? stretches : [...stretches, {
		start: sizeBytes,
		length: 0
	}];
	const numbers = [all.length, ...all.flatMap(({ start, length }) => [start, length])];
	const text = Buffer.from(numbers.map((number) => `${number}\n`).join(""));
	return Buffer.concat([text, paddingOf(text.length)]);
}

// src/bundle/archive/tar.ts
const readBytes = 1048576;
/**
* A tar archive in ustar format, piece by piece. The same contents give the same bytes: everything belongs to root and is of one time.
* Only long names, and files with holes ("PAX Format, Version 1.0" of the manual of GNU tar), take records of pax.
*
* @throws ApplianceError kind `interrupted`, or of the tool that finds holes
*/
async function* tarOf(runner, { folder, files, timeSeconds }) {
	if (folder !== void 0) yield headOf({
		name: `${folder}/`,
		type: "folder",
		sizeBytes: 0,
		timeSeconds
	});
	for (const file of files) {
		const name = folder === void 0 ? file.name : `${folder}/${file.name}`;
		yield* memberOf(runner, {
			...file,
			name
		}, timeSeconds);
	}
	yield Buffer.alloc(2 * 512);
}
async function* memberOf(runner, { name, content, sparse }, timeSeconds) {
	if ("text" in content) {
		const bytes = Buffer.from(content.text);
		yield headOf({
			name,
			type: "file",
			sizeBytes: bytes.length,
			timeSeconds
		});
		yield bytes;
		yield paddingOf(bytes.length);
		return;
	}
	const handle = await fs.open(content.file);
	try {
		const { size } = await handle.stat();
		const stretches = sparse === true ? await findData(runner, content.file, handle, size) : [{
			start: 0,
			length: size
		}];
		const map = sparse === true ? sparseMapOf(stretches, size) : Buffer.alloc(0);
		const sizeBytes = stretches.reduce((sum, { length }) => sum + length, map.length);
		yield headOf({
			name,
			type: "file",
			sizeBytes,
			timeSeconds
		}, sparse === true ? size : void 0);
		yield map;
		for (const stretch of stretches) yield* bytesOf(runner, handle, stretch);
		yield paddingOf(sizeBytes);
	} finally {
		await handle.close();
	}
}
async function* bytesOf(runner, handle, { start, length }) {
	for (let done = 0; done < length;) {
		throwIfInterrupted(runner.signal);
		const block = Buffer.allocUnsafe(Math.min(readBytes, length - done));
		const { bytesRead } = await handle.read(block, 0, block.length, start + done);
		if (bytesRead === 0) throw new Error(`a file of the archive ends at byte ${start + done}`);
		yield block.subarray(0, bytesRead);
		done += bytesRead;
	}
}
/** @param realBytes of a file with holes, of which the map and the data follow */
function headOf(header, realBytes) {
	const { name, timeSeconds } = header;
	const isLong = Buffer.byteLength(name) > mostNameBytes;
	const records = realBytes === void 0 ? isLong && { path: name } : {
		"GNU.sparse.major": 1,
		"GNU.sparse.minor": 0,
		"GNU.sparse.name": name,
		"GNU.sparse.realsize": realBytes
	};
	const own = tarHeaderOf({
		...header,
		name: name.slice(0, mostNameBytes)
	});
	if (records === false) return own;
	const body = paxRecordsOf(records);
	const head = tarHeaderOf({
		name: "PaxHeaders/records",
		type: "records",
		sizeBytes: body.length,
		timeSeconds
	});
	return Buffer.concat([
		head,
		body,
		paddingOf(body.length),
		own
	]);
}

// node_modules/buffer-crc32/dist/index.cjs
var require_dist = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function getDefaultExportFromCjs(x) {
		return x && x.__esModule && Object.prototype.hasOwnProperty.call(x, "default") ? x["default"] : x;
	}
	const CRC_TABLE = new Int32Array([
		0,
		1996959894,
		3993919788,
		2567524794,
		124634137,
		1886057615,
		3915621685,
		2657392035,
		249268274,
		2044508324,
		3772115230,
		2547177864,
		162941995,
		2125561021,
		3887607047,
		2428444049,
		498536548,
		1789927666,
		4089016648,
		2227061214,
		450548861,
		1843258603,
		4107580753,
		2211677639,
		325883990,
		1684777152,
		4251122042,
		2321926636,
		335633487,
		1661365465,
		4195302755,
		2366115317,
		997073096,
		1281953886,
		3579855332,
		2724688242,
		1006888145,
		1258607687,
		3524101629,
		2768942443,
		901097722,
		1119000684,
		3686517206,
		2898065728,
		853044451,
		1172266101,
		3705015759,
		2882616665,
		651767980,
		1373503546,
		3369554304,
		3218104598,
		565507253,
		1454621731,
		3485111705,
		3099436303,
		671266974,
		1594198024,
		3322730930,
		2970347812,
		795835527,
		1483230225,
		3244367275,
		3060149565,
		1994146192,
		31158534,
		2563907772,
		4023717930,
		1907459465,
		112637215,
		2680153253,
		3904427059,
		2013776290,
		251722036,
		2517215374,
		3775830040,
		2137656763,
		141376813,
		2439277719,
		3865271297,
		1802195444,
		476864866,
		2238001368,
		4066508878,
		1812370925,
		453092731,
		2181625025,
		4111451223,
		1706088902,
		314042704,
		2344532202,
		4240017532,
		1658658271,
		366619977,
		2362670323,
		4224994405,
		1303535960,
		984961486,
		2747007092,
		3569037538,
		1256170817,
		1037604311,
		2765210733,
		3554079995,
		1131014506,
		879679996,
		2909243462,
		3663771856,
		1141124467,
		855842277,
		2852801631,
		3708648649,
		1342533948,
		654459306,
		3188396048,
		3373015174,
		1466479909,
		544179635,
		3110523913,
		3462522015,
		1591671054,
		702138776,
		2966460450,
		3352799412,
		1504918807,
		783551873,
		3082640443,
		3233442989,
		3988292384,
		2596254646,
		62317068,
		1957810842,
		3939845945,
		2647816111,
		81470997,
		1943803523,
		3814918930,
		2489596804,
		225274430,
		2053790376,
		3826175755,
		2466906013,
		167816743,
		2097651377,
		4027552580,
		2265490386,
		503444072,
		1762050814,
		4150417245,
		2154129355,
		426522225,
		1852507879,
		4275313526,
		2312317920,
		282753626,
		1742555852,
		4189708143,
		2394877945,
		397917763,
		1622183637,
		3604390888,
		2714866558,
		953729732,
		1340076626,
		3518719985,
		2797360999,
		1068828381,
		1219638859,
		3624741850,
		2936675148,
		906185462,
		1090812512,
		3747672003,
		2825379669,
		829329135,
		1181335161,
		3412177804,
		3160834842,
		628085408,
		1382605366,
		3423369109,
		3138078467,
		570562233,
		1426400815,
		3317316542,
		2998733608,
		733239954,
		1555261956,
		3268935591,
		3050360625,
		752459403,
		1541320221,
		2607071920,
		3965973030,
		1969922972,
		40735498,
		2617837225,
		3943577151,
		1913087877,
		83908371,
		2512341634,
		3803740692,
		2075208622,
		213261112,
		2463272603,
		3855990285,
		2094854071,
		198958881,
		2262029012,
		4057260610,
		1759359992,
		534414190,
		2176718541,
		4139329115,
		1873836001,
		414664567,
		2282248934,
		4279200368,
		1711684554,
		285281116,
		2405801727,
		4167216745,
		1634467795,
		376229701,
		2685067896,
		3608007406,
		1308918612,
		956543938,
		2808555105,
		3495958263,
		1231636301,
		1047427035,
		2932959818,
		3654703836,
		1088359270,
		936918e3,
		2847714899,
		3736837829,
		1202900863,
		817233897,
		3183342108,
		3401237130,
		1404277552,
		615818150,
		3134207493,
		3453421203,
		1423857449,
		601450431,
		3009837614,
		3294710456,
		1567103746,
		711928724,
		3020668471,
		3272380065,
		1510334235,
		755167117
	]);
	function ensureBuffer(input) {
		if (Buffer.isBuffer(input)) return input;
		if (typeof input === "number") return Buffer.alloc(input);
		else if (typeof input === "string") return Buffer.from(input);
		else throw new Error("input must be buffer, number, or string, received " + typeof input);
	}
	function bufferizeInt(num) {
		const tmp = ensureBuffer(4);
		tmp.writeInt32BE(num, 0);
		return tmp;
	}
	function _crc32(buf, previous) {
		buf = ensureBuffer(buf);
		if (Buffer.isBuffer(previous)) previous = previous.readUInt32BE(0);
		let crc = ~~previous ^ -1;
		for (var n = 0; n < buf.length; n++) crc = CRC_TABLE[(crc ^ buf[n]) & 255] ^ crc >>> 8;
		return crc ^ -1;
	}
	function crc32() {
		return bufferizeInt(_crc32.apply(null, arguments));
	}
	crc32.signed = function() {
		return _crc32.apply(null, arguments);
	};
	crc32.unsigned = function() {
		return _crc32.apply(null, arguments) >>> 0;
	};
	const index = /*@__PURE__*/ getDefaultExportFromCjs(crc32);
	module.exports = index;
}));

// node_modules/yazl/index.js
var require_yazl = /* @__PURE__ */ __commonJSMin(((exports) => {
	var fs = __require("fs");
	var Transform = __require("stream").Transform;
	var PassThrough = __require("stream").PassThrough;
	var zlib = __require("zlib");
	var util = __require("util");
	var EventEmitter = __require("events").EventEmitter;
	var errorMonitor = __require("events").errorMonitor;
	var crc32 = require_dist();
	exports.ZipFile = ZipFile;
	util.inherits(ZipFile, EventEmitter);
	function ZipFile() {
		this.outputStream = new PassThrough();
		this.entries = [];
		this.outputStreamCursor = 0;
		this.ended = false;
		this.allDone = false;
		this.forceZip64Eocd = false;
		this.errored = false;
		this.on(errorMonitor, function() {
			this.errored = true;
		});
	}
	ZipFile.prototype.addFile = function(realPath, metadataPath, options) {
		var self = this;
		metadataPath = validateMetadataPath(metadataPath, false);
		if (options == null) options = {};
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, false, options);
		self.entries.push(entry);
		fs.stat(realPath, function(err, stats) {
			if (err) return self.emit("error", err);
			if (!stats.isFile()) return self.emit("error", /* @__PURE__ */ new Error("not a file: " + realPath));
			entry.uncompressedSize = stats.size;
			if (options.mtime == null) entry.setLastModDate(stats.mtime);
			if (options.mode == null) entry.setFileAttributesMode(stats.mode);
			entry.setFileDataPumpFunction(function() {
				var readStream = fs.createReadStream(realPath);
				entry.state = Entry.FILE_DATA_IN_PROGRESS;
				readStream.on("error", function(err) {
					self.emit("error", err);
				});
				pumpFileDataReadStream(self, entry, readStream);
			});
			pumpEntries(self);
		});
	};
	ZipFile.prototype.addReadStream = function(readStream, metadataPath, options) {
		this.addReadStreamLazy(metadataPath, options, function(cb) {
			cb(null, readStream);
		});
	};
	ZipFile.prototype.addReadStreamLazy = function(metadataPath, options, getReadStreamFunction) {
		var self = this;
		if (typeof options === "function") {
			getReadStreamFunction = options;
			options = null;
		}
		if (options == null) options = {};
		metadataPath = validateMetadataPath(metadataPath, false);
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, false, options);
		self.entries.push(entry);
		entry.setFileDataPumpFunction(function() {
			entry.state = Entry.FILE_DATA_IN_PROGRESS;
			getReadStreamFunction(function(err, readStream) {
				if (err) return self.emit("error", err);
				pumpFileDataReadStream(self, entry, readStream);
			});
		});
		pumpEntries(self);
	};
	ZipFile.prototype.addBuffer = function(buffer, metadataPath, options) {
		var self = this;
		metadataPath = validateMetadataPath(metadataPath, false);
		if (buffer.length > 1073741823) throw new Error("buffer too large: " + buffer.length + " > 1073741823");
		if (options == null) options = {};
		if (options.size != null) throw new Error("options.size not allowed");
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, false, options);
		entry.uncompressedSize = buffer.length;
		entry.crc32 = crc32.unsigned(buffer);
		entry.crcAndFileSizeKnown = true;
		self.entries.push(entry);
		if (entry.compressionLevel === 0) setCompressedBuffer(buffer);
		else zlib.deflateRaw(buffer, { level: entry.compressionLevel }, function(err, compressedBuffer) {
			setCompressedBuffer(compressedBuffer);
		});
		function setCompressedBuffer(compressedBuffer) {
			entry.compressedSize = compressedBuffer.length;
			entry.setFileDataPumpFunction(function() {
				writeToOutputStream(self, compressedBuffer);
				writeToOutputStream(self, entry.getDataDescriptor());
				entry.state = Entry.FILE_DATA_DONE;
				setImmediate(function() {
					pumpEntries(self);
				});
			});
			pumpEntries(self);
		}
	};
	ZipFile.prototype.addEmptyDirectory = function(metadataPath, options) {
		var self = this;
		metadataPath = validateMetadataPath(metadataPath, true);
		if (options == null) options = {};
		if (options.size != null) throw new Error("options.size not allowed");
		if (options.compress != null) throw new Error("options.compress not allowed");
		if (options.compressionLevel != null) throw new Error("options.compressionLevel not allowed");
		if (shouldIgnoreAdding(self)) return;
		var entry = new Entry(metadataPath, true, options);
		self.entries.push(entry);
		entry.setFileDataPumpFunction(function() {
			writeToOutputStream(self, entry.getDataDescriptor());
			entry.state = Entry.FILE_DATA_DONE;
			pumpEntries(self);
		});
		pumpEntries(self);
	};
	var eocdrSignatureBuffer = bufferFrom([
		80,
		75,
		5,
		6
	]);
	ZipFile.prototype.end = function(options, calculatedTotalSizeCallback) {
		if (typeof options === "function") {
			calculatedTotalSizeCallback = options;
			options = null;
		}
		if (options == null) options = {};
		if (this.ended) return;
		this.ended = true;
		if (this.errored) return;
		this.calculatedTotalSizeCallback = calculatedTotalSizeCallback;
		this.forceZip64Eocd = !!options.forceZip64Format;
		if (options.comment) {
			if (typeof options.comment === "string") this.comment = encodeCp437(options.comment);
			else this.comment = options.comment;
			if (this.comment.length > 65535) throw new Error("comment is too large");
			if (bufferIncludes(this.comment, eocdrSignatureBuffer)) throw new Error("comment contains end of central directory record signature");
		} else this.comment = EMPTY_BUFFER;
		pumpEntries(this);
	};
	function writeToOutputStream(self, buffer) {
		self.outputStream.write(buffer);
		self.outputStreamCursor += buffer.length;
	}
	function pumpFileDataReadStream(self, entry, readStream) {
		var crc32Watcher = new Crc32Watcher();
		var uncompressedSizeCounter = new ByteCounter();
		var compressor = entry.compressionLevel !== 0 ? new zlib.DeflateRaw({ level: entry.compressionLevel }) : new PassThrough();
		var compressedSizeCounter = new ByteCounter();
		readStream.pipe(crc32Watcher).pipe(uncompressedSizeCounter).pipe(compressor).pipe(compressedSizeCounter).pipe(self.outputStream, { end: false });
		compressedSizeCounter.on("end", function() {
			entry.crc32 = crc32Watcher.crc32;
			if (entry.uncompressedSize == null) entry.uncompressedSize = uncompressedSizeCounter.byteCount;
			else if (entry.uncompressedSize !== uncompressedSizeCounter.byteCount) return self.emit("error", /* @__PURE__ */ new Error("file data stream has unexpected number of bytes"));
			entry.compressedSize = compressedSizeCounter.byteCount;
			self.outputStreamCursor += entry.compressedSize;
			writeToOutputStream(self, entry.getDataDescriptor());
			entry.state = Entry.FILE_DATA_DONE;
			pumpEntries(self);
		});
	}
	function determineCompressionLevel(options) {
		if (options.compress != null && options.compressionLevel != null) {
			if (!!options.compress !== !!options.compressionLevel) throw new Error("conflicting settings for compress and compressionLevel");
		}
		if (options.compressionLevel != null) return options.compressionLevel;
		if (options.compress === false) return 0;
		return 6;
	}
	function pumpEntries(self) {
		if (self.allDone || self.errored) return;
		if (self.ended && self.calculatedTotalSizeCallback != null) {
			var calculatedTotalSize = calculateTotalSize(self);
			if (calculatedTotalSize != null) {
				self.calculatedTotalSizeCallback(calculatedTotalSize);
				self.calculatedTotalSizeCallback = null;
			}
		}
		var entry = getFirstNotDoneEntry();
		function getFirstNotDoneEntry() {
			for (var i = 0; i < self.entries.length; i++) {
				var entry = self.entries[i];
				if (entry.state < Entry.FILE_DATA_DONE) return entry;
			}
			return null;
		}
		if (entry != null) {
			if (entry.state < Entry.READY_TO_PUMP_FILE_DATA) return;
			if (entry.state === Entry.FILE_DATA_IN_PROGRESS) return;
			entry.relativeOffsetOfLocalHeader = self.outputStreamCursor;
			writeToOutputStream(self, entry.getLocalFileHeader());
			entry.doFileDataPump();
		} else if (self.ended) {
			self.offsetOfStartOfCentralDirectory = self.outputStreamCursor;
			self.entries.forEach(function(entry) {
				writeToOutputStream(self, entry.getCentralDirectoryRecord());
			});
			writeToOutputStream(self, getEndOfCentralDirectoryRecord(self));
			self.outputStream.end();
			self.allDone = true;
		}
	}
	function calculateTotalSize(self) {
		var pretendOutputCursor = 0;
		var centralDirectorySize = 0;
		for (var i = 0; i < self.entries.length; i++) {
			var entry = self.entries[i];
			if (entry.compressionLevel !== 0) return -1;
			if (entry.state >= Entry.READY_TO_PUMP_FILE_DATA) {
				if (entry.uncompressedSize == null) return -1;
			} else if (entry.uncompressedSize == null) return null;
			entry.relativeOffsetOfLocalHeader = pretendOutputCursor;
			var useZip64Format = entry.useZip64Format();
			pretendOutputCursor += LOCAL_FILE_HEADER_FIXED_SIZE + entry.utf8FileName.length;
			pretendOutputCursor += entry.uncompressedSize;
			if (!entry.crcAndFileSizeKnown) {
				if (useZip64Format) pretendOutputCursor += ZIP64_DATA_DESCRIPTOR_SIZE;
				else pretendOutputCursor += DATA_DESCRIPTOR_SIZE;
			}
			centralDirectorySize += CENTRAL_DIRECTORY_RECORD_FIXED_SIZE + entry.utf8FileName.length + entry.fileComment.length;
			if (!entry.forceDosTimestamp) centralDirectorySize += INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE;
			if (useZip64Format) centralDirectorySize += ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE;
		}
		var endOfCentralDirectorySize = 0;
		if (self.forceZip64Eocd || self.entries.length >= 65535 || centralDirectorySize >= 65535 || pretendOutputCursor >= 4294967295) endOfCentralDirectorySize += ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE;
		endOfCentralDirectorySize += END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + self.comment.length;
		return pretendOutputCursor + centralDirectorySize + endOfCentralDirectorySize;
	}
	function shouldIgnoreAdding(self) {
		if (self.ended) throw new Error("cannot add entries after calling end()");
		if (self.errored) return true;
		return false;
	}
	var ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE = 56;
	var ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE = 20;
	var END_OF_CENTRAL_DIRECTORY_RECORD_SIZE = 22;
	function getEndOfCentralDirectoryRecord(self, actuallyJustTellMeHowLongItWouldBe) {
		var needZip64Format = false;
		var normalEntriesLength = self.entries.length;
		if (self.forceZip64Eocd || self.entries.length >= 65535) {
			normalEntriesLength = 65535;
			needZip64Format = true;
		}
		var sizeOfCentralDirectory = self.outputStreamCursor - self.offsetOfStartOfCentralDirectory;
		var normalSizeOfCentralDirectory = sizeOfCentralDirectory;
		if (self.forceZip64Eocd || sizeOfCentralDirectory >= 4294967295) {
			normalSizeOfCentralDirectory = 4294967295;
			needZip64Format = true;
		}
		var normalOffsetOfStartOfCentralDirectory = self.offsetOfStartOfCentralDirectory;
		if (self.forceZip64Eocd || self.offsetOfStartOfCentralDirectory >= 4294967295) {
			normalOffsetOfStartOfCentralDirectory = 4294967295;
			needZip64Format = true;
		}
		if (actuallyJustTellMeHowLongItWouldBe) {
			if (needZip64Format) return ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE + END_OF_CENTRAL_DIRECTORY_RECORD_SIZE;
			else return END_OF_CENTRAL_DIRECTORY_RECORD_SIZE;
		}
		var eocdrBuffer = bufferAlloc(END_OF_CENTRAL_DIRECTORY_RECORD_SIZE + self.comment.length);
		eocdrBuffer.writeUInt32LE(101010256, 0);
		eocdrBuffer.writeUInt16LE(0, 4);
		eocdrBuffer.writeUInt16LE(0, 6);
		eocdrBuffer.writeUInt16LE(normalEntriesLength, 8);
		eocdrBuffer.writeUInt16LE(normalEntriesLength, 10);
		eocdrBuffer.writeUInt32LE(normalSizeOfCentralDirectory, 12);
		eocdrBuffer.writeUInt32LE(normalOffsetOfStartOfCentralDirectory, 16);
		eocdrBuffer.writeUInt16LE(self.comment.length, 20);
		self.comment.copy(eocdrBuffer, 22);
		if (!needZip64Format) return eocdrBuffer;
		var zip64EocdrBuffer = bufferAlloc(ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE);
		zip64EocdrBuffer.writeUInt32LE(101075792, 0);
		writeUInt64LE(zip64EocdrBuffer, ZIP64_END_OF_CENTRAL_DIRECTORY_RECORD_SIZE - 12, 4);
		zip64EocdrBuffer.writeUInt16LE(VERSION_MADE_BY, 12);
		zip64EocdrBuffer.writeUInt16LE(VERSION_NEEDED_TO_EXTRACT_ZIP64, 14);
		zip64EocdrBuffer.writeUInt32LE(0, 16);
		zip64EocdrBuffer.writeUInt32LE(0, 20);
		writeUInt64LE(zip64EocdrBuffer, self.entries.length, 24);
		writeUInt64LE(zip64EocdrBuffer, self.entries.length, 32);
		writeUInt64LE(zip64EocdrBuffer, sizeOfCentralDirectory, 40);
		writeUInt64LE(zip64EocdrBuffer, self.offsetOfStartOfCentralDirectory, 48);
		var zip64EocdlBuffer = bufferAlloc(ZIP64_END_OF_CENTRAL_DIRECTORY_LOCATOR_SIZE);
		zip64EocdlBuffer.writeUInt32LE(117853008, 0);
		zip64EocdlBuffer.writeUInt32LE(0, 4);
		writeUInt64LE(zip64EocdlBuffer, self.outputStreamCursor, 8);
		zip64EocdlBuffer.writeUInt32LE(1, 16);
		return Buffer.concat([
			zip64EocdrBuffer,
			zip64EocdlBuffer,
			eocdrBuffer
		]);
	}
	function validateMetadataPath(metadataPath, isDirectory) {
		if (metadataPath === "") throw new Error("empty metadataPath");
		metadataPath = metadataPath.replace(/\\/g, "/");
		if (/^[a-zA-Z]:/.test(metadataPath) || /^\//.test(metadataPath)) throw new Error("absolute path: " + metadataPath);
		if (metadataPath.split("/").indexOf("..") !== -1) throw new Error("invalid relative path: " + metadataPath);
		var looksLikeDirectory = /\/$/.test(metadataPath);
		if (isDirectory) {
			if (!looksLikeDirectory) metadataPath += "/";
		} else if (looksLikeDirectory) throw new Error("file path cannot end with '/': " + metadataPath);
		return metadataPath;
	}
	var EMPTY_BUFFER = bufferAlloc(0);
	function Entry(metadataPath, isDirectory, options) {
		this.utf8FileName = bufferFrom(metadataPath);
		if (this.utf8FileName.length > 65535) throw new Error("utf8 file name too long. " + utf8FileName.length + " > 65535");
		this.isDirectory = isDirectory;
		this.state = Entry.WAITING_FOR_METADATA;
		this.setLastModDate(options.mtime != null ? options.mtime : /* @__PURE__ */ new Date());
		this.forceDosTimestamp = !!options.forceDosTimestamp;
		if (options.mode != null) this.setFileAttributesMode(options.mode);
		else this.setFileAttributesMode(isDirectory ? 16893 : 33204);
		if (isDirectory) {
			this.crcAndFileSizeKnown = true;
			this.crc32 = 0;
			this.uncompressedSize = 0;
			this.compressedSize = 0;
		} else {
			this.crcAndFileSizeKnown = false;
			this.crc32 = null;
			this.uncompressedSize = null;
			this.compressedSize = null;
			if (options.size != null) this.uncompressedSize = options.size;
		}
		if (isDirectory) this.compressionLevel = 0;
		else this.compressionLevel = determineCompressionLevel(options);
		this.forceZip64Format = !!options.forceZip64Format;
		if (options.fileComment) {
			if (typeof options.fileComment === "string") this.fileComment = bufferFrom(options.fileComment, "utf-8");
			else this.fileComment = options.fileComment;
			if (this.fileComment.length > 65535) throw new Error("fileComment is too large");
		} else this.fileComment = EMPTY_BUFFER;
	}
	Entry.WAITING_FOR_METADATA = 0;
	Entry.READY_TO_PUMP_FILE_DATA = 1;
	Entry.FILE_DATA_IN_PROGRESS = 2;
	Entry.FILE_DATA_DONE = 3;
	Entry.prototype.setLastModDate = function(date) {
		this.mtime = date;
		var dosDateTime = dateToDosDateTime(date);
		this.lastModFileTime = dosDateTime.time;
		this.lastModFileDate = dosDateTime.date;
	};
	Entry.prototype.setFileAttributesMode = function(mode) {
		if ((mode & 65535) !== mode) throw new Error("invalid mode. expected: 0 <= " + mode + " <= 65535");
		this.externalFileAttributes = mode << 16 >>> 0;
	};
	Entry.prototype.setFileDataPumpFunction = function(doFileDataPump) {
		this.doFileDataPump = doFileDataPump;
		this.state = Entry.READY_TO_PUMP_FILE_DATA;
	};
	Entry.prototype.useZip64Format = function() {
		return this.forceZip64Format || this.uncompressedSize != null && this.uncompressedSize > 4294967294 || this.compressedSize != null && this.compressedSize > 4294967294 || this.relativeOffsetOfLocalHeader != null && this.relativeOffsetOfLocalHeader > 4294967294;
	};
	var LOCAL_FILE_HEADER_FIXED_SIZE = 30;
	var VERSION_NEEDED_TO_EXTRACT_UTF8 = 20;
	var VERSION_NEEDED_TO_EXTRACT_ZIP64 = 45;
	var VERSION_MADE_BY = 831;
	var FILE_NAME_IS_UTF8 = 2048;
	var UNKNOWN_CRC32_AND_FILE_SIZES = 8;
	Entry.prototype.getLocalFileHeader = function() {
		var crc32 = 0;
		var compressedSize = 0;
		var uncompressedSize = 0;
		if (this.crcAndFileSizeKnown) {
			crc32 = this.crc32;
			compressedSize = this.compressedSize;
			uncompressedSize = this.uncompressedSize;
		}
		var fixedSizeStuff = bufferAlloc(LOCAL_FILE_HEADER_FIXED_SIZE);
		var generalPurposeBitFlag = FILE_NAME_IS_UTF8;
		if (!this.crcAndFileSizeKnown) generalPurposeBitFlag |= UNKNOWN_CRC32_AND_FILE_SIZES;
		fixedSizeStuff.writeUInt32LE(67324752, 0);
		fixedSizeStuff.writeUInt16LE(VERSION_NEEDED_TO_EXTRACT_UTF8, 4);
		fixedSizeStuff.writeUInt16LE(generalPurposeBitFlag, 6);
		fixedSizeStuff.writeUInt16LE(this.getCompressionMethod(), 8);
		fixedSizeStuff.writeUInt16LE(this.lastModFileTime, 10);
		fixedSizeStuff.writeUInt16LE(this.lastModFileDate, 12);
		fixedSizeStuff.writeUInt32LE(crc32, 14);
		fixedSizeStuff.writeUInt32LE(compressedSize, 18);
		fixedSizeStuff.writeUInt32LE(uncompressedSize, 22);
		fixedSizeStuff.writeUInt16LE(this.utf8FileName.length, 26);
		fixedSizeStuff.writeUInt16LE(0, 28);
		return Buffer.concat([fixedSizeStuff, this.utf8FileName]);
	};
	var DATA_DESCRIPTOR_SIZE = 16;
	var ZIP64_DATA_DESCRIPTOR_SIZE = 24;
	Entry.prototype.getDataDescriptor = function() {
		if (this.crcAndFileSizeKnown) return EMPTY_BUFFER;
		if (!this.useZip64Format()) {
			var buffer = bufferAlloc(DATA_DESCRIPTOR_SIZE);
			buffer.writeUInt32LE(134695760, 0);
			buffer.writeUInt32LE(this.crc32, 4);
			buffer.writeUInt32LE(this.compressedSize, 8);
			buffer.writeUInt32LE(this.uncompressedSize, 12);
			return buffer;
		} else {
			var buffer = bufferAlloc(ZIP64_DATA_DESCRIPTOR_SIZE);
			buffer.writeUInt32LE(134695760, 0);
			buffer.writeUInt32LE(this.crc32, 4);
			writeUInt64LE(buffer, this.compressedSize, 8);
			writeUInt64LE(buffer, this.uncompressedSize, 16);
			return buffer;
		}
	};
	var CENTRAL_DIRECTORY_RECORD_FIXED_SIZE = 46;
	var INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE = 9;
	var ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE = 28;
	Entry.prototype.getCentralDirectoryRecord = function() {
		var fixedSizeStuff = bufferAlloc(CENTRAL_DIRECTORY_RECORD_FIXED_SIZE);
		var generalPurposeBitFlag = FILE_NAME_IS_UTF8;
		if (!this.crcAndFileSizeKnown) generalPurposeBitFlag |= UNKNOWN_CRC32_AND_FILE_SIZES;
		var izutefBuffer = EMPTY_BUFFER;
		if (!this.forceDosTimestamp) {
			izutefBuffer = bufferAlloc(INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE);
			izutefBuffer.writeUInt16LE(21589, 0);
			izutefBuffer.writeUInt16LE(INFO_ZIP_UNIVERSAL_TIMESTAMP_EXTRA_FIELD_SIZE - 4, 2);
			izutefBuffer.writeUInt8(3, 4);
			var timestamp = Math.floor(this.mtime.getTime() / 1e3);
			if (timestamp < -2147483648) timestamp = -2147483648;
			if (timestamp > 2147483647) timestamp = 2147483647;
			izutefBuffer.writeUInt32LE(timestamp, 5);
		}
		var normalCompressedSize = this.compressedSize;
		var normalUncompressedSize = this.uncompressedSize;
		var normalRelativeOffsetOfLocalHeader = this.relativeOffsetOfLocalHeader;
		var versionNeededToExtract = VERSION_NEEDED_TO_EXTRACT_UTF8;
		var zeiefBuffer = EMPTY_BUFFER;
		if (this.useZip64Format()) {
			normalCompressedSize = 4294967295;
			normalUncompressedSize = 4294967295;
			normalRelativeOffsetOfLocalHeader = 4294967295;
			versionNeededToExtract = VERSION_NEEDED_TO_EXTRACT_ZIP64;
			zeiefBuffer = bufferAlloc(ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE);
			zeiefBuffer.writeUInt16LE(1, 0);
			zeiefBuffer.writeUInt16LE(ZIP64_EXTENDED_INFORMATION_EXTRA_FIELD_SIZE - 4, 2);
			writeUInt64LE(zeiefBuffer, this.uncompressedSize, 4);
			writeUInt64LE(zeiefBuffer, this.compressedSize, 12);
			writeUInt64LE(zeiefBuffer, this.relativeOffsetOfLocalHeader, 20);
		}
		fixedSizeStuff.writeUInt32LE(33639248, 0);
		fixedSizeStuff.writeUInt16LE(VERSION_MADE_BY, 4);
		fixedSizeStuff.writeUInt16LE(versionNeededToExtract, 6);
		fixedSizeStuff.writeUInt16LE(generalPurposeBitFlag, 8);
		fixedSizeStuff.writeUInt16LE(this.getCompressionMethod(), 10);
		fixedSizeStuff.writeUInt16LE(this.lastModFileTime, 12);
		fixedSizeStuff.writeUInt16LE(this.lastModFileDate, 14);
		fixedSizeStuff.writeUInt32LE(this.crc32, 16);
		fixedSizeStuff.writeUInt32LE(normalCompressedSize, 20);
		fixedSizeStuff.writeUInt32LE(normalUncompressedSize, 24);
		fixedSizeStuff.writeUInt16LE(this.utf8FileName.length, 28);
		fixedSizeStuff.writeUInt16LE(izutefBuffer.length + zeiefBuffer.length, 30);
		fixedSizeStuff.writeUInt16LE(this.fileComment.length, 32);
		fixedSizeStuff.writeUInt16LE(0, 34);
		fixedSizeStuff.writeUInt16LE(0, 36);
		fixedSizeStuff.writeUInt32LE(this.externalFileAttributes, 38);
		fixedSizeStuff.writeUInt32LE(normalRelativeOffsetOfLocalHeader, 42);
		return Buffer.concat([
			fixedSizeStuff,
			this.utf8FileName,
			izutefBuffer,
			zeiefBuffer,
			this.fileComment
		]);
	};
	Entry.prototype.getCompressionMethod = function() {
		return this.compressionLevel === 0 ? 0 : 8;
	};
	var minDosDate = new Date(1980, 0, 1);
	var maxDosDate = new Date(2107, 11, 31, 23, 59, 58);
	function dateToDosDateTime(jsDate) {
		if (jsDate < minDosDate) jsDate = minDosDate;
		else if (jsDate > maxDosDate) jsDate = maxDosDate;
		var date = 0;
		date |= jsDate.getDate() & 31;
		date |= (jsDate.getMonth() + 1 & 15) << 5;
		date |= (jsDate.getFullYear() - 1980 & 127) << 9;
		var time = 0;
		time |= Math.floor(jsDate.getSeconds() / 2);
		time |= (jsDate.getMinutes() & 63) << 5;
		time |= (jsDate.getHours() & 31) << 11;
		return {
			date,
			time
		};
	}
	function writeUInt64LE(buffer, n, offset) {
		var high = Math.floor(n / 4294967296);
		var low = n % 4294967296;
		buffer.writeUInt32LE(low, offset);
		buffer.writeUInt32LE(high, offset + 4);
	}
	util.inherits(ByteCounter, Transform);
	function ByteCounter(options) {
		Transform.call(this, options);
		this.byteCount = 0;
	}
	ByteCounter.prototype._transform = function(chunk, encoding, cb) {
		this.byteCount += chunk.length;
		cb(null, chunk);
	};
	util.inherits(Crc32Watcher, Transform);
	function Crc32Watcher(options) {
		Transform.call(this, options);
		this.crc32 = 0;
	}
	Crc32Watcher.prototype._transform = function(chunk, encoding, cb) {
		this.crc32 = crc32.unsigned(chunk, this.crc32);
		cb(null, chunk);
	};
	var cp437 = "\0☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼ !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~⌂ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\xA0";
	if (cp437.length !== 256) throw new Error("assertion failure");
	var reverseCp437 = null;
	function encodeCp437(string) {
		if (/^[\x20-\x7e]*$/.test(string)) return bufferFrom(string, "utf-8");
		if (reverseCp437 == null) {
			reverseCp437 = {};
			for (var i = 0; i < cp437.length; i++) reverseCp437[cp437[i]] = i;
		}
		var result = bufferAlloc(string.length);
		for (var i = 0; i < string.length; i++) {
			var b = reverseCp437[string[i]];
			if (b == null) throw new Error("character not encodable in CP437: " + JSON.stringify(string[i]));
			result[i] = b;
		}
		return result;
	}
	function bufferAlloc(size) {
		bufferAlloc = modern;
		try {
			return bufferAlloc(size);
		} catch (e) {
			bufferAlloc = legacy;
			return bufferAlloc(size);
		}
		function modern(size) {
			return Buffer.allocUnsafe(size);
		}
		function legacy(size) {
			return new Buffer(size);
		}
	}
	function bufferFrom(something, encoding) {
		bufferFrom = modern;
		try {
			return bufferFrom(something, encoding);
		} catch (e) {
			bufferFrom = legacy;
			return bufferFrom(something, encoding);
		}
		function modern(something, encoding) {
			return Buffer.from(something, encoding);
		}
		function legacy(something, encoding) {
			return new Buffer(something, encoding);
		}
	}
	function bufferIncludes(buffer, content) {
		bufferIncludes = modern;
		try {
			return bufferIncludes(buffer, content);
		} catch (e) {
			bufferIncludes = legacy;
			return bufferIncludes(buffer, content);
		}
		function modern(buffer, content) {
			return buffer.includes(content);
		}
		function legacy(buffer, content) {
			for (var i = 0; i <= buffer.length - content.length; i++) for (var j = 0;; j++) {
				if (j === content.length) return true;
				if (buffer[i + j] !== content[j]) break;
			}
			return false;
		}
	}
}));

// src/bundle/archive/zip.ts
var import_yazl = require_yazl();
const fileMode = 33188;
const folderMode = 16877;
/**
* A zip archive (with Zip64 where sizes need it) as a stream. The same contents give the same bytes, in any time zone.
*
* The stream fails if a file can't be read.
*/
function zipOf({ folder, files, timeSeconds }) {
	const zip = new import_yazl.ZipFile();
	const stream = zip.outputStream;
	zip.on("error", (error) => stream.destroy(error));
	const time = {
		mtime: new UtcDate(Math.max(timeSeconds, earliestSeconds) * 1e3),
		forceDosTimestamp: true
	};
	if (folder !== void 0) zip.addEmptyDirectory(folder, {
		...time,
		mode: folderMode
	});
	for (const { name, content, compressed } of files) {
		const inside = folder === void 0 ? name : `${folder}/${name}`;
		const options = {
			...time,
			mode: fileMode,
			compress: compressed !== true
		};
		if ("text" in content) zip.addBuffer(Buffer.from(content.text), inside, options);
		else zip.addFile(content.file, inside, options);
	}
	zip.end();
	return stream;
}
/** Times of a zip archive have no zone, and are local by custom. So that they are the same everywhere, UTC is local here. */
var UtcDate = class extends Date {
	getFullYear = () => this.getUTCFullYear();
	getMonth = () => this.getUTCMonth();
	getDate = () => this.getUTCDate();
	getHours = () => this.getUTCHours();
	getMinutes = () => this.getUTCMinutes();
	getSeconds = () => this.getUTCSeconds();
};

// src/bundle/archive/write.ts
const writers$1 = {
	tar: (runner, contents, target) => writeStream(runner, target, Readable.from(tarOf(runner, contents))),
	"tar.gz": (runner, contents, target) => writeStream(runner, target, Readable.from(tarOf(runner, contents)), createGzip()),
	"tar.zst": writeZstd,
	zip: (runner, contents, target) => writeStream(runner, target, zipOf(contents))
};
/**
* Writes an archive. The same contents give the same bytes, as far as it is compressed with the same version of Node (gzip, zip) or zstd.
*
* @throws ApplianceError kind `interrupted`, or of a tool; what was written of the archive stays
*/
async function writeArchive(runner, kind, contents, target) {
	return await writers$1[kind](runner, contents, target);
}
async function writeStream(runner, target, source, through = new PassThrough()) {
	const hash = createHash("sha256");
	let fileBytes = 0;
	const measured = async function* (pieces) {
		for await (const piece of pieces) {
			throwIfInterrupted(runner.signal);
			hash.update(piece);
			fileBytes += piece.length;
			yield piece;
		}
	};
	await pipeline(source, through, measured, createWriteStream(target));
	return {
		fileBytes,
		sha256: hash.digest("hex")
	};
}
/** Node 20 has no zstd; the tool reads a file. */
async function writeZstd(runner, contents, target) {
	const tar = `${target}.tar`;
	try {
		await writers$1.tar(runner, contents, tar);
		const failure = `can't compress ${target}`;
		await runner.run("zstd", packers.zstd.pack, {
			inputFile: tar,
			outputFile: target,
			failure
		});
	} finally {
		await fs.rm(tar, { force: true });
	}
	const { size } = await fs.stat(target);
	return {
		fileBytes: size,
		sha256: await sha256OfFile(target, runner.signal)
	};
}

// src/bundle/ova.ts
/**
* Writes an OVA: a tar archive with the descriptor, the manifest and the disks in the order of the descriptor's references, which is that
* in which vSphere reads them while it receives them (DSP0243 §5.3).
*
* @throws ApplianceError code `descriptor-invalid`, kind `interrupted`
*/
async function writeOva(runner, { machine, disks, target, epochSeconds }) {
	const ovf = writeOvf(machine);
	const descriptor = {
		file: `${machine.name}.ovf`,
		sha256: createHash("sha256").update(ovf).digest("hex")
	};
	const inOrder = machine.disks.flatMap(({ file }) => disks.filter((disk) => disk.file === file));
	const files = [
		{
			name: descriptor.file,
			content: { text: ovf }
		},
		{
			name: `${machine.name}.mf`,
			content: { text: writeOvfManifest([descriptor, ...inOrder]) }
		},
		...inOrder.map(({ file, path }) => ({
			name: file,
			content: { file: path }
		}))
	];
	return await writeArchive(runner, "tar", {
		files,
		timeSeconds: epochSeconds ?? earliestSeconds
	}, target);
}

// src/descriptor/vmware/vmx.ts
/** PCI Express devices, such as vmxnet3, are put into the slots of these. */
const rootPorts = [
	4,
	5,
	6,
	7
];
/**
* Writes the configuration of a virtual machine for VMware Workstation, Player and Fusion. It opens where it lies, beside its disks. Each
* copy gets an identity of its own at the first start, without a question.
*/
function writeVmx(machine) {
	return [
		[".encoding", "UTF-8"],
		["config.version", "8"],
		["virtualHW.version", String(13)],
		["displayName", machine.name],
		["guestOS", machine.guest.vmx],
		["firmware", machine.firmware],
		["uuid.action", "create"],
		["numvcpus", String(machine.vcpus)],
		["memsize", String(machine.memoryMiB)],
		["floppy0.present", "FALSE"],
		["pciBridge0.present", "TRUE"],
		...rootPorts.flatMap(rootPort),
		...scsiControllersOf(machine).flatMap(controller),
		...machine.disks.flatMap(({ file }, index) => disk(file, index)),
		...Array.from({ length: machine.interfaces }, (_, index) => networkCard(index)).flat()
	].map(([key, value]) => `${key} = "${value}"\n`).join("");
}
function rootPort(number) {
	return [
		[`pciBridge${number}.present`, "TRUE"],
		[`pciBridge${number}.virtualDev`, "pcieRootPort"],
		[`pciBridge${number}.functions`, "8"]
	];
}
function controller(number) {
	return [[`scsi${number}.present`, "TRUE"], [`scsi${number}.virtualDev`, "lsilogic"]];
}
function disk(file, index) {
	const address = scsiAddressOf(index);
	const name = `scsi${address.controller}:${address.unit}`;
	return [[`${name}.present`, "TRUE"], [`${name}.fileName`, file]];
}
function networkCard(number) {
	return [
		[`ethernet${number}.present`, "TRUE"],
		[`ethernet${number}.virtualDev`, "vmxnet3"],
		[`ethernet${number}.connectionType`, "nat"],
		[`ethernet${number}.addressType`, "generated"]
	];
}

// src/build/bundles/bundles.ts
const writers = {
	async ova(runner, { plan, guestId, disks, epochSeconds }, target) {
		const inside = disks.filter(({ format }) => format === "vmdk").map(withName);
		return await writeOva(runner, {
			machine: describeMachine(plan, guestId, inside),
			disks: inside,
			target,
			epochSeconds
		});
	},
	async vmx(_runner, { plan, guestId, disks }, target) {
		const writable = disks.filter(({ format }) => format.startsWith("vmdk:")).map(withName);
		const text = Buffer.from(writeVmx(describeMachine(plan, guestId, writable)));
		await fs.writeFile(target, text);
		return {
			fileBytes: text.length,
			sha256: createHash("sha256").update(text).digest("hex")
		};
	}
};
const withName = (disk) => ({
	...disk,
	file: path.basename(disk.path),
	capacityBytes: disk.virtualBytes
});
/** Writes the files that are made of the whole appliance, if it has any: NAME.ova, NAME.vmx. @throws ApplianceError */
async function writeBundles(inputs, { runner, reporter }) {
	const { plan, directory } = inputs;
	if (plan.bundles.length === 0) return [];
	return await reporter.step("bundle", `write ${plan.bundles.join(" and ")}`, async (detail) => {
		const results = [];
		for (const kind of plan.bundles) {
			const file = `${plan.name}.${kind}`;
			results.push({
				kind,
				file,
				...await writers[kind](runner, inputs, path.join(directory, file))
			});
		}
		detail(results.map(({ file, fileBytes }) => `${file} ${formatBytes(fileBytes)}`).join(", "));
		return results;
	});
}

// src/descriptor/write.ts
/**
* Writes a descriptor: elements in the order of the grammar of 2008. The text is read back and compared before it is returned.
*
* @throws ApplianceError code `descriptor-invalid` if XML cannot hold the data or the data contradict each other
*/
function writeDescriptor(data) {
	const xml = writeXml({ image: imageOf(data) });
	if (!isDeepStrictEqual(readDescriptor(xml), data)) throw invalidDescriptor("what was written reads differently", "names must not begin or end with a blank");
	return xml;
}
function imageOf(data) {
	return {
		name: {
			...said("@version", data.version),
			...said("@release", data.release),
			"#text": data.name
		},
		...said("label", data.label),
		...said("description", data.description),
		domain: {
			boot: data.boots.map(bootOf),
			devices: {
				vcpu: String(data.vcpus),
				memory: String(data.memoryKiB),
				interface: Array.from({ length: data.interfaces }, () => ""),
				...data.graphics ? { graphics: "" } : {}
			}
		},
		storage: { disk: data.disks.map(diskOf) }
	};
}
function bootOf({ type, arch, features, os, drives }) {
	const named = featureNames.filter((name) => features[name] !== void 0);
	const states = named.map((name) => [name, { "@state": features[name] === true ? "on" : "off" }]);
	return {
		"@type": type,
		guest: {
			arch,
			...named.length === 0 ? {} : { features: Object.fromEntries(states) }
		},
		os: sourceOf$1(os),
		drive: drives.map(({ disk, target }) => ({
			"@disk": disk,
			...said("@target", target)
		}))
	};
}
function sourceOf$1(os) {
	if ("kernel" in os) return {
		kernel: os.kernel,
		...said("initrd", os.initrd),
		...said("cmdline", os.cmdline)
	};
	return { loader: os.loader === "pygrub" ? os.loader : { "@dev": os.loader } };
}
function diskOf({ id, file, use, format, sizeMiB, sha256, sha1 }) {
	const checksums = [...sha256 === void 0 ? [] : [{
		"@type": "sha256",
		"#text": sha256
	}], ...sha1 === void 0 ? [] : [{
		"@type": "sha1",
		"#text": sha1
	}]];
	return {
		"@file": file,
		"@id": id,
		"@use": use,
		"@format": format,
		...said("@size", sizeMiB?.toString()),
		...checksums.length === 0 ? {} : { checksum: checksums }
	};
}
const said = (key, value) => value === void 0 ? {} : { [key]: value };

// src/plan/boot/kernels.ts
const kernelName$1 = /^(?:vmlinuz|vmlinux)-(.+)$/;
/** Debian's name, and that of Fedora and EL. */
const initramfsNames = [(version) => `initrd.img-${version}`, (version) => `initramfs-${version}.img`];
const rescue = /rescue/;
/**
* Pairs the kernels of /boot with their initramfs: newest first, rescue kernels last.
*
* @param names of the files in /boot
*/
function findKernels(names) {
	const present = new Set(names);
	return names.flatMap((file) => {
		const version = kernelName$1.exec(file)?.[1];
		if (version === void 0 || /\.(?:old|bak|hmac|sig)$/.test(version)) return [];
		return [{
			version,
			file,
			initramfs: initramfsNames.map((name) => name(version)).find((name) => present.has(name)),
			rescue: rescue.test(version)
		}];
	}).sort((a, b) => Number(a.rescue) - Number(b.rescue) || compareVersions(b.version, a.version));
}
/** Compares runs of digits as numbers and what is between them as text; `~` sorts before everything, even the end. */
function compareVersions(a, b) {
	const left = partsOf(a);
	const right = partsOf(b);
	for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
		const difference = compareParts(left[index] ?? "", right[index] ?? "");
		if (difference !== 0) return difference;
	}
	return 0;
}
const partsOf = (version) => version.match(/\d+|~|[^\d~]+/g) ?? [];
function compareParts(a, b) {
	if (a === b) return 0;
	if (a === "~" || b === "~") return a === "~" ? -1 : 1;
	const numbers = /^\d+$/.test(a) && /^\d+$/.test(b);
	const difference = numbers ? BigInt(a) - BigInt(b) : 0n;
	if (difference !== 0n) return difference < 0n ? -1 : 1;
	if (numbers) return 0;
	return a < b ? -1 : 1;
}

// src/configure/kernels.ts
/** @returns the kernels in the guest's /boot, as every boot loader offers them */
async function kernelsOf(files) {
	return findKernels(await files.list("/boot"));
}
/**
* The kernels that get an initramfs.
*
* @throws ApplianceError code `kernel-missing`
*/
async function requireKernels(files, family) {
	const kernels = (await kernelsOf(files)).filter(({ rescue }) => !rescue);
	if (kernels.length > 0) return kernels;
	throw new ApplianceError({
		kind: "build",
		code: "kernel-missing",
		message: "the guest has no kernel: there is no /boot/vmlinuz-* in it",
		hint: `add ${family.packages.kernel} to %packages`
	});
}
/** What a kernel package of Fedora brings in /lib/modules/VERSION, and where kernel-install(8) puts it. */
const packagedFiles = [
	{
		from: "vmlinuz",
		to: (version) => `vmlinuz-${version}`
	},
	{
		from: ".vmlinuz.hmac",
		to: (version) => `.vmlinuz-${version}.hmac`
	},
	{
		from: "config",
		to: (version) => `config-${version}`
	},
	{
		from: "System.map",
		to: (version) => `System.map-${version}`
	}
];
/**
* Copies the kernels of Fedora's family to /boot, with their modes, as kernel-install(8) does: when packages are installed
* into a root it may not have run. What is in /boot already stays.
*/
async function placeKernels(files, family) {
	if (family.name !== "fedora") return;
	for (const version of await files.list("/lib/modules")) {
		const folder = `/lib/modules/${version}`;
		if (!await files.exists(`${folder}/vmlinuz`)) continue;
		await fs.mkdir(await files.path("/boot"), { recursive: true });
		for (const { from, to } of packagedFiles) {
			const target = `/boot/${to(version)}`;
			if (!await files.exists(`${folder}/${from}`) || await files.exists(target)) continue;
			await copyWithMode(await files.path(`${folder}/${from}`), await files.path(target));
		}
	}
}
async function copyWithMode(source, target) {
	await fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE);
	const { mode, atime, mtime } = await fs.stat(source);
	await fs.chmod(target, mode);
	await fs.utimes(target, atime, mtime);
}

// src/build/extract-kernel.ts
/**
* Copies the guest's default kernel and its initramfs beside the disks, as NAME-vmlinuz and NAME-initrd. There is one: the initramfs
* was made for it.
*/
async function extractKernel(root, name, directory) {
	const files = rootFiles(root);
	const [kernel] = await kernelsOf(files);
	if (kernel === void 0) throw new Error("a root without a kernel has got an initramfs");
	const copy = async (from, to) => {
		await copyOut(files, `/boot/${from}`, path.join(directory, to));
		return to;
	};
	return {
		kernel: await copy(kernel.file, `${name}-vmlinuz`),
		initrd: kernel.initramfs === void 0 ? void 0 : await copy(kernel.initramfs, `${name}-initrd`)
	};
}
/** Links of the guest are followed inside of its root. */
async function copyOut(files, guestPath, target) {
	await fs.copyFile(await files.path(guestPath), target, fs.constants.COPYFILE_EXCL);
	await fs.chmod(target, 420);
}

// src/build/describe.ts
/**
* Writes NAME.xml beside the disks, and the kernel that it names, if Xen's pygrub cannot find that by itself.
*
* @param root the guest's, as it went into the disks
* @returns names of the files, the descriptor's first
*/
async function writeDescription(plan, { disks, directory, root }) {
	const descriptor = `${plan.name}.xml`;
	const extracted = plan.targets.includes("xen") && !pygrubReads(plan) ? await extractKernel(root, plan.name, directory) : void 0;
	const xml = writeDescriptor(describeAppliance(plan, disks, extracted));
	await fs.writeFile(path.join(directory, descriptor), xml);
	return [descriptor, ...Object.values(extracted ?? {}).filter((file) => file !== void 0)];
}
const checksumsName = "SHA256SUMS";
/** A file with its checksum, in the format of sha256sum(1). */
const checksumLine = ({ file, sha256 }) => `${sha256}  ${file}\n`;
/** Checksums of disks, files of the whole, and others that lie beside them. */
async function checksumLines(directory, disks, bundles, others) {
	return [
		...disks.flatMap((disk) => [disk, ...disk.extent === void 0 ? [] : [disk.extent]]),
		...bundles,
		...await Promise.all(others.map(async (file) => ({
			file,
			sha256: await sha256OfFile(path.join(directory, file))
		})))
	].map(checksumLine).join("");
}

// src/build/bundles/package.ts
/**
* Puts the whole output into an archive beside it, in a folder with the name and version of the appliance, and adds the archive to
* SHA256SUMS.
*
* @returns undefined if no kind is asked for
* @throws ApplianceError
*/
async function writePackage({ kind, manifest, directory, epochSeconds }, { runner, reporter }) {
	if (kind === void 0) return void 0;
	const { name, version } = manifest;
	const file = `${name}.${kind}`;
	const contents = {
		folder: version === void 0 ? name : `${name}-${version.replaceAll(/[^A-Za-z0-9_.+~-]+/g, "-")}`,
		files: [...manifest.files.map((inside) => fileOf$2(inside, manifest, directory)), {
			name: manifestName,
			content: { text: manifestText(manifest) }
		}].sort((one, other) => one.name < other.name ? -1 : 1),
		timeSeconds: epochSeconds ?? earliestSeconds
	};
	const result = {
		kind,
		file,
		...await reporter.step("package", `put everything into ${file}`, async (detail) => {
			const archive = await writeArchive(runner, kind, contents, path.join(directory, file));
			detail(`${file} ${formatBytes(archive.fileBytes)}`);
			return archive;
		})
	};
	await fs.appendFile(path.join(directory, checksumsName), checksumLine(result));
	return result;
}
function fileOf$2(name, { disks, bundles = [] }, directory) {
	const disk = disks.find(({ file, extent }) => file === name || extent?.file === name);
	const sparse = disk !== void 0 && hasHoles(disk.format);
	const isOva = bundles.some(({ kind, file }) => kind === "ova" && file === name);
	return {
		name,
		content: { file: path.join(directory, name) },
		sparse,
		compressed: isOva || disk !== void 0 && !sparse
	};
}

// src/build/differing-volumes.ts
/** What makes a volume differ from build to build whatever is done about times. */
function differingVolumes(storage) {
	return volumesOf(storage).flatMap(({ filesystem, position, id }) => {
		const why = filesystem.encryption !== void 0 ? "its key is random" : filesystem.type === "btrfs" ? "btrfs is made with random UUIDs, and filled by the kernel at moments of its own" : void 0;
		if (why === void 0) return [];
		return [{
			code: "not-reproducible",
			message: `${filesystem.mountPoint ?? id} has not the same bytes in each build: ${why}`,
			position,
			hint: filesystem.encryption === void 0 ? "use ext4 or xfs" : void 0
		}];
	});
}

// src/configure/leftovers.ts
/**
* Removes what the package installation copied from the build machine. Runs before anything else, while nobody but the
* installation has written to the root: links (to systemd-resolved's file) are the packages' own and stay.
*/
async function removeHostFiles(files) {
	if ((await fs.lstat(`${await files.path("/etc")}/resolv.conf`).catch(() => void 0))?.isFile()) await files.remove("/etc/resolv.conf");
}
/** Traces of the build: caches, logs, locks, older copies of files, and random numbers that no two machines may share. */
const traces = [
	{
		folder: "/var/lib/apt/lists",
		names: /./
	},
	{
		folder: "/var/cache/apt",
		names: /\.bin$/
	},
	{
		folder: "/var/cache/apt/archives",
		names: /./
	},
	{
		folder: "/var/cache/dnf",
		names: /./
	},
	{
		folder: "/var/cache/ldconfig",
		names: /^aux-cache$/
	},
	{
		folder: "/var/cache/debconf",
		names: /-old$/
	},
	{
		folder: "/var/log",
		names: /^(?:apt|dpkg\.log|bootstrap\.log|alternatives\.log|dnf.*\.log|hawkey\.log|fontconfig\.log)$/
	},
	{
		folder: "/var/log/journal",
		names: /./
	},
	{
		folder: "/var/lib/dpkg",
		names: /-old$/
	},
	{
		folder: "/var/lib/systemd",
		names: /^(?:random-seed|credential\.secret)$/
	},
	{
		folder: "/var/lib/dbus",
		names: /^machine-id$/
	},
	{
		folder: "/etc",
		names: /^(?:(?:passwd|shadow|group|gshadow|subuid|subgid)-|\.pwd\.lock)$/
	},
	{
		folder: "/etc/ssh",
		names: /^ssh_host_.*_key(?:\.pub)?$/
	},
	{
		folder: "/tmp",
		names: /^ks-script-/
	}
];
const hostKeysUnit = "ssh-host-keys.service";
const hostKeysText = `[Unit]
Description=Make this machine's own SSH host keys
ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
Before=ssh.service ssh.socket

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/bin/ssh-keygen -A

[Install]
WantedBy=multi-user.target ssh.service ssh.socket
`;
/** Takes away the same of freshly installed packages, so that what every appliance loses is not kept, or shown to anybody. */
async function removeLayerTraces(files) {
	for (const { folder, names } of traces) for (const name of await files.list(folder)) if (names.test(name)) await files.remove(`${folder}/${name}`);
	if (await files.exists("/etc/machine-id")) await files.write("/etc/machine-id", "", 292);
}
/**
* Takes away what no two copies of an appliance may share and what only the build needed. Runs after the scripts, as
* they install packages too.
*
* /etc/machine-id is left *empty* rather than missing or `uninitialized`: each copy gets an identity of its own either way,
* but only an empty file keeps systemd from taking the boot for a first boot, on which it would reset all units to their
* presets, and with them the services line, and might ask questions on the console (machine-id(5), "First Boot Semantics").
*/
async function removeTraces(files) {
	await removeLayerTraces(files);
	await files.write("/etc/machine-id", "", 292);
	const { sshMakesHostKeys } = await detectFamily(files);
	if (!sshMakesHostKeys && await files.exists("/usr/sbin/sshd")) await addHostKeysUnit(files);
}
async function addHostKeysUnit(files) {
	await files.write(`/etc/systemd/system/${hostKeysUnit}`, hostKeysText);
	for (const wanting of [
		"multi-user.target",
		"ssh.service",
		"ssh.socket"
	]) await files.link(`/etc/systemd/system/${wanting}.wants/${hostKeysUnit}`, `/etc/systemd/system/${hostKeysUnit}`);
}

// src/configure/guest.ts
async function openGuest(chroot, warn) {
	const files = rootFiles(chroot.root);
	return {
		files,
		chroot,
		family: await detectFamily(files),
		warn
	};
}
/** @returns the first of the paths that exists in the guest */
async function firstExisting(files, paths) {
	for (const path of paths) if (await files.exists(path)) return path;
}
const programFolders = [
	"/usr/local/sbin",
	"/usr/local/bin",
	"/usr/sbin",
	"/usr/bin",
	"/sbin",
	"/bin"
];
/** @returns path in the guest of a program in its PATH, or of one given by absolute path */
async function findProgram(files, program) {
	if (program.includes("/")) return await files.exists(program) ? program : void 0;
	return await firstExisting(files, programFolders.map((folder) => `${folder}/${program}`));
}

// src/configure/selinux/other-devices.ts
/** Enough to meet a file that the configuration has not replaced. */
const sampleSize = 50;
const sampleFolder = "usr/bin";
/**
* The files, without folders, that stat(2) shows on another device than the root's folders. An overlay does that to the files
* of a layer which lies on another filesystem than its upper folder (kernel, Documentation/filesystems/overlayfs.rst,
* "Inode properties"), and programs that stay on one filesystem pass over them. What is mounted in the root is left out.
*
* @returns absolute paths in the root; none after a look at a few files if these lie on the root's device
*/
async function filesOfOtherDevices(root) {
	const { dev } = await fs.lstat(root);
	const isElsewhere = (stats) => !stats.isDirectory() && stats.dev !== dev;
	if (!(await statsIn(path.join(root, sampleFolder), sampleSize)).some(({ stats }) => isElsewhere(stats))) return [];
	const found = [];
	const pending = ["/"];
	for (let folder = pending.pop(); folder !== void 0; folder = pending.pop()) for (const { name, stats } of await statsIn(path.join(root, folder))) {
		const file = path.posix.join(folder, name);
		if (isElsewhere(stats)) found.push(file);
		else if (stats.isDirectory() && stats.dev === dev) pending.push(file);
	}
	return found.sort();
}
async function statsIn(folder, limit) {
	const names = (await fs.readdir(folder).catch(() => [])).slice(0, limit);
	return await Promise.all(names.map(async (name) => ({
		name,
		stats: await fs.lstat(path.join(folder, name))
	})));
}

// src/configure/selinux/policy.ts
const configFile$3 = "/etc/selinux/config";
/** @returns the policy that SELINUXTYPE= names (selinux_config(5)); undefined if it is not installed */
async function findPolicy(files) {
	const config = await files.read(configFile$3);
	if (config === void 0) return void 0;
	const type = readVariable(config, "SELINUXTYPE") ?? "targeted";
	if (!/^[\w.-]+$/.test(type)) return void 0;
	const folder = `/etc/selinux/${type}`;
	const fileContexts = `${folder}/contexts/files/file_contexts`;
	if (!await files.exists(fileContexts)) return void 0;
	const newest = newestPolicy(await files.list(`${folder}/policy`));
	return {
		mode: readVariable(config, "SELINUX") ?? "permissive",
		fileContexts,
		compiled: newest === void 0 ? void 0 : `${folder}/policy/${newest}`
	};
}
/** A compiled policy is named after the version of its format: `policy.33`. */
function newestPolicy(names) {
	const versions = names.flatMap((name) => /^policy\.(\d+)$/.exec(name)?.[1] ?? []);
	return versions.length === 0 ? void 0 : `policy.${Math.max(...versions.map(Number))}`;
}

// src/configure/selinux/label-root.ts
const program = "setfiles";
const labelsFailed = "selinux-labels-failed";
/** A second view of the root in the guest's temporary /run: without what is mounted on /dev, /proc, /sys and /run. */
const view = "/run/appliance-build-labels";
const listFile$1 = "/run/appliance-build-label-list";
/** Asks for a relabelling at the next boot (selinux-autorelabel(8)). */
const relabelMarker = "/.autorelabel";
/**
* Gives every file in the root the SELinux label that the root's own policy has for it, by the root's own setfiles(8).
* Files that have theirs are not written: after a run over the installed packages another one costs under a second.
*
* Like anaconda it labels nothing when SELinux is disabled: the guest relabels itself when that changes.
*
* @throws ApplianceError code `selinux-labels-failed` if the guest is to enforce its policy, which it could not boot with
*/
async function labelRoot(runner, chroot, { lostFoundIn } = { lostFoundIn: [] }) {
	const files = rootFiles(chroot.root);
	const policy = await findPolicy(files);
	if (policy === void 0) return {
		state: "no-policy",
		warnings: []
	};
	if (policy.mode === "disabled") return {
		state: "disabled",
		warnings: []
	};
	if (await findProgram(files, program) === void 0) return {
		state: "failed",
		warnings: [programMissing]
	};
	for (const mountPoint of lostFoundIn) await makeLostFound(files, mountPoint);
	const { exitCode, tail } = await setLabels(runner, chroot, files, policy);
	if (exitCode !== 0) return {
		state: "failed",
		warnings: [failure$2(policy, tail)]
	};
	await files.remove(relabelMarker);
	return {
		state: "labelled",
		warnings: []
	};
}
/**
* Labels freshly installed packages, so that a layer is kept with its labels and those of the finished root are soon done.
* What goes wrong here the last run says: it knows whether the guest is to enforce its policy.
*/
async function labelLayer(runner, root) {
	try {
		var _usingCtx$10 = _usingCtx();
		await labelRoot(runner, _usingCtx$10.a(await enterRoot(runner, root))).catch((error) => {
			if (!(error instanceof ApplianceError) || error.code !== labelsFailed) throw error;
		});
	} catch (_) {
		_usingCtx$10.e = _;
	} finally {
		await _usingCtx$10.d();
	}
}
async function setLabels(runner, chroot, files, policy) {
	try {
		var _usingCtx3 = _usingCtx();
		_usingCtx3.a(await bindMount(runner, chroot.root, path.join(chroot.root, view)));
		const setfiles = (...args) => chroot.run(program, [...setfilesOptions(policy), ...args], {
			okCodes: everyExitCode,
			logOutput: true
		});
		const whole = await setfiles(policy.fileContexts, view);
		const others = await filesOfOtherDevices(chroot.root);
		if (whole.exitCode !== 0 || others.length === 0) return whole;
		await files.write(listFile$1, others.map((file) => `${globQuoted(`${view}${file}`)}\0`).join(""));
		return await setfiles("-0", "-f", listFile$1, policy.fileContexts);
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
/**
* setfiles(8): -F sets all parts of a context, not the type alone; -m: take no heed of what this kernel says of mounts, as it
* need not know SELinux; -r: look paths up as if the view were the root.
*/
function setfilesOptions({ compiled }) {
	return [
		"-F",
		"-m",
		"-r",
		view,
		...compiled === void 0 ? [] : ["-c", compiled]
	];
}
/** setfiles takes each path for a glob(7) pattern with braces. */
const globQuoted = (file) => file.replaceAll(/[\\*?[\]{}]/g, (character) => `\\${character}`);
async function makeLostFound(files, mountPoint) {
	await fs.mkdir(path.join(await files.path(mountPoint), "lost+found"), { mode: 448 }).catch((error) => {
		if (error.code !== "EEXIST") throw error;
	});
}
const programMissing = {
	code: "selinux-unlabelled",
	message: "the guest has an SELinux policy, but no setfiles: its files got no labels, and it could not enforce the policy",
	hint: "add policycoreutils to %packages, or write \"selinux --disabled\""
};
function failure$2({ mode }, tail) {
	const message = "the guest's setfiles could not give all files their SELinux labels";
	const last = tail.at(-1);
	if (mode !== "enforcing") return {
		code: "selinux-unlabelled",
		message: last === void 0 ? message : `${message}: ${last}`
	};
	throw new ApplianceError({
		kind: "build",
		code: labelsFailed,
		message,
		detail: tail,
		hint: "with \"selinux --permissive\" the build goes on"
	});
}

// src/host/files/file-times.ts
/**
* Gives every file, folder and link of a tree that was changed after a moment the time of that moment. Other filesystems in it
* are left alone.
*
* @param root absolute path
*/
async function clampTimes(runner, root, epochSeconds) {
	const moment = `@${epochSeconds}`;
	await runner.run("find", [
		root,
		"-xdev",
		"-newermt",
		moment,
		...[
			"-exec",
			"touch",
			"--no-dereference",
			`--date=${moment}`,
			"--",
			"{}",
			"+"
		]
	], { failure: `the times of the files in ${root} cannot be set` });
}

// src/configure/settle-times.ts
const secondsOfDay = 86400;
/**
* Takes the time of the build out of a root: nothing in it is newer than the epoch, neither a file nor the day of an account's
* last change of password.
*/
async function settleTimes(runner, root, epochSeconds) {
	const files = rootFiles(root);
	const before = await files.read("/etc/shadow");
	if (before !== void 0) {
		const after = clampShadowDays(before, Math.floor(epochSeconds / secondsOfDay));
		if (after !== before) await fs.writeFile(await files.path("/etc/shadow"), after);
	}
	await clampTimes(runner, root, epochSeconds);
}
/** shadow(5): the third field is the day of the last change, counted from 1970. Empty and 0 have meanings of their own. */
function clampShadowDays(shadow, day) {
	return shadow.split("\n").map((line) => {
		const fields = line.split(":");
		if (Number(fields[2]) > day) fields[2] = String(day);
		return fields.join(":");
	}).join("\n");
}

// src/install/access-files.ts
/** Files on the building machine that reaching a repository needs: the setting of apt-transport-https(1), the option, the path. */
function accessFiles({ sslCaCert, sslClientCert, sslClientKey }) {
	return [
		[
			"CaInfo",
			"--sslcacert",
			sslCaCert
		],
		[
			"SslCert",
			"--sslclientcert",
			sslClientCert
		],
		[
			"SslKey",
			"--sslclientkey",
			sslClientKey
		]
	].flatMap(([setting, option, file]) => file === void 0 ? [] : [[
		setting,
		option,
		localPath(file)
	]]);
}
/** @throws ApplianceError code `missing-file`: the package manager would only say that it cannot connect */
async function requireAccessFiles(repositories) {
	for (const { access = {}, position } of repositories) for (const [, option, file] of accessFiles(access)) {
		if (await fs.access(file, fs.constants.R_OK).then(() => true, () => false)) continue;
		throw new ApplianceError({
			kind: "input",
			code: "missing-file",
			message: `${option}: this machine has no file ${file}`,
			position,
			hint: "the file must be on the machine that builds"
		});
	}
}
/** Kickstarts may write a path as a file: URL. */
const localPath = (file) => file.replace(/^file:\/\//, "");

// src/install/apt/access.ts
/**
* Settings of apt that say how the hosts of the repositories are reached: apt-transport-http(1) and
* apt-transport-https(1), "CONFIGURATION". They hold for one host each, and override the host's own and the environment.
*/
function accessSettings(repositories) {
	const settings = repositories.flatMap((repository) => {
		const host = hostOf(repository);
		const { access } = repository;
		return access === void 0 || host === void 0 ? [] : settingsOf$1(host, schemeOf(repository), access);
	});
	return settings.some(([name]) => /::(?:CaInfo|SslCert|SslKey)$/.test(name)) ? [...settings, ["APT::Sandbox::User", "root"]] : settings;
}
const schemeOf = ({ url }) => /^\s*https:/i.test(url) ? "https" : "http";
function settingsOf$1(host, scheme, access) {
	const https = `Acquire::https::${host}`;
	const { proxy, noVerifySsl } = access;
	return [
		...proxy === void 0 ? [] : [[`Acquire::${scheme}::Proxy::${host}`, proxy.includes("://") ? proxy : `http://${proxy}`]],
		...noVerifySsl === true ? [[`${https}::Verify-Peer`, "false"], [`${https}::Verify-Host`, "false"]] : [],
		...accessFiles(access).map(([setting, , file]) => [`${https}::${setting}`, file])
	];
}

// src/install/apt/architecture.ts
/** Makes apt one of another machine's (apt.conf(5), "THE APT GROUP"); on a machine of its own it is what that is set up for. */
function architectureSettings(arch, host = hostArchitecture()) {
	const { debian } = architectures[arch];
	return arch === host ? [] : [["APT::Architecture", debian], ["APT::Architectures::", debian]];
}
/** The same for mmdebstrap. */
function architectureOptions(arch, host = hostArchitecture()) {
	return arch === host ? [] : [`--architectures=${architectures[arch].debian}`];
}

// src/install/apt/config.ts
function aptDirectories(base) {
	return {
		base,
		lists: path.join(base, "lists"),
		archives: path.join(base, "archives"),
		status: path.join(base, "status"),
		trustedParts: path.join(base, "trusted.gpg.d"),
		sourceList: path.join(base, "sources.list"),
		sourceParts: path.join(base, "sources.list.d"),
		configFile: path.join(base, "apt.conf")
	};
}
/** apt connects a second time before it gives up, so a silent mirror costs twice as long. */
const silenceSeconds = 15;
/**
* Settings that say how to reach repositories, not what is installed: they are taken from the host, whose proxy,
* credentials and clock rules hold for everything on it. See apt.conf(5), "THE ACQUIRE GROUP".
*/
const inheritedSettings = /^Acquire::(?:https?|ftp|tor|Check-Valid-Until|Check-Date|Max-FutureTime|ForceIPv[46])\b/;
/**
* The text of an apt.conf for a private apt: own state, own cache, empty dpkg status, none of the host's packages.
*
* @param hostDump what `apt-config dump` prints on the host
* @param options how long to wait for repositories, and how often to ask again
* @param access how to reach the hosts of the kickstart's repositories
*/
function aptConfigText(directories, hostDump, { retries = 0, timeoutSeconds = silenceSeconds }, access = []) {
	const inherited = hostDump.split("\n").filter((line) => inheritedSettings.test(line) && !/ "";$/.test(line));
	const own = [
		["Dir::State", `${directories.base}/state`],
		["Dir::State::lists", directories.lists],
		["Dir::State::status", directories.status],
		["Dir::Cache", `${directories.base}/cache`],
		["Dir::Cache::archives", directories.archives],
		["Dir::Etc::main", "/dev/null"],
		["Dir::Etc::Parts", "/dev/null"],
		["Dir::Etc::preferences", "/dev/null"],
		["Dir::Etc::preferencesparts", "/dev/null"],
		["Dir::Etc::netrc", "/etc/apt/auth.conf"],
		["Dir::Etc::netrcparts", "/etc/apt/auth.conf.d"],
		["Dir::Etc::trusted", "/dev/null"],
		["Dir::Etc::trustedparts", directories.trustedParts],
		["Dir::Etc::sourcelist", directories.sourceList],
		["Dir::Etc::sourceparts", directories.sourceParts],
		["Dir::Log", `${directories.base}/log`],
		["APT::Install-Recommends", "false"],
		["APT::Get::AllowUnauthenticated", "false"],
		["Acquire::AllowInsecureRepositories", "false"],
		["Acquire::AllowDowngradeToInsecureRepositories", "false"],
		["Acquire::Languages", "none"],
		["Acquire::ForceHash", "SHA256"],
		["Acquire::http::Timeout", String(timeoutSeconds)],
		["Acquire::https::Timeout", String(timeoutSeconds)],
		["Acquire::Retries", String(retries)],
		["Binary::apt-get::Acquire::Retries", String(retries)]
	];
	return `${[...inherited, ...[...own, ...access].map(([name, value]) => `${name} "${value}";`)].join("\n")}\n`;
}

// src/install/apt/path-filters.ts
const locales = "/usr/share/locale";
const manuals = "/usr/share/man";
/** RPM marks the same as documentation. The copyright files are the licences, which go with every copy. */
const documentation = [
	"path-exclude=/usr/share/doc/*",
	"path-include=/usr/share/doc/*/copyright",
	`path-exclude=${manuals}/*`,
	`path-include=${manuals}/man?`,
	"path-exclude=/usr/share/info/*",
	"path-exclude=/usr/share/gtk-doc/*",
	"path-exclude=/usr/share/help/*"
];
/**
* Settings of dpkg under which packages are unpacked: `--path-exclude` and `--path-include` of dpkg(1), where the last
* pattern that matches a path decides and `*` also matches `/`. They hold for the installation alone, as the macros of RPM
* do in anaconda: packages that the guest installs later come whole.
*/
function pathFilters({ excludeDocs, languages }) {
	const kept = languages === void 0 ? void 0 : [...new Set(languages.flatMap(namesOf$1))];
	return [
		...kept === void 0 ? [] : translatedMessages(kept),
		...kept === void 0 || excludeDocs ? [] : translatedManuals(kept),
		...excludeDocs ? documentation : []
	];
}
function translatedMessages(kept) {
	return [
		`path-exclude=${locales}/*`,
		`path-include=${locales}/locale.alias`,
		...kept.map((name) => `path-include=${locales}/${name}/*`)
	];
}
function translatedManuals(kept) {
	return [
		`path-exclude=${manuals}/*`,
		`path-include=${manuals}/man?`,
		`path-include=${manuals}/man?/*`,
		...kept.map((name) => `path-include=${manuals}/${name}/*`)
	];
}
/**
* Folders in which gettext looks for the messages of a language: `pt_BR.UTF-8` are those of `pt_BR` and of `pt` (GNU gettext
* manual, "Locale Names"). With `pt` alone come all its countries.
*/
function namesOf$1(language) {
	const name = language.replace(/\..*$/, "");
	const [base = name] = name.split(/[_@]/);
	return base === name ? [
		base,
		`${base}_*`,
		`${base}@*`
	] : [name, base];
}
/** The same for people and for the key of a layer. */
function describeFilters({ excludeDocs, languages }) {
	return [...excludeDocs ? ["without documentation"] : [], ...languages === void 0 ? [] : [`translations: ${[...new Set(languages)].sort().join(" ") || "none"}`]];
}

// src/install/apt/debootstrap.ts
/**
* Installs the set with mmdebstrap into an empty directory.
*
* mmdebstrap sees one private flat repository that holds just the resolved packages, so what it installs is what was
* resolved, whatever the mirrors do meanwhile, and needs no network. The repository may be `trusted`: apt checked every
* file of it against the signed lists when it was fetched, and checks the SHA-256 once more as it copies.
*
* @throws ApplianceError with the last output, among it that of a failing package script
*/
async function installWithMmdebstrap(runner, apt, packages, root, options) {
	await fs.writeFile(path.join(apt.archives, "Packages"), packages.map(({ stanza }) => `${stanza}\n\n`).join(""));
	await runIsolated(runner, {
		root: void 0,
		mountProcOn: "/proc",
		env: {
			PATH: sanePath,
			HOME: "/root",
			LC_ALL: "C.UTF-8",
			TZ: "UTC",
			INITRD: "No",
			TMPDIR: apt.base,
			SOURCE_DATE_EPOCH: String(options.epochSeconds)
		}
	}, "mmdebstrap", [
		"--mode=root",
		"--variant=required",
		"--format=directory",
		"--verbose",
		...architectureOptions(options.arch),
		"--skip=check/qemu",
		"--aptopt=Acquire::Languages \"none\"",
		"--aptopt=APT::Sandbox::User \"root\"",
		...pathFilters(options).map((filter) => `--dpkgopt=${filter}`),
		`--include=${packages.map(({ name }) => name).join(",")}`,
		"",
		root,
		`deb [trusted=yes] copy://${apt.archives} ./`
	], {
		logOutput: true,
		failure: "the packages cannot be installed"
	});
	await cleanLayer(root);
	if (options.excludeDocs) await removeLinks(path.join(root, manuals));
}
/** dpkg leaves folders out only with all links in them, and the folders are needed: links without their pages remain. */
async function removeLinks(folder) {
	const entries = await fs.readdir(folder, {
		recursive: true,
		withFileTypes: true
	}).catch(() => []);
	for (const entry of entries) if (entry.isSymbolicLink()) await fs.rm(path.join(entry.parentPath, entry.name));
}
/** What mmdebstrap copied from this host or wrote for itself; a layer must be the same wherever it was made. */
async function cleanLayer(root) {
	const files = rootFiles(root);
	for (const leftover of [
		"/etc/resolv.conf",
		"/etc/hostname",
		"/etc/apt/sources.list",
		"/etc/apt/apt.conf.d/99mmdebstrap",
		"/etc/dpkg/dpkg.cfg.d/99mmdebstrap",
		"/var/lib/apt/extended_states"
	]) if (!await fs.readlink(path.join(root, leftover)).then(() => true, () => false)) await files.remove(leftover);
}

// src/install/package-files.ts
/** Copies what the store has into the folder. @returns the rest */
async function takeFromStore(store, packages, folder) {
	const missing = [];
	for (const wanted of packages) if (!await store.copyTo(wanted.sha256, path.join(folder, wanted.fileName))) missing.push(wanted);
	return missing;
}
/** The figures of the summary. @param missing those that the store did not have */
function fetchedFigures(packages, missing) {
	return {
		fromCache: packages.length - missing.length,
		downloaded: missing.length,
		downloadedBytes: missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
	};
}
/** The order of a resolution: by name, arch and version. */
function comparePackages(one, other) {
	return compareText(one.name, other.name) || compareText(one.arch, other.arch) || compareText(one.version, other.version);
}
function compareText(one, other) {
	return one < other ? -1 : one > other ? 1 : 0;
}

// src/install/apt/update.ts
/** What apt's methods say on a line below the file's when nobody answers, as against an answer that is wrong. */
const unreachable$1 = /Could not resolve|Temporary failure resolving|Could not connect|Cannot initiate the connection|Unable to connect|Connection (?:failed|refused|timed out)|Network is unreachable|No route to host|Something wicked happened resolving/i;
/**
* Brings the package lists up to date. Lists of an earlier build come from the cache, so an unchanged repository costs
* one request; if no repository can be reached they serve as they are, and a note says so.
*
* @param cached the lists of just these sources, in the cache
* @param retries how often apt asks again, as its configuration says
* @returns notes for the user
* @throws ApplianceError code `repository-unreachable` or `repository-failed`, with apt's own words
*/
async function updateLists(runner, apt, cached, retries = 0) {
	const { folders, key } = cached;
	const saved = await folders.copyOut(key, apt.lists);
	await fs.mkdir(path.join(apt.lists, "partial"), { recursive: true });
	const complaints = [];
	try {
		await runner.run("apt-get", [
			"-q",
			"-y",
			"update",
			"--error-on=any"
		], {
			env: { APT_CONFIG: apt.configFile },
			logOutput: true,
			failure: "cannot read the package repositories",
			...retries > 0 ? {} : { abandonAt: unreachable$1 },
			onLine: (line) => {
				if (/^(?:[EW]|Err:\d+|Ign:\d+):? /.test(line) || unreachable$1.test(line)) complaints.push(line);
			}
		});
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind !== "build") throw error;
		const nobodyAnswers = complaints.some((line) => unreachable$1.test(line));
		if (nobodyAnswers && saved !== void 0) {
			await fs.rm(apt.lists, {
				recursive: true,
				force: true
			});
			const again = await folders.copyOut(key, apt.lists);
			if (again !== void 0) return [`no package repository can be reached; using the package lists of ${again.toISOString().slice(0, 16)}Z from the cache`];
		}
		throw new ApplianceError({
			kind: "build",
			code: nobodyAnswers ? "repository-unreachable" : "repository-failed",
			message: nobodyAnswers ? "no package repository can be reached, and the cache holds no package lists for them" : "a package repository gave no usable package lists",
			detail: [...new Set(complaints)],
			hint: "check the url and repo lines, or without them the apt sources of this host, and the network",
			cause: error
		});
	}
	try {
		await folders.putBack(key, apt.lists, (name) => !name.includes("/") && listFile.test(name));
		return [];
	} catch (error) {
		return [notKept("the package lists", error)];
	}
}
const listFile = /_(?:InRelease|Release|Release\.gpg|Packages(?:\.\w+)?)$/;

// src/install/apt/fetch.ts
/**
* Puts the package files of the set into apt's archive folder: from the cache where it has them, else downloaded by
* apt, which checks each against the signed list. New ones are added to the cache.
*
* @param retries how often apt asks again, as its configuration says; undefined: it does not, and what passes is tried again
* @throws ApplianceError code `download-failed` with apt's words, `checksum-mismatch`
*/
async function fetchPackages$1(runner, apt, store, packages, retries) {
	await fs.mkdir(path.join(apt.archives, "partial"), { recursive: true });
	const missing = await takeFromStore(store, packages, apt.archives);
	let notes = [];
	try {
		if (missing.length > 0) await download$1(runner, apt, missing, {
			aptRetries: retries ?? 0,
			left: retries === void 0 ? ownRetries : 0
		});
	} finally {
		notes = await keepDownloaded(apt, store, missing);
	}
	return {
		notes,
		warnings: [],
		...fetchedFigures(packages, missing)
	};
}
/** What passes: worth another try. apt's own retries would also wait again for mirrors that are silent. */
const passing$1 = /Connection (?:reset|closed)|Error reading from server|Remote end closed|Undetermined Error|\b50[0234] {2}/i;
const ownRetries = 2;
async function download$1(runner, apt, missing, { aptRetries, left }) {
	const complaints = [];
	try {
		await runner.run("apt-get", [
			"-q",
			"download",
			"--",
			...missing.map(({ name, arch, version }) => `${name}${arch === "all" ? "" : `:${arch}`}=${version}`)
		], {
			cwd: apt.archives,
			env: { APT_CONFIG: apt.configFile },
			logOutput: true,
			...aptRetries > 0 ? {} : { abandonAt: unreachable$1 },
			onLine: (line) => {
				if (/^(?:[EW]|Err): ?|^ {2,}\S/.test(line)) complaints.push(line);
			}
		});
	} catch (error) {
		await dropUnfinished(apt, missing);
		if (!(error instanceof ApplianceError) || error.kind !== "build") throw error;
		if (left > 0 && complaints.some((line) => passing$1.test(line))) {
			const present = new Set(await fs.readdir(apt.archives));
			const still = missing.filter(({ fileName }) => !present.has(fileName));
			if (still.length > 0) return await download$1(runner, apt, still, {
				aptRetries,
				left: left - 1
			});
		}
		throw new ApplianceError({
			kind: "build",
			code: "download-failed",
			message: `cannot download ${missing.length === 1 ? missing[0]?.name : `all of ${missing.length} packages`}`,
			detail: complaints.length > 0 ? complaints.slice(-10) : error.detail,
			hint: /Hash Sum mismatch|size mismatch/i.test(complaints.join("\n")) ? "a package file differs from the signed list: the mirror or a proxy before it is at fault, or it is being updated right now" : "check the network and the mirror; what was downloaded so far is kept in the cache",
			cause: error
		});
	}
}
/** `apt-get download` writes a file in its place, so one that broke off is there as well, under its whole name. */
async function dropUnfinished(apt, wanted) {
	for (const { sha256, fileName } of wanted) {
		const file = path.join(apt.archives, fileName);
		if (await sha256OfFile(file).catch(() => void 0) !== sha256) await fs.rm(file, { force: true });
	}
}
/**
* After a failure, too: the next try need not download again what has come. A cache that cannot be written costs time in
* the next build, not this build.
*
* @returns notes for the user
*/
async function keepDownloaded(apt, store, wanted) {
	for (const { sha256, fileName } of wanted) {
		const file = path.join(apt.archives, fileName);
		if (!await fs.access(file).then(() => true, () => false)) continue;
		try {
			await store.add(sha256, file);
		} catch (error) {
			if (error instanceof ApplianceError) throw error;
			return [notKept("the packages", error)];
		}
	}
	return [];
}

// src/install/apt/sources.ts
/**
* A repository's address may be followed by a suite and components, as in sources.list(5); without them the suite is
* `defaultSuite` and the component `main`. A list of mirrors is read by apt itself: apt-transport-mirror(1).
*
* @throws ApplianceError code `bad-repository-url` at the repository's line
*/
function sourceOf(repository, defaultSuite) {
	const [url = "", suite = defaultSuite, ...components] = repository.url.trim().split(/\s+/);
	if (!/^(?:https?:\/\/[^\s/[\]]|(?:file|copy):\/)[^\s[\]]*$/.test(url)) throw new ApplianceError({
		kind: "input",
		code: "bad-repository-url",
		message: `the URL of repository ${repository.name} is not one that apt can read: ${withoutCredentials$1(url)}`,
		position: repository.position,
		hint: "write http://HOST/PATH, optionally followed by a suite and components: \"http://HOST/debian bookworm main\""
	});
	return {
		address: repository.list === "mirrorlist" ? `mirror+${url}` : url,
		suite,
		components: suite.endsWith("/") ? [] : components.length > 0 ? components : ["main"]
	};
}
/** What dnf takes for the cost of a repository that names none. */
const usualCost = 1e3;
/**
* The kickstart's repositories as apt sources, the cheapest first: of several sources for one version apt takes the one
* that it reads first (sources.list(5)).
*
* @throws ApplianceError code `bad-repository-url` at the repository's line
*/
function sourcesOfRepositories(repositories, defaultSuite) {
	return repositories.toSorted(({ cost: one = usualCost }, { cost: other = usualCost }) => one - other).map((repository) => {
		const { address, suite, components } = sourceOf(repository, defaultSuite);
		return {
			name: `${safeFileName(repository.name)}.list`,
			text: `deb ${[
				address,
				suite,
				...components
			].join(" ")}\n`,
			...repository.forBuildOnly === true ? { forBuildOnly: true } : {}
		};
	});
}
/** sources.list(5) ignores files whose names hold other characters than these. */
function safeFileName(name) {
	return name.replaceAll(/[^\w.-]/g, "_");
}
/** The sources without user names and passwords, which belong to the builder and not into an image. */
function withoutCredentials$1(text) {
	return text.replaceAll(/(\b[a-z+]+:\/\/)[^\s/@]+@/g, "$1");
}
/** Key files that the sources name in `Signed-By`, as absolute host paths. Embedded keys need no file. */
function signedByFiles(text) {
	const found = text.matchAll(/signed-by\s*[:=]\s*([^\s\]]+)/gi);
	return [...new Set([...found].flatMap((match) => (match[1] ?? "").split(",")))].filter((file) => file.startsWith("/"));
}

// src/install/apt/filter-lists.ts
/**
* Takes out of the package lists what --includepkgs and --excludepkgs of a repo line leave out. Lists are changed rather
* than preferences set, because those go by the name of a host (apt_preferences(5), "origin"), and one host has many
* repositories. apt checks lists against their signatures when it fetches them, which is over by now.
*/
async function filterLists(runner, apt, repositories, defaultSuite) {
	const choosy = repositories.filter(({ packages }) => packages !== void 0);
	if (choosy.length === 0) return;
	const { stdout } = await runner.run("apt-get", [
		"indextargets",
		"--format",
		"$(REPO_URI) $(RELEASE) $(FILENAME)",
		"Identifier: Packages"
	], { env: { APT_CONFIG: apt.configFile } });
	const lists = stdout.split("\n").map((line) => line.split(" "));
	for (const repository of choosy) {
		const { address, suite } = sourceOf(repository, defaultSuite);
		const wanted = keeper(repository.packages ?? {
			included: [],
			excluded: []
		});
		for (const [uri = "", release = "", file = ""] of lists) if (plain(uri) === plain(address) && release === suite) await keepOnly(file, wanted);
	}
}
const plain = (uri) => withoutCredentials$1(uri).replace(/\/+$/, "");
function keeper({ included, excluded }) {
	const [wanted, unwanted] = [included.map(globPattern$1), excluded.map(globPattern$1)];
	return (name) => (wanted.length === 0 || wanted.some((pattern) => pattern.test(name))) && !unwanted.some((pattern) => pattern.test(name));
}
/** A pattern of glob(7), as dnf takes it. */
function globPattern$1(glob) {
	const source = glob.replaceAll(/\[!?[^\]]+\]|[.+^${}()|\\[\]*?]/g, (part) => {
		if (part === "*") return ".*";
		if (part === "?") return ".";
		if (part.length > 2) return part.replace(/^\[!/, "[^");
		return `\\${part}`;
	});
	return new RegExp(`^${source}$`);
}
/** Lists are large: they are copied line by line. */
async function keepOnly(file, wanted) {
	try {
		var _usingCtx$9 = _usingCtx();
		const changed = `${file}.filtered`;
		const target = _usingCtx$9.a(await fs.open(changed, "w", 420));
		let keep = true;
		let text = [];
		for await (const line of createInterface({
			input: createReadStream(file),
			crlfDelay: Number.POSITIVE_INFINITY
		})) {
			if (line.startsWith("Package: ")) keep = wanted(line.slice(9).trim());
			if (keep) text.push(line);
			if (text.length < 1e4) continue;
			await target.write(`${text.join("\n")}\n`);
			text = [];
		}
		await target.write(`${text.join("\n")}\n`);
		await fs.rename(changed, file);
	} catch (_) {
		_usingCtx$9.e = _;
	} finally {
		await _usingCtx$9.d();
	}
}

// src/install/apt/guest.ts
/**
* Gives the guest its package sources and tells its apt which packages were only pulled in, so that
* `apt autoremove` works there as after an ordinary installation. Folders of this machine are no sources for the guest.
*
* @returns notes for the user
*/
async function finishGuestApt(root, sources, request, packages) {
	const files = rootFiles(root);
	const { kept, notes } = sourcesForGuest(sources);
	for (const source of kept) {
		const place = source.name === "sources.list" ? "/etc/apt/sources.list" : `/etc/apt/sources.list.d/${source.name}`;
		await files.write(place, withoutCredentials$1(source.text));
		for (const key of signedByFiles(source.text)) {
			if (await files.exists(key)) continue;
			const target = await files.path(key);
			await fs.mkdir(path.dirname(target), { recursive: true });
			await fs.copyFile(key, target);
		}
	}
	await files.write("/var/lib/apt/extended_states", extendedStates(request, packages));
	return notes;
}
const isLocal = ({ text }) => /^\s*(?:deb\s+(?:\[[^\]]*\]\s*)?|uris:\s*)(?:file|copy):/im.test(text);
/** Which sources the guest gets: a guest without any would never see an update. */
function sourcesForGuest(sources) {
	const reachable = sources.filter((source) => !isLocal(source));
	const kept = reachable.filter(({ forBuildOnly }) => forBuildOnly !== true);
	const names = reachable.map(({ name }) => name.replace(/\.list$/, ""));
	if (reachable.length === 0) return {
		kept,
		notes: ["the appliance has no package source: all repositories are folders of this machine"]
	};
	if (kept.length === 0) return {
		kept: reachable,
		notes: [`the appliance gets the package source${names.length > 1 ? "s" : ""} ${names.join(", ")}, as no repo line has --install and it would have none at all`]
	};
	return {
		kept,
		notes: reachable.filter((source) => !kept.includes(source)).map(({ name }) => name.replace(/\.list$/, "")).map((name) => `the repository ${name} serves the build alone; --install of its repo line gives it to the appliance`)
	};
}
/** The format of /var/lib/apt/extended_states: a paragraph for each package that was installed automatically. */
function extendedStates(request, packages) {
	const words = request.requested.flatMap(({ name, alternatives = [] }) => [name.replace(/[:=/].*$/, ""), ...alternatives]);
	const asked = new Set(words);
	const patterns = words.filter((word) => /[*?]/.test(word)).map(globPattern);
	const native = packages.find(({ arch }) => arch !== "all")?.arch ?? "all";
	return packages.filter(({ name }) => !asked.has(name) && !patterns.some((pattern) => pattern.test(name))).map(({ name, arch }) => `Package: ${name}\nArchitecture: ${arch === "all" ? native : arch}\nAuto-Installed: 1\n\n`).join("");
}
/** `vim*` as a regular expression. */
const globPattern = (glob) => new RegExp(`^${glob.replaceAll(/[.+]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`);

// src/install/apt/package-times.ts
/** A package is an archive of ar(1); the header of its first member holds the time, in decimal digits (deb(5)). */
const timeField = {
	offset: 24,
	length: 12
};
/** @returns when the newest of the fetched packages was built, in seconds since 1970 */
async function newestPackage$1({ archives }, packages) {
	let newest = 0;
	for (const { fileName } of packages) newest = Math.max(newest, await builtAt(path.join(archives, fileName)));
	return newest;
}
async function builtAt(file) {
	const handle = await fs.open(file, "r");
	try {
		const { offset, length } = timeField;
		const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
		return Number.parseInt(buffer.toString("latin1"), 10) || 0;
	} finally {
		await handle.close();
	}
}

// src/install/apt/stanzas.ts
/** Cuts a Packages index, or what `apt-cache show` prints, into its paragraphs. */
function parseStanzas(text) {
	return text.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== "").map((paragraph) => {
		const fields = /* @__PURE__ */ new Map();
		for (const line of paragraph.split("\n")) {
			const colon = line.indexOf(":");
			if (colon > 0 && !/^\s/.test(line)) fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
		}
		return {
			text: paragraph,
			field: (name) => fields.get(name.toLowerCase())
		};
	});
}
/** The same paragraph with another value for one field. */
function withField(stanza, name, value) {
	return [...stanza.text.trimEnd().split("\n").filter((line) => !line.toLowerCase().startsWith(`${name.toLowerCase()}:`)), `${name}: ${value}`].join("\n");
}

// src/install/apt/unknown-packages.ts
const unknownPackage = [
	/^E: Unable to locate package (\S+)$/,
	/^E: Package '([^']+)' has no installation candidate$/,
	/^E: Couldn't find any package by (?:glob|regex) '([^']+)'$/
];
/** A name that is known, in a version or a release that is not. */
const unknownVersion = [[/^E: Version '([^']*)' for '([^']+)' was not found$/, "="], [/^E: Release '([^']*)' for '([^']+)' was not found$/, "/"]];
/**
* The lines of the request that name what no repository has.
*
* @param complaints what apt-get says
*/
function unknownLines({ requested, excluded }, complaints) {
	const unknown = new Set(complaints.flatMap((line) => unknownPackage.flatMap((pattern) => pattern.exec(line)?.[1] ?? [])));
	const inVersions = new Set(complaints.flatMap((line) => unknownVersion.flatMap(([pattern, mark]) => {
		const [, version, name] = pattern.exec(line) ?? [];
		return name === void 0 ? [] : [`${name}${mark}${version}`];
	})));
	return [...requested, ...excluded].filter(({ name }) => unknown.has(name) || unknown.has(name.replace(/[=/].*$/, "")) || inVersions.has(name));
}
function unknownPackageError(line, names) {
	const suggestion = closest(line.name, names);
	const why = line.position === void 0 ? ` (needed for: ${line.reason})` : "";
	return new ApplianceError({
		kind: "input",
		code: "unknown-package",
		message: `no repository has a package named ${line.name}${why}`,
		position: line.position,
		hint: suggestion === void 0 ? void 0 : `did you mean ${suggestion}?`
	});
}
/** For --ignoremissing. */
function leftOut(line, known) {
	const { code, message, position, hint } = unknownPackageError(line, known);
	return {
		code,
		message: `${message}; it is left out`,
		position,
		hint
	};
}

// src/install/apt/uris.ts
const uriLine = /^'[^']*' (\S+)_(\S+)_([^_\s]+)\.deb (\d+)(?: (?:SHA256:([0-9a-f]{64})|\S+))?$/;
/** Reads the output of `apt-get --print-uris install`; other lines are passed over. */
function parseUris(output) {
	return output.split("\n").flatMap((line) => {
		const match = uriLine.exec(line);
		if (match === null) return [];
		const [, name = "", version = "", arch = "", size = "", sha256] = match;
		return [{
			name,
			version: decodeURIComponent(version),
			arch,
			fileName: `${name}_${version}_${arch}.deb`,
			sizeBytes: Number(size),
			sha256
		}];
	});
}

// src/install/apt/resolve.ts
/** The base of every Debian root: what dpkg can't do without, and what the archive calls required. */
const baseSet = [
	"?essential",
	"?priority(required)",
	"apt"
];
/**
* Asks apt which packages an empty root needs for the request.
*
* @throws ApplianceErrors with the line of each unknown package
* @throws ApplianceError code `no-packages` if the repositories have none for the architecture
* @throws ApplianceError code `unmet-dependencies` with apt's explanation
*/
async function resolvePackages(runner, apt, request, arch) {
	const known = await packageNames(runner, apt);
	if (known.size === 0) throw noPackages(arch);
	const { chosen, notes } = chooseNames(request.requested, known);
	const warnings = [];
	let named = [...chosen, ...request.excluded.map((line) => ({
		line,
		word: `${line.name}-`
	}))];
	for (;;) {
		const { uris, complaints, output } = await simulate(runner, apt, named.map(({ word }) => word));
		if (uris !== void 0) {
			const stanzas = await describePackages(runner, apt, uris);
			return {
				packages: uris.map((uri) => resolved(uri, stanzas)).sort(comparePackages),
				notes,
				warnings
			};
		}
		const lines = unknownLines(request, complaints);
		const dropped = lines.filter((line) => request.options.ignoreMissing && line.position !== void 0 || request.excluded.includes(line));
		const kept = named.filter(({ line }) => !dropped.includes(line));
		if (dropped.length < lines.length || kept.length === named.length) throw explain(known, lines, complaints, output);
		warnings.push(...dropped.map((line) => leftOut(line, known)));
		named = kept;
	}
}
/** @returns what apt would download; without it, why it can't */
async function simulate(runner, apt, words) {
	const complaints = [];
	const { exitCode, stdout } = await runner.run("apt-get", [
		"-qq",
		"-y",
		"--allow-change-held-packages",
		"--print-uris",
		"install",
		"--",
		...baseSet,
		...words
	], {
		env: { APT_CONFIG: apt.configFile },
		okCodes: [0, 100],
		onLine: (line) => complaints.push(line)
	});
	return {
		uris: exitCode === 0 ? parseUris(stdout) : void 0,
		complaints,
		output: stdout
	};
}
async function packageNames(runner, apt) {
	const { stdout } = await runner.run("apt-cache", ["pkgnames"], { env: { APT_CONFIG: apt.configFile } });
	return new Set(stdout.split("\n").filter((name) => name !== ""));
}
function noPackages(arch) {
	return new ApplianceError({
		kind: "input",
		code: "no-packages",
		message: `the repositories have no package for ${architectures[arch].debian}`,
		hint: "some distributions have another repository for each architecture: look for theirs, and name it in a url line"
	});
}
/** Picks among the names that distributions give one thing, and drops what is optional and not to be had. */
function chooseNames(requested, known) {
	const notes = [];
	return {
		chosen: requested.flatMap((wanted) => {
			const name = [wanted.name, ...wanted.alternatives ?? []].find((candidate) => known.has(candidate));
			if (name === void 0 && wanted.optional === true) {
				notes.push(`${wanted.name} (${wanted.reason}) is in no repository and was left out`);
				return [];
			}
			return [{
				line: wanted,
				word: name ?? wanted.name
			}];
		}),
		notes
	};
}
async function describePackages(runner, apt, uris) {
	const { stdout } = await runner.run("apt-cache", [
		"--no-all-versions",
		"show",
		"--",
		...uris.map(({ name, arch, version }) => `${name}${arch === "all" ? "" : `:${arch}`}=${version}`)
	], { env: { APT_CONFIG: apt.configFile } });
	return new Map(parseStanzas(stdout).map((stanza) => [stanza.field("SHA256") ?? "", stanza]));
}
function resolved(uri, stanzas) {
	const stanza = uri.sha256 === void 0 ? void 0 : stanzas.get(uri.sha256);
	if (uri.sha256 === void 0 || stanza === void 0) throw new ApplianceError({
		kind: "build",
		code: "no-checksum",
		message: `the repository lists ${uri.name} ${uri.version} without a SHA-256 checksum, so it can't be verified`
	});
	return {
		name: uri.name,
		version: uri.version,
		arch: uri.arch,
		sha256: uri.sha256,
		sizeBytes: uri.sizeBytes,
		installedBytes: Number(stanza.field("Installed-Size") ?? 0) * 1024,
		fileName: uri.fileName,
		stanza: withField(stanza, "Filename", `./${uri.fileName}`)
	};
}
function explain(known, lines, complaints, output) {
	if (lines.length > 0) return new ApplianceErrors(lines.map((line) => unknownPackageError(line, known)));
	return new ApplianceError({
		kind: "build",
		code: "unmet-dependencies",
		message: "the packages asked for cannot be installed together",
		detail: [...output.split("\n"), ...complaints].filter((line) => line.trim() !== ""),
		hint: "look for a package that is excluded with \"-name\" and needed by another, or that comes from a repository not listed"
	});
}

// src/install/apt/apt.ts
/** The backend of Debian and its derivatives. */
function aptBackend(settings) {
	const { runner, packageStore, repositories } = settings;
	const apt = aptDirectories(path.join(settings.scratch, "apt"));
	let sources = [];
	let resolvedPackages = [];
	let options = installOptionsOf(void 0);
	return {
		name: "apt",
		layerVersion: "3",
		async resolve(request) {
			const suite = repositories.length > 0 ? await suiteOf(settings) : "";
			sources = repositories.length > 0 ? sourcesOfRepositories(repositories, suite) : await hostSources();
			await requireAccessFiles(repositories);
			await prepare(request.options);
			const texts = sources.map(({ name, text }) => ({
				name,
				text: withoutCredentials$1(text)
			}));
			const key = createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 32);
			const cached = {
				folders: settings.listsCache,
				key
			};
			const notes = await updateLists(runner, apt, cached, request.options.retries);
			await filterLists(runner, apt, repositories, suite);
			const resolution = await resolvePackages(runner, apt, request, settings.arch);
			resolvedPackages = resolution.packages;
			options = request.options;
			return {
				packages: resolvedPackages,
				variations: describeFilters(options),
				notes: [...notes, ...resolution.notes],
				warnings: resolution.warnings
			};
		},
		fetch: () => fetchPackages$1(runner, apt, packageStore, resolvedPackages, options.retries),
		async install(_resolution, root) {
			const newestSeconds = await newestPackage$1(apt, resolvedPackages);
			await installWithMmdebstrap(runner, apt, resolvedPackages, root, {
				...options,
				arch: settings.arch,
				epochSeconds: newestSeconds
			});
			return {
				warnings: [],
				newestSeconds
			};
		},
		finish: (request, resolution, root) => finishGuestApt(root, sources, request, resolution.packages)
	};
	async function prepare(options) {
		for (const folder of [
			apt.trustedParts,
			apt.sourceParts,
			path.join(apt.base, "state"),
			path.join(apt.base, "cache"),
			path.join(apt.base, "log")
		]) await fs.mkdir(folder, { recursive: true });
		await fs.writeFile(apt.status, "");
		for (const key of await hostKeys()) await fs.copyFile(key, path.join(apt.trustedParts, path.basename(key)));
		for (const [index, source] of sources.entries()) {
			const ordered = `${String(index).padStart(3, "0")}-${source.name}`;
			const place = source.name === "sources.list" ? apt.sourceList : path.join(apt.sourceParts, ordered);
			await fs.writeFile(place, source.text, { mode: 384 });
		}
		const { stdout } = await runner.run("apt-config", ["dump"]);
		const text = aptConfigText(apt, stdout, options, [...architectureSettings(settings.arch), ...accessSettings(repositories)]);
		await fs.writeFile(apt.configFile, text, { mode: 384 });
	}
}
async function suiteOf(settings) {
	if (settings.release !== void 0) return settings.release;
	const osRelease = await fs.readFile("/etc/os-release", "utf8").catch(() => "");
	const codename = /^VERSION_CODENAME=(\S+)$/m.exec(osRelease)?.[1];
	if (codename !== void 0) return codename;
	throw new ApplianceError({
		kind: "input",
		code: "no-release",
		message: "the repository names no suite, and this host has no code name to take instead",
		position: settings.repositories[0]?.position,
		hint: "add --releasever NAME, or write the suite after the URL: \"http://HOST/debian bookworm main\""
	});
}
/** @throws ApplianceError code `no-repository` */
async function hostSources() {
	const files = ["/etc/apt/sources.list", ...(await fs.readdir("/etc/apt/sources.list.d").catch(() => [])).filter((name) => /^[\w.-]+\.(?:list|sources)$/.test(name)).sort().map((name) => `/etc/apt/sources.list.d/${name}`)];
	const found = [];
	for (const file of files) {
		const text = await fs.readFile(file, "utf8").catch(() => "");
		if (/^\s*(?:deb\s|types:.*\bdeb\b)/im.test(text)) found.push({
			name: path.basename(file),
			text
		});
	}
	if (found.length > 0) return found;
	throw new ApplianceError({
		kind: "input",
		code: "no-repository",
		message: "the kickstart names no repository and this host has no apt sources to take instead",
		hint: "add a line such as: url --url=\"http://HOST/debian bookworm main\", or --repo NAME=URL"
	});
}
/** The archive keys this host trusts; `Signed-By` in a source names its own besides. */
async function hostKeys() {
	const folders = [["/etc/apt/trusted.gpg.d", /\.(?:gpg|asc)$/], ["/usr/share/keyrings", /-archive-keyring\.gpg$/]];
	const found = [];
	for (const [folder, pattern] of folders) {
		const names = await fs.readdir(folder).catch(() => []);
		found.push(...names.filter((name) => pattern.test(name)).map((name) => path.join(folder, name)));
	}
	return found;
}

// src/install/dnf/ask/refusals.ts
/** What curl says when nobody answers, as against an answer that is wrong: then the cache may serve. */
const unreachable = /Could(?:n't| not) (?:connect|resolve)|(?:Connection|Operation) timed out|Timeout was reached|Operation too slow|Connection refused|No route to host|Network is unreachable/i;
const metalink = {
	words: /metalink/i,
	what: "its metalink does not lead to usable metadata",
	hint: "a metalink names the checksums of the metadata: an expired one no longer fits what the mirrors have. Try again later, or give the address of a mirror with --baseurl or --repo NAME=URL"
};
const checksums = {
	words: /checksum|digest/i,
	what: "its files do not fit the checksums in its metadata",
	hint: "the repository is being changed right now, or a proxy before it serves old files; try again"
};
/** What is wrong with a repository, by the words that dnf, librepo and curl have for it. The first that fits is told. */
const troubles = [
	metalink,
	{
		words: /Status code: 404|HTTP\S* \S*404/i,
		what: "there is no repository at its address",
		hint: "the address must be that of the folder that holds repodata/"
	},
	{
		words: /Status code: (?:401|403|407)/i,
		what: "its server does not let this machine in",
		hint: "check the client certificate, the proxy or the user name and password in the address"
	},
	checksums,
	{
		words: /pars(?:e|er|ing) error|not well-formed|Document is empty|Parsing unsuccessful|Bad repomd|Start tag|cannot parse|unknown format|Bad .*xml/i,
		what: "what its address gives is no repository metadata",
		hint: "check the address; a proxy or a login page may answer in its place"
	},
	{
		words: /SSL|certificate|TLS/i,
		what: "its server cannot be trusted or does not trust this machine",
		hint: "give its authority with --sslcacert, or see --noverifyssl"
	}
];
function nobodyAnswers({ code, detail }) {
	const told = detail.filter((line) => /curl error|Status code/i.test(line));
	return code === "repository" && told.length > 0 && told.every((line) => unreachable.test(line));
}
/** No user name or password of an address is shown. */
const withoutCredentials = (line) => line.replaceAll(/(:\/\/)[^/\s]+@/g, "$1***@");
/** @param repositories those of the request, for the position of the one that failed */
function repositoryError(refusal, repositories) {
	const detail = [...new Set(refusal.detail.map(withoutCredentials))];
	const text = detail.join("\n");
	const silent = nobodyAnswers(refusal);
	const repository = repositories.find(({ name }) => name === refusal.repository);
	const found = silent ? void 0 : troubles.find(({ words }) => words.test(text));
	const trouble = found === checksums && repository?.list === "metalink" ? metalink : found;
	const name = repository === void 0 ? "a package repository" : `the repository ${repository.name}`;
	return new ApplianceError({
		kind: "build",
		code: silent ? "repository-unreachable" : "repository-failed",
		message: silent ? `${name} cannot be reached, and the cache holds no metadata of it` : `${name} cannot be used: ${trouble?.what ?? "it gives no usable metadata"}`,
		position: repository?.position,
		detail,
		hint: trouble?.hint ?? "check the url and repo lines, --repo, and the network"
	});
}
/** What a chain of reasons ends in; all the rest follows from it. */
const causes = /nothing provides|conflicts with|cannot install both|is filtered out|does not have a compatible architecture|excluded/;
const mostLines = 8;
/** dnf explains each package that cannot be installed; one explanation and all the causes are what helps. */
function shortExplanation(lines) {
	const starts = lines.flatMap((line, index) => /^\s*Problem\b/.test(line) ? [index] : []);
	const problems = starts.map((start, index) => lines.slice(start, starts[index + 1]));
	if (problems.length < 2) return lines.slice(0, 24);
	const shortest = problems.toSorted((one, other) => one.length - other.length);
	const shown = shortest.find((problem) => problem.some((line) => causes.test(line))) ?? shortest[0] ?? [];
	const others = [...new Set(lines.filter((line) => causes.test(line) && !shown.includes(line)))];
	return [
		...shown.map((line) => line.replace(/^\s*Problem \d+/, "Problem")),
		...others.length === 0 ? [] : [`${problems.length - 1} further problems, which come from:`],
		...others.slice(0, mostLines),
		...others.length > mostLines ? [`  and ${others.length - mostLines} more causes; build.log has all of it`] : []
	];
}
function dependencyError(refusal) {
	return new ApplianceError({
		kind: "build",
		code: "unmet-dependencies",
		message: "the packages asked for cannot be installed together",
		detail: shortExplanation(refusal.detail),
		hint: "look for a package that is excluded with \"-name\" and needed by another, or that comes from a repository not listed; %packages --ignorebroken leaves out what cannot be installed"
	});
}
function moduleError(refusal, plan) {
	const line = plan.modules[refusal.index ?? 0];
	const without = refusal.code === "no-modules";
	return new ApplianceError({
		kind: without ? "tool" : "input",
		code: without ? "no-modules" : "module-refused",
		message: without ? "the dnf 5 of this host cannot deal with modules" : `the module ${line?.name} cannot be had as the kickstart asks`,
		position: line?.position,
		detail: refusal.detail,
		hint: without ? "install dnf 4, which knows them" : "only one stream of a module can be enabled"
	});
}

// src/install/dnf/program.ts
/** On EL 8 dnf has an interpreter of its own; and what `python3` on the PATH is may be anybody's. */
const interpreters = ["/usr/libexec/platform-python", "/usr/bin/python3"];
/** dnf 4 first: not every dnf 5 can deal with modules. Prints nothing if the interpreter has neither. */
const probe = `
import importlib.util as finder
known = lambda name: finder.find_spec(name) is not None
print("dnf4" if known("dnf") else "dnf5" if known("libdnf5") else "")
`;
/** Neither the user's packages nor the environment count. */
const isolated = [
	"-s",
	"-E",
	"-B"
];
/** @throws ApplianceError kind `tool` if the host has neither generation */
async function findDnf(runner) {
	for (const interpreter of interpreters) {
		const generation = await runner.run(interpreter, [
			...isolated,
			"-c",
			probe
		]).then(({ stdout }) => stdout.trim()).catch((error) => {
			if (error instanceof ApplianceError && error.kind !== "interrupted") return "";
			throw error;
		});
		if (generation === "dnf4" || generation === "dnf5") return {
			generation,
			interpreter
		};
	}
	throw new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: "this host has no dnf that can be asked: neither the Python module of dnf 4 nor that of dnf 5",
		hint: "install the package dnf (Debian, EL) or python3-libdnf5 (Fedora), or add --install-tools"
	});
}
/** @throws ApplianceError code `tool-failed` if the program broke down */
async function askDnf(runner, program, request) {
	const script = fileURLToPath(new URL(`./python/${program.generation}.py`, import.meta.url));
	const { stdout } = await runner.run(program.interpreter, [...isolated, script], {
		input: JSON.stringify(request),
		failure: `${program.generation === "dnf4" ? "dnf 4" : "dnf 5"} could not be asked`
	});
	const answer = JSON.parse(stdout.split("\n").at(-1) ?? "");
	if (isRefusal(answer)) for (const line of answer.error.detail) runner.log(withoutCredentials(line));
	return answer;
}
function isRefusal(answer) {
	return typeof answer === "object" && answer !== null && "error" in answer;
}

// src/install/dnf/ask/metadata.ts
/** dnf's locks and half-loaded files. */
const passing = /\.(?:pid|lock|tmp)$|(?:^|\/)tmpdir\./;
/**
* Asks dnf with the metadata of an earlier build at hand, so an unchanged repository costs one request. If nobody answers,
* that metadata serves as it is, and a note says so.
*
* @param cached the metadata of just these repositories, in the cache; `request.cacheDirectory` becomes a copy of it
*/
async function resolveWithMetadata(runner, program, request, cached) {
	const copy = request.cacheDirectory;
	const { folders, key } = cached;
	const saved = await folders.copyOut(key, copy);
	await fs.mkdir(copy, { recursive: true });
	const answer = await askDnf(runner, program, request);
	if (isRefusal(answer)) {
		if (saved === void 0 || !nobodyAnswers(answer.error)) return {
			answer,
			notes: []
		};
		await fs.rm(copy, { recursive: true });
		const again = await folders.copyOut(key, copy);
		if (again === void 0) return {
			answer,
			notes: []
		};
		return {
			answer: await askDnf(runner, program, {
				...request,
				offline: true
			}),
			notes: [`no package repository can be reached; using the metadata of ${again.toISOString().slice(0, 16)}Z from the cache`]
		};
	}
	try {
		await folders.putBack(key, copy, (name) => !passing.test(name));
		return {
			answer,
			notes: []
		};
	} catch (error) {
		return {
			answer,
			notes: [notKept("the metadata of the repositories", error)]
		};
	}
}

// src/install/dnf/ask/packages.ts
/**
* What RPM allows in each part of a package's name; they become file names and arguments here, and metadata may hold
* anything. A name begins with a letter, a digit or `_`, so none is taken for an option.
*/
const partPattern = /^[A-Za-z0-9._+~^-]+$/;
const namePattern = /^[A-Za-z0-9_][A-Za-z0-9._+~^-]*$/;
const sha256Pattern = /^[0-9a-f]{64}$/;
/** @throws ApplianceError codes `no-checksum`, `bad-metadata` */
function rpmPackages(found) {
	return found.map(rpmPackage).sort(comparePackages);
}
function rpmPackage(found) {
	const { name, epoch, version, release, arch, checksum } = found;
	const fileName = `${name}-${version}-${release}.${arch}.rpm`;
	if (!namePattern.test(name) || ![
		version,
		release,
		arch
	].every((part) => partPattern.test(part))) throw new ApplianceError({
		kind: "build",
		code: "bad-metadata",
		message: `the repository ${found.repository} has a package with the impossible name ${JSON.stringify(fileName)}`
	});
	if (!sha256Pattern.test(checksum)) throw new ApplianceError({
		kind: "build",
		code: "no-checksum",
		message: `the repository ${found.repository} lists ${path.basename(fileName, ".rpm")} without a SHA-256 checksum, so it can't be verified`,
		hint: "make the repository anew: createrepo_c --checksum=sha256"
	});
	return {
		name,
		version: `${epoch === 0 ? "" : `${epoch}:`}${version}-${release}`,
		arch,
		sha256: checksum,
		sizeBytes: found.sizeBytes,
		installedBytes: found.installedBytes,
		repository: found.repository,
		location: found.location,
		fileName
	};
}

// src/install/dnf/ask/request.ts
/** dnf's own default is to try ten times, which takes minutes where nobody answers. */
const defaultRetries = 2;
const defaultTimeoutSeconds = 30;
function resolveRequest(plan, target, repositories, places) {
	const { options } = plan;
	return {
		action: "resolve",
		...places,
		offline: false,
		variables: {
			arch: target.arch,
			basearch: target.arch,
			...target.releasever === void 0 ? {} : { releasever: target.releasever }
		},
		weakDependencies: options.weakDependencies,
		multilib: options.multilib,
		ignoreMissing: options.ignoreMissing,
		ignoreBroken: options.ignoreBroken,
		timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
		retries: (options.retries ?? defaultRetries) + 1,
		repositories: repositories.map(dnfRepository),
		install: plan.requested.map((line, index) => ({
			index,
			specs: [line.name, ...line.alternatives ?? []],
			optional: line.optional ?? false
		})),
		exclude: plan.excluded.map(spec),
		groups: plan.groups.map((group, index) => ({
			...spec(group, index),
			members: group.members,
			optional: group.optional ?? false
		})),
		excludeGroups: plan.excludedGroups.map(spec),
		environment: plan.environment === void 0 ? null : {
			index: 0,
			spec: plan.environment.name === "default" ? null : plan.environment.name
		},
		modules: plan.modules.map(moduleLine)
	};
}
const spec = ({ name }, index) => ({
	index,
	spec: name
});
function moduleLine({ name, stream, profile, disable }, index) {
	const named = profile === "default" ? void 0 : profile;
	const withStream = stream === void 0 ? name : `${name}:${stream}`;
	return {
		index,
		name,
		stream: stream ?? null,
		profile: named ?? null,
		act: disable ? "disable" : profile === void 0 ? "enable" : "install",
		spec: disable ? name : named === void 0 ? withStream : `${withStream}/${named}`
	};
}
/**
* Names the metadata of just these repositories in the cache. Names may be seen by many, and from a digest with a password
* in it that could be guessed: so credentials do not count. But dnf itself calls its folders after addresses with all that
* is in them: metadata from a repository with a password stays on the machine.
*/
function repositoriesKey(repositories) {
	const plain = repositories.map(({ id, settings }) => ({
		id,
		settings: Object.fromEntries(Object.entries(settings).filter(([name]) => !credentialSettings.has(name)).map(([name, value]) => [name, withoutUser(value)]))
	}));
	const text = JSON.stringify(plain);
	const digest = createHash("sha256").update(text).digest("hex").slice(0, 32);
	return text === JSON.stringify(repositories) ? digest : `private-${digest}`;
}
const credentialSettings = /* @__PURE__ */ new Set([
	"username",
	"password",
	"proxy_username",
	"proxy_password"
]);
function withoutUser(value) {
	if (typeof value === "string") return value.replace(/(:\/\/)[^/\s]+@/, "$1");
	return typeof value === "object" ? value.map((one) => String(withoutUser(one))) : value;
}
/** A folder of this machine may be given as a path. */
const urlOf = (url) => url.startsWith("/") ? `file://${url}` : url;
function dnfRepository({ name, url, list, cost, priority, access, packages }) {
	const settings = {
		...list === void 0 ? { baseurl: [urlOf(url)] } : { [list]: urlOf(url) },
		...proxySettings(access?.proxy),
		sslverify: access?.noVerifySsl === true ? false : void 0,
		sslcacert: fileOf$1(access?.sslCaCert),
		sslclientcert: fileOf$1(access?.sslClientCert),
		sslclientkey: fileOf$1(access?.sslClientKey),
		cost,
		priority,
		includepkgs: atLeastOne(packages?.included),
		excludepkgs: atLeastOne(packages?.excluded)
	};
	const given = Object.entries(settings).flatMap(([key, value]) => value === void 0 ? [] : [[key, value]]);
	return {
		id: name,
		settings: Object.fromEntries(given)
	};
}
/** dnf takes the user of a proxy apart from its address (dnf.conf(5)); a host alone is one for http. */
function proxySettings(proxy) {
	if (proxy === void 0) return {};
	const address = proxy.includes("://") ? proxy : `http://${proxy}`;
	if (!URL.canParse(address)) return { proxy };
	const url = new URL(address);
	const user = {
		proxy_username: decoded(url.username),
		proxy_password: decoded(url.password)
	};
	const hasUser = url.username !== "";
	url.username = "";
	url.password = "";
	return {
		proxy: url.href,
		...hasUser ? user : {}
	};
}
/** A percent sign that is none of an escape is itself. */
const decoded = (text) => text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => new TextDecoder().decode(Buffer.from(bytes.replaceAll("%", ""), "hex")));
const fileOf$1 = (file) => file === void 0 ? void 0 : localPath(file);
const atLeastOne = (names) => names === void 0 || names.length === 0 ? void 0 : names;

// src/install/dnf/ask/unknown-lines.ts
const named = (profile) => profile !== void 0 && profile !== "default";
/** Where each kind of line stands in the plan, and how it is called. */
const kinds = {
	package: {
		what: "package",
		lines: ({ requested }) => requested
	},
	broken: {
		what: "package",
		lines: ({ requested }) => requested
	},
	exclude: {
		what: "package",
		lines: ({ excluded }) => excluded
	},
	group: {
		what: "package group",
		lines: ({ groups }) => groups
	},
	environment: {
		what: "environment",
		lines: ({ environment }) => environment === void 0 ? [] : [environment]
	},
	module: {
		what: "module",
		lines: ({ modules }) => modules.map(({ name, stream, profile, position }) => ({
			name: `${name}${stream === void 0 ? "" : `:${stream}`}${named(profile) ? `/${profile}` : ""}`,
			position
		}))
	}
};
/** One error for each line that names what no repository has. */
function unknownErrors(plan, { unknown, known }) {
	return unknown.flatMap((miss) => {
		const told = tell(plan, miss, known);
		return told === void 0 ? [] : [new ApplianceError({
			kind: "input",
			...told
		})];
	}).sort((one, other) => (one.position?.line ?? 0) - (other.position?.line ?? 0));
}
/** What was left out of the request, to be told; what the plan added itself and could do without is a note. */
function leftOutLines(plan, { unknown, leftOut, known }) {
	const warnings = [];
	const notes = [];
	for (const miss of [...unknown, ...leftOut]) {
		const line = kinds[miss.kind].lines(plan)[miss.index];
		const told = tell(plan, miss, known);
		if (line === void 0 || told === void 0) continue;
		if (line.position !== void 0) warnings.push({
			...told,
			message: `${told.message}; it is left out`
		});
		else notes.push(`${line.name} (${line.reason}) is in no repository and was left out`);
	}
	return {
		warnings,
		notes
	};
}
function tell(plan, { kind, index }, known) {
	const { what, lines } = kinds[kind];
	const line = lines(plan)[index];
	if (line === void 0) return void 0;
	const why = line.position === void 0 && line.reason !== void 0 ? ` (needed for: ${line.reason})` : "";
	const near = closest(line.name, known?.[kind] ?? []);
	return {
		code: kind === "broken" ? "broken-package" : `unknown-${kind === "exclude" ? "package" : kind}`,
		message: kind === "broken" ? `the package ${line.name} cannot be installed with the others` : `no repository has ${kind === "environment" ? "an" : "a"} ${what} named ${line.name}${why}`,
		position: line.position,
		hint: near === void 0 ? void 0 : `did you mean ${near}?`
	};
}

// src/install/dnf/fetch.ts
/**
* Puts the package files of the set into a folder: from the cache where it has them, else downloaded by dnf. Each is
* compared with the checksum of the metadata; new ones are added to the cache, after a failure too.
*
* @param folder existing
* @throws ApplianceError code `download-failed` with dnf's words, `checksum-mismatch`
*/
async function fetchRpms(runner, dnf, store, packages, folder) {
	const missing = await takeFromStore(store, packages, folder);
	return {
		notes: missing.length === 0 ? [] : await download(runner, dnf, store, missing, folder),
		...fetchedFigures(packages, missing)
	};
}
async function download(runner, { program, request }, store, missing, folder) {
	const answer = await askDnf(runner, program, {
		...request,
		action: "download",
		packages: missing.map(({ repository, location }) => ({
			repository,
			location
		}))
	});
	const notes = await take(store, missing, isRefusal(answer) ? answer.error.files ?? [] : answer.files, folder);
	if (isRefusal(answer)) throw downloadError(answer.error, missing);
	return notes;
}
/** @returns notes for the user: a cache that cannot be written costs time in the next build, not this build */
async function take(store, wanted, files, folder) {
	const places = new Map(files.map(({ repository, location, file }) => [`${repository} ${location}`, file]));
	const notes = /* @__PURE__ */ new Set();
	for (const { repository, location, sha256, fileName } of wanted) {
		const file = places.get(`${repository} ${location}`);
		if (file === void 0) continue;
		const copy = path.join(folder, fileName);
		await fs.copyFile(file, copy, fs.constants.COPYFILE_FICLONE);
		try {
			await store.add(sha256, copy);
		} catch (error) {
			if (error instanceof ApplianceError) throw error;
			notes.add(notKept("the packages", error));
		}
	}
	return [...notes];
}
const gone = /Status code: 404|No such file|Couldn't open file|cannot open/i;
const changed = /checksum|digest|replaced/i;
function downloadError({ detail }, missing) {
	const told = [...new Set(detail.map(withoutCredentials))];
	const text = told.join("\n");
	return new ApplianceError({
		kind: "build",
		code: "download-failed",
		message: `cannot download ${missing.length === 1 ? missing[0]?.name : `all of ${missing.length} packages`}`,
		detail: told.slice(-10),
		hint: gone.test(text) ? "a package that the metadata lists is not there: the repository was changed while the build ran; try again" : changed.test(text) ? "a package differs from what the metadata says: the mirror or a proxy before it is at fault, or it is being changed right now" : "check the network and the mirror; what was downloaded so far is kept in the cache"
	});
}

// src/install/dnf/guest.ts
/**
* Gives the guest the repositories that `repo --install` names, their keys, and the streams of the modules that were
* enabled (dnf(8), "MODULE COMMAND"; files as dnf 4 writes them).
*
* @returns notes for the user
*/
async function finishGuestDnf(root, { repositories, keys, modules }) {
	const files = rootFiles(root);
	const notes = [];
	for (const repository of repositories.filter(({ forBuildOnly }) => forBuildOnly !== true)) {
		const { name, url } = repository;
		if (!/^(?:https?|ftp):/i.test(url)) {
			notes.push(`the appliance does not get the repository ${name}: it is a folder of this machine`);
			continue;
		}
		const places = (keys.get(name) ?? []).map((key, index) => ({
			key,
			place: `/etc/pki/rpm-gpg/RPM-GPG-KEY-${name}${index === 0 ? "" : `-${index + 1}`}`
		}));
		for (const { key, place } of places) await files.write(place, key.text);
		await files.write(`/etc/yum.repos.d/${name}.repo`, repositoryText(repository, places.map(({ place }) => place)));
	}
	for (const { name, stream, profiles, state } of modules) await files.write(`/etc/dnf/modules.d/${name}.module`, `[${name}]\nname=${name}\nstream=${stream}\nprofiles=${profiles.join(",")}\nstate=${state}\n`);
	return notes;
}
/** dnf passes over a repository of this name: the section is that of its own settings (dnf.conf(5), "[MAIN] OPTIONS"). */
const sectionOf = (name) => name === "main" ? "main-repository" : name;
/** dnf.conf(5), "REPO OPTIONS". Passwords of the building machine stay there. */
function repositoryText(repository, keyFiles) {
	const { name, url, list, cost, priority, packages, access } = repository;
	return `${[
		`[${sectionOf(name)}]`,
		`name=${name}`,
		`${list ?? "baseurl"}=${url.replace(/(:\/\/)[^/\s]+@/, "$1")}`,
		"enabled=1",
		keyFiles.length > 0 ? "gpgcheck=1" : void 0,
		keyFiles.length > 0 ? `gpgkey=${keyFiles.map((file) => `file://${file}`).join(" ")}` : void 0,
		cost === void 0 ? void 0 : `cost=${cost}`,
		priority === void 0 ? void 0 : `priority=${priority}`,
		packages === void 0 || packages.included.length === 0 ? void 0 : `includepkgs=${packages.included.join(" ")}`,
		packages === void 0 || packages.excluded.length === 0 ? void 0 : `excludepkgs=${packages.excluded.join(" ")}`,
		access?.noVerifySsl === true ? "sslverify=0" : void 0
	].filter((line) => line !== void 0).join("\n")}\n`;
}

// src/install/dnf/rpm.ts
/**
* Options that make the host's rpm read nothing but its own defaults: no macros of the machine or its user, which could
* change the database's place or what is installed (rpm(8), "FILES").
*/
const rpmDefaults = ["--macros=/usr/lib/rpm/macros", "--rcfile=/usr/lib/rpm/rpmrc"];
const define = (name, value) => ["--define", `${name} ${value}`];
/** The format that the host's rpm writes here, whatever its own is. */
const writtenFormat = "sqlite";
/**
* Options for the host's rpm, rpmdb and rpmkeys.
*
* @param place of the database, as seen inside of the root
* @param root undefined: the host's
*/
const rpmOptions = (place, root) => [
	...rpmDefaults,
	...root === void 0 ? [] : [`--root=${root}`],
	`--dbpath=${place}`,
	...define("_db_backend", writtenFormat)
];

// src/install/dnf/root/database.ts
/** Where the database lies while packages are installed, and where Fedora (36) and EL (10) have it for good. */
const databasePlace = "/usr/lib/sysimage/rpm";
/** The second one came with rpm 6. */
const lockFiles = [".rpm.lock", ".keyring.lock"];
/** In the guest; only there while the database is moved from one format to another. */
const exported = "/var/tmp/rpm-headers";
/**
* Brings the database to the place and into the format that the guest's own rpm reads. A guest without rpm keeps it where
* it is. The guest's rpm must then see just the packages that were resolved.
*
* @throws ApplianceError code `rpm-database` if it sees others
*/
async function settleDatabase(runner, root, packages) {
	try {
		var _usingCtx$8 = _usingCtx();
		const files = rootFiles(root);
		const host = rpmOptions(databasePlace, root);
		await runner.run("rpmdb", [...host, "--rebuilddb"], { failure: "the rpm database cannot be made anew" });
		for (const name of lockFiles) await files.remove(`${databasePlace}/${name}`);
		if (!await files.exists("/usr/bin/rpm")) return await removeJournal(await files.path(databasePlace));
		const chroot = _usingCtx$8.a(await enterRoot(runner, root));
		const [place = databasePlace, format = writtenFormat] = await settingsOf(chroot);
		if (format !== "sqlite") {
			await runner.run("rpmdb", [...host, "--exportdb"], { outputFile: await files.path(exported) });
			await fs.rm(await files.path(databasePlace), { recursive: true });
			await chroot.run("rpmdb", ["--importdb"], {
				inputFile: await files.path(exported),
				failure: `the guest's rpm cannot take over the database in its format ${format}`
			});
			await files.remove(exported);
			for (const name of lockFiles) await files.remove(`${place}/${name}`);
		} else await move(await files.path(databasePlace), await files.path(place));
		const { stdout } = await chroot.run("rpm", [
			"-qa",
			"--queryformat",
			"%{NAME} %{EVR} %{ARCH}\\n"
		], { okCodes: everyExitCode });
		await removeJournal(await files.path(format === "sqlite" ? place : databasePlace));
		compare(stdout, packages);
	} catch (_) {
		_usingCtx$8.e = _;
	} finally {
		await _usingCtx$8.d();
	}
}
/** The lines of `rpm -qa`, each beginning with a name, without the keys that a release package imported: they are listed, too. */
const packageLines = (listing) => listing.split("\n").filter((line) => line !== "" && !/^gpg-pubkey(?: |$)/.test(line));
/** Metadata may call a package something else than it is; and a database that the guest cannot read has nothing at all. */
function compare(listing, packages) {
	const seen = new Set(packageLines(listing).map((line) => line.replace(" 0:", " ")));
	const resolved = new Set(packages.map(({ name, version, arch }) => `${name} ${version} ${arch}`));
	const differing = [...[...resolved].filter((one) => !seen.has(one)).map((one) => `not there: ${one}`), ...[...seen].filter((one) => !resolved.has(one)).map((one) => `not asked for: ${one}`)];
	if (differing.length === 0) return;
	throw new ApplianceError({
		kind: "build",
		code: "rpm-database",
		message: `what the guest's rpm says is installed differs from what the repositories call it: ${seen.size} packages, and ${resolved.size} were resolved`,
		detail: differing.slice(0, mostDifferences),
		hint: "the metadata of a repository is wrong: make it anew with createrepo_c; or, if no package is there, please report the name of the distribution"
	});
}
const mostDifferences = 10;
/** Reading leaves an empty journal and its index (sqlite.org/wal.html), which would differ from build to build. */
async function removeJournal(folder) {
	const journal = path.join(folder, "rpmdb.sqlite-wal");
	if ((await fs.stat(journal).catch(() => void 0))?.size !== 0) return;
	for (const file of [journal, path.join(folder, "rpmdb.sqlite-shm")]) await fs.rm(file, { force: true });
}
async function settingsOf(chroot) {
	const { stdout } = await chroot.run("rpm", [
		"--eval",
		"%{_dbpath}",
		"--eval",
		"%{?_db_backend}"
	], { failure: "the guest's rpm does not say where its database is" });
	return stdout.split("\n").map((line) => line.trim());
}
/** Distributions that moved the database leave a link at the old place: then both paths are one folder. */
async function move(from, to) {
	if (from === to) return;
	await fs.mkdir(to, { recursive: true });
	for (const name of await fs.readdir(from)) await fs.rename(path.join(from, name), path.join(to, name));
	await fs.rmdir(from);
}

// src/install/dnf/root/scriptlets.ts
const failure$1 = /^(?:warning|error): (%\w+)\((\S+)\) scriptlet failed, (exit status \d+|signal \d+)/;
/** With --verbose, rpm prints the name of each package when it starts with it. */
const started = /^\S+-[^-\s]+-[^-\s]+\.\w+$/;
/** rpm's own words, which no scriptlet printed. */
const own = /^(?:warning|error): |^(?:Verifying|Preparing|Updating|Cleaning up)\b.*\.\.\.|^rpm: /;
/** Follows the output of rpm, and tells which scriptlets failed and what they had printed. */
var ScriptletWatch = class {
	failed = [];
	#output = [];
	take(line) {
		const [, scriptlet, nevra, ending] = failure$1.exec(line) ?? [];
		if (scriptlet !== void 0 && nevra !== void 0 && ending !== void 0) {
			this.failed.push({
				scriptlet: scriptlet.replace(/^%(pre|post)in$/, "%$1"),
				nevra,
				ending,
				output: this.#output
			});
			this.#output = [];
		} else if (started.test(line)) this.#output = [];
		else if (!own.test(line)) this.#output = [...this.#output, line].slice(-20);
	}
};

// src/install/dnf/root/transaction.ts
/**
* kernel-install(8) plugins that would make an initramfs now: it is made once, when the root is configured. A link to
* /dev/null takes a plugin out.
*/
const maskedPlugins = ["50-dracut.install", "51-dracut-rescue.install"];
const pluginFolder = "etc/kernel/install.d";
/**
* Installs the packages into an empty root with the host's rpm, in one transaction. Scriptlets run inside the root, with
* a minimal /dev, a read-only /sys and processes of their own.
*
* @param folder has the package files, already verified
* @returns a warning for each scriptlet that failed, if that is to be forgiven
* @throws ApplianceError codes `scriptlet-failed`, `file-conflict`, `no-space`, `install-failed`
*/
async function installRpms(runner, packages, folder, root, options) {
	try {
		var _usingCtx$7 = _usingCtx();
		const plugins = path.join(root, pluginFolder);
		await fs.mkdir(plugins, { recursive: true });
		for (const name of maskedPlugins) await fs.symlink("/dev/null", path.join(plugins, name));
		const list = await writeList(folder, packages);
		const watch = new ScriptletWatch();
		const chroot = _usingCtx$7.a(await enterRoot(runner, root));
		const env = {
			...guestEnvironment,
			SOURCE_DATE_EPOCH: String(options.epochSeconds)
		};
		const { exitCode, tail } = await runIsolated(runner, {
			root: void 0,
			mountProcOn: path.join(chroot.root, "proc"),
			env
		}, "rpm", [
			...rpmOptions(databasePlace, root),
			...define("_flush_io", "0"),
			...options.arch === hostArchitecture() ? [] : ["--ignorearch"],
			...define("_transaction_color", "3"),
			...options.languages === void 0 ? [] : define("_install_langs", options.languages.join(":") || "%{nil}"),
			...options.excludeDocs ? ["--excludedocs"] : [],
			...[
				"--upgrade",
				"--verbose",
				"--nosignature"
			],
			list
		], {
			cwd: folder,
			logOutput: true,
			okCodes: everyExitCode,
			onLine: (line) => watch.take(line)
		});
		for (const name of maskedPlugins) await fs.rm(path.join(plugins, name), { force: true });
		if (!(exitCode === 0 || watch.failed.length > 0 && await countInstalled(runner, root) === packages.length)) throw failure(watch, tail);
		const [first] = watch.failed;
		if (first !== void 0 && !options.ignoreBroken) throw scriptletError(first);
		return watch.failed.map((failed) => {
			const { code, message, detail } = scriptletError(failed);
			return {
				code,
				message: [message, ...detail.slice(-1)].join(": ")
			};
		});
	} catch (_) {
		_usingCtx$7.e = _;
	} finally {
		await _usingCtx$7.d();
	}
}
/** @returns when the newest of the packages was built, in seconds since 1970 */
async function newestPackage(runner, folder, packages) {
	const { stdout } = await runner.run("rpm", [...rpmOptions(databasePlace), ...[
		"--query",
		"--package",
		"--nosignature",
		"--queryformat",
		"%{BUILDTIME}\\n",
		await writeList(folder, packages)
	]], {
		cwd: folder,
		failure: "the packages do not tell when they were built"
	});
	return Math.max(0, ...stdout.split("\n").map(Number));
}
/** rpm parts its lines at blanks and takes them for patterns, which these names are free of, and their folder need not be. */
async function writeList(folder, packages) {
	const list = "packages.list";
	await fs.writeFile(path.join(folder, list), packages.map(({ fileName }) => `${fileName}\n`).join(""));
	return list;
}
async function countInstalled(runner, root) {
	const { stdout } = await runner.run("rpm", [...rpmOptions(databasePlace, root), ...[
		"-qa",
		"--queryformat",
		"%{NAME}\\n"
	]]);
	return packageLines(stdout).length;
}
function scriptletError({ scriptlet, nevra, ending, output }) {
	return new ApplianceError({
		kind: "build",
		code: "scriptlet-failed",
		message: `the ${scriptlet} scriptlet of ${nevra} failed (${ending})`,
		detail: output,
		hint: "it is the package that is at fault, or it needs another one that it does not ask for; %packages --ignorebroken goes on after scriptlets that fail when the package is already in place"
	});
}
function failure(watch, tail) {
	const lines = tail.filter((line) => /^(?:error|warning):|^\s/.test(line)).map((line) => line.trim());
	const conflict = tail.some((line) => /conflicts (?:with|between)/.test(line));
	const full = tail.some((line) => diskFull.test(line) || /needs \S+ (?:more space|inodes) on the/.test(line));
	const [failed] = watch.failed;
	if (failed !== void 0 && !full) return scriptletError(failed);
	return new ApplianceError({
		kind: "build",
		code: full ? "no-space" : conflict ? "file-conflict" : "install-failed",
		message: full ? "there is no room to install the packages" : conflict ? "packages bring the same file with different content" : "rpm cannot install the packages",
		detail: lines.length > 0 ? lines : tail,
		hint: full ? diskFullHint : conflict ? "exclude one of the packages with \"-name\" in %packages" : "the lines above are what rpm says; build.log has all of them"
	});
}

// src/install/dnf/verify/keys.ts
/** RFC 9580, §6.2. */
const armor = /-----BEGIN PGP PUBLIC KEY BLOCK-----/;
const largestBytes$1 = 1 << 20;
const fetchTimeoutMilliseconds = 3e4;
/**
* The keys of each repository that names some.
*
* @param store where keys from the network are kept for a build without network
* @returns by the repository's name
* @throws ApplianceError code `key-unusable`, kind `interrupted` if the signal was aborted
*/
async function keysOf(repositories, store, signal) {
	const found = /* @__PURE__ */ new Map();
	for (const { name, keys = [], position } of repositories) {
		const read = keys.map((source) => readKey(source, {
			store,
			signal,
			position
		}));
		if (read.length > 0) found.set(name, await Promise.all(read));
	}
	return found;
}
async function readKey(source, { store, signal, position }) {
	try {
		const text = await textOf(source, store, signal);
		if (armor.test(text)) return {
			source,
			text
		};
		throw new Error("it holds no public key in ASCII armor");
	} catch (error) {
		throwIfInterrupted(signal);
		throw new ApplianceError({
			kind: "input",
			code: "key-unusable",
			message: `the key ${withoutCredentials(source)} cannot be used: ${error.message}`,
			position,
			hint: "export it with: gpg --armor --export KEY-ID"
		});
	}
}
async function textOf(source, store, signal) {
	if (/^https?:/i.test(source)) return await fetchKey(source, store, signal);
	return await fs.readFile(/^file:/i.test(source) ? new URL(source) : source, "utf8");
}
async function fetchKey(url, store, signal) {
	const key = createHash("sha256").update(withoutCredentials(url)).digest("hex");
	const late = AbortSignal.timeout(fetchTimeoutMilliseconds);
	try {
		const { address, headers } = withAuthorization(url);
		const response = await fetch(address, {
			headers,
			signal: AbortSignal.any([late, signal])
		});
		if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
		const text = await response.text();
		if (text.length > largestBytes$1) throw new Error("it is too large for a key");
		if (armor.test(text)) await store.put(key, (part) => fs.writeFile(part, text)).catch(() => void 0);
		return text;
	} catch (error) {
		const kept = late.aborted || error.name === "TypeError" ? await store.get(key) : void 0;
		if (kept !== void 0) return await fs.readFile(kept, "utf8");
		const { cause, message } = error;
		throw new Error(cause instanceof Error ? cause.message : message, { cause: error });
	}
}
/** fetch() takes no address with a user name in it; they go into a header (RFC 7617). */
function withAuthorization(url) {
	const address = new URL(url);
	const { username, password } = address;
	if (username === "" && password === "") return {
		address,
		headers: {}
	};
	const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	address.username = "";
	address.password = "";
	return {
		address,
		headers: { authorization: `Basic ${Buffer.from(words).toString("base64")}` }
	};
}

// src/install/dnf/verify/release-keys.ts
/** `fedora-gpg-keys`, `centos-gpg-keys`, `rocky-release`, `epel-release`, `almalinux-release`. */
const releasePackage = /(?:^|-)(?:release|gpg-keys|keyring|keys)(?:-|$)/;
const keyFolder = "/etc/pki/rpm-gpg";
/**
* The keys that the release packages of a set bring: what the guest itself would trust. They are taken from the files,
* as nothing is installed yet; the packages' scriptlets do not run.
*/
async function releaseKeys(runner, { folder, packages, scratch }) {
	const bearers = packages.filter(({ name }) => releasePackage.test(name));
	if (bearers.length === 0) return [];
	const root = path.join(scratch, "release-keys");
	await fs.mkdir(root);
	await runner.run("rpm", [
		...rpmOptions("/rpmdb", root),
		...[
			"--install",
			"--nodeps",
			"--noscripts",
			"--notriggers",
			"--nosignature",
			"--ignorearch",
			"--ignoreos"
		],
		...bearers.map(({ fileName }) => fileName)
	], {
		cwd: folder,
		failure: "the release packages cannot be opened"
	});
	return await keysIn(root);
}
/** @param root nobody has verified what is in it: no link leads out of it */
async function keysIn(root) {
	const files = rootFiles(root);
	const folder = await files.path(keyFolder);
	const keys = [];
	for (const name of await files.list(keyFolder)) {
		const file = path.join(folder, name);
		if (!(await fs.lstat(file)).isFile()) continue;
		const text = await fs.readFile(file, "utf8");
		if (armor.test(text)) keys.push({
			source: `${keyFolder}/${name}`,
			text
		});
	}
	return keys;
}

// src/install/dnf/verify/signatures.ts
/**
* Verifies every package with the keys of its repository, or without them with those that the release packages of the
* set bring. A bad signature is an error everywhere; one that is missing or by an unknown key is where the repository
* has keys of its own, or is to be checked, or signatures are required.
*
* @returns a warning for each repository with packages that are not verified
* @throws ApplianceErrors codes `bad-signature`, `not-verified`
*/
async function checkSignatures(runner, check) {
	const fromRelease = await releaseKeys(runner, check);
	const warnings = [];
	for (const [name, packages] of byRepository(check.packages)) {
		const repository = check.repositories.find((one) => one.name === name);
		const own = check.keys.get(name);
		const keys = own ?? fromRelease;
		const verdicts = await verdictsOf(runner, await openKeyring(runner, path.join(check.scratch, `keyring-${name}`), keys, own === void 0), check.folder, packages);
		const bad = packages.filter(({ fileName }) => verdicts.get(fileName) === "bad");
		if (bad.length > 0) throw badSignature(bad, name, repository);
		const open = packages.filter(({ fileName }) => verdicts.get(fileName) !== "verified");
		if (open.length === 0) continue;
		const told = notVerified(open, verdicts, {
			name,
			keys,
			repository
		});
		if (check.required || repository?.checkSignatures === true) throw new ApplianceError({
			kind: "build",
			...told
		});
		warnings.push(told);
	}
	return warnings;
}
function byRepository(packages) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of packages) groups.set(one.repository, [...groups.get(one.repository) ?? [], one]);
	return groups;
}
/**
* Makes a keyring of some keys alone.
*
* @param keyring a folder that does not exist
* @param forgiving keys that rpm does not take are passed over: release packages bring those of old releases, too, which
*   newer versions of rpm refuse
* @returns options with which rpm uses the keyring
*/
async function openKeyring(runner, keyring, keys, forgiving) {
	await fs.mkdir(keyring);
	const options = rpmOptions(keyring);
	for (const [index, { text, source }] of keys.entries()) {
		const file = path.join(keyring, `key-${index}.asc`);
		await fs.writeFile(file, text);
		await runner.run("rpmkeys", [
			...options,
			"--import",
			file
		], {
			failure: `rpm does not take the key ${withoutCredentials(source)}`,
			...forgiving ? { okCodes: everyExitCode } : {}
		});
	}
	return options;
}
async function verdictsOf(runner, options, folder, packages) {
	const { stdout } = await runner.run("rpmkeys", [
		...options,
		"--checksig",
		"--verbose",
		...packages.map(({ fileName }) => fileName)
	], {
		cwd: folder,
		okCodes: everyExitCode
	});
	return parseChecksig(stdout);
}
/**
* Reads what `rpmkeys --checksig --verbose` prints: a file's name and a colon, below it a line for each digest and
* signature that ends in OK, NOTTRUSTED, NOKEY or BAD.
*
* @returns by file name; a file of which nothing was said is missing
*/
function parseChecksig(text) {
	const verdicts = /* @__PURE__ */ new Map();
	let file;
	let states = [];
	const close = () => {
		if (file !== void 0) verdicts.set(file, verdictOf(states));
		states = [];
	};
	for (const line of text.split("\n")) {
		const name = /^(\S.*\.rpm):$/.exec(line)?.[1];
		if (name !== void 0) {
			close();
			file = path.basename(name);
		} else if (/^\s+\S/.test(line)) states.push(line.trim());
	}
	close();
	return verdicts;
}
function verdictOf(lines) {
	if (lines.some((line) => /: BAD\b|\bBAD\)?$/.test(line))) return "bad";
	const signatures = lines.filter((line) => /signature/i.test(line) && !/: NOTFOUND$/.test(line));
	if (signatures.length === 0) return "unsigned";
	const good = signatures.filter((line) => /: OK\b/.test(line));
	if (good.length === 0) return "unknown-key";
	return good.some((line) => !/^Header\b/.test(line)) || lines.some((line) => /^Payload\b.*digest: OK\b/.test(line)) ? "verified" : "unsigned";
}
function badSignature(bad, name, repository) {
	return new ApplianceError({
		kind: "build",
		code: "bad-signature",
		message: `${listed$1(bad)} of the repository ${name} ${bad.length === 1 ? "has" : "have"} a bad signature: somebody changed ${bad.length === 1 ? "it" : "them"} after signing`,
		position: repository?.position,
		hint: "do not use this repository until its owner explains it"
	});
}
function notVerified(open, verdicts, { name, keys, repository }) {
	const unsigned = open.filter(({ fileName }) => verdicts.get(fileName) === "unsigned");
	const why = unsigned.length === open.length ? "unsigned" : keys.length === 0 ? "signed by a key that is not known" : "signed by another key or not at all";
	return {
		code: "not-verified",
		message: `${open.length === 1 ? "a package" : `${open.length} packages`} of the repository ${name} cannot be verified: ${listed$1(open)} ${open.length === 1 ? "is" : "are"} ${why}`,
		position: repository?.position,
		hint: unsigned.length === open.length ? `have ${open.length === 1 ? "it" : "them"} signed: rpmsign --addsign` : `name the key in %addon org_appliance_build: repo ${name} --gpgkey=FILE-OR-URL`
	};
}
const mostNames = 5;
function listed$1(packages) {
	const names = packages.map(({ name }) => name);
	const shown = names.slice(0, mostNames).join(", ");
	return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

// src/install/dnf/dnf.ts
/** The backend of Fedora, EL and their kin. */
function dnfBackend(settings) {
	const { runner, packageStore, signatureStore, repositories } = settings;
	const base = path.join(settings.scratch, "dnf");
	const folder = path.join(base, "rpms");
	let state;
	let ofSignatures = [];
	const resolved = () => {
		if (state === void 0) throw new Error("resolve comes first");
		return state;
	};
	return {
		name: "dnf",
		layerVersion: "3",
		async resolve(plan) {
			const program = await findDnf(runner);
			await requireAccessFiles(repositories);
			const places = {
				root: path.join(base, "root"),
				cacheDirectory: path.join(base, "metadata"),
				scratch: base
			};
			await fs.mkdir(places.root, { recursive: true });
			await fs.mkdir(folder);
			const request = resolveRequest(plan, settings, repositories, places);
			const cached = {
				folders: settings.metadataCache,
				key: repositoriesKey(request.repositories)
			};
			const { answer, notes } = await resolveWithMetadata(runner, program, request, cached);
			if (isRefusal(answer)) throw errorOf(answer.error, plan, repositories);
			if (answer.unknown.length > 0 && !plan.options.ignoreMissing) throw new ApplianceErrors(unknownErrors(plan, answer));
			const keys = await keysOf(repositories, settings.keyStore, runner.signal);
			const packages = rpmPackages(answer.packages);
			const variations = [...variationsOf(plan.options), signatureVariation(packages, {
				...settings,
				keys
			})];
			const set = packages.map(({ sha256, repository }) => `${sha256} ${repository}`);
			const warningsKey = digest([...variations, ...set].join("\n"));
			const told = await toldBefore(signatureStore, warningsKey);
			const { options } = plan;
			state = {
				program,
				request,
				packages,
				modules: answer.modules ?? [],
				keys,
				options,
				warningsKey,
				told
			};
			const leftOut = leftOutLines(plan, answer);
			return {
				packages,
				variations,
				notes: [...notes, ...leftOut.notes],
				warnings: [...leftOut.warnings, ...told]
			};
		},
		async fetch() {
			const { program, request, packages, keys, warningsKey, told } = resolved();
			const fetched = await fetchRpms(runner, {
				program,
				request
			}, packageStore, packages, folder);
			const warnings = await checkSignatures(runner, {
				folder,
				packages,
				repositories,
				keys,
				required: settings.requireSignatures,
				scratch: base
			});
			ofSignatures = warnings;
			const notes = await keepWarnings(signatureStore, warningsKey, warnings);
			return {
				...fetched,
				notes: [...fetched.notes, ...notes],
				warnings: untold(warnings, told)
			};
		},
		async install(_resolution, root) {
			const { packages, options, warningsKey, told } = resolved();
			const newestSeconds = await newestPackage(runner, folder, packages);
			const warnings = await installRpms(runner, packages, folder, root, {
				...options,
				arch: settings.arch,
				epochSeconds: newestSeconds
			});
			await settleDatabase(runner, root, packages);
			if (warnings.length === 0) return {
				warnings,
				newestSeconds
			};
			const notes = await keepWarnings(signatureStore, warningsKey, [...ofSignatures, ...warnings]);
			return {
				warnings: [...untold(warnings, told), ...notes.map((message) => ({
					code: "warnings-not-kept",
					severity: "note",
					message
				}))],
				newestSeconds
			};
		},
		finish: (_plan, _resolution, root) => finishGuestDnf(root, {
			repositories,
			...resolved()
		})
	};
}
const digest = (text) => createHash("sha256").update(text).digest("hex");
function errorOf(refusal, plan, repositories) {
	if (refusal.code === "dependencies") return dependencyError(refusal);
	if (refusal.code === "module" || refusal.code === "no-modules") return moduleError(refusal, plan);
	return repositoryError(refusal, repositories);
}
function variationsOf({ excludeDocs, languages, ignoreBroken }) {
	return [
		...ignoreBroken ? ["scriptlets may have failed"] : [],
		...excludeDocs ? ["without documentation"] : [],
		...languages === void 0 ? [] : [`languages: ${[...languages].sort().join(" ") || "none"}`]
	];
}
/**
* What was demanded of the signature of each package: a layer serves only builds that demand just the same of each. Where a
* package comes from does not count otherwise, nor what a repository is called.
*/
function signatureVariation(packages, { repositories, keys, requireSignatures }) {
	const demands = new Map(repositories.map(({ name, checkSignatures }) => {
		const isDemand = requireSignatures || checkSignatures === true;
		const own = keys.get(name)?.map(({ text }) => text);
		return [name, `${isDemand ? "demanded" : "told"} ${own === void 0 ? "by the set" : digest(own.join("\n"))}`];
	}));
	const all = packages.map(({ sha256, repository }) => `${sha256} ${demands.get(repository)}`);
	return `signatures: ${digest(all.sort().join("\n"))}`;
}
async function toldBefore(store, key) {
	const file = await store.get(key);
	const text = file === void 0 ? void 0 : await fs.readFile(file, "utf8").catch(() => void 0);
	return text === void 0 ? [] : JSON.parse(text);
}
/** Without places, which are those of this kickstart: another one may have the same packages. @returns notes for the user */
async function keepWarnings(store, key, warnings) {
	try {
		await store.put(key, (file) => fs.writeFile(file, JSON.stringify(warnings.map(({ position: _, ...warning }) => warning))));
		return [];
	} catch (error) {
		return [notKept("what was found of the packages", error)];
	}
}
const untold = (warnings, told) => warnings.filter(({ message }) => !told.some((other) => other.message === message));

// src/install/layer.ts
/**
* What an installed root is a function of: the backend, its way of installing with the options that change it, and the set
* of packages by name, version, arch and checksum. The set is sorted, so the order of the kickstart's lines does not count.
*/
function layerKey(backend, resolution) {
	const { packages, variations } = resolution;
	return sha256Of([
		"layer",
		backend.name,
		backend.layerVersion,
		...variations,
		...sortedSet(packages)
	]);
}
/** SHA-256 of a set of packages alone. */
const setDigest = (packages) => sha256Of(sortedSet(packages));
const sortedSet = (packages) => packages.map(({ name, version, arch, sha256 }) => `${name} ${version} ${arch} ${sha256}`).sort();
const sha256Of = (lines) => createHash("sha256").update(lines.join("\n")).digest("hex");
/**
* Unpacks a layer into an empty directory.
*
* @returns false if the cache has no such layer, or not any more; something of it may be in the directory
* @throws ApplianceError code `tool-failed` if it is damaged, kind `interrupted`
*/
async function restoreLayer(runner, layers, key, root) {
	const file = await layers.get(key);
	if (file === void 0) return false;
	try {
		await runner.run("tar", [
			"--extract",
			"--file",
			file,
			"--use-compress-program=zstd -T0",
			"--directory",
			root,
			"--preserve-permissions",
			"--same-owner",
			...tarAttributes
		], { failure: `the cached layer ${key.slice(0, 12)} cannot be unpacked; "appliance-build cache clear" removes it` });
		return true;
	} catch (error) {
		if (await layers.get(key) !== void 0 || !(error instanceof ApplianceError) || error.kind !== "build") throw error;
		return false;
	}
}
/**
* Keeps an installed root as a layer. A compressed archive: measured, it is written in 1.0 s and unpacked in 1.0 s where
* an erofs image takes 1.7 s and is 60 % larger, and it needs no loop device.
*/
async function saveLayer(runner, layers, key, root) {
	await layers.put(key, async (temporary) => {
		await runner.run("tar", [
			"--create",
			"--file",
			temporary,
			"--use-compress-program=zstd -1 -T0",
			"--directory",
			root,
			"--one-file-system",
			"--sparse",
			...tarAttributes,
			"."
		], { failure: "the installed root cannot be kept in the cache" });
	});
}
/** Owners by number, and every extended attribute: capabilities, access lists, SELinux labels. */
const tarAttributes = [
	"--numeric-owner",
	"--xattrs",
	"--xattrs-include=*",
	"--acls"
];

// src/install/private-files.ts
/** Where package scripts make keys and passwords of a machine's own; below /usr is what everybody has. */
const folders = [
	"etc",
	"root",
	"home",
	"opt",
	"srv",
	"usr/local",
	"var"
];
/** Large, and databases of the package managers alone. */
const passedOver = /* @__PURE__ */ new Set([...[
	"var/cache",
	"var/lib/apt",
	"var/lib/dpkg",
	"var/lib/rpm",
	"var/lib/dnf",
	"var/lib/selinux"
], ...[
	"etc/selinux",
	"etc/ssl/certs",
	"etc/pki/ca-trust"
]]);
/** Files that are secret by what they are called, in formats that do not say so themselves. */
const secretNames = [
	/(?:^|\/)ssh_host_[^/]*_key$/,
	/(?:^|\/)dropbear_[^/]*_host_key$/,
	/\.(?:keytab|jks|keystore|p12|pfx)$/,
	/(?:^|\/)private-keys-v1\.d\//,
	/(?:^|\/)(?:random-seed|credential\.secret)$/,
	/^var\/lib\/samba\/private\//
];
/** Files that say so themselves: PEM (RFC 7468), OpenSSH's keys among it; keys of BIND; passwords in settings. */
const secretTexts = [
	/-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/,
	/^\s*secret\s+"[^"]+"\s*;/m,
	/^\s*password\s*=\s*["']?[^\s"'#]/im
];
/** A password's hash in shadow(5) and gshadow(5): all others are `*`, `!` or none. */
const passwordFiles = /* @__PURE__ */ new Set([
	"etc/shadow",
	"etc/shadow-",
	"etc/gshadow",
	"etc/gshadow-"
]);
const passwordHash = /^[^:]+:[!]*[$_./0-9A-Za-z]/m;
/** Keys are small. */
const largestBytes = 262144;
/**
* Looks for private keys and passwords in freshly installed packages: what package scripts made for this machine, such as
* the key of a self-signed certificate.
*
* @param root absolute path on the host
* @returns paths as the guest has them, sorted
*/
async function privateFiles(root) {
	const found = [];
	for (const folder of folders) for await (const file of filesBelow(root, folder)) if (await isPrivate(root, file)) found.push(`/${file}`);
	return found.sort();
}
/**
* Which of these files may be secret: by their names, even if the root has them elsewhere, and by what the root's file of
* the name holds.
*
* @param root absolute path on the host
* @param names paths without leading slash, such as those in an initramfs
*/
async function privateAmong(root, names) {
	const found = [];
	for (const name of names) if ((await fs.lstat(path.join(root, name)).catch(() => void 0))?.isFile() === true ? await isPrivate(root, name) : isSecretName(name)) found.push(`/${name}`);
	return found.sort();
}
const isSecretName = (name) => secretNames.some((pattern) => pattern.test(name));
/** Regular files; links are not followed. */
async function* filesBelow(root, folder) {
	if (passedOver.has(folder)) return;
	if ((await fs.lstat(path.join(root, folder)).catch(() => void 0))?.isDirectory() !== true) return;
	for (const entry of await fs.readdir(path.join(root, folder), { withFileTypes: true })) {
		const name = `${folder}/${entry.name}`;
		if (entry.isDirectory()) yield* filesBelow(root, name);
		else if (entry.isFile()) yield name;
	}
}
async function isPrivate(root, name) {
	const file = path.join(root, name);
	const { size } = await fs.lstat(file);
	if (size === 0) return false;
	if (isSecretName(name)) return true;
	if (size > largestBytes) return false;
	const text = await fs.readFile(file, "latin1");
	if (passwordFiles.has(name)) return passwordHash.test(text);
	return secretTexts.some((pattern) => pattern.test(text));
}

// src/disk/sizes/packages-fit.ts
/** Places that are a filesystem of their own in many a layout, and what packages put there at most. All others may hold anything. */
const sparse = {
	"/boot": 256 * mebibyte,
	"/boot/efi": 64 * mebibyte,
	"/home": 16 * mebibyte,
	"/media": 16 * mebibyte,
	"/mnt": 16 * mebibyte,
	"/srv": 64 * mebibyte,
	"/tmp": 16 * mebibyte,
	"/var/log": 16 * mebibyte,
	"/var/tmp": 16 * mebibyte
};
/** A package that claims to unpack to more than that many times its file is not believed. */
const believableRatio = 20;
/**
* What of the sizes that packages tell is certainly there: both kinds of packages count a symbolic link or a folder as up to 1 KiB,
* which not all filesystems give it, and blocks of files as less than they take.
*/
const wholeShare = .9;
/** The same when some of their files are left out, or scripts may remove some: nobody knows how much. */
const partShare = .25;
/** What is expected beside the packages' files: half-filled blocks, databases, the initramfs. */
const expectedFactor = 1.15;
const expectedBytes = 128 * mebibyte;
const roundToMiB = 10;
/**
* Whether the packages fit, by the sizes that they tell of themselves. Which file lies where is not known yet.
*
* @param whole every file of them will be in the root; else some may be left out or removed
* @returns what is wrong: certainly, or most likely if the root is not to be whole; undefined if nothing is
*/
function packagesFit(storage, packages, whole) {
	const installed = packages.reduce((sum, one) => sum + believed(one), 0);
	const certainly = shortage(storage, installed * (whole ? wholeShare : partShare), installed);
	if (certainly !== void 0) return {
		certain: true,
		error: certainly
	};
	const likely = shortage(storage, installed * wholeShare, installed);
	return likely === void 0 ? void 0 : {
		certain: false,
		error: likely
	};
}
const believed = ({ sizeBytes, installedBytes }) => installedBytes > believableRatio * sizeBytes ? sizeBytes : installedBytes;
/** @param leastBytes of the packages' files @param installedBytes what the packages tell */
function shortage(storage, leastBytes, installedBytes) {
	const mounts = mountsOf(storage);
	const isSparse = (mountPoint) => sparse[mountPoint] !== void 0;
	const open = [...new Set(mounts.filter(({ mountPoint }) => !isSparse(mountPoint)).map(({ volume }) => volume))];
	const openIds = new Set(open.map(({ id }) => id));
	const least = leastBytes - mounts.filter(({ volume }) => !openIds.has(volume.id)).reduce((sum, { mountPoint, volume }) => sum + Math.min(sparse[mountPoint] ?? 0, roomOf(volume)), 0);
	const room = open.reduce((sum, volume) => sum + roomOf(volume), 0);
	const missing = Math.ceil((least - room) / mebibyte);
	const blamed = mounts.find(({ mountPoint }) => mountPoint === "/usr") ?? mounts.find(({ mountPoint }) => mountPoint === "/");
	if (missing <= 0 || blamed === void 0) return void 0;
	const names = open.map(({ filesystem }) => nameOf(filesystem));
	const several = open.length > 1;
	const has = several ? `the filesystems ${names.join(", ")} have` : `the filesystem of ${names.join("")} has`;
	return new ApplianceError({
		kind: "input",
		code: "packages-do-not-fit",
		message: `the packages need at least ${inMiB(least)} MiB, and ${has} room for ${Math.floor(room / mebibyte)} MiB: ${missing} MiB are missing`,
		position: blamed.volume.position,
		hint: several ? `make them larger by ${inMiB(expected(installedBytes) - room)} MiB together, or install less` : `${roomHint(blamed.volume, expectedSize(blamed.volume, installedBytes))} (with room for what else comes), or install less`
	});
}
const inMiB = (bytes) => Math.ceil(bytes / mebibyte);
const roomOf = (volume) => capacityOf(volume.filesystem, plainBytes(volume));
const expected = (installedBytes) => installedBytes * expectedFactor + expectedBytes;
/** MiB of a volume that probably holds all of it. */
function expectedSize(volume, installedBytes) {
	const tree = {
		...emptyTree,
		fileBytes: expected(installedBytes)
	};
	const plain = plainBytes(volume);
	const bytes = (sizeToHold(tree, volume.filesystem, plain) ?? plain) + volume.sizeBytes - plain;
	return Math.ceil(bytes / mebibyte / roundToMiB) * roundToMiB;
}

// src/build/check-packages-fit.ts
/**
* Compares what will be installed with the filesystems, before anything is fetched. Where files may be left out or removed that no
* package tells of, only what is beyond doubt is an error.
*
* @returns a warning where the packages most likely do not fit
* @throws ApplianceError code `packages-do-not-fit`
*/
function checkPackagesFit({ appliance, plan }, { packages }) {
	const { excludeDocs, languages } = plan.packages.options;
	const reductions = [
		...excludeDocs ? ["documentation is left out"] : [],
		...languages === void 0 ? [] : ["translations are left out"],
		...appliance.scripts.some(({ section }) => section === "post") ? ["%post scripts may remove files"] : []
	];
	const found = packagesFit(plan, packages, reductions.length === 0);
	if (found === void 0) return [];
	const { certain, error } = found;
	if (certain) throw error;
	const { code, message, position, hint } = error;
	return [{
		code,
		message: `${message}, unless that suffices: ${reductions.join(", ")}`,
		position,
		hint
	}];
}

// src/build/root.ts
/**
* Puts a writable overlay over the installed layer, so that the layer can be kept in the cache while the build goes on,
* and so that the changes are known.
*/
async function overlayRoot(runner, scope, layer, scratch) {
	const [directory, upper, work] = [
		"root",
		"delta",
		"delta-work"
	].map((name) => path.join(scratch, name));
	for (const folder of [
		directory,
		upper,
		work
	]) await fs.mkdir(folder);
	try {
		scope.use(await mountOverlay(runner, {
			lower: [layer],
			upper,
			work
		}, directory));
		return {
			directory,
			delta: upper
		};
	} catch (error) {
		if (!(error instanceof ApplianceError) || error.kind !== "build") throw error;
		return {
			directory: layer,
			delta: void 0
		};
	}
}

// src/build/fill-root.ts
async function fillRoot(inputs, services, scope) {
	return await fillBy(backends[inputs.plan.backend](inputs, services.runner), inputs, services, scope);
}
/** As `fillRoot`, with what this backend knows. */
async function fillBy(backend, inputs, { runner, reporter }, scope) {
	const { plan, cache } = inputs;
	const resolution = await reporter.step("resolve", "ask the repositories which packages are needed", async (detail) => {
		const resolved = await backend.resolve(plan.packages);
		detail(`${resolved.packages.length} packages`);
		return resolved;
	});
	for (const note of resolution.notes) reporter.note(note);
	const warnings = [];
	const warn = (found) => {
		for (const warning of found) reporter.warn(warning);
		warnings.push(...found);
	};
	warn(resolution.warnings);
	warn(checkPackagesFit(inputs, resolution));
	const key = layerKey(backend, resolution);
	const layerDirectory = path.join(inputs.scratch, "layer");
	await fs.mkdir(layerDirectory);
	const isKept = await cache.layers.get(key) !== void 0;
	tellResolved(reporter, resolution, key, isKept);
	const fromCache = isKept && await takeLayer(cache, key, layerDirectory, {
		runner,
		reporter
	});
	if (fromCache) {
		for (const { sha256 } of resolution.packages) await cache[stores[plan.backend]].has(sha256);
		await tellFetched(cache, reporter, {
			downloaded: 0,
			downloadedBytes: 0
		});
	} else {
		if (isKept) tellResolved(reporter, resolution, key, false);
		await tellFetched(cache, reporter, await fetchPackages(backend, resolution, reporter, warn));
		const newestSeconds = await installPackages(backend, resolution, layerDirectory, reporter, warn);
		await removeLayerTraces(rootFiles(layerDirectory));
		await labelLayer(runner, layerDirectory);
		await settleTimes(runner, layerDirectory, newestSeconds);
	}
	const layerSeconds = Math.floor((await fs.stat(layerDirectory)).mtimeMs / 1e3);
	const epochSeconds = inputs.epoch === "packages" ? layerSeconds : inputs.epoch;
	const saving = fromCache ? Promise.resolve() : keepLayer(runner, cache, key, layerDirectory, reporter);
	scope.defer(() => saving);
	if (epochSeconds !== void 0 && epochSeconds < layerSeconds) {
		await saving;
		await settleTimes(runner, layerDirectory, epochSeconds);
	}
	const root = await overlayRoot(runner, scope, layerDirectory, inputs.scratch);
	if (root.delta === void 0) await saving;
	for (const note of await backend.finish(plan.packages, resolution, root.directory)) reporter.note(note);
	return {
		root,
		resolution,
		warnings,
		layer: {
			key,
			fromCache
		},
		layerSaved: saving,
		epochSeconds
	};
}
const backends = {
	apt: ({ appliance, cache, release, scratch }, runner) => aptBackend({
		runner,
		scratch,
		packageStore: cache.packages,
		listsCache: cache.aptLists,
		repositories: appliance.repositories,
		release,
		arch: appliance.arch
	}),
	dnf: ({ appliance, cache, scratch }, runner) => dnfBackend({
		runner,
		scratch,
		packageStore: cache.rpmPackages,
		metadataCache: cache.dnfMetadata,
		keyStore: cache.repositoryKeys,
		signatureStore: cache.signatures,
		repositories: appliance.repositories,
		releasever: appliance.releasever,
		arch: appliance.arch,
		requireSignatures: appliance.requireSignatures
	})
};
const stores = {
	apt: "packages",
	dnf: "rpmPackages"
};
function tellResolved({ tell }, { packages }, layerKey, layerFromCache) {
	tell({
		event: "resolved",
		packages: packages.map(({ name, version, arch, sha256 }) => ({
			name,
			version,
			arch,
			sha256
		})),
		setSha256: setDigest(packages),
		layerKey,
		layerFromCache
	});
}
/** @returns false if somebody has removed it from the cache meanwhile; the directory is empty then */
async function takeLayer(from, key, directory, { runner, reporter }) {
	return await reporter.step("install", "take the installed root from the cache", async (detail) => {
		const taken = await restoreLayer(runner, from.layers, key, directory);
		if (!taken) {
			await fs.rm(directory, { recursive: true });
			await fs.mkdir(directory);
		}
		detail(`layer ${key.slice(0, 12)} ${taken ? "from the cache, nothing installed" : "has gone from the cache"}`);
		return taken;
	});
}
async function fetchPackages(backend, resolution, reporter, warn) {
	return await reporter.step("fetch", "fetch the package files", async (detail) => {
		const fetched = await backend.fetch(resolution);
		warn(fetched.warnings);
		for (const note of fetched.notes) reporter.note(note);
		const { fromCache, downloaded, downloadedBytes } = fetched;
		detail(`${downloaded} downloaded (${formatBytes(downloadedBytes)}), ${fromCache} from the cache`);
		return fetched;
	});
}
async function tellFetched({ use }, reporter, { downloaded, downloadedBytes }) {
	const used = await use.of([
		"packages",
		"apt-lists",
		"dnf-metadata",
		"signatures"
	]);
	reporter.tell({
		event: "fetched",
		downloaded,
		downloadedBytes,
		used
	});
}
/** @returns when the newest package was built */
async function installPackages(backend, resolution, directory, reporter, warn) {
	return await reporter.step("install", "install the packages", async (detail) => {
		const { warnings, newestSeconds } = await backend.install(resolution, directory);
		warn(warnings);
		detail(`${resolution.packages.length} packages installed`);
		return newestSeconds;
	});
}
/** A cache that cannot be written costs time in the next build, not this build. */
async function keepLayer(runner, cache, key, directory, reporter) {
	try {
		await saveLayer(runner, cache.layers, key, directory);
		const files = await privateFiles(directory);
		for (const file of files) runner.log(`the layer stays on this machine: ${file} may be secret`);
		reporter.tell(files.length > 0 ? {
			event: "layer-private",
			layerKey: key,
			files
		} : {
			event: "layer-kept",
			layerKey: key,
			used: await cache.use.of(["layers", "signatures"])
		});
	} catch (error) {
		if (error instanceof ApplianceError && error.kind === "interrupted") return;
		reporter.warn({
			code: "layer-not-kept",
			message: error instanceof ApplianceError ? `${error.message}: ${error.detail.find((line) => diskFull.test(line)) ?? error.detail.at(-1) ?? "no reason given"}` : notKept("the installed root", error),
			hint: "the next build installs the packages again"
		});
	}
}

// src/configure/scripts/script-failure.ts
/** How interpreters name a line of the file they run: `FILE: 3: …` (dash), `FILE: line 3:` (bash), python, perl and others. */
const linePatterns = [
	(file) => new RegExp(`${file}: (?:line )?(\\d+):`),
	(file) => new RegExp(`File "${file}", line (\\d+)`),
	(file) => new RegExp(`at ${file} line (\\d+)`),
	(file) => new RegExp(`${file}:(\\d+)`)
];
/**
* Line of the script, from 1, that the interpreter's last message about it names.
*
* @param file path of the script as the interpreter was given it
*/
function failingLine(output, file) {
	const patterns = linePatterns.map((pattern) => pattern(file.replaceAll(/[.+*?^$()[\]{}|\\]/g, "\\$&")));
	for (const line of [...output].reverse()) for (const pattern of patterns) {
		const found = pattern.exec(line)?.[1];
		if (found !== void 0) return Number(found);
	}
}
const failureOf = ({ exitCode, tail }, file) => exitCode === 0 ? void 0 : {
	exitCode,
	output: tail,
	file
};
function interpreterMissing(script) {
	const where = script.chroot ? "the guest" : "this machine";
	return new ApplianceError({
		kind: "build",
		code: "interpreter-missing",
		message: `${where} has no ${script.interpreter} to run the %${script.section} script with`,
		position: script.interpreterPosition,
		hint: script.chroot ? "add the package that brings it to %packages" : "install it, or run the script in the guest"
	});
}
function describe$1(script, { exitCode, output, file }) {
	const line = failingLine(output, file);
	const at = line !== void 0 && line >= 1 && line <= script.body.split("\n").length ? {
		...script.bodyPosition,
		line: script.bodyPosition.line + line - 1,
		column: 1
	} : void 0;
	const where = at === void 0 ? "" : ` at ${formatPosition(at)}`;
	return {
		message: `the %${script.section} script failed with exit code ${exitCode}${where}`,
		at
	};
}
/** For --erroronfail. */
function scriptError(script, failure) {
	return new ApplianceError({
		kind: "build",
		code: "script-failed",
		message: describe$1(script, failure).message,
		position: script.position,
		hint: "correct the script, or leave out --erroronfail to go on after a failure",
		detail: failure.output
	});
}
/** Without --erroronfail. */
function scriptWarning(script, failure) {
	return {
		code: "script-failed",
		message: describe$1(script, failure).message,
		position: script.position,
		hint: `its output is in the build's log${script.section === "post" ? "; --erroronfail makes this an error" : ""}`
	};
}

// src/configure/scripts/installer-paths.ts
/** Where anaconda mounts the target; published --nochroot scripts use both. */
const installerAliases = ["/mnt/sysimage", "/mnt/sysroot"];
/**
* Shows the root at `/mnt/sysimage` and `/mnt/sysroot`, in the mount namespace of the caller. /mnt is covered by a folder of
* its own, so that nothing is made in the host's; what the host has in /mnt is shown in it again.
*
* @param scratch existing folder on the host
*/
async function showAtInstallerPaths(runner, root, scratch) {
	const cover = path.join(scratch, "mnt");
	const scope = new Scope();
	try {
		scope.use(await mountTmpfs(runner, cover, [
			"mode=755",
			"nosuid",
			"nodev",
			"size=16m"
		]));
		for (const entry of await fs.readdir("/mnt", { withFileTypes: true }).catch(() => [])) {
			if (!entry.isDirectory() || installerAliases.includes(`/mnt/${entry.name}`)) continue;
			scope.use(await bindMount(runner, `/mnt/${entry.name}`, path.join(cover, entry.name), { recursive: true }));
		}
		for (const alias of installerAliases) scope.use(await bindMount(runner, root, path.join(cover, path.basename(alias)), { recursive: true }));
		scope.use(await bindMount(runner, cover, "/mnt", { recursive: true }));
	} catch (error) {
		await scope.abandon();
		throw error;
	}
	return scope;
}

// src/configure/scripts/script-log.ts
/**
* --log of a script that runs outside the root is a path on the installer's filesystem. Where that means the guest
* (`/mnt/sysimage/…`) it is written there; anything else would be a file of the build machine, and the output is in
* build.log anyway.
*/
function guestPathOfLog(log) {
	const alias = installerAliases.find((folder) => log?.startsWith(`${folder}/`));
	return alias === void 0 ? void 0 : log?.slice(alias.length);
}
/**
* Opens the file of --log, readable by root alone.
*
* @param root undefined: there is no root to write into
* @param guestPath undefined: the script has no log of its own
*/
async function openScriptLog(root, guestPath) {
	if (root === void 0 || guestPath === void 0) return {
		line: () => void 0,
		async [Symbol.asyncDispose]() {}
	};
	const file = await resolveInRoot(root, guestPath);
	await fs.mkdir(path.dirname(file), { recursive: true });
	const handle = await fs.open(file, "w", 384);
	await handle.chmod(384);
	const stream = createWriteStream(file, { fd: handle });
	return {
		line: (line) => stream.write(`${line}\n`),
		async [Symbol.asyncDispose]() {
			stream.end();
			await finished(stream);
		}
	};
}

// src/configure/scripts/host-script.ts
/**
* Runs a script on this machine, outside the root, as `INTERPRETER FILE` in process and mount namespaces of its own and a
* clean environment.
*
* @param number tells the files of several scripts apart
* @throws ApplianceError code `interpreter-missing`
*/
async function runOnHost(script, number, { root, runner, scratch }) {
	if (!await onHost(script.interpreter)) throw interpreterMissing(script);
	const file = path.join(scratch, `ks-script-${number}`);
	await fs.writeFile(file, script.body, { mode: 448 });
	try {
		try {
			var _usingCtx$6 = _usingCtx();
			const log = _usingCtx$6.a(await openScriptLog(root, guestPathOfLog(script.log)));
			const env = {
				...guestEnvironment,
				...root === void 0 ? {} : { INSTALL_ROOT: root }
			};
			const options = {
				okCodes: everyExitCode,
				logOutput: true,
				onLine: log.line,
				cwd: "/"
			};
			return failureOf(await runIsolated(runner, {
				root: void 0,
				mountProcOn: "/proc",
				env
			}, script.interpreter, [file], options), file);
		} catch (_) {
			_usingCtx$6.e = _;
		} finally {
			await _usingCtx$6.d();
		}
	} finally {
		await fs.rm(file, { force: true });
	}
}
async function onHost(program) {
	const folders = program.includes("/") ? [""] : (guestEnvironment["PATH"] ?? "").split(":");
	for (const folder of folders) if (await fs.access(path.join(folder, program), fs.constants.X_OK).catch(() => false) === void 0) return true;
	return false;
}

// src/build/on-failure.ts
/**
* Runs the scripts that a kickstart keeps for a failure: %onerror if the build failed, %traceback if this program did, and
* none if a signal ended it. They run in file order on this machine, as %post --nochroot does, with the root as far as it
* came. What goes wrong with them is a warning: the error that they are about must not be lost.
*/
async function runFailureScripts(error, { scripts, root, scratch }, { runner, reporter }) {
	const section = sectionFor(error);
	const wanted = scripts.filter((script) => script.section === section);
	if (wanted.length === 0 || runner.signal.aborted) return;
	try {
		await reporter.step("scripts", `run the %${section} scripts`, async (detail) => {
			try {
				var _usingCtx$5 = _usingCtx();
				const scope = _usingCtx$5.a(new Scope());
				if (root !== void 0) scope.use(await showAtInstallerPaths(runner, root, scratch));
				for (const [index, script] of wanted.entries()) {
					const warning = await runOne(script, index + 1, {
						root,
						runner,
						scratch
					});
					if (warning !== void 0) reporter.warn(warning);
				}
				detail(`${wanted.length} %${section} script${wanted.length === 1 ? "" : "s"}`);
			} catch (_) {
				_usingCtx$5.e = _;
			} finally {
				await _usingCtx$5.d();
			}
		});
	} catch (failure) {
		if (runner.signal.aborted) return;
		reporter.warn(notRun(`the %${section} scripts cannot be run`, failure, wanted[0]));
	}
}
/** @returns the section whose scripts an error calls for; undefined: none, as a signal is no failure */
function sectionFor(error) {
	if (error instanceof ApplianceError) return error.kind === "interrupted" ? void 0 : "onerror";
	return error instanceof ApplianceErrors || isRefusal$1(error) ? "onerror" : "traceback";
}
async function runOne(script, number, options) {
	try {
		const failure = await runOnHost(script, number, options);
		return failure === void 0 ? void 0 : scriptWarning(script, failure);
	} catch (failure) {
		if (options.runner.signal.aborted) throw failure;
		return notRun(`the %${script.section} script cannot be run`, failure, script);
	}
}
function notRun(message, failure, script) {
	return {
		code: "script-failed",
		message: `${message}: ${messageOf(failure)}`,
		position: script?.position
	};
}

// src/build/output.ts
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

// src/configure/boot/grub-password.ts
/** As grub-mkpasswd-pbkdf2 has them by default: rounds, and bytes of salt and hash. */
const rounds$1 = 1e4;
const hashBytes = 64;
/**
* A hash as grub-mkpasswd-pbkdf2 writes it: `grub.pbkdf2.sha512.ROUNDS.SALT.HASH`, the last two in hexadecimal digits
* (GRUB manual, "Invoking grub-mkpasswd-pbkdf2"). Made here so that no password is ever an argument of a program.
*/
function grubPbkdf2(password, salt, iterations = rounds$1) {
	const hash = pbkdf2Sync(password, salt, iterations, hashBytes, "sha512");
	const hex = (bytes) => Buffer.from(bytes).toString("hex").toUpperCase();
	return `grub.pbkdf2.sha512.${iterations}.${hex(salt)}.${hex(hash)}`;
}
/** The hash of the bootloader line; of a clear password with a salt that is the same for the same appliance. */
function grubPasswordHash(password, appliance) {
	if (password === void 0 || password.encrypted) return password?.text;
	return grubPbkdf2(password.text, createHash("sha512").update(`${appliance}\0grub`).digest());
}
/**
* A program of /etc/grub.d, whose output grub-mkconfig puts into grub.cfg. Debian's own programs put the variable
* menuentry_id_option, unquoted, into every entry: so `--unrestricted` gets there, and booting needs no password.
*/
function grubPasswordProgram(hash) {
	return `#!/bin/sh
# Written by appliance-build from the bootloader line's password.
cat <<'EOF'
set superusers="root"
export superusers
password_pbkdf2 root ${hash}
menuentry_id_option="--unrestricted $menuentry_id_option"
EOF
`;
}
/** Settings from which the guest's grub-mkconfig makes the password anew: those of Debian, or of Fedora. */
async function writeGrubPassword({ files, family }, hash) {
	if (family.name === "fedora") await files.write("/boot/grub2/user.cfg", `GRUB2_PASSWORD=${hash}\n`, 384);
	else await files.write("/etc/grub.d/01_password", grubPasswordProgram(hash), 448);
}

// src/configure/boot/settings.ts
/** Kernel arguments are parted by blanks; double quotes keep them together (kernel-parameters documentation). */
const splitArguments = (text) => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
const timeoutOr = (text, planned) => /^(?:\d+|-1)$/.test(text ?? "") ? Number(text) : planned;
/** The filesystem of /. */
const rootFilesystem = (storage) => filesystemAt(storage, "/");

// src/configure/boot/kernel-install.ts
const argumentsFile$1 = "/etc/kernel/cmdline";
const tokenFile = "/etc/kernel/entry-token";
const configFile$2 = "/etc/kernel/install.conf";
const packagedConfigFile = "/usr/lib/kernel/install.conf";
const defaultKernelFile = "/etc/sysconfig/kernel";
/**
* The start of the names of boot entries and of rescue files: 32 hexadecimal digits, where an installed Fedora has the
* machine-id. An appliance has none yet, every copy gets one of its own, and entries by that name would never be those
* of the image: its old kernel's entry would stay when a `dnf upgrade` in the guest removes that kernel, the menu, which
* is sorted by name, would mix both at random, and a second rescue kernel would be made. So the name is fixed, from
* the root filesystem's UUID, and kernel-install(8) of the guest is told to use it. That of EL 8 can't be told: there
* /etc/sysconfig/kernel makes the newest kernel the default.
*/
function entryToken(storage) {
	const hex = rootFilesystem(storage)?.uuid.toLowerCase().replaceAll("-", "");
	return hex !== void 0 && /^[0-9a-f]{32}$/.test(hex) ? hex : void 0;
}
/** What kernel-install(8) and its plug-ins read in the guest of Fedora's family when a kernel comes or goes. */
async function writeKernelInstall(files, layout) {
	await writeKernelArguments(files, layout);
	const token = entryToken(layout);
	if (token !== void 0) {
		await files.write(tokenFile, `${token}\n`);
		const before = await files.read(configFile$2) ?? await files.read(packagedConfigFile) ?? "";
		await files.write(configFile$2, setVariables(before, { MACHINE_ID: token }));
	}
	const before = await files.read(defaultKernelFile) ?? "";
	if (readVariable(before, "UPDATEDEFAULT") !== void 0) return;
	const defaults = {
		UPDATEDEFAULT: "yes",
		DEFAULTKERNEL: readVariable(before, "DEFAULTKERNEL") ?? "kernel-core"
	};
	await files.write(defaultKernelFile, setVariables(before, defaults));
}
async function writeKernelArguments(files, layout) {
	const words = [...rootArguments(layout), ...layout.bootLoader.kernelArguments];
	await files.write(argumentsFile$1, `${words.join(" ")}\n`);
}
/** @returns the kernel arguments besides `root=UUID=… ro` if a script changed them */
async function changedKernelArguments(files, layout) {
	const text = await files.read(argumentsFile$1);
	if (text === void 0) return void 0;
	const fixed = rootArguments(layout);
	const words = splitArguments(text).filter((word) => !fixed.includes(word));
	return words.join(" ") === layout.bootLoader.kernelArguments.join(" ") ? void 0 : words;
}

// src/configure/boot/boot-entries.ts
const folder$1 = "/boot/loader/entries";
/** Of a rescue kernel's version and of its entry's name. */
const rescueName = "0-rescue";
function bootEntry({ system, kernel, prefix, options }) {
	return `${[
		`title ${`${system.name} (${kernel.version}) ${system.version}`.trimEnd()}`,
		`version ${kernel.version}`,
		`linux ${prefix}/${kernel.file}`,
		...kernel.initramfs === void 0 ? [] : [`initrd ${prefix}/${kernel.initramfs}`],
		`options ${options}`,
		"grub_users $grub_users",
		"grub_arg --unrestricted",
		`grub_class ${system.id}`
	].join("\n")}\n`;
}
/** @returns the value of the first line with the key, `version` or `options` */
const entryValue = (text, key) => new RegExp(`^${key}[ \\t]+(.*?)[ \\t]*$`, "m").exec(text)?.[1];
/** Name of the entry of a kernel: the identifier of its menu entry as well. */
const entryName = (token, kernel) => `${token}-${kernel.rescue ? rescueName : kernel.version}`;
/**
* Writes an entry for each kernel in /boot. Those that packages made for the same kernels, by the name of a machine and
* with the arguments of the machine that builds, go; and those whose kernel is gone. Others (of another system) stay.
*/
async function writeBootEntries(files, spec) {
	const token = entryToken(spec.storage);
	if (token === void 0) return;
	const kernels = await kernelsOf(files);
	const system = await systemName(files);
	const optionsWith = (words) => [...rootArguments(spec.storage), ...words].join(" ");
	const wanted = /* @__PURE__ */ new Map();
	for (const kernel of kernels) {
		const name = `${entryName(token, kernel)}.conf`;
		const before = entryValue(await files.read(`${folder$1}/${name}`) ?? "", "options");
		const earlier = spec.earlierArguments === void 0 ? void 0 : optionsWith(spec.earlierArguments);
		const options = before !== void 0 && earlier !== void 0 && before !== earlier ? before : optionsWith(spec.kernelArguments);
		wanted.set(name, bootEntry({
			system,
			kernel,
			prefix: bootPrefix(spec.storage),
			options
		}));
	}
	const inBoot = new Set(await files.list("/boot"));
	const endings = kernels.map((kernel) => entryName("", kernel));
	for (const name of await files.list(folder$1)) {
		if (!name.endsWith(".conf") || wanted.has(name)) continue;
		if (endings.some((ending) => name.endsWith(`${ending}.conf`)) || kernelIsGone(await files.read(`${folder$1}/${name}`) ?? "", inBoot)) await files.remove(`${folder$1}/${name}`);
	}
	for (const [name, text] of wanted) await files.write(`${folder$1}/${name}`, text);
}
function kernelIsGone(entry, inBoot) {
	const file = /^\/(?:boot\/)?(vmlinuz-[^/]+)$/.exec(entryValue(entry, "linux") ?? "")?.[1];
	return file !== void 0 && !inBoot.has(file);
}
async function systemName(files) {
	const text = await osRelease(files);
	const value = (name) => readVariable(text, name) ?? "";
	return {
		name: value("NAME") || "Linux",
		version: value("VERSION"),
		id: value("ID") || "linux"
	};
}

// src/configure/boot/fedora-boot.ts
/** systemd-boot has entries of its own, on the EFI system partition, and settings for kernel-install(8) that make more there. */
const hasEntries = ({ bootLoader }) => bootLoader.loader !== "sdboot";
/** Before the scripts, which may change kernel arguments with grubby(8): kernels, their entries, and how more are made. */
async function applyFedoraBoot(layout, { files, family }) {
	if (family.name !== "fedora") return;
	await placeKernels(files, family);
	if (!hasEntries(layout)) return;
	await writeKernelInstall(files, layout);
	const { kernelArguments } = layout.bootLoader;
	await writeBootEntries(files, {
		storage: layout,
		kernelArguments,
		earlierArguments: void 0
	});
}
/** After the scripts and the initramfs: the entries as they are to be. */
async function finishFedoraBoot(files, planned, settings) {
	const { name } = await detectFamily(files);
	if (name !== "fedora" || !hasEntries(planned)) return;
	const { bootLoader } = planned;
	const { kernelArguments } = settings;
	await writeKernelArguments(files, {
		...planned,
		bootLoader: {
			...bootLoader,
			kernelArguments
		}
	});
	await writeBootEntries(files, {
		storage: planned,
		kernelArguments,
		earlierArguments: bootLoader.kernelArguments
	});
}

// src/configure/boot/extlinux-update.ts
/**
* The program that makes extlinux.conf anew in the guest when a kernel or an initramfs comes or goes: Debian's package of
* extlinux has none since 2017. It writes what src/disk/extlinux/extlinux-config.ts writes, from /etc/default/extlinux.
*/
const extlinuxUpdate = `#!/bin/sh
# Written by appliance-build: makes the menu of extlinux anew. Its settings are in /etc/default/extlinux.
set -e
. /etc/default/extlinux
. /etc/os-release
menu=/boot/extlinux/extlinux.conf
[ -d /boot/extlinux ] || exit 0
versions=$(ls /boot | sed -n 's/^vmlinuz-//p' | grep -Ev '[.](old|bak|hmac|sig)$' | sort -rV) || exit 0
{
  echo '# Written by appliance-build.'
  [ -z "$EXTLINUX_SERIAL" ] || echo "serial $EXTLINUX_SERIAL"
  echo "default linux-$(echo "$versions" | head -n 1)"
  echo 'prompt 0'
  if [ "$EXTLINUX_TIMEOUT" != 0 ]; then
    echo 'ui menu.c32'
    echo "menu title $PRETTY_NAME"
    [ "$EXTLINUX_TIMEOUT" = -1 ] && echo 'timeout 0' || echo "timeout $((EXTLINUX_TIMEOUT * 10))"
  fi
  for version in $versions; do
    echo
    echo "label linux-$version"
    echo "  menu label $PRETTY_NAME, with Linux $version"
    echo "  linux $EXTLINUX_FOLDER/vmlinuz-$version"
    for initramfs in "initrd.img-$version" "initramfs-$version.img"; do
      [ ! -e "/boot/$initramfs" ] || { echo "  initrd $EXTLINUX_FOLDER/$initramfs"; break; }
    done
    printf '  append %s\\n' "$EXTLINUX_ROOT\${EXTLINUX_PARAMETERS:+ $EXTLINUX_PARAMETERS}"
  done
} > "$menu.new"
sync "$menu.new"
mv "$menu.new" "$menu"
`;

// src/configure/boot/extlinux-settings.ts
const defaultsFile$1 = "/etc/default/extlinux";
/** Where packages of kernels run programs: Debian (kernel-handbook, 8.4), and kernel-install(8) of Fedora. */
const updateFiles = {
	debian: [
		"/etc/kernel/postinst.d/zz-extlinux",
		"/etc/kernel/postrm.d/zz-extlinux",
		"/etc/initramfs/post-update.d/zz-extlinux"
	],
	fedora: ["/etc/kernel/install.d/99-extlinux.install"]
};
/** Settings, and the program that makes extlinux.conf of them when kernels come and go. */
const extlinuxSettings = {
	async write({ files, family }, layout) {
		const { bootLoader } = layout;
		const { kernelArguments, serialConsole, timeoutSeconds } = bootLoader;
		const { unit, speed } = serialPortOf(kernelArguments);
		const text = setVariables(await files.read(defaultsFile$1) ?? "", {
			EXTLINUX_ROOT: rootArguments(layout).join(" "),
			EXTLINUX_PARAMETERS: kernelArguments.join(" "),
			EXTLINUX_TIMEOUT: String(timeoutSeconds),
			EXTLINUX_FOLDER: bootPrefix(layout),
			EXTLINUX_SERIAL: serialConsole ? `${unit} ${speed}` : ""
		});
		await files.write(defaultsFile$1, text);
		for (const file of updateFiles[family.name]) await files.write(file, extlinuxUpdate, 493);
	},
	async read(files, { bootLoader }) {
		const text = await files.read(defaultsFile$1) ?? "";
		const words = readVariable(text, "EXTLINUX_PARAMETERS");
		return {
			kernelArguments: words === void 0 ? bootLoader.kernelArguments : splitArguments(words),
			timeoutSeconds: timeoutOr(readVariable(text, "EXTLINUX_TIMEOUT"), bootLoader.timeoutSeconds)
		};
	}
};

// src/configure/boot/grub-settings.ts
const defaultsFile = "/etc/default/grub";
/** What anaconda writes to the file, which no package brings, besides what the kickstart says. Only what is missing is added. */
const familyDefaults = {
	debian: [],
	fedora: [
		"GRUB_DISTRIBUTOR=\"$(sed 's, release .*$,,g' /etc/system-release)\"",
		"GRUB_DEFAULT=saved",
		"GRUB_DISABLE_SUBMENU=true",
		"GRUB_DISABLE_RECOVERY=\"true\"",
		"GRUB_ENABLE_BLSCFG=true"
	]
};
function withDefaults(text, lines) {
	const missing = lines.filter((line) => readVariable(text, line.slice(0, line.indexOf("="))) === void 0);
	return (text === "" || text.endsWith("\n") ? text : `${text}\n`) + missing.map((line) => `${line}\n`).join("");
}
/**
* /etc/default/grub (GRUB manual, 6.1) as the kickstart has it, so that an update-grub in the guest keeps the settings.
* Other lines of the file stay. With a password there are no entries for repairs: they give a shell of root.
*/
function grubDefaults(before, planned, family = "debian") {
	const { kernelArguments, timeoutSeconds, serialConsole, hasPassword } = planned;
	const { unit, speed } = serialPortOf(kernelArguments);
	return setVariables(withDefaults(before, familyDefaults[family]), {
		GRUB_TIMEOUT: String(timeoutSeconds),
		GRUB_CMDLINE_LINUX_DEFAULT: "",
		GRUB_CMDLINE_LINUX: kernelArguments.join(" "),
		...serialConsole ? {
			GRUB_TERMINAL: "console serial",
			GRUB_SERIAL_COMMAND: `serial --unit=${unit} --speed=${speed}`
		} : {},
		...hasPassword ? { GRUB_DISABLE_RECOVERY: "true" } : {}
	});
}
function readGrubDefaults(text, planned) {
	const general = readVariable(text, "GRUB_CMDLINE_LINUX");
	const normal = readVariable(text, "GRUB_CMDLINE_LINUX_DEFAULT") ?? "";
	return {
		kernelArguments: general === void 0 ? planned.kernelArguments : splitArguments(`${general} ${normal}`),
		timeoutSeconds: timeoutOr(readVariable(text, "GRUB_TIMEOUT"), planned.timeoutSeconds)
	};
}
async function writeGrubDefaults(files, planned, family) {
	await files.write(defaultsFile, grubDefaults(await files.read(defaultsFile) ?? "", planned, family));
}
const grubSettings = {
	async write(guest, { bootLoader, passwordHash }) {
		await writeGrubDefaults(guest.files, bootLoader, guest.family.name);
		if (passwordHash !== void 0) await writeGrubPassword(guest, passwordHash);
	},
	async read(files, planned) {
		const settings = readGrubDefaults(await files.read(defaultsFile) ?? "", planned.bootLoader);
		const kernelArguments = await changedKernelArguments(files, planned);
		return kernelArguments === void 0 ? settings : {
			...settings,
			kernelArguments
		};
	}
};

// src/configure/boot/sdboot-settings.ts
const argumentsFile = "/etc/kernel/cmdline";
/** loader.conf(5): `menu-force` waits for ever. */
function loaderConfig(timeoutSeconds) {
	return `timeout ${timeoutSeconds === -1 ? "menu-force" : timeoutSeconds}\n`;
}
function readLoaderTimeout(text) {
	const value = /^timeout\s+(\S+)/m.exec(text)?.[1];
	if (value === "menu-force") return -1;
	if (value === "menu-hidden") return 0;
	return /^\d+$/.test(value ?? "") ? Number(value) : void 0;
}
function loaderFile({ disks, bootLoader: { uefi } }) {
	return `${disks.find(({ name }) => name === uefi?.disk)?.partitions.find(({ number }) => number === uefi?.partition)?.filesystem?.mountPoint ?? "/boot/efi"}/loader/loader.conf`;
}
/**
* What kernel-install(8) needs in the guest to add the kernels of updates: their arguments, entries by the Boot Loader
* Specification with the kernels beside them, and a name for them that is not the machine's.
*/
const sdbootSettings = {
	async write({ files }, layout) {
		const words = [...rootArguments(layout), ...layout.bootLoader.kernelArguments];
		await files.write(argumentsFile, `${words.join(" ")}\n`);
		await files.write("/etc/kernel/install.conf", "layout=bls\n");
		await files.write("/etc/kernel/entry-token", `${await tokenOf(files)}\n`);
		await files.write(loaderFile(layout), loaderConfig(layout.bootLoader.timeoutSeconds));
	},
	async read(files, layout) {
		const { bootLoader } = layout;
		const fixed = rootArguments(layout);
		const words = await files.read(argumentsFile);
		const timeout = readLoaderTimeout(await files.read(loaderFile(layout)) ?? "");
		return {
			kernelArguments: words === void 0 ? bootLoader.kernelArguments : splitArguments(words).filter((word) => !fixed.includes(word)),
			timeoutSeconds: timeout ?? bootLoader.timeoutSeconds
		};
	}
};
async function tokenOf(files) {
	const osRelease = await files.read("/etc/os-release") ?? await files.read("/usr/lib/os-release") ?? "";
	const id = readVariable(osRelease, "ID") ?? "";
	return /^[a-z0-9._-]+$/.test(id) ? id : "linux";
}

// src/configure/boot/loader-settings.ts
const loaderSettings = {
	grub: grubSettings,
	extlinux: extlinuxSettings,
	sdboot: sdbootSettings,
	none: grubSettings
};

// src/configure/accounts/account-files.ts
function findAccount(passwd, name) {
	const fields = findEntry(passwd, name);
	if (fields === void 0) return void 0;
	return {
		name,
		uid: Number(fields[2]),
		gid: Number(fields[3]),
		home: fields[5] ?? "/"
	};
}
function hasEntry(text, name) {
	return findEntry(text, name) !== void 0;
}
/** @returns name of the group with this number */
function groupWithId(group, gid) {
	return group.split("\n").map((line) => line.split(":")).find((fields) => fields[2] === String(gid))?.[0];
}
/** @returns number of the user or group with this name */
function entryId(text, name) {
	const fields = findEntry(text, name);
	return fields === void 0 ? void 0 : Number(fields[2]);
}
function findEntry(text, name) {
	return text.split("\n").map((line) => line.split(":")).find((fields) => fields[0] === name);
}
/**
* Sets a password field and clears the day of the last change (as anaconda does): the day of the build would otherwise
* be in the image, and ages would count from it.
*
* @param field crypt(3) hash, with a leading `!` if locked
*/
function setShadowPassword(shadow, name, field) {
	const lines = shadow.split("\n");
	const index = lines.findIndex((line) => line.startsWith(`${name}:`));
	if (index === -1) return `${shadow}${shadow === "" || shadow.endsWith("\n") ? "" : "\n"}${name}:${field}::0:99999:7:::\n`;
	lines[index] = [
		name,
		field,
		"",
		...(lines[index] ?? "").split(":").slice(3)
	].join(":");
	return lines.join("\n");
}
function shadowPassword(shadow, name) {
	return findEntry(shadow, name)?.[1];
}

// src/configure/accounts/account-program.ts
/** @throws ApplianceError code `useradd-missing` or `groupadd-missing`: the guest has no such program */
async function requireAccountProgram(program, { kind, name, position }, { files, family }) {
	if (await findProgram(files, program) !== void 0) return;
	throw new ApplianceError({
		kind: "build",
		code: `${program}-missing`,
		message: `can't make the ${kind} ${name}: the guest has no ${program}`,
		position,
		hint: `add ${family.packages.accounts} to %packages`
	});
}
/** @param args hold no password. @throws ApplianceError code `user-failed` or `group-failed` */
async function runAccountProgram(program, args, { kind, name, position }, { chroot }) {
	const { exitCode, tail } = await chroot.run(program, args, { okCodes: everyExitCode });
	if (exitCode === 0) return;
	throw new ApplianceError({
		kind: "build",
		code: `${kind}-failed`,
		message: `can't make the ${kind} ${name}: ${program} failed with exit code ${exitCode}`,
		position,
		detail: tail
	});
}

// src/configure/accounts/sha512-crypt.ts
/** Order in which the digest's bytes are written, three at a time (SHA-crypt specification by U. Drepper, step 22). */
const triples = [
	[
		0,
		21,
		42
	],
	[
		22,
		43,
		1
	],
	[
		44,
		2,
		23
	],
	[
		3,
		24,
		45
	],
	[
		25,
		46,
		4
	],
	[
		47,
		5,
		26
	],
	[
		6,
		27,
		48
	],
	[
		28,
		49,
		7
	],
	[
		50,
		8,
		29
	],
	[
		9,
		30,
		51
	],
	[
		31,
		52,
		10
	],
	[
		53,
		11,
		32
	],
	[
		12,
		33,
		54
	],
	[
		34,
		55,
		13
	],
	[
		56,
		14,
		35
	],
	[
		15,
		36,
		57
	],
	[
		37,
		58,
		16
	],
	[
		59,
		17,
		38
	],
	[
		18,
		39,
		60
	],
	[
		40,
		61,
		19
	],
	[
		62,
		20,
		41
	]
];
const alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const rounds = 5e3;
const sha512 = (...parts) => {
	const hash = createHash("sha512");
	for (const part of parts) hash.update(part);
	return hash.digest();
};
/** `length` bytes of `block` repeated. */
const stretch = (block, length) => Buffer.concat(Array.from({ length: Math.ceil(length / block.length) }, () => block)).subarray(0, length);
/**
* The `$6$` hash of crypt(3), made here so that no password is ever an argument of a program.
*
* @param salt at most 16 characters of `[./0-9A-Za-z]`
*/
function sha512Crypt(password, salt) {
	const key = Buffer.from(password, "utf8");
	const saltBytes = Buffer.from(salt, "utf8").subarray(0, 16);
	const alternate = sha512(key, saltBytes, key);
	const start = [
		key,
		saltBytes,
		stretch(alternate, key.length)
	];
	for (let bits = key.length; bits > 0; bits >>= 1) start.push((bits & 1) === 1 ? alternate : key);
	let digest = sha512(...start);
	const keySequence = stretch(sha512(...Array.from({ length: key.length }, () => key)), key.length);
	const saltTimes = 16 + (digest[0] ?? 0);
	const saltSequence = stretch(sha512(...Array.from({ length: saltTimes }, () => saltBytes)), saltBytes.length);
	for (let round = 0; round < rounds; round += 1) {
		const odd = round % 2 === 1;
		digest = sha512(odd ? keySequence : digest, round % 3 === 0 ? Buffer.alloc(0) : saltSequence, round % 7 === 0 ? Buffer.alloc(0) : keySequence, odd ? digest : keySequence);
	}
	return `$6$${saltBytes.toString("utf8")}$${encode(digest)}`;
}
function encode(digest) {
	const byte = (index) => digest[index] ?? 0;
	return triples.map(([a, b, c]) => characters(byte(a) << 16 | byte(b) << 8 | byte(c), 4)).join("") + characters(byte(63), 2);
}
/** Six bits to a character, lowest first. */
function characters(word, count) {
	return Array.from({ length: count }, (_, index) => alphabet[word >> 6 * index & 63]).join("");
}
/**
* A salt that is the same for the same appliance and user, so that the same kickstart gives the same bytes, and that
* tells nothing of the password.
*/
function derivedSalt(appliance, user) {
	return [...createHash("sha256").update(`${appliance}\0${user}`).digest().subarray(0, 16)].map((byte) => alphabet[byte & 63]).join("");
}

// src/configure/effects/accounts/root-ssh.ts
const mainFile = "/etc/ssh/sshd_config";
const permit = "PermitRootLogin yes";
/**
* Lets root log in with a password (sshd_config(5), where of several values the first counts): in a file beside the main
* one, as anaconda does, or at the main one's top where that includes no others (OpenSSH before 8.2).
*/
async function allowRootSsh({ position }, { files, warn }) {
	const main = await files.read(mainFile);
	if (main !== void 0 && !/^\s*Include\s+.*sshd_config\.d\/\*/im.test(main)) {
		if (!main.startsWith(`${permit}\n`)) await files.write(mainFile, `${permit}\n${main}`, 384);
		return;
	}
	await files.write("/etc/ssh/sshd_config.d/01-permitrootlogin.conf", `${permit}\n`, 384);
	if (main !== void 0) return;
	warn({
		code: "ssh-server-missing",
		message: "rootpw --allow-ssh has no effect: the guest has no ssh server",
		position,
		hint: "add openssh-server to %packages"
	});
}

// src/configure/effects/accounts/accounts.ts
/**
* Password field of shadow(5): a hash as given, or one made of the clear text; `!` in front locks it, and alone when
* there is no password.
*/
function passwordField(password, lock, salt) {
	if (password === void 0) return "!";
	const hash = password.encrypted ? password.text : sha512Crypt(password.text, salt);
	return lock && !hash.startsWith("!") ? `!${hash}` : hash;
}
async function setPassword({ files }, user, field) {
	const shadow = await files.read("/etc/shadow") ?? "";
	await files.write("/etc/shadow", setShadowPassword(shadow, user, field), await modeOf(files, "/etc/shadow", 416));
}
async function modeOf(files, guestPath, otherwise) {
	const stats = await fs.stat(await files.path(guestPath)).catch(() => void 0);
	return stats === void 0 ? otherwise : stats.mode & 4095;
}
/** Without a rootpw line root is locked, as anaconda has it. */
async function applyRootpw(command, appliance, guest) {
	const field = passwordField(command?.password, command?.lock ?? true, derivedSalt(appliance, "root"));
	const before = shadowPassword(await guest.files.read("/etc/shadow") ?? "", "root");
	if (!(field === "!" && before !== void 0 && /^[!*]/.test(before))) await setPassword(guest, "root", field);
	if (command?.allowSsh) await allowRootSsh(command, guest);
}
/** `wheel(10)`: a group and the number to make it with. */
function parseGroup(text) {
	const match = /^([^(]+)\((\d+)\)$/.exec(text);
	return {
		name: match?.[1] ?? text,
		gid: match?.[2]
	};
}
/** @param homeExists useradd(8) copies the skeleton only into a home folder that it makes itself */
function useraddArguments(command, { homeExists, shell, group }) {
	const groups = command.groups.map((text) => parseGroup(text).name).filter((name) => name !== group);
	return [
		...group === void 0 ? ["-U"] : [
			"-N",
			"-g",
			group
		],
		...groups.length > 0 ? ["-G", groups.join(",")] : [],
		...command.homeDir === void 0 ? [] : ["-d", command.homeDir],
		homeExists ? "-M" : "-m",
		...["-s", shell],
		...command.uid === void 0 ? [] : ["-u", String(command.uid)],
		...command.gecos === void 0 ? [] : ["-c", command.gecos],
		...["--", command.user]
	];
}
const wantedUser = ({ user, position }) => ({
	kind: "user",
	name: user,
	position
});
/**
* Makes users in file order: missing groups first, then the user, then the password.
*
* @throws ApplianceError codes `useradd-missing`, `user-failed`
*/
async function applyUsers(users, appliance, guest) {
	const { files, warn } = guest;
	for (const command of users) {
		const { user, position } = command;
		await requireAccountProgram("useradd", wantedUser(command), guest);
		if (hasEntry(await files.read("/etc/passwd") ?? "", user)) {
			warn({
				code: "user-exists",
				message: `the user ${user} exists already and is left as it is`,
				position,
				hint: "the packages made it; its password and groups stay as they are"
			});
			continue;
		}
		await addGroups(command);
		const group = await ownGroup(command);
		const homeExists = await files.exists(command.homeDir ?? `/home/${user}`);
		const shell = command.shell ?? (await files.exists("/bin/bash") ? "/bin/bash" : "/bin/sh");
		await runAccountProgram("useradd", useraddArguments(command, {
			homeExists,
			shell,
			group
		}), wantedUser(command), guest);
		if (homeExists) await checkHome(command);
		await setPassword(guest, user, passwordField(command.password, command.lock, derivedSalt(appliance, user)));
	}
	async function addGroups(command) {
		for (const { name, gid } of command.groups.map(parseGroup)) {
			const known = entryId(await files.read("/etc/group") ?? "", name);
			if (known !== void 0 && gid !== void 0 && known !== Number(gid)) {
				const message = `the group ${name} exists already with the number ${known} and is left as it is`;
				warn({
					code: "group-exists",
					message,
					position: command.position
				});
			}
			if (known !== void 0) continue;
			await runAccountProgram("groupadd", [
				...gid === void 0 ? [] : ["-g", gid],
				"--",
				name
			], wantedUser(command), guest);
		}
	}
	/** A folder of others is left as it is: it may be one of the system, such as /srv. */
	async function checkHome({ user, position }) {
		const { home = "/", uid } = findAccount(await files.read("/etc/passwd") ?? "", user) ?? {};
		const owner = (await fs.stat(await files.path(home))).uid;
		if (owner === uid) return;
		const message = `the home folder ${home} of ${user} was there already and belongs to the user with the number ${owner}`;
		warn({
			code: "home-exists",
			message,
			position,
			hint: `give it away in %post: chown ${user}: ${home}`
		});
	}
	/** The group that --gid names, made if it is not there. */
	async function ownGroup(command) {
		const groups = await files.read("/etc/group") ?? "";
		if (command.gid === void 0) return hasEntry(groups, command.user) ? command.user : void 0;
		const known = groupWithId(groups, command.gid);
		if (known !== void 0) return known;
		await runAccountProgram("groupadd", [
			"-g",
			String(command.gid),
			"--",
			command.user
		], wantedUser(command), guest);
		return command.user;
	}
}

// src/configure/effects/accounts/authentication.ts
/** Features of authselect, and options of authconfig, that a profile of pam-auth-update(8) brings. */
const pamProfiles = {
	"with-mkhomedir": "mkhomedir",
	"--enablemkhomedir": "mkhomedir"
};
/** What every guest does anyway. */
const given$1 = [
	/^(?:select|--force|-f|--quiet|-q|--nobackup)$/,
	/^(?:local|minimal|sssd)$/,
	/^--(?:use|enable)shadow$/,
	/^--(?:passalgo=(?:sha512|yescrypt)|update|nostart|updateall|kickstart)$/
];
/**
* How the guest authenticates: authselect(8) or authconfig where the guest has it, on Debian profiles of PAM.
*
* @throws ApplianceError code `authselect-missing` on a guest that is meant to have it
*/
async function applyAuthentication(command, guest) {
	const program = command.name === "auth" ? "authconfig" : "authselect";
	if (await findProgram(guest.files, program) !== void 0) {
		const failure = `can't set up authentication (${command.name})`;
		await guest.chroot.run(program, programArguments(command), {
			logOutput: true,
			failure
		});
		return;
	}
	const words = command.arguments.filter((word) => !given$1.some((pattern) => pattern.test(word)));
	if (guest.family.name === "fedora" && command.name === "authselect") throw new ApplianceError({
		kind: "build",
		code: "authselect-missing",
		message: "the kickstart has an authselect line, but the guest has no authselect",
		position: command.position,
		hint: "add authselect to %packages"
	});
	const enabled = guest.family.name === "debian" ? await enableProfiles(words, guest) : [];
	const left = words.filter((word) => !enabled.includes(word));
	if (left.length === 0) return;
	guest.warn({
		code: "authentication-unchanged",
		message: `${command.name}: ${left.join(" ")} has no effect: the guest has no ${program}`,
		position: command.position,
		hint: guest.family.name === "debian" ? "in Debian the packages set up PAM: add the one that brings the feature, such as libpam-sss, to %packages" : `add ${program} to %packages`
	});
}
/** As anaconda calls them: nothing is asked, nothing is started. */
function programArguments({ name, arguments: words }) {
	if (name === "auth") return [
		"--update",
		"--nostart",
		...words
	];
	return words.includes("--force") ? words : [...words, "--force"];
}
/** @returns the words that were put into effect */
async function enableProfiles(words, { files, chroot }) {
	if (await findProgram(files, "pam-auth-update") === void 0) return [];
	const done = [];
	for (const word of words) {
		const profile = pamProfiles[word];
		if (profile === void 0 || !await files.exists(`/usr/share/pam-configs/${profile}`)) continue;
		await chroot.run("pam-auth-update", [
			"--package",
			"--enable",
			profile
		], {
			logOutput: true,
			failure: `can't enable the PAM profile ${profile}`
		});
		done.push(word);
	}
	return done;
}

// src/configure/effects/accounts/groups.ts
/**
* Makes groups in file order. One that the packages made already stays, with a warning if its number differs.
*
* @throws ApplianceError codes `groupadd-missing`, `group-failed`
*/
async function applyGroups(groups, guest) {
	const { files, warn } = guest;
	for (const { group, gid, position } of groups) {
		const known = entryId(await files.read("/etc/group") ?? "", group);
		if (known !== void 0) {
			warn({
				code: "group-exists",
				message: `the group ${group} exists already${gid !== void 0 && gid !== known ? ` with the number ${known}` : ""} and is left as it is`,
				position
			});
			continue;
		}
		const wanted = {
			kind: "group",
			name: group,
			position
		};
		await requireAccountProgram("groupadd", wanted, guest);
		const args = [
			...gid === void 0 ? [] : ["-g", String(gid)],
			"--",
			group
		];
		await runAccountProgram("groupadd", args, wanted, guest);
	}
}

// src/configure/effects/accounts/ssh-keys.ts
/**
* Appends keys to ~/.ssh/authorized_keys (0600 in a folder of 0700, sshd(8)), owned by the user.
*
* @throws ApplianceError code `unknown-user`
*/
async function applySshKeys(commands, { files }) {
	for (const { user, key, position } of commands) {
		const account = findAccount(await files.read("/etc/passwd") ?? "", user);
		if (account === void 0) throw new ApplianceError({
			kind: "input",
			code: "unknown-user",
			message: `can't add the ssh key: there is no user ${user}`,
			position,
			hint: `add a line "user --name=${user}"`
		});
		const file = await files.path(path.posix.join(account.home, ".ssh/authorized_keys"));
		const before = await fs.readFile(file, "utf8").catch(() => "");
		if (before.split("\n").includes(key)) continue;
		const folder = path.dirname(file);
		await fs.mkdir(folder, { recursive: true });
		await fs.chmod(folder, 448);
		await fs.writeFile(file, `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${key}\n`, { mode: 384 });
		await fs.chmod(file, 384);
		for (const owned of [folder, file]) await fs.chown(owned, account.uid, account.gid);
	}
}

// src/configure/effects/certificates.ts
/** Only names with the suffix count where there is one; of several certificates in a file some tools find only the first. */
function anchorFiles({ filename, text }, { trustedAuthorities }) {
	const { suffix, oneToAFile } = trustedAuthorities;
	const base = filename.endsWith(suffix) ? filename.slice(0, filename.length - suffix.length) : path.parse(filename).name;
	const found = certificatesIn(text);
	if (!oneToAFile || found.length < 2) return [[`${base}${suffix}`, text]];
	return found.map((pem, index) => [`${base}-${index + 1}${suffix}`, pem]);
}
/**
* Puts the certificates where the kickstart wants them: `--dir` as it says, `--type=anchor` among the authorities that the
* guest trusts, whose store is then made anew (update-ca-certificates(8), update-ca-trust(8)).
*/
async function applyCertificates(certificates, guest) {
	const { files, family, chroot, warn } = guest;
	for (const { directory, filename, text } of certificates) if (directory !== void 0) await files.write(path.posix.join(directory, filename), `${text}\n`);
	const anchors = certificates.filter(({ type }) => type === "anchor");
	const [first] = anchors;
	if (first === void 0) return;
	const { folder, program, args } = family.trustedAuthorities;
	for (const anchor of anchors) for (const [name, pem] of anchorFiles(anchor, family)) await files.write(path.posix.join(folder, name), `${pem}\n`);
	if (await findProgram(files, program) === void 0) {
		warn({
			code: "trust-store-missing",
			message: `the certificate is in ${folder}, but nothing trusts it: the guest has no ${program}`,
			position: first.position,
			hint: "add ca-certificates to %packages"
		});
		return;
	}
	await chroot.run(program, args, {
		logOutput: true,
		failure: "can't make the store of trusted authorities"
	});
}

// src/configure/effects/units.ts
const unitFolders = [
	"/etc/systemd/system",
	"/run/systemd/system",
	"/usr/lib/systemd/system",
	"/lib/systemd/system"
];
const unitSuffix = /\.(?:service|socket|target|timer|mount|automount|path|slice|swap|device|scope)$/;
/** systemd.unit(5): a name without a type is a service. */
const withType = (name) => {
	const [type = ".service"] = unitSuffix.exec(name) ?? [];
	return {
		base: name.replace(unitSuffix, ""),
		type
	};
};
/**
* The unit that a name of the kickstart means in this guest: the unit itself, else what the family calls it, of whatever
* type. An instance (`getty@tty2`) is looked up by its template, an init script by its name. Another name of a unit is a
* link to it, which systemctl(1) refuses to switch: then it is the unit that counts.
*
* @returns undefined if it is not installed
*/
async function findUnit(name, { files, family }) {
	const { base, type } = withType(name);
	for (const candidate of [base, ...family.unitAliases[base] ?? []]) {
		const unit = `${candidate}${type}`;
		const template = `${candidate.replace(/@.*/s, "@")}${type}`;
		const place = await firstExisting(files, unitFolders.map((folder) => `${folder}/${template}`));
		if (place !== void 0) return template === unit ? await linkedUnit(unit, place, files) : unit;
		if (await files.exists(`/etc/init.d/${candidate}`)) return unit;
	}
}
async function linkedUnit(unit, place, files) {
	const target = path.basename(await files.path(place));
	const places = unitFolders.map((folder) => `${folder}/${target}`);
	return unitSuffix.test(target) && await firstExisting(files, places) !== void 0 ? target : unit;
}
/** What systemctl says of a unit without an [Install] section, and ends with 0. */
const isStatic = /^The unit files have no (?:installation config|\[Install\] section)/;
/**
* Enables or disables a unit without a running manager.
*
* @returns what went wrong, in one line; undefined if it worked
*/
async function switchUnit(action, unit, { files, chroot }) {
	if (await findProgram(files, "systemctl") === void 0) return "the guest has no systemd";
	const { exitCode, tail } = await chroot.run("systemctl", [action, unit], {
		okCodes: everyExitCode,
		logOutput: true
	});
	if (exitCode !== 0) return tail.at(-1) ?? `systemctl failed with exit code ${exitCode}`;
	return action === "enable" && tail.some((line) => isStatic.test(line)) ? "it has no [Install] section, other units start it when they need it" : void 0;
}

// src/configure/effects/display.ts
const displayManagers = [
	"gdm",
	"gdm3",
	"sddm",
	"lightdm",
	"lxdm",
	"plasmalogin",
	"slim",
	"xdm"
];
const desktopFile = "/etc/sysconfig/desktop";
async function hasDisplayManager(guest) {
	if (await guest.files.exists("/etc/systemd/system/display-manager.service")) return true;
	for (const name of displayManagers) if (await findUnit(name, guest) !== void 0) return true;
	return false;
}
/**
* The unit that the guest boots into, always set as anaconda does: multi-user.target with skipx, graphical.target with
* `xconfig --startxonboot`, and without both, graphical.target if a display manager is installed.
*/
async function applyDefaultTarget({ xconfig, skipx }, guest) {
	const { files, family, warn } = guest;
	const startX = skipx === void 0 && xconfig?.startXOnBoot === true;
	const target = startX || skipx === void 0 && await hasDisplayManager(guest) ? "graphical.target" : "multi-user.target";
	const unit = await firstExisting(files, ["/usr/lib", "/lib"].map((folder) => `${folder}/systemd/system/${target}`));
	if (unit !== void 0) await files.link("/etc/systemd/system/default.target", unit);
	if (startX && !await hasDisplayManager(guest)) warn({
		code: "display-manager-missing",
		message: "xconfig --startxonboot shows no display: the guest has no display manager",
		position: xconfig?.position,
		hint: `add one to %packages, such as ${family.packages.displayManager}`
	});
	if (xconfig?.defaultDesktop) await setDesktop(xconfig.defaultDesktop, xconfig, guest);
}
/** /etc/sysconfig/desktop: read by the scripts that start X in the guest's family. */
async function setDesktop(desktop, { position }, { files, family, warn }) {
	if (family.hasSysconfig) {
		await files.write(desktopFile, setVariables(await files.read(desktopFile) ?? "", { DESKTOP: desktop }));
		return;
	}
	warn({
		code: "default-desktop-unused",
		message: `xconfig --defaultdesktop=${desktop} has no effect: the guest's display manager picks the desktop`,
		position,
		hint: "set it in %post: \"update-alternatives --set x-session-manager PROGRAM\""
	});
}

// src/configure/effects/firewall/firewalld.ts
/** What stays open: the services asked for, and ssh, so that nobody is locked out, unless it is removed (as in anaconda). */
function openServices({ services, removeServices }) {
	return [.../* @__PURE__ */ new Set(["ssh", ...services])].filter((service) => !removeServices.includes(service));
}
/** Of firewall-offline-cmd(1); its default zone has ssh in it, so what is removed must be named. */
function firewalldArguments(command) {
	return [
		"--enabled",
		...command.trust.map((device) => `--trust=${device}`),
		...command.ports.map((port) => `--port=${port}`),
		...openServices(command).map((service) => `--service=${service}`),
		...command.removeServices.map((service) => `--remove-service=${service}`)
	];
}
/** Files of firewalld.service(5), the administrator's first. */
const firewalldServices = ["/etc/firewalld/services", "/usr/lib/firewalld/services"];
/**
* Writes the settings of firewalld, whose own files say which ports a service has.
*
* @throws ApplianceError codes `unknown-firewall-service`, `firewall-failed`
*/
async function setUpFirewalld(command, { files, chroot }) {
	const { services, removeServices, position } = command;
	for (const service of [...services, ...removeServices]) {
		const places = firewalldServices.map((folder) => `${folder}/${service}.xml`);
		if (await firstExisting(files, places) !== void 0) continue;
		const names = (await files.list("/usr/lib/firewalld/services")).map((name) => name.replace(/\.xml$/, ""));
		const near = closest(service, names);
		throw new ApplianceError({
			kind: "input",
			code: "unknown-firewall-service",
			message: `firewalld in the guest has no service ${service}`,
			position,
			hint: near === void 0 ? "write its ports: --port=8080:tcp" : `did you mean ${near}?`
		});
	}
	const options = {
		okCodes: everyExitCode,
		logOutput: true
	};
	const { exitCode, tail } = await chroot.run("firewall-offline-cmd", firewalldArguments(command), options);
	if (exitCode === 0) return;
	throw new ApplianceError({
		kind: "build",
		code: "firewall-failed",
		message: `can't set up the firewall: firewall-offline-cmd failed with exit code ${exitCode}`,
		position,
		detail: tail
	});
}

// src/configure/effects/firewall/firewall.ts
const firewallUnits = [
	"nftables",
	"firewalld",
	"ufw",
	"iptables",
	"ip6tables",
	"netfilter-persistent"
];
/**
* Ports that a firewall line opens.
*
* @throws ApplianceError codes `unknown-firewall-service`, `bad-firewall-port`
*/
function openPorts(command) {
	const { position } = command;
	const fromServices = openServices(command).flatMap((service) => {
		const known = firewallServices[service];
		if (known !== void 0) return known;
		throw new ApplianceError({
			kind: "input",
			code: "unknown-firewall-service",
			message: `the ports of the firewall service ${service} are not known`,
			position,
			hint: "write its ports, --port=8080:tcp, or add firewalld to %packages"
		});
	});
	const byProtocol = /* @__PURE__ */ new Map();
	for (const text of [...fromServices, ...command.ports]) {
		const port = parsePort(text);
		if (port === void 0) throw new ApplianceError({
			kind: "input",
			code: "bad-firewall-port",
			message: `${text} is no port`,
			position
		});
		byProtocol.set(port.protocol, (byProtocol.get(port.protocol) ?? /* @__PURE__ */ new Set()).add(port.range));
	}
	return Object.fromEntries([...byProtocol].map(([protocol, ranges]) => [protocol, [...ranges]]));
}
/**
* nft(8) rules. ICMPv6 is not optional: without it IPv6 finds neither neighbours nor routers (RFC 4890); answers of
* DHCPv6 come from another address than the question went to, so tracking does not know them.
*
* @param closed services that are removed: `dhcpv6-client` is open otherwise, as in firewalld's zones
*/
function nftablesText(ports, trusted, closed = []) {
	const rules = [
		"ct state established,related accept",
		"ct state invalid drop",
		"iif \"lo\" accept",
		...trusted.map((device) => `iifname "${device}" accept`),
		"meta l4proto { 1, 58 } accept",
		...closed.includes("dhcpv6-client") ? [] : ["ip6 saddr fe80::/10 udp dport 546 accept"],
		...Object.entries(ports).map(([protocol, ranges]) => `${protocol} dport { ${ranges.join(", ")} } accept`)
	];
	return [
		"#!/usr/sbin/nft -f",
		"# From the firewall line of the kickstart.",
		"flush ruleset",
		"table inet filter {",
		...["  chain input {", "    type filter hook input priority filter; policy drop;"],
		...rules.map((rule) => `    ${rule}`),
		"  }",
		"  chain forward {\n    type filter hook forward priority filter; policy drop;\n  }",
		"  chain output {\n    type filter hook output priority filter; policy accept;\n  }",
		"}",
		""
	].join("\n");
}
/**
* Sets up firewalld if the guest has it, else nftables; with --use-system-defaults neither.
*
* @throws ApplianceError codes `firewall-missing`, `firewall-failed`, and those of `openPorts`
*/
async function applyFirewall(command, guest) {
	const { files, family } = guest;
	if (command.useSystemDefaults) return;
	if (!command.enabled) {
		for (const name of firewallUnits) await switchIfInstalled("disable", name, command, guest);
		return;
	}
	if (await findProgram(files, "firewall-offline-cmd") !== void 0) {
		await setUpFirewalld(command, guest);
		await switchIfInstalled("enable", "firewalld", command, guest);
		return;
	}
	const ports = openPorts(command);
	if (await findProgram(files, "nft") === void 0) throw new ApplianceError({
		kind: "build",
		code: "firewall-missing",
		message: "the kickstart asks for a firewall, but the guest has neither firewalld nor nftables",
		position: command.position,
		hint: `add ${family.packages.firewall} to %packages, or write "firewall --disabled"`
	});
	await files.write(family.nftablesFile, nftablesText(ports, command.trust, command.removeServices), 493);
	await switchIfInstalled("enable", "nftables", command, guest);
}
async function switchIfInstalled(action, name, { position }, guest) {
	const unit = await findUnit(name, guest);
	const problem = unit === void 0 ? void 0 : await switchUnit(action, unit, guest);
	if (problem !== void 0) guest.warn({
		code: `service-not-${action}d`,
		message: `can't ${action} ${name}: ${problem}`,
		position
	});
}

// src/configure/effects/first-boot.ts
/** Read by initial-setup and gnome-initial-setup (anaconda's documentation, "User interaction config file"). */
const interactionFile = "/etc/sysconfig/anaconda";
const noTools = "# From the firstboot line of the kickstart.\n[General]\npost_install_tools_disabled = 1\n";
/**
* Enables what asks the user at the first boot, or disables it: unless the line asks for it, nothing asks, as in
* anaconda. A guest whose family has no such program is warned of.
*/
async function applyFirstBoot(line, guest) {
	const { files, family, warn } = guest;
	const units = [];
	for (const name of family.firstBootUnits) {
		const unit = await findUnit(name, guest);
		if (unit !== void 0) units.push(unit);
	}
	const { mode, position } = line ?? {};
	if (mode === void 0 || mode === "disable") {
		for (const unit of units) await switchOrWarn("disable", unit);
		if (mode === "disable" && family.firstBootUnits.length > 0) await files.write(interactionFile, noTools);
		return;
	}
	const [first] = units;
	if (first !== void 0) {
		await switchOrWarn("enable", first);
		if (mode === "reconfig") await files.write("/etc/reconfigSys", "");
		return;
	}
	const never = family.firstBootUnits.length === 0;
	warn({
		code: "first-boot-missing",
		message: `firstboot --${mode} has no effect: nothing in the guest asks the user at the first boot`,
		position,
		hint: never ? "let cloud-init, or a unit made in %post, set the machine up when it starts" : "add initial-setup to %packages"
	});
	async function switchOrWarn(action, unit) {
		const problem = await switchUnit(action, unit, guest);
		if (problem === void 0) return;
		warn({
			code: `service-not-${action}d`,
			message: `can't ${action} ${unit}: ${problem}`,
			position
		});
	}
}

// src/configure/effects/hostname.ts
const ownLine = (address, hostname) => {
	const [short = hostname] = hostname.split(".");
	return `${address}\t${short === hostname ? hostname : `${hostname} ${short}`}`;
};
const standardHosts = "127.0.0.1	localhost\n::1	localhost ip6-localhost ip6-loopback\n";
/**
* hosts(5) text in which the machine finds its own name.
*
* @param addresses of the lines for the name itself; none: the file only needs localhost
*/
function hostsText(before, hostname, addresses) {
	const text = before === void 0 || before.trim() === "" ? standardHosts : before;
	if (hostname === void 0 || addresses.length === 0) return text;
	const lines = text.split("\n").filter((line) => !addresses.includes(line.split(/\s/)[0] ?? ""));
	const after = lines.findIndex((line) => /^127\.0\.0\.1\s/.test(line));
	lines.splice(after + 1, 0, ...addresses.map((address) => ownLine(address, hostname)));
	return lines.join("\n");
}
/**
* The addresses that the name stands for: those of the first connection that has static ones, before any that lead
* nowhere else (Debian reference, 5.1.1).
*/
function ownAddresses(networks, family) {
	const fixed = networks.filter(({ ipv4, ipv6 }) => ipv4.static !== void 0 || ipv6.static !== void 0);
	const chosen = fixed.find(({ neverDefault }) => !neverDefault) ?? fixed[0];
	if (chosen === void 0) return family.ownAddress === void 0 ? [] : [family.ownAddress];
	return [chosen.ipv4.static, chosen.ipv6.static].flatMap((address) => address?.address ?? []);
}
/**
* hostname(5) and hosts(5). Without a name the file goes: what is in it was copied from the machine that installed the
* packages, and without it the guest is `localhost`, or what DHCP calls it.
*/
async function applyHostname({ hostname, networks }, { files, family }) {
	if (hostname === void 0) await files.remove("/etc/hostname");
	else await files.write("/etc/hostname", `${hostname}\n`);
	await files.write("/etc/hosts", hostsText(await files.read("/etc/hosts"), hostname, ownAddresses(networks, family)));
}

// src/configure/effects/kdump.ts
/**
* Switches the service that keeps a crash kernel loaded; the memory for it is a kernel argument. A file of the package
* that would add another reservation behind it, the last of which counts, says nothing any more.
*/
async function applyKdump({ enabled, position }, guest) {
	const file = guest.family.crashKernelFile;
	if (file !== void 0 && await guest.files.exists(file)) await guest.files.write(file, "# The memory for kdump stands in /etc/default/grub, as the kickstart has it.\n");
	const unit = await findUnit("kdump", guest);
	const action = enabled ? "enable" : "disable";
	if (unit === void 0 && !enabled) return;
	const problem = unit === void 0 ? "no package brings it" : await switchUnit(action, unit, guest);
	if (problem === void 0) return;
	guest.warn({
		code: `service-not-${action}d`,
		message: `can't ${action} kdump: ${problem}`,
		position,
		...unit === void 0 ? { hint: `add ${guest.family.packages.kdump} to %packages` } : {}
	});
}

// src/configure/effects/keyboard/known.ts
const keymapFolders = [
	"/usr/lib/kbd/keymaps",
	"/usr/share/kbd/keymaps",
	"/usr/share/keymaps"
];
const xkbFolder = "/usr/share/X11/xkb";
const ruleLists = ["base.lst", "evdev.lst"].map((name) => `${xkbFolder}/rules/${name}`);
/** Names of the console keymaps in a guest: `de-nodeadkeys`. Empty if it has none. */
async function keymapsOf(files) {
	const names = /* @__PURE__ */ new Set();
	for (const folder of keymapFolders) {
		const entries = await fs.readdir(await files.path(folder), { recursive: true }).catch(() => []);
		for (const entry of entries) {
			const name = /([^/]+)\.k?map(?:\.gz|\.xz|\.zst)?$/.exec(entry)?.[1];
			if (name !== void 0) names.add(name);
		}
	}
	return names;
}
/**
* Reads a list of XKB's rules, `! layout`, `! variant` and `! option` with a name and a description a line:
*
* ```
* ! variant
*   nodeadkeys      de: German (no dead keys)
* ```
*/
function parseXkbNames(text) {
	const sections = {
		layout: /* @__PURE__ */ new Set(),
		variant: /* @__PURE__ */ new Set(),
		option: /* @__PURE__ */ new Set(),
		model: /* @__PURE__ */ new Set()
	};
	let section = "model";
	for (const line of text.split("\n")) {
		const [, title] = /^!\s*(layout|variant|option|model)\s*$/.exec(line) ?? [];
		if (title !== void 0) section = title;
		const [, name, ofLayout] = /^\s+(\S+)\s+(?:(\S+):)?/.exec(line) ?? [];
		if (name !== void 0) sections[section].add(section === "variant" ? `${ofLayout} ${name}` : name);
	}
	return {
		layouts: sections.layout,
		variants: sections.variant,
		options: sections.option
	};
}
/** Layouts, variants and options that X of this guest does not know; none if it has no list of them. */
async function unknownToX({ layouts, options }, files) {
	const list = await firstExisting(files, ruleLists);
	if (list === void 0) return [];
	const names = parseXkbNames(await files.read(list) ?? "");
	const unknown = [];
	for (const [layout, variant] of layouts) {
		const symbols = await files.read(`${xkbFolder}/symbols/${layout}`) ?? "";
		if (!(names.layouts.has(layout) || symbols !== "")) unknown.push({
			what: `X layout ${layout}`,
			suggestion: closest(layout, names.layouts)
		});
		else if (variant !== "" && !names.variants.has(`${layout} ${variant}`) && !symbols.includes(`xkb_symbols "${variant}"`)) {
			const ofLayout = [...names.variants].flatMap((name) => name.startsWith(`${layout} `) ? [name.slice(layout.length + 1)] : []);
			unknown.push({
				what: `variant ${variant} of the X layout ${layout}`,
				suggestion: closest(variant, ofLayout)
			});
		}
	}
	const rules = await files.read(list.replace(/\.lst$/, "")) ?? "";
	for (const option of options) {
		if (names.options.has(option) || rules.split(/\s+/).includes(option)) continue;
		unknown.push({
			what: `option ${option} of XKB`,
			suggestion: closest(option, names.options)
		});
	}
	return unknown;
}

// src/configure/effects/keyboard/settings.ts
/** Console keymaps whose X layout is called otherwise (kbd-model-map of systemd and localed). */
const layoutOfKeymap = {
	uk: ["gb", ""],
	"de-latin1": ["de", ""],
	"de-latin1-nodeadkeys": ["de", "nodeadkeys"],
	"fr-latin1": ["fr", ""],
	"fr-latin9": ["fr", "latin9"],
	"be-latin1": ["be", ""],
	"pt-latin1": ["pt", ""],
	"br-abnt2": ["br", "abnt2"],
	"la-latin1": ["latam", ""],
	"sg-latin1": ["ch", "de"],
	sg: ["ch", "de"],
	fr_CH: ["ch", "fr"],
	"fr_CH-latin1": ["ch", "fr"],
	"sv-latin1": ["se", ""],
	"dk-latin1": ["dk", ""],
	jp106: ["jp", ""],
	dvorak: ["us", "dvorak"],
	"us-acentos": ["us", "intl"]
};
/**
* The missing one of console keymap and X layouts is derived from the other, as localed(8) does it. `cz (qwerty)` is a
* layout with a variant.
*
* @param keymaps that the guest has, of which the derived one should be; empty: not known
* @returns undefined for a line that names neither
*/
function keyboardSettings({ vcKeymap, xLayouts, switchOptions }, keymaps = /* @__PURE__ */ new Set()) {
	const asked = xLayouts.map(layoutOf);
	const [first] = asked;
	const keymap = vcKeymap ?? (first === void 0 ? void 0 : keymapOf(first, keymaps));
	if (keymap === void 0) return void 0;
	const ofKeymap = layoutOfKeymap[keymap] ?? splitKeymap(keymap);
	const differs = vcKeymap !== void 0 && first !== void 0 && first.join() !== ofKeymap.join();
	return {
		keymap,
		layouts: asked.length > 0 ? asked : [ofKeymap],
		options: switchOptions,
		consoleLayout: differs ? ofKeymap : void 0
	};
}
function layoutOf(text) {
	const [, layout = text, variant = ""] = /^\s*([^\s(]+)\s*(?:\(([^)]*)\))?\s*$/.exec(text) ?? [];
	return [layout, variant];
}
function splitKeymap(keymap) {
	const dash = keymap.indexOf("-");
	return dash === -1 ? [keymap, ""] : [keymap.slice(0, dash), keymap.slice(dash + 1)];
}
/** kbd's own keymaps, and those made of XKB's: `cz-qwerty`. */
function keymapOf([layout, variant], keymaps) {
	const kbd = Object.entries(layoutOfKeymap).flatMap(([keymap, [itsLayout, itsVariant]]) => itsLayout === layout && itsVariant === variant ? [keymap] : []);
	const named = variant === "" ? layout : `${layout}-${variant}`;
	const candidates = [...variant === "" && kbd.some((keymap) => keymap.startsWith(layout)) ? [named, ...kbd] : [...kbd, named], layout];
	return candidates.find((candidate) => keymaps.has(candidate)) ?? candidates[0] ?? layout;
}

// src/configure/effects/keyboard/keyboard.ts
const model = "pc105";
/** The console font that anaconda sets: it has the letters of most European languages. */
const consoleFont = "eurlatgr";
const consoleFonts = "/usr/lib/kbd/consolefonts";
const xorgFile = "/etc/X11/xorg.conf.d/00-keyboard.conf";
/** Comma lists, as in keyboard(5) and xkeyboard-config(7). */
function xkbLists(layouts) {
	return {
		layout: layouts.map(([layout]) => layout).join(","),
		variant: layouts.some(([, variant]) => variant !== "") ? layouts.map(([, variant]) => variant).join(",") : ""
	};
}
/** xorg.conf(5), one option a line, as localed(8) reads it and writes it anew when localectl(1) changes something. */
function xorgKeyboard({ layouts, options }) {
	const { layout, variant } = xkbLists(layouts);
	const values = {
		XkbLayout: layout,
		XkbModel: model,
		XkbVariant: variant,
		XkbOptions: options.join(",")
	};
	return [
		"# From the keyboard line of the kickstart; localectl(1) changes it.",
		"Section \"InputClass\"",
		"        Identifier \"system-keyboard\"",
		"        MatchIsKeyboard \"on\"",
		...Object.entries(values).flatMap(([name, value]) => value === "" ? [] : [`        Option "${name}" "${value}"`]),
		"EndSection",
		""
	].join("\n");
}
/**
* Console keymap (vconsole.conf(5)), X layouts, and, where the family has it, keyboard(5), of which its console takes
* the layouts too. What the guest does not know is a warning.
*/
async function applyKeyboard(command, guest) {
	const { files, family } = guest;
	const keymaps = await keymapsOf(files);
	const settings = keyboardSettings(command, keymaps);
	if (settings === void 0) return;
	await warnOfUnknown(command, settings, keymaps, guest);
	const { layouts, options, keymap } = settings;
	await update("/etc/vconsole.conf", {
		KEYMAP: keymap,
		...(await files.list(consoleFonts)).some((name) => name.startsWith(`${consoleFont}.`)) && family.keyboardFile === void 0 ? { FONT: consoleFont } : {}
	});
	await files.write(xorgFile, xorgKeyboard(settings));
	if (family.keyboardFile === void 0) return;
	const { layout, variant } = xkbLists(layouts);
	const hasModel = /^XKBMODEL=/m.test(await files.read(family.keyboardFile) ?? "");
	await update(family.keyboardFile, {
		...hasModel ? {} : { XKBMODEL: model },
		XKBLAYOUT: layout,
		XKBVARIANT: variant,
		XKBOPTIONS: options.join(",")
	});
	await compileConsole(family.keyboardFile, settings.consoleLayout, command.position, guest);
	async function update(file, values) {
		await files.write(file, setVariables(await files.read(file) ?? "", values));
	}
}
const ownKeymap = "/etc/console-setup/kickstart.kmap";
/**
* console-setup keeps what it compiled from the old layout and would load that at boot. Compiled anew here, as the
* package itself does when it is installed (setupcon(1)): left to the first boot it holds that up, by a minute where
* the machine is emulated.
*
* @param layout of the console, where it is not the first one of X, which setupcon takes otherwise
*/
async function compileConsole(keyboardFile, layout, position, guest) {
	const { files, chroot } = guest;
	for (const name of await files.list("/etc/console-setup")) if (name.startsWith("cached_")) await files.remove(`/etc/console-setup/${name}`);
	if (await findProgram(files, "setupcon") === void 0) return;
	if (layout !== void 0) await writeConsoleKeymap(keyboardFile, layout, position, guest);
	await chroot.run("setupcon", ["--save-only"], {
		okCodes: everyExitCode,
		logOutput: true
	});
	const source = await files.path(keyboardFile);
	const before = (await fs.stat(source)).mtimeMs / 1e3 - 2;
	await fs.utimes(source, before, before);
}
/** A keymap of the console's own, which KMAP names (keyboard(5)); ckbcomp(1) makes it of an X layout. */
async function writeConsoleKeymap(keyboardFile, layout, position, { files, chroot, warn }) {
	const words = [
		"-backspace",
		"del",
		"-model",
		model,
		...layout
	].filter((word) => word !== "");
	const { exitCode, stdout, tail } = await chroot.run("ckbcomp", words, { okCodes: everyExitCode });
	if (exitCode === 0 && stdout !== "") {
		await files.write(ownKeymap, `${stdout}\n`);
		await files.write(keyboardFile, setVariables(await files.read(keyboardFile) ?? "", { KMAP: ownKeymap }));
		return;
	}
	warn({
		code: "keymap-not-made",
		message: `the console gets the first X layout instead of ${layout[0]}: ${tail.at(-1) ?? "ckbcomp failed"}`,
		position
	});
}
async function warnOfUnknown({ position }, settings, keymaps, { files, family, warn }) {
	const { keymap } = settings;
	const consoleTakesLayouts = family.keyboardFile !== void 0;
	if (!(consoleTakesLayouts ? await findProgram(files, "setupcon") !== void 0 : keymaps.size > 0) && keymap !== "us") warn({
		code: "keymaps-missing",
		message: `the guest's console stays with the keymap us: nothing in it loads ${keymap}`,
		position,
		hint: `add ${family.packages.keymaps} to %packages`
	});
	const unknown = [...consoleTakesLayouts || keymaps.size === 0 || keymaps.has(keymap) ? [] : [{
		what: `console keymap ${keymap}`,
		suggestion: closest(keymap, keymaps)
	}], ...await unknownToX(settings, files)];
	for (const { what, suggestion } of unknown) warn({
		code: "unknown-keyboard",
		message: `the guest knows no ${what}`,
		position,
		hint: suggestion === void 0 ? "check the name" : `did you mean "${suggestion}"?`
	});
}

// src/configure/effects/lang.ts
const fallback = "C.UTF-8";
const builtIn = /* @__PURE__ */ new Set([
	"c",
	"posix",
	"c.utf8"
]);
/** `en_US.UTF-8` and `en_US.utf8` are one locale: locale(1) prints the second. */
function normaliseLocale(locale) {
	const [, name = locale, codeset = "", modifier = ""] = /^([^.@]*)(\.[^@]*)?(@.*)?$/.exec(locale) ?? [];
	return name.toLowerCase() + codeset.toLowerCase().replaceAll("-", "") + modifier.toLowerCase();
}
/**
* Line of /etc/locale.gen for a locale, from the guest's list of supported ones.
*
* @param supported /usr/share/i18n/SUPPORTED: `en_US.UTF-8 UTF-8`
*/
function localeGenLine(supported, locale) {
	return supported.split("\n").map((line) => line.trim().replace(/\s*\\$/, "").replace("/", " ")).find((line) => normaliseLocale(line.split(" ")[0] ?? "") === normaliseLocale(locale));
}
/** Switches lines on in /etc/locale.gen: those there as comments in their place, others at the end. */
function enableLocales(localeGen, wanted) {
	const lines = localeGen.split("\n");
	const missing = wanted.filter((want) => {
		const index = lines.findIndex((line) => line.replace(/^#?\s*/, "").trim() === want);
		if (index !== -1) lines[index] = want;
		return index === -1;
	});
	const text = lines.join("\n");
	return missing.length === 0 ? text : `${text.replace(/\n*$/, text.trim() === "" ? "" : "\n")}${missing.join("\n")}\n`;
}
/** Makes the locales and sets LANG (locale.conf(5)); C.UTF-8 with a warning where the guest can't have the locale. */
async function applyLang({ lang, addSupport, position }, guest) {
	const available = /* @__PURE__ */ new Set();
	const missing = [lang, ...addSupport].filter((locale) => !builtIn.has(normaliseLocale(locale)));
	if (missing.length > 0) await addInstalled(guest, available);
	const toMake = missing.filter((locale) => !available.has(normaliseLocale(locale)));
	if (toMake.length > 0) {
		await makeLocales(toMake, guest);
		await addInstalled(guest, available);
	}
	for (const locale of toMake) if (!available.has(normaliseLocale(locale))) warnMissing(locale, locale === lang, guest, position);
	const value = { LANG: builtIn.has(normaliseLocale(lang)) || available.has(normaliseLocale(lang)) ? lang : fallback };
	await guest.files.write("/etc/locale.conf", setVariables(await guest.files.read("/etc/locale.conf") ?? "", value));
	for (const file of guest.family.localeFiles) await guest.files.write(file, setVariables(await guest.files.read(file) ?? "", value));
}
async function addInstalled({ files, chroot }, available) {
	if (await findProgram(files, "locale") === void 0) return;
	const { stdout } = await chroot.run("locale", ["-a"]);
	for (const line of stdout.split("\n")) available.add(normaliseLocale(line.trim()));
}
async function makeLocales(locales, { files, chroot }) {
	const supported = await files.read("/usr/share/i18n/SUPPORTED");
	if (supported === void 0 || await findProgram(files, "locale-gen") === void 0) return;
	const lines = locales.map((locale) => localeGenLine(supported, locale)).filter((line) => line !== void 0);
	if (lines.length === 0) return;
	await files.write("/etc/locale.gen", enableLocales(await files.read("/etc/locale.gen") ?? "", lines));
	await chroot.run("locale-gen", [], {
		logOutput: true,
		failure: `can't make the locales ${locales.join(", ")}`
	});
}
function warnMissing(locale, isMain, { family, warn }, position) {
	warn({
		code: "locale-missing",
		message: `the guest has no locale ${locale}${isMain ? `; LANG is ${fallback}` : ""}`,
		position,
		hint: `add ${family.packages.locales} to %packages, or check the name`
	});
}

// src/configure/effects/network/dhclient.ts
const usesDhcp$1 = ({ ipv4, ipv6 }) => ipv4.method === "auto" || ipv6.method === "dhcp";
/** What ifupdown itself has no option for, and the DHCP client must be told. */
const needsDhcpClient = (connection) => usesDhcp$1(connection) && (connection.ipv4.dhcpClass !== void 0 || connection.nameservers.length > 0 || connection.neverDefault || connection.ipv4.ignoreAutoDns || connection.ipv6.ignoreAutoDns);
/** dhclient.conf(5) lines that give the vendor class; undefined: none does. */
function dhclientConfText(connections) {
	const lines = connections.flatMap(({ match, ipv4 }) => {
		if (ipv4.dhcpClass === void 0) return [];
		const send = `send vendor-class-identifier "${ipv4.dhcpClass}";`;
		return [match.by === "name" ? `interface "${match.name}" { ${send} }` : send];
	});
	return lines.length === 0 ? void 0 : `${lines.join("\n")}\n`;
}
/**
* A hook of dhclient-script(8), sourced before the answer of a server is used, which takes from it what the kickstart
* wants from elsewhere. A server may send what was not asked for, so a `request` without it would not do.
*
* @returns undefined if there is nothing to take away or add
*/
function dhclientHookText(connections) {
	const cases = connections.filter((one) => usesDhcp$1(one) && changes(one).length > 0);
	if (cases.length === 0) return void 0;
	const named = cases.filter(({ match }) => match.by === "name");
	const byMac = cases.filter(({ match }) => match.by === "mac");
	const others = cases.filter(({ match }) => match.by === "any");
	return [
		`case "$interface/$(cat "/sys/class/net/$interface/address" 2>/dev/null)" in`,
		...[
			...[...named, ...byMac].map((one) => arm(one.match.by === "mac" ? `*/${one.match.mac}` : `${one.id}/*`, one)),
			...connections.filter((one) => one.match.by === "name" && !named.includes(one)).map(({ id }) => [`    ${id}/*) ;;`]),
			...others.map((one) => arm("en*/*|eth*/*", one))
		].flat(),
		"esac",
		""
	].join("\n");
}
const arm = (pattern, connection) => [
	`    ${pattern})`,
	...changes(connection).map((line) => `        ${line}`),
	"        ;;"
];
function changes({ ipv4, ipv6, nameservers, neverDefault }) {
	const of = (six) => nameservers.filter((server) => server.includes(":") === six).join(" ");
	const server = (name, own, ignore) => own === "" ? [] : [`${name}="${own}${ignore ? "" : ` $${name}`}"`];
	return [
		...ipv4.ignoreAutoDns ? ["unset new_domain_name new_domain_name_servers new_domain_search"] : [],
		...ipv6.ignoreAutoDns ? ["unset new_dhcp6_name_servers new_dhcp6_domain_search"] : [],
		...server("new_domain_name_servers", of(false), ipv4.ignoreAutoDns),
		...server("new_dhcp6_name_servers", of(true), ipv6.ignoreAutoDns),
		...neverDefault ? ["unset new_routers"] : []
	];
}

// src/configure/effects/network/ini.ts
/** Sections without lines are left out, but for those in `always`. */
function iniText(sections, always = []) {
	return sections.filter(([name, lines]) => lines.length > 0 || always.includes(name)).map(([name, lines]) => [
		`[${name}]`,
		...lines,
		""
	].join("\n")).join("\n");
}
/** `KEY=VALUE`, or nothing where there is no value. */
const setting = (key, value) => value === void 0 ? [] : [`${key}=${value}`];

// src/configure/effects/network/interfaces.ts
const wiredNames$1 = ["en*", "eth*"];
const option = (name, value) => setting(name, value).map((line) => line.replace("=", " "));
/**
* interfaces(5) of one connection: a stanza for each family. A pattern maps whatever devices there are to one logical
* interface. Ports are up and have no addresses; their stanza keeps the pattern away from them.
*/
function interfacesText(connection) {
	const { id, match, onBoot, controller } = connection;
	const device = [
		...made(connection),
		...option("mtu", connection.mtu),
		...ethtoolOptions(connection)
	];
	const patterns = match.by === "any" ? wiredNames$1.map((name) => `/${name}=${id}`) : [match.by === "mac" ? `mac/${match.mac}=${id}` : match.name];
	const plain = [
		"inet",
		"manual",
		controller === void 0 ? [] : [`pre-${sysctl("disable_ipv6", 1)}`]
	];
	const [first = plain, ...rest] = controller === void 0 ? familyStanzas(connection) : [];
	const stanzas = [[
		first[0],
		first[1],
		[...device, ...first[2]]
	], ...rest];
	return [
		...onBoot ? [`auto ${patterns.join(" ")}`] : [],
		...stanzas.flatMap(([family, method, options]) => [`iface ${id} ${family} ${method}`, ...options.map((line) => `    ${line}`)]),
		""
	].join("\n");
}
/** Set whenever the device comes up, as `$IFACE` may be any that the pattern maps. */
const sysctl = (name, value) => `up echo ${value} > "/proc/sys/net/ipv6/conf/$IFACE/${name}" || true`;
function familyStanzas(connection) {
	const { ipv4, ipv6, neverDefault } = connection;
	const withoutIpv6 = ipv6.method === "disabled" ? [sysctl("disable_ipv6", 1)] : [];
	const dhcpRoute = neverDefault ? ["up ip -4 route flush exact default dev \"$IFACE\" || true"] : [];
	const names4 = names$1(connection, "ipv4");
	const names6 = names$1(connection, "ipv6");
	const inet = ipv4.static !== void 0 ? [[
		"inet",
		"static",
		[
			...address$1(ipv4.static),
			...names4,
			...withoutIpv6
		]
	]] : ipv4.method === "auto" ? [[
		"inet",
		"dhcp",
		[
			...option("vendor", ipv4.dhcpClass),
			...names4,
			...dhcpRoute,
			...withoutIpv6
		]
	]] : ipv6.method === "disabled" ? [[
		"inet",
		"manual",
		withoutIpv6
	]] : [];
	const noRoute = neverDefault ? [`pre-${sysctl("accept_ra_defrtr", 0)}`, "up ip -6 route flush exact default dev \"$IFACE\" || true"] : [];
	const inet6 = ipv6.static !== void 0 ? [[
		"inet6",
		"static",
		[
			...address$1(ipv6.static),
			"accept_ra 0",
			...names6
		]
	]] : ipv6.method === "dhcp" ? [[
		"inet6",
		"dhcp",
		[
			"accept_ra 2",
			"autoconf 0",
			...names6,
			...noRoute
		]
	]] : ipv6.method === "auto" ? [[
		"inet6",
		"auto",
		[...names6, ...noRoute]
	]] : [];
	return [...inet, ...inet6];
}
const address$1 = ({ address, prefix, gateway }) => [`address ${address}/${prefix}`, ...option("gateway", gateway)];
/** Read by resolvconf and by the hook of systemd-resolved. */
function names$1(connection, family) {
	const servers = connection.nameservers.filter((server) => server.includes(":") === (family === "ipv6"));
	return [...option("dns-nameservers", servers.join(" ") || void 0), ...option("dns-search", connection[family].search.join(" ") || void 0)];
}
/** Options of bridge-utils-interfaces(5), by the names of the kickstart. */
const bridgeOptions = {
	stp: "bridge_stp",
	priority: "bridge_bridgeprio",
	"forward-delay": "bridge_fd",
	"hello-time": "bridge_hello",
	"max-age": "bridge_maxage",
	"ageing-time": "bridge_ageing"
};
/** How a device comes to be that is no card: a bond (ifenslave), a bridge (bridge-utils), a vlan (interfaces(5)). */
function made({ id, kind, ports, options, vlan }) {
	if (vlan !== void 0) return id === `${vlan.parent}.${vlan.tag}` ? [] : [
		`pre-up ip link set up dev ${vlan.parent}`,
		`pre-up ip link add link ${vlan.parent} name ${id} type vlan id ${vlan.tag} || true`,
		`post-down ip link del ${id} || true`
	];
	if (kind === "bond") {
		const list = (value) => value.replaceAll(",", " ");
		return [`bond-slaves ${ports.join(" ")}`, ...Object.entries(options).map(([name, value]) => `bond-${name.replaceAll("_", "-")} ${list(value)}`)];
	}
	if (kind === "bridge") return [`bridge_ports ${ports.join(" ")}`, ...Object.entries(options).map(([name, value]) => `${bridgeOptions[name]} ${value}`)];
	return [];
}
/** Options that the ethtool package's hooks read (README.Debian of ethtool). */
function ethtoolOptions({ ethtool }) {
	const onOff = (value) => value === void 0 ? void 0 : value ? "on" : "off";
	return [
		...option("ethernet-autoneg", onOff(ethtool?.autoNegotiate)),
		...option("link-speed", ethtool?.speed),
		...option("link-duplex", ethtool?.duplex),
		...Object.entries(ethtool?.features ?? {}).flatMap(([name, on]) => option(`offload-${name}`, onOff(on)))
	];
}
/** What ifenslave 2.13 sets (its if-pre-up.d script). */
const ifenslaveOptions = /* @__PURE__ */ new Set([
	...[
		"mode",
		"miimon",
		"updelay",
		"downdelay",
		"use_carrier",
		"primary",
		"primary_reselect",
		"active_slave"
	],
	...[
		"fail_over_mac",
		"lacp_rate",
		"ad_select",
		"xmit_hash_policy",
		"arp_interval",
		"arp_ip_target",
		"arp_validate"
	],
	...[
		"num_grat_arp",
		"num_unsol_na",
		"packets_per_slave",
		"tlb_dynamic_lb"
	]
]);
function unknownToIfenslave({ kind, options }) {
	return kind === "bond" ? Object.keys(options).filter((name) => !ifenslaveOptions.has(name)) : [];
}

// src/configure/effects/network/resolver.ts
const daemonFolders = ["/usr/lib/systemd", "/lib/systemd"];
const resolvConf = "/etc/resolv.conf";
const largestServerCount = 3;
/** Name servers and search domains of all connections, each once. */
function namesOf(connections) {
	return {
		servers: [...new Set(connections.flatMap(({ nameservers }) => nameservers))],
		search: [...new Set(connections.flatMap(({ ipv4, ipv6 }) => [...ipv4.search, ...ipv6.search]))]
	};
}
/** Enables a unit; that it can't is a warning. */
async function enableUnit(unit, position, guest) {
	const problem = await switchUnit("enable", unit, guest);
	if (problem === void 0) return;
	guest.warn({
		code: "service-not-enabled",
		message: `can't enable ${unit}: ${problem}`,
		position
	});
}
/** @returns whether the guest has systemd-resolved, which then answers for all names */
async function useResolved(position, guest) {
	const programs = daemonFolders.map((folder) => `${folder}/systemd-resolved`);
	if (await firstExisting(guest.files, programs) === void 0) return false;
	await guest.files.link(resolvConf, "../run/systemd/resolve/stub-resolv.conf");
	await enableUnit("systemd-resolved.service", position, guest);
	return true;
}
/** resolved.conf(5) for a network service that tells resolved nothing; undefined without name servers and domains. */
function resolvedConfText(connections) {
	const { servers, search } = namesOf(connections);
	if (servers.length + search.length === 0) return void 0;
	const lines = [...setting("DNS", servers.join(" ") || void 0), ...setting("Domains", search.join(" ") || void 0)];
	return iniText([["Resolve", lines]]);
}
/** resolv.conf(5), of whose name servers the C library reads three; undefined without name servers and domains. */
function resolvConfText(connections) {
	const { servers, search } = namesOf(connections);
	if (servers.length + search.length === 0) return void 0;
	return [
		...search.length === 0 ? [] : [`search ${search.join(" ")}`],
		...servers.slice(0, largestServerCount).map((server) => `nameserver ${server}`),
		""
	].join("\n");
}
/** For guests in which nobody else writes /etc/resolv.conf. */
async function writeResolvConf(connections, { files }) {
	const text = resolvConfText(connections);
	if (text === void 0) return;
	await files.remove(resolvConf);
	await files.write(resolvConf, text);
}

// src/configure/effects/network/unknown-options.ts
/** Says which options of a bond the guest's network service does not know. */
function warnOfOptions({ id, position }, names, service, { warn }) {
	if (names.length === 0) return;
	warn({
		code: "option-unused",
		message: `${names.join(", ")} of ${id} has no effect: ${service} can't set it`,
		position,
		hint: "add network-manager to %packages, which can"
	});
}

// src/configure/effects/network/ifupdown.ts
const main = "/etc/network/interfaces";
const hookFolder = "/etc/dhcp/dhclient-enter-hooks.d";
const sbin = (...names) => names.flatMap((name) => [`/usr/sbin/${name}`, `/sbin/${name}`]);
const usesDhcp = ({ ipv4, ipv6 }) => ipv4.method === "auto" || ipv6.method === "dhcp";
/** What ifupdown calls for the parts that it can't do by itself. */
const tools = [
	{
		package: "isc-dhcp-client",
		files: [...sbin("dhclient", "dhcpcd", "udhcpc"), "/usr/bin/udhcpc"],
		what: "DHCP",
		needs: usesDhcp
	},
	{
		package: "ifenslave",
		files: ["/etc/network/if-pre-up.d/ifenslave"],
		what: "bonds",
		needs: ({ kind }) => kind === "bond"
	},
	{
		package: "bridge-utils",
		files: ["/etc/network/if-pre-up.d/bridge", ...sbin("brctl")],
		what: "bridges",
		needs: ({ kind }) => kind === "bridge"
	},
	{
		package: "ethtool",
		files: sbin("ethtool"),
		what: "the settings of --ethtool",
		needs: ({ ethtool }) => ethtool !== void 0
	}
];
/** Sets up ifupdown: interfaces(5), and the DHCP client and the resolver for what it leaves to them. */
async function writeIfupdown(connections, _appliance, guest) {
	const { files } = guest;
	const before = await files.read(main) ?? "";
	if (!/^\s*iface\s+lo\s/m.test(before)) await files.append(main, "auto lo\niface lo inet loopback\n");
	if (!/^\s*source(?:-directory)?\s/m.test(before)) await files.append(main, "source /etc/network/interfaces.d/*\n");
	for (const connection of connections) {
		await files.write(`/etc/network/interfaces.d/${fileOf(connection)}`, interfacesText(connection));
		warnOfOptions(connection, unknownToIfenslave(connection), "ifenslave", guest);
	}
	await missingTools(connections, guest);
	await tellDhcpClient(connections, guest);
	await tellResolver(connections, guest);
}
/** Files are read by name: what others run on and the devices that the kickstart names come first. */
function fileOf({ id, kind, match }) {
	return `${kind === "ethernet" ? match.by === "any" ? 90 : 10 : kind === "bond" ? 20 : kind === "bridge" ? 30 : 40}-${id}`;
}
async function missingTools(connections, { files, warn }) {
	for (const tool of tools) {
		const first = connections.find(tool.needs);
		if (first === void 0 || await firstExisting(files, tool.files) !== void 0) continue;
		warn({
			code: "network-tool-missing",
			message: `${first.id} will not work: ifupdown needs ${tool.package} for ${tool.what}`,
			position: first.position,
			hint: `add ${tool.package} to %packages`
		});
	}
}
async function tellDhcpClient(connections, { files, warn }) {
	const told = connections.find(needsDhcpClient);
	if (told === void 0) return;
	if (await findProgram(files, "dhclient") === void 0) {
		warn({
			code: "option-unused",
			message: `name servers, routes and class that ${told.id} takes besides or instead of those of DHCP have no effect`,
			position: told.position,
			hint: "add isc-dhcp-client to %packages"
		});
		return;
	}
	const conf = dhclientConfText(connections);
	const hook = dhclientHookText(connections);
	if (conf !== void 0) await files.append("/etc/dhcp/dhclient.conf", conf);
	if (hook !== void 0) await files.write(`${hookFolder}/kickstart`, hook);
}
async function tellResolver(connections, guest) {
	const [first] = connections;
	if (first !== void 0 && await useResolved(first.position, guest)) {
		const text = resolvedConfText(connections);
		if (text !== void 0) await guest.files.write("/etc/systemd/resolved.conf.d/kickstart.conf", text);
	} else if (await findProgram(guest.files, "resolvconf") === void 0) await writeResolvConf(connections, guest);
}

// src/configure/effects/network/keyfile.ts
/**
* NetworkManager keyfile (nm-settings-keyfile(5), nm-settings-nmcli(5)) as anaconda sets up the same line. The keys are
* those that NetworkManager 1.22 of EL 8 and all later ones read: `master`, not `controller`.
*
* @param appliance its name; UUIDs come from it and the connection's name
* @param all every connection, to find a controller by its name
*/
function keyfileText(connection, appliance, all) {
	const { id, kind, match, controller, ports, options, vlan, ipv4, ipv6 } = connection;
	const master = all.find(({ id }) => id === controller);
	const sections = [
		["connection", [
			`id=${id}`,
			`uuid=${uuidOf(appliance, id)}`,
			`type=${kind}`,
			...setting("interface-name", match.by === "name" ? match.name : void 0),
			`autoconnect=${connection.onBoot}`,
			...match.by === "any" ? anyDevice(connection) : [],
			...ports.length > 0 ? ["autoconnect-slaves=1"] : [],
			...master === void 0 ? [] : [`master=${uuidOf(appliance, master.id)}`, `slave-type=${master.kind}`]
		]],
		["ethernet", ethernet(connection)],
		["ethtool", Object.entries(connection.ethtool?.features ?? {}).map(([name, on]) => `feature-${name}=${on}`)],
		...kind === "bond" ? [["bond", Object.entries(options).map(([name, value]) => `${name}=${value}`)]] : [],
		...kind === "bridge" ? [["bridge", Object.entries(options).map(bridgeOption)]] : [],
		["vlan", vlan === void 0 ? [] : [`id=${vlan.tag}`, `parent=${vlan.parent}`]]
	];
	if (controller !== void 0) return iniText(sections);
	return iniText([
		...sections,
		["ipv4", [
			`method=${ipv4.method}`,
			...address(ipv4.static),
			...names(connection, "ipv4"),
			...setting("dhcp-vendor-class-identifier", ipv4.dhcpClass),
			...setting("never-default", connection.neverDefault || void 0)
		]],
		["ipv6", [
			`method=${ipv6.method}`,
			...ipv6.method === "disabled" ? [] : ["addr-gen-mode=eui64"],
			...address(ipv6.static),
			...names(connection, "ipv6"),
			...setting("never-default", connection.neverDefault || void 0)
		]]
	]);
}
/** Behind the profiles that name their device, and for as many devices as there are, unless they would share an address. */
function anyDevice({ ipv4, ipv6 }) {
	return ["autoconnect-priority=-10", ...ipv4.static !== void 0 || ipv6.static !== void 0 ? [] : ["multi-connect=3"]];
}
function ethernet({ match, mtu, ethtool }) {
	return [
		...setting("mac-address", match.by === "mac" ? match.mac.toUpperCase() : void 0),
		...setting("mtu", mtu),
		...setting("auto-negotiate", ethtool?.autoNegotiate),
		...setting("speed", ethtool?.speed),
		...setting("duplex", ethtool?.duplex)
	];
}
const bridgeOption = ([name, value]) => `${name}=${name === "stp" ? value === "yes" : value}`;
const address = (given) => given === void 0 ? [] : [`address1=${given.address}/${given.prefix}${given.gateway === void 0 ? "" : `,${given.gateway}`}`];
const listed = (key, values) => values.length === 0 ? [] : [`${key}=${values.map((value) => `${value};`).join("")}`];
/** A family that is off can have neither name servers nor domains: NetworkManager would refuse the file. */
function names(connection, family) {
	const { method, search, ignoreAutoDns } = connection[family];
	if (method === "disabled") return [];
	const servers = connection.nameservers.filter((server) => server.includes(":") === (family === "ipv6"));
	return [
		...listed("dns", servers),
		...listed("dns-search", search),
		...setting("ignore-auto-dns", ignoreAutoDns || void 0)
	];
}
/** A UUID of version 8 (RFC 9562, 5.8: made as the application likes). */
function uuidOf(appliance, id) {
	const bytes = createHash("sha256").update(`${appliance}\0${id}`).digest().subarray(0, 16);
	bytes[6] = (bytes[6] ?? 0) & 15 | 128;
	bytes[8] = (bytes[8] ?? 0) & 63 | 128;
	return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// src/configure/effects/network/no-ipv6.ts
const file$1 = "/etc/sysctl.d/60-no-ipv6.conf";
/**
* sysctl.d(5): IPv6 is off for the whole machine, devices that come later included, when no connection wants it, as
* anaconda does. Where only some do without it, the network service turns it off on their devices.
*/
function noIpv6Text(connections) {
	const judged = connections.filter(({ controller }) => controller === void 0);
	if (judged.length === 0 || judged.some(({ ipv6 }) => ipv6.method !== "disabled")) return void 0;
	return "net.ipv6.conf.all.disable_ipv6 = 1\nnet.ipv6.conf.default.disable_ipv6 = 1\n";
}
async function writeNoIpv6(connections, { files }) {
	const text = noIpv6Text(connections);
	if (text !== void 0) await files.write(file$1, text);
}

// src/configure/effects/network/link-file.ts
/** Keys of systemd.link(5) by ethtool's names of features. */
const featureKeys = {
	rx: "ReceiveChecksumOffload",
	tx: "TransmitChecksumOffload",
	tso: "TCPSegmentationOffload",
	gso: "GenericSegmentationOffload",
	gro: "GenericReceiveOffload",
	lro: "LargeReceiveOffload"
};
/**
* systemd.link(5) with what ethtool sets. Of these files only the first that matches counts, so the policies of
* 99-default.link stand in it too.
*
* @returns undefined if udev cannot know the device by what the kickstart calls it, or a setting has no key
*/
function linkText({ match, ethtool }) {
	if (ethtool === void 0) return void 0;
	const features = Object.entries(ethtool.features);
	if (features.some(([name]) => !Object.hasOwn(featureKeys, name))) return void 0;
	const found = match.by === "mac" ? `MACAddress=${match.mac}` : match.by === "any" ? "OriginalName=en* eth*" : /^eth\d+$/.test(match.name) ? `OriginalName=${match.name}` : void 0;
	if (found === void 0) return void 0;
	const { autoNegotiate, speed, duplex } = ethtool;
	const yesNo = (value) => value ? "yes" : "no";
	return iniText([["Match", [found]], ["Link", [
		"NamePolicy=keep kernel database onboard slot path",
		"AlternativeNamesPolicy=database onboard slot path",
		"MACAddressPolicy=persistent",
		...setting("AutoNegotiation", autoNegotiate === void 0 ? void 0 : yesNo(autoNegotiate)),
		...setting("BitsPerSecond", speed === void 0 ? void 0 : `${speed}M`),
		...setting("Duplex", duplex),
		...features.flatMap(([name, on]) => setting(featureKeys[name] ?? name, yesNo(on)))
	]]]);
}

// src/configure/effects/network/netdev.ts
/**
* Keys of systemd.netdev(5) for parameters of the bonding driver. `primary` and `active_slave` stand in the files of the
* ports.
*/
const bondKeys = {
	mode: { key: "Mode" },
	miimon: {
		key: "MIIMonitorSec",
		unit: "ms"
	},
	updelay: {
		key: "UpDelaySec",
		unit: "ms"
	},
	downdelay: {
		key: "DownDelaySec",
		unit: "ms"
	},
	primary_reselect: { key: "PrimaryReselectPolicy" },
	fail_over_mac: { key: "FailOverMACPolicy" },
	lacp_rate: { key: "LACPTransmitRate" },
	ad_select: { key: "AdSelect" },
	ad_actor_system: { key: "AdActorSystem" },
	ad_actor_sys_prio: { key: "AdActorSystemPriority" },
	ad_user_port_key: { key: "AdUserPortKey" },
	xmit_hash_policy: { key: "TransmitHashPolicy" },
	arp_interval: {
		key: "ARPIntervalSec",
		unit: "ms"
	},
	arp_ip_target: {
		key: "ARPIPTargets",
		list: true
	},
	arp_validate: { key: "ARPValidate" },
	arp_all_targets: { key: "ARPAllTargets" },
	num_grat_arp: { key: "GratuitousARP" },
	num_unsol_na: { key: "GratuitousARP" },
	resend_igmp: { key: "ResendIGMP" },
	packets_per_slave: { key: "PacketsPerSlave" },
	all_slaves_active: {
		key: "AllSlavesActive",
		flag: true
	},
	min_links: { key: "MinLinks" },
	lp_interval: { key: "LearnPacketIntervalSec" },
	tlb_dynamic_lb: {
		key: "DynamicTransmitLoadBalancing",
		flag: true
	}
};
const bridgeKeys = {
	stp: { key: "STP" },
	priority: { key: "Priority" },
	"forward-delay": { key: "ForwardDelaySec" },
	"hello-time": { key: "HelloTimeSec" },
	"max-age": { key: "MaxAgeSec" },
	"ageing-time": { key: "AgeingTimeSec" }
};
const inPorts = /* @__PURE__ */ new Set(["primary", "active_slave"]);
/** systemd.netdev(5) of a bond, bridge or vlan. */
function netdevText({ id, kind, options, vlan }) {
	const keys = kind === "bond" ? bondKeys : bridgeKeys;
	const lines = Object.entries(options).flatMap(([name, value]) => optionLine(keys[name], value));
	return iniText([
		["NetDev", [`Name=${id}`, `Kind=${kind}`]],
		[kind === "bond" ? "Bond" : "Bridge", lines],
		["VLAN", vlan === void 0 ? [] : [`Id=${vlan.tag}`]]
	]);
}
/** Options of a bond that systemd 252 has no key for. */
function unknownToNetworkd({ kind, options }) {
	if (kind !== "bond") return [];
	return Object.keys(options).filter((name) => !inPorts.has(name) && !Object.hasOwn(bondKeys, name));
}
function optionLine(key, value) {
	if (key === void 0) return [];
	const text = key.flag ? value === "0" ? "no" : "yes" : key.list ? value.replaceAll(",", " ") : value;
	return [`${key.key}=${text}${key.unit ?? ""}`];
}

// src/configure/effects/network/networkd.ts
const wiredNames = "en* eth*";
/**
* systemd.network(5) of one connection; keys of systemd 250 and newer. Any wired device is matched by name and not by
* `Type=ether`: bridges and the ends of container links are ether too.
*
* @param all every connection: a device's file names the vlans on it and the bond or bridge it belongs to
*/
function networkText(connection, all) {
	const { match, ipv4, ipv6, controller, neverDefault } = connection;
	const { ignoreAutoDns: ignoreDns4 } = ipv4;
	const { ignoreAutoDns: ignoreDns6 } = ipv6;
	const no = (wrong) => wrong ? false : void 0;
	const usesRouters = ipv6.method === "auto" || ipv6.method === "dhcp";
	const sections = [
		["Match", [match.by === "mac" ? `MACAddress=${match.mac}` : `Name=${match.by === "name" ? match.name : wiredNames}`]],
		["Link", link(connection)],
		["Network", [...controller === void 0 ? addressing(connection) : port(connection, all), ...vlansOn(connection, all)]],
		["DHCPv4", ipv4.method === "auto" ? [
			...setting("UseDNS", switched(no(ignoreDns4))),
			...setting("UseGateway", switched(no(neverDefault))),
			...setting("VendorClassIdentifier", ipv4.dhcpClass)
		] : []],
		["DHCPv6", usesRouters ? [...setting("UseDNS", switched(no(ignoreDns6))), ...setting("WithoutRA", ipv6.method === "dhcp" ? "solicit" : void 0)] : []],
		["IPv6AcceptRA", usesRouters ? [
			...setting("UseDNS", switched(no(ignoreDns6))),
			...setting("UseGateway", switched(no(neverDefault))),
			...ipv6.method === "dhcp" ? ["UseAutonomousPrefix=no", "DHCPv6Client=always"] : []
		] : []]
	];
	return iniText(sections, ["Network"]);
}
const switched = (value) => value === void 0 ? void 0 : value ? "yes" : "no";
/** What systemd-networkd-wait-online(8) waits for: by itself it would wait for addresses where there are to be none. */
function link({ onBoot, mtu, controller, ipv4, ipv6 }) {
	const silent = ipv4.method === "disabled" && ipv6.method === "disabled";
	const required = !onBoot || controller !== void 0 ? "no" : silent ? "carrier" : void 0;
	return [
		...setting("MTUBytes", mtu),
		...setting("ActivationPolicy", onBoot || controller !== void 0 ? void 0 : "manual"),
		...setting("RequiredForOnline", required)
	];
}
function addressing({ ipv4, ipv6, nameservers }) {
	const dhcp4 = ipv4.method === "auto";
	const dhcp6 = ipv6.method === "auto" || ipv6.method === "dhcp";
	const statics = [ipv4.static, ipv6.static].flatMap((address) => address ?? []);
	return [
		`DHCP=${dhcp4 && dhcp6 ? "yes" : dhcp4 ? "ipv4" : dhcp6 ? "ipv6" : "no"}`,
		`IPv6AcceptRA=${switched(dhcp6)}`,
		...ipv6.method === "disabled" ? ["LinkLocalAddressing=no"] : [],
		...statics.map(({ address, prefix }) => `Address=${address}/${prefix}`),
		...statics.flatMap(({ gateway }) => setting("Gateway", gateway)),
		...nameservers.map((server) => `DNS=${server}`),
		...setting("Domains", [.../* @__PURE__ */ new Set([...ipv4.search, ...ipv6.search])].join(" ") || void 0)
	];
}
function port({ id, controller }, all) {
	const master = all.find((one) => one.id === controller);
	return [
		`${master?.kind === "bridge" ? "Bridge" : "Bond"}=${controller}`,
		...master?.options["primary"] === id ? ["PrimarySlave=yes"] : [],
		...master?.options["active_slave"] === id ? ["ActiveSlave=yes"] : []
	];
}
const vlansOn = ({ id }, all) => all.filter(({ vlan }) => vlan?.parent === id).map((connection) => `VLAN=${connection.id}`);

// src/configure/effects/network/systemd-networkd.ts
const folder = "/etc/systemd/network";
/** Sets up systemd-networkd and systemd-resolved. */
async function writeNetworkd(connections, _appliance, guest) {
	const { files, warn } = guest;
	for (const connection of connections) {
		const stem = `${folder}/${connection.match.by === "any" ? 80 : 20}-${connection.id}`;
		await files.write(`${stem}.network`, networkText(connection, connections));
		if (connection.kind !== "ethernet") await files.write(`${stem}.netdev`, netdevText(connection));
		warnOfOptions(connection, unknownToNetworkd(connection), "systemd-networkd", guest);
		const link = linkText(connection);
		if (link !== void 0) await files.write(`${stem}.link`, link);
		else if (connection.ethtool !== void 0) warn({
			code: "option-unused",
			message: `--ethtool has no effect on ${connection.id}: systemd.link(5) can't say it`,
			position: connection.position,
			hint: "name the device by its MAC address, or by the kernel's name such as eth0"
		});
	}
	const [first] = connections;
	if (first === void 0) return;
	await enableUnit("systemd-networkd.service", first.position, guest);
	if (await useResolved(first.position, guest)) return;
	await writeResolvConf(connections, guest);
	const learns = connections.find(({ ipv4, ipv6 }) => ipv4.method === "auto" || ipv6.method === "dhcp");
	if (learns === void 0) return;
	warn({
		code: "resolver-missing",
		message: "the guest knows no name servers but those of --nameserver: only systemd-resolved uses those of DHCP",
		position: learns.position,
		hint: `add ${guest.family.packages.resolver} to %packages`
	});
}

// src/configure/effects/network/network.ts
/** In order of preference: who asks for a manager besides systemd's own, which Debian always installs, wants it used. */
const managers = [
	{
		programs: ["NetworkManager"],
		write: writeKeyfiles
	},
	{
		programs: ["ifup"],
		write: writeIfupdown
	},
	{
		programs: daemonFolders.map((folder) => `${folder}/systemd-networkd`),
		write: writeNetworkd
	}
];
async function installed({ programs }, { files }) {
	for (const program of programs) if (await findProgram(files, program) !== void 0) return true;
	return false;
}
/**
* Configures devices with whatever manages networks in the guest.
*
* @param appliance its name; UUIDs are derived from it
*/
async function applyNetworks(connections, appliance, guest) {
	const [first] = connections;
	if (first === void 0) return;
	await writeNoIpv6(connections, guest);
	for (const manager of managers) {
		if (!await installed(manager, guest)) continue;
		await manager.write(connections, appliance, guest);
		return;
	}
	guest.warn({
		code: "network-manager-missing",
		message: "the network line has no effect: nothing in the guest configures networks",
		position: first.position,
		hint: "add systemd-networkd (in Debian: systemd), network-manager or ifupdown to %packages"
	});
}
async function writeKeyfiles(connections, appliance, guest) {
	for (const connection of connections) {
		const file = `/etc/NetworkManager/system-connections/${connection.id}.nmconnection`;
		await guest.files.write(file, keyfileText(connection, appliance, connections), 384);
	}
	const [first] = connections;
	if (first !== void 0) await useResolved(first.position, guest);
}

// src/configure/effects/selinux.ts
const configFile$1 = "/etc/selinux/config";
/** Kernel parameters `security` and `lsm`. */
const startsSelinux = /^(?:security=selinux|lsm=(?:.*,)?selinux(?:,.*)?)$/;
/** Replaces the SELINUX= line of /etc/selinux/config (selinux_config(5)), or adds it. */
function setSelinuxMode(text, mode) {
	const line = `SELINUX=${mode}`;
	if (/^SELINUX=.*$/m.test(text)) return text.replace(/^SELINUX=.*$/m, line);
	return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
}
/**
* A guest without a policy can't enforce one: then asking for it is a warning. Debian's kernel starts another security
* module unless it is told (SELinux/Setup of the Debian wiki; selinux-activate(8) does that on a running system).
*/
async function applySelinux({ mode, position }, kernelArguments, { files, family, warn }) {
	const config = await files.read(configFile$1);
	if (config !== void 0) await files.write(configFile$1, setSelinuxMode(config, mode));
	if (mode === "disabled") return;
	if (config === void 0) warn({
		code: "selinux-missing",
		message: `selinux --${mode} has no effect: the guest has no SELinux policy`,
		position,
		hint: "add a policy package (Debian: selinux-basics and selinux-policy-default), or write \"selinux --disabled\""
	});
	else if (family.name === "debian" && !kernelArguments.some((argument) => startsSelinux.test(argument))) warn({
		code: "selinux-inactive",
		message: `selinux --${mode} has no effect yet: Debian's kernel starts SELinux only with the argument security=selinux`,
		position,
		hint: "add it to --append of the bootloader line"
	});
}

// src/configure/effects/services.ts
/** Disables first, then enables, as anaconda does. A unit that can't be enabled is a warning. */
async function applyServices({ enabled, disabled, position }, guest) {
	for (const name of disabled) {
		const unit = await findUnit(name, guest);
		const problem = unit === void 0 ? void 0 : await switchUnit("disable", unit, guest);
		if (problem === void 0) continue;
		guest.warn({
			code: "service-not-disabled",
			message: `can't disable ${name}: ${problem}`,
			position
		});
	}
	for (const name of enabled) {
		const unit = await findUnit(name, guest);
		const problem = unit === void 0 ? "no package brings such a unit" : await switchUnit("enable", unit, guest);
		if (problem === void 0) continue;
		guest.warn({
			code: "service-not-enabled",
			message: `can't enable ${name}: ${problem}`,
			position,
			...unit === void 0 ? { hint: "add its package to %packages, or make the unit and enable it in %post" } : {}
		});
	}
}

// src/configure/effects/storage/arrays.ts
/** mdadm.conf(5) and where each family reads it. */
const configFile = {
	debian: "/etc/mdadm/mdadm.conf",
	fedora: "/etc/mdadm.conf"
};
/** The whole of mdadm.conf: a name for each array, by which it is the machine's own. */
function mdadmConfig(arrays) {
	return `${[
		"HOMEHOST <ignore>",
		"MAILADDR root",
		...arrays.map(({ name, uuid, metadata }) => `ARRAY /dev/md/${name} metadata=${metadata} UUID=${mdUuid(uuid)}`)
	].join("\n")}\n`;
}
/**
* Makes the guest know its arrays. It must stand before the initramfs is made: that takes a copy, and on Debian would otherwise
* describe the arrays of the machine that builds.
*/
async function applyArrays(arrays, { files, family }) {
	if (arrays.length === 0) return;
	await files.write(configFile[family.name], mdadmConfig(arrays));
}

// src/configure/effects/storage/encryption.ts
/**
* crypttab(5): the containers, for each of which the guest asks for the passphrase as it boots. Debian's initramfs opens what has the
* option `initramfs`, as it can't find out in a chroot what / lies on; systemd passes over that option.
*/
function crypttabText(storage) {
	const mounts = mountsOf(storage);
	return volumesOf(storage).flatMap(({ filesystem }) => {
		const { encryption } = filesystem;
		if (encryption === void 0) return [];
		const options = [
			"luks",
			"discard",
			...mounts.some((mount) => mount.filesystem === filesystem && isEarly(mount)) ? ["initramfs"] : []
		];
		return `${openedName(encryption)} UUID=${encryption.uuid} none ${options.join(",")}\n`;
	}).join("");
}
async function applyEncryption(storage, { files }) {
	const text = crypttabText(storage);
	if (text === "") return;
	await files.write("/etc/crypttab", text);
}

// src/configure/effects/storage/fstab.ts
const mountings = {
	ext2: {
		options: "defaults",
		checked: true
	},
	ext3: {
		options: "defaults",
		checked: true
	},
	ext4: {
		options: "defaults",
		checked: true
	},
	vfat: {
		options: "umask=0077",
		checked: true
	},
	xfs: {
		options: "defaults",
		checked: false
	},
	btrfs: {
		options: "defaults",
		checked: false
	}
};
/** fstab(5) for the planned filesystems, by UUID: parents before children, swap last. */
function fstabText(storage) {
	const rows = [[
		"# <file system>",
		"<mount point>",
		"<type>",
		"<options>",
		"<dump>",
		"<pass>"
	]];
	for (const { filesystem, mountPoint, subvolume } of mountsOf(storage).sort(byMountPoint)) {
		const { type, uuid, mountOptions } = filesystem;
		if (type === "swap") continue;
		const { options, checked } = mountings[type];
		const pass = checked ? mountPoint === "/" ? "1" : "2" : "0";
		const words = subvolume === void 0 ? [mountOptions ?? options] : [`subvol=${subvolume}`, mountOptions];
		const field = escapeField(words.filter((word) => word !== void 0).join(","));
		rows.push([
			`UUID=${uuid}`,
			escapeField(mountPoint),
			type,
			field,
			"0",
			pass
		]);
	}
	for (const { type, uuid, mountOptions } of filesystemsOf(storage)) if (type === "swap") rows.push([
		`UUID=${uuid}`,
		"none",
		"swap",
		mountOptions ?? "sw",
		"0",
		"0"
	]);
	return `${rows.map((row) => row.join(" ")).join("\n")}\n`;
}
/** fstab(5): blanks in a field are written in octal. */
const escapeField = (text) => text.replaceAll(/[ \t\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
function byMountPoint(a, b) {
	const [first, second] = [a, b].map(({ mountPoint }) => mountPoint.split("/").join("\0"));
	return first < second ? -1 : Number(first > second);
}
/** Writes /etc/fstab and makes the folders that filesystems are mounted on. */
async function applyFstab(storage, { files }) {
	await files.write("/etc/fstab", fstabText(storage));
	for (const { mountPoint } of mountsOf(storage)) await fs.mkdir(await files.path(mountPoint), { recursive: true });
}

// src/configure/effects/syspurpose.ts
const file = "/etc/rhsm/syspurpose/syspurpose.json";
/** syspurpose(8)'s file: what the line leaves out stays as it was. */
function syspurposeJson(before, { role, sla, usage, addons }) {
	const known = parse(before);
	const said = {
		...addons.length > 0 ? { addons } : {},
		...role ? { role } : {},
		...sla ? { service_level_agreement: sla } : {},
		...usage ? { usage } : {}
	};
	const sorted = Object.entries({
		...known,
		...said
	}).sort(([one], [other]) => one < other ? -1 : 1);
	return `${JSON.stringify(Object.fromEntries(sorted), void 0, 2)}\n`;
}
function parse(text) {
	try {
		const value = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
	} catch {
		return {};
	}
}
/** The purpose of the system, where the guest has a subscription manager to read it. */
async function applySyspurpose(line, { files, warn }) {
	if (await files.exists("/etc/rhsm")) {
		await files.write(file, syspurposeJson(await files.read(file) ?? "", line));
		return;
	}
	warn({
		code: "syspurpose-unused",
		message: "the syspurpose line has no effect: the guest has no subscription manager to read it",
		position: line.position,
		hint: "it is for Red Hat Enterprise Linux; remove the line for other guests"
	});
}

// src/configure/effects/time/server-lines.ts
/** Lines for chrony.conf(5) and ntp.conf(5) alike. `iburst`: several questions at the start, for a clock that is soon right. */
const serverLines = (sources) => sources.map(({ kind, host, nts }) => `${kind} ${host} iburst${nts ? " nts" : ""}`);
/** 127.127.T.U is a clock in the machine itself (ntp.conf(5), "Reference Clock"). */
const serverLine = /^\s*(?:server|pool)\s+(?!127\.127\.)/i;
/** Puts lines in the place of all servers and pools; other lines, and comments, stay. Without any they go to the end. */
function replaceServers(text, lines) {
	const before = text.replace(/\n$/, "").split("\n");
	const first = before.findIndex((line) => serverLine.test(line));
	const place = first === -1 ? before.length : first;
	const kept = (part) => part.filter((line) => !serverLine.test(line));
	return [
		...kept(before.slice(0, place)),
		...lines,
		...kept(before.slice(place)),
		""
	].join("\n").replace(/^\n/, "");
}
/** Folders below /etc from which a chrony.conf(5) takes further servers. */
const sourceFolders = (text) => [...text.matchAll(/^\s*(?:sourcedir|confdir)\s+(.*)$/gim)].flatMap(([, folders = ""]) => folders.trim().split(/\s+/)).filter((folder) => folder.startsWith("/etc/"));
/** timesyncd.conf(5): servers are tried in this order; a pool is a name like any other. */
const timesyncdText = (sources) => `[Time]\nNTP=${sources.map(({ host }) => host).join(" ")}\n`;

// src/configure/effects/time/time-service.ts
const writeIn = (...places) => async (sources, files) => {
	const file = await firstExisting(files, places) ?? places[0];
	const text = await files.read(file) ?? "";
	await files.write(file, replaceServers(text, serverLines(sources)));
	for (const folder of sourceFolders(text)) for (const name of await files.list(folder)) {
		const further = await files.read(`${folder}/${name}`) ?? "";
		const left = replaceServers(further, []);
		if (left !== further) await files.write(`${folder}/${name}`, left);
	}
};
/** Time services whose servers can be set, in order of preference: systemd's own comes with systemd in some guests. */
const daemons = [
	{
		unit: "chronyd",
		nts: true,
		write: writeIn("/etc/chrony.conf", "/etc/chrony/chrony.conf")
	},
	{
		unit: "ntpsec",
		nts: true,
		write: writeIn("/etc/ntpsec/ntp.conf", "/etc/ntp.conf")
	},
	{
		unit: "ntpd",
		nts: false,
		write: writeIn("/etc/ntp.conf")
	},
	{
		unit: "systemd-timesyncd",
		nts: false,
		write: (sources, files) => files.write("/etc/systemd/timesyncd.conf.d/50-kickstart.conf", timesyncdText(sources))
	}
];
const furtherUnits = ["ntp", "openntpd"];
/**
* Sets the servers of the guest's time service and enables it, or disables all of them.
*
* @throws ApplianceError code `nts-missing`: without authentication the machine would believe anybody
*/
async function applyTimeService({ disabledAt, sources, position }, guest) {
	if (disabledAt !== void 0) {
		const units = /* @__PURE__ */ new Set();
		for (const name of [...daemons.map(({ unit }) => unit), ...furtherUnits]) {
			const unit = await findUnit(name, guest);
			if (unit !== void 0) units.add(unit);
		}
		for (const unit of units) await switchOrWarn("disable", unit);
		return;
	}
	for (const daemon of daemons) {
		const unit = await findUnit(daemon.unit, guest);
		if (unit === void 0) continue;
		const authenticated = sources.find(({ nts }) => nts);
		if (authenticated !== void 0 && !daemon.nts) throw withoutNts(unit, authenticated);
		if (sources.length > 0) await daemon.write(sources, guest.files);
		await switchOrWarn("enable", unit);
		return;
	}
	if (sources.length > 0) guest.warn({
		code: "time-service-missing",
		message: "the time servers have no effect: the guest has no time service that can be set up",
		position,
		hint: "add chrony to %packages"
	});
	async function switchOrWarn(action, unit) {
		const problem = await switchUnit(action, unit, guest);
		if (problem === void 0) return;
		guest.warn({
			code: `service-not-${action}d`,
			message: `can't ${action} ${unit}: ${problem}`,
			position
		});
	}
}
const withoutNts = (unit, { host, position }) => new ApplianceError({
	kind: "build",
	code: "nts-missing",
	message: `the guest's time service, ${unit}, can't authenticate ${host} by NTS`,
	position,
	hint: "put chrony in its place in %packages, or leave --nts out"
});

// src/configure/effects/time/timezone.ts
const zoneFolder = "/usr/share/zoneinfo";
const universal = /* @__PURE__ */ new Set([
	"UTC",
	"Etc/UTC",
	"Etc/GMT",
	"GMT",
	"Etc/Universal",
	"Universal",
	"Zulu"
]);
const zoneName = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
/** adjtime(5): no drift known; the third line says how the hardware clock runs. */
const adjtimeText = (utc) => `0.0 0 0.0\n0\n${utc ? "UTC" : "LOCAL"}\n`;
/**
* Sets /etc/localtime (a relative link, localtime(5)), the zone's name and the hardware clock's mode.
*
* @throws ApplianceError codes `unknown-timezone`, `tzdata-missing`
*/
async function applyTimezone(line, { files, family }) {
	const { zone, utc, position } = line;
	if (zone === void 0) {
		if (utc) await files.write("/etc/adjtime", adjtimeText(utc));
		return;
	}
	if (await haveZone(zone)) await files.link("/etc/localtime", `..${zoneFolder}/${zone}`);
	else await files.remove("/etc/localtime");
	if (family.timezoneFile !== void 0) await files.write(family.timezoneFile, `${zone}\n`);
	await files.write("/etc/adjtime", adjtimeText(utc));
	/** False for a zone that needs no data. */
	async function haveZone(zone) {
		const wellFormed = zoneName.test(zone);
		if (wellFormed && await files.exists(`${zoneFolder}/${zone}`)) return true;
		if (wellFormed && (await files.list(zoneFolder)).length === 0) {
			if (universal.has(zone)) return false;
			throw new ApplianceError({
				kind: "build",
				code: "tzdata-missing",
				message: `the guest has no time zone data, so ${zone} can't be set`,
				position,
				hint: `add ${family.packages.timezones} to %packages`
			});
		}
		const old = family.packages.oldTimezones;
		const oldNames = old === void 0 ? "" : `; old names such as US/Eastern may need the package ${old}`;
		throw new ApplianceError({
			kind: "input",
			code: "unknown-timezone",
			message: `there is no time zone ${zone}`,
			position,
			hint: `zones are named like Europe/Berlin${oldNames}`
		});
	}
}

// src/configure/effects.ts
const given = async (command, apply) => {
	if (command !== void 0) await apply(command);
};
/** In the order in which they run: users before their keys, packages' units before the services line has its say. */
const effects = [
	{
		commands: [],
		apply: async (_, { files }) => await removeHostFiles(files)
	},
	{
		commands: ["lang"],
		apply: ({ system }, guest) => given(system.lang, (line) => applyLang(line, guest))
	},
	{
		commands: ["keyboard"],
		apply: ({ system }, guest) => given(system.keyboard, (line) => applyKeyboard(line, guest))
	},
	{
		commands: ["timezone"],
		apply: ({ system }, guest) => given(system.timezone, (line) => applyTimezone(line, guest))
	},
	{
		commands: ["timezone", "timesource"],
		apply: ({ system }, guest) => given(timeServiceOf(system), (service) => applyTimeService(service, guest))
	},
	{
		commands: ["rootpw"],
		apply: ({ name, system }, guest) => applyRootpw(system.rootpw, name, guest)
	},
	{
		commands: ["group"],
		apply: ({ system }, guest) => applyGroups(system.groups, guest)
	},
	{
		commands: ["user"],
		apply: ({ name, system }, guest) => applyUsers(system.users, name, guest)
	},
	{
		commands: ["sshkey"],
		apply: ({ system }, guest) => applySshKeys(system.sshKeys, guest)
	},
	{
		commands: ["auth", "authselect"],
		apply: ({ system }, guest) => given(system.authentication, (line) => applyAuthentication(line, guest))
	},
	{
		commands: ["network"],
		apply: ({ system }, guest) => applyHostname(system, guest)
	},
	{
		commands: ["network"],
		apply: ({ name, system }, guest) => applyNetworks(system.networks, name, guest)
	},
	{
		commands: ["firewall"],
		apply: ({ system }, guest) => given(system.firewall, (line) => applyFirewall(line, guest))
	},
	{
		commands: ["selinux"],
		apply: ({ system, bootLoader }, guest) => given(system.selinux, (line) => applySelinux(line, bootLoader.kernelArguments, guest))
	},
	{
		commands: [],
		apply: ({ system }, guest) => given(system.kdump, (kdump) => applyKdump(kdump, guest))
	},
	{
		commands: [],
		apply: ({ system }, guest) => applyCertificates(system.certificates, guest)
	},
	{
		commands: ["syspurpose"],
		apply: ({ system }, guest) => given(system.syspurpose, (line) => applySyspurpose(line, guest))
	},
	{
		commands: ["firstboot"],
		apply: ({ system }, guest) => applyFirstBoot(system.firstboot, guest)
	},
	{
		commands: ["xconfig", "skipx"],
		apply: ({ system }, guest) => applyDefaultTarget(system, guest)
	},
	{
		commands: ["services"],
		apply: ({ system }, guest) => given(system.services, (line) => applyServices(line, guest))
	},
	{
		commands: ["part"],
		apply: applyFstab
	},
	{
		commands: ["raid"],
		apply: ({ arrays }, guest) => applyArrays(arrays, guest)
	},
	{
		commands: ["part"],
		apply: applyEncryption
	},
	{
		commands: ["bootloader"],
		apply: (spec, guest) => applyFedoraBoot(spec, guest)
	},
	{
		commands: ["bootloader"],
		apply: (spec, guest) => loaderSettings[spec.bootLoader.loader].write(guest, spec)
	}
];
/**
* Does to the root what the kickstart's commands say; the scripts come after it.
*
* @throws ApplianceError for a line that can't be done; what can be left out is a warning
*/
async function configureRoot(chroot, spec) {
	const warnings = [];
	const guest = await openGuest(chroot, (warning) => warnings.push(warning));
	for (const effect of effects) await effect.apply(spec, guest);
	return warnings;
}

// src/configure/initramfs/delta.ts
/**
* Paths that an overlay's upper directory changes, without leading slash, sorted; removed files (whiteouts) too.
*
* @param skip folders and files not to look at; a folder only if all below it is skipped
*/
async function changedPaths(upper, skip) {
	const found = [];
	const walk = async (folder) => {
		for (const entry of await fs.readdir(path.join(upper, folder), { withFileTypes: true })) {
			const here = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (skip(here)) continue;
			found.push(here);
			if (entry.isDirectory()) await walk(here);
		}
	};
	await walk("");
	return found.sort();
}
/**
* One line that changes when what stands at a path changes: type, permissions, content, link target, or a folder's
* names. Times do not count. Read from the mounted root, so that it is right whatever the overlay keeps where.
*/
async function fingerprint(root, path_) {
	const file = path.join(root, path_);
	const stats = await fs.lstat(file).catch(() => void 0);
	return `${JSON.stringify(path_)} ${stats === void 0 ? "none" : await describe(file, stats)}`;
}
async function describe(file, stats) {
	const mode = stats.mode.toString(8);
	if (stats.isSymbolicLink()) return `${mode} ${JSON.stringify(await fs.readlink(file))}`;
	if (stats.isDirectory()) return `${mode} ${JSON.stringify((await fs.readdir(file)).sort())}`;
	if (!stats.isFile()) return `${mode} ${stats.rdev}`;
	const hash = createHash("sha256");
	await pipeline(createReadStream(file), hash);
	return `${mode} ${hash.digest("hex")}`;
}

// src/configure/initramfs/initramfs-inputs.ts
/**
* Which changed files can't change an initramfs. A location is listed only if no generator's packaged hooks read it; what
* a listed location adds to an initramfs all the same is caught by the listing of the initramfs (initramfs-cache.ts).
* Paths are the guest's without the leading slash; one names itself and all below it.
*/
const neverRead = [
	"boot/grub",
	"boot/grub2",
	"boot/efi",
	"boot/loader",
	"dev",
	"home",
	"media",
	"mnt",
	"opt",
	"proc",
	"root",
	"run",
	"srv",
	"sys",
	"tmp",
	"var",
	"usr/sbin/policy-rc.d",
	"usr/share/doc",
	"usr/share/i18n",
	"usr/share/info",
	"usr/share/locale",
	"usr/share/man",
	"usr/share/zoneinfo",
	"usr/lib/locale",
	"usr/lib/tmpfiles.d"
];
/**
* What generators and the hooks of packages read in /etc; other places there count only if the listing of the initramfs has
* them. (initramfs-tools(7), dracut.conf(5), and the hooks of Debian's packages.)
*/
const readInEtc = [
	"etc/bcache",
	"etc/console-setup",
	"etc/crypttab",
	"etc/cryptsetup-initramfs",
	"etc/default/console-setup",
	"etc/default/cryptdisks",
	"etc/default/keyboard",
	"etc/default/mdadm",
	"etc/dracut.conf",
	"etc/dracut.conf.d",
	"etc/dropbear",
	"etc/fstab",
	"etc/hostid",
	"etc/initramfs-tools",
	"etc/iscsi",
	"etc/kbd",
	"etc/kernel",
	"etc/ld.so.cache",
	"etc/ld.so.conf",
	"etc/ld.so.conf.d",
	"etc/lvm",
	"etc/mdadm",
	"etc/mdadm.conf",
	"etc/modprobe.d",
	"etc/modules",
	"etc/modules-load.d",
	"etc/multipath",
	"etc/multipath.conf",
	"etc/nvme",
	"etc/os-release",
	"etc/plymouth",
	"etc/selinux",
	"etc/systemd/network",
	"etc/sysctl.conf",
	"etc/sysctl.d",
	"etc/udev",
	"etc/vconsole.conf",
	"etc/zfs"
];
/** dracut's modules copy accounts, the host name and units; initramfs-tools knows nothing of them. */
const readInEtcByDracut = [
	"etc/group",
	"etc/gshadow",
	"etc/hostname",
	"etc/hosts",
	"etc/locale.conf",
	"etc/machine-id",
	"etc/network",
	"etc/NetworkManager",
	"etc/nsswitch.conf",
	"etc/passwd",
	"etc/resolv.conf",
	"etc/services",
	"etc/shadow",
	"etc/systemd/system"
];
/** What makes a generator copy files from anywhere: with a change in one of these, every changed file counts. */
const steering = [
	"etc/cryptsetup-initramfs",
	"etc/crypttab",
	"etc/dracut.conf",
	"etc/dracut.conf.d",
	"etc/initramfs-tools/hooks",
	"usr/lib/dracut",
	"usr/share/initramfs-tools/hooks"
];
/** Results of earlier runs, which depend on the inputs and are none. */
const generated = [/^boot\/initr(?:d|amfs)[.-]/, /^initrd\.img(?:\.old)?$/];
const within = (path, locations) => locations.some((location) => path === location || path.startsWith(`${location}/`));
const inEtc = (generator) => generator === "dracut" ? [...readInEtc, ...readInEtcByDracut] : readInEtc;
const holds = (folder, locations) => locations.some((location) => location.startsWith(`${folder}/`));
/** Whether no generator reads a path, nor anything below it. */
function isNeverRead(path, generator) {
	if (!path.startsWith("etc/")) return within(path, neverRead);
	const read = inEtc(generator);
	return !within(path, read) && !holds(path, read);
}
/** Whether something in a folder is never read: then its names would count what its files do not. */
function holdsNeverRead(folder, generator) {
	if (folder === "boot" || folder === "etc") return true;
	if (folder.startsWith("etc/")) return !within(folder, inEtc(generator));
	return holds(folder, neverRead);
}

// src/configure/initramfs/initramfs-cache.ts
const sha256 = (lines) => createHash("sha256").update(lines.join("\n")).digest("hex");
/** A digest of everything that could go into an initramfs. */
async function inputsKey({ root, upper, layerKey, generator, version, arguments: words, sourceDateEpoch }) {
	const isGenerated = (candidate) => generated.some((pattern) => pattern.test(candidate));
	let changed = await changedPaths(upper, (candidate) => isGenerated(candidate) || isNeverRead(candidate, generator));
	if (changed.some((candidate) => within(candidate, steering))) changed = await changedPaths(upper, isGenerated);
	const prints = [];
	for (const candidate of changed) {
		if ((await fs.lstat(path.join(root, candidate)).catch(() => void 0))?.isDirectory() && holdsNeverRead(candidate, generator)) continue;
		prints.push(await fingerprint(root, candidate));
	}
	return sha256([
		layerKey,
		generator,
		version,
		...words,
		String(sourceDateEpoch),
		...prints
	]);
}
/**
* What of the ignored locations is in an initramfs all the same, with its state: a cached initramfs counts only while
* that is unchanged.
*
* @param listing paths in the initramfs, without leading slash
*/
async function witnesses(root, listing, generator) {
	const found = [];
	for (const candidate of listing) {
		if (!isNeverRead(candidate, generator)) continue;
		const stats = await fs.lstat(path.join(root, candidate)).catch(() => void 0);
		if (stats?.isFile() || stats?.isSymbolicLink()) found.push(candidate);
	}
	return found.sort();
}
async function witnessKey(key, root, paths) {
	const prints = [];
	for (const candidate of paths) prints.push(await fingerprint(root, candidate));
	return sha256([key, ...prints]);
}
/** @returns path of a cached initramfs that these inputs made */
async function cachedInitramfs(cache, key, root) {
	const listed = await cache.get(`initramfs-listing-${key}`);
	if (listed === void 0) return void 0;
	const paths = (await fs.readFile(listed, "utf8")).split("\n").filter((line) => line !== "");
	return await cache.get(`initramfs-${await witnessKey(key, root, paths)}`);
}
async function keepInitramfs(cache, key, root, made) {
	await cache.put(`initramfs-${await witnessKey(key, root, made.witnesses)}`, made.file);
	const listing = path.join(made.scratch, "initramfs-listing");
	await fs.writeFile(listing, made.witnesses.map((line) => `${line}\n`).join(""));
	await cache.put(`initramfs-listing-${key}`, listing);
	await fs.rm(listing);
}

// src/configure/initramfs/rescue.ts
const kernelName = /^vmlinuz-0-rescue-(.+)$/;
/** Whether the guest has rescue kernels: the package dracut-config-rescue sets `dracut_rescue_image` (dracut.conf(5)). */
async function wantsRescue(files) {
	const sources = ["/etc/dracut.conf"];
	for (const folder of ["/usr/lib/dracut/dracut.conf.d", "/etc/dracut.conf.d"]) for (const name of await files.list(folder)) if (name.endsWith(".conf")) sources.push(`${folder}/${name}`);
	let value;
	for (const source of sources) value = readVariable(await files.read(source) ?? "", "dracut_rescue_image") ?? value;
	return value === "yes";
}
const rescueInitramfs = (token) => `/boot/initramfs-0-rescue-${token}.img`;
/**
* Puts the rescue kernel into /boot by the name that 51-dracut-rescue.install of dracut gives it, with the entry token for
* the machine-id. One that the packages' scripts made during the build, by an id that goes with it, is renamed.
*
* @param version of the kernel to copy
* @returns whether its initramfs has still to be made
*/
async function placeRescueKernel(files, token, version) {
	for (const name of await files.list("/boot")) {
		const id = kernelName.exec(name)?.[1];
		if (id === void 0 || id === token || id.endsWith(".hmac")) continue;
		await adopt(files, `/boot/${name}`, `/boot/vmlinuz-0-rescue-${token}`);
		await adopt(files, rescueInitramfs(id), rescueInitramfs(token));
		await files.remove(`/boot/.vmlinuz-0-rescue-${id}.hmac`);
	}
	const kernel = `/boot/vmlinuz-0-rescue-${token}`;
	if (!await files.exists(kernel)) await copyWithMode(await files.path(`/boot/vmlinuz-${version}`), await files.path(kernel));
	return !await files.exists(rescueInitramfs(token));
}
async function adopt(files, from, to) {
	if (!await files.exists(from)) return;
	if (await files.exists(to)) await files.remove(from);
	else await fs.rename(await files.path(from), await files.path(to));
}

// src/configure/initramfs/initramfs.ts
const dracutOptions = [
	"--force",
	"--no-hostonly",
	"--no-hostonly-cmdline",
	"--reproducible"
];
/** update-initramfs(8), dracut(8): modules for any machine, nothing of the machine that builds. */
const generators = [{
	name: "initramfs-tools",
	program: "update-initramfs",
	arguments: (version) => [
		"-c",
		"-k",
		version
	],
	mode: 420,
	list: (file) => ["lsinitramfs", file]
}, {
	name: "dracut",
	program: "dracut",
	arguments: (version, file) => [
		...dracutOptions,
		"--kver",
		version,
		file
	],
	mode: 384,
	list: (file) => ["lsinitrd", file]
}];
/**
* Makes the initramfs of each kernel in the root, or takes it from the cache if nothing that goes into it changed.
* The guest's own configuration decides its compression and content.
*
* @throws ApplianceError codes `kernel-missing`, `initramfs-generator-missing`, `tool-failed`
*/
async function makeInitramfs(options) {
	const files = rootFiles(options.chroot.root);
	const family = await detectFamily(files);
	await placeKernels(files, family);
	const kernels = await requireKernels(files, family);
	const generator = await findGenerator(files, family);
	const warnings = generator.name === "initramfs-tools" ? await includeMostModules(files) : [];
	const results = [];
	for (const { version } of kernels) {
		const file = family.initramfs(version);
		results.push({
			version,
			file,
			...await makeOne(generator, version, file, files, options)
		});
	}
	const newest = kernels[0]?.version;
	const token = options.rescueToken;
	if (family.name === "fedora" && generator.name === "dracut" && newest !== void 0 && token !== void 0) {
		if (await wantsRescue(files) && await placeRescueKernel(files, token, newest)) {
			const file = rescueInitramfs(token);
			const made = await makeOne(rescueGenerator(generator), newest, file, files, options);
			results.push({
				version: `0-rescue (${newest})`,
				file,
				...made
			});
		}
	}
	return {
		results,
		warnings
	};
}
/** As 51-dracut-rescue.install of dracut calls it. */
function rescueGenerator(dracut) {
	return {
		...dracut,
		arguments: (version, file) => [
			"--add",
			"rescue",
			...dracut.arguments(version, file)
		]
	};
}
async function findGenerator(files, family) {
	for (const generator of generators) if (await findProgram(files, generator.program) !== void 0) return generator;
	throw new ApplianceError({
		kind: "build",
		code: "initramfs-generator-missing",
		message: "the guest has a kernel, but no program that makes its initramfs",
		hint: `add ${family.packages.initramfs} to %packages`
	});
}
async function makeOne(generator, version, file, files, { chroot, upper, layerKey, cache, sourceDateEpoch, scratch }) {
	const { root } = chroot;
	const how = {
		generator: generator.name,
		version,
		arguments: generator.arguments(version, file),
		sourceDateEpoch
	};
	const key = await inputsKey({
		root,
		upper,
		layerKey,
		...how
	});
	const cached = cache === void 0 ? void 0 : await cachedInitramfs(cache, key, root);
	await files.remove(file);
	if (cached !== void 0) {
		await fs.copyFile(cached, await files.path(file), fs.constants.COPYFILE_FICLONE);
		await fs.chmod(await files.path(file), generator.mode);
		return {
			fromCache: true,
			contents: void 0
		};
	}
	await keepingTimes(files, workFolders, () => chroot.run(generator.program, generator.arguments(version, file), {
		logOutput: true,
		env: sourceDateEpoch === void 0 ? {} : { SOURCE_DATE_EPOCH: String(sourceDateEpoch) },
		failure: `can't make the initramfs of kernel ${version}`
	}));
	if (cache !== void 0) {
		const [program, ...args] = generator.list(file);
		const { exitCode, stdout } = await chroot.run(program, args, { okCodes: everyExitCode });
		if (exitCode !== 0) return {
			fromCache: false,
			contents: void 0
		};
		const contents = stdout.split("\n").map(listedPath);
		const found = await witnesses(root, contents, generator.name);
		await keepInitramfs(cache, key, root, {
			file: await files.path(file),
			witnesses: found,
			scratch
		});
		return {
			fromCache: false,
			contents
		};
	}
	return {
		fromCache: false,
		contents: void 0
	};
}
/** Where generators work, and leave nothing but the time: with an initramfs from the cache the root must be the same. */
const workFolders = ["/tmp", "/var/tmp"];
async function keepingTimes(files, folders, work) {
	const before = [];
	for (const folder of folders) {
		const place = await files.path(folder);
		const stats = await fs.stat(place).catch(() => void 0);
		if (stats !== void 0) before.push([place, stats]);
	}
	await work();
	for (const [place, { atime, mtime }] of before) await fs.utimes(place, atime, mtime);
}
/** lsinitramfs prints a path to a line; lsinitrd a line of `ls -l`, in which a link's target follows an arrow. */
const listedPath = (line) => (line.split(" -> ")[0] ?? "").split(/\s+/).at(-1) ?? "";
/** initramfs.conf(5): MODULES=dep takes the modules that the building machine needs; an appliance must boot on any. */
async function includeMostModules(files) {
	const folder = "/etc/initramfs-tools/conf.d";
	const sources = ["/etc/initramfs-tools/initramfs.conf", ...(await files.list(folder)).map((name) => `${folder}/${name}`)];
	let modules;
	for (const source of sources) modules = readVariable(await files.read(source) ?? "", "MODULES") ?? modules;
	if (modules !== "dep") return [];
	await files.write(`${folder}/zz-any-machine`, "MODULES=most\n");
	return [{
		code: "initramfs-modules",
		message: "MODULES=dep would fit the initramfs to the machine that builds; it is made with MODULES=most"
	}];
}

// src/configure/scripts/scripts.ts
/**
* Runs the %post scripts in file order (other sections are passed over).
*
* A chroot script is a file in the guest's /tmp, a --nochroot script one in `scratch`; both run as `INTERPRETER FILE`, in
* process namespaces of their own and a clean environment. Names can be looked up: the host's resolv.conf is lent.
*
* @returns warnings for scripts that failed without --erroronfail
* @throws ApplianceError codes `interpreter-missing`, `script-failed`
*/
async function runScripts(scripts, options) {
	try {
		var _usingCtx$4 = _usingCtx();
		const warnings = [];
		const post = scripts.filter(({ section }) => section === "post");
		if (post.length === 0) return warnings;
		const scope = _usingCtx$4.a(new Scope());
		scope.use(await lendResolver(options.chroot.root));
		if (post.some(({ chroot }) => !chroot)) scope.use(await showAtInstallerPaths(options.runner, options.chroot.root, options.scratch));
		for (const [index, script] of post.entries()) {
			const failure = script.chroot ? await runInGuest(script, index + 1, options) : await runOnHost(script, index + 1, {
				...options,
				root: options.chroot.root
			});
			if (failure === void 0) continue;
			if (script.errorOnFail) throw scriptError(script, failure);
			warnings.push(scriptWarning(script, failure));
		}
		return warnings;
	} catch (_) {
		_usingCtx$4.e = _;
	} finally {
		await _usingCtx$4.d();
	}
}
async function runInGuest(script, number, { chroot }) {
	const files = rootFiles(chroot.root);
	if (await findProgram(files, script.interpreter) === void 0) throw interpreterMissing(script);
	const file = `/tmp/ks-script-${number}`;
	await files.remove(file);
	await files.write(file, script.body, 448);
	try {
		try {
			var _usingCtx3 = _usingCtx();
			const log = _usingCtx3.a(await openScriptLog(chroot.root, script.log));
			const run = chroot.run(script.interpreter, [file], {
				okCodes: everyExitCode,
				logOutput: true,
				onLine: log.line
			});
			return failureOf(await run, file);
		} catch (_) {
			_usingCtx3.e = _;
		} finally {
			await _usingCtx3.d();
		}
	} finally {
		await files.remove(file);
	}
}
/**
* Lends the host's resolv.conf. Where the guest's is a link into /run (systemd-resolved), the file appears in the
* guest's temporary /run, so that the link stays.
*/
async function lendResolver(root) {
	const text = await fs.readFile("/etc/resolv.conf", "utf8").catch(() => "");
	const resolved = await resolveInRoot(root, "/etc/resolv.conf");
	const guestPath = `/${path.relative(root, resolved)}`;
	return await lendFile(root, guestPath.startsWith("/run/") ? guestPath : "/etc/resolv.conf", text, 420);
}

// src/disk/boot/boot-files.ts
/**
* Writes all files of the boot loader: the menu, its modules, the program for UEFI. It must run on the trees before their
* filesystems are made; `assembleDisks` then writes what lies outside of filesystems.
*
* @throws ApplianceError codes `no-kernel`, `no-root-filesystem`, `grub-modules-missing`, `boot-loader-missing`
*/
async function writeBootFiles(runner, request) {
	const { loader } = request.bootLoader;
	if (loader === "none") return { signed: false };
	if (request.kernels.length === 0) throw new ApplianceError({
		kind: "build",
		code: "no-kernel",
		message: "the root has no kernel in /boot, so the appliance could not boot",
		hint: "put a kernel package into %packages, or say: bootloader --location=none"
	});
	return await loaders[loader].writeFiles(runner, {
		...request,
		place: bootPlace(request.storage)
	});
}

// src/build/finish-root.ts
/**
* The last that is written to the root: the files of the boot loader and, when nothing else changes any more, SELinux labels.
*/
async function finishRoot(runner, { chroot, plan, passwordHash, scratch }) {
	const { root } = chroot;
	const files = rootFiles(root);
	await removeTraces(files);
	const settings = await loaderSettings[plan.bootLoader.loader].read(files, plan);
	const { name: family } = await detectFamily(files);
	await finishFedoraBoot(files, plan, settings);
	const bootLoader = {
		...plan.bootLoader,
		...settings
	};
	const esp = plan.disks.find(({ name }) => name === bootLoader.uefi?.disk)?.partitions.find(({ number }) => number === bootLoader.uefi?.partition)?.filesystem;
	const bootScratch = path.join(scratch, "boot-files");
	await fs.mkdir(bootScratch);
	const { signed } = await writeBootFiles(runner, {
		arch: plan.arch,
		storage: plan,
		bootLoader,
		kernels: await kernelsOf(files),
		passwordHash,
		guestRoot: root,
		chroot,
		bootDirectory: path.join(root, "boot"),
		espDirectory: esp?.mountPoint === void 0 ? void 0 : path.join(root, esp.mountPoint),
		family,
		systemId: await systemId(files),
		entryName: entryNames(plan, family),
		title: await titleOf(root, plan.name),
		scratch: bootScratch
	});
	const lostFoundIn = filesystemsOf(plan).flatMap(({ type, mountPoint }) => type.startsWith("ext") && mountPoint !== void 0 ? [mountPoint] : []);
	const labelling = await labelRoot(runner, chroot, { lostFoundIn });
	const warnings = [...labelling.warnings, ...family === "fedora" ? noPolicyNote(labelling) : []];
	return {
		bootLoader,
		signed,
		bootScratch,
		family,
		labelled: labelling.state === "labelled",
		warnings
	};
}
/** Debian's installations have no policy as a rule; those of Fedora do. */
function noPolicyNote({ state }) {
	if (state !== "no-policy") return [];
	return [{
		code: "selinux-no-policy",
		severity: "note",
		message: "the guest has no SELinux policy, so its files have no labels",
		hint: "add selinux-policy-targeted to %packages"
	}];
}
/** The names of the entries that `finishFedoraBoot` writes. */
function entryNames(storage, family) {
	const token = family === "fedora" ? entryToken(storage) : void 0;
	return token === void 0 ? void 0 : (kernel) => entryName(token, kernel);
}
/** What the boot menu calls the system: its own name for itself (os-release(5)). */
async function titleOf(root, fallback) {
	const text = await fs.readFile(path.join(root, "usr/lib/os-release"), "utf8").catch(() => "");
	return /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(text)?.[1] ?? fallback;
}

// src/build/prepare-root.ts
/** Turns installed packages into the appliance's root: commands, then scripts, then what the machine boots from. */
async function prepareRoot(inputs, services) {
	const prepared = await prepareInside(inputs, services);
	if (inputs.epochSeconds !== void 0) await settleTimes(services.runner, inputs.root.directory, inputs.epochSeconds);
	return prepared;
}
async function prepareInside(inputs, { runner, reporter }) {
	try {
		var _usingCtx$3 = _usingCtx();
		const { appliance, plan, root, scratch } = inputs;
		const passwordHash = grubPasswordHash(appliance.bootLoader.password, appliance.name);
		const warnings = [];
		const warn = (found) => {
			for (const warning of found) reporter.warn(warning);
			warnings.push(...found);
		};
		const { epochSeconds } = inputs;
		const variables = epochSeconds === void 0 ? {} : { SOURCE_DATE_EPOCH: String(epochSeconds) };
		const chroot = _usingCtx$3.a(await enterRoot(runner, root.directory, variables));
		await reporter.step("configure", "apply the kickstart commands", async () => {
			warn(await configureRoot(chroot, {
				name: plan.name,
				system: appliance.system,
				disks: plan.disks,
				volumeGroups: plan.volumeGroups,
				arrays: plan.arrays,
				bootLoader: plan.bootLoader,
				passwordHash
			}));
		});
		const posts = appliance.scripts.filter(({ section }) => section === "post").length;
		if (posts > 0) await reporter.step("scripts", "run the %post scripts", async (detail) => {
			warn(await runScripts(appliance.scripts, {
				chroot,
				runner,
				scratch
			}));
			detail(`${posts} %post script${posts === 1 ? "" : "s"}`);
		});
		return {
			...await reporter.step("initramfs", "make the initramfs and the boot configuration", async (detail) => {
				const { results, warnings: found } = await makeInitramfs({
					chroot,
					upper: root.delta ?? root.directory,
					layerKey: inputs.layer.key,
					cache: root.delta === void 0 ? void 0 : blobCache(inputs.cache, (text) => reporter.note(text)),
					sourceDateEpoch: epochSeconds,
					rescueToken: entryToken(plan),
					scratch
				});
				warn(found);
				await tellInitramfs(results, {
					root: root.directory,
					cache: inputs.cache,
					reporter
				});
				detail(results.map(({ version, fromCache }) => `${version}${fromCache ? " from the cache" : ""}`).join(", "));
				const { warnings: last, ...result } = await finishRoot(runner, {
					chroot,
					plan,
					passwordHash,
					scratch
				});
				warn(last);
				return result;
			}),
			warnings
		};
	} catch (_) {
		_usingCtx$3.e = _;
	} finally {
		await _usingCtx$3.d();
	}
}
/** Images without anything secret in them may leave the machine; dracut, for one, copies the hash of root's password. */
async function tellInitramfs(results, { root, cache, reporter }) {
	const contents = results.map((result) => result.contents);
	if (!contents.every((names) => names !== void 0)) return;
	if ((await privateAmong(root, contents.flat())).length > 0) return;
	reporter.tell({
		event: "initramfs-kept",
		used: await cache.use.of(["initramfs"])
	});
}
function blobCache(cache, note) {
	const { get, put } = forgiving(cache.initramfs, "the initramfs", note);
	return {
		get,
		put: (key, file) => put(key, (temporary) => fs.copyFile(file, temporary))
	};
}

// src/build/build.ts
/**
* Builds an appliance. It must run as root in a private mount and PID namespace; what it mounts is unmounted on the way
* out, in the order of the code, whatever happens. On success the output directory is published, the verdict of the boot
* test notwithstanding; on failure the scripts of the kickstart for that case run and the caller abandons it.
*
* @throws ApplianceError, ApplianceErrors
*/
async function buildAppliance(inputs, services) {
	try {
		var _usingCtx$2 = _usingCtx();
		const { runner, reporter } = services;
		const scope = _usingCtx$2.a(new Scope());
		const workspace = scope.use(await createWorkspace(runner, inputs.scratchDirectory, inputs.scratchOnDisk));
		runner.log(`scratch space: ${workspace.place}`);
		const scratch = workspace.directory;
		let root;
		const rootIsThere = (directory) => {
			root = directory;
		};
		try {
			return await buildIn({
				...inputs,
				scratch,
				scope,
				rootIsThere
			}, services);
		} catch (error) {
			await runFailureScripts(error, {
				scripts: inputs.appliance.scripts,
				root,
				scratch
			}, {
				runner,
				reporter
			});
			throw error;
		}
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
async function buildIn(inputs, services) {
	const { plan, appliance, scratch, scope } = inputs;
	const { runner, reporter, output } = services;
	const opened = openCache(inputs.cacheDirectory);
	const cache = inputs.packagesOnly === true ? withoutResults(opened) : opened;
	const directory = output.staging;
	const programs = scope.use(await runForeignPrograms(runner, plan.arch, scratch, services.owner));
	if (programs.how !== void 0) reporter.note(`the programs of ${plan.arch} are run ${programs.how}, which takes its time`);
	const differing = inputs.epoch === void 0 ? [] : differingVolumes(plan);
	for (const warning of differing) reporter.warn(warning);
	const filled = await fillRoot({
		...inputs,
		cache
	}, services, scope);
	inputs.rootIsThere(filled.root.directory);
	const { epochSeconds } = filled;
	const prepared = await prepareRoot({
		...inputs,
		...filled,
		cache
	}, services);
	const root = filled.root.directory;
	const grainStore = forgiving(cache.grains, "the compressed disks", (text) => reporter.note(text));
	const { disks, converted } = await assembleAndConvert({
		...inputs,
		...prepared,
		epochSeconds,
		root,
		directory,
		grainStore
	}, services);
	const distribution = await distributionOf(rootFiles(root));
	const ofBundles = {
		plan,
		guestId: distribution.id,
		disks: converted,
		directory,
		epochSeconds
	};
	const bundles = await writeBundles(ofBundles, services);
	const [descriptor, ...kernelFiles] = await reporter.step("describe", "write the descriptor", () => writeDescription({
		...plan,
		bootLoader: prepared.bootLoader
	}, {
		disks,
		directory,
		root
	}));
	const test = planBootTest(plan, appliance.boot);
	const accelerator = inputs.bootTest || inputs.probeAccelerator ? await findAccelerator(plan.arch, await kernelIn(root), cache.directory, services) : void 0;
	const boot = inputs.bootTest && accelerator !== void 0 ? await bootTest({
		test,
		scenario: inputs.scenario,
		machine: plan,
		accelerator,
		disksOf: (format) => bootDisks(disks, format, directory),
		filesOf: async (combination) => bootFilesIn(directory, combination),
		scratch
	}, services) : {
		verdicts: [],
		exitCode: 0
	};
	if (accelerator !== void 0 && boot.verdicts.length > 0) {
		const about = {
			name: plan.name,
			acceleratorReason: accelerator.reason
		};
		await writeBootReports(bootReportsAt(path.join(directory, "boot")), about, boot.verdicts.map(bootRecord));
	}
	await filled.layerSaved;
	const { packages } = filled.resolution;
	const builder = {
		version,
		peakMemoryBytes: process.resourceUsage().maxRSS * 1024
	};
	const sbom = makeSbom({
		plan,
		builder,
		packages,
		disks,
		distribution,
		epochSeconds
	});
	await fs.writeFile(path.join(directory, sbomName), `${JSON.stringify(sbom, null, 2)}\n`);
	const beside = [
		descriptor,
		...kernelFiles,
		sbomName
	];
	await fs.writeFile(path.join(directory, checksumsName), await checksumLines(directory, disks, bundles, beside));
	const files = (await fs.readdir(directory)).filter((name) => name !== logName).sort();
	const manifestOf = (archive) => makeManifest({
		plan,
		builder,
		kickstart: inputs.kickstart,
		packages,
		layer: filled.layer,
		disks,
		bundles,
		archive,
		descriptor,
		files: archive === void 0 ? files : [...files, archive.file].sort(),
		noEffect: [...new Set(appliance.noEffect.map(({ command }) => command))],
		warnings: [
			...appliance.warnings,
			...differing,
			...filled.warnings,
			...prepared.warnings
		].map(({ message }) => message),
		bootLoader: {
			loader: plan.bootLoader.loader,
			bios: plan.bootLoader.bios?.bootSector === true,
			uefi: plan.bootLoader.uefi !== void 0,
			signed: prepared.signed
		},
		bootTest: test,
		boot: boot.verdicts.map(bootResult),
		timings: reporter.timings
	});
	const asWritten = (made) => epochSeconds === void 0 ? made : withoutFigures(made);
	const inside = asWritten(withoutBoots(manifestOf(void 0)));
	const manifest = manifestOf(await writePackage({
		kind: plan.archive,
		manifest: inside,
		directory,
		epochSeconds
	}, services));
	await fs.writeFile(path.join(directory, manifestName), manifestText(asWritten(manifest)));
	await output.publish();
	return {
		manifest,
		exitCode: boot.exitCode
	};
}

// src/host/root/namespace.ts
const forwarded = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/**
* @returns the exit code of the inner process
* @throws ApplianceError code `no-namespace` if the namespaces cannot be made, `build-killed` if somebody else killed the
*   inner process, kind `interrupted` if the user insisted on a third signal and it was killed for that
*/
async function runInPrivateNamespace({ command, env }) {
	const owned = /* @__PURE__ */ new Map();
	let started = false;
	let ended = false;
	const child = spawn("unshare", [
		"--mount",
		"--propagation",
		"private",
		"--pid",
		"--fork",
		"--kill-child=SIGKILL",
		"--mount-proc",
		"--",
		...command
	], {
		stdio: [
			"ignore",
			"inherit",
			"inherit",
			"ipc"
		],
		detached: true,
		env
	});
	child.on("message", (message) => {
		if (message.type === "started") started = true;
		else if (message.type === "ended") ended = true;
		else if (message.type === "own") owned.set(message.path, message.rescue);
		else if (message.type === "disown") owned.delete(message.path);
	});
	const signals = [];
	const pass = (signal) => {
		signals.push(signal);
		if (signals.length > 2) child.kill("SIGKILL");
		else if (child.connected) child.send({
			type: "signal",
			signal
		}, () => void 0);
	};
	for (const signal of forwarded) process.on(signal, pass);
	try {
		const code = await new Promise((resolve, reject) => {
			child.on("error", reject);
			child.on("close", resolve);
		});
		if (!started && signals.length === 0) throw cannotUnshare();
		if (code === null || !ended) throw wasKilled(signals[0], [...owned.values()]);
		return code;
	} catch (error) {
		if (error.code === "ENOENT") throw cannotUnshare();
		throw error;
	} finally {
		for (const signal of forwarded) process.off(signal, pass);
		for (const [path, rescue] of owned) {
			if (rescue !== void 0) await fs.rename(rescue.file, rescue.as).catch(() => void 0);
			await (isShownEntry(path) ? dropEntry(path) : fs.rm(path, {
				recursive: true,
				force: true
			}));
		}
	}
}
function wasKilled(asked, rescues) {
	if (asked !== void 0) return new ApplianceError({
		kind: "interrupted",
		code: "interrupted",
		message: `interrupted by ${asked}`
	});
	return new ApplianceError({
		kind: "build",
		code: "build-killed",
		message: "the build was killed",
		log: rescues.find((rescue) => rescue !== void 0)?.as,
		hint: "if nobody did that, the machine ran out of memory: --work-dir DIR takes the scratch space out of it"
	});
}
function cannotUnshare() {
	return new ApplianceError({
		kind: "build",
		code: "no-namespace",
		message: "cannot make a private mount and process namespace for the build",
		hint: "run as root; in a container start it privileged (docker run --privileged)"
	});
}
/** Call it first thing in the inner process. */
function joinOuter() {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	const send = (message) => {
		if (process.connected) process.send?.(message);
	};
	process.on("message", (message) => controller.abort(message.signal));
	let orphaned = false;
	const onDisconnect = () => {
		orphaned = true;
		controller.abort("the end of the process that started it");
	};
	process.on("disconnect", onDisconnect);
	if (!process.connected) onDisconnect();
	for (const signal of forwarded) process.on(signal, () => controller.abort(signal));
	send({ type: "started" });
	return {
		signal: controller.signal,
		own: (path, rescue) => send({
			type: "own",
			path,
			rescue
		}),
		disown: (path) => send({
			type: "disown",
			path
		}),
		get orphaned() {
			return orphaned;
		},
		close: () => {
			process.off("disconnect", onDisconnect);
			send({ type: "ended" });
			if (process.connected) process.disconnect();
		}
	};
}

// src/report/build-log.ts
/** @param secrets texts that never reach the log, such as passwords of the kickstart */
function openBuildLog(file, secrets) {
	const stream = createWriteStream(file, {
		flags: "a",
		mode: 420
	});
	const start = performance.now();
	let failed = false;
	stream.on("error", () => {
		failed = true;
	});
	const mask = masker(secrets);
	return {
		line(text) {
			if (failed || stream.writableEnded) return;
			stream.write(`${((performance.now() - start) / 1e3).toFixed(2).padStart(8)}  ${mask(text)}\n`);
		},
		close: () => new Promise((resolve) => {
			if (failed) resolve();
			else stream.end(resolve);
			stream.on("error", () => resolve());
		})
	};
}

// src/report/progress/summary.ts
/** What a person wants to know after a build. */
function summaryText(manifest, directory) {
	const disks = manifest.disks.map(({ file, virtualBytes, fileBytes }) => [
		`  ${file}`,
		formatBytes(virtualBytes),
		formatBytes(fileBytes)
	]);
	const { bundles = [], archive } = manifest;
	const ofAll = [...bundles, ...archive === void 0 ? [] : [archive]];
	const others = manifest.files.filter((file) => ![...manifest.disks, ...ofAll].some((one) => one.file === file));
	const steps = manifest.timings.map(({ name, seconds, detail }) => [
		`  ${name}`,
		formatSeconds(seconds),
		detail ?? ""
	]);
	const total = manifest.timings.reduce((sum, { seconds }) => sum + seconds, 0);
	return [
		`${manifest.name}${manifest.version === void 0 ? "" : ` ${manifest.version}`} is in ${directory}`,
		"",
		formatTable([
			[
				"  disk",
				"virtual",
				"file"
			],
			...disks,
			...ofAll.map(({ file, fileBytes }) => [
				`  ${file}`,
				"",
				formatBytes(fileBytes)
			])
		], [
			false,
			true,
			true
		]),
		`  also: ${others.join(", ")}, manifest.json, build.log`,
		"",
		formatTable([...steps, [
			"  total",
			formatSeconds(total),
			""
		]], [
			false,
			true,
			false
		]),
		...noEffectLines(manifest),
		...bootLines(manifest)
	].join("\n");
}
function noEffectLines({ noEffect }) {
	return noEffect.length === 0 ? [] : ["", `no effect in an image: ${noEffect.join(", ")}`];
}
function bootLines({ boot }) {
	if (boot.length === 0) return [];
	const rows = boot.map(({ format, firmware, accelerator, verdict, reason, seconds }) => [
		`  ${format}, ${firmware}, ${accelerator}`,
		verdict,
		formatSeconds(seconds),
		reason
	]);
	return [
		"",
		"boot test",
		formatTable(rows, [
			false,
			false,
			true,
			false
		])
	];
}

// src/cli/kickstart/gathered.ts
const fileName = "kickstart-inputs.json";
/** Leaves what a kickstart was read with in a folder, for the process that reads it next. */
async function saveGathered(folder, { pages, pre }) {
	const data = {
		pages: [...pages],
		pre: pre === void 0 ? void 0 : {
			...pre,
			files: [...pre.files]
		}
	};
	await fs.writeFile(path.join(folder, fileName), JSON.stringify(data), { mode: 384 });
}
async function loadGathered(folder) {
	const { pages, pre } = JSON.parse(await fs.readFile(path.join(folder, fileName), "utf8"));
	return {
		pages: new Map(pages),
		pre: pre === void 0 ? void 0 : {
			files: new Map(pre.files),
			warnings: pre.warnings,
			log: pre.log ?? [],
			errors: []
		}
	};
}

// src/cli/kickstart/secrets.ts
/** `user:password@` and `token@` before a host (RFC 3986 §3.2.1): the password or the token, as written and as meant. */
function credentialsOf(address) {
	const [, user = "", password] = /(?:^|:\/\/)([^\s/@:]*)(?::([^\s/@]*))?@/.exec(address) ?? [];
	const secret = password ?? user;
	if (secret === "") return [];
	try {
		return [.../* @__PURE__ */ new Set([secret, decodeURIComponent(secret)])];
	} catch {
		return [secret];
	}
}
/**
* Texts of the kickstart that must not appear in any log: passwords, hashed ones too, and those in repository addresses.
* A password that is a public word, such as the appliance's own name, is no secret; masking it would give it away.
*/
function secretsOf({ name, disks, parts, storage, bootLoader, repositories, system: { rootpw, users, hostname } }) {
	const passphrases = encryptionsOf({
		parts,
		storage
	}).map(({ passphrase }) => passphrase);
	const passwords = [
		bootLoader.password,
		rootpw?.password,
		...users.map(({ password }) => password)
	].flatMap((password) => password?.text ?? []);
	const inAddresses = repositories.flatMap(({ url, access, keys = [] }) => [
		url,
		access?.proxy ?? "",
		...keys
	]).flatMap(credentialsOf);
	const publicWords = [
		name,
		hostname ?? "",
		...disks.map((disk) => `${disk.name} ${disk.device}`),
		...users.map(({ user }) => user)
	].join(" ");
	return [
		...passwords,
		...passphrases,
		...inAddresses
	].filter((secret) => !publicWords.includes(secret));
}

// src/build/verify/first-difference.ts
const blockBytes = 1048576;
/**
* @returns offset of the first byte that differs, in bytes; undefined if the files are the same
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function firstDifference([one, other], signal) {
	const first = await fs.open(one);
	try {
		const second = await fs.open(other);
		try {
			const [left, right] = [Buffer.allocUnsafe(blockBytes), Buffer.allocUnsafe(blockBytes)];
			for (let position = 0;; position += blockBytes) {
				throwIfInterrupted(signal);
				const [mine, its] = await Promise.all([readWhole(first, left, position), readWhole(second, right, position)]);
				if (!mine.equals(its)) return position + differingByte(mine, its);
				if (mine.length < blockBytes) return void 0;
			}
		} finally {
			await second.close();
		}
	} finally {
		await first.close();
	}
}
async function readWhole(handle, buffer, position) {
	let length = 0;
	while (length < buffer.length) {
		const { bytesRead } = await handle.read(buffer, length, buffer.length - length, position + length);
		if (bytesRead === 0) break;
		length += bytesRead;
	}
	return buffer.subarray(0, length);
}
function differingByte(one, other) {
	const index = one.findIndex((byte, at) => byte !== other[at]);
	return index === -1 ? Math.min(one.length, other.length) : index;
}

// src/build/verify/compare-trees.ts
/**
* Compares two mounted filesystems by everything a guest can see of a file but the order in folders and the times of change
* and access.
*
* @param most ends the comparison after so many differences
* @throws ApplianceError kind `interrupted` if the signal was aborted
*/
async function compareTrees([one, other], most, signal) {
	const found = [];
	const walk = async (folder) => {
		const [left, right] = await Promise.all([namesIn(path.join(one, folder)), namesIn(path.join(other, folder))]);
		for (const name of [.../* @__PURE__ */ new Set([...left, ...right])].sort()) {
			if (found.length >= most) return;
			throwIfInterrupted(signal);
			const here = `${folder}/${name}`;
			if (!left.includes(name) || !right.includes(name)) {
				found.push({
					path: here,
					what: `only in the ${left.includes(name) ? "first" : "second"} build`
				});
				continue;
			}
			await compare(here);
		}
	};
	const compare = async (here) => {
		const [mine, its] = [path.join(one, here), path.join(other, here)];
		const [left, right] = await Promise.all([fs.lstat(mine), fs.lstat(its)]);
		const what = differingProperty(left, right) ?? await differingContent(left, [mine, its], signal);
		if (what !== void 0) found.push({
			path: here === "" ? "/" : here,
			what
		});
		if (left.isDirectory() && right.isDirectory()) await walk(here);
	};
	await compare("");
	return found;
}
const namesIn = async (folder) => await fs.readdir(folder);
const properties = [
	["its type and permissions", ({ mode }) => mode.toString(8)],
	["its owner", ({ uid, gid }) => `${uid}:${gid}`],
	["its links", ({ nlink }) => nlink],
	["its device number", ({ rdev }) => rdev]
];
function differingProperty(left, right) {
	for (const [what, of] of properties) if (of(left) !== of(right)) return `${what}: ${of(left)} and ${of(right)}`;
}
async function differingContent(left, [mine, its], signal) {
	if (left.isFile()) {
		const offset = await firstDifference([mine, its], signal);
		if (offset !== void 0) return `its content from byte ${offset} on`;
	}
	if (left.isSymbolicLink()) {
		const [target, other] = await Promise.all([fs.readlink(mine), fs.readlink(its)]);
		if (target !== other) return `its target: ${target} and ${other}`;
	}
	const right = await fs.lstat(its);
	if (left.mtimeMs === right.mtimeMs) return void 0;
	return `its time: ${left.mtime.toISOString()} and ${right.mtime.toISOString()}`;
}

// src/build/verify/compare-disks.ts
const mostPaths = 10;
/**
* How the kernel mounts a filesystem without writing to it or looking at its journal; absent: it is not mounted here. Of btrfs the
* kernel mounts no two with one UUID.
*/
const readOnly = {
	ext2: ["noload"],
	ext3: ["noload"],
	ext4: ["noload"],
	xfs: ["norecovery", "nouuid"]
};
/**
* Says where the files of a disk differ: inside of which filesystem, and at which path, if they hold different disks. It must
* run in a private mount namespace.
*/
async function compareDisks(runner, compared) {
	const { result, files, storage, disk, scratch } = compared;
	const { file, format } = result;
	const inFile = `byte ${await firstDifference(files, runner.signal)}`;
	const { driver, packed } = diskFormat(format);
	if (packed !== void 0) return {
		file,
		where: inFile,
		further: []
	};
	const offset = await contentMismatch(runner, driver, files);
	if (offset === void 0) return {
		file,
		where: `${inFile}, though both hold the same disk`,
		further: []
	};
	const place = format === "raw" ? inFile : `${inFile}; the disk that it holds from byte ${offset} on`;
	const volume = volumesOf(storage).find(({ pieces }) => pieces.some((piece) => piece.disk === disk.name && isIn(offset, piece)));
	if (volume === void 0) return {
		file,
		where: `${place}, ${outsideOf(offset, disk)}`,
		further: []
	};
	const { mountPoint, type } = volume.filesystem;
	const name = `the ${type} filesystem of ${mountPoint ?? volume.id}`;
	const paths = await differingPaths(runner, volume, format === "raw" ? files : await rawsOf(runner, driver, files, scratch), scratch);
	if (paths === void 0) return {
		file,
		where: `${place}, in ${name}`,
		further: []
	};
	const [first, ...others] = paths.map(({ path: at, what }) => `${at} in ${name}: ${what}`);
	return {
		file,
		where: first ?? `${place}, in ${name}, whose files are the same`,
		further: first === void 0 ? [] : [...others, `${file}: ${place}`]
	};
}
const isIn = (offset, { startBytes, sizeBytes }) => offset >= startBytes && offset < startBytes + sizeBytes;
function outsideOf(offset, { partitions }) {
	const partition = partitions.find((one) => isIn(offset, one));
	return partition === void 0 ? "outside of all partitions" : `in partition ${partition.number}`;
}
/** @returns offset in the disk that two images hold; undefined: they hold the same */
async function contentMismatch(runner, driver, files) {
	const { stdout, exitCode } = await runner.run("qemu-img", [
		"compare",
		"-f",
		driver,
		"-F",
		driver,
		...files
	], { okCodes: [0, 1] });
	if (exitCode === 0) return void 0;
	return Number(/at offset (\d+)/.exec(stdout)?.[1] ?? 0);
}
async function rawsOf(runner, driver, files, scratch) {
	const raws = [path.join(scratch, "first.raw"), path.join(scratch, "second.raw")];
	for (const [index, raw] of raws.entries()) await runner.run("qemu-img", [
		"convert",
		"-f",
		driver,
		"-O",
		"raw",
		files[index] ?? "",
		raw
	]);
	return raws;
}
/** @returns undefined if the filesystem cannot be mounted from one disk file */
async function differingPaths(runner, { filesystem, pieces }, raws, scratch) {
	try {
		var _usingCtx$1 = _usingCtx();
		const options = readOnly[filesystem.type];
		const [piece] = pieces;
		if (options === void 0 || filesystem.encryption !== void 0) return void 0;
		if (piece === void 0 || pieces.length > 1) return void 0;
		const scope = _usingCtx$1.a(new Scope());
		const mounted = [];
		for (const [index, file] of raws.entries()) {
			const target = path.join(scratch, `mounted-${index}`);
			const { startBytes, sizeBytes } = piece;
			scope.use(await mountImage(runner, {
				file,
				type: filesystem.type,
				startBytes,
				sizeBytes,
				options
			}, target));
			mounted.push(target);
		}
		return await compareTrees([mounted[0] ?? "", mounted[1] ?? ""], mostPaths, runner.signal);
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

// src/build/verify/compare-outputs.ts
/**
* Compares two outputs byte by byte: disks first, as checksums of them are in other files. Logs are left out, and what a boot
* test adds.
*
* @param scratch an existing directory for temporary files
* @returns the first difference; undefined: there is none
*/
async function compareOutputs(runner, outputs, { storage, scratch }) {
	const manifests = outputs.map(({ manifest }) => withoutBoots(withoutFigures(manifest)));
	const [files = [], others = []] = manifests.map((manifest) => manifest.files);
	const disks = outputs[0].manifest.disks;
	const isDisk = (name) => disks.some(({ file }) => file === name);
	const inOrder = [.../* @__PURE__ */ new Set([...files, ...others])].sort((one, other) => Number(isDisk(other)) - Number(isDisk(one)));
	for (const file of inOrder) {
		const missing = [files, others].findIndex((names) => !names.includes(file));
		if (missing !== -1) return {
			file,
			where: `only in the ${missing === 0 ? "second" : "first"} build`,
			further: []
		};
		const both = [path.join(outputs[0].directory, file), path.join(outputs[1].directory, file)];
		const offset = await firstDifference(both, runner.signal);
		if (offset === void 0) continue;
		const result = disks.find((disk) => disk.file === file);
		const disk = storage.disks.find(({ name }) => name === result?.disk);
		if (result === void 0 || disk === void 0) return {
			file,
			where: `byte ${offset}`,
			further: []
		};
		return await compareDisks(runner, {
			result,
			disk,
			storage,
			files: both,
			scratch
		});
	}
	return await compareManifests(manifests, scratch, runner.signal);
}
async function compareManifests(manifests, scratch, signal) {
	const texts = [path.join(scratch, "first.json"), path.join(scratch, "second.json")];
	for (const [index, file] of texts.entries()) await fs.writeFile(file, JSON.stringify(manifests[index], null, 2));
	const offset = await firstDifference(texts, signal);
	return offset === void 0 ? void 0 : {
		file: manifestName,
		where: `byte ${offset}`,
		further: []
	};
}

// src/build/verify/verify.ts
/**
* Builds a second time, with nothing in the cache but packages and their metadata, and compares every file with the first
* output. The second one is removed if they are the same.
*
* @param inputs of the first build, but with scratch space and an output of the second one's own
* @returns how many files were compared
* @throws ApplianceError code `not-reproducible` with the first difference
*/
async function verifyReproducible(first, inputs, services) {
	const again = {
		...inputs,
		packagesOnly: true,
		bootTest: false,
		probeAccelerator: false
	};
	const { manifest } = await buildAppliance(again, services);
	const { runner, reporter } = services;
	const { directory } = services.output;
	const found = await reporter.step("verify", "compare both builds", async (detail) => {
		const scratch = path.join(inputs.scratchDirectory, "verify");
		await fs.mkdir(scratch);
		const difference = await compareOutputs(runner, [first, {
			directory,
			manifest
		}], {
			storage: inputs.plan,
			scratch
		});
		detail(difference === void 0 ? "the same bytes" : `${difference.file} differs`);
		return difference;
	});
	if (found === void 0) {
		await fs.rm(directory, { recursive: true });
		return manifest.files.length + 1;
	}
	throw new ApplianceError({
		kind: "build",
		code: "not-reproducible",
		message: `two builds differ: ${found.file}: ${found.where}`,
		detail: found.further,
		hint: `the first build is in ${first.directory}, the second one in ${directory}; what a script draws at random, or takes from the clock, has to be taken away or set in %post`
	});
}

// src/cli/commands/build-again.ts
/**
* Builds once more beside a finished build, in another work directory, on disk, and into another output directory, and says
* whether the bytes are the same.
*
* @throws ApplianceError code `not-reproducible`, or that of the second build
*/
async function buildAgain(first, inputs, services) {
	const { runner, reporter, display, log, inner, owner } = services;
	const output = await openOutput(`${first.directory}.second`, inputs.plan.name, inner, owner);
	const parent = await fs.mkdtemp(path.join(path.dirname(inputs.scratchDirectory), "appliance-build-again-"));
	inner.own(parent);
	try {
		await fs.chmod(parent, 493);
		const scratchDirectory = path.join(parent, "second");
		await fs.mkdir(scratchDirectory);
		const again = {
			...inputs,
			scratchDirectory,
			scratchOnDisk: true
		};
		const second = {
			runner,
			reporter: createReporter(stepsAlone(display), log),
			output,
			owner: inner
		};
		const files = await verifyReproducible(first, again, second);
		reporter.note(`built twice: all ${files} files have the same bytes`);
	} catch (error) {
		await output.abandon();
		if (!(error instanceof ApplianceError && error.code === "not-reproducible")) await fs.rm(output.directory, {
			recursive: true,
			force: true
		});
		throw error;
	} finally {
		await fs.rm(parent, {
			recursive: true,
			force: true
		});
		inner.disown(parent);
	}
}
/** What there is to warn and to tell was said of the first build. */
function stepsAlone({ stepStarts }) {
	const nothing = () => void 0;
	return {
		stepStarts: (name, description) => stepStarts(name, `again: ${description}`),
		warn: nothing,
		note: nothing,
		tell: nothing
	};
}

// src/cli/commands/build-command.ts
/** Tells the process inside the namespace where its scratch space is, and that it is inside. */
const scratchVariable = "APPLIANCE_BUILD_SCRATCH";
/**
* Compressing passes many short-lived buffers through the young generation; a small one costs no time here and keeps the
* process below 200 MB (measured: 199 against 150).
*/
const memoryFlags = ["--max-semi-space-size=2"];
/** @returns the exit code */
async function buildCommand(kickstart, flags, environment) {
	const scratch = environment.variables[scratchVariable];
	if (scratch === void 0 && flags.stopAtEof === true) stopAtEndOfInput();
	return await withErrorEvents(flags, environment, (events) => buildPlanned(kickstart, flags, environment, {
		scratch,
		events
	}));
}
async function buildPlanned(kickstart, flags, environment, { scratch, events }) {
	requireBootTest(flags);
	const gathered = scratch === void 0 ? void 0 : await loadGathered(scratch);
	const signal = onlyOnce(signalOfProcess);
	const outside = outsideOf$1(environment, signal);
	const readOptions = {
		...readOptionsOf(flags),
		gathered
	};
	const planned = await planKickstart(kickstart, buildOptionsOf(flags), outside, readOptions);
	const scenario = await scenarioOf(flags, environment);
	const secrets = [...secretsOf(planned.appliance), ...secretsOfScenario(scenario)];
	events?.hide(secrets);
	if (scratch !== void 0) return await buildInside(planned, flags, environment, {
		scratch,
		secrets,
		events,
		scenario
	});
	events?.emit({
		event: "secrets",
		secrets
	});
	return await buildOutside(planned, flags, environment, {
		signal: signal(),
		scenario,
		events
	});
}
/** Node compresses in a pool of four threads unless its environment says otherwise before it starts. */
const threads = { UV_THREADPOOL_SIZE: String(Math.max(4, os.availableParallelism())) };
/** Checks what can be checked without the namespace, then starts the build in it. */
async function buildOutside({ appliance, plan, gathered }, flags, environment, { signal, scenario, events }) {
	if (!environment.isRoot) throw new ApplianceError({
		kind: "input",
		code: "not-root",
		message: "a build must run as root: it makes files of all owners and runs package scripts in a chroot",
		hint: "use sudo, or in a container the root user; check and plan need no root"
	});
	const uses = /* @__PURE__ */ new Set([...toolUses(plan, appliance.boot, flags), ...scenarioUses(scenario)]);
	await ensureTools({
		environment,
		runner: plainRunner(environment, signal),
		uses,
		install: flags.installTools === true,
		say: events && ((text) => events.emit({
			event: "note",
			text
		}))
	});
	throwIfInterrupted(signal);
	const scratch = await makeScratch(flags.workDir ?? environment.variables["TMPDIR"] ?? "/var/tmp");
	try {
		await saveGathered(scratch, gathered);
		throwIfInterrupted(signal);
		return await runInPrivateNamespace({
			command: [
				process.execPath,
				...process.execArgv,
				...memoryFlags,
				...process.argv.slice(1)
			],
			env: {
				...innerEnvironment(environment),
				...threads,
				[scratchVariable]: scratch
			}
		});
	} finally {
		await fs.rm(scratch, {
			recursive: true,
			force: true
		});
	}
}
async function makeScratch(parent) {
	try {
		const scratch = await fs.mkdtemp(path.join(path.resolve(parent), "appliance-build-"));
		await fs.chmod(scratch, 493);
		return scratch;
	} catch (cause) {
		throw new ApplianceError({
			kind: "input",
			code: "bad-work-dir",
			message: `cannot make scratch space in ${parent}: ${cause.code ?? String(cause)}`,
			hint: "name an existing folder on a disk with free space: --work-dir DIR",
			cause
		});
	}
}
async function buildInside(planned, flags, environment, inside) {
	const inner = joinOuter();
	try {
		return await buildWithLog(planned, flags, environment, inside, inner);
	} finally {
		if (inner.orphaned) await fs.rm(inside.scratch, {
			recursive: true,
			force: true
		});
		inner.close();
	}
}
async function buildWithLog(planned, flags, environment, { scratch, secrets, scenario, events }, inner) {
	const { appliance, plan } = planned;
	const output = await openOutput(flags.out ?? plan.name, plan.name, inner, flags.owner);
	const log = openBuildLog(path.join(output.staging, logName), secrets);
	for (const line of planned.gathered.pre?.log ?? []) log.line(line);
	const display = events === void 0 ? displayForPeople(environment.stderr) : displayForPrograms(events);
	const reporter = createReporter(display, log);
	for (const warning of appliance.warnings) reporter.warn(warning);
	const runner = createRunner({
		signal: inner.signal,
		log: log.line,
		env: toolEnvironment(environment, scratch)
	});
	let built = false;
	try {
		const inputs = {
			appliance,
			plan,
			kickstart: {
				file: path.basename(planned.file),
				sha256: planned.sha256
			},
			cacheDirectory: path.resolve(flags.cacheDir ?? "/var/cache/appliance-build"),
			scratchDirectory: scratch,
			scratchOnDisk: flags.workDir !== void 0,
			release: flags.releasever,
			bootTest: flags.bootTest === true,
			scenario,
			probeAccelerator: flags.probeAccelerator === true,
			epoch: epochOf(environment, flags.reproducible === true || flags.verifyReproducible === true),
			cores: os.availableParallelism()
		};
		const { manifest, exitCode } = await buildAppliance(inputs, {
			runner,
			reporter,
			output,
			owner: inner
		});
		built = true;
		if (flags.verifyReproducible === true) {
			const first = {
				directory: output.directory,
				manifest
			};
			await buildAgain(first, inputs, {
				runner,
				reporter,
				display,
				log,
				inner,
				owner: flags.owner
			});
		}
		await log.close();
		events?.emit({
			event: "built",
			directory: output.directory,
			manifest,
			exitCode
		});
		if (events !== void 0) return exitCode;
		const text = flags.json === true ? jsonLine({
			ok: exitCode === 0,
			directory: output.directory,
			...manifest
		}) : summaryText(manifest, output.directory);
		environment.stdout.write(`${text}\n`);
		return exitCode;
	} catch (error) {
		for (const line of errorLines(error)) log.line(line);
		await log.close();
		const failedLog = built ? path.join(output.directory, logName) : await output.abandon();
		events?.emit(errorEvent(error, failedLog));
		if (events !== void 0) return exitCodeOf(error);
		for (const line of errorLines(error)) environment.stderr.write(`${line}\n`);
		environment.stderr.write(`the full log is ${failedLog}\n`);
		return exitCodeOf(error);
	}
}
/** https://reproducible-builds.org/specs/source-date-epoch/ */
function epochOf({ variables }, reproducible) {
	const text = variables["SOURCE_DATE_EPOCH"];
	if (text === void 0 || text === "") return reproducible ? "packages" : void 0;
	if (/^\d{1,11}$/.test(text)) return Number(text);
	throw new ApplianceError({
		kind: "input",
		code: "bad-epoch",
		message: `SOURCE_DATE_EPOCH is "${text}", not a number of seconds`
	});
}

export { buildCommand };