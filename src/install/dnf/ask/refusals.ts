import type { RepositorySpec } from '../../../appliance/appliance.ts';
import { ApplianceError } from '../../../errors.ts';
import type { PackagePlan } from '../../../plan/plan.ts';
import type { Refusal } from '../program.ts';

/** What curl says when nobody answers, as against an answer that is wrong: then the cache may serve. */
const unreachable =
  /Could(?:n't| not) (?:connect|resolve)|(?:Connection|Operation) timed out|Timeout was reached|Operation too slow|Connection refused|No route to host|Network is unreachable/i;

interface Trouble {
  readonly words: RegExp;
  readonly what: string;
  readonly hint: string;
}

const metalink: Trouble = {
  words: /metalink/i,
  what: 'its metalink does not lead to usable metadata',
  hint: 'a metalink names the checksums of the metadata: an expired one no longer fits what the mirrors have. Try again later, or give the address of a mirror with --baseurl or --repo NAME=URL',
};
const checksums: Trouble = {
  words: /checksum|digest/i,
  what: 'its files do not fit the checksums in its metadata',
  hint: 'the repository is being changed right now, or a proxy before it serves old files; try again',
};

/** What is wrong with a repository, by the words that dnf, librepo and curl have for it. The first that fits is told. */
const troubles: readonly Trouble[] = [
  metalink,
  {
    words: /Status code: 404|HTTP\S* \S*404/i,
    what: 'there is no repository at its address',
    hint: 'the address must be that of the folder that holds repodata/',
  },
  {
    words: /Status code: (?:401|403|407)/i,
    what: 'its server does not let this machine in',
    hint: 'check the client certificate, the proxy or the user name and password in the address',
  },
  checksums,
  {
    words:
      /pars(?:e|er|ing) error|not well-formed|Document is empty|Parsing unsuccessful|Bad repomd|Start tag|cannot parse|unknown format|Bad .*xml/i,
    what: 'what its address gives is no repository metadata',
    hint: 'check the address; a proxy or a login page may answer in its place',
  },
  {
    words: /SSL|certificate|TLS/i,
    what: 'its server cannot be trusted or does not trust this machine',
    hint: 'give its authority with --sslcacert, or see --noverifyssl',
  },
];

export function nobodyAnswers({ code, detail }: Refusal): boolean {
  const told = detail.filter((line) => /curl error|Status code/i.test(line));
  return code === 'repository' && told.length > 0 && told.every((line) => unreachable.test(line));
}

/** No user name or password of an address is shown. */
export const withoutCredentials = (line: string) => line.replaceAll(/(:\/\/)[^/\s]+@/g, '$1***@');

/** @param repositories those of the request, for the position of the one that failed */
export function repositoryError(refusal: Refusal, repositories: readonly RepositorySpec[]): ApplianceError {
  const detail = [...new Set(refusal.detail.map(withoutCredentials))];
  const text = detail.join('\n');
  const silent = nobodyAnswers(refusal);
  const repository = repositories.find(({ name }) => name === refusal.repository);
  const found = silent ? undefined : troubles.find(({ words }) => words.test(text));
  const trouble = found === checksums && repository?.list === 'metalink' ? metalink : found;
  const name = repository === undefined ? 'a package repository' : `the repository ${repository.name}`;
  return new ApplianceError({
    kind: 'build',
    code: silent ? 'repository-unreachable' : 'repository-failed',
    message: silent
      ? `${name} cannot be reached, and the cache holds no metadata of it`
      : `${name} cannot be used: ${trouble?.what ?? 'it gives no usable metadata'}`,
    position: repository?.position,
    detail,
    hint: trouble?.hint ?? 'check the url and repo lines, --repo, and the network',
  });
}

/** What a chain of reasons ends in; all the rest follows from it. */
const causes =
  /nothing provides|conflicts with|cannot install both|is filtered out|does not have a compatible architecture|excluded/;
const mostLines = 8;

/** dnf explains each package that cannot be installed; one explanation and all the causes are what helps. */
export function shortExplanation(lines: readonly string[]): string[] {
  const starts = lines.flatMap((line, index) => (/^\s*Problem\b/.test(line) ? [index] : []));
  const problems = starts.map((start, index) => lines.slice(start, starts[index + 1]));
  if (problems.length < 2) return lines.slice(0, 3 * mostLines);
  const shortest = problems.toSorted((one, other) => one.length - other.length);
  const shown = shortest.find((problem) => problem.some((line) => causes.test(line))) ?? shortest[0] ?? [];
  const others = [...new Set(lines.filter((line) => causes.test(line) && !shown.includes(line)))];
  return [
    ...shown.map((line) => line.replace(/^\s*Problem \d+/, 'Problem')),
    ...(others.length === 0 ? [] : [`${problems.length - 1} further problems, which come from:`]),
    ...others.slice(0, mostLines),
    ...(others.length > mostLines ? [`  and ${others.length - mostLines} more causes; build.log has all of it`] : []),
  ];
}

export function dependencyError(refusal: Refusal): ApplianceError {
  return new ApplianceError({
    kind: 'build',
    code: 'unmet-dependencies',
    message: 'the packages asked for cannot be installed together',
    detail: shortExplanation(refusal.detail),
    hint: 'look for a package that is excluded with "-name" and needed by another, or that comes from a repository not listed; %packages --ignorebroken leaves out what cannot be installed',
  });
}

export function moduleError(refusal: Refusal, plan: PackagePlan): ApplianceError {
  const line = plan.modules[refusal.index ?? 0];
  const without = refusal.code === 'no-modules';
  return new ApplianceError({
    kind: without ? 'tool' : 'input',
    code: without ? 'no-modules' : 'module-refused',
    message: without
      ? 'the dnf 5 of this host cannot deal with modules'
      : `the module ${line?.name} cannot be had as the kickstart asks`,
    position: line?.position,
    detail: refusal.detail,
    hint: without ? 'install dnf 4, which knows them' : 'only one stream of a module can be enabled',
  });
}
