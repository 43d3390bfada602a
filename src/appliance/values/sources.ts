import type { RepoCommand, UrlCommand } from '../../kickstart/document.ts';
import type { Backend } from '../appliance.ts';
import { type Checks, type Problem, problem, range } from './problem.ts';

/** Ways to a proxy, by backend; without one it is http. */
const proxyPatterns: Readonly<Record<Backend, RegExp>> = {
  /** apt-transport-http(1) */
  apt: /^(?:(?:https?|socks5h):\/\/)?[^\s"/]+\/?$/,
  /** dnf.conf(5), "proxy" */
  dnf: /^(?:(?:https?|ftp|socks(?:4a?|5h?)):\/\/)?[^\s"/]+\/?$/,
};
const filePattern = /^(?:file:\/\/)?\/[^"]+$/;
/** Names of packages with the wildcards of dnf: as Debian policy §5.6.1 has them, and as dnf(8) does. */
const namePatterns: Readonly<Record<Backend, RegExp>> = {
  apt: /^[A-Za-z0-9+._*?[\]-]+$/,
  dnf: /^[A-Za-z0-9+._*?[\]!~^:-]+$/,
};
const largestCost = 1_000_000;

function reach({ mirrorList, ...line }: UrlCommand | RepoCommand, backend: Backend): readonly Problem[] {
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
      line.proxy !== undefined && !proxyPatterns[backend].test(line.proxy),
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
    ...(backend === 'dnf' || mirrorList === undefined ? [] : given).map((option) => ({
      message: `${option} cannot be used with --mirrorlist: apt has such settings for one host, and the list names others`,
      at: option,
      hint: 'name one mirror with its URL',
    })),
  ];
}

/** dnf(8), "Modularity": what a name and a stream may hold. */
const modulePattern = /^[A-Za-z0-9_.+-]+$/;

export const sourcesChecks: Checks = {
  url: reach,
  repo: (line, backend) => [
    ...problem(line.repo === '', 'the name of a repo is empty', '--name'),
    ...reach(line, backend),
    ...range('--cost', line.cost, 0, largestCost),
    ...patterns('--includepkgs', line.includePackages, backend),
    ...patterns('--excludepkgs', line.excludePackages, backend),
  ],
  module: ({ module, stream }) => [
    ...problem(!modulePattern.test(module), `"${module}" cannot be the name of a module`, '--name'),
    ...problem(
      stream !== undefined && !modulePattern.test(stream),
      `"${stream}" cannot be the stream of a module`,
      '--stream',
    ),
  ],
};

const patterns = (option: string, names: readonly string[], backend: Backend): readonly Problem[] =>
  names
    .filter((name) => !namePatterns[backend].test(name))
    .map((name) => ({ message: `${option}: "${name}" is not the name of a package or a pattern`, at: option }));
