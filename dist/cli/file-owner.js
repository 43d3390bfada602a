import * as path from "node:path";
import * as fs from "node:fs/promises";

// src/host/files/file-owner.ts
/** Gives a file away; of a link, the link. Does nothing without an owner. */
async function giveTo(owner, file) {
	if (owner !== void 0) await fs.lchown(file, owner.uid, owner.gid);
}
/** Gives a folder away with its files, the folder last: until then nobody else can change what is in it. */
async function giveFolderTo(owner, folder) {
	if (owner === void 0) return;
	for (const name of await fs.readdir(folder)) await giveTo(owner, path.join(folder, name));
	await giveTo(owner, folder);
}
/** Makes a folder and those above it that are missing, all of which are given away. */
async function makeFolderFor(owner, folder) {
	const first = await fs.mkdir(folder, { recursive: true });
	if (first === void 0) return;
	for (let made = folder; made.length >= first.length; made = path.dirname(made)) await giveTo(owner, made);
}

export { giveTo as n, makeFolderFor as r, giveFolderTo as t };