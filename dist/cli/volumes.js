import { t as ApplianceError } from "./errors.js";
import { createHash } from "node:crypto";

// src/architecture.ts
const architectures = {
	x86_64: {
		debian: "amd64",
		efi: "x64",
		grubPlatform: "x86_64-efi",
		hasBios: true,
		serialPort: "ttyS0"
	},
	aarch64: {
		debian: "arm64",
		efi: "aa64",
		grubPlatform: "arm64-efi",
		hasBios: false,
		serialPort: "ttyAMA0"
	}
};
const architectureNames = Object.keys(architectures);
/** @returns the architecture of that name, in RPM's spelling or Debian's; undefined: none is called so */
function architectureNamed(text) {
	return architectureNames.find((name) => name === text || architectures[name].debian === text);
}

// src/plan/table/identifiers.ts
/**
* Identifiers of disks, partitions and filesystems are derived from what they name, so that the same kickstart gives the
* same bytes; the appliance's name keeps those of two appliances apart.
*/
function digest(parts) {
	return createHash("sha256").update(`appliance-build\0${parts.join("\0")}`).digest();
}
/** A UUID of version 8, "vendor-specific" (RFC 9562 §5.8), in lower case. */
function uuidOf(...parts) {
	const bytes = digest(parts).subarray(0, 16);
	bytes[6] = (bytes[6] ?? 0) & 15 | 128;
	bytes[8] = (bytes[8] ?? 0) & 63 | 128;
	const hex = bytes.toString("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		hex.slice(12, 16),
		hex.slice(16, 20),
		hex.slice(20)
	].join("-");
}
/** The serial number of a FAT filesystem as blkid and GRUB print it: `1A2B-3C4D`. */
function fatSerialOf(...parts) {
	const hex = digest(parts).toString("hex", 0, 4).toUpperCase();
	return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}
/** The disk signature of an msdos table: 32 bits, not zero. */
function diskSignatureOf(...parts) {
	return digest(parts).readUInt32LE(0) || 1;
}
const lvmCharacters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const lvmGroups = [
	6,
	4,
	4,
	4,
	4,
	4,
	6
];
/** An identifier as LVM2 has them: 32 letters and digits in groups of 6-4-4-4-4-4-6. */
function lvmUuidOf(...parts) {
	const characters = [...digest(parts)].map((byte) => lvmCharacters[byte % 62] ?? "0").join("");
	let start = 0;
	return lvmGroups.map((length) => {
		start += length;
		return characters.slice(start - length, start);
	}).join("-");
}

// src/plan/volumes/encryption.ts
/** Of a LUKS2 container: both headers and the key slots, as cryptsetup makes them. Its data begin there. */
const luksHeaderBytes = 16 * 2 ** 20;
/** What the guest calls the opened container, as anaconda does: /dev/mapper/luks-UUID. */
const openedName = ({ uuid }) => `luks-${uuid}`;
/**
* The container of an encrypted filesystem.
*
* @param places where it is mounted; subvolumes are several
* @param filesystemUuid that of what lies in it, from which its own is derived
* @param bootMountPoint what the boot loader reads itself: `/boot`, or `/` when it holds /boot
* @throws ApplianceError codes `encrypted-boot`, `encrypted-vfat`
*/
function planEncryption({ encryption, fsType, places }, filesystemUuid, bootMountPoint) {
	if (encryption === void 0) return void 0;
	const refuse = (code, message, hint) => new ApplianceError({
		kind: "input",
		code,
		message,
		position: encryption.position,
		hint
	});
	if (places.includes(bootMountPoint)) throw refuse("encrypted-boot", `${bootMountPoint} holds kernel and menu, and boot loaders do not read LUKS2 with the key derivation that it has`, "put /boot on a part of its own, without --encrypted: part /boot --size=1024");
	if (fsType === "vfat") throw refuse("encrypted-vfat", "a vfat filesystem has sectors of 512 bytes, and an encrypted volume has sectors of 4096", "use ext4, xfs or btrfs, or leave out --encrypted");
	return { uuid: uuidOf(filesystemUuid, "luks") };
}

// src/plan/volumes/volumes.ts
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
/** Bytes that a volume has for its filesystem: all, or what the header of its container leaves. Not below 0. */
const plainBytes = ({ sizeBytes, filesystem }) => filesystem.encryption === void 0 ? sizeBytes : Math.max(0, sizeBytes - luksHeaderBytes);
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

export { plainBytes as a, openedName as c, fatSerialOf as d, lvmUuidOf as f, architectures as g, architectureNames as h, mountsOf as i, planEncryption as l, architectureNamed as m, filesystemsOf as n, volumesOf as o, uuidOf as p, mountAt as r, luksHeaderBytes as s, filesystemAt as t, diskSignatureOf as u };