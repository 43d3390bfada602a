import type { Position } from '../../errors.ts';
import type { Report } from '../../kickstart/options/options.ts';
import type { RepositorySpec } from '../appliance.ts';
import { inputError } from './problems.ts';
import { releaseVariables, substituteVariables, type Target } from './variables.ts';

/** Where something of a repository stands: the value of its address, or the line as a whole. */
export type PlaceOf = (repository: RepositorySpec) => Position | undefined;

/** What dnf takes for the id of a repository: it is the name of a section, of files and of folders (dnf.conf(5)). */
const idPattern = /^[A-Za-z0-9_:-][A-Za-z0-9_.:-]*$/;
const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'ftp:', 'file:']);

/**
 * What the repositories are for dnf: of two with one name the later one, local folders as `file:` URLs, variables
 * replaced. `$releasever` stays if nobody says what it is; `requireRepositories` reports that.
 */
export function rpmRepositories(
  repositories: readonly RepositorySpec[],
  target: Target,
  placeOf: PlaceOf,
  report: Report,
): RepositorySpec[] {
  checkRelease(target, report);
  return repositories
    .filter(({ name }, index) => repositories.findLastIndex((other) => other.name === name) === index)
    .map((repository) => {
      const place = placeOf(repository);
      checkId(repository, report);
      const replaced = replace(repository, repository.url.trim(), target, place, report);
      const url = replaced.startsWith('/') ? `file://${encodeURI(replaced)}` : replaced;
      checkAddress({ ...repository, url }, place, report);
      const keys = repository.keys?.map((key) => replace(repository, key, target, repository.position, report));
      return {
        ...repository,
        url,
        ...(keys === undefined ? {} : { keys }),
        ...(isForBuild(repository) ? { forBuildOnly: true as const } : {}),
      };
    });
}

/** Guests of this family have their repositories from release packages; only `repo --install` adds to those, as in anaconda. */
const isForBuild = ({ name, position, forBuildOnly }: RepositorySpec) =>
  forBuildOnly === true || name === 'url' || position === undefined;

/** It becomes a part of addresses. */
function checkRelease({ releasever }: Target, report: Report): void {
  if (releasever === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(releasever)) return;
  const message = `--releasever: "${releasever}" is not a release such as 42 or 10-stream`;
  report(inputError('bad-option', message, undefined));
}

function checkId({ name, position }: RepositorySpec, report: Report): void {
  if (idPattern.test(name)) return;
  const message = `"${name}" cannot be the name of a repository: dnf takes letters, digits and - _ . :, and no . at its start`;
  report(inputError('bad-value', message, position));
}

function replace(
  { name }: RepositorySpec,
  text: string,
  target: Target,
  place: Position | undefined,
  report: Report,
): string {
  const { text: replaced, unset } = substituteVariables(text, target);
  for (const variable of new Set(unset)) {
    if (releaseVariables.has(variable)) continue;
    const message = `nobody says what $${variable} of the repository ${name} is: variables of the host are never used`;
    const hint = 'write its value; $releasever, $basearch and $arch are those of the appliance';
    report(inputError('unknown-variable', message, place, hint));
  }
  return replaced;
}

function checkAddress({ name, url }: RepositorySpec, place: Position | undefined, report: Report): void {
  const what = `the address of the repository ${name}`;
  if (/\s/.test(url)) {
    const message = `${what} has blanks: nothing follows a URL with dnf`;
    report(inputError('bad-value', message, place, 'for a suite and components of Debian: --backend apt'));
  } else if (!URL.canParse(url) || !schemes.has(new URL(url).protocol)) {
    const message = `${what} is no http, https, ftp or file URL`;
    report(inputError('bad-value', message, place, 'write https://HOST/PATH, or file:///PATH for a folder'));
  }
}
