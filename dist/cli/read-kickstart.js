import { _ as sanePath, a as plainRunner, d as mountDevpts, g as mountTmpfs, h as mountReadOnlySys } from "./environment.js";
import { i as messageOf, n as ApplianceErrors, r as formatPosition, t as ApplianceError } from "./errors.js";
import { t as Scope } from "./scope.js";
import { i as hintFor } from "./run.js";
import { t as _usingCtx } from "./usingCtx.js";
import { S as splitLines, _ as statusIn, b as isBlankOrComment, c as KickstartErrors, d as judgeCommand, f as defineGrammar, g as remarkOn, h as listVersions, l as findCommand, m as closest, p as interpret$1, u as knownCommandNames, v as binaryError, x as percentWord, y as shown } from "./print-error.js";
import { a as oneOf, i as namePattern$2, n as defaults, r as firmwares, t as backends } from "./settings.js";
import { i as targetsOf, n as diskUses, t as checkUses } from "./targets.js";
import { n as checkArchitecture, r as firmwareProblem, t as architectureOf } from "./architecture.js";
import { t as expectationProblem } from "./pattern.js";
import { a as plainBytes, d as fatSerialOf, f as lvmUuidOf, g as architectures, l as planEncryption, o as volumesOf, p as uuidOf, u as diskSignatureOf } from "./volumes.js";
import { t as parseSizeBytes } from "./size.js";
import { i as outputsOf } from "./read-options.js";
import { a as parseVersion, n as VERSIONS } from "./versions.js";
import { t as diskFormat } from "./formats.js";
import { n as memberBytes, r as planArrays } from "./arrays.js";
import { once } from "node:events";
import { spawn } from "node:child_process";
import * as path from "node:path";
import * as fs from "node:fs";
import * as fs$1 from "node:fs/promises";
import { X509Certificate, createHash } from "node:crypto";

// src/host/root/root-files.ts
const maxLinks = 40;
/**
* Resolves a path of the guest inside its root, as chroot would: symbolic links, absolute ones too, stay inside.
* The last component need not exist, nor need the folders above it.
*
* @param root absolute path of the root directory on the host
* @param guestPath absolute path as the guest sees it, `/etc/hostname`
* @returns absolute path on the host, below `root`
* @throws ApplianceError code `link-loop`
*/
async function resolveInRoot(root, guestPath) {
	const pending = guestPath.split("/").reverse();
	const resolved = [];
	let links = 0;
	while (pending.length > 0) {
		const name = pending.pop();
		if (name === void 0 || name === "" || name === ".") continue;
		if (name === "..") {
			resolved.pop();
			continue;
		}
		const here = path.join(root, ...resolved, name);
		const target = await fs$1.readlink(here).catch(() => void 0);
		if (target === void 0) {
			resolved.push(name);
			continue;
		}
		links += 1;
		if (links > maxLinks) throw new ApplianceError({
			kind: "build",
			code: "link-loop",
			message: `${guestPath} in the root is a loop of symbolic links`
		});
		if (target.startsWith("/")) resolved.length = 0;
		pending.push(...target.split("/").reverse());
	}
	return path.join(root, ...resolved);
}
function rootFiles(root) {
	const resolve = (guestPath) => resolveInRoot(root, guestPath);
	/** The entry itself, even if it is a link: only the folder above it is resolved. */
	const entry = async (guestPath) => path.join(await resolve(path.dirname(guestPath)), path.basename(guestPath));
	return {
		root,
		path: resolve,
		async read(guestPath) {
			return await fs$1.readFile(await resolve(guestPath), "utf8").catch(undefinedIfMissing);
		},
		async exists(guestPath) {
			return await fs$1.stat(await resolve(guestPath)).catch(undefinedIfMissing) !== void 0;
		},
		async write(guestPath, text, mode = 420) {
			const file = await resolve(guestPath);
			await fs$1.mkdir(path.dirname(file), { recursive: true });
			await fs$1.writeFile(file, text, { mode });
			await fs$1.chmod(file, mode);
		},
		async append(guestPath, text) {
			const file = await resolve(guestPath);
			await fs$1.mkdir(path.dirname(file), { recursive: true });
			await fs$1.appendFile(file, text);
		},
		async link(guestPath, target) {
			const file = await entry(guestPath);
			await fs$1.mkdir(path.dirname(file), { recursive: true });
			await fs$1.rm(file, { force: true });
			await fs$1.symlink(target, file);
		},
		async remove(guestPath) {
			await fs$1.rm(await entry(guestPath), {
				force: true,
				recursive: true
			});
		},
		async list(guestPath) {
			return (await fs$1.readdir(await resolve(guestPath)).catch(undefinedIfMissing))?.sort() ?? [];
		}
	};
}
function undefinedIfMissing(error) {
	if (error.code === "ENOENT" || error.code === "ENOTDIR") return void 0;
	throw error;
}

// src/host/files/lend-file.ts
/**
* Puts a file into a root for a while. Disposing brings back what was there (a file, a link or nothing), unless
* somebody replaced or changed the lent file meanwhile: then their version stays.
*
* @param guestPath absolute path as the guest sees it; a symbolic link there is set aside, not followed
* @param mode permission bits
*/
async function lendFile(root, guestPath, text, mode) {
	const file = path.join(await resolveInRoot(root, path.dirname(guestPath)), path.basename(guestPath));
	await fs$1.mkdir(path.dirname(file), { recursive: true });
	const aside = `${file}.appliance-build-aside`;
	const hadOne = await fs$1.rename(file, aside).then(() => true, (error) => {
		if (error.code === "ENOENT") return false;
		throw error;
	});
	await fs$1.writeFile(file, text, {
		mode,
		flag: "wx"
	});
	await fs$1.chmod(file, mode);
	const lent = await fs$1.lstat(file);
	return { async [Symbol.asyncDispose]() {
		const now = await fs$1.lstat(file).catch(() => void 0);
		if (!(now?.isFile() === true && now.ino === lent.ino && await fs$1.readFile(file, "utf8") === text)) {
			await fs$1.rm(aside, { force: true });
			return;
		}
		if (hadOne) await fs$1.rename(aside, file);
		else await fs$1.rm(file, { force: true });
	} };
}

// src/host/root/chroot.ts
/** The whole environment of programs in the guest; nothing comes from the host. */
const guestEnvironment = {
	PATH: sanePath,
	HOME: "/root",
	USER: "root",
	LOGNAME: "root",
	SHELL: "/bin/sh",
	LANG: "C.UTF-8",
	TERM: "dumb",
	DEBIAN_FRONTEND: "noninteractive",
	SYSTEMD_OFFLINE: "1"
};
/** Character devices that every program may expect: name, major, minor (kernel, admin-guide/devices.txt). */
const devices = [
	[
		"null",
		1,
		3
	],
	[
		"zero",
		1,
		5
	],
	[
		"full",
		1,
		7
	],
	[
		"random",
		1,
		8
	],
	[
		"urandom",
		1,
		9
	],
	[
		"tty",
		5,
		0
	]
];
const deviceLinks = [
	["ptmx", "pts/ptmx"],
	["fd", "/proc/self/fd"],
	["stdin", "/proc/self/fd/0"],
	["stdout", "/proc/self/fd/1"],
	["stderr", "/proc/self/fd/2"]
];
/** For callers that judge exit codes themselves. */
const everyExitCode = Array.from({ length: 256 }, (_, code) => code);
/** Debian policy 11.3: exit code 101 forbids package scripts to start services. */
const forbidDaemons = "#!/bin/sh\nexit 101\n";
/**
* Mounts what programs in a root need: a minimal /dev, a read-only /sys, an empty /run; /proc comes with each program.
* Nothing of the host's devices is visible, and package scripts start no daemons.
*
* @param root absolute path; must be able to hold device nodes
* @param variables further environment of the programs
* @throws ApplianceError when a mount fails
*/
async function enterRoot(runner, root, variables = {}) {
	const scope = new Scope();
	try {
		scope.use(await mountReadOnlySys(runner, path.join(root, "sys")));
		scope.use(await mountTmpfs(runner, path.join(root, "run"), [
			"mode=755",
			"nosuid",
			"nodev",
			"size=256m"
		]));
		await fs$1.mkdir(path.join(root, "run/lock"), { mode: 1023 });
		await fs$1.chmod(path.join(root, "run/lock"), 1023);
		await mountDev(runner, root, scope);
		await fs$1.mkdir(path.join(root, "proc"), { recursive: true });
		if (await isDirectory(path.join(root, "usr/sbin"))) scope.use(await lendFile(root, "/usr/sbin/policy-rc.d", forbidDaemons, 493));
	} catch (error) {
		await scope.abandon((failure) => runner.log(messageOf(failure)));
		throw error;
	}
	return {
		root,
		run: (program, args, options = {}) => runIsolated(runner, {
			root,
			mountProcOn: path.join(root, "proc"),
			env: {
				...guestEnvironment,
				...variables
			}
		}, program, args, options),
		[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
	};
}
const isDirectory = (folder) => fs$1.lstat(folder).then((stat) => stat.isDirectory(), () => false);
async function mountDev(runner, root, scope) {
	const dev = path.join(root, "dev");
	scope.use(await mountTmpfs(runner, dev, [
		"mode=755",
		"nosuid",
		"noexec",
		"size=4m"
	]));
	for (const [name, major, minor] of devices) await runner.run("mknod", [
		"-m",
		"666",
		path.join(dev, name),
		"c",
		String(major),
		String(minor)
	]);
	for (const [name, target] of deviceLinks) await fs$1.symlink(target, path.join(dev, name));
	scope.use(await mountDevpts(runner, path.join(dev, "pts")));
	scope.use(await mountTmpfs(runner, path.join(dev, "shm"), [
		"mode=1777",
		"nosuid",
		"nodev",
		"size=256m"
	]));
}
/**
* Runs a program in process and mount namespaces of its own.
*
* The first `unshare` makes the namespaces and dies with its child. The second one is process 1 in there and changes the
* root only for the program: so the program is an ordinary process that signals can end, and `ischroot` and systemctl
* see that they are in a chroot. `unshare` blocks SIGTERM while it waits; `timeout` turns it into a quick SIGKILL.
*/
async function runIsolated(runner, { root, mountProcOn, env }, program, args, { env: added, okCodes = [0], failure, ...options }) {
	const variables = Object.entries({
		...env,
		...added
	}).map(([name, value]) => `${name}=${value}`);
	const namespaces = [
		"--mount",
		"--pid",
		"--fork",
		"--kill-child",
		"--propagation",
		"private"
	];
	const result = await runner.run("env", [
		"-i",
		...variables,
		...[
			"timeout",
			"--foreground",
			"--kill-after=0.1",
			"0"
		],
		...[
			"unshare",
			...namespaces,
			`--mount-proc=${mountProcOn}`,
			"--"
		],
		...[
			"unshare",
			"--fork",
			...root === void 0 ? [] : [`--root=${root}`, "--wd=/"],
			"--"
		],
		program,
		...args
	], {
		...options,
		...failure === void 0 ? {} : { failure },
		okCodes: everyExitCode
	});
	if (okCodes.includes(result.exitCode)) return result;
	throw new ApplianceError({
		kind: "build",
		code: "tool-failed",
		message: `${failure === void 0 ? "" : `${failure}: `}${program} failed with exit code ${result.exitCode}`,
		detail: result.tail,
		hint: hintFor(result.tail)
	});
}

// src/plan/sizes/room.ts
const mebibyte$1 = 2 ** 20;
/** What a filesystem is called in messages: its mount point, or those of its subvolumes, or `swap`. */
function nameOf({ mountPoint, subvolumes = [], type }) {
	const inner = subvolumes.map((subvolume) => subvolume.mountPoint);
	return mountPoint ?? (inner.length > 0 ? inner.join(", ") : type);
}
/** What holds a filesystem, in words. */
const volumeNouns = {
	partition: "partition",
	logical: "logical volume",
	array: "array"
};
/** How to make a volume so large: whose --size it is. */
function roomHint({ kind, array }, sizeMiB) {
	if (array !== void 0) return `give the part line of each member --size=${Math.ceil(memberBytes(array, sizeMiB * mebibyte$1) / mebibyte$1)} or more`;
	return kind === "logical" ? `give this logvol line --size=${sizeMiB} or more, for which its volume group needs the room` : `give this part line --size=${sizeMiB} or more`;
}

// src/plan/volumes/btrfs.ts
/** What the kernel reads as a part of the path, or would end a mount option in fstab or on the kernel's command line. */
const unsafe = /[\s,"'\\#\p{Cc}]/u;
/**
* The subvolumes of a btrfs filesystem, outer ones first.
*
* @throws ApplianceError codes `subvolume-name`, `duplicate-subvolume`
*/
function planSubvolumes({ subvolumes }) {
	const seen = /* @__PURE__ */ new Set();
	for (const { name, position } of subvolumes) {
		const parts = name.split("/");
		if (unsafe.test(name) || parts.some((part) => part === "" || part === "." || part === "..")) throw new ApplianceError({
			kind: "input",
			code: "subvolume-name",
			message: `"${name}" can't be the name of a subvolume: it becomes a mount option of fstab and of the kernel`,
			position,
			hint: "use letters, digits, \"-\", \"_\", \".\" and \"@\"; \"/\" parts the names of subvolumes in one another"
		});
		if (seen.has(name)) throw new ApplianceError({
			kind: "input",
			code: "duplicate-subvolume",
			message: `two subvolumes are called ${name}`,
			position,
			hint: "change --name of one of them"
		});
		seen.add(name);
	}
	return [...subvolumes].sort((a, b) => a.name < b.name ? -1 : Number(a.name > b.name));
}
/** What is mounted without a subvol option: the subvolume of /, or the top of the filesystem if none is mounted there. */
function defaultSubvolume(subvolumes) {
	return subvolumes.find(({ mountPoint }) => mountPoint === "/");
}

// src/appliance/disks/encryption.ts
const onlyCipher = "aes-xts-plain64";
const onlyVersion = "luks2";
/** @returns undefined without --encrypted */
function encryptionOf(line, rule, fail) {
	const what = `${line.name} ${line.mountPoint}`;
	if (line.encrypted && ![
		"filesystem",
		"swap",
		"btrfs"
	].includes(rule.kind)) fail("refused", `${what}: --encrypted is for what holds a filesystem`, "encrypt the logvol or raid line over it instead");
	return containerOf(line, what, fail);
}
/**
* What the options of any line that encrypts say.
*
* @param what how messages call the line: `part /srv`
* @returns undefined without --encrypted
*/
function containerOf(line, what, fail) {
	const { passphrase, position } = line;
	if (!line.encrypted) return void 0;
	const say = (code, text, hint) => fail(code, `${what}: ${text}`, hint);
	if (line.luksVersion !== void 0 && line.luksVersion !== onlyVersion) say("refused", `--luks-version=${line.luksVersion} is not written`, `leave it out, or write ${onlyVersion}`);
	if (line.cipher !== void 0 && line.cipher !== onlyCipher) say("refused", `--cipher=${line.cipher} is not written`, `leave it out, or write ${onlyCipher}`);
	if (passphrase === void 0 || passphrase === "") {
		say("no-passphrase", "--encrypted needs a passphrase: nobody can be asked for one", "add --passphrase=…");
		return;
	}
	return {
		passphrase,
		position
	};
}
/** Everything that is encrypted, by its line. */
function encryptionsOf({ parts, storage }) {
	return [...parts, ...[...storage.logicalVolumes, ...storage.arrays].map(({ format }) => format)].flatMap(({ encryption }) => encryption ?? []);
}

// src/plan/install-options.ts
/** RPM's word for every language. */
const allLanguages = "all";
/** @param flags undefined: there is no %packages section */
function installOptionsOf(flags) {
	const languages = flags?.instLangs?.split(":").filter((language) => language !== "");
	return {
		excludeDocs: flags?.excludeDocs ?? false,
		languages: languages?.includes(allLanguages) ? void 0 : languages,
		ignoreMissing: flags?.ignoreMissing ?? false,
		ignoreBroken: flags?.ignoreBroken ?? false,
		weakDependencies: !(flags?.excludeWeakDeps ?? false),
		multilib: flags?.multilib ?? false,
		retries: flags?.retries,
		timeoutSeconds: flags?.timeoutSeconds
	};
}

// src/kickstart/select.ts
/** All commands of one name, in file order. */
function commandsNamed(document, name) {
	return document.commands.filter((command) => command.name === name);
}
/** The command that counts where a later line replaces an earlier one; undefined if there is none. */
function lastCommand(document, name) {
	return commandsNamed(document, name).at(-1);
}
/**
* What the lines of a command say together: where a later line leaves an option out, the earlier one's value stays, but
* for switches, which a later line sets anew. (So the reference reads services, firewall, lang and others; a second
* `services` line replaces only the list that it names.)
*
* @returns with the position of the last line; undefined if there is none
*/
function mergedCommand(document, name) {
	const [first, ...others] = commandsNamed(document, name);
	const says = ([, value]) => value !== void 0 && !(Array.isArray(value) && value.length === 0);
	if (first === void 0) return void 0;
	const merged = { ...first };
	for (const line of others) Object.assign(merged, Object.fromEntries(Object.entries(line).filter(says)));
	return merged;
}

// src/appliance/packages/problems.ts
/** An error of the kickstart or the options. */
function inputError$2(code, message, position, hint) {
	return new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	});
}

// src/appliance/packages/variables.ts
/** dnf.conf(5), "VARIABLES": `$NAME` and `${NAME}`; the parts of the release came with dnf 4.20 and dnf 5. */
const variable = /\$(?:\{(\w+)\}|(\w+))/g;
/** The release and what is derived from it; the rest of the variables belong to the host. */
const releaseVariables = /* @__PURE__ */ new Set([
	"releasever",
	"releasever_major",
	"releasever_minor"
]);
/** `USER:PASSWORD@` of an address: a `$` in it is its own. */
const credentials = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*@/i;
/** Puts the target's values in place of variables, as dnf does with those of its host. */
function substituteVariables(text, { arch, releasever }) {
	const [major, minor] = releasever?.split(".") ?? [];
	const values = {
		arch,
		basearch: arch,
		releasever,
		releasever_major: major,
		releasever_minor: minor
	};
	const unset = [];
	const [own = ""] = credentials.exec(text) ?? [];
	return {
		text: own + text.slice(own.length).replace(variable, (written, braced, bare) => {
			const name = braced ?? bare ?? "";
			const value = Object.hasOwn(values, name) ? values[name] : void 0;
			if (value === void 0) unset.push(name);
			return value ?? written;
		}),
		unset
	};
}

// src/appliance/packages/rpm-repositories.ts
/** What dnf takes for the id of a repository: it is the name of a section, of files and of folders (dnf.conf(5)). */
const idPattern = /^[A-Za-z0-9_:-][A-Za-z0-9_.:-]*$/;
const schemes$1 = /* @__PURE__ */ new Set([
	"http:",
	"https:",
	"ftp:",
	"file:"
]);
/**
* What the repositories are for dnf: of two with one name the later one, local folders as `file:` URLs, variables
* replaced. `$releasever` stays if nobody says what it is; `requireRepositories` reports that.
*/
function rpmRepositories(repositories, target, placeOf, report) {
	checkRelease(target, report);
	return repositories.filter(({ name }, index) => repositories.findLastIndex((other) => other.name === name) === index).map((repository) => {
		const place = placeOf(repository);
		checkId(repository, report);
		const replaced = replace(repository, repository.url.trim(), target, place, report);
		const url = replaced.startsWith("/") ? `file://${encodeURI(replaced)}` : replaced;
		checkAddress({
			...repository,
			url
		}, place, report);
		const keys = repository.keys?.map((key) => replace(repository, key, target, repository.position, report));
		return {
			...repository,
			url,
			...keys === void 0 ? {} : { keys },
			...isForBuild(repository) ? { forBuildOnly: true } : {}
		};
	});
}
/** Guests of this family have their repositories from release packages; only `repo --install` adds to those, as in anaconda. */
const isForBuild = ({ name, position, forBuildOnly }) => forBuildOnly === true || name === "url" || position === void 0;
/** It becomes a part of addresses. */
function checkRelease({ releasever }, report) {
	if (releasever === void 0 || /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(releasever)) return;
	const message = `--releasever: "${releasever}" is not a release such as 42 or 10-stream`;
	report(inputError$2("bad-option", message, void 0));
}
function checkId({ name, position }, report) {
	if (idPattern.test(name)) return;
	const message = `"${name}" cannot be the name of a repository: dnf takes letters, digits and - _ . :, and no . at its start`;
	report(inputError$2("bad-value", message, position));
}
function replace({ name }, text, target, place, report) {
	const { text: replaced, unset } = substituteVariables(text, target);
	for (const variable of new Set(unset)) {
		if (releaseVariables.has(variable)) continue;
		const message = `nobody says what $${variable} of the repository ${name} is: variables of the host are never used`;
		report(inputError$2("unknown-variable", message, place, "write its value; $releasever, $basearch and $arch are those of the appliance"));
	}
	return replaced;
}
function checkAddress({ name, url }, place, report) {
	const what = `the address of the repository ${name}`;
	if (/\s/.test(url)) {
		const message = `${what} has blanks: nothing follows a URL with dnf`;
		report(inputError$2("bad-value", message, place, "for a suite and components of Debian: --backend apt"));
	} else if (!URL.canParse(url) || !schemes$1.has(new URL(url).protocol)) {
		const message = `${what} is no http, https, ftp or file URL`;
		report(inputError$2("bad-value", message, place, "write https://HOST/PATH, or file:///PATH for a folder"));
	}
}

// src/appliance/packages/signatures.ts
/** Gives each repository what the addon's lines say about it; a key means that signatures are checked. */
function withAddonLines(repositories, { addon, backend, file }, report) {
	for (const line of addon) {
		if (backend === "apt") {
			const message = `repo ${line.name.text} of %addon org_appliance_build is refused: apt checks signatures in any case, by keys of the host, and has no such priorities`;
			report(inputError$2("refused", message, line.name.position, "install the keyring of the repository on the host"));
		} else if (!repositories.some(({ name }) => name === line.name.text)) reportUnknown(line.name, repositories, report);
		for (const key of backend === "apt" ? [] : line.keys) checkKey(key, line.keysPosition, report);
	}
	return repositories.map((repository) => {
		const lines = addon.filter(({ name }) => name.text === repository.name);
		const keys = lines.flatMap((line) => line.keys.map((key) => addressOfKey(key, file)));
		const checks = keys.length > 0 || lines.some(({ check }) => check);
		const priority = lines.findLast((line) => line.priority !== void 0)?.priority;
		return {
			...repository,
			...keys.length > 0 ? { keys: [...new Set(keys)] } : {},
			...checks ? { checkSignatures: true } : {},
			...priority === void 0 ? {} : { priority }
		};
	});
}
function reportUnknown({ text, position }, repositories, report) {
	const names = repositories.map(({ name }) => name);
	const near = closest(text, names);
	const known = names.length === 0 ? "there is none at all" : `there are ${names.join(", ")}`;
	const hint = near === void 0 ? `${known}; the url line's is called url` : `did you mean ${near}?`;
	report(inputError$2("unknown-repository", `there is no repository ${text}`, position, hint));
}
const isUrl = (key) => /^[a-z][a-z0-9+.-]*:/i.test(key);
function checkKey(key, position, report) {
	if (!isUrl(key) || /^(?:https?|file):\/\/\S+$/i.test(key)) return;
	report(inputError$2("bad-value", "--gpgkey is no http, https or file URL, and no path", position, "write https://HOST/KEY, file:///PATH or a path"));
}
/** dnf wants an absolute one: a path counts from the folder of the kickstart. */
const addressOfKey = (key, file) => isUrl(key) ? key : path.resolve(path.dirname(file), key);

// src/appliance/packages/repositories.ts
/** The repositories of the url and repo lines and of --repo, which replaces one of the same name. */
function repositoriesOf(document, sources, report) {
	const { backend, given, addon } = sources;
	const url = lastCommand(document, "url");
	const repos = commandsNamed(document, "repo");
	const options = given.flatMap((text) => fromOption(text, backend, report));
	const isGiven = (name) => options.some((option) => option.name === name);
	const lines = [...url === void 0 ? [] : fromLine("url", url.url, url), ...repos.flatMap((line) => fromLine(line.repo, line.baseUrl, line).map((repository) => ({
		...repository,
		...wishesOf(line)
	})))].filter(({ name }) => !isGiven(name));
	reportNameless(repos, isGiven, backend, report);
	if (backend === "dnf" && url !== void 0) reportNamedUrl(repos, report);
	const all = withAddonLines([...lines, ...options], {
		addon,
		backend,
		file: document.file
	}, report);
	if (backend === "apt") {
		reportConflicts(all, report);
		return all;
	}
	const places = new Map([url, ...repos].flatMap((line) => {
		const options = line === void 0 ? void 0 : document.written.get(line)?.options;
		const place = addressOptions.map((option) => options?.[option]).find((one) => one !== void 0);
		return line === void 0 || place === void 0 ? [] : [[line.position, place]];
	}));
	return rpmRepositories(all, sources, ({ position }) => position && (places.get(position) ?? position), report);
}
const addressOptions = [
	"--url",
	"--baseurl",
	"--mirrorlist",
	"--metalink"
];
/** Legal: such a line enables a repository that the installer knows by its name. */
function reportNameless(repos, isGiven, backend, report) {
	for (const { repo, baseUrl, mirrorList, metalink, position } of repos) {
		if ((baseUrl ?? mirrorList ?? metalink) !== void 0 || isGiven(repo)) continue;
		const why = {
			apt: "apt knows no repositories by name",
			dnf: "the host's own are never used"
		}[backend];
		const hint = `add --baseurl=URL, or give --repo ${repo}=URL`;
		report(inputError$2("refused", `the repo ${repo} has no URL, and ${why}`, position, hint));
	}
}
function reportNamedUrl(repos, report) {
	for (const { repo, position } of repos) {
		if (repo !== "url") continue;
		report(inputError$2("bad-value", "a repo line cannot be called url: that is the name of the url line's repository", position, "give it another name"));
	}
}
function fromLine(name, url, line) {
	const address = url ?? line.mirrorList ?? line.metalink;
	if (address === void 0) return [];
	const list = url !== void 0 ? void 0 : line.mirrorList === void 0 ? "metalink" : "mirrorlist";
	return [{
		name,
		url: address,
		position: line.position,
		...list === void 0 ? {} : { list },
		access: {
			proxy: line.proxy,
			noVerifySsl: line.noVerifySsl || void 0,
			sslCaCert: line.sslCaCert,
			sslClientCert: line.sslClientCert,
			sslClientKey: line.sslClientKey
		}
	}];
}
function wishesOf({ cost, includePackages, excludePackages, install }) {
	return {
		cost,
		...includePackages.length > 0 || excludePackages.length > 0 ? { packages: {
			included: includePackages,
			excluded: excludePackages
		} } : {},
		...install ? {} : { forBuildOnly: true }
	};
}
function fromOption(text, backend, report) {
	const [, name, url] = /^([\w.+-]+)=(\S.*)$/.exec(text) ?? [];
	if (name !== void 0 && url !== void 0) return [{
		name,
		url,
		position: void 0
	}];
	report(inputError$2("bad-option", `--repo: "${text}" is not NAME=URL`, void 0, repoHints[backend]));
	return [];
}
const repoHints = {
	apt: "--repo main=\"http://HOST/debian bookworm main\"",
	dnf: "--repo main=https://HOST/PATH, or main=/PATH for a folder"
};
/** Host name of a repository's address, which may be followed by a suite and components. */
function hostOf({ url }) {
	const [address = ""] = url.trim().split(/\s+/);
	return URL.canParse(address) ? new URL(address).hostname || void 0 : void 0;
}
const optionNames = {
	proxy: "--proxy",
	noVerifySsl: "--noverifyssl",
	sslCaCert: "--sslcacert",
	sslClientCert: "--sslclientcert",
	sslClientKey: "--sslclientkey"
};
/** apt knows these settings by host, so two repositories of one host cannot differ in them. */
function reportConflicts(repositories, report) {
	for (const [index, { name, url, access = {}, position }] of repositories.entries()) for (const before of repositories.slice(0, index)) {
		const host = hostOf({ url });
		if (host === void 0 || hostOf(before) !== host) continue;
		const differing = Object.keys(optionNames).find((key) => access[key] !== before.access?.[key]);
		if (differing === void 0) continue;
		const message = `${optionNames[differing]} is not the same for ${before.name} and ${name}, both on ${host}: apt has one such setting for a host`;
		report(inputError$2("conflicting-options", message, position, "give both lines the same options"));
	}
}

// src/appliance/locale/time-sources.ts
/**
* What `timezone --nontp --ntpservers` and the timesource lines say together: one line that disables wins over all
* servers, as in anaconda.
*
* @returns undefined without any of these lines: the time service stays as the packages set it up
*/
function timeServiceOf({ timezone, timeSources }) {
	const position = timeSources.at(-1)?.position ?? timezone?.position;
	if (position === void 0) return void 0;
	const disabling = timeSources.find(({ ntpDisable }) => ntpDisable) ?? (timezone?.noNtp ? timezone : void 0);
	const fromZone = (timezone?.ntpServers ?? []).map((host) => ({
		kind: "server",
		host,
		nts: false,
		position: timezone?.position ?? position
	}));
	const fromLines = timeSources.flatMap(({ ntpServer, ntpPool, nts, position }) => {
		if (ntpServer !== void 0) return [{
			kind: "server",
			host: ntpServer,
			nts,
			position
		}];
		return ntpPool === void 0 ? [] : [{
			kind: "pool",
			host: ntpPool,
			nts,
			position
		}];
	});
	return {
		disabledAt: disabling?.position,
		sources: [...fromZone, ...fromLines],
		position
	};
}

// src/appliance/certificates.ts
const rules$2 = [
	({ filename }) => /^(?!\.{1,2}$)[^/\s\u0000-\u001f]+$/.test(filename) ? void 0 : {
		code: "bad-path",
		message: `"${filename}" cannot be the name of a file`,
		hint: "the folder belongs into --dir"
	},
	({ directory }) => directory === void 0 || /^\/[^\u0000-\u001f]*$/.test(directory) && !directory.split("/").includes("..") ? void 0 : {
		code: "bad-path",
		message: `--dir: "${directory}" is not an absolute path without ..`
	},
	({ type }) => type === void 0 || type === "anchor" ? void 0 : {
		code: "bad-value",
		message: `--type: "${type}" is not a kind of certificate`,
		hint: "the kind is anchor"
	},
	({ text }) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? {
		code: "private-key",
		message: "the %certificate holds a private key, which every copy of the appliance would share",
		hint: "leave only the certificate in it"
	} : void 0,
	({ type, text }) => type === "anchor" && !areCertificates(text) ? {
		code: "bad-certificate",
		message: "the text of %certificate --type=anchor is no X.509 certificate in PEM form"
	} : void 0
];
/** Reports certificates that cannot be put into a guest, or that nothing could trust. */
function checkCertificates({ certificates }, report) {
	for (const certificate of certificates) for (const rule of rules$2) {
		const wrong = rule(certificate);
		if (wrong !== void 0) report(new ApplianceError({
			kind: "input",
			position: certificate.position,
			...wrong
		}));
	}
}
/** @returns the certificates of a text in PEM form (RFC 7468), each with its lines that begin and end it */
function certificatesIn(text) {
	return text.match(/-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[\s\S]*?-----END \1-----/g) ?? [];
}
function areCertificates(text) {
	const found = certificatesIn(text);
	try {
		return found.map((pem) => new X509Certificate(pem)).length > 0;
	} catch {
		return false;
	}
}

// src/appliance/firewall/services.ts
/**
* Ports of the services that kickstarts name, as firewalld's service files list them (numbers: IANA's registry). Services
* of other protocols than these four, such as GRE and VRRP, need firewalld.
*/
const firewallServices = {
	amqp: ["5672:tcp"],
	amqps: ["5671:tcp"],
	bacula: ["9101-9103:tcp"],
	"bacula-client": ["9102:tcp"],
	bgp: ["179:tcp"],
	bitcoin: ["8333:tcp"],
	ceph: ["6800-7568:tcp"],
	"ceph-exporter": ["9283:tcp"],
	"ceph-mon": ["3300:tcp", "6789:tcp"],
	cockpit: ["9090:tcp"],
	dhcp: ["67:udp"],
	dhcpv6: ["547:udp"],
	"dhcpv6-client": ["546:udp"],
	dns: ["53:tcp", "53:udp"],
	"dns-over-tls": ["853:tcp"],
	"docker-registry": ["5000:tcp"],
	elasticsearch: ["9300:tcp", "9200:tcp"],
	"etcd-client": ["2379:tcp"],
	"etcd-server": ["2380:tcp"],
	finger: ["79:tcp"],
	"freeipa-4": [
		"80:tcp",
		"443:tcp",
		"88:tcp",
		"88:udp",
		"464:tcp",
		"464:udp",
		"389:tcp",
		"636:tcp"
	],
	"freeipa-ldap": [
		"80:tcp",
		"443:tcp",
		"88:tcp",
		"88:udp",
		"464:tcp",
		"464:udp",
		"123:udp",
		"389:tcp"
	],
	"freeipa-ldaps": [
		"80:tcp",
		"443:tcp",
		"88:tcp",
		"88:udp",
		"464:tcp",
		"464:udp",
		"123:udp",
		"636:tcp"
	],
	"freeipa-replication": ["7389:tcp"],
	"freeipa-trust": [
		"135:tcp",
		"138-139:tcp",
		"138-139:udp",
		"389:tcp",
		"389:udp",
		"445:tcp",
		"445:udp",
		"49152-65535:tcp",
		"3268:tcp"
	],
	ftp: ["21:tcp"],
	galera: [
		"3306:tcp",
		"4567:tcp",
		"4568:tcp",
		"4444:tcp"
	],
	"ganglia-client": ["8660:tcp"],
	git: ["9418:tcp"],
	grafana: ["3000:tcp"],
	"high-availability": [
		"2224:tcp",
		"3121:tcp",
		"5403:tcp",
		"5404:udp",
		"5405-5412:udp",
		"9929:tcp",
		"9929:udp",
		"21064:tcp"
	],
	http: ["80:tcp"],
	http3: ["443:udp"],
	https: ["443:tcp"],
	imap: ["143:tcp"],
	imaps: ["993:tcp"],
	ipfs: ["4001:tcp", "4001:udp"],
	ipp: ["631:tcp", "631:udp"],
	"ipp-client": ["631:udp"],
	irc: ["6667:tcp"],
	ircs: ["6697:tcp"],
	"iscsi-target": ["3260:tcp", "3260:udp"],
	isns: ["3205:tcp", "3205:udp"],
	jenkins: ["8080:tcp"],
	kadmin: ["749:tcp"],
	kerberos: ["88:tcp", "88:udp"],
	kibana: ["5601:tcp"],
	klogin: ["543:tcp"],
	kpasswd: ["464:tcp", "464:udp"],
	kprop: ["754:tcp"],
	"kube-api": ["10250:tcp"],
	"kube-apiserver": ["6443:tcp"],
	"kube-nodeport-services": ["30000-32767:tcp"],
	kubelet: ["10250:tcp"],
	ldap: ["389:tcp"],
	ldaps: ["636:tcp"],
	libvirt: ["16509:tcp"],
	"libvirt-tls": ["16514:tcp"],
	llmnr: ["5355:tcp", "5355:udp"],
	"llmnr-tcp": ["5355:tcp"],
	"llmnr-udp": ["5355:udp"],
	managesieve: ["4190:tcp"],
	matrix: ["8448:tcp", "443:tcp"],
	mdns: ["5353:udp"],
	memcache: ["11211:tcp", "11211:udp"],
	minecraft: ["25565:tcp", "25565:udp"],
	mongodb: ["27017:tcp"],
	mosh: ["60000-61000:udp"],
	mountd: ["20048:tcp", "20048:udp"],
	mqtt: ["1883:tcp"],
	"mqtt-tls": ["8883:tcp"],
	mssql: ["1433:tcp"],
	murmur: ["64738:tcp", "64738:udp"],
	mysql: ["3306:tcp"],
	nbd: ["10809:tcp"],
	"netbios-ns": ["137:udp"],
	nfs: ["2049:tcp"],
	nfs3: ["2049:tcp", "2049:udp"],
	nrpe: ["5666:tcp"],
	ntp: ["123:udp"],
	nut: ["3493:tcp"],
	openvpn: ["1194:udp"],
	"ovirt-imageio": ["54322:tcp"],
	"ovirt-storageconsole": ["55863:tcp", "39543:tcp"],
	"ovirt-vmconsole": ["2223:tcp"],
	plex: [
		"32400:tcp",
		"32400:udp",
		"32469:tcp",
		"3005:tcp",
		"8324:tcp",
		"32410:udp",
		"32412:udp",
		"32413:udp",
		"32414:udp",
		"1900:udp"
	],
	pmcd: ["44321:tcp"],
	pmproxy: ["44322:tcp"],
	pmwebapi: ["44323:tcp"],
	pop3: ["110:tcp"],
	pop3s: ["995:tcp"],
	postgresql: ["5432:tcp"],
	privoxy: ["8118:tcp"],
	prometheus: ["9090:tcp"],
	"prometheus-node-exporter": ["9100:tcp"],
	"proxy-dhcp": ["4011:udp"],
	ptp: ["319:udp", "320:udp"],
	pulseaudio: ["4713:tcp"],
	puppetmaster: ["8140:tcp"],
	quassel: ["4242:tcp"],
	radius: [
		"1812:tcp",
		"1812:udp",
		"1813:tcp",
		"1813:udp"
	],
	rdp: ["3389:tcp"],
	redis: ["6379:tcp"],
	"redis-sentinel": ["26379:tcp"],
	"rpc-bind": ["111:tcp", "111:udp"],
	rquotad: ["875:tcp", "875:udp"],
	rsh: ["514:tcp"],
	rsyncd: ["873:tcp", "873:udp"],
	rtsp: ["554:tcp", "554:udp"],
	"salt-master": ["4505:tcp", "4506:tcp"],
	samba: [
		"139:tcp",
		"445:tcp",
		"138:udp",
		"137:udp"
	],
	"samba-client": ["138:udp", "137:udp"],
	"samba-dc": [
		"135:tcp",
		"389:udp",
		"49152-65535:tcp",
		"3268:tcp",
		"3269:tcp",
		"139:tcp",
		"445:tcp",
		"138:udp",
		"137:udp",
		"53:tcp",
		"53:udp",
		"88:tcp",
		"88:udp",
		"389:tcp",
		"636:tcp",
		"464:tcp",
		"464:udp"
	],
	sane: ["6566:tcp"],
	sip: ["5060:tcp", "5060:udp"],
	sips: ["5061:tcp", "5061:udp"],
	slp: ["427:tcp", "427:udp"],
	smtp: ["25:tcp"],
	"smtp-submission": ["587:tcp"],
	smtps: ["465:tcp"],
	snmp: ["161:tcp", "161:udp"],
	snmptls: ["10161:tcp", "10161:udp"],
	snmptrap: ["162:tcp", "162:udp"],
	"spideroak-lansync": ["21327:udp", "21328:udp"],
	squid: ["3128:tcp"],
	ssdp: ["1900:udp"],
	ssh: ["22:tcp"],
	submission: ["587:tcp"],
	svn: ["3690:tcp"],
	syncthing: [
		"22000:tcp",
		"22000:udp",
		"21027:udp"
	],
	syslog: ["514:udp"],
	"syslog-tls": ["6514:tcp", "6514:udp"],
	telnet: ["23:tcp"],
	tentacle: ["41121:tcp"],
	tftp: ["69:udp"],
	"tor-socks": ["9050:tcp"],
	"transmission-client": ["51413:tcp", "51413:udp"],
	turn: ["3478:tcp", "3478:udp"],
	turns: ["5349:tcp", "5349:udp"],
	vdsm: [
		"54321:tcp",
		"5900-6923:tcp",
		"49152-49216:tcp"
	],
	"vnc-server": ["5900-5903:tcp"],
	"wbem-http": ["5988:tcp"],
	"wbem-https": ["5989:tcp"],
	wireguard: ["51820:udp"],
	"ws-discovery": ["3702:tcp", "3702:udp"],
	wsman: ["5985:tcp"],
	wsmans: ["5986:tcp"],
	xdmcp: ["177:tcp", "177:udp"],
	"xmpp-client": ["5222:tcp"],
	"xmpp-server": ["5269:tcp"],
	"zabbix-agent": ["10050:tcp"],
	"zabbix-server": ["10051:tcp"],
	"zabbix-web-service": ["10053:tcp"]
};

// src/appliance/firewall/ports.ts
const portPattern = /^(\d{1,5}(?:-\d{1,5})?|[a-z][a-z0-9-]*):(tcp|udp|sctp|dccp)$/;
const largestPort = 65535;
/** Names of services(5) that firewalld calls otherwise, or not at all. */
const registeredNames = {
	bootpc: "68",
	bootps: "67",
	domain: "53",
	"http-alt": "8080",
	"microsoft-ds": "445",
	"ms-wbt-server": "3389",
	"netbios-ssn": "139",
	rsync: "873",
	sunrpc: "111",
	webmin: "10000",
	www: "80"
};
/** @returns what `80:tcp`, `5900-5910:tcp` or `imaps:tcp` means; undefined if it is no port */
function parsePort(text) {
	const [, port = "", protocol = ""] = portPattern.exec(text.trim()) ?? [];
	const range = /^\d/.test(port) ? port : numberOf(port, protocol);
	return range !== void 0 && inRange(range) ? {
		protocol,
		range
	} : void 0;
}
const numberOf = (service, protocol) => firewallServices[service]?.find((port) => port.endsWith(`:${protocol}`))?.split(":")[0] ?? registeredNames[service];
function inRange(range) {
	const [from = 0, to = from] = range.split("-").map(Number);
	return from >= 1 && from <= to && to <= largestPort;
}

// src/host/files/written-files.ts
/**
* Reads the regular files below some folders of a root as text, by their paths in it. Links are not followed, so nothing
* outside the root is ever read.
*
* @param folders absolute paths in the root
* @throws RangeError when there is more than the limits allow
*/
async function readWrittenFiles(root, folders, limits) {
	const files = /* @__PURE__ */ new Map();
	let bytes = 0;
	const waiting = [...folders];
	for (let folder = waiting.pop(); folder !== void 0; folder = waiting.pop()) {
		const entries = await fs$1.readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
		for (const entry of entries) {
			const name = path.posix.join(folder, entry.name);
			if (entry.isDirectory()) waiting.push(name);
			if (!entry.isFile()) continue;
			bytes += (await fs$1.lstat(path.join(root, name))).size;
			if (files.size >= limits.files || bytes > limits.bytes) throw new RangeError("too many files, or too large");
			files.set(name, await fs$1.readFile(path.join(root, name), "utf8"));
		}
	}
	return files;
}

// src/host/root/confined-root.ts
/** Folders of programs and libraries, shown read-only. On merged systems most are links into /usr. */
const programFolders = [
	"usr",
	"bin",
	"sbin",
	"lib",
	"lib32",
	"lib64",
	"libx32"
];
/** What programs need of /etc. The rest stays away: it holds this machine's passwords and keys. */
const settings = [...[
	"alternatives",
	"ld.so.cache",
	"ld.so.conf",
	"ld.so.conf.d",
	"localtime",
	"nsswitch.conf",
	"os-release"
], ...[
	"passwd",
	"group",
	"protocols",
	"services",
	"shells",
	"debian_version",
	"redhat-release",
	"system-release"
]];
const ownFolders = [
	"etc",
	"dev",
	"proc",
	"sys",
	"tmp",
	"run",
	"var/tmp",
	"root",
	"mnt",
	"home"
];
/** Of /proc, what tells of this machine's disks. */
const hiddenOfProc = [
	"partitions",
	"diskstats",
	"mdstat",
	"swaps",
	"kcore",
	"keys",
	"config.gz"
];
/** Enough to handle files of its own; not to mount, make device nodes, look into other processes or leave the root. */
const capabilities = "-all,+chown,+dac_override,+fowner,+fsetid,+setgid,+setuid,+kill";
const environment = [
	`PATH=${sanePath}`,
	"HOME=/root",
	"LANG=C.UTF-8",
	"LC_ALL=C.UTF-8",
	"TERM=dumb",
	"SHELL=/bin/sh"
];
/**
* Makes a root in namespaces of its own: mounts, processes, network (there is none), IPC. It shows this machine's programs
* read-only, an empty /tmp, /run and /var, a minimal /dev without disks and a read-only /proc without them; no /sys. Programs
* run as root with few capabilities and can't get more.
*
* @param parent folder on the host for the mount point
* @throws ApplianceError code `no-namespace` without the rights for it
*/
async function enterConfinedRoot(runner, parent) {
	const scope = new Scope();
	try {
		const folder = await fs$1.mkdtemp(path.join(await fs$1.realpath(parent), "appliance-build-pre-"));
		scope.defer(() => fs$1.rm(folder, {
			recursive: true,
			force: true
		}));
		const holder = await startHolder();
		scope.defer(() => end(holder));
		const stop = () => void holder.kill("SIGKILL");
		runner.signal.addEventListener("abort", stop);
		scope.defer(() => runner.signal.removeEventListener("abort", stop));
		const root = `/proc/${holder.pid}/root${folder}`;
		const enter = (...kinds) => kinds.map((kind) => `--${kind}=/proc/${holder.pid}/ns/${files[kind]}`);
		const inside = (...command) => runner.run("nsenter", [
			...enter("mount", "pid"),
			"--",
			...command
		], { failure: "can't make a root for %pre" });
		await fillRoot(runner, inside, folder, root);
		return {
			path: root,
			async run(program, args, timeoutSeconds) {
				let late = false;
				const timer = setTimeout(() => {
					late = true;
					stop();
				}, timeoutSeconds * 1e3);
				const limits = [
					"setpriv",
					`--bounding-set=${capabilities}`,
					"--inh-caps=-all",
					"--no-new-privs",
					"--clear-groups"
				];
				const confined = [
					...enter("mount", "pid", "net", "ipc", "uts"),
					`--root=${root}`,
					`--wd=${root}`,
					"--",
					"env",
					"-i",
					...environment
				];
				const options = {
					okCodes: everyExitCode,
					logOutput: true
				};
				try {
					const result = await runner.run("nsenter", [
						...confined,
						...limits,
						"--",
						program,
						...args
					], options);
					return late ? void 0 : result;
				} catch (error) {
					if (late) return void 0;
					throw error;
				} finally {
					clearTimeout(timer);
				}
			},
			[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
		};
	} catch (error) {
		await scope.abandon();
		throw error;
	}
}
/** The names of namespaces in /proc/PID/ns; that of processes is the one that the holder's child is in. */
const files = {
	mount: "mnt",
	pid: "pid_for_children",
	net: "net",
	ipc: "ipc",
	uts: "uts"
};
/** Namespaces last as long as a process in them: cat, which ends with our end of its input. */
async function startHolder() {
	const holder = spawn("unshare", [
		...[
			"--mount",
			"--propagation",
			"private",
			"--pid",
			"--fork",
			"--kill-child=SIGKILL",
			"--net",
			"--ipc",
			"--uts"
		],
		"--",
		"cat"
	], {
		env: { PATH: sanePath },
		stdio: [
			"pipe",
			"pipe",
			"ignore"
		]
	});
	const failed = new Promise((_, reject) => {
		const fail = () => reject(new ApplianceError({
			kind: "build",
			code: "no-namespace",
			message: "can't make private namespaces for the %pre scripts",
			hint: "run as root, in a container privileged; or leave the scripts out: --pre skip"
		}));
		holder.once("error", fail);
		holder.once("close", fail);
	});
	holder.stdin?.on("error", () => void 0);
	holder.stdin?.write("\n");
	if (holder.stdout !== null) await Promise.race([once(holder.stdout, "data"), failed]);
	failed.catch(() => void 0);
	return holder;
}
async function end(holder) {
	if (holder.exitCode !== null || holder.signalCode !== null) return;
	const closed = once(holder, "close");
	holder.kill("SIGKILL");
	await closed;
}
async function fillRoot(runner, inside, folder, root) {
	await inside("mount", "-t", "tmpfs", "-o", "mode=755,nosuid,nodev,size=256m", "tmpfs", folder);
	for (const name of ownFolders) await fs$1.mkdir(path.join(root, name), { recursive: true });
	for (const name of ["tmp", "var/tmp"]) await fs$1.chmod(path.join(root, name), 1023);
	for (const name of programFolders) {
		const target = await fs$1.readlink(`/${name}`).catch(() => void 0);
		if (target !== void 0) await fs$1.symlink(target, path.join(root, name));
		else if ((await fs$1.stat(`/${name}`).catch(() => void 0))?.isDirectory()) {
			await fs$1.mkdir(path.join(root, name));
			await inside("mount", "--bind", `/${name}`, path.join(folder, name));
			await inside("mount", "-o", "remount,bind,ro,nosuid,nodev", path.join(folder, name));
		}
	}
	for (const name of settings) await fs$1.cp(`/etc/${name}`, path.join(root, "etc", name), {
		recursive: true,
		verbatimSymlinks: true
	}).catch((error) => {
		if (error.code !== "ENOENT") throw error;
	});
	const dev = path.join(folder, "dev");
	await inside("mount", "-t", "tmpfs", "-o", "mode=755,nosuid,noexec,size=1m", "tmpfs", dev);
	for (const [name, major, minor] of devices) await runner.run("mknod", [
		"-m",
		"666",
		path.join(root, "dev", name),
		"c",
		String(major),
		String(minor)
	]);
	for (const [name, target] of deviceLinks) await fs$1.symlink(target, path.join(root, "dev", name));
	await inside("mount", "-o", "remount,ro,nosuid,noexec", dev);
	const proc = path.join(folder, "proc");
	await inside("mount", "-t", "proc", "-o", "nosuid,nodev,noexec", "proc", proc);
	for (const name of hiddenOfProc) if (await fs$1.access(`/proc/${name}`).then(() => true, () => false)) await inside("mount", "--bind", path.join(dev, "null"), path.join(proc, name));
	await inside("mount", "-o", "remount,bind,ro,nosuid,nodev,noexec", proc);
}

// src/cli/kickstart/pre-runner.ts
/** A script that waits for a person, or for a network, would wait for ever. */
const timeoutSeconds = 120;
/** Where scripts may leave what the kickstart includes. */
const writableFolders = [
	"/tmp",
	"/run",
	"/var",
	"/root",
	"/mnt",
	"/home"
];
const limits = {
	files: 1e3,
	bytes: 16777216
};
/**
* Runs %pre scripts in a confined root. A script that fails is a warning, under --erroronfail an error that ends it, unless
* the script prepares disks: they are not there and need no preparing, and published kickstarts do that under --erroronfail.
*
* @param runner is asked for when there are scripts to run
* @param scratch folder on the host for the root's mount point
*/
function createPreRunner(runner, scratch) {
	return { async run(scripts) {
		try {
			var _usingCtx$1 = _usingCtx();
			const warnings = [];
			const errors = [];
			const log = [];
			const root = _usingCtx$1.a(await enterConfinedRoot(runner(), scratch));
			for (const [index, script] of scripts.entries()) {
				log.push(`%pre script ${index + 1}, ${formatPosition(script.position)}:`);
				const failure = await runScript(root, script, `/tmp/ks-script-${index + 1}`, log);
				if (failure === void 0) continue;
				const ends = script.errorOnFail && !preparesDisks(script);
				if (ends) errors.push(new ApplianceError({
					kind: "input",
					...failure
				}));
				else warnings.push(failure);
				if (ends || failure.code === "pre-script-timeout") break;
			}
			return {
				files: await written(root, scripts, errors),
				warnings,
				errors,
				log
			};
		} catch (_) {
			_usingCtx$1.e = _;
		} finally {
			await _usingCtx$1.d();
		}
	} };
}
/** Disks as Linux names them (admin-guide/devices.txt), by themselves or by what identifies them. */
const disks = /\/dev\/(?:[shv]d[a-z]|xvd[a-z]|nvme\d|mmcblk\d|disk\/|mapper\/|md\d)/;
const preparesDisks = ({ body }) => disks.test(body);
/** @param log gets the last lines of its output */
async function runScript(root, script, file, log) {
	const { interpreter, body, position, interpreterPosition } = script;
	if (interpreter.startsWith("/") && !await exists(await resolveInRoot(root.path, interpreter))) return {
		code: "interpreter-missing",
		message: `this machine has no ${interpreter} to run the %pre script with`,
		position: interpreterPosition,
		hint
	};
	const hostFile = path.join(root.path, file);
	await fs$1.writeFile(hostFile, body, { mode: 448 });
	const result = await root.run(interpreter, [file], timeoutSeconds);
	if (result === void 0) return {
		code: "pre-script-timeout",
		message: `the %pre script did not end within ${timeoutSeconds} s`,
		position,
		hint
	};
	await fs$1.rm(hostFile, { force: true });
	log.push(...result.tail);
	if (result.exitCode === 0) return void 0;
	const last = result.tail.at(-1);
	return {
		code: "pre-script-failed",
		message: `the %pre script failed with exit code ${result.exitCode}${last === void 0 ? "" : `: ${last}`}`,
		position,
		hint
	};
}
const hint = "%pre runs in a throwaway root without disks, /sys and network; --pre skip leaves it out";
async function exists(file) {
	return await fs$1.stat(file).catch(() => void 0) !== void 0;
}
async function written(root, scripts, errors) {
	try {
		return await readWrittenFiles(root.path, writableFolders, limits);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		const message = `the %pre scripts wrote more than ${limits.files} files or ${limits.bytes / 1024 / 1024} MiB`;
		errors.push(new ApplianceError({
			kind: "input",
			code: "pre-too-large",
			message,
			position: scripts[0]?.position,
			hint
		}));
		return /* @__PURE__ */ new Map();
	}
}

// src/cli/kickstart/outside.ts
/** Kickstarts are text; whatever is larger is something else that was named by mistake. */
const largestBytes = 67108864;
const fetchTimeoutMilliseconds = 3e4;
/** @param signal ends %pre scripts when it is aborted; asked for when there are some to run */
function outsideOf(environment, signal) {
	const scratch = environment.variables["TMPDIR"] ?? "/var/tmp";
	return {
		files: includesFromDisk,
		fetch: fetchText,
		pre: environment.isRoot ? createPreRunner(() => plainRunner(environment, signal()), scratch) : "it needs root, to be shut away from this machine"
	};
}
/** A path as given from the working directory if it exists there, else relative to the including file's folder. */
const includesFromDisk = { read(included, fromFile) {
	const beside = path.join(path.dirname(fromFile), included);
	const file = path.normalize(path.isAbsolute(included) || fs.existsSync(included) ? included : beside);
	return {
		file,
		identity: realPath(file),
		text: readText(file)
	};
} };
function realPath(file) {
	try {
		return fs.realpathSync(file);
	} catch {
		return file;
	}
}
function readText(file) {
	try {
		const { size } = fs.statSync(file);
		if (size > 67108864) throw new Error(`it is too large for a kickstart (${size} bytes)`);
		return fs.readFileSync(file, "utf8");
	} catch (error) {
		const { code, message } = error;
		throw new Error(code === "ENOENT" ? `there is no file ${file}` : code ?? message, { cause: error });
	}
}
async function fetchText(url) {
	const response = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMilliseconds) }).catch((error) => {
		const reason = error.cause instanceof Error ? error.cause.message : error.message;
		throw new Error(reason === "" ? "the server cannot be reached" : reason, { cause: error });
	});
	if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
	const bytes = await response.arrayBuffer();
	if (bytes.byteLength > 67108864) throw new Error("it is too large for a kickstart");
	return new TextDecoder().decode(bytes);
}

// src/appliance/addon-lines.ts
const image = defineGrammar({
	options: {
		name: {
			names: ["--name"],
			kind: "text"
		},
		version: {
			names: ["--version"],
			kind: "text"
		}
	},
	anyOf: ["name", "version"]
});
const machine = defineGrammar({
	options: {
		memory: {
			names: ["--memory"],
			kind: "integer",
			minimum: 64
		},
		vcpus: {
			names: ["--vcpus"],
			kind: "integer",
			minimum: 1,
			maximum: 512
		}
	},
	anyOf: ["memory", "vcpus"]
});
const disk = defineGrammar({
	options: {
		device: {
			names: ["--device"],
			kind: "text"
		},
		size: {
			names: ["--size"],
			kind: "text"
		},
		use: {
			names: ["--use"],
			kind: "text",
			choices: diskUses
		}
	},
	positionals: {
		minimum: 1,
		maximum: 1,
		name: "the name of the disk"
	}
});
const repo = defineGrammar({
	options: {
		keys: {
			names: ["--gpgkey"],
			kind: "list",
			repeat: "collect"
		},
		check: {
			names: ["--gpgcheck"],
			kind: "flag"
		},
		priority: {
			names: ["--priority"],
			kind: "integer",
			minimum: 1,
			maximum: 99
		}
	},
	positionals: {
		minimum: 1,
		maximum: 1,
		name: "the name of the repository"
	},
	anyOf: [
		"keys",
		"check",
		"priority"
	]
});
const format = defineGrammar({
	options: {},
	positionals: {
		minimum: 1,
		maximum: 20,
		name: "a format"
	}
});
const archive = defineGrammar({
	options: {},
	positionals: {
		minimum: 1,
		maximum: 1,
		name: "a kind of archive"
	}
});
const target = defineGrammar({
	options: {},
	positionals: {
		minimum: 1,
		maximum: 20,
		name: "a target"
	}
});
const boot = defineGrammar({
	options: {
		expect: {
			names: ["--expect"],
			kind: "texts"
		},
		timeout: {
			names: ["--timeout"],
			kind: "integer",
			minimum: 1
		},
		firmware: {
			names: ["--firmware"],
			kind: "texts",
			choices: firmwares
		}
	},
	anyOf: [
		"expect",
		"timeout",
		"firmware"
	]
});
/** The lines are the same in every version of the language. */
function interpret(line, grammar, report) {
	return interpret$1(line, grammar, {
		syntax: "lenient",
		report,
		warn: () => void 0
	});
}
/** Every line the addon may hold: how it is read, and what it does to the settings. */
const readers = {
	image(line, draft, report) {
		const read = interpret(line, image, report);
		if (read === void 0) return;
		draft.name = wordOf(read.values.name, read.positions.name) ?? draft.name;
		draft.version = wordOf(read.values.version, read.positions.version) ?? draft.version;
	},
	machine(line, draft, report) {
		const read = interpret(line, machine, report);
		draft.memoryMiB = read?.values.memory ?? draft.memoryMiB;
		draft.vcpus = read?.values.vcpus ?? draft.vcpus;
	},
	disk(line, draft, report) {
		const read = interpret(line, disk, report);
		const name = read?.positionals[0];
		if (read === void 0 || name === void 0) return;
		const { device, size, use } = read.values;
		const usePosition = read.positions.use ?? name.position;
		draft.disks = [...draft.disks, {
			name,
			device,
			size: wordOf(size, read.positions.size),
			use: use === void 0 ? void 0 : {
				text: use,
				position: usePosition
			}
		}];
	},
	repo(line, draft, report) {
		const read = interpret(line, repo, report);
		const name = read?.positionals[0];
		if (read === void 0 || name === void 0) return;
		const { keys = [], check, priority } = read.values;
		const keysPosition = read.positions.keys ?? name.position;
		draft.repositories = [...draft.repositories, {
			name,
			keys,
			keysPosition,
			check,
			priority
		}];
	},
	format(line, draft, report) {
		draft.formats = [...draft.formats, ...interpret(line, format, report)?.positionals ?? []];
	},
	package(line, draft, report) {
		draft.archive = interpret(line, archive, report)?.positionals[0] ?? draft.archive;
	},
	target(line, draft, report) {
		draft.targets = [...draft.targets, ...interpret(line, target, report)?.positionals ?? []];
	},
	boot(line, draft, report) {
		const read = interpret(line, boot, report);
		if (read === void 0) return;
		const { expect = [], timeout, firmware = [] } = read.values;
		const position = read.positions.expect ?? read.command.position;
		draft.expect = [...draft.expect, ...expect.map((text) => ({
			text,
			position
		}))];
		draft.bootTimeoutSeconds = timeout ?? draft.bootTimeoutSeconds;
		const place = read.positions.firmware ?? read.command.position;
		const names = firmware;
		draft.firmware = [...draft.firmware, ...names.map((name) => ({
			name,
			position: place
		}))];
	}
};
function wordOf(text, position) {
	return text === void 0 || position === void 0 ? void 0 : {
		text,
		position
	};
}
/**
* Reads the lines of %addon org_appliance_build. They are in kickstart style: a word, then options.
*
* @param report is called for each error, with its position
*/
function readAddonLines(document, report) {
	const draft = {
		name: void 0,
		version: void 0,
		memoryMiB: void 0,
		vcpus: void 0,
		disks: [],
		repositories: [],
		formats: [],
		archive: void 0,
		targets: [],
		expect: [],
		bootTimeoutSeconds: void 0,
		firmware: []
	};
	for (const addon of document.addons.filter(({ name }) => name === "org_appliance_build")) readLines(addon, draft, report);
	return draft;
}
function readLines(addon, draft, report) {
	for (const words of addon.lines) {
		const [command, ...rest] = words;
		if (command === void 0) continue;
		const reader = Object.hasOwn(readers, command.text) ? readers[command.text] : void 0;
		if (reader !== void 0) {
			reader([command, ...rest], draft, report);
			continue;
		}
		const near = closest(command.text, Object.keys(readers));
		report(new ApplianceError({
			kind: "input",
			code: "unknown-addon-line",
			message: `%addon org_appliance_build has no line "${command.text}"`,
			position: command.position,
			hint: near === void 0 ? `its lines are ${Object.keys(readers).join(", ")}` : `did you mean ${near}?`
		}));
	}
}

// src/appliance/packages/debian.ts
/** Options of the %packages header that a Debian appliance cannot honour. */
const debianHeaderRefusals = {
	"--default": {
		reason: "Debian has no environments, and so no default one",
		hint: "name the packages one by one"
	},
	"--ignorebroken": {
		reason: "apt installs all packages together or none, so none can be left out because others are missing",
		hint: "exclude the package with \"-name\", or add the repository that has what it needs"
	},
	"--multilib": { reason: "Debian packages bring along no variants for other architectures" }
};
/** Names as Debian policy §5.6.1 allows, with an architecture, a version or a release, or a pattern of apt. */
const packagePattern = /^[a-z0-9][a-z0-9+.*?-]*(?::[a-z0-9-]+)?(?:[=/][A-Za-z0-9.+:~-]+)?$/;
/** Reports the lines that apt can make nothing of. */
function checkDebianEntries({ packages: { included, excluded } }, report) {
	for (const entry of [...included, ...excluded]) checkEntry$1(entry, report);
}
function checkEntry$1({ name, position, members }, report) {
	if (name === "@core") {
		const message = "@core has no optional packages on Debian: it is what every Debian appliance gets";
		if (members !== void 0) report(inputError$2("refused", message, position, "write just @core"));
	} else if (name.startsWith("@")) {
		const message = `${name.startsWith("@^") ? `the environment ${name}` : `the package group ${name}`} is refused: Debian has no groups of packages`;
		report(inputError$2("refused", message, position, "name the packages one by one; @core is understood; for an RPM distribution: --backend dnf"));
	} else if (!packagePattern.test(name)) report(inputError$2("bad-package-name", `"${name}" cannot be the name of a Debian package`, position));
}

// src/appliance/backend/evidence.ts
/** What the address of a repository tells. Those for RPM come first where a word of both is in it. */
const addressEvidence = [
	{
		backend: "apt",
		pattern: /\S\s+\S/,
		what: "a suite after the URL"
	},
	{
		backend: "dnf",
		pattern: /\$\{?(?:releasever|basearch|arch|stream|contentdir|infra)(?![a-z])/,
		what: "a variable of dnf"
	},
	{
		backend: "dnf",
		pattern: /[?&]repo=/,
		what: "a list of mirrors by the name of the repository"
	}
];
/** Folders and hosts in the address; those of a local path are chance, so they count for remote addresses alone. */
const placeEvidence = [
	{
		backend: "dnf",
		pattern: /\/(?:BaseOS|AppStream|CRB|Everything)(?:\/|$)/,
		what: "a folder of RPM distributions"
	},
	{
		backend: "dnf",
		pattern: /\/(?:os|repodata)\/?$|\/os\//,
		what: "a folder of RPM distributions"
	},
	{
		backend: "dnf",
		pattern: /\/(?:x86_64|aarch64|noarch)(?:\/|$)/,
		what: "a folder of an RPM architecture"
	},
	{
		backend: "dnf",
		pattern: /(?:^|[/.-])(?:fedora(?:project|-\w+)?|centos(?:-\w+)?|rocky(?:linux)?|alma(?:linux)?|rhel\d*|redhat|epel|oraclelinux|amazonlinux|opensuse)(?=[/.:-]|$)/i,
		what: "the name of an RPM distribution"
	},
	{
		backend: "apt",
		pattern: /(?:^|[/.-])(?:debian(?:-\w+)?|ubuntu(?:-\w+)?|devuan|kali|raspbian)(?=[/.:-]|$)/i,
		what: "the name of a Debian distribution"
	}
];
/**
* Names of packages that only one family has. Debian's are in lower case without underscores (policy §5.6.1); what both
* families have under the same name (openssh-server, grub2-common, dracut, firewalld) tells nothing.
*/
const nameEvidence = [
	{
		backend: "apt",
		pattern: /^[a-z0-9][a-z0-9+.-]+(?:[=/]|:(?:amd64|arm64|i386|all|any)$)/,
		what: "apt syntax"
	},
	{
		backend: "apt",
		pattern: /^(?:linux-(?:image|headers)-|grub-(?:pc|efi)|shim-signed)/,
		what: "a Debian name"
	},
	{
		backend: "apt",
		pattern: /^(?:apt|apt-.+|network-manager|ifupdown.*|initramfs-tools)$/,
		what: "a Debian name"
	},
	{
		backend: "apt",
		pattern: /^(?:openssh-client|systemd-sysv|iputils-ping|locales|ubuntu-.+)$/,
		what: "a Debian name"
	},
	{
		backend: "apt",
		pattern: /^[a-z0-9].*-dev$/,
		what: "a Debian name"
	},
	{
		backend: "dnf",
		pattern: /^\//,
		what: "a path of a file"
	},
	{
		backend: "dnf",
		pattern: /^[^@:]*(?:[A-Z_]|\.(?:x86_64|noarch|i[36]86|aarch64)$)/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^kernel(?!-wedge)(?:-|\*|$)/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^(?:grub2-(?:pc|efi|tools)|shim-(?:x64|ia32|aa64))/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^(?:glibc(?:-(?:langpack|common|minimal|all).*)?|langpacks-.+)$/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^(?!lsb-).+-(?:release|devel)$|^iwl.*-firmware$/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^selinux-policy-(?:targeted|minimum)$/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^(?:openssh-clients|cloud-utils-growpart|procps-ng)$/,
		what: "an RPM name"
	},
	{
		backend: "dnf",
		pattern: /^(?:vim-(?:enhanced|minimal)|bind-utils|shadow-utils|httpd)$/,
		what: "an RPM name"
	}
];
/** Names of releases, as --releasever takes them: those of RPM begin with a number. */
const releaseEvidence = [{
	backend: "dnf",
	pattern: /^(?:\d|rawhide$|eln$)/,
	what: "a release of RPM distributions"
}, {
	backend: "apt",
	pattern: /^[a-z]/,
	what: "a code name or suite of Debian"
}];
/** Commands about what only RPM distributions have. */
const rpmCommands = [
	"module",
	"authselect",
	"rhsm",
	"syspurpose"
];
/** What only dnf can do. */
const rpmHeaderOptions = Object.keys(debianHeaderRefusals);
/** What the scripts call, if they call the tools of one family alone. */
const scriptEvidence = [{
	backend: "apt",
	pattern: /^\s*(?:sudo\s+)?(?:apt|apt-get|dpkg|dpkg-reconfigure|update-grub)\s/m,
	what: "apt"
}, {
	backend: "dnf",
	pattern: /^\s*(?:sudo\s+)?(?:dnf|yum|rpm|grub2-mkconfig|restorecon|authselect)\s/m,
	what: "dnf"
}];

// src/appliance/backend/choose.ts
/**
* What tells the backend, the strongest first; the first one that says anything wins, and nobody is asked after it. What
* the command line says comes before the file, where packages come from before what they are called, and what they are
* called before what the other lines are about.
*/
const witnesses = [
	(_, { repos = [] }) => first(repos, (text) => tellOfAddress(text.slice(text.indexOf("=") + 1), "--repo")),
	(_, { releasever }) => tell(releaseEvidence, releasever ?? "", `--releasever ${releasever}`),
	({ commands }) => first(commands.filter(isSource), tellOfSource),
	tellOfNames,
	({ packages: { included, excluded, flags } }) => first(rpmHeaderOptions, (option) => {
		const position = flags?.options[option];
		return position === void 0 ? void 0 : {
			backend: "dnf",
			reason: at(`%packages ${option}`, position)
		};
	}) ?? first([...included, ...excluded], ({ name, position }) => name.startsWith("@") && name !== "@core" ? {
		backend: "dnf",
		reason: at(name, position)
	} : void 0),
	({ commands }) => first(commands, ({ name, position }) => rpmCommands.includes(name) ? {
		backend: "dnf",
		reason: at(`the command ${name}`, position)
	} : void 0),
	tellOfScripts
];
/**
* Decides what `--backend auto` means for a kickstart. Other values of the option decide by themselves; an unknown one is
* reported.
*/
function chooseBackend(document, options, report) {
	const asked = oneOf(backends, options.backend ?? "auto", "--backend", report);
	if (asked === "apt" || asked === "dnf") return {
		backend: asked,
		reason: `--backend ${asked}`
	};
	return first(witnesses, (witness) => witness(document, options)) ?? {
		backend: "apt",
		reason: "nothing says otherwise"
	};
}
function first(items, tells) {
	for (const item of items) {
		const choice = tells(item);
		if (choice !== void 0) return choice;
	}
}
function tell(table, text, where) {
	const found = table.find(({ pattern }) => pattern.test(text));
	return found === void 0 ? void 0 : {
		backend: found.backend,
		reason: `${where}: ${found.what}`
	};
}
const at = (what, position) => `${what} (${formatPosition(position)})`;
const isSource = (command) => command.name === "url" || command.name === "repo";
function tellOfSource(line) {
	const where = at(line.name === "url" ? "url" : `repo ${line.repo}`, line.position);
	if (line.metalink !== void 0) return {
		backend: "dnf",
		reason: `${where}: a metalink, which only dnf reads`
	};
	const address = (line.name === "url" ? line.url : line.baseUrl) ?? line.mirrorList;
	return address === void 0 ? void 0 : tellOfAddress(address, where);
}
function tellOfAddress(address, where) {
	const isLocal = /^(?:file:|\/)/.test(address.trim());
	return tell(addressEvidence, address.trim(), where) ?? (isLocal ? void 0 : tell(placeEvidence, address, where));
}
/** The family that more of the names belong to; of as many, that of the first. */
function tellOfNames({ packages: { included, excluded } }) {
	const told = [...included, ...excluded].flatMap(({ name, position }) => tell(nameEvidence, name, at(`package ${name}`, position)) ?? []);
	const ofDnf = told.filter(({ backend }) => backend === "dnf").length;
	const ofApt = told.length - ofDnf;
	const most = ofDnf === ofApt ? told[0]?.backend : ofDnf > ofApt ? "dnf" : "apt";
	return told.find(({ backend }) => backend === most);
}
function tellOfScripts({ scripts }) {
	const told = scripts.filter(({ section }) => section === "post").flatMap(({ body, position }) => scriptEvidence.filter(({ pattern }) => pattern.test(body)).map(({ backend, what }) => ({
		backend,
		reason: at(`a script calls the tools of ${what}`, position)
	})));
	return new Set(told.map(({ backend }) => backend)).size === 1 ? told[0] : void 0;
}

// src/appliance/boot-expectations.ts
/** What the boot test waits for: options win over the lines of the addon. */
function bootOf$2(addon, options, arch, report) {
	const asked = options.expect?.map((text) => ({
		text,
		position: void 0
	})) ?? addon.expect;
	for (const { text, position } of asked) {
		const problem = expectationProblem(text);
		if (problem === void 0) continue;
		const { message, hint } = problem;
		report(new ApplianceError({
			kind: "input",
			code: "bad-expectation",
			message: `the boot expectation ${message}`,
			position,
			hint
		}));
	}
	const firmware = options.firmware?.map((text) => ({
		name: oneOf(firmwares, text, "--firmware", report),
		position: void 0
	})) ?? addon.firmware;
	for (const { name, position } of firmware) {
		const problem = name === void 0 ? void 0 : firmwareProblem(arch, name);
		if (problem !== void 0) report(new ApplianceError({
			kind: "input",
			position,
			...problem
		}));
	}
	return {
		expect: asked.length > 0 ? asked.map(({ text }) => text) : defaults.expect,
		timeoutSeconds: options.bootTimeoutSeconds ?? addon.bootTimeoutSeconds,
		firmware: [...new Set(firmware.flatMap(({ name }) => name ?? []))]
	};
}

// src/appliance/kdump.ts
const kdumpAddon = "com_redhat_kdump";
/** What `kdumpctl` reserves if nobody says how much (kernel documentation, "kdump": ranges of memory). */
const automatic = {
	x86_64: "1G-4G:192M,4G-64G:256M,64G-:512M",
	aarch64: "1G-4G:256M,4G-64G:320M,64G-:576M"
};
/**
* Reads `%addon com_redhat_kdump --enable|--disable --reserve-mb=MIB|auto`.
*
* @returns undefined when the kickstart has no such section
*/
function readKdump({ addons }, arch, report) {
	const addon = addons.findLast(({ name }) => name === kdumpAddon);
	if (addon === void 0) return void 0;
	let enabled = true;
	let crashKernel = automatic[arch];
	for (const word of addon.arguments ?? []) {
		const [option, value = ""] = word.split(/=(.*)/s);
		const size = value.replace(/^(['"])(.*)\1$/, "$2");
		if (option === "--enable") enabled = true;
		else if (option === "--disable") enabled = false;
		else if (option === "--reserve-mb" && /^[1-9]\d{0,5}$/.test(size)) crashKernel = `${size}M`;
		else if (option === "--reserve-mb" && size === "auto") crashKernel = automatic[arch];
		else report(badOption(addon, word));
	}
	return {
		enabled,
		crashKernel,
		position: addon.position
	};
}
/** The kernel arguments with the reservation in place of any other: of several the last would count. */
function withCrashKernel(kernelArguments, kdump) {
	if (!kdump?.enabled) return kernelArguments;
	return [...kernelArguments.filter((argument) => !argument.startsWith("crashkernel=")), `crashkernel=${kdump.crashKernel}`];
}
/** A machine of 1024 MiB has a little less than 1 GiB for the kernel, where the ranges begin. */
function kdumpWarnings(kdump, memoryMiB) {
	if (!kdump?.enabled || !Object.values(automatic).includes(kdump.crashKernel) || memoryMiB > 1024) return [];
	return [{
		code: "no-crash-memory",
		message: `kdump has no memory to work in: a machine of ${memoryMiB} MiB reserves none by itself`,
		position: kdump.position,
		hint: "write --reserve-mb=192, say, or give the machine more memory"
	}];
}
function badOption({ position }, word) {
	const known = word.startsWith("--reserve-mb");
	return new ApplianceError({
		kind: "input",
		code: known ? "bad-value" : "unknown-option",
		message: known ? `--reserve-mb of %addon ${kdumpAddon} is a number of MiB or auto` : `%addon ${kdumpAddon} has no option ${word}`,
		position,
		hint: "its options are --enable, --disable and --reserve-mb=MIB"
	});
}

// src/appliance/disks/boot-loader.ts
/** What the bootloader lines say together. */
function bootLoaderOf(document, kdump) {
	const line = mergedCommand(document, "bootloader");
	return {
		loader: loaderOf(line),
		bootSector: line?.noMbr !== true,
		password: line?.password,
		kernelArguments: withCrashKernel(splitArguments(line?.append ?? ""), kdump),
		timeoutSeconds: line?.timeoutSeconds ?? defaults.timeoutSeconds,
		position: line?.position
	};
}
function loaderOf(line) {
	if (line?.location === "none" || line?.disabled === true) return "none";
	if (line?.sdboot === true) return "sdboot";
	return line?.extlinux === true ? "extlinux" : "grub";
}
/** Kernel arguments are parted by blanks; double quotes keep them together (kernel-parameters documentation). */
const splitArguments = (text) => text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
/**
* Puts the disk first that --boot-drive names, or else --driveorder: a machine that knows nothing of its disks boots from
* the first one, and so do libvirt and QEMU.
*/
function bootDiskFirst(document, disks, report) {
	const line = mergedCommand(document, "bootloader");
	const find = (device, option) => {
		const found = disks.find((disk) => disk.device === device.replace(/^\/dev\//, ""));
		if (found === void 0) report(unknownDisk(document, option, device, disks));
		return found;
	};
	const ordered = (line?.driveOrder ?? []).map((device) => find(device, "--driveorder"));
	const first = (line?.bootDrive ? find(line.bootDrive, "--boot-drive") : void 0) ?? ordered[0];
	return first === void 0 ? [...disks] : [first, ...disks.filter((disk) => disk !== first)];
}
function unknownDisk(document, option, device, disks) {
	return new ApplianceError({
		kind: "input",
		code: "unknown-disk",
		message: `bootloader ${option}: no part line has --ondisk=${device}`,
		position: placeOf$2(document, option),
		hint: `the kickstart's disks are ${disks.map((disk) => disk.device).join(", ")}`
	});
}
/** Where an option stands, on the last line that has it. */
function placeOf$2(document, option) {
	return commandsNamed(document, "bootloader").map((line) => document.written.get(line)?.options[option]).findLast((place) => place !== void 0);
}
/** Reports what a loader needs of the disks and they lack, at the option that asks for it. */
function checkBootLoader(document, layout, report) {
	const line = mergedCommand(document, "bootloader");
	const { loader } = layout.bootLoader;
	for (const { option, ...problem } of loaderProblems[loader](layout, line)) {
		const position = placeOf$2(document, option) ?? layout.bootLoader.position;
		report(new ApplianceError({
			kind: "input",
			position,
			...problem
		}));
	}
}
const espFolders = ["/boot/efi", "/efi"];
const loaderProblems = {
	none: () => [],
	grub: (layout, line) => [...noWayToBoot(layout), ...espElsewhere(layout, line)],
	sdboot: (layout, line) => {
		const esp = layout.parts.find(({ efi }) => efi);
		return [
			...noPassword(layout, "--sdboot", "systemd-boot"),
			...esp === void 0 ? [{
				option: "--sdboot",
				code: "no-efi-partition",
				message: "--sdboot: systemd-boot lies on an EFI system partition, and no part line makes one",
				hint: "add the line: part /boot/efi --fstype=efi --size=256"
			}] : [],
			...esp?.mountPoint !== void 0 && !espFolders.includes(esp.mountPoint) ? [{
				option: "--sdboot",
				code: "bad-mount-point",
				message: `--sdboot: updates of the kernel do not find an EFI system partition on ${esp.mountPoint}`,
				hint: "mount it on /boot/efi or /efi"
			}] : [],
			...espElsewhere(layout, line)
		];
	},
	extlinux: (layout) => {
		const { arch, disks } = layout;
		const boot = bootOf$1(layout);
		return [
			...noPassword(layout, "--extlinux", "extlinux"),
			...architectures[arch].hasBios ? [] : [{
				option: "--extlinux",
				code: "no-bios",
				message: `--extlinux: it boots through a BIOS alone, and machines of ${arch} have none`,
				hint: "remove the option: GRUB and systemd-boot boot through UEFI"
			}],
			...boot !== void 0 && !/^ext[234]$/.test(boot.fsType ?? "") ? [{
				option: "--extlinux",
				code: "bad-filesystem",
				message: `--extlinux: it reads the kernel from ext2, ext3 or ext4, and ${boot.mountPoint} is ${boot.fsType}`,
				hint: "add the line: part /boot --fstype=ext4 --size=512"
			}] : [],
			...boot !== void 0 && boot.disk === void 0 ? [{
				option: "--extlinux",
				code: "boot-on-volume",
				message: `--extlinux: it reads the kernel from a partition, and ${boot.mountPoint} lies on a volume over partitions`,
				hint: "add the line: part /boot --fstype=ext4 --size=512"
			}] : [],
			...boot?.disk !== void 0 && boot.disk !== disks[0]?.name ? [{
				option: "--extlinux",
				code: "boot-on-other-disk",
				message: `--extlinux: ${boot.mountPoint} lies on disk ${boot.disk}, and machines boot from ${disks[0]?.name}`,
				hint: `put the part on the first disk, or write --boot-drive=${disks.find(({ name }) => name === boot.disk)?.device}`
			}] : []
		];
	}
};
function noWayToBoot({ arch, parts }) {
	if (architectures[arch].hasBios || parts.some(({ efi }) => efi)) return [];
	return [{
		option: "--location",
		code: "no-efi-partition",
		message: `machines of ${arch} boot through UEFI, and no part line makes an EFI system partition`,
		hint: "add the line: part /boot/efi --fstype=efi --size=64"
	}];
}
/** What /boot lies on; a volume over partitions has no disk of its own. */
function bootOf$1({ parts, storage: { logicalVolumes, arrays, btrfs } }) {
	const volumes = [...logicalVolumes, ...arrays].map(({ format }) => ({
		...format,
		disk: void 0
	}));
	const trees = btrfs.flatMap(({ member, format, subvolumes }) => {
		const disk = parts.find((part) => part.member === member)?.disk;
		return [format, ...subvolumes].map(({ mountPoint }) => ({
			mountPoint,
			fsType: format.fsType,
			disk
		}));
	});
	const at = (place) => [
		...parts,
		...volumes,
		...trees
	].find(({ mountPoint }) => mountPoint === place);
	return at("/boot") ?? at("/");
}
const noPassword = ({ bootLoader }, option, name) => bootLoader.password === void 0 ? [] : [{
	option: "--password",
	code: "conflicting-options",
	message: `--password: ${name} has no password of GRUB's kind, so the menu would stay open`,
	hint: `remove ${option}, or the password`
}];
/** Only a disk that the line names can be wrong: without a name every firmware finds its own. */
function espElsewhere({ parts, disks }, line) {
	const esp = parts.find(({ efi }) => efi);
	if (!line?.bootDrive || esp === void 0 || esp.disk === disks[0]?.name) return [];
	return [{
		option: "--boot-drive",
		code: "boot-on-other-disk",
		message: `--boot-drive=${line.bootDrive}: the EFI system partition lies on another disk, ${esp.disk}`,
		hint: `put ${esp.mountPoint} on the boot drive`
	}];
}

// src/appliance/disks/automatic/sizes.ts
/** Sizes that autopart and reqpart choose, in MiB. Those of / and /home are anaconda's defaults. */
const gib$1 = 1024;
/** The EFI system partition of each boot loader; undefined: it has none. systemd-boot keeps kernels there. */
const espMiB = {
	grub: 100,
	sdboot: 512,
	extlinux: void 0,
	none: void 0
};
/** 1 GiB, and on disks below 8 GiB an eighth of them, but room for an old and a new kernel. */
const bootMiB = (diskMiB) => Math.min(gib$1, Math.max(384, Math.floor(diskMiB / 8)));
const root = {
	leastMiB: gib$1,
	mostMiBBesideHome: 70 * gib$1
};
/** Is made where the disks have at least `fromMiB` together. */
const home = {
	leastMiB: 500,
	fromMiB: 50 * gib$1
};
/** Of a disk that autopart lays out and nobody gave a size: as in any image, what is not used costs nothing. */
const autopartDiskBytes = 10 * gib$1 * 2 ** 20;

// src/glob.ts
/**
* Whether a pattern of the shell (`*`, `?`, `[a-c]`, `[!a]`) means the whole text. A slash is a character as any other; a bracket that
* nothing closes matches nothing.
*/
function matchesGlob(pattern, text) {
	if (!/[*?[]/.test(pattern)) return pattern === text;
	const expression = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".").replaceAll("[!", "[^");
	try {
		return new RegExp(`^${expression}$`).test(text);
	} catch {
		return false;
	}
}

// src/appliance/disks/on-part.ts
/** How Linux names a partition: the disk, then its number; after a disk whose name ends in a digit a `p` between them. */
const names = [
	/^([a-z]+)([1-9]\d*)$/,
	/^(.*\d)p([1-9]\d*)$/,
	/^(disk\/.+)-part([1-9]\d*)$/
];
/** `sda2` is partition 2 of sda; undefined for a name that does not tell disk and number. */
function partitionNamed(device) {
	for (const pattern of names) {
		const [, disk, number] = pattern.exec(device) ?? [];
		if (disk !== void 0) return {
			disk,
			number: Number(number)
		};
	}
}
/**
* The number that `--onpart` asks for: the partition, which a %pre script of the installer would have made, is made by the plan.
*
* @param failAtOption reports at the place of the option
*/
function wantedNumberOf({ mountPoint, onPart, onDisk, sizeMiB, recommended, hibernation, position }, written, failAtOption) {
	if (onPart === void 0) return void 0;
	const what = `part ${mountPoint}: --onpart=${onPart}`;
	const found = partitionNamed(onPart);
	if (found === void 0) {
		failAtOption("refused", `${what} is refused: only a partition that exists is known by that name, and those of an appliance are always new`, "write a disk and a number, such as --onpart=sda2, or --ondisk=sda");
		return;
	}
	if (onDisk !== void 0 && onDisk !== found.disk) failAtOption("conflicting-options", `${what} lies on ${found.disk}, and --ondisk says ${onDisk}`, "leave one out");
	if (sizeMiB === void 0 && !recommended && !hibernation) failAtOption("part-without-size", `${what} has no --size, and there is no partition to take it from: disks are always new, for %pre scripts too`, "add --size=MIB; with --grow it is the smallest size");
	return {
		value: found.number,
		position: written?.options["--onpart"] ?? position
	};
}

// src/appliance/disks/naming/drives.ts
/** Names of disks that a machine may have, the most usual first. */
const usual = [
	"sd",
	"vd",
	"xvd",
	"hd"
].flatMap((prefix) => [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => `${prefix}${letter}`)).concat([..."0123456789"].map((digit) => `nvme${digit}n1`));
const withoutFolder = (device) => device.replace(/^\/dev\//, "");
/** Kickstart's lists of drives take patterns of the shell, and several of them with `|` between. */
const means = (words, device) => words.some((word) => word.split("|").some((pattern) => matchesGlob(withoutFolder(pattern), device)));
const isLiteral = (word) => !/[*?[|]/.test(word);
/** The disk that a part line names, by --ondisk or --onpart. */
const diskNamedBy = ({ onDisk, onPart }) => onDisk ?? (onPart === void 0 ? void 0 : partitionNamed(onPart)?.disk);
/** Whether ignoredisk leaves the device to the appliance. */
function isAllowed(document, device) {
	const { onlyUse = [], drives = [] } = mergedCommand(document, "ignoredisk") ?? {};
	return onlyUse.length > 0 ? means(onlyUse, device) : !means(drives, device);
}
/** The drives that ignoredisk --only-use names, or else clearpart --drives; patterns name none. */
function listedDrives(document) {
	const { onlyUse = [] } = mergedCommand(document, "ignoredisk") ?? {};
	const { drives = [] } = mergedCommand(document, "clearpart") ?? {};
	const words = onlyUse.length > 0 ? onlyUse : drives;
	return [...new Set(words.filter(isLiteral).map(withoutFolder))].filter((device) => isAllowed(document, device));
}
/**
* The devices of the kickstart's disks: in the order in which part lines mention them; a part that names none lies on the
* first. If no part line mentions any there is one: the first that ignoredisk and clearpart name, or else sda. autopart takes
* all of those, and one for each disk that is named besides, if its scheme can.
*
* @param named for each disk that the command line or the addon names, its device, or undefined
*/
function devicesOf(document, named) {
	const autopart = lastCommand(document, "autopart");
	const mentioned = [...new Set(commandsNamed(document, "part").flatMap((part) => diskNamedBy(part) ?? []))];
	if (mentioned.length > 0) return mentioned;
	const listed = listedDrives(document);
	const spare = usual.filter((device) => isAllowed(document, device) && !listed.includes(device));
	if (autopart === void 0) return [listed[0] ?? spare[0] ?? "sda"];
	const bootDrive = mergedCommand(document, "bootloader")?.bootDrive;
	const boots = bootDrive ? [withoutFolder(bootDrive)] : [];
	const told = [...named.flatMap((device) => device ?? []), ...boots].filter((device) => isAllowed(document, device));
	const known = [listed, [...new Set(told)]].find(({ length }) => length > 0) ?? [];
	const devices = [...known, ...spare.filter((device) => !known.includes(device))];
	if (autopart.scheme === "lvm") return devices.slice(0, Math.max(1, known.length, named.length));
	const [first = "sda"] = devices;
	return [boots.find((device) => known.includes(device)) ?? first];
}
/** Reports each part line that lies on a disk that ignoredisk takes away. */
function checkDrives(document, report) {
	const ignoredisk = lastCommand(document, "ignoredisk");
	if (ignoredisk === void 0) return;
	for (const part of commandsNamed(document, "part")) {
		const device = diskNamedBy(part);
		if (device === void 0 || isAllowed(document, device)) continue;
		const options = document.written.get(part)?.options;
		report(new ApplianceError({
			kind: "input",
			code: "ignored-disk",
			message: `part ${part.mountPoint}: ${device} is not to be used, as ignoredisk at ${formatPosition(ignoredisk.position)} says`,
			position: options?.["--ondisk"] ?? options?.["--onpart"] ?? part.position,
			hint: "put the part on another disk, or change the ignoredisk line"
		}));
	}
}
/** Drives that a line asks for, and that the appliance does not have. */
function driveWarnings(document, disks) {
	const [clearpart, ignoredisk] = [lastCommand(document, "clearpart"), lastCommand(document, "ignoredisk")];
	return [[
		"clearpart --drives",
		clearpart?.drives ?? [],
		placeOf$1(document, clearpart, "--drives")
	], [
		"ignoredisk --only-use",
		ignoredisk?.onlyUse ?? [],
		placeOf$1(document, ignoredisk, "--only-use")
	]].flatMap(([what, words, position]) => words.filter((word) => !disks.some(({ device }) => means([word], device))).map((word) => ({
		code: "unknown-disk",
		message: `${what} names ${word}, and the appliance has no such disk`,
		position,
		hint: `its disks are ${disks.map(({ device }) => device).join(", ")}`
	})));
}
const placeOf$1 = (document, command, option) => command === void 0 ? void 0 : document.written.get(command)?.options[option] ?? command.position;

// src/appliance/disks/naming/disks.ts
/**
* Names the disks: the names of --disk and of the addon's `disk` lines go, in order, to the devices in the order in which
* `part --ondisk` mentions them; `--device` in a `disk` line says it outright. A device left over is a disk of its own name.
*
* @returns the disks in the order of their devices
*/
function nameDisks({ document, ...inputs }, report) {
	const options = inputs.options.map(parseOption);
	const named = mergeNamed(options, inputs.addon.map(fromAddon));
	checkNames([...named, ...repeated(options).filter((option) => !named.includes(option))], report);
	const devices = devicesOf(document, named.map(({ device }) => device));
	const byDevice = assign(named, devices, lastCommand(document, "autopart")?.scheme, report);
	const table = mergedCommand(document, "clearpart")?.diskLabel === "msdos" ? "msdos" : "gpt";
	const isAutomatic = commandsNamed(document, "autopart").length > 0;
	const taken = new Set(named.map(({ name }) => name));
	return devices.map((device) => {
		const disk = byDevice.get(device);
		if (disk === void 0) checkDeviceName(device, document, taken, report);
		const sizeBytes = sizeOf(disk, report) ?? (isAutomatic ? autopartDiskBytes : void 0);
		return {
			name: disk?.name ?? device,
			device,
			sizeBytes,
			table,
			use: disk?.use ?? "system"
		};
	});
}
/** A device that nobody gave a name is one itself, and names become file names. */
function checkDeviceName(device, document, taken, report) {
	const isTaken = taken.has(device);
	if (namePattern$2.test(device) && !isTaken) return;
	const part = commandsNamed(document, "part").find((line) => diskNamedBy(line) === device);
	const options = part === void 0 ? void 0 : document.written.get(part)?.options;
	report(inputError$1(isTaken ? "duplicate-disk" : "bad-disk-name", isTaken ? `two disks are named ${device}` : `"${device}" cannot be the name of a disk`, options?.["--ondisk"] ?? options?.["--onpart"] ?? part?.position, "name it: --disk NAME, or \"disk NAME --device=…\" in %addon org_appliance_build"));
}
function parseOption(text) {
	const equals = text.indexOf("=");
	return {
		name: (equals < 0 ? text : text.slice(0, equals)).trim(),
		device: void 0,
		size: equals < 0 ? void 0 : text.slice(equals + 1),
		use: "system",
		position: void 0,
		origin: `--disk ${text}`
	};
}
function fromAddon({ name, device, size, use }) {
	return {
		name: name.text,
		device: device?.replace(/^\/dev\//, ""),
		size: size?.text,
		use: use?.text ?? "system",
		position: size?.position ?? name.position,
		origin: `disk ${name.text}`
	};
}
/** An option with the name of an addon line changes that line; other options come after, or replace them if no name agrees. */
function mergeNamed(options, addon) {
	const agrees = options.some(({ name }) => addon.some((line) => line.name === name));
	if (options.length > 0 && !agrees) return [...options];
	return [...addon.map((line) => {
		const option = options.find(({ name }) => name === line.name);
		return option === void 0 ? line : {
			...line,
			size: option.size ?? line.size,
			origin: option.origin,
			position: void 0
		};
	}), ...options.filter(({ name }) => !addon.some((line) => line.name === name))];
}
const repeated = (disks) => disks.filter(({ name }, index) => disks.findIndex((disk) => disk.name === name) < index);
function checkNames(named, report) {
	const seen = /* @__PURE__ */ new Set();
	for (const { name, position, origin } of named) {
		if (!namePattern$2.test(name)) report(inputError$1("bad-disk-name", `${origin}: "${name}" cannot be the name of a disk`, position, "use letters, digits and . _ + -"));
		else if (seen.has(name)) report(inputError$1("duplicate-disk", `${origin}: two disks are named ${name}`, position));
		seen.add(name);
	}
}
function assign(named, devices, scheme, report) {
	const byDevice = /* @__PURE__ */ new Map();
	const known = devices.join(", ");
	const automatic = scheme === void 0 ? void 0 : noMoreDisks(scheme, known);
	const fail = ({ origin, position }, why, hint) => report(inputError$1("unused-disk", `${origin}: ${automatic?.why ?? why}`, position, automatic?.hint ?? hint));
	for (const disk of named.filter(({ device }) => device !== void 0)) {
		const device = disk.device ?? "";
		if (devices.includes(device)) byDevice.set(device, disk);
		else fail(disk, `no part line has --ondisk=${device}`, `the kickstart's disks are ${known}`);
	}
	const free = devices.filter((device) => !byDevice.has(device));
	named.filter(({ device }) => device === void 0).forEach((disk, index) => {
		const device = free[index];
		if (device !== void 0) {
			byDevice.set(device, disk);
			return;
		}
		fail(disk, `the kickstart has parts on ${devices.length} disk${devices.length === 1 ? "" : "s"} only (${known})`, `put a part on a further disk, such as: part /srv/${disk.name} --size=1024 --ondisk=sd${"abcdefgh"[devices.length] ?? "x"}`);
	});
	return byDevice;
}
/** Why autopart does not lay out a further disk. */
function noMoreDisks(scheme, known) {
	return scheme === "lvm" ? {
		why: `autopart lays out ${known} and no other disk, as ignoredisk or clearpart says`,
		hint: "name all disks in ignoredisk --only-use"
	} : {
		why: `autopart --type=${scheme} lays out one disk, ${known}`,
		hint: "write autopart --type=lvm, which takes them all, or part lines"
	};
}
function sizeOf(disk, report) {
	if (disk?.size === void 0) return void 0;
	try {
		return parseSizeBytes(disk.size, disk.origin, disk.position);
	} catch (error) {
		if (!(error instanceof ApplianceError)) throw error;
		report(error);
		return;
	}
}
function inputError$1(code, message, position, hint) {
	return new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	});
}

// src/appliance/disks/format.ts
const typeRules = {
	ext2: {
		kind: "filesystem",
		fsType: "ext2",
		labelBytes: 16,
		leastMiB: 1
	},
	ext3: {
		kind: "filesystem",
		fsType: "ext3",
		labelBytes: 16,
		leastMiB: 4
	},
	ext4: {
		kind: "filesystem",
		fsType: "ext4",
		labelBytes: 16,
		leastMiB: 4
	},
	xfs: {
		kind: "filesystem",
		fsType: "xfs",
		labelBytes: 12,
		leastMiB: 300
	},
	btrfs: {
		kind: "filesystem",
		fsType: "btrfs",
		labelBytes: 255,
		leastMiB: 128
	},
	vfat: {
		kind: "filesystem",
		fsType: "vfat",
		labelBytes: 11,
		leastMiB: 1
	},
	efi: {
		kind: "filesystem",
		fsType: "vfat",
		labelBytes: 11,
		leastMiB: 4
	},
	swap: {
		kind: "swap",
		fsType: "swap",
		labelBytes: 16,
		leastMiB: 1
	},
	biosboot: {
		kind: "biosboot",
		fsType: void 0,
		labelBytes: 36,
		leastMiB: 1
	},
	prepboot: {
		kind: "prepboot",
		fsType: void 0,
		labelBytes: 36,
		leastMiB: 1
	},
	lvmpv: {
		kind: "lvmpv",
		fsType: void 0,
		labelBytes: 36,
		leastMiB: 8
	},
	raid: {
		kind: "raid",
		fsType: void 0,
		labelBytes: 36,
		leastMiB: 2
	},
	/** Its filesystem is that of a btrfs line. */
	"btrfs volume": {
		kind: "btrfs",
		fsType: void 0,
		labelBytes: 36,
		leastMiB: 128
	}
};
/** Programs and their configuration must be there before anything else can be mounted. */
const mustStayOnRoot = /^\/(?:bin|dev|etc|lib(?:32|64|x32)?|mnt\/sys(?:image|root)|proc|root|run|sbin|sys)(?:\/|$)/;
function failAt(position, report) {
	return (code, message, hint) => report(new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	}));
}
function typeOf({ mountPoint, fsType }) {
	if ([
		"swap",
		"biosboot",
		"prepboot"
	].includes(mountPoint)) return mountPoint;
	if (mountPoint.startsWith("pv.")) return "lvmpv";
	if (mountPoint.startsWith("raid.")) return "raid";
	if (mountPoint.startsWith("btrfs.")) return "btrfs volume";
	if (fsType !== void 0) return fsType;
	return mountPoint === "/boot/efi" ? "efi" : "ext4";
}
/** The mount point in its normal form; the reader of part lines lets none but absolute paths through. */
function mountPointOf({ mountPoint }, fail) {
	const components = mountPoint.split("/").filter((component) => component !== "");
	if (components.some((component) => component === "." || component === ".." || /[\s\u0000-\u001f]/.test(component))) {
		fail("bad-mount-point", `"${mountPoint}" is not a mount point`, "write an absolute path without . or .. and without blanks");
		return;
	}
	const normal = `/${components.join("/")}`;
	if (mustStayOnRoot.test(normal)) {
		fail("bad-mount-point", `${normal} must stay on the root filesystem`);
		return;
	}
	return normal;
}
function checkLabel({ name, label, mountPoint }, rule, type, fail) {
	if (label === void 0) return;
	if (Buffer.byteLength(label) > rule.labelBytes) fail("bad-label", `${name} ${mountPoint}: the label "${label}" is longer than the ${rule.labelBytes} bytes that ${type} can store`);
	else if (!/^[\x20-\x7e]+$/.test(label) || label.includes("/")) fail("bad-label", `${name} ${mountPoint}: the label may hold printable ASCII characters but no slash`);
}
function checkSize(command, rule, fail) {
	const { name, sizeMiB, maxSizeMiB, mountPoint, grow } = command;
	if (sizeMiB === void 0) {
		fail("part-without-size", `${name} ${mountPoint} has no --size`, "add --size=MIB; with --grow it is the smallest size");
		return;
	}
	if (maxSizeMiB !== void 0 && maxSizeMiB < sizeMiB) {
		fail("bad-size", `${name} ${mountPoint}: --maxsize=${maxSizeMiB} is less than --size=${sizeMiB}`);
		return;
	}
	if (!grow && sizeMiB < rule.leastMiB) {
		fail("bad-size", `${name} ${mountPoint}: ${sizeMiB} MiB is too small; ${rule.fsType ?? rule.kind} needs at least ${rule.leastMiB} MiB`);
		return;
	}
	return sizeMiB;
}
/** Notes a mount point, or reports the line that has it already. */
function claim(mountPoint, line, seen, fail) {
	const earlier = seen.get(mountPoint);
	if (earlier === void 0) {
		seen.set(mountPoint, line);
		return true;
	}
	fail("duplicate-mount-point", `two ${earlier.name === line.name ? `${line.name}s` : "volumes"} are mounted on ${mountPoint}; the first is at ${formatPosition(earlier.position)}`);
	return false;
}

// src/appliance/disks/swap-size.ts
const gib = 1024;
/** Up to how much memory, in MiB, which multiple of it makes the swap; more memory than all gets 4 GiB. */
const factors = [
	[2 * gib, 2],
	[8 * gib, 1],
	[64 * gib, .5]
];
/**
* The swap that anaconda recommends for a machine's memory (Red Hat's installation guide, "Recommended partitioning scheme"): for
* hibernation as much more as the memory, up to 64 GiB of it; else at most a tenth of the disk.
*
* @param diskBytes undefined if the disk's size follows from its parts
* @returns MiB
*/
function swapSizeMiB(memoryMiB, hibernation, diskBytes) {
	const factor = factors.find(([upToMiB]) => memoryMiB <= upToMiB)?.[1];
	const sizeMiB = factor === void 0 ? 4 * gib : Math.ceil(memoryMiB * factor);
	if (hibernation && factor !== void 0) return memoryMiB + sizeMiB;
	const most = diskBytes === void 0 ? sizeMiB : Math.max(1, Math.floor(diskBytes / 2 ** 20 / 10));
	return Math.min(sizeMiB, most);
}
const isRecommended = ({ recommended, hibernation }) => recommended || hibernation;
/** @returns MiB; undefined after an error: only swap has a recommended size */
function recommendedSize({ name, mountPoint, hibernation }, { kind }, memoryMiB, diskBytes, fail) {
	if (kind === "swap") return swapSizeMiB(memoryMiB, hibernation, diskBytes);
	fail("bad-size", `${name} ${mountPoint}: ${hibernation ? "--hibernation" : "--recommended"} is a size of swap alone`, "write --size=MIB");
}

// src/appliance/disks/automatic/lines.ts
/** Lines as a kickstart could have them, each at a position of its own, though all at the same place. */
const formatting = {
	fsType: void 0,
	label: void 0,
	fsOptions: void 0,
	mkfsOptions: void 0,
	fsProfile: void 0,
	noFormat: false
};
const encryption$1 = {
	encrypted: false,
	passphrase: void 0,
	cipher: void 0,
	escrowCert: void 0,
	backupPassphrase: false,
	luksVersion: void 0,
	pbkdf: void 0,
	pbkdfMemory: void 0,
	pbkdfTime: void 0,
	pbkdfIterations: void 0
};
const sizing = {
	sizeMiB: void 0,
	grow: false,
	maxSizeMiB: void 0,
	recommended: false,
	hibernation: false,
	resize: false
};
const partLine = (at, fields) => ({
	name: "part",
	position: { ...at },
	...formatting,
	...encryption$1,
	...sizing,
	onPart: void 0,
	onBiosDisk: void 0,
	asPrimary: false,
	active: false,
	hwPassphrase: void 0,
	...fields
});
const volgroupLine = (at, fields) => ({
	name: "volgroup",
	position: { ...at },
	peSizeKiB: void 0,
	reservedSpaceMiB: void 0,
	reservedPercent: void 0,
	noFormat: false,
	useExisting: false,
	...fields
});
const logvolLine = (at, fields) => ({
	name: "logvol",
	position: { ...at },
	...formatting,
	...encryption$1,
	...sizing,
	percent: void 0,
	useExisting: false,
	thinPool: false,
	thin: false,
	poolName: void 0,
	chunkSizeKiB: void 0,
	metadataSizeMiB: void 0,
	profile: void 0,
	cacheSizeMiB: void 0,
	cacheMode: void 0,
	cachePvs: void 0,
	...fields
});
const btrfsLine = (at, fields) => ({
	name: "btrfs",
	position: { ...at },
	label: void 0,
	dataLevel: void 0,
	metadataLevel: void 0,
	subvolume: false,
	subvolumeName: void 0,
	parent: void 0,
	noFormat: false,
	useExisting: false,
	mkfsOptions: void 0,
	...fields
});

// src/appliance/disks/automatic/platform.ts
const mib$1 = 2 ** 20;
/** Of /boot where the disk is as large as its parts. */
const unknownDiskMiB = Number.POSITIVE_INFINITY;
/**
* The partitions that the boot loader needs on the disk that machines boot from: a BIOS boot partition for GRUB on GPT, and an EFI
* system partition for loaders that know UEFI. A disk with an msdos table is for a BIOS, unless the loader or the machine knows no other
* firmware.
*/
function platformLines(at, { arch, bootLoader: { loader, bootSector } }, { device, table }) {
	const { hasBios } = architectures[arch];
	const biosBoot = hasBios && loader === "grub" && bootSector && table === "gpt";
	const sizeMiB = !hasBios || loader === "sdboot" || table === "gpt" ? espMiB[loader] : void 0;
	return [...biosBoot ? [partLine(at, {
		mountPoint: "biosboot",
		sizeMiB: 1,
		onDisk: device
	})] : [], ...sizeMiB === void 0 ? [] : [partLine(at, {
		mountPoint: "/boot/efi",
		fsType: "efi",
		sizeMiB,
		onDisk: device
	})]];
}
/** The kernel's own partition, outside of volumes that not every boot loader reads. */
function bootLine(at, { device, sizeBytes }, fsType) {
	const sizeMiB = bootMiB(sizeBytes === void 0 ? unknownDiskMiB : Math.floor(sizeBytes / mib$1));
	return partLine(at, {
		mountPoint: "/boot",
		fsType,
		sizeMiB,
		onDisk: device
	});
}

// src/appliance/disks/automatic/autopart.ts
/** Of / and /boot; a root of btrfs is a scheme of its own. */
const autopartTypes = [
	"ext2",
	"ext3",
	"ext4",
	"xfs"
];
/** How anaconda calls volumes and subvolumes. */
const volumes = {
	root: "root",
	home: "home",
	swap: "swap"
};
/** @returns the lines that stand for an autopart line */
function autopartLines(written, machine, report) {
	const line = {
		...written,
		fsType: autopartTypes.find((type) => type === written.fsType)
	};
	const { disks, memoryMiB } = machine;
	const [bootDisk] = disks;
	const totalBytes = disks.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
	const container = containerOf(line, "autopart", failAt(line.position, report));
	const contents = {
		line,
		machine,
		swapMiB: line.noSwap ? void 0 : swapSizeMiB(memoryMiB, line.hibernation, totalBytes),
		hasHome: !line.noHome && totalBytes >= home.fromMiB * 2 ** 20,
		encryption: container === void 0 ? {} : {
			encrypted: true,
			passphrase: container.passphrase
		}
	};
	return [
		...platformLines(line.position, machine, bootDisk),
		...line.noBoot ? [] : [bootLine(line.position, bootDisk, line.fsType)],
		...schemes[line.scheme](contents)
	];
}
const schemes = {
	plain: (contents) => [...swapPart(contents), ...filesystems(contents).map(({ volume, ...fields }) => partLine(contents.line.position, on(contents, fields)))],
	lvm: (contents) => {
		const { line, machine, swapMiB } = contents;
		const volumeGroup = volumeGroupOf(machine.name);
		const logical = [...swapMiB === void 0 ? [] : [{
			mountPoint: "swap",
			volume: volumes.swap,
			sizeMiB: swapMiB
		}], ...filesystems(contents)];
		const leastMiB = logical.reduce((sum, { sizeMiB }) => sum + sizeMiB + 8, 8);
		const physical = machine.disks.map(({ device }, index) => partLine(line.position, {
			mountPoint: `pv.${index + 1}`,
			onDisk: device,
			grow: true,
			sizeMiB: index === 0 ? leastMiB : 64
		}));
		const members = physical.map(({ mountPoint }) => mountPoint);
		return [
			...physical,
			volgroupLine(line.position, {
				volumeGroup,
				members
			}),
			...logical.map((fields) => logvolLine(line.position, {
				...contents.encryption,
				...fields,
				volumeGroup
			}))
		];
	},
	btrfs: (contents) => {
		const { line, machine, hasHome } = contents;
		const [member, label] = ["btrfs.1", machine.name];
		const subvolume = (mountPoint, subvolumeName) => btrfsLine(line.position, {
			mountPoint,
			subvolume: true,
			subvolumeName,
			members: [`LABEL=${label}`]
		});
		return [
			...swapPart(contents),
			partLine(line.position, on(contents, {
				mountPoint: member,
				sizeMiB: root.leastMiB,
				grow: true
			})),
			btrfsLine(line.position, {
				mountPoint: "none",
				label,
				members: [member]
			}),
			subvolume("/", volumes.root),
			...hasHome ? [subvolume("/home", volumes.home)] : []
		];
	},
	/** Refused where the values of lines are checked; this lets the rest of the kickstart be judged. */
	thinp: (contents) => schemes.lvm(contents)
};
/** Where / is alone it takes all that is left. */
function filesystems({ line: { fsType }, hasHome }) {
	const maxSizeMiB = hasHome ? root.mostMiBBesideHome : void 0;
	const grow = true;
	return [{
		mountPoint: "/",
		volume: volumes.root,
		fsType,
		grow,
		sizeMiB: root.leastMiB,
		maxSizeMiB
	}, ...hasHome ? [{
		mountPoint: "/home",
		volume: volumes.home,
		fsType,
		grow,
		sizeMiB: home.leastMiB,
		maxSizeMiB: void 0
	}] : []];
}
const swapPart = (contents) => contents.swapMiB === void 0 ? [] : [partLine(contents.line.position, on(contents, {
	mountPoint: "swap",
	sizeMiB: contents.swapMiB
}))];
const on = ({ machine, encryption }, fields) => ({
	...encryption,
	...fields,
	onDisk: machine.disks[0].device
});
/** Groups of one name hide one another when a disk is looked at on another machine, so it tells whose it is. */
const volumeGroupOf = (appliance) => `vg_${appliance.replaceAll("-", "_")}`;

// src/appliance/disks/automatic/expand.ts
/**
* Writes the lines that autopart and reqpart stand for before all others; each is at the place of its command.
*
* @returns the document itself if it has neither
*/
function expandAutomatic(document, machine, report) {
	const autopart = lastCommand(document, "autopart");
	const reqpart = lastCommand(document, "reqpart");
	if (autopart !== void 0) {
		for (const { position } of commandsNamed(document, "btrfs")) report(new ApplianceError({
			kind: "input",
			code: "conflicting-commands",
			message: `btrfs does not go with autopart, which stands at ${formatPosition(autopart.position)} and lays out whole disks`,
			position,
			hint: "remove one of them; autopart --type=btrfs makes a volume with subvolumes"
		}));
		const others = document.commands.filter(({ name }) => name !== "btrfs");
		return {
			...document,
			commands: [...autopartLines(autopart, machine, report), ...others]
		};
	}
	if (reqpart === void 0) return document;
	return {
		...document,
		commands: [...reqpartLines(document, reqpart, machine), ...document.commands]
	};
}
/** What the kickstart's own lines make stays theirs. */
function reqpartLines(document, { addBoot, position }, machine) {
	const [bootDisk] = machine.disks;
	const types = commandsNamed(document, "part").map(typeOf);
	const isMounted = (place) => document.commands.some((command) => mountPointIn(command) === place);
	return [...platformLines(position, machine, bootDisk).filter((line) => !types.includes(typeOf(line))), ...addBoot && !isMounted("/boot") ? [bootLine(position, bootDisk, void 0)] : []];
}
const mountPointIn = (command) => "mountPoint" in command ? command.mountPoint : void 0;

// src/appliance/disks/make-options.ts
const ext = {
	valued: [
		"-E",
		"-I",
		"-J",
		"-O",
		"-e",
		"-i",
		"-m",
		"-N",
		"-G",
		"-M"
	],
	bare: ["-j"]
};
/**
* Options of mkfs that change the filesystem and nothing else (mke2fs(8), mkfs.xfs(8), mkfs.btrfs(8), mkfs.fat(8)). All others are
* refused: the build runs as root on a kickstart that may come from a stranger, and mke2fs -d, mkfs.xfs -p or mkfs.btrfs --rootdir
* would put files of the building machine into the image, while sizes, labels and UUIDs are the plan's.
*/
const known$1 = {
	ext2: ext,
	ext3: ext,
	ext4: ext,
	xfs: {
		valued: [
			"-m",
			"-d",
			"-i",
			"-l",
			"-n"
		],
		bare: ["-q"]
	},
	btrfs: {
		valued: [
			"-d",
			"-m",
			"-n",
			"-s",
			"-O",
			"-R",
			"--csum",
			"--checksum",
			"--data",
			"--metadata",
			"--nodesize",
			"--features"
		],
		bare: [
			"-M",
			"--mixed",
			"-q"
		]
	},
	vfat: {
		valued: [
			"-r",
			"-s",
			"-f"
		],
		bare: ["-a"]
	}
};
/** Suboptions whose values name files or devices, or that the plan decides. */
const decided = /(?:^|,)(?:offset|root_owner|hash_seed|test_fs|device|logdev|rtdev|name|file|uuid|resize|external)\b/;
/** Size of a whole xfs. */
const wholeSize = /^-d .*\bsize=/;
const value = /^[\w=,^.:%+-]+$/;
/** Splits --mkfsoptions into words, as a shell would without any of its expansions. */
function splitWords$1(text) {
	return (text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) => word.replaceAll(/["']/g, ""));
}
/**
* Checks --mkfsoptions.
*
* @returns the words for the tool, an option and its value apart; none if there are errors, which go to `fail`
*/
function makeOptionsOf(line, fsType, fail) {
	if (line.mkfsOptions === void 0) return [];
	const where = `${line.name} ${line.mountPoint}: --mkfsoptions`;
	const table = fsType === void 0 ? void 0 : known$1[fsType];
	if (table === void 0) {
		fail("bad-value", `${where}: ${fsType ?? line.mountPoint} takes none`);
		return [];
	}
	const words = splitWords$1(line.mkfsOptions);
	const result = [];
	for (let word = words.shift(); word !== void 0; word = words.shift()) {
		const [, option = word, joined] = /^(--[\w-]+)=(.*)$/.exec(word) ?? /^(-\w)(.+)$/.exec(word) ?? [];
		const isValued = table.valued.includes(option);
		const text = isValued ? joined ?? words.shift() : void 0;
		if (!isValued && !table.bare.includes(word)) {
			fail("refused", `${where}: ${word} is not an option that changes the filesystem alone`, `those of ${fsType} are ${[...table.valued, ...table.bare].join(" ")}`);
			return [];
		}
		if (isValued && (text === void 0 || !value.test(text) || decided.test(text) || wholeSize.test(`${option} ${text}`))) {
			fail("refused", `${where}: ${option} ${text ?? ""} names a file, or what the plan decides`);
			return [];
		}
		result.push(...text === void 0 ? [word] : [option, text]);
	}
	return result;
}
/** Usage types of mke2fs(8) -T as they are in its own configuration: bytes of the filesystem for each inode. */
const profiles = {
	news: 4096,
	largefile: 2 ** 20,
	largefile4: 4 * 2 ** 20
};
/** @returns bytes of the filesystem for each inode; undefined without --fsprofile */
function inodeRatioOf(line, fsType, fail) {
	if (line.fsProfile === void 0) return void 0;
	const ratio = fsType?.startsWith("ext") ? profiles[line.fsProfile] : void 0;
	if (ratio === void 0) {
		const hint = `ext2, ext3 and ext4 have ${Object.keys(profiles).join(", ")}`;
		fail("bad-value", `${line.name} ${line.mountPoint}: --fsprofile=${line.fsProfile} is no profile of ${fsType ?? line.mountPoint}`, hint);
	}
	return ratio;
}
/** Checks --fsoptions: the fourth field of a line of fstab(5). */
function mountOptionsOf({ name, mountPoint, fsOptions }, fail) {
	if (fsOptions === void 0 || fsOptions === "") return void 0;
	if (/^[\x21-\x7e]+$/.test(fsOptions) && !fsOptions.includes("#")) return fsOptions;
	fail("bad-value", `${name} ${mountPoint}: --fsoptions="${fsOptions}" is no list of mount options`, "write them with commas and without blanks: noatime,nodev");
}

// src/appliance/disks/parts.ts
/**
* Validates the part lines together.
*
* @param seen the lines by their mount points, to which these are added
* @param diskOf finds the disk for a device; undefined: the first disk
* @param memoryMiB of the machine, for swap of a recommended size
*/
function validateParts(document, diskOf, memoryMiB, seen, report) {
	return commandsNamed(document, "part").flatMap((command) => {
		const fail = failAt(command.position, report);
		const written = document.written.get(command);
		const number = wantedNumberOf(command, written, failAt(written?.options["--onpart"] ?? command.position, report));
		const type = typeOf(command);
		const rule = typeRules[type];
		if (rule === void 0) {
			fail("not-supported-yet", `part ${command.mountPoint}: --fstype=${type} is not supported yet`, `the types are ${Object.keys(typeRules).join(", ")}`);
			return [];
		}
		const mountPoint = rule.kind === "filesystem" ? mountPointOf(command, fail) : void 0;
		if (rule.kind === "filesystem" && mountPoint === void 0) return [];
		if (mountPoint !== void 0 && !claim(mountPoint, command, seen, fail)) return [];
		const disk = diskOf(diskNamedBy(command));
		const sizeMiB = isRecommended(command) ? recommendedSize(command, rule, memoryMiB, disk.sizeBytes, fail) : command.onPart !== void 0 && command.sizeMiB === void 0 ? void 0 : checkSize(command, rule, fail);
		if (sizeMiB === void 0) return [];
		checkLabel(command, rule, type, fail);
		return [{
			kind: rule.kind,
			member: [
				"lvmpv",
				"raid",
				"btrfs"
			].includes(rule.kind) ? command.mountPoint : void 0,
			mountPoint,
			disk: disk.name,
			sizeMiB,
			grow: command.grow && !isRecommended(command),
			maxSizeMiB: command.maxSizeMiB,
			fsType: rule.fsType,
			efi: type === "efi",
			label: command.label,
			mountOptions: mountOptionsOf(command, fail),
			makeOptions: makeOptionsOf(command, rule.fsType, fail),
			inodeRatio: inodeRatioOf(command, rule.fsType, fail),
			encryption: encryptionOf(command, rule, fail),
			asPrimary: command.asPrimary,
			number,
			position: command.position
		}];
	});
}
/** Reports what lies on no filesystem, or on one that cannot hold it. */
function checkRoot(document, seen, position, report) {
	if (seen.get("/") === void 0) {
		const message = commandsNamed(document, "part").length === 0 ? "the kickstart has no part line" : "no part line is mounted on /";
		failAt(position, report)("no-root-part", message, "add a line such as: part / --fstype=ext4 --size=2048, or: autopart");
		return;
	}
	for (const place of [
		"/",
		"/boot",
		"/usr",
		"/var"
	]) {
		const command = seen.get(place);
		if (command !== void 0 && ["vfat", "efi"].includes(typeOf(command)) && place !== "/boot") failAt(command.position, report)("bad-filesystem", `${place} cannot lie on ${typeOf(command)}: it stores no owners and links`);
	}
}

// src/appliance/disks/arrays.ts
const levels = {
	raid0: 0,
	raid1: 1
};
/** /dev/md/NAME; mdadm(8) keeps them within 32 bytes. */
const namePattern$1 = /^[A-Za-z0-9][\w+.-]{0,31}$/;
/**
* Validates the raid lines together.
*
* @param taken the lines by the members that they have, to which these are added
* @param seen the lines by their mount points, to which these are added
*/
function readArrays(document, parts, taken, seen, report) {
	return commandsNamed(document, "raid").flatMap((line, index, lines) => {
		const fail = failAt(line.position, report);
		if (lines.findIndex(({ device }) => device === line.device) < index) fail("duplicate-array", `two arrays are named ${line.device}`);
		return arrayOf(line, parts, taken, seen, fail);
	});
}
function arrayOf(line, parts, taken, seen, fail) {
	const { members, chunkSizeKiB, position } = line;
	const name = line.device.replace(/^\/dev\/(?:md\/)?/, "");
	const level = levels[line.level ?? ""];
	if (!namePattern$1.test(name)) fail("bad-name", `raid --device=${line.device}: "${name}" cannot be the name of an array`);
	if (level === void 0) {
		fail("refused", `raid ${name}: ${line.level} needs its parity computed or its mirrors spread, and only levels 0 and 1 are written offline`, "write --level=1 or --level=0");
		return [];
	}
	for (const member of members) {
		if (parts.find((part) => part.member === member)?.kind !== "raid") fail("unknown-member", `raid ${name}: there is no "part ${member}"`);
		else if (taken.has(member)) fail("member-taken", `raid ${name}: ${member} belongs to ${taken.get(member)} already`);
		taken.set(member, name);
	}
	const type = typeOf(line);
	const rule = typeRules[type];
	const { fsType, kind } = rule ?? {};
	if (rule === void 0 || fsType === void 0 || type === "efi") {
		fail("refused", `raid ${name}: ${type} on an array is not laid out`, "use a filesystem, such as ext4 or xfs, or swap");
		return [];
	}
	const mountPoint = kind === "swap" ? void 0 : mountPointOf(line, fail);
	if (kind !== "swap" && (mountPoint === void 0 || !claim(mountPoint, line, seen, fail))) return [];
	checkLabel(line, rule, type, fail);
	return [{
		name,
		level,
		members,
		chunkKiB: chunkSizeKiB,
		format: {
			fsType,
			mountPoint,
			label: line.label,
			mountOptions: mountOptionsOf(line, fail),
			makeOptions: makeOptionsOf(line, fsType, fail),
			inodeRatio: inodeRatioOf(line, fsType, fail),
			encryption: encryptionOf(line, rule, fail)
		},
		position
	}];
}

// src/appliance/disks/btrfs.ts
/** The word of a line that mounts nothing. */
const unmounted = "none";
/**
* Validates the btrfs lines together: volumes, and the subvolumes that name one of them by its label.
*
* @param taken the lines by the members that they have, to which these are added
* @param seen the lines by their mount points, to which these are added
*/
function readBtrfs(document, parts, taken, seen, report) {
	const lines = commandsNamed(document, "btrfs");
	const [volumes, subvolumes] = [lines.filter((line) => !line.subvolume), lines.filter((line) => line.subvolume)];
	for (const line of subvolumes) if (!volumes.some((volume) => holds$1(volume, line))) failAt(line.position, report)("unknown-volume", `btrfs ${line.mountPoint}: no btrfs line makes the volume ${line.members[0]}`, "give that line --label=NAME, and write LABEL=NAME here");
	return volumes.flatMap((line) => {
		return volumeOf$1(line, subvolumes.filter((candidate) => holds$1(line, candidate)).flatMap((candidate) => subvolumeOf(candidate, seen, failAt(candidate.position, report))), parts, taken, seen, failAt(line.position, report));
	});
}
const holds$1 = ({ label }, { members: [parent = ""] }) => label !== void 0 && (parent === label || parent === `LABEL=${label}`);
function subvolumeOf(line, seen, fail) {
	const { subvolumeName: name = "", position } = line;
	if (line.mountPoint === unmounted) {
		fail("refused", `btrfs none --name=${name}: a subvolume that is mounted nowhere holds nothing`, "leave it out");
		return [];
	}
	const formatted = formattedOf(line);
	const mountPoint = mountPointOf(formatted, fail);
	if (mountPoint === void 0 || !claim(mountPoint, formatted, seen, fail)) return [];
	return [{
		name,
		mountPoint,
		position
	}];
}
function volumeOf$1(line, subvolumes, parts, taken, seen, fail) {
	const { members, position } = line;
	const [member = ""] = members;
	const part = parts.find((candidate) => candidate.member === member && candidate.kind === "btrfs");
	if (members.length > 1) fail("refused", `btrfs ${line.mountPoint}: a volume lies on one part here`, "name one part, such as btrfs.1");
	if (part === void 0) fail("unknown-member", `btrfs ${line.mountPoint}: there is no "part ${member}"`);
	else if (taken.has(member)) fail("member-taken", `btrfs ${line.mountPoint}: ${member} belongs to another line already`);
	for (const name of members) taken.set(name, line.label ?? line.mountPoint);
	const formatted = formattedOf(line);
	const mountPoint = line.mountPoint === unmounted ? void 0 : mountPointOf(formatted, fail);
	if (mountPoint !== void 0 && !claim(mountPoint, formatted, seen, fail)) return [];
	if (typeRules["btrfs"] !== void 0) checkLabel(formatted, typeRules["btrfs"], "btrfs", fail);
	return [{
		member,
		format: {
			fsType: "btrfs",
			mountPoint,
			label: line.label,
			mountOptions: void 0,
			inodeRatio: void 0,
			makeOptions: makeOptionsOf(formatted, "btrfs", fail),
			encryption: part?.encryption
		},
		subvolumes,
		position
	}];
}
const formattedOf = ({ mountPoint, label, mkfsOptions, position }) => ({
	name: "btrfs",
	mountPoint,
	fsType: "btrfs",
	label,
	mkfsOptions,
	position,
	fsOptions: void 0,
	fsProfile: void 0
});

// src/appliance/disks/volumes.ts
const defaultExtentKiB = 4096;
/** lvm(8), "VALID NAMES"; it keeps some for itself. */
const namePattern = /^(?!-)(?!\.{1,2}$)(?!snapshot|pvmove)(?!.*_(?:mlog|mimage|rimage|rmeta|tdata|tmeta|cdata|cmeta|vorigin))[\w+.-]{1,100}$/;
/**
* Validates the raid, btrfs, volgroup and logvol lines together.
*
* @param seen the lines by their mount points, to which these are added
*/
function readVolumes(document, parts, seen, memoryMiB, report) {
	const taken = /* @__PURE__ */ new Map();
	const arrays = readArrays(document, parts, taken, seen, report);
	const btrfs = readBtrfs(document, parts, taken, seen, report);
	const groups = commandsNamed(document, "volgroup").flatMap((line, index, lines) => {
		const fail = failAt(line.position, report);
		if (lines.findIndex(({ volumeGroup }) => volumeGroup === line.volumeGroup) < index) {
			fail("duplicate-volume-group", `two volume groups are named ${line.volumeGroup}`);
			return [];
		}
		return groupOf(line, parts, taken, fail);
	});
	for (const { member, position } of parts) if (member !== void 0 && !taken.has(member)) failAt(position, report)("unused-member", `part ${member}: no volgroup, raid or btrfs line has it`, `write: ${/^(?:raid|btrfs)(?=\.)/.exec(member)?.[0] ?? "volgroup NAME"} … ${member}`);
	const names = /* @__PURE__ */ new Set();
	return {
		volumeGroups: groups,
		logicalVolumes: commandsNamed(document, "logvol").flatMap((line) => {
			const fail = failAt(line.position, report);
			const name = `${line.volumeGroup}/${line.volume}`;
			if (names.has(name)) fail("duplicate-volume", `two logical volumes are named ${name}`);
			names.add(name);
			return volumeOf(line, groups, seen, memoryMiB, fail);
		}),
		arrays,
		btrfs
	};
}
function groupOf(line, parts, taken, fail) {
	const { volumeGroup: name, members, peSizeKiB = defaultExtentKiB, position } = line;
	if (!namePattern.test(name)) fail("bad-name", `"${name}" cannot be the name of a volume group`, "use letters, digits and . _ + -");
	for (const member of members) {
		if (!parts.some((part) => part.member === member && part.kind === "lvmpv")) fail("unknown-member", `volgroup ${name}: there is no "part ${member}"`);
		else if (taken.has(member)) fail("member-taken", `volgroup ${name}: ${member} belongs to ${taken.get(member)} already`);
		taken.set(member, name);
	}
	if (peSizeKiB < 1024 || (peSizeKiB & peSizeKiB - 1) !== 0) {
		fail("bad-size", `volgroup ${name}: --pesize=${peSizeKiB} is no power of two of at least 1024 KiB`);
		return [];
	}
	return [{
		name,
		physicalVolumes: members,
		extentMiB: peSizeKiB / 1024,
		reservedMiB: line.reservedSpaceMiB ?? 0,
		reservedPercent: line.reservedPercent ?? 0,
		position
	}];
}
function volumeOf(line, groups, seen, memoryMiB, fail) {
	const { volume: name, volumeGroup: group, percent, grow, maxSizeMiB, position } = line;
	if (!namePattern.test(name)) fail("bad-name", `"${name}" cannot be the name of a logical volume`, "use letters, digits and . _ + -");
	if (!groups.some((candidate) => candidate.name === group)) fail("unknown-volume-group", `logvol ${name}: no volgroup line is named ${group}`);
	const type = typeOf(line);
	const rule = typeRules[type];
	const { fsType, kind } = rule ?? {};
	if (rule === void 0 || fsType === void 0 || type === "efi") {
		fail("bad-filesystem", `logvol ${name}: --fstype=${type} cannot lie on a logical volume`, "use ext4, xfs, btrfs or swap");
		return [];
	}
	const mountPoint = kind === "swap" ? void 0 : mountPointOf(line, fail);
	if (kind !== "swap" && (mountPoint === void 0 || !claim(mountPoint, line, seen, fail))) return [];
	const sizeMiB = isRecommended(line) ? recommendedSize(line, rule, memoryMiB, void 0, fail) : percent === void 0 || percent === 0 ? checkSize(line, rule, fail) : 0;
	if (sizeMiB === void 0) return [];
	checkLabel(line, rule, type, fail);
	const format = {
		fsType,
		mountPoint,
		label: line.label,
		mountOptions: mountOptionsOf(line, fail),
		makeOptions: makeOptionsOf(line, fsType, fail),
		inodeRatio: inodeRatioOf(line, fsType, fail),
		encryption: encryptionOf(line, rule, fail)
	};
	return [{
		name,
		group,
		sizeMiB,
		percent: percent || void 0,
		grow,
		maxSizeMiB,
		format,
		position
	}];
}

// src/appliance/disks/storage.ts
/**
* Validates all lines that lay out disks, those that autopart and reqpart stand for among them.
*
* @param named the disks in the order of their devices; at least one
*/
function readStorage(document, named, machine, report) {
	const { arch, bootLoader, memoryMiB } = machine;
	const disks = bootDiskFirst(document, named, report);
	const firstNamed = named[0] ?? {
		name: "",
		device: "",
		sizeBytes: void 0,
		table: "gpt",
		use: "system"
	};
	const [bootDisk = firstNamed, ...otherDisks] = disks;
	const whole = expandAutomatic(document, {
		...machine,
		disks: [bootDisk, ...otherDisks]
	}, report);
	const start = {
		file: document.file,
		line: 1,
		column: 1
	};
	const seen = /* @__PURE__ */ new Map();
	const diskOf = (device) => named.find((disk) => disk.device === device) ?? firstNamed;
	const parts = validateParts(whole, diskOf, memoryMiB, seen, report);
	const storage = readVolumes(whole, parts, seen, memoryMiB, report);
	checkRoot(whole, seen, start, report);
	checkBootLoader(document, {
		arch,
		bootLoader,
		disks,
		parts,
		storage
	}, report);
	checkArchitecture(arch, parts, report);
	return {
		disks,
		parts,
		storage
	};
}

// src/appliance/network/addresses.ts
const ipv4Part = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ipv4Pattern = new RegExp(`^${ipv4Part}(?:\\.${ipv4Part}){3}$`);
/** Four decimal numbers without leading zeros, which some programs would read as octal. */
const isIPv4 = (text) => ipv4Pattern.test(text);
/** RFC 4291 §2.2, without a scope such as `%eth0`: the device is that of the line. */
function isIPv6(text) {
	const [left = "", right, ...more] = text.split("::");
	if (more.length > 0) return false;
	const groups = [left, right ?? ""].flatMap((side) => side === "" ? [] : side.split(":"));
	const last = groups.at(-1) ?? "";
	const endsInIPv4 = isIPv4(last) && text.endsWith(last);
	const hex = endsInIPv4 ? groups.slice(0, -1) : groups;
	const count = hex.length + (endsInIPv4 ? 2 : 0);
	return hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (right === void 0 ? count === 8 : count < 8);
}
const ipv4Number = (address) => address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
/** @returns prefix length of a netmask such as 255.255.255.0; undefined if it is none */
function prefixOf(netmask) {
	if (!isIPv4(netmask)) return void 0;
	const bits = ipv4Number(netmask).toString(2).padStart(32, "0");
	return /^1+0*$/.test(bits) ? bits.lastIndexOf("1") + 1 : void 0;
}
/** Whether two IPv4 addresses lie in the same network. */
function sameNetwork(one, other, prefix) {
	const size = 2 ** (32 - prefix);
	return Math.floor(ipv4Number(one) / size) === Math.floor(ipv4Number(other) / size);
}
/** What --ipv6 takes for a prefix length if none is given, as anaconda does. */
const defaultIpv6Prefix = 64;
/** `2001:db8::1` or `2001:db8::1/64`; undefined if it is neither. */
function ipv6AddressOf(text) {
	const [address = "", prefix = String(defaultIpv6Prefix), ...more] = text.split("/");
	if (!isIPv6(address) || more.length > 0) return void 0;
	if (!/^\d{1,3}$/.test(prefix) || Number(prefix) < 1 || Number(prefix) > 128) return void 0;
	return {
		address,
		prefix: Number(prefix)
	};
}

// src/appliance/network/controller-options.ts
const number = (least, most) => ({
	least,
	most
});
const milliseconds = number(0, 36e5);
const flag = number(0, 1);
const name = /^[A-Za-z0-9_.-]{1,15}$/;
/** Parameters of the kernel's bonding driver (Documentation/networking/bonding.rst). */
const bondRules = {
	mode: { words: [
		"balance-rr",
		"active-backup",
		"balance-xor",
		"broadcast",
		"802.3ad",
		"balance-tlb",
		"balance-alb"
	] },
	miimon: milliseconds,
	updelay: milliseconds,
	downdelay: milliseconds,
	use_carrier: flag,
	primary: { pattern: name },
	active_slave: { pattern: name },
	primary_reselect: { words: [
		"always",
		"better",
		"failure"
	] },
	fail_over_mac: { words: [
		"none",
		"active",
		"follow"
	] },
	lacp_rate: { words: ["slow", "fast"] },
	ad_select: { words: [
		"stable",
		"bandwidth",
		"count"
	] },
	ad_actor_system: { pattern: /^[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}$/ },
	ad_actor_sys_prio: number(1, 65535),
	ad_user_port_key: number(0, 1023),
	xmit_hash_policy: { words: [
		"layer2",
		"layer3+4",
		"layer2+3",
		"encap2+3",
		"encap3+4",
		"vlan+srcmac"
	] },
	arp_interval: milliseconds,
	arp_ip_target: { pattern: /^\d+(?:\.\d+){3}(?:,\d+(?:\.\d+){3}){0,15}$/ },
	arp_validate: { words: [
		"none",
		"active",
		"backup",
		"all",
		"filter",
		"filter_active",
		"filter_backup"
	] },
	arp_all_targets: { words: ["any", "all"] },
	num_grat_arp: number(0, 255),
	num_unsol_na: number(0, 255),
	resend_igmp: number(0, 255),
	packets_per_slave: number(0, 65535),
	all_slaves_active: flag,
	min_links: number(0, 255),
	lp_interval: number(1, 2147483647),
	tlb_dynamic_lb: flag
};
/** Options of `--bridgeopts` in the kickstart documentation, named as in NetworkManager; times in seconds. */
const bridgeRules = {
	stp: { words: ["no", "yes"] },
	priority: number(0, 65535),
	"forward-delay": number(2, 30),
	"hello-time": number(1, 10),
	"max-age": number(6, 40),
	"ageing-time": number(0, 1e6)
};
const sameAs = {
	true: "yes",
	on: "yes",
	false: "no",
	off: "no"
};
/**
* One `name=value` in the words of the rules: numbers that stand for words are replaced.
*
* @returns what is wrong with it as a string
*/
function readControllerOption(text, rules) {
	const [, key = "", value = ""] = /^([^=]+)=(.+)$/.exec(text) ?? [];
	if (key === "") return `"${text}" is not NAME=VALUE`;
	const rule = Object.hasOwn(rules, key) ? rules[key] : void 0;
	if (rule === void 0) return `"${key}" is none of ${Object.keys(rules).join(", ")}`;
	const { words, pattern, least = 0, most = Number.MAX_SAFE_INTEGER } = rule;
	if (words !== void 0) {
		const word = (/^\d+$/.test(value) ? words[Number(value)] : void 0) ?? sameAs[value] ?? value;
		return words.includes(word) ? {
			name: key,
			value: word
		} : `${key}: "${value}" is none of ${words.join(", ")}`;
	}
	if (pattern !== void 0) return pattern.test(value) ? {
		name: key,
		value
	} : `"${value}" can't be the value of ${key}`;
	return /^\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most ? {
		name: key,
		value
	} : `${key}: "${value}" is not from ${least} to ${most}`;
}
/** Options that can be used; the others have been reported where the line was checked. */
function controllerOptions(texts, rules) {
	return Object.fromEntries(texts.flatMap((text) => {
		const option = readControllerOption(text, rules);
		return typeof option === "string" ? [] : [[option.name, option.value]];
	}));
}
/** A bond that watches its ports in no way never notices a dead one: NetworkManager looks every 100 ms then. */
function watchedBond(options) {
	return "miimon" in options || "arp_interval" in options ? options : {
		...options,
		miimon: "100"
	};
}

// src/appliance/network/device-names.ts
/** Devices that the installer picks on the live machine. */
const pickedByInstaller = /* @__PURE__ */ new Set([
	"link",
	"bootif",
	"ibft"
]);
const macAddress = /^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i;
/**
* Narrower than the kernel's own rule (15 bytes, no slash, colon or blank), as names go into patterns and file names;
* systemd takes no name of digits alone.
*/
const interfaceName = /^(?!\d+$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}$/;
const isInterfaceName = (text) => interfaceName.test(text);
/** @returns undefined for what is neither a name, a MAC address nor a word such as `link` */
function deviceMatch(device) {
	if (device === void 0 || device === "" || pickedByInstaller.has(device)) return { by: "any" };
	if (macAddress.test(device)) return {
		by: "mac",
		mac: device.toLowerCase().replaceAll("-", ":")
	};
	return isInterfaceName(device) ? {
		by: "name",
		name: device
	} : void 0;
}
function connectionId(match) {
	if (match.by === "any") return "wired";
	return match.by === "name" ? match.name : `mac-${match.mac.replaceAll(":", "")}`;
}
/** anaconda's default name of a vlan: `eth0.171`. */
const vlanName = (parent, tag) => `${parent}.${tag}`;

// src/appliance/network/ethtool.ts
/** Features that NetworkManager, systemd.link(5) and ifupdown all know, by ethtool's short names. */
const features = /* @__PURE__ */ new Set([
	"rx",
	"tx",
	"sg",
	"tso",
	"gso",
	"gro",
	"lro"
]);
const switches = {
	on: true,
	off: false
};
/** Reads one `name value` of ethtool(8) into the settings; false if it is not understood. */
function readPair(name, value, feature, settings) {
	const state = Object.hasOwn(switches, value) ? switches[value] : void 0;
	if (feature) {
		if (!features.has(name) || state === void 0) return false;
		settings.features[name] = state;
	} else if (name === "autoneg" && state !== void 0) settings.autoNegotiate = state;
	else if (name === "speed" && /^[1-9]\d{0,5}$/.test(value)) settings.speed = Number(value);
	else if (name === "duplex" && (value === "half" || value === "full")) settings.duplex = value;
	else return false;
	return true;
}
/**
* `autoneg off speed 1000 duplex full`, or the same after `-s DEVICE`, or `-K DEVICE gro off`; several parted by `;`.
*
* @returns what is not understood, as a string
*/
function readEthtool(text, device) {
	const settings = {
		autoNegotiate: void 0,
		speed: void 0,
		duplex: void 0,
		features: {}
	};
	for (const part of text.split(";")) {
		const words = part.split(/\s+/).filter((word) => word !== "");
		const feature = words[0] === "-K" || words[0] === "--features" || words[0] === "--offload";
		if (feature || words[0] === "-s" || words[0] === "--change") {
			words.shift();
			if (words.length % 2 === 1 && words[0] === device) words.shift();
		}
		for (let index = 0; index < words.length; index += 2) {
			const [name = "", value = ""] = words.slice(index, index + 2);
			if (!readPair(name, value, feature, settings)) return `${name} ${value}`.trim();
		}
	}
	if (settings.speed === void 0 !== (settings.duplex === void 0)) return "speed without duplex";
	return settings;
}

// src/appliance/network/line.ts
const noAddresses = {
	method: "disabled",
	static: void 0,
	search: [],
	ignoreAutoDns: false
};
const off = {
	ipv4: {
		...noAddresses,
		dhcpClass: void 0
	},
	ipv6: noAddresses,
	neverDefault: false,
	nameservers: []
};
/** A device that is up and has no addresses: a port, or what a vlan runs on. */
function plainConnection(name, position) {
	return {
		id: name,
		kind: "ethernet",
		match: {
			by: "name",
			name
		},
		controller: void 0,
		ports: [],
		options: {},
		vlan: void 0,
		onBoot: true,
		mtu: void 0,
		ethtool: void 0,
		...off,
		position
	};
}
/**
* The connections of one line: a vlan over a bond makes both, and then the addresses are those of the vlan. Values that
* are wrong, which the check of the line reports, count as not given.
*/
function connectionsOf(line) {
	const { device, bondSlaves, bridgeSlaves, vlanId, position } = line;
	const match = deviceMatch(device) ?? { by: "any" };
	const ethtool = line.ethtool ? readEthtool(line.ethtool, device) : void 0;
	const base = {
		...plainConnection("", position),
		id: connectionId(match),
		match,
		onBoot: line.onBoot,
		mtu: line.mtu ? Number(line.mtu) : void 0,
		ethtool: typeof ethtool === "string" ? void 0 : ethtool
	};
	const addressed = {
		ipv4: ipv4Of(line),
		ipv6: ipv6Of(line),
		...routesAndNames(line)
	};
	const lower = bondSlaves.length > 0 ? {
		...base,
		kind: "bond",
		ports: bondSlaves,
		options: watchedBond(controllerOptions(line.bondOpts, bondRules))
	} : bridgeSlaves.length > 0 ? {
		...base,
		kind: "bridge",
		ports: bridgeSlaves,
		options: controllerOptions(line.bridgeOpts, bridgeRules)
	} : base;
	if (!vlanId || match.by !== "name") return [{
		...lower,
		...addressed
	}];
	const name = line.interfaceName || vlanName(match.name, vlanId);
	const vlan = {
		...base,
		...addressed,
		id: name,
		kind: "vlan",
		match: {
			by: "name",
			name
		},
		vlan: {
			parent: match.name,
			tag: Number(vlanId)
		},
		ethtool: void 0
	};
	return lower.kind === "ethernet" ? [vlan] : [lower, vlan];
}
function ipv4Of(line) {
	const { ip, netmask, gateway, noIpv4, noDefaultRoute, bootProto } = line;
	const common = {
		search: line.ipv4DnsSearch,
		ignoreAutoDns: line.ipv4IgnoreAutoDns || line.noDns,
		dhcpClass: void 0,
		static: void 0
	};
	if (noIpv4) return {
		...common,
		method: "disabled"
	};
	if (bootProto !== "static") return {
		...common,
		method: "auto",
		dhcpClass: line.dhcpClass || void 0
	};
	const prefix = prefixOf(netmask ?? "");
	if (!ip || prefix === void 0) return {
		...common,
		method: "disabled"
	};
	const reached = noDefaultRoute ? void 0 : gateway || void 0;
	return {
		...common,
		method: "manual",
		static: {
			address: ip,
			prefix,
			gateway: reached
		}
	};
}
function ipv6Of(line) {
	const { ipv6, ipv6Gateway, noIpv6, noDefaultRoute } = line;
	const common = {
		search: line.ipv6DnsSearch,
		ignoreAutoDns: line.ipv6IgnoreAutoDns || line.noDns,
		static: void 0
	};
	if (noIpv6) return {
		...common,
		method: "disabled"
	};
	const address = ipv6AddressOf(ipv6 ?? "");
	if (address === void 0) return {
		...common,
		method: ipv6 === "dhcp" ? "dhcp" : "auto"
	};
	const gateway = noDefaultRoute ? void 0 : ipv6Gateway || void 0;
	return {
		...common,
		method: "manual",
		static: {
			...address,
			gateway
		}
	};
}
const routesAndNames = ({ noDefaultRoute, nameservers }) => ({
	neverDefault: noDefaultRoute,
	nameservers
});

// src/appliance/network/unused-options.ts
const notStatic = (line) => line.bootProto !== "static";
const noStaticIpv6 = ({ ipv6 }) => ipv6AddressOf(ipv6 ?? "") === void 0;
const needsStatic = {
	unused: notStatic,
	why: "only --bootproto=static uses it",
	hint: "add --bootproto=static"
};
/** Options that are legal together, and of which one has no effect; anaconda drops them without a word. */
const unusedOptions = [
	...[
		"--ip",
		"--netmask",
		"--gateway"
	].flatMap((option) => [{
		option,
		...needsStatic
	}, {
		option,
		unused: (line) => line.noIpv4 && !notStatic(line),
		why: "--noipv4 turns IPv4 off"
	}]),
	{
		option: "--dhcpclass",
		unused: (line) => !notStatic(line) || line.noIpv4,
		why: "no DHCP is used for IPv4"
	},
	{
		option: "--ipv6",
		unused: ({ noIpv6 }) => noIpv6,
		why: "--noipv6 turns IPv6 off"
	},
	{
		option: "--ipv6gateway",
		unused: ({ noIpv6 }) => noIpv6,
		why: "--noipv6 turns IPv6 off"
	},
	{
		option: "--ipv6gateway",
		unused: (line) => !line.noIpv6 && noStaticIpv6(line),
		why: "router advertisements tell the gateway unless --ipv6 is an address"
	},
	{
		option: "--interfacename",
		unused: ({ vlanId }) => !vlanId,
		why: "only a vlan is named so",
		hint: "add --vlanid"
	}
];
/** What one network line says in vain. */
function unusedOptionsOf(line, written) {
	return [...unusedOptions.filter(({ option, unused }) => written?.options[option] !== void 0 && unused(line)).map(({ option, why, hint }) => ({
		code: "option-unused",
		message: `${option} has no effect: ${why}`,
		position: written?.options[option] ?? line.position,
		hint
	})), ...farGateway(line, written)];
}
function farGateway(line, written) {
	const { ip, netmask, gateway } = line;
	const prefix = prefixOf(netmask ?? "");
	if (notStatic(line) || line.noIpv4 || !ip || !gateway || prefix === void 0) return [];
	if (sameNetwork(ip, gateway, prefix)) return [];
	return [{
		code: "gateway-out-of-reach",
		message: `the gateway ${gateway} is not in the network of ${ip}/${prefix}`,
		position: written?.options["--gateway"] ?? line.position,
		hint: "most network services refuse a gateway that no address of the device reaches"
	}];
}

// src/appliance/network/connections.ts
/** Options that give a device addresses of its own. */
const addressing = [
	"--bootproto",
	"--ip",
	"--ipv6"
];
/**
* Joins the network lines: of several for one device the last counts, ports and parents of vlans get connections too.
* Values that are wrong have been reported line by line; here is reported what lines say together.
*/
function readNetworks(document, report) {
	const lines = commandsNamed(document, "network");
	const found = /* @__PURE__ */ new Map();
	const written = /* @__PURE__ */ new Map();
	const warnings = [];
	const at = (line, option) => (line && document.written.get(line)?.options[option]) ?? line?.position;
	const add = (connection, line) => {
		const before = found.get(connection.id);
		if (before !== void 0) {
			const message = `a later network line for ${describe(connection)} replaces this one`;
			warnings.push({
				code: "overridden",
				message,
				position: before.position
			});
		}
		found.delete(connection.id);
		found.set(connection.id, connection);
		written.set(connection.id, line);
	};
	for (const line of lines) {
		warnings.push(...unusedOptionsOf(line, document.written.get(line)));
		if (line.configuresDevice) for (const connection of connectionsOf(line)) add(connection, line);
	}
	const controllers = [...found.values()].filter(({ ports }) => ports.length > 0);
	for (const controller of controllers) {
		const { id, kind, ports, onBoot, position } = controller;
		for (const name of ports) {
			const own = found.get(name) ?? {
				...plainConnection(name, position),
				onBoot
			};
			const option = at(written.get(id), kind === "bond" ? "--bondslaves" : "--bridgeslaves");
			if (own.controller !== void 0 && own.controller !== id) {
				report(conflict(`${name} is a port of ${own.controller} already`, option));
				continue;
			}
			warnings.push(...addressesOfPort(name, id, document, written.get(name)));
			found.set(name, asPort(own, id));
		}
	}
	for (const { id, vlan, position } of [...found.values()]) {
		if (vlan === void 0 || found.has(vlan.parent)) continue;
		found.set(vlan.parent, {
			...plainConnection(vlan.parent, position),
			onBoot: found.get(id)?.onBoot ?? true
		});
	}
	for (const { id } of controllers) if (isOwnPort(id, found)) report(conflict(`${id} is a port of its own ports`, at(written.get(id), "--device")));
	return {
		connections: [...found.values()],
		warnings
	};
}
/** How many network cards the machine needs: controllers and vlans are made of others. */
function countCards(connections) {
	return connections.filter(({ kind }) => kind === "ethernet").length;
}
const describe = ({ id, match }) => match.by === "any" ? "any device" : id;
const conflict = (message, position) => new ApplianceError({
	kind: "input",
	code: "conflicting-lines",
	message,
	position
});
/** A port keeps its cable settings; addresses belong to its controller. */
function asPort(connection, controller) {
	const { ipv4, ipv6, neverDefault, nameservers } = plainConnection(connection.id, connection.position);
	return {
		...connection,
		controller,
		ipv4,
		ipv6,
		neverDefault,
		nameservers
	};
}
function addressesOfPort(name, controller, document, line) {
	const options = line === void 0 ? void 0 : document.written.get(line)?.options;
	const given = addressing.find((option) => options?.[option] !== void 0);
	if (given === void 0) return [];
	return [{
		code: "option-unused",
		message: `${given} has no effect: ${name} is a port of ${controller}, which has the addresses`,
		position: options?.[given]
	}];
}
function isOwnPort(id, found) {
	const seen = /* @__PURE__ */ new Set();
	for (let up = found.get(id)?.controller; up !== void 0 && !seen.has(up); up = found.get(up)?.controller) {
		if (up === id) return true;
		seen.add(up);
	}
	return false;
}

// src/appliance/account-numbers.ts
/**
* Reports numbers that two lines give to different users or to different groups, which useradd(8) and groupadd(8) would
* refuse in the middle of a build. A user's --gid is no claim: it joins the group that has the number.
*/
function checkAccountNumbers(document, report) {
	const first = /* @__PURE__ */ new Map();
	for (const claim of claimsOf(document)) {
		const key = `${claim.kind} ${claim.id}`;
		const earlier = first.get(key);
		if (earlier === void 0) first.set(key, claim);
		else if (earlier.name !== claim.name) report(clash(earlier, claim));
	}
}
function claimsOf(document) {
	const at = (command, option) => document.written.get(command)?.options[option] ?? command.position;
	const groups = commandsNamed(document, "group").flatMap((command) => command.gid === void 0 ? [] : [{
		kind: "group",
		name: command.group,
		id: command.gid,
		position: at(command, "--gid")
	}]);
	const users = commandsNamed(document, "user").flatMap((command) => [...command.groups.flatMap((text) => {
		const [, name, gid] = /^(.+)\((\d+)\)$/.exec(text) ?? [];
		return name === void 0 ? [] : [{
			kind: "group",
			name,
			id: Number(gid),
			position: at(command, "--groups")
		}];
	}), ...command.uid === void 0 ? [] : [{
		kind: "user",
		name: command.user,
		id: command.uid,
		position: at(command, "--uid")
	}]]);
	return [...groups, ...users];
}
function clash(earlier, { kind, name, id, position }) {
	return new ApplianceError({
		kind: "input",
		code: "duplicate-id",
		message: `the ${kind} ${name} cannot have the number ${id}: the ${kind} ${earlier.name} has it, ${formatPosition(earlier.position)}`,
		position,
		hint: "give it another number, or leave the number out"
	});
}

// src/appliance/firewall/check.ts
/**
* Reports services whose ports nobody here knows. A guest with firewalld has files of its own that say them, so there it
* is left to firewalld, which RPM distributions have anyway.
*/
function checkFirewallServices(document, backend, report) {
	if (backend === "dnf") return;
	if (document.packages.included.some(({ name }) => /^firewalld(?:[=/]|$)/.test(name))) return;
	for (const command of commandsNamed(document, "firewall")) for (const [option, names] of [["--service", command.services], ["--remove-service", command.removeServices]]) for (const name of names.filter((service) => !Object.hasOwn(firewallServices, service))) {
		const near = closest(name, Object.keys(firewallServices));
		report(new ApplianceError({
			kind: "input",
			code: "unknown-firewall-service",
			message: `the ports of the firewall service ${name} are not known`,
			position: document.written.get(command)?.options[option] ?? command.position,
			hint: `${near === void 0 ? "" : `did you mean ${near}? Else `}write its ports, --port=8080:tcp, or add firewalld to %packages`
		}));
	}
}

// src/appliance/packages/rpm.ts
/**
* What dnf can look up (dnf(8), "Specifying Packages", "Specifying Provides", "Specifying File Provides"): names with an
* epoch, version, release or architecture, patterns, paths, and capabilities such as `perl(Foo::Bar)`.
*/
const specPattern = /^(?:\/[^\s"'`;|&<>$\\]+|[A-Za-z0-9_*?[{][A-Za-z0-9_.+:~^*?[\]{},!()/\\-]*)(?: *(?:=|[<>]=?) *\S+)?$/;
const groupPattern$1 = /^[\p{L}\p{N}_][^@"`;|$\\\p{Cc}]*$/u;
/** dnf(8), "Specifying Modules": `NAME:STREAM/PROFILE`; a version and a context may follow the stream. */
const modulePattern$1 = /^@([A-Za-z0-9_.+-]+)(?::([A-Za-z0-9_.+:-]+))?(?:\/([A-Za-z0-9_.+-]+))?$/;
/** @returns undefined for what is no `@module:stream/profile`, with at least one of stream and profile */
function moduleOf(entry) {
	const [, name, stream, profile] = modulePattern$1.exec(entry) ?? [];
	return name === void 0 || stream === void 0 && profile === void 0 ? void 0 : {
		name,
		stream,
		profile
	};
}
/** Reports the lines that dnf can make nothing of. */
function checkRpmEntries(document, report) {
	const { included, excluded } = document.packages;
	for (const entry of included) checkEntry(entry, report);
	for (const entry of excluded) if (moduleOf(entry.name) === void 0) checkEntry(entry, report);
	else {
		const message = `-${entry.name} is refused: a module that nothing enables cannot be excluded`;
		report(inputError$2("refused", message, entry.position, "write \"module --name=NAME --disable\""));
	}
	checkStreams(document, report);
}
function checkEntry({ name, position, members }, report) {
	if (moduleOf(name) !== void 0) {
		const message = `${name}: a module has profiles and no optional packages`;
		if (members !== void 0) report(inputError$2("refused", message, position, "write @NAME:STREAM/PROFILE"));
	} else if (name.startsWith("@")) {
		const group = name.replace(/^@\^?/, "");
		const what = name.startsWith("@^") ? "an environment" : "a group of packages";
		if (!groupPattern$1.test(group)) report(inputError$2("bad-package-name", `"${name}" cannot be ${what}`, position));
	} else if (!specPattern.test(name)) report(inputError$2("bad-package-name", `"${name}" cannot be the name of an RPM package`, position));
}
/** Of one module one stream at most can be enabled (dnf(8), "Module Command"). */
function checkStreams(document, report) {
	const asked = [...commandsNamed(document, "module").map(({ module: name, stream, enable, position }) => ({
		name,
		state: enable ? stream : "disabled",
		position
	})), ...document.packages.included.flatMap(({ name: entry, position }) => {
		const module = moduleOf(entry);
		return module === void 0 ? [] : [{
			name: module.name,
			state: module.stream,
			position
		}];
	})];
	const first = /* @__PURE__ */ new Map();
	for (const one of asked) {
		if (one.state === void 0) continue;
		const other = first.get(one.name);
		if (other === void 0) first.set(one.name, one);
		else if (other.state !== one.state) {
			const message = `the module ${one.name} cannot be both ${other.state} (${formatPosition(other.position)}) and ${one.state}`;
			report(inputError$2("conflicting-options", message, one.position, "of one module only one stream is enabled"));
		}
	}
}

// src/appliance/packages/packages.ts
/** Options of the %packages header that a backend cannot honour; docs/kickstart-support.md lists them. */
const refusedHeaderOptions = {
	apt: debianHeaderRefusals,
	dnf: {}
};
const entryChecks = {
	apt: checkDebianEntries,
	dnf: checkRpmEntries
};
/** A locale's name (setlocale(3)); it must not reach out of the folder of locales. */
const languagePattern = /^[A-Za-z]+(?:_[A-Za-z0-9]+)?(?:\.[A-Za-z0-9-]+)?(?:@[A-Za-z0-9]+)?$/;
const mostRetries = 100;
const longestTimeoutSeconds = 3600;
/** Reports what %packages asks for and an appliance of that backend cannot have. */
function checkPackages(document, backend, report) {
	if (document.packages.flags !== void 0) checkHeader(document.packages.flags, backend, report);
	entryChecks[backend](document, report);
}
function checkHeader(flags, backend, report) {
	const { options, instLangs, retries, timeoutSeconds } = flags;
	for (const [option, { reason, hint = "remove the option" }] of Object.entries(refusedHeaderOptions[backend])) {
		const position = options[option];
		const message = `%packages ${option} is refused: ${reason}`;
		if (position !== void 0) report(inputError$2("refused", message, position, hint));
	}
	const bad = (instLangs ?? "").split(":").find((language) => language !== "" && !languagePattern.test(language));
	if (bad !== void 0) {
		const position = options["--inst-langs"] ?? options["--instLangs"];
		report(inputError$2("bad-value", `--inst-langs: "${bad}" is not a language such as de or pt_BR`, position, "separate languages with colons: --inst-langs=de:pt_BR"));
	}
	for (const [option, value, least, most] of [[
		"--retries",
		retries,
		0,
		mostRetries
	], [
		"--timeout",
		timeoutSeconds,
		1,
		longestTimeoutSeconds
	]]) {
		if (value === void 0 || value >= least && value <= most) continue;
		report(inputError$2("bad-value", `${option}: ${value} is not from ${least} to ${most}`, options[option]));
	}
}

// src/appliance/support/means.ts
const noEffect = (why) => ({
	is: "no-effect",
	why
});
const refused = (reason, hint) => ({
	is: "refused",
	reason,
	...hint === void 0 ? {} : { hint }
});
/** The same refusal for several options. */
const each = (options, refusal) => Object.fromEntries(options.map((option) => [option, refusal]));

// src/appliance/support/installer.ts
/** Commands that steer the installer's own run. */
const installerSupport = {
	autostep: noEffect("steps through the pages of the installer"),
	driverdisk: noEffect("drivers for the machine that runs the installer"),
	eula: noEffect("the licence was agreed to by whoever builds"),
	install: noEffect("the mode of the installer"),
	logging: noEffect("the log of the installer"),
	mediacheck: noEffect("tests the medium of the installer"),
	rdp: noEffect("shows the installer over the network"),
	reboot: noEffect("what the installer does at its end"),
	sshpw: noEffect("accounts of the installer itself"),
	text: noEffect("how the installer shows itself"),
	updates: noEffect("updates of the installer itself"),
	vnc: noEffect("shows the installer over the network"),
	rescue: refused("it starts a rescue system and installs nothing", "remove the line")
};

// src/appliance/support/network.ts
/** The network and what guards it. */
const networkSupport = {
	network: {
		is: "honoured",
		effect: "Host name; Ethernet devices, bonds, bridges and vlans by NetworkManager, ifupdown or systemd-networkd, the first of these that the guest has. A device may be a name, a MAC address, or `link` (also `bootif`, or none): then every wired device that no other line names. DHCP or static addresses of IPv4 and IPv6, name servers, search domains, routes, MTU; `--noipv6` on all devices also by sysctl. `--nodns` leaves the name servers of DHCP alone, those of `--nameserver` stay. `--bindto=mac` needs a MAC address as device; `--ethtool` knows autoneg, speed and duplex, and `-K` with rx, tx, sg, tso, gso, gro, lro. The descriptor has one interface for each network card that the lines need.",
		debian: "systemd-networkd with systemd-resolved, unless network-manager or ifupdown is among the packages; what ifupdown needs (a DHCP client, ifenslave, bridge-utils, ethtool) is added. A static address stands in `/etc/hosts` with the name, in place of 127.0.1.1.",
		rpm: "NetworkManager keyfiles where NetworkManager is installed, else systemd-networkd; NetworkManager is added unless systemd-networkd is among the packages. A static address stands in `/etc/hosts` with the name.",
		withoutEffect: [
			"--activate",
			"--no-activate",
			"--notksdevice"
		],
		refused: {
			...each(["--teamslaves", "--teamconfig"], {
				reason: "systemd-networkd and ifupdown make no teams, and RHEL 10 has none either",
				hint: "write --bondslaves and --bondopts"
			}),
			...each([
				"--essid",
				"--wepkey",
				"--wpakey"
			], { reason: "a virtual machine has no wireless devices" })
		}
	},
	firewall: {
		is: "honoured",
		effect: "IPv4 and IPv6 alike; ssh stays open unless `--remove-service=ssh` closes it; `--use-system-defaults` changes nothing; `--disabled` disables whatever firewall is installed. ICMP, ICMPv6 and answers of DHCP stay open, of DHCPv6 unless `--remove-service=dhcpv6-client`.",
		debian: "firewalld if it is among the packages, else nftables (added if needed, `/etc/nftables.conf`). For nftables a service that nobody knows is an error.",
		rpm: "firewalld by `firewall-offline-cmd` (added unless nftables is among the packages); nftables (`/etc/sysconfig/nftables.conf`) if only that is installed."
	}
};

// src/appliance/support/sources.ts
const fromRepositories = "appliances are built from package repositories, and from nothing else";
const useUrl = "write \"url --url=…\", or give --repo NAME=URL";
const tree = "it deploys a tree that was made elsewhere, and installs no packages";
const metalink = {
	reason: "apt reads no metalinks",
	hint: "use --mirrorlist with a list of URLs, or name one mirror",
	with: "apt"
};
/** Commands that say where packages come from. */
const sourcesSupport = {
	url: {
		is: "honoured",
		effect: "The package repository, for the build and in the appliance. How it is reached (`--proxy`, `--noverifyssl`, `--sslcacert`, `--sslclientcert`, `--sslclientkey`) holds for the build and for that host; names, passwords and proxies never get into the appliance.",
		debian: "A URL, optionally followed by a suite and components: `\"http://HOST/debian bookworm main\"`. `--mirrorlist`: a text file with a URL on each line, as apt-transport-mirror(1) reads it, written like a URL; not together with the options above. Signatures are checked in any case. Without any repository: those of the host.",
		rpm: "A URL (http, https, ftp, file), `--mirrorlist` or `--metalink`; `$releasever` is what `--releasever` says, `$basearch` and `$arch` are those of the appliance, and other variables are an error: nothing of the host's dnf counts. A build without any repository is an error. Signatures: see `repo` of `%addon org_appliance_build`.",
		refused: { "--metalink": metalink }
	},
	repo: {
		is: "honoured",
		effect: "A further repository, written like `url`. `--includepkgs` and `--excludepkgs` take names and patterns: its other packages are not there for the build. Of two repositories with the same version the one of lower `--cost` serves it. The appliance gets the repository only with `--install`.",
		debian: "If the appliance would have no package source at all, it gets these repositories without `--install` too.",
		rpm: "Written like `url`, with `--baseurl`. Of two lines with one name the later counts. One without any address is an error unless `--repo` of that name gives one.",
		withoutEffect: ["--ignoregroups"],
		refused: { "--metalink": metalink }
	},
	bootc: refused(tree),
	cdrom: refused(fromRepositories, useUrl),
	harddrive: refused(fromRepositories, useUrl),
	hmc: refused(fromRepositories, useUrl),
	liveimg: refused(fromRepositories, useUrl),
	method: refused(fromRepositories, useUrl),
	module: {
		is: "honoured",
		effect: "The stream is enabled, or the module disabled, before packages are looked for; nothing of it is installed.",
		notWith: {
			with: "apt",
			reason: "Debian has no modules",
			hint: "name the version that you want as a package, or for an RPM distribution: --backend dnf"
		}
	},
	nfs: refused(fromRepositories, useUrl),
	ostreecontainer: refused(tree),
	ostreesetup: refused(tree)
};

// src/appliance/support/storage.ts
/** Of --encrypted, which is honoured. */
const encryption = {
	...each(["--escrowcert", "--backuppassphrase"], { reason: "an escrow packet is for the machine that is installed, and an appliance has many copies" }),
	...each([
		"--pbkdf",
		"--pbkdf-memory",
		"--pbkdf-time",
		"--pbkdf-iterations"
	], { reason: "the key derivation is argon2id with 128 MiB, which every machine of the appliance can do" })
};
const hardware = { "--hw-passphrase": { reason: "it is for drives that encrypt themselves" } };
const attached = "it attaches disks of one machine, and the disks of an appliance are files";
/** Commands that lay out disks, and the boot loader. */
const storageSupport = {
	part: {
		is: "honoured",
		effect: "A partition with its filesystem; `/etc/fstab` by UUID. Sizes in MiB. `--grow` takes what is left of a disk that has a size; where the size is computed it adds nothing, but to a physical volume what its logical volumes need. `--fstype`: ext2, ext3, ext4 (default), xfs, btrfs, vfat, efi, swap, biosboot, prepboot (left empty: the machines of an appliance do not boot from it). `part pv.NAME`: a physical volume of LVM; `part raid.NAME`: a member of an array; `part btrfs.NAME`: of a btrfs line. `--encrypted` with `--passphrase`: a LUKS2 container (aes-xts-plain64, argon2id), for whose passphrase the machine asks as it boots; not /boot, nor vfat. `--fsoptions`: options in `/etc/fstab`. `--mkfsoptions`: those that change the filesystem alone. `--fsprofile`: news, largefile or largefile4 of ext2, ext3 and ext4. `--recommended`, `--hibernation`: size of swap by the memory of the machine. `--onpart=sda2`: partition 2 of the planned disk sda, made new like all others, so it needs a size; names that do not tell disk and number are refused.",
		withoutEffect: ["--active"],
		refused: {
			...each(["--noformat", "--resize"], {
				reason: "partitions are always new, and a partition that nobody has filled has nothing to keep",
				hint: "remove the option; --size says how large the partition is to be"
			}),
			"--onbiosdisk": {
				reason: "the firmware of one machine counts its disks that way",
				hint: "write --ondisk=sda"
			},
			...encryption,
			...hardware
		}
	},
	clearpart: {
		is: "honoured",
		effect: "`--disklabel=gpt` (default) or `msdos` for every disk. `--drives`: without `ignoredisk --only-use` the first is the disk of part lines that name none, and those of autopart; one that the appliance does not have is a warning. Disks are always new, so there is nothing to clear.",
		withoutEffect: [
			"--all",
			"--linux",
			"--none",
			"--list",
			"--initlabel"
		],
		refused: { "--cdl": { reason: "it formats disks of s390 machines" } }
	},
	zerombr: noEffect("disks are always new"),
	bootloader: {
		is: "honoured",
		effect: "GRUB for BIOS, and for UEFI where there is an EFI system partition. `--append`: kernel arguments; `--timeout`: seconds of the menu, 0 for none, -1 for ever. What a %post changes in the settings counts. `--password` (clear, or with `--iscrypted` a hash of `grub-mkpasswd-pbkdf2`): root and the password for changes of entries and the command line; booting needs none. `--boot-drive`, else the first of `--driveorder`: the disk that machines boot from; it becomes the first of the descriptor. `--location=none`, `--disabled`: no boot loader. `--nombr`: its files, and no boot sector. `--sdboot`: systemd-boot on the EFI system partition, for UEFI only. `--extlinux`: for BIOS only, /boot on a partition with ext2, ext3 or ext4. On aarch64 all boots through UEFI.",
		debian: "GRUB: settings in `/etc/default/grub`, the password in `/etc/grub.d/01_password`, so that `update-grub` keeps them. `--sdboot` adds the package systemd-boot, `--extlinux` extlinux and syslinux-common.",
		rpm: "The password of GRUB is also in `/boot/grub2/user.cfg`. The packages of GRUB (grub2-pc, grub2-efi-x64, shim-x64, their modules; on aarch64 those of UEFI alone, which end in aa64), of systemd-boot or of extlinux are added.",
		withoutEffect: ["--leavebootorder"],
		refused: {
			"--default": { reason: "entries get their names from kernels that nobody knows yet; the newest kernel boots" },
			"--md5pass": {
				reason: "MD5 hashes are those of GRUB before version 2",
				hint: "write --password=HASH --iscrypted with a hash of grub-mkpasswd-pbkdf2"
			},
			"--upgrade": { reason: "a new appliance has no boot loader that could be upgraded" }
		}
	},
	ignoredisk: {
		is: "honoured",
		effect: "A part line on a disk that is not to be used is an error. The first of `--only-use` is the disk of part lines that name none; autopart takes them all. Patterns are those of the shell, with `|` between.",
		withoutEffect: ["--interactive"]
	},
	autopart: {
		is: "honoured",
		effect: "The partitions of the boot loader, /boot, swap, / and on large disks /home: [disk-layout.md](disk-layout.md#autopart). `--type`: lvm (default, over all disks), plain or btrfs (on one disk); thinp is refused. `--fstype`: ext2, ext3, ext4 or xfs, of /boot too. `--encrypted` with `--passphrase`: everything but /boot, with LVM each logical volume.",
		refused: {
			...encryption,
			...hardware
		}
	},
	btrfs: {
		is: "honoured",
		effect: "A btrfs volume over one `part btrfs.NAME`, and with `--subvol --name=NAME` its subvolumes, which name it as `LABEL=LABEL`. `none` instead of a mount point: only subvolumes are mounted. The subvolume of / is the default one, and boots.",
		withoutEffect: ["--parent"],
		refused: {
			...each(["--noformat", "--useexisting"], { reason: "volumes are always new" }),
			...each(["--data", "--metadata"], { reason: "a volume lies on one disk, data once and metadata twice" })
		}
	},
	fcoe: refused(attached),
	iscsi: refused(attached),
	iscsiname: refused(attached),
	logvol: {
		is: "honoured",
		effect: "A logical volume with its filesystem, as `part` has it. `--size`, `--percent` (of the whole group; not if its size follows from its volumes), `--grow`, `--maxsize`; sizes are rounded up to whole extents. A volume larger than what is left of any physical volume lies on several. / and /boot on LVM boot with GRUB.",
		refused: {
			...each([
				"--useexisting",
				"--noformat",
				"--resize"
			], { reason: "volumes are always new" }),
			...each([
				"--thinpool",
				"--thin",
				"--poolname",
				"--chunksize",
				"--metadatasize",
				"--profile"
			], {
				reason: "the metadata of a thin pool are made by the kernel, and the building machine has no device-mapper",
				hint: "write logvol lines without --thin and --thinpool"
			}),
			...each([
				"--cachesize",
				"--cachemode",
				"--cachepvs"
			], { reason: "the metadata of a cache are made by the kernel, and the building machine has no device-mapper" }),
			...encryption
		}
	},
	mount: refused("it mounts a partition that exists, and disks are always new", "write \"part MOUNTPOINT --fstype=TYPE --size=MIB\""),
	nvdimm: refused(attached),
	raid: {
		is: "honoured",
		effect: "An array of md over `part raid.NAME` lines, in sync from its first boot, with its filesystem. `--device`: its name below `/dev/md/`. `--level`: 1, or 0 for what the boot loader does not read. `--chunksize` in KiB (512), of level 0.",
		refused: {
			...each(["--useexisting", "--noformat"], { reason: "arrays are always new" }),
			"--spares": { reason: "an appliance has as many members as its array works on" },
			...encryption
		}
	},
	reqpart: {
		is: "honoured",
		effect: "The partitions that the boot loader needs, first on the disk that machines boot from, unless a line makes them itself: [disk-layout.md](disk-layout.md#reqpart). `--add-boot`: /boot with ext4 besides."
	},
	snapshot: refused("thin volumes and their snapshots belong to a machine that runs"),
	volgroup: {
		is: "honoured",
		effect: "A volume group of LVM over `part pv.NAME` lines, on any disks. `--pesize` in KiB (4096), a power of two from 1024; `--reserved-space`, `--reserved-percent`: what logical volumes leave free.",
		refused: each(["--useexisting", "--noformat"], { reason: "volume groups are always new" })
	},
	zfcp: refused(attached),
	zipl: refused("it is the boot loader of s390 machines")
};

// src/appliance/support/system.ts
/** Language, time, accounts, services: what the system is once it runs. */
const systemSupport = {
	rootpw: {
		is: "honoured",
		effect: "The password of root, hashed with SHA-512 if plain, or locked. Without the line root is locked. `--allow-ssh`: a file in `/etc/ssh/sshd_config.d`, or a line in `sshd_config` where an old OpenSSH reads no such files."
	},
	user: {
		is: "honoured",
		effect: "The user, its groups (missing ones are made), home, shell, password; without a password it is locked. A number that another line gives away is an error; a home folder that was there already stays as it is, with a warning if it is not the user's."
	},
	sshkey: {
		is: "honoured",
		effect: "`authorized_keys` of the user, who must exist."
	},
	lang: {
		is: "honoured",
		effect: "`LANG` in `/etc/locale.conf`; `C.UTF-8` with a warning where the guest lacks the locale.",
		debian: "`/etc/default/locale` too. The locales, those of `--addsupport` too, are generated (the package `locales` is added if needed).",
		rpm: "The locales come with packages such as `glibc-langpack-de`, which are added, those of `--addsupport` too."
	},
	keyboard: {
		is: "honoured",
		effect: "Console keymap in `/etc/vconsole.conf`; X layouts, variants and `--switch` in `/etc/X11/xorg.conf.d/00-keyboard.conf`. The missing one of the two is derived from the other; what the guest does not know is a warning.",
		debian: "`/etc/default/keyboard` too, from which the console takes the X layouts (the package `console-setup` is added unless all is `us`).",
		rpm: "The console font `eurlatgr` if the guest has it; the package `kbd` is added."
	},
	timezone: {
		is: "honoured",
		effect: "`/etc/localtime`, `/etc/adjtime`. `--nontp` and `--ntpservers` as timesource.",
		debian: "`/etc/timezone` too."
	},
	timesource: {
		is: "honoured",
		effect: "The servers and pools replace those of chrony, ntpsec or ntp, or become those of systemd-timesyncd; the service is enabled. `--ntp-disable` disables all of them and wins over servers. `--nts` where the service has none is an error.",
		debian: "Without a time service in %packages: systemd-timesyncd is added, or chrony for `--nts`.",
		rpm: "Without a time service in %packages: chrony is added."
	},
	services: {
		is: "honoured",
		effect: "Units disabled, then enabled, by the names of either family (`sshd` and `ssh`); one to enable that is not installed, or that only other units start, is a warning."
	},
	selinux: {
		is: "honoured",
		effect: "`/etc/selinux/config` where the guest has a policy; else a warning.",
		debian: "A warning too unless `bootloader --append` has `security=selinux` or an `lsm=` with it; files get no labels.",
		rpm: "With `--enforcing` and `--permissive` the packages selinux-policy-targeted and policycoreutils are added."
	},
	auth: {
		is: "honoured",
		effect: "What every guest does anyway (`--useshadow`, `--passalgo=sha512`) changes nothing.",
		debian: "`--enablemkhomedir` by `pam-auth-update`; other options are a warning.",
		rpm: "`authconfig --update --nostart` with the options, where the guest has it; else a warning."
	},
	authselect: {
		is: "honoured",
		effect: "How the guest authenticates.",
		debian: "`with-mkhomedir` by `pam-auth-update`; other features are a warning: PAM is set up by packages.",
		rpm: "`authselect` with the words and `--force`; the package is added."
	},
	firstboot: {
		is: "honoured",
		effect: "Whether a program asks the user at the first boot; unless the line says so, none does.",
		debian: "There is no such program: `--enable` and `--reconfig` are a warning.",
		rpm: "`initial-setup` is added for `--enable` and `--reconfig`; `initial-setup.service` enabled or disabled; `--reconfig`: `/etc/reconfigSys`; `--disable`: `/etc/sysconfig/anaconda` for GNOME too."
	},
	group: {
		is: "honoured",
		effect: "The group, before users are made. One that is there already stays as it is, with a warning; two with one number are an error."
	},
	syspurpose: {
		is: "honoured",
		effect: "`/etc/rhsm/syspurpose/syspurpose.json` where the guest has a subscription manager (RHEL); else a warning."
	},
	xconfig: {
		is: "honoured",
		effect: "`--startxonboot`: the default target is `graphical.target`. Without the line it is that if the guest has a display manager, else `multi-user.target`.",
		debian: "`--defaultdesktop` is a warning: the display manager picks the desktop.",
		rpm: "`--defaultdesktop`: `DESKTOP` in `/etc/sysconfig/desktop`."
	},
	skipx: {
		is: "honoured",
		effect: "The default target is `multi-user.target`, whatever xconfig says."
	},
	realm: refused("a machine joins a domain when it runs, under a name of its own; what every copy shares would be the credentials", "join at the first boot"),
	rhsm: refused("a machine registers itself when it runs; what every copy shares would be the activation key", "register at the first boot")
};

// src/appliance/support/support.ts
/** Every command of the language; docs/kickstart-support.md is written from this table. */
const support = {
	...storageSupport,
	...systemSupport,
	...networkSupport,
	...sourcesSupport,
	...installerSupport
};

// src/appliance/values/problem.ts
const problem = (wrong, message, at, more = {}) => wrong ? [{
	message,
	...at === void 0 ? {} : { at },
	...more
}] : [];
const range = (what, value, least, most) => problem(value !== void 0 && (value < least || value > most), `${what}: ${value} is not from ${least} to ${most}`, what);

// src/appliance/values/locale.ts
/** `de_DE`, `de_DE.UTF-8`, `sr_RS.UTF-8@latin`, `C.UTF-8`: it goes into a file that shells read, and into a path. */
const localePattern = /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)?(?:@[A-Za-z0-9_-]+)?$/;
/** A file's name without its ending, which no folder may hide in. */
const keymapPattern = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;
/** `cz` or `cz (qwerty)`: xkeyboard-config(7). */
const layoutPattern = /^\s*[A-Za-z0-9_+-]+\s*(?:\([A-Za-z0-9_.+-]*\))?\s*$/;
/** `grp:alt_shift_toggle`. */
const xkbOptionPattern = /^[A-Za-z0-9_+-]+(?::[A-Za-z0-9_.+-]+)?$/;
/** A path below /usr/share/zoneinfo: it must not climb out of it. */
const zonePattern = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;
/** It becomes a value in a file that shells read. */
const desktopPattern = /^[A-Za-z0-9_./+-]*$/;
/** Labels of letters, digits and hyphens (RFC 1123 §2.1), parted by dots, one at the end perhaps. */
const hostPattern = /^(?=.{1,254}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\.?$/;
/** Numbers and dots alone are an address or a mistake, never a name. */
const isHost = (text) => /^[\d.]+$/.test(text) ? isIPv4(text) : isIPv6(text) || hostPattern.test(text);
const eachOf = (texts, right, what, at) => texts.flatMap((text) => problem(!right(text), `"${text}" is not ${what}`, at));
const given = (text) => text === void 0 ? [] : [text];
const timeServer = "a host name or an address";
const localeChecks = {
	lang: ({ lang, addSupport }) => [...eachOf([lang], (text) => localePattern.test(text), "a locale such as en_US.UTF-8"), ...eachOf(addSupport, (text) => localePattern.test(text), "a locale such as en_US.UTF-8", "--addsupport")],
	keyboard: ({ vcKeymap, xLayouts, switchOptions }) => [
		...eachOf(given(vcKeymap), (text) => keymapPattern.test(text), "a keymap such as de-nodeadkeys", "--vckeymap"),
		...eachOf(xLayouts, (text) => layoutPattern.test(text), "an X layout such as 'cz (qwerty)'", "--xlayouts"),
		...eachOf(switchOptions, (text) => xkbOptionPattern.test(text), "an option of XKB such as grp:alt_shift_toggle", "--switch")
	],
	timezone: ({ zone, ntpServers }) => [...eachOf(given(zone), (text) => zonePattern.test(text), "a zone such as Europe/Berlin"), ...eachOf(ntpServers, isHost, timeServer, "--ntpservers")],
	timesource: ({ ntpServer, ntpPool }) => [...eachOf(given(ntpServer), isHost, timeServer, "--ntp-server"), ...eachOf(given(ntpPool), isHost, timeServer, "--ntp-pool")],
	xconfig: ({ defaultDesktop }) => eachOf(given(defaultDesktop), (text) => desktopPattern.test(text), "a desktop such as GNOME or KDE", "--defaultdesktop")
};

// src/appliance/network/check-kind.ts
/** What is wrong with the bond, bridge or vlan of one network line. */
function kindProblems(line) {
	const { bondSlaves, bridgeSlaves, bondOpts, vlanId, interfaceName } = line;
	const name = deviceMatch(line.device);
	const virtual = bondSlaves.length > 0 ? "--bondslaves" : bridgeSlaves.length > 0 ? "--bridgeslaves" : vlanId ? "--vlanid" : void 0;
	const made = interfaceName || vlanName(line.device ?? "", vlanId ?? "");
	return [
		...problem(virtual !== void 0 && name?.by !== "name", `${virtual} needs the name of a device: --device`, virtual, { code: "missing-option" }),
		...problem(bondSlaves.length > 0 && bridgeSlaves.length > 0, "one device is either a bond or a bridge", "--bridgeslaves", { code: "conflicting-options" }),
		...problem(bondOpts.length > 0 && bondSlaves.length === 0, "--bondopts needs --bondslaves", "--bondopts", { code: "missing-option" }),
		...problem(vlanId !== void 0 && bridgeSlaves.length > 0, "a bridge is no vlan", "--vlanid", {
			code: "conflicting-options",
			hint: "write a line of its own for the vlan, with the bridge as --device"
		}),
		...problem(!!vlanId && !isVlanTag(vlanId), `"${vlanId}" is not a number from 1 to 4094`, "--vlanid"),
		...problem(!!interfaceName && !isInterfaceName(interfaceName), `"${interfaceName}" cannot be the name of a device`, "--interfacename"),
		...problem(!!vlanId && isVlanTag(vlanId) && !interfaceName && made.length > 15, `"${made}" is longer than ${15} letters`, "--vlanid", { hint: "add --interfacename" }),
		...ports(line.device, bondSlaves, "--bondslaves"),
		...ports(line.device, bridgeSlaves, "--bridgeslaves"),
		...bond(line),
		...line.bridgeOpts.flatMap((text) => wrong(readControllerOption(text, bridgeRules), "--bridgeopts"))
	];
}
const wrong = (read, at) => typeof read === "string" ? [{
	message: read,
	at
}] : [];
function isVlanTag(text) {
	return /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 4094;
}
function ports(device, names, at) {
	return names.flatMap((name, index) => [
		...problem(!isInterfaceName(name), `"${name}" cannot be the name of a device`, at),
		...problem(name === device, `${name} cannot be a port of itself`, at),
		...problem(names.indexOf(name) < index, `${name} is named twice`, at)
	]);
}
const modesWithPrimary = /* @__PURE__ */ new Set([
	"active-backup",
	"balance-tlb",
	"balance-alb"
]);
/** What NetworkManager or the kernel refuse about a bond as a whole. */
function bond({ bondOpts, bondSlaves }) {
	const { mode, miimon = "0", arp_interval: arpInterval = "0", ...options } = controllerOptions(bondOpts, bondRules);
	const { primary } = options;
	const at = "--bondopts";
	return [
		...bondOpts.flatMap((text) => wrong(readControllerOption(text, bondRules), at)),
		...problem(Number(miimon) > 0 && Number(arpInterval) > 0, "miimon and arp_interval exclude each other", at),
		...problem(Number(arpInterval) > 0 && !("arp_ip_target" in options), "arp_interval needs arp_ip_target", at),
		...problem(primary !== void 0 && !modesWithPrimary.has(mode), "only active-backup, balance-tlb and balance-alb have a primary port", at),
		...problem(primary !== void 0 && !bondSlaves.includes(primary), `${primary} is none of the ports`, at)
	];
}

// src/appliance/network/check-line.ts
/**
* Labels of letters, digits and hyphens (RFC 1123 §2.1, RFC 952), parted by dots; 64 characters at most, which is all
* that the kernel keeps (hostname(7)).
*/
const hostname = /^(?=.{1,64}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/;
const domain = /^(?=.{1,253}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.?)+$/;
/** It is written between quotes into files of which each has its own rules for what stands there. */
const dhcpClass = /^[\w .,:/()+@=-]{1,255}$/;
const leastMtu = 68;
const leastIpv6Mtu = 1280;
const largestMtu = 65535;
/** What is wrong with one network line, whatever the others say. An empty value counts as not given. */
function networkProblems(line) {
	const named = problem(!!line.hostname && !hostname.test(line.hostname), `"${line.hostname}" cannot be a host name`, "--hostname", {
		code: "bad-hostname",
		hint: "use letters, digits, hyphens and dots, 64 at most"
	});
	if (!line.configuresDevice) return named;
	return [
		...named,
		...device(line),
		...bootProto(line),
		...ipv4(line),
		...ipv6(line),
		...others(line),
		...kindProblems(line)
	];
}
function device({ device, bindTo }) {
	const match = deviceMatch(device);
	return [...problem(match === void 0, `"${device}" is no network device`, "--device", { hint: `write a name of at most ${15} letters and digits, a MAC address, or link for any` }), ...problem(bindTo === "mac" && match?.by !== "mac", "network --bindto is refused: the MAC address of a device is known on the machine alone", "--bindto", {
		code: "refused",
		hint: "write the MAC address as --device"
	})];
}
function bootProto({ bootProto }) {
	return problem(bootProto === "query" || bootProto === "ibft", `network --bootproto=${bootProto} is refused: ${bootProto === "ibft" ? "addresses in the firmware of the machine that starts from iSCSI are none that an image can know" : "it asks whoever sits in front of the installer"}`, "--bootproto", {
		code: "refused",
		hint: "write dhcp or static"
	});
}
function ipv4(line) {
	const { ip, netmask, gateway } = line;
	const isStatic = line.bootProto === "static" && !line.noIpv4;
	const address = (text, at) => problem(!!text && !isIPv4(text), `"${text}" is no IPv4 address`, at);
	return [
		...address(ip, "--ip"),
		...address(gateway, "--gateway"),
		...problem(!!netmask && prefixOf(netmask) === void 0, `"${netmask}" is no netmask`, "--netmask", { hint: "write it as 255.255.255.0" }),
		...problem(isStatic && !!ip && !netmask, "--ip needs --netmask", "--ip", { code: "missing-option" }),
		...problem(isStatic && !ip && !line.ipv6, "--bootproto=static needs --ip", "--bootproto", {
			code: "missing-option",
			hint: "add --ip and --netmask, or --ipv6"
		})
	];
}
function ipv6({ ipv6, ipv6Gateway }) {
	return [...problem(!!ipv6 && ipv6 !== "auto" && ipv6 !== "dhcp" && ipv6AddressOf(ipv6) === void 0, `"${ipv6}" is no IPv6 address`, "--ipv6", { hint: "write auto, dhcp, ADDRESS or ADDRESS/PREFIX" }), ...problem(!!ipv6Gateway && !isIPv6(ipv6Gateway), `"${ipv6Gateway}" is no IPv6 address`, "--ipv6gateway")];
}
function others(line) {
	const { nameservers, mtu, noIpv6 } = line;
	const domains = (names, at) => names.flatMap((name) => problem(!domain.test(name), `"${name}" cannot be a domain`, at));
	const bytes = /^\d{1,5}$/.test(mtu ?? "") ? Number(mtu) : 0;
	const least = noIpv6 ? leastMtu : leastIpv6Mtu;
	const ethtool = line.ethtool ? readEthtool(line.ethtool, line.device) : void 0;
	return [
		...nameservers.flatMap((server) => problem(!isIPv4(server) && !isIPv6(server), `"${server}" is no IP address`, "--nameserver")),
		...domains(line.ipv4DnsSearch, "--ipv4-dns-search"),
		...domains(line.ipv6DnsSearch, "--ipv6-dns-search"),
		...problem(!!mtu && (bytes < least || bytes > largestMtu), `"${mtu}" is not from ${least} to ${largestMtu}`, "--mtu", { ...bytes >= leastMtu && bytes < least ? { hint: `IPv6 needs ${leastIpv6Mtu} (RFC 8200); add --noipv6` } : {} }),
		...problem(!!line.dhcpClass && !dhcpClass.test(line.dhcpClass), "the class holds other signs than letters, digits and . , : / ( ) + @ = -", "--dhcpclass"),
		...problem(typeof ethtool === "string", `network --ethtool is refused: "${ethtool}" is not understood by every network service`, "--ethtool", {
			code: "refused",
			hint: "write autoneg, speed and duplex, or \"-K DEVICE gro off\"; what else ethtool can do belongs into a service made in %post"
		})
	];
}

// src/appliance/values/network.ts
/** Names of devices as the kernel allows them (dev_valid_name): they go into the rules of the firewall. */
const devicePattern = /^[^\s/:"\\]{1,15}$/;
const networkChecks = {
	network: networkProblems,
	firewall: ({ ports, trust }) => [...ports.filter((port) => parsePort(port) === void 0).map((port) => ({
		message: `"${port}" is not a port such as 80:tcp or 1000-1010:udp`,
		at: "--port"
	})), ...trust.filter((device) => !devicePattern.test(device)).map((device) => ({
		message: `"${device}" is not the name of a network device`,
		at: "--trust"
	}))]
};

// src/appliance/values/sources.ts
/** Ways to a proxy, by backend; without one it is http. */
const proxyPatterns = {
	/** apt-transport-http(1) */
	apt: /^(?:(?:https?|socks5h):\/\/)?[^\s"/]+\/?$/,
	/** dnf.conf(5), "proxy" */
	dnf: /^(?:(?:https?|ftp|socks(?:4a?|5h?)):\/\/)?[^\s"/]+\/?$/
};
const filePattern = /^(?:file:\/\/)?\/[^"]+$/;
/** Names of packages with the wildcards of dnf: as Debian policy §5.6.1 has them, and as dnf(8) does. */
const namePatterns = {
	apt: /^[A-Za-z0-9+._*?[\]-]+$/,
	dnf: /^[A-Za-z0-9+._*?[\]!~^:-]+$/
};
const largestCost = 1e6;
function reach({ mirrorList, ...line }, backend) {
	const files = [
		["--sslcacert", line.sslCaCert],
		["--sslclientcert", line.sslClientCert],
		["--sslclientkey", line.sslClientKey]
	];
	const given = [
		...line.proxy === void 0 ? [] : ["--proxy"],
		...line.noVerifySsl ? ["--noverifyssl"] : [],
		...files.flatMap(([option, file]) => file === void 0 ? [] : [option])
	];
	return [
		...problem(line.proxy !== void 0 && !proxyPatterns[backend].test(line.proxy), "the proxy is not written as http://HOST:PORT", "--proxy"),
		...files.flatMap(([option, file]) => problem(file !== void 0 && !filePattern.test(file), `${option} needs the absolute path of a file on the machine that builds`, option)),
		...(backend === "dnf" || mirrorList === void 0 ? [] : given).map((option) => ({
			message: `${option} cannot be used with --mirrorlist: apt has such settings for one host, and the list names others`,
			at: option,
			hint: "name one mirror with its URL"
		}))
	];
}
/** dnf(8), "Modularity": what a name and a stream may hold. */
const modulePattern = /^[A-Za-z0-9_.+-]+$/;
const sourcesChecks = {
	url: reach,
	repo: (line, backend) => [
		...problem(line.repo === "", "the name of a repo is empty", "--name"),
		...reach(line, backend),
		...range("--cost", line.cost, 0, largestCost),
		...patterns("--includepkgs", line.includePackages, backend),
		...patterns("--excludepkgs", line.excludePackages, backend)
	],
	module: ({ module, stream }) => [...problem(!modulePattern.test(module), `"${module}" cannot be the name of a module`, "--name"), ...problem(stream !== void 0 && !modulePattern.test(stream), `"${stream}" cannot be the stream of a module`, "--stream")]
};
const patterns = (option, names, backend) => names.filter((name) => !namePatterns[backend].test(name)).map((name) => ({
	message: `${option}: "${name}" is not the name of a package or a pattern`,
	at: option
}));

// src/appliance/values/storage.ts
/** The first size in MiB whose bytes a double can't count exactly. */
const tooLargeMiB = 2 ** 33;
/** GRUB takes -1 for "wait for ever". */
const longestTimeout = 86400;
/** As grub-mkpasswd-pbkdf2 writes it, and GRUB's password_pbkdf2 reads it: rounds, then salt and hash as pairs of digits. */
const isGrubHash = (text) => /^grub\.pbkdf2\.sha512\.[1-9]\d{0,8}\.(?:[0-9A-Fa-f]{2})+\.(?:[0-9A-Fa-f]{2})+$/.test(text);
const storageChecks = {
	autopart: ({ scheme, fsType, encrypted, noBoot }) => [
		...problem(scheme === "thinp", "--type=thinp is refused: the metadata of a thin pool are made by the kernel, and the building machine has no device-mapper", "--type", {
			code: "refused",
			hint: "write --type=lvm"
		}),
		...problem(Boolean(fsType) && !autopartTypes.includes(fsType ?? ""), `--fstype: "${fsType}" is not one of ${autopartTypes.join(", ")}`, "--fstype", { code: "bad-filesystem" }),
		...problem(encrypted && noBoot, "--noboot: without a /boot of its own the encrypted root would hold the kernel, and boot loaders could not read it", "--noboot", {
			code: "encrypted-boot",
			hint: "leave out --noboot"
		})
	],
	part: ({ mountPoint, sizeMiB, maxSizeMiB }) => [
		...problem(!/^(?:\/|(?:swap|biosboot|prepboot)$|(?:pv|raid|btrfs)\.)/.test(mountPoint), `a part needs an absolute mount point, swap, biosboot or prepboot, not "${mountPoint}"`),
		...range("--size", sizeMiB, 1, tooLargeMiB - 1),
		...range("--maxsize", maxSizeMiB, 1, tooLargeMiB - 1)
	],
	clearpart: ({ diskLabel }) => problem(diskLabel !== void 0 && diskLabel !== "gpt" && diskLabel !== "msdos", `--disklabel: "${diskLabel}" is not one of gpt, msdos`, "--disklabel"),
	bootloader: ({ timeoutSeconds, location, append, password }) => [
		...range("--timeout", timeoutSeconds, -1, longestTimeout),
		...problem(location === "partition" || location === "boot", `--location=${location}: the boot sector of a partition is started by another boot loader, and an appliance has none`, "--location", {
			code: "refused",
			hint: "write --location=mbr, or none"
		}),
		...problem((append?.split("\"").length ?? 1) % 2 === 0, "--append: a double quote has no second one", "--append", { hint: "write --append='dyndbg=\"file a.c +p\"'" }),
		...problem(password?.encrypted === true && !isGrubHash(password.text), "--iscrypted: the password is no hash of GRUB", "--password", { hint: "grub-mkpasswd-pbkdf2 makes one: grub.pbkdf2.sha512.10000.SALT.HASH" })
	]
};

// src/appliance/values/system.ts
const largestId = 2 ** 32 - 2;
/** It becomes a field of shadow(5), where a colon ends it and nothing at all lets everybody in. */
const badHash = (password, at) => problem(password?.encrypted === true && !/^[^:\s\u0000-\u001f]+$/.test(password.text), "the password is no hash as crypt(3) makes them", at, { hint: "make one with \"openssl passwd -6\", or write --plaintext" });
/** What useradd(8) takes, capitals included; names go into /etc/passwd, where a colon ends a field. */
const accountPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}\$?$/;
/** `name` or `name(gid)`. */
const groupPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}(?:\(\d+\))?$/;
/** A text that ends up in a file where other characters would mean something else. */
const cannotBe = (code, what, text, pattern, at) => problem(text !== void 0 && !pattern.test(text), `"${text}" cannot be ${what}`, at, { code });
const systemChecks = {
	rootpw: ({ password }) => badHash(password),
	group: ({ group, gid }) => [...cannotBe("bad-group-name", "the name of a group", group, accountPattern, "--name"), ...range("--gid", gid, 0, largestId)],
	sshkey: ({ user }) => cannotBe("bad-user-name", "the name of a user", user, accountPattern, "--username"),
	user: ({ user, uid, gid, groups, homeDir, shell, gecos, password }) => [
		...badHash(password, "--password"),
		...cannotBe("bad-user-name", "the name of a user", user, accountPattern, "--name"),
		...groups.flatMap((group) => [...cannotBe("bad-group-name", "the name of a group", group, groupPattern, "--groups"), ...problem(Number(/\((\d+)\)$/.exec(group)?.[1] ?? 0) > largestId, `--groups: the number of ${group} is not from 0 to ${largestId}`, "--groups")]),
		...cannotBe("bad-path", "a home directory", homeDir, /^\/[^:\u0000-\u001f]*$/, "--homedir"),
		...cannotBe("bad-path", "a shell", shell, /^\/[^:\s\u0000-\u001f]*$/, "--shell"),
		...cannotBe("bad-gecos", "the description of a user", gecos, /^[^:\u0000-\u001f]*$/, "--gecos"),
		...range("--uid", uid, 0, largestId),
		...range("--gid", gid, 0, largestId)
	]
};

// src/appliance/values/values.ts
/** What the language lets through and an appliance cannot use. */
const checks = {
	...storageChecks,
	...systemChecks,
	...localeChecks,
	...networkChecks,
	...sourcesChecks
};
/** Reports the values of one line that an appliance cannot use. */
function checkValues(command, written, backend, report) {
	const check = checks[command.name];
	for (const { message, code = "bad-value", at, hint } of check?.(command, backend) ?? []) {
		const position = (at === void 0 ? void 0 : written.options[at]) ?? written.arguments[0]?.position ?? command.position;
		report(new ApplianceError({
			kind: "input",
			code,
			message,
			position,
			hint
		}));
	}
}

// src/appliance/refusals.ts
/**
* A kickstart that says nothing is legal in the language, and the list of all that is missing would be no help.
*
* @throws ApplianceErrors code `empty-kickstart`
*/
function refuseEmpty({ file, commands, packages, scripts, addons }) {
	if (commands.length > 0 || packages.present || scripts.length > 0 || addons.length > 0) return;
	throw new ApplianceErrors([new ApplianceError({
		kind: "input",
		code: "empty-kickstart",
		message: "the kickstart is empty",
		position: {
			file,
			line: 1,
			column: 1
		},
		hint: "it needs at least a root part and %packages"
	})]);
}
/**
* Reports each line that is right in the language and that an appliance cannot honour: whole commands, options,
* sections, and values of the commands that it does honour. Each line is judged alone, by what the backend can do.
*/
function reportRefusals(document, backend, report) {
	for (const command of document.commands) {
		const written = document.written.get(command);
		const name = written?.word.text ?? command.name;
		const means = support[command.name];
		if (means.is === "refused") report(refusal(name, means, command.position));
		if (means.is !== "honoured" || written === void 0) continue;
		const { notWith } = means;
		const given = notWith?.with === backend ? [refusal(name, notWith, command.position)] : Object.entries(means.refused ?? {}).flatMap(([option, why]) => {
			const position = written.options[option];
			const holds = why.with === void 0 || why.with === backend;
			return position === void 0 || !holds ? [] : [refusal(`${name} ${option}`, why, position)];
		});
		given.forEach(report);
		if (given.length === 0) checkValues(command, written, backend, report);
	}
	reportSections(document, report);
	checkPackages(document, backend, report);
	checkFirewallServices(document, backend, report);
	checkCertificates(document, report);
	checkAccountNumbers(document, report);
}
/** The commands, options and sections that change nothing in an image, as they were written. */
function withoutEffect(document) {
	const { addons, installerSections } = document;
	const idle = [...addons.filter(({ name }) => !honouredAddons.has(name)).map(({ name, position }) => ({
		name: `addon ${name}`,
		position
	})), ...installerSections.map(({ position }) => ({
		name: "anaconda",
		position
	}))];
	return [...commandsWithoutEffect(document), ...idle.map(({ name, position }) => ({
		command: `%${name}`,
		position
	}))];
}
const honouredAddons = /* @__PURE__ */ new Set(["org_appliance_build", kdumpAddon]);
function commandsWithoutEffect(document) {
	return document.commands.flatMap((command) => {
		const written = document.written.get(command);
		const name = written?.word.text ?? command.name;
		const means = support[command.name];
		if (means.is === "no-effect") return [{
			command: name,
			position: command.position
		}];
		if (means.is === "refused") return [];
		return (means.withoutEffect ?? []).flatMap((option) => {
			const position = written?.options[option];
			return position === void 0 ? [] : [{
				command: `${name} ${option}`,
				position
			}];
		});
	});
}
function reportSections({ scripts }, report) {
	for (const { section, interpreter, interpreterPosition } of scripts) {
		if (!/(?:^|\/)image-minimizer$/.test(interpreter)) continue;
		report(new ApplianceError({
			kind: "input",
			code: "refused",
			message: `--interpreter=${interpreter} of %${section} is refused: its body is a list of packages and files to keep or drop, which only lorax reads`,
			position: interpreterPosition,
			hint: "exclude packages with \"-name\" in %packages; remove files with rm in a %post script"
		}));
	}
}
function refusal(what, { reason, hint }, position) {
	return new ApplianceError({
		kind: "input",
		code: "refused",
		message: `${what} is refused: ${reason}`,
		position,
		hint: hint ?? (what.includes(" ") ? "remove the option" : void 0)
	});
}

// src/appliance/disks/growing.ts
/**
* The note that --grow adds nothing, once. A physical volume with --grow takes what its logical volumes need.
*/
function growWarnings({ disks, parts, storage }) {
	const computed = new Set(disks.filter(({ sizeBytes }) => sizeBytes === void 0).map(({ name }) => name));
	const isComputed = ({ disk }) => computed.has(disk);
	const growing = parts.filter((part) => part.grow && part.kind !== "lvmpv" && isComputed(part));
	const volumes = storage.logicalVolumes.filter(({ grow, group }) => {
		const { physicalVolumes = [] } = storage.volumeGroups.find(({ name }) => name === group) ?? {};
		return grow && physicalVolumes.every((name) => parts.some((part) => part.member === name && isComputed(part)));
	});
	const lines = [...growing.map(({ mountPoint, member, kind, position }) => ({
		name: mountPoint ?? member ?? kind,
		position
	})), ...volumes.map(({ name, format, position }) => ({
		name: format.mountPoint ?? name,
		position
	}))];
	const [first] = lines;
	if (first === void 0) return [];
	const names = lines.map(({ name }) => name).join(", ");
	const [disk = ""] = computed;
	return [{
		code: "grow-adds-nothing",
		severity: "note",
		message: `--grow adds nothing to ${names}: there is no room to share on a disk whose size is computed from its parts`,
		position: first.position,
		hint: `for more room give the disk a size, such as --disk ${disk}=5G, or these lines a larger --size`
	}];
}

// src/appliance/locale/warnings.ts
/** Lines about time and displays of which one wins over others. */
function localeWarnings(system) {
	const time = timeServiceOf(system);
	return [...time?.disabledAt === void 0 || time.sources.length === 0 ? [] : [{
		code: "time-servers-unused",
		message: "this line wins: no time service starts, and the time servers of the other lines are not written",
		position: time.disabledAt,
		hint: "remove it, or the lines of the servers"
	}], ...system.skipx === void 0 || !system.xconfig?.startXOnBoot ? [] : [{
		code: "overridden",
		message: "xconfig --startxonboot has no effect: the skipx line wins, and the appliance starts without a display",
		position: system.xconfig.position,
		hint: "remove one of the two"
	}]];
}

// src/appliance/network/kernel-names.ts
const kernelName = /^eth\d+$/;
const udevName = /^en[opsx]\w+$/;
/**
* Names of network cards that no rule makes: udev gives names such as enp1s0 unless net.ifnames=0 stands on the kernel's
* command line (systemd.net-naming-scheme(7)), and then the kernel's names eth0, eth1, … stay.
*/
function unstableNames(connections, kernelArguments) {
	const keepsKernelNames = kernelArguments.findLast((argument) => argument.startsWith("net.ifnames=")) === "net.ifnames=0";
	return connections.flatMap(({ kind, match, position }) => {
		if (kind !== "ethernet" || match.by !== "name") return [];
		const { name } = match;
		if (keepsKernelNames && udevName.test(name)) return [{
			code: "unstable-device-name",
			message: `no device will be called ${name}: with net.ifnames=0 they are called eth0, eth1, …`,
			position,
			hint: "use --device=eth0, or remove net.ifnames=0"
		}];
		if (keepsKernelNames || !kernelName.test(name)) return [];
		return [{
			code: "unstable-device-name",
			message: `no device may be called ${name}: udev gives names such as enp1s0`,
			position,
			hint: "add net.ifnames=0 to --append of the bootloader line, or use --device=link"
		}];
	});
}

// src/appliance/warnings.ts
/** What crypt(5) lists, with `!` before it if locked; `!` and `*` alone lock an account. */
const cryptHash = /^!*(?:\$[a-z0-9]+\$.+|_[./0-9A-Za-z]{19}|[./0-9A-Za-z]{13}|\*|)$/;
/** sshd(8), "AUTHORIZED_KEYS FILE FORMAT": options may come before the type. */
const sshPublicKey = /(?:^|\s)(?:ssh-|sk-ssh-|ecdsa-sha2-|sk-ecdsa-sha2-)[a-z0-9@.-]+\s+AAAA[A-Za-z0-9+/=]*/;
/** Debian's, for machines of clouds. */
const kernelWithoutLsiLogic = "linux-image-cloud-amd64";
/** Of `console=ttyS1,115200` the kind of port, `ttyS`, must be one that the machines have. */
const isSerialConsole = (arch) => (argument) => argument.startsWith(`console=${architectures[arch].serialPort.slice(0, -1)}`);
/** What is legal and yet hardly meant. */
const rules$1 = [
	(_, { arch, bootLoader }) => bootLoader.kernelArguments.some(isSerialConsole(arch)) || bootLoader.loader === "none" ? [] : [{
		code: "no-serial-console",
		message: "the appliance has no serial console, so a boot test can see nothing of it",
		position: bootLoader.position,
		hint: bootLoader.position === void 0 ? `add the line: bootloader --append="console=tty0 console=${architectures[arch].serialPort}"` : `add console=tty0 console=${architectures[arch].serialPort} to --append of the bootloader line at ${formatPosition(bootLoader.position)}`
	}],
	(_, { bootLoader: { loader, timeoutSeconds, position } }) => timeoutSeconds === -1 && loader !== "none" ? [{
		code: "menu-waits",
		message: "the boot menu waits for ever, so the appliance does not boot by itself, not in a boot test either",
		position,
		hint: "write --timeout=5, say, or 0 for no menu"
	}] : [],
	(_, appliance) => encryptionsOf(appliance).slice(0, 1).map(({ position }) => ({
		code: "asks-for-passphrase",
		message: "the appliance asks for a passphrase as it boots, and a boot test has nobody to answer",
		position
	})),
	(_, { bootLoader: { loader, bootSector, position }, parts }) => bootSector || loader === "none" || loader === "sdboot" || loader === "grub" && parts.some(({ efi }) => efi) ? [] : [{
		code: "nothing-boots",
		message: "no firmware boots the appliance by itself: --nombr leaves the boot sector without code",
		position,
		hint: "remove --nombr, or let GRUB boot through UEFI: part /boot/efi --fstype=efi --size=64"
	}],
	(_, { system: { rootpw, users, sshKeys } }) => rootpw?.password !== void 0 || users.some(({ password }) => password !== void 0) || sshKeys.length > 0 ? [] : [{
		code: "no-login",
		message: "nobody can log in: there is no rootpw, no user with a password and no sshkey",
		hint: "add a rootpw, user or sshkey line"
	}],
	(_, { system: { rootpw, users } }) => [...rootpw === void 0 ? [] : [rootpw], ...users].filter(({ password }) => password?.encrypted === true && !cryptHash.test(password.text)).map(({ name, position }) => ({
		code: "not-a-hash",
		message: `the password of the ${name} line is no hash of crypt(3): nobody can log in with it`,
		position,
		hint: "make one with \"openssl passwd -6\"; to lock the account write --lock"
	})),
	(_, { system: { sshKeys } }) => sshKeys.filter(({ key }) => !sshPublicKey.test(key)).map(({ position }) => ({
		code: "not-an-ssh-key",
		message: "the sshkey line holds no public key that sshd knows",
		position,
		hint: "copy the line of the .pub file: \"ssh-ed25519 AAAA…\""
	})),
	(_, { backend, system: { users } }) => users.filter(({ groups }) => backend === "apt" && groups.includes("wheel") && !groups.includes("sudo")).map(({ position }) => ({
		code: "no-wheel",
		message: "the group wheel gives no rights in Debian",
		position,
		hint: "the group that may use sudo is called sudo there"
	})),
	(_, { bootLoader, system: { networks } }) => unstableNames(networks, bootLoader.kernelArguments),
	(document, { disks }) => driveWarnings(document, disks),
	(_, appliance) => growWarnings(appliance),
	(_, { bundles, packages: { included } }) => included.filter(({ name }) => bundles.length > 0 && name === kernelWithoutLsiLogic).map(({ position }) => ({
		code: "no-lsilogic",
		message: `${kernelWithoutLsiLogic} has no driver for the LSI Logic controller that disks of ${bundles.join(" and ")} are on`,
		position,
		hint: "write linux-image-amd64"
	})),
	(_, { system }) => localeWarnings(system),
	(_, { system, memoryMiB }) => kdumpWarnings(system.kdump, memoryMiB),
	({ scripts }) => scripts.filter(({ section }) => section === "pre-install").map(({ section, position }) => ({
		code: "script-not-run",
		message: `the %${section} script is not run: it prepares disks and an empty root for the installer, and an appliance has neither before its packages are installed`,
		position,
		hint: "files for the appliance belong into %post, mount points and filesystems into part lines"
	})),
	({ commands }) => {
		return commands.filter(({ name }) => name === "rootpw").slice(0, -1).map(({ position }) => ({
			code: "overridden",
			message: "a later rootpw line replaces this one",
			position
		}));
	}
];
function warningsFor(document, appliance) {
	return rules$1.flatMap((rule) => rule(document, appliance));
}

// src/appliance/merge.ts
/**
* Merges the kickstart, its %addon lines and the options, which win in that order, and validates the whole.
*
* @param fallbackName the name if neither says one: that of the kickstart file without its folder and ending
* @throws ApplianceErrors with all errors, kind `input`
*/
function mergeAppliance(document, options, fallbackName) {
	refuseEmpty(document);
	const errors = [];
	const report = (error) => errors.push(error);
	const { backend, reason: backendReason } = chooseBackend(document, options, report);
	reportRefusals(document, backend, report);
	const addon = readAddonLines(document, report);
	const named = nameDisks({
		document,
		options: options.disks ?? [],
		addon: addon.disks
	}, report);
	checkDrives(document, report);
	const name = nameOfAppliance(addon, options, fallbackName, report);
	const memoryMiB = options.memoryMiB ?? addon.memoryMiB ?? defaults.memoryMiB;
	const arch = architectureOf(options.arch, report);
	const kdump = readKdump(document, arch, report);
	const bootLoader = bootLoaderOf(document, kdump);
	const { disks, parts, storage } = readStorage(document, named, {
		arch,
		bootLoader,
		memoryMiB,
		name
	}, report);
	checkUses(addon, disks, report);
	const networks = readNetworks(document, report);
	const system = {
		lang: mergedCommand(document, "lang"),
		keyboard: lastCommand(document, "keyboard"),
		timezone: mergedCommand(document, "timezone"),
		timeSources: commandsNamed(document, "timesource"),
		rootpw: lastCommand(document, "rootpw"),
		groups: commandsNamed(document, "group"),
		users: commandsNamed(document, "user"),
		sshKeys: commandsNamed(document, "sshkey"),
		hostname: commandsNamed(document, "network").findLast(({ hostname }) => hostname)?.hostname,
		networks: networks.connections,
		services: mergedCommand(document, "services"),
		firewall: mergedCommand(document, "firewall"),
		selinux: lastCommand(document, "selinux"),
		authentication: document.commands.findLast((command) => command.name === "auth" || command.name === "authselect"),
		firstboot: lastCommand(document, "firstboot"),
		xconfig: mergedCommand(document, "xconfig"),
		skipx: lastCommand(document, "skipx"),
		syspurpose: lastCommand(document, "syspurpose"),
		certificates: document.certificates,
		kdump
	};
	const target = {
		arch,
		releasever: options.releasever
	};
	const merged = {
		name,
		version: options.version ?? addon.version?.text,
		...target,
		backend,
		backendReason,
		requireSignatures: options.requireSignatures ?? false,
		memoryMiB,
		vcpus: options.vcpus ?? addon.vcpus ?? defaults.vcpus,
		disks,
		parts,
		storage,
		bootLoader,
		packages: document.packages,
		modules: commandsNamed(document, "module"),
		repositories: repositoriesOf(document, {
			...target,
			backend,
			given: options.repos ?? [],
			addon: addon.repositories
		}, report),
		system,
		scripts: document.scripts,
		...outputsOf(addon, options, arch, report),
		targets: targetsOf(addon, options, report),
		boot: bootOf$2(addon, options, arch, report),
		noEffect: withoutEffect(document)
	};
	if (errors.length > 0) throw new ApplianceErrors(errors);
	return {
		...merged,
		warnings: [
			...document.warnings,
			...networks.warnings,
			...warningsFor(document, merged)
		]
	};
}
function nameOfAppliance(addon, options, fallback, report) {
	const name = options.name ?? addon.name?.text ?? fallback;
	if (!namePattern$2.test(name)) report(new ApplianceError({
		kind: "input",
		code: "bad-name",
		message: `"${name}" cannot be the name of an appliance`,
		position: options.name === void 0 ? addon.name?.position : void 0,
		hint: "use letters, digits and . _ + -, starting with a letter or digit: --name NAME"
	}));
	return name;
}

// src/appliance/packages/require-repositories.ts
/**
* What a build needs to know and a kickstart may leave to the command line: at least one repository for dnf (apt takes
* the sources of the host), and the release that their addresses name.
*
* @throws ApplianceErrors codes `no-repository`, `no-releasever`
*/
function requireRepositories({ backend, repositories, arch, releasever }) {
	if (backend !== "dnf") return;
	if (repositories.length === 0) throw new ApplianceErrors([inputError$2("no-repository", "the kickstart names no repository, and the host's own are never used", void 0, "add a line such as: url --url=https://HOST/PATH (or --mirrorlist, --metalink), or give --repo NAME=URL")]);
	const errors = repositories.flatMap(({ name, url, keys = [], position }) => {
		const variable = [url, ...keys].flatMap((text) => substituteVariables(text, {
			arch,
			releasever
		}).unset).find((one) => releaseVariables.has(one));
		if (variable === void 0) return [];
		const message = `the address of the repository ${name} has $${variable} in it, and nobody says which release that is`;
		return [inputError$2("no-releasever", message, position, "give --releasever 42, say")];
	});
	if (errors.length > 0) throw new ApplianceErrors(errors);
}

// src/kickstart/reading/diagnostics.ts
/** More errors help nobody, and a long file of garbage would take seconds to complain about. */
const MOST_ERRORS = 2e3;
/** Ends the reading of a kickstart that has too many errors. */
var TooManyErrors = class extends Error {
	name = "TooManyErrors";
};
/** Collects what is wrong with a kickstart, and says of included files how they came in. */
var Diagnostics = class {
	#chain;
	#errors = [];
	#warnings = [];
	constructor(chain) {
		this.#chain = chain;
	}
	/** In the order of their places, where an included file stands at the place of its %include. */
	get errors() {
		return this.#errors.toSorted((left, right) => comparePlaces(left.place, right.place)).map(({ error }) => error);
	}
	get warnings() {
		return this.#warnings;
	}
	/**
	* An arrow function, so that it can be passed on as a `Report`.
	*
	* @throws TooManyErrors after a last error that says so
	*/
	report = (error) => {
		if (this.#errors.length >= MOST_ERRORS) {
			const { kind, position } = error;
			const message = `more than ${MOST_ERRORS} errors: the rest of the file is not read`;
			this.#add(new ApplianceError({
				kind,
				code: "too-many-errors",
				message,
				position
			}));
			throw new TooManyErrors();
		}
		const hint = this.#withChain(error.hint, error.position);
		this.#add(hint === error.hint ? error : new ApplianceError(withHint(error, hint)));
	};
	warn(warning) {
		this.#warnings.push({
			...warning,
			hint: this.#withChain(warning.hint, warning.position)
		});
	}
	#add(error) {
		const { position } = error;
		this.#errors.push({
			error,
			place: position === void 0 ? [] : [position, ...this.#chain(position.file)].reverse()
		});
	}
	#withChain(hint, position) {
		const chain = position === void 0 ? [] : this.#chain(position.file);
		if (chain.length === 0) return hint;
		const path = `included from ${chain.map(formatPosition).join(", from ")}`;
		return hint === void 0 ? path : `${hint}; ${path}`;
	}
};
function withHint(error, hint) {
	const { kind, code, message, position, detail, cause } = error;
	return {
		kind,
		code,
		message,
		position,
		hint,
		detail,
		cause
	};
}
function comparePlaces(left, right) {
	for (const [depth, position] of left.entries()) {
		const other = right[depth];
		if (other === void 0) return 1;
		const difference = position.line - other.line || position.column - other.column;
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

// src/kickstart/reading/ksappend.ts
/**
* Replaces each `%ksappend URL` line by the text of that file, before anything else is read: wherever the line stands,
* in a script too, and once: lines in the text that comes in are not followed. The address is what stands between the
* first blank and the next.
*
* @param report is called for each line that can't be followed
*/
function followKsappend(lines, file, read, report) {
	if (!lines.some(({ text }) => percentWord(text) === "%ksappend")) return lines;
	return lines.flatMap((line, index) => {
		const at = {
			file,
			line: index + 1
		};
		if (percentWord(line.text) !== "%ksappend") return [{
			...line,
			at
		}];
		const position = {
			...at,
			column: line.text.indexOf("%") + 1
		};
		const [, path = ""] = line.text.trim().split(" ");
		if (path === "") {
			report(new ApplianceError({
				kind: "input",
				code: "missing-argument",
				message: "%ksappend needs a file or an address, after one blank",
				position
			}));
			return [];
		}
		try {
			const appended = read(path, position);
			return splitLines(appended.text).map((added, number) => ({
				text: added.text,
				ending: added.ending || "\n",
				at: {
					file: appended.file,
					line: number + 1
				}
			}));
		} catch (error) {
			if (!(error instanceof ApplianceError)) throw error;
			report(error);
			return [];
		}
	});
}

// src/kickstart/reading/source.ts
const DEEPEST = 100;
/** Files that include others twice each would otherwise grow without bound. */
const MOST_INCLUDES = 1e4;
const MOST_INCLUDED_CHARACTERS = 2 ** 24;
const VERSION_HINT = /^#version=(.*)$/;
/** The lines of a kickstart with those of included files in place. */
var LineSource = class {
	/** What is wrong with its %ksappend lines. */
	problems;
	#includes;
	#frames = [];
	#includedAt = /* @__PURE__ */ new Map();
	#texts = /* @__PURE__ */ new Map();
	#includeCount = 0;
	#includedCharacters = 0;
	#pushedBack;
	constructor(text, file, includes) {
		this.#includes = includes;
		const plain = withoutMark(text);
		this.#texts.set(file, plain);
		const problems = [];
		const read = (path, at) => this.#read(path, at, "%ksappend");
		const lines = followKsappend(splitLines(plain), file, read, (error) => problems.push(error));
		this.problems = problems;
		this.#frames.push({
			file,
			identity: file,
			lines,
			next: 0,
			begun: true
		});
	}
	/** The texts of all files read so far, by the names that positions show. */
	get texts() {
		return this.#texts;
	}
	/** The first `#version=` among the comments with which the kickstart begins. */
	get versionHint() {
		const [root] = this.#frames;
		for (const [index, { text, at }] of root?.lines.entries() ?? []) {
			if (!isBlankOrComment(text)) return void 0;
			const version = VERSION_HINT.exec(text)?.[1];
			if (version !== void 0 && root !== void 0) return {
				text: version.trim(),
				position: {
					file: root.file,
					line: index + 1,
					...at,
					column: 1
				}
			};
		}
	}
	next() {
		const again = this.#pushedBack;
		if (again !== void 0) {
			this.#pushedBack = void 0;
			return again;
		}
		for (let frame = this.#frames.at(-1); frame !== void 0; frame = this.#frames.at(-1)) {
			const line = frame.lines[frame.next];
			if (line !== void 0) {
				frame.next += 1;
				const { text, ending, at } = line;
				const opensInclude = !frame.begun;
				frame.begun ||= !isBlankOrComment(text) && percentWord(text) !== "%include";
				return {
					text,
					ending,
					position: {
						file: at?.file ?? frame.file,
						line: at?.line ?? frame.next,
						column: 1
					},
					opensInclude
				};
			}
			this.#frames.pop();
		}
	}
	/** Makes `next` return this line once more. */
	pushBack(line) {
		this.#pushedBack = line;
	}
	/** Where the innermost include of a file stands, then that of its parent, and so on. */
	chainOf = (file) => {
		const chain = [];
		let at = this.#includedAt.get(file);
		while (at !== void 0 && chain.length < DEEPEST) {
			chain.push(at);
			at = this.#includedAt.get(at.file);
		}
		return chain;
	};
	/**
	* Continues with the lines of another file.
	*
	* @throws ApplianceError kind input: `unreadable-include`, `include-cycle`, `too-many-includes`, `binary-kickstart`
	*/
	include(path, at) {
		if (this.#frames.length >= DEEPEST) throw includeError("too-many-includes", `%include of ${path}: too many files include each other`, at);
		const { file, text, identity = file } = this.#read(path, at, "%include");
		const lines = splitLines(text).map((line) => line.ending === "" ? {
			...line,
			ending: "\n"
		} : line);
		this.#frames.push({
			file,
			identity,
			lines,
			next: 0,
			begun: false
		});
	}
	#read(path, at, word) {
		this.#includeCount += 1;
		if (this.#includeCount > MOST_INCLUDES) throw includeError("too-many-includes", `${word} of ${path}: too many files include each other`, at);
		const read = this.#readText(path, at);
		const { file, identity = file } = read;
		const text = withoutMark(read.text);
		if (this.#frames.some((frame) => frame.file === file || frame.identity === identity)) throw includeError("include-cycle", `${file} includes itself`, at);
		this.#includedCharacters += text.length;
		if (this.#includedCharacters > MOST_INCLUDED_CHARACTERS) throw includeError("too-many-includes", `${word} of ${path}: the included files are too large together`, at);
		this.#includedAt.set(file, at);
		this.#texts.set(file, text);
		const binary = binaryError(text, file);
		if (binary !== void 0) throw binary;
		return {
			file,
			identity,
			text
		};
	}
	#readText(path, at) {
		try {
			return this.#includes.read(path, at.file);
		} catch (error) {
			throw includeError("unreadable-include", `can't include ${path}: ${messageOf(error)}`, at, error);
		}
	}
};
/** A byte order mark says nothing in UTF-8. */
function withoutMark(text) {
	return text.startsWith("﻿") ? text.slice(1) : text;
}
function includeError(code, message, position, cause) {
	return new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		cause
	});
}

// src/kickstart/reading/words.ts
const BLANKS = /* @__PURE__ */ new Set([
	" ",
	"	",
	"\r",
	"\n"
]);
/** Ends a run of ordinary characters inside a word. */
const SPECIAL = /[ \t\r\n'"\\#]/g;
/**
* Cuts one line into words by the rules of Python's `shlex` in POSIX mode, which is how kickstart reads commands,
* section headers and `%include` lines: blanks separate, single quotes are literal, in double quotes a backslash
* escapes only `"` and `\`, outside quotes it escapes any character, and an unquoted `#` starts a comment even in
* mid-word. There are no variables and no line continuation.
*
* @param line the text, with a `\n` at its end if a line end follows in the file: a backslash before it makes the
*   newline part of the word, while one at the very end of the file is an error
* @param position where the text's first character stands
* @throws ApplianceError `unbalanced-quote` or `trailing-backslash`, kind input, with the place of the character
*/
function splitWords(line, position, options = {}) {
	const comments = options.comments ?? true;
	const words = [];
	const at = (index) => ({
		...position,
		column: position.column + index
	});
	let cutAt;
	let backslashAt;
	let index = 0;
	while (index < line.length) {
		if (BLANKS.has(line.charAt(index))) {
			index += 1;
			continue;
		}
		if (comments && line.charAt(index) === "#") break;
		const start = index;
		let text = "";
		while (index < line.length && !BLANKS.has(line.charAt(index))) {
			const character = line.charAt(index);
			if (character === "'" || character === "\"") {
				const quoted = readQuoted(line, index, at);
				text += quoted.text;
				index = quoted.next;
			} else if (character === "\\") {
				if (index + 1 >= line.length) throw new ApplianceError({
					kind: "input",
					code: "trailing-backslash",
					message: "a backslash at the end of the file escapes nothing",
					position: at(index),
					hint: "remove the backslash; kickstart has no line continuation"
				});
				if (line.charAt(index + 1) === "\n") backslashAt = at(index);
				text += line.charAt(index + 1);
				index += 2;
			} else if (character === "#" && comments) {
				cutAt = at(index);
				index = line.length;
			} else {
				const end = endOfRun(line, index + 1);
				text += line.slice(index, end);
				index = end;
			}
		}
		words.push({
			text,
			position: at(start)
		});
	}
	return {
		words,
		cutAt,
		backslashAt
	};
}
function endOfRun(line, from) {
	SPECIAL.lastIndex = from;
	return SPECIAL.exec(line)?.index ?? line.length;
}
function readQuoted(line, open, at) {
	const quote = line.charAt(open);
	let text = "";
	let index = open + 1;
	while (index < line.length) {
		const character = line.charAt(index);
		if (character === quote) return {
			text,
			next: index + 1
		};
		const next = line.charAt(index + 1);
		if (quote === "\"" && character === "\\" && (next === "\"" || next === "\\")) {
			text += next;
			index += 2;
		} else {
			text += character;
			index += 1;
		}
	}
	throw new ApplianceError({
		kind: "input",
		code: "unbalanced-quote",
		message: `the ${quote === "\"" ? "double" : "single"} quote is not closed on this line`,
		position: at(open),
		hint: "close it, or put a backslash before it if it is meant literally"
	});
}

// src/kickstart/reading/reader.ts
/** What every part of the parser works with: the lines, and where to report. */
var Reader = class {
	source;
	diagnostics;
	judge;
	#hintAt;
	#kept;
	constructor(text, file, includes, options) {
		this.source = new LineSource(text, file, includes);
		this.diagnostics = new Diagnostics(this.source.chainOf);
		this.#hintAt = this.source.versionHint?.position;
		const syntax = options.syntax ?? this.#hinted() ?? "lenient";
		this.judge = {
			syntax,
			report: this.report,
			warn: (warning) => this.diagnostics.warn(warning)
		};
		this.#kept = options.flatten === true ? [] : void 0;
	}
	report = (error) => this.diagnostics.report(error);
	/** The lines that a kickstart without includes needs to say the same; undefined unless `flatten` was asked for. */
	get kept() {
		return this.#kept;
	}
	keep(line) {
		this.#kept?.push(line);
	}
	/** True for the `#version=` line that counts. */
	isVersionHint({ position: { file, line } }) {
		const at = this.#hintAt;
		return at?.file === file && at.line === line;
	}
	/** `#version=` among the comments at the top of the file. */
	#hinted() {
		const hint = this.source.versionHint;
		if (hint === void 0) return void 0;
		const { text, position } = hint;
		const version = parseVersion(text);
		this.diagnostics.warn({
			severity: "note",
			code: "version-hint",
			message: version === void 0 ? `#version=${shown(text)} names no version known here; the file is read leniently` : `the file is read as ${version} because of this line; --syntax overrules it`,
			position
		});
		return version;
	}
	/** Reports an ApplianceError that was thrown; throws anything else on. */
	reportThrown(error) {
		if (!(error instanceof ApplianceError)) throw error;
		this.report(error);
	}
	/** The words of a line by the rules of commands; undefined after reporting an error or for a line without words. */
	words(line) {
		try {
			const text = line.ending === "" ? line.text : `${line.text}\n`;
			const { words, cutAt, backslashAt } = splitWords(text, line.position);
			if (cutAt !== void 0) this.diagnostics.warn({
				code: "mid-word-comment",
				message: "the # inside a word starts a comment: the rest of the line is not read",
				position: cutAt,
				hint: "put the word in quotes if the # belongs to it"
			});
			if (backslashAt !== void 0) this.diagnostics.warn({
				code: "line-continuation",
				message: "kickstart has no line continuation: the backslash at the end of the line does not join the next one",
				position: backslashAt
			});
			const [first, ...others] = words;
			return first === void 0 ? void 0 : [first, ...others];
		} catch (error) {
			this.reportThrown(error);
			return;
		}
	}
	/** Reports what is wrong with the words of a line that is kept as text. */
	checkWords(line) {
		try {
			splitWords(line.ending === "" ? line.text : `${line.text}\n`, line.position);
		} catch (error) {
			this.reportThrown(error);
		}
	}
	/** Follows a `%include PATH` line; words after the path are ignored, as in the reference. */
	include(line) {
		const words = this.words(line);
		if (words === void 0) return;
		const [command, path] = words;
		if (path === void 0 || path.text === "") {
			this.report(new ApplianceError({
				kind: "input",
				code: "missing-argument",
				message: "%include needs a file",
				position: command.position
			}));
			return;
		}
		try {
			this.source.include(path.text, command.position);
		} catch (error) {
			this.reportThrown(error);
		}
	}
};

// src/kickstart/rules/conflicts.ts
const WITH_BOOTC = {
	fedora: { since: 43 },
	rhel: { since: 10 }
};
/** Which earlier commands a command does not bear. Not all are mutual: the later line is the one to blame. */
const CONFLICTS = {
	autopart: [{ with: [
		"part",
		"raid",
		"volgroup",
		"logvol",
		"reqpart"
	] }],
	part: [{ with: ["autopart", "mount"] }],
	raid: [{ with: ["autopart", "mount"] }],
	volgroup: [{ with: ["autopart", "mount"] }],
	logvol: [{ with: ["autopart", "mount"] }],
	reqpart: [{ with: ["autopart", "mount"] }],
	mount: [{ with: [
		"autopart",
		"part",
		"raid",
		"volgroup",
		"logvol",
		"reqpart"
	] }],
	ostreesetup: [{
		with: ["ostreecontainer"],
		life: {
			fedora: { since: 38 },
			rhel: { since: 10 }
		}
	}, {
		with: ["bootc"],
		life: WITH_BOOTC
	}],
	ostreecontainer: [{ with: ["ostreesetup"] }, {
		with: ["bootc"],
		life: WITH_BOOTC
	}],
	bootc: [{ with: ["ostreesetup", "ostreecontainer"] }]
};
/** Commands that are in the language since a while only: a conflict concerns the versions that have both. */
const LIVES = {
	ostreecontainer: { rhel: { since: 9 } },
	bootc: WITH_BOOTC
};
/** Tells which commands go together, line by line. */
var ConflictCheck = class {
	#first = /* @__PURE__ */ new Map();
	/** @param name of the command that `word` stands for */
	check(name, word, { syntax, report, warn }) {
		for (const { with: others, life } of CONFLICTS[name] ?? []) {
			const first = others.map((other) => ({
				other,
				at: this.#first.get(other)
			})).find(({ at }) => at !== void 0);
			if (first?.at === void 0) continue;
			const message = `${word.text} does not go with ${first.at.text}, which stands at ${formatPosition(first.at.position)}`;
			const { position } = word;
			const refusing = VERSIONS.filter((version) => holds(life, version));
			const having = VERSIONS.filter((version) => holds(LIVES[name], version) && holds(LIVES[first.other], version));
			if (syntax === "lenient" && having.some((version) => !refusing.includes(version))) warn({
				code: "version-dependent",
				message: `${message} (refused by ${listVersions(refusing)})`,
				position
			});
			else if (syntax === "lenient" || refusing.includes(syntax)) report(new ApplianceError({
				kind: "input",
				code: "conflicting-commands",
				message,
				position
			}));
		}
		if (!this.#first.has(name)) this.#first.set(name, word);
	}
};
const holds = (life, version) => statusIn(life, version) === "works";

// src/kickstart/rules/duplicates.ts
/**
* What two lines of a command should not both name: how messages call it, and the name. It is a warning and both lines
* are kept, as in the reference, which knows one exception: snapshots.
*/
const KEYS = {
	part: ["the mount point", ({ mountPoint }) => mountPoint === "swap" ? void 0 : mountPoint],
	raid: ["the device", ({ device }) => device],
	volgroup: ["the volume group", ({ volumeGroup }) => volumeGroup],
	logvol: ["the logical volume", ({ volumeGroup, volume }) => `${volumeGroup}/${volume}`],
	btrfs: ["the mount point", ({ mountPoint }) => mountPoint === "none" ? void 0 : mountPoint],
	snapshot: ["the snapshot", ({ snapshot }) => snapshot],
	user: ["the user", ({ user }) => user],
	group: ["the group", ({ group }) => group],
	sshpw: ["the user", ({ user }) => user],
	repo: ["the repository", ({ repo }) => repo],
	network: ["the device", ({ device, vlanId }) => vlanId === void 0 ? device || void 0 : void 0],
	fcoe: ["the device", ({ nic }) => nic]
};
var DuplicateCheck = class {
	#first = /* @__PURE__ */ new Map();
	check(command, word, { report, warn }) {
		const { name, position } = command;
		const [what, key] = KEYS[name] ?? [];
		const value = key?.(command);
		if (value === void 0) return;
		const first = this.#first.get(`${name} ${value}`);
		if (first === void 0) {
			this.#first.set(`${name} ${value}`, position);
			return;
		}
		const message = `an earlier ${word} line has ${what} ${value} too: ${formatPosition(first)}`;
		if (name === "snapshot") report(new ApplianceError({
			kind: "input",
			code: "duplicate",
			message,
			position
		}));
		else warn({
			code: "duplicate",
			message,
			position
		});
	}
};

// src/kickstart/sections/sections.ts
/** The sections of the language; it knows them in all its versions. */
const SECTIONS = [
	"%pre",
	"%pre-install",
	"%post",
	"%onerror",
	"%traceback",
	"%packages",
	"%addon",
	"%certificate",
	"%anaconda"
];
const known = new Set(SECTIONS);
function isSection(name) {
	return known.has(name);
}
/**
* Reads the body of a section up to its `%end`. A line whose first word is `%end`, `%include` or a known section is live
* even inside a heredoc; all others go to `take`.
*
* @param header the section's word in its header
*/
function readBody(reader, header, take) {
	for (let line = reader.source.next(); line !== void 0; line = reader.source.next()) {
		const word = percentWord(line.text);
		if (word === "%end") {
			checkEnd(reader, line);
			reader.keep(line);
			return;
		}
		if (word === "%include") reader.include(line);
		else if (word !== void 0 && isSection(word)) {
			reader.report(notClosed(header, `before ${word} on line ${line.position.line}`));
			reader.source.pushBack(line);
			return;
		} else if (take(line) !== "dropped") reader.keep(line);
	}
	reader.report(notClosed(header, "before the end of the file"));
}
/** Passes over the body of a section that the language does not know, which may have none. */
function skipUnknownBody(reader) {
	for (let line = reader.source.next(); line !== void 0; line = reader.source.next()) {
		const word = percentWord(line.text);
		if (word === "%end") return;
		if (word !== void 0 && isSection(word)) {
			reader.source.pushBack(line);
			return;
		}
	}
}
/** The place of the first word of a line. */
function placeOf(word, line) {
	return {
		...line.position,
		column: line.text.indexOf(word) + 1
	};
}
/** The reference cuts `%end` lines without regard to comments, so that a quote in one counts. */
function checkEnd(reader, line) {
	try {
		splitWords(line.text, line.position, { comments: false });
	} catch (error) {
		reader.reportThrown(error);
	}
}
function notClosed(header, where) {
	return new ApplianceError({
		kind: "input",
		code: "section-not-closed",
		message: `section ${header.text} is not closed with %end ${where}`,
		position: header.position,
		hint: "write %end on a line of its own after the last line of the section"
	});
}

// src/kickstart/sections/addon.ts
/** The addon whose lines are read by this program; those of others are kept as they are. */
const OWN_ADDON = "org_appliance_build";
/** Reads `%addon NAME …` and its `%end`. Lines of our own addon are cut into words; a line of another one is one word. */
function readAddon(reader, words) {
	const [header, name, ...others] = words;
	const isOwn = name?.text === OWN_ADDON;
	const [extra] = others;
	if (name === void 0) fail(reader, "missing-argument", "%addon needs a name", header);
	else if (isOwn && extra !== void 0) fail(reader, "unexpected-argument", `%addon ${OWN_ADDON} takes no options: write them inside the section`, extra);
	const lines = [];
	readBody(reader, header, (line) => {
		if (!isOwn) lines.push([{
			text: line.text,
			position: line.position
		}]);
		else if (!isBlankOrComment(line.text)) {
			const cut = reader.words(line);
			if (cut !== void 0) lines.push(cut);
		}
		return "kept";
	});
	if (name === void 0) return;
	return {
		name: name.text,
		position: header.position,
		arguments: others.map(({ text }) => text),
		lines
	};
}
function fail(reader, code, message, { position }) {
	reader.report(new ApplianceError({
		kind: "input",
		code,
		message,
		position
	}));
}

// src/kickstart/sections/scripts.ts
const DEFAULT_INTERPRETER = "/bin/sh";
const HEADER$1 = {
	interpreter: {
		names: ["--interpreter"],
		kind: "text"
	},
	log: {
		names: ["--log", "--logfile"],
		kind: "text"
	},
	errorOnFail: {
		names: ["--erroronfail"],
		kind: "flag"
	}
};
const OUTSIDE = defineGrammar({ options: HEADER$1 });
const POST = defineGrammar({ options: {
	...HEADER$1,
	noChroot: {
		names: ["--nochroot"],
		kind: "flag"
	}
} });
/** Sections that hold a script, without the `%`. */
const SCRIPT_SECTIONS = {
	"%pre": "pre",
	"%pre-install": "pre-install",
	"%post": "post",
	"%onerror": "onerror",
	"%traceback": "traceback"
};
const TRACEBACK = {
	fedora: { deprecated: 34 },
	rhel: { deprecated: 9 },
	instead: "%onerror"
};
function isScriptSection(name) {
	return Object.hasOwn(SCRIPT_SECTIONS, name);
}
/**
* Reads a script and its `%end`.
*
* @returns undefined after an error in the header, or when the body is blank: such a script is not run
*/
function readScript(reader, words, name) {
	const [header] = words;
	if (name === "%traceback") remarkTraceback(reader, header);
	const post = name === "%post" ? interpret$1(words, POST, reader.judge) : void 0;
	const line = name === "%post" ? post : interpret$1(words, OUTSIDE, reader.judge);
	const { body, bodyPosition } = readTextBody(reader, header);
	if (line === void 0 || bodyPosition === void 0 || body.trim() === "") return;
	const { values, positions } = line;
	return {
		section: SCRIPT_SECTIONS[name],
		position: header.position,
		bodyPosition,
		body,
		interpreter: values.interpreter || DEFAULT_INTERPRETER,
		interpreterPosition: positions.interpreter ?? header.position,
		chroot: post?.values.noChroot === false,
		errorOnFail: values.errorOnFail,
		log: values.log || void 0
	};
}
function remarkTraceback({ judge }, { position }) {
	if (judge.syntax !== "lenient" && statusIn(TRACEBACK, judge.syntax) === "works") return;
	const remark = remarkOn("%traceback", TRACEBACK);
	if (remark !== void 0) judge.warn({
		...remark,
		position
	});
}
/**
* The body is kept as it is, with two exceptions: CRLF becomes LF, and of an included file the leading blank lines and
* comments are dropped, as the reference does.
*/
function readTextBody(reader, header) {
	const parts = [];
	let bodyPosition;
	let carriageReturnAt;
	readBody(reader, header, (line) => {
		if (line.opensInclude && isBlankOrComment(line.text)) return "dropped";
		if (line.opensInclude) reader.checkWords(line);
		bodyPosition ??= line.position;
		if (line.ending === "\r\n") carriageReturnAt ??= line.position;
		parts.push(line.text, line.ending === "\r\n" ? "\n" : line.ending);
		return "kept";
	});
	if (carriageReturnAt !== void 0) reader.diagnostics.warn({
		code: "crlf-script",
		message: `lines of ${header.text} end in CR LF; they are read with LF`,
		position: carriageReturnAt,
		hint: "save the file with Unix line ends"
	});
	return {
		body: parts.join(""),
		bodyPosition
	};
}

// src/kickstart/sections/certificate.ts
const HEADER = defineGrammar({
	options: {
		filename: {
			names: ["--filename"],
			kind: "text",
			required: true
		},
		directory: {
			names: ["--dir"],
			kind: "text"
		},
		type: {
			names: ["--type"],
			kind: "text"
		}
	},
	anyOf: ["directory", "type"]
});
/** Reads `%certificate` and its `%end`; no version refuses the section, though F42 brought it. */
function readCertificate(reader, words) {
	const [{ position }] = words;
	const line = interpret$1(words, HEADER, reader.judge);
	const { body } = readTextBody(reader, words[0]);
	const text = body.replace(/\n$/, "");
	if (text.trim() === "") {
		reader.report(new ApplianceError({
			kind: "input",
			code: "empty-section",
			message: "the certificate is missing between %certificate and %end",
			position
		}));
		return;
	}
	if (line === void 0) return void 0;
	const { filename, directory, type } = line.values;
	return {
		position,
		filename,
		directory: directory || void 0,
		type: type || void 0,
		text
	};
}
/** Reads `%anaconda` and its `%end`: settings of the installer that nothing else looks into. */
function readInstallerSection(reader, words) {
	const [{ position }, ...others] = words;
	const { body } = readTextBody(reader, words[0]);
	return {
		position,
		arguments: others.map(({ text }) => text),
		body
	};
}

// src/kickstart/sections/packages-header.ts
/** The spelling with capitals: new names came with F32 and RHEL9. */
const OLD = {
	fedora: { deprecated: 40 },
	rhel: {
		deprecated: 9,
		removed: 10
	}
};
const NEW = {
	fedora: { since: 32 },
	rhel: { since: 9 }
};
const PACKAGES_HEADER = defineGrammar({
	options: {
		defaultEnvironment: {
			names: ["--default"],
			kind: "flag"
		},
		excludeDocs: {
			names: ["--excludedocs"],
			kind: "flag"
		},
		noCore: {
			names: ["--nocore"],
			kind: "flag"
		},
		ignoreMissing: {
			names: ["--ignoremissing"],
			kind: "flag"
		},
		ignoreBroken: {
			names: ["--ignorebroken"],
			kind: "flag",
			life: {
				fedora: { since: 32 },
				rhel: "never"
			}
		},
		multilib: {
			names: ["--multilib"],
			kind: "flag"
		},
		excludeWeakDeps: {
			names: ["--exclude-weakdeps"],
			kind: "flag",
			life: NEW
		},
		oldExcludeWeakDeps: {
			names: ["--excludeWeakdeps"],
			kind: "flag",
			life: {
				...OLD,
				instead: "--exclude-weakdeps"
			}
		},
		instLangs: {
			names: ["--inst-langs"],
			kind: "text",
			life: NEW
		},
		oldInstLangs: {
			names: ["--instLangs"],
			kind: "text",
			life: {
				...OLD,
				instead: "--inst-langs"
			}
		},
		timeoutSeconds: {
			names: ["--timeout"],
			kind: "integer"
		},
		retries: {
			names: ["--retries"],
			kind: "integer"
		}
	},
	exclusive: [["defaultEnvironment", "noCore"]]
});
/** What an earlier header said and a later one takes back by its silence: only --default and --inst-langs stick. */
const LOST = [
	["--nocore", ({ noCore }) => noCore],
	["--excludedocs", ({ flags }) => flags.excludeDocs],
	["--ignoremissing", ({ flags }) => flags.ignoreMissing],
	["--ignorebroken", ({ flags }) => flags.ignoreBroken],
	["--multilib", ({ flags }) => flags.multilib],
	["--exclude-weakdeps", ({ flags }) => flags.excludeWeakDeps],
	["--timeout", ({ flags }) => flags.timeoutSeconds !== void 0],
	["--retries", ({ flags }) => flags.retries !== void 0]
];
/**
* Reads the header of one %packages section.
*
* @param before what the header before it said
* @returns what counts from now on; `before` after an error
*/
function readPackagesHeader(words, before, judge) {
	const line = interpret$1(words, PACKAGES_HEADER, judge);
	if (line === void 0) return before;
	const options = Object.entries(line.positions).flatMap(([key, position]) => {
		const [name] = PACKAGES_HEADER.options[key].names;
		return position === void 0 ? [] : [[name, position]];
	});
	const header = headerOf(line.values, before, Object.fromEntries(options));
	for (const [name, said] of before === void 0 ? [] : LOST) {
		if (before === void 0 || !said(before) || said(header)) continue;
		judge.warn({
			code: "header-flag-lost",
			message: `an earlier %packages has ${name}; only the last header counts, and this one lacks it`,
			position: words[0].position,
			hint: `repeat ${name} here`
		});
	}
	return header;
}
function headerOf(values, before, options) {
	const { noCore, oldExcludeWeakDeps, oldInstLangs, ...flags } = values;
	return {
		noCore,
		flags: {
			...flags,
			defaultEnvironment: flags.defaultEnvironment || before?.flags.defaultEnvironment === true,
			excludeWeakDeps: flags.excludeWeakDeps || oldExcludeWeakDeps,
			instLangs: flags.instLangs ?? oldInstLangs ?? before?.flags.instLangs,
			options
		}
	};
}

// src/kickstart/sections/packages.ts
/** Gathers all %packages sections of a kickstart. */
var PackageCollector = class {
	#included = /* @__PURE__ */ new Map();
	#excluded = /* @__PURE__ */ new Map();
	#present = false;
	#header;
	#environment;
	get selection() {
		return {
			present: this.#present,
			included: [...this.#included.values()],
			excluded: [...this.#excluded.values()],
			noCore: this.#header?.noCore ?? false,
			flags: this.#header?.flags
		};
	}
	/** Reads one section and its `%end`. Its lines add to those before; its header's flags replace those before. */
	read(reader, words) {
		this.#present = true;
		this.#header = readPackagesHeader(words, this.#header, reader.judge);
		readBody(reader, words[0], (bodyLine) => {
			this.#takeLine(reader, bodyLine);
			return "kept";
		});
	}
	#takeLine(reader, line) {
		const uncommented = line.text.split("#", 1)[0] ?? "";
		const text = uncommented.trim();
		if (text === "") return;
		const position = {
			...line.position,
			column: uncommented.length - uncommented.trimStart().length + 1
		};
		const excludes = text.startsWith("-");
		const entry = excludes ? {
			name: text.slice(1),
			position
		} : entryOf(text, position);
		if (entry instanceof ApplianceError) {
			reader.report(entry);
			return;
		}
		if (entry.name === "" || entry.name === "@" || entry.name === "@^") {
			reader.report(new ApplianceError({
				kind: "input",
				code: "missing-argument",
				message: "a name is missing after - or @",
				position
			}));
			return;
		}
		if (/\s/.test(entry.name) && !entry.name.startsWith("@")) reader.diagnostics.warn({
			code: "blank-in-package-name",
			message: `"${shown(entry.name)}" is taken as one name`,
			position,
			hint: "write one package per line"
		});
		this.#add(entry, excludes);
	}
	/** The later line wins between `foo` and `-foo`; an excluded group stays excluded when a later line adds it again. */
	#add(entry, excludes) {
		const { name } = entry;
		if (excludes) {
			const cancelsEnvironment = name.startsWith("@^") && this.#included.delete(name);
			this.#included.delete(name);
			if (!cancelsEnvironment && !this.#excluded.has(name)) this.#excluded.set(name, entry);
			return;
		}
		if (!name.startsWith("@")) this.#excluded.delete(name);
		if (name.startsWith("@^")) {
			this.#included.delete(this.#environment ?? "");
			this.#environment = name;
		}
		if (!this.#included.has(name)) this.#included.set(name, entry);
	}
};
/** A group's options may stand anywhere after the `@`, shortened as far as they differ; other words are its name. */
function entryOf(text, position) {
	if (!text.startsWith("@") || text.startsWith("@^")) return {
		name: text,
		position
	};
	const options = /* @__PURE__ */ new Set();
	const name = text.slice(1).split(/\s+/).filter((word) => {
		const members = membersOf$1(word);
		if (members !== void 0) options.add(members);
		return word !== "" && members === void 0;
	}).join(" ");
	const [members, another] = options;
	if (another !== void 0) return new ApplianceError({
		kind: "input",
		code: "conflicting-options",
		message: "a group takes --nodefaults or --optional, not both",
		position
	});
	return {
		name: `@${name}`,
		position,
		...members === void 0 ? {} : { members }
	};
}
function membersOf$1(word) {
	if (word.length < 3) return void 0;
	if ("--nodefaults".startsWith(word)) return "mandatory";
	return "--optional".startsWith(word) ? "all" : void 0;
}

// src/kickstart/parse.ts
/**
* Reads a kickstart: commands with their places in file order, sections, included files. Pure but for `includes`, and
* linear in the length of the text.
*
* @param text the file, decoded as UTF-8
* @param file its name as positions show it
*/
function readKickstartText(text, file, includes, options = {}) {
	const binary = binaryError(text, file);
	const reading = new Parser(binary === void 0 ? text : "", file, includes, options).parse();
	return binary === void 0 ? reading : {
		...reading,
		errors: [binary]
	};
}
var Parser = class {
	#file;
	#reader;
	#judge;
	#packages = new PackageCollector();
	#commands = [];
	#written = /* @__PURE__ */ new Map();
	#counts = /* @__PURE__ */ new Map();
	#scripts = [];
	#addons = [];
	#certificates = [];
	#installerSections = [];
	#conflicts = new ConflictCheck();
	#duplicates = new DuplicateCheck();
	constructor(text, file, includes, options) {
		this.#file = file;
		this.#reader = new Reader(text, file, includes, options);
		this.#judge = this.#reader.judge;
		if (text.includes("�")) this.#reader.diagnostics.warn({
			code: "invalid-utf8",
			message: "some characters of the file are not UTF-8; they are read as �",
			position: {
				file,
				line: 1,
				column: 1
			},
			hint: "save the file as UTF-8"
		});
	}
	parse() {
		const { diagnostics, source, kept } = this.#reader;
		this.#readAll();
		return {
			document: {
				file: this.#file,
				syntax: this.#judge.syntax,
				commands: this.#commands,
				written: this.#written,
				packages: this.#packages.selection,
				scripts: this.#scripts,
				addons: this.#addons,
				certificates: this.#certificates,
				installerSections: this.#installerSections,
				warnings: diagnostics.warnings
			},
			errors: diagnostics.errors,
			counts: this.#counts,
			texts: source.texts,
			flat: kept?.map(({ text, ending }) => `${text}${ending}`).join("")
		};
	}
	#readAll() {
		const { source } = this.#reader;
		try {
			for (const problem of source.problems) this.#judge.report(problem);
			for (let line = source.next(); line !== void 0; line = source.next()) if (!isBlankOrComment(line.text)) this.#readLine(line);
			else if (!line.text.startsWith("#version=") || this.#reader.isVersionHint(line)) this.#reader.keep(line);
		} catch (error) {
			if (!(error instanceof TooManyErrors)) throw error;
		}
	}
	#readLine(line) {
		const percent = percentWord(line.text);
		if (percent === "%include") {
			this.#reader.include(line);
			return;
		}
		if (percent === "%ksappend") {
			const position = placeOf(percent, line);
			this.#judge.warn({
				code: "ksappend-ignored",
				message: "%ksappend is followed in the kickstart itself alone: this line is passed over",
				position,
				hint: "use %include"
			});
			return;
		}
		this.#reader.keep(line);
		const words = this.#reader.words(line) ?? sectionWordOf(line);
		if (words === void 0) return;
		if (words[0].text.startsWith("%")) this.#readSection(words);
		else this.#readCommand(words);
	}
	#readCommand(words) {
		const [word] = words;
		const definition = findCommand(word.text);
		if (definition === void 0) {
			this.#judge.report(unknownCommand(word));
			return;
		}
		const [name] = definition.names;
		this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
		const status = judgeCommand(word, definition, this.#judge);
		if (status === "refused") return;
		this.#conflicts.check(name, word, this.#judge);
		const read = definition.read(words, status === "read" ? this.#judge : deafTo(this.#judge));
		if (read === void 0) return;
		const { command, written } = read;
		this.#duplicates.check(command, word.text, this.#judge);
		this.#commands.push(command);
		this.#written.set(command, written);
	}
	#readSection(words) {
		const [header] = words;
		const name = header.text;
		if (name === "%packages") this.#packages.read(this.#reader, words);
		else if (name === "%addon") pushDefined(this.#addons, readAddon(this.#reader, words));
		else if (name === "%certificate") pushDefined(this.#certificates, readCertificate(this.#reader, words));
		else if (name === "%anaconda") this.#installerSections.push(readInstallerSection(this.#reader, words));
		else if (isScriptSection(name)) pushDefined(this.#scripts, readScript(this.#reader, words, name));
		else {
			this.#reader.report(unknownSection(header));
			if (name !== "%end") skipUnknownBody(this.#reader);
		}
	}
};
/** A deprecated command does nothing, whatever its words: what can be understood of them is kept, the rest is no error. */
function deafTo(judge) {
	return {
		...judge,
		report: () => void 0,
		warn: () => void 0
	};
}
/** A header that can't be cut into words still opens its section, so that its body is not taken for commands. */
function sectionWordOf(line) {
	const text = percentWord(line.text);
	return text !== void 0 && isSection(text) ? [{
		text,
		position: placeOf(text, line)
	}] : void 0;
}
function pushDefined(list, item) {
	if (item !== void 0) list.push(item);
}
function inputError(code, message, position, hint) {
	return new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	});
}
function unknownCommand({ text, position }) {
	const near = closest(text, knownCommandNames());
	const hint = near === void 0 ? void 0 : `did you mean ${near}?`;
	return inputError("unknown-command", `unknown command ${shown(text)}`, position, hint);
}
function unknownSection({ text, position }) {
	if (text === "%end") return inputError("unknown-section", "%end without a section", position);
	const near = closest(text, [
		...SECTIONS,
		"%include",
		"%end"
	]);
	const hint = near === void 0 ? void 0 : `did you mean ${near}?`;
	return inputError("unknown-section", `unknown section ${shown(text)}`, position, hint);
}

// src/kickstart/read.ts
/**
* Reads a kickstart with all that it includes: fetches addresses, runs %pre scripts, and then reads it with what they
* wrote, as the installer does.
*
* @param text the file, decoded as UTF-8
* @param file its name as positions show it
*/
async function readKickstart(text, file, outside, options = {}) {
	const pages = new Map(options.gathered?.pages);
	const readWith = async (pre) => {
		for (;;) {
			const missing = /* @__PURE__ */ new Set();
			const includes = layered(outside.files, pages, pre?.files, (url) => missing.add(url));
			const reading = readKickstartText(text, file, includes, options);
			if (missing.size === 0) return reading;
			await Promise.all([...missing].map(async (url) => pages.set(url, await fetched(outside, url))));
		}
	};
	const known = options.gathered?.pre;
	const first = await readWith(known);
	const scripts = first.document.scripts.filter(({ section }) => section === "pre");
	if (known !== void 0) return {
		...withOutcome(first, known),
		gathered: {
			pages,
			pre: known
		}
	};
	if (options.skipPre === true || scripts.length === 0) return {
		...first,
		gathered: {
			pages,
			pre: void 0
		}
	};
	if (typeof outside.pre === "string") return {
		...withoutPre(first, outside.pre),
		gathered: {
			pages,
			pre: void 0
		}
	};
	const pre = await outside.pre.run(scripts);
	return {
		...withOutcome(pre.files.size === 0 ? first : await readWith(pre), pre),
		gathered: {
			pages,
			pre
		}
	};
}
const ADDRESS = /^https?:\/\//i;
function layered(files, pages, preFiles, need) {
	return { read(included, fromFile) {
		const url = addressOf(included, fromFile);
		if (url !== void 0) {
			const page = pages.get(url);
			if (page === void 0) need(url);
			if (page !== void 0 && "error" in page) throw new Error(page.error);
			return {
				file: url,
				text: page?.text ?? ""
			};
		}
		const written = path.posix.resolve(preFiles?.has(fromFile) ? path.posix.dirname(fromFile) : "/", included);
		const text = included.startsWith("/") || preFiles?.has(fromFile) ? preFiles?.get(written) : void 0;
		return text === void 0 ? files.read(included, fromFile) : {
			file: written,
			text
		};
	} };
}
/** A file that was fetched names others relative to itself, as pages do. */
function addressOf(included, fromFile) {
	if (ADDRESS.test(included)) return URL.canParse(included) ? new URL(included).href : included;
	return ADDRESS.test(fromFile) && !included.startsWith("/") && URL.canParse(included, fromFile) ? new URL(included, fromFile).href : void 0;
}
async function fetched(outside, url) {
	try {
		return { text: await outside.fetch(url) };
	} catch (error) {
		return { error: messageOf(error) };
	}
}
function withOutcome(reading, { warnings, errors }) {
	const { document } = reading;
	return {
		...reading,
		document: {
			...document,
			warnings: [...warnings, ...document.warnings]
		},
		errors: [...errors, ...reading.errors]
	};
}
/** Without %pre a kickstart that includes what it writes is not whole; any other reads as it would with it. */
function withoutPre(reading, why) {
	const { document, errors } = reading;
	const position = document.scripts.find(({ section }) => section === "pre")?.position;
	const hint = "add --pre skip to read the kickstart without what %pre writes";
	if (!errors.some(({ code }) => code === "unreadable-include")) {
		const warning = {
			code: "pre-not-run",
			message: `the %pre script is not run: ${why}`,
			position,
			hint
		};
		return {
			...reading,
			document: {
				...document,
				warnings: [warning, ...document.warnings]
			}
		};
	}
	const message = `the %pre script, which may write what is included, is not run: ${why}`;
	const error = new ApplianceError({
		kind: "input",
		code: "pre-not-run",
		message,
		position,
		hint
	});
	return {
		...reading,
		errors: [error, ...errors]
	};
}

// src/plan/boot/loaders.ts
const nothing = {
	bios: false,
	uefi: false,
	biosBootPartition: false,
	startsActivePartition: false,
	withoutFeatures: []
};
const loaderTraits = {
	grub: {
		...nothing,
		bios: true,
		uefi: true,
		biosBootPartition: true
	},
	extlinux: {
		...nothing,
		bios: true,
		startsActivePartition: true,
		withoutFeatures: ["64bit"]
	},
	sdboot: {
		...nothing,
		uefi: true
	},
	none: nothing
};
/** What the appliance's loader asks of the disks, on machines of its architecture. */
function loaderTraitsOf({ arch, bootLoader: { loader } }) {
	const traits = loaderTraits[loader];
	return {
		...traits,
		bios: traits.bios && architectures[arch].hasBios
	};
}
/** The packages with a shim and a GRUB that are signed for Secure Boot. */
const signedPackages = {
	apt: ({ debian }) => ["shim-signed", `grub-efi-${debian}-signed`],
	dnf: ({ efi }) => [`shim-${efi}`, `grub2-efi-${efi}`]
};
/** Whether packages bring the loader in a form that Secure Boot accepts. */
function asksForSigned({ arch, backend, bootLoader: { loader } }, { requested }) {
	const needed = signedPackages[backend](architectures[arch]);
	return loader === "grub" && needed.every((name) => requested.some((one) => one.name === name));
}

// src/plan/limits/format-limits.ts
const gibibyte = 1024 ** 3;
/** @throws ApplianceError code `disk-too-large` if one of the appliance's formats cannot hold the disk */
function requireFormats({ formats, bundles }, { name }, sizeBytes) {
	for (const format of [...formats, ...bundles.includes("ova") ? ["vmdk"] : []]) {
		const { largestBytes } = diskFormat(format);
		if (largestBytes === void 0 || sizeBytes <= largestBytes) continue;
		throw new ApplianceError({
			kind: "input",
			code: "disk-too-large",
			message: `disk ${name} has ${Math.ceil(sizeBytes / gibibyte)} GiB, and ${format} holds ${largestBytes / gibibyte} GiB at most`,
			hint: "make the disk smaller, or take another format: --format"
		});
	}
}

// src/plan/limits/vmware-limits.ts
/** What a virtual machine of hardware version 13 has room for (VMware, "Configuration Maximums" of vSphere 6.5). */
const most = {
	vcpus: 128,
	interfaces: 10,
	disks: 60
};
/** Names in a tar archive without extensions. */
const mostNameBytes = 100;
/** @returns an error for everything of the appliance that VMware's machines have no room for */
function vmwareProblems(plan) {
	if (plan.bundles.length === 0) return [];
	const longest = Math.max(...plan.disks.map(({ stem }) => `${stem}.vmdk`.length));
	return [
		[plan.vcpus > most.vcpus, `${plan.vcpus} processors; it has ${most.vcpus} at most`],
		[plan.interfaces > most.interfaces, `${plan.interfaces} network cards; it has ${most.interfaces} at most`],
		[plan.disks.length > most.disks, `${plan.disks.length} disks; it has ${most.disks} at most`],
		[longest > mostNameBytes, `a disk with a name of ${longest} characters; it may have ${mostNameBytes}`]
	].filter(([isProblem]) => isProblem).map(([, what]) => new ApplianceError({
		kind: "input",
		code: "beyond-vmware",
		message: `the machine of ${plan.bundles.join(" and ")} would have ${what}`,
		hint: `change it, or leave out --format ${plan.bundles.join(",")}`
	}));
}

// src/plan/packages/need.ts
/** GRUB boots through UEFI where there is an EFI system partition. */
const hasGrubForUefi = (appliance) => appliance.bootLoader.loader === "grub" && appliance.parts.some(({ efi }) => efi);
/** Whether %packages names a package of that kind itself. */
const askedFor = (asked, ...patterns) => [...asked].some((name) => patterns.some((pattern) => pattern.test(name)));
/** The needs that hold, but for what %packages names or excludes itself. */
function neededPackages(needs, appliance, asked, excluded) {
	const isExcluded = (name) => excluded.some((pattern) => matchesGlob(pattern, name));
	const added = /* @__PURE__ */ new Set();
	return needs.filter(({ package: name, when }) => !asked.has(name) && !isExcluded(name) && when(appliance, asked)).filter(({ package: name }) => !added.has(name) && added.add(name)).map(({ package: name, reason, alternatives, optional }) => ({
		name,
		reason,
		position: void 0,
		...alternatives === void 0 ? {} : { alternatives: alternatives.filter((other) => !isExcluded(other)) },
		...optional === void 0 ? {} : { optional }
	}));
}
/** Types of the filesystems of parts and volumes. */
const filesystemTypes = ({ parts, storage }) => [...parts.flatMap(({ fsType }) => fsType ?? []), ...[
	...storage.logicalVolumes,
	...storage.arrays,
	...storage.btrfs
].map(({ format }) => format.fsType)];
const hasFilesystem = (type) => (appliance) => filesystemTypes(appliance).some((other) => other === type);
const asksForFirewall = ({ system: { firewall } }) => firewall?.enabled === true && !firewall.useSystemDefaults;
/** Packages that both families have under one name. */
const commonNeeds = [
	{
		package: "e2fsprogs",
		reason: "filesystem ext",
		when: (appliance) => filesystemTypes(appliance).some((type) => type.startsWith("ext"))
	},
	{
		package: "dosfstools",
		reason: "filesystem vfat",
		when: hasFilesystem("vfat")
	},
	{
		package: "xfsprogs",
		reason: "filesystem xfs",
		when: hasFilesystem("xfs")
	},
	{
		package: "btrfs-progs",
		reason: "filesystem btrfs",
		when: hasFilesystem("btrfs")
	},
	{
		package: "cryptsetup",
		reason: "encryption",
		when: (appliance) => encryptionsOf(appliance).length > 0
	},
	{
		package: "mdadm",
		reason: "raid",
		when: ({ storage }) => storage.arrays.length > 0
	},
	{
		package: "lvm2",
		reason: "volgroup",
		when: ({ storage }) => storage.volumeGroups.length > 0
	},
	{
		package: "ca-certificates",
		reason: "%certificate",
		when: ({ system }) => system.certificates.some(({ type }) => type === "anchor")
	},
	{
		package: "tzdata",
		reason: "timezone",
		when: ({ system }) => system.timezone?.zone !== void 0
	}
];

// src/plan/packages/debian-locale.ts
const builtIn$1 = /^(?:C|POSIX)(?:\.|$)/;
/** Debian's packages that provide `time-daemon`, of which only one can be installed. */
const timeDaemons = [
	/^chrony$/,
	/^systemd-timesyncd$/,
	/^ntpsec$/,
	/^ntp$/,
	/^openntpd$/
];
/** Sources to ask for the time, of a kickstart that lets a time service run and names no package for it. */
const timeSources = ({ system }, asked) => {
	const time = timeServiceOf(system);
	return time?.disabledAt === void 0 && !askedFor(asked, ...timeDaemons) ? time?.sources ?? [] : [];
};
/** The console of Debian starts with the layout `us`, and switches nothing, without further packages. */
const needsConsoleSetup = ({ system: { keyboard } }) => keyboard !== void 0 && (keyboard.switchOptions.length > 0 || [keyboard.vcKeymap ?? "us", ...keyboard.xLayouts].some((layout) => layout.trim() !== "us"));
/** Packages of Debian for language, keyboard and time. */
const localeNeeds = [
	{
		package: "tzdata",
		reason: "timezone",
		when: ({ system }) => system.timezone?.zone !== void 0
	},
	{
		package: "locales",
		reason: "lang",
		when: ({ system: { lang } }, asked) => lang !== void 0 && [lang.lang, ...lang.addSupport].some((locale) => !builtIn$1.test(locale)) && !asked.has("locales-all")
	},
	{
		package: "console-setup",
		reason: "keyboard",
		when: needsConsoleSetup
	},
	{
		package: "systemd-timesyncd",
		reason: "time servers",
		when: (appliance, asked) => {
			const sources = timeSources(appliance, asked);
			return sources.length > 0 && !sources.some(({ nts }) => nts);
		}
	},
	{
		package: "chrony",
		reason: "time servers with NTS",
		when: (appliance, asked) => timeSources(appliance, asked).some(({ nts }) => nts)
	},
	{
		package: "ca-certificates",
		reason: "time servers with NTS",
		when: ({ system }) => (timeServiceOf(system)?.sources ?? []).some(({ nts }) => nts)
	}
];

// src/plan/packages/ifupdown.ts
/** ifupdown does by itself only what needs no other program; NetworkManager counts before it. */
const withIfupdown = (needs) => ({ system }, asked) => askedFor(asked, /^ifupdown/) && !askedFor(asked, /^network-manager$/) && system.networks.some(needs);
/** Packages of Debian that network lines need in a guest with ifupdown. */
const ifupdownNeeds = [
	{
		package: "isc-dhcp-client",
		reason: "network by DHCP",
		alternatives: ["dhcpcd-base"],
		when: (appliance, asked) => withIfupdown(({ ipv4, ipv6 }) => ipv4.method === "auto" || ipv6.method === "dhcp")(appliance, asked) && !askedFor(asked, /^(?:dhcpcd|udhcpc)/)
	},
	{
		package: "ifenslave",
		reason: "network bond",
		when: withIfupdown(({ kind }) => kind === "bond")
	},
	{
		package: "bridge-utils",
		reason: "network bridge",
		when: withIfupdown(({ kind }) => kind === "bridge")
	},
	{
		package: "ethtool",
		reason: "network --ethtool",
		when: withIfupdown(({ ethtool }) => ethtool !== void 0)
	}
];

// src/plan/packages/debian.ts
/** What every Debian appliance gets beside the archive's essential and required packages, unless %packages --nocore. */
const debianCore = [
	"systemd-sysv",
	"udev",
	"dbus",
	"kmod",
	"iproute2",
	"netbase",
	"procps"
].map((name) => ({
	package: name,
	reason: "core",
	when: ({ packages }) => !withoutCore(packages)
}));
const withoutCore = ({ noCore, excluded }) => noCore || excluded.some(({ name }) => name === "@core");
const signedGrub = (arch) => `grub-efi-${architectures[arch].debian}-signed`;
/** Packages that the rest of the kickstart needs on a Debian root; anaconda adds its own the same way. */
const needsOf = ({ arch }) => [
	...debianCore,
	{
		package: `linux-image-${architectures[arch].debian}`,
		reason: "kernel",
		alternatives: ["linux-image-virtual", "linux-image-generic"],
		when: (_, asked) => !askedFor(asked, /^linux-image-/)
	},
	{
		package: "initramfs-tools",
		reason: "initramfs",
		when: (_, asked) => !askedFor(asked, /^dracut/)
	},
	{
		package: "zstd",
		reason: "initramfs compression",
		when: () => true
	},
	...commonNeeds,
	{
		package: "grub-efi-arm64-bin",
		reason: "bootloader",
		when: (appliance) => appliance.arch === "aarch64" && hasGrubForUefi(appliance)
	},
	{
		package: signedGrub(arch),
		reason: "shim-signed",
		when: (_, asked) => asked.has("shim-signed")
	},
	{
		package: "shim-signed",
		reason: signedGrub(arch),
		when: (_, asked) => asked.has(signedGrub(arch))
	},
	{
		package: "systemd-boot",
		reason: "bootloader",
		when: ({ bootLoader }) => bootLoader.loader === "sdboot"
	},
	{
		package: "extlinux",
		reason: "bootloader",
		when: ({ bootLoader }) => bootLoader.loader === "extlinux"
	},
	{
		package: "syslinux-common",
		reason: "bootloader",
		when: ({ bootLoader }) => bootLoader.loader === "extlinux"
	},
	{
		package: "systemd-resolved",
		reason: "name resolution for network lines",
		optional: true,
		when: (appliance, asked) => appliance.system.networks.length > 0 && !askedFor(asked, /^network-manager$/, /^ifupdown/)
	},
	...ifupdownNeeds,
	{
		package: "nftables",
		reason: "firewall",
		when: (appliance, asked) => asksForFirewall(appliance) && !askedFor(asked, /^firewalld$/)
	},
	{
		package: "kdump-tools",
		reason: "%addon com_redhat_kdump",
		when: ({ system }) => system.kdump?.enabled === true
	},
	{
		package: "cryptsetup-initramfs",
		reason: "encryption",
		when: (appliance) => encryptionsOf(appliance).length > 0
	},
	{
		package: "systemd-cryptsetup",
		reason: "encryption",
		optional: true,
		when: (appliance) => encryptionsOf(appliance).length > 0
	},
	...localeNeeds
];
/** Debian's %packages: names alone; `@core` is what every appliance gets. */
function selectDebian(appliance) {
	const plannedOf = (entries) => entries.filter(({ name }) => name !== "@core").map(({ name, position }) => ({
		name,
		reason: "kickstart",
		position
	}));
	const own = plannedOf(appliance.packages.included);
	const excluded = plannedOf(appliance.packages.excluded);
	const asked = new Set(own.map(({ name }) => name));
	const added = neededPackages(needsOf(appliance), appliance, asked, excluded.map(({ name }) => name));
	return {
		requested: [...own, ...added],
		excluded,
		groups: [],
		excludedGroups: [],
		environment: void 0,
		modules: []
	};
}

// src/plan/packages/rpm-needs.ts
const hasLoader = (loader) => ({ bootLoader }) => bootLoader.loader === loader;
const hasGrubForBios = (appliance) => appliance.bootLoader.loader === "grub" && loaderTraitsOf(appliance).bios;
/** Names, versions and patterns of what holds a kernel; kernel-devel, kernel-headers and kernel-tools hold none. */
const kernel = /^kernel(?:-(?:core|default|lt|ml|64k|rt|uek|uki-virt|debug)(?:-core)?)?(?:$|[.*]|-\d)/;
const timeServices = [
	/^chrony\b/,
	/^ntp(?:sec)?$/,
	/^openntpd$/,
	/^systemd-timesyncd$/
];
const bootOf = (suffix) => [
	{
		package: "kernel",
		reason: "kernel",
		when: (_, asked) => !askedFor(asked, kernel)
	},
	{
		package: "dracut",
		reason: "initramfs",
		when: () => true
	},
	{
		package: "dracut-config-generic",
		reason: "initramfs",
		optional: true,
		when: () => true
	},
	{
		package: "grub2-pc",
		reason: "bootloader",
		when: hasGrubForBios
	},
	{
		package: "grub2-pc-modules",
		reason: "bootloader",
		when: hasGrubForBios
	},
	{
		package: "grub2-tools",
		reason: "bootloader",
		when: hasLoader("grub")
	},
	{
		package: `grub2-efi-${suffix}`,
		reason: "bootloader for UEFI",
		optional: true,
		when: hasGrubForUefi
	},
	{
		package: `shim-${suffix}`,
		reason: "bootloader for UEFI",
		optional: true,
		when: hasGrubForUefi
	},
	{
		package: `grub2-efi-${suffix}-modules`,
		reason: "bootloader for UEFI",
		when: hasGrubForUefi
	},
	{
		package: "systemd-boot-unsigned",
		reason: "bootloader",
		alternatives: ["systemd-boot", "systemd-udev"],
		when: hasLoader("sdboot")
	},
	{
		package: "syslinux-extlinux",
		reason: "bootloader",
		alternatives: ["syslinux"],
		when: hasLoader("extlinux")
	},
	{
		package: "syslinux-nonlinux",
		reason: "bootloader",
		optional: true,
		when: hasLoader("extlinux")
	}
];
/** What configures the guest; optional where it can do without, with a warning of its own then. */
const configuration = [
	{
		package: "kbd",
		reason: "keyboard",
		optional: true,
		when: ({ system }) => system.keyboard !== void 0
	},
	{
		package: "chrony",
		reason: "time servers",
		when: ({ system }, asked) => {
			const time = timeServiceOf(system);
			return time?.disabledAt === void 0 && (time?.sources ?? []).length > 0 && !askedFor(asked, ...timeServices);
		}
	},
	{
		package: "ca-certificates",
		reason: "time servers with NTS",
		when: ({ system }) => (timeServiceOf(system)?.sources ?? []).some(({ nts }) => nts)
	},
	{
		package: "NetworkManager",
		reason: "network",
		alternatives: ["systemd-networkd"],
		optional: true,
		when: ({ system }, asked) => system.networks.length > 0 && !askedFor(asked, /^systemd-networkd\b/)
	},
	{
		package: "firewalld",
		reason: "firewall",
		when: (appliance, asked) => asksForFirewall(appliance) && !askedFor(asked, /^nftables\b/)
	},
	{
		package: "selinux-policy-targeted",
		reason: "selinux",
		optional: true,
		when: asksForSelinux
	},
	{
		package: "policycoreutils",
		reason: "selinux",
		optional: true,
		when: asksForSelinux
	},
	{
		package: "authselect",
		reason: "authselect",
		when: ({ system }) => system.authentication?.name === "authselect"
	},
	{
		package: "shadow-utils",
		reason: "accounts",
		alternatives: ["shadow"],
		optional: true,
		when: ({ system: { rootpw, users, groups } }) => rootpw !== void 0 || users.length > 0 || groups.length > 0
	},
	{
		package: "initial-setup",
		reason: "firstboot",
		optional: true,
		when: ({ system: { firstboot } }) => firstboot?.mode === "enable" || firstboot?.mode === "reconfig"
	},
	{
		package: "kdump-utils",
		reason: "%addon com_redhat_kdump",
		alternatives: ["kexec-tools"],
		when: ({ system }, asked) => system.kdump?.enabled === true && !asked.has("kexec-tools")
	}
];
function asksForSelinux({ system: { selinux } }) {
	return selinux?.mode === "enforcing" || selinux?.mode === "permissive";
}
const builtIn = /^(?:C|POSIX)(?:\.|$)/;
/** The languages of the lang line whose locales glibc does not bring itself. */
function languagesOf({ system: { lang } }) {
	return [lang?.lang, ...lang?.addSupport ?? []].filter((locale) => locale !== void 0 && !builtIn.test(locale)).flatMap((locale) => /^[A-Za-z]+/.exec(locale ?? "")?.[0] ?? []);
}
const localesOf = (appliance) => [...new Set(languagesOf(appliance))].map((language) => ({
	package: `glibc-langpack-${language}`,
	reason: "lang",
	alternatives: ["glibc-all-langpacks"],
	optional: true,
	when: (_, asked) => !asked.has("glibc-all-langpacks")
}));
/**
* Packages that the rest of the kickstart needs on an RPM root: what anaconda adds itself, by the names of Fedora and EL.
*/
const rpmNeedsOf = (appliance) => [
	...bootOf(architectures[appliance.arch].efi),
	...commonNeeds,
	...localesOf(appliance),
	...configuration
];

// src/plan/packages/rpm.ts
/** Installs what an environment or %packages says, and the group core unless --nocore or `-@core`. */
function selectRpm(appliance) {
	const { included, excluded, flags } = appliance.packages;
	const own = included.filter(isPackage).map(asPackage);
	const without = excluded.filter(isPackage).map(asPackage);
	const asked = new Set(own.flatMap(({ name }) => [name, name.replace(architecture, "")]));
	const added = neededPackages(rpmNeedsOf(appliance), appliance, asked, without.map(({ name }) => name.replace(architecture, "")));
	const named = included.findLast(({ name }) => name.startsWith("@^"));
	const byDefault = flags?.defaultEnvironment === true ? {
		name: "default",
		position: flags.options["--default"]
	} : void 0;
	return {
		requested: [...own, ...added],
		excluded: without,
		...groupsOf(appliance),
		environment: named === void 0 ? byDefault : {
			name: named.name.slice(2),
			position: named.position
		},
		modules: [...appliance.modules.map(({ module: name, stream, enable, position }) => ({
			name,
			stream,
			profile: void 0,
			disable: !enable,
			position
		})), ...included.flatMap(({ name: entry, position }) => {
			const module = moduleOf(entry);
			return module === void 0 ? [] : [{
				...module,
				profile: module.profile ?? "default",
				disable: false,
				position
			}];
		})]
	};
}
/** As dnf(8) lets an architecture follow the name. */
const architecture = /\.(?:x86_64(?:_v[234])?|i[3-6]86|aarch64|noarch)$/;
const core = "core";
const isPackage = ({ name }) => !name.startsWith("@");
const isGroup = ({ name }) => /^@(?!\^)/.test(name) && moduleOf(name) === void 0;
const asPackage = ({ name, position }) => ({
	name,
	reason: "kickstart",
	position
});
const asGroup = ({ name, position, members }) => ({
	name: name.slice(1),
	reason: "kickstart",
	position,
	members: members ?? "default"
});
/** A group that a later line names again is not excluded. --nocore keeps an environment from bringing core, too. */
function groupsOf({ packages }) {
	const groups = packages.included.filter(isGroup).map(asGroup);
	const excluded = packages.excluded.filter(isGroup).map(asGroup).filter(({ name }) => !groups.some((group) => group.name === name));
	const own = (reason) => ({
		name: core,
		reason,
		position: void 0,
		members: "default"
	});
	if ([...groups, ...excluded].some(({ name }) => name === core)) return {
		groups,
		excludedGroups: excluded
	};
	if (packages.noCore) return {
		groups,
		excludedGroups: [...excluded, own("--nocore")]
	};
	return {
		groups: [{
			...own("core"),
			optional: true
		}, ...groups],
		excludedGroups: excluded
	};
}

// src/plan/packages/packages.ts
const selections = {
	apt: selectDebian,
	dnf: selectRpm
};
/**
* What to ask the backend for: the kickstart's own, the core, and what other lines need. What %packages excludes is never
* added.
*/
function planPackages(appliance) {
	return {
		...selections[appliance.backend](appliance),
		options: installOptionsOf(appliance.packages.flags)
	};
}

// src/plan/sizes/computed.ts
/** Label and metadata area of a physical volume, in MiB; LVM2's own default. */
const metadataMiB = 1;
/** The extents that fit into a physical volume of that size. */
const extentsIn = (sizeMiB, { extentMiB }) => Math.max(0, Math.floor((sizeMiB - 1) / extentMiB));
/** The physical volume, in MiB, that has so many extents. */
const sizeOfExtents = (extents, { extentMiB }) => extents * extentMiB + 1;
/**
* The part lines as the layout takes them. A physical volume with --grow on a disk whose size is computed becomes as large as the
* logical volumes need, up to --maxsize: in whole extents, with what is reserved and the metadata. All other parts of such a disk keep
* their sizes.
*
* @throws ApplianceError code `percent-of-computed` for --percent of a group whose size follows from its volumes
*/
function withRoomForVolumes(appliance) {
	const sizes = /* @__PURE__ */ new Map();
	for (const group of appliance.storage.volumeGroups) for (const [member, sizeMiB] of roomFor(appliance, group)) sizes.set(member, sizeMiB);
	return appliance.parts.map((part) => ({
		...part,
		sizeMiB: sizes.get(part.member ?? "") ?? part.sizeMiB
	}));
}
/** @returns the sizes in MiB, by member, of the physical volumes that are made larger */
function roomFor({ parts, disks, storage }, group) {
	const members = group.physicalVolumes.flatMap((name) => parts.find(({ member }) => member === name) ?? []);
	const computed = (name) => disks.find((disk) => disk.name === name)?.sizeBytes === void 0;
	const growing = members.filter(({ grow, disk }) => grow && computed(disk));
	const volumes = storage.logicalVolumes.filter((volume) => volume.group === group.name);
	const has = members.reduce((sum, { sizeMiB }) => sum + extentsIn(sizeMiB, group), 0);
	let missing = totalFor(group, volumes) - has;
	if (missing <= 0 || growing.length === 0) return [];
	const share = volumes.find(({ percent }) => percent !== void 0);
	if (share !== void 0) throw new ApplianceError({
		kind: "input",
		code: "percent-of-computed",
		message: `logvol ${share.name}: nobody knows ${share.percent} % of ${group.name}, whose size is computed from its logical volumes`,
		position: share.position,
		hint: `write --size here, or give the disk a size: --disk ${growing[0]?.disk}=SIZE`
	});
	return growing.map(({ member = "", sizeMiB, maxSizeMiB = Number.POSITIVE_INFINITY }) => {
		const own = extentsIn(sizeMiB, group);
		const more = Math.min(missing, extentsIn(maxSizeMiB, group) - own);
		missing -= Math.max(0, more);
		return [member, more > 0 ? Math.max(typeRules["lvmpv"]?.leastMiB ?? 1, sizeOfExtents(own + more, group)) : sizeMiB];
	});
}
/** The extents of a group that holds its volumes and keeps what it is to reserve. */
function totalFor({ extentMiB, reservedMiB, reservedPercent }, volumes) {
	const extents = (sizeMiB) => Math.ceil(sizeMiB / extentMiB);
	const wanted = volumes.reduce((sum, { sizeMiB }) => sum + extents(sizeMiB), extents(reservedMiB));
	let total = wanted;
	while (reservedPercent < 100 && total - Math.ceil(total * reservedPercent / 100) < wanted) total += 1;
	return total;
}

// src/plan/sizes/least.ts
const mebibyte = 2 ** 20;
const leastOf = (type) => typeRules[type]?.leastMiB ?? 1;
/**
* What only the plan knows: whether what lines with --grow came to, what an array has left of its members, and what a container has
* left of its volume are enough for what lies there.
*
* @returns errors of the code `filesystem-too-small`
*/
function tooSmall$1(storage) {
	return [...storage.disks.flatMap((disk) => disk.partitions.flatMap((partition) => ofPartition(disk, partition))), ...volumesOf(storage).flatMap((volume) => ofVolume(volume, storage.disks))];
}
function ofPartition(disk, { kind, filesystem, sizeBytes, position }) {
	const least = leastOf(kind);
	if (filesystem !== void 0 || kind === "extended" || sizeBytes >= least * mebibyte) return [];
	return [errorOf(kind, sizeBytes, kind, least, position, `give this part line --size=${least} or more${orDisk(disk)}`)];
}
function ofVolume(volume, disks) {
	const { filesystem, sizeBytes, position, kind, pieces } = volume;
	const least = leastOf(filesystem.type);
	const bytes = plainBytes(volume);
	if (bytes >= least * mebibyte) return [];
	const header = sizeBytes - bytes;
	const name = `${nameOf(filesystem)}${header > 0 ? ", in its container," : ""}`;
	const disk = kind === "partition" ? disks.find((candidate) => candidate.name === pieces[0]?.disk) : void 0;
	const hint = roomHint(volume, least + header / mebibyte) + (disk === void 0 ? "" : orDisk(disk));
	return [errorOf(name, bytes, filesystem.type, least, position, hint)];
}
const orDisk = ({ name, computed }) => computed === void 0 ? "" : `; --grow takes what is left of a disk that has a size: --disk ${name}=SIZE`;
function errorOf(name, bytes, type, leastMiB, position, hint) {
	const has = Math.floor(bytes / mebibyte);
	return new ApplianceError({
		kind: "input",
		code: "filesystem-too-small",
		message: `${name} has ${has} MiB, and ${type} needs at least ${leastMiB} MiB: ${leastMiB - has} MiB are missing`,
		position,
		hint
	});
}

// src/plan/steps.ts
const always = () => true;
/** The steps of a build in order; the build runs those that apply, under these names. */
const rules = [
	{
		name: "resolve",
		description: "ask the repositories which packages are needed",
		when: always
	},
	{
		name: "fetch",
		description: "fetch the package files, or take them from the cache",
		when: always
	},
	{
		name: "install",
		description: "install the packages into the root, or take the cached layer",
		when: always
	},
	{
		name: "configure",
		description: "apply the kickstart commands to the root",
		when: always
	},
	{
		name: "scripts",
		description: "run the %post scripts",
		when: ({ scripts }) => scripts.some(({ section }) => section === "post")
	},
	{
		name: "initramfs",
		description: "make the initramfs and the boot configuration",
		when: always
	},
	{
		name: "disk",
		description: "assemble the raw disks",
		when: always
	},
	{
		name: "convert",
		description: "convert the disks",
		when: always
	},
	{
		name: "bundle",
		description: "write what holds the whole appliance: OVA, vmx",
		when: ({ bundles }) => bundles.length > 0
	},
	{
		name: "describe",
		description: "write checksums, descriptor and manifest",
		when: always
	},
	{
		name: "package",
		description: "put everything into an archive",
		when: ({ archive }) => archive !== void 0
	}
];
function planSteps(appliance) {
	return rules.filter(({ when }) => when(appliance)).map(({ name, description }) => ({
		name,
		description
	}));
}

// src/plan/table/grow.ts
/**
* Shares the free space of a disk among the parts with --grow, as anaconda does: in proportion to the sizes asked for,
* never beyond --maxsize; what a capped part leaves goes to the others, in proportion again, and the remainder of the
* division, in MiB, to the first that can still grow.
*
* @param freeMiB space that no part has claimed; not negative
* @returns the final size in MiB of each request, in the same order
*/
function growSizes(requests, freeMiB) {
	const sizes = requests.map(({ sizeMiB }) => sizeMiB);
	const limit = (index) => requests[index]?.maxSizeMiB ?? Number.POSITIVE_INFINITY;
	const size = (index) => sizes[index] ?? 0;
	const growable = () => requests.flatMap((request, index) => request.grow && size(index) < limit(index) ? [index] : []);
	let pool = freeMiB;
	for (let growing = growable(); growing.length > 0 && pool > 0; growing = growable()) {
		const weights = growing.map((index) => requests[index]?.sizeMiB ?? 0);
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		const before = pool;
		growing.forEach((index, place) => {
			const share = total === 0 ? before / growing.length : before * (weights[place] ?? 0) / total;
			const growth = Math.min(Math.floor(share), limit(index) - size(index));
			sizes[index] = size(index) + growth;
			pool -= growth;
		});
		if (pool === before) {
			const [first = 0] = growing;
			const growth = Math.min(pool, limit(first) - size(first));
			sizes[first] = size(first) + growth;
			pool -= growth;
		}
	}
	return sizes;
}

// src/plan/table/msdos.ts
/** 2^32 sectors of 512 bytes: what the 32-bit fields of an msdos table can address. */
const maxMsdosBytes = 2 ** 32 * 512;
const maxPrimary = 4;
const maxPrimaryBesideExtended = 3;
/**
* Decides which parts of an msdos disk are primary: all of up to four; of more, those with --asprimary and then the
* first in the file, three in all, while the rest become logical ones.
*
* @throws ApplianceError code `too-many-partitions` if more than three of five or more parts ask to be primary
*/
function splitMsdos(parts) {
	if (parts.length <= maxPrimary) return {
		primary: [...parts],
		logical: []
	};
	const asked = parts.filter(({ asPrimary }) => asPrimary);
	const tooMany = asked[maxPrimaryBesideExtended];
	if (tooMany !== void 0) throw new ApplianceError({
		kind: "input",
		code: "too-many-partitions",
		message: `an msdos table has room for ${maxPrimaryBesideExtended} primary partitions beside logical ones`,
		position: tooMany.position,
		hint: "drop --asprimary from some part lines, or use clearpart --disklabel=gpt"
	});
	const others = parts.filter(({ asPrimary }) => !asPrimary);
	const chosen = /* @__PURE__ */ new Set([...asked, ...others.slice(0, maxPrimaryBesideExtended - asked.length)]);
	return {
		primary: parts.filter((part) => chosen.has(part)),
		logical: parts.filter((part) => !chosen.has(part))
	};
}
/** @throws ApplianceError code `disk-too-large` for an msdos disk beyond 2 TiB */
function fitsTable(disk, sizeBytes, position) {
	if (disk.table !== "msdos" || sizeBytes <= maxMsdosBytes) return;
	throw new ApplianceError({
		kind: "input",
		code: "disk-too-large",
		message: `disk ${disk.name} is larger than the 2 TiB that an msdos partition table can address`,
		position,
		hint: "use clearpart --disklabel=gpt"
	});
}

// src/plan/table/numbers.ts
/** Entries of a GUID partition table as ours are (UEFI specification 2.10, §5.3.2: at least 16 KiB). */
const gptEntries = 128;
/**
* Gives partitions the numbers that part lines ask for. On GPT they are free, and others take the lowest that are left; on msdos
* they follow from how partitions lie.
*
* @throws ApplianceError codes `duplicate-partition`, `partition-number`
*/
function numberParts(disk, placed) {
	const wanted = /* @__PURE__ */ new Map();
	for (const { part, number } of placed) {
		if (part?.number === void 0) continue;
		const { value, position } = part.number;
		const earlier = wanted.get(value);
		const fail = (code, message, hint) => new ApplianceError({
			kind: "input",
			code,
			message,
			position,
			hint
		});
		if (earlier !== void 0) {
			const first = formatPosition(earlier.position);
			throw fail("duplicate-partition", `two parts are partition ${value} of ${disk.device}; the first is at ${first}`);
		}
		if (disk.table === "msdos" && value !== number) throw fail("partition-number", `the part becomes partition ${number} of ${disk.device}, not ${value}: an msdos table has primary partitions from 1 on, and logical ones from 5 on, in their order`, "move the line, or use clearpart --disklabel=gpt, where numbers are free");
		if (value > gptEntries) throw fail("partition-number", `a GPT has ${gptEntries} partitions, and ${value} is none of them`);
		wanted.set(value, part);
	}
	if (wanted.size === 0 || disk.table === "msdos") return [...placed];
	let next = 1;
	const nextFree = () => {
		while (wanted.has(next)) next += 1;
		return next++;
	};
	return placed.map((one) => ({
		...one,
		number: one.part?.number?.value ?? nextFree()
	}));
}

// src/plan/table/layout.ts
const mib = 1048576;
/** Kept free before the first partition: the table, and on msdos GRUB's core image. */
const headMiB = 1;
/** Kept free at the end of a GPT disk: the backup table. */
const gptTailMiB = 1;
const biosBootMiB = 1;
/**
* Places the parts of one disk, each on a boundary of 1 MiB, and computes the disk's size if none was given.
*
* @param addBiosBoot GRUB will boot this GPT disk through the BIOS and no part makes room for it
* @throws ApplianceError code `parts-do-not-fit` with the MiB that are missing, `too-many-partitions`, `disk-too-large`,
*   `duplicate-partition`, `partition-number`
*/
function layOutDisk(disk, parts, addBiosBoot) {
	const split = disk.table === "msdos" ? splitMsdos(parts) : {
		primary: parts,
		logical: []
	};
	const addedMiB = addBiosBoot ? biosBootMiB : 0;
	const overheadMiB = headMiB + (disk.table === "gpt" ? gptTailMiB : 0) + addedMiB + split.logical.length;
	const ordered = [...split.primary, ...split.logical];
	const claimedMiB = ordered.reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
	const sizeMiB = disk.sizeBytes === void 0 ? overheadMiB + claimedMiB : Math.floor(disk.sizeBytes / mib);
	const freeMiB = sizeMiB - overheadMiB - claimedMiB;
	if (freeMiB < 0) throw doNotFit(disk, ordered, sizeMiB, overheadMiB, claimedMiB);
	fitsTable(disk, sizeMiB * mib, ordered[0]?.position);
	const sizes = growSizes(ordered, freeMiB);
	return {
		sizeMiB,
		claimedMiB,
		overheadMiB,
		parts: numberParts(disk, place(split, sizes, addBiosBoot))
	};
}
function place(split, sizes, addBiosBoot) {
	const placed = [];
	let next = headMiB;
	const add = (part, role, sizeMiB, number, logical = false) => {
		placed.push({
			part,
			role,
			number,
			startMiB: next,
			sizeMiB,
			logical
		});
		next += sizeMiB;
	};
	if (addBiosBoot) add(void 0, "biosboot", biosBootMiB, 1);
	split.primary.forEach((part, index) => {
		add(part, "part", sizes[index] ?? 0, placed.length + 1);
	});
	if (split.logical.length === 0) return placed;
	const logicalSizes = sizes.slice(split.primary.length);
	const extendedMiB = logicalSizes.reduce((sum, size) => sum + size + 1, 0);
	placed.push({
		part: void 0,
		role: "extended",
		number: placed.length + 1,
		startMiB: next,
		sizeMiB: extendedMiB,
		logical: false
	});
	split.logical.forEach((part, index) => {
		next += 1;
		add(part, "part", logicalSizes[index] ?? 0, 5 + index, true);
	});
	return placed;
}
function doNotFit(disk, parts, sizeMiB, overheadMiB, claimedMiB) {
	const missingMiB = claimedMiB + overheadMiB - sizeMiB;
	let end = overheadMiB;
	let culprit;
	for (const part of parts) {
		end += part.sizeMiB;
		if (end > sizeMiB) {
			culprit = part.position;
			break;
		}
	}
	return new ApplianceError({
		kind: "input",
		code: "parts-do-not-fit",
		message: `the parts on disk ${disk.name} (${disk.device}) do not fit: ${missingMiB} MiB are missing (${claimedMiB} MiB asked for, ${overheadMiB} MiB for the partition table and boot loader, the disk has ${sizeMiB} MiB)`,
		position: culprit ?? parts[0]?.position,
		hint: `make a part smaller, or the disk at least ${claimedMiB + overheadMiB} MiB: --disk ${disk.name}=${claimedMiB + overheadMiB}M`
	});
}

// src/plan/table/partition-types.ts
/** Type GUIDs of the Discoverable Partitions Specification and the UEFI specification §5.3.3, in upper case. */
const gptTypes = {
	home: "933AC7E1-2EB4-4F13-B844-0E14E2AEF915",
	srv: "3B8F8425-20E0-4F3B-907F-1A25A76F98E8",
	var: "4D21B016-B534-45C2-A9FB-5C16E091FD2D",
	tmp: "7EC6F557-3BC5-4ACA-B293-16EF5DF639D1",
	boot: "BC13C2FF-59E6-4262-A352-B275FD6F7172",
	swap: "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F",
	esp: "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
	lvm: "E6D6D379-F507-44C2-A23C-238F2A3DF928",
	raid: "A19D880F-05FC-4D3B-A006-743F0F84911E",
	biosBoot: "21686148-6449-6E6F-744E-656564454649",
	prepBoot: "9E1A2D38-C612-4316-AA26-8B49521E5A8B",
	linux: "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
};
const gptTypeOfMountPoint = {
	"/boot": gptTypes.boot,
	"/home": gptTypes.home,
	"/srv": gptTypes.srv,
	"/var": gptTypes.var,
	"/var/tmp": gptTypes.tmp
};
/** The programs of one machine mean nothing to another, so these types are an architecture's own. */
const gptTypeOfPrograms = {
	x86_64: {
		"/": "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709",
		"/usr": "8484680C-9521-48C6-9C11-B0720656F69E"
	},
	aarch64: {
		"/": "B921B045-1DF0-41C3-AF44-4C6F280D3FAE",
		"/usr": "B0E01050-EE5F-4390-949A-9101B17104E9"
	}
};
const gptTypeOfKind = {
	swap: gptTypes.swap,
	biosboot: gptTypes.biosBoot,
	prepboot: gptTypes.prepBoot,
	lvmpv: gptTypes.lvm,
	raid: gptTypes.raid
};
/** As in the kernel's and fdisk's tables; a BIOS boot partition has none there. */
const msdosTypeOfKind = {
	swap: "0x82",
	prepboot: "0x41",
	lvmpv: "0x8e",
	raid: "0xfd"
};
function gptTypeOf({ kind, efi, encrypted, mountPoint = "" }, arch) {
	if (encrypted) return gptTypes.linux;
	if (efi) return gptTypes.esp;
	return gptTypeOfKind[kind] ?? gptTypeOfPrograms[arch][mountPoint] ?? gptTypeOfMountPoint[mountPoint] ?? gptTypes.linux;
}
function msdosTypeOf({ kind, efi, encrypted, fsType }) {
	if (encrypted) return "0x83";
	if (efi) return "0xef";
	return msdosTypeOfKind[kind] ?? (fsType === "vfat" ? "0x0c" : "0x83");
}
const msdosExtendedType = "0x0f";

// src/plan/volumes/volume-groups.ts
/**
* Gives each logical volume its extents: in the order of the lines, from the first physical volume that has some left, so that
* as few volumes as possible are in several pieces.
*
* @throws ApplianceErrors code `volumes-do-not-fit` with the MiB that are missing
*/
function planVolumeGroups(appliance, disks, filesystemOf) {
	const errors = [];
	const groups = appliance.storage.volumeGroups.map((spec) => {
		const extentBytes = spec.extentMiB * mib;
		const physicalVolumes = spec.physicalVolumes.flatMap((member) => physicalOf(appliance, disks, spec, member));
		const volumes = appliance.storage.logicalVolumes.filter(({ group }) => group === spec.name);
		const sizes = extentsOf(spec, volumes, physicalVolumes.reduce((sum, { extents }) => sum + extents, 0), errors);
		const take = taker(physicalVolumes);
		return {
			name: spec.name,
			uuid: lvmUuidOf(appliance.name, spec.name, "group"),
			extentBytes,
			physicalVolumes,
			logicalVolumes: volumes.map(({ name, format, position }, index) => ({
				name,
				uuid: lvmUuidOf(appliance.name, spec.name, name, "volume"),
				segments: take(sizes[index] ?? 0),
				sizeBytes: (sizes[index] ?? 0) * extentBytes,
				filesystem: filesystemOf(format, [spec.name, name]),
				position
			})),
			position: spec.position
		};
	});
	if (errors.length > 0) throw new ApplianceErrors(errors);
	return groups;
}
function physicalOf(appliance, disks, group, member) {
	const part = appliance.parts.find((candidate) => candidate.member === member);
	const disk = disks.find((candidate) => candidate.name === part?.disk);
	const partition = disk?.partitions.find(({ kind, position }) => kind === "lvmpv" && position === part?.position);
	if (disk === void 0 || partition === void 0) return [];
	const { number, startBytes, sizeBytes } = partition;
	return [{
		uuid: lvmUuidOf(appliance.name, group.name, member, "physical"),
		place: {
			disk: disk.name,
			startBytes,
			sizeBytes
		},
		partition: number,
		dataOffsetBytes: 1 * mib,
		extents: extentsIn(sizeBytes / mib, group)
	}];
}
/** Extents of each volume. A percentage is one of the whole group, as anaconda takes it, before others grow. */
function extentsOf(group, volumes, total, errors) {
	const { name, extentMiB, reservedMiB, reservedPercent, position } = group;
	const extents = (sizeMiB) => Math.ceil(sizeMiB / extentMiB);
	const reserved = extents(reservedMiB) + Math.ceil(total * reservedPercent / 100);
	const fixed = volumes.map(({ sizeMiB, percent }) => percent === void 0 ? extents(sizeMiB) : 0);
	const free = total - reserved - fixed.reduce((sum, size) => sum + size, 0);
	if (free < 0) {
		let end = reserved;
		const culprit = volumes.find((_, index) => {
			end += fixed[index] ?? 0;
			return end > total;
		});
		errors.push(new ApplianceError({
			kind: "input",
			code: "volumes-do-not-fit",
			message: `the logical volumes of ${name} do not fit: ${-free * extentMiB} MiB are missing (the volume group has ${total * extentMiB} MiB in extents of ${extentMiB} MiB)`,
			position: culprit?.position ?? position,
			hint: `make a logvol smaller, or ${largerHint(group, total - free, -free)}`
		}));
		return fixed;
	}
	let pool = free;
	const sizes = volumes.map(({ percent }, index) => {
		if (percent === void 0) return fixed[index] ?? 0;
		const share = Math.min(pool, Math.floor(total * percent / 100));
		pool -= share;
		return share;
	});
	const requests = volumes.map(({ grow, maxSizeMiB }, index) => ({
		sizeMiB: sizes[index] ?? 0,
		grow,
		maxSizeMiB: maxSizeMiB === void 0 ? void 0 : Math.floor(maxSizeMiB / extentMiB)
	}));
	const grown = growSizes(requests, pool);
	errors.push(...volumes.flatMap((volume, index) => tooSmall(group, volume, (grown[index] ?? 0) * extentMiB)));
	return grown;
}
function largerHint(group, wanted, missing) {
	const [only, ...others] = group.physicalVolumes;
	return only !== void 0 && others.length === 0 ? `give "part ${only}" --size=${sizeOfExtents(wanted, group)} or more` : `make the parts of its physical volumes larger by ${missing * group.extentMiB} MiB together`;
}
/** What only the plan can know: whether a percentage of the group is enough. LVM reads no group with a volume of no extents. */
function tooSmall(group, volume, sizeMiB) {
	const { name, percent, format, position } = volume;
	const leastMiB = typeRules[format.fsType]?.leastMiB ?? 1;
	if (percent === void 0 || sizeMiB >= leastMiB) return [];
	return [new ApplianceError({
		kind: "input",
		code: "volumes-do-not-fit",
		message: `logvol ${name}: ${percent} % of ${group.name} leave it ${sizeMiB} MiB, and ${format.fsType} needs at least ${leastMiB} MiB: ${leastMiB - sizeMiB} MiB are missing`,
		position,
		hint: "make another logvol smaller, or a \"part pv.\" larger"
	})];
}
/** Hands out extents; each call goes on where the one before ended. */
function taker(physicalVolumes) {
	const used = physicalVolumes.map(() => 0);
	return (wanted) => {
		const segments = [];
		const left = (index) => (physicalVolumes[index]?.extents ?? 0) - (used[index] ?? 0);
		const whole = physicalVolumes.findIndex((_, index) => left(index) >= wanted);
		const order = whole < 0 ? [...physicalVolumes.keys()] : [whole];
		let missing = wanted;
		for (const physicalVolume of order) {
			const extents = Math.min(missing, left(physicalVolume));
			if (extents === 0) continue;
			segments.push({
				physicalVolume,
				firstExtent: used[physicalVolume] ?? 0,
				extents
			});
			used[physicalVolume] = (used[physicalVolume] ?? 0) + extents;
			missing -= extents;
		}
		return segments;
	};
}

// src/plan/planner.ts
/**
* Turns the validated specification into everything a build does, as data.
*
* @throws ApplianceErrors with every disk whose parts do not fit, every volume that is too small for its filesystem, or with what
* VMware's machines have no room for
*/
function planAppliance(asked) {
	const appliance = {
		...asked,
		parts: withRoomForVolumes(asked)
	};
	const biosDisk = loaderTraitsOf(appliance).bios ? appliance.disks[0] : void 0;
	const errors = [];
	const disks = appliance.disks.flatMap((disk) => {
		try {
			return [planDisk(appliance, disk, disk === biosDisk)];
		} catch (error) {
			if (!(error instanceof ApplianceError)) throw error;
			errors.push(error);
			return [];
		}
	});
	if (errors.length > 0) throw new ApplianceErrors(errors);
	const packages = planPackages(appliance);
	const bootMountPoint = bootMountPointOf(appliance);
	const volumeGroups = planVolumeGroups(appliance, disks, (format, named) => planFilesystem(appliance, format, named));
	const arrays = planArrays(appliance.storage.arrays, {
		appliance: appliance.name,
		members: membersOf(appliance, disks),
		filesystemOf: ({ format, name }) => planFilesystem(appliance, format, ["md", name]),
		bootMountPoint
	});
	const small = tooSmall$1({
		disks,
		volumeGroups,
		arrays
	});
	if (small.length > 0) throw new ApplianceErrors(small);
	const plan = {
		name: appliance.name,
		version: appliance.version,
		arch: appliance.arch,
		backend: appliance.backend,
		backendReason: appliance.backendReason,
		memoryMiB: appliance.memoryMiB,
		vcpus: appliance.vcpus,
		disks,
		volumeGroups,
		arrays,
		packages,
		bootLoader: planBootLoader(appliance, disks, packages),
		formats: appliance.formats,
		bundles: appliance.bundles,
		archive: appliance.archive,
		targets: appliance.targets,
		interfaces: Math.max(1, countCards(appliance.system.networks)),
		steps: planSteps(appliance)
	};
	const problems = vmwareProblems(plan);
	if (problems.length > 0) throw new ApplianceErrors(problems);
	return plan;
}
/** What the boot loader reads itself: `/boot`, or `/` when it holds /boot. */
function bootMountPointOf({ parts, storage: { arrays, logicalVolumes, btrfs } }) {
	const formats = [
		...arrays,
		...logicalVolumes,
		...btrfs
	].map(({ format }) => format);
	return [
		...parts,
		...formats,
		...btrfs.flatMap(({ subvolumes }) => subvolumes)
	].some(({ mountPoint }) => mountPoint === "/boot") ? "/boot" : "/";
}
/** Where the members of arrays lie, by the names that raid lines have for them. */
function membersOf({ parts }, disks) {
	return new Map(disks.flatMap((disk) => disk.partitions.flatMap(({ number, startBytes, sizeBytes, position }) => {
		const member = parts.find((part) => part.kind === "raid" && part.position === position)?.member;
		return member === void 0 ? [] : [[member, {
			disk: disk.name,
			partition: number,
			startBytes,
			sizeBytes
		}]];
	})));
}
function planDisk(appliance, disk, bootsBios) {
	const parts = appliance.parts.filter((part) => part.disk === disk.name);
	const { bootSector } = appliance.bootLoader;
	const traits = loaderTraitsOf(appliance);
	const addBiosBoot = bootsBios && bootSector && traits.biosBootPartition && disk.table === "gpt" && !parts.some(({ kind }) => kind === "biosboot");
	const layout = layOutDisk(disk, parts, addBiosBoot);
	requireFormats(appliance, disk, layout.sizeMiB * mib);
	const table = disk.table === "gpt" ? {
		type: "gpt",
		guid: uuidOf(appliance.name, disk.name, "disk").toUpperCase()
	} : {
		type: "msdos",
		signature: diskSignatureOf(appliance.name, disk.name)
	};
	const hasActive = disk.table === "msdos" || traits.startsActivePartition;
	const bootPart = bootsBios && hasActive ? bootPartOf(layout.parts) : void 0;
	const holdsBoot = appliance.parts.some(({ mountPoint }) => mountPoint === "/boot") ? "/boot" : "/";
	const withoutFeatures = (placed) => placed.part?.mountPoint === holdsBoot ? traits.withoutFeatures : [];
	return {
		name: disk.name,
		device: disk.device,
		stem: `${appliance.name}-${disk.name}`,
		sizeBytes: layout.sizeMiB * mib,
		...disk.sizeBytes === void 0 ? { computed: {
			partsBytes: layout.claimedMiB * mib,
			slackBytes: layout.overheadMiB * mib
		} } : {},
		table,
		...disk.use === "system" ? {} : { use: disk.use },
		partitions: layout.parts.map((placed) => planPartition(appliance, disk, placed, placed === bootPart, withoutFeatures(placed)))
	};
}
/** Some BIOSes refuse an msdos disk on which no partition is active. */
function bootPartOf(parts) {
	const primary = parts.filter(({ role, logical }) => role === "part" && !logical);
	return primary.find(({ part }) => part?.mountPoint === "/boot") ?? primary.find(({ part }) => part?.mountPoint === "/") ?? primary[0];
}
function planPartition(appliance, disk, placed, bootable, withoutFeatures) {
	const { part, role, number } = placed;
	const kind = role === "part" ? part?.kind ?? "filesystem" : role;
	const format = formatOf(appliance, part);
	const content = {
		kind: kind === "extended" ? "filesystem" : kind,
		efi: part?.efi ?? false,
		encrypted: format?.encryption !== void 0,
		mountPoint: part?.mountPoint,
		fsType: part?.fsType
	};
	const isGpt = disk.table === "gpt";
	return {
		number,
		startBytes: placed.startMiB * mib,
		sizeBytes: placed.sizeMiB * mib,
		kind: kind === "btrfs" ? "filesystem" : kind,
		type: isGpt ? gptTypeOf(content, appliance.arch) : kind === "extended" ? msdosExtendedType : msdosTypeOf(content),
		guid: isGpt ? uuidOf(appliance.name, disk.name, String(number), "partition").toUpperCase() : void 0,
		gptName: isGpt ? gptNameOf(part, kind) : void 0,
		bootable,
		logical: placed.logical,
		filesystem: format === void 0 ? void 0 : planFilesystem(appliance, format, [disk.name, String(number)], withoutFeatures),
		position: part?.position
	};
}
/** The filesystem of a part line, or of the btrfs line over it. */
function formatOf({ storage: { btrfs } }, part) {
	const volume = btrfs.find(({ member }) => member === part?.member);
	if (volume !== void 0) return {
		...volume.format,
		subvolumes: planSubvolumes(volume)
	};
	return part?.fsType === void 0 ? void 0 : {
		...part,
		fsType: part.fsType
	};
}
function gptNameOf(part, kind) {
	return (part?.label ?? part?.mountPoint ?? part?.member ?? kind).slice(0, 36);
}
function planFilesystem(appliance, format, place, withoutFeatures = []) {
	const { fsType, mountPoint, label, mountOptions, makeOptions, inodeRatio, subvolumes = [] } = format;
	const named = [
		appliance.name,
		...place,
		mountPoint ?? "swap",
		"filesystem"
	];
	const uuid = fsType === "vfat" ? fatSerialOf(...named) : uuidOf(...named);
	const places = mountPoint === void 0 ? subvolumes.map((subvolume) => subvolume.mountPoint) : [mountPoint];
	const encryption = planEncryption({
		...format,
		places
	}, uuid, bootMountPointOf(appliance));
	return {
		type: fsType,
		uuid,
		label,
		mountPoint,
		...mountOptions === void 0 ? {} : { mountOptions },
		...makeOptions.length === 0 ? {} : { makeOptions },
		...inodeRatio === void 0 ? {} : { inodeRatio },
		...withoutFeatures.length === 0 ? {} : { withoutFeatures },
		...encryption === void 0 ? {} : { encryption },
		...subvolumes.length === 0 ? {} : { subvolumes }
	};
}
function planBootLoader(appliance, disks, packages) {
	const { loader, bootSector, password, kernelArguments, timeoutSeconds } = appliance.bootLoader;
	const { bios, uefi } = loaderTraitsOf(appliance);
	const signed = asksForSigned(appliance, packages);
	const esp = appliance.parts.find(({ efi }) => efi);
	const espDisk = disks.find(({ name }) => name === esp?.disk);
	const espPartition = espDisk?.partitions.find(({ filesystem }) => filesystem?.mountPoint === esp?.mountPoint);
	return {
		loader,
		bios: bios && disks[0] !== void 0 ? {
			disk: disks[0].name,
			bootSector
		} : void 0,
		uefi: uefi && espDisk !== void 0 && espPartition !== void 0 ? {
			disk: espDisk.name,
			partition: espPartition.number,
			...signed ? { signed } : {}
		} : void 0,
		timeoutSeconds,
		hasPassword: password !== void 0,
		kernelArguments,
		serialConsole: kernelArguments.some((argument) => argument.startsWith("console=ttyS"))
	};
}

// src/cli/kickstart/read-kickstart.ts
/**
* Reads a kickstart file with all that it includes; what is wrong in it is in the result.
*
* @throws ApplianceError if the file cannot be read
*/
async function readKickstartFile(file, outside, options) {
	const bytes = readBytes(file);
	return {
		...await readKickstart(bytes.toString("utf8"), file, outside, options),
		file,
		sha256: createHash("sha256").update(bytes).digest("hex")
	};
}
function readBytes(file) {
	try {
		const { size } = fs.statSync(file);
		if (size > 67108864) throw Object.assign(/* @__PURE__ */ new Error(), { code: `too large for a kickstart (${size} bytes)` });
		return fs.readFileSync(file);
	} catch (error) {
		const code = error.code ?? String(error);
		throw new ApplianceError({
			kind: "input",
			code: "unreadable-kickstart",
			message: code === "ENOENT" ? `there is no file ${file}` : `cannot read ${file}: ${code === "EISDIR" ? "it is a directory" : code}`
		});
	}
}
/**
* Everything about a build that is known before it touches anything.
*
* @throws KickstartErrors for everything wrong in the kickstart or the options
*/
async function planKickstart(file, options, outside, readOptions) {
	const read = await readKickstartFile(file, outside, readOptions);
	if (read.errors.length > 0) throw new KickstartErrors(read.errors, read.texts);
	const planned = planOf(read, options);
	withExcerpts(read.texts, () => requireRepositories(planned.appliance));
	return {
		...read,
		...planned
	};
}
/** @throws KickstartErrors likewise */
function planOf({ file, document, texts }, options) {
	return withExcerpts(texts, () => {
		const appliance = mergeAppliance(document, options, path.basename(file).replace(/\.(?:ks|cfg|kickstart)$/, ""));
		return {
			appliance,
			plan: planAppliance(appliance)
		};
	});
}
function withExcerpts(texts, compute) {
	try {
		return compute();
	} catch (error) {
		if (error instanceof ApplianceErrors) throw new KickstartErrors(error.errors, texts);
		if (error instanceof ApplianceError) throw new KickstartErrors([error], texts);
		throw error;
	}
}

export { resolveInRoot as C, lendFile as S, volumeNouns as _, chooseBackend as a, guestEnvironment as b, firewallServices as c, hostOf as d, installOptionsOf as f, roomHint as g, nameOf as h, reportRefusals as i, certificatesIn as l, defaultSubvolume as m, planOf as n, outsideOf as o, encryptionsOf as p, readKickstartFile as r, parsePort as s, planKickstart as t, timeServiceOf as u, enterRoot as v, rootFiles as w, runIsolated as x, everyExitCode as y };