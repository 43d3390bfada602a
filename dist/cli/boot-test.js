import { t as ApplianceError } from "./errors.js";
import { t as diskFormat } from "./formats.js";
import { r as architectures } from "./architecture.js";
import { n as verdictFileIn, r as machineTypes, t as probeAccelerator } from "./accelerator.js";
import { t as startProcess } from "./process.js";
import { a as throwIfInterrupted } from "./run.js";
import { t as Scope } from "./scope.js";
import { a as sanitiseForLog, c as rules, i as watch, l as verdictExitCodes, n as unpackDisk, o as createJudge, s as deadlines } from "./unpack.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import * as net from "node:net";

// src/boottest/channel.ts
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

// src/boottest/firmware.ts
/**
* Finds the UEFI firmware of this machine: the code, and the template of the variables, to be copied before use.
*
* @throws ApplianceError kind `tool`, code `firmware-missing`
*/
async function findFirmware({ locations, name, hint }, firmware) {
	const secureBoot = firmware === "uefi-secure";
	for (const location of locations[firmware]) if (await isReadable(location.code) && await isReadable(location.vars)) return {
		...location,
		secureBoot
	};
	throw new ApplianceError({
		kind: "tool",
		code: "firmware-missing",
		message: secureBoot ? `the UEFI firmware ${name} with Secure Boot is not installed` : `the UEFI firmware ${name} is not installed`,
		hint,
		detail: locations[firmware].map(({ code }) => `looked for ${code}`)
	});
}
async function isReadable(file) {
	return await fs.access(file, fs.constants.R_OK).then(() => true, () => false);
}

// src/boottest/overlays.ts
/** The disk signature and the partition table follow. */
const endOfBootCode = 440;
/** @returns disks of the machine that take every write, so that those of the appliance stay what they are */
async function createOverlays(runner, directory, disks) {
	return await Promise.all(disks.map(async ({ path: file, format, name }, index) => {
		const overlayPath = path.join(directory, `overlay${index + 1}.qcow2`);
		const backing = [
			"-b",
			path.resolve(file),
			"-F",
			diskFormat(format).driver
		];
		const failure = `can't make an overlay for the boot test of ${path.basename(file)}`;
		await runner.run("qemu-img", [
			"create",
			"-q",
			"-f",
			"qcow2",
			...backing,
			overlayPath
		], { failure });
		return {
			overlayPath,
			name,
			order: index + 1
		};
	}));
}
/**
* A BIOS jumps into any sector with a signature (0x55 0xaa); if only a partition table stands there, the machine loops
* over zeros without a word. Without a signature the BIOS says so itself.
*/
async function lacksBootCode(runner, directory, overlay) {
	const sector = path.join(directory, "sector0");
	await runner.run("qemu-img", [
		"dd",
		"-f",
		"qcow2",
		"-O",
		"raw",
		"bs=512",
		"count=1",
		`if=${overlay}`,
		`of=${sector}`
	], { failure: "can't read the boot sector" });
	const bytes = await fs.readFile(sector);
	return bytes.readUInt16LE(510) === 43605 && bytes.subarray(0, endOfBootCode).every((byte) => byte === 0);
}

// src/boottest/qemu.ts
/** The arguments of QEMU (7.2 and newer) for a boot test. `-action reboot=shutdown` makes a reboot loop end. */
function qemuArguments(machine) {
	const { screen, firmwareLog, ...type } = machineTypes[machine.arch];
	return [
		["-name", "appliance-build-boot-test"],
		["-machine", `${type.machine},accel=${machine.accelerator}${isSecure(machine.firmware) ? ",smm=on" : ""}`],
		["-cpu", machine.cpu],
		["-smp", `${machine.vcpus}`],
		["-m", `${machine.memoryMiB}`],
		["-nodefaults", "-no-user-config"],
		["-display", "none"],
		[...screen],
		["-rtc", "base=utc"],
		["-object", "rng-random,id=rng0,filename=/dev/urandom"],
		["-device", "virtio-rng-pci,rng=rng0"],
		firmwareArguments(machine.firmware),
		["-chardev", `${socket("serial", machine.serialSocket)},logfile=${value(machine.serialLog)},logappend=off`],
		["-serial", "chardev:serial"],
		["-chardev", socket("firmware", machine.firmwareSocket)],
		[...firmwareLog],
		["-chardev", socket("qmp", machine.qmpSocket)],
		["-mon", "chardev=qmp,mode=control"],
		["-device", "pvpanic-pci"],
		["-action", "panic=shutdown,reboot=shutdown,watchdog=shutdown"],
		["-boot", "strict=on"],
		machine.disks.flatMap((disk) => diskArguments(disk)),
		Array.from({ length: machine.interfaces }, (_, index) => interfaceArguments(index)).flat()
	].flat();
}
/** Only in System Management Mode may such firmware write to its flash (OVMF's README, "SMM support"). */
const isSecure = (firmware) => firmware !== "bios" && firmware.secureBoot;
function firmwareArguments(firmware) {
	if (firmware === "bios") return [];
	return [
		firmware.secureBoot ? ["-global", "driver=cfi.pflash01,property=secure,value=on"] : [],
		["-drive", `if=pflash,format=raw,unit=0,readonly=on,file=${value(firmware.code)}`],
		["-drive", `if=pflash,format=raw,unit=1,file=${value(firmware.vars)}`]
	].flat();
}
function diskArguments({ overlayPath, name, order }) {
	const id = `disk${order}`;
	return [["-drive", `if=none,id=${id},file=${value(overlayPath)},format=qcow2,cache=unsafe,discard=unmap`], ["-device", `virtio-blk-pci,drive=${id},bootindex=${order},serial=${value(name.slice(0, longestSerial))}`]].flat();
}
/** Of `ipv6=on` alone QEMU makes a network without IPv4. */
function interfaceArguments(index) {
	return [["-netdev", `user,id=net${index},ipv4=on,ipv6=on`], ["-device", `virtio-net-pci,netdev=net${index},romfile=`]].flat();
}
function socket(id, path) {
	return `socket,id=${id},path=${value(path)},server=off`;
}
/** virtio-blk, VIRTIO_BLK_ID_BYTES. */
const longestSerial = 20;
/** In QEMU's option lists a comma inside a value is written twice. */
function value(text) {
	return text.replaceAll(",", ",,");
}

