/** A version as RPM takes it apart. */
export interface RpmVersion {
  /** Undefined: none, which RPM takes for 0. */
  readonly epoch: string | undefined;
  readonly version: string;
  /** Undefined in a version that a dependency names without one: every release will do. */
  readonly release: string | undefined;
}

/**
 * `[epoch:]upstream[-revision]` (deb-version(7)) in RPM's words: the last hyphen parts version and release, and what
 * else RPM forbids in either becomes a point.
 */
export function rpmVersion(debian: string): RpmVersion {
  const [, epoch, upstream = '', revision] = /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/.exec(debian) ?? [];
  return { epoch, version: allowed(upstream), release: revision === undefined ? undefined : allowed(revision) };
}

const allowed = (text: string) => text.replace(/[^\w.+~^]/g, '.');

/** `[epoch:]version[-release]`, as dependencies are written. */
export function formatVersion({ epoch, version, release }: RpmVersion): string {
  return `${epoch === undefined ? '' : `${epoch}:`}${version}${release === undefined ? '' : `-${release}`}`;
}
