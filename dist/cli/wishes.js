import { r as firmwares } from "./settings.js";
import { t as attribute } from "./xml.js";
import { t as ApplianceError } from "./errors.js";

// src/deploy/domain/buses.ts
/** What disks may be connected by. */
const buses = [
	"virtio",
	"sata",
	"scsi",
	"ide"
];

// src/deploy/domain/networks.ts
const name = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
/**
* Reads `--network`: `network=NAME`, `bridge=NAME`, `user`, or the name of a network of libvirt alone.
*
* @throws ApplianceError code `bad-network`
*/
function parseNetwork(text) {
	if (text === "user") return { kind: "user" };
	const [, kind = "network", word = ""] = /^(?:(network|bridge)=)?(.*)$/.exec(text) ?? [];
	if (name.test(word)) return {
		kind: kind === "bridge" ? "bridge" : "network",
		name: word
	};
	throw new ApplianceError({
		kind: "input",
		code: "bad-network",
		message: `--network ${text} is no network`,
		hint: "write network=NAME, bridge=NAME or user"
	});
}
/** As `parseNetwork` reads it. */
const formatNetwork = (network) => network.kind === "user" ? "user" : `${network.kind}=${network.name}`;
/**
* Connects the cards, in order; cards for which none was named go where the last named one goes. Without any name that is libvirt's
* network `default`, or else the program's own translation of addresses: the guest gets out, and nobody in.
*
* @param active names of libvirt's networks that run
*/
function connectCards(count, named, active) {
	const usual = active.includes("default") ? {
		kind: "network",
		name: "default"
	} : { kind: "user" };
	return Array.from({ length: count }, (_, index) => named[index] ?? named.at(-1) ?? usual);
}

// src/deploy/domain/wishes.ts
/** Kinds of domains that can be asked for. */
const virtTypes = [
	"kvm",
	"qemu",
	"xen"
];
const count = {
	write: String,
	read: (text) => /^[1-9]\d{0,8}$/.test(text) ? Number(text) : void 0
};
const text = {
	write: (value) => value,
	read: (value) => value || void 0
};
const among = (values) => ({
	write: (value) => value,
	read: (word) => values.find((value) => value === word)
});
const spellings = {
	memoryMiB: count,
	vcpus: count,
	graphics: among(["vnc", "none"]),
	virtType: among(virtTypes),
	firmware: among(firmwares),
	bus: among(buses),
	machine: text,
	networks: {
		write: (networks) => networks.map(formatNetwork).join(" "),
		read: (words) => words.split(" ").map(parseNetwork)
	},
	consoleLog: text
};
const names = Object.keys(spellings);
const spellingOf = (name) => spellings[name];
/** @returns attributes of an element; none: undefined */
function wishAttributes(wishes) {
	const written = names.flatMap((name) => {
		const value = wishes[name];
		return value === void 0 ? [] : [[`@${name}`, spellingOf(name).write(value)]];
	});
	return written.length === 0 ? void 0 : Object.fromEntries(written);
}
/** @returns undefined if a value is none. @throws ApplianceError code `bad-network` */
function readWishes(element) {
	const wishes = {};
	for (const name of names) {
		const written = attribute(element, name);
		if (written === void 0) continue;
		const value = spellingOf(name).read(written);
		if (value === void 0) return void 0;
		wishes[name] = value;
	}
	return wishes;
}
/** Those that are asked now win over those of before. */
function mergeWishes(before, now) {
	const asked = Object.entries(now).filter(([, value]) => value !== void 0);
	return {
		...before,
		...Object.fromEntries(asked)
	};
}

export { connectCards as a, wishAttributes as i, readWishes as n, parseNetwork as o, virtTypes as r, buses as s, mergeWishes as t };