// src/boottest/qmp.ts
/** Reasons of the event SHUTDOWN that the guest itself gave (QEMU's QAPI schema, `ShutdownCause`). */
const endings = {
	"guest-shutdown": "powered off",
	"guest-reset": "asked to reboot",
	"guest-panic": "panicked"
};
/** @param write sends text to QEMU, at the latest when it connects */
function createQmpClient(write) {
	const decoder = new TextDecoder("utf-8");
	const waiting = /* @__PURE__ */ new Map();
	let rest = "";
	let ending;
	let lastId = 0;
	function take(message) {
		if (message.event !== void 0) ending ??= endingOf(message);
		const asked = waiting.get(message.id);
		if (asked === void 0) return;
		waiting.delete(message.id);
		if (message.error === void 0) asked.resolve(message.return);
		else asked.reject(new Error(String(message.error.desc)));
	}
	return {
		feed(chunk) {
			const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) if (line.trim() !== "") take(JSON.parse(line));
		},
		execute(command, options) {
			lastId += 1;
			const id = lastId;
			write(`${JSON.stringify({
				execute: command,
				arguments: options,
				id
			})}\n`);
			return new Promise((resolve, reject) => {
				waiting.set(id, {
					resolve,
					reject
				});
			});
		},
		get ending() {
			return ending;
		}
	};
}
function endingOf({ event, data }) {
	if (event === "GUEST_PANICKED") return "panicked";
	return event === "SHUTDOWN" ? endings[String(data?.reason)] : void 0;
}

// src/boottest/screenshot.ts
/** It takes 0.1 s; a QEMU that hangs must not keep the verdict back. */
const mostMilliseconds = 1e4;
/**
* Has QEMU (7.1 and newer) write what the screen of the machine shows.
*
* @returns whether there is a file now; the machine may be gone, or QEMU built without PNG
*/
async function takeScreenshot(qmp, options) {
	const { file, signal, log } = options;
	let stop = () => {};
	const stopped = new Promise((resolve) => {
		stop = resolve;
	});
	const onAbort = () => stop("it was interrupted");
	signal.addEventListener("abort", onAbort);
	const timer = setTimeout(() => stop("QEMU did not answer in time"), mostMilliseconds);
	const asked = qmp.execute("screendump", {
		filename: file,
		format: "png"
	});
	const failure = await Promise.race([
		asked.then(() => void 0, (error) => error.message),
		options.gone.then(() => "the machine is gone"),
		stopped
	]);
	clearTimeout(timer);
	signal.removeEventListener("abort", onAbort);
	if (failure === void 0) return true;
	log(`no screenshot: ${failure}`);
	await fs.rm(file, { force: true });
	return false;
}

