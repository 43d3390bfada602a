import { createHash } from 'node:crypto';
import type { Appliance, RepositorySpec } from '../../appliance/appliance.ts';
import type { PackagePlan } from '../plan.ts';

/** What decides which packages are asked for, in short: a name for what the cache holds for it. */
export interface PackageRequest {
  readonly backend: Appliance['backend'];
  /** By its id of os-release(5), as far as the repositories tell; else `linux`. */
  readonly distribution: string;
  /** Code name, suite or number; `unknown` if nothing tells. */
  readonly release: string;
  readonly arch: string;
  /** The same for the same request on every machine; disks, scripts, accounts and passwords do not count. */
  readonly sha256: string;
}

/** What apt takes from the host where a kickstart does not say it; from os-release(5). */
export interface HostRelease {
  readonly id: string;
  /** Code name, or where there is none the version. */
  readonly release: string;
}

export function packageRequestOf(
  { backend, arch, releasever, repositories, requireSignatures }: RequestOfAppliance,
  packages: PackagePlan,
  host: HostRelease,
): PackageRequest {
  const target = targetOf({ backend, releasever, repositories }, host);
  const request = {
    backend,
    arch,
    ...target,
    requireSignatures,
    packages: selectionOf(packages),
    repositories: repositories.map(repositoryOf),
  };
  const sha256 = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  return { backend, ...target, arch, sha256 };
}

export type RequestOfAppliance = Pick<
  Appliance,
  'backend' | 'arch' | 'releasever' | 'repositories' | 'requireSignatures'
>;

/** Names of distributions in addresses, and their ids of os-release(5). */
const distributions: readonly (readonly [pattern: RegExp, id: string])[] = (
  [
    ['fedora(?:project|-\\w+)?', 'fedora'],
    ['centos(?:-\\w+)?', 'centos'],
    ['rocky(?:linux)?', 'rocky'],
    ['alma(?:linux)?', 'almalinux'],
    ['rhel\\d*|redhat', 'rhel'],
    ['oraclelinux', 'ol'],
    ['amazonlinux', 'amzn'],
    ['ubuntu(?:-\\w+)?', 'ubuntu'],
    ['debian(?:-\\w+)?', 'debian'],
    ['devuan', 'devuan'],
    ['kali', 'kali'],
    ['raspbian', 'raspbian'],
  ] as const
).map(([words, id]) => [new RegExp(`(?:^|[/.-])(?:${words})(?=[\\s/.:-]|$)`, 'i'), id]);

/** A part of an address that is a release: `42`, `9.4`, `9-stream`, `rawhide`. */
const numberedRelease = /\/(\d{1,3}(?:\.\d+)*(?:-stream)?|rawhide|eln)(?=\/|$)/;

function targetOf(
  { backend, releasever, repositories }: Pick<Appliance, 'backend' | 'releasever' | 'repositories'>,
  host: HostRelease,
): Pick<PackageRequest, 'distribution' | 'release'> {
  if (backend === 'apt' && repositories.length === 0) return { distribution: host.id, release: host.release };
  const addresses = repositories.map(({ url }) => withoutCredentials(url).trim());
  const named = distributions.find(([pattern]) => addresses.some((address) => pattern.test(address)));
  const found = addresses.flatMap((address) =>
    backend === 'apt' ? (address.split(/\s+/)[1] ?? []) : (numberedRelease.exec(address)?.[1] ?? []),
  );
  // A suite in a line is that line's own; numbers in RPM addresses are told by the release.
  const release = backend === 'apt' ? (found[0] ?? releasever ?? host.release) : (releasever ?? found[0] ?? 'unknown');
  return { distribution: named?.[1] ?? 'linux', release };
}

/** The order of the lines does not count, nor why they are there, nor how patiently repositories are asked. */
function selectionOf(packages: PackagePlan) {
  const { retries: _retries, timeoutSeconds: _timeout, ...options } = packages.options;
  const sorted = <T>(items: readonly T[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    requested: sorted(packages.requested.map(({ name, alternatives, optional }) => [name, alternatives, optional])),
    excluded: sorted(packages.excluded.map(({ name }) => name)),
    groups: sorted(packages.groups.map(({ name, members, optional }) => [name, members, optional])),
    excludedGroups: sorted(packages.excludedGroups.map(({ name }) => name)),
    environment: packages.environment?.name,
    // Here it does: a later line wins.
    modules: packages.modules.map(({ name, stream, profile, disable }) => [name, stream, profile, disable]),
    options: Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1)),
  };
}

/** What its packages are; how it is reached and what it is called do not count. */
function repositoryOf({ url, list, cost, packages, priority, keys, checkSignatures }: RepositorySpec) {
  return [
    withoutCredentials(url).trim(),
    list,
    cost,
    packages,
    priority,
    keys?.map(withoutCredentials),
    checkSignatures,
  ];
}

/** RFC 3986, §3.2.1. */
const withoutCredentials = (address: string) => address.replace(/(:\/\/)[^\s/?#]*@/, '$1');
