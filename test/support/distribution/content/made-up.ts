import type { OwnPackage } from './own-packages.ts';

const documented = (name: string): OwnPackage['entries'] => ({
  [`/usr/share/doc/${name}/README`]: `This is ${name}.\n`,
  [`/usr/share/doc/${name}/copyright`]: 'Anybody may do with it whatever they like.\n',
  [`/usr/share/man/man1/${name}.1`]: `.TH ${name} 1\n`,
  [`/usr/share/man/de/man1/${name}.1`]: `.TH ${name} 1\n`,
  [`/usr/share/locale/de/LC_MESSAGES/${name}.mo`]: 'Hallo\n',
  [`/usr/share/locale/fr/LC_MESSAGES/${name}.mo`]: 'Salut\n',
});

const program = (name: string, says = name) => ({
  [`/usr/bin/${name}`]: { text: `#!/bin/sh\necho '${says}'\n`, mode: 0o755 },
});

/** A version of `trial-hello`, which has documentation and translations. */
const hello = (version: string): OwnPackage => ({
  name: 'trial-hello',
  version,
  architecture: 'x86_64',
  summary: 'Says hello',
  entries: { ...documented('trial-hello'), ...program('trial-hello', `hello ${version}`) },
});

const library = (architecture: 'x86_64' | 'i686', folder: string): OwnPackage => ({
  name: 'trial-library',
  version: '1.0',
  architecture,
  summary: 'A library for two architectures',
  entries: { [`/usr/${folder}/trial/library`]: `for ${architecture}\n`, '/usr/share/trial-library/common': 'same\n' },
});

const empty = (name: string, rest: Partial<OwnPackage> = {}): OwnPackage => ({
  name,
  version: '1.0',
  summary: `The package ${name}`,
  entries: { [`/usr/share/${name}/${name}`]: `${name}\n` },
  ...rest,
});

/** Tiny packages for what packages can be to each other; the order does not matter. */
export const madeUpPackages: readonly OwnPackage[] = [
  hello('1.0'),
  hello('1.1'),
  library('x86_64', 'lib64'),
  library('i686', 'lib'),
  empty('trial-web-server', {
    dependencies: { Recommends: ['trial-web-docs'], Suggests: ['trial-web-theme'] },
    entries: program('trial-web-server'),
  }),
  empty('trial-web-docs'),
  empty('trial-web-theme'),
  empty('trial-web-log'),
  empty('trial-web-statistics'),
  empty('trial-hello-plugin', { dependencies: { Requires: ['trial-hello'] } }),
  empty('trial-left', { dependencies: { Conflicts: ['trial-right'] } }),
  empty('trial-right'),
  empty('trial-by-path', { entries: program('trial-found-by-path') }),
  empty('trial-needs-path', { dependencies: { Requires: ['/usr/bin/trial-found-by-path'] } }),
  empty('trial-needs-missing', { dependencies: { Requires: ['trial-nowhere >= 2'] } }),
  empty('trial-bad-pre', { scriptlets: { pre: 'echo "the pre scriptlet has no hope"\nexit 7' } }),
  empty('trial-bad-post', { scriptlets: { post: 'echo "the post scriptlet gave up" >&2\nexit 9' } }),
  empty('trial-bad-posttrans', { scriptlets: { posttrans: 'echo "too late" >&2\nexit 1' } }),
  empty('trial-changes', {
    entries: { '/etc/trial-changes.conf': 'answer = 41\n' },
    configuration: ['/etc/trial-changes.conf'],
    scriptlets: { post: 'sed -i s/41/42/ /etc/trial-changes.conf' },
    dependencies: { 'Requires(post)': ['sed'] },
  }),
];

/** Newer than what `base` has. */
export const updatedPackages: readonly OwnPackage[] = [
  hello('2.0'),
  empty('trial-web-docs', { version: '1.1' }),
  empty('trial-only-in-updates'),
];

/** Packages of one stream of the module `trial-database`. */
export const databasePackages = (stream: string): readonly OwnPackage[] => [
  empty('trial-database-server', {
    version: `${stream}.0`,
    release: `1.module_trial${stream}`,
    dependencies: { Requires: [`trial-database-client = ${stream}.0`] },
  }),
  empty('trial-database-client', { version: `${stream}.0`, release: `1.module_trial${stream}` }),
];

/** One for each repository in which something is wrong. */
export const brokenPackages = {
  unsigned: [empty('trial-unsigned')],
  badsig: [empty('trial-stranger'), empty('trial-altered')],
  badsum: [empty('trial-other-sum')],
} as const;
