import { n as diskFormats } from "./formats.js";
import { i as messageOf, t as ApplianceError } from "./errors.js";
import { r as firmwares } from "./settings.js";
import { n as diskUses } from "./targets.js";
import { t as featureNames } from "./data.js";
import { n as screens, r as virtTypes, t as buses } from "./choices.js";
import { t as deadlinesFor } from "./verdicts.js";
import { d as writeXml, o as optionalElement, r as elements, s as parseXml, t as attribute, u as textOf } from "./xml.js";
import { a as withDeadline, t as startProcess } from "./process.js";
import { t as _usingCtx } from "./usingCtx.js";
import { t as Scope } from "./scope.js";
import { a as sanitiseForLog, d as meanings, f as noAllowances, l as createLedger, o as watch, r as excerpt, s as createJudge } from "./verdict.js";
import { n as unpackDisk, t as packingOf } from "./unpack.js";
import { n as virtualBytesOf, t as requireSelfContained } from "./self-contained.js";
import { r as sha256OfFile, t as checksumOfFile } from "./checksum.js";
import * as path from "node:path";
import { setTimeout } from "node:timers/promises";
import * as fs from "node:fs/promises";

// src/deploy/disks/images.ts
const { vdi, vhd, vhdx } = diskFormats;
/** By the words of descriptors. A machine cannot write to a streamOptimized vmdk, and gains nothing from the others. */
const handlings = {
	raw: {
		driver: "raw",
		runsFrom: "raw"
	},
	iso: {
		driver: "raw",
		runsFrom: "raw"
	},
	qcow2: {
		driver: "qcow2",
		runsFrom: "qcow2"
	},
	qcow: {
		driver: "qcow",
		runsFrom: "qcow2"
	},
	vmdk: {
		driver: "vmdk",
		runsFrom: "qcow2"
	},
	vdi: {
		driver: vdi.driver,
		runsFrom: "qcow2"
	},
	vhd: {
		driver: vhd.driver,
		runsFrom: "qcow2"
	},
	vhdx: {
		driver: vhdx.driver,
		runsFrom: "qcow2"
	},
	"raw.zst": {
		driver: "raw",
		runsFrom: "raw",
		isPacked: true
	},
	"raw.xz": {
		driver: "raw",
		runsFrom: "raw",
		isPacked: true
	}
};
/** @throws ApplianceError code `not-supported-yet` */
function handlingOf(format) {
	const found = Object.hasOwn(handlings, format) ? handlings[format] : void 0;
	if (found !== void 0) return found;
	throw new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: `disks of the format ${format} cannot be deployed`,
		hint: `the formats are ${Object.keys(handlings).join(", ")}`
	});
}
/**
* Makes a disk one that a machine can write to: unpacked, and in a format for that. Without need the file is taken as it is.
*
* @param target path of the copy, if one is needed
* @param checks whether checksums are compared
* @throws ApplianceError codes `wrong-checksum`, `bad-disk`, `unreadable-disk`; of the tools
*/
async function prepareImage(runner, located, target, checks) {
	const { disk, path: source } = located;
	const handling = handlingOf(disk.format);
	const isPacked = located.isPacked || handling.isPacked === true;
	const isIntact = !checks || await hasChecksum(located, source, runner.signal);
	if (!isIntact && !located.isPacked) throw wrongChecksum(located);
	const plain = isPacked ? await unpack(runner, source, `${target}.raw`) : source;
	if (!isIntact && !await hasChecksum(located, plain, runner.signal)) throw wrongChecksum(located);
	await requireSelfContained(runner, plain, handling.driver);
	if (handling.driver === handling.runsFrom) return await ready(plain, handling.runsFrom);
	const args = [
		"convert",
		"-f",
		handling.driver,
		"-O",
		"qcow2",
		"-W",
		plain,
		target
	];
	await runner.run("qemu-img", args, { failure: `can't convert ${disk.file}` });
	return await ready(target, "qcow2");
}
/**
* Whether a machine can run from the file itself, as in the time of virt-image.
*
* @param hint what to do about it
* @throws ApplianceError code `not-writable-disk` if it must be copied first
*/
function requireUsableInPlace(located, hint = "leave out --in-place and --overlay") {
	const { disk } = located;
	const handling = handlingOf(disk.format);
	const isPacked = located.isPacked || handling.isPacked === true;
	if (!isPacked && handling.driver === handling.runsFrom) return;
	throw new ApplianceError({
		kind: "input",
		code: "not-writable-disk",
		message: `a machine cannot run from ${disk.file} itself: ${isPacked ? "it is packed" : `its format is ${disk.format}`}`,
		hint
	});
}
/** @throws ApplianceError code `wrong-checksum` */
async function verifyInPlace(runner, located, checks) {
	if (checks && !await hasChecksum(located, located.path, runner.signal)) throw wrongChecksum(located);
	await requireSelfContained(runner, located.path, handlingOf(located.disk.format).driver);
}
/** SHA-256 is preferred; without any checksum there is nothing to compare. */
async function hasChecksum({ disk }, file, signal) {
	if (disk.sha256 !== void 0) return await sha256OfFile(file, signal) === disk.sha256;
	return disk.sha1 === void 0 || await checksumOfFile("sha1", file, signal) === disk.sha1;
}
function wrongChecksum({ disk }) {
	return new ApplianceError({
		kind: "input",
		code: "wrong-checksum",
		message: `${disk.file} is not the disk that the descriptor describes: its checksum is another`,
		hint: "get the file again; --skip-checksum takes it as it is"
	});
}
async function unpack(runner, source, target) {
	const packing = await packingOf(source);
	if (packing === void 0) throw new ApplianceError({
		kind: "input",
		code: "unreadable-disk",
		message: `${source} is packed neither with zstd nor with xz`
	});
	await unpackDisk(runner, packing, source, target);
	return target;
}
async function ready(file, driver) {
	return {
		path: file,
		driver,
		fileBytes: (await fs.stat(file)).size
	};
}

