import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../../../src/host/program/run.ts';
import { parseStanzas, type Stanza } from '../../../../src/install/apt/stanzas.ts';
import type { Dependencies } from '../rpm/package.ts';
import { listTree } from '../rpm/tree.ts';
import { mergedLink, mergedPath } from './merged-paths.ts';
import { convertConflicts, convertDependencies, convertProvides, type Names, parseRelations } from './relations.ts';

/** A Debian package, unpacked. */
export interface UnpackedPackage {
  readonly name: string;
  readonly control: Stanza;
  /** Its files, merged below /usr. */
  readonly tree: string;
  /** Paths of conffiles that are there, merged below /usr. */
  readonly configuration: ReadonlySet<string>;
}

/** Unpacks a package into an own folder of `directory`. */
export async function unpack(runner: Runner, file: string, directory: string): Promise<UnpackedPackage> {
  const tree = path.join(directory, path.basename(file, '.deb'));
  await runner.run('dpkg-deb', ['--raw-extract', file, tree]);
  const scripts = path.join(tree, 'DEBIAN');
  const [control] = parseStanzas(await fs.readFile(path.join(scripts, 'control'), 'utf8'));
  if (control === undefined) throw new Error(`${file} has no control file`);
  const conffiles = await fs.readFile(path.join(scripts, 'conffiles'), 'utf8').catch(() => '');
  await fs.rm(scripts, { recursive: true });
  await mergeTree(tree);
  const paths = conffiles.split('\n').filter((line) => line.startsWith('/'));
  return { name: control.field('Package') ?? '', control, tree, configuration: new Set(paths.map(mergedPath)) };
}

async function mergeTree(tree: string): Promise<void> {
  const place = (file: string) => path.join(tree, file);
  for (const { path: file, directory } of listTree(tree)) {
    const to = mergedPath(file);
    if (directory) {
      if (to !== file) await fs.mkdir(place(to), { recursive: true });
      continue;
    }
    const target = await fs.readlink(place(file)).catch(() => undefined);
    if (target !== undefined && mergedLink(file, target) !== target) {
      await fs.rm(place(file));
      await fs.symlink(mergedLink(file, target), place(file));
    }
    // A link that only makes up for the two places of one file.
    if (target !== undefined && mergedPath(path.resolve(path.dirname(file), target)) === to) await fs.rm(place(file));
    else if (to !== file) await fs.rename(place(file), place(to));
  }
  for (const { path: folder, directory } of listTree(tree)) {
    if (directory && mergedPath(folder) !== folder) await fs.rm(place(folder), { recursive: true, force: true });
  }
}

/** Every name that the packages go by among Debian's. */
export function knownNames(packages: readonly UnpackedPackage[]): Set<string> {
  const provided = packages.flatMap(({ control }) => parseRelations(control.field('Provides') ?? '').flat());
  return new Set([...packages.map(({ name }) => name), ...provided.map(({ name }) => name)]);
}

/** What the fields of the control file say, in RPM's words. @throws Error if something needed is not there */
export function dependenciesOf({ name, control }: UnpackedPackage, names: Names): Dependencies {
  const field = (title: string) => control.field(title) ?? '';
  const provides = convertProvides(field('Provides'), names);
  const own = new Set([names.rename(name), ...provides.map((word) => word.split(' ')[0] ?? '')]);
  return {
    Requires: convertDependencies(field('Depends'), names, true),
    'Requires(pre)': convertDependencies(field('Pre-Depends'), names, true),
    Provides: provides,
    Conflicts: ['Conflicts', 'Breaks'].flatMap((title) => convertConflicts(field(title), names, own)),
    Recommends: convertDependencies(field('Recommends'), names, false),
    Suggests: convertDependencies(field('Suggests'), names, false),
  };
}
