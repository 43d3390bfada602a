import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import pLimit from 'p-limit';
import type { Runner } from '../../../src/host/program/run.ts';
import { Scope } from '../../../src/host/scope.ts';
import { changeOf } from './content/changes.ts';
import { debianPackages, droppedPackages, kernelVersionOf, trialName } from './content/debian-packages.ts';
import { compsXml } from './content/groups.ts';
import { brokenPackages, databasePackages, madeUpPackages, updatedPackages } from './content/made-up.ts';
import { databaseStreams, modulesYaml } from './content/modules.ts';
import { type OwnPackage, ownPackages } from './content/own-packages.ts';
import { products } from './content/products.ts';
import { type DebianPackage, download, type EmptyMachine } from './debian/closure.ts';
import { knownNames, unpack } from './debian/convert.ts';
import type { Names } from './debian/relations.ts';
import { repackage } from './debian/repackage.ts';
import { buildPackage } from './rpm/build.ts';
import { layOut } from './rpm/own.ts';
import type { RpmPackage } from './rpm/package.ts';
import { makeSigningKey } from './rpm/sign.ts';
import { makeProducts } from './workshop.ts';

export const repositoryNames = ['base', 'updates', 'unsigned', 'badsig', 'badsum'] as const;
export type RepositoryName = (typeof repositoryNames)[number];

/** What tests must know besides the repositories. */
export interface Facts {
  /** As `uname -r` tells it. */
  readonly kernelVersion: string;
}

const keyFile = 'RPM-GPG-KEY-trial';
const atOnce = pLimit(2);

/**
 * Makes the repositories.
 *
 * @param scratch an existing folder, left full
 * @param target an existing, empty folder
 */
export async function makeDistribution(
  machine: EmptyMachine,
  chosen: readonly DebianPackage[],
  scratch: string,
  target: string,
): Promise<Facts> {
  const { runner } = machine;
  await using scope = new Scope();
  const key = scope.use(await makeSigningKey(runner, 'Trial Linux'));
  const stranger = scope.use(await makeSigningKey(runner, 'Somebody else'));
  await fs.writeFile(path.join(target, keyFile), key.publicKey);
  const folder = async (name: RepositoryName) => {
    await fs.mkdir(path.join(target, name), { recursive: true });
    return path.join(target, name);
  };
  const build = async (name: RepositoryName, packages: readonly RpmPackage[]) => {
    const output = await folder(name);
    return await Promise.all(packages.map((rpm) => atOnce(() => buildPackage(runner, rpm, scratch, output))));
  };
  const buildOwn = async (name: RepositoryName, packages: readonly OwnPackage[]) =>
    await build(name, await Promise.all(packages.map((own) => layOut(own, scratch))));

  const converted = await convertAll(machine, chosen, scratch);
  const plain = converted.filter(({ name }) => !products.some((product) => product.package.name === name));
  const databases = databaseStreams.flatMap((stream) => databasePackages(stream));
  const finish = async () => await build('base', await makeProducts(runner, converted, scratch));
  const base = [
    ...(await Promise.all([finish(), build('base', plain)])).flat(),
    ...(await buildOwn('base', [...ownPackages(key.publicKey), ...madeUpPackages, ...databases])),
  ];
  const updates = [
    ...(await build('updates', converted.filter(({ name }) => name === 'less').map(newer))),
    ...(await buildOwn('updates', updatedPackages)),
  ];
  const [strangers = '', altered = ''] = await buildOwn('badsig', brokenPackages.badsig);
  const badsum = await buildOwn('badsum', brokenPackages.badsum);
  await buildOwn('unsigned', brokenPackages.unsigned);

  await key.sign([...base, ...updates, altered, ...badsum]);
  await stranger.sign([strangers]);
  await spoil(altered);
  for (const name of repositoryNames) await describe(runner, await folder(name), scratch);
  for (const file of badsum) await spoil(file);
  const kernelVersion = chosen.map(({ name }) => kernelVersionOf(name)).find((version) => version !== undefined);
  return { kernelVersion: kernelVersion ?? '' };
}

async function convertAll(
  machine: EmptyMachine,
  chosen: readonly DebianPackage[],
  scratch: string,
): Promise<RpmPackage[]> {
  const files = await download(machine, chosen);
  const unpacked = await Promise.all(files.map((file) => atOnce(() => unpack(machine.runner, file, scratch))));
  const [known, dropped] = [knownNames(unpacked), new Set<string>(droppedPackages)];
  const packaged = new Set(unpacked.map(({ name }) => name));
  const names: Names = {
    rename: trialName,
    packaged: (name) => packaged.has(name),
    known: (name) => known.has(name),
    dropped: (name) => dropped.has(name),
  };
  return await Promise.all(unpacked.map((one) => repackage(one, names, changeOf(one.name))));
}

const newer = (rpm: RpmPackage): RpmPackage => ({ ...rpm, release: `${rpm.release}.trial1` });

/** Turns a byte near the end of the payload round. */
async function spoil(file: string): Promise<void> {
  const content = await fs.readFile(file);
  const place = content.length - 20;
  content[place] = (content[place] ?? 0) ^ 0xff;
  await fs.writeFile(file, content);
}

/** createrepo_c(8), with the groups and modules in `base`. */
async function describe(runner: Runner, directory: string, scratch: string): Promise<void> {
  const isBase = path.basename(directory) === 'base';
  const comps = path.join(scratch, 'comps.xml');
  await fs.writeFile(comps, compsXml);
  await runner.run('createrepo_c', ['--quiet', ...(isBase ? ['--groupfile', comps] : []), directory], {
    failure: 'cannot describe a repository',
  });
  if (!isBase) return;
  const modules = path.join(scratch, 'modules.yaml');
  const streams = databaseStreams.map((stream) => [stream, databasePackages(stream).map(nevra)] as const);
  await fs.writeFile(modules, modulesYaml(Object.fromEntries(streams)));
  await runner.run('modifyrepo_c', ['--mdtype=modules', modules, path.join(directory, 'repodata')]);
}

const nevra = ({ name, version, release = '1', architecture = 'noarch' }: OwnPackage) =>
  `${name}-0:${version}-${release}.${architecture}`;

/** What apt is asked for, and what it may take for installed. */
export const wishes = { asked: debianPackages, standIns: droppedPackages } as const;
