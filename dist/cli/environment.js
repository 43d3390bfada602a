import { t as ApplianceError } from "./errors.js";
import { t as createRunner } from "./run.js";
import { r as printable } from "./printable.js";
import { setMaxListeners } from "node:events";
import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/host/program/tools.ts
/** What only appliances for aarch64 need. */
const usesOfAarch64 = [
	"uefi-aarch64",
	"emulate-aarch64",
	"boot-aarch64"
];
const version = ["--version"];
/** dnf 5 is asked through its Python module, which its command does without; Debian and Fedora keep it in other folders. */
const pythonOfDnf5 = ["python3/dist-packages", ...[
	"3.12",
	"3.13",
	"3.14",
	"3.15"
].map((minor) => `python${minor}/site-packages`)].flatMap((folder) => [`/usr/lib/${folder}`, `/usr/lib64/${folder}`]).map((folder) => `${folder}/libdnf5/__init__.py`);
/** Every host tool, in the order in which a build uses it. A table: doctor, --install-tools and the docs read it. */
const hostTools = [
	tool("unshare", "private mounts and processes", version, "util-linux", "util-linux", "build"),
	tool("setpriv", "ends virtual machines with the program", version, "util-linux", "util-linux", "boot", "boot-aarch64"),
	tool("mount", "private mounts", version, "mount", "util-linux", "build"),
	tool("chroot", "runs programs inside the root", version, "coreutils", "coreutils", "build"),
	tool("find", "finds files that are too new", version, "findutils", "findutils", "build"),
	tool("xargs", "names files for other tools", version, "findutils", "findutils", "xfs"),
	tool("tar", "keeps the installed root as a layer", version, "tar", "tar", "build"),
	tool("zstd", "compresses layers", version, "zstd", "zstd", "build"),
	tool("apt-get", "resolves and fetches Debian packages", version, "apt", "apt", "apt"),
	tool("mmdebstrap", "installs Debian packages into a root", version, "mmdebstrap", "mmdebstrap", "apt"),
	tool("gpgv", "verifies the signatures of repositories", version, "gpgv", "gnupg2", "apt"),
	tool("dpkg-deb", "unpacks Debian packages", version, "dpkg", "dpkg", "apt"),
	file(["dnf-3", ...pythonOfDnf5], "resolves and fetches RPM packages", "dnf", "python3-libdnf5", "dnf"),
	tool("rpm", "installs RPM packages into a root", version, "rpm", "rpm", "dnf"),
	tool("rpmdb", "makes the RPM database fit the guest", version, "rpm", "rpm", "dnf"),
	tool("rpmkeys", "verifies the signatures of RPM packages", version, "rpm", "rpm", "dnf"),
	tool("mke2fs", "makes ext2, ext3 and ext4 filesystems", ["-V"], "e2fsprogs", "e2fsprogs", "build"),
	tool("debugfs", "sets what mke2fs leaves out", ["-V"], "e2fsprogs", "e2fsprogs", "build"),
	tool("mkfs.vfat", "makes FAT filesystems", ["--help"], "dosfstools", "dosfstools", "vfat"),
	tool("mcopy", "fills FAT filesystems without mounting them", version, "mtools", "mtools", "vfat"),
	tool("mkfs.xfs", "makes XFS filesystems", ["-V"], "xfsprogs", "xfsprogs", "xfs"),
	tool("xfs_io", "gives files their space in XFS filesystems", ["-V"], "xfsprogs", "xfsprogs", "xfs"),
	tool("mkfs.btrfs", "makes btrfs filesystems", version, "btrfs-progs", "btrfs-progs", "btrfs"),
	tool("btrfs", "makes subvolumes", version, "btrfs-progs", "btrfs-progs", "btrfs"),
	tool("cryptsetup", "makes encrypted volumes", version, "cryptsetup-bin", "cryptsetup", "luks"),
	tool("dumpe2fs", "tells what an ext filesystem uses, to encrypt it", ["-V"], "e2fsprogs", "e2fsprogs", "luks"),
	tool("xfs_db", "tells what an xfs filesystem uses, to encrypt it", ["-V"], "xfsprogs", "xfsprogs", "luks"),
	tool(["grub-mkimage", "grub2-mkimage"], "makes the boot loader", version, "grub-common", "grub2-tools", "bios", "uefi", "uefi-aarch64"),
	file("/usr/lib/grub/i386-pc/boot.img", "GRUB for BIOS", "grub-pc-bin", "grub2-pc-modules", "bios"),
	file("/usr/lib/grub/x86_64-efi/kernel.img", "GRUB for UEFI", "grub-efi-amd64-bin", "grub2-efi-x64-modules", "uefi"),
	tool("zstd", "packs raw disks", version, "zstd", "zstd", "zstd"),
	tool("xz", "packs raw disks", version, "xz-utils", "xz", "xz"),
	tool("qemu-img", "converts disks", version, "qemu-utils", "qemu-img", "convert", "boot", "boot-aarch64", "deploy"),
	tool(["qemu-system-x86_64", "/usr/libexec/qemu-kvm"], "boots the appliance", version, "qemu-system-x86", "qemu-system-x86-core", "boot"),
	tool("dnsmasq", "gives the guest addresses, for steps over IPv6", version, "dnsmasq-base", "dnsmasq", "boot-ipv6"),
	tool("ping", "finds the address of the guest, for steps over IPv6", ["-V"], "iputils-ping", "iputils", "boot-ipv6"),
	tool("ip", "makes a network for steps over IPv6", ["-V"], "iproute2", "iproute", "boot-ipv6"),
	tool("socat", "hears guests over vsock, and consoles of other hosts", ["-V"], "socat", "socat", "boot-ready", "deploy-console"),
	file([
		"/usr/share/OVMF/OVMF_CODE_4M.fd",
		"/usr/share/edk2/ovmf/OVMF_CODE_4M.qcow2",
		"/usr/share/edk2/ovmf/OVMF_CODE.fd"
	], "UEFI firmware for the boot test", "ovmf", "edk2-ovmf", "boot-uefi"),
	file([
		"/usr/share/OVMF/OVMF_VARS_4M.ms.fd",
		"/usr/share/OVMF/OVMF_VARS.ms.fd",
		"/usr/share/edk2/ovmf/OVMF_VARS.secboot.fd"
	], "UEFI firmware with Secure Boot for the boot test", "ovmf", "edk2-ovmf", "boot-uefi-secure"),
	tool(["qemu-aarch64-static", "qemu-aarch64"], "runs programs of aarch64", version, "qemu-user-static", "qemu-user-static-aarch64", "emulate-aarch64"),
	tool("qemu-system-aarch64", "boots appliances for aarch64", version, "qemu-system-arm", "qemu-system-aarch64-core", "boot-aarch64"),
	file(["/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/edk2/aarch64/QEMU_EFI-pflash.raw"], "UEFI firmware for the boot test of aarch64", "qemu-efi-aarch64", "edk2-aarch64", "boot-aarch64"),
	tool("virsh", "deploys with libvirt", version, "libvirt-clients", "libvirt-client", "deploy"),
	file("/usr/bin/virt-xml-validate", "checks machines before libvirt gets them", "libvirt-clients", "libvirt-client", "deploy"),
	tool("xmllint", "checks machines before libvirt gets them", version, "libxml2-utils", "libxml2", "deploy"),
	tool(["/usr/sbin/libvirtd", "/usr/sbin/virtqemud"], "runs appliances on this machine", version, "libvirt-daemon-system", "libvirt-daemon-kvm", "libvirt"),
	tool("sfdisk", "shows partition tables", version, "fdisk", "util-linux", "inspect"),
	tool("mdadm", "shows arrays", version, "mdadm", "mdadm", "inspect"),
	tool("xmllint", "checks the descriptor", version, "libxml2-utils", "libxml2", "inspect"),
	tool("file", "tells formats of files", version, "file", "file", "inspect"),
	tool("pvck", "checks physical volumes", version, "lvm2", "lvm2", "inspect"),
	tool("rpmbuild", "builds packages of the test distribution", version, "rpm", "rpm-build", "rpm-repository"),
	tool("rpmsign", "signs packages of the test distribution", version, "rpm", "rpm-sign", "rpm-repository"),
	tool("gpg", "makes keys of the test distribution", version, "gnupg", "gnupg2", "rpm-repository"),
	tool("createrepo_c", "makes repositories of packages", version, "createrepo-c", "createrepo_c", "rpm-repository"),
	tool("sudo", "becomes root in jobs of an unprivileged runner", version, "sudo", "sudo", "unprivileged-runner")
];
function tool(names, purpose, versionArguments, debian, fedora, ...needs) {
	return {
		names: listOf(names),
		purpose,
		versionArguments,
		packages: {
			debian,
			fedora
		},
		needs
	};
}
function file(names, purpose, debian, fedora, ...needs) {
	return {
		names: listOf(names),
		purpose,
		versionArguments: void 0,
		packages: {
			debian,
			fedora
		},
		needs
	};
}
function listOf(names) {
	return typeof names === "string" ? [names] : names;
}

