import * as fs from 'node:fs/promises';
import * as path from 'node:path';

/** Whom files are given to when root made them for somebody else: numbers, as names differ between machines. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** Gives a file away; of a link, the link. Does nothing without an owner. */
export async function giveTo(owner: FileOwner | undefined, file: string): Promise<void> {
  if (owner !== undefined) await fs.lchown(file, owner.uid, owner.gid);
}

/** Gives a folder away with its files, the folder last: until then nobody else can change what is in it. */
export async function giveFolderTo(owner: FileOwner | undefined, folder: string): Promise<void> {
  if (owner === undefined) return;
  for (const name of await fs.readdir(folder)) await giveTo(owner, path.join(folder, name));
  await giveTo(owner, folder);
}

/** Makes a folder and those above it that are missing, all of which are given away. */
export async function makeFolderFor(owner: FileOwner | undefined, folder: string): Promise<void> {
  const first = await fs.mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) await giveTo(owner, made);
}
