import type { Warning } from '../errors.ts';
import type { PackagePlan } from '../plan/plan.ts';

/** One package of the resolved set, exactly as the repository describes it. */
export interface ResolvedPackage {
  readonly name: string;
  readonly version: string;
  readonly arch: string;
  /** SHA-256 of the package file, lower-case hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Size once installed, as the package claims. */
  readonly installedBytes: number;
}

/** What the backend found that the request needs. Nothing is downloaded yet. */
export interface Resolution {
  /** Sorted by name, version and arch, so that the order of the kickstart's lines does not matter. */
  readonly packages: readonly ResolvedPackage[];
  /** How they are installed, where that changes the root: `without documentation`. Empty: as always. */
  readonly variations: readonly string[];
  /** Things to tell the user: `repository unreachable; using the package lists of …`. */
  readonly notes: readonly string[];
  /** Lines of the kickstart that were left out. */
  readonly warnings: readonly Warning[];
}

/** What fetching did, for the summary. */
export interface Fetched {
  readonly fromCache: number;
  readonly downloaded: number;
  readonly downloadedBytes: number;
  /** Things to tell the user, such as that the cache cannot be written. */
  readonly notes: readonly string[];
  /** Such as that packages cannot be verified. */
  readonly warnings: readonly Warning[];
}

/** What installing did. */
export interface Installed {
  /** What went wrong and is forgiven. */
  readonly warnings: readonly Warning[];
  /** When the newest of the packages was built, in seconds since 1970: the same for the same set of packages. */
  readonly newestSeconds: number;
}

/** A package manager that fills a root. One object serves one build. */
export interface Backend {
  readonly name: 'apt' | 'dnf';
  /** Counts up when the same packages would give another root. */
  readonly layerVersion: string;
  /** @throws ApplianceErrors with the kickstart line of each unknown package; ApplianceError for repository trouble */
  resolve(request: PackagePlan): Promise<Resolution>;
  /** Puts every package file into the cache; downloads only what is missing. */
  fetch(resolution: Resolution): Promise<Fetched>;
  /**
   * Installs the packages into an empty directory: the pristine layer, free of anything of this build or host. Scripts of
   * packages see the time of the newest package as SOURCE_DATE_EPOCH.
   */
  install(resolution: Resolution, root: string): Promise<Installed>;
  /**
   * What belongs to this build and not to the layer: the guest's repositories, which packages were asked for.
   *
   * @returns notes for the user
   */
  finish(request: PackagePlan, resolution: Resolution, root: string): Promise<readonly string[]>;
}