// src/host/program/doctor.ts
/**
* Looks for the tools that the given uses need.
*
* @param searchPath folders to look in, as in PATH
* @param askVersions run each tool for its version; skipped where only presence matters
*/
async function findTools(runner, uses, searchPath, askVersions) {
	const wanted = hostTools.filter(({ needs }) => needs.some((use) => uses.has(use)));
	return await Promise.all(wanted.map(async (tool) => {
		const found = await findProgram(tool.names, searchPath);
		return {
			tool,
			path: found,
			version: found !== void 0 && askVersions ? await versionOf(runner, found, tool) : void 0
		};
	}));
}
/** @returns the absolute path of the first of the names that exists; undefined if none does */
async function findProgram(names, searchPath) {
	for (const name of names) {
		const places = name.startsWith("/") ? [name] : searchPath.split(":").map((folder) => path.join(folder, name));
		for (const place of places) if (await fs.access(place).then(() => true, () => false)) return place;
	}
}
async function versionOf(runner, program, tool) {
	if (tool.versionArguments === void 0) return void 0;
	const lines = [];
	await runner.run(program, tool.versionArguments, {
		okCodes: [0, 1],
		logOutput: true,
		onLine: (line) => lines.push(line),
		timeoutSeconds: 10
	}).catch(() => void 0);
	return lines.find((line) => /\d+\.\d+/.test(line))?.trim();
}
/** Reads the family off /etc/os-release (os-release(5)); undefined if it is neither. */
async function packageFamily() {
	const ids = [...(await fs.readFile("/etc/os-release", "utf8").catch(() => "")).matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? "").split(" "));
	if (ids.includes("debian") || ids.includes("ubuntu")) return "debian";
	if (ids.includes("fedora") || ids.includes("rhel")) return "fedora";
}
/** The packages that bring the missing tools, each once. */
function packagesFor(missing, family) {
	return [...new Set(missing.map(({ tool }) => tool.packages[family]))].sort();
}
const installers = {
	debian: {
		commands: [[
			"apt-get",
			"-q",
			"update"
		], [
			"apt-get",
			"-q",
			"-y",
			"--no-install-recommends",
			"install",
			"--"
		]],
		env: { DEBIAN_FRONTEND: "noninteractive" }
	},
	fedora: {
		commands: [[
			"dnf",
			"-y",
			"--setopt=install_weak_deps=False",
			"install",
			"--"
		]],
		env: {}
	}
};
/** The command a user would type. */
function installCommand(packages, family) {
	return family === "debian" ? `apt-get install ${packages.join(" ")}` : `dnf install ${packages.join(" ")}`;
}
/**
* Installs packages with the distribution's package manager.
*
* @throws ApplianceError with the package manager's last output
*/
async function installPackages(runner, packages, family) {
	const { commands, env } = installers[family];
	for (const [index, [program, ...words]] of commands.entries()) {
		const isLast = index === commands.length - 1;
		await runner.run(program, [...words, ...isLast ? packages : []], {
			env,
			logOutput: true,
			failure: "cannot install the missing host tools"
		});
	}
}
/**
* @throws ApplianceError kind `tool` that lists every missing tool, what it is for and how to get it
*/
function requireTools(findings, family) {
	const missing = findings.filter(({ path: found }) => found === void 0);
	if (missing.length === 0) return;
	throw new ApplianceError({
		kind: "tool",
		code: "tool-missing",
		message: `${missing.length} host tool${missing.length === 1 ? " is" : "s are"} missing`,
		detail: missing.map(({ tool }) => `${tool.names[0]}: ${tool.purpose}`),
		hint: family === void 0 ? "install them with your package manager; this distribution is not one of Debian, Ubuntu, Fedora or Enterprise Linux" : `add --install-tools, or run: ${installCommand(packagesFor(missing, family), family)}`
	});
}

