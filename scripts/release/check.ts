import { changelogSection } from './changelog.ts';
import { ReleaseRefused } from './refused.ts';
import { requireVersion, versionText } from './version.ts';

export interface ReleaseFiles {
  readonly packageJson: string;
  readonly packageLock: string;
  readonly changelog: string;
}

/**
 * Whether the files of the repository belong to the version of a tag.
 *
 * @returns the notes of the release, from CHANGELOG.md
 * @throws ReleaseRefused with all that does not fit
 */
export function checkRelease(tag: string, { packageJson, packageLock, changelog }: ReleaseFiles): string {
  const version = requireVersion(tag);
  const wanted = versionText(version);
  const versions = { 'package.json': packageJson, 'package-lock.json': packageLock };
  const problems = Object.entries(versions)
    .map(([file, text]) => ({ file, found: (JSON.parse(text) as { version?: string }).version }))
    .filter(({ found }) => found !== wanted)
    .map(({ file, found }) => `${file} says ${found ?? 'no version'}, the tag says ${wanted}`);
  if (problems.length > 0) throw new ReleaseRefused(problems.join('; '));
  return changelogSection(changelog, wanted);
}