// src/deploy/host/capabilities.ts
/** Kinds of domains by libvirt's names, the fastest first; `test` is that of its test driver. */
const domainTypes = [
	"kvm",
	"xen",
	"kqemu",
	"qemu",
	"test"
];
/** @throws ApplianceError code `libvirt-answer` */
function readCapabilities(xml) {
	return elements(parseAnswer(xml, "capabilities"), "guest").flatMap((guest) => {
		const features = offersOf(elements(guest, "features")[0]);
		const osType = textOf(elements(guest, "os_type")[0] ?? {});
		return elements(guest, "arch").map((arch) => {
			const offered = elements(arch, "domain").map((domain) => attribute(domain, "type"));
			return {
				osType,
				arch: attribute(arch, "name") ?? "",
				domainTypes: domainTypes.filter((type) => offered.includes(type)),
				features
			};
		});
	});
}
/**
* Parses what libvirt answered.
*
* @throws ApplianceError code `libvirt-answer`
*/
function parseAnswer(xml, root) {
	try {
		return parseXml(xml, root);
	} catch (cause) {
		throw new ApplianceError({
			kind: "build",
			code: "libvirt-answer",
			message: `libvirt's answer is not understood: ${messageOf(cause)}`,
			cause
		});
	}
}
/**
* formatcaps of libvirt: `default` is how a guest has the feature unless told otherwise, `toggle` whether it can be told. Older
* ones name what they have, and `nonpae` for guests without PAE.
*/
function offersOf(features) {
	if (features === void 0) return {};
	const offers = featureNames.flatMap((name) => {
		const [element] = elements(features, name);
		const without = name === "pae" && elements(features, "nonpae").length > 0;
		if (element === void 0) return without ? [[name, {
			on: false,
			off: true
		}]] : [];
		const [usual, toggle] = [attribute(element, "default") ?? "on", attribute(element, "toggle") === "yes"];
		return [[name, {
			on: usual === "on" || toggle,
			off: usual === "off" || toggle || without
		}]];
	});
	return Object.fromEntries(offers);
}

// src/deploy/domain/networks.ts
const name = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
/**
* Reads `--network`: `network=NAME`, `bridge=NAME`, `user`, or the name of a network of libvirt alone.
*
* @throws ApplianceError code `bad-network`
*/
function parseNetwork(text) {
	if (text === "user") return { kind: "user" };
	const [, kind = "network", word = ""] = /^(?:(network|bridge)=)?(.*)$/.exec(text) ?? [];
	if (name.test(word)) return {
		kind: kind === "bridge" ? "bridge" : "network",
		name: word
	};
	throw new ApplianceError({
		kind: "input",
		code: "bad-network",
		message: `--network ${text} is no network`,
		hint: "write network=NAME, bridge=NAME or user"
	});
}
/** As `parseNetwork` reads it. */
const formatNetwork = (network) => network.kind === "user" ? "user" : `${network.kind}=${network.name}`;
/**
* @param named what `--network` says
* @param count of cards that there are
* @throws ApplianceError code `bad-option` if there are fewer than networks for them
*/
function requireCards(named, count) {
	const surplus = named[count];
	if (surplus === void 0) return;
	const cards = count === 0 ? "no network cards" : `no more than ${count} network card${count === 1 ? "" : "s"}`;
	throw new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `--network ${surplus}: the machine has ${cards}`,
		hint: "leave it out"
	});
}
/**
* Connects the cards, in order; cards for which none was named go where the last named one goes. Without any name that is libvirt's
* network `default`, or else the program's own translation of addresses: the guest gets out, and nobody in.
*
* @param active names of libvirt's networks that run
*/
function connectCards(count, named, active) {
	const usual = active.includes("default") ? {
		kind: "network",
		name: "default"
	} : { kind: "user" };
	return Array.from({ length: count }, (_, index) => named[index] ?? named.at(-1) ?? usual);
}

// src/deploy/domain/wishes.ts
const count = {
	write: String,
	read: (text) => /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : void 0
};
const text = {
	write: (value) => value,
	read: (value) => value || void 0
};
const among = (values) => ({
	write: (value) => value,
	read: (word) => values.find((value) => value === word)
});
const networkList = {
	write: (networks) => networks.map(formatNetwork).join(" "),
	read: readNetworks
};
function readNetworks(words) {
	try {
		return words.split(" ").map(parseNetwork);
	} catch (error) {
		if (error instanceof ApplianceError) return void 0;
		throw error;
	}
}
const spellings = {
	memoryMiB: count,
	vcpus: count,
	graphics: among(screens),
	boot: count,
	virtType: among(virtTypes),
	firmware: among(firmwares),
	bus: among(buses),
	machine: text,
	networks: networkList,
	consoleLog: text
};
const names = Object.keys(spellings);
const spellingOf = (name) => spellings[name];
/** @returns attributes of an element; none: undefined */
function wishAttributes(wishes) {
	const written = names.flatMap((name) => {
		const value = wishes[name];
		return value === void 0 ? [] : [[`@${name}`, spellingOf(name).write(value)]];
	});
	return written.length === 0 ? void 0 : Object.fromEntries(written);
}
/** @returns undefined if a value is none */
function readWishes(element) {
	const wishes = {};
	for (const name of names) {
		const written = attribute(element, name);
		if (written === void 0) continue;
		const value = spellingOf(name).read(written);
		if (value === void 0) return void 0;
		wishes[name] = value;
	}
	return wishes;
}
/** In the words of the command line. */
const options = {
	memoryMiB: "--memory",
	vcpus: "--vcpus",
	graphics: "--graphics",
	boot: "--boot",
	virtType: "--virt-type",
	firmware: "--firmware",
	bus: "--bus",
	machine: "--machine",
	networks: "--network",
	consoleLog: "--console-log"
};
/** @returns `--memory 640 --bus sata`; empty: nothing was asked for */
function describeWishes(wishes) {
	return names.flatMap((name) => {
		const value = wishes[name];
		if (value === void 0) return [];
		return (name === "networks" ? (wishes.networks ?? []).map(formatNetwork) : [spellingOf(name).write(value)]).map((word) => `${options[name]} ${word}`);
	}).join(" ");
}
/** Those that are asked now win over those of before. */
function mergeWishes(before, now) {
	const asked = Object.entries(now).filter(([, value]) => value !== void 0);
	return {
		...before,
		...Object.fromEntries(asked)
	};
}