// src/host/program/proxies.ts
const names = [
	"http_proxy",
	"https_proxy",
	"ftp_proxy",
	"no_proxy",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY"
];
/** How to reach the network: those of the variables that curl(1), apt and dnf read for it. */
function proxyVariables(variables) {
	const found = names.map((name) => [name, variables[name]]);
	return Object.fromEntries(found.filter((entry) => entry[1] !== void 0));
}

// src/host/root/mount.ts
/** Where programs are looked up, on the host and in guests. */
const sanePath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/** The same log, but not stopped by the signal that ended the build: clean-up has to run after it. */
function cleanupRunner(runner) {
	return createRunner({
		signal: new AbortController().signal,
		log: runner.log,
		env: {
			PATH: sanePath,
			LC_ALL: "C"
		}
	});
}
/**
* Unmounts. A busy filesystem is detached lazily so that nothing stays behind, and reported all the same:
* somebody still writes to it.
*
* @throws ApplianceError code `mount-busy`
*/
async function unmount(runner, target) {
	const cleanup = cleanupRunner(runner);
	try {
		await cleanup.run("umount", [target], { failure: `can't unmount ${target}` });
	} catch (error) {
		await cleanup.run("umount", ["--lazy", target]).catch(() => void 0);
		throw new ApplianceError({
			kind: "build",
			code: "mount-busy",
			message: `can't unmount ${target}: it is still in use`,
			hint: "a program started during the build still has files open there; end it and build again",
			detail: error instanceof ApplianceError ? error.detail : [],
			cause: error
		});
	}
}
/**
* Runs mount(8). If a signal ends it, it may have mounted already: then nobody else would know of that mount, and what it lies on
* would be busy.
*
* @param args without the mount point
* @param target an existing folder; if it is a mount point already, a failure may take that mount away
* @throws ApplianceError as `Runner.run`
*/
async function mountOn(runner, args, target, { failure, recursive = false }) {
	try {
		await runner.run("mount", [...args, target], { failure });
	} catch (error) {
		const undo = recursive ? ["--recursive", target] : [target];
		await cleanupRunner(runner).run("umount", undo).catch(() => void 0);
		throw error;
	}
}
async function mount(runner, what, args, target) {
	await fs.mkdir(target, { recursive: true });
	await mountOn(runner, args, target, { failure: cannotMount(what, target) });
	return {
		target,
		[Symbol.asyncDispose]: () => unmount(runner, target)
	};
}
const cannotMount = (what, target) => `can't mount ${what} on ${target}`;
const optionArguments = (options) => options.length > 0 ? ["-o", options.join(",")] : [];
/** @param options such as `mode=755`, `size=64m`, `nodev` */
async function mountTmpfs(runner, target, options = []) {
	return await mount(runner, "a tmpfs", [
		"-t",
		"tmpfs",
		...optionArguments(options),
		"tmpfs"
	], target);
}
async function mountReadOnlySys(runner, target) {
	return await mount(runner, "sysfs", [
		"-t",
		"sysfs",
		"-o",
		"ro,nosuid,nodev,noexec",
		"sysfs"
	], target);
}
/** The kernel's list of interpreters for programs that it does not run itself (kernel, admin-guide/binfmt-misc.rst). */
async function mountBinfmtMisc(runner, target) {
	return await mount(runner, "binfmt_misc", [
		"-t",
		"binfmt_misc",
		"binfmt_misc"
	], target);
}
/** A pseudo-terminal filesystem of its own: the host's terminals are not in it. */
async function mountDevpts(runner, target) {
	return await mount(runner, "devpts", [
		"-t",
		"devpts",
		...["-o", "newinstance,ptmxmode=0666,mode=0620,gid=5,nosuid,noexec"],
		"devpts"
	], target);
}
/** Shows a folder at another place; both must be folders. */
async function bindMount(runner, source, target, { recursive = false } = {}) {
	if (!recursive) return await mount(runner, source, ["--bind", source], target);
	await fs.mkdir(target, { recursive: true });
	await mountOn(runner, ["--rbind", source], target, {
		failure: cannotMount(source, target),
		recursive
	});
	const unmountAll = async () => {
		await cleanupRunner(runner).run("umount", ["--recursive", target], { failure: `can't unmount ${target}` });
	};
	return {
		target,
		[Symbol.asyncDispose]: unmountAll
	};
}
/** Colons separate layers and commas options (kernel, Documentation/filesystems/overlayfs.rst); a backslash takes that away. */
const escapeOverlayPath = (path) => path.replaceAll(/[\\:,]/g, (character) => `\\${character}`);
async function mountOverlay(runner, folders, target) {
	return await mount(runner, "an overlay", [
		"-t",
		"overlay",
		"-o",
		[
			`lowerdir=${folders.lower.map(escapeOverlayPath).join(":")}`,
			`upperdir=${escapeOverlayPath(folders.upper)}`,
			`workdir=${escapeOverlayPath(folders.work)}`
		].join(","),
		"overlay"
	], target);
}
/** Mounts it through a loop device, read-only. */
async function mountImage(runner, image, target) {
	const { file, type, startBytes, sizeBytes, options } = image;
	return await mount(runner, file, [
		"-t",
		type,
		"-o",
		[
			"loop",
			"ro",
			"nodev",
			"nosuid",
			"noexec",
			...[`offset=${startBytes}`, `sizelimit=${sizeBytes}`],
			...options
		].join(","),
		file
	], target);
}

