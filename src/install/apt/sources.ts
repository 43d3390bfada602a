import type { RepositorySpec } from '../../appliance/appliance.ts';
import { ApplianceError } from '../../errors.ts';

/** A file of apt sources, in the one-line style (`.list`) or deb822 (`.sources`); see sources.list(5). */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  /** The guest gets it only if it would have no source at all. */
  readonly forBuildOnly?: true;
}

/** What apt is told of a repository. */
export interface Source {
  readonly address: string;
  readonly suite: string;
  /** Empty for a flat repository. */
  readonly components: readonly string[];
}

/**
 * A repository's address may be followed by a suite and components, as in sources.list(5); without them the suite is
 * `defaultSuite` and the component `main`. A list of mirrors is read by apt itself: apt-transport-mirror(1).
 *
 * @throws ApplianceError code `bad-repository-url` at the repository's line
 */
export function sourceOf(repository: RepositorySpec, defaultSuite: string): Source {
  const [url = '', suite = defaultSuite, ...components] = repository.url.trim().split(/\s+/);
  if (!/^(?:https?:\/\/[^\s/[\]]|(?:file|copy):\/)[^\s[\]]*$/.test(url)) {
    throw new ApplianceError({
      kind: 'input',
      code: 'bad-repository-url',
      message: `the URL of repository ${repository.name} is not one that apt can read: ${withoutCredentials(url)}`,
      position: repository.position,
      hint: 'write http://HOST/PATH, optionally followed by a suite and components: "http://HOST/debian bookworm main"',
    });
  }
  return {
    address: repository.list === 'mirrorlist' ? `mirror+${url}` : url,
    suite,
    components: suite.endsWith('/') ? [] : components.length > 0 ? components : ['main'],
  };
}

/** What dnf takes for the cost of a repository that names none. */
const usualCost = 1000;

/**
 * The kickstart's repositories as apt sources, the cheapest first: of several sources for one version apt takes the one
 * that it reads first (sources.list(5)).
 *
 * @throws ApplianceError code `bad-repository-url` at the repository's line
 */
export function sourcesOfRepositories(repositories: readonly RepositorySpec[], defaultSuite: string): SourceFile[] {
  return repositories
    .toSorted(({ cost: one = usualCost }, { cost: other = usualCost }) => one - other)
    .map((repository) => {
      const { address, suite, components } = sourceOf(repository, defaultSuite);
      return {
        name: `${safeFileName(repository.name)}.list`,
        text: `deb ${[address, suite, ...components].join(' ')}\n`,
        ...(repository.forBuildOnly === true ? { forBuildOnly: true as const } : {}),
      };
    });
}

/** sources.list(5) ignores files whose names hold other characters than these. */
function safeFileName(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '_');
}

/** The sources without user names and passwords, which belong to the builder and not into an image. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/(\b[a-z+]+:\/\/)[^\s/@]+@/g, '$1');
}

/** Key files that the sources name in `Signed-By`, as absolute host paths. Embedded keys need no file. */
export function signedByFiles(text: string): string[] {
  const found = text.matchAll(/signed-by\s*[:=]\s*([^\s\]]+)/gi);
  return [...new Set([...found].flatMap((match) => (match[1] ?? '').split(',')))].filter((file) =>
    file.startsWith('/'),
  );
}
