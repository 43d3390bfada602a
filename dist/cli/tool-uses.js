import { t as diskFormat } from "./formats.js";
import { t as ApplianceError } from "./errors.js";
import { n as startUntil } from "./process.js";
import { t as Scope } from "./scope.js";
import { a as wantsReady, i as wantsIpv6 } from "./scenario.js";
import { g as architectures, n as filesystemsOf } from "./volumes.js";
import { a as hostArchitecture, n as verdictFileIn, t as probeAccelerator } from "./accelerator.js";
import * as path from "node:path";
import { existsSync } from "node:fs";
import * as net from "node:net";
import * as fs from "node:fs/promises";
import { randomInt } from "node:crypto";

// src/build/boot/boot-plan.ts
/** What an appliance's boot test is to do. */
function planBootTest(plan, boot) {
	const { expect, timeoutSeconds } = boot;
	return {
		expect,
		...timeoutSeconds === void 0 ? {} : { timeoutSeconds },
		combinations: combinations(plan, boot)
	};
}
/** Every format under every firmware asked for; without a wish, those that the layout allows. */
function combinations({ arch, formats, bootLoader: { bios, uefi } }, { firmware }) {
	const possible = [...bios?.bootSector === true ? ["bios"] : [], ...uefi === void 0 ? [] : ["uefi"]];
	const usual = architectures[arch].hasBios ? "bios" : "uefi";
	const firmwares = firmware.length > 0 ? firmware : possible.length > 0 ? possible : [usual];
	return formats.flatMap((format) => firmwares.map((name) => ({
		format,
		firmware: name
	})));
}
/** Finds the accelerator as a step of its own; the verdict is in the cache then. */
async function findAccelerator(arch, kernel, cacheDirectory, { runner, reporter }) {
	return await reporter.step("probe", "boot a kernel to find the accelerator", async (detail) => {
		const found = await probeAccelerator({
			runner,
			arch,
			kernel,
			cacheFile: verdictFileIn(cacheDirectory)
		});
		detail(`${found.accelerator}: ${found.reason}`);
		return found;
	});
}
/** @returns the kernel of an installed root */
async function kernelIn(root) {
	const boot = path.join(root, "boot");
	const kernel = (await fs.readdir(boot).catch(() => [])).find((name) => name.startsWith("vmlinuz-"));
	return kernel === void 0 ? void 0 : path.join(boot, kernel);
}
/** @returns the disks of one format, in the order of the machine */
function bootDisks(disks, format, directory) {
	return disks.filter((disk) => disk.format === format).map(({ disk, file }) => ({
		name: disk,
		format,
		path: path.join(directory, file)
	}));
}

// src/boottest/machine/channel.ts
/**
* @param file at most 107 bytes
* @param take gets what QEMU sends, in chunks
*/
async function listenOn(file, take) {
	const server = net.createServer();
	const unsent = [];
	let peer;
	let gone = Promise.resolve();
	server.once("connection", (connection) => {
		peer = connection;
		gone = new Promise((resolve) => {
			connection.once("close", () => resolve());
		});
		connection.on("data", take);
		connection.on("error", () => {});
		for (const text of unsent.splice(0)) connection.write(text);
		server.close();
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(file, resolve);
	});
	return {
		path: file,
		write(text) {
			if (peer === void 0) unsent.push(text);
			else peer.write(text);
		},
		drain: () => gone,
		async [Symbol.asyncDispose]() {
			peer?.destroy();
			if (server.listening) server.close();
			await gone;
		}
	};
}
/** sun_path of Linux, unix(7): 108 bytes with the final zero. */
const longestSocketPath = 107;
const longestSocketName = "firmware.sock";
/** Whether sockets in a folder made in this one have paths that the kernel takes. */
function hasRoomForSockets(parent) {
	return Buffer.byteLength(path.join(`${templateIn(parent)}XXXXXX`, longestSocketName)) <= longestSocketPath;
}
const templateIn = (parent) => path.join(parent, "ab-boot-");
/**
* Makes a folder for sockets, owned by the caller.
*
* @throws ApplianceError code `path-too-long` if sockets in it would have too long a path for the kernel
*/
async function makeSocketDirectory(parent) {
	if (!hasRoomForSockets(parent)) throw new ApplianceError({
		kind: "input",
		code: "path-too-long",
		message: `the folder ${parent} has too long a path for the sockets of the boot test`,
		hint: `unix sockets allow ${longestSocketPath} bytes: choose a shorter one, such as /tmp`
	});
	return await fs.mkdtemp(templateIn(parent));
}

// src/boottest/notify/notify-socket.ts
/** The kernel's, which QEMU opens; the module vhost_vsock makes it. */
const vsockDevice = "/dev/vhost-vsock";
/** 0 to 2 and the last one mean something (vsock(7)); a random one is not in use. */
const guestIds = {
	first: 3,
	beyond: 2 ** 32 - 1
};
const ports = {
	first: 1024,
	beyond: 2 ** 31
};
const largestMessageBytes = 65536;
const millisecondsToListen = 1e4;
const secondsOfSilence = 10;
/**
* Listens for what the guest's systemd tells. Each message comes on a connection of its own. Node.js knows no vsock, so socat hands the
* connections on.
*
* @throws ApplianceError codes `no-vsock`, `tool-missing`, `path-too-long`
*/
async function openNotifySocket(settings) {
	const { runner, socketDir, device = vsockDevice, listenAddress = vsockAddress } = settings;
	await requireDevice(device);
	const scope = new Scope();
	try {
		const directory = await makeSocketDirectory(socketDir ?? "/tmp");
		scope.defer(() => fs.rm(directory, {
			recursive: true,
			force: true
		}));
		const file = path.join(directory, "notify.sock");
		const socket = { listener: () => {} };
		scope.use(await serve(file, (message) => socket.listener(message)));
		const port = randomInt(ports.first, ports.beyond);
		return {
			lost: (await startForwarder(runner, scope, [`${listenAddress(port)},fork,max-children=32`, `UNIX-CONNECT:${file}`])).ended.then(() => void 0),
			address: {
				cid: randomInt(guestIds.first, guestIds.beyond),
				port
			},
			get listener() {
				return socket.listener;
			},
			set listener(listener) {
				socket.listener = listener;
			},
			[Symbol.asyncDispose]: () => scope[Symbol.asyncDispose]()
		};
	} catch (error) {
		await scope.abandon();
		throw error;
	}
}
const vsockAddress = (port) => `VSOCK-LISTEN:${port}`;
async function requireDevice(device) {
	try {
		await (await fs.open(device, "r+")).close();
	} catch (error) {
		throw noDevice(device, error);
	}
}
function noDevice(device, { code, message }) {
	return new ApplianceError({
		kind: "build",
		code: "no-vsock",
		message: `the host lends guests no vsock: ${device} ${code === "ENOENT" ? "is not there" : `cannot be opened (${code ?? message})`}`,
		hint: "the kernel module vhost_vsock makes it"
	});
}
async function startForwarder(runner, scope, addresses) {
	const settings = {
		tool: "socat",
		args: [
			"-d",
			"-d",
			"-T",
			`${secondsOfSilence}`,
			"-u",
			...addresses
		],
		log: runner.log
	};
	const { owned: socat, isReady } = await startUntil(settings, / listening on /, millisecondsToListen);
	scope.use(socat);
	if (isReady) return socat;
	throw new ApplianceError({
		kind: "build",
		code: "no-vsock",
		message: "socat cannot listen on a vsock",
		detail: socat.tail
	});
}
async function serve(file, take) {
	const peers = /* @__PURE__ */ new Set();
	const server = net.createServer((peer) => {
		peers.add(peer);
		let message = "";
		peer.setEncoding("utf8");
		peer.on("data", (text) => {
			message += text;
			if (message.length > largestMessageBytes) peer.destroy();
		});
		peer.on("end", () => take(message));
		peer.on("error", () => {});
		peer.on("close", () => peers.delete(peer));
	});
	await new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(file, resolve);
	});
	return { async [Symbol.asyncDispose]() {
		for (const peer of peers) peer.destroy();
		await new Promise((resolve) => server.close(() => resolve()));
	} };
}

// src/cli/host/tool-uses.ts
/** @returns the tools that formats need besides qemu-img */
function packingUses(formats) {
	return formats.flatMap((format) => diskFormat(format).packed ?? []);
}
const machineUses = {
	x86_64: ["boot"],
	aarch64: ["boot-aarch64"]
};
const firmwareUses = {
	bios: [],
	uefi: ["boot-uefi"],
	"uefi-secure": ["boot-uefi-secure"]
};
/** Which of the host tools the boots of a test need. */
function bootUses(arch, combinations) {
	const packing = packingUses(combinations.map(({ format }) => format));
	return /* @__PURE__ */ new Set([
		...machineUses[arch],
		...packing,
		...arch === "x86_64" ? combinations.flatMap(({ firmware }) => firmwareUses[firmware]) : []
	]);
}
/** Which they need for what a scenario does. */
function scenarioUses(scenario) {
	const steps = scenario?.steps ?? [];
	return [...steps.some(wantsIpv6) ? ["boot-ipv6"] : [], ...steps.some(wantsReady) && existsSync("/dev/vhost-vsock") ? ["boot-ready"] : []];
}
/** Which of the host tools this plan needs, with the boot test that it says. */
function toolUses(plan, boot, { bootTest, probeAccelerator }) {
	const uses = /* @__PURE__ */ new Set(["build", plan.backend]);
	const filesystems = filesystemsOf(plan).map(({ type }) => type);
	if (filesystemsOf(plan).some(({ encryption }) => encryption !== void 0)) uses.add("luks");
	for (const type of [
		"vfat",
		"xfs",
		"btrfs"
	]) if (filesystems.includes(type)) uses.add(type);
	const grub = plan.bootLoader.loader === "grub";
	if (grub && plan.bootLoader.bios !== void 0) uses.add("bios");
	if (grub && plan.bootLoader.uefi !== void 0) uses.add(plan.arch === "aarch64" ? "uefi-aarch64" : "uefi");
	if (plan.arch === "aarch64" && hostArchitecture() !== "aarch64") uses.add("emulate-aarch64");
	uses.add("convert");
	for (const use of packingUses(plan.formats)) uses.add(use);
	if (probeAccelerator === true) for (const use of machineUses[plan.arch]) uses.add(use);
	if (bootTest === true) for (const use of bootUses(plan.arch, planBootTest(plan, boot).combinations)) uses.add(use);
	return uses;
}

export { openNotifySocket as a, makeSocketDirectory as c, kernelIn as d, planBootTest as f, toolUses as i, bootDisks as l, packingUses as n, hasRoomForSockets as o, scenarioUses as r, listenOn as s, bootUses as t, findAccelerator as u };