import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../../src/host/program/run.ts';
import { filesystemEntries } from './content/filesystem.ts';
import { type Product, products } from './content/products.ts';
import type { RpmPackage } from './rpm/package.ts';
import { writeEntries } from './rpm/tree.ts';

/**
 * Makes what Debian's maintainer scripts make after the installation, and RPM packages bring ready-made, with the
 * distribution's own programs in a root of their own.
 *
 * @param packages the distribution's; the trees of those that get a product are changed
 * @param scratch an existing folder
 * @returns the packages that have the products in them
 */
export async function makeProducts(
  runner: Runner,
  packages: readonly RpmPackage[],
  scratch: string,
): Promise<RpmPackage[]> {
  const root = path.join(scratch, 'workshop');
  writeEntries(root, { ...filesystemEntries, '/dev/null': '' });
  const programs = products.flatMap(({ needs }) => needs);
  for (const { tree } of withRequirements(programs, packages)) {
    await runner.run('cp', ['-a', '--link', '--force', `${tree}/.`, root]);
  }
  const finished: RpmPackage[] = [];
  for (const product of products) {
    for (const command of await product.commands(root)) {
      await runner.run('chroot', [root, ...command], {
        failure: `cannot make ${product.package.name}`,
        logOutput: true,
      });
    }
    const existing = packages.find(({ name }) => name === product.package.name);
    finished.push(await finish(product, root, existing, scratch));
  }
  return finished;
}

async function finish(
  { package: own, takes, removes = [] }: Product,
  root: string,
  existing: RpmPackage | undefined,
  scratch: string,
): Promise<RpmPackage> {
  const tree = existing?.tree ?? (await fs.mkdtemp(path.join(scratch, 'tree-')));
  await fs.chmod(tree, 0o755);
  for (const folder of removes) await fs.rm(path.join(tree, folder), { recursive: true });
  for (const file of takes) {
    const to = path.join(tree, file);
    await fs.rm(to, { recursive: true, force: true });
    await fs.mkdir(path.dirname(to), { recursive: true });
    await fs.rename(path.join(root, file), to);
  }
  if (existing !== undefined) return existing;
  return {
    name: own.name,
    version: own.version ?? '1.0',
    release: '1',
    architecture: 'x86_64',
    summary: own.summary ?? own.name,
    dependencies: own.dependencies ?? {},
    scriptlets: {},
    tree,
    attributes: {},
    configuration: new Set(),
  };
}

/** Packages of these names, and all that they need by name. */
function withRequirements(names: readonly string[], packages: readonly RpmPackage[]): Set<RpmPackage> {
  const byName = new Map(packages.map((one) => [one.name, one]));
  const found = new Set<RpmPackage>();
  const visit = (name: string) => {
    const one = byName.get(name);
    if (one === undefined || found.has(one)) return;
    found.add(one);
    const { Requires = [], 'Requires(pre)': before = [] } = one.dependencies;
    for (const word of [...Requires, ...before]) visit(word.replace(/^\(/, '').split(' ')[0] ?? '');
  };
  for (const name of names) visit(name);
  return found;
}
