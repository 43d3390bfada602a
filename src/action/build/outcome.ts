import type { ProgressEvent } from '../../report/events.ts';
import type { Manifest } from '../../report/manifest.ts';

/** How the build of one kickstart ended. Paths are absolute, but for `kickstart`. */
export interface ApplianceOutcome {
  /** Relative to the working directory. */
  readonly kickstart: string;
  readonly name: string;
  readonly exitCode: number;
  /** Undefined: it was not built. */
  readonly built: Built | undefined;
  /** The log of a build that failed after it had started. */
  readonly failedLog: string | undefined;
  readonly errors: readonly BuildError[];
  /** Markdown on what changed since the previous manifest; undefined: there was none. */
  readonly changes: string | undefined;
}

export interface Built {
  readonly directory: string;
  readonly manifest: Manifest;
}

export type BuildError = Extract<ProgressEvent, { readonly event: 'error' }>['errors'][number];
