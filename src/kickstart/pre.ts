import type { ApplianceError, Warning } from '../errors.ts';
import type { Script } from './document.ts';

/** What the %pre scripts left behind. */
export interface PreOutcome {
  /** Texts of the files that they wrote, by their absolute paths: `/tmp/part-include`. */
  readonly files: ReadonlyMap<string, string>;
  readonly warnings: readonly Warning[];
  /** What makes the files of no use, such as their size, or a failure under --erroronfail. */
  readonly errors: readonly ApplianceError[];
  /** Their last output, for the log of a build. */
  readonly log?: readonly string[];
}

/** Runs %pre scripts, in file order, where they can do no harm: without the host's disks, in a root that is thrown away. */
export interface PreRunner {
  run(scripts: readonly Script[]): Promise<PreOutcome>;
}
