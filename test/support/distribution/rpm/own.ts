import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { OwnPackage } from '../content/own-packages.ts';
import type { RpmPackage } from './package.ts';
import { writeEntries } from './tree.ts';

/** Lays out the files of a package that stands in a table. @param scratch an existing folder */
export async function layOut(own: OwnPackage, scratch: string): Promise<RpmPackage> {
  const tree = await fs.mkdtemp(path.join(scratch, 'tree-'));
  await fs.chmod(tree, 0o755);
  writeEntries(tree, own.entries ?? {});
  return {
    name: own.name,
    version: own.version,
    release: own.release ?? '1',
    architecture: own.architecture ?? 'noarch',
    summary: own.summary,
    dependencies: own.dependencies ?? {},
    scriptlets: own.scriptlets ?? {},
    tree,
    attributes: own.attributes ?? {},
    configuration: new Set(own.configuration),
  };
}
