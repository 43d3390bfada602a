import { ReleaseRefused } from './refused.ts';
import { compareFinal, requireVersion, type Version, versionOfTag } from './version.ts';

/** A tag of the repository that is pushed to. */
export interface RemoteTag {
  /** What the ref itself holds: a tag object if the tag is annotated, else the commit. */
  readonly object: string;
  readonly commit: string;
}

export interface ReleaseState {
  /** The tag that was pushed. */
  readonly tag: string;
  /** The commit that is to be released. */
  readonly commit: string;
  /** What the pushed ref held before the push (`github.event.before`): only zeros if it is new. */
  readonly before: string;
  readonly remoteTags: ReadonlyMap<string, RemoteTag>;
  /** Tags that have a release already. */
  readonly releasedTags: readonly string[];
}

/** A tag to point somewhere else. */
export interface Move {
  readonly tag: string;
  /** What the remote must still hold when we push; undefined: the tag is new. */
  readonly from: string | undefined;
  /** `release`: the released commit itself · `ghes`: a child of it, without self-references. */
  readonly to: 'release' | 'ghes';
}

export interface RefPlan {
  readonly preRelease: boolean;
  readonly moves: readonly Move[];
}

const noObject = /^0+$/;

/**
 * Which tags follow a new version. `v1` and `v1-ghes` go to the newest version 1, `v1.2` to the newest 1.2: a
 * correction of an old line never pulls the others back. Below 1.0 a minor version may break what was, so nothing is
 * called `v0`. The tag of the version itself is never in the plan.
 *
 * @throws ReleaseRefused if the version has been released, or its tag has been somewhere else
 */
export function planRefs({ tag, commit, before, remoteTags, releasedTags }: ReleaseState): RefPlan {
  const version = requireVersion(tag);
  if (releasedTags.includes(tag)) throw new ReleaseRefused(`${tag} has been released already: give out a new version`);
  if (!noObject.test(before)) {
    throw new ReleaseRefused(`${tag} was moved from ${before}: a version is never rewritten, give out a new one`);
  }
  const remote = remoteTags.get(tag);
  if (remote === undefined) throw new ReleaseRefused(`${tag} is not in the repository that is pushed to`);
  if (remote.commit !== commit) {
    throw new ReleaseRefused(`${tag} is ${remote.commit} in the repository, but ${commit} is to be released`);
  }
  if (version.preRelease !== undefined) return { preRelease: true, moves: [] };

  const released = releasedTags.map(versionOfTag).filter((other) => other?.preRelease === undefined);
  const isNewest = (sameLine: (other: Version) => boolean) =>
    !released.some((other) => other !== undefined && sameLine(other) && compareFinal(other, version) > 0);
  const sameMajor = (other: Version) => other.major === version.major;
  const sameMinor = (other: Version) => sameMajor(other) && other.minor === version.minor;
  const minorTag = `v${version.major}.${version.minor}`;
  const [widestTag, sameWidest] = version.major === 0 ? [minorTag, sameMinor] : [`v${version.major}`, sameMajor];

  const followers = [
    { name: widestTag, sameLine: sameWidest, to: 'release' as const },
    { name: minorTag, sameLine: sameMinor, to: 'release' as const },
    { name: `${widestTag}-ghes`, sameLine: sameWidest, to: 'ghes' as const },
  ];
  const moves = followers
    .filter(({ name }, index) => followers.findIndex((other) => other.name === name) === index)
    .filter(({ sameLine }) => isNewest(sameLine))
    .map(({ name, to }) => ({ tag: name, from: remoteTags.get(name)?.object, to }));
  return { preRelease: false, moves };
}
