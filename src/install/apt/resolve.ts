import { type Architecture, architectures } from '../../architecture.ts';
import { ApplianceError, ApplianceErrors, type Warning } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import type { PackagePlan, PlannedPackage } from '../../plan/plan.ts';
import { comparePackages, type PackageFile } from '../package-files.ts';
import type { AptDirectories } from './config.ts';
import { parseStanzas, type Stanza, withField } from './stanzas.ts';
import { leftOut, unknownLines, unknownPackageError } from './unknown-packages.ts';
import { type PackageUri, parseUris } from './uris.ts';

/** A resolved package with what the private repository for the installation needs to know. */
export interface AptPackage extends PackageFile {
  /** Its paragraph of the index, with `Filename` pointing into a flat repository. */
  readonly stanza: string;
}

export interface AptResolution {
  readonly packages: readonly AptPackage[];
  readonly notes: readonly string[];
  /** Lines left out: unknown ones under --ignoremissing, and exclusions of what is not there. */
  readonly warnings: readonly Warning[];
}

/** The base of every Debian root: what dpkg can't do without, and what the archive calls required. */
const baseSet = ['?essential', '?priority(required)', 'apt'] as const;

/**
 * Asks apt which packages an empty root needs for the request.
 *
 * @throws ApplianceErrors with the line of each unknown package
 * @throws ApplianceError code `no-packages` if the repositories have none for the architecture
 * @throws ApplianceError code `unmet-dependencies` with apt's explanation
 */
export async function resolvePackages(
  runner: Runner,
  apt: AptDirectories,
  request: PackagePlan,
  arch: Architecture,
): Promise<AptResolution> {
  const known = await packageNames(runner, apt);
  if (known.size === 0) throw noPackages(arch);
  const { chosen, notes } = chooseNames(request.requested, known);
  const warnings: Warning[] = [];
  let named = [...chosen, ...request.excluded.map((line) => ({ line, word: `${line.name}-` }))];
  for (;;) {
    const { uris, complaints, output } = await simulate(
      runner,
      apt,
      named.map(({ word }) => word),
    );
    if (uris !== undefined) {
      const stanzas = await describePackages(runner, apt, uris);
      const packages = uris.map((uri) => resolved(uri, stanzas)).sort(comparePackages);
      return { packages, notes, warnings };
    }
    const lines = unknownLines(request, complaints);
    // To exclude what is not there is no mistake: a kickstart may be for several releases.
    const dropped = lines.filter(
      (line) => (request.options.ignoreMissing && line.position !== undefined) || request.excluded.includes(line),
    );
    const kept = named.filter(({ line }) => !dropped.includes(line));
    if (dropped.length < lines.length || kept.length === named.length) throw explain(known, lines, complaints, output);
    warnings.push(...dropped.map((line) => leftOut(line, known)));
    named = kept;
  }
}

interface Named {
  readonly line: PlannedPackage;
  /** As apt is told it; a `-` at the end excludes. */
  readonly word: string;
}

/** @returns what apt would download; without it, why it can't */
async function simulate(runner: Runner, apt: AptDirectories, words: readonly string[]) {
  const complaints: string[] = [];
  const { exitCode, stdout } = await runner.run(
    'apt-get',
    ['-qq', '-y', '--allow-change-held-packages', '--print-uris', 'install', '--', ...baseSet, ...words],
    {
      env: { APT_CONFIG: apt.configFile },
      okCodes: [0, 100],
      onLine: (line) => complaints.push(line),
    },
  );
  return { uris: exitCode === 0 ? parseUris(stdout) : undefined, complaints, output: stdout };
}

async function packageNames(runner: Runner, apt: AptDirectories): Promise<ReadonlySet<string>> {
  const { stdout } = await runner.run('apt-cache', ['pkgnames'], { env: { APT_CONFIG: apt.configFile } });
  return new Set(stdout.split('\n').filter((name) => name !== ''));
}

function noPackages(arch: Architecture): ApplianceError {
  return new ApplianceError({
    kind: 'input',
    code: 'no-packages',
    message: `the repositories have no package for ${architectures[arch].debian}`,
    hint: 'some distributions have another repository for each architecture: look for theirs, and name it in a url line',
  });
}

/** Picks among the names that distributions give one thing, and drops what is optional and not to be had. */
function chooseNames(
  requested: readonly PlannedPackage[],
  known: ReadonlySet<string>,
): { readonly chosen: Named[]; readonly notes: string[] } {
  const notes: string[] = [];
  const chosen = requested.flatMap((wanted) => {
    const name = [wanted.name, ...(wanted.alternatives ?? [])].find((candidate) => known.has(candidate));
    if (name === undefined && wanted.optional === true) {
      notes.push(`${wanted.name} (${wanted.reason}) is in no repository and was left out`);
      return [];
    }
    return [{ line: wanted, word: name ?? wanted.name }];
  });
  return { chosen, notes };
}

async function describePackages(
  runner: Runner,
  apt: AptDirectories,
  uris: readonly PackageUri[],
): Promise<Map<string, Stanza>> {
  const { stdout } = await runner.run(
    'apt-cache',
    [
      '--no-all-versions',
      'show',
      '--',
      ...uris.map(({ name, arch, version }) => `${name}${arch === 'all' ? '' : `:${arch}`}=${version}`),
    ],
    { env: { APT_CONFIG: apt.configFile } },
  );
  return new Map(parseStanzas(stdout).map((stanza) => [stanza.field('SHA256') ?? '', stanza]));
}

function resolved(uri: PackageUri, stanzas: ReadonlyMap<string, Stanza>): AptPackage {
  const stanza = uri.sha256 === undefined ? undefined : stanzas.get(uri.sha256);
  if (uri.sha256 === undefined || stanza === undefined) {
    throw new ApplianceError({
      kind: 'build',
      code: 'no-checksum',
      message: `the repository lists ${uri.name} ${uri.version} without a SHA-256 checksum, so it can't be verified`,
    });
  }
  return {
    name: uri.name,
    version: uri.version,
    arch: uri.arch,
    sha256: uri.sha256,
    sizeBytes: uri.sizeBytes,
    installedBytes: Number(stanza.field('Installed-Size') ?? 0) * 1024,
    fileName: uri.fileName,
    stanza: withField(stanza, 'Filename', `./${uri.fileName}`),
  };
}

function explain(
  known: ReadonlySet<string>,
  lines: readonly PlannedPackage[],
  complaints: readonly string[],
  output: string,
): Error {
  if (lines.length > 0) return new ApplianceErrors(lines.map((line) => unknownPackageError(line, known)));
  return new ApplianceError({
    kind: 'build',
    code: 'unmet-dependencies',
    message: 'the packages asked for cannot be installed together',
    detail: [...output.split('\n'), ...complaints].filter((line) => line.trim() !== ''),
    hint: 'look for a package that is excluded with "-name" and needed by another, or that comes from a repository not listed',
  });
}