// src/boottest/boot.ts
/** What to show of a boot that did not pass: the line that decided with those before it, or the end of the console. */
function linesToShow({ verdict, evidence, lastConsoleLines }) {
	if (verdict === "passed") return [];
	return evidence.length > 0 ? evidence : lastConsoleLines;
}
const defaultExpectation = [/login:/];
/**
* Boots an appliance in QEMU, on overlays so that its disks stay what they were, and judges its serial console.
* QEMU is stopped as soon as the verdict is known.
*
* @throws ApplianceError kind `tool` if QEMU or the firmware is missing, `build` (code `qemu-failed`) if QEMU itself
*   fails, `interrupted` when the runner's signal is aborted. A bad image is no error: it is a verdict.
*/
async function bootAppliance(options) {
	try {
		var _usingCtx$2 = _usingCtx();
		const { runner, firmware, accelerator, logFile } = options;
		throwIfInterrupted(runner.signal);
		const [firstDisk] = options.disks;
		if (firstDisk === void 0) throw new Error("a boot test needs a disk");
		const scope = _usingCtx$2.a(new Scope());
		const directory = await fs.mkdtemp(path.join(path.resolve(options.workDir), "boot-test-"));
		scope.defer(() => fs.rm(directory, {
			recursive: true,
			force: true
		}));
		const disks = await createOverlays(runner, directory, options.disks);
		const machine = {
			...accelerator,
			arch: options.arch,
			memoryMiB: options.memoryMiB,
			vcpus: options.vcpus,
			interfaces: options.interfaces,
			disks,
			firmware: firmware === "bios" ? firmware : await copyFirmware(options.arch, firmware, directory),
			serialLog: path.resolve(logFile)
		};
		const judge = createJudge({
			expect: options.expect ?? defaultExpectation,
			deadlines: deadlinesFor(options)
		});
		if (firmware === "bios" && await lacksBootCode(runner, directory, disks[0]?.overlayPath ?? "")) judge.suspect("no-boot-code", `the boot sector of disk ${firstDisk.name} holds no code`);
		const { decision, seconds, screenshot } = await runMachine(options, machine, judge);
		return {
			verdict: decision.verdict,
			rule: decision.rule,
			reason: decision.reason,
			accelerator: accelerator.accelerator,
			firmware,
			format: firstDisk.format,
			seconds,
			levels: [...judge.levels],
			matched: judge.matched,
			missing: judge.missing,
			evidence: decision.verdict === "passed" ? [] : evidenceOf(decision, judge),
			lastConsoleLines: excerpt(judge.lastLines),
			consoleLog: logFile,
			screenshot
		};
	} catch (_) {
		_usingCtx$2.e = _;
	} finally {
		await _usingCtx$2.d();
	}
}
function deadlinesFor({ accelerator, deadlines: own, timeoutSeconds }) {
	const all = {
		...deadlines[accelerator.accelerator],
		...own
	};
	return timeoutSeconds === void 0 ? all : {
		...all,
		total: timeoutSeconds
	};
}
async function copyFirmware(arch, firmware, directory) {
	const { vars, ...files } = await findFirmware(machineTypes[arch].firmware, firmware);
	const copy = path.join(directory, "vars.fd");
	await fs.copyFile(vars, copy);
	await fs.chmod(copy, 384);
	return {
		...files,
		vars: copy
	};
}
async function runMachine({ runner, socketDir, screenshotFile }, machine, judge) {
	try {
		var _usingCtx3 = _usingCtx();
		const scope = _usingCtx3.a(new Scope());
		const directory = await makeSocketDirectory(socketDir ?? "/tmp");
		scope.defer(() => fs.rm(directory, {
			recursive: true,
			force: true
		}));
		const watching = watch(judge, runner.signal);
		scope.defer(() => watching[Symbol.dispose]());
		const listen = async (name, take) => scope.use(await listenOn(path.join(directory, `${name}.sock`), take));
		const serial = await listen("serial", watching.feedSerial);
		const firmware = await listen("firmware", watching.feedFirmware);
		const control = await listen("qmp", (chunk) => qmp.feed(chunk));
		const qmp = createQmpClient(control.write);
		const args = qemuArguments({
			...machine,
			serialSocket: serial.path,
			firmwareSocket: firmware.path,
			qmpSocket: control.path
		});
		throwIfInterrupted(runner.signal);
		const { program } = machineTypes[machine.arch];
		const qemu = scope.use(await startProcess({
			tool: program,
			args,
			log: runner.log
		}));
		qmp.execute("qmp_capabilities").catch((error) => runner.log(`QMP: ${error.message}`));
		const ended = qemu.ended.then(async (end) => {
			await Promise.all([
				serial.drain(),
				firmware.drain(),
				control.drain()
			]);
			return qmp.ending === void 0 ? raiseFailure(program, end, qemu.tail) : judge.end(qmp.ending);
		});
		const decision = await Promise.race([watching.decision, ended]);
		const seconds = watching.elapsedMs() / 1e3;
		if (decision.verdict === "passed" || screenshotFile === void 0) return {
			decision,
			seconds,
			screenshot: void 0
		};
		const file = path.resolve(screenshotFile);
		const taken = await takeScreenshot(qmp, {
			file,
			gone: qemu.ended,
			signal: runner.signal,
			log: runner.log
		});
		throwIfInterrupted(runner.signal);
		return {
			decision,
			seconds,
			screenshot: taken ? screenshotFile : void 0
		};
	} catch (_) {
		_usingCtx3.e = _;
	} finally {
		await _usingCtx3.d();
	}
}
function raiseFailure(program, { exitCode, signal }, tail) {
	throw new ApplianceError({
		kind: "build",
		code: "qemu-failed",
		message: `the boot test could not run: ${program} ${signal === void 0 ? `failed with exit code ${exitCode}` : `was killed by ${signal}`}`,
		detail: tail
	});
}
/** What the firmware said is shown only if it decided, or if nobody else spoke. */
function evidenceOf({ line, rule, verdict }, judge) {
	const { lastLines, lastFirmwareLines } = judge;
	const said = rules.find(({ id }) => id === rule)?.source === "firmware" || verdict === "silent" ? [...lastFirmwareLines, ...lastLines] : lastLines;
	return excerpt(line === void 0 || said.includes(line) ? said : [...said, line]);
}
/** The last lines, without empty ones, and repetitions in a row told as one. */
function excerpt(lines) {
	const runs = [];
	for (const line of lines.filter((text) => text.trim() !== "")) {
		const last = runs.at(-1);
		if (last?.line === line) last.times += 1;
		else runs.push({
			line,
			times: 1
		});
	}
	return runs.slice(-20).flatMap(({ line, times }) => sanitiseForLog(times === 1 ? line : `${line} (${times} times)`));
}