// src/cli/host/environment.ts
/**
* How to reach the network; everything else of the caller's environment stays away from tools and scripts.
*
* @param temporary where tools put their temporary files
*/
function toolEnvironment({ variables }, temporary) {
	return {
		...proxyVariables(variables),
		PATH: sanePath,
		HOME: "/root",
		LC_ALL: "C.UTF-8",
		TZ: "UTC",
		...temporary === void 0 ? {} : { TMPDIR: temporary }
	};
}
/** What this program itself goes by, of which the process in the namespace needs the same. */
const own = /^(?:PATH|HOME|TMPDIR|TERM|TZ|LANG|LC_\w+|NODE_\w+|SSL_CERT_\w+|SOURCE_DATE_EPOCH)$/;
/**
* The environment of the process in the namespace. Scripts run as root beside it and can read it (proc_pid_environ(5)), so
* the tokens of a job are not in it.
*/
function innerEnvironment({ variables }) {
	const ours = Object.entries(variables).filter(([name]) => own.test(name));
	return {
		...Object.fromEntries(ours),
		...proxyVariables(variables)
	};
}
/** A runner for the short commands, which keep no log. */
function plainRunner(environment, signal, log = () => void 0) {
	return createRunner({
		signal,
		log,
		env: toolEnvironment(environment)
	});
}
/** What clients of libvirt and of ssh go by: whose they are, and where the user's daemon and agent listen. */
const ofClients = [
	"HOME",
	"XDG_RUNTIME_DIR",
	"XDG_CONFIG_HOME",
	"XDG_CACHE_HOME",
	"SSH_AUTH_SOCK"
];
/** The environment of programs that talk to libvirt, which need not be root's. */
function clientEnvironment(environment) {
	const { variables } = environment;
	const own = ofClients.flatMap((name) => variables[name] === void 0 ? [] : [[name, variables[name]]]);
	return {
		...toolEnvironment(environment),
		...Object.fromEntries(own)
	};
}
/** A runner for programs that talk to libvirt. */
function clientRunner(environment, signal, outOfReach = false) {
	return createRunner({
		signal,
		log: () => void 0,
		env: clientEnvironment(environment),
		outOfReach
	});
}
/** Aborted by Ctrl-C and by what ends a process politely. */
function signalOfProcess() {
	const controller = new AbortController();
	setMaxListeners(0, controller.signal);
	for (const signal of [
		"SIGINT",
		"SIGTERM",
		"SIGHUP"
	]) process.on(signal, () => controller.abort(signal));
	return controller.signal;
}
/**
* Makes sure that the host has what a command needs; installs it if that was asked for, after saying what and why.
*
* @throws ApplianceError kind `tool` that lists what is missing
*/
async function ensureTools({ environment, runner, uses, install, say = sayOn(environment) }) {
	const look = () => findTools(runner, uses, sanePath, false);
	const findings = await look();
	const missing = findings.filter(({ path }) => path === void 0);
	const family = await packageFamily();
	if (missing.length > 0 && install && family !== void 0) {
		for (const line of missingLines(missing)) say(line);
		const packages = packagesFor(missing, family);
		say(`installing ${packages.join(", ")} …`);
		await installPackages(runner, packages, family);
		requireTools(await look(), family);
		return;
	}
	requireTools(findings, family);
}
const sayOn = ({ stderr }) => (line) => void stderr.write(`${printable(line)}\n`);
function missingLines(missing) {
	return ["missing host tools:", ...missing.map(({ tool }) => `  ${tool.names[0]}  (${tool.purpose})`)];
}

export { packagesFor as C, usesOfAarch64 as E, packageFamily as S, hostTools as T, sanePath as _, plainRunner as a, findTools as b, bindMount as c, mountDevpts as d, mountImage as f, mountTmpfs as g, mountReadOnlySys as h, innerEnvironment as i, cleanupRunner as l, mountOverlay as m, clientRunner as n, signalOfProcess as o, mountOn as p, ensureTools as r, toolEnvironment as s, clientEnvironment as t, mountBinfmtMisc as u, unmount as v, requireTools as w, installCommand as x, findProgram as y };