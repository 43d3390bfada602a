import { t as startProcess } from "./process.js";
import { o as throwIfInterrupted } from "./run.js";
import { t as _usingCtx } from "./usingCtx.js";
import * as path from "node:path";
import * as fs from "node:fs/promises";
import { randomUUID } from "node:crypto";

// src/host/architecture.ts
const byNameInNode = {
	x64: "x86_64",
	arm64: "aarch64"
};
/** @returns that of this machine; undefined if no appliance is for such machines */
const hostArchitecture = () => byNameInNode[process.arch];

// src/boottest/machine/machine-types.ts
const debian = "/usr/share/OVMF";
const fedora = "/usr/share/edk2/ovmf";
const machineTypes = {
	x86_64: {
		program: "qemu-system-x86_64",
		machine: "q35,vmport=off",
		consoleArguments: "console=ttyS0 earlyprintk=ttyS0,115200",
		kvmCpus: [
			"host",
			"host,-arch-capabilities",
			"qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt"
		],
		tcgCpu: "max",
		screen: ["-vga", "std"],
		firmwareLog: ["-device", "isa-debugcon,iobase=0x402,chardev=firmware"],
		firmware: {
			locations: {
				uefi: [
					{
						code: `${debian}/OVMF_CODE_4M.fd`,
						vars: `${debian}/OVMF_VARS_4M.fd`
					},
					{
						code: `${debian}/OVMF_CODE.fd`,
						vars: `${debian}/OVMF_VARS.fd`
					},
					{
						code: `${fedora}/OVMF_CODE_4M.fd`,
						vars: `${fedora}/OVMF_VARS_4M.fd`
					},
					{
						code: `${fedora}/OVMF_CODE.fd`,
						vars: `${fedora}/OVMF_VARS.fd`
					}
				],
				"uefi-secure": [
					{
						code: `${debian}/OVMF_CODE_4M.secboot.fd`,
						vars: `${debian}/OVMF_VARS_4M.ms.fd`
					},
					{
						code: `${debian}/OVMF_CODE.secboot.fd`,
						vars: `${debian}/OVMF_VARS.ms.fd`
					},
					{
						code: `${fedora}/OVMF_CODE.secboot.fd`,
						vars: `${fedora}/OVMF_VARS.secboot.fd`
					}
				]
			},
			name: "OVMF",
			hint: "install the package ovmf (Debian, Ubuntu) or edk2-ovmf (Fedora), or boot with --firmware bios"
		}
	},
	aarch64: {
		program: "qemu-system-aarch64",
		machine: "virt",
		consoleArguments: "console=ttyAMA0 earlycon",
		kvmCpus: ["host"],
		tcgCpu: "cortex-a72",
		screen: ["-device", "ramfb"],
		firmwareLog: [],
		firmware: {
			locations: {
				uefi: [{
					code: "/usr/share/AAVMF/AAVMF_CODE.fd",
					vars: "/usr/share/AAVMF/AAVMF_VARS.fd"
				}, {
					code: "/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw",
					vars: "/usr/share/edk2/aarch64/vars-template-pflash.raw"
				}],
				"uefi-secure": []
			},
			name: "AAVMF",
			hint: "install the package qemu-efi-aarch64 (Debian, Ubuntu) or edk2-aarch64 (Fedora)"
		}
	}
};

