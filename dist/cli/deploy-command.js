import { n as defaults } from "./settings.js";
import { a as verdictExitCodes } from "./verdicts.js";
import { _ as handlingOf, a as connectLibvirt, c as writeDomain, d as mergeWishes, f as connectCards, g as readCapabilities, h as parseAnswer, i as checkName, l as readDomain, m as requireCards, o as deploy, p as parseNetwork, r as parseUri, s as BootFailure, t as notOurs, u as describeWishes, v as requireUsableInPlace } from "./undeploy.js";
import { t as ApplianceError } from "./errors.js";
import { a as locateDisk, i as blankSizeMiB, n as parseExpectation, o as locateKernel, s as fileInside, t as manifestBeside } from "./subject.js";
import { n as driveName } from "./describe.js";
import { t as Scope } from "./scope.js";
import { n as formatSeconds } from "./format.js";
import { a as escapeObeyed, r as printable, t as jsonLine } from "./printable.js";
import { n as clientRunner, o as signalOfProcess, r as ensureTools, t as clientEnvironment } from "./environment.js";
import { o as warningLines, r as errorLines } from "./print-error.js";
import { r as elements, t as attribute, u as textOf } from "./xml.js";
import { n as probeHost } from "./host-accelerator.js";
import { t as readDescriptorFile } from "./descriptor-file.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import * as os from "node:os";

// src/deploy/disks/plan-disks.ts
/**
* Decides for each drive where its disk comes from: the user's disk of before, the file, or a new blank one.
*
* @param others names that volumes besides those of disks will have
* @throws ApplianceError codes `no-such-disk`, `not-writable-disk`, `unused-user-disk`
*/
function planDisks(request, drives, others = []) {
	const named = drives.map(({ disk }) => ({
		disk,
		name: diskName(disk, request.data.name)
	}));
	const names = [...named.map(({ name }) => name), ...others];
	const twice = names.find((name, index) => names.indexOf(name) < index);
	if (twice !== void 0) throw inputError("bad-disk", `two disks of the descriptor are called ${twice}`);
	checkAdopted(request, named);
	const generation = freeGeneration(request, names);
	return {
		actions: named.map(({ disk, name }) => planDisk(request, disk, name, generation)),
		generation
	};
}
function planDisk(request, disk, name, generation) {
	const { mode, located: files } = request;
	const kept = keptDisk(request, disk, name);
	if (kept !== void 0) return {
		kind: "keep",
		deployed: kept
	};
	const located = files.get(disk.id);
	const about = {
		name,
		use: disk.use
	};
	const volume = (format) => inPool(request, {
		...about,
		format
	}, generation);
	if (located === void 0) return {
		kind: "blank",
		deployed: volume("qcow2"),
		sizeMiB: blankSizeMiB(disk)
	};
	const { runsFrom } = handlingOf(disk.format);
	if (disk.format === "iso" && mode !== "import") return inPlace(located, {
		...about,
		format: "raw"
	});
	if (mode === "import") return {
		kind: "import",
		deployed: volume(runsFrom),
		located
	};
	requireUsableInPlace(located);
	if (mode === "overlay") return {
		kind: "overlay",
		deployed: volume("qcow2"),
		located
	};
	return inPlace(located, {
		...about,
		format: runsFrom
	});
}
/** A volume of the pool that a deployment makes. */
function inPool({ name: domain, pool }, about, generation) {
	const name = volumeName(domain, about.name, generation, about.format);
	return {
		...about,
		path: path.join(pool.folder, name),
		volume: {
			pool: pool.name,
			name
		}
	};
}
function inPlace(located, about) {
	return {
		kind: "in-place",
		deployed: {
			...about,
			path: located.path
		},
		located
	};
}
/** A disk that the new descriptor calls the user's stays what it is, whatever the old one called it. */
function keptDisk({ old, keepsUserDisks, adopted, pool }, disk, name) {
	if (disk.use !== "user") return void 0;
	const volume = adopted.get(name);
	if (volume !== void 0) return {
		name,
		use: "user",
		format: volume.endsWith(".qcow2") ? "qcow2" : "raw",
		path: path.join(pool.folder, volume),
		volume: {
			pool: pool.name,
			name: volume
		}
	};
	if (!keepsUserDisks) return void 0;
	const before = old?.deployment?.disks.find((candidate) => candidate.name === name && candidate.use !== "scratch");
	return before === void 0 ? void 0 : {
		...before,
		use: "user"
	};
}
function checkAdopted({ adopted, pool }, named) {
	for (const [name, volume] of adopted) {
		const users = named.filter(({ disk }) => disk.use === "user").map((one) => one.name);
		if (!users.includes(name)) {
			const hint = users.length === 0 ? "the appliance has no user disks" : `its user disks are ${users.join(", ")}`;
			throw inputError("unused-user-disk", `--user-disk ${name}=${volume}: there is no user disk ${name}`, hint);
		}
		if (!pool.volumes.includes(volume)) throw inputError("no-such-volume", `--user-disk ${name}=${volume}: the pool ${pool.name} has no volume ${volume}`);
	}
}
/** The next after that of the old domain whose names are all free: user disks of earlier ones may still be there. */
function freeGeneration({ name, old, pool }, disks) {
	const isTaken = (generation) => disks.some((disk) => ["raw", "qcow2"].some((format) => pool.volumes.includes(volumeName(name, disk, generation, format))));
	let generation = (old?.deployment?.generation ?? 0) + 1;
	while (isTaken(generation)) generation += 1;
	return generation;
}
const volumeName = (domain, disk, generation, format) => `${domain}-${disk}.${generation}.${format}`;
const endings = /\.(?:raw|img|iso|qcow2?|vmdk|vdi|vhdx?|zst|xz)$/;
/** `data` of `hello-data.qcow2`. It is what tells that two descriptors mean the same disk, in whatever format. */
function diskName({ file }, appliance) {
	let name = path.posix.basename(file);
	while (endings.test(name)) name = name.replace(endings, "");
	if (name.startsWith(`${appliance}-`)) name = name.slice(appliance.length + 1);
	return name.replaceAll(/[^A-Za-z0-9_.+-]/g, "_").replace(/^[^A-Za-z0-9]/, "_") || "disk";
}
function inputError(code, message, hint) {
	return new ApplianceError({
		kind: "input",
		code,
		message,
		hint
	});
}

// src/deploy/disks/plan-kernel.ts
/** Names of what a kernel and an initrd are copied to, among those of the disks. */
const kernelNames = {
	kernel: "kernel",
	initrd: "initrd"
};
/**
* Decides where the kernel and the initrd lie that a machine is started from. Where disks are copied these are, too: they belong
* to the disks of their time, whatever becomes of the files beside the descriptor.
*/
function planKernel(request, generation) {
	const { record } = request.choice;
	const { os } = record;
	if (!("kernel" in os) || request.mode !== "import") return {
		record,
		actions: []
	};
	const copy = (name, file) => ({
		kind: "import",
		deployed: inPool(request, {
			name,
			use: "system",
			format: "raw"
		}, generation),
		located: {
			disk: {
				id: name,
				file: path.basename(file),
				use: "system",
				format: "raw",
				...unknown
			},
			path: file,
			isPacked: false
		}
	});
	const kernel = copy(kernelNames.kernel, os.kernel);
	const initrd = os.initrd === void 0 ? void 0 : copy(kernelNames.initrd, os.initrd);
	return {
		record: {
			...record,
			os: {
				...os,
				kernel: kernel.deployed.path,
				initrd: initrd?.deployed.path
			}
		},
		actions: [kernel, ...initrd === void 0 ? [] : [initrd]]
	};
}
const unknown = {
	sizeMiB: void 0,
	sha256: void 0,
	sha1: void 0
};

// src/deploy/domain/drives.ts
const prefixes = {
	virtio: "vd",
	sata: "sd",
	scsi: "sd",
	ide: "hd",
	xen: "xvd"
};
/** Two channels of two; that is all a PC had. */
const idePlaces = 4;
/** Machines by the beginning of their names: the bus of CD drives, and buses that they lack. */
const machineBuses = [
	[/^(?:pc-q35|q35)/, {
		cdrom: "sata",
		lacks: ["ide"]
	}],
	[/^(?:pc|isapc)/, {
		cdrom: "ide",
		lacks: []
	}],
	[/^virt/, {
		cdrom: "scsi",
		lacks: ["ide", "sata"]
	}]
];
/**
* Gives every drive of a way of booting its place. The targets of a descriptor say in which order the guest of 2008 saw the disks;
* of which bus they are is for the machine of today to say. A drive without a target has the first free place.
*
* @throws ApplianceError codes `bad-bus`, `too-many-drives`
*/
function placeDrives({ type, drives }, { disks }, { bus, machine, domainType }) {
	const known = machineBuses.find(([pattern]) => pattern.test(machine ?? ""))?.[1];
	if (bus !== void 0 && known?.lacks.includes(bus) === true) throw noSuchBus(bus, machine ?? "");
	const ofDisks = bus ?? (type === "xen" || domainType === "xen" ? "xen" : "virtio");
	const ofCdroms = type === "xen" ? "xen" : known?.cdrom ?? "ide";
	const taken = /* @__PURE__ */ new Map();
	const placed = inOrderOfTargets(drives).flatMap((id) => {
		const disk = disks.find((candidate) => candidate.id === id);
		if (disk === void 0) return [];
		const device = disk.format === "iso" ? "cdrom" : "disk";
		const chosen = device === "cdrom" ? ofCdroms : ofDisks;
		const shared = prefixes[chosen] === "sd" ? "sata" : chosen;
		const index = taken.get(shared) ?? 0;
		taken.set(shared, index + 1);
		return [{
			disk,
			device,
			bus: chosen,
			target: driveName(index, prefixes[chosen])
		}];
	});
	const onIde = taken.get("ide") ?? 0;
	if (onIde > idePlaces) throw new ApplianceError({
		kind: "input",
		code: "too-many-drives",
		message: `${onIde} drives are more than the ${idePlaces} of IDE`,
		hint: "leave out --bus ide"
	});
	return placed;
}
/** @returns ids of disks */
function inOrderOfTargets(drives) {
	const placeOf = (target) => {
		const letters = /^(?:xvd|[a-z]d)([a-z]+)$/.exec(target)?.[1];
		return letters === void 0 ? void 0 : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0);
	};
	const taken = new Set(drives.flatMap(({ target }) => target === void 0 ? [] : placeOf(target) ?? []));
	let free = 1;
	const nextFree = () => {
		while (taken.has(free)) free += 1;
		taken.add(free);
		return free;
	};
	return drives.map(({ disk, target }) => ({
		disk,
		place: (target === void 0 ? void 0 : placeOf(target)) ?? nextFree()
	})).sort((a, b) => a.place - b.place).map(({ disk }) => disk);
}
function noSuchBus(bus, machine) {
	return new ApplianceError({
		kind: "input",
		code: "bad-bus",
		message: `the machine ${machine} has no ${bus}`,
		hint: bus === "ide" ? "take --bus sata, or --machine pc" : "take --bus virtio or scsi"
	});
}

// src/deploy/plan-deployment.ts
/** Decides everything; changes nothing. @throws ApplianceError kind `input` */
function planDeployment(request) {
	const { name, data, choice, old, wishes } = request;
	const { record, domainType, cpu } = choice;
	const machine = wishes.machine ?? usualMachine(record.arch, domainType);
	const drives = placeDrives(record, data, {
		bus: wishes.bus,
		machine,
		domainType
	});
	const others = "kernel" in record.os ? Object.values(kernelNames) : [];
	const { actions, generation } = planDisks(request, drives, others);
	const kernel = planKernel(request, generation);
	const all = [...actions, ...kernel.actions];
	const kept = new Set(all.map(({ deployed }) => deployed.path));
	const left = (old?.deployment?.disks ?? []).filter(({ path }) => !kept.has(path));
	return {
		domain: {
			name,
			uuid: old?.uuid,
			title: data.label,
			description: data.description,
			type: domainType,
			cpu,
			boot: kernel.record,
			machine,
			firmware: firmwareFor(request, record, machine),
			memoryKiB: wishes.memoryMiB === void 0 ? data.memoryKiB : wishes.memoryMiB * 1024,
			vcpus: wishes.vcpus ?? data.vcpus,
			disks: drives.map(({ disk: _, ...place }, index) => domainDisk(place, actions[index])),
			networks: request.networks.map((network, index) => ({
				network,
				mac: request.macs[index] ?? oldMac(request, index)
			})),
			graphics: wishes.graphics === void 0 ? data.graphics : wishes.graphics !== "none",
			consoleLog: request.consoleLog,
			deployment: {
				version: data.version,
				generation,
				disks: all.map(({ deployed }) => deployed),
				wishes
			}
		},
		disks: all,
		dropped: left.filter(({ use, volume }) => use !== "user" && volume !== void 0),
		detached: left.filter(({ use }) => use === "user")
	};
}
/** What is asked for may be that of another card of before. */
function oldMac({ old, macs }, index) {
	const mac = old?.macs[index];
	return mac === void 0 || macs.includes(mac) ? void 0 : mac;
}
function domainDisk(place, action) {
	const { path = "", format = "raw" } = action?.deployed ?? {};
	return {
		...place,
		path,
		driver: handlingOf(format).driver
	};
}
/** q35 has had SATA and PCI Express since 2009; ARM has its virtual machine. Xen and libvirt's test driver choose themselves. */
function usualMachine(arch, domainType) {
	if (domainType === "xen" || domainType === "test") return void 0;
	if (arch === "aarch64") return "virt";
	return arch === "x86_64" || arch === "i686" ? "q35" : void 0;
}
/** The BIOS where there is one and the disks boot with it, because every host has it; else UEFI. Secure Boot is asked for. */
function firmwareFor({ wishes: { firmware }, bootLoader }, { arch, os }, machine) {
	if (!("loader" in os && os.loader !== "pygrub")) return "bios";
	const hasBios = arch !== "aarch64";
	const chosen = firmware ?? (hasBios && bootLoader?.bios !== false ? "bios" : "uefi");
	const refuse = (message, hint) => new ApplianceError({
		kind: "input",
		code: "bad-firmware",
		message: `--firmware ${chosen}: ${message}`,
		hint
	});
	if (chosen === "bios" && !hasBios) throw refuse(`machines of ${arch} have no BIOS`, "leave it out, or write uefi");
	const isOtherPc = arch !== "aarch64" && machine !== void 0 && !/^(?:pc-)?q35/.test(machine);
	if (chosen === "uefi-secure" && isOtherPc) throw refuse(`the machine ${machine} has no Secure Boot`, "leave out --machine, or write uefi");
	if (bootLoader === void 0) return chosen;
	if (chosen === "bios" && !bootLoader.bios) throw refuse("the disks do not boot with a BIOS", "write uefi");
	if (chosen !== "bios" && !bootLoader.uefi) throw refuse("the disks do not boot with UEFI", "write bios");
	if (chosen === "uefi-secure" && !bootLoader.signed) throw refuse("the boot loaders of the disks are not signed", "build with signed packages (shim), or write uefi");
	return chosen;
}

// src/deploy/host/choose-boot.ts
/**
* Chooses how to boot as virt-image did: the first way for which the host has a guest of that type and machine with all named
* features.
*
* @throws ApplianceError codes `no-such-boot`, `no-suitable-boot`
*/
function chooseBoot(boots, guests, { boot, domainType } = {}) {
	if (boot !== void 0 && boots[boot] === void 0) throw new ApplianceError({
		kind: "input",
		code: "no-such-boot",
		message: `--boot ${boot}: the descriptor has ${boots.length} way${boots.length === 1 ? "" : "s"} of booting, counted from 0`
	});
	const reasons = [];
	for (const [index, record] of boots.entries()) {
		if (boot !== void 0 && index !== boot) continue;
		const found = matchBoot(record, guests, domainType);
		if (typeof found !== "string") return {
			index,
			record,
			domainType: found.domainType
		};
		reasons.push(`boot ${index}, ${record.type} ${record.arch}: ${found}`);
	}
	throw new ApplianceError({
		kind: "input",
		code: "no-suitable-boot",
		message: "this host can boot the appliance in none of the ways that its descriptor knows",
		detail: reasons,
		hint: "virsh capabilities shows what the host runs"
	});
}
/** @returns why not, in words, if the host cannot */
function matchBoot({ type, arch, features }, guests, wanted) {
	const alike = guests.filter((guest) => guest.osType === type && guest.arch === arch);
	if (alike.length === 0) return "the host has no such guests";
	const states = Object.entries(features);
	const capable = alike.filter((guest) => states.every(([name, on]) => isOffered(guest, name, on)));
	if (capable.length === 0) return `the host does not offer ${states.map(([name, on]) => `${name} ${on ? "on" : "off"}`).join(", ")}`;
	const types = capable.flatMap((guest) => guest.domainTypes);
	const [first] = wanted === void 0 ? types : types.filter((candidate) => candidate === wanted);
	return first === void 0 ? `the host does not run it with ${wanted ?? "anything known"}` : { domainType: first };
}
/** Machines of 64 bits always have PAE, and so hosts do not list it for them; virt-image found no match then. */
function isOffered({ arch, features }, name, on) {
	if (name === "pae" && arch === "x86_64") return on;
	return features[name]?.[on ? "on" : "off"] ?? false;
}

// src/deploy/host/pools.ts
const usualPool = "default";
/** Where distributions keep images, with the labels and permissions that go with it. */
const usualFolder = "/var/lib/libvirt/images";
/** Pools whose volumes are files (libvirt.org/storage.html). */
const poolsOfFiles = [
	"dir",
	"fs",
	"netfs"
];
/**
* Looks at a pool. Of those that are missing only `default` will be made: it is where every tool of libvirt expects it.
*
* @throws ApplianceError codes `no-such-pool`, `not-supported-yet`
*/
async function findPool(libvirt, name) {
	const names = await libvirt.poolNames();
	if (!names.includes(name)) {
		if (name === "default" && libvirt.uri.isSystem) return {
			name,
			folder: usualFolder,
			state: "missing",
			volumes: []
		};
		throw new ApplianceError({
			kind: "input",
			code: "no-such-pool",
			message: `the host has no storage pool ${name}`,
			hint: names.length === 0 ? "make one: virsh pool-define-as" : `its pools are ${names.join(", ")}: --pool NAME`
		});
	}
	const pool = parseAnswer(await libvirt.poolXml(name), "pool");
	const type = attribute(pool, "type") ?? "";
	const [target] = elements(pool, "target");
	const folder = target === void 0 ? "" : textOf(elements(target, "path")[0] ?? {});
	if (!poolsOfFiles.includes(type) || !folder.startsWith("/")) throw new ApplianceError({
		kind: "input",
		code: "not-supported-yet",
		message: `the pool ${name} is of type ${type}, which is not supported yet`,
		hint: `name one of files (${poolsOfFiles.join(", ")}): --pool NAME`
	});
	const isActive = await libvirt.isPoolActive(name);
	return {
		name,
		folder,
		state: isActive ? "active" : "inactive",
		volumes: isActive ? await libvirt.volumeNames(name) : []
	};
}

// src/cli/deploy/options.ts
/** What the command line asks of the machine. @throws ApplianceError codes `bad-network` */
function wishesOf(flags) {
	const { memory, vcpus, graphics, boot, virtType, firmware, bus, machine, network, consoleLog } = flags;
	return {
		memoryMiB: memory,
		vcpus,
		graphics,
		boot,
		virtType,
		firmware,
		bus,
		machine: machine || void 0,
		networks: network?.map(parseNetwork),
		consoleLog: consoleLog === void 0 ? void 0 : path.resolve(consoleLog)
	};
}
/** Options that do nothing without another. */
const companions = [{
	options: ["expect", "timeout"],
	of: "waitBoot",
	why: "says what is waited for, and nothing is"
}, {
	options: ["forget"],
	of: "upgrade",
	why: "is of an upgrade, and this is none"
}];
/** @throws ApplianceError code `bad-option` if an option lacks the one that it belongs to */
function requireCompanions(flags) {
	for (const { options, of, why } of companions) {
		const idle = options.find((name) => flags[name] !== void 0);
		if (idle === void 0 || flags[of] !== void 0) continue;
		throw new ApplianceError({
			kind: "input",
			code: "bad-option",
			message: `--${idle} ${why}`,
			hint: `add --${of.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
		});
	}
}
/** libvirt may write there, and its virtlogd keeps the file within limits. */
function consoleLogOf(name, { consoleLog }, { driver, isSystem }) {
	if (consoleLog !== void 0) return consoleLog;
	return driver === "qemu" && isSystem ? `/var/log/libvirt/qemu/${name}-console.log` : void 0;
}
/**
* Addresses of the first network cards.
*
* @param cards how many there are
* @throws ApplianceError code `bad-option`
*/
function macsOf({ mac = [] }, cards) {
	const refuse = (text, why, hint) => new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `--mac ${text}: ${why}`,
		hint
	});
	const addresses = mac.map((text) => text.toLowerCase());
	return addresses.map((text, index) => {
		if (!/^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/.test(text)) throw refuse(text, "that is no address of a network card", "such as 52:54:00:12:34:56");
		if (index >= cards) throw refuse(text, `the machine has no more than ${cards} network cards`, "leave it out");
		if (addresses.indexOf(text) < index) throw refuse(text, "two cards cannot have one address", "take another");
		return text;
	});
}

// src/cli/deploy/subject.ts
/** @throws ApplianceError kind `input` */
async function readDeploySubject(file, { name: wanted, network }, warn) {
	const { data, warnings } = await readDescriptorFile(file);
	for (const warning of warnings) warn(warning);
	requireCards(network ?? [], data.interfaces);
	const directory = path.dirname(path.resolve(file));
	const name = wanted ?? data.name;
	checkName(name, "domain", "take letters, digits and . _ + -: --name NAME");
	const found = await Promise.all(data.disks.map((disk) => locateDisk(directory, disk, warn)));
	const located = new Map(found.flatMap((one) => one === void 0 ? [] : [[one.disk.id, one]]));
	return {
		file,
		directory,
		data,
		manifest: await manifestBeside(directory, path.basename(file)),
		located,
		name
	};
}
/** `--user-disk data=VOLUME`, by names of disks. @throws ApplianceError code `bad-option` */
function parseUserDisks(texts) {
	return new Map(texts.map((text) => {
		const [, disk, volume] = /^([A-Za-z0-9_.+-]+)=([A-Za-z0-9][A-Za-z0-9_.+-]*)$/.exec(text) ?? [];
		if (disk !== void 0 && volume !== void 0) return [disk, volume];
		throw new ApplianceError({
			kind: "input",
			code: "bad-option",
			message: `--user-disk ${text} is not DISK=VOLUME`,
			hint: "such as data=hello-data.1.qcow2"
		});
	}));
}

// src/cli/deploy/ask-host.ts
/**
* Asks the host for everything that a deployment is decided by; changes nothing.
*
* @throws ApplianceError kind `input`, or of libvirt
*/
async function askHost(question) {
	const { subject, flags, libvirt, warn } = question;
	const { name, data, located, manifest, directory } = subject;
	const old = await oldDomain(name, flags, libvirt);
	const before = flags.upgrade === true && flags.forget !== true ? wishesOfBefore(old, warn) : {};
	const wishes = mergeWishes(before, wishesOf(flags));
	const chosen = await chooseForHost(question, wishes);
	const choice = {
		...chosen,
		record: await locateKernel(directory, chosen.record)
	};
	const mode = flags.inPlace === true ? "in-place" : flags.overlay === true ? "overlay" : "import";
	if (mode !== "import") requireLocal(`--${mode}`, libvirt);
	const adopted = parseUserDisks(flags.userDisk ?? []);
	const usesPool = mode !== "in-place" || adopted.size > 0 || data.disks.some(({ id }) => !located.has(id));
	const noPool = {
		name: flags.pool,
		folder: "/",
		state: "active",
		volumes: []
	};
	const { networks = [] } = wishes;
	const active = networks.length > 0 ? [] : await libvirt.activeNetworks();
	return {
		request: {
			name,
			data,
			choice,
			located,
			pool: usesPool ? await findPool(libvirt, flags.pool) : noPool,
			mode,
			old,
			keepsUserDisks: flags.upgrade === true,
			adopted,
			bootLoader: manifest?.bootLoader,
			wishes,
			networks: connectCards(data.interfaces, networks, active),
			macs: macsOf(flags, data.interfaces),
			consoleLog: consoleLogOf(name, wishes, libvirt.uri)
		},
		old
	};
}
function requireLocal(what, { uri }) {
	if (uri.isLocal) return;
	throw new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `${what} needs the files on the host itself, and ${uri.text} is another`
	});
}
/** An upgrade asks for what was asked for before, and says so. */
function wishesOfBefore(old, warn) {
	const hint = "--forget asks for none of it";
	const { wishes } = old?.deployment ?? { wishes: {} };
	if (wishes === void 0) throw new ApplianceError({
		kind: "input",
		code: "bad-record",
		message: "the domain's record of what was asked for cannot be read: somebody changed it, or a newer version wrote it",
		hint
	});
	const said = describeWishes(wishes);
	if (said !== "") warn({
		code: "as-before",
		severity: "note",
		message: `as before: ${said}`,
		hint
	});
	return wishes;
}
/**
* A host that offers KVM may still hang guests with it, or some models of CPUs, so it is tried, where it can be.
*
* @param probe finds out how guests run
*/
async function chooseForHost({ subject, libvirt, runner, warn }, { virtType, boot }, probe = probeHost) {
	const guests = readCapabilities(await libvirt.capabilities());
	const { boots } = subject.data;
	const choice = chooseBoot(boots, guests, {
		boot,
		domainType: virtType
	});
	if (choice.domainType !== "kvm" || virtType !== void 0 || !libvirt.uri.isLocal) return choice;
	const { accelerator, reason, cpu } = await probe(runner);
	if (accelerator === "kvm") return {
		...choice,
		cpu
	};
	warn({
		code: "emulated",
		severity: "note",
		message: `the machine is emulated: ${reason} (--virt-type kvm takes KVM all the same)`
	});
	return chooseBoot(boots, guests, {
		boot: choice.index,
		domainType: "qemu"
	});
}
async function oldDomain(name, flags, libvirt) {
	const isThere = (await libvirt.domainNames()).includes(name);
	const refuse = (code, message, hint) => new ApplianceError({
		kind: "input",
		code,
		message,
		hint
	});
	if (!isThere) {
		if (flags.upgrade !== true) return void 0;
		throw refuse("no-such-domain", `there is no domain ${name} to upgrade`, "leave out --upgrade, or name it: --name");
	}
	if (flags.upgrade !== true && flags.replace !== true) {
		if (flags.printXml === true) return void 0;
		throw refuse("domain-exists", `there is a domain ${name} already`, "--upgrade it, --replace it, or take another --name");
	}
	if ((await libvirt.domainsWithSavedState()).includes(name)) throw refuse("saved-state", `the domain ${name} has a saved state or snapshots, which belong to its present disks`, "remove them: virsh managedsave-remove, virsh snapshot-delete");
	const old = readDomain(await libvirt.domainXml(name));
	if (old.deployment === void 0 && flags.upgrade === true) throw notOurs(name);
	return old;
}

// src/deploy/domain/xl-config.ts
/**
* The configuration of a machine for xl(1), the tool of Xen, by xl.cfg(5) and xl-disk-configuration(5). A fully virtualised machine
* is of type hvm; a paravirtual one of type pv, started by pygrub or by its kernel.
*/
function writeXlConfig({ name, uuid, boot, memoryKiB, vcpus, disks, networks, graphics, firmware }) {
	const isPv = boot.type === "xen";
	const bridges = networks.map(({ network, mac }) => {
		return [...mac === void 0 ? [] : [`mac=${mac}`], ...network.kind === "bridge" ? [`bridge=${network.name}`] : []].join(",");
	});
	return [
		["name", name],
		uuid === void 0 ? void 0 : ["uuid", uuid],
		["type", isPv ? "pv" : "hvm"],
		["memory", Math.max(1, Math.floor(memoryKiB / 1024))],
		["vcpus", vcpus],
		...startLines(boot, firmware),
		["disk", disks.map(({ driver, target, device, path }) => diskWords({
			driver,
			target,
			device,
			path
		}))],
		["vif", bridges],
		["serial", "pty"],
		graphics ? ["vnc", 1] : ["vnc", 0],
		["on_poweroff", "destroy"],
		["on_reboot", "restart"],
		["on_crash", "destroy"]
	].filter((line) => line !== void 0).filter(([key]) => !(isPv && key === "serial")).map(([key, value]) => `${key} = ${written(value)}\n`).join("");
}
function startLines({ os }, firmware) {
	if ("kernel" in os) return [
		["kernel", os.kernel],
		...os.initrd ? [["ramdisk", os.initrd]] : [],
		...os.cmdline ? [["cmdline", os.cmdline]] : []
	];
	if (os.loader === "pygrub") return [["bootloader", "pygrub"]];
	return [...firmware === "bios" ? [] : [["bios", "ovmf"]], ["boot", os.loader === "cdrom" ? "dc" : "c"]];
}
/** The path comes last, after `target=`, and may then hold commas. */
function diskWords({ driver, target, device, path }) {
	const place = device === "cdrom" ? target : target.replace(/^(?:vd|sd|hd)/, "xvd");
	return `format=${driver === "qcow2" ? "qcow2" : "raw"},vdev=${place},${device === "cdrom" ? "access=ro,devtype=cdrom" : "access=rw"},target=${path}`;
}
/** Strings of xl.cfg are in quotes of one kind or the other, and have no escapes. */
function written(value) {
	if (typeof value === "number") return String(value);
	if (typeof value !== "string") return `[ ${value.map(written).join(", ")} ]`;
	if (/[\p{Cc}\\]/u.test(value) || value.includes("\"") && value.includes("'")) throw new ApplianceError({
		kind: "input",
		code: "unwritable-xl",
		message: `xl.cfg cannot hold the text ${JSON.stringify(value)}`,
		hint: "it takes neither control characters, nor backslashes, nor quotes of both kinds"
	});
	return value.includes("\"") ? `'${value}'` : `"${value}"`;
}

// src/cli/deploy/other-hypervisors.ts
/**
* Prints what xl(1) needs to run the appliance from its files.
*
* @throws ApplianceError codes `no-such-boot`, `no-such-disk`, `not-writable-disk`, `unwritable-xl`; of the planning
*/
async function printXl(subject, flags, { stdout }) {
	const { data, located, name, manifest, directory } = subject;
	const index = flags.boot ?? Math.max(0, data.boots.findIndex(({ type }) => type === "xen"));
	const record = bootAt(data.boots, index);
	for (const { disk } of record.drives) requireFile(subject, disk);
	const { memoryMiB, vcpus, graphics, firmware, networks } = wishesOf(flags);
	const { domain } = planDeployment({
		name,
		data,
		choice: {
			index,
			record: await locateKernel(directory, record),
			domainType: "xen"
		},
		located,
		pool: {
			name: "",
			folder: "/",
			state: "missing",
			volumes: []
		},
		mode: "in-place",
		old: void 0,
		keepsUserDisks: false,
		adopted: /* @__PURE__ */ new Map(),
		bootLoader: manifest?.bootLoader,
		wishes: {
			memoryMiB,
			vcpus,
			graphics,
			firmware
		},
		networks: connectCards(data.interfaces, networks ?? [], []),
		macs: macsOf(flags, data.interfaces),
		consoleLog: void 0
	});
	stdout.write(requireSilent(writeXlConfig(domain)));
	return 0;
}
/** xl makes no disks and converts none: each must lie there, and be one that a machine can write to. */
function requireFile({ data, located, directory }, id) {
	const disk = data.disks.find((candidate) => candidate.id === id);
	if (disk === void 0) return;
	const found = located.get(id);
	if (found !== void 0) {
		requireUsableInPlace(found, wayToUse(found));
		return;
	}
	const sizeMiB = blankSizeMiB(disk);
	const { driver } = handlingOf(disk.format);
	const made = driver === "raw" ? "raw" : "qcow2";
	const named = made === driver ? "" : `, and write format="${made}" in the descriptor`;
	throw new ApplianceError({
		kind: "input",
		code: "no-such-disk",
		message: `there is no file ${disk.file}, and xl does not make the ${disk.use} disk`,
		hint: `make it: qemu-img create -f ${made} ${quoted(path.join(directory, disk.file))} ${sizeMiB}M${named}`
	});
}
function wayToUse({ disk, path: file, isPacked }) {
	const { runsFrom, isPacked: isOfPacked } = handlingOf(disk.format);
	const unpack = `unpack it: ${file.endsWith(".zst") ? "zstd -dk" : "xz -dk"} ${quoted(file)}`;
	if (isPacked) return unpack;
	return `${isOfPacked === true ? unpack : `convert it: qemu-img convert -O ${runsFrom} ${quoted(file)} NEW`}; then write the new name and format="${runsFrom}" in the descriptor`;
}
const quoted = (text) => /^[A-Za-z0-9_./+:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
/** xl.cfg has no other way to write a character that a terminal or a CI log obeys. */
function requireSilent(configuration) {
	if (escapeObeyed(configuration, () => "") === configuration) return configuration;
	throw new ApplianceError({
		kind: "input",
		code: "unwritable-xl",
		message: "a name or the command line of the kernel holds characters that hide text, or ##[, which CI logs obey"
	});
}
function bootAt(boots, index) {
	const record = boots[index];
	if (record !== void 0) return record;
	throw new ApplianceError({
		kind: "input",
		code: "no-such-boot",
		message: `the descriptor has no boot ${index}`
	});
}
const importers = {
	ova: "import it: ovftool FILE vi://HOST/, or File → Open in Workstation, or Deploy OVF Template in vSphere",
	vmx: "open it in Workstation or Player: vmrun start FILE"
};
/**
* Tells which file VMware takes: the OVA of the build, or its .vmx.
*
* @throws ApplianceError code `no-vmware-file`
*/
async function tellVmware(subject, flags, { stdout }) {
	const { data, directory, manifest } = subject;
	for (const kind of ["ova", "vmx"]) {
		const name = manifest?.bundles?.find((bundle) => bundle.kind === kind)?.file ?? `${data.name}.${kind}`;
		const found = await fileInside(directory, name);
		if (found === void 0) continue;
		const how = importers[kind];
		stdout.write(flags.json === true ? `${jsonLine({
			ok: true,
			kind,
			file: found,
			how
		})}\n` : `${printable(found)}\n  ${how}\n`);
		return 0;
	}
	throw new ApplianceError({
		kind: "input",
		code: "no-vmware-file",
		message: `neither an OVA nor a .vmx of ${data.name} lies beside ${path.basename(subject.file)}`,
		hint: "build it with --format ova or vmx"
	});
}

// src/cli/deploy/deploy-command.ts
/** @returns 0, or the exit code of the verdict if it was to boot and did not */
async function deployCommand(file, flags, environment) {
	try {
		var _usingCtx$1 = _usingCtx();
		let isUndone = true;
		const warn = (warning) => {
			if (warning.code === "not-undone") isUndone = false;
			for (const line of warningLines(warning)) environment.stderr.write(`${line}\n`);
		};
		requireCompanions(flags);
		const uri = parseUri(flags.connect);
		const subject = await readDeploySubject(file, flags, warn);
		if (flags.target === "vmware") return await tellVmware(subject, flags, environment);
		if (flags.printXl === true) return await printXl(subject, flags, environment);
		const runner = clientRunner(environment, signalOfProcess());
		await ensureTools({
			environment,
			runner,
			uses: usesOf(uri),
			install: flags.installTools === true
		});
		const scope = _usingCtx$1.a(new Scope());
		const scratch = await fs.mkdtemp(path.join(environment.variables["TMPDIR"] ?? "/var/tmp", "deploy-"));
		scope.defer(() => fs.rm(scratch, {
			recursive: true,
			force: true
		}));
		const libvirt = connectLibvirt(runner, uri, scratch);
		const { request, old } = await askHost({
			subject,
			flags,
			libvirt,
			runner,
			warn
		});
		const plan = planDeployment(request);
		if (flags.printXml === true) {
			environment.stdout.write(writeDomain(plan.domain));
			return 0;
		}
		await validate(plan, scratch, runner);
		const wait = flags.waitBoot === true ? waitOf(plan, subject, flags, {
			uri,
			environment
		}) : void 0;
		if (wait !== void 0 && wait.consoleFile === void 0) await ensureTools({
			environment,
			runner,
			uses: /* @__PURE__ */ new Set(["deploy-console"]),
			install: flags.installTools === true
		});
		const calm = clientRunner(environment, new AbortController().signal, true);
		try {
			const { bootSeconds } = await deploy({
				plan,
				pool: request.pool,
				old,
				checks: flags.skipChecksum !== true,
				starts: flags.start,
				wait,
				shutdownSeconds: flags.shutdownTimeout,
				force: flags.force === true
			}, {
				runner,
				libvirt,
				undoing: connectLibvirt(calm, uri, scratch),
				scratch,
				run: tellingRunner(environment),
				warn
			});
			tellResult(plan, bootSeconds, flags, environment);
			return 0;
		} catch (error) {
			if (isUndone) environment.stderr.write("what was begun has been undone\n");
			if (!(error instanceof BootFailure)) throw error;
			for (const line of errorLines(error)) environment.stderr.write(`${line}\n`);
			return verdictExitCodes[error.verdict];
		}
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** A daemon elsewhere needs nothing here but its client. */
function usesOf({ isLocal, driver }) {
	return /* @__PURE__ */ new Set(["deploy", ...isLocal && driver === "qemu" ? ["libvirt", "boot"] : []]);
}
/** libvirt's own schema, before anything is copied. */
async function validate({ domain }, scratch, runner) {
	const file = path.join(scratch, "domain.xml");
	await fs.writeFile(file, writeDomain(domain));
	await runner.run("virt-xml-validate", [file, "domain"], {
		env: { TMPDIR: os.tmpdir() },
		failure: "libvirt does not take the machine"
	});
}
function waitOf(plan, { manifest }, flags, { uri, environment }) {
	const { name, type, consoleLog } = plan.domain;
	const refuse = (message, hint) => new ApplianceError({
		kind: "input",
		code: "bad-option",
		message: `--wait-boot: ${message}`,
		hint
	});
	if (!flags.start) throw refuse("a machine that is not started does not boot", "leave out --no-start");
	return {
		uri: uri.text,
		domain: name,
		consoleFile: uri.isLocal && (environment.isRoot || !uri.isSystem) ? consoleLog : void 0,
		consoleLog,
		env: clientEnvironment(environment),
		expect: (flags.expect ?? manifest?.bootTest?.expect ?? defaults.expect).map(parseExpectation),
		timeoutSeconds: flags.timeout ?? manifest?.bootTest?.timeoutSeconds,
		accelerator: type === "kvm" ? "kvm" : "tcg"
	};
}
/** Tells each step once it is done. */
function tellingRunner({ stderr }) {
	return async (step) => {
		const start = performance.now();
		await step.run();
		stderr.write(`${printable(`✓ ${step.name}  ${formatSeconds((performance.now() - start) / 1e3)}`)}\n`);
	};
}
function tellResult(plan, bootSeconds, flags, { stdout }) {
	const { name, type, firmware, machine, consoleLog, deployment } = plan.domain;
	if (flags.json === true) {
		const { generation, disks, version } = deployment;
		const { detached } = plan;
		stdout.write(`${jsonLine({
			ok: true,
			name,
			version,
			uri: flags.connect,
			type,
			machine,
			firmware,
			generation,
			disks,
			detached,
			consoleLog,
			bootSeconds
		})}\n`);
		return;
	}
	const lines = [
		`${name} is ${flags.start ? "running" : "defined"} at ${flags.connect}, as ${type} with ${firmware}`,
		...plan.disks.map(({ kind, deployed }) => `  ${deployed.use} disk ${deployed.name}: ${deployed.path}${kind === "keep" ? " (kept)" : ""}`),
		...plan.detached.map((disk) => `  no longer part of it, and kept: ${disk.path}`),
		...consoleLog === void 0 ? [] : [`  console: ${consoleLog}`],
		...bootSeconds === void 0 ? [] : [`  booted after ${formatSeconds(bootSeconds)}`]
	];
	for (const line of lines) stdout.write(`${printable(line)}\n`);
}

export { deployCommand };