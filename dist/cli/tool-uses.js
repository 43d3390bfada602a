import { t as diskFormat } from "./formats.js";

// src/plan/volumes.ts
/** Every place with a filesystem or a swap area: partitions in the order of the disks, then logical volumes, then arrays. */
function volumesOf(storage) {
	return [
		...storage.disks.flatMap((disk) => disk.partitions.flatMap(({ filesystem, number, startBytes, sizeBytes, position }) => {
			if (filesystem === void 0) return [];
			const pieces = [{
				disk: disk.name,
				startBytes,
				sizeBytes
			}];
			return [{
				kind: "partition",
				id: `${disk.stem}-${number}`,
				sizeBytes,
				pieces,
				filesystem,
				position
			}];
		})),
		...storage.volumeGroups.flatMap((group) => group.logicalVolumes.map((volume) => ({
			kind: "logical",
			id: `${group.name}-${volume.name}`,
			sizeBytes: volume.sizeBytes,
			logical: {
				group: group.name,
				volume: volume.name
			},
			pieces: piecesOf(group, volume),
			filesystem: volume.filesystem,
			position: volume.position
		}))),
		...storage.arrays.map((array) => {
			const { name, sizeBytes, members, dataOffsetBytes, filesystem, position } = array;
			const pieces = members.map((member) => ({
				disk: member.disk,
				startBytes: member.startBytes + dataOffsetBytes,
				sizeBytes: member.sizeBytes - dataOffsetBytes
			}));
			return {
				kind: "array",
				id: `md-${name}`,
				sizeBytes,
				pieces,
				filesystem,
				array,
				position
			};
		})
	];
}
function piecesOf({ physicalVolumes, extentBytes }, { segments }) {
	return segments.flatMap(({ physicalVolume, firstExtent, extents }) => {
		const lies = physicalVolumes[physicalVolume];
		if (lies === void 0) return [];
		const { place, dataOffsetBytes } = lies;
		const startBytes = place.startBytes + dataOffsetBytes + firstExtent * extentBytes;
		return [{
			disk: place.disk,
			startBytes,
			sizeBytes: extents * extentBytes
		}];
	});
}
/** All filesystems and swap areas, in the order of `volumesOf`. */
const filesystemsOf = (storage) => volumesOf(storage).map(({ filesystem }) => filesystem);
/** Everything that the guest mounts; swap areas are not among it. */
function mountsOf(storage) {
	return volumesOf(storage).flatMap((volume) => {
		const { filesystem } = volume;
		const { mountPoint, subvolumes = [] } = filesystem;
		return [...mountPoint === void 0 ? [] : [{
			filesystem,
			mountPoint,
			subvolume: void 0,
			volume
		}], ...subvolumes.map(({ name, mountPoint: at }) => ({
			filesystem,
			mountPoint: at,
			subvolume: name,
			volume
		}))];
	});
}
const mountAt = (storage, mountPoint) => mountsOf(storage).find((mount) => mount.mountPoint === mountPoint);
const filesystemAt = (storage, mountPoint) => mountAt(storage, mountPoint)?.filesystem;

// src/cli/tool-uses.ts
/** @returns the tools that formats need besides qemu-img */
function packingUses(formats) {
	return formats.flatMap((format) => diskFormat(format).packed ?? []);
}
/** Which of the host tools the boots of a test need. */
function bootUses(combinations) {
	const uses = /* @__PURE__ */ new Set(["boot", ...packingUses(combinations.map(({ format }) => format))]);
	if (combinations.some(({ firmware }) => firmware === "uefi")) uses.add("boot-uefi");
	return uses;
}
/** Which of the host tools this plan needs. */
function toolUses(plan, { bootTest, probeAccelerator }) {
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
	if (grub && plan.bootLoader.uefi !== void 0) uses.add("uefi");
	uses.add("convert");
	for (const use of packingUses(plan.formats)) uses.add(use);
	if (bootTest === true || probeAccelerator === true) uses.add("boot");
	if (bootTest === true && plan.bootLoader.uefi !== void 0) uses.add("boot-uefi");
	return uses;
}

export { filesystemsOf as a, volumesOf as c, filesystemAt as i, packingUses as n, mountAt as o, toolUses as r, mountsOf as s, bootUses as t };