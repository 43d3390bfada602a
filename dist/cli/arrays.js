import { t as ApplianceError } from "./errors.js";
import { p as uuidOf } from "./volumes.js";

// src/plan/volumes/arrays.ts
/** Each member gives that much to its superblock, at its beginning or its end, and to a bitmap that the guest may add. */
const reservedBytes = 1048576;
/** mdadm(8): the chunk size "defaults to 512KB". */
const defaultChunkKiB = 512;
/** mdadm keeps names within the 32 bytes of the superblock's field. */
const longestName = 32;
/**
* The arrays with their members. /boot lies on metadata 1.0, whose members look like plain filesystems to firmware and boot loaders.
*
* @throws ApplianceError codes `array-member-unknown`, `array-too-few-members`, `array-too-small`, `array-chunk-size`,
*   `array-name-too-long`, `boot-on-stripes`
*/
function planArrays(specs, context) {
	return specs.map((spec) => planArray(spec, context));
}
function planArray(spec, { appliance, members, filesystemOf, bootMountPoint }) {
	const { name, level, position, format } = spec;
	const refuse = (code, message, hint) => new ApplianceError({
		kind: "input",
		code,
		message,
		position,
		hint
	});
	const places = spec.members.map((member) => {
		const place = members.get(member);
		if (place !== void 0) return place;
		throw refuse("array-member-unknown", `no part line makes ${member}`, `add: part ${member} --size=1024`);
	});
	if (places.length < 2) throw refuse("array-too-few-members", `the array ${name} of level ${level} has ${places.length} member, and needs 2`, "name two parts such as raid.1 and raid.2, on a disk each");
	if (Buffer.byteLength(name) > longestName) throw refuse("array-name-too-long", `${name} has more than ${longestName} bytes`, "shorten --device");
	if (level === 0 && format.mountPoint === bootMountPoint) throw refuse("boot-on-stripes", `${bootMountPoint} holds what the boot loader reads, and lies in stripes on ${places.length} disks here`, "use --level=1 for it, or put /boot on a part of its own");
	const chunkBytes = level === 0 ? (spec.chunkKiB ?? defaultChunkKiB) * 1024 : void 0;
	const smallest = Math.min(...places.map(({ sizeBytes }) => sizeBytes)) - reservedBytes;
	const component = chunkBytes === void 0 ? smallest : Math.floor(smallest / chunkBytes) * chunkBytes;
	if (chunkBytes !== void 0 && !isPowerOfTwo(chunkBytes / 1024)) throw refuse("array-chunk-size", `a chunk of ${spec.chunkKiB} KiB is no power of two`, "say --chunksize=512");
	if (component <= 0) throw refuse("array-too-small", `the members of ${name} are too small for an array`, "give their parts a larger --size");
	const metadata = level === 1 && format.mountPoint === bootMountPoint ? "1.0" : "1.2";
	return {
		name,
		level,
		uuid: uuidOf(appliance, name, "array"),
		members: places,
		metadata,
		dataOffsetBytes: metadata === "1.0" ? 0 : reservedBytes,
		chunkBytes,
		sizeBytes: level === 0 ? component * places.length : component,
		filesystem: filesystemOf(spec),
		position
	};
}
/** The member, in bytes, of which an array of the size consists. */
const memberBytes = ({ level, members }, sizeBytes) => reservedBytes + (level === 0 ? Math.ceil(sizeBytes / members.length) : sizeBytes);
const isPowerOfTwo = (number) => number >= 4 && Number.isInteger(Math.log2(number));
/** How md writes a UUID: in groups of eight digits (mdadm.conf(5)). */
function mdUuid(uuid) {
	return uuid.replaceAll("-", "").match(/.{8}/g)?.join(":") ?? "";
}

export { memberBytes as n, planArrays as r, mdUuid as t };