// src/deploy/domain/deployment.ts
const namespace = "urn:appliance-build:deployment:1";
/** @returns the content of a domain's `metadata` */
function deploymentMetadata({ version, generation, disks, wishes }) {
	const asked = wishAttributes(wishes ?? {});
	return { "appliance:deployment": {
		"@xmlns:appliance": namespace,
		"@generation": String(generation),
		...version === void 0 ? {} : { "@version": version },
		"appliance:disk": disks.map(({ name, use, format, path, volume }) => ({
			"@name": name,
			"@use": use,
			"@format": format,
			"@path": path,
			...volume === void 0 ? {} : {
				"@pool": volume.pool,
				"@volume": volume.name
			}
		})),
		...asked === void 0 ? {} : { "appliance:asked": asked }
	} };
}
/**
* Reads a domain's XML as libvirt gives it.
*
* @throws ApplianceError code `libvirt-answer`
*/
function readDomain(xml) {
	const domain = parseAnswer(xml, "domain");
	const devices = optionalElement(domain, "devices") ?? {};
	return {
		xml,
		uuid: textOf(elements(domain, "uuid")[0] ?? {}),
		macs: elements(devices, "interface").flatMap((card) => attribute(elements(card, "mac")[0] ?? {}, "address") ?? []),
		deployment: readDeployment(elements(domain, "metadata")[0] ?? {})
	};
}
function readDeployment(metadata) {
	const [element] = elements(metadata, "appliance:deployment");
	if (element === void 0 || attribute(element, "xmlns:appliance") !== namespace) return void 0;
	const generation = Number(attribute(element, "generation"));
	if (!Number.isSafeInteger(generation) || generation < 1) throw broken("generation");
	const wishes = readWishes(elements(element, "appliance:asked")[0] ?? {});
	return {
		version: attribute(element, "version"),
		generation,
		disks: elements(element, "appliance:disk").map(readDisk),
		wishes
	};
}
function readDisk(element) {
	const value = (name) => attribute(element, name);
	const use = diskUses.find((known) => known === value("use"));
	const [name, path, pool, volume] = [
		value("name"),
		value("path"),
		value("pool"),
		value("volume")
	];
	if (use === void 0 || name === void 0 || path === void 0) throw broken("disk");
	return {
		name,
		use,
		format: value("format") ?? "raw",
		path,
		...pool === void 0 || volume === void 0 ? {} : { volume: {
			pool,
			name: volume
		} }
	};
}
function broken(what) {
	return new ApplianceError({
		kind: "build",
		code: "libvirt-answer",
		message: `the domain's record of its deployment has no proper ${what}: somebody changed it`
	});
}

