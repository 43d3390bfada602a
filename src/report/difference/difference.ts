import type { Manifest } from '../manifest/manifest.ts';

type Package = Manifest['packages'][number];

/** A package of which both have one version each, but not the same file. */
export interface PackageChange {
  readonly name: string;
  readonly arch: string;
  readonly oldVersion: string;
  /** The same as the old one if the package was built anew under its version. */
  readonly newVersion: string;
}

export interface DiskChange {
  readonly disk: string;
  /** Virtual size; undefined: there was no such disk. */
  readonly oldBytes: number | undefined;
  readonly newBytes: number | undefined;
}

/** What is in one build of an appliance and not in another; every list is sorted. */
export interface ManifestDifference {
  /** Whether there is any: in what went in or in the disks that it makes. */
  readonly different: boolean;
  /** `hello 1.0` */
  readonly oldTitle: string;
  readonly newTitle: string;
  readonly added: readonly Package[];
  readonly removed: readonly Package[];
  readonly changed: readonly PackageChange[];
  readonly disks: readonly DiskChange[];
  readonly kickstartChanged: boolean;
}

/** Compares what two builds were made of. Versions are compared for equality alone: which is newer, only dpkg and rpm know. */
export function compareManifests(old: Manifest, current: Manifest): ManifestDifference {
  const packages = comparePackages(old.packages, current.packages);
  const disks = compareDisks(old, current);
  const kickstartChanged = old.kickstart.sha256 !== current.kickstart.sha256;
  const titles = { oldTitle: titleOf(old), newTitle: titleOf(current) };
  const lists = [packages.added, packages.removed, packages.changed, disks];
  const different = kickstartChanged || titles.oldTitle !== titles.newTitle || lists.some((list) => list.length > 0);
  return { different, ...titles, ...packages, disks, kickstartChanged };
}

const titleOf = ({ name, version }: Manifest) => (version === undefined ? name : `${name} ${version}`);

/** Some packages, kernels of RPM systems for one, are there in several versions: those come and go, and do not change. */
function comparePackages(old: readonly Package[], current: readonly Package[]) {
  const before = byNameAndArch(old);
  const after = byNameAndArch(current);
  const added: Package[] = [];
  const removed: Package[] = [];
  const changed: PackageChange[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const gone = without(before.get(key) ?? [], after.get(key) ?? []);
    const come = without(after.get(key) ?? [], before.get(key) ?? []);
    const [from, ...otherGone] = gone;
    const [to, ...otherCome] = come;
    if (from !== undefined && to !== undefined && otherGone.length === 0 && otherCome.length === 0) {
      changed.push({ name: to.name, arch: to.arch, oldVersion: from.version, newVersion: to.version });
    } else {
      removed.push(...gone);
      added.push(...come);
    }
  }
  return { added: added.sort(byName), removed: removed.sort(byName), changed: changed.sort(byName) };
}

function byNameAndArch(packages: readonly Package[]): Map<string, Package[]> {
  const groups = new Map<string, Package[]>();
  for (const one of packages) {
    const key = `${one.name}\0${one.arch}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

function without(packages: readonly Package[], others: readonly Package[]): Package[] {
  return packages.filter(
    ({ version, sha256 }) => !others.some((other) => other.version === version && other.sha256 === sha256),
  );
}

function byName(one: { name: string; arch: string }, other: { name: string; arch: string }): number {
  const [left, right] = [`${one.name}\0${one.arch}`, `${other.name}\0${other.arch}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The formats of a disk have one virtual size. */
function compareDisks(old: Manifest, current: Manifest): DiskChange[] {
  const sizes = ({ disks }: Manifest) => new Map(disks.map(({ disk, virtualBytes }) => [disk, virtualBytes]));
  const [before, after] = [sizes(old), sizes(current)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((disk) => ({ disk, oldBytes: before.get(disk), newBytes: after.get(disk) }))
    .filter(({ oldBytes, newBytes }) => oldBytes !== newBytes);
}
