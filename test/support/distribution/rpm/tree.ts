import { chmodSync, lstatSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { TreeFile } from './file-list.ts';

/** What lies at a path: the text of a file, or more of it. */
export type Entry =
  | string
  | { readonly text: string | Uint8Array; readonly mode?: number }
  | { readonly link: string }
  | { readonly directory: number };

/** By path in the guest. */
export type Entries = Readonly<Record<string, Entry>>;

/** Puts files into a tree, whatever was there. */
export function writeEntries(tree: string, entries: Entries): void {
  for (const [file, entry] of Object.entries(entries)) {
    const place = path.join(tree, file);
    mkdirSync(path.dirname(place), { recursive: true });
    if (typeof entry === 'string') writeFileSync(place, entry, { mode: 0o644 });
    else if ('text' in entry) {
      writeFileSync(place, entry.text);
      chmodSync(place, entry.mode ?? 0o644);
    } else if ('link' in entry) {
      rmSync(place, { recursive: true, force: true });
      symlinkSync(entry.link, place);
    } else {
      mkdirSync(place, { recursive: true });
      chmodSync(place, entry.directory);
    }
  }
}

/** Everything in a tree, folders before what is in them. */
export function listTree(tree: string): TreeFile[] {
  const visit = (folder: string): TreeFile[] =>
    readdirSync(path.join(tree, folder))
      .sort()
      .flatMap((name) => {
        const file = path.join(folder, name);
        const status = lstatSync(path.join(tree, file));
        const found = { path: file, directory: status.isDirectory(), uid: status.uid, gid: status.gid };
        return found.directory ? [found, ...visit(file)] : [found];
      });
  return visit('/');
}
