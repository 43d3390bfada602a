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
*/
function describeAppliance(plan, built) {
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
		boots: bootsOf(plan, disks),
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
/** A Xen that has no full virtualisation starts the kernel that pygrub finds in the first disk. */
function bootsOf({ arch, targets }, disks) {
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
		os: { loader: "pygrub" },
		drives: drives("xvd")
	}];
}
/** vda … vdz, vdaa …, as the guest's kernel names them. */
function driveName(index, prefix = "vd") {
	let suffix = "";
	for (let rest = index; rest >= 0; rest = Math.floor(rest / letters) - 1) suffix = String.fromCharCode(97 + rest % letters) + suffix;
	return `${prefix}${suffix}`;
}

export { driveName as n, describeAppliance as t };