import type { Runner } from '../../host/program/run.ts';
import type { FilesystemPlan } from '../../plan/plan.ts';
import type { VolumePlan } from '../../plan/volumes/volumes.ts';
import type { TreeSize } from '../sizes/tree-size.ts';

/** Where in a file a filesystem is made. */
export interface FilesystemPlace {
  readonly startBytes: number;
  readonly sizeBytes: number;
}

/** One filesystem to be made inside a file. */
export interface FilesystemJob {
  readonly runner: Runner;
  /** That of `volume`, which names it in messages. */
  readonly filesystem: FilesystemPlan;
  readonly volume: VolumePlan;
  readonly place: FilesystemPlace;
  /** Exists, has its full size, and is zero where the filesystem lies. */
  readonly diskFile: string;
  /** Directory with exactly the contents of the filesystem; undefined for an empty one. */
  readonly tree: string | undefined;
  /** The same for each subvolume that has contents, by its name. */
  readonly subvolumeTrees?: ReadonlyMap<string, string>;
  readonly size: TreeSize;
  /** The tree's files have SELinux labels, its top folder too. */
  readonly labelled?: boolean;
  /** An existing directory of this job's own for temporary files. */
  readonly scratch: string;
  /** Seconds since 1970 that the filesystem shows as its making; undefined: now. */
  readonly epochSeconds: number | undefined;
}

/** Environment for tools that know reproducible builds. */
export function epochEnv({ epochSeconds }: Pick<FilesystemJob, 'epochSeconds'>): Record<string, string> {
  return epochSeconds === undefined ? {} : { SOURCE_DATE_EPOCH: String(epochSeconds) };
}
