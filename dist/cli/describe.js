import { t as mdUuid } from "./arrays.js";
import { c as openedName, i as mountsOf, r as mountAt } from "./volumes.js";

// src/plan/volumes/boot-volumes.ts
/**
* The kernel arguments that find the root, which every loader puts before the kickstart's: `root=UUID=… ro`, the subvolume that it is,
* and what dracut(8) puts together only when told to. Other initramfs generators pass over those.
*/
function rootArguments(storage) {
	const root = mountAt(storage, "/");
	if (root === void 0) return [];
	const arguments_ = [`root=${rootDevice(root)}`, "ro"];
	if (root.subvolume !== void 0) arguments_.push(`rootflags=subvol=${root.subvolume}`);
	for (const { filesystem, volume } of mountsOf(storage).filter(isEarly)) {
		if (volume.logical !== void 0) arguments_.push(`rd.lvm.lv=${volume.logical.group}/${volume.logical.volume}`);
		if (volume.array !== void 0) arguments_.push(`rd.md.uuid=${mdUuid(volume.array.uuid)}`);
		if (filesystem.encryption !== void 0) arguments_.push(`rd.luks.uuid=${openedName(filesystem.encryption)}`);
	}
	return [...new Set(arguments_)];
}
/** initramfs-tools activates a logical volume if the name of the root is its own. */
function rootDevice({ filesystem, volume: { logical } }) {
	if (logical === void 0 || filesystem.encryption !== void 0) return `UUID=${filesystem.uuid}`;
	return `/dev/mapper/${[logical.group, logical.volume].map((name) => name.replaceAll("-", "--")).join("-")}`;
}
/** Whether the initramfs mounts it; all else the system itself puts together. */
const isEarly = ({ mountPoint }) => mountPoint === "/" || mountPoint === "/usr";
/**
* Path of /boot as a boot loader sees it inside of the filesystem that it lies on: empty when it is one of its own. That of a btrfs
* begins at its top, whatever subvolume is mounted.
*/
function bootPrefix(storage) {
	const own = mountAt(storage, "/boot");
	const { subvolume } = own ?? mountAt(storage, "/") ?? {};
	return `${subvolume === void 0 ? "" : `/${subvolume}`}${own === void 0 ? "/boot" : ""}`;
}

// src/descriptor/xen-boot.ts
/** The console of a paravirtual guest: Linux, drivers/tty/hvc/hvc_xen.c. */
const xenConsole = "console=hvc0";
/**
* Whether pygrub, in the host, finds the kernel in the first disk. It reads the menu of GRUB or extlinux, but no entries of the Boot Loader
* Specification, which Fedora's GRUB has; and it opens ext filesystems that lie in a partition (Xen 4.17, tools/libfsimage; tried).
*/
function pygrubReads(plan) {
	const { backend, bootLoader, disks } = plan;
	const hasMenu = bootLoader.loader === "extlinux" || bootLoader.loader === "grub" && backend === "apt";
	const { volume, filesystem } = mountAt(plan, "/boot") ?? mountAt(plan, "/") ?? {};
	if (!hasMenu || volume?.kind !== "partition" || filesystem === void 0) return false;
	return volume.pieces[0]?.disk === disks[0]?.name && filesystem.encryption === void 0 && /^ext[234]$/.test(filesystem.type);
}
/** @param extracted undefined: pygrub reads the disk */
function xenBootSource(plan, extracted) {
	if (extracted === void 0) return { loader: "pygrub" };
	const { kernelArguments } = plan.bootLoader;
	const own = kernelArguments.includes(xenConsole) ? [] : [xenConsole];
	return {
		...extracted,
		cmdline: [
			...rootArguments(plan),
			...kernelArguments,
			...own
		].join(" ")
	};
}

// src/descriptor/describe.ts
/** What deploys at once comes first; other formats follow in the order asked for, and packed disks last of all. */
const preferred = [
	"qcow2",
	"qcow2:zstd",
	"raw",
	"vmdk",
	"vmdk:monolithicSparse",
	"vmdk:monolithicFlat"
];
/**
* The word of the descriptor. A choice within a format is the file's own matter. A packed disk keeps its name, which readers of
* 2008 refuse: taking it for a raw disk, they would boot rubbish.
*/
const formatWord = (format) => format.replace(/:.*/, "");
const mebibyte = 1048576;
const letters = 26;
/**
* What the descriptor of an appliance says. It refers to the files of one format, preferably qcow2: there is one descriptor for an appliance.
*
* @param extracted the kernel that Xen starts; undefined: pygrub finds it in the first disk
*/
function describeAppliance(plan, built, extracted) {
	const made = plan.formats.filter((format) => built.some((disk) => disk.format === format));
	const format = preferred.find((candidate) => made.includes(candidate)) ?? made[0];
	const disks = plan.disks.flatMap(({ name }) => {
		return built.filter((disk) => disk.disk === name && disk.format === format);
	});
	return {
		name: plan.name,
		version: plan.version,
		release: void 0,
		label: void 0,
		description: void 0,
		boots: bootsOf(plan, disks, extracted),
		vcpus: plan.vcpus,
		memoryKiB: plan.memoryMiB * 1024,
		interfaces: plan.interfaces,
		graphics: true,
		disks: disks.map((disk) => ({
			id: disk.file,
			file: disk.file,
			use: plan.disks.find(({ name }) => name === disk.disk)?.use ?? "system",
			format: formatWord(disk.format),
			sizeMiB: Math.ceil(disk.virtualBytes / mebibyte),
			sha256: disk.sha256,
			sha1: void 0
		}))
	};
}
function bootsOf(plan, disks, extracted) {
	const { arch, targets } = plan;
	const drives = (prefix) => disks.map(({ file }, index) => ({
		disk: file,
		target: driveName(index, prefix)
	}));
	const full = {
		type: "hvm",
		arch,
		features: {},
		os: { loader: "hd" },
		drives: drives("vd")
	};
	if (!targets.includes("xen")) return [full];
	return [full, {
		type: "xen",
		arch,
		features: {},
		os: xenBootSource(plan, extracted),
		drives: drives("xvd")
	}];
}
/** vda … vdz, vdaa …, as the guest's kernel names them. */
function driveName(index, prefix = "vd") {
	let suffix = "";
	for (let rest = index; rest >= 0; rest = Math.floor(rest / letters) - 1) suffix = String.fromCharCode(97 + rest % letters) + suffix;
	return `${prefix}${suffix}`;
}

export { isEarly as a, bootPrefix as i, driveName as n, rootArguments as o, pygrubReads as r, describeAppliance as t };