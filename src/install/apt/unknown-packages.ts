import { ApplianceError, type Warning } from '../../errors.ts';
import type { PackagePlan, PlannedPackage } from '../../plan/plan.ts';
import { closest } from '../../suggest.ts';

const unknownPackage = [
  /^E: Unable to locate package (\S+)$/,
  /^E: Package '([^']+)' has no installation candidate$/,
  /^E: Couldn't find any package by (?:glob|regex) '([^']+)'$/,
] as const;

/** A name that is known, in a version or a release that is not. */
const unknownVersion = [
  [/^E: Version '([^']*)' for '([^']+)' was not found$/, '='],
  [/^E: Release '([^']*)' for '([^']+)' was not found$/, '/'],
] as const;

/**
 * The lines of the request that name what no repository has.
 *
 * @param complaints what apt-get says
 */
export function unknownLines({ requested, excluded }: PackagePlan, complaints: readonly string[]): PlannedPackage[] {
  const unknown = new Set(
    complaints.flatMap((line) => unknownPackage.flatMap((pattern) => pattern.exec(line)?.[1] ?? [])),
  );
  const inVersions = new Set(
    complaints.flatMap((line) =>
      unknownVersion.flatMap(([pattern, mark]) => {
        const [, version, name] = pattern.exec(line) ?? [];
        return name === undefined ? [] : [`${name}${mark}${version}`];
      }),
    ),
  );
  return [...requested, ...excluded].filter(
    ({ name }) => unknown.has(name) || unknown.has(name.replace(/[=/].*$/, '')) || inVersions.has(name),
  );
}

export function unknownPackageError(line: PlannedPackage, names: Iterable<string>): ApplianceError {
  const suggestion = closest(line.name, names);
  const why = line.position === undefined ? ` (needed for: ${line.reason})` : '';
  return new ApplianceError({
    kind: 'input',
    code: 'unknown-package',
    message: `no repository has a package named ${line.name}${why}`,
    position: line.position,
    hint: suggestion === undefined ? undefined : `did you mean ${suggestion}?`,
  });
}

/** For --ignoremissing. */
export function leftOut(line: PlannedPackage, known: ReadonlySet<string>): Warning {
  const { code, message, position, hint } = unknownPackageError(line, known);
  return { code, message: `${message}; it is left out`, position, hint };
}
