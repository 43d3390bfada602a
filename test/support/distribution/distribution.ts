// Trial Linux: a small, signed RPM distribution, made of the Debian packages that this machine's apt offers.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { toolEnvironment } from '../../../src/cli/host/environment.ts';
import {
  findTools,
  installPackages,
  packageFamily,
  packagesFor,
  requireTools,
} from '../../../src/host/program/doctor.ts';
import { createRunner, type Runner } from '../../../src/host/program/run.ts';
import { sanePath } from '../../../src/host/root/mount.ts';
import { sharedCache } from '../run-cli.ts';
import { closureOf, type DebianPackage } from './debian/closure.ts';
import { type Facts, makeDistribution, type RepositoryName, repositoryNames, wishes } from './make.ts';

/** All paths are absolute. */
export interface Distribution extends Facts {
  /** Holds the repositories, each in a folder of its name. */
  readonly directory: string;
  /** The public key that signs the good packages. */
  readonly key: string;
  /** `base`; `updates` with newer versions; and those that must be refused: `unsigned`, `badsig`, `badsum`. */
  readonly repositories: Readonly<Record<RepositoryName, string>>;
}

const home = path.join(sharedCache, 'distribution');
const sources = import.meta.dirname;
/** More than one, since two checkouts may share the cache. */
const kept = 3;
/** Variable of the environment: a folder that another machine's `testDistribution` told, to be used as it is. */
export const givenDistribution = 'APPLIANCE_TEST_DISTRIBUTION';

/**
 * The test distribution; made if it is not there, or if the generator or Debian's packages have changed. Takes
 * minutes then, and needs root, the network and the tools of `rpm-repository`, which it installs.
 *
 * @param log takes the output of the tools
 */
export async function testDistribution(log: (line: string) => void = () => undefined): Promise<Distribution> {
  const given = process.env[givenDistribution];
  if (given !== undefined) return describe(given, JSON.parse(await fs.readFile(path.join(given, factsFile), 'utf8')));
  await fs.mkdir(home, { recursive: true });
  const scratch = await fs.mkdtemp(path.join(home, '.work-'));
  const controller = new AbortController();
  try {
    const environment = { variables: process.env, stdout: process.stdout, stderr: process.stderr, isRoot: true };
    const env = { ...toolEnvironment(environment, scratch), HOME: scratch };
    const runner = createRunner({ signal: controller.signal, log, env });
    const machine = { runner, scratch, archives: path.join(sharedCache, 'distribution-debs') };
    const chosen = await closureOf(machine, wishes.asked, wishes.standIns);
    const directory = path.join(home, keyOf(chosen));
    const facts = await readFacts(directory);
    if (facts !== undefined) return describe(directory, facts);
    await installTools(runner);
    const target = path.join(scratch, 'target');
    await fs.mkdir(target);
    const made = await makeDistribution(machine, chosen, scratch, target);
    await fs.writeFile(path.join(target, factsFile), JSON.stringify(made));
    // Somebody else may have been faster.
    await fs.rename(target, directory).catch(async (error) => {
      if ((await readFacts(directory)) === undefined) throw error;
    });
    await prune();
    return describe(directory, made);
  } finally {
    // After a failure others may still be at work.
    controller.abort();
    await fs.rm(scratch, { recursive: true, force: true, maxRetries: 10 });
  }
}

const factsFile = 'facts.json';

async function readFacts(directory: string): Promise<Facts | undefined> {
  const text = await fs.readFile(path.join(directory, factsFile), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

function describe(directory: string, facts: Facts): Distribution {
  const repositories = Object.fromEntries(repositoryNames.map((name) => [name, path.join(directory, name)]));
  return {
    directory,
    key: path.join(directory, 'RPM-GPG-KEY-trial'),
    repositories: repositories as Distribution['repositories'],
    ...facts,
  };
}

/** Of the generator's sources and the versions of what it packs. */
function keyOf(chosen: readonly DebianPackage[]): string {
  const hash = createHash('sha256');
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const file of files.sort()) hash.update(`${file}\n${readFileSync(path.join(sources, file), 'utf8')}\n`);
  for (const { name, version, architecture } of chosen) hash.update(`${name} ${version} ${architecture}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** The same way as `doctor --install`. */
async function installTools(runner: Runner): Promise<void> {
  const look = () => findTools(runner, new Set(['rpm-repository']), sanePath, false);
  const missing = (await look()).filter((finding) => finding.path === undefined);
  const family = await packageFamily();
  if (missing.length > 0 && family !== undefined) await installPackages(runner, packagesFor(missing, family), family);
  requireTools(await look(), family);
}

async function prune(): Promise<void> {
  const names = (await fs.readdir(home)).filter((name) => !name.startsWith('.'));
  const times = await Promise.all(
    names.map(async (name) => ({ name, time: (await fs.stat(path.join(home, name))).mtimeMs })),
  );
  for (const { name } of times.sort((a, b) => b.time - a.time).slice(kept)) {
    await fs.rm(path.join(home, name), { recursive: true, force: true });
  }
}