// src/build/boot-test.ts
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
/** In an output directory. */
function bootFilesIn(directory, { format, firmware }) {
	const stem = path.join(directory, `boot-${format.replace(":", "-")}-${firmware}`);
	return {
		consoleLog: `${stem}.log`,
		screenshot: `${stem}.png`
	};
}
/** Boots an appliance in every combination of its test, one after the other. */
async function bootTest(inputs, { runner, reporter }) {
	const { test, machine, scratch } = inputs;
	const verdicts = [];
	for (const combination of test.combinations) {
		const { format, firmware } = combination;
		await reporter.step("boot-test", `boot the ${format} disks under ${firmware}`, async (detail) => {
			try {
				var _usingCtx$1 = _usingCtx();
				const files = await inputs.filesOf(combination);
				const disks = await unpacked(runner, _usingCtx$1.a(new Scope()), inputs.disksOf(format), scratch);
				const verdict = await bootAppliance({
					runner,
					arch: machine.arch,
					disks,
					memoryMiB: machine.memoryMiB,
					vcpus: machine.vcpus,
					interfaces: machine.interfaces,
					firmware,
					expect: test.expect.map((source) => new RegExp(source)),
					timeoutSeconds: test.timeoutSeconds,
					accelerator: inputs.accelerator,
					logFile: files.consoleLog,
					screenshotFile: files.screenshot,
					workDir: scratch,
					...hasRoomForSockets(scratch) ? { socketDir: scratch } : {}
				});
				detail(`${format} under ${firmware}: ${verdict.verdict}${verdict.verdict === "passed" ? "" : `, ${verdict.reason}`}`);
				for (const line of linesToShow(verdict)) reporter.note(line);
				verdicts.push(verdict);
				await inputs.onVerdict?.(verdict);
			} catch (_) {
				_usingCtx$1.e = _;
			} finally {
				await _usingCtx$1.d();
			}
		});
	}
	const failed = verdicts.find(({ verdict }) => verdict !== "passed");
	return {
		verdicts,
		exitCode: failed === void 0 ? 0 : verdictExitCodes[failed.verdict]
	};
}
/** Packed disks are unpacked for as long as the scope lasts. */
async function unpacked(runner, scope, disks, scratch) {
	const folder = await fs.mkdtemp(path.join(scratch, "unpacked-"));
	scope.defer(() => fs.rm(folder, {
		recursive: true,
		force: true
	}));
	const one = async (disk, index) => {
		const { packed } = diskFormat(disk.format);
		if (packed === void 0) return disk;
		const target = path.join(folder, `disk${index}`);
		await unpackDisk(runner, packed, disk.path, target);
		return {
			...disk,
			path: target
		};
	};
	return await Promise.all(disks.map(one));
}
/** What the manifest keeps of a boot. */
function bootResult(boot) {
	const { format, firmware, accelerator, verdict, reason, seconds, screenshot } = boot;
	return {
		format,
		firmware,
		accelerator,
		verdict,
		reason,
		seconds,
		consoleLog: path.basename(boot.consoleLog),
		...screenshot === void 0 ? {} : { screenshot: path.basename(screenshot) }
	};
}

export { findAccelerator as a, bootTest as i, bootFilesIn as n, kernelIn as o, bootResult as r, planBootTest as s, bootDisks as t };