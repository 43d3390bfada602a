import { ApplianceError } from '../../errors.ts';
import type { Document, RepoCommand, UrlCommand } from '../../kickstart/document.ts';
import type { Report } from '../../kickstart/options/options.ts';
import { commandsNamed, lastCommand } from '../../kickstart/select.ts';
import type { RepositoryAccess, RepositorySpec } from '../appliance.ts';

/**
 * The repositories of the url and repo lines and of --repo, which replaces one of the same name.
 *
 * @param given the values of --repo, each `NAME=URL`
 */
export function repositoriesOf(document: Document, given: readonly string[], report: Report): RepositorySpec[] {
  const url = lastCommand(document, 'url');
  const lines = [
    ...(url === undefined ? [] : fromLine('url', url.url, url)),
    ...commandsNamed(document, 'repo').flatMap((line) =>
      fromLine(line.repo, line.baseUrl, line).map((repository) => ({ ...repository, ...wishesOf(line) })),
    ),
  ];
  const options = given.flatMap((text) => fromOption(text, report));
  const all = [...lines.filter(({ name }) => !options.some((option) => option.name === name)), ...options];
  reportConflicts(all, report);
  return all;
}

function fromLine(name: string, url: string | undefined, line: UrlCommand | RepoCommand): RepositorySpec[] {
  const address = url ?? line.mirrorList;
  if (address === undefined) return [];
  return [
    {
      name,
      url: address,
      position: line.position,
      ...(url === undefined ? { list: 'mirrorlist' as const } : {}),
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

function fromOption(text: string, report: Report): RepositorySpec[] {
  const [, name, url] = /^([\w.+-]+)=(\S.*)$/.exec(text) ?? [];
  if (name !== undefined && url !== undefined) return [{ name, url, position: undefined }];
  report(
    new ApplianceError({
      kind: 'input',
      code: 'bad-option',
      message: `--repo: "${text}" is not NAME=URL`,
      hint: '--repo main="http://HOST/debian bookworm main"',
    }),
  );
  return [];
}

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
      report(
        new ApplianceError({
          kind: 'input',
          code: 'conflicting-options',
          message: `${optionNames[differing]} is not the same for ${before.name} and ${name}, both on ${host}: apt has one such setting for a host`,
          position,
          hint: 'give both lines the same options',
        }),
      );
    }
  }
}
