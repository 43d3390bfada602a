import type { Runner } from '../../host/run.ts';
import type { FilesystemPlan, PartitionPlan } from '../../plan/plan.ts';
import type { TreeSize } from './tree-size.ts';

/** One filesystem to be made inside a disk file. */
export interface FilesystemJob {
  readonly runner: Runner;
  readonly partition: PartitionPlan;
  readonly filesystem: FilesystemPlan;
  /** Exists, has its full size, and is zero where the partition lies. */
  readonly diskFile: string;
  /** Directory with exactly the contents of the filesystem; undefined for an empty one. */
  readonly tree: string | undefined;
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