// src/deploy/domain/domain-xml.ts
/**
* The XML of a machine, as libvirt.org/formatdomain.html describes it. The size of the memory has its unit, so nobody can mistake it
* (virt-image of 2014 handed KiB to an option of MiB).
*
* @throws ApplianceError code `descriptor-invalid` if XML cannot hold a text
*/
function writeDomain(spec) {
	const { name, uuid, title, description, memoryKiB, vcpus, type, boot, cpu } = spec;
	return writeXml({ domain: {
		"@type": type,
		name,
		...uuid === void 0 ? {} : { uuid },
		...title ? { title: title.split("\n")[0] } : {},
		...description ? { description } : {},
		metadata: deploymentMetadata(spec.deployment),
		memory: {
			"@unit": "KiB",
			"#text": String(memoryKiB)
		},
		vcpu: String(vcpus),
		...startOf(spec),
		features: featuresOf(spec),
		...cpuOf(type, boot.arch, cpu),
		clock: { "@offset": "utc" },
		on_poweroff: "destroy",
		on_reboot: "restart",
		on_crash: "destroy",
		devices: devicesOf(spec)
	} });
}
const isQemu = (type) => type === "kvm" || type === "qemu" || type === "kqemu";
const isPc = (arch) => arch === "x86_64" || arch === "i686";
function startOf({ boot, machine, firmware }) {
	const { os, arch } = boot;
	const type = {
		"@arch": arch,
		...machine === void 0 ? {} : { "@machine": machine },
		"#text": boot.type === "xen" ? "linux" : "hvm"
	};
	if ("kernel" in os) {
		const { kernel, initrd, cmdline } = os;
		return { os: {
			type,
			kernel,
			...initrd ? { initrd } : {},
			...cmdline ? { cmdline } : {}
		} };
	}
	if (os.loader === "pygrub") return {
		bootloader: "pygrub",
		os: { type }
	};
	const devices = os.loader === "cdrom" ? ["cdrom", "hd"] : ["hd"];
	return { os: {
		...firmware === "bios" ? {} : firmwareOf(firmware),
		type,
		boot: devices.map((dev) => ({ "@dev": dev }))
	} };
}
/** libvirt finds the firmware by what it can (since 7.2). Without a word on Secure Boot it takes one that has it, if there is one. */
function firmwareOf(firmware) {
	const feature = (name, isOn) => ({
		"@enabled": isOn ? "yes" : "no",
		"@name": name
	});
	const isSecure = firmware === "uefi-secure";
	return {
		"@firmware": "efi",
		firmware: { feature: [feature("secure-boot", isSecure), ...isSecure ? [feature("enrolled-keys", true)] : []] }
	};
}
/** ACPI and APIC are what a PC has, unless the descriptor says otherwise; one of 64 bits always has PAE. */
function featuresOf({ boot: { arch, features, type }, firmware }) {
	if (type === "xen") return features.pae === true ? { pae: "" } : {};
	const wanted = {
		acpi: isPc(arch) || firmware !== "bios",
		apic: isPc(arch),
		pae: false,
		...features,
		...arch === "i686" ? {} : { pae: false }
	};
	return {
		...wanted.pae ? { pae: "" } : {},
		...wanted.acpi ? { acpi: "" } : {},
		...wanted.apic ? { apic: "" } : {},
		...firmware === "uefi-secure" && isPc(arch) ? { smm: { "@state": "on" } } : {}
	};
}
/** QEMU's usual model is too old for Enterprise Linux 9. That for ARM is the one of which emulation is fastest. */
function cpuOf(type, arch, model) {
	if (type === "kvm") return { cpu: kvmCpu(model ?? "host") };
	if (!isQemu(type)) return {};
	if (isPc(arch)) return { cpu: {
		"@mode": "maximum",
		"@check": "none"
	} };
	return { cpu: {
		"@mode": "custom",
		"@match": "exact",
		"@check": "none",
		model: "cortex-a72"
	} };
}
/** @param model `host`, or `qemu64,+ssse3,-svm` */
function kvmCpu(model) {
	const [name, ...changes] = model.split(",");
	const feature = changes.map((change) => ({
		"@policy": change.startsWith("-") ? "disable" : "require",
		"@name": change.slice(1)
	}));
	if (name === "host") return {
		"@mode": "host-passthrough",
		"@check": "none",
		feature
	};
	return {
		"@mode": "custom",
		"@match": "exact",
		"@check": "none",
		model: name,
		feature
	};
}
function devicesOf({ type, boot, disks, networks, graphics, consoleLog }) {
	const isPv = boot.type === "xen";
	const log = consoleLog === void 0 ? {} : { log: {
		"@file": consoleLog,
		"@append": "off"
	} };
	const guest = isQemu(type) ? {
		channel: {
			"@type": "unix",
			target: {
				"@type": "virtio",
				"@name": "org.qemu.guest_agent.0"
			}
		},
		rng: {
			"@model": "virtio",
			backend: {
				"@model": "random",
				"#text": "/dev/urandom"
			}
		},
		...disks.some(({ bus }) => bus === "scsi") ? { controller: {
			"@type": "scsi",
			"@index": "0",
			"@model": "virtio-scsi"
		} } : {}
	} : {};
	return {
		disk: disks.map(diskOf),
		interface: networks.map((card) => interfaceOf(card, isQemu(type))),
		...isPv ? { console: {
			"@type": "pty",
			...log,
			target: {
				"@type": "xen",
				"@port": "0"
			}
		} } : {
			serial: {
				"@type": "pty",
				...log,
				target: { "@port": "0" }
			},
			console: {
				"@type": "pty",
				target: {
					"@type": "serial",
					"@port": "0"
				}
			}
		},
		...guest,
		...graphics ? screenOf(type, boot) : {}
	};
}
function diskOf({ device, bus, target, path, driver }) {
	return {
		"@type": "file",
		"@device": device,
		driver: {
			"@name": "qemu",
			"@type": driver
		},
		source: { "@file": path },
		target: {
			"@dev": target,
			"@bus": bus
		},
		...device === "cdrom" ? { readonly: "" } : {}
	};
}
function interfaceOf({ network, mac }, isVirtio) {
	return {
		"@type": network.kind,
		...mac === void 0 ? {} : { mac: { "@address": mac } },
		...network.kind === "user" ? {} : { source: { [`@${network.kind}`]: network.name } },
		...isVirtio ? { model: { "@type": "virtio" } } : {}
	};
}
function screenOf(type, { arch, type: bootType }) {
	const graphics = {
		"@type": "vnc",
		"@autoport": "yes",
		"@listen": "127.0.0.1"
	};
	if (!isQemu(type) || bootType === "xen") return { graphics };
	return {
		graphics,
		video: { model: { "@type": isPc(arch) ? "vga" : "virtio" } }
	};
}

