import type { RepoCommand, UrlCommand } from '../../kickstart/document.ts';
import { type Checks, type Problem, problem, range } from './problem.ts';

/** Ways to a proxy that apt knows (apt-transport-http(1)); without one it is http. */
const proxyPattern = /^(?:(?:https?|socks5h):\/\/)?[^\s"/]+\/?$/;
const filePattern = /^(?:file:\/\/)?\/[^"]+$/;
/** Names of packages (Debian policy §5.6.1) with the wildcards of dnf. */
const namePattern = /^[A-Za-z0-9+._*?[\]-]+$/;
const largestCost = 1_000_000;

function reach({ mirrorList, ...line }: UrlCommand | RepoCommand): readonly Problem[] {
  const files = [
    ['--sslcacert', line.sslCaCert],
    ['--sslclientcert', line.sslClientCert],
    ['--sslclientkey', line.sslClientKey],
  ] as const;
  const given = [
    ...(line.proxy === undefined ? [] : ['--proxy']),
    ...(line.noVerifySsl ? ['--noverifyssl'] : []),
    ...files.flatMap(([option, file]) => (file === undefined ? [] : [option])),
  ];
  return [
    ...problem(
      line.proxy !== undefined && !proxyPattern.test(line.proxy),
      'the proxy is not written as http://HOST:PORT',
      '--proxy',
    ),
    ...files.flatMap(([option, file]) =>
      problem(
        file !== undefined && !filePattern.test(file),
        `${option} needs the absolute path of a file on the machine that builds`,
        option,
      ),
    ),
    ...(mirrorList === undefined ? [] : given).map((option) => ({
      message: `${option} cannot be used with --mirrorlist: apt has such settings for one host, and the list names others`,
      at: option,
      hint: 'name one mirror with its URL',
    })),
  ];
}

export const sourcesChecks: Checks = {
  url: reach,
  repo: (line) => [
    ...problem(line.repo === '', 'the name of a repo is empty', '--name'),
    // Legal: it enables a repository that the installer knows by name.
    ...problem(
      line.baseUrl === undefined && line.mirrorList === undefined,
      `the repo ${line.repo} has no URL, and apt knows no repositories by name`,
      undefined,
      { code: 'refused', hint: 'add --baseurl=URL' },
    ),
    ...reach(line),
    ...range('--cost', line.cost, 0, largestCost),
    ...patterns('--includepkgs', line.includePackages),
    ...patterns('--excludepkgs', line.excludePackages),
  ],
};

const patterns = (option: string, names: readonly string[]): readonly Problem[] =>
  names
    .filter((name) => !namePattern.test(name))
    .map((name) => ({ message: `${option}: "${name}" is not the name of a package or a pattern`, at: option }));
