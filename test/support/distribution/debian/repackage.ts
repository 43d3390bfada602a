import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { type Change, nobodysFiles } from '../content/change.ts';
import { type Architecture, joinDependencies, type RpmPackage } from '../rpm/package.ts';
import { listTree, writeEntries } from '../rpm/tree.ts';
import { dependenciesOf, type UnpackedPackage } from './convert.ts';
import type { Names } from './relations.ts';
import { rpmVersion } from './version.ts';

const architectures: Readonly<Record<string, Architecture>> = { amd64: 'x86_64', all: 'noarch' };

/** Makes an unpacked Debian package one of the distribution; its tree is changed in place. */
export async function repackage(unpacked: UnpackedPackage, names: Names, change: Change): Promise<RpmPackage> {
  const { tree, control, configuration } = unpacked;
  await changeFiles(tree, change);
  const { epoch, version, release = '1' } = rpmVersion(control.field('Version') ?? '');
  const converted = Object.entries(dependenciesOf(unpacked, names)).map(([tag, words]) => [
    tag,
    (words as string[]).filter((word) => change.drops?.test(word) !== true),
  ]);
  const there = new Set(
    listTree(tree)
      .filter(({ directory }) => !directory)
      .map((file) => file.path),
  );
  return {
    name: names.rename(unpacked.name),
    epoch,
    version,
    release,
    architecture: architectures[control.field('Architecture') ?? ''] ?? 'x86_64',
    summary: control.field('Description') ?? unpacked.name,
    dependencies: joinDependencies(Object.fromEntries(converted), change.dependencies ?? {}),
    scriptlets: change.scriptlets ?? {},
    tree,
    attributes: change.attributes ?? {},
    configuration: new Set([...configuration, ...(change.configuration ?? [])].filter((file) => there.has(file))),
  };
}

async function changeFiles(tree: string, { copies = [], moves = [], removes, adds = {} }: Change): Promise<void> {
  const place = (file: string) => path.join(tree, file);
  const files = () => listTree(tree).filter(({ directory }) => !directory);
  for (const file of files().map((found) => found.path)) {
    if (nobodysFiles.test(file) || removes?.test(file) === true) await fs.rm(place(file));
  }
  for (const [steps, take] of [
    [copies, fs.copyFile],
    [moves, fs.rename],
  ] as const) {
    for (const [pattern, replacement] of steps) {
      for (const { path: file } of files().filter((found) => pattern.test(found.path))) {
        const to = place(file.replace(pattern, replacement));
        await fs.mkdir(path.dirname(to), { recursive: true });
        await take(place(file), to);
      }
    }
  }
  await removeEmptied(tree, tree, moves.length > 0 || removes !== undefined);
  writeEntries(tree, adds);
}

/** Folders of nobody, and those that moving left empty; Debian ships empty folders that programs need. */
async function removeEmptied(tree: string, folder: string, moved: boolean): Promise<void> {
  for (const entry of await fs.readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmptied(tree, path.join(folder, entry.name), moved);
  }
  const inside = `/${path.relative(tree, folder)}`;
  const mayGo = nobodysFiles.test(`${inside}/`) || (moved && /^\/(?:boot|usr|etc)\//.test(inside));
  if (mayGo && (await fs.readdir(folder)).length === 0) await fs.rmdir(folder);
}
