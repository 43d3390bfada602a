import type { Manifest } from '../../report/manifest/manifest.ts';
import type { CacheFile, ProgressEvent } from '../../report/progress/events.ts';
import type { Place } from '../ports.ts';

export interface StepRecord {
  readonly name: string;
  /** Since the first event of the build. */
  readonly startSeconds: number;
  /** Undefined while it runs. */
  readonly seconds: number | undefined;
  readonly ok: boolean;
  readonly detail: string | undefined;
}

/** Something that a build said of the kickstart or of itself. */
export interface Remark {
  readonly severity: 'error' | 'warning' | 'note';
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  /** `FILE:LINE:COL` as the command line said it. */
  readonly where: string | undefined;
  /** The same, if the file is in the workspace. */
  readonly place: Place | undefined;
  readonly detail: readonly string[];
}

type Payload<K extends ProgressEvent['event']> = Omit<Extract<ProgressEvent, { readonly event: K }>, 'event'>;

/** What is known of a build from its events, whether it ended well or not. */
export interface BuildRecord {
  readonly steps: readonly StepRecord[];
  /** Warnings, notes and errors, in the order in which they came. */
  readonly remarks: readonly Remark[];
  readonly resolved: Payload<'resolved'> | undefined;
  readonly fetched: Payload<'fetched'> | undefined;
  readonly layerKept: Payload<'layer-kept'> | undefined;
  readonly boots: readonly Payload<'booted'>[];
  readonly failure: { readonly kind: string; readonly log: string | undefined } | undefined;
  readonly built: { readonly directory: string; readonly manifest: Manifest; readonly exitCode: number } | undefined;
}

export function totalBytes(files: readonly CacheFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
