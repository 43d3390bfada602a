import { ReleaseRefused } from './refused.ts';

/** A version by semver.org, without build metadata: a tag has no use for it. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** What follows the hyphen, `rc.1`; undefined for a final version. */
  readonly preRelease: string | undefined;
}

const number = '0|[1-9][0-9]*';
const identifier = '(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)';
const tagForm = new RegExp(`^v(${number})\\.(${number})\\.(${number})(?:-(${identifier}(?:\\.${identifier})*))?$`);

/** Undefined if the tag isn't that of a version: `v1` and `v1-ghes` are none. */
export function versionOfTag(tag: string): Version | undefined {
  const match = tagForm.exec(tag);
  if (match === null) return undefined;
  const [, major, minor, patch, preRelease] = match;
  return { major: Number(major), minor: Number(minor), patch: Number(patch), preRelease };
}

/** @throws ReleaseRefused if the tag isn't that of a version */
export function requireVersion(tag: string): Version {
  const version = versionOfTag(tag);
  if (version === undefined) throw new ReleaseRefused(`${tag} is not the tag of a version: vX.Y.Z or vX.Y.Z-rc.N`);
  return version;
}

/** The version as package.json has it: without the v. */
export function versionText({ major, minor, patch, preRelease }: Version): string {
  return `${major}.${minor}.${patch}${preRelease === undefined ? '' : `-${preRelease}`}`;
}

/** Negative if `left` is older. Final versions only: no pre-release ever moves a ref. */
export function compareFinal(left: Version, right: Version): number {
  return left.major - right.major || left.minor - right.minor || left.patch - right.patch;
}
