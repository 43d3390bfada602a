import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Runner } from '../../../../src/host/program/run.ts';

/** A package that apt chose. */
export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
}

/** apt over a machine on which nothing is installed. */
export interface EmptyMachine {
  readonly runner: Runner;
  /** An existing folder for apt's idea of what is installed. */
  readonly scratch: string;
  /** Where downloaded packages stay; made if missing. */
  readonly archives: string;
}

/**
 * The packages asked for and all that they depend on, by the host's own apt sources.
 *
 * @param standIns taken for installed, in a version that satisfies everybody
 */
export async function closureOf(
  machine: EmptyMachine,
  asked: readonly string[],
  standIns: readonly string[],
): Promise<DebianPackage[]> {
  await fs.writeFile(statusFile(machine), standIns.map(standIn).join('\n'));
  const simulate = () => machine.runner.run('apt-get', [...aptOptions(machine), '--simulate', 'install', ...asked]);
  // A fresh machine has no package lists.
  const { stdout } = await simulate().catch(async () => {
    await machine.runner.run('apt-get', ['-q', 'update'], { logOutput: true });
    return await simulate();
  });
  return [...stdout.matchAll(/^Inst (\S+) \((\S+) .*\[(\w+)\]\)/gm)]
    .map(([, name = '', version = '', architecture = '']) => ({
      name: name.replace(/:.*$/, ''),
      version,
      architecture,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Downloads packages with apt, which verifies them, unless they are there. @returns their files, in the order given */
export async function download(machine: EmptyMachine, packages: readonly DebianPackage[]): Promise<string[]> {
  await fs.mkdir(path.join(machine.archives, 'partial'), { recursive: true });
  const exact = packages.map(({ name, version }) => `${name}=${version}`);
  await machine.runner.run('apt-get', [...aptOptions(machine), '--yes', '--download-only', 'install', ...exact], {
    logOutput: true,
    failure: 'cannot download the packages of the test distribution',
  });
  return packages.map(({ name, version, architecture }) =>
    path.join(machine.archives, `${name}_${version.replaceAll(':', '%3a')}_${architecture}.deb`),
  );
}

const statusFile = ({ scratch }: EmptyMachine) => path.join(scratch, 'dpkg-status');

function aptOptions(machine: EmptyMachine): string[] {
  const settings = {
    'Dir::State::status': statusFile(machine),
    'Dir::Cache::archives': machine.archives,
    'APT::Install-Recommends': 'false',
    'APT::Sandbox::User': 'root',
    'Debug::NoLocking': 'true',
  };
  return ['-q', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

function standIn(name: string): string {
  return [
    `Package: ${name}`,
    'Status: install ok installed',
    'Architecture: amd64',
    'Multi-Arch: allowed',
    'Version: 99:9999',
    'Maintainer: nobody <nobody@localhost>',
    'Description: taken for installed',
    '',
  ].join('\n');
}
