import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { RepositorySpec } from '../../appliance/appliance.ts';
import type { Architecture } from '../../architecture.ts';
import type { ContentStore } from '../../cache/content-store.ts';
import type { KeptFolders } from '../../cache/kept-folder.ts';
import { ApplianceError } from '../../errors.ts';
import type { Runner } from '../../host/program/run.ts';
import { type InstallOptions, installOptionsOf } from '../../plan/install-options.ts';
import { requireAccessFiles } from '../access-files.ts';
import type { Backend } from '../backend.ts';
import { accessSettings } from './access.ts';
import { architectureSettings } from './architecture.ts';
import { aptConfigText, aptDirectories } from './config.ts';
import { installWithMmdebstrap } from './debootstrap.ts';
import { fetchPackages } from './fetch.ts';
import { filterLists } from './filter-lists.ts';
import { finishGuestApt } from './guest.ts';
import { newestPackage } from './package-times.ts';
import { describeFilters } from './path-filters.ts';
import { type AptPackage, resolvePackages } from './resolve.ts';
import { type SourceFile, sourcesOfRepositories, withoutCredentials } from './sources.ts';
import { updateLists } from './update.ts';

export interface AptSettings {
  readonly runner: Runner;
  /** An empty directory that lives as long as the build. */
  readonly scratch: string;
  readonly packageStore: ContentStore;
  readonly listsCache: KeptFolders;
  /** Empty: the host's own apt sources. */
  readonly repositories: readonly RepositorySpec[];
  /** Suite of repositories that name none, such as `bookworm`; undefined: the host's. */
  readonly release: string | undefined;
  readonly arch: Architecture;
}

/** The backend of Debian and its derivatives. */
export function aptBackend(settings: AptSettings): Backend {
  const { runner, packageStore, repositories } = settings;
  const apt = aptDirectories(path.join(settings.scratch, 'apt'));
  let sources: readonly SourceFile[] = [];
  let resolvedPackages: readonly AptPackage[] = [];
  let options: InstallOptions = installOptionsOf(undefined);

  return {
    name: 'apt',
    layerVersion: '3',
    async resolve(request) {
      const suite = repositories.length > 0 ? await suiteOf(settings) : '';
      sources = repositories.length > 0 ? sourcesOfRepositories(repositories, suite) : await hostSources();
      await requireAccessFiles(repositories);
      await prepare(request.options);
      // Names of the cache may be seen by many; from a digest with a password in it that could be guessed.
      const texts = sources.map(({ name, text }) => ({ name, text: withoutCredentials(text) }));
      const key = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 32);
      const cached = { folders: settings.listsCache, key };
      const notes = await updateLists(runner, apt, cached, request.options.retries);
      await filterLists(runner, apt, repositories, suite);
      const resolution = await resolvePackages(runner, apt, request, settings.arch);
      resolvedPackages = resolution.packages;
      options = request.options;
      return {
        packages: resolvedPackages,
        variations: describeFilters(options),
        notes: [...notes, ...resolution.notes],
        warnings: resolution.warnings,
      };
    },
    fetch: () => fetchPackages(runner, apt, packageStore, resolvedPackages, options.retries),
    async install(_resolution, root) {
      const newestSeconds = await newestPackage(apt, resolvedPackages);
      await installWithMmdebstrap(runner, apt, resolvedPackages, root, {
        ...options,
        arch: settings.arch,
        epochSeconds: newestSeconds,
      });
      return { warnings: [], newestSeconds };
    },
    finish: (request, resolution, root) => finishGuestApt(root, sources, request, resolution.packages),
  };

  async function prepare(options: InstallOptions): Promise<void> {
    for (const folder of [
      apt.trustedParts,
      apt.sourceParts,
      path.join(apt.base, 'state'),
      path.join(apt.base, 'cache'),
      path.join(apt.base, 'log'),
    ]) {
      await fs.mkdir(folder, { recursive: true });
    }
    await fs.writeFile(apt.status, '');
    for (const key of await hostKeys()) await fs.copyFile(key, path.join(apt.trustedParts, path.basename(key)));
    for (const [index, source] of sources.entries()) {
      // apt reads them in the order of their names.
      const ordered = `${String(index).padStart(3, '0')}-${source.name}`;
      const place = source.name === 'sources.list' ? apt.sourceList : path.join(apt.sourceParts, ordered);
      await fs.writeFile(place, source.text, { mode: 0o600 });
    }
    const { stdout } = await runner.run('apt-config', ['dump']);
    const text = aptConfigText(apt, stdout, options, [
      ...architectureSettings(settings.arch),
      ...accessSettings(repositories),
    ]);
    await fs.writeFile(apt.configFile, text, { mode: 0o600 });
  }
}

async function suiteOf(settings: AptSettings): Promise<string> {
  if (settings.release !== undefined) return settings.release;
  const osRelease = await fs.readFile('/etc/os-release', 'utf8').catch(() => '');
  const codename = /^VERSION_CODENAME=(\S+)$/m.exec(osRelease)?.[1];
  if (codename !== undefined) return codename;
  throw new ApplianceError({
    kind: 'input',
    code: 'no-release',
    message: 'the repository names no suite, and this host has no code name to take instead',
    position: settings.repositories[0]?.position,
    hint: 'add --releasever NAME, or write the suite after the URL: "http://HOST/debian bookworm main"',
  });
}

/** @throws ApplianceError code `no-repository` */
async function hostSources(): Promise<SourceFile[]> {
  const parts = (await fs.readdir('/etc/apt/sources.list.d').catch(() => []))
    .filter((name) => /^[\w.-]+\.(?:list|sources)$/.test(name))
    .sort();
  const files = ['/etc/apt/sources.list', ...parts.map((name) => `/etc/apt/sources.list.d/${name}`)];
  const found: SourceFile[] = [];
  for (const file of files) {
    const text = await fs.readFile(file, 'utf8').catch(() => '');
    if (/^\s*(?:deb\s|types:.*\bdeb\b)/im.test(text)) found.push({ name: path.basename(file), text });
  }
  if (found.length > 0) return found;
  throw new ApplianceError({
    kind: 'input',
    code: 'no-repository',
    message: 'the kickstart names no repository and this host has no apt sources to take instead',
    hint: 'add a line such as: url --url="http://HOST/debian bookworm main", or --repo NAME=URL',
  });
}

/** The archive keys this host trusts; `Signed-By` in a source names its own besides. */
async function hostKeys(): Promise<string[]> {
  const folders: readonly (readonly [string, RegExp])[] = [
    ['/etc/apt/trusted.gpg.d', /\.(?:gpg|asc)$/],
    ['/usr/share/keyrings', /-archive-keyring\.gpg$/],
  ];
  const found: string[] = [];
  for (const [folder, pattern] of folders) {
    const names = await fs.readdir(folder).catch(() => []);
    found.push(...names.filter((name) => pattern.test(name)).map((name) => path.join(folder, name)));
  }
  return found;
}
