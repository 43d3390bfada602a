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
		...storage.arrays.map(({ name, sizeBytes, members, dataOffsetBytes, filesystem, position }) => ({
			kind: "array",
			id: `md-${name}`,
			sizeBytes,
			pieces: members.map((member) => ({
				disk: member.disk,
				startBytes: member.startBytes + dataOffsetBytes,
				sizeBytes: member.sizeBytes - dataOffsetBytes
			})),
			filesystem,
			position
		}))
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
const volumeAt = (storage, mountPoint) => volumesOf(storage).find(({ filesystem }) => filesystem.mountPoint === mountPoint);
const filesystemAt = (storage, mountPoint) => volumeAt(storage, mountPoint)?.filesystem;
/**
* The kernel arguments that tell the initramfs where / is. One on LVM is named by its group and volume: that is what
* initramfs-tools activates, and rd.lvm.lv is what dracut does (dracut.cmdline(7)).
*/
function rootArguments(storage) {
	const root = volumeAt(storage, "/");
	if (root === void 0) return [];
	if (root.logical === void 0) return [`root=UUID=${root.filesystem.uuid}`, "ro"];
	const { group, volume } = root.logical;
	return [
		`root=/dev/mapper/${[group, volume].map((name) => name.replaceAll("-", "--")).join("-")}`,
		"ro",
		`rd.lvm.lv=${group}/${volume}`
	];
}

// src/cli/tool-uses.ts
/** Which of the host tools this plan needs. */
function toolUses(plan, { bootTest, probeAccelerator }) {
	const uses = /* @__PURE__ */ new Set(["build", plan.backend]);
	const filesystems = filesystemsOf(plan).map(({ type }) => type);
	for (const type of [
		"vfat",
		"xfs",
		"btrfs"
	]) if (filesystems.includes(type)) uses.add(type);
	const grub = plan.bootLoader.loader === "grub";
	if (grub && plan.bootLoader.bios !== void 0) uses.add("bios");
	if (grub && plan.bootLoader.uefi !== void 0) uses.add("uefi");
	if (plan.formats.some((format) => format !== "raw")) uses.add("convert");
	if (bootTest === true || probeAccelerator === true) uses.add("boot");
	if (bootTest === true && plan.bootLoader.uefi !== void 0) uses.add("boot-uefi");
	return uses;
}

export { volumeAt as a, rootArguments as i, filesystemAt as n, volumesOf as o, filesystemsOf as r, toolUses as t };