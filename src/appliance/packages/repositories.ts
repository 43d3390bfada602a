import type { Document, RepoCommand, UrlCommand } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed, lastCommand } from '../../kickstart/select.ts';
import type { Backend, RepositoryAccess, RepositorySpec } from '../appliance.ts';
import { inputError } from './problems.ts';
import { rpmRepositories } from './rpm-repositories.ts';
import { type AddonRepository, withAddonLines } from './signatures.ts';
import type { Target } from './variables.ts';

export interface RepositorySources extends Target {
  readonly backend: Backend;
  /** The values of --repo, each `NAME=URL`. */
  readonly given: readonly string[];
  readonly addon: readonly AddonRepository[];
}

/** The repositories of the url and repo lines and of --repo, which replaces one of the same name. */
export function repositoriesOf(document: Document, sources: RepositorySources, report: Report): RepositorySpec[] {
  const { backend, given, addon } = sources;
  const url = lastCommand(document, 'url');
  const repos = commandsNamed(document, 'repo');
  const options = given.flatMap((text) => fromOption(text, backend, report));
  const isGiven = (name: string) => options.some((option) => option.name === name);
  const lines = [
    ...(url === undefined ? [] : fromLine('url', url.url, url)),
    ...repos.flatMap((line) =>
      fromLine(line.repo, line.baseUrl, line).map((repository) => ({ ...repository, ...wishesOf(line) })),
    ),
  ].filter(({ name }) => !isGiven(name));
  reportNameless(repos, isGiven, backend, report);
  if (backend === 'dnf' && url !== undefined) reportNamedUrl(repos, report);
  const all = withAddonLines([...lines, ...options], { addon, backend, file: document.file }, report);
  if (backend === 'apt') {
    reportConflicts(all, report);
    return all;
  }
  const places = new Map(
    [url, ...repos].flatMap((line) => {
      const options = line === undefined ? undefined : document.written.get(line)?.options;
      const place = addressOptions.map((option) => options?.[option]).find((one) => one !== undefined);
      return line === undefined || place === undefined ? [] : [[line.position, place] as const];
    }),
  );
  return rpmRepositories(all, sources, ({ position }) => position && (places.get(position) ?? position), report);
}

const addressOptions = ['--url', '--baseurl', '--mirrorlist', '--metalink'] as const;

/** Legal: such a line enables a repository that the installer knows by its name. */
function reportNameless(
  repos: readonly RepoCommand[],
  isGiven: (name: string) => boolean,
  backend: Backend,
  report: Report,
): void {
  for (const { repo, baseUrl, mirrorList, metalink, position } of repos) {
    if ((baseUrl ?? mirrorList ?? metalink) !== undefined || isGiven(repo)) continue;
    const why = { apt: 'apt knows no repositories by name', dnf: "the host's own are never used" }[backend];
    const hint = `add --baseurl=URL, or give --repo ${repo}=URL`;
    report(inputError('refused', `the repo ${repo} has no URL, and ${why}`, position, hint));
  }
}

function reportNamedUrl(repos: readonly RepoCommand[], report: Report): void {
  for (const { repo, position } of repos) {
    if (repo !== 'url') continue;
    const message = "a repo line cannot be called url: that is the name of the url line's repository";
    report(inputError('bad-value', message, position, 'give it another name'));
  }
}

function fromLine(name: string, url: string | undefined, line: UrlCommand | RepoCommand): RepositorySpec[] {
  const address = url ?? line.mirrorList ?? line.metalink;
  if (address === undefined) return [];
  const list = url !== undefined ? undefined : line.mirrorList === undefined ? 'metalink' : 'mirrorlist';
  return [
    {
      name,
      url: address,
      position: line.position,
      ...(list === undefined ? {} : { list }),
      access: {
        proxy: line.proxy,
        noVerifySsl: line.noVerifySsl || undefined,
        sslCaCert: line.sslCaCert,
        sslClientCert: line.sslClientCert,
        sslClientKey: line.sslClientKey,
      },
    },
  ];
}

function wishesOf({ cost, includePackages, excludePackages, install }: RepoCommand): Partial<RepositorySpec> {
  return {
    cost,
    ...(includePackages.length > 0 || excludePackages.length > 0
      ? { packages: { included: includePackages, excluded: excludePackages } }
      : {}),
    ...(install ? {} : { forBuildOnly: true as const }),
  };
}

function fromOption(text: string, backend: Backend, report: Report): RepositorySpec[] {
  const [, name, url] = /^([\w.+-]+)=(\S.*)$/.exec(text) ?? [];
  if (name !== undefined && url !== undefined) return [{ name, url, position: undefined }];
  report(inputError('bad-option', `--repo: "${text}" is not NAME=URL`, undefined, repoHints[backend]));
  return [];
}

const repoHints: Readonly<Record<Backend, string>> = {
  apt: '--repo main="http://HOST/debian bookworm main"',
  dnf: '--repo main=https://HOST/PATH, or main=/PATH for a folder',
};

/** Host name of a repository's address, which may be followed by a suite and components. */
export function hostOf({ url }: Pick<RepositorySpec, 'url'>): string | undefined {
  const [address = ''] = url.trim().split(/\s+/);
  return URL.canParse(address) ? new URL(address).hostname || undefined : undefined;
}

const optionNames: Readonly<Record<keyof RepositoryAccess, string>> = {
  proxy: '--proxy',
  noVerifySsl: '--noverifyssl',
  sslCaCert: '--sslcacert',
  sslClientCert: '--sslclientcert',
  sslClientKey: '--sslclientkey',
};

/** apt knows these settings by host, so two repositories of one host cannot differ in them. */
function reportConflicts(repositories: readonly RepositorySpec[], report: Report): void {
  for (const [index, { name, url, access = {}, position }] of repositories.entries()) {
    for (const before of repositories.slice(0, index)) {
      const host = hostOf({ url });
      if (host === undefined || hostOf(before) !== host) continue;
      const keys = Object.keys(optionNames) as (keyof RepositoryAccess)[];
      const differing = keys.find((key) => access[key] !== before.access?.[key]);
      if (differing === undefined) continue;
      const message = `${optionNames[differing]} is not the same for ${before.name} and ${name}, both on ${host}: apt has one such setting for a host`;
      report(inputError('conflicting-options', message, position, 'give both lines the same options'));
    }
  }
}
