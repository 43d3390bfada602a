import type { InstallOptions } from '../../plan/install-options.ts';

const locales = '/usr/share/locale';
export const manuals = '/usr/share/man';

/** RPM marks the same as documentation. The copyright files are the licences, which go with every copy. */
const documentation: readonly string[] = [
  'path-exclude=/usr/share/doc/*',
  'path-include=/usr/share/doc/*/copyright',
  `path-exclude=${manuals}/*`,
  // The folders stay: package scripts make links in them.
  `path-include=${manuals}/man?`,
  'path-exclude=/usr/share/info/*',
  'path-exclude=/usr/share/gtk-doc/*',
  'path-exclude=/usr/share/help/*',
];

/**
 * Settings of dpkg under which packages are unpacked: `--path-exclude` and `--path-include` of dpkg(1), where the last
 * pattern that matches a path decides and `*` also matches `/`. They hold for the installation alone, as the macros of RPM
 * do in anaconda: packages that the guest installs later come whole.
 */
export function pathFilters({ excludeDocs, languages }: InstallOptions): readonly string[] {
  const kept = languages === undefined ? undefined : [...new Set(languages.flatMap(namesOf))];
  return [
    ...(kept === undefined ? [] : translatedMessages(kept)),
    ...(kept === undefined || excludeDocs ? [] : translatedManuals(kept)),
    ...(excludeDocs ? documentation : []),
  ];
}

function translatedMessages(kept: readonly string[]): string[] {
  return [
    `path-exclude=${locales}/*`,
    `path-include=${locales}/locale.alias`,
    ...kept.map((name) => `path-include=${locales}/${name}/*`),
  ];
}

function translatedManuals(kept: readonly string[]): string[] {
  return [
    `path-exclude=${manuals}/*`,
    `path-include=${manuals}/man?`,
    `path-include=${manuals}/man?/*`,
    ...kept.map((name) => `path-include=${manuals}/${name}/*`),
  ];
}

/**
 * Folders in which gettext looks for the messages of a language: `pt_BR.UTF-8` are those of `pt_BR` and of `pt` (GNU gettext
 * manual, "Locale Names"). With `pt` alone come all its countries.
 */
function namesOf(language: string): string[] {
  const name = language.replace(/\..*$/, '');
  const [base = name] = name.split(/[_@]/);
  return base === name ? [base, `${base}_*`, `${base}@*`] : [name, base];
}

/** The same for people and for the key of a layer. */
export function describeFilters({ excludeDocs, languages }: InstallOptions): readonly string[] {
  return [
    ...(excludeDocs ? ['without documentation'] : []),
    ...(languages === undefined ? [] : [`translations: ${[...new Set(languages)].sort().join(' ') || 'none'}`]),
  ];
}
