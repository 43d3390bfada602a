import { createHash } from 'node:crypto';
import type { RepositorySpec } from '../../../appliance/appliance.ts';
import type { Architecture } from '../../../architecture.ts';
import type { PackagePlan, PlannedGroup, PlannedModule, PlannedPackage } from '../../../plan/plan.ts';
import { localPath } from '../../access-files.ts';

/** What the program of dnf is asked on standard input; `index` leads from its answers back to the lines of the plan. */
export interface DnfRequest {
  readonly action: 'resolve' | 'download';
  /** An empty folder: nothing is installed yet. */
  readonly root: string;
  readonly cacheDirectory: string;
  readonly scratch: string;
  /** Only what the cache has; no repository is asked. */
  readonly offline: boolean;
  readonly variables: Readonly<Record<string, string>>;
  readonly weakDependencies: boolean;
  readonly multilib: boolean;
  readonly ignoreMissing: boolean;
  readonly ignoreBroken: boolean;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly repositories: readonly DnfRepository[];
  readonly install: readonly {
    readonly index: number;
    readonly specs: readonly string[];
    readonly optional: boolean;
  }[];
  readonly exclude: readonly Spec[];
  readonly groups: readonly (Spec & { readonly members: PlannedGroup['members']; readonly optional: boolean })[];
  readonly excludeGroups: readonly Spec[];
  readonly environment: { readonly index: number; readonly spec: string | null } | null;
  readonly modules: readonly ModuleLine[];
  /** For `download` alone. */
  readonly packages?: readonly { readonly repository: string; readonly location: string }[];
}

interface Spec {
  readonly index: number;
  readonly spec: string;
}

interface ModuleLine extends Spec {
  readonly act: 'enable' | 'disable' | 'install';
  readonly name: string;
  readonly stream: string | null;
  /** Null: the default ones. */
  readonly profile: string | null;
}

export interface DnfRepository {
  readonly id: string;
  /** By the names of dnf.conf(5), "REPO OPTIONS". */
  readonly settings: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface DnfPlaces {
  readonly root: string;
  readonly cacheDirectory: string;
  readonly scratch: string;
}

/** dnf's own default is to try ten times, which takes minutes where nobody answers. */
const defaultRetries = 2;
const defaultTimeoutSeconds = 30;

export function resolveRequest(
  plan: PackagePlan,
  target: { readonly releasever: string | undefined; readonly arch: Architecture },
  repositories: readonly RepositorySpec[],
  places: DnfPlaces,
): DnfRequest {
  const { options } = plan;
  return {
    action: 'resolve',
    ...places,
    offline: false,
    variables: {
      arch: target.arch,
      basearch: target.arch,
      ...(target.releasever === undefined ? {} : { releasever: target.releasever }),
    },
    weakDependencies: options.weakDependencies,
    multilib: options.multilib,
    ignoreMissing: options.ignoreMissing,
    ignoreBroken: options.ignoreBroken,
    timeoutSeconds: options.timeoutSeconds ?? defaultTimeoutSeconds,
    retries: (options.retries ?? defaultRetries) + 1,
    repositories: repositories.map(dnfRepository),
    install: plan.requested.map((line, index) => ({
      index,
      specs: [line.name, ...(line.alternatives ?? [])],
      optional: line.optional ?? false,
    })),
    exclude: plan.excluded.map(spec),
    groups: plan.groups.map((group, index) => ({
      ...spec(group, index),
      members: group.members,
      optional: group.optional ?? false,
    })),
    excludeGroups: plan.excludedGroups.map(spec),
    environment:
      plan.environment === undefined
        ? null
        : { index: 0, spec: plan.environment.name === 'default' ? null : plan.environment.name },
    modules: plan.modules.map(moduleLine),
  };
}

const spec = ({ name }: Pick<PlannedPackage, 'name'>, index: number): Spec => ({ index, spec: name });

function moduleLine({ name, stream, profile, disable }: PlannedModule, index: number): ModuleLine {
  const named = profile === 'default' ? undefined : profile;
  const withStream = stream === undefined ? name : `${name}:${stream}`;
  return {
    index,
    name,
    stream: stream ?? null,
    profile: named ?? null,
    act: disable ? 'disable' : profile === undefined ? 'enable' : 'install',
    spec: disable ? name : named === undefined ? withStream : `${withStream}/${named}`,
  };
}

/**
 * Names the metadata of just these repositories in the cache. Names may be seen by many, and from a digest with a password
 * in it that could be guessed: so credentials do not count. But dnf itself calls its folders after addresses with all that
 * is in them: metadata from a repository with a password stays on the machine.
 */
export function repositoriesKey(repositories: readonly DnfRepository[]): string {
  const plain = repositories.map(({ id, settings }) => ({
    id,
    settings: Object.fromEntries(
      Object.entries(settings)
        .filter(([name]) => !credentialSettings.has(name))
        .map(([name, value]) => [name, withoutUser(value)]),
    ),
  }));
  const text = JSON.stringify(plain);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 32);
  return text === JSON.stringify(repositories) ? digest : `private-${digest}`;
}

const credentialSettings: ReadonlySet<string> = new Set(['username', 'password', 'proxy_username', 'proxy_password']);

function withoutUser(value: DnfRepository['settings'][string]): typeof value {
  if (typeof value === 'string') return value.replace(/(:\/\/)[^/\s]+@/, '$1');
  return typeof value === 'object' ? value.map((one) => String(withoutUser(one))) : value;
}

/** A folder of this machine may be given as a path. */
const urlOf = (url: string) => (url.startsWith('/') ? `file://${url}` : url);

function dnfRepository({ name, url, list, cost, priority, access, packages }: RepositorySpec): DnfRepository {
  const settings = {
    ...(list === undefined ? { baseurl: [urlOf(url)] } : { [list]: urlOf(url) }),
    ...proxySettings(access?.proxy),
    sslverify: access?.noVerifySsl === true ? false : undefined,
    sslcacert: fileOf(access?.sslCaCert),
    sslclientcert: fileOf(access?.sslClientCert),
    sslclientkey: fileOf(access?.sslClientKey),
    cost,
    priority,
    includepkgs: atLeastOne(packages?.included),
    excludepkgs: atLeastOne(packages?.excluded),
  };
  const given = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { id: name, settings: Object.fromEntries(given) };
}

/** dnf takes the user of a proxy apart from its address (dnf.conf(5)); a host alone is one for http. */
function proxySettings(proxy: string | undefined): Record<string, string> {
  if (proxy === undefined) return {};
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  if (!URL.canParse(address)) return { proxy };
  const url = new URL(address);
  const user = { proxy_username: decoded(url.username), proxy_password: decoded(url.password) };
  const hasUser = url.username !== '';
  url.username = '';
  url.password = '';
  return { proxy: url.href, ...(hasUser ? user : {}) };
}

/** A percent sign that is none of an escape is itself. */
const decoded = (text: string) =>
  text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
    new TextDecoder().decode(Buffer.from(bytes.replaceAll('%', ''), 'hex')),
  );

const fileOf = (file: string | undefined) => (file === undefined ? undefined : localPath(file));
const atLeastOne = (names: readonly string[] | undefined) =>
  names === undefined || names.length === 0 ? undefined : names;