// src/deploy/steps.ts
/** virsh says what failed, but not what it was for. */
function named({ name }, error) {
	if (!(error instanceof ApplianceError) || error.code !== "tool-failed") return error;
	const { kind, code, message, detail, hint, log, cause } = error;
	return new ApplianceError({
		kind,
		code,
		message: `cannot ${name}: ${message}`,
		detail,
		hint,
		log,
		cause
	});
}
/**
* Runs steps in order. When one fails all are undone in reverse order, also if an undoing fails; then the failure is thrown.
*
* @param warn takes what could not be undone
*/
async function runSteps(steps, run, warn) {
	const begun = [];
	try {
		for (const step of steps) {
			begun.push(step);
			await run(step).catch((error) => {
				throw named(step, error);
			});
		}
	} catch (error) {
		for (const step of begun.reverse()) await step.undo?.().catch((failure) => warn({
			code: "not-undone",
			message: `"${step.name}" could not be undone: ${messageOf(failure)}`
		}));
		throw error;
	}
}

// src/deploy/follow-console.ts
/**
* Reads a console until the scope ends.
*
* @param take gets what the guest prints, in chunks
* @returns a promise that settles earlier only if there is no more to read, and fails if it cannot be read (code `console-lost`)
*/
async function followConsole({ uri, domain, consoleFile }, take, { scope, log, env }) {
	if (consoleFile === void 0) {
		const socat = await startProcess({
			tool: "socat",
			args: [consoleCommand(domain), "/dev/null,ignoreeof!!STDOUT"],
			env: {
				...env,
				LIBVIRT_DEFAULT_URI: uri
			},
			log,
			onOutput: take
		});
		scope.use(socat);
		const over = socat.ended.then(({ exitCode }) => {
			if (exitCode !== 0) throw lost(domain, socat.tail);
		});
		over.catch(() => void 0);
		return { over };
	}
	const followed = new AbortController();
	const over = followFile(consoleFile, take, followed.signal).catch((error) => {
		throw lost(domain, [messageOf(error)]);
	});
	over.catch(() => void 0);
	scope.defer(async () => {
		followed.abort();
		await over.catch(() => void 0);
	});
	return { over };
}
/** The name has letters, digits and . _ + - : alone. */
const consoleCommand = (domain) => `EXEC:virsh --quiet console --force --domain ${domain.replaceAll(":", "\\:")},pty,setsid,ctty,raw`;
function lost(domain, tail) {
	const message = `the console of ${domain} cannot be read`;
	return new ApplianceError({
		kind: "build",
		code: "console-lost",
		message,
		detail: tail
	});
}
/**
* Reads a file that grows, and returns when that is aborted. At 2 MiB virtlogd gives it another name and begins a new one
* (virtlogd.conf, `max_size`), so its folder is watched.
*/
async function followFile(file, take, signal) {
	const name = path.basename(file);
	const changes = fs.watch(path.dirname(file), { signal })[Symbol.asyncIterator]();
	const nextChange = () => {
		const next = changes.next();
		next.catch(() => void 0);
		return next;
	};
	let next = nextChange();
	let handle = await fs.open(file);
	const readAll = async () => {
		for (;;) {
			const { bytesRead, buffer } = await handle.read(Buffer.alloc(65536));
			if (bytesRead === 0) return;
			take(buffer.subarray(0, bytesRead));
		}
	};
	const isSame = async () => {
		const there = await fs.stat(file).catch(() => void 0);
		return there === void 0 || there.ino === (await handle.stat()).ino;
	};
	try {
		await readAll();
		for (let change = await next; change.done !== true; change = await next) {
			next = nextChange();
			if (change.value.filename !== name) continue;
			await readAll();
			if (await isSame()) continue;
			await readAll();
			await handle.close();
			handle = await fs.open(file);
			await readAll();
		}
	} catch (error) {
		if (!signal.aborted) throw error;
	} finally {
		await handle.close();
	}
}

// src/deploy/watch-end.ts
const millisecondsBetweenLooks = 1e4;
/** A machine may reboot once after shim has made its boot entry, and once after SELinux has labelled its files. */
const rebootsOfALoop = 3;
/**
* Watches a domain that was started until the scope ends.
*
* @returns a promise that settles, and never rejects, when the domain is no longer active, or reboots for ever
*/
async function watchEnd({ uri, domain, env }, { runner, libvirt, scope }) {
	let settle = () => {};
	const ended = new Promise((resolve) => {
		settle = resolve;
	});
	const look = () => libvirt.isActive(domain).then((isActive) => isActive || settle("powered off"), () => void 0);
	const looking = setInterval(look, millisecondsBetweenLooks);
	scope.defer(() => clearInterval(looking));
	let said = "";
	scope.use(await startProcess({
		tool: "virsh",
		args: [
			"--connect",
			uri,
			"event",
			"--domain",
			domain,
			"--all",
			"--loop"
		],
		env,
		log: runner.log,
		onOutput(chunk) {
			said += chunk.toString("latin1");
			const how = endingIn(said);
			if (how !== void 0) settle(how);
		}
	}));
	return { ended };
}
/** @param said what `virsh event --all` printed so far: lines such as `event 'lifecycle' for domain 'box': Stopped Shutdown` */
function endingIn(said) {
	if (/^event 'lifecycle' for .*: (?:Stopped|Crashed) /m.test(said)) return "powered off";
	return (said.match(/^event 'reboot' for /gm)?.length ?? 0) >= rebootsOfALoop ? "asked to reboot" : void 0;
}

