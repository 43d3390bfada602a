import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from './run.ts';
import { type HostTool, hostTools, type PackageFamily, type ToolUse } from './tools.ts';

export interface ToolFinding {
  readonly tool: HostTool;
  /** Absolute path; undefined: missing. */
  readonly path: string | undefined;
  /** The first line in which the tool tells its version; undefined for files and missing tools. */
  readonly version: string | undefined;
}

/**
 * Looks for the tools that the given uses need.
 *
 * @param searchPath folders to look in, as in PATH
 * @param askVersions run each tool for its version; skipped where only presence matters
 */
export async function findTools(
  runner: Runner,
  uses: ReadonlySet<ToolUse>,
  searchPath: string,
  askVersions: boolean,
): Promise<ToolFinding[]> {
  const wanted = hostTools.filter(({ needs }) => needs.some((use) => uses.has(use)));
  return await Promise.all(
    wanted.map(async (tool) => {
      const found = await findProgram(tool.names, searchPath);
      const version = found !== undefined && askVersions ? await versionOf(runner, found, tool) : undefined;
      return { tool, path: found, version };
    }),
  );
}

/** @returns the absolute path of the first of the names that exists; undefined if none does */
export async function findProgram(names: readonly string[], searchPath: string): Promise<string | undefined> {
  for (const name of names) {
    const places = name.startsWith('/') ? [name] : searchPath.split(':').map((folder) => path.join(folder, name));
    for (const place of places) {
      const exists = await fs.access(place).then(
        () => true,
        () => false,
      );
      if (exists) return place;
    }
  }
  return undefined;
}

async function versionOf(runner: Runner, program: string, tool: HostTool): Promise<string | undefined> {
  if (tool.versionArguments === undefined) return undefined;
  const lines: string[] = [];
  await runner
    .run(program, tool.versionArguments, {
      okCodes: [0, 1],
      logOutput: true,
      onLine: (line) => lines.push(line),
      timeoutSeconds: 10,
    })
    .catch(() => undefined);
  return lines.find((line) => /\d+\.\d+/.test(line))?.trim();
}

/** Reads the family off /etc/os-release (os-release(5)); undefined if it is neither. */
export async function packageFamily(): Promise<PackageFamily | undefined> {
  const text = await fs.readFile('/etc/os-release', 'utf8').catch(() => '');
  const ids = [...text.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) => (match[1] ?? '').split(' '));
  if (ids.includes('debian') || ids.includes('ubuntu')) return 'debian';
  if (ids.includes('fedora') || ids.includes('rhel')) return 'fedora';
  return undefined;
}

/** The packages that bring the missing tools, each once. */
export function packagesFor(missing: readonly ToolFinding[], family: PackageFamily): string[] {
  return [...new Set(missing.map(({ tool }) => tool.packages[family]))].sort();
}

interface Installer {
  /** Commands in order; the packages are added to the last one. */
  readonly commands: readonly (readonly [string, ...string[]])[];
  readonly env: Readonly<Record<string, string>>;
}

const installers: Readonly<Record<PackageFamily, Installer>> = {
  debian: {
    commands: [
      ['apt-get', '-q', 'update'],
      ['apt-get', '-q', '-y', '--no-install-recommends', 'install', '--'],
    ],
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  },
  fedora: { commands: [['dnf', '-y', '--setopt=install_weak_deps=False', 'install', '--']], env: {} },
};

/** The command a user would type. */
export function installCommand(packages: readonly string[], family: PackageFamily): string {
  return family === 'debian' ? `apt-get install ${packages.join(' ')}` : `dnf install ${packages.join(' ')}`;
}

/**
 * Installs packages with the distribution's package manager.
 *
 * @throws ApplianceError with the package manager's last output
 */
export async function installPackages(
  runner: Runner,
  packages: readonly string[],
  family: PackageFamily,
): Promise<void> {
  const { commands, env } = installers[family];
  for (const [index, [program, ...words]] of commands.entries()) {
    const isLast = index === commands.length - 1;
    await runner.run(program, [...words, ...(isLast ? packages : [])], {
      env,
      logOutput: true,
      failure: 'cannot install the missing host tools',
    });
  }
}

/**
 * @throws ApplianceError kind `tool` that lists every missing tool, what it is for and how to get it
 */
export function requireTools(findings: readonly ToolFinding[], family: PackageFamily | undefined): void {
  const missing = findings.filter(({ path: found }) => found === undefined);
  if (missing.length === 0) return;
  throw new ApplianceError({
    kind: 'tool',
    code: 'tool-missing',
    message: `${missing.length} host tool${missing.length === 1 ? ' is' : 's are'} missing`,
    detail: missing.map(({ tool }) => `${tool.names[0]}: ${tool.purpose}`),
    hint:
      family === undefined
        ? 'install them with your package manager; this distribution is not one of Debian, Ubuntu, Fedora or Enterprise Linux'
        : `add --install-tools, or run: ${installCommand(packagesFor(missing, family), family)}`,
  });
}