// src/boottest/machine/qemu.ts
/** What a guest that breaks out of its devices may not do: the set that libvirt has, too. */
const sandbox = ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"];
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
		[...sandbox],
		["-display", "none"],
		[...screen],
		["-rtc", "base=utc"],
		["-object", "rng-random,id=rng0,filename=/dev/urandom"],
		["-device", "virtio-rng-pci,rng=rng0"],
		firmwareArguments(machine.firmware),
		["-chardev", socket("serial", machine.serialSocket)],
		["-serial", "chardev:serial"],
		["-chardev", socket("firmware", machine.firmwareSocket)],
		[...firmwareLog],
		["-chardev", socket("qmp", machine.qmpSocket)],
		["-mon", "chardev=qmp,mode=control"],
		["-device", "pvpanic-pci"],
		["-action", "panic=shutdown,reboot=shutdown,watchdog=shutdown"],
		["-boot", "strict=on"],
		machine.disks.flatMap((disk) => diskArguments(disk)),
		Array.from({ length: machine.interfaces }, (_, index) => interfaceArguments(index, machine)).flat(),
		notifyArguments(machine.notify)
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
/** systemd.system-credentials(7), `vmm.notify_socket`; 2 is the host (vsock(7)). */
function notifyArguments(notify) {
	if (notify === void 0) return [];
	const credential = `io.systemd.credential:vmm.notify_socket=vsock-stream:2:${notify.port}`;
	return [
		"-device",
		`vhost-vsock-pci,guest-cid=${notify.cid}`,
		"-smbios",
		`type=11,value=${credential}`
	];
}
/** Of `ipv6=on` alone QEMU makes a network without IPv4. */
function interfaceArguments(index, { tap }) {
	if (index === 0 && tap !== void 0) return [...["-netdev", `tap,id=net0,ifname=${value(tap.name)},script=no,downscript=no`], ...["-device", `virtio-net-pci,netdev=net0,mac=${tap.mac},romfile=`]];
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

// src/boottest/machine/accelerator.ts
/** Where a cache directory keeps the verdict. */
const verdictFileIn = (cacheDirectory) => path.join(cacheDirectory, "accelerator", "verdict.json");
const emulated = (arch) => ({
	accelerator: "tcg",
	cpu: machineTypes[arch].tcgCpu
});
/** Seconds. A kernel that speaks but then says nothing for `silence` hangs; a healthy one is done within two seconds. */
const probeDeadlines = {
	total: 10,
	silence: 4
};
/**
* Finds out whether KVM really runs guests, by booting a kernel: the device may be there, open, and run the firmware, and
* guests still hang. Takes 10 s at most for each CPU model when they hang, and nothing with a verdict in the cache.
*
* @throws ApplianceError kind `tool` if QEMU is not installed, `interrupted`
*/
async function probeAccelerator(options) {
	const { runner, arch } = options;
	const tcg = emulated(arch);
	if (arch !== hostArchitecture()) return {
		...tcg,
		reason: `the appliance is for ${arch}, and this machine is not`
	};
	const device = options.device ?? "/dev/kvm";
	const refusal = await openRefusal(device);
	if (refusal !== void 0) return {
		...tcg,
		reason: `${device} ${refusal}`
	};
	const bootId = (await fs.readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
	const cached = await readCache(options.cacheFile, bootId);
	if (cached !== void 0) return cached;
	const { kernel } = options;
	if (kernel === void 0 || !await isReadable(kernel)) return {
		...tcg,
		reason: `${device} opens, but there is no kernel to try it with`
	};
	const boot = options.boot ?? ((cpu, file) => bootKernel("kvm", cpu, {
		runner,
		arch,
		kernel: file
	}));
	const { booted, refused } = await tryModels(options, (cpu) => boot(cpu, kernel));
	if (refused !== void 0) return {
		...tcg,
		reason: `${device} opens, but QEMU does not try it: ${refused}`
	};
	const verdict = booted === void 0 ? {
		...tcg,
		reason: "/dev/kvm opens, but no kernel boots under it"
	} : {
		accelerator: "kvm",
		cpu: booted,
		reason: "a kernel booted under KVM"
	};
	await writeCache(options.cacheFile, bootId, verdict).catch((error) => runner.log(`the verdict on KVM is not kept: ${error.message}`));
	return verdict;
}
async function openRefusal(device) {
	try {
		await (await fs.open(device, "r+")).close();
		return;
	} catch (error) {
		const code = error.code ?? "";
		if (code === "ENOENT") return "does not exist";
		return code === "EACCES" || code === "EPERM" ? "may not be opened by this user" : `cannot be opened (${code})`;
	}
}
/** Kernels of a host are often for root alone. */
async function isReadable(file) {
	try {
		if (!(await fs.stat(file)).isFile()) return false;
		await fs.access(file, fs.constants.R_OK);
		return true;
	} catch {
		return false;
	}
}
/** @returns the first CPU model with which the kernel boots, or QEMU's first complaint; neither: guests do not run */
async function tryModels({ arch, runner }, boot) {
	let refused;
	for (const cpu of machineTypes[arch].kvmCpus) {
		const trial = await boot(cpu);
		if (trial.outcome === "booted") return { booted: cpu };
		runner.log(`KVM with the CPU model ${cpu}: ${trial.failure}`);
		if (trial.outcome === "refused") refused ??= trial.failure;
	}
	return { refused };
}
/**
* Boots a kernel until it prints its version.
*
* @throws ApplianceError kind `tool` if QEMU is not installed, `interrupted`
*/
async function bootKernel(accelerator, cpu, { runner, arch, kernel }) {
	throwIfInterrupted(runner.signal);
	let output = "";
	let settle = () => {};
	const outcome = new Promise((resolve) => {
		settle = resolve;
	});
	const fail = (failure) => settle({
		outcome: "failed",
		failure
	});
	let silence;
	const total = setTimeout(() => fail(`nothing came within ${probeDeadlines.total} s`), probeDeadlines.total * 1e3);
	const onAbort = () => fail("it was interrupted");
	runner.signal.addEventListener("abort", onAbort);
	try {
		try {
			var _usingCtx$1 = _usingCtx();
			const qemu = _usingCtx$1.a(await startProcess({
				tool: machineTypes[arch].program,
				args: probeArguments(machineTypes[arch], accelerator, cpu, kernel),
				log: runner.log,
				onOutput(chunk) {
					output += chunk.toString("latin1");
					if (output.includes("Linux version")) settle({ outcome: "booted" });
					clearTimeout(silence);
					silence = setTimeout(() => fail(`it hung: its last words were "${lastWords(output)}"`), probeDeadlines.silence * 1e3);
				}
			}));
			const ended = qemu.ended.then(({ exitCode, signal }) => {
				if (output.includes("Linux version")) return { outcome: "booted" };
				const failure = `QEMU ended ${signal === void 0 ? `with exit code ${exitCode}` : `by ${signal}`}${qemu.tail.length === 0 ? "" : ` ("${qemu.tail.at(-1)}")`}`;
				return {
					outcome: output === "" && exitCode !== void 0 && exitCode !== 0 ? "refused" : "failed",
					failure
				};
			});
			const trial = await Promise.race([outcome, ended]);
			throwIfInterrupted(runner.signal);
			return trial;
		} catch (_) {
			_usingCtx$1.e = _;
		} finally {
			await _usingCtx$1.d();
		}
	} finally {
		clearTimeout(total);
		clearTimeout(silence);
		runner.signal.removeEventListener("abort", onAbort);
	}
}
function probeArguments(type, accelerator, cpu, kernel) {
	return [
		["-machine", `${type.machine},accel=${accelerator}`],
		["-cpu", cpu],
		["-m", "512"],
		[
			"-nodefaults",
			"-no-user-config",
			"-no-reboot"
		],
		[...sandbox],
		["-display", "none"],
		["-serial", "stdio"],
		["-kernel", path.resolve(kernel)],
		["-append", `${type.consoleArguments} panic=-1`]
	].flat();
}
function lastWords(output) {
	return output.trim().split(/[\r\n]+/).at(-1)?.replace(/[^\x20-\x7e]/g, "").slice(0, 60) ?? "";
}
async function readCache(file, bootId) {
	if (file === void 0) return void 0;
	const entry = parseEntry(await fs.readFile(file, "utf8").catch(() => ""));
	if (entry === void 0 || entry.bootId !== bootId) return void 0;
	const { accelerator, cpu, reason } = entry;
	return {
		accelerator,
		cpu,
		reason
	};
}
/** Anything else than what we wrote counts as nothing: probing again is always right. */
function parseEntry(text) {
	try {
		const entry = JSON.parse(text);
		return (entry.accelerator === "kvm" || entry.accelerator === "tcg") && typeof entry.cpu === "string" && typeof entry.reason === "string" ? entry : void 0;
	} catch {
		return;
	}
}
async function writeCache(file, bootId, verdict) {
	if (file === void 0) return;
	await fs.mkdir(path.dirname(file), { recursive: true });
	const entry = {
		...verdict,
		bootId
	};
	const draft = `${file}.${randomUUID()}`;
	await fs.writeFile(draft, `${JSON.stringify(entry)}\n`);
	await fs.rename(draft, file);
}

export { hostArchitecture as a, machineTypes as i, verdictFileIn as n, qemuArguments as r, probeAccelerator as t };