// src/deploy/wait-boot.ts
/** A boot that was waited for in vain. */
var BootFailure = class extends ApplianceError {
	verdict;
	constructor(verdict, reason, consoleLog, lastLines) {
		super({
			kind: "build",
			code: `boot-${verdict}`,
			message: `the machine did not come up: ${reason}`,
			detail: excerpt(lastLines),
			hint: consoleLog === void 0 ? void 0 : `its console is in ${consoleLog}`
		});
		this.verdict = verdict;
	}
};
const millisecondsToHear = 2e3;
/**
* Waits until a machine that was just started shows what is expected on its console, by the rules of the boot test that end one.
* What it only complains of, such as a unit that failed, is a warning.
*
* @returns seconds that it took
* @throws BootFailure, ApplianceError kind `interrupted`
*/
async function waitForBoot({ runner, libvirt, warn }, wait) {
	try {
		var _usingCtx$1 = _usingCtx();
		const ledger = createLedger(noAllowances, wait.accelerator);
		const judge = createJudge({
			expect: wait.expect,
			deadlines: deadlinesFor(wait.accelerator, wait.timeoutSeconds)
		});
		const scope = _usingCtx$1.a(new Scope());
		const watching = watch(judge, runner.signal);
		scope.defer(() => watching[Symbol.dispose]());
		const hear = (chunk) => {
			ledger.feed(chunk, watching.elapsedMs());
			watching.feedSerial(chunk);
		};
		const { over } = await followConsole(wait, hear, {
			scope,
			log: runner.log,
			env: wait.env
		});
		const { ended } = await watchEnd(wait, {
			runner,
			libvirt,
			scope
		});
		const decision = await Promise.race([
			watching.decision,
			ended.then((how) => judge.end(how)),
			over.then(() => watching.decision, async (error) => {
				await withDeadline(ended, millisecondsToHear);
				throw error;
			})
		]);
		if (decision.verdict !== "passed") throw new BootFailure(decision.verdict, decision.reason, await keepLog(wait), judge.lastLines);
		if (ledger.firstHard !== void 0) warn(complaintOf(ledger.firstHard));
		return watching.elapsedMs() / 1e3;
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
function complaintOf({ rule, line }) {
	return {
		code: "boot-complaint",
		message: `${meanings[rule.verdict]}: ${sanitiseForLog(line).join(" ")}`,
		hint: "the machine has come up all the same; its boot test would fail"
	};
}
/** The machine that is put back writes to the same file. @returns path of the copy, where one can be made */
async function keepLog({ consoleFile, consoleLog: file }) {
	if (file === void 0 || consoleFile === void 0) return file;
	const copy = `${file}.failed`;
	try {
		await fs.copyFile(file, copy);
		return copy;
	} catch {
		return file;
	}
}

// src/deploy/deploy.ts
/**
* Deploys as planned: all of it, or nothing, and then the old machine is what it was and runs if it ran. Old disks are deleted
* only when everything else is done.
*
* @returns seconds until the machine had booted, if that was waited for
* @throws ApplianceError of the step that failed; BootFailure
*/
async function deploy(options, means) {
	const { plan } = options;
	const result = { bootSeconds: void 0 };
	await runSteps(deploySteps(options, means, result), means.run, means.warn);
	for (const { volume, name } of plan.dropped) {
		if (volume === void 0) continue;
		await means.libvirt.deleteVolume(volume.pool, volume.name).catch((error) => means.warn({
			code: "not-deleted",
			message: `the old disk ${name} could not be deleted: ${messageOf(error)}`,
			hint: `virsh vol-delete --pool ${volume.pool} ${volume.name}`
		}));
	}
	return result;
}
/** The steps in their order. The old machine runs until everything is prepared. */
function deploySteps(options, means, result) {
	const { plan, pool, old, starts, wait } = options;
	const { name } = plan.domain;
	return [
		...plan.disks.some(({ kind }) => kind !== "in-place" && kind !== "keep") && pool.state !== "active" ? [poolStep(pool, means)] : [],
		...plan.disks.flatMap((action) => diskStep(action, options, means)),
		...old === void 0 ? [] : [stopStep(name, options, means)],
		defineStep(options, means),
		...starts ? [startStep(name, means)] : [],
		...wait === void 0 ? [] : [{
			name: `wait for ${name} to boot`,
			run: async () => {
				result.bootSeconds = await waitForBoot(means, wait);
			}
		}]
	];
}
function poolStep({ name, folder, state }, { libvirt, undoing }) {
	return {
		name: state === "missing" ? `make the pool ${name}` : `start the pool ${name}`,
		async run() {
			if (state === "missing") await libvirt.definePool(name, folder);
			await libvirt.startPool(name);
		},
		async undo() {
			if (await undoing.isPoolActive(name)) await undoing.stopPool(name);
			if (state === "missing" && (await undoing.poolNames()).includes(name)) await undoing.undefinePool(name);
		}
	};
}
function diskStep(action, { checks }, { runner, libvirt, undoing, scratch }) {
	if (action.kind === "keep") return [];
	const { deployed } = action;
	if (action.kind === "in-place") {
		const { located } = action;
		return [{
			name: `verify disk ${deployed.name}`,
			run: () => verifyInPlace(runner, located, checks)
		}];
	}
	return [{
		name: `${action.kind === "blank" ? "make" : action.kind} disk ${deployed.name}`,
		async run() {
			if (action.kind === "blank") await makeBlank(action.deployed, action.sizeMiB, libvirt);
			else if (action.kind === "overlay") {
				const { located } = action;
				await verifyInPlace(runner, located, checks);
				const format = located.disk.format === "qcow2" ? "qcow2" : "raw";
				const capacityBytes = await virtualBytesOf(runner, located.path, format);
				const backing = {
					path: located.path,
					format
				};
				await libvirt.createVolume({
					...placeOf(action.deployed),
					format: "qcow2",
					capacityBytes,
					backing
				});
			} else {
				const copy = path.join(scratch, action.deployed.volume.name);
				const image = await prepareImage(runner, action.located, copy, checks);
				await libvirt.createVolume({
					...placeOf(action.deployed),
					format: "raw",
					capacityBytes: image.fileBytes
				});
				await libvirt.uploadVolume(action.deployed.volume.pool, action.deployed.volume.name, image.path);
				await Promise.all([copy, `${copy}.raw`].map((file) => fs.rm(file, { force: true })));
				if (image.driver !== "raw") await libvirt.refreshPool(action.deployed.volume.pool);
			}
		},
		async undo() {
			const { pool, name } = action.deployed.volume;
			if (await undoing.isPoolActive(pool) && (await undoing.volumeNames(pool)).includes(name)) await undoing.deleteVolume(pool, name);
		}
	}];
}
const placeOf = ({ volume }) => ({
	pool: volume.pool,
	name: volume.name
});
async function makeBlank(deployed, sizeMiB, libvirt) {
	await libvirt.createVolume({
		...placeOf(deployed),
		format: "qcow2",
		capacityBytes: sizeMiB * 1024 * 1024
	});
}
function stopStep(name, { shutdownSeconds, force }, { libvirt, undoing }) {
	let ran = false;
	return {
		name: `shut down the old ${name}`,
		async run() {
			ran = await libvirt.isActive(name);
			if (ran) await stopDomain(libvirt, name, {
				shutdownSeconds,
				force
			});
		},
		async undo() {
			if (ran && !await undoing.isActive(name)) await undoing.start(name);
		}
	};
}
/**
* Shuts a machine down so that its disks are whole.
*
* @throws ApplianceError code `guest-runs-on`
*/
async function stopDomain(libvirt, name, { shutdownSeconds, force }) {
	if (await libvirt.shutDown(name, shutdownSeconds)) return;
	if (force) {
		await libvirt.destroy(name);
		return;
	}
	throw new ApplianceError({
		kind: "build",
		code: "guest-runs-on",
		message: `${name} did not shut down within ${shutdownSeconds} s`,
		hint: "shut it down from inside, give it more time (--shutdown-timeout), or pull the plug (--force)"
	});
}
function defineStep({ plan, old }, { libvirt, undoing }) {
	const { name } = plan.domain;
	return {
		name: `define ${name}`,
		run: () => libvirt.define(writeDomain(plan.domain)),
		async undo() {
			if (old !== void 0) await undoing.define(old.xml, false);
			else if ((await undoing.domainNames()).includes(name)) await undoing.undefine(name);
		}
	};
}
function startStep(name, { libvirt, undoing }) {
	return {
		name: `start ${name}`,
		run: () => libvirt.start(name),
		async undo() {
			if (await undoing.isActive(name)) await undoing.destroy(name);
		}
	};
}

// src/deploy/host/libvirt.ts
/** How often a guest that shuts down is looked at. */
const pollMs = 500;
/** A guest that is still booting does not hear it; one that is shutting down does not mind. */
const askAgainMs = 1e4;
/** @param scratch an existing folder for files that virsh reads */
function connectLibvirt(runner, uri, scratch) {
	const virsh = async (args, options = {}) => (await runner.run("virsh", [
		"--connect",
		uri.text,
		"--quiet",
		...args
	], options)).stdout;
	const lines = async (args) => (await virsh(args)).split("\n").flatMap((line) => line.trim() || []);
	const withFile = async (xml, use) => {
		const file = path.join(scratch, "virsh.xml");
		await fs.writeFile(file, xml, { mode: 384 });
		await use(file);
		await fs.rm(file);
	};
	const isActive = async (name) => (await lines(["list", "--name"])).includes(name);
	return {
		uri,
		capabilities: async () => await virsh(["capabilities"], { failure: `cannot use libvirt at ${uri.text}` }).catch((error) => {
			throw unreachable(error, uri);
		}),
		domainNames: async () => await lines([
			"list",
			"--all",
			"--name"
		]),
		domainXml: async (name) => await virsh([
			"dumpxml",
			"--inactive",
			"--security-info",
			"--domain",
			name
		]),
		isActive,
		async domainsWithSavedState() {
			return (await Promise.all(["--with-managed-save", "--with-snapshot"].map((which) => lines([
				"list",
				"--all",
				"--name",
				which
			])))).flat();
		},
		define: async (xml, checks = true) => await withFile(xml, (file) => virsh([
			"define",
			...checks ? ["--validate"] : [],
			"--file",
			file
		])),
		undefine: async (name) => void await virsh([
			"undefine",
			"--nvram",
			"--domain",
			name
		]),
		start: async (name) => void await virsh([
			"start",
			"--domain",
			name
		]),
		async shutDown(name, timeoutSeconds) {
			const begin = performance.now();
			let asked = Number.NEGATIVE_INFINITY;
			for (let now = begin; now < begin + timeoutSeconds * 1e3; now = performance.now()) {
				if (!await isActive(name)) return true;
				if (now >= asked + askAgainMs) {
					await virsh([
						"shutdown",
						"--domain",
						name
					], { okCodes: [0, 1] });
					asked = now;
				}
				await setTimeout(pollMs, void 0, { signal: runner.signal }).catch(() => void 0);
			}
			return !await isActive(name);
		},
		destroy: async (name) => void await virsh([
			"destroy",
			"--domain",
			name
		]),
		poolNames: async () => await lines([
			"pool-list",
			"--all",
			"--name"
		]),
		isPoolActive: async (name) => (await lines(["pool-list", "--name"])).includes(name),
		poolXml: async (name) => await virsh([
			"pool-dumpxml",
			"--pool",
			name
		]),
		async definePool(name, folder) {
			await virsh([
				"pool-define-as",
				"--name",
				name,
				"--type",
				"dir",
				"--target",
				folder
			]);
			await virsh([
				"pool-build",
				"--pool",
				name
			]);
			await virsh([
				"pool-autostart",
				"--pool",
				name
			]);
		},
		startPool: async (name) => void await virsh([
			"pool-start",
			"--pool",
			name
		]),
		stopPool: async (name) => void await virsh([
			"pool-destroy",
			"--pool",
			name
		]),
		undefinePool: async (name) => void await virsh([
			"pool-undefine",
			"--pool",
			name
		]),
		refreshPool: async (name) => void await virsh([
			"pool-refresh",
			"--pool",
			name
		]),
		async volumeNames(pool) {
			return (await lines([
				"vol-list",
				"--pool",
				pool
			])).map((line) => line.split(/\s{2,}/)[0] ?? "");
		},
		async createVolume(request) {
			await withFile(volumeXml(request), (file) => virsh([
				"vol-create",
				"--pool",
				request.pool,
				"--file",
				file
			]));
		},
		uploadVolume: async (pool, name, file) => void await virsh([
			"vol-upload",
			"--pool",
			pool,
			"--vol",
			name,
			"--file",
			file,
			"--sparse"
		]),
		deleteVolume: async (pool, name) => void await virsh([
			"vol-delete",
			"--pool",
			pool,
			"--vol",
			name
		]),
		activeNetworks: async () => await lines(["net-list", "--name"])
	};
}
function unreachable(error, { isLocal }) {
	if (!(error instanceof ApplianceError) || error.code !== "tool-failed") return error;
	const { kind, message, detail } = error;
	return new ApplianceError({
		kind,
		code: "no-libvirt",
		message,
		detail,
		hint: isLocal ? "is its daemon running? systemctl start libvirtd, or virtlogd -d; libvirtd -d" : "virsh --connect URI version must work first",
		cause: error
	});
}
/** libvirt.org/formatstorage.html. A backing format must be given: QEMU does not guess it since 6.1. */
function volumeXml({ name, format, capacityBytes, backing }) {
	return writeXml({ volume: {
		name,
		capacity: {
			"@unit": "bytes",
			"#text": String(capacityBytes)
		},
		allocation: {
			"@unit": "bytes",
			"#text": "0"
		},
		target: { format: { "@type": format } },
		...backing === void 0 ? {} : { backingStore: {
			path: backing.path,
			format: { "@type": backing.format }
		} }
	} });
}
/** @throws ApplianceError code `bad-name` unless it is a word that libvirt, files and options all take */
function checkName(name, what, hint) {
	if (/^[A-Za-z0-9][A-Za-z0-9_.+-]{0,199}$/.test(name)) return;
	throw new ApplianceError({
		kind: "input",
		code: "bad-name",
		message: `"${name}" cannot be the name of a ${what}`,
		hint
	});
}

// src/deploy/host/uri.ts
/** @throws ApplianceError code `bad-uri` */
function parseUri(text) {
	const match = /^([a-z]+)(?:\+([a-z0-9]+))?:\/\/([^/]*)(\/[^?]*)?(?:\?.*)?$/.exec(text);
	if (match === null) throw new ApplianceError({
		kind: "input",
		code: "bad-uri",
		message: `"${text}" is not a libvirt URI`,
		hint: "such as qemu:///system or qemu+ssh://root@HOST/system"
	});
	const [, driver = "", transport, host = "", path] = match;
	return {
		text,
		driver,
		isLocal: host === "" && (transport === void 0 || transport === "unix"),
		isSystem: path === "/system" || driver === "xen"
	};
}

// src/deploy/undeploy.ts
/**
* Removes what `deploy` made: the domain, and the disks that were copied for it. The user's stay unless that is asked for.
*
* @throws ApplianceError codes `no-such-domain`, `not-ours`, `guest-runs-on`
*/
async function undeploy(libvirt, options) {
	const { name, removesUserDisks, warn } = options;
	if (!(await libvirt.domainNames()).includes(name)) throw new ApplianceError({
		kind: "input",
		code: "no-such-domain",
		message: `there is no domain ${name}`,
		hint: `virsh --connect ${libvirt.uri.text} list --all shows what there is`
	});
	const { deployment } = readDomain(await libvirt.domainXml(name));
	if (deployment === void 0) throw notOurs(name);
	const isDeleted = ({ use, volume }) => volume !== void 0 && (use !== "user" || removesUserDisks);
	if (await libvirt.isActive(name)) await stopDomain(libvirt, name, options);
	await libvirt.undefine(name);
	const deleted = [];
	for (const disk of deployment.disks.filter(isDeleted)) {
		const { pool = "", name: volume = "" } = disk.volume ?? {};
		try {
			await libvirt.deleteVolume(pool, volume);
			deleted.push(disk);
		} catch (error) {
			warn({
				code: "not-deleted",
				message: `disk ${disk.name} could not be deleted: ${messageOf(error)}`
			});
		}
	}
	return {
		deleted,
		kept: deployment.disks.filter((disk) => !isDeleted(disk))
	};
}
function notOurs(name) {
	return new ApplianceError({
		kind: "input",
		code: "not-ours",
		message: `the domain ${name} was not deployed by this program, so its disks are unknown`,
		hint: "virsh undefine removes it"
	});
}

export { handlingOf as _, connectLibvirt as a, writeDomain as c, mergeWishes as d, connectCards as f, readCapabilities as g, parseAnswer as h, checkName as i, readDomain as l, requireCards as m, undeploy as n, deploy as o, parseNetwork as p, parseUri as r, BootFailure as s, notOurs as t, describeWishes as u, requireUsableInPlace as v };