import { formatVersion, rpmVersion } from './version.ts';

/** One package name of a relation, perhaps with a version. */
export interface Relation {
  readonly name: string;
  readonly operator: string | undefined;
  /** In Debian's form. */
  readonly version: string | undefined;
}

/** What the distribution knows when dependencies are converted. */
export interface Names {
  /** The distribution's name of a Debian package. */
  readonly rename: (name: string) => string;
  /** Whether a package of the distribution has or provides this Debian name. */
  readonly known: (name: string) => boolean;
  /** Whether a package of the distribution has this Debian name itself. */
  readonly packaged: (name: string) => boolean;
  /** Whether this Debian name only serves Debian's own machinery: who needs it needs nothing here. */
  readonly dropped: (name: string) => boolean;
}

/** deb-control(5): `<<` and `>>` are strict. */
const operators: Readonly<Record<string, string>> = { '<<': '<', '>>': '>', '<=': '<=', '>=': '>=', '=': '=' };

/** The relations of a field of deb-control(5), each a list of alternatives. */
export function parseRelations(field: string): Relation[][] {
  return field
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => text.split('|').map(parseRelation));
}

function parseRelation(text: string): Relation {
  const [, name, operator, version] = /^\s*([^\s:(]+)(?::\w+)?\s*(?:\(\s*([<>=]+)\s*([^)\s]+)\s*\))?/.exec(text) ?? [];
  if (name === undefined) throw new Error(`"${text}" is no relation`);
  return { name, operator, version };
}

/**
 * Depends, Pre-Depends, Recommends and Suggests: alternatives become rich dependencies, those that the distribution lacks
 * go, and so does the whole where one of them is Debian's own machinery.
 *
 * @throws Error where `needed` and nothing is left
 */
export function convertDependencies(field: string, names: Names, needed: boolean): string[] {
  return parseRelations(field).flatMap((alternatives) => {
    if (alternatives.some(({ name }) => names.dropped(name))) return [];
    const there = alternatives.filter(({ name }) => names.known(name));
    if (there.length === 0 && needed)
      throw new Error(`nothing provides ${alternatives.map((one) => one.name).join(' | ')}`);
    const words = [...new Set(there.map((relation) => formatRelation(relation, names)))];
    return words.length > 1 ? [`(${words.join(' or ')})`] : words;
  });
}

/**
 * Conflicts and Breaks with what the distribution has. Debian lets a package conflict with what it provides itself, and a
 * conflict with versions never meets what is provided without one: RPM sees a conflict in both.
 */
export function convertConflicts(field: string, names: Names, own: ReadonlySet<string>): string[] {
  return parseRelations(field)
    .flat()
    .filter(({ name, version }) => (version === undefined ? names.known(name) : names.packaged(name)))
    .filter(({ name }) => !names.dropped(name) && !own.has(names.rename(name)) && !own.has(name))
    .map((relation) => formatRelation(relation, names));
}

export function convertProvides(field: string, names: Names): string[] {
  return parseRelations(field)
    .flat()
    .map((relation) => formatRelation(relation, names));
}

/** Where no revision is named, RPM takes every release for equal, Debian every revision for later. */
const withoutRelease: Readonly<Record<string, string>> = { '>>': '>=', '<=': '<' };

function formatRelation({ name, operator, version }: Relation, { rename }: Names): string {
  if (operator === undefined || version === undefined) return rename(name);
  const converted = rpmVersion(version);
  const looser = converted.release === undefined ? withoutRelease[operator] : undefined;
  return `${rename(name)} ${looser ?? operators[operator] ?? operator} ${formatVersion(converted)}`;